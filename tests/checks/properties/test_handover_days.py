"""Has every handover a day, and one that the plan has room for?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from earlyhelp import Finding
from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.properties.conftest import Elm, Find

#: Of a limit and the days of as many centres: what is found.
Limited = Callable[..., list[Finding]]


@pytest.fixture
def limited(find: Find) -> Limited:
    """What is found of as many centres, handed over on these days."""

    def run(limit: str, *stated: str) -> list[Finding]:
        rows = "".join(
            f"  - {{id: c-{number}, future: surplus, handed_over: {day}}}\n"
            for number, day in enumerate(stated, start=1)
        )
        steps = "steps: {handed_over: {}}"
        return find(
            "EH408",
            f"workflows:\n  handover:\n    {steps}\n    limits: [{limit}]\nproperties:\n{rows}",
        )

    return run


# EH410: every handover has a day


def test_a_handover_without_a_day_is_said_with_the_latest_that_it_can_be(elm: Elm) -> None:
    last = """
    milestones:
      assets.last_handover: {on: 2021-12-20, after: all properties.handed_over}
    """
    [finding] = elm("EH410", "", also=last)
    expected = (
        "no day is stated for the handover of Elm Road; it can be no later than Monday 20 "
        "December 2021"
    )
    assert expected == finding.message
    assert finding.severity is Severity.WARNING
    [finding] = elm("EH410", "")
    assert finding.message == "no day is stated for the handover of Elm Road"


def test_a_plan_that_cannot_be_met_says_nothing_of_how_late_it_can_be(elm: Elm) -> None:
    impossible = """
    milestones:
      assets.last_handover: {on: 2021-12-20, after: [all properties.handed_over, lease]}
      lease: {on: 2022-01-10}
    """
    [finding] = elm("EH410", "", also=impossible)
    assert finding.message == "no day is stated for the handover of Elm Road"


def test_a_handover_with_a_day_and_a_property_that_is_not_handed_over(find: Find, elm: Elm) -> None:
    for says in ("handed_over", "'on:handed_over'", "'done:handed_over'"):
        assert not elm("EH410", f"{says}: 2021-09-16")
    assert not find("EH410", "properties:\n  - {id: elm, future: surplus}\n")


def test_a_property_that_is_accepted_without_a_handover_is_said_once(elm: Elm) -> None:
    assert elm("EH401", "'done:accepted': 2021-09-16")
    assert not elm("EH410", "'done:accepted': 2021-09-16")


# EH406: the last handover is the last one


@pytest.mark.parametrize(
    ("last", "handed_over", "late"),
    [
        ("2021-12-20", "2021-12-20", []),
        ("2021-12-20", "2021-12-21", [1]),
        ("end of 2021-12", "2021-12-31", []),
        ("end of 2021-12", "2022-01-01", [1]),
    ],
)
def test_no_property_is_handed_over_after_the_last(
    elm: Elm, last: str, handed_over: str, late: list[int]
) -> None:
    milestone = f"milestones:\n  assets.last_handover: {{expected: {last}}}"
    found = elm("EH406", f"handed_over: {handed_over}", also=milestone)
    assert late == [finding.short_by_days for finding in found]


def test_a_plan_can_give_the_last_handover_a_name_of_its_own(elm: Elm) -> None:
    also = """
    settings: {last_handover: centres.gone}
    milestones:
      centres.gone: {on: 2021-12-20}
    """
    [finding] = elm("EH406", "handed_over: 2021-12-22", also=also)
    expected = (
        "Elm Road is handed over on Wednesday 22 December 2021, 2 days after the day of "
        "centres.gone, Monday 20 December 2021"
    )
    assert expected == finding.message
    assert finding.severity is Severity.ERROR
    assert finding.subjects == ("elm", "centres.gone")


def test_without_a_day_for_the_last_handover_nothing_is_after_it(elm: Elm) -> None:
    assert not elm("EH406", "handed_over: 2021-12-22")
    undated = "milestones:\n  assets.last_handover: {}"
    assert not elm("EH406", "handed_over: 2021-12-22", also=undated)


# EH408: no more than so many in a time

REMEDY = "`eh plan fix --limits` looks for days that keep it"


@pytest.mark.parametrize(
    ("limit", "stated", "period"),
    [
        ("a week", ("2021-12-13", "2021-12-19"), "the week of Monday 13 December 2021"),
        ("a week", ("2021-12-12", "2021-12-13"), None),
        ("a week", ("2021-12-19", "2021-12-20"), None),
        ("a week", ("1970-01-01", "1970-01-02"), "the week of Monday 29 December 1969"),
        ("a month", ("2021-12-01", "2021-12-31"), "December 2021"),
        ("a month", ("2021-11-30", "2021-12-01"), None),
        ("a month", ("2020-12-01", "2021-12-01"), None),
        ("a working day", ("2021-12-13", "2021-12-13"), "Monday 13 December 2021"),
        ("a working day", ("2021-12-13", "2021-12-14"), None),
    ],
)
def test_two_in_one_period_of_a_limit_of_one(
    limited: Limited, limit: str, stated: tuple[str, ...], period: str | None
) -> None:
    found = limited(f"no more than 1 handed_over {limit}", *stated)
    assert bool(found) is (period is not None)
    for finding in found:
        expected = (
            f"the limit, no more than 1 handed over {limit}, is not kept by the days as stated: "
            f"{period} has 2: c-1 and c-2; {REMEDY}"
        )
        assert expected == finding.message
        assert finding.severity is Severity.WARNING
        assert finding.subjects == ("c-1.handed_over", "c-2.handed_over")


def test_as_many_as_the_limit_keep_it_and_each_period_over_it_is_said(limited: Limited) -> None:
    week, month = ["2021-12-13"] * 2, ["2022-01-10"] * 3
    assert not limited("no more than 3 handed_over a week", *week, *month)
    found = limited("no more than 1 handed_over a week", *month, *week)
    assert [len(finding.subjects) for finding in found] == [3, 2]
    assert {finding.place.line for finding in found if finding.place} == {8}


def test_only_the_first_names_are_said(limited: Limited) -> None:
    [finding] = limited("no more than 1 handed_over a week", *["2021-12-13"] * 4)
    assert finding.message.endswith(f"has 4: c-1, c-2, c-3 and c-4; {REMEDY}")
    [finding] = limited("no more than 1 handed_over a week", *["2021-12-13"] * 5)
    assert finding.message.endswith(f"has 5: c-1, c-2, c-3 and 2 more; {REMEDY}")


def test_a_rough_day_counts_where_all_of_it_lies_in_one_period(limited: Limited) -> None:
    assert limited("no more than 1 handed_over a week", "week of 2021-12-13", "2021-12-13")
    assert limited("no more than 1 handed_over a month", "2021-12", "2021-12-13")
    assert not limited("no more than 1 handed_over a week", "2021-12", "2021-12-01")
    assert not limited("no more than 1 handed_over a month", "end of 2021-12", "2021-12-13")


def test_a_row_without_a_day_does_not_count(limited: Limited) -> None:
    week = "no more than 1 handed_over a week"
    assert not limited(week, "2021-12-13", "")
    assert limited(week, "2021-12-13", "", "2021-12-14")


def test_a_limit_of_what_partners_do_names_partner_and_property(find: Find) -> None:
    [finding] = find(
        "EH408",
        """
        workflows:
          leaving:
            for: each occupation
            steps: {out: {}}
            limits: [no more than 1 out a working day]
        properties:
          - {id: elm, name: Elm Road}
        partners:
          - {id: nursery, name: Seashell Nursery}
          - {id: choir}
        occupations:
          - {property: elm, partner: nursery, out: 2021-12-13}
          - {property: elm, partner: choir, done:out: 2021-12-13}
        """,
    )
    assert finding.message.endswith(
        f"has 2: Seashell Nursery in Elm Road and choir in Elm Road; {REMEDY}"
    )
