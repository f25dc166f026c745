"""`eh plan shift`: a plan's folder, copied to other dates, checked again."""

from __future__ import annotations

import inspect
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from earlyhelp.files import system

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

SHIPPED = ("plan", "shift", "early-help-2021", "--start", "2026-09-09")


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_consultation_of_8_september_2021_begins_on_9_september_2026(eh: Eh) -> None:
    """1,827 days are 261 weeks, so every weekday stays; the launch leaves 1 January."""
    answer = eh(*SHIPPED)
    assert answer.code == 0
    assert answer.err == "written: early-help-2026\n"
    assert answer.out.startswith(
        "early-help-2021 to early-help-2026: every date moves 1,827 calendar days later (261 weeks)\n"
        "consultation.launch: Wednesday 8 September 2021 becomes Wednesday 9 September 2026\n"
        "every weekday stays, and every length between two days\n"
        "moved: 871 dates (9 in plan.yaml, 235 in properties.csv, 160 in occupations.csv, "
        "426 in cases.csv, 41 in communications.csv)\n"
        "\n"
        "every stated day that was a working day is one still\n"
    )
    assert (
        "offer.launch (plan.yaml:119:9): Saturday 1 January 2022, the first of a month, becomes "
        "Saturday 2 January 2027; to keep the date type 2027-01-01, Friday, the bank holiday "
        "New Year's Day\n"
    ) in answer.out
    assert "  assets.last_handover would be Sunday 20 December 2026, a weekend\n" in answer.out
    assert "  offer.launch would be Friday 1 January 2027, the bank holiday" in answer.out
    assert "still say 2021: 4 comments in plan.yaml\nthe id is now early-help-2026\n" in answer.out
    assert "the copy can be met: 7 warnings, " in answer.out
    assert answer.out.endswith(
        "  new: EH308 changes-of-work-law (6), EH338 fire-and-asbestos (1), EH341 family-hubs (1)\n"
        "  more or fewer: EH303 hr1-notification (1 before, now 2)\n"
    )
    shown = eh("plan", "show", "early-help-2026", "--format", "csv").out
    assert "assets.last_handover" in shown
    assert "2026-12-21" in shown
    assert eh("plan", "check", "early-help-2026").code == 0


def test_the_baseline_that_a_plan_names_goes_with_it(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      response: {on: 2021-10-13}
      letters: {expected: 2021-11}
    settings: {baseline: approved}
    """
    (redesign / "baselines").mkdir()
    kept = "id,day,as\nresponse,2021-10-12,on\nletters,2021-11,expected\n"
    (redesign / "baselines" / "approved.csv").write_text(kept, encoding="utf-8")
    answer = eh("plan", "shift", "redesign", "--start", "2026-10-14")
    assert answer.code == 0
    assert "moved: 5 dates (3 in plan.yaml, 2 in baselines/approved.csv)" in answer.out
    moved = kept.replace("2021-10-12", "2026-10-13").replace("2021-11", "2026-11")
    assert files_of(Path("redesign-2026"))["baselines/approved.csv"] == moved.encode()
    assert "1 of 2 stated days slipped" in eh("plan", "check", "redesign-2026").out


def test_with_keep_dates_20_december_2026_is_a_sunday(eh: Eh) -> None:
    answer = eh(*SHIPPED, "--keep", "dates", "--dry-run")
    assert answer.code == 0
    assert "every date moves 5 years later\n" in answer.out
    assert "note: Wednesday 9 September 2026 was asked for; --keep dates takes only its year\n" in (
        answer.out
    )
    assert (
        "  Sunday 20 December 2026, a weekend: assets.last_handover, centre-43.handed_over\n"
        "  Friday 1 January 2027, the bank holiday New Year's Day: offer.launch\n"
    ) in answer.out
    assert "  more or fewer: EH202 stated-day-not-working (1 before, now 54), " in answer.out


def test_a_dry_run_writes_nothing_and_says_the_same(eh: Eh, tmp_path: Path) -> None:
    dry = eh(*SHIPPED, "--dry-run")
    assert (dry.err, list(tmp_path.iterdir())) == ("dry run: nothing was written\n", [])
    assert eh(*SHIPPED).out == dry.out


def test_a_start_on_another_weekday_moves_to_the_nearest_whole_week(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      a: {on: 2021-09-08}
    """
    answer = eh("plan", "shift", "redesign", "--start", "2026-09-08", "-o", "copy")
    assert (
        "a: Wednesday 8 September 2021 becomes Wednesday 9 September 2026\n"
        "every weekday stays, and every length between two days\n"
        "note: Tuesday 8 September 2026 was asked for; Wednesday 9 September 2026 is the nearest "
        "day a whole number of weeks away\n"
    ) in answer.out
    before = (redesign / "plan.yaml").read_text("utf-8")
    after = (redesign.parent / "copy" / "plan.yaml").read_text("utf-8")
    assert after == before.replace("2021-09-08", "2026-09-09").replace("2021-09-17", "2026-09-18")


@pytest.mark.usefixtures("redesign")
def test_an_anchor_that_is_less_exact_than_a_day_stays_so(eh: Eh) -> None:
    """
    milestones:
      told: {on: week of 2021-09-13}
      response: {expected: 2021-11}
    """
    typed = ("plan", "shift", "redesign", "--dry-run", "--start")
    headline = eh(*typed, "2026-09-15").out.splitlines()
    weeks = (
        "told: the week of Monday 13 September 2021 becomes the week of Monday 14 September 2026"
    )
    assert headline[1] == weeks
    assert headline[3].startswith("note: Tuesday 15 September 2026 was asked for; Monday 14 Sep")
    said = eh(*typed, "2026-11-02", "--anchor", "response").out.splitlines()[1:2]
    assert said == ["response: November 2021 becomes November 2026"]


@pytest.mark.usefixtures("redesign")
def test_what_is_to_be_looked_at_is_named(eh: Eh) -> None:
    """
    closures: [2021-12-29 to 2021-12-31]
    milestones:
      a: {done: 2021-09-08, title: Begun in 2021}
      b: {on: 2021-12-24}
      c: {expected: 2021-11, note: as in 2021}
      opening: {on: 2022-04-01, note: in 2021 it was to be 2022}
    facts: {poll: 2022-05-05}
    """
    said = eh("plan", "shift", "redesign", "--start", "2026-09-09", "--dry-run").out
    assert (
        said.split("\n", 5)[5]
        == inspect.cleandoc("""
        now on a bank holiday, or on no working day, and not before: 1 stated day
          Friday 25 December 2026, the bank holiday Christmas Day: b

        moved off a date that may have been chosen as one:
          opening (plan.yaml:6:17): Friday 1 April 2022, the first of a month, becomes Friday 2 April 2027; to keep the date type 2027-04-01, Thursday

        moved to the nearest of their kind, and not by just so much: month 1
          2021-11 becomes 2026-11

        moved with the rest, and to be looked at:
          done: 1 day (1 in plan.yaml); where nothing has happened yet, write `expected` or `on` instead
          closures: 29 to 31 December 2021 becomes 30 December 2026 to 1 January 2027; the council's closures of the new year may be other days
          facts: Thursday 5 May 2022 becomes Thursday 6 May 2027; a fact such as a poll has a day of its own

        still say 2021 or 2022: title in plan.yaml, note (3 times) in plan.yaml
        the id is still early-help: give the copy another one before both export calendars, whose events are told apart by it

        the copy can be met: 1 warning; before, nothing found
          new: EH202 stated-day-not-working (1)
    """)
        + "\n"
    )


@pytest.mark.usefixtures("redesign")
def test_what_partners_have_been_told_is_to_be_looked_at(eh: Eh) -> None:
    """
    milestones:
      a: {on: 2021-09-08}
    facts: {told: 2021-10-01}
    workflows: {leaving: {from: partner-leaves}}
    properties: [{id: hall, future: surplus}]
    partners: [{id: choir}, {id: band}]
    occupations:
      - {property: hall, partner: choir, agreed: 2019-04-01, told: 2021-09-13, acknowledged: 2021-09-15}
      - {property: hall, partner: band, told: 2021-09-13, extended_to: 2021-12-20}
    """
    said = eh("plan", "shift", "redesign", "--start", "2026-09-09", "--dry-run").out
    assert (
        "  columns that say what is done: told 2, acknowledged 1; empty those of what is still to "
        "come\n"
    ) in said
    assert "  agreements and the past: agreed 1; put back those that still hold\n" in said


@pytest.mark.usefixtures("redesign")
def test_the_copy_meets_the_law_of_its_own_dates(eh: Eh) -> None:
    """
    milestones:
      consultation.start: {on: 2021-09-22}
      notice.given: {on: 2021-10-12}
    rules:
      filed:
        title: The notification is filed before consultation begins
        then: consultation.start
        after: notice.given
        source: an illustration
        in_force: from 2025-12-01
    """
    said = eh("plan", "shift", "redesign", "--start", "2026-09-23", "--dry-run").out
    assert "by the law of the new dates:\n" in said
    assert (
        "  The notification is filed before consultation begins (EH390): broken, was not asked\n"
    ) in said
    assert re.search(
        r"the copy cannot be met: 1 error, (\d) not known; before, \d not known\n", said
    )
    assert "  new: EH201 cannot-be-met (1)\n" in said


@pytest.mark.usefixtures("redesign")
def test_another_milestone_can_be_the_one_whose_day_is_given(eh: Eh) -> None:
    """
    milestones:
      decision: {done: 2021-07-27}
      consultation.launch: {on: 2021-09-08}
      open: {}
    """
    typed = ("plan", "shift", "redesign", "--dry-run", "--start")
    assert (
        "decision: Tuesday 27 July 2021 becomes Tuesday 28 July 2026\n"
        in eh(*typed, "2026-07-27").out
    )
    anchored = eh(*typed, "2026-09-09", "--anchor", "consultation.launch")
    assert "consultation.launch: Wednesday 8 September 2021 becomes Wednesday 9 Sep" in anchored.out
    assert "open has no stated day" in eh(*typed, "2026-09-09", "--anchor", "open").err
    wrong = eh(*typed, "2026-09-09", "--anchor", "decison")
    assert (wrong.code, 'did you mean "decision"?' in wrong.err) == (2, True)


def test_the_journal_stays_and_the_templates_come_along(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      a: {on: 2021-09-08}
    cases: cases.csv
    """
    (redesign / "cases.csv").write_text("ref,closed\nab12cd,2021-09-10\n")
    (redesign / "cases.key.csv").write_text("number,token\n1,ab12cd\n")
    recorded = eh("milestone", "move", "a", "2021-09-22", "-p", "redesign", "--by", "office")
    assert recorded.code == 0
    (redesign / "templates").mkdir()
    (redesign / "templates" / "notice.txt.j2").write_bytes(b"Dear all in 2021\r\n")
    answer = eh("plan", "shift", "redesign", "--start", "2026-09-09")
    assert answer.code == 0
    assert "a: Wednesday 8 September 2021 becomes Wednesday 9 September 2026\n" in answer.out
    assert (
        "not copied: journal.csv, which is the history of redesign; what it recorded is not in "
        "the copy\nnot copied: cases.key.csv\n"
    ) in answer.out
    made = files_of(redesign.parent / "redesign-2026")
    assert made["templates/notice.txt.j2"] == b"Dear all in 2021\r\n"
    assert made["cases.csv"] == b"ref,closed\nab12cd,2026-09-11\n"
    assert b"cases*.csv\n" in made[".gitignore"]
    assert set(made) == {"plan.yaml", "cases.csv", "templates/notice.txt.j2", ".gitignore"}


def test_a_folder_that_is_not_empty_is_never_written_to(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      a: {on: 2021-09-08}
    """
    taken = redesign.parent / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    typed = ("plan", "shift", "redesign", "--start", "2026-09-09", "-o")
    for target in ("taken", "redesign", "taken/mine.txt"):
        answer = eh(*typed, target)
        assert answer.code == 2
        assert f"{target} is there already: nothing was written" in answer.err
    assert files_of(taken) == {"mine.txt": b"mine"}
    (redesign.parent / "empty").mkdir()
    assert eh(*typed, "empty").code == 0
    assert eh(*typed, "some/where/new").code == 0
    assert set(files_of(redesign.parent / "some")) == {"where/new/plan.yaml"}
    assert stat.S_IMODE((redesign.parent / "empty").stat().st_mode) & 0o700 == 0o700


def test_what_cannot_be_written_leaves_nothing(
    eh: Eh, redesign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    milestones:
      a: {on: 2021-09-08}
    cases: cases.csv
    """
    (redesign / "cases.csv").write_text("ref,closed\nab12cd,2021-09-10\n")

    def refuse(_made: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(system, "replace_folder", refuse)
    answer = eh("plan", "shift", "redesign", "--start", "2026-09-09")
    assert answer.code == 3
    assert "redesign-2026 cannot be written: No space left on device" in answer.err
    assert [path.name for path in redesign.parent.iterdir()] == ["redesign"]


def test_a_workbook_is_refused_by_its_name(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      a: {on: 2021-09-08}
    teams: teams.xlsx
    """
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["id"])
    book.active.append(["team-a"])
    book.save(redesign / "teams.xlsx")
    answer = eh("plan", "shift", "redesign", "--start", "2026-09-09")
    assert answer.code == 2
    assert "error: teams.xlsx is a workbook, whose dates cannot be moved" in answer.err
    assert [path.name for path in redesign.parent.iterdir()] == ["redesign"]


@pytest.mark.usefixtures("redesign")
@pytest.mark.parametrize(
    ("start", "keep", "why"),
    [
        ("2021-09-08", "weekdays", "move: 2021-09-08 is the day of a already\n"),
        ("2021-09-08", "dates", "move: 2021-09-08 is the day of a already\n"),
        ("2021-09-11", "weekdays", "11 is fewer than 4 days from 2021-09-08, the day of a\n"),
        ("2021-09-05", "weekdays", "05 is fewer than 4 days from 2021-09-08, the day of a\n"),
        ("2021-12-31", "dates", "move: 2021-12-31 is in the same year as 2021-09-08, the day of a"),
        ("1970-01-01", "weekdays", "nearest to 1970-01-01 that is a whole number of weeks from"),
        ("2099-12-31", "weekdays", "would leave the calendar"),
    ],
)
def test_a_start_that_leads_nowhere_is_refused(eh: Eh, start: str, keep: str, why: str) -> None:
    """
    milestones:
      a: {on: 2021-09-08}
      b: {on: 2021-12-20}
    """
    answer = eh("plan", "shift", "redesign", "--start", start, "--keep", keep)
    assert (answer.code, answer.out) == (2, "")
    assert why in answer.err


@pytest.mark.usefixtures("redesign")
def test_a_plan_whose_days_are_all_in_registers_asks_for_an_anchor(eh: Eh) -> None:
    """
    milestones: {a: {}}
    workflows: {handover: {steps: {vacated: {}}}}
    properties: properties.csv
    """
    Path("redesign", "properties.csv").write_text("id,vacated\nelm,2021-11-26\n", "utf-8")
    answer = eh("plan", "shift", "redesign", "--start", "2026-11-27")
    assert answer.code == 2
    assert "states no day of its own: say which one --start is, with --anchor elm.vacated" in (
        answer.err
    )
    again = eh("plan", "shift", "redesign", "--start", "2026-11-27", "--anchor", "elm.vacated")
    assert again.code == 0


@pytest.mark.usefixtures("redesign")
def test_a_plan_without_any_stated_day_has_none_to_be_the_anchor(eh: Eh) -> None:
    """
    milestones:
      a: {by: 2021-10-01}
    """
    answer = eh("plan", "shift", "redesign", "--start", "2026-09-09")
    assert answer.code == 2
    said = " ".join(answer.err.split())
    assert "no milestone has a stated day that --start could be the new one of" in said
    assert "--anchor" not in said


@pytest.mark.usefixtures("redesign")
def test_the_years_of_a_budget_move_and_it_says_that_the_amounts_do_not(eh: Eh) -> None:
    """
    milestones: {launch: {on: 2021-09-08}}
    budget: [{id: van, planned 2021/22: 2021, actual 2020/21: 5, variation 2021/22: 1}]
    """
    answer = eh("plan", "shift", "redesign", "--start", "2026-09-09", "-o", "copy")
    assert (
        "moved with the rest, the years of the budget: 2020/21 becomes 2025/26, 2021/22 becomes "
        "2026/27\n  the amounts stay as they were: look at each, and at what is `actual` first\n"
    ) in answer.out
    assert "planned 2026/27: 2021, actual 2025/26: 5, variation 2026/27: 1" in (
        Path("copy", "plan.yaml").read_text(encoding="utf-8")
    )
