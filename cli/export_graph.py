"""`eh export mermaid`, `dot`, `graphml` and `json`: the plan for tools that draw or compute."""

from __future__ import annotations

from datetime import date

import click

from .exits import Exit
from .graph_part import Part, drawing, drawn_part_options
from .options import as_at_option, output_option, plan_option
from .paper import deliver
from .reading import read_plan
from .showing import solved


@click.command(epilog="Example: eh export mermaid -p early-help-2021 --of offer.launch --depth 1")
@plan_option
@output_option
@drawn_part_options
def mermaid(plan_named: str | None, output: str, part: Part) -> Exit:
    """Write a plan, or a part of it, as boxes and arrows for a wiki.

    It is what `eh plan graph` draws: in the language of Mermaid, for Markdown and wikis.
    """
    deliver(drawing(read_plan(None, plan_named), part, "mermaid"), output, as_utf8=True)
    return Exit.FINE


@click.command(
    epilog="Example: eh export dot -p early-help-2021 --property centre-07 -o centre.dot"
)
@plan_option
@output_option
@drawn_part_options
def dot(plan_named: str | None, output: str, part: Part) -> Exit:
    """Write a plan, or a part of it, as boxes and arrows for Graphviz.

    It is what `eh plan graph -f dot` draws: Graphviz makes a PDF of it with `dot -Tpdf`.
    """
    deliver(drawing(read_plan(None, plan_named), part, "dot"), output, as_utf8=True)
    return Exit.FINE


@click.command(epilog="Example: eh export graphml -p early-help-2021 -o redesign.graphml")
@plan_option
@as_at_option
@output_option
def graphml(plan_named: str | None, as_at: date | None, output: str) -> Exit:
    """Write the whole plan as a graph for Gephi and yEd.

    Networkx reads it too. It has a node for each milestone with its title, its days as texts
    and its room to slip, and an edge for each link with its kind, its lag in words and its
    place in the plan. Owners, notes and reasons are not in it.
    """
    from earlyhelp.outputs.graphs.graphml import graphml as as_graphml

    deliver(as_graphml(solved(plan_named, as_at)), output, as_utf8=True)
    return Exit.FINE


@click.command(epilog="Example: eh export json -p early-help-2021 -o redesign.json")
@plan_option
@as_at_option
@output_option
def json(plan_named: str | None, as_at: date | None, output: str) -> Exit:
    """Write the whole plan as one JSON document.

    Its schema is earlyhelp.graph/1: every milestone with its stated, earliest and latest
    day, and every link with its kind, lag, source and place, and whether it is locked. The
    same plan gives the same bytes. Owners, notes and reasons are not in it.
    """
    from earlyhelp.outputs.graphs.records import as_json

    deliver(as_json(solved(plan_named, as_at)), output, as_utf8=True)
    return Exit.FINE
