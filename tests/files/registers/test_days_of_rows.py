"""Can a workflow leave a day to the rows, so that it is typed once, where it is known?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Finding, Lag, Plan, WorkingCalendar
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.model import Milestone
from earlyhelp.testing import days, lags

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
ENGLAND = WorkingCalendar(nation="england")
CHARITY = "{property: elm, partner: food, told: 2021-09-13}"


def plan_of(step: str, row: str = CHARITY, *, rows: str = "each occupation") -> str:
    return f"""{HEAD}
workflows:
  leaving:
    for: {rows}
    steps:
      heard: {step}
      out: {{}}
properties:
  - {{id: elm, future: surplus, lease_end: 2021-12-24}}
partners:
  - {{id: food, sector: voluntary}}
  - {{id: baby, sector: nursery}}
  - {{id: play, sector: nursery, voluntary: yes}}
  - {{id: band, sector: voluntary, voluntary: no}}
  - {{id: none}}
occupations:
  - {row}
"""


def read(step: str, row: str = CHARITY, *, rows: str = "each occupation") -> Plan:
    return parse(plan_of(step, row, rows=rows).encode())


def heard(step: str, row: str = CHARITY) -> Milestone:
    return read(step, row)["elm.food.heard"]


def problem(step: str) -> Finding:
    with pytest.raises(UnreadablePlanError) as refused:
        read(step)
    [finding] = refused.value.findings
    return finding


@given(lag=lags(), told=days(date(2019, 1, 1), date(2027, 12, 31)))
def test_a_deadline_after_a_day_of_the_row_is_that_day_and_the_lag(lag: Lag, told: date) -> None:
    row = f"{{property: elm, partner: food, told: {told}}}"
    [by] = heard(f"{{by: occupation.told + {lag}}}", row).by
    assert by.when.first == lag.later(told, ENGLAND)
    assert by.place == read("{}", row).registers.occupations[0].told.place  # type: ignore[union-attr]


@given(lag=lags(), until=days(date(2019, 1, 1), date(2027, 12, 31)))
def test_a_deadline_before_a_day_of_the_row_leaves_the_whole_lag(lag: Lag, until: date) -> None:
    row = f"{{property: elm, partner: food, extended_to: {until}}}"
    [by] = heard(f"{{by: occupation.extended_to - {lag}}}", row).by
    assert lag.later(by.when.first, ENGLAND) <= until
    if lag.unit.follows_working_days:
        assert ENGLAND.is_working(by.when.first)
    else:
        assert by.when.first == lag.latest_from(until, ENGLAND)


@given(words=st.sampled_from(["week of 2021-09-13", "2021-09", "2021-09-10 to 2021-09-17"]))
def test_a_less_exact_day_is_counted_from_the_last_that_it_can_mean(words: str) -> None:
    row = f"{{property: elm, partner: food, told: {words}}}"
    [by] = heard("{by: occupation.told + 1 calendar day}", row).by
    told = read("{}", row).registers.occupations[0].told  # type: ignore[union-attr]
    assert told is not None
    assert by.when.low == told.when.high + 1


@pytest.mark.parametrize(
    ("said", "step", "day"),
    [
        ("1970-01-02", "- 1 calendar day", "1970-01-01"),
        ("1970-01-01", "- 1 calendar day", None),
        ("2099-12-30", "+ 1 calendar day", "2099-12-31"),
        ("2099-12-31", "+ 1 calendar day", None),
    ],
)
def test_a_day_is_counted_to_both_ends_of_the_calendar(
    said: str, step: str, day: str | None
) -> None:
    by = heard(f"{{by: occupation.told {step}}}", CHARITY.replace("2021-09-13", said)).by
    assert [stated.when.text for stated in by] == ([day] if day else [])


def test_without_a_lag_the_day_keeps_its_words() -> None:
    row = "{property: elm, partner: food, told: week of 2021-09-13}"
    done = heard("{done: occupation.told}", row).done
    assert done is not None
    assert (done.when.text, done.column) == ("week of 2021-09-13", "told")


def test_a_day_that_is_counted_knows_of_which_column() -> None:
    [by] = heard("{by: occupation.extended_to or occupation.told + 1 week}").by
    assert (by.when.text, by.column) == ("2021-09-20", "told")
    assert by.because == (
        "occupation.extended_to or occupation.told + 1 week, which is Monday 13 September 2021"
    )


def test_of_several_columns_the_first_that_is_filled_counts() -> None:
    step = "{done: occupation.notice_served or occupation.told}"
    for cells, day in (
        ("told: 2021-09-13", "2021-09-13"),
        ("notice_served: 2021-09-15, told: 2021-09-13", "2021-09-15"),
    ):
        done = heard(step, f"{{property: elm, partner: food, {cells}}}").done
        assert done is not None
        assert done.when.text == day
    assert heard(step, "{property: elm, partner: food}").done is None


@pytest.mark.parametrize("key", ["on", "expected", "done"])
def test_what_the_row_says_of_the_step_itself_wins(key: str) -> None:
    column = "heard" if key == "expected" else f"'{key}:heard'"
    milestone = heard(
        f"{{{key}: occupation.told}}", CHARITY.replace("}", f", {column}: 2021-09-16}}")
    )
    [said] = (said for said in (milestone.on, milestone.expected, milestone.done) if said)
    assert said.when.text == "2021-09-16"
    assert said is getattr(milestone, key)


def test_its_property_and_its_partner_can_be_asked_too() -> None:
    plan = read("{by: property.lease_end}")
    assert [stated.when.text for stated in plan["elm.food.heard"].by] == ["2021-12-24"]


def test_a_day_that_is_counted_is_nothing_to_move() -> None:
    """It stands in no cell, so no fix may tell people to type another day there."""
    step = "{by: occupation.told + 10 working days, not_before: 2021-10-20}"
    [conflict] = [item for item in earlyhelp.check(read(step)) if item.code == "EH201"]
    assert not conflict.fixes
    assert "occupation.told + 10 working days" in str(conflict.chain)


@pytest.mark.parametrize(
    ("step", "code", "said"),
    [
        ("{by: occupation.tolled + 1 week}", "EH022", "did you mean"),
        ("{by: occupation.rooms}", "EH022", "occupation.rooms is no date"),
        ("{by: occupation.told + 3 days}", "EH010", "3 working days"),
        ("{by: occupation.told + soon}", "EH009", "soon"),
        ("{done: occupation.told + 1 week}", "EH022", "without a lag"),
        ("{by: partner.is_voluntary}", "EH022", "no date"),
    ],
)
def test_what_is_no_day_of_a_row_is_refused(step: str, code: str, said: str) -> None:
    finding = problem(step)
    assert finding.code == code
    assert said in finding.message


def test_a_property_is_not_asked_for_what_each_occupation_says() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        read("{by: occupation.told}", rows="each property")
    [finding] = refused.value.findings
    assert "there can be several" in finding.message


@pytest.mark.parametrize(
    ("partner", "is_for"),
    [("food", True), ("baby", False), ("play", True), ("band", False), ("none", False)],
)
def test_a_workflow_can_be_for_the_partners_of_a_kind(partner: str, is_for: bool) -> None:
    row = f"{{property: elm, partner: {partner}}}"
    rows = "each occupation where partner.is_voluntary is yes and property.future is surplus"
    assert (f"elm.{partner}.heard" in read("{}", row, rows=rows)) is is_for
