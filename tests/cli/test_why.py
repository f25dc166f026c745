"""`eh plan why`: the chains behind the earliest and the latest day of a milestone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


@pytest.mark.usefixtures("redesign")
def test_why_shows_what_holds_a_day_back_and_what_limits_it(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      selection.complete:
        title: Interviews and selection complete
        after: consultation.response + 4 weeks
      offer.launch:
        on: 2022-01-04
        after: selection.complete + 10 working days
    """
    answer = eh("plan", "why", "selection.complete", "-p", "redesign")
    assert answer.code == 0
    head, earliest, latest = answer.out.split("\n\n")
    assert head.startswith("selection.complete: Interviews and selection complete")
    assert "no day of its own" in head
    assert earliest.startswith("earliest  Tuesday 9 November 2021")
    assert "Tue 12 October 2021" in earliest
    assert "+ 28 days" in earliest
    assert latest.startswith("latest    Thursday 16 December 2021")
    assert "Tue 4 January 2022" in latest
    assert "- 19 days" in latest


@pytest.mark.usefixtures("redesign")
def test_why_as_json_has_both_chains(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      selection.complete:
        after: consultation.response + 4 weeks
    """
    answer = eh("plan", "why", "selection.complete", "-p", "redesign", "-f", "json")
    document = json.loads(answer.out)
    assert document["schema"] == "earlyhelp.why/1"
    assert document["feasible"] is True
    assert document["milestone"]["id"] == "selection.complete"
    days = [step["day"] for step in document["earliest_chain"]]
    assert days == ["2021-10-12", "2021-11-09"]
    assert [step["adds"] for step in document["earliest_chain"]] == [None, 28]
    assert document["latest_chain"] == []


@pytest.mark.usefixtures("redesign")
def test_why_says_where_nothing_limits_a_day(eh: Eh) -> None:
    """
    milestones:
      options.implemented:
        not_before: 2021-11-01
    """
    answer = eh("plan", "why", "options.implemented", "-p", "redesign")
    assert answer.code == 0
    assert "earliest  Monday 1 November 2021" in answer.out
    assert "latest    nothing limits it" in answer.out


@pytest.mark.usefixtures("redesign")
def test_why_of_a_plan_that_cannot_be_met_says_what_its_days_are_worth(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      offer.launch:
        on: 2022-01-04
        after: consultation.response + 6 months
    """
    answer = eh("plan", "why", "offer.launch", "-p", "redesign")
    assert answer.code == 0
    assert "the plan cannot be met" in answer.out
    assert "earliest  Tuesday 12 April 2022" in answer.out
    assert "latest    Tuesday 4 January 2022" in answer.out


@pytest.mark.usefixtures("redesign")
def test_a_misspelt_milestone_is_answered_with_the_right_one(eh: Eh) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """
    answer = eh("plan", "why", "offer.lunch", "-p", "redesign")
    assert answer.code == 2
    assert 'did you mean "offer.launch"?' in answer.err


@pytest.mark.usefixtures("redesign")
def test_a_title_and_a_part_of_an_id_are_answered_with_the_ids(eh: Eh) -> None:
    """
    milestones:
      offer.launch: {title: New offer launched, on: 2022-01-04}
    workflows:
      handover: {steps: {vacated: {}}}
    properties: [{id: elm}, {id: oak}]
    """
    for typed, said in (
        ("new offer launched", 'did you mean "offer.launch"?'),
        ("offer", 'did you mean "offer.launch"?'),
        ("vacated", "there are elm.vacated, oak.vacated\n"),
    ):
        answer = eh("plan", "why", typed, "-p", "redesign")
        assert answer.code == 2
        assert said in answer.err
    assert eh("plan", "why", "x", "-p", "redesign").err.endswith("there is no milestone 'x'\n")


@pytest.mark.usefixtures("redesign")
def test_a_stage_is_answered_with_its_two_ends(eh: Eh) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
        after: selection.end
    stages:
      selection:
        lasts: at least 4 weeks
    """
    answer = eh("plan", "why", "selection", "-p", "redesign")
    assert answer.code == 2
    assert "it is a stage: ask for its .start or .end" in answer.err
    assert eh("plan", "why", "selection.end", "-p", "redesign").code == 0
