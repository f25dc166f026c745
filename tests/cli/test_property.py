"""`eh property`: the days of each building, what it costs, and who is still in it."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def cells(line: str) -> list[str]:
    """The cells of one line of a table in text."""
    return re.split(r" {2,}", line.strip())


def on_one_line(text: str) -> str:
    """A text without the breaks of its lines."""
    return " ".join(text.split())


@pytest.mark.usefixtures("redesign")
def test_a_list_has_the_states_that_the_plan_has_and_no_others(eh: Eh) -> None:
    """
    workflows:
      handover:
        for: property.future is not retained
        steps:
          vacated: {}
          handed_over: {after: vacated + 10 working days}
      leaving:
        for: each occupation where property.future is not retained
        steps:
          out: {before: property.vacated}
    milestones:
      offer.launch: {on: 2022-01-04, after: all properties.handed_over}
    properties:
      - {id: elm, name: Elm Centre, future: surplus, done:vacated: 2021-09-10, monthly_cost: 1250}
      - {id: oak, future: lease, vacated: week of 2021-11-01, handed_over: 2021-11-19}
      - {id: ash, name: Ash Hub, future: retained}
    partners: [{id: food}, {id: nursery}]
    occupations:
      - {property: elm, partner: food, done:out: 2021-09-09}
      - {property: elm, partner: nursery}
      - {property: oak, partner: food, out: 2021-10-29}
    """
    answer = eh("property", "list", "-p", "redesign")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0] == "Early Help redesign"
    heading, _, elm, oak, ash = lines[-5:]
    assert cells(heading) == [
        "id",
        "name",
        "future",
        "vacated",
        "handed over",
        "partners in",
    ]
    assert cells(elm) == [
        "elm",
        "Elm Centre",
        "surplus",
        "10 September 2021 (done)",
        "–",
        "1",
    ]
    assert cells(oak)[1:5] == ["–", "lease", "week of Monday 1 November 2021", "19 November 2021"]
    assert cells(ash) == ["ash", "Ash Hub", "retained", "–", "–", "0"]
    said = json.loads(eh("property", "list", "-p", "redesign", "-f", "json").out)
    first, *_ = said["properties"]
    assert {column: first[column] for column in list(first)[-5:]} == {
        "earliest_handover": "2021-09-24",
        "float_days": 102,
        "float_working_days": 69,
        "partners_in": 1,
        "monthly_cost": "1250",
    }


@pytest.mark.usefixtures("redesign")
def test_json_and_csv_say_the_same_with_iso_days_and_numbers(eh: Eh) -> None:
    """
    workflows:
      handover:
        for: property.future is not retained
        steps:
          handed_over: {}
    milestones:
      offer.launch: {on: 2022-01-04, after: all properties.handed_over}
    properties:
      - {id: elm, name: "=Elm", future: surplus, on:handed_over: 2021-12-20, monthly_cost: 1250.50}
    """
    said = json.loads(eh("property", "list", "-p", "redesign", "-f", "json").out)
    assert said == {
        "schema": "earlyhelp.properties/1",
        "plan": {"id": "early-help", "title": "Early Help redesign"},
        "as_at": "2021-09-17",
        "feasible": True,
        "properties": [
            {
                "id": "elm",
                "name": "=Elm",
                "future": "surplus",
                "handed_over": "2021-12-20",
                "handed_over_as": "on",
                "earliest_handover": "2021-12-20",
                "float_days": 0,
                "float_working_days": 0,
                "partners_in": 0,
                "monthly_cost": "1250.50",
            }
        ],
    }
    answer = eh("property", "list", "-p", "redesign", "-f", "csv")
    [row] = csv.DictReader(io.StringIO(answer.out))
    values = {column: str(value) for column, value in said["properties"][0].items()}
    assert row == values | {"name": "'=Elm"}


@pytest.mark.usefixtures("redesign")
def test_on_a_later_day_more_partners_are_out(eh: Eh) -> None:
    """
    workflows:
      leaving:
        for: each occupation
        steps: {out: {}}
    properties: [{id: elm}]
    partners: [{id: food}, {id: nursery}]
    occupations:
      - {property: elm, partner: food, done:out: 2021-09-10}
      - {property: elm, partner: nursery, done:out: 2021-09-24}
    """
    counts = []
    for day in ("2021-09-09", "2021-09-10", "2021-09-24"):
        answer = eh("property", "list", "-p", "redesign", "--as-at", day, "-f", "json")
        counts.append(json.loads(answer.out)["properties"][0]["partners_in"])
    assert counts == [2, 1, 0]


@pytest.mark.usefixtures("redesign")
def test_one_property_is_shown_with_its_facts_its_days_and_its_partners(eh: Eh) -> None:
    """
    workflows:
      handover:
        for: property.future is not retained
        steps:
          vacated: {}
          handed_over: {after: vacated}
    properties:
      - {id: elm, name: Elm Centre, future: surplus, handed_over: 2021-12-20, landlord: A Person,
         option: sale to a named buyer}
      - {id: oak, name: Oak Centre, future: retained}
    partners: [{id: food, name: Food Bank, sector: voluntary}]
    occupations:
      - {property: elm, partner: food, told: 2021-09-13, notice: 3 months, extension: agreed,
         extended_to: 2021-12-17, offered: oak, sessions: Tuesdays with a person}
    """
    out = eh("property", "show", "elm", "-p", "redesign").out
    lines = out.splitlines()
    assert "Elm Centre (elm)" in lines
    assert ["future", "surplus"] in [cells(line) for line in lines]
    assert "not known: uprn, address" in on_one_line(out)
    assert "Monday 20 December 2021" in out
    assert cells(lines[-1]) == [
        "food",
        "Food Bank",
        "13 September 2021",
        "–",
        "agreed, to 17 December 2021",
        "oak",
    ]
    for form in ("text", "json", "csv"):
        said = eh("property", "show", "elm", "-p", "redesign", "-f", form).out
        assert "A Person" not in said
        assert "named buyer" not in said
        assert "Tuesdays" not in said


@pytest.mark.usefixtures("redesign")
def test_as_json_it_has_its_row_its_milestones_and_its_occupations(eh: Eh) -> None:
    """
    workflows:
      handover:
        for: each property
        steps:
          vacated: {}
      leaving:
        for: each occupation
        steps: {out: {before: property.vacated}}
    properties: [{id: elm, vacated: 2021-12-20}]
    partners: [{id: food}]
    occupations:
      - {property: elm, partner: food, out: 2021-12-10, users: 2}
    """
    said = json.loads(eh("property", "show", "elm", "-p", "redesign", "-f", "json").out)
    assert said["schema"] == "earlyhelp.property/1"
    assert said["property"]["id"] == "elm"
    assert [item["id"] for item in said["milestones"]] == ["elm.vacated"]
    [held] = said["occupations"]
    assert held["partner"] == "food"
    assert held["users"] == "fewer than 5"
    assert [(item["id"], item["stated"]) for item in held["milestones"]] == [
        ("elm.food.out", "2021-12-10")
    ]
    rows = csv.DictReader(
        io.StringIO(eh("property", "show", "elm", "-p", "redesign", "-f", "csv").out)
    )
    facts = {(row["about"], row["id"], row["column"]): row["value"] for row in rows}
    assert facts["milestone", "elm.vacated", "stated"] == "2021-12-20"
    assert facts["milestone", "elm.food.out", "stated"] == "2021-12-10"
    assert facts["occupation", "elm.food", "users"] == "fewer than 5"


@pytest.mark.usefixtures("redesign")
def test_a_property_that_is_not_there_is_answered_with_the_nearest(eh: Eh) -> None:
    """
    properties: [{id: centre-01}]
    """
    answer = eh("property", "show", "center-01", "-p", "redesign")
    assert answer.code == 2
    assert "there is no property 'center-01'" in answer.err
    assert "centre-01" in answer.err.replace("center-01", "")


@pytest.mark.usefixtures("redesign")
def test_a_plan_without_a_register_has_no_properties(eh: Eh) -> None:
    """
    milestones: {offer.launch: {on: 2022-01-04}}
    """
    answer = eh("property", "list", "-p", "redesign")
    assert answer.code == 0
    assert answer.out.endswith("the plan has no properties\n")
    assert (
        json.loads(eh("property", "list", "-p", "redesign", "-f", "json").out)["properties"] == []
    )
    assert eh("property", "list", "-p", "redesign", "-f", "csv").out.startswith("id,name,future,")
    assert eh("property", "show", "elm", "-p", "redesign").code == 2


@pytest.mark.usefixtures("redesign")
def test_a_plan_that_cannot_be_met_is_listed_and_says_so(eh: Eh) -> None:
    """
    workflows:
      handover:
        for: each property
        steps: {handed_over: {by: 2021-11-01}}
    properties: [{id: elm, not_before:handed_over: 2021-12-01}]
    """
    answer = eh("property", "list", "-p", "redesign")
    assert answer.code == 0
    assert "the plan cannot be met" in answer.out
    said = json.loads(eh("property", "list", "-p", "redesign", "-f", "json").out)
    assert said["feasible"] is False
    assert said["properties"][0]["earliest_handover"] == "2021-12-01"


@pytest.mark.usefixtures("redesign")
@pytest.mark.parametrize(
    ("property_id", "day"),
    [("elm", "2021-12-15"), ("oak", "2022-01-10"), ("ash", None)],
)
def test_the_assets_team_is_responsible_once_it_is_empty_and_they_know(
    eh: Eh, property_id: str, day: str | None
) -> None:
    """
    workflows:
      w: {steps: {vacated: {}}}
    properties:
      - {id: elm, notified: 2021-09-10, vacated: 2021-12-15}
      - {id: oak, notified: 2022-01-10, vacated: 2021-12-15}
      - {id: ash, vacated: 2021-12-15}
    """
    words = ("property", "show", property_id, "-p", "redesign")
    said = json.loads(eh(*words, "-f", "json").out)
    assert said["assets_liable_from"] == day
    assert ("The Assets Team is responsible" in eh(*words).out) is (day is not None)
