"""Which partner has to hear of what, and by when: laws first, then cases."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.dates import DateExpression, Lag, Unit, WorkingCalendar, days
from earlyhelp.findings import Place
from earlyhelp.model import Days, Milestone, Stated
from earlyhelp.model.registers import (
    Extension,
    Future,
    Occupation,
    Partner,
    Property,
    Registers,
    Sector,
)
from earlyhelp.network.schedule import solve_plan
from earlyhelp.partners.leaving import Leaving, leavings
from earlyhelp.partners.notices import Kind, Notice, Status, notices
from earlyhelp.testing import calendars, lags
from earlyhelp.testing import days as some_days

HERE: Final = Place("occupations.csv", 2, 1)
OUT_DAYS: Final = some_days(date(2021, 1, 1), date(2028, 12, 31))
ENGLAND: Final = WorkingCalendar(nation="england")


def stated(day: date | None) -> Stated | None:
    return None if day is None else Stated(DateExpression.of(day), HERE)


def plan_of(
    calendar: WorkingCalendar, out: date | None, *, sector: Sector = Sector.NURSERY, **row: Any
) -> Plan:
    """One nursery in one building that closes, and what its row says."""
    milestone = Milestone(
        id="elm.nursery.out", place=HERE, expected=stated(out), days=Days.ANY, is_step=True
    )
    return Plan(
        id="drawn",
        title="A drawn plan",
        nation=calendar.nation,
        calendar=calendar,
        as_at=date(2020, 6, 1),
        milestones=(milestone,),
        registers=Registers(
            properties=(Property(id="elm", place=HERE, future=Future.SURPLUS),),
            partners=(Partner(id="nursery", place=HERE, sector=sector),),
            occupations=(Occupation(property="elm", partner="nursery", place=HERE, **row),),
        ),
    )


def hears(plan: Plan, as_at: date | None = None) -> dict[Kind, Notice]:
    """What the nursery has to hear."""
    return {notice.kind: notice for notice in notices(solve_plan(plan, as_at))}


def told(plan: Plan, day: int) -> Leaving:
    """The nursery, had it been told on a day."""
    assert plan.registers is not None
    [row] = plan.registers.occupations
    row = attrs.evolve(row, told=stated(days.day(day)))
    again = attrs.evolve(plan, registers=attrs.evolve(plan.registers, occupations=(row,)))
    [leaving] = leavings(solve_plan(again))
    return leaving


@given(notice=lags(), calendar=calendars(), out=OUT_DAYS)
@example(notice=Lag(3, Unit.MONTHS), calendar=ENGLAND, out=date(2024, 2, 29))
@example(notice=Lag(0), calendar=ENGLAND, out=date(2021, 12, 20))
def test_notice_on_its_last_day_ends_in_time_and_a_day_later_does_not(
    notice: Lag, calendar: WorkingCalendar, out: date
) -> None:
    plan = plan_of(calendar, out, notice=notice)
    by = hears(plan)[Kind.NOTICE].by
    assert by is not None
    assert told(plan, by).over is None
    assert told(plan, by + 1).over is not None


@given(notice=lags(longest=40), calendar=calendars(), out=OUT_DAYS)
def test_of_a_notice_period_and_three_months_the_longer_decides(
    notice: Lag, calendar: WorkingCalendar, out: date
) -> None:
    plan = plan_of(calendar, out, notice=notice, sector=Sector.VOLUNTARY)
    [found] = hears(plan).values()
    assert found.by is not None
    given_on = days.day(found.by)
    ends = [lag.later(given_on, calendar) for lag in (notice, Lag(3, Unit.MONTHS))]
    assert all(end <= out for end in ends)
    given_on = days.day(found.by + 1)
    assert any(lag.later(given_on, calendar) > out for lag in (notice, Lag(3, Unit.MONTHS)))
    assert found.kind is (Kind.NOTICE if hears_first(plan) == found.by else Kind.THREE_MONTHS)


def hears_first(plan: Plan) -> int | None:
    """By when the same nursery would have to be told, were it not voluntary."""
    assert plan.registers is not None
    [row] = plan.registers.occupations
    out = plan["elm.nursery.out"].stated
    assert out is not None
    assert row.notice is not None
    return hears(plan_of(plan.calendar, out.when.last, notice=row.notice))[Kind.NOTICE].by


@given(calendar=calendars(), out=OUT_DAYS, asked=OUT_DAYS)
def test_an_answer_comes_on_the_last_working_day_before_it_would_have_to_leave(
    calendar: WorkingCalendar, out: date, asked: date
) -> None:
    plan = plan_of(calendar, out, extension=Extension.REQUESTED, extended_to=stated(asked))
    by = hears(plan)[Kind.ANSWER].by
    assert by is not None
    limit = days.number(min(out, asked))
    assert by < limit
    assert calendar.works_on(by)
    assert not any(calendar.works_on(day) for day in range(by + 1, limit))


@given(calendar=calendars(), out=OUT_DAYS, before=st.integers(1, 60))
def test_a_reminder_comes_before_it_has_to_be_out_and_within_ten_working_days(
    calendar: WorkingCalendar, out: date, before: int
) -> None:
    heard = days.day(days.number(out) - before)
    by = hears(plan_of(calendar, out, told=stated(heard)))[Kind.REMINDER].by
    assert by is not None
    assert by < days.number(out)
    assert calendar.between(days.number(heard), by) <= 10


@given(notice=lags(), out=OUT_DAYS, as_at=OUT_DAYS)
def test_what_is_due_is_counted_from_the_day_the_facts_were_true(
    notice: Lag, out: date, as_at: date
) -> None:
    found = hears(plan_of(ENGLAND, out, notice=notice), as_at)[Kind.NOTICE]
    assert found.by is not None
    assert found.days_left is not None
    by = days.day(found.by)
    assert found.days_left == (by - as_at).days
    assert found.working_days_left == ENGLAND.working_days(as_at, by)
    assert (found.status is Status.OVERDUE) == (by < as_at)
    assert found.is_within(28) == (0 <= found.days_left <= 28)


@pytest.mark.parametrize(
    ("row", "out", "needs"),
    [
        ({}, date(2021, 12, 10), ("a notice period",)),
        ({"notice": Lag(4, Unit.WEEKS)}, None, ("a day by which to be out",)),
        ({}, None, ("a notice period", "a day by which to be out")),
    ],
)
def test_what_is_not_known_says_what_it_needs(
    row: dict[str, Any], out: date | None, needs: tuple[str, ...]
) -> None:
    [found] = hears(plan_of(ENGLAND, out, **row)).values()
    assert found.status is Status.NOT_KNOWN
    assert (found.by, found.days_left, found.needs) == (None, None, needs)
    assert found.reason == f"needs {' and '.join(needs)}"


def test_a_notice_longer_than_the_calendar_is_not_known() -> None:
    [found] = hears(plan_of(ENGLAND, date(2021, 12, 10), notice=Lag(9_000, Unit.WEEKS))).values()
    assert found.status is Status.NOT_KNOWN
    assert found.reason == "needs a shorter notice period"


def test_an_agreement_of_three_months_is_named_before_the_guidance_that_says_the_same() -> None:
    plan = plan_of(ENGLAND, date(2021, 12, 14), notice=Lag(3, Unit.MONTHS), sector=Sector.VOLUNTARY)
    [found] = hears(plan).values()
    assert (found.kind, found.reason) == (Kind.NOTICE, "3 months before 14 December 2021")


def test_a_voluntary_partner_without_a_notice_period_still_has_its_three_months() -> None:
    [found] = hears(plan_of(ENGLAND, date(2021, 12, 14), sector=Sector.VOLUNTARY)).values()
    assert found.kind is Kind.THREE_MONTHS
    assert found.by == days.number(date(2021, 9, 14))


def test_whoever_has_accepted_a_place_has_no_need_of_three_months() -> None:
    accepted = stated(date(2021, 9, 17))
    row: dict[str, Any] = {"notice": Lag(4, Unit.WEEKS), "offer_accepted": accepted}
    [found] = hears(plan_of(ENGLAND, date(2021, 12, 14), sector=Sector.VOLUNTARY, **row)).values()
    assert (found.kind, found.reason) == (Kind.NOTICE, "4 weeks before 14 December 2021")


def test_one_that_was_told_too_late_is_done_and_says_by_how_much() -> None:
    row: dict[str, Any] = {"notice": Lag(4, Unit.WEEKS), "told": stated(date(2021, 11, 15))}
    found = hears(plan_of(ENGLAND, date(2021, 12, 10), **row))[Kind.NOTICE]
    assert found.status is Status.DONE
    assert found.reason == "4 weeks before 10 December 2021; 3 calendar days too late"


@pytest.mark.parametrize("answer", ["acknowledged", "offer_accepted", "extension_requested"])
def test_whoever_has_answered_is_not_reminded(answer: str) -> None:
    heard = stated(date(2021, 9, 14))
    row: dict[str, Any] = {"told": heard, answer: stated(date(2021, 9, 16))}
    assert Kind.REMINDER not in hears(plan_of(ENGLAND, date(2021, 12, 10), **row))
    assert Kind.REMINDER in hears(plan_of(ENGLAND, date(2021, 12, 10), told=heard))


def test_an_answer_to_an_earlier_letter_is_no_answer() -> None:
    row: dict[str, Any] = {
        "told": stated(date(2021, 9, 14)),
        "acknowledged": stated(date(2021, 9, 16)),
        "notice_served": stated(date(2021, 10, 1)),
    }
    assert Kind.REMINDER in hears(plan_of(ENGLAND, date(2021, 12, 10), **row))


def test_who_stays_or_is_out_hears_nothing(plan: Plan) -> None:
    """
    workflows:
      w: {for: each occupation, steps: {out: {}}}
    properties:
      - {id: elm, future: surplus}
      - {id: oak, future: retained}
      - {id: mill, future: lease}
    partners:
      - {id: nursery, sector: nursery}
      - {id: nurses, sector: nhs}
    occupations:
      - {property: elm, partner: nursery, "done:out": 2021-09-01, notice: 4 weeks}
      - {property: oak, partner: nursery, notice: 4 weeks}
      - {property: mill, partner: nurses, notice: 4 weeks}
    """
    assert notices(solve_plan(plan)) == ()
