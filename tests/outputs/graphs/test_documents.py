"""What other programs read of a plan's graph is what the plan says, whatever it is called."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs
import networkx as nx
import pydot
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.dates import Lag
from earlyhelp.files.locate import shipped_file
from earlyhelp.outputs.graphs.dot import dot
from earlyhelp.outputs.graphs.graphml import graphml
from earlyhelp.outputs.graphs.mermaid import mermaid
from earlyhelp.outputs.graphs.picture import picture
from earlyhelp.outputs.graphs.records import as_json
from earlyhelp.sheet_cells import one_line
from earlyhelp.testing import broken_plans, kept_plans

if TYPE_CHECKING:
    from collections.abc import Callable

HOSTILE = '</data><script>"]]>&lt;\\N \\" #60; =cmd() --> end %%{init\x00\u202e'


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans that can be met and plans that cannot, called anything at all."""
    plan = draw(kept_plans().map(lambda kept: kept[0]) | broken_plans())
    names = st.none() | st.text(max_size=20) | st.sampled_from([HOSTILE, " "])
    return attrs.evolve(
        plan,
        title=draw(names) or "?",
        milestones=tuple(
            attrs.evolve(item, title=draw(names), owner="A person", note="private")
            for item in plan.milestones
        ),
        links=tuple(
            attrs.evolve(link, source=draw(names), locked=draw(st.booleans()), because="private")
            for link in plan.links
        ),
    )


def read(plan: Plan) -> nx.MultiDiGraph[Any]:
    """The GraphML of a plan, as networkx reads it."""
    text = graphml(earlyhelp.solve(plan)).encode()
    return nx.MultiDiGraph(nx.read_graphml(io.BytesIO(text), force_multigraph=True))


@given(plans())
def test_graphml_is_read_back_with_every_milestone_and_every_link(plan: Plan) -> None:
    graph, ours = read(plan), plan.graph()
    assert list(graph) == list(ours)
    told = ("kind", "lag", "locked")
    assert Counter(
        (first, then, *(said[key] for key in told), said.get("cites"))
        for first, then, said in graph.edges(data=True)
    ) == Counter(
        (
            *(first, then, *(said[key] for key in told)),
            None if said["source"] is None else one_line(said["source"]),
        )
        for first, then, said in ours.edges(data=True)
    )


@given(plans())
def test_graphml_says_the_days_of_the_schedule_and_every_title_as_text(plan: Plan) -> None:
    graph, schedule = read(plan), earlyhelp.solve(plan)
    assert graph.graph["label"] == (one_line(plan.title) or plan.id)
    for item in plan.milestones:
        said = graph.nodes[item.id]
        assert said["label"] == (one_line(item.title or "") or item.id)
        for side in ("earliest", "latest"):
            day = getattr(schedule, side)[item.id]
            assert said.get(side) == (None if day is None else day.isoformat())
        assert said["critical"] is schedule.is_critical(item.id)
        assert said.get("float_days") == schedule.float_days(item.id)


@given(plans())
def test_an_edge_of_graphml_is_labelled_with_what_is_between_if_anything(plan: Plan) -> None:
    for _, _, said in read(plan).edges(data=True):
        is_order_alone = (said["kind"], said["lag"]) == ("at least", "0 calendar days")
        between = f"{said['kind']} {said['lag']}"
        assert said["label"] == ("on or after" if is_order_alone else between)


@given(plans())
def test_every_edge_of_graphml_has_a_name_of_its_own_and_every_attribute_one_type(
    plan: Plan,
) -> None:
    text = graphml(earlyhelp.solve(plan))
    assert len(set(re.findall(r'<edge [^>]*id="(\w+)"', text))) == len(plan.links)
    keys = re.findall(r'for="(\w+)" attr.name="(\w+)"', text)
    assert len(keys) == len(set(keys))
    assert not {"id", "source", "target"} & {name for _, name in keys}


@given(plans())
def test_json_says_what_the_plan_says_so_exactly_that_it_can_be_solved_again(plan: Plan) -> None:
    schedule = earlyhelp.solve(plan)
    said = json.loads(as_json(schedule))
    assert said["schema"] == "earlyhelp.graph/1"
    assert [item["id"] for item in said["milestones"]] == [item.id for item in plan.milestones]
    again = tuple(
        attrs.evolve(link, lag=Lag.parse(told["lag"]), first=told["first"], then=told["then"])
        for link, told in zip(plan.links, said["links"], strict=True)
    )
    assert again == plan.links
    solved = earlyhelp.solve(attrs.evolve(plan, links=again))
    for item in said["milestones"]:
        for side in ("earliest", "latest"):
            day = getattr(solved, side)[item["id"]]
            assert item[side] == (None if day is None else day.isoformat())
    for link, told in zip(plan.links, said["links"], strict=True):
        assert f"{told['file']}:{told['line']}:{told['column']}" == str(link.place)
        assert (told["kind"], told["locked"]) == (link.kind.value, link.locked)
        assert (told["lag_count"], told["lag_unit"]) == (link.lag.count, link.lag.unit.value)
        assert told["source"] == link.source


@given(plans())
def test_what_is_for_nobody_else_stays_in_the_plan(plan: Plan) -> None:
    schedule = earlyhelp.solve(plan)
    for document in (graphml(schedule), as_json(schedule)):
        assert "A person" not in document
        assert "private" not in document


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot calls its parser by old names
@given(plans())
@example(attrs.evolve(earlyhelp.load(shipped_file("infeasible-notice")), title=HOSTILE))
def test_dot_is_read_back_with_every_box_and_arrow(plan: Plan) -> None:
    shown = picture(earlyhelp.solve(plan), [item.id for item in plan.milestones])
    graph = (pydot.graph_from_dot_data(dot(shown)) or [])[0]
    boxes = {node.get_name(): node for node in graph.get_nodes() if node.get_name()[0] == "n"}
    boxes.pop("node", None)
    assert [_text(boxes[f"n{at}"].get("label")) for at in range(len(shown.boxes))] == [
        "\n".join(box.lines) for box in shown.boxes
    ]
    assert Counter(
        (edge.get_source(), edge.get_destination()) for edge in graph.get_edges()
    ) == Counter((f"n{arrow.first}", f"n{arrow.then}") for arrow in shown.arrows)


def _text(label: Any) -> str:
    """What Graphviz shows for a quoted label."""
    shown = re.sub(r"\\(.)", lambda mark: "\n" if mark[1] == "n" else mark[1], label[1:-1])
    return html.unescape(shown.replace("&amp;", "&amp;amp;")).replace("&amp;", "&")


@pytest.mark.skipif(shutil.which("dot") is None, reason="there is no Graphviz")
@pytest.mark.parametrize("name", ["infeasible-notice", "children-first-2021"])
def test_graphviz_itself_draws_it_whatever_it_is_called(name: str) -> None:
    plan = earlyhelp.load(name)
    called = attrs.evolve(
        plan,
        title=HOSTILE,
        milestones=tuple(attrs.evolve(item, title=HOSTILE) for item in plan.milestones),
    )
    shown = picture(earlyhelp.solve(called), [item.id for item in plan.milestones])
    done = subprocess.run(
        ["dot", "-Tplain"],  # noqa: S607 - the one that people have
        input=dot(shown).encode(),
        capture_output=True,
        check=False,
    )
    drawn = Counter(line.split(b" ")[0] for line in done.stdout.splitlines())
    assert (done.stderr, done.returncode) == (b"", 0)
    assert (drawn[b"node"], drawn[b"edge"]) == (len(shown.boxes), len(shown.arrows))


#: A flowchart line by line: https://mermaid.js.org/syntax/flowchart.html, of which we use this.
_WORDS = r"(?:[^\W_]|[ ,._-]|[#][0-9]+;|<br>)+"
_LINES = re.compile(
    rf"""flowchart\ LR
    |\ \ acc(?:Title|Descr):\ {_WORDS}
    |\ \ n\d+(?:\["{_WORDS}"\]|\(\["{_WORDS}"\]\)|\{{\{{"{_WORDS}"\}}\}})(?::::\w+)?
    |\ \ n\d+\ (?:-->|==>|-\.->)(?:\|"{_WORDS}"\|)?\ n\d+
    |\ \ classDef\ \w+\ [\w:\ -]+""",
    re.VERBOSE,
)


@given(plans())
def test_mermaid_has_no_line_but_those_of_a_flowchart(plan: Plan) -> None:
    shown = picture(earlyhelp.solve(plan), [item.id for item in plan.milestones])
    for line in mermaid(shown).split("\n"):
        assert _LINES.fullmatch(line), line


@given(plans())
def test_the_same_plan_is_the_same_bytes(plan: Plan) -> None:
    documents: tuple[Callable[[earlyhelp.Schedule], str], ...] = (graphml, as_json)
    for document in documents:
        assert document(earlyhelp.solve(plan)) == document(earlyhelp.solve(plan))


def test_the_plan_of_a_real_redesign_is_a_graph_with_all_its_links() -> None:
    plan = earlyhelp.load(shipped_file("early-help-2021"))
    graph = read(plan)
    assert (len(graph), graph.number_of_edges()) == (len(plan.milestones), len(plan.links))
    launch = graph.nodes["offer.launch"]
    assert (launch["stated"], launch["stated_as"]) == (date(2022, 1, 1).isoformat(), "on")
    assert nx.has_path(graph, "centre-07.vacated", "assets.last_handover")
