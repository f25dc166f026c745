"""Which part of a plan does somebody want as boxes and arrows, and in which language?"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import attrs
import click

from earlyhelp.dates import words
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule, solve_plan

from . import completing
from .choosing import asked_for, part_options
from .reading import as_at_of, known_milestone

if TYPE_CHECKING:
    from earlyhelp.outputs.graphs.picture import Picture

#: More than these nobody follows with a finger.
_MOST: Final = 80
#: As many links away from the milestone that was asked for, unless told otherwise.
_DEPTH: Final = 2


@attrs.frozen(kw_only=True)
class Part:
    """What somebody asked to have drawn, and as at which day."""

    as_at: date | None
    milestone: str | None  #: this one and what is around it
    depth: int | None  #: so many links away from it
    workstream: str | None
    property_id: str | None
    most: int


def drawn_part_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which part is drawn; the command gets them as one `part`."""

    @functools.wraps(command)
    def together(*args: Any, **options: Any) -> Any:
        part = Part(**{field.name: options.pop(field.name) for field in attrs.fields(Part)})
        return command(*args, part=part, **options)

    of = click.option(
        "--of",
        "milestone",
        metavar="MILESTONE",
        shell_complete=completing.milestones,
        help="Draw this milestone, what leads to it and what it leads to.",
    )
    depth = click.option(
        "--depth",
        type=click.IntRange(min=1),
        metavar="N",
        help=f"How many links away from it, each way.  [default: {_DEPTH}]",
    )
    chosen = part_options(most=_MOST, beyond="Refuse to draw more milestones than these.")
    return of(depth(chosen(together)))


def drawing(read: Plan, part: Part, language: str) -> str:
    """A part of a plan in ``mermaid``, ``dot`` or ``svg``.

    What cannot be drawn so that anybody can read it is a wrong use, with the ways to ask for
    less.
    """
    from earlyhelp.outputs.graphs.picture import around, picture

    if part.depth is not None and part.milestone is None:
        raise click.UsageError("--depth says how far from the milestone that --of names: add --of")
    schedule = solve_plan(read, as_at_of(read, part.as_at))
    chosen = asked_for(read, part.workstream, part.property_id)
    if part.milestone is not None:
        named = known_milestone(read, part.milestone)
        chosen &= around(schedule, named, part.depth or _DEPTH)
    if not chosen:
        raise click.UsageError("no milestone is all of what was asked for: ask for less at once")
    if len(chosen) > part.most:
        raise click.UsageError(_too_many(schedule, len(chosen), part.most))
    return _drawn(picture(schedule, chosen), language)


def _drawn(shown: Picture, language: str) -> str:
    if language == "dot":
        from earlyhelp.outputs.graphs.dot import dot

        return dot(shown)
    if language == "svg":
        from earlyhelp.outputs.graphs.svg import svg

        return svg(shown)
    from earlyhelp.outputs.graphs import mermaid

    text = mermaid.mermaid(shown)
    arrows = len(shown.arrows)
    if arrows > mermaid.MOST_ARROWS or len(text) > mermaid.MOST_TEXT:
        raise click.UsageError(
            f"Mermaid draws at most {mermaid.MOST_ARROWS} links and {mermaid.MOST_TEXT:,} "
            f"characters, and this would be {arrows:,} and {len(text):,}: draw less, or ask for "
            "DOT or SVG with `eh plan graph -f dot` or `-f svg`"
        )
    return text


def _too_many(schedule: Schedule, asked: int, most: int) -> str:
    """That there is too much to draw, and how to ask for less."""
    plan = schedule.plan
    ways = ["--of MILESTONE --depth 1"]
    if any(item.workstream for item in plan.milestones):
        ways.append("--workstream NAME")
    if plan.registers and plan.registers.properties:
        ways.append(f"--property {plan.registers.properties[0].id}")
    return (
        f"{words.count(asked, 'milestone')} make no picture that anybody can read; the most is "
        f"{most}. Draw a part of them: {', or '.join(ways)}; or allow more with --most {asked}"
    )
