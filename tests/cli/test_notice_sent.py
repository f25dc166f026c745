"""`eh notice sent`: the clock starts, and the journal keeps what was told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

SENT = ("notice", "sent", "elm", "nursery", "-p", "redesign", "--by", "estates", "--how")


def test_a_notice_says_when_it_ends_and_that_it_is_in_time(eh: Eh, redesign: Path) -> None:
    """
    workflows:
      o:
        for: each occupation
        steps:
          informed: {}
          notice_over: {after: informed}
          out: {after: notice_over}
    properties: [{id: elm, name: Elm Road, future: surplus}]
    partners: [{id: nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}]
    """
    answer = eh(*SENT, "letter", "--day", "2021-09-17", "--evidence", "receipt 12")
    assert answer.code == 0
    assert answer.err == "recorded in journal.csv\n"
    assert answer.out.splitlines() == [
        "elm.nursery: notice sent on Friday 17 September 2021",
        "no other day moves",
        "the plan can be met",
        "its notice of 4 weeks ends on Friday 15 October 2021, in time",
        "it has to be out of Elm Road by Friday 29 October 2021",
    ]
    [_, line] = (redesign / "journal.csv").read_text(encoding="utf-8").splitlines()
    said = "estates,notice sent,elm.nursery,2021-09-17,2021-10-29,letter,receipt 12"
    assert line.partition(",")[2] == said
    why = eh("plan", "why", "elm.nursery.informed", "-p", "redesign").out
    assert "Friday 17 September 2021 (done)" in why
    shown = eh("partner", "show", "nursery", "-p", "redesign").out
    assert " ".join(shown.split()).count("notice served 17 September 2021") == 1
    due = eh("notice", "due", "-p", "redesign").out
    assert "no answer since 17 September 2021" in due


@pytest.mark.usefixtures("redesign")
def test_a_notice_that_is_too_late_says_by_how_much_and_can_be_undone(eh: Eh) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {informed: {}, out: {}}}
    properties: [{id: elm, name: Elm Road, future: surplus}]
    partners: [{id: nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}]
    """
    answer = eh(*SENT, "by hand", "--day", "2021-10-05")
    assert answer.code == 0
    late = "its notice of 4 weeks ends on Tuesday 2 November 2021, 4 calendar days too late"
    assert late in answer.out
    assert "EH502" in answer.out
    undone = eh("milestone", "undo", "elm.nursery", "-p", "redesign")
    assert undone.code == 0
    assert "elm.nursery: undone: notice sent 2021-10-05" in undone.out
    assert "4 weeks before 29 October 2021" in eh("notice", "due", "-p", "redesign").out
    assert "EH502" not in eh("plan", "check", "redesign").out


@pytest.mark.usefixtures("redesign")
def test_what_follows_counts_from_the_notice_that_runs(eh: Eh) -> None:
    """
    workflows:
      o:
        for: each occupation
        steps:
          informed: {}
          out: {after: informed + occupation.notice}
    properties: [{id: elm, name: Elm Road, future: surplus}]
    partners: [{id: nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks, out: 2021-12-17}]
    """
    assert eh(*SENT, "letter", "--day", "2021-09-01").code == 0
    eh("milestone", "move", "elm.nursery.out", "2021-11-26", "-p", "redesign")
    assert eh(*SENT, "letter", "--day", "2021-09-15").code == 0
    earliest = eh("plan", "why", "elm.nursery.out", "-p", "redesign").out
    assert "earliest  Wednesday 13 October 2021" in earliest
    eh("milestone", "undo", "elm.nursery", "-p", "redesign")
    before = eh("plan", "why", "elm.nursery.out", "-p", "redesign").out
    assert "earliest  Wednesday 29 September 2021" in before


@pytest.mark.usefixtures("redesign")
def test_once_the_day_moves_the_partner_is_told_again(eh: Eh) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm, name: Elm Road, future: surplus}]
    partners: [{id: nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}]
    """
    assert eh(*SENT, "meeting", "--day", "2021-09-14").code == 0
    moved = ("milestone", "move", "elm.nursery.out", "-p", "redesign")
    assert eh(*moved, "2021-11-05").code == 0
    due = ("notice", "due", "-p", "redesign", "--within", "60")
    assert "told 29 October 2021, now 5 November" in eh(*due).out
    again = eh(*SENT, "e-mail", "--day", "2021-10-01")
    assert again.out.splitlines()[-3:] == [
        "its notice has run since Tuesday 14 September 2021, and goes on running",
        "its notice of 4 weeks ends on Tuesday 12 October 2021, in time",
        "it has to be out of Elm Road by Friday 5 November 2021",
    ]
    assert "told 29 October" not in eh(*due).out


def test_a_dry_run_says_so_and_records_nothing(eh: Eh, redesign: Path) -> None:
    """
    properties: [{id: elm, future: surplus}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks}]
    """
    answer = eh(*SENT, "letter", "--day", "2021-09-17", "--dry-run")
    assert answer.code == 0
    assert answer.err == "dry run: nothing was recorded\n"
    assert answer.out.splitlines()[-2:] == [
        "its notice of 4 weeks ends on Friday 15 October 2021",
        "whether that is in time is not known: the plan says no day by which to be out",
    ]
    assert not (redesign / "journal.csv").exists()


@pytest.mark.usefixtures("redesign")
def test_what_the_plan_does_not_know_is_said(eh: Eh) -> None:
    """
    properties: [{id: elm, future: surplus}, {id: oak, future: retained}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}, {property: oak, partner: nursery}]
    """
    no_period = eh(*SENT, "letter", "--day", "2021-09-17", "--dry-run").out
    assert "how long its notice is, is not known: the register says no `notice`" in no_period
    stays = eh("notice", "sent", "oak", *SENT[3:], "letter", "--dry-run").out
    assert "it does not have to leave, as far as the plan says" in stays


@pytest.mark.usefixtures("redesign")
def test_what_cannot_be_recorded_is_refused(eh: Eh) -> None:
    """
    properties: [{id: elm, future: surplus}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}]
    """
    lost = eh("notice", "sent", "elm", "nursry", "--how", "letter", "-p", "redesign")
    assert lost.code == 2
    assert 'did you mean "elm.nursery"?' in lost.err
    assert eh(*SENT, "pigeon").code == 2
    shipped = eh(
        "notice", "sent", "centre-20", "nursery-a", "--how", "letter", "-p", "early-help-2021"
    )
    assert shipped.code == 2
    assert "copy its folder" in shipped.err


def test_a_partner_that_need_not_leave_after_all_is_told_that_it_can_stay(
    eh: Eh, redesign: Path
) -> None:
    """
    workflows:
      handover: {for: property.future is not retained, steps: {vacated: {}}}
      leaving:
        for: each occupation where property.future is not retained
        steps: {informed: {}, out: {}}
    properties: [{id: elm, name: Elm Road, future: surplus}]
    partners: [{id: nursery, name: Seashell Nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}]
    """
    plan = redesign / "plan.yaml"
    assert eh(*SENT, "letter", "--day", "2021-09-17").code == 0
    assert eh("notice", "draft", "-p", "redesign", "-o", "letters").code == 0
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("future: surplus", "future: retained"), encoding="utf-8")
    due = eh("notice", "due", "-p", "redesign", "--all", "-f", "csv").out.splitlines()
    assert due[1:] == [
        (
            "elm,nursery,can stay,due,2021-10-28,41,29,,,,told to be out by 29 October 2021; "
            "the property is retained"
        )
    ]
    checked = eh("plan", "check", "redesign").out
    said = (
        "Seashell Nursery was told to be out of Elm Road by Friday 29 October 2021, but it can stay"
    )
    assert f"warning[EH515]: {said}; the last day to tell it is Thursday 28 October 2021" in checked
    draft = eh("notice", "draft", "-p", "redesign", "-o", "letters")
    assert draft.out == "nursery: stay.txt, stay.html, stay.docx, nursery.ics\n"
    assert "left from an earlier draft: letters/nursery/notice.txt\n" in draft.err
    calendar = Path("letters/nursery/nursery.ics").read_text(encoding="utf-8")
    assert calendar.count("SUMMARY:CANCELLED – Elm Road: moved out\n") == 1
    assert calendar.count("BEGIN:VEVENT") == calendar.count("STATUS:CANCELLED")
    answer = eh(*SENT, "letter", "--day", "2021-09-17", "--dry-run")
    assert answer.out.splitlines()[-1] == (
        "it can stay in Elm Road: what it was told on Friday 17 September 2021 is taken back"
    )
    assert eh(*SENT, "letter", "--day", "2021-09-17").code == 0
    due = eh("notice", "due", "-p", "redesign", "--all", "-f", "csv").out.splitlines()
    assert due[1:] == []
    assert "EH515" not in eh("plan", "check", "redesign").out

    plan.write_text(text, encoding="utf-8")  # and it has to leave once more: notice runs anew
    due = eh("notice", "due", "-p", "redesign", "--all", "-f", "csv").out.splitlines()
    assert [line[:29] for line in due[1:]] == ["elm,nursery,notice,due,2021-1"]
    assert "(done)" not in eh("plan", "why", "elm.nursery.informed", "-p", "redesign").out


@pytest.mark.parametrize(("as_at", "status"), [("2021-10-14", "due"), ("2021-10-15", "overdue")])
@pytest.mark.usefixtures("redesign")
def test_that_it_can_stay_is_news_until_its_notice_ends(eh: Eh, as_at: str, status: str) -> None:
    """
    properties: [{id: elm, name: Elm Road, future: retained}]
    partners: [{id: nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks, notice_served: 2021-09-17}]
    """
    due = eh("notice", "due", "-p", "redesign", "-f", "csv", "--as-at", as_at).out.splitlines()
    assert due[1].startswith(f"elm,nursery,can stay,{status},2021-10-14,")


@pytest.mark.usefixtures("redesign")
def test_when_it_would_have_left_is_not_known_without_a_notice_period(eh: Eh) -> None:
    """
    properties: [{id: elm, name: Elm Road, future: retained}]
    partners: [{id: nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, told: week of 2021-09-13}]
    """
    due = eh("notice", "due", "-p", "redesign", "-f", "csv").out.splitlines()
    assert due[1].startswith("elm,nursery,can stay,not known,,")
    assert "the day by which it was told to be out" in due[1]


def test_a_notice_that_is_recorded_twice_says_so_and_is_written_once(
    eh: Eh, redesign: Path
) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {informed: {}, out: {}}}
    properties: [{id: elm, name: Elm Road, future: surplus}]
    partners: [{id: nursery, sector: nursery}]
    occupations: [{property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}]
    """
    letter = (*SENT, "letter", "--day", "2021-09-17")
    assert eh(*letter, "--evidence", "receipt 12").code == 0
    once = (redesign / "journal.csv").read_bytes()
    for evidence in ((), ("--evidence", "receipt 12")):
        again = eh(*letter, *evidence)
        assert (again.code, again.err) == (0, "already recorded: nothing was written\n")
        assert again.out.splitlines() == [
            "elm.nursery: notice sent on Friday 17 September 2021 already",
            "its notice of 4 weeks ends on Friday 15 October 2021, in time",
            "it has to be out of Elm Road by Friday 29 October 2021",
        ]
    assert (redesign / "journal.csv").read_bytes() == once
    # what is not said yet is recorded: a receipt, another way, another day, another day to be out
    recorded = "recorded in journal.csv\n"
    assert eh(*letter, "--evidence", "receipt 13").err == recorded
    assert eh(*SENT, "by hand", "--day", "2021-09-17").err == recorded
    assert eh(*SENT, "by hand", "--day", "2021-09-16").err == recorded
    assert eh("milestone", "move", "elm.nursery.out", "2021-11-05", "-p", "redesign").code == 0
    assert eh(*SENT, "by hand", "--day", "2021-09-16").err == recorded
    # and what is undone is said no longer
    assert eh("milestone", "undo", "elm.nursery", "-p", "redesign").code == 0
    assert eh(*SENT, "by hand", "--day", "2021-09-16").err == recorded
