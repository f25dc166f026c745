"""Is the last day that a rule allows kept, and the next one broken, for every rule there is?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import attrs
import pytest
from hypothesis import assume, example, given

from earlyhelp import Lag, Unit
from earlyhelp.dates import days
from earlyhelp.files.plan.rule_entries import shipped_rules
from earlyhelp.model.plan import Settings
from earlyhelp.model.rules import Ask, Outcome, Part, Rule
from earlyhelp.network.schedule import solve_plan
from earlyhelp.rulebook import Verdict, applied, verdicts
from earlyhelp.rulebook.sums import lags_of, later
from earlyhelp.testing import days as some_days
from tests.rulebook.conftest import alone, plan_of

PARTS: Final = [
    pytest.param(alone(rule, part), part, id=f"{rule.id}-{part.ask.value}-{at}")
    for rule in shipped_rules()
    for at, part in enumerate(rule.parts)
]
BINDING: Final = [item for item in PARTS if item.values[1].ask is not Ask.RUNS]  # type: ignore[union-attr]
SETTINGS: Final = Settings(call_in=Lag(7, Unit.WORKING_DAYS))
DAYS: Final = some_days(date(2019, 1, 1), date(2030, 12, 31))
EASTER_AND_CHRISTMAS: Final = (date(2021, 4, 1), date(2021, 12, 24), date(2022, 1, 1))


def verdict(rule: Rule, said: dict[str, date | None]) -> Verdict | None:
    """What becomes of the rule; ``None`` where it is not asked."""
    return next(verdicts(rule, solve_plan(plan_of(rule, said, SETTINGS))), None)


def sum_of(rule: Rule, part: Part, since: date) -> date:
    """The day that a part comes to, counted from a day."""
    plan = plan_of(rule, {}, SETTINGS)
    lags = lags_of(part, plan)
    assert lags is not None
    day = later(lags, days.number(since), plan)
    assert day is not None
    return days.day(day)


@pytest.mark.parametrize(("rule", "part"), BINDING)
@given(since=DAYS)
@example(since=EASTER_AND_CHRISTMAS[0])
@example(since=EASTER_AND_CHRISTMAS[1])
@example(since=EASTER_AND_CHRISTMAS[2])
def test_the_last_day_that_is_allowed_is_kept_and_the_next_one_broken(
    rule: Rule, part: Part, since: date
) -> None:
    assert rule.then is not None
    limit = sum_of(rule, part, since)
    wrong = limit + timedelta(days=-1 if part.ask is Ask.AFTER else 1)
    assume(rule.force.holds_on(limit))
    assume(rule.force.holds_on(wrong))
    kept = verdict(rule, {part.since: since, rule.then: limit})
    broken = verdict(rule, {part.since: since, rule.then: wrong})
    assert kept is not None
    assert broken is not None
    assert kept.outcome is Outcome.KEPT
    assert (broken.outcome, broken.short_by) == (Outcome.BROKEN, 1)


@pytest.mark.parametrize(("rule", "part"), BINDING)
@given(since=DAYS)
def test_a_rule_that_is_a_link_leaves_exactly_the_days_that_keep_it(
    rule: Rule, part: Part, since: date
) -> None:
    """Sums of several lags are no links; what only advises binds nothing."""
    assert rule.then is not None
    limit = sum_of(rule, part, since)
    assume(rule.force.holds_on(limit))
    plan = plan_of(rule, {part.since: since, rule.then: limit}, SETTINGS)
    pinned = attrs.evolve(
        plan,
        milestones=tuple(
            attrs.evolve(item, on=item.expected, expected=None) if item.id == part.since else item
            for item in plan.milestones
        ),
    )
    bound = solve_plan(applied(pinned))
    if not rule.authority.is_binding or len(part.lags) > 1:
        assert bound.plan.links == ()
    elif part.ask is Ask.AFTER:
        assert bound.earliest[rule.then] == max(limit, date(2019, 1, 1))
    else:
        assert bound.latest[rule.then] == limit


@pytest.mark.parametrize(("rule", "part"), PARTS)
@given(since=DAYS, then=DAYS)
def test_a_rule_is_never_asked_on_a_day_on_which_it_is_not_in_force(
    rule: Rule, part: Part, since: date, then: date
) -> None:
    said: dict[str, date | None] = {part.since: since}
    if rule.then is not None:
        said[rule.then] = then
    is_in_force = rule.force.holds_on(then if rule.then is not None else since)
    assert (verdict(rule, said) is not None) is is_in_force
    plan = applied(plan_of(rule, said, SETTINGS))
    assert is_in_force or not plan.links


@pytest.mark.parametrize(("rule", "part"), PARTS)
@given(day=DAYS, since=DAYS)
def test_the_law_of_another_day_can_be_asked_for(
    rule: Rule, part: Part, day: date, since: date
) -> None:
    plan = applied(plan_of(rule, {part.since: since}, SETTINGS), rules_as_at=day)
    asked = any(True for _ in verdicts(rule, solve_plan(plan)))
    assert asked is rule.force.holds_on(day)


@pytest.mark.parametrize(("rule", "part"), BINDING)
@given(since=DAYS)
def test_what_lacks_a_day_or_a_fact_is_not_known_and_says_what_it_needs(
    rule: Rule, part: Part, since: date
) -> None:
    assume(rule.force.holds_on(since))
    assert rule.then is not None
    found = verdict(rule, {part.since: since})
    assert found is not None
    assert found.outcome is Outcome.NOT_KNOWN
    assert f"`{rule.then}`" in found.needs
    lacks = attrs.evolve(plan_of(rule, {part.since: since}, SETTINGS), facts={})
    for item in verdicts(rule, solve_plan(lacks)):
        assert item.outcome is Outcome.NOT_KNOWN
        assert {f"`{name}`" for name in rule.facts} <= set(item.needs)


@pytest.mark.parametrize("rule", shipped_rules(), ids=lambda rule: str(rule.id))
def test_a_shipped_rule_says_who_says_so_and_how_sure_we_are(rule: Rule) -> None:
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert rule.source
    assert rule.then or rule.about or rule.checked_by or rule.parts or rule.each
    assert rule.checked_by or rule.code.startswith("EH3")
    if rule.confidence.value == "M":
        assert rule.verify is not None or rule.checked_by or rule.source


def test_no_two_shipped_rules_have_the_same_id() -> None:
    ids = [rule.id for rule in shipped_rules()]
    assert len(set(ids)) == len(ids)
