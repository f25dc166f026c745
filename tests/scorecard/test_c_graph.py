"""The scorecard's items 26 to 38: circles, conflicts, fixes, and answers that keep still."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import pytest

import earlyhelp
from earlyhelp import Finding, Fix, Plan
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse

HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\n"
START: Final = date(2021, 9, 17)


def read(text: str) -> Plan:
    """A plan, once the four lines that every plan needs are added at its end."""
    return parse(f"{text}\n{HEAD}".encode())


def found(text: str, code: str) -> list[Finding]:
    """What one check has to say of such a plan."""
    return [item for item in earlyhelp.check(read(text)) if item.code == code]


def lines(finding: Finding) -> list[int]:
    """The lines of the plan that a finding's proof goes through."""
    return [step.place.line for step in finding.chain if step.place is not None]


# 26: circles


@pytest.mark.parametrize(
    "form", ["after: a", "before: a", "after: a + 3 weeks", "within: 3 weeks after a"]
)
def test_26_a_milestone_that_waits_for_itself_is_a_cycle(form: str) -> None:
    [finding] = found(f"milestones:\n  a: {{{form}}}", "EH101")
    assert "a → a" in finding.message
    assert lines(finding) == [2]


@pytest.mark.parametrize("back", ["after: b", "after: b + 1 month", "exactly: 2 weeks after b"])
def test_26_two_that_wait_for_each_other_are_a_cycle(back: str) -> None:
    [finding] = found(f"milestones:\n  a: {{{back}}}\n  b:\n    after: a\n", "EH101")
    assert set(finding.subjects) == {"a", "b"}
    assert sorted(lines(finding)) == [2, 4]


def test_26_the_shortest_of_several_cycles_is_shown() -> None:
    ring = [f"  m{n}: {{after: m{(n - 1) % 50}}}" for n in range(50)]
    ring[40] = "  m40: {after: [m39, m42]}"
    [finding] = found("milestones:\n" + "\n".join(ring), "EH101")
    assert set(finding.subjects) == {"m40", "m41", "m42"}
    assert sorted(lines(finding)) == [42, 43, 44]


def test_26_a_cycle_of_ten_thousand_is_one_finding_with_every_line() -> None:
    size = 10_000
    ring = "\n".join(f"  m{n}: {{after: m{(n - 1) % size}}}" for n in range(size))
    plan = read(f"milestones:\n{ring}")
    before = time.process_time()
    cycles = [item for item in earlyhelp.check(plan) if item.code == "EH101"]
    assert time.process_time() - before < 2
    [finding] = cycles
    assert len(finding.subjects) == size
    assert sorted(lines(finding)) == list(range(2, size + 2))
    assert len(finding.message) < 300


def test_26_a_cycle_exits_with_1(tmp_path: Path, eh: Callable[..., tuple[int, str, str]]) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}milestones:\n  a: {{after: b}}\n  b: {{after: a}}\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 1
    assert out.count("error[EH101]") == 1
    assert "plan.yaml:6" in out
    assert "plan.yaml:7" in out


# 27: names that lead nowhere


@pytest.mark.parametrize(
    "line",
    [
        *("after: lanch", "before: lanch", "after: lanch + 3 weeks", "by: lanch + 3 weeks"),
        *("within: 3 weeks after lanch", "exactly: 3 weeks after lanch", "after: [lanch]"),
        *("after: {link: lanch, because: so}", "after: [launch, {link: lanch + 2 months}]"),
    ],
)
def test_27_a_link_to_nothing_asks_what_was_meant(line: str) -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        read(f"milestones:\n  launch: {{on: 2021-10-12}}\n  a: {{{line}}}")
    [finding] = refused.value.findings
    assert finding.code == "EH012"
    assert 'there is no milestone "lanch"; did you mean "launch"?' in finding.message
    assert finding.place is not None
    assert finding.place.line == 3


# 28: the least time, computed in another way


class Lag(NamedTuple):
    """So many days at least, or at most, from one milestone to another."""

    first: int
    then: int
    days: int
    is_most: bool


def network(rng: random.Random, size: int) -> list[Lag]:
    """Lags between milestones that some diary keeps: the diary is drawn first."""
    diary = [0, *sorted(rng.randrange(300) for _ in range(size - 1))]
    lags = [Lag(0, node, rng.randint(0, diary[node]), is_most=False) for node in range(1, size)]
    for _ in range(3 * size):
        first, then = sorted(rng.sample(range(size), 2))
        apart = diary[then] - diary[first]
        lags.append(Lag(first, then, rng.randint(0, apart), is_most=False))
        if rng.random() < 0.2:
            lags.append(Lag(first, then, apart + rng.randrange(9), is_most=True))
    return lags


def longest(size: int, lags: list[Lag]) -> list[int]:
    """The least day of every milestone, in days after the first (Bellman and Ford)."""
    least = [0] * size
    for _ in range(size):
        for first, then, days, is_most in lags:
            if is_most:
                least[first] = max(least[first], least[then] - days)
            else:
                least[then] = max(least[then], least[first] + days)
    return least


def written(
    size: int,
    lags: list[Lag],
    *,
    start: date = START,
    last_by: date | None = None,
    names: Mapping[int, str] | None = None,
    order: list[int] | None = None,
) -> str:
    """Such a network as the milestones of a plan; a last one comes after all the others."""
    names = names or {node: f"m{node}" for node in range(size)}
    entries = [f"    on: {start}\n", *[""] * (size - 1)]
    for is_most, key in ((False, "after"), (True, "by")):
        for node in range(1, size):
            said = [lag for lag in lags if lag.then == node and lag.is_most is is_most]
            entries[node] += f"    {key}:\n" * bool(said)
            for lag in said:
                entries[node] += f"      - {names[lag.first]} + {lag.days} calendar days\n"
    order = order or list(range(size))
    text = "".join(f"  {names[node]}:\n{entries[node]}" for node in order)
    end = "  the-end:\n    after:\n" + "".join(f"      - {names[node]}\n" for node in order)
    deadline = f"    by: {last_by}\n" if last_by else ""
    return f"days: any\nmilestones:\n{text}{end}{deadline}"


@pytest.mark.parametrize("seed", range(25))
def test_28_the_least_time_is_feasible_and_a_day_less_is_one_day_short(seed: int) -> None:
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


# 30: fixes


TOO_TIGHT: Final = (
    """\
milestones:
  response:
    on: 2021-10-12
  launch:
    on: 2022-01-04
    after: notice.end
stages:
  selection:
    lasts: at least 6 weeks
    after: response
  notice:
    lasts: at least 12 weeks
    after: selection.end
    source: ERA 1996 s.86
    locked: yes
""",
    """\
milestones:
  notice:
    on: 2021-11-30
  keys:
    after: notice + 3 months
    by: 2022-02-11
""",
    """\
milestones:
  decision:
    on: 2021-10-12
    locked: yes
  call-in:
    after: decision + 7 working days
  letters:
    after: call-in + 10 working days
    before: meeting - 15 clear days
  meeting:
    by: 2021-11-12
    not_before: 2021-11-01
""",
    """\
milestones:
  vacated:
    on: 2021-12-20
  handed-over:
    within: 5 working days after vacated
    after: survey + 2 weeks
  survey:
    not_before: 2022-01-10
""",
    """\
stages:
  moves:
    start: {not_before: 2021-11-01}
    lasts: between 4 and 6 weeks
    by: 2021-11-19
""",
)


def conflicts(text: str) -> Iterator[Finding]:
    """The conflicts of a plan that cannot be met; there is one at least."""
    several = found(text, "EH201")
    assert several
    yield from several


def mended(text: str, fix: Fix) -> str:
    """The plan after somebody has typed a fix where it says."""
    assert fix.place is not None
    rows = text.split("\n")
    row = rows[fix.place.line - 1]
    at = fix.place.column - 1
    assert row[at:].startswith(fix.before)
    rows[fix.place.line - 1] = row[:at] + fix.after + row[at + len(fix.before) :]
    return "\n".join(rows)


@pytest.mark.parametrize("text", TOO_TIGHT)
def test_30_a_plan_with_a_fix_typed_in_can_be_met(text: str) -> None:
    for conflict in conflicts(text):
        assert conflict.fixes
        for fix in conflict.fixes:
            assert earlyhelp.solve(read(mended(text, fix))).feasible, fix.text


@pytest.mark.parametrize("text", TOO_TIGHT)
def test_30_no_fix_touches_what_is_locked(text: str) -> None:
    plan = read(text)
    locked = {link.place for link in plan.links if link.locked}
    for milestone in plan.milestones:
        if milestone.locked and milestone.on is not None:
            locked.add(milestone.on.place)
    for conflict in conflicts(text):
        assert locked.isdisjoint(fix.place for fix in conflict.fixes)


@pytest.mark.parametrize("text", TOO_TIGHT)
def test_30_the_smallest_fix_comes_first(text: str) -> None:
    for conflict in conflicts(text):
        sizes = [abs(fix.days) for fix in conflict.fixes]
        assert sizes == sorted(sizes)
        assert min(sizes) > 0


@pytest.mark.parametrize("seed", range(15))
def test_30_every_fix_of_a_drawn_plan_mends_it(seed: int) -> None:
    rng = random.Random(seed)
    size = 10
    lags = network(rng, size)
    end = START + timedelta(days=max(longest(size, lags)) - rng.randint(1, 20))
    text = written(size, lags, last_by=end)
    [conflict] = conflicts(text)
    for fix in conflict.fixes:
        assert earlyhelp.solve(read(mended(text, fix))).feasible, fix.text


# 31, 32: more than one conflict, and limits from above


def test_31_two_independent_conflicts_are_both_reported() -> None:
    several = found(
        "milestones:\n"
        "  a: {on: 2021-10-12}\n  b: {after: a + 3 weeks, by: 2021-10-29}\n"
        "  c: {on: 2021-11-12}\n  d: {after: c + 3 weeks, by: 2021-11-26}\n",
        "EH201",
    )
    assert [set(item.subjects) for item in several] == [{"a", "b"}, {"c", "d"}]
    assert [item.short_by_days for item in several] == [4, 7]


@pytest.mark.parametrize(
    "limit", ["within: 10 calendar days after vacated", "by: vacated + 10 calendar days"]
)
def test_32_a_limit_from_above_that_is_broken_is_reported_as_such(limit: str) -> None:
    [finding] = found(
        "milestones:\n  vacated:\n    on: 2021-12-01\n"
        f"  handed-over:\n    not_before: 2021-12-17\n    {limit}\n",
        "EH201",
    )
    assert finding.short_by_days == 6
    assert 6 in lines(finding)
    assert any("at most 10 calendar days" in step.text for step in finding.chain)


# 34: loose ends


def test_34_what_hangs_loose_is_named_and_the_plan_is_still_fine(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}as_at: 2021-09-17\nmilestones:\n"
        "  a: {on: 2021-10-12}\n  b: {after: a, by: 2021-10-29}\n"
        "  orphan: {}\n"
        "  apart: {after: orphan-2}\n  orphan-2: {}\n"
        "  no-successor: {after: a}\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 0
    for loose in ("orphan", "apart", "no-successor"):
        assert f"nothing waits for {loose}, " in out
    assert "nothing waits for orphan-2" not in out
    assert "nothing waits for b" not in out


# 35, 36: the order of lines, the names, and the year say nothing


@pytest.mark.parametrize("short", [0, 3])
@pytest.mark.parametrize("seed", range(10))
def test_35_the_order_of_lines_and_the_names_do_not_matter(seed: int, short: int) -> None:
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


def test_35_the_order_of_the_sections_and_keys_does_not_matter() -> None:
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
def test_36_a_plan_that_is_put_off_has_every_day_put_off(shift: int, short: int) -> None:
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


def test_38_stages_without_a_length_and_everything_on_one_day() -> None:
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
