"""EH707: what has slipped since the plan was agreed, and first what the launch makes of it."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Finding, Plan
from earlyhelp.checks import check_plan
from earlyhelp.dates import DateExpression
from earlyhelp.files.baselines import read_baseline
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Stated
from earlyhelp.model.baselines import Baseline, BaselineDay
from earlyhelp.testing import Diary, kept_plans

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
JOURNAL = "recorded_at,by,action,subject,day,was,reason,evidence\n"


def slips(said: str, agreed: str, journal: str = "") -> list[Finding]:
    """What a plan with these lines says of a baseline with these rows."""
    plan = parse(
        f"{HEAD}settings: {{baseline: approved}}\nmilestones:\n{said}".encode(),
        open_baseline=lambda name: read_baseline(f"id,day,as\n{agreed}".encode(), name),
        recorded=(JOURNAL + journal).encode(),
    )
    return [finding for finding in check_plan(plan)[1] if finding.code == "EH707"]


def test_the_launch_comes_first_and_then_each_day_with_where_its_reason_is() -> None:
    found = slips(
        "  response: {on: 2021-10-12}\n"
        "  letters: {expected: 2021-10-20, after: response}\n"
        "  offer.launch: {expected: 2022-01-04, after: response}\n",
        "offer.launch,2021-12,expected\nletters,2021-10-20,expected\nresponse,2021-10-12,on\n",
        "2021-09-16T09:00:00+00:00,office,moved,response,2021-10-22,2021-10-12,More\ttime,\n",
    )
    assert [item.subjects for item in found] == [("offer.launch",), ("response",), ("letters",)]
    first, second, third = (item.message for item in found)
    assert first == (
        "against the baseline approved, the launch slipped from December 2021 to "
        "4 January 2022: 4 calendar days (1 working day) later; 3 of 3 stated days slipped"
    )
    assert second == (
        "response slipped from 12 October 2021 to 22 October 2021: 10 calendar days "
        "(8 working days) later (its reason: journal.csv:2)"
    )
    assert third == (
        "letters slipped from 20 October 2021 to 22 October 2021 (earliest): 2 calendar days "
        "(2 working days) later (response moved to 22 October 2021; the reason: journal.csv:2)"
    )
    assert not any("More" in item.message for item in found), "what was typed stays in the journal"
    places = [item.place and (item.place.file, item.place.line) for item in found]
    assert places == [("baselines/approved.csv", 2), ("journal.csv", 2), ("plan.yaml", 9)]


def test_a_launch_that_holds_is_said_to_hold() -> None:
    [first, second] = slips(
        "  response: {on: 2021-10-13}\n  offer.launch: {on: 2022-01-04}\n",
        "response,2021-10-12,on\noffer.launch,2022-01-04,on\n",
    )
    assert first.message == (
        "against the baseline approved, the launch has not moved: 4 January 2022; "
        "1 of 2 stated days slipped"
    )
    assert second.subjects == ("response",)


def test_a_launch_that_nobody_had_promised_is_no_reason_to_say_nothing() -> None:
    first, second = slips(
        "  response: {on: 2021-10-13}\n  offer.launch: {on: 2022-01-04}\n",
        "response,2021-10-12,on\n",
    )
    assert first.message == (
        "against the baseline approved, the launch is not in the baseline; "
        "1 of 1 stated day slipped"
    )
    assert first.place is not None
    assert second.subjects == ("response",)


def test_without_a_launch_it_is_the_last_milestone_that_was_promised() -> None:
    [first] = slips(
        "  response: {on: 2021-10-12}\n  keys: {on: 2021-12-21}\n  worked_out: {after: keys}\n"
        "  since: {on: 2022-03-01}\n",
        "response,2021-10-12,on\nkeys,2021-12-20,on\nworked_out,2021-12-20,earliest\n"
        "gone,2022-02-01,on\n",
    )
    assert first.subjects == ("keys",)
    assert first.message == (
        "against the baseline approved, the last milestone, keys, slipped from 20 December 2021 "
        "to 21 December 2021: 1 calendar day (1 working day) later; 1 of 2 stated days slipped"
    )


def test_what_is_earlier_new_gone_or_was_never_promised_is_no_slip() -> None:
    assert not slips(
        "  early: {on: 2021-10-11}\n  new: {on: 2021-12-21}\n  worked_out: {after: new}\n",
        "early,2021-10-12,on\nworked_out,2021-10-12,earliest\ngone,2021-10-12,on\n",
    )


@given(drawn=kept_plans(), by=st.lists(st.integers(-40, 40), min_size=8, max_size=8))
def test_each_day_that_is_later_is_found_once_and_no_other(
    drawn: tuple[Plan, Diary], by: list[int]
) -> None:
    """Against a baseline that was drawn so far from the plan."""
    plan, diary = drawn
    said = tuple(
        attrs.evolve(item, on=None, done=None, expected=_stated(diary[item.id]))
        for item in plan.milestones
    )
    agreed = tuple(
        BaselineDay(
            id=item.id, when=DateExpression.of(diary[item.id] - timedelta(late)), kind="expected"
        )
        for item, late in zip(said, by, strict=False)
    )
    plan = attrs.evolve(plan, milestones=said, baseline=Baseline(name="drawn", days=agreed))
    found = [finding for finding in check_plan(plan)[1] if finding.code == "EH707"]
    late = {item.id for item, days in zip(said, by, strict=False) if days > 0}
    assert bool(found) == bool(late)
    if found:
        last = max(said, key=lambda item: diary[item.id])
        assert found[0].subjects == (last.id,)
        named = [name for finding in found[1:] for name in finding.subjects]
        assert sorted(named) == sorted(late - {last.id})


def _stated(day: date) -> Stated:
    return Stated(DateExpression.of(day), Place("plan.yaml", 1, 1))
