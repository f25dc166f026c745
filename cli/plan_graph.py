"""`eh plan graph`: a plan, or a part of it, as boxes and arrows."""

from __future__ import annotations

import click

from .exits import Exit
from .graph_part import Part, drawing, drawn_part_options
from .options import format_option, output_option, plan_argument, plan_option
from .paper import deliver
from .reading import read_plan


@click.command(epilog="Example: eh plan graph early-help-2021 --of offer.launch --depth 1")
@plan_argument
@plan_option
@format_option("mermaid", "dot", "svg")
@output_option
@drawn_part_options
def graph(plan: str | None, plan_named: str | None, form: str, output: str, part: Part) -> Exit:
    """Draw PLAN, or a part of it, as boxes and arrows.

    Mermaid is for wikis and Markdown, DOT for Graphviz, and SVG for any browser. What is
    done, pinned or without room is told apart by shape and words, and never by colour alone.
    """
    deliver(drawing(read_plan(plan, plan_named), part, form), output, as_utf8=True)
    return Exit.FINE
