"""What a small plan's days and chances are, and why they must be so."""

from __future__ import annotations

import json
from datetime import date

from earlyhelp import Plan
from earlyhelp.dates import days
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.risk import as_json
from earlyhelp.risk.simulation import Risk, simulate


def risk_of(plan: Plan, *, of: str | None = None, is_from_stated: bool = False) -> Risk:
    """What comes of a thousand trials."""
    return simulate(solve_plan(plan), of=of, trials=1_000, is_from_stated=is_from_stated)


def day(text: str) -> int:
    """Its number."""
    return days.number(date.fromisoformat(text))


def test_the_chance_of_a_pinned_day_is_the_area_before_it(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    milestones:
      offer.launch: {after: selection.end, on: 2021-10-25}
    stages:
      selection: {lasts: 'between 3 and 6 weeks, likely 4'}
    """
    risk = risk_of(plan)
    # 3, 4, 5 or 6 weeks from Monday 20 September, with chances of 1/6, 13/30, 3/10 and 1/10;
    # five weeks are just in time
    assert risk.target == "offer.launch"
    assert risk.all_kept == 900
    assert [kept.trials for kept in risk.kept] == [900, 1_000]
    assert risk.histogram == {day("2021-10-25"): 900, day("2021-11-01"): 100}
    assert risk.days["selection.end"] == tuple(
        map(day, ("2021-10-11", "2021-10-18", "2021-10-25", "2021-10-25"))
    )
    # a day more of the selection delays the launch only where it lasts 5 weeks or longer
    assert risk.delaying["selection.end"] == 400
    assert [(driver.days, round(driver.rank or 0, 1)) for driver in risk.drivers] == [(7, 0.6)]


def test_without_an_uncertain_length_nothing_varies(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    milestones:
      offer.launch: {after: selection.end}
    stages:
      selection: {lasts: between 3 and 6 weeks}
    """
    risk = risk_of(plan)
    assert (risk.lengths, risk.varying, risk.drivers) == ((), (), ())
    assert risk.histogram == {day("2021-10-11"): 1_000}


def test_a_maximum_lag_delays_what_it_is_counted_from(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    milestones:
      vacated: {}
      handed_over: {within: 5 working days after vacated, after: answer.end}
    stages:
      answer: {lasts: 'between 3 and 6 weeks, likely 4'}
    """
    risk = risk_of(plan)
    # the building is not empty for longer than 5 working days, however late the answer comes
    assert risk.days["vacated"][0] == day("2021-10-04")
    assert risk.days["handed_over"][0] == day("2021-10-11")
    assert risk.all_kept == 1_000


def test_but_not_past_its_own_pin_and_then_it_is_the_lag_that_breaks(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    milestones:
      vacated: {on: 2021-10-11}
      handed_over: {within: 5 working days after vacated, after: answer.end}
    stages:
      answer: {lasts: 'between 3 and 6 weeks, likely 4'}
    """
    risk = risk_of(plan)
    assert risk.days["vacated"] == (day("2021-10-11"),) * 4
    kept = {kept.milestone: kept.trials for kept in risk.kept}
    assert kept == {"vacated": 1_000, "handed_over": 600, "answer.end": 1_000}


def test_what_cannot_hold_in_a_trial_delays_nothing_in_it(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    milestones:
      asked: {}
      answered: {within: '3 to 6 weeks after asked, likely 4', by: asked + 4 weeks}
    """
    risk = risk_of(plan, of="answered")
    # 5 or 6 weeks cannot end within 4, whenever they begin
    assert risk.days["asked"] == (day("2021-09-20"),) * 4
    assert risk.all_kept == 600
    assert risk.days["answered"][-1] == day("2021-10-25")


def test_what_follows_a_saturday_falls_on_a_working_day(plan: Plan) -> None:
    """
    as_at: 2021-09-22
    milestones:
      asked: {}
      heard: {days: any, within: '2 to 3 calendar days after asked, likely 3'}
      told: {after: heard}
      answered: {within: '0 to 1 working days after heard, likely 0'}
    """
    # two days after a Wednesday are a Friday, and three a Saturday, which ends on Monday:
    # by a lag of nothing, and by a drawn length of nothing
    friday, saturday, monday = map(day, ("2021-09-24", "2021-09-25", "2021-09-27"))
    assert set(risk_of(plan, of="heard").histogram) == {friday, saturday}
    assert risk_of(plan, of="told").histogram == {friday: 333, monday: 667}
    assert set(risk_of(plan, of="answered").histogram) == {friday, monday}


def test_what_can_only_hold_years_from_now_waits_until_then(plan: Plan) -> None:
    """
    as_at: 2020-06-01
    closures:
      - days: 2022-01-01 to 2022-01-05
        name: Moving house
    milestones:
      asked: {}
      answered: {within: 1 working day after asked, after: asked + 6 calendar days}
    """
    # only from Friday 31 December 2021 the next working day is six days away
    schedule = solve_plan(plan)
    assert schedule.first_day("asked") == day("2021-12-31")
    risk = simulate(schedule, trials=100)
    assert risk.days["asked"] == (day("2021-12-31"),) * 4
    assert risk.days["answered"] == (day("2022-01-06"),) * 4
    assert risk.all_kept == 100


def test_a_plan_that_cannot_be_met_keeps_all_in_no_trial(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    milestones:
      offer.launch: {after: selection.end, on: 2021-10-08}
    stages:
      selection: {lasts: 'between 3 and 6 weeks, likely 4'}
    """
    risk = risk_of(plan)
    assert not risk.schedule.feasible
    assert risk.all_kept == 0
    assert risk.days["offer.launch"][0] == day("2021-10-11")


def test_nothing_happens_before_its_stated_day_where_that_is_asked(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    milestones:
      told: {expected: 2021-10-04}
      answered: {within: '3 to 6 weeks after told, likely 4'}
    """
    early, stated = (risk_of(plan, of="answered", is_from_stated=flag) for flag in (False, True))
    assert early.days["answered"][0] == day("2021-10-11")
    assert stated.days["answered"][0] == day("2021-10-25")


def test_within_so_long_is_drawn_over_the_days_in_between(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    days: any
    milestones:
      asked: {}
      answered: {within: {link: 1 week after asked, decided_by: the landlord}}
    """
    risk = risk_of(plan)
    assert risk.target == "answered"
    assert risk.histogram == {day("2021-09-20") + at: 125 for at in range(8)}


def test_the_longest_answer_may_come_after_a_weekend(plan: Plan) -> None:
    """
    as_at: 2021-09-15
    milestones:
      asked: {done: 2021-09-14}
      answered: {within: '1 to 4 calendar days after asked, likely 4'}
    """
    # four days after a Tuesday are a Saturday, so that it comes on Monday: no promise is broken
    risk = risk_of(plan, of="answered")
    assert max(risk.histogram) == day("2021-09-20")
    assert risk.all_kept == 1_000


def test_a_week_that_has_passed_bounds_a_maximum_lag_from_its_first_day(plan: Plan) -> None:
    """
    as_at: 2021-09-13
    days: any
    milestones:
      asked: {on: week of 2021-09-06}
      answered: {after: work.end, by: asked + 20 calendar days}
    stages:
      work: {lasts: 'between 10 and 17 calendar days, likely 10'}
    """
    # 20 days from Monday 6 September are the 26th, which is 13 days of work from the 13th
    risk = risk_of(plan, of="answered")
    in_time = sum(many for at, many in risk.histogram.items() if at <= day("2021-09-26"))
    assert {kept.milestone: kept.trials for kept in risk.kept}["answered"] == in_time
    assert 0 < in_time < 1_000


def test_a_length_that_ends_before_a_stated_day_moves_nothing_from_there(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    milestones:
      agreed: {after: selection.end, expected: 2022-01-10}
    stages:
      selection: {lasts: 'between 3 and 6 weeks, likely 4'}
    """
    early, stated = (risk_of(plan, of="agreed", is_from_stated=flag) for flag in (False, True))
    assert [driver.days for driver in early.drivers] == [21]
    assert [driver.days for driver in stated.drivers] == [0]


def test_what_has_exactly_one_day_of_room_does_not_delay_when_it_takes_that(plan: Plan) -> None:
    """
    as_at: 2021-09-20
    days: any
    milestones:
      asked: {}
      told: {after: asked + 4 calendar days}
      answered: {within: '5 to 6 calendar days after asked, likely 5'}
      agreed: {after: [told, answered]}
    """
    risk = risk_of(plan, of="agreed")
    assert risk.delaying["told"] == 0
    assert risk.delaying["answered"] == 1_000


def test_without_an_as_at_day_what_nothing_bounds_has_no_days_and_programs_are_told(
    plan: Plan,
) -> None:
    """
    milestones:
      asked: {}
      offer.launch: {within: 2 to 5 weeks after told}
      told: {not_before: 2021-09-20}
    """
    document = json.loads(as_json(risk_of(plan)))
    assert document["without_days"] == [{"milestone": "asked", "why": "no first day"}]
