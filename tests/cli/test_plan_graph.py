"""`eh plan graph`: what somebody gets to see of a plan as boxes and arrows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


@pytest.mark.usefixtures("redesign")
def test_boxes_and_arrows_say_what_the_plan_says(eh: Eh) -> None:
    """
    milestones:
      offer.launch: {title: The launch, on: 2022-01-04, after: reply + 2 weeks}
      consultation: {title: "Staff asked", done: 2021-09-08}
      reply: {after: consultation + 21 calendar days, within: 10 weeks after consultation}
      letter: {exactly: 1 week after offer.launch}
      review: {by: letter + 10 working days}
    """
    answer = eh("plan", "graph", "redesign")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "flowchart LR\n"
        "  accTitle: Early Help redesign\n"
        "  accDescr: 5 milestones and 4 links#58; 1 done, 1 pinned, 2 with no room to slip\n"
        '  n0(["Staff asked<br>consultation<br>done 8 September 2021"]):::done\n'
        '  n1["reply<br>earliest 29 September 2021"]\n'
        '  n2{{"The launch<br>offer.launch<br>pinned to 4 January 2022#59; no room to slip"}}'
        ":::critical\n"
        '  n3["letter<br>earliest 11 January 2022#59; no room to slip"]:::critical\n'
        '  n4["review<br>earliest 17 September 2021"]\n'
        '  n0 -.->|"at least 21 calendar days, at most 10 weeks"| n1\n'
        '  n1 -->|"at least 2 weeks"| n2\n'
        '  n2 ==>|"exactly 1 week"| n3\n'
        '  n3 -.->|"at most 10 working days"| n4\n'
        "  classDef critical stroke-width:4px\n"
        "  classDef done stroke-dasharray:2 2\n"
    )


@pytest.mark.usefixtures("redesign")
def test_what_is_around_a_milestone_is_as_far_away_as_was_asked_for(eh: Eh) -> None:
    """
    milestones:
      a: {workstream: Staff}
      b: {after: a}
      c: {after: b, workstream: Staff}
      d: {after: c}
      e: {after: d}
      beside: {before: d}
    """

    def drawn(*options: str) -> set[str]:
        shown = eh("plan", "graph", "redesign", *options).out
        return set(re.findall(r'^  n\d+\["(\w+)<br>', shown, re.MULTILINE))

    assert drawn("--of", "c", "--depth", "1") == {"b", "c", "d"}
    assert drawn("--of", "c") == {"a", "b", "c", "d", "e"}
    assert drawn("--of", "d", "--depth", "1") == {"c", "d", "e", "beside"}
    assert drawn("--workstream", "staff") == {"a", "c"}
    said = eh("plan", "graph", "redesign", "--of", "c", "--depth", "1").out
    assert (
        "3 milestones and 2 links#58; 0 done, 0 pinned, 0 with no room to slip#59; 3 links" in said
    )


def test_a_whole_programme_is_refused_with_the_ways_to_ask_for_less(eh: Eh) -> None:
    answer = eh("plan", "graph", "early-help-2021")
    assert (answer.code, answer.out) == (2, "")
    assert "832 milestones make no picture that anybody can read; the most is 80" in answer.err
    assert "--of MILESTONE --depth 1, or --workstream NAME, or --property centre-01" in answer.err


def test_what_mermaid_would_not_draw_is_not_written(eh: Eh) -> None:
    answer = eh("plan", "graph", "early-help-2021", "--most", "832")
    assert (answer.code, answer.out) == (2, "")
    assert "Mermaid draws at most 500 links and 50,000 characters" in answer.err
    assert eh("plan", "graph", "early-help-2021", "--most", "832", "-f", "dot").code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--of", "offer.lunch"), "there is no milestone 'offer.lunch'"),
        (("--workstream", "Asets"), "there is no workstream 'Asets'"),
        (("--property", "centre-99"), "there is no property 'centre-99'"),
        (("--depth", "3"), "add --of"),
        (("--property", "centre-07", "--of", "offer.launch", "--depth", "1"), "no milestone"),
    ],
)
def test_what_is_not_there_is_refused(eh: Eh, options: tuple[str, ...], said: str) -> None:
    answer = eh("plan", "graph", "early-help-2021", *options)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize("form", ["mermaid", "dot", "svg"])
def test_one_property_with_its_partners_is_a_picture(eh: Eh, form: str) -> None:
    command = ("plan", "graph", "early-help-2021", "--property", "centre-07", "-f", form)
    answer = eh(*command)
    assert answer.code == 0
    assert "centre-07.toddler-group.out" in answer.out
    assert answer == eh(*command)
