"""Fixes: on a chain of lines, the fix of each is the least change of it that mends the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Finding, Plan
from earlyhelp.dates import NO_LAG, DateExpression, Lag, Unit, days
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Link, LinkKind, Stated
from earlyhelp.network import fixes
from earlyhelp.testing import CALENDAR_UNITS, lags
from earlyhelp.testing import days as any_day
from tests.answers import conflicts

HEAD = "format: 1\nid: chain\ntitle: A chain\nnation: england\n"
AS_AT = date(2021, 1, 4)
#: So far the lines of these chains are moved, at most, to try whether that mends them.
FAR = 100

Lines = dict[str, dict[str, list[str]]]  #: by milestone and key


@st.composite
def chains(draw: st.DrawFn) -> Plan:
    """A chain from a first day, forward by minimum lags and back by maximum ones, to a limit."""
    begin = draw(any_day(date(2021, 11, 1), date(2022, 3, 31)))
    start = draw(st.sampled_from(("on", "not_before", "done", "as_at")))
    is_pinned = start in {"on", "not_before"}
    as_at = AS_AT if is_pinned else begin
    said: Lines = {"m0": {} if start == "as_at" else {start: [str(begin)]}}
    if is_pinned and draw(st.booleans()):  # what it cannot come before
        said["early"] = {"on": [str(begin - timedelta(days=draw(st.integers(1, 20))))]}
        said["m0"]["after"] = ["early"]
    size = draw(st.integers(0, 3))
    short = lags((Unit.WEEKS, Unit.MONTHS), 2) | lags(longest=9)
    for at in range(size):
        field = "after" if start == "done" else draw(st.sampled_from(("after", "before", "by")))
        join(said, field, f"m{at}", f"m{at + 1}", draw(short))
    limit = draw(st.sampled_from(("on", "by", "fact" if is_pinned else "by")))
    arrives = earlyhelp.solve(read(said, as_at)).first_day(f"m{size}")
    assert arrives is not None
    last = max(as_at, days.day(arrives) - timedelta(days=draw(st.integers(1, 15))))
    end = said[f"m{size}"]
    if limit == "fact":
        said["fact"] = {"done": [str(as_at)]}
        end.setdefault("by", []).append(f"fact + {Lag((last - as_at).days)}")
    elif limit not in end:
        end[limit] = [str(last)]
    return read(said, as_at)


@st.composite
def circles(draw: st.DrawFn) -> Plan:
    """A circle that is too short, in units in which all days are alike; and it may begin on any."""
    units = draw(st.sampled_from((CALENDAR_UNITS, (Unit.WORKING_DAYS,))))
    lag = st.builds(Lag, st.integers(1, 4), st.sampled_from(units))
    size = draw(st.integers(1, 3))
    said: Lines = {"m0": {}}
    for at in range(size):
        field = draw(st.sampled_from(("after", "before", "by") if at else ("after",)))
        join(said, field, f"m{at}", f"m{at + 1}", draw(lag))
    join(said, "by", f"m{size}", "m0", draw(lag))
    return read(said, AS_AT, "working" if Unit.WORKING_DAYS in units else "any")


def join(said: Lines, field: str, low: str, high: str, lag: Lag) -> None:
    """A line that carries a first day on from `low` to `high`, under the key `field`."""
    owner, other = (high, low) if field == "after" else (low, high)
    values = said.setdefault(owner, {}).setdefault(field, [])
    said.setdefault(high, {})
    values.append(f"{other} {'-' if field == 'before' else '+'} {lag}" if lag.count else other)


def read(said: Lines, as_at: date, allowed: str = "working") -> Plan:
    """The plan with these lines, each of them a line of its own in the text."""
    text = [f"as_at: {as_at}", f"days: {allowed}", "milestones:"]
    for milestone, keys in said.items():
        text.append(f"  {milestone}: {'' if keys else '{}'}")
        for key, values in keys.items():
            is_one = key in {"on", "not_before", "done"}
            text.append(f"    {key}: {values[0] if is_one else ''}")
            text += [] if is_one else [f"      - {value}" for value in values]
    return parse((HEAD + "\n".join(text) + "\n").encode())


@given(plan=chains() | circles())
def test_each_line_of_a_chain_is_mended_by_its_least_change_that_does(plan: Plan) -> None:
    found = conflicts(plan)
    if len(found) != 1:
        return
    [finding] = found
    expected = dict(least_changes(plan))
    assert {fix.place: fix.after for fix in finding.fixes} == expected
    moved = [abs(fix.days) for fix in finding.fixes]
    assert moved == sorted(moved)
    assert len(finding.fixes) + len(finding.not_enough) == len(changeable(plan, finding))


def least_changes(plan: Plan) -> Iterator[tuple[Place, str]]:
    """The slow obvious way: every line moved on and on, until the plan can be met."""
    for link in plan.links:
        least = link.kind is LinkKind.AT_LEAST
        counts = (
            range(link.lag.count)[::-1]
            if least
            else range(link.lag.count + 1, link.lag.count + FAR)
        )
        for lag in (Lag(count, link.lag.unit) if count else NO_LAG for count in counts):
            if earlyhelp.solve(with_link(plan, link, lag)).feasible:
                sign = "-" if link.field == "before" else "+"
                yield link.place, f"{link.other} {sign} {lag}" if lag.count else link.other
                break
    for milestone in plan.milestones:
        for key in ("on", "not_before", "by"):
            said = getattr(milestone, key)
            for stated in said if key == "by" else [said] if said else []:
                yield from least_move(plan, milestone.id, key, stated)


def least_move(plan: Plan, milestone: str, key: str, stated: Stated) -> Iterator[tuple[Place, str]]:
    """One date moved to the nearest day on which it mends the plan: a working day if pinned."""
    for moved in range(1, FAR):
        for step in (moved, -moved):
            day = stated.when.first + timedelta(days=step)
            if key == "on" and not plan.calendar.is_working(day):
                continue
            said = Stated(DateExpression.of(day), stated.place)
            other: dict[str, Any] = {key: (said,) if key == "by" else said}
            changed = tuple(
                attrs.evolve(item, **other) if item.id == milestone else item
                for item in plan.milestones
            )
            is_over = plan.as_at is not None and day < plan.as_at
            if not is_over and earlyhelp.solve(attrs.evolve(plan, milestones=changed)).feasible:
                yield stated.place, str(day)
                return


def with_link(plan: Plan, link: Link, lag: Lag) -> Plan:
    """The plan in which one link has another lag."""
    links = (attrs.evolve(item, lag=lag) if item is link else item for item in plan.links)
    return attrs.evolve(plan, links=tuple(links))


def changeable(plan: Plan, finding: Finding) -> set[Place]:
    """The lines of a proof that could be other than they are: no fact, and no lag of nothing."""
    links = {link.place for link in plan.links if link.lag.count or link.kind is LinkKind.AT_MOST}
    dates = {
        said.place
        for milestone in plan.milestones
        for said in (milestone.on, milestone.not_before, *milestone.by)
        if said
    }
    return (links | dates) & {step.place for step in finding.chain if step.place}


def several(lines: list[str]) -> Plan:
    """A plan of these milestones, all of them wrong."""
    text = (
        HEAD
        + "days: any\nas_at: 2021-09-01\nmilestones:\n"
        + "".join(f"  {line}\n" for line in lines)
    )
    return parse(text.encode())


def test_fixes_are_tried_with_the_other_conflicts_left_aside() -> None:
    lines = []
    for at, name in enumerate("abcd"):
        lines.append(f"{name}.told: {{on: 2021-10-01}}")
        lines.append(f"{name}.out: {{after: {name}.told + 4 weeks, by: 2021-10-2{at}}}")
    # The 29th is 9, 8, 7 and 6 days late: one week less is enough for the last two.
    every = [fix for finding in conflicts(several(lines)) for fix in finding.fixes]
    weeks = [fix.after for fix in every if fix.field == "after"]
    assert sorted(weeks) == [
        "a.told + 2 weeks",
        "b.told + 2 weeks",
        "c.told + 3 weeks",
        "d.told + 3 weeks",
    ]
    assert len(every) == 4 * 3


def test_where_too_much_is_wrong_at_once_the_last_conflicts_are_not_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = []
    for name in "abcdefg":
        lines.append(f"{name}.told: {{on: 2021-10-01}}")
        lines.append(f"{name}.out: {{after: {name}.told + 4 weeks, by: 2021-10-20}}")
    lines.append("z: {on: 2021-10-02, by: 2021-10-01}")
    plan = several(lines)
    assert all(finding.fixes for finding in conflicts(plan))
    # Seven conflicts of three lines each, and the smallest of two; twenty are always tried.
    monkeypatch.setattr(fixes, "BUDGET", 100)
    found = {finding.subjects[0]: finding for finding in conflicts(plan)}
    assert [name for name, finding in found.items() if not finding.fixes] == ["g.told"]
    assert found["g.told"].not_enough[0].startswith("fixes were not searched for")
    # Fifteen milestones: 330 nodes are time enough for twenty-two lines, and 345 for all.
    monkeypatch.setattr(fixes, "BUDGET", 330)
    assert sum(not finding.fixes for finding in conflicts(plan)) == 1
    monkeypatch.setattr(fixes, "BUDGET", 345)
    assert all(finding.fixes for finding in conflicts(plan))


def test_where_nothing_is_planned_there_is_nothing_to_mend() -> None:
    plan = parse(f"{HEAD}milestones: {{}}\n".encode())
    assert fixes.mend(earlyhelp.solve(plan).network, []) == []
