"""What is a plan as GraphML, so that Gephi, yEd and networkx open it?

Every attribute has one type: texts, whole numbers and yes or no; days are texts, because the
format has none. What is not known is left out. Gephi keeps the names ``id``, ``source`` and
``target`` for itself and shows ``label``, so that the `source` of a line is called ``cites``.
Source: http://graphml.graphdrawing.org/primer/graphml-primer.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import networkx as nx

from earlyhelp.dates import NO_LAG
from earlyhelp.model import LinkKind
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.graphs.records import link_records, milestone_records
from earlyhelp.sheet_cells import one_line

#: networkx writes the bytes of XML in ASCII, which is UTF-8 too.
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
#: What a link says where nothing but the order is asked for.
_NOTHING_BETWEEN: Final = f"{LinkKind.AT_LEAST.value} {NO_LAG}"
#: The node's id and label, the edge's two ends, `cites`, `place` and `lag` say it.
_TOLD_OTHERWISE: Final = {
    *("id", "title", "first", "then", "source"),
    *("file", "line", "column", "lag_count", "lag_unit"),
}


def graphml(schedule: Schedule) -> str:
    """The whole plan: a node for each milestone, an edge for each link, in the plan's order."""
    return "\n".join((_DECLARATION, *nx.generate_graphml(_graph(schedule))))


def _graph(schedule: Schedule) -> nx.MultiDiGraph[Any]:
    plan = schedule.plan
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph(id=plan.id, label=one_line(plan.title) or plan.id)
    for said in milestone_records(schedule):
        graph.add_node(
            said["id"], label=one_line(said["title"] or "") or said["id"], **_typed(said)
        )
    for at, said in enumerate(link_records(schedule)):
        says = f"{said['kind']} {said['lag']}"
        cites = {} if said["source"] is None else {"cites": one_line(said["source"])}
        graph.add_edge(
            said["first"],
            said["then"],
            key=f"e{at}",  # a name of its own: Gephi takes two edges that are called alike for one
            label="on or after" if says == _NOTHING_BETWEEN else says,
            **_typed(said),
            **cites,
        )
    return graph


def _typed(said: Mapping[str, Any]) -> dict[str, str | int | bool]:
    """What is known and not told otherwise, every text on one line; the place as one text."""
    known = {
        name: one_line(value) if isinstance(value, str) else value
        for name, value in said.items()
        if value is not None and name not in _TOLD_OTHERWISE
    }
    return known | {"place": f"{said['file']}:{said['line']}:{said['column']}"}
