"""The plan as a networkx graph, for analysis that earlyhelp does not do itself."""

from __future__ import annotations

from typing import Any

import networkx as nx

from earlyhelp.model.plan import Plan


def graph(plan: Plan) -> nx.MultiDiGraph[Any]:
    """One node for each milestone, one edge from `first` to `then` for each link."""
    result: nx.MultiDiGraph[Any] = nx.MultiDiGraph(id=plan.id, title=plan.title)
    for milestone in plan.milestones:
        stated = milestone.stated
        result.add_node(
            milestone.id,
            title=milestone.title,
            owner=milestone.owner,
            stated=stated.when.text if stated else None,
            stated_as=milestone.stated_as,
        )
    for link in plan.links:
        result.add_edge(
            link.first,
            link.then,
            kind=link.kind.value,
            lag=str(link.lag),
            source=link.source,
            locked=link.locked,
        )
    return result
