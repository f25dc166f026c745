"""Does every sum that is printed add up?

These tests know nothing of how a proof was found. They read the lines as a person with a
calendar would: a first day, what is added to it line by line, the day that is reached,
the limit, and by how many days it is passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earlyhelp.checks import check_plan
from earlyhelp.dates import WorkingCalendar
from earlyhelp.files.load import parse
from earlyhelp.outputs import text

if TYPE_CHECKING:
    from earlyhelp.findings import Finding
    from tests.outputs.conftest import Check, Checked, EhCheck

HEAD: Final = "format: 1\nid: a\ntitle: Early Help redesign\nnation: england\nas_at: 2021-09-17\n"
ENGLAND: Final = WorkingCalendar(nation="england")
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_DAY: Final = r"(?P<day>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-9]{1,2} [A-Z][a-z]+ [0-9]{4})"
STATED: Final = re.compile(rf"   {_DAY} {{2,}}\S")
ADDED: Final = re.compile(r" (?P<sign>[+-]) (?P<days>[0-9]+) days? {2,}\S")
REACHED: Final = re.compile(rf" = {_DAY} {{2,}}(?P<what>\S.*)")
SHORT: Final = re.compile(
    r"   -+   (?P<days>[0-9]+) calendar days? \((?P<working>[0-9]+) working days?\) short\Z"
)


@attrs.frozen(kw_only=True)
class Sum:
    """One proof as it is printed."""

    first: date
    added: tuple[int, ...]
    reached: date | None
    edge: str | None  #: what the line with the day that is reached says of it
    limit: date | None
    short: int | None
    short_working: int | None

    def check(self, calendar: WorkingCalendar = ENGLAND) -> None:
        """Add it up."""
        end = self.first + timedelta(days=sum(self.added))
        if self.reached is not None:
            assert end == self.reached
        if self.short is not None:
            assert self.limit is not None
            assert abs((end - self.limit).days) == self.short
            working = calendar.working_days(*sorted((end, self.limit)))
            assert working == self.short_working


def the_day(typed: str) -> date:
    """The day that a proof names, whose weekday must be the right one."""
    weekday, day, month, year = typed.split()
    named = date(int(year), MONTHS.index(month) + 1, int(day))
    assert WEEKDAYS[named.weekday()] == weekday
    return named


def sums(printed: str) -> Iterator[Sum]:
    """Every proof with days in a text."""
    now: dict[str, Any] | None = None
    for line in [*printed.splitlines(), ""]:
        if (short := SHORT.match(line)) is not None:
            assert now is not None
            now |= {"short": int(short["days"]), "short_working": int(short["working"])}
        elif (reached := REACHED.match(line)) is not None:
            assert now is not None
            now |= {"reached": the_day(reached["day"]), "edge": reached["what"]}
        elif (added := ADDED.match(line)) is not None:
            assert now is not None
            days = int(added["days"])
            now["added"] += (days if added["sign"] == "+" else -days,)
        elif (stated := STATED.match(line)) is not None:
            if now is None:
                now = dict.fromkeys(("reached", "edge", "limit", "short", "short_working"))
                now |= {"first": the_day(stated["day"]), "added": ()}
            else:
                now["limit"] = the_day(stated["day"])
        elif now is not None:
            yield Sum(**now)
            now = None


def printed_of(finding: Finding) -> str:
    """A finding in text."""
    return "\n".join(text.findings([finding], text.Paper()))


def test_the_proof_of_the_design_reads_as_it_should(check: Check, launch_too_soon: str) -> None:
    checked = check(launch_too_soon)
    (finding,) = (item for item in checked.findings if item.code == "EH201")
    (proof,) = sums(printed_of(finding))
    assert proof == Sum(
        first=date(2021, 10, 12),
        added=(0, 42, 84, 0),
        reached=date(2022, 2, 15),
        edge="offer.launch at the earliest",
        limit=date(2022, 1, 1),
        short=45,
        short_working=31,
    )
    proof.check()


def test_every_sum_of_the_gallery_adds_up(of_the_gallery: str, eh_check: EhCheck) -> None:
    printed = eh_check(of_the_gallery)
    found = list(sums(printed))
    for proof in found:
        proof.check()
    last_lines = [line for line in printed.splitlines() if SHORT.match(line)]
    assert len([proof for proof in found if proof.short]) == len(last_lines)


def test_a_proof_that_counts_back_from_a_limit_reaches_a_latest_day(checked: Checked) -> None:
    """
    milestones:
      centre.vacated:
        expected: 2021-12-13
      centre.handed_over:
        after: centre.vacated + 10 working days
        by: 2021-12-20
    """
    (finding,) = (item for item in checked.findings if item.code == "EH204")
    (proof,) = sums(printed_of(finding))
    proof.check()
    assert proof.added == (-14,)
    assert proof.reached == date(2021, 12, 6)
    assert proof.edge == "centre.vacated at the latest"


@pytest.mark.parametrize("milestone", ["selection.complete", "training.complete"])
def test_both_chains_of_why_add_up_to_the_days_they_explain(
    checked: Checked, milestone: str
) -> None:
    """
    closures:
      - days: 2021-12-29 to 2021-12-31
        name: Christmas closure
    milestones:
      consultation.response:
        on: 2021-10-12
      selection.complete:
        after: consultation.response + 1 month
      training.complete:
        after: selection.complete + 10 clear working days
      offer.launch:
        on: 2022-01-04
        after: training.complete + 5 working days
    """
    schedule = checked.schedule
    printed = "\n".join(text.why(schedule, milestone, text.Paper()))
    up, down = sums(printed)
    assert up.first + timedelta(days=sum(up.added)) == schedule.earliest[milestone]
    assert down.first + timedelta(days=sum(down.added)) == schedule.latest[milestone]


def test_the_chains_of_critical_end_where_their_room_begins(checked: Checked) -> None:
    """
    milestones:
      partners.told:
        expected: 2021-09-20
      handover.last:
        by: 2021-12-20
        after: partners.told + 12 weeks
      offer.launch:
        on: 2022-01-04
        after: handover.last + 2 weeks
    """
    schedule = checked.schedule
    printed = "\n".join(text.critical(schedule, 5, text.Paper()))
    heads = re.findall(r"(-?[0-9]+) calendar days? \((-?[0-9]+) working days?\) of room", printed)
    found = list(sums(printed))
    assert len(found) == len(heads) >= 2
    for proof, (room, working) in zip(found, heads, strict=True):
        proof.check()
        assert proof.reached is not None
        assert proof.limit is not None
        assert (proof.limit - proof.reached).days == int(room)
        assert ENGLAND.working_days(proof.reached, proof.limit) == int(working)


UNITS: Final = (
    "calendar days",
    "weeks",
    "months",
    "working days",
    "clear days",
    "clear working days",
)


@st.composite
def plans_too_short(draw: st.DrawFn) -> str:
    """A chain of milestones whose last is pinned no later than its first, a lag between."""
    lags = draw(
        st.lists(st.tuples(st.integers(1, 30), st.sampled_from(UNITS)), min_size=1, max_size=6)
    )
    start = date(2021, 10, 1) + timedelta(days=draw(st.integers(0, 120)))
    limit = start - timedelta(days=draw(st.integers(0, 14)))
    days = draw(st.sampled_from(["any", "working"]))
    lines = [f"days: {days}", "milestones:", "  step-0:", f"    on: {start}"]
    for number, (count, unit) in enumerate(lags, start=1):
        lines += [f"  step-{number}:", f"    after: step-{number - 1} + {count} {unit}"]
    lines += [draw(st.sampled_from([f"    on: {limit}", f"    by: {limit}"]))]
    return HEAD + "\n".join(lines) + "\n"


@given(plan=plans_too_short())
@settings(deadline=None)
def test_however_a_plan_falls_short_its_proof_adds_up(plan: str) -> None:
    _, findings = check_plan(parse(plan.encode()))
    conflicts = [finding for finding in findings if finding.code == "EH201"]
    assert conflicts, "a limit before the start cannot be kept"
    for finding in conflicts:
        (proof,) = sums(printed_of(finding))
        assert proof.short is not None
        proof.check()


def test_a_long_proof_says_how_much_of_it_is_left_out(check: Check) -> None:
    steps = "".join(
        f"  step-{number}:\n    after: step-{number - 1} + 1 week\n" for number in range(1, 60)
    )
    plan = f"\nmilestones:\n  step-0:\n    on: 2021-10-12\n{steps}    by: 2021-11-01\n"
    checked = check(plan)
    (finding,) = (item for item in checked.findings if item.code == "EH201")
    printed = printed_of(finding)
    (left_out,) = re.findall(r"… ([0-9]+) lines of the proof are left out", printed)
    shown = len(re.findall(r"^ [+-] [0-9]+ days?", printed, flags=re.MULTILINE))
    assert shown + int(left_out) == len(finding.chain) - 2


def test_a_place_in_a_proof_is_the_line_that_says_so(redesign: Path, checked: Checked) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      offer.launch:
        by: 2022-01-04
        after: consultation.response + 6 months
    """
    lines = (redesign / "plan.yaml").read_text(encoding="utf-8").splitlines()
    (finding,) = (item for item in checked.findings if item.code == "EH201")
    said = [lines[step.place.line - 1].strip() for step in finding.chain if step.place]
    assert said == [
        "on: 2021-10-12",
        "after: consultation.response + 6 months",
        "by: 2022-01-04",
    ]
