"""`eh partner`: where each partner works, what it was told, and where it goes."""

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


@pytest.mark.usefixtures("redesign")
def test_a_list_has_a_line_for_each_property_that_a_partner_is_in(eh: Eh) -> None:
    """
    workflows:
      leaving:
        for: each occupation where property.future is not retained
        steps: {out: {}}
    properties:
      - {id: elm, name: Elm Centre, future: surplus}
      - {id: oak, future: retained}
    partners:
      - {id: food, name: Food Bank, sector: voluntary}
      - {id: nursery, name: Sea Nursery, sector: nursery}
    occupations:
      - {property: oak, partner: food}
      - {property: elm, partner: food, told: week of 2021-09-13, notice: 3 months,
         out: 2021-12-17, extension: requested, offered: oak}
    """
    answer = eh("partner", "list", "-p", "redesign")
    assert (answer.code, answer.err) == (0, "")
    heading, _, in_oak, in_elm, nursery = answer.out.splitlines()[-5:]
    assert cells(heading) == [
        "partner",
        "property",
        "told",
        "out",
        "extension",
        "offered",
    ]
    assert cells(in_oak) == ["food", "oak", *["–"] * 4]
    assert cells(in_elm) == [
        "food",
        "elm",
        "week of Monday 13 September 2021",
        "17 December 2021",
        "requested",
        "oak",
    ]
    assert cells(nursery) == ["nursery", *["–"] * 5]


@pytest.mark.usefixtures("redesign")
def test_json_and_csv_name_rows_by_their_ids(eh: Eh) -> None:
    """
    workflows:
      leaving:
        for: each occupation
        steps: {out: {by: 2021-12-17}}
    properties: [{id: elm, name: Elm Centre, future: surplus}]
    partners: [{id: food, name: "@Food", sector: voluntary}]
    occupations:
      - {property: elm, partner: food, told: 2021-09-13, done:out: 2021-09-15,
         extension: agreed, extended_to: 2021-09-15}
    """
    said = json.loads(eh("partner", "list", "-p", "redesign", "-f", "json").out)
    assert said["schema"] == "earlyhelp.partners/1"
    assert said["partners"] == [
        {
            "partner": "food",
            "name": "@Food",
            "sector": "voluntary",
            "property": "elm",
            "told": "2021-09-13",
            "notice": None,
            "out": "2021-09-15",
            "out_as": "done",
            "out_earliest": "2021-09-15",
            "out_latest": "2021-09-15",
            "extension": "agreed",
            "extended_to": "2021-09-15",
            "offered": None,
        }
    ]
    [row] = csv.DictReader(io.StringIO(eh("partner", "list", "-p", "redesign", "-f", "csv").out))
    values = {column: str(value or "") for column, value in said["partners"][0].items()}
    assert row == values | {"name": "'@Food"}


@pytest.mark.usefixtures("redesign")
def test_one_partner_is_shown_with_nothing_of_another(eh: Eh) -> None:
    """
    workflows:
      leaving:
        for: each occupation
        steps: {out: {}}
    properties: [{id: elm, name: Elm Centre, future: surplus}]
    partners:
      - {id: food, name: Food Bank, mailbox: premises@food.example}
      - {id: nursery, name: Sea Nursery}
    occupations:
      - {property: elm, partner: food, told: 2021-09-13, extension_reason: a private matter}
      - {property: elm, partner: nursery, told: 2021-09-14}
    """
    shown = eh("partner", "show", "food", "-p", "redesign")
    assert shown.code == 0
    lines = [cells(line) for line in shown.out.splitlines()]
    assert ["Food Bank (food)"] in lines
    assert ["mailbox", "premises@food.example"] in lines
    assert ["in Elm Centre (elm)"] in lines
    assert ["told", "13 September 2021"] in lines
    assert "elm.food.out" in shown.out
    for form in ("text", "json", "csv"):
        said = eh("partner", "show", "food", "-p", "redesign", "-f", form).out
        assert "ursery" not in said
        assert "private matter" not in said
    document = json.loads(eh("partner", "show", "food", "-p", "redesign", "-f", "json").out)
    assert document["schema"] == "earlyhelp.partner/1"
    assert document["partner"]["name"] == "Food Bank"
    assert [held["property"] for held in document["occupations"]] == ["elm"]
    said = eh("partner", "show", "food", "-p", "redesign", "-f", "csv").out
    assert ["occupation", "elm.food", "told", "2021-09-13"] in list(csv.reader(io.StringIO(said)))


@pytest.mark.usefixtures("redesign")
def test_a_partner_that_is_not_there_is_answered_with_the_nearest(eh: Eh) -> None:
    """
    partners: [{id: food-bank}]
    """
    answer = eh("partner", "show", "food-bnk", "-p", "redesign")
    assert answer.code == 2
    assert "there is no partner 'food-bnk'" in answer.err
    assert "food-bank" in answer.err


@pytest.mark.usefixtures("redesign")
def test_a_partner_by_its_name_is_answered_with_its_id(eh: Eh) -> None:
    """
    partners: [{id: p-17, name: The food bank}, {id: p-18}]
    """
    for words in (("partner", "show"), ("notice", "draft", "--partner"), ("calendar", "export")):
        named = "--for", "partner the food bank"
        answer = eh(*words, *(named if "export" in words else ("the food bank",)), "-p", "redesign")
        assert answer.code == 2
        assert "there is no partner 'the food bank'; did you mean \"p-17\"?" in answer.err


@pytest.mark.usefixtures("redesign")
def test_a_plan_without_a_register_has_no_partners(eh: Eh) -> None:
    """
    milestones: {offer.launch: {on: 2022-01-04}}
    """
    assert eh("partner", "list", "-p", "redesign").out.endswith("the plan has no partners\n")
    assert json.loads(eh("partner", "list", "-p", "redesign", "-f", "json").out)["partners"] == []


@pytest.mark.usefixtures("redesign")
def test_an_answer_can_go_into_a_file(eh: Eh) -> None:
    """
    partners: [{id: food-bank}]
    """
    answer = eh("partner", "list", "-p", "redesign", "-f", "csv", "-o", "partners.csv")
    assert (answer.code, answer.out) == (0, "")
    assert "written: partners.csv" in answer.err
