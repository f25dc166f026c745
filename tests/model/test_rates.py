"""How long does work take that is done at a rate?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Finding, Lag, Plan, Unit
from earlyhelp.errors import NotALagError, UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.model import Rate

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
PLAN = """
facts: {interviews: 34, many: about 30}
milestones:
  response: {on: 2021-10-12}
  launch: {on: 2021-10-20, after: selection.end}
stages:
  selection:
    lasts: facts.interviews interviews at 4 a working day
    after: response
"""


def read(said: str) -> Plan:
    """The plan with these lines."""
    return parse((HEAD + said).encode())


def no_name(name: str) -> int:
    """Counts nothing by name."""
    raise AssertionError(name)


@given(count=st.integers(0, 5000), each=st.integers(1, 200))
def test_the_work_fits_into_its_length_and_into_no_shorter_one(count: int, each: int) -> None:
    rate = Rate.parse(f"{count} meetings at {each} a working day", no_name)
    assert rate.lag.unit is Unit.WORKING_DAYS
    assert rate.lag.count * each >= count
    assert rate.lag.count == 0 or (rate.lag.count - 1) * each < count


@given(count=st.integers(1, 5000), each=st.integers(1, 200), within=st.integers(1, 300))
def test_a_rate_to_be_done_in_time_is_the_least_that_is(count: int, each: int, within: int) -> None:
    rate = Rate.parse(f"{count} meetings at {each} a week", no_name)
    faster = rate.within(Lag(within, Unit.WEEKS))
    assert faster.lag.count <= within
    slower = Rate.parse(f"{count} meetings at {max(1, faster.each - 1)} a week", no_name)
    assert faster.each == 1 or slower.lag.count > within


@given(
    count=st.integers(0, 999),
    each=st.integers(1, 99),
    unit=st.sampled_from(["working day", "calendar day", "week"]),
)
def test_a_rate_is_written_as_it_is_read(count: int, each: int, unit: str) -> None:
    text = f"{count} site visits at {each} a {unit}"
    assert str(Rate.parse(text, no_name)) == text


def test_the_sum_is_a_line_of_the_proof_and_a_fix_names_the_rate_to_type() -> None:
    (conflict,) = (item for item in earlyhelp.check(read(PLAN)) if item.code == "EH201")
    texts = [step.text for step in conflict.chain]
    assert "selection, 34 interviews, 4 a working day: 9 working days" in texts
    typed = {fix.field: fix.after for fix in conflict.fixes}
    assert typed["lasts"] == "facts.interviews interviews at 6 a working day"
    mended = read(PLAN.replace("at 4 a", "at 6 a"))
    assert earlyhelp.solve(mended).feasible
    assert not earlyhelp.solve(read(PLAN.replace("at 4 a", "at 5 a"))).feasible


def test_work_that_fits_into_no_time_at_all_is_not_offered_to_be_done_faster() -> None:
    said = PLAN.replace("2021-10-20", "2021-10-12")
    (conflict,) = (item for item in earlyhelp.check(read(said)) if item.code == "EH201")
    assert "lasts" not in {fix.field for fix in conflict.fixes}
    assert any("in 1 working day, still 1 day short" in said for said in conflict.not_enough)


def test_rows_of_a_register_can_be_counted() -> None:
    said = PLAN.replace("facts.interviews interviews", "registers.properties inspections")
    plan = read(said.replace("4 a", "2 a") + "properties: [{id: elm}, {id: oak}, {id: ash}]\n")
    (link,) = (item for item in plan.links if item.rate is not None)
    assert link.in_words() == "selection, 3 inspections, 2 a working day: 2 working days"


@pytest.mark.parametrize(
    ("lasts", "reason"),
    [
        ("facts.interview interviews at 4 a working day", "there is no such fact"),
        ("facts.many interviews at 4 a working day", "is not a number"),
        ("registers.buildings inspections at 4 a working day", "there is no such register"),
        ("34 interviews at 4 a month", "is not a rate"),
        ("34 interviews at 0 a week", "is not a rate"),
        ("some interviews at 4 a week", "is not a rate"),
    ],
)
def test_a_rate_that_is_none_says_why(lasts: str, reason: str) -> None:
    with pytest.raises(UnreadablePlanError) as caught:
        read(PLAN.replace("facts.interviews interviews at 4 a working day", lasts))
    found: tuple[Finding, ...] = caught.value.findings
    assert [item.code for item in found] == ["EH027"]
    assert reason in found[0].message


def test_only_numbers_and_names_count() -> None:
    with pytest.raises(NotALagError):
        Rate.parse("a few interviews at 4 a week", no_name)
