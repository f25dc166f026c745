"""Are people consulted and given notice in time? At both sides of each day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from earlyhelp import Severity
from tests.rulebook.work.conftest import (
    COLLECTIVE,
    ERROR,
    HOW_LONG,
    HR1,
    HR1_AND_NOTICE,
    HR1_ONLINE,
    NOT_KNOWN,
    NOTE,
    NOTICE,
    WARNING,
    asked,
    became,
    not_known,
    of_code,
    planned,
)

# Collective consultation, and form HR1


@pytest.mark.parametrize(
    ("posts", "dismissal", "severity"),
    [
        (19, "2021-09-09", None),
        (20, "2021-10-07", ERROR),
        (20, "2021-10-08", NOTE),
        (99, "2021-10-07", ERROR),
        (99, "2021-10-08", NOTE),
        (100, "2021-10-22", ERROR),
        (100, "2021-10-23", NOTE),  # a Saturday: a day that is counted is never moved
    ],
)
@pytest.mark.parametrize(
    ("title", "begins"), [(COLLECTIVE, "consultation.start"), (HR1, "hr1.sent")]
)
def test_30_or_45_days_lie_before_the_first_dismissal(
    title: str, begins: str, posts: int, dismissal: str, severity: Severity | None
) -> None:
    facts = {"posts_at_risk": posts, begins: "2021-09-08", "first_dismissal": dismissal}
    assert became(facts, title) is severity


def test_21_days_of_consultation_are_no_breach_of_45() -> None:
    facts = {
        "consultation.start": "2021-09-08",
        "consultation.end": "2021-09-29",
        "posts_at_risk": 120,
        "first_dismissal": "2021-10-23",
    }
    assert date(2021, 9, 29) - date(2021, 9, 8) == timedelta(days=21)
    assert became(facts, COLLECTIVE) is NOTE


@pytest.mark.parametrize("title", [COLLECTIVE, HR1])
def test_without_headcount_both_numbers_are_shown_and_nothing_is_passed(title: str) -> None:
    facts = {"consultation.start": "2021-09-08", "hr1.sent": "2021-09-08"}
    says = not_known(planned(facts), title)
    assert "needs `posts_at_risk` and `first_dismissal`" in says
    assert "no earlier than Friday 8 October 2021" in says
    assert "no earlier than Saturday 23 October 2021" in says


def test_a_first_dismissal_alone_asks_for_the_start_of_consultation_and_the_form() -> None:
    plan = planned({"first_dismissal": "2021-10-23", "posts_at_risk": 120})
    for title, name in ((COLLECTIVE, "consultation.start"), (HR1, "hr1.sent")):
        says = not_known(plan, title)
        assert f"needs `{name}`; {name} no later than Wednesday 8 September 2021" in says


def test_each_establishment_is_counted_by_itself() -> None:
    facts = {
        "posts_at_risk": "{main: 100, harbour: 99, elm: 19}",
        "consultation.start": "2021-09-08",
        "first_dismissal": "2021-10-22",
    }
    (broken, kept) = of_code(planned(facts), "EH301")
    assert (broken.severity, kept.severity) == (ERROR, NOTE)
    assert "broken for main:" in broken.message
    assert "kept for harbour:" in kept.message


def test_the_45_days_are_in_force_from_6_april_2013() -> None:
    facts = {"consultation.start": "2013-02-01", "posts_at_risk": 100}
    assert became({**facts, "first_dismissal": "2013-04-05"}, COLLECTIVE) is None
    assert became({**facts, "first_dismissal": "2013-04-06"}, COLLECTIVE) is NOTE


@pytest.mark.parametrize(
    ("begins", "code", "source"),
    [("consultation.start", "EH301", "section 188(1A)"), ("hr1.sent", "EH303", "section 193")],
)
def test_between_milestones_the_law_is_a_line_of_the_proof_and_says_it_once(
    begins: str, code: str, source: str
) -> None:
    plan = planned(
        {"posts_at_risk": 100},
        f"  begins: {{role: {begins}, on: 2021-09-08}}\n"
        "  ends: {role: first_dismissal, on: 2021-10-22}\n",
    )
    (conflict,) = of_code(plan, "EH201")
    assert conflict.short_by_days == 1
    assert source in str(conflict.chain)
    assert not [item for item in of_code(plan, code) if item.severity is ERROR]


@pytest.mark.parametrize(
    ("posts", "notice", "severity"),
    [
        (20, "2021-10-11", ERROR),
        (20, "2021-10-12", NOTE),
        (19, "2021-10-11", None),
    ],
)
def test_form_hr1_is_sent_before_any_notice(
    posts: int, notice: str, severity: Severity | None
) -> None:
    facts = {"posts_at_risk": posts, "hr1.sent": "2021-10-12", "notice.given": notice}
    assert became(facts, HR1_AND_NOTICE) is severity


def test_a_notice_without_a_form_asks_for_it() -> None:
    says = not_known(planned({"posts_at_risk": 20, "notice.given": "2021-10-12"}), HR1_AND_NOTICE)
    assert "needs `hr1.sent`" in says


@pytest.mark.parametrize(
    ("sent", "consultation", "severity"),
    [
        ("2025-11-30", "2025-12-08", None),  # the paper form took any day
        ("2025-12-01", "2025-12-08", ERROR),
        ("2026-09-07", "2026-09-08", ERROR),
        ("2026-09-08", "2026-09-08", NOTE),
    ],
)
def test_the_online_form_refuses_a_consultation_that_has_not_begun(
    sent: str, consultation: str, severity: Severity | None
) -> None:
    facts = {"posts_at_risk": 20, "hr1.sent": sent, "consultation.start": consultation}
    assert became(facts, HR1_ONLINE) is severity


def test_the_online_form_asks_when_consultation_begins() -> None:
    says = not_known(planned({"posts_at_risk": 20, "hr1.sent": "2026-09-08"}), HR1_ONLINE)
    assert "needs `consultation.start`" in says
    assert "can only be sent online" in says


# Notice


@pytest.mark.parametrize(
    ("end", "severity"), [("2021-10-12", NOTE), ("2021-10-13", ERROR), (None, NOT_KNOWN)]
)
def test_no_notice_comes_before_consultation_is_complete(
    end: str | None, severity: Severity
) -> None:
    facts = {"notice.given": "2021-10-12"} | ({"consultation.end": end} if end else {})
    assert became(facts, NOTICE) is severity


@pytest.mark.parametrize(
    ("years", "over"),
    [
        (0, "1 week is Tuesday 19 October 2021"),
        (1, "1 week is Tuesday 19 October 2021"),
        (2, "2 weeks is Tuesday 26 October 2021"),
        (4, "4 weeks is Tuesday 9 November 2021"),
        (8, "8 weeks is Tuesday 7 December 2021"),
        (11, "11 weeks is Tuesday 28 December 2021"),
        (12, "12 weeks is Tuesday 4 January 2022"),
        (30, "12 weeks is Tuesday 4 January 2022"),
    ],
)
def test_notice_given_on_12_october_2021_runs_one_week_for_each_year(years: int, over: str) -> None:
    answer = asked(planned({"notice.given": "2021-10-12", "longest_service": years}), HOW_LONG)
    assert answer is not None
    assert answer.severity is NOTE
    assert f"notice.given on Tuesday 12 October 2021 + {over}" in answer.says


@pytest.mark.parametrize("years", range(2, 13))
def test_every_year_of_service_from_two_to_twelve_is_a_week(years: int) -> None:
    answer = asked(planned({"notice.given": "2021-10-12", "longest_service": years}), HOW_LONG)
    assert answer is not None
    assert f"+ {years} weeks is" in answer.says


@pytest.mark.parametrize(
    ("given", "severity"),
    [("2021-10-08", NOTE), ("2021-10-09", WARNING), ("2021-10-12", WARNING)],
)
def test_twelve_weeks_are_over_by_31_december_only_if_given_by_8_october(
    given: str, severity: Severity
) -> None:
    plan = planned(
        {"notice.given": given, "longest_service": 12, "consultation.response": "2021-10-12"},
        "  offer.launch: {role: launch, on: 2022-01-01}\n",
    )
    answer = asked(plan, HOW_LONG)
    assert answer is not None
    assert answer.severity is severity
    if severity is WARNING:
        assert "it has to begin by Friday 8 October 2021, which is before" in answer.says


def test_without_the_longest_service_one_and_twelve_weeks_are_shown() -> None:
    says = not_known(planned({"notice.given": "2021-10-12"}), HOW_LONG)
    assert "needs `longest_service`" in says
    assert "Tuesday 19 October 2021" in says
    assert "Tuesday 4 January 2022" in says
