"""The steps of a proof in words: what each line says, and what it adds."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

import earlyhelp
from earlyhelp import Finding, Plan
from earlyhelp.dates import days
from earlyhelp.files.load import parse
from earlyhelp.findings import Step
from earlyhelp.model import Field
from earlyhelp.network.proof import conflict_steps
from tests.answers import conflicts

HEAD = (
    "format: 1\nid: example\ntitle: An example\nnation: england\nas_at: 2021-09-01\nmilestones:\n"
)


def conflict(plan: Plan) -> Finding:
    [found] = conflicts(plan)
    return found


def told(steps: tuple[Step, ...]) -> list[tuple[str, date | None, int | None]]:
    return [(step.text, step.day, step.adds) for step in steps]


@pytest.mark.parametrize(
    ("says", "text", "day"),
    [
        ("done: 2021-08-31", "told, done", "2021-08-31"),
        ("done: week of 2021-08-23", "told, done (week of Monday 23 August 2021)", "2021-08-27"),
        ("on: 2021-10-04", "told, pinned", "2021-10-04"),
        ("on: week of 2021-10-04", "told, pinned (week of Monday 4 October 2021)", "2021-10-04"),
        ("not_before: 2021-10-04", "told, not before", "2021-10-04"),
        ("not_before: 2021-10", "told, not before (October 2021)", "2021-10-01"),
        ("expected: 2021-10-04", "told, not done by the as-at day, so not before it", "2021-09-01"),
    ],
)
def test_a_first_day_is_told_by_what_says_it(says: str, text: str, day: str) -> None:
    plan = parse(f"{HEAD}  told: {{{says}}}\n  out: {{after: told + 8 weeks}}\n".encode())
    begin, step = earlyhelp.solve(plan).why_earliest("out")
    assert (begin.text, str(begin.day), begin.adds) == (text, day, None)
    assert (step.text, step.adds) == ("out, at least 8 weeks after told", 56)


@pytest.mark.parametrize(
    ("says", "text", "day"),
    [
        ("by: 2021-10-29", "out, deadline", "2021-10-29"),
        ("by: [2021-11-05, end of 2021-10]", "out, deadline (end of October 2021)", "2021-10-29"),
        ("on: 2021-10-29", "out, pinned", "2021-10-29"),
        ("on: end of 2021-10", "out, pinned (end of October 2021)", "2021-10-29"),
    ],
)
def test_a_last_day_is_told_by_what_says_it(says: str, text: str, day: str) -> None:
    said = f"{HEAD}  told: {{}}\n  out: {{after: told + 2 weeks, {says}}}\n"
    begin, step = earlyhelp.solve(parse(said.encode())).why_latest("told")
    assert (begin.text, str(begin.day), begin.adds) == (text, day, None)
    assert (str(step.day), step.adds) == ("2021-10-15", -14)


@pytest.mark.parametrize("nation", ["england", "scotland"])
def test_where_no_as_at_day_is_said_a_proof_can_begin_with_the_calendar(nation: str) -> None:
    text = f"""\
format: 1
id: example
title: An example
nation: {nation}
milestones:
  told: {{}}
  out: {{after: told + 3000 weeks, by: 2021-12-10}}
"""
    assert conflict(parse(text.encode())).chain[0].text == "told, when the calendar begins"


def test_what_was_rounded_says_so_and_which_way(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-02, days: any}
      asked: {after: told + 1 calendar day}
      answered: {after: asked + 6 calendar days, by: 2021-10-10}
      moved: {on: 2021-10-23, days: any, after: answered}
    """
    # Told on a Saturday, so asked not on the Sunday but on the Monday; the answer then falls on
    # a Sunday, and so on Monday the 11th. Its deadline is a Sunday, too, and before it is a Friday.
    chain = conflict(plan).chain
    assert told(chain) == [
        ("told, pinned", date(2021, 10, 2), None),
        (
            "asked, at least 1 calendar day after told, then the next working day",
            date(2021, 10, 4),
            2,
        ),
        (
            "answered, at least 6 calendar days after asked, then the next working day",
            date(2021, 10, 11),
            7,
        ),
        ("answered, deadline, the last working day before it", date(2021, 10, 8), None),
    ]


def test_and_so_does_what_was_rounded_going_back(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      asked: {}
      moved: {on: 2021-10-23, days: any, after: asked + 6 calendar days}
      cleared: {within: 1 week after moved}
      signed: {by: 2021-11-14, after: seen + 1 week}
      seen: {after: asked, by: asked + 20 calendar days}
    """
    schedule = earlyhelp.solve(plan)
    # Six days before Saturday the 23rd is a Sunday; the Friday before it is the 15th.
    assert told(schedule.why_latest("asked")) == [
        ("moved, pinned", date(2021, 10, 23), None),
        (
            "moved, at least 6 calendar days after asked, then the working day before",
            date(2021, 10, 15),
            -8,
        ),
    ]
    # What is limited by a maximum lag counts on: 20 days after the 15th is Thursday 4 November.
    assert told(schedule.why_latest("seen"))[-1] == (
        "seen, at most 20 calendar days after asked",
        date(2021, 11, 4),
        20,
    )


def test_a_maximum_lag_takes_off_what_it_allows(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      asked: {}
      seen: {not_before: 2021-11-08, by: asked + 20 calendar days}
    """
    # Twenty days before the 8th of November is Tuesday 19 October.
    assert told(earlyhelp.solve(plan).why_earliest("asked")) == [
        ("seen, not before", date(2021, 11, 8), None),
        ("seen, at most 20 calendar days after asked", date(2021, 10, 19), -20),
    ]


def test_a_deadline_on_a_working_day_is_told_as_it_is(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-04}
      out: {after: told + 2 weeks, by: 2021-10-15}
      party: {after: told + 3 weeks, by: 2021-10-17, days: any}
    """
    chains = [item.chain for item in earlyhelp.check(plan) if item.code == "EH201"]
    assert sorted(chain[-1].text for chain in chains) == ["out, deadline", "party, deadline"]


def test_a_chain_out_of_the_calendar_ends_with_its_last_day(plan: Plan) -> None:
    """
    as_at: 2099-12-01
    milestones:
      told: {}
      out: {after: told + 5 weeks}
    """
    found = conflict(plan)
    assert told(found.chain)[1:] == [
        ("out, at least 5 weeks after told", date(2099, 12, 31), 35),
        ("the calendar ends", date(2099, 12, 31), None),
    ]


def test_a_deadline_on_the_last_day_is_what_is_passed_and_not_the_calendar(plan: Plan) -> None:
    """
    as_at: 2099-12-01
    milestones:
      told: {}
      out: {after: told + 5 weeks, by: 2099-12-31}
    """
    assert conflict(plan).chain[-1].text == "out, deadline"


def test_where_nobody_works_on_the_last_day_there_is_no_next_one(plan: Plan) -> None:
    """
    as_at: 2099-12-01
    closures: [{days: 2099-12-31, name: Closed}]
    milestones:
      told: {on: 2099-12-24}
      out: {after: told + 7 calendar days}
    """
    assert told(conflict(plan).chain)[1:] == [
        (
            "out, at least 7 calendar days after told, then the next working day",
            date(2099, 12, 31),
            8,
        ),
        ("the calendar ends", date(2099, 12, 31), None),
    ]


def test_who_said_a_line_and_whether_it_is_locked_is_told_with_it(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-04, source: S0 4.1, locked: yes}
      out:
        after: {link: told + 12 weeks, source: ERA 1996 s.86, locked: yes}
        by: {link: told + 10 weeks, because: agreed in 2019, locked: yes}
    """
    begin, *steps = conflict(plan).chain
    assert not begin.locked  # a circle needs no day to begin with
    assert [(step.source, step.locked) for step in steps] == [
        ("ERA 1996 s.86", True),
        ("agreed in 2019", True),
    ]
    begin, step = earlyhelp.solve(plan).why_earliest("out")
    assert [(begin.source, begin.locked), (step.source, step.locked)] == [
        ("S0 4.1", True),
        ("ERA 1996 s.86", True),
    ]


def test_what_nobody_wrote_needs_no_lock(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-04}
      out: {after: told + 12 weeks, by: 2021-12-10}
    """
    [link] = plan.links
    unsaid = attrs.evolve(link, locked=True, words="", field=Field.LASTS, owner="leaving")
    plan = attrs.evolve(plan, links=(unsaid,))
    assert [step.locked for step in conflict(plan).chain] == [False, False, False]


def test_a_fact_that_a_limit_counts_from_is_told_with_its_day(plan: Plan) -> None:
    """
    as_at: 2021-10-15
    milestones:
      vacated: {done: 2021-10-11}
      closed: {on: 2021-10-12}
      survey: {not_before: 2021-11-01}
      handed_over: {after: survey, by: vacated + 10 working days}
      emptied: {after: survey, by: closed + 11 working days}
    """
    limits = [conflict_steps(plan, item.conflict)[-1] for item in earlyhelp.solve(plan).conflicts]
    assert sorted(limit.text for limit in limits) == [
        "emptied, at most 11 working days after closed (12 October 2021)",
        "handed_over, at most 10 working days after vacated (11 October 2021)",
    ]
    facts = {item.conflict.limit_fact for item in earlyhelp.solve(plan).conflicts}
    assert facts == {plan["vacated"].done, plan["closed"].on}
    assert days.day(earlyhelp.solve(plan).conflicts[0].conflict.limit_day) == date(2021, 10, 25)
