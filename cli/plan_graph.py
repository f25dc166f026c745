"""`eh plan graph`: a plan, or a part of it, as boxes and arrows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from earlyhelp.dates import words
from earlyhelp.network.schedule import Schedule, solve_plan

from .choosing import asked_for, drawing_options
from .exits import Exit
from .paper import deliver
from .reading import as_at_of, known_milestone, read_plan

if TYPE_CHECKING:
    from earlyhelp.outputs.graphs.picture import Picture

#: More than these nobody follows with a finger.
_MOST: Final = 80
#: As many links away from the milestone that was asked for, unless told otherwise.
_DEPTH: Final = 2


@click.command(epilog="Example: eh plan graph early-help-2021 --of offer.launch --depth 1")
@drawing_options(
    "mermaid", "dot", "svg", most=_MOST, beyond="Refuse to draw more milestones than these."
)
@click.option(
    "--of",
    "milestone",
    metavar="MILESTONE",
    help="Draw this milestone, what leads to it and what it leads to.",
)
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"How many links away from it, each way.  [default: {_DEPTH}]",
)
def graph(
    plan: str | None,
    plan_named: str | None,
    as_at: date | None,
    form: str,
    output: str,
    milestone: str | None,
    depth: int | None,
    workstream: str | None,
    property_id: str | None,
    most: int,
) -> Exit:
    """Draw PLAN, or a part of it, as boxes and arrows.

    Mermaid is for wikis and Markdown, DOT for Graphviz, and SVG for any browser. What is
    done, pinned or without room is told apart by shape and words, and never by colour alone.
    """
    from earlyhelp.outputs.graphs.picture import around, picture

    if depth is not None and milestone is None:
        raise click.UsageError("--depth says how far from the milestone that --of names: add --of")
    read = read_plan(plan, plan_named)
    schedule = solve_plan(read, as_at_of(read, as_at))
    chosen = asked_for(read, workstream, property_id)
    if milestone is not None:
        chosen &= around(schedule, known_milestone(read, milestone), depth or _DEPTH)
    if not chosen:
        raise click.UsageError("no milestone is all of what was asked for: ask for less at once")
    if len(chosen) > most:
        raise click.UsageError(_too_many(schedule, len(chosen), most))
    deliver(_drawn(picture(schedule, chosen), form), output, as_utf8=True)
    return Exit.FINE


def _drawn(shown: Picture, form: str) -> str:
    if form == "dot":
        from earlyhelp.outputs.graphs.dot import dot

        return dot(shown)
    if form == "svg":
        from earlyhelp.outputs.graphs.svg import svg

        return svg(shown)
    from earlyhelp.outputs.graphs import mermaid

    text = mermaid.mermaid(shown)
    arrows = len(shown.arrows)
    if arrows > mermaid.MOST_ARROWS or len(text) > mermaid.MOST_TEXT:
        raise click.UsageError(
            f"Mermaid draws at most {mermaid.MOST_ARROWS} links and {mermaid.MOST_TEXT:,} "
            f"characters, and this would be {arrows:,} and {len(text):,}: draw less, or ask for "
            "-f svg or -f dot"
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
