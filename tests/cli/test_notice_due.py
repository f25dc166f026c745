"""`eh notice due`: what is overdue, what is due, and what is not known."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


@pytest.mark.usefixtures("redesign")
def test_what_is_overdue_comes_first_and_what_is_not_known_apart(eh: Eh) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm, future: surplus}, {id: ash, future: surplus}]
    partners:
      - {id: nursery, sector: nursery}
      - {id: food, sector: voluntary}
      - {id: club, sector: private}
      - {id: choir, sector: private}
      - {id: school, sector: school}
    occupations:
      - {property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}
      - {property: elm, partner: food, notice: 1 month, out: 2021-12-10}
      - {property: elm, partner: club, out: 2021-12-10}
      - {property: ash, partner: choir, notice: 4 weeks, told: 2021-09-14, out: 2021-12-10,
         extension: requested, extended_to: 2021-12-17}
      - {property: ash, partner: school, notice: 4 weeks, out: 2022-02-04}
    """
    answer = eh("notice", "due", "-p", "redesign")
    assert answer.code == 0
    assert answer.err == ""
    assert [line.split() for line in answer.out.splitlines()[3:] if "---" not in line] == [
        line.split()
        for line in [
            "Overdue: 1",
            "by days (working) what partner property why",
            "10 September 2021  7 late (5)  three months  food  elm  3 months (voluntary) before 10",
            "December 2021; its own 1 month by 10",
            "November 2021",
            "",
            "Due within 28 days: 2",
            "by days (working) what partner property why",
            "28 September 2021  11 (7)  reminder  choir  ash  no answer since 14 September 2021",
            "1 October 2021  14 (10)  notice  nursery  elm  4 weeks before 29 October 2021",
            "",
            "Not known: the plan lacks a fact: 1",
            "by days (working) what partner property why",
            "– – notice club elm needs a notice period",
            "",
            "2 due later and 1 done: --all shows them",
        ]
    ]


@pytest.mark.usefixtures("redesign")
def test_programs_get_every_fact_and_strict_exits_with_1(eh: Eh) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm, future: surplus}]
    partners: [{id: nursery, sector: nursery}, {id: choir, sector: private}]
    occupations:
      - {property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}
      - {property: elm, partner: choir}
    """
    words = ("notice", "due", "-p", "redesign", "-f", "json")
    document = json.loads(eh(*words, "--as-at", "2021-10-04").out)
    assert document == {
        "schema": "earlyhelp.notices/1",
        "plan": {"id": "early-help", "title": "Early Help redesign"},
        "as_at": "2021-10-04",
        "within_days": 28,
        "counts": {"overdue": 1, "due": 0, "later": 0, "not_known": 1, "done": 0},
        "notices": [
            {
                "property": "elm",
                "partner": "nursery",
                "what": "notice",
                "status": "overdue",
                "by": "2021-10-01",
                "days_left": -3,
                "working_days_left": -1,
                "out": "2021-10-29",
                "done": None,
                "needs": [],
                "why": "4 weeks before 29 October 2021",
            },
            {
                "property": "elm",
                "partner": "choir",
                "what": "notice",
                "status": "not known",
                "by": None,
                "days_left": None,
                "working_days_left": None,
                "out": None,
                "done": None,
                "needs": ["a notice period", "a day by which to be out"],
                "why": "needs a notice period and a day by which to be out",
            },
        ],
    }
    assert eh(*words, "--as-at", "2021-10-04", "--strict").code == 1
    assert eh(*words, "--strict").code == 0
    [first, _] = csv.DictReader(io.StringIO(eh("notice", "due", "-p", "redesign", "-f", "csv").out))
    assert (first["by"], first["days_left"], first["needs"]) == ("2021-10-01", "14", "")


@pytest.mark.usefixtures("redesign")
def test_how_far_ahead_it_looks_is_asked_for(eh: Eh) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm, future: surplus}]
    partners: [{id: nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}]
    """
    within = ("notice", "due", "-p", "redesign", "--within")
    assert "Due within 14 days: 1" in eh(*within, "14").out
    nothing = eh(*within, "13").out
    assert "nothing is overdue, and nothing is due within 13 days" in nothing
    assert "1 due later and 0 done: --all shows them" in nothing
    assert "Later: 1" in eh(*within, "13", "--all").out
    assert eh(*within, "-1").code == 2


def test_the_shipped_plan_fits_a_terminal(eh: Eh) -> None:
    for plan in ("early-help-2021", "early-help-2021-troubled"):
        answer = eh("notice", "due", "-p", plan, "--all", "--as-at", "2021-11-05")
        assert max(map(len, answer.out.splitlines())) <= 110
        assert "Done: " in answer.out


@pytest.mark.usefixtures("redesign")
def test_long_ids_are_wrapped_and_not_cut(eh: Eh) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: the-old-infant-school-in-elm-road, future: surplus}]
    partners: [{id: seashell-nursery-and-family-club, sector: nursery}]
    occupations:
      - {property: the-old-infant-school-in-elm-road, partner: seashell-nursery-and-family-club,
         notice: 4 weeks, out: 2021-10-29}
    """
    out = eh("notice", "due", "-p", "redesign").out
    assert max(map(len, out.splitlines())) <= 110
    lines = out.splitlines()
    begins, ends = lines[4].index("partner"), lines[4].index("property")
    whole = "".join(line[begins:ends].strip() for line in lines[6:9])
    assert whole == "seashell-nursery-and-family-club"


@pytest.mark.usefixtures("redesign")
def test_a_plan_in_which_nobody_has_to_leave_says_just_that(eh: Eh) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    answer = eh("notice", "due", "-p", "redesign")
    assert answer.out.endswith("\nthere is nobody to tell: no partner has to leave a property\n")
    assert answer.code == 0
    letters = eh("notice", "draft", "-p", "redesign")
    assert letters.err == "no letter to write: no partner has to leave a property\n"
    assert letters.code == 0


def test_who_stays_is_named_and_nothing_is_said_of_the_others(eh: Eh) -> None:
    answer = eh("notice", "draft", "-p", "early-help-2021", "--partner", "midwifery")
    assert answer.err == "nothing to leave, so no letter: midwifery\nno letter to write\n"
    assert answer.code == 0


@pytest.mark.usefixtures("redesign")
def test_a_letter_is_not_from_a_plan(eh: Eh) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm, future: surplus}]
    partners: [{id: nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}]
    """
    answer = eh("notice", "draft", "-p", "redesign")
    assert "read before you send: the plan does not say who writes" in answer.err
    letter = Path("notices/nursery/notice.txt").read_text(encoding="utf-8")
    assert letter.startswith("From: The council\n")
    assert "The council is leaving the building below." in letter
