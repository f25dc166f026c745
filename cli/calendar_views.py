"""What the commands about calendars share: whom one is for, as people type it, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import click

from earlyhelp.model import Plan
from earlyhelp.outputs.calendars.events import KEEP_CANCELLED_DAYS
from earlyhelp.outputs.calendars.views import NotAViewError, View, ViewKind
from earlyhelp.outputs.calendars.visible import is_owner

from .showing import no_such, no_such_row, registers_of

_FOR: Final = "--for"
#: What is followed by a name.
_NAMED: Final = frozenset({ViewKind.PARTNER.value, ViewKind.OWNER.value})

for_option = click.option(
    _FOR,
    "whom",
    default="assets",
    show_default=True,
    metavar="WHOM",
    help='Whom it is for: assets, "partner ID", "owner NAME" or everyone.',
)

keep_cancelled_option = click.option(
    "--keep-cancelled",
    type=click.IntRange(0, 3650),
    default=KEEP_CANCELLED_DAYS,
    show_default=True,
    metavar="DAYS",
    help="For how many calendar days what is off stays, marked as cancelled.",
)


class ForCommand(click.Command):
    """A command to which ``--for partner nursery-a`` says the same with quotes and without."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join what follows ``--for`` before click reads it."""
        has_arguments = any(isinstance(one, click.Argument) for one in self.params)
        return super().parse_args(ctx, joined(args, most=1 if has_arguments else len(args)))


def joined(args: Sequence[str], *, most: int) -> list[str]:
    """The arguments, with at most so many words of a name joined to ``partner`` or ``owner``."""
    found: list[str] = []
    waiting = list(args)
    while waiting:
        word = waiting.pop(0)
        if word == _FOR and waiting and waiting[0] in _NAMED:
            found.append(word)
            word = waiting.pop(0)
        elif word not in {f"{_FOR}={named}" for named in _NAMED}:
            found.append(word)
            continue
        name: list[str] = []
        while waiting and len(name) < most and not waiting[0].startswith("-"):
            name.append(waiting.pop(0))
        found.append(" ".join((word, *name)))
    return found


def chosen(plan: Plan, whom: str, *, has_one: Callable[[View], bool] = lambda _: False) -> View:
    """The view that somebody typed, if the plan knows the partner or the owner in it.

    A partner that the plan no longer knows is taken if it still `has_one`: a calendar in
    which everything has to be called off.
    """
    try:
        view = View.parse(whom)
    except NotAViewError as error:
        raise click.UsageError(str(error)) from None
    match view.kind:
        case ViewKind.PARTNER:
            known = registers_of(plan).partner_by_id
            if view.name not in known and not has_one(view):
                raise no_such_row("partner", view.name or "", known)
        case ViewKind.OWNER:
            owners = dict.fromkeys(one.owner for one in plan.milestones if one.owner)
            own = (one.owner for one in plan.milestones if is_owner(one, view.name))
            name = next(own, None)
            if name is None:
                raise no_such("owner", view.name or "", owners)
            return View(ViewKind.OWNER, name)
    return view
