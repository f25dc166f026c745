"""Does each rule come out as somebody does who counts its days one by one, from its source?

The numbers stand here a second time, as they were read in the sources, and are counted by other
means: day by day, with the bank holidays of another package.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import holidays
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from earlyhelp import Lag, Unit
from earlyhelp.files.plan.rule_entries import shipped_rules
from earlyhelp.model.plan import Settings
from earlyhelp.model.rules import Ask, Outcome, Part, Rule
from earlyhelp.network.schedule import solve_plan
from earlyhelp.rulebook import verdicts
from tests.rulebook.conftest import alone, plan_of

ONE: Final = timedelta(days=1)
CLOSED: Final = holidays.country_holidays("GB", subdiv="ENG", years=range(2018, 2032))
SETTINGS: Final = Settings(call_in=Lag(7, Unit.WORKING_DAYS))

#: Whether the second of two days is late enough, or early enough.
Kept = Callable[[date, date], bool]


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def between(since: date, then: date) -> list[date]:
    """The days strictly between, both ends left out."""
    return [since + timedelta(days=at) for at in range(1, (then - since).days)]


def months_on(since: date, count: int) -> date:
    """The corresponding day, or the last of a month that has none (Dodds v Walker)."""
    year, month = divmod(since.year * 12 + since.month - 1 + count, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=since.day - 1), following - ONE)


def no_earlier(since: date, then: date) -> bool:
    return not then < since


def apart(count: int) -> Kept:
    """So many midnights lie between: the day that is counted from does not count."""
    return lambda since, then: then > since and len(between(since, then)) + 1 >= count


def within(count: int) -> Kept:
    return lambda since, then: then <= since or len(between(since, then)) + 1 <= count


def clear(count: int) -> Kept:
    return lambda since, then: len(between(since, then)) >= count


def clear_working(count: int) -> Kept:
    return lambda since, then: sum(map(works, between(since, then))) >= count


def months(count: int) -> Kept:
    return lambda since, then: then >= months_on(since, count)


def within_months(count: int) -> Kept:
    return lambda since, then: then <= months_on(since, count)


#: By the id of the rule, which way it binds, and which part of it: what its source says.
SAID: Final[dict[tuple[str, str, str], Kept]] = {
    ("collective-consultation", "after", "posts_at_risk is 20 to 99"): apart(30),
    ("collective-consultation", "after", "posts_at_risk is 100 or more"): apart(45),
    ("hr1-notification", "after", "posts_at_risk is 20 to 99"): apart(30),
    ("hr1-notification", "after", "posts_at_risk is 100 or more"): apart(45),
    ("hr1-before-notice", "after", "posts_at_risk is 20 or more"): no_earlier,
    ("hr1-not-before-consultation", "after", "posts_at_risk is 20 or more"): no_earlier,
    ("notice-after-consultation", "after", ""): no_earlier,
    ("new-post-offered", "after", ""): no_earlier,
    ("new-post-starts", "by", ""): within(4 * 7),
    ("transfer-information", "after", ""): apart(28),
    ("early-pension-cost", "after", "early_pensions is yes"): no_earlier,
    ("childrens-centre-consultation", "after", ""): no_earlier,
    ("equality-duty", "after", ""): no_earlier,
    ("voluntary-three-months", "after", ""): months(3),
    ("key-decision-notice", "after", ""): clear(28),
    ("general-exception", "after", ""): clear_working(5),
    ("agenda", "after", ""): clear_working(5),
    # the seventh working day after it is published is the last day of call-in
    ("call-in", "after", ""): lambda since, then: sum(map(works, between(since, then))) >= 7,
    ("private-meeting-notice", "after", ""): clear(28),
    ("private-meeting-second-notice", "after", ""): clear_working(5),
    ("tenancy-notice", "after", ""): months(6),
    ("tenancy-notice-ends", "after", ""): months(6),
    ("tenancy-notice-ends", "by", ""): within_months(12),
    ("tenancy-protected", "after", "protected_tenancy is yes"): months(6),
    ("council-leaves-its-lease", "after", ""): months(3),
    ("council-tenancy-protected", "after", "protected_tenancy is yes"): months(3),
    ("contracting-out", "after", ""): apart(14),
    ("best-consideration", "after", ""): no_earlier,
    ("open-space", "after", ""): apart(2 * 7),
    ("open-space-of-a-property", "after", ""): apart(2 * 7),
    ("community-asset", "after", ""): apart(6 * 7),
    ("community-asset", "by", ""): within_months(18),
    ("community-asset-bid", "after", "community_bid is yes"): months(6),
    ("community-asset-bid-of-a-property", "after", "community_bid is yes"): months(6),
    ("community-asset-of-a-property", "after", ""): apart(6 * 7),
    ("community-asset-of-a-property", "by", ""): within_months(18),
    ("dfe-notified", "after", ""): no_earlier,
    ("dfe-notified-role", "after", ""): no_earlier,
    ("school-land-consent", "after", ""): no_earlier,
    ("school-land-of-a-property", "after", ""): no_earlier,
    ("school-land-known", "after", "school_land is yes"): no_earlier,
    ("insurer-told", "by", ""): within(30),
    ("first-inspection", "by", ""): within(7),
    ("dilapidations", "by", ""): within(56),
    ("reorganisation-consent", "after", ""): no_earlier,
}
BOUND: Final = {
    (rule.id, part.ask.value, part.when.words if part.when else ""): (rule, part)
    for rule in shipped_rules()
    for part in rule.parts
    if part.ask is not Ask.RUNS
}
NEAR: Final = st.integers(-3, 3)


def test_every_rule_that_binds_has_been_read_in_its_source() -> None:
    assert set(SAID) == set(BOUND)


@pytest.mark.parametrize("key", [pytest.param(key, id=" ".join(key).strip()) for key in BOUND])
@given(
    since=st.dates(date(2026, 1, 1), date(2028, 6, 30)),
    near=NEAR,
)
@example(since=date(2026, 12, 18), near=0)  # before Christmas
@example(since=date(2027, 3, 24), near=0)  # before Easter
@example(since=date(2027, 8, 31), near=0)  # six months on is the leap day
@example(since=date(2027, 11, 30), near=0)  # three months on too
def test_it_is_kept_on_the_days_that_somebody_counts(
    key: tuple[str, str, str], since: date, near: int
) -> None:
    kept = SAID[key]
    rule, part = BOUND[key]
    assert rule.then is not None
    is_by = part.ask is Ask.BY
    limit = next(day for day in _days_on(since) if kept(since, day) is not is_by)
    then = limit + timedelta(days=near)
    # a sum of clear working days comes to a working day, also where a day sooner would do
    assume(works(then) or Lag(5, Unit.CLEAR_WORKING_DAYS) not in part.lags)
    assert _outcome(rule, part, since, then) is (
        Outcome.KEPT if kept(since, then) else Outcome.BROKEN
    )


def _days_on(since: date) -> list[date]:
    return [since + timedelta(days=at) for at in range(600)]


def _outcome(rule: Rule, part: Part, since: date, then: date) -> Outcome:
    one = alone(rule, part)
    plan = plan_of(one, {part.since: since, str(one.then): then}, SETTINGS)
    return next(verdicts(one, solve_plan(plan))).outcome
