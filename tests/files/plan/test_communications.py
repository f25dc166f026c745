"""Do the rows of the communication plan become milestones and links, and is every bad one named?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest

import earlyhelp
from earlyhelp import Finding, Plan
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Field, LinkKind

#: Of rows, and perhaps other headings or a journal: the plan that has them.
Read = Callable[..., Plan]
#: Of rows, and perhaps other headings: code, place and message of why they cannot be read.
Problems = Callable[..., list[tuple[str, Place | None, str]]]

#: Elm Road closes on 10 December, and the new service begins on 4 January.
ALSO: Final = """\
  decision: {on: 2021-09-20}
properties:
  - {id: elm, future: surplus, "on:vacated": 2021-12-10}
  - {id: oak, future: surplus, "on:vacated": 2021-12-17}
  - {id: ash, future: retained}
partners:
  - {id: nursery}
"""
HEADINGS: Final = "id,audience,property,partner,announces,after,before,within,exactly,expected\n"


@pytest.fixture
def council(before_the_launch: str) -> str:
    """The plan, to which messages are added."""
    return before_the_launch + ALSO


@pytest.fixture
def read(council: str) -> Read:
    """The plan with these rows in communications.csv."""

    def run(rows: str, *, headings: str = HEADINGS, journal: str | None = None) -> Plan:
        return parse(
            f"{council}communications: communications.csv\n".encode(),
            open_file=lambda _: (headings + rows).encode(),
            recorded=None if journal is None else journal.encode(),
        )

    return run


@pytest.fixture
def problems(read: Read) -> Problems:
    """Why such a plan cannot be read."""

    def run(rows: str, *, headings: str = HEADINGS) -> list[tuple[str, Place | None, str]]:
        with pytest.raises(UnreadablePlanError) as refused:
            read(rows, headings=headings)
        return [(item.code, item.place, item.message) for item in refused.value.findings]

    return run


def links(plan: Plan) -> set[tuple[str, str, str]]:
    """What each message comes after or before: first, then, and how far they are apart."""
    ours = [link for link in plan.links if link.owner.startswith("comms.")]
    return {(link.first, link.then, str(link.lag)) for link in ours}


def test_a_row_becomes_a_milestone_that_the_network_places(read: Read) -> None:
    plan = read("letter,families,elm,,decision,decision,elm.vacated - 4 weeks,,,\n")
    assert "comms.letter" in plan
    assert links(plan) == {
        ("decision", "comms.letter", "0 calendar days"),
        ("comms.letter", "elm.vacated", "4 weeks"),
    }
    schedule = earlyhelp.solve(plan)
    assert schedule.earliest["comms.letter"] == date(2021, 9, 20)
    assert schedule.latest["comms.letter"] == date(2021, 11, 12)


def test_the_same_rows_in_a_file_and_in_the_plan(read: Read, council: str) -> None:
    typed = parse(
        (
            council + "communications:\n  - {id: letter, audience: families, property: elm,"
            " after: [decision + 1 week, elm.service_ended], expected: 2021-12-01, public: no}\n"
        ).encode()
    )
    headings = "id,audience,property,after,expected,public\n"
    row = "letter,families,elm,decision + 1 week; elm.service_ended,2021-12-01,no\n"
    filed = read(row, headings=headings)
    assert links(typed) == links(filed)
    assert typed["comms.letter"].last_stated_day == filed["comms.letter"].last_stated_day
    for plan in (typed, filed):
        assert plan.registers is not None
        [message] = plan.registers.communications
        assert (message.audience, message.property, message.public) == ("families", "elm", False)


def test_every_kind_of_link_says_what_it_says_in_a_plan(read: Read) -> None:
    plan = read(
        "a,,,,,,,5 working days after decision,,\nb,,,,,,,,1 week after comms.a,\n",
    )
    kinds = {(link.owner, link.field, link.kind) for link in plan.links if "comms" in link.owner}
    assert kinds == {
        ("comms.a", Field.WITHIN, LinkKind.AT_LEAST),
        ("comms.a", Field.WITHIN, LinkKind.AT_MOST),
        ("comms.b", Field.EXACTLY, LinkKind.AT_LEAST),
        ("comms.b", Field.EXACTLY, LinkKind.AT_MOST),
    }


def test_a_link_can_name_a_step_of_all_properties(read: Read) -> None:
    plan = read("news,families,,,,,all properties.service_ended - 2 weeks,,,\n")
    assert links(plan) == {
        ("comms.news", "elm.service_ended", "2 weeks"),
        ("comms.news", "oak.service_ended", "2 weeks"),
    }


def test_a_milestone_of_the_plan_can_wait_for_a_message(council: str) -> None:
    text = council.replace("decision: {on", "told: {after: comms.letter}\n  decision: {on")
    text += "communications:\n  - {id: letter, on: 2021-10-01}\n"
    plan = parse(text.encode())
    assert earlyhelp.solve(plan).earliest["told"] == date(2021, 10, 1)


def test_a_name_that_leads_nowhere_is_told_at_its_cell_with_the_nearest_one(
    problems: Problems,
) -> None:
    rows = "a,,,,,desicion,,,,\nb,,,,offer.lunch,,elm.vacatd - 4 weeks,,,\nc,,,,elm.vacated,,,,,\n"
    assert problems(rows) == [
        (
            "EH012",
            Place("communications.csv", 2, 6),
            'there is no milestone "desicion"; did you mean "decision"?',
        ),
        (
            "EH012",
            Place("communications.csv", 3, 1),
            'there is no milestone "offer.lunch"; did you mean "offer.launch"?',
        ),
        (
            "EH012",
            Place("communications.csv", 3, 7),
            'there is no milestone "elm.vacatd"; did you mean "elm.vacated"?',
        ),
    ]


def test_a_link_and_a_row_that_cannot_be_read_are_told_where_they_stand(problems: Problems) -> None:
    rows = "a,,,,,decision - 1 week,,,,\nb,,,,,,elm.vacated - 4 days,,,\nc d,,,,,,,,,\n"
    found = [(code, place) for code, place, _ in problems(rows)]
    assert found == [
        ("EH011", Place("communications.csv", 2, 6)),
        ("EH010", Place("communications.csv", 3, 7)),
        ("EH017", Place("communications.csv", 4, 1)),
    ]


def test_a_property_or_partner_that_is_not_there_and_an_id_that_is_there_twice(
    problems: Problems,
) -> None:
    found = problems("a,,elmo,,,,,,,\nb,,,nurserys,,,,,,\n")
    assert [(code, place.line) for code, place, _ in found if place] == [("EH024", 2), ("EH024", 3)]
    [(code, place, message)] = problems("a,,,,,,,,,\na,,,,,,,,,\n")
    assert (code, place) == ("EH013", Place("communications.csv", 3, 1))
    assert "first at communications.csv:2:1" in message


def test_the_id_of_a_message_is_taken_once_in_the_whole_plan(council: str) -> None:
    text = council.replace("decision: {on", "comms.a: {}\n  decision: {on")
    with pytest.raises(UnreadablePlanError) as refused:
        parse((text + "communications:\n  - {id: a}\n").encode())
    assert [item.code for item in refused.value.findings] == ["EH013"]


def test_a_proof_names_the_row_that_it_rests_on(read: Read) -> None:
    plan = read("letter,families,elm,,,decision + 12 weeks,elm.vacated - 2 weeks,,,\n")
    [found] = [item for item in earlyhelp.check(plan) if item.code == "EH201"]
    rests_on = {str(step.place) for step in found.chain if step.place is not None}
    assert {"communications.csv:2:6", "communications.csv:2:7"} <= rests_on


def test_what_is_recorded_of_a_message_counts(read: Read) -> None:
    journal = (
        "recorded_at,by,action,subject,day,was,reason,evidence\n"
        "2021-09-16T09:00:00+00:00,comms,done,comms.letter,2021-09-15,,,post room\n"
    )
    plan = read("letter,families,elm,,,,,,,2021-11-12\n", journal=journal)
    assert plan["comms.letter"].stated_as == "done"
    assert plan["comms.letter"].evidence == "post room"


def test_a_register_without_rows_is_none(read: Read) -> None:
    plan = read("")
    assert plan.registers is not None
    assert plan.registers.communications == ()


def codes(found: tuple[Finding, ...]) -> set[str]:
    """Their codes."""
    return {item.code for item in found}


def test_a_tied_message_is_no_loose_end_and_one_without_anything_is(read: Read) -> None:
    assert "EH103" not in codes(earlyhelp.check(read("a,,,,,,elm.vacated - 4 weeks,,,\n")))
    assert "EH103" in codes(earlyhelp.check(read("a,,,,,,,,,\n")))
