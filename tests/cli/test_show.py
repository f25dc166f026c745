"""`eh plan show`: the milestones of a plan as a table, as JSON, and as CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

COLUMNS = [
    "milestone",
    "stated day",
    "stated as",
    "earliest",
    "latest",
    "float_days",
    "float_working_days",
]


def cells(line: str) -> list[str]:
    """The cells of one line of a table in text."""
    return re.split(r" {2,}", line.strip())


@pytest.mark.usefixtures("redesign")
def test_the_table_shows_what_is_stated_beside_what_is_computed(eh: Eh) -> None:
    """
    milestones:
      partners.told:
        done: week of 2021-09-13
      centre.vacated:
        expected: 2021-12-20
        after: partners.told + 3 months
      options.implemented:
        after: centre.vacated
    """
    answer = eh("plan", "show", "redesign")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0] == "Early Help redesign"
    assert lines[1].startswith("as at 17 September 2021; the plan can be met")
    told, vacated, implemented = lines[-3:]
    assert "week of Monday 13 September 2021" in cells(told)
    assert cells(vacated) == [
        "centre.vacated",
        "Monday 20 December 2021",
        "expected",
        "Fri 17 December 2021",
        "no limit",
        "–",
    ]
    assert cells(implemented)[1:3] == ["–", "–"]


@pytest.mark.usefixtures("redesign")
def test_the_table_of_a_plan_that_cannot_be_met_says_so(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      offer.launch:
        on: 2022-01-04
        after: consultation.response + 6 months
    """
    answer = eh("plan", "show", "redesign")
    assert answer.code == 0
    assert "the plan cannot be met" in answer.out
    assert "-98 (-70 working)" in answer.out


@pytest.mark.usefixtures("redesign")
def test_json_has_the_milestones_as_a_check_has_them(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      offer.launch:
        expected: 2022-01-04
        after: consultation.response
    """
    shown = json.loads(eh("plan", "show", "redesign", "-f", "json").out)
    checked = json.loads(eh("plan", "check", "redesign", "-f", "json").out)
    assert shown["schema"] == "earlyhelp.show/1"
    assert shown["milestones"] == checked["milestones"]


@pytest.mark.usefixtures("redesign")
def test_csv_has_iso_days_and_plain_numbers(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      offer.launch:
        by: 2022-01-04
        after: consultation.response + 4 weeks
      options.implemented:
        after: offer.launch
    """
    answer = eh("plan", "show", "redesign", "-f", "csv")
    rows = list(csv.reader(io.StringIO(answer.out)))
    assert rows == [
        COLUMNS,
        ["consultation.response", "2021-10-12", "on", "2021-10-12", "2021-10-12", "0", "0"],
        ["offer.launch", "", "", "2021-11-09", "2022-01-04", "56", "37"],
        ["options.implemented", "", "", "2021-11-09", "", "", ""],
    ]


@pytest.mark.usefixtures("redesign")
def test_no_cell_begins_a_formula(eh: Eh) -> None:
    """
    milestones:
      "-1":
        on: 2022-01-04
      offer.launch:
        on: 2022-01-04
    """
    answer = eh("plan", "show", "redesign", "-f", "csv")
    for row in csv.reader(io.StringIO(answer.out)):
        assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.usefixtures("redesign")
def test_a_plan_without_milestones_is_an_empty_table(eh: Eh) -> None:
    """
    organisation: Fictional Council
    """
    assert eh("plan", "show", "redesign").code == 0
    assert json.loads(eh("plan", "show", "redesign", "-f", "json").out)["milestones"] == []
    assert eh("plan", "show", "redesign", "-f", "csv").out == ",".join(COLUMNS) + "\n"
