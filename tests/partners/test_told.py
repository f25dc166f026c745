"""What a partner was told, what has moved since, and from when its notice runs."""

from __future__ import annotations

from typing import Final

import pytest

from earlyhelp import Plan
from earlyhelp.dates import days, words
from earlyhelp.files.journal import COLUMNS
from earlyhelp.files.load import parse
from earlyhelp.model.registers import Occupation
from earlyhelp.network.schedule import solve_plan
from earlyhelp.partners.leaving import leavings
from earlyhelp.partners.notices import Kind, notices
from earlyhelp.partners.told import last_telling

PLAN: Final = """\
format: 1
id: example
title: An example
nation: england
as_at: 2021-09-17
workflows:
  leaving:
    for: each occupation
    steps: {informed: {}, out: {}}
  handover: {steps: {vacated: {}}}
properties: [{id: elm, future: surplus, vacated: 2021-12-15}]
partners: [{id: nursery, sector: nursery}]
occupations:
  - {property: elm, partner: nursery, notice: 4 weeks%s}
"""
OUT: Final = ", out: 2021-12-10"
TOLD: Final = f"{OUT}, told: 2021-09-14, notice_served: 2021-09-14"


def plan_of(row: str, *entries: str) -> Plan:
    """The plan with this row, and a journal of these entries: action, day and what was."""
    lines = [",".join(COLUMNS)]
    for number, entry in enumerate(entries):
        action, subject, day, was = entry.split("|")
        lines.append(
            f"2021-10-0{number + 1}T09:00:00+00:00,estates,{action},{subject},{day},{was},letter,"
        )
    return parse((PLAN % row).encode(), recorded="".join(f"{line}\n" for line in lines).encode())


def sent(day: str, was: str) -> str:
    return f"notice sent|elm.nursery|{day}|{was}"


def moved(day: str, was: str, step: str = "elm.nursery.out") -> str:
    return f"moved|{step}|{day}|{was}"


def extended(day: str, was: str = "") -> str:
    return f"extended|elm.nursery|{day}|{was}"


def row_of(plan: Plan) -> Occupation:
    assert plan.registers is not None
    [row] = plan.registers.occupations
    return row


def clock(row: str, *entries: str) -> str | None:
    """The day from which the notice runs."""
    served = row_of(plan_of(row, *entries)).notice_served
    return served.when.text if served else None


def told_of(row: str, *entries: str) -> str | None:
    """By when the partner was last told to be out."""
    [leaving] = leavings(solve_plan(plan_of(row, *entries)))
    found = last_telling(leaving)
    assert found is not None
    return found.out.text if found.out else None


def again(row: str, *entries: str) -> tuple[str, str] | None:
    """That it has to be told again: by when, and why."""
    found = {notice.kind: notice for notice in notices(solve_plan(plan_of(row, *entries)))}
    notice = found.get(Kind.TELL_AGAIN)
    if notice is None or notice.by is None:
        return None
    return words.short(days.day(notice.by)), notice.reason


def test_the_first_notice_starts_the_clock_and_is_how_it_was_informed() -> None:
    plan = plan_of(OUT, sent("2021-09-20", "2021-12-10"))
    row = row_of(plan)
    assert row.notice_served is not None
    assert row.told is not None
    assert (row.notice_served.when.text, row.told.when.text) == ("2021-09-20", "2021-09-20")
    assert row.served_how == "letter"
    informed = plan["elm.nursery.informed"].done
    assert informed is not None
    assert informed.when.text == "2021-09-20"


def test_what_the_register_says_was_told_first_stays() -> None:
    row = row_of(plan_of(f"{OUT}, told: 2021-09-01", sent("2021-09-20", "2021-12-10")))
    assert row.told is not None
    assert row.told.when.text == "2021-09-01"
    plan = plan_of(f'{OUT}, "done:informed": 2021-09-02', sent("2021-09-20", "2021-12-10"))
    done = plan["elm.nursery.informed"].done
    assert done is not None
    assert done.when.text == "2021-09-02"


@pytest.mark.parametrize(
    ("entries", "runs_from"),
    [
        ([sent("2021-09-20", "2021-12-10")], "2021-09-14"),
        ([moved("2021-12-17", "2021-12-10"), sent("2021-09-20", "2021-12-17")], "2021-09-14"),
        ([moved("2021-12-03", "2021-12-10"), sent("2021-09-20", "2021-12-03")], "2021-09-20"),
        (
            [
                moved("2021-12-17", "2021-12-10"),
                moved("2021-12-13", "2021-12-17"),
                sent("2021-09-20", "2021-12-13"),
            ],
            "2021-09-14",
        ),
        ([sent("2021-09-20", "2021-12-10"), sent("2021-09-22", "2021-12-10")], "2021-09-14"),
        ([sent("2021-09-20", "2021-12-10"), sent("2021-09-22", "2021-12-09")], "2021-09-22"),
        ([sent("2021-09-20", ""), sent("2021-09-22", "2021-12-09")], "2021-09-14"),
    ],
)
def test_only_an_earlier_day_lets_a_notice_run_anew(entries: list[str], runs_from: str) -> None:
    assert clock(TOLD, *entries) == runs_from


def test_a_notice_that_runs_anew_no_longer_expires_when_the_register_says() -> None:
    row = f"{TOLD}, notice_expires: 2021-10-12"
    entries = (moved("2021-12-03", "2021-12-10"), sent("2021-09-20", "2021-12-03"))
    assert row_of(plan_of(row, *entries)).notice_expires is None
    assert row_of(plan_of(row, entries[0])).notice_expires is not None


@pytest.mark.parametrize(
    ("row", "entries", "out"),
    [
        (TOLD, [], "2021-12-10"),
        (OUT, [sent("2021-09-20", "2021-12-10")], "2021-12-10"),
        (OUT, [sent("2021-09-20", "")], None),
        (OUT, [sent("2021-09-20", "no day")], None),
        (
            TOLD,
            [moved("2021-12-17", "2021-12-10"), moved("2021-12-20", "2021-12-17")],
            "2021-12-10",
        ),
        (TOLD, [moved("2021-12-17", "2021-12-15", "elm.vacated")], "2021-12-10"),
        (", told: 2021-09-14", [moved("2021-12-17", "2021-12-15", "elm.vacated")], "2021-12-15"),
        (", told: 2021-09-14", [moved("2021-12-03", "")], "2021-12-15"),
        (TOLD, [extended("2021-12-17")], "2021-12-10"),
        (f"{TOLD}, extension: agreed, extended_to: 2021-12-13", [], "2021-12-13"),
        (
            f"{TOLD}, extension: agreed, extended_to: 2021-12-13",
            [extended("2021-12-17", "2021-12-13")],
            "2021-12-13",
        ),
        (f"{TOLD}, extension: requested, extended_to: 2021-12-17", [], "2021-12-10"),
    ],
)
def test_what_it_was_told_is_known_from_what_has_moved_since(
    row: str, entries: list[str], out: str | None
) -> None:
    assert told_of(row, *entries) == out


def test_what_moved_before_it_was_told_is_what_it_was_told() -> None:
    row = f"{OUT}, told: 2021-10-01"
    assert told_of(row, moved("2021-12-17", "2021-12-10")) == "2021-12-17"


@pytest.mark.parametrize(
    ("entries", "by", "why"),
    [
        # later: before the day on which it would leave without need
        (
            [moved("2021-12-17", "2021-12-10")],
            "9 December 2021",
            "told 10 December 2021, now 17 December 2021",
        ),
        # later than a Saturday, or than a Monday: on the Friday
        (
            [sent("2021-09-20", "2021-12-13"), moved("2021-12-17", "2021-12-10")],
            "10 December 2021",
            "told 13 December 2021, now 17 December 2021",
        ),
        (
            [sent("2021-09-20", "2021-12-11"), moved("2021-12-17", "2021-12-10")],
            "10 December 2021",
            "told 11 December 2021, now 17 December 2021",
        ),
        # earlier: with its whole notice once more
        (
            [moved("2021-12-03", "2021-12-10")],
            "5 November 2021",
            "told 10 December 2021, now 3 December 2021",
        ),
        # none before
        ([sent("2021-09-20", "")], "12 November 2021", "told no day, now 10 December 2021"),
        (
            [extended("2021-12-17")],
            "9 December 2021",
            "told 10 December 2021, now 17 December 2021",
        ),
    ],
)
def test_a_day_that_has_moved_is_told_again(entries: list[str], by: str, why: str) -> None:
    assert again(TOLD, *entries) == (by, why)


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [sent("2021-09-20", "2021-12-10")],
        [moved("2021-12-17", "2021-12-10"), moved("2021-12-10", "2021-12-17")],
        [moved("2021-12-17", "2021-12-10"), sent("2021-10-05", "2021-12-17")],
        [moved("2021-12-17", "2021-12-15", "elm.vacated")],
    ],
)
def test_a_day_that_is_still_true_is_not(entries: list[str]) -> None:
    assert again(TOLD, *entries) is None


def test_an_undone_notice_was_never_sent() -> None:
    entries = (sent("2021-09-20", "2021-12-10"), "undone|elm.nursery||notice sent")
    plan = plan_of(OUT, *entries)
    assert row_of(plan).notice_served is None
    assert plan["elm.nursery.informed"].done is None
    assert plan.journal is not None
    assert not plan.journal.lost


def test_a_notice_to_nobody_is_lost() -> None:
    plan = plan_of(OUT, "notice sent|elm.club|2021-09-20|")
    assert plan.journal is not None
    assert [entry.subject for entry in plan.journal.lost] == ["elm.club"]
