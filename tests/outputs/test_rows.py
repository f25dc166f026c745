"""Is a reader shown of each row what is listed for that reader, and no more?"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Final

import pytest

from earlyhelp import Plan
from earlyhelp.files.selections import columns
from earlyhelp.model.registers import (
    BudgetLine,
    Case,
    Communication,
    Occupation,
    Partner,
    Property,
    Team,
)
from earlyhelp.outputs import rows
from earlyhelp.outputs.rows import ALLOWED, Audience, record, shown, shows_step

#: What goes to nobody: anything can be typed there, or a person or a buyer be named.
NEVER: Final[Mapping[type, set[str]]] = {
    Property: {
        "covenants",
        "disposal_route",
        "grant_source",
        "interim_use",
        "landlord",
        "local_member",
        "option",
        "owner",
        "premises_manager",
        "repairs",
        "security",
        "shares_with",
        "surveyor",
    },
    Partner: set(),
    Occupation: {
        "data_held",
        "disagreement",
        "disposal_route",
        "extension_by",
        "extension_cost",
        "extension_reason",
        "registration",
        "rent",
        "rooms",
        "served_by",
        "served_how",
        "sessions",
        "works",
    },
    Team: set(),
    Case: set(columns(Case)),
    # links are shown as the days that they make
    Communication: {"after", "before", "within", "exactly", "evidence"},
    # it may be a person, and a note is for whoever keeps the table
    BudgetLine: {"owner", "note"},
}


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_somebody_has_decided_about_every_column(kind: type) -> None:
    listed = {column for names in ALLOWED[kind].values() for column in names}
    assert listed | NEVER[kind] == set(columns(kind))
    assert not listed & NEVER[kind]


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_nobody_is_shown_more_than_the_service(kind: type) -> None:
    service = set(ALLOWED[kind].get(Audience.SERVICE, ()))
    assert all(set(names) <= service for names in ALLOWED[kind].values())


def test_the_words_are_for_people(plan: Plan) -> None:
    """
    properties:
      - {id: elm, name: Elm Centre, future: surplus, monthly_cost: 1250, designated: 2008-06,
         notified: 2021-09-08, school_land: no, break_notice: 3 months, grant: 12000.50}
    """
    assert plan.registers is not None
    [elm] = plan.registers.properties
    assert shown(elm, Audience.ASSETS) == {
        "id": "elm",
        "name": "Elm Centre",
        "designated": "June 2008",
        "break_notice": "3 months",
        "school_land": "no",
        "grant": "£12,000.50",
        "future": "surplus",
        "notified": "8 September 2021",
        "monthly_cost": "£1,250",
    }
    said = record(elm, Audience.ASSETS)
    assert said["designated"] == "2008-06"
    assert said["school_land"] is False
    assert said["monthly_cost"] == "1250"
    assert said["tenure"] is None
    json.dumps(said)


def test_the_public_is_told_where_a_building_is_and_not_that_it_stands_empty(plan: Plan) -> None:
    """
    properties:
      - {id: elm, name: Elm Centre, postcode: ZZ1 1ZZ, future: surplus, monthly_cost: 1250,
         declared_surplus: 2021-10-01}
    """
    assert plan.registers is not None
    [elm] = plan.registers.properties
    assert shown(elm, Audience.PUBLIC) == {
        "id": "elm",
        "name": "Elm Centre",
        "postcode": "ZZ1 1ZZ",
    }
    assert shows_step(elm, "service_ended", Audience.PUBLIC)
    assert not shows_step(elm, "vacated", Audience.PUBLIC)
    assert shows_step(elm, "vacated", Audience.ASSETS)
    assert not shows_step(elm, "alarm_codes_changed", Audience.ASSETS)
    assert shows_step(elm, "alarm_codes_changed", Audience.SERVICE)


def test_a_partner_is_shown_itself_and_no_other(plan: Plan) -> None:
    """
    properties:
      - {id: elm, future: surplus}
    partners:
      - {id: nursery, name: Sea Nursery, mailbox: premises@nursery.example}
      - {id: food, name: Food Bank}
    occupations:
      - {property: elm, partner: nursery, told: 2021-09-13}
      - {property: elm, partner: food, told: 2021-09-14}
    """
    assert plan.registers is not None
    nursery, food = plan.registers.partners
    its, others = plan.registers.occupations
    assert shown(nursery, Audience.PARTNER, partner="nursery")["name"] == "Sea Nursery"
    assert shown(its, Audience.PARTNER, partner="nursery")["told"] == "13 September 2021"
    assert shows_step(its, "out", Audience.PARTNER, partner="nursery")
    for row in (food, others):
        assert shown(row, Audience.PARTNER, partner="nursery") == {}
        assert not shows_step(row, "out", Audience.PARTNER, partner="nursery")
    # nobody says whose view it is
    assert shown(nursery, Audience.PARTNER) == shown(its, Audience.PARTNER) == {}
    assert "mailbox" in shown(nursery, Audience.SERVICE)
    assert "mailbox" not in shown(nursery, Audience.ASSETS)


def test_of_a_case_nothing_leaves_at_all(plan: Plan) -> None:
    """
    teams:
      - {id: north}
    cases:
      - {ref: k7f3, team: north, worker: post-4, setting: home, route: transfer}
    """
    assert plan.registers is not None
    [case] = plan.registers.cases
    for audience in Audience:
        assert record(case, audience) == {}
        assert not shows_step(case, "closed", audience)


def test_few_users_of_a_partner_are_not_counted_out(plan: Plan) -> None:
    """
    properties: [{id: elm}]
    partners: [{id: food}, {id: nursery}]
    occupations:
      - {property: elm, partner: food, users: 3}
      - {property: elm, partner: nursery, users: 40}
    """
    assert plan.registers is not None
    said = [record(row, Audience.SERVICE)["users"] for row in plan.registers.occupations]
    assert said == ["fewer than 5", "40"]


def test_what_turns_the_direction_of_writing_or_moves_the_cursor_is_left_out() -> None:
    assert rows.cell("Elm\u202e\x1b[2J Centre").words == "Elm[2J Centre"


def test_no_cell_of_a_csv_begins_a_formula() -> None:
    lines: list[dict[str, rows.Plain]] = [
        {"a": "=1+1", "b": -5},
        {"a": "+44", "b": 0},
        {"a": "@x", "b": 7},
    ]
    made = list(csv.reader(io.StringIO(rows.as_csv(("a", "b"), lines))))
    assert made == [["a", "b"], ["'=1+1", "-5"], ["'+44", "0"], ["'@x", "7"]]
