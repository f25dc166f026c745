"""Outputs: items 54, 55, 56 and 63 of what has to hold on bad input, for calendars."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import attrs
import icalendar
import pytest

from earlyhelp.dates import DateExpression
from earlyhelp.file_names import NotAFileNameError, file_name
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Plan, Stated
from earlyhelp.model.calendars import Calendar
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.calendars import events, ical
from earlyhelp.outputs.calendars.views import View

VIEW: Final = View.parse("owner Early Help")
PLAN: Final = b"""\
format: 1
id: move
title: The move
nation: england
as_at: 2021-09-17
milestones:
  it: {title: It, expected: 2021-12-13, owner: Early Help}
  other: {title: Other, on: 2021-10-31, days: any, owner: Early Help}
"""
Lint = Callable[[bytes], list[Any]]


def export(plan: Plan, previous: Calendar | None = None) -> tuple[Calendar, bytes]:
    """The owner's calendar, and its file."""
    made = events.calendar(solve_plan(plan), VIEW, previous=previous)
    return made, b"".join(ical.stream(made))


def named(title: str) -> Plan:
    """The plan with this title everywhere that one can be typed."""
    plan = parse(PLAN)
    made = tuple(attrs.evolve(one, title=title) for one in plan.milestones)
    return attrs.evolve(plan, title=title, organisation=title, milestones=made)


@pytest.mark.parametrize(
    "separator", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x00"]
)
def test_54_a_name_with_any_line_break_is_one_line_of_the_file(
    lint_ics: Lint, separator: str
) -> None:
    title = f"One{separator}SUMMARY:two{separator}" + "é" * 90
    _, data = export(named(title))
    assert lint_ics(data) == []
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        assert not isinstance(event["SUMMARY"], list)
        assert len(str(event["SUMMARY"]).splitlines()) == 1


def test_55_the_uid_stays_the_number_rises_and_days_are_days(lint_ics: Lint) -> None:
    plan = parse(PLAN)
    first, old = export(plan)
    assert export(plan) == (first, old)
    moved = Stated(DateExpression.parse("2021-12-20"), Place("plan.yaml", 7, 1))
    milestones = (attrs.evolve(plan["it"], expected=moved), plan["other"])
    second, new = export(attrs.evolve(plan, milestones=milestones), first)
    assert lint_ics(new) == []
    assert first.by_uid.keys() == second.by_uid.keys()
    assert {event.key: event.sequence for event in second.events} == {"move/it": 1, "move/other": 0}
    assert b"DTSTART;VALUE=DATE:20211220\r\nDTEND;VALUE=DATE:20211221\r\n" in new
    assert b"DTSTART;VALUE=DATE:20211031\r\nDTEND;VALUE=DATE:20211101\r\n" in new
    assert not re.findall(rb"DT(?:START|END)[^:]*:[0-9]{8}T", new)


@pytest.mark.parametrize(
    "title",
    ["BEGIN:VALARM", "x\nATTENDEE:mailto:a@b.example", "END:VEVENT\r\nEND:VCALENDAR", "a;b,c:d", "\\N\\n\\"],
)  # fmt: skip
def test_56_what_looks_like_a_line_of_a_file_is_text(lint_ics: Lint, title: str) -> None:
    _, data = export(named(title))
    assert lint_ics(data) == []
    read = icalendar.Calendar.from_ical(data)
    assert [part.name for part in read.walk()] == ["VCALENDAR", "VEVENT", "VEVENT"]
    assert b"\r\nATTENDEE" not in data
    shown = " ".join(title.replace("\\", "/").split())
    assert str(read.walk("VEVENT")[0]["SUMMARY"]) == shown


@pytest.mark.parametrize(
    "name", ["../x", "-rf", "con", "CON.txt", "a\nb", "a/b", "a\\b", ".hidden", "", "x" * 101, "a.", "C:"]
)  # fmt: skip
def test_63_what_no_file_may_be_called_is_refused(name: str) -> None:
    with pytest.raises(NotAFileNameError):
        file_name(name, ".ics")
