"""What can stand where somebody presses Tab: which plan, milestone, building, partner or code?

A Tab says nothing when it finds nothing: no plan, a plan that cannot be read, a machine that
refuses. Plans are read as commands read them, so that an id of a workflow's step is there too.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from earlyhelp.model import Plan
    from earlyhelp.model.registers import Partner, Property

#: What a shell sets when it asks; the name that its script was made with.
VARIABLE: Final = "_EH_COMPLETE"

#: A value, and what a shell that can shows beside it.
Found = tuple[str, str | None]
Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]


def _quietly(find: Callable[[click.Context, str], Iterable[Found]]) -> Complete:
    """What is found that begins as typed, without a word to anybody who is not asked."""

    @functools.wraps(find)
    def complete(
        ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        import contextlib
        import io
        import warnings

        from click.shell_completion import CompletionItem

        from earlyhelp.sheet_cells import one_line

        try:
            with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
                warnings.simplefilter("ignore")
                found = list(find(ctx, incomplete))
        except Exception:  # noqa: BLE001 - whatever is wrong, the line that is typed stays whole
            found = []
        return [
            CompletionItem(value, help=one_line(says or "") or None)
            for value, says in found
            if value.startswith(incomplete)
        ]

    return complete


@_quietly
def _named_plans(_ctx: click.Context, incomplete: str) -> Iterator[Found]:
    from earlyhelp.files.locate import PLAN_FILE, shipped
    from earlyhelp.outputs.shells import quoted

    for name in shipped():
        yield name, "comes with earlyhelp"
    above = os.path.dirname(incomplete)  # noqa: PTH120 - as it was typed: "./" stays "./"
    for folder in sorted(Path(above or ".").iterdir()):
        name = os.path.join(above, folder.name)  # noqa: PTH118 - the same
        if (folder / PLAN_FILE).is_file() and quoted(name) == name:
            yield name, "a folder here" if not above else None


def plans(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Plans that come with earlyhelp, and folders with one; else any folder, by the shell."""
    from click.shell_completion import CompletionItem

    return _named_plans(ctx, param, incomplete) or [CompletionItem(incomplete, type="dir")]


@_quietly
def milestones(ctx: click.Context, _incomplete: str) -> Iterator[Found]:
    """The ids of the plan's milestones."""
    return ((item.id, item.title) for item in _plan(ctx).milestones)


@_quietly
def milestones_with_value(ctx: click.Context, _incomplete: str) -> Iterator[Found]:
    """The same where a value follows: ``offer.launch=``."""
    return ((f"{item.id}=", item.title) for item in _plan(ctx).milestones)


@_quietly
def properties(ctx: click.Context, _incomplete: str) -> Iterator[Found]:
    """The ids of the plan's buildings."""
    from .showing import registers_of

    return ((row.id, _name(row)) for row in registers_of(_plan(ctx)).properties)


@_quietly
def partners(ctx: click.Context, _incomplete: str) -> Iterator[Found]:
    """The ids of the plan's partners; behind a building's, of those that are in it."""
    from .showing import registers_of

    held = registers_of(_plan(ctx))
    building = ctx.params.get("property_id")
    here = {row.partner for row in held.occupations if row.property == building}
    return ((row.id, _name(row)) for row in held.partners if building is None or row.id in here)


@_quietly
def codes(_ctx: click.Context, incomplete: str) -> Iterator[Found]:
    """The codes of findings, and their names once one is begun."""
    from earlyhelp.codes import all_codes

    for code in all_codes():
        yield code.code, code.name
        if incomplete:
            yield code.name, code.code


@_quietly
def rules(_ctx: click.Context, _incomplete: str) -> Iterator[Found]:
    """The rules that come with earlyhelp."""
    from earlyhelp.files.plan.rule_entries import shipped_rules

    return ((rule.id, rule.title) for rule in shipped_rules())


def _name(row: Partner | Property) -> str | None:
    """What people call a row, as far as those who run the plan may see it."""
    from earlyhelp.outputs import rows

    return rows.shown(row, rows.Audience.SERVICE).get("name")


def _plan(ctx: click.Context) -> Plan:
    """The plan of the line that is typed, or the one above."""
    from .reading import read_plan

    argument = ctx.params.get("plan")
    takes_plan = any(param.name == "plan" for param in ctx.command.params)
    if argument is None and takes_plan and ctx.args:
        argument = ctx.args[0]  # click leaves it there while the last option has no value yet
    return read_plan(argument, ctx.params.get("plan_named"))
