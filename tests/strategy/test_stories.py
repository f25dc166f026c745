"""Small plans in which others decide how long something takes."""

from __future__ import annotations

import json

import pytest

from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse
from earlyhelp.findings import Finding, Severity
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import machine, text, verdict

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
ASKED = "milestones:\n  asked: {on: 2021-10-04}\n"
AGREED = "  agreed: {within: {link: 7 to 28 calendar days after asked, decided_by: the landlord}}\n"


def asked(said: str) -> tuple[Schedule, tuple[Finding, ...]]:
    """A checked plan, and what there is to say of what others decide."""
    schedule, found = check_plan(parse((HEAD + said).encode()), is_uncertain=True)
    return schedule, tuple(item for item in found if item.code == "EH210")


def test_a_launch_after_the_longest_answer_can_always_be_met() -> None:
    schedule, found = asked(ASKED + AGREED + "  launch: {by: 2021-11-01, after: agreed}\n")
    assert not found
    lines = list(verdict.lines(schedule, found, text.Paper(), is_uncertain=True))
    assert lines[1] == "It can be met whatever others decide: 1 length is decided by others"


def test_a_launch_before_the_longest_answer_is_for_the_landlord_to_spoil() -> None:
    schedule, (found,) = asked(ASKED + AGREED + "  launch: {by: 2021-10-29, after: agreed}\n")
    assert schedule.feasible
    assert found.severity is Severity.ERROR
    assert found.short_by_days == 3
    assert found.message.endswith(
        "3 days short at launch, if the landlord takes 28 calendar days for agreed"
    )
    assert [step.adds for step in found.chain] == [None, 28, 0, None]


def test_a_notice_that_may_wait_for_the_answer_can_always_be_met() -> None:
    _, found = asked(
        ASKED + AGREED + "  notice: {after: agreed}\n  out: {exactly: 2 weeks after notice}\n"
    )
    assert not found


def test_a_notice_that_has_to_be_sent_before_the_answer_cannot() -> None:
    """Sent a week before the answer, of which nobody knows when it comes."""
    _, (found,) = asked(
        ASKED + AGREED + "  notice: {before: agreed - 3 calendar days, days: any}\n"
        "  out: {after: agreed, by: notice + 1 week}\n"
    )
    assert "something has to be done before it is known how long agreed takes" in found.message
    assert sum(step.adds is None for step in found.chain) == 3  # two cases, and the limit


def test_nothing_is_asked_of_a_plan_that_cannot_be_met_at_all() -> None:
    schedule, found = asked(ASKED + AGREED + "  launch: {by: 2021-10-06, after: agreed}\n")
    assert not schedule.feasible
    assert not found


def test_a_plan_in_which_nobody_else_decides_is_told_how_to_say_so() -> None:
    _, (found,) = asked(ASKED)
    assert found.severity is Severity.NOTE
    assert "decided_by" in found.message


def test_a_day_that_two_lines_decide_is_not_known() -> None:
    _, (found,) = asked(
        ASKED + "  told: {on: 2021-10-05}\n"
        "  agreed:\n    within:\n"
        "      - {link: 28 calendar days after asked, decided_by: the landlord}\n"
        "      - {link: 28 calendar days after told, decided_by: the partner}\n"
    )
    assert found.severity is Severity.NOT_KNOWN
    assert "two lines decide the day of agreed" in found.message


def test_a_circle_without_a_deadline_is_told_in_a_sentence() -> None:
    """What is put off by it is put off again from there, up to the end of the calendar."""
    _, (found,) = asked(
        "days: any\nmilestones:\n  asked: {}\n  agreed: {within: {link: 7 to 28 calendar days "
        "after asked, decided_by: the landlord}, by: asked + 20 calendar days}\n"
    )
    assert found.severity is Severity.ERROR
    assert found.message.endswith("again and again, and there is no end to it")
    assert not found.chain


def test_two_answers_that_may_come_at_once_need_not_come_close_together() -> None:
    """One may come on the day of the question, the other two days later: at most one is allowed.

    The question cannot wait for an answer to it, though both may fall on one day.
    """
    _, (found,) = asked(
        "days: any\nmilestones:\n  began: {on: 2021-10-04, by: told}\n"
        "  told: {by: [began + 3 calendar days, agreed + 1 calendar day]}\n"
        "  agreed: {after: began + 2 calendar days, by: other + 1 calendar day,\n"
        "    within: {link: 0 to 2 calendar days after told, decided_by: the landlord}}\n"
        "  other: {within: {link: 0 to 2 calendar days after told, decided_by: a partner}}\n"
    )
    assert found.severity is Severity.ERROR


def test_an_answer_on_a_saturday_that_nothing_may_follow_is_found() -> None:
    """The first and the last day of the answer are Mondays; a Saturday lies between."""
    _, (found,) = asked(
        ASKED + AGREED.replace("{within", "{days: any, within") + "  sent: {after: agreed, "
        "by: agreed + 1 calendar day}\n"
    )
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_programs_hear_of_it_as_of_any_finding(form: str) -> None:
    schedule, found = asked(ASKED + AGREED + "  launch: {by: 2021-10-29, after: agreed}\n")
    said = machine.check(form, schedule, found, "")
    assert "EH210" in said
    if form == "json":
        assert json.loads(said)["findings"][0]["short_by_days"] == 3


@pytest.mark.parametrize(
    ("said", "verdict", "lengths"),
    [
        (ASKED + AGREED, "always", 1),
        (ASKED + AGREED + "  launch: {by: 2021-10-29, after: agreed}\n", "not always", 1),
        (ASKED + AGREED + "  launch: {by: 2021-10-06, after: agreed}\n", "not always", 1),
        (ASKED, "none", 0),
    ],
    ids=["always", "not always", "never", "none"],
)
def test_programs_hear_the_verdict_in_a_word(said: str, verdict: str, lengths: int) -> None:
    schedule, found = asked(said)
    answer = json.loads(machine.check("json", schedule, found, "", is_uncertain=True))
    assert answer["uncertain"] == {"verdict": verdict, "lengths": lengths}
    assert "uncertain" not in json.loads(machine.check("json", schedule, found, ""))


LATE = (
    "milestones:\n  asked: {done: 2021-08-02}\n"
    "  agreed: {within: {link: 4 to 6 weeks after asked, decided_by: the landlord}}\n"
)
HEARD = (
    "  other: {on: 2021-10-04}\n"
    "  heard: {within: {link: 1 to 2 weeks after other, decided_by: the school}}\n"
)


@pytest.mark.parametrize("others", ["", HEARD])
def test_an_answer_that_is_overdue_may_be_as_late_as_nobody_knows(others: str) -> None:
    """It was to come by 13 September; that it can still be met is no longer for sure."""
    said = LATE + others + "  launch: {by: 2021-12-31, after: agreed}\n"
    schedule, (found,) = asked(said)
    assert schedule.feasible
    assert found.severity is Severity.NOT_KNOWN
    assert found.message.endswith(
        ": agreed should have come by the as-at day, and nothing says how much later it is to come"
    )
    assert found.subjects == ("agreed",)
    answer = json.loads(machine.check("json", schedule, (found,), "", is_uncertain=True))
    assert answer["uncertain"]["verdict"] == "not known"


def test_an_answer_that_is_overdue_harms_nothing_that_has_no_last_day() -> None:
    launch = "  launch: {after: agreed}\n"
    _, (found,) = asked(LATE + launch)
    assert found.severity is Severity.NOTE
    assert found.message.startswith("agreed should have come by the as-at day, and nothing")
    assert not asked(LATE + launch + HEARD)[1]


def test_what_others_can_break_is_said_before_what_is_overdue() -> None:
    spoilt = "  launch: {by: 2021-10-15, after: [agreed, heard]}\n"
    _, (found,) = asked(LATE + HEARD + spoilt)
    assert found.severity is Severity.ERROR
    assert "if the school takes 2 weeks for heard" in found.message
