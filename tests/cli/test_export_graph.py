"""`eh export mermaid`, `dot`, `graphml` and `json`: the same plan for wikis, tools and programs."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import networkx as nx
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Eh

PART = ("--property", "centre-07", "--as-at", "2021-10-01")


@pytest.mark.parametrize("language", ["mermaid", "dot"])
def test_a_picture_is_the_one_that_eh_plan_graph_draws(eh: Eh, language: str) -> None:
    exported = eh("export", language, "-p", "early-help-2021", *PART)
    drawn = eh("plan", "graph", "early-help-2021", "-f", language, *PART)
    assert exported == drawn
    assert exported.code == 0
    assert "centre-07.vacated" in exported.out


@pytest.mark.parametrize("language", ["mermaid", "dot"])
def test_what_nobody_can_read_is_refused_and_nothing_is_written(
    eh: Eh, tmp_path: Path, language: str
) -> None:
    answer = eh("export", language, "-p", "early-help-2021", "-o", "all.txt")
    assert (answer.code, answer.out) == (2, "")
    assert "832 milestones make no picture that anybody can read" in answer.err
    assert not (tmp_path / "all.txt").exists()


def test_the_whole_plan_is_a_graph_for_others(eh: Eh, tmp_path: Path) -> None:
    answer = eh("export", "graphml", "-p", "early-help-2021", "-o", "redesign.graphml")
    assert answer == (0, "", "written: redesign.graphml\n")
    graph = nx.read_graphml(tmp_path / "redesign.graphml")
    assert graph.nodes["consultation.close"]["latest"] == "2021-09-29"
    typed = eh("export", "graphml", "-p", "early-help-2021")
    assert (tmp_path / "redesign.graphml").read_text(encoding="utf-8") == typed.out


@pytest.mark.usefixtures("redesign")
def test_the_document_has_every_milestone_and_link_with_its_place(eh: Eh) -> None:
    """
    milestones:
      told:
        done: week of 2021-09-13
        owner: Somebody
        workstream: Property
        note: not for others
      out: {title: Überlandstraße, by: 2022-01-31, after: {link: told + 3 months, source: Lease 4.2, because: agreed, locked: yes}}
    """
    answer = eh("export", "json", "-p", "redesign")
    assert (answer.code, answer.err) == (0, "")
    said = json.loads(answer.out)
    assert (said["schema"], said["feasible"]) == ("earlyhelp.graph/1", True)
    told, out = said["milestones"]
    assert (told["stated"], told["stated_as"], told["line"]) == ("week of 2021-09-13", "done", 2)
    assert told["workstream"] == "Property"
    assert (out["stated"], out["earliest"], out["latest"]) == (None, "2021-12-17", "2022-01-31")
    assert said["links"] == [
        {
            "first": "told",
            "then": "out",
            "kind": "at least",
            "lag": "3 months",
            "lag_count": 3,
            "lag_unit": "months",
            "source": "Lease 4.2",
            "locked": True,
            "file": "plan.yaml",
            "line": 7,
            "column": 62,
        }
    ]
    assert not {"Somebody", "not for others", "agreed"} & set(answer.out.split('"'))
    assert "Überlandstraße" in answer.out


@pytest.mark.usefixtures("redesign")
def test_the_document_of_a_plan_that_cannot_be_met_is_written_all_the_same(eh: Eh) -> None:
    """
    milestones:
      a: {on: 2021-10-01}
      b: {on: 2021-10-04, after: a + 1 week}
    """
    said = json.loads(eh("export", "json", "-p", "redesign").out)
    assert said["feasible"] is False
    assert [item["float_days"] for item in said["milestones"]] == [-4, -4]
    graph = nx.read_graphml(io.BytesIO(eh("export", "graphml", "-p", "redesign").out.encode()))
    assert graph.nodes["b"]["earliest"] == "2021-10-08"


@pytest.mark.parametrize("form", ["mermaid", "dot", "graphml", "json"])
def test_a_plan_that_is_not_there_is_a_wrong_use(eh: Eh, form: str) -> None:
    answer = eh("export", form, "-p", "early-help-2012")
    assert (answer.code, answer.out) == (2, "")
    assert 'did you mean "early-help-2021"?' in answer.err
