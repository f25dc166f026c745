"""Items 28 to 38: is every day the one that another computation gives, however the plan is put?"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

import earlyhelp
from tests.scorecard.networks import START, longest, network, written

if TYPE_CHECKING:
    from tests.scorecard.conftest import Conflicts, Found, Mended, Read

# 28: the least time, computed in another way


@pytest.mark.parametrize("seed", range(25))
def test_28_the_least_time_is_feasible_and_a_day_less_is_one_day_short(
    read: Read, found: Found, seed: int
) -> None:
    size = 12 + seed
    lags = network(random.Random(seed), size)
    least = longest(size, lags)
    end = START + timedelta(days=max(least))
    schedule = earlyhelp.solve(read(written(size, lags, last_by=end)))
    assert schedule.feasible
    for node, days in enumerate(least):
        assert schedule.earliest[f"m{node}"] == START + timedelta(days=days)
    short = found(written(size, lags, last_by=end - timedelta(days=1)), "EH201")
    assert [item.short_by_days for item in short] == [1]


# 30: fixes of drawn plans


@pytest.mark.parametrize("seed", range(15))
def test_30_every_fix_of_a_drawn_plan_mends_it(
    read: Read, conflicts: Conflicts, mended: Mended, seed: int
) -> None:
    rng = random.Random(seed)
    size = 10
    lags = network(rng, size)
    end = START + timedelta(days=max(longest(size, lags)) - rng.randint(1, 20))
    text = written(size, lags, last_by=end)
    [conflict] = conflicts(text)
    assert conflict.fixes
    for fix in conflict.fixes:
        assert earlyhelp.solve(read(mended(text, fix))).feasible, fix.text


# 35, 36: the order of lines, the names, and the year say nothing


@pytest.mark.parametrize("short", [0, 3])
@pytest.mark.parametrize("seed", range(10))
def test_35_the_order_of_lines_and_the_names_do_not_matter(
    read: Read, seed: int, short: int
) -> None:
    rng = random.Random(seed)
    size = 15
    lags = network(rng, size)
    end = START + timedelta(days=max(longest(size, lags)) - short)
    schedule = earlyhelp.solve(read(written(size, lags, last_by=end)))
    labels, order = list(range(size)), list(range(size))
    for drawn in (labels, order, lags):
        rng.shuffle(drawn)
    names = {node: f"x{label}" for node, label in enumerate(labels)}
    other = earlyhelp.solve(read(written(size, lags, last_by=end, names=names, order=order)))
    assert schedule.feasible is other.feasible is (short == 0)
    for node, name in names.items():
        assert schedule.earliest[f"m{node}"] == other.earliest[name]
        assert schedule.latest[f"m{node}"] == other.latest[name]


def test_35_the_order_of_the_sections_and_keys_does_not_matter(read: Read) -> None:
    sections = {
        "milestones:\n  a: {{{}}}": ["on: 2021-10-12", "after: s.end", "title: A", "days: any"],
        "stages:\n  s: {{{}}}": [
            "lasts: between 2 and 3 weeks",
            "by: 2021-10-11",
            "end: {by: 2021-10-08, owner: X}",
            "owner: Y",
        ],
        "closures:\n  - {{{}}}": ["days: 2021-10-04 to 2021-10-06", "name: Closed"],
        "days: working": [],
    }
    rng = random.Random(0)
    seen = set()
    for _ in range(20):
        texts = []
        for section, keys in sections.items():
            rng.shuffle(keys)
            texts.append(section.format(", ".join(keys)))
        rng.shuffle(texts)
        plan = read("\n".join(texts))
        schedule = earlyhelp.solve(plan, as_at=START)
        owners = plan["s.start"].owner, plan["s.end"].owner
        seen.add((owners, *sorted(schedule.earliest.items()), *sorted(schedule.latest.items())))
    [(first, *_)] = seen
    assert first == ("Y", "X")


@pytest.mark.parametrize("short", [0, 3])
@pytest.mark.parametrize("shift", [1, 7, 365, 10_000])
def test_36_a_plan_that_is_put_off_has_every_day_put_off(
    read: Read, shift: int, short: int
) -> None:
    size = 15
    lags = network(random.Random(shift), size)
    end = START + timedelta(days=max(longest(size, lags)) - short)
    later = timedelta(days=shift)
    here = earlyhelp.solve(read(written(size, lags, last_by=end)))
    there = earlyhelp.solve(read(written(size, lags, start=START + later, last_by=end + later)))
    assert here.feasible is there.feasible is (short == 0)
    for days, others in ((here.earliest, there.earliest), (here.latest, there.latest)):
        for name, day in days.items():
            assert others[name] == (None if day is None else day + later)


# 38: everything at once


def test_38_stages_without_a_length_and_everything_on_one_day(read: Read) -> None:
    chain = "".join(
        f"  s{then}:\n    lasts: exactly 0 calendar days\n    after: s{first}.end\n"
        for first, then in pairwise(range(20))
    )
    schedule = earlyhelp.solve(
        read(
            "milestones:\n  a: {on: 2021-10-12}\n  z: {on: 2021-10-12, after: s19.end}\n"
            f"stages:\n  s0:\n    lasts: at most 0 working days\n    after: a\n{chain}"
        )
    )
    assert schedule.feasible
    assert set(schedule.earliest.values()) == {date(2021, 10, 12)}
    assert set(schedule.latest.values()) == {date(2021, 10, 12)}
    assert schedule.float_days("s9.end") == 0
