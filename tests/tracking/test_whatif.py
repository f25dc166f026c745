"""What would be different in a plan: from the definition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random

import attrs
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.checks import check_plan
from earlyhelp.dates import DateExpression
from earlyhelp.dates.slips import slipped
from earlyhelp.files.journal import as_lines
from earlyhelp.files.load import parse
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Milestone, Plan, Stated
from earlyhelp.model.holding import cost_of_days, pounds
from earlyhelp.model.journal import Action, Entry
from earlyhelp.testing import as_yaml, broken_plans, kept_plans, lags
from earlyhelp.tracking.whatif import Said, WhatIf, whatif

AS_AT = date(2020, 1, 1)
_NOWHERE = Place("", 0, 0)


def stated(text: str) -> Stated:
    return Stated(DateExpression.parse(text), _NOWHERE)


def moved(milestone: Milestone, day: str) -> Entry:
    was = milestone.on or milestone.expected
    return Entry(
        recorded_at="2021-09-17T09:00:00+00:00",
        by="programme office",
        action=Action.MOVED,
        subject=milestone.id,
        day=stated(day),
        was=was.when.text if was else "",
        place=_NOWHERE,
    )


def with_days(plan: Plan, expected: dict[str, date]) -> Plan:
    """The plan in which those that are neither pinned nor done are expected on these days."""
    return attrs.evolve(
        plan,
        milestones=tuple(
            attrs.evolve(item, expected=stated(expected[item.id].isoformat()))
            if item.on is None and item.done is None and item.id in expected
            else item
            for item in plan.milestones
        ),
    )


@st.composite
def slips(draw: st.DrawFn) -> tuple[Plan, tuple[Entry, ...]]:
    """A plan, and the entries that let some of what it states slip."""
    plan, diary = draw(kept_plans())
    chosen = draw(st.sets(st.sampled_from(sorted(diary))))
    plan = with_days(plan, {name: day for name, day in diary.items() if name in chosen})
    entries = []
    for item in plan.milestones:
        said = item.on or item.expected
        if item.done is None and said is not None and draw(st.booleans()):
            by = draw(lags(longest=30))
            now = slipped(said.when, by, plan.calendar)
            entries.append(moved(item, now.text))
    return plan, tuple(entries)


def read(plan: Plan, entries: tuple[Entry, ...] = ()) -> Plan:
    """The plan as its text says it, with a journal that has these entries."""
    journal = as_lines(entries, None) if entries else None
    return parse(as_yaml(plan).encode(), recorded=journal)


def asked(plan: Plan, entries: tuple[Entry, ...]) -> WhatIf:
    as_at = plan.as_at or AS_AT
    return whatif(entries, check_plan(read(plan), as_at), check_plan(read(plan, entries), as_at))


def typed(plan: Plan, entries: tuple[Entry, ...]) -> Plan:
    """The plan with the new days typed into it."""
    now = {entry.subject: entry.day for entry in entries}
    return attrs.evolve(
        plan,
        milestones=tuple(
            item
            if item.id not in now
            else attrs.evolve(item, on=now[item.id])
            if item.on is not None
            else attrs.evolve(item, expected=now[item.id])
            for item in plan.milestones
        ),
    )


@given(kept_plans().map(lambda drawn: drawn[0]) | broken_plans())
def test_what_changes_nothing_moves_nothing(plan: Plan) -> None:
    answer = asked(plan, ())
    assert (answer.moves, answer.windows, answer.notices, answer.held) == ((), (), (), ())
    assert answer.said == Said(new=(), gone=(), changed=())


@given(slips())
def test_a_slip_is_what_the_plan_says_once_it_is_typed(
    drawn: tuple[Plan, tuple[Entry, ...]],
) -> None:
    plan, entries = drawn
    as_at = plan.as_at or AS_AT
    answer = asked(plan, entries)
    schedule, found = check_plan(read(typed(plan, entries)), as_at)
    assert answer.after.feasible == schedule.feasible
    assert answer.after.earliest == schedule.earliest
    assert answer.after.latest == schedule.latest
    shown = {(item.code, item.subjects) for item in answer.found_after}
    assert shown == {(item.code, item.subjects) for item in found}


@given(slips())
def test_a_move_says_how_far_and_leads_back_to_what_was_supposed(
    drawn: tuple[Plan, tuple[Entry, ...]],
) -> None:
    plan, entries = drawn
    answer = asked(plan, entries)
    moves = {move.milestone: move for move in answer.moves}
    subjects = {entry.subject for entry in entries}
    for name, (was, now) in answer.falls.items():
        assert (name in moves) == (was.when != now.when)
    for move in answer.moves:
        assert move.is_asked == (move.milestone in subjects)
        assert move.days == move.after.day - move.before.day
        calendar = answer.after.plan.calendar
        assert move.working_days == calendar.between(move.before.day, move.after.day)
        if not move.is_asked:
            assert move.because in moves


@given(slips())
def test_what_only_slips_is_never_earlier_for_it(drawn: tuple[Plan, tuple[Entry, ...]]) -> None:
    plan, entries = drawn
    answer = asked(plan, entries)
    if answer.after.feasible:
        assert all(move.days >= 0 for move in answer.moves)


@given(slips(), st.randoms())
def test_the_order_of_what_is_supposed_does_not_matter(
    drawn: tuple[Plan, tuple[Entry, ...]], chance: Random
) -> None:
    plan, entries = drawn
    others = list(entries)
    chance.shuffle(others)
    one, other = asked(plan, entries), asked(plan, tuple(others))
    assert one.moves == other.moves
    assert one.windows == other.windows
    assert _messages(one.found_after) == _messages(other.found_after)


def _messages(found: Sequence[Finding]) -> set[tuple[str, str]]:
    return {(item.code, item.message) for item in found}


@given(slips())
def test_the_findings_add_up(drawn: tuple[Plan, tuple[Entry, ...]]) -> None:
    plan, entries = drawn
    found = check_plan(read(plan), plan.as_at or AS_AT)[1]
    before, errors = (
        {_key(item) for item in found},
        {_key(item) for item in found if _is_error(item)},
    )
    answer = asked(plan, entries)
    new, gone = ({_key(item) for item in found} for found in (answer.said.new, answer.said.gone))
    assert (before - gone) | new == {_key(item) for item in answer.found_after}
    assert gone <= before
    worse = {_key(item) for item in answer.said.new if _is_error(item)}
    assert not worse & errors
    assert new & before <= worse


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _key(finding: Finding) -> tuple[str, tuple[str, ...], Place | None]:
    return finding.code, finding.subjects, None if finding.subjects else finding.place


TWO_FAMILIES = """
format: 1
id: ours
title: Early Help redesign
nation: england
as_at: 2021-12-01
milestones:
  offer.launch: {on: 2022-01-04}
  elm.vacated: {on: 2021-12-31}
  oak.vacated: {on: 2021-12-13}
properties: [{id: elm, future: surplus}, {id: oak, future: surplus}]
cases:
  - {ref: k1, worker: p1, setting: oak, route: close, planned_closure: 2021-12-17}
  - {ref: k2, worker: p2, setting: elm, route: close, planned_closure: 2021-12-17}
"""


def test_a_second_family_that_loses_its_place_is_said_besides_the_first() -> None:
    """Oak closes too early for one already; now Elm is to close on the same day.

    What is said of the two is the same, word for word, because it names neither.
    """
    entries = (moved(parse(TWO_FAMILIES.encode())["elm.vacated"], "2021-12-13"),)
    before = check_plan(parse(TWO_FAMILIES.encode()))
    after = check_plan(parse(TWO_FAMILIES.encode(), recorded=as_lines(entries, None)))
    assert [item.code for item in whatif(entries, before, after).said.new_errors] == ["EH611"]


def test_what_was_not_known_and_becomes_an_error_is_a_new_error() -> None:
    """The closing in December may be too late for Elm at first, and then it is."""
    head, _, tail = TWO_FAMILIES.rpartition("planned_closure: 2021-12-17")
    text = f"{head}planned_closure: 2021-12{tail}".replace("2021-12-31", "2021-12-15")
    entries = (moved(parse(text.encode())["elm.vacated"], "2021-11-30"),)
    before = check_plan(parse(text.encode()))
    after = check_plan(parse(text.encode(), recorded=as_lines(entries, None)))
    said = whatif(entries, before, after).said
    assert [item.code for item in said.new_errors] == ["EH611"]
    assert "EH611" not in {item.code for item in (*said.gone, *said.changed)}


@given(monthly=st.decimals(0, 100_000, places=2), days=st.integers(-500, 500))
def test_a_year_of_days_costs_twelve_months_to_the_penny(monthly: Decimal, days: int) -> None:
    assert cost_of_days(monthly, 365) == monthly * 12
    assert abs(cost_of_days(monthly, days) * 365 - monthly * 12 * days) < Decimal("0.000001")


def test_pounds_are_rounded_once_and_a_half_upwards() -> None:
    assert pounds(Decimal("2199.50")) == "£2,200"
    assert pounds(Decimal("2199.49")) == "£2,199"


def test_what_falls_earlier_is_because_of_what_no_longer_holds_it_back(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      survey: {expected: 2021-12-01}
      report: {expected: 2021-11-22}
      decision: {after: [survey, report]}
    """
    made = (moved(plan["survey"], "2021-11-01"),)
    moves = {move.milestone: move for move in asked(plan, made).moves}
    assert moves["decision"].after.when.text == "2021-11-22"
    assert moves["decision"].because == "survey"


def test_a_week_that_can_still_be_kept_does_not_move(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      survey: {on: 2021-12-15}
      decision: {expected: week of 2021-12-13, after: survey}
    """
    for day, names in (("2021-12-17", ["survey"]), ("2021-12-20", ["survey", "decision"])):
        answer = asked(plan, (moved(plan["survey"], day),))
        assert [move.milestone for move in answer.moves] == names


ROWS = """\
format: 1
id: rows
title: Rows
nation: england
as_at: 2021-09-17
workflows:
  handover: {steps: {vacated: {}, handed_over: {after: vacated}}}
  leaving:
    for: each occupation where property.future is not retained
    steps: {out: {before: property.vacated}}
milestones:
  empty: {expected: 2021-12-10, before: all properties.vacated}
properties:
  - {id: elm, future: surplus, monthly_cost: 730, vacated: 2021-12-06, handed_over: 2021-12-13}
  - {id: oak, future: surplus, vacated: 2021-12-10, handed_over: 2021-12-13}
  - {id: fir, future: retained, monthly_cost: 730, handed_over: 2021-12-13}
  - {id: yew, future: surplus, monthly_cost: 730, handed_over: 2021-12-13, disposed: 2021-09-16}
  - {id: ash, future: surplus, monthly_cost: 365, handed_over: 2021-12-20}
partners: [{id: nursery}, {id: clinic}]
occupations:
  - {property: elm, partner: nursery, notice: 1 month, told: 2021-09-13}
  - {property: oak, partner: clinic, notice: 1 month, told: 2021-09-13}
"""


def rows(entries: tuple[Entry, ...], recorded: tuple[Entry, ...] = ()) -> WhatIf:
    """What these entries do, once those of `recorded` are in the journal."""
    before, after = (
        check_plan(parse(ROWS.encode(), recorded=as_lines(made, None)))
        for made in (recorded, (*recorded, *entries))
    )
    return whatif(entries, before, after)


def test_only_what_is_still_held_and_left_costs_and_a_cost_is_never_guessed() -> None:
    plan = parse(ROWS.encode())
    answer = rows((moved(plan["empty"], "2021-12-15"),))
    assert [(held.row.id, held.days, held.cost) for held in answer.held] == [
        ("elm", 2, Decimal(48)),
        ("oak", 2, None),
    ]
    assert answer.cost == Decimal(48)
    assert rows((moved(plan["ash.handed_over"], "2021-12-15"),)).cost == Decimal(-60)
    assert rows((moved(plan["oak.handed_over"], "2021-12-15"),)).cost is None


def test_who_has_to_be_told_again_as_the_plan_is_is_not_named_for_anything_else() -> None:
    plan = parse(ROWS.encode())
    vacated = moved(plan["oak.vacated"], "2021-12-13")
    told = moved(plan["elm.vacated"], "2021-12-08")
    assert [notice.occupation.id for notice in rows((vacated,)).notices] == ["oak.clinic"]
    assert [notice.occupation.id for notice in rows((told,), (vacated,)).notices] == ["elm.nursery"]
    again = moved(
        parse(ROWS.encode(), recorded=as_lines([vacated], None))["oak.vacated"], "2021-12-14"
    )
    assert [notice.occupation.id for notice in rows((again,), (vacated,)).notices] == ["oak.clinic"]
