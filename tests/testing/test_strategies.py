"""Do the strategies draw what they say, reach the edges, and show what a person can read?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

import earlyhelp
from earlyhelp import Plan, testing
from earlyhelp.dates import DateExpression, Lag, Precision, Unit, WorkingCalendar
from earlyhelp.dates.bank_holidays import NATIONS, bank_holidays
from earlyhelp.model.registers import Registers
from earlyhelp.testing import (
    Diary,
    Folder,
    as_yaml,
    broken_plans,
    calendars,
    circular_plans,
    date_expressions,
    days,
    every_schedule,
    kept_plans,
    lags,
    plan_folders,
    plan_of,
    small_plans,
    write_folder,
)

Drawn = TypeVar("Drawn")
CIRCLE: Final = "EH101"
PLANS: Final = (
    kept_plans().map(lambda kept: kept[0])
    | broken_plans()
    | small_plans()
    | circular_plans().map(lambda drawn: drawn[0])
)


def first_found(
    drawn: st.SearchStrategy[Drawn], is_so: Callable[[Drawn], bool], *, among: int = 300
) -> Drawn:
    """The simplest that is so, found among as many as a test of somebody else's tries."""
    found: list[Drawn] = []

    @settings(
        max_examples=among,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
    )
    @given(example=drawn)
    def fails(example: Drawn) -> None:
        if is_so(example):
            found.append(example)
            raise _FoundError

    with pytest.raises(_FoundError):
        fails()
    return found[-1]


class _FoundError(Exception):
    """What a test of somebody else raises when it fails."""


@pytest.mark.parametrize(
    ("edge", "is_so"),
    [
        ("a leap day", lambda day: (day.month, day.day) == (2, 29)),
        (
            "the last of a month of 30 days",
            lambda day: day.day == 30 and day.month in (4, 6, 9, 11),
        ),
        ("the last of a month of 31 days", lambda day: day.day == 31),
        ("a Saturday", lambda day: day.weekday() == 5),
        ("a Sunday", lambda day: day.weekday() == 6),
        ("Easter Monday", lambda day: "Easter Monday" in holidays_on(day)),
        ("a holiday that stands in for another", lambda day: "substitute" in holidays_on(day)),
        ("a holiday of one nation alone", lambda day: "Boyne" in holidays_on(day)),
        ("the day before a holiday", lambda day: bool(holidays_on(day + timedelta(days=1)))),
        ("Maundy Thursday", lambda day: "Good Friday" in holidays_on(day + timedelta(days=1))),
        ("no day of note at all", lambda day: 10 < day.day < 20 and day.weekday() == 1),
    ],
)
def test_days_reach_every_edge(edge: str, is_so: Callable[[date], bool]) -> None:
    assert is_so(first_found(days(), is_so, among=500)), edge


def holidays_on(day: date) -> str:
    """The names of the bank holidays on a day, in any nation."""
    return ", ".join(bank_holidays(nation, day.year).get(day, "") for nation in NATIONS).strip(", ")


@given(data=st.data(), first=days(), length=st.integers(0, 400))
def test_days_are_from_the_first_to_the_last(data: st.DataObject, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    assert first <= data.draw(days(first, last)) <= last


@given(when=date_expressions())
def test_a_date_is_as_plans_have_it(when: DateExpression) -> None:
    assert DateExpression.parse(when.text) == when
    assert when.first <= when.last


@pytest.mark.parametrize("precision", Precision)
def test_dates_are_of_every_precision(precision: Precision) -> None:
    found = first_found(date_expressions(), lambda when: when.precision is precision)
    assert found.precision is precision


def months_later(start: date, months: int) -> date:
    """A mistake that people make: what a month does not have becomes its 28th."""
    years, month = divmod(start.month - 1 + months, 12)
    try:
        return start.replace(year=start.year + years, month=month + 1)
    except ValueError:
        return date(start.year + years, month + 1, 28)


def working_days_later(start: date, number: int) -> date:
    """Another: there are weekends, and no holidays."""
    while number:
        start += timedelta(days=1)
        number -= start.weekday() < 5
    return start


@pytest.mark.parametrize(
    ("unit", "wrong"), [(Unit.MONTHS, months_later), (Unit.WORKING_DAYS, working_days_later)]
)
def test_a_mistake_in_counting_days_is_found(
    unit: Unit, wrong: Callable[[date, int], date]
) -> None:
    asked = st.tuples(lags((unit,)), calendars(closures=0), days())

    def differs(drawn: tuple[Lag, WorkingCalendar, date]) -> bool:
        lag, calendar, start = drawn
        return lag.later(start, calendar) != wrong(start, lag.count)

    lag, calendar, _ = first_found(asked, differs)
    assert 1 <= lag.count <= 3  # 31 January is simpler than 31 March, and April is three on
    assert calendar == WorkingCalendar(nation="england")


@given(plan=PLANS)
def test_what_is_shown_of_a_plan_makes_it_again(plan: Plan) -> None:
    shown = pretty(plan)
    assert shown.startswith('plan_of(r"""\n')
    again = eval(shown, {"plan_of": plan_of})  # noqa: S307 - as somebody pastes it
    assert as_yaml(again) == as_yaml(plan)
    ours, theirs = earlyhelp.solve(plan), earlyhelp.solve(again)
    assert (ours.feasible, ours.earliest, ours.latest) == (
        theirs.feasible,
        theirs.earliest,
        theirs.latest,
    )


def test_a_plan_with_more_than_its_text_says_so() -> None:
    plan, _ = first_found(kept_plans(), lambda _: True)
    assert "#" not in pretty(plan)
    said = attrs.evolve(plan, registers=Registers())
    assert "    # and registers, which are not shown\n    format: 1\n" in pretty(said)


def test_the_simplest_plan_that_cannot_be_met_has_as_few_lines_as_it_can() -> None:
    plan = first_found(broken_plans(), lambda _: True)
    assert pretty(plan).splitlines()[1:-1] == [
        "    format: 1",
        "    id: drawn",
        '    title: "A drawn plan"',
        "    nation: england",
        "    days: working",
        "    milestones:",
        "      m0:",
        "        on: 2020-06-01",
        "        days: working",
        "      extra.middle:",
        "        days: any",
        "        after:",
        "          - link: m0 + 3 calendar days",
        "      extra.end:",
        "        days: any",
        "        after:",
        "          - link: extra.middle",
        "        by:",
        "          - 2020-06-01",
    ]


@given(plan=broken_plans())
def test_a_broken_plan_cannot_be_met(plan: Plan) -> None:
    assert not earlyhelp.solve(plan).feasible


@given(drawn=circular_plans())
def test_a_circle_is_all_that_is_wrong_with_a_circular_plan(
    drawn: tuple[Plan, tuple[str, ...]],
) -> None:
    plan, circle = drawn
    [found] = [finding for finding in earlyhelp.check(plan) if finding.code == CIRCLE]
    assert {*found.subjects} == {*circle}
    tied = {(link.first, link.then) for link in plan.links}
    assert tied >= {*zip(circle, (*circle[1:], circle[0]), strict=True)}
    cut = tuple(link for link in plan.links if link.then != circle[0])
    assert earlyhelp.solve(attrs.evolve(plan, links=cut)).feasible


def has_a_circle(plan: Plan) -> bool:
    """Whether minimum lags lead back to where they began."""
    return bool(earlyhelp.solve(plan).network.cycles)


def test_small_plans_have_circles_only_where_somebody_wants_them() -> None:
    assert has_a_circle(first_found(small_plans(), has_a_circle, among=300))
    with pytest.raises(pytest.fail.Exception):
        first_found(small_plans(circles=False), has_a_circle, among=300)


def test_no_diary_of_a_kept_plan_breaks_it() -> None:
    def breaks(kept: tuple[Plan, Diary]) -> bool:
        plan, diary = kept
        schedule = earlyhelp.solve(plan)
        return not all(
            (schedule.earliest[name] or day) <= day <= (schedule.latest[name] or day)
            for name, day in diary.items()
        )

    with pytest.raises(pytest.fail.Exception):
        first_found(kept_plans(), breaks, among=300)


@given(plan=small_plans(circles=False))
def test_without_circles_the_days_alone_say_whether_a_small_plan_can_be_met(plan: Plan) -> None:
    assert earlyhelp.solve(plan).feasible == any(True for _ in every_schedule(plan))


def test_schedules_without_an_end_are_not_tried() -> None:
    plan = plan_of(
        """
        format: 1
        id: open
        title: Open
        nation: england
        milestones:
          begun: {not_before: 2021-09-06, by: [2021-09-10, 2021-09-08]}
          ended: {after: begun, not_before: 2021-09-07}
        """
    )
    with pytest.raises(ValueError, match=r"^ended has no last day: say from when to when$"):
        next(every_schedule(plan))
    last = date(2021, 9, 8)
    assert [diary["begun"].day for diary in every_schedule(plan, last=last)] == [6, 6, 7, 7, 8]


@given(files=plan_folders())
def test_every_folder_is_read_and_checked(files: Folder) -> None:
    plan = loaded(files)
    assert plan.registers is not None
    rows = [*plan.registers.properties, *plan.registers.partners, *plan.registers.occupations]
    assert len(rows) == sum(files[name].count("\n") - 1 for name in files if "csv" in name)
    assert earlyhelp.check(plan) == earlyhelp.check(loaded(files))


@pytest.mark.parametrize("is_feasible", [True, False])
def test_some_folders_can_be_met_and_some_cannot(is_feasible: bool) -> None:
    def asked(files: Folder) -> bool:
        return earlyhelp.solve(loaded(files)).feasible is is_feasible

    first_found(plan_folders(), asked, among=1_000)


def test_a_folder_shows_file_by_file() -> None:
    shown = pretty(Folder({"plan.yaml": "format: 1\nid: a\n", "properties.csv": "id\nelm\n"}))
    assert shown.splitlines() == [
        "Folder of these files:",
        "    --- plan.yaml",
        "    format: 1",
        "    id: a",
        "    --- properties.csv",
        "    id",
        "    elm",
    ]


def loaded(files: Folder) -> Plan:
    """The plan of a drawn folder, by the way that people take."""
    with tempfile.TemporaryDirectory() as there:
        return earlyhelp.load(write_folder(files, Path(there) / "plan"), name="plan")


@pytest.mark.parametrize(
    "strategy",
    [
        days,
        date_expressions,
        lags,
        calendars,
        kept_plans,
        broken_plans,
        circular_plans,
        small_plans,
        plan_folders,
    ],
)
def test_drawing_is_healthy(strategy: Callable[[], st.SearchStrategy[Any]]) -> None:
    # how long it takes is for benchmarks: a busy machine would fail here
    @settings(max_examples=20, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(drawn=strategy())
    def draws(drawn: object) -> None:
        assert drawn is not None

    draws()


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    for name in testing.__all__:
        what = getattr(testing, name)
        assert not callable(what) or name == "Diary" or what.__doc__
