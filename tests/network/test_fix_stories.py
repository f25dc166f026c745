"""Fixes of small plans, each with a reason why it is these that are offered."""

from __future__ import annotations

from datetime import date

import pytest

import earlyhelp
from tests.answers import conflicts_in, offered


def test_a_fix_says_what_it_does_in_words(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01}
      cleared: {after: told + 2 weeks}
      out: {after: cleared, on: 2021-10-13}
    """
    for key in ("on", "by"):  # every day may be a milestone's, so a Saturday too
        [finding] = conflicts_in(
            said.replace("10-01", "10-02").replace("on: 2021-10-13", f"{key}: 2021-10-13")
        )
        assert ("out", key, "2021-10-16", 3) in offered(finding)
    [finding] = conflicts_in(said)
    assert [fix.text for fix in finding.fixes] == [
        "out on or after Friday 15 October 2021",
        "told by Wednesday 29 September 2021",
        "2 weeks from told to cleared shortened to 1 week",
    ]
    [finding] = conflicts_in(said.replace("on: 2021-10-01", "not_before: 2021-10-01"))
    assert finding.fixes[1].text == "told from Wednesday 29 September 2021"
    [finding] = conflicts_in(said.replace("on: 2021-10-13", "by: 2021-10-06"))
    assert [fix.text for fix in finding.fixes] == [
        "out by Friday 15 October 2021",
        "told by Wednesday 22 September 2021",
        "2 weeks from told to cleared shortened to nothing",
    ]


def test_a_line_that_comes_up_twice_is_shortened_for_both(said: str) -> None:
    """
    as_at: 2021-09-01
    workflows:
      handover:
        for: property.future is not retained
        steps:
          cleared: {}
          signed: {after: cleared + 2 weeks}
    properties:
      - {id: elm, future: surplus}
      - {id: oak, future: surplus}
    milestones:
      crew.free: {on: 2021-10-01, before: elm.cleared}
      crew.moved: {after: elm.signed, before: oak.cleared}
      launch: {by: 2021-10-15, after: oak.signed}
    """
    # One crew clears one centre after the other: 1, 15 and 29 October, 14 days too late. One
    # week for each is enough; and where all four weeks are missing, nothing but none at all.
    [finding] = conflicts_in(said)
    assert ("elm.signed", "after", "cleared + 1 week", -14) in offered(finding)
    [finding] = conflicts_in(said.replace("2021-10-15", "2021-10-01"))
    assert ("elm.signed", "after", "cleared", -28) in offered(finding)
    [finding] = conflicts_in(said.replace("2021-10-15", "2021-09-30"))
    [*_, not_enough] = finding.not_enough
    assert (
        not_enough
        == "2 weeks from elm.cleared to elm.signed shortened (without it, still 1 day short)"
    )


def test_an_exact_lag_changes_at_both_ends(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01}
      out: {exactly: 4 weeks after told, by: 2021-10-20}
    """
    [finding] = conflicts_in(said)
    assert offered(finding) == [
        ("out", "by", "2021-10-29", 9),
        ("told", "on", "2021-09-22", -9),
        ("out", "exactly", "2 weeks after told", -14),
    ]


def test_a_line_that_says_from_what_to_what_is_offered_once(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      vacated: {}
      cleared: {after: vacated + 15 calendar days}
      handed_over: {after: cleared, exactly: 10 calendar days after vacated}
    """
    [finding] = conflicts_in(said)
    assert offered(finding) == [
        ("cleared", "after", "vacated + 10 calendar days", -5),
        ("handed_over", "exactly", "15 calendar days after vacated", 5),
    ]


def test_another_deadline_may_be_nearer_than_the_one_that_is_moved(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01}
      out: {after: told + 2 weeks, by: [2021-10-12, 2021-10-13]}
    """
    # Out on 15 October at the earliest: the later of the two deadlines is still two days short.
    [finding] = conflicts_in(said)
    assert finding.not_enough == ("out by Friday 15 October 2021 (out is then 2 days short)",)
    pinned = conflicts_in(said.replace("[2021-10-12, 2021-10-13]", "2021-10-12, on: 2021-10-13"))
    assert pinned[0].not_enough == finding.not_enough


def test_what_is_then_the_most_short_is_named(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      response: {on: 2021-10-12}
      notice: {on: 2021-10-15, after: response + 1 week}
      letters: {on: 2021-11-12, after: notice + 4 weeks}
      launch: {on: 2022-01-17, after: notice + 13 weeks}
    """
    # From a notice on 19 October: the letters on 16 November, the launch on 18 January.
    [finding] = conflicts_in(said)
    [not_enough] = finding.not_enough
    assert not_enough.endswith("(letters is then 4 days short)")


def test_what_a_day_cannot_come_before_says_how_far_it_moves(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      decided: {on: 2021-09-29}
      told: {on: 2021-10-01, after: decided}
      out: {after: told + 2 weeks, by: 2021-10-11}
    """
    [finding] = conflicts_in(said)
    assert finding.not_enough == ("told earlier (at most 2 days)",)


def test_an_earlier_day_that_its_own_lines_do_not_allow_is_not_enough(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-11}
      counted: {after: told + 3 working days, by: told + 3 calendar days}
      out: {after: told + 2 weeks, by: 2021-10-22}
    """
    # Told on Friday 8 October, the keys are counted on Wednesday: not told before Sunday, then.
    [finding] = conflicts_in(said)
    assert finding.not_enough == ("told by Friday 8 October 2021 (told is then 2 days short)",)
    # Where it may be told later than that day, a day more before it can do: from Tuesday the 5th
    # the keys are counted on Friday the 8th.
    [finding] = conflicts_in(said.replace("on: 2021-10-11", "not_before: 2021-10-11"))
    assert ("told", "not_before", "2021-10-05", -6) in offered(finding)
    [finding] = conflicts_in(
        said.replace("on: 2021-10-11", "not_before: 2021-10-11").replace("09-01", "10-06")
    )
    assert finding.not_enough == ("told earlier (at most 1 day)",)


def test_a_shorter_lag_has_to_end_in_time_on_a_working_day(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01}
      out: {after: told + 5 calendar days, by: 2021-10-03, days: working}
    """
    # Friday itself: Saturday and Sunday would be Monday.
    [finding] = conflicts_in(said)
    assert ("out", "after", "told", -5) in offered(finding)
    assert "out is then" not in str(finding.not_enough)


def test_a_maximum_lag_on_the_way_is_lengthened_by_what_is_missing(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      keys.counted: {on: 2021-11-10}
      handed_over: {after: keys.counted, within: 14 calendar days after vacated}
      vacated: {}
      closed: {after: vacated + 1 week, by: 2021-10-26}
    """
    # Not vacated before 27 October, nor closed before 3 November: eight days too late.
    [finding] = conflicts_in(said)
    assert ("handed_over", "within", "22 calendar days after vacated", 8) in offered(finding)


def test_no_lag_is_lengthened_past_the_longest_that_there_is(said: str) -> None:
    """
    as_at: 1990-01-01
    milestones:
      told: {done: 1971-01-04}
      survey: {not_before: 2021-10-01, locked: yes}
      out: {after: survey, by: told + 9000 calendar days}
    """
    [finding] = conflicts_in(said)
    assert finding.fixes == ()
    assert finding.not_enough == ("9000 calendar days from told to out lengthened",)


def test_a_fact_and_what_is_exactly_after_it_on_no_working_day(said: str) -> None:
    """
    as_at: 2021-10-01
    milestones:
      told: {done: 2021-10-01}
      out: {exactly: 1 calendar day after told, days: working}
    """
    # Saturday 2 October is none; the line is offered once, and three days lead to Monday.
    [finding] = conflicts_in(said)
    assert offered(finding) == [("out", "exactly", "3 calendar days after told", 3)]


def test_what_is_exact_stays_exact_and_a_range_keeps_its_other_end(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01, locked: yes}
      signed: {on: 2021-10-11, locked: yes}
      out: {LINE, after: signed, by: 2021-10-12, locked: yes}
    """
    # One week would be 8 October, and it is signed on the 11th: too late if that is exact.
    [finding] = conflicts_in(said.replace("LINE", "exactly: 2 weeks after told"))
    assert finding.fixes == ()
    assert finding.not_enough == (
        "2 weeks from told to out shortened to 1 week (told is then 3 days short)",
    )
    [finding] = conflicts_in(said.replace("LINE", "within: 2 to 4 weeks after told"))
    assert offered(finding) == [("out", "within", "1 to 4 weeks after told", -7)]


def test_a_stage_that_lasts_exactly_so_long_is_changed_at_both_ends(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01, before: selection.start, locked: yes}
      asked: {by: 2021-10-01, after: selection.start, locked: yes}
      signed: {on: 2021-10-11, before: selection.end, locked: yes}
      out: {after: selection.end, by: 2021-10-12, locked: yes}
    stages:
      selection: {lasts: exactly 2 weeks}
    """
    [finding] = conflicts_in(said)
    assert finding.fixes == ()
    [not_enough] = finding.not_enough
    assert not_enough.startswith("selection shortened to 1 week (")
    [finding] = conflicts_in(said.replace("exactly 2", "at least 2"))
    assert offered(finding) == [("selection", "lasts", "at least 1 week", -7)]


def test_work_is_done_faster_and_takes_some_time_however_fast(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-04, locked: yes}
      chosen: {after: interviews.end, by: 2021-10-06, locked: yes}
    stages:
      interviews: {after: told, lasts: 12 interviews at 4 a working day}
    """
    # Three working days from Monday, until Thursday: one is to spare, and then only one is left.
    [finding] = conflicts_in(said)
    assert offered(finding) == [
        ("interviews", "lasts", "12 interviews at 6 a working day", -1),
    ]
    [finding] = conflicts_in(said.replace("10-06", "10-05"))
    assert offered(finding) == [
        ("interviews", "lasts", "12 interviews at 12 a working day", -2),
    ]
    [finding] = conflicts_in(said.replace("10-06", "10-04"))
    assert finding.fixes == ()
    assert finding.not_enough == ("interviews shortened (in 1 working day, still 1 day short)",)


@pytest.mark.parametrize(
    ("as_at", "room"),
    [
        ("2021-10-01", "not possible"),
        ("2021-09-30", "at most 1 day"),
        ("2021-09-28", "at most 3 days"),
    ],
)
def test_nothing_begins_before_the_as_at_day(said: str, as_at: str, room: str) -> None:
    """
    milestones:
      told: {on: 2021-10-01}
      out: {after: told + 2 weeks, by: 2021-10-11}
    """
    [finding] = conflicts_in(f"{said}as_at: {as_at}\n")
    assert finding.not_enough == (f"told earlier ({room})",)
    assert [fix.field for fix in finding.fixes] == ["by", "after"]


def test_a_day_moves_up_to_the_as_at_day_and_no_further(said: str) -> None:
    """
    as_at: 2021-09-27
    milestones:
      told: {on: 2021-10-01}
      out: {after: told + 2 weeks, by: 2021-10-11}
    """
    [finding] = conflicts_in(said)
    assert offered(finding)[1] == ("told", "on", "2021-09-27", -4)


def test_the_days_of_a_locked_milestone_are_not_offered(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01, locked: yes}
      out: {after: told + 2 weeks, by: 2021-10-12, locked: yes}
    """
    [finding] = conflicts_in(said)
    assert offered(finding) == [("out", "after", "told + 1 week", -7)]
    assert finding.not_enough == ()


def test_a_locked_line_in_the_middle_leaves_the_others(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01, locked: yes}
      cleared: {after: {link: told + 1 week, locked: yes}}
      out: {after: cleared + 2 weeks, by: 2021-10-20, locked: yes}
    """
    [finding] = conflicts_in(said)
    assert offered(finding) == [("out", "after", "cleared + 1 week", -7)]


def test_a_day_moves_to_the_last_day_of_the_calendar_and_no_further(said: str) -> None:
    """
    milestones:
      told: {on: 2099-12-01}
      out: {after: told + 30 calendar days, by: 2099-12-30}
    """
    assert date(2099, 12, 31) == earlyhelp.dates.days.LAST_DATE
    [finding] = conflicts_in(said)
    assert ("out", "by", "2099-12-31", 1) in offered(finding)
    beyond = said.replace("12-01", "12-02")
    pinned = said.replace("by: ", "days: working, on: ")
    closed = "closures: [{days: 2099-12-31, name: The end}]\n"
    for text in (beyond, beyond.replace("by: ", "on: "), pinned + closed):
        [finding] = conflicts_in(text)
        assert [fix.milestone for fix in finding.fixes] == ["out", "told"]
        assert {fix.field for fix in finding.fixes} == {"after", "on"}
    [finding] = conflicts_in(pinned)
    assert ("out", "on", "2099-12-31", 1) in offered(finding)


def test_a_day_is_pinned_to_a_working_day_even_where_a_sunday_would_do(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-11-01, by: 2021-10-31, days: working}
    """
    [finding] = conflicts_in(said)
    assert offered(finding) == [
        ("told", "by", "2021-11-01", 1),
        ("told", "on", "2021-10-29", -3),
    ]
    # What is pinned to a Sunday stays there; then what it is not before may be that Sunday.
    [finding] = conflicts_in(
        said.replace("on: 2021-11-01, by", "not_before: 2021-11-01, on"),
    )
    assert ("told", "not_before", "2021-10-31", -1) in offered(finding)
