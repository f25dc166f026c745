"""Does somebody know what is in the way who sees the last lines of a long answer alone?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from earlyhelp.outputs import text, verdict

if TYPE_CHECKING:
    from tests.outputs.conftest import Check

#: Loose ends, so that a proof scrolls away.
ENDS = "".join(f"  loose{at}: {{}}\n" for at in range(6))
CALLED_OFF = f"""
milestones:
{ENDS}
  told: {{on: 2021-10-04}}
  out: {{on: 2021-10-18, after: told + 3 weeks}}
"""


def last_lines(check: Check, said: str, named: str | None = "our-redesign") -> list[str]:
    """The last lines, but for the first and the last of them, which every answer has."""
    found = check(said)
    lines = [*verdict.lines(found.schedule, found.findings, text.Paper(), named=named)]
    return lines[1:-1]


def test_one_conflict_is_told_again_with_the_smallest_change_of_a_line(check: Check) -> None:
    assert last_lines(check, CALLED_OFF) == [
        "  7 days short between told and out, at plan.yaml:10",
        "  the smallest change of one line that mends it: 3 weeks from told to out shortened to 2 weeks",
    ]


def test_of_several_the_longest_is_told_and_what_looks_for_a_change_of_all(check: Check) -> None:
    said = CALLED_OFF + "  gone: {by: 2021-10-05, after: told + 1 week}\n"
    assert last_lines(check, said) == [
        "  7 days short between told and out, at plan.yaml:10, and 1 more conflict",
        "  `eh plan fix -p our-redesign` looks for the smallest change of days that mends it all",
    ]
    assert last_lines(check, said, named=None)[1].startswith("  `eh plan fix` looks for")


def test_a_conflict_that_no_single_line_mends_may_be_mended_by_several(check: Check) -> None:
    said = f"\nmilestones:\n{ENDS}  told: {{on: 2021-10-04, locked: true}}\n"
    said += "  out: {on: 2021-10-18, locked: true, after: [{link: told + 3 weeks, locked: true}]}\n"
    assert last_lines(check, said)[1] == (
        "  `eh plan fix -p our-redesign` looks for the smallest change of days that mends it all"
    )


def test_a_circle_comes_first_because_no_day_mends_it(check: Check) -> None:
    said = CALLED_OFF + "  a: {after: b}\n  b: {after: a}\n"
    assert last_lines(check, said) == [
        "  a waits for itself, in a circle of 2 links, at plan.yaml:12, and 1 more conflict",
        "  no other day mends that: one of its lines has to go",
    ]


def test_where_little_was_found_the_proof_is_still_in_sight(check: Check) -> None:
    said = CALLED_OFF.replace(ENDS, "")
    assert last_lines(check, said) == []


def test_a_plan_that_can_be_met_has_nothing_in_its_way(check: Check) -> None:
    assert last_lines(check, CALLED_OFF.replace("3 weeks", "2 weeks")) == []
