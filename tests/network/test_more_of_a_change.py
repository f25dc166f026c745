"""Where a change that fits its chain does not mend the whole plan: the least more that does."""

from __future__ import annotations

import pytest

from earlyhelp.files.load import parse
from earlyhelp.network.conflicts import circles
from earlyhelp.network.schedule import solve_plan
from tests.answers import conflicts_in, offered


def test_what_fits_its_chain_may_need_a_day_more_for_the_rest(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {not_before: 2021-10-11}
      out: {after: told + 2 weeks, by: 2021-10-22}
      keys: {after: out + 1 week, by: 2021-10-27}
    """
    # Out in time from Friday 8 October; but then the keys are two days late, which they are
    # only once out is not trusted to be in time.
    [finding] = conflicts_in(said)
    assert ("told", "not_before", "2021-10-06", -5) in offered(finding)
    assert ("out", "after", "told + 1 week", -7) in offered(finding)
    assert finding.not_enough == ("out by Monday 25 October 2021 (keys is then 5 days short)",)
    [finding] = conflicts_in(said.replace("2021-10-27", "2021-10-29"))
    assert ("told", "not_before", "2021-10-08", -3) in offered(finding)


def test_a_deadline_may_need_a_day_more_than_its_chain(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01}
      out: {after: told + 2 weeks, by: 2021-10-13}
      counted: {after: out + 3 working days, by: out + 3 calendar days}
    """
    # Out on Friday the 15th, the keys are counted in three calendar days, or three working days;
    # from Sunday the 17th on both are Wednesday.
    [finding] = conflicts_in(said)
    assert ("out", "by", "2021-10-17", 4) in offered(finding)


def test_a_lag_of_a_circle_that_is_too_short_without_it_too_is_not_enough(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {}
      packed: {after: {link: told + 2 weeks, locked: true}}
      out: {after: packed + 1 week, by: told + 1 week}
    """
    [finding] = conflicts_in(said)
    assert offered(finding) == [("out", "by", "told + 3 weeks", 14)]
    assert finding.not_enough == ("1 week from packed to out shortened",)


def test_a_lag_may_have_to_be_a_day_shorter_than_its_chain_needs(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-11}
      out: {after: told + 14 calendar days, by: 2021-10-22}
      keys: {after: out + 1 week, by: 2021-10-27}
    """
    # Out in time after 11 days; the keys, a week later, only after 9, on Wednesday the 20th.
    [finding] = conflicts_in(said)
    assert ("out", "after", "told + 9 calendar days", -5) in offered(finding)
    assert conflicts_in(said.replace("14 calendar", "9 calendar")) == []
    assert len(conflicts_in(said.replace("14 calendar", "10 calendar"))) == 1


def test_a_last_day_after_another_may_have_to_be_later_than_its_chain_needs(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01}
      out:
        after: {link: told + 2 weeks, locked: true}
        within: 12 calendar days after told
      counted: {after: out + 3 working days, by: out + 3 calendar days}
    """
    # Out on Friday the 15th; but three working days are three calendar days from Sunday on.
    [finding] = conflicts_in(said)
    assert ("out", "within", "16 calendar days after told", 4) in offered(finding)
    assert conflicts_in(said.replace("12 calendar", "16 calendar")) == []
    assert len(conflicts_in(said.replace("12 calendar", "15 calendar"))) == 1


def test_a_last_day_after_a_pin_may_have_to_be_later_than_its_chain_needs(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-01}
      ready: {on: 2021-10-15}
      out: {after: ready, within: 12 calendar days after told}
      counted: {after: out + 3 working days, by: out + 3 calendar days}
    """
    # Ready on Friday the 15th, 14 days after; but nothing is counted in three days before Sunday.
    [finding] = conflicts_in(said)
    assert ("out", "within", "16 calendar days after told", 4) in offered(finding)


def test_an_exact_lag_has_no_more_to_it_because_more_may_do_worse(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-11}
      out: {exactly: 14 calendar days after told, by: 2021-10-22}
      keys: {after: out + 1 week, by: 2021-10-27}
    """
    [finding] = conflicts_in(said)
    assert "exactly" not in [fix.field for fix in finding.fixes]
    [finding] = conflicts_in(said.replace("10-27", "10-29"))
    assert ("out", "exactly", "11 calendar days after told", -3) in offered(finding)


def test_the_least_room_that_a_circle_needs_is_that_of_its_best_day(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {}
      out:
        after: {link: told + 2 months, locked: true}
        within: 40 calendar days after told
    """
    # Two months are 61 days from September, and 59 from the first of January.
    [finding] = conflicts_in(said)
    [(_, field, typed, _)] = offered(finding)
    assert (field, typed) == ("within", "59 calendar days after told")
    assert conflicts_in(said.replace("40", "59")) == []
    assert len(conflicts_in(said.replace("40", "58"))) == 1


@pytest.mark.parametrize("as_at", ["2021-09-06", "2021-09-07", "2021-09-10"])
def test_a_circle_is_told_from_the_weekday_on_which_the_least_is_missing(as_at: str) -> None:
    """Four working days are four days from a Monday, and six from any other day."""
    [finding] = conflicts_in(
        "format: 1\nid: story\ntitle: A story\nnation: england\n"
        f"as_at: {as_at}\n"
        "milestones:\n"
        "  told: {}\n"
        "  out: {after: told + 4 working days, within: 3 calendar days after told}\n"
    )
    assert finding.short_by_days == 1
    assert finding.chain[0].day is not None
    assert finding.chain[0].day.isoweekday() == 1


def test_a_line_that_runs_back_to_an_earlier_one_is_longer_by_what_is_missing(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      vacated: {by: 2021-10-20}
      keys: {not_before: 2021-11-01, within: 5 calendar days after vacated}
    """
    # The keys come on 1 November, so that nothing is vacated before 27 October: 7 days too late.
    [finding] = conflicts_in(said)
    assert ("keys", "within", "12 calendar days after vacated", 7) in offered(finding)


def test_so_is_one_that_is_exact(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      vacated: {by: 2021-10-20}
      keys: {not_before: 2021-11-01, exactly: 5 calendar days after vacated}
    """
    [finding] = conflicts_in(said)
    assert ("keys", "exactly", "12 calendar days after vacated", 7) in offered(finding)


def test_an_exact_lag_ends_on_the_working_day_before_a_weekend() -> None:
    """
    Cleared by Sunday the 10th it would be counted in time; nobody clears on a Sunday.
    """
    [finding] = conflicts_in(
        "format: 1\nid: story\ntitle: A story\nnation: england\nas_at: 2021-09-01\n"
        "milestones:\n"
        "  told: {on: 2021-10-01}\n"
        "  cleared: {exactly: 14 calendar days after told}\n"
        "  counted: {after: cleared + 3 calendar days, by: 2021-10-13}\n"
    )
    assert ("cleared", "exactly", "7 calendar days after told", -7) in offered(finding)


def test_a_pin_on_a_working_day_goes_to_the_one_before_a_weekend() -> None:
    """
    Told by Sunday the 10th it would be out in time; nobody tells on a Sunday, so by the Friday.
    """
    [finding] = conflicts_in(
        "format: 1\nid: story\ntitle: A story\nnation: england\nas_at: 2021-09-01\n"
        "milestones:\n"
        "  told: {on: 2021-10-15}\n"
        "  out: {after: told + 3 calendar days, by: 2021-10-13}\n"
    )
    assert ("told", "on", "2021-10-08", -7) in offered(finding)


def test_days_of_a_change_are_counted_from_the_day_that_was_in_the_way(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {not_before: week of 2021-10-11}
      out: {after: told + 2 weeks, by: week of 2021-10-18}
    """
    # Not before Monday the 11th, and by the end of the week of the 18th.
    [finding] = conflicts_in(said)
    [by] = [said for said in offered(finding) if said[1] == "by"]
    [first] = [said for said in offered(finding) if said[1] == "not_before"]
    assert by[2:] == ("2021-10-25", finding.short_by_days)
    assert first[3] == -(finding.short_by_days or 0)


def test_a_shorter_lag_arrives_on_a_working_day() -> None:
    """
    Two months reach 10 November, one Sunday 10 October: the work then ends on the Monday.
    """
    [finding] = conflicts_in(
        "format: 1\nid: story\ntitle: A story\nnation: england\nas_at: 2021-09-01\n"
        "milestones:\n"
        "  told: {on: 2021-09-10}\n"
        "  out: {after: told + 2 months, by: 2021-10-11}\n"
    )
    assert ("out", "after", "told + 1 month", -30) in offered(finding)


def test_a_lag_of_which_nothing_is_left_is_none_but_of_clear_days_it_is_a_day(said: str) -> None:
    """
    as_at: 2021-09-01
    milestones:
      told: {on: 2021-10-04}
      out: {after: told + 3 clear days, by: 2021-10-04}
    """
    # Without a lag both are on one day; no clear day between them is the day after.
    [finding] = conflicts_in(said)
    assert ("out", "after", "told", -4) in offered(finding)
    exact = said.replace("after: told + 3 clear days", "exactly: 3 clear days after told")
    [finding] = conflicts_in(exact.replace("by: 2021-10-04", "by: 2021-10-05"))
    assert ("out", "exactly", "0 clear days after told", -3) in offered(finding)


def test_circles_are_told_in_the_order_of_the_plan_and_those_of_many_rows_once() -> None:
    plan = parse(
        b"format: 1\nid: story\ntitle: A story\nnation: england\n"
        b"milestones:\n"
        b"  a: {after: d}\n"
        b"  b: {after: c}\n"
        b"  c: {after: b}\n"
        b"  d: {after: a}\n"
        b"workflows:\n"
        b"  w: {steps: {shut: {after: empty}, empty: {after: shut}}}\n"
        b"properties: [{id: elm}, {id: oak}, {id: fir}]\n"
    )
    told = [
        ({link.first for link in circle.links}, circle.alike)
        for circle in circles(solve_plan(plan).network)
    ]
    assert told == [
        ({"a", "d"}, 0),
        ({"b", "c"}, 0),
        ({"elm.shut", "elm.empty"}, 2),
    ]
