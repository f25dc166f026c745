"""`eh plan fix`: the smallest change of a plan's days, in words and for programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

NOTICE = ("plan", "fix", "infeasible-notice")


def test_twelve_weeks_of_notice_move_the_launch_by_three_days(eh: Eh) -> None:
    """12 October and 84 days are 4 January: 3 days of a pin, or 4 of the response."""
    answer = eh(*NOTICE)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "The smallest change: 1 stated day moves, 3 calendar days in all\n"
        "weighed 30: a day of a pin or of a deadline counts 10 times one that is expected\n"
        "\n"
        "offer.launch, pinned  (+3 days)\n"
        "  from     Saturday 1 January 2022\n"
        "  to       Tuesday 4 January 2022\n"
        "  because  offer.launch, on or after notice.end  plan.yaml:24  (the new Offer starts with the new\n"
        "           staffing structure)\n"
        "\n"
        "2 other stated days that could move stay; facts, locked days and first allowed days are "
        "untouched\n"
        "solved again with these days, the plan can be met, and no two stated days clash\n"
        "\n"
        "to record it\n"
        "  eh milestone move offer.launch 2022-01-04 -p infeasible-notice\n"
        "\n"
        "other ways\n"
        "  offer.launch kept (--keep offer.launch): 1 milestone, 4 calendar days, weighed 40\n"
        "    consultation.response to Friday 8 October 2021  (-4 days)\n"
    )


def test_with_everything_kept_the_proof_says_why_not(eh: Eh) -> None:
    answer = eh(*NOTICE, "--keep", "offer.launch", "--keep", "consultation.response")
    assert answer.code == 1
    assert answer.out.startswith(
        "Moving days alone does not mend this plan, with offer.launch and consultation.response kept\n"
        "whatever days the others are given, these lines cannot all hold\n"
        "\n"
        "   Tue 12 October 2021   consultation.response, pinned                    plan.yaml:17\n"
    )
    assert " = Tue 4 January 2022    offer.launch at the earliest\n" in answer.out
    assert "   3 calendar days (1 working day) short\n" in answer.out
    assert "  with nothing kept: 1 milestone, 3 calendar days, weighed 30\n" in answer.out


def test_a_plan_whose_days_all_fit_has_nothing_to_mend(eh: Eh) -> None:
    answer = eh("plan", "fix", "early-help-2021")
    assert answer.code == 0
    assert answer.out == "Nothing to mend: every stated day can stay\n"


def test_what_it_prints_mends_the_plan_once_it_is_recorded(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      consultation.close: {done: 2021-09-15}
      consultation.response:
        expected: 2021-10-12
        after: consultation.close + 30 calendar days
      selection.end:
        expected: 2021-11-06
        after: consultation.response + 4 weeks
      offer.launch:
        on: 2021-11-15
        after: selection.end + 5 working days
        by: 2021-11-15
    """
    answer = eh("plan", "fix", str(redesign), "--format", "json")
    document = json.loads(answer.out)
    assert document["schema"] == "earlyhelp.fix/1"
    moved = [(c["milestone"], c["field"], c["to"], c["days"]) for c in document["changes"]]
    assert moved == [
        ("consultation.response", "expected", "2021-10-15", 3),
        ("selection.end", "expected", "2021-11-12", 6),
        ("offer.launch", "on", "2021-11-19", 4),
        ("offer.launch", "by", "2021-11-19", 4),
    ]
    assert (document["days"], document["cost"], document["milestones"]) == (17, 89, 3)
    assert document["changes"][0]["why"]["text"] == (
        "consultation.response, at least 30 calendar days after consultation.close"
    )
    for change in document["changes"]:
        if change["command"] is not None:
            words = change["command"].split()
            assert words[0] == "eh"
            assert eh(*words[1:]).code == 0
    plan = redesign / "plan.yaml"
    deadline = document["changes"][-1]
    assert deadline["command"] is None
    typed = plan.read_text().splitlines()
    typed[deadline["line"] - 1] = f"    by: {deadline['to']}"
    plan.write_text("\n".join(typed) + "\n")
    assert eh("plan", "fix", str(redesign)).out.startswith("Nothing to mend")
    assert "The plan can be met" in eh("plan", "check", str(redesign)).out


def test_a_weekend_is_left_for_the_nearest_working_day(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      members.told: {expected: 2021-10-09}
    """
    out = eh("plan", "fix", str(redesign)).out
    assert "members.told, expected  (-1 day)\n" in out
    assert "  to       Friday 8 October 2021\n" in out
    assert "Saturday 9 October 2021 is no working day (a weekend)  plan.yaml:2\n" in out


def test_fewest_moves_one_milestone_further_where_that_is_all_it_takes(
    eh: Eh, redesign: Path
) -> None:
    """
    milestones:
      hall.free: {expected: 2021-10-11}
      fair.one: {expected: 2021-10-04, after: hall.free}
      fair.two: {expected: 2021-10-04, after: hall.free}
      fair.three: {expected: 2021-10-04, after: hall.free}
      hall.paid: {expected: 2021-10-11, after: hall.free}
      hall.lent:
        on: 2021-10-11
        within: 0 working days after hall.free
    """
    least = json.loads(eh("plan", "fix", str(redesign), "--format", "json").out)
    few = json.loads(eh("plan", "fix", str(redesign), "--fewest", "--format", "json").out)
    assert (least["milestones"], least["cost"]) == (3, 21)
    assert (few["milestones"], few["cost"]) == (2, 77)
    assert least["alternatives"][0]["milestones"] == 2
    assert few["alternatives"][0]["cost"] == 21


def test_locked_lines_between_facts_are_mended_by_no_day(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      notice.given: {done: 2021-09-10}
      partner.out:
        on: 2021-10-29
        locked: true
        after: {link: notice.given + 3 months, locked: true}
      offer.launch: {expected: 2022-01-04, after: partner.out}
    """
    answer = eh("plan", "fix", str(redesign))
    assert answer.code == 1
    assert answer.out.startswith("Moving days alone does not mend this plan\n")
    assert "notice.given, done" in answer.out
    assert "42 calendar days" in answer.out


def test_a_circle_of_links_is_shown(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      hen: {after: egg + 1 week}
      egg: {after: hen + 1 week}
    """
    answer = eh("plan", "fix", str(redesign))
    assert answer.code == 1
    assert " a circle of links, each of which waits for the next\n" in answer.out
    assert "hen, at least 1 week after egg" in answer.out


def test_no_other_way_is_looked_for_once_the_time_is_over(eh: Eh) -> None:
    out = eh(*NOTICE, "--time-limit", "0").out
    assert "  to       Tuesday 4 January 2022\n" in out
    assert "  offer.launch kept (--keep offer.launch): not looked for, the time was over\n" in out
    document = json.loads(eh(*NOTICE, "--time-limit", "0", "--format", "json").out)
    assert [way["looked_for"] for way in document["alternatives"]] == [False]


@pytest.mark.parametrize("time", ["nan", "-nan", "NaN"])
def test_what_is_no_number_is_no_time(eh: Eh, time: str) -> None:
    answer = eh(*NOTICE, f"--time-limit={time}")
    assert (answer.code, answer.out) == (2, "")
    assert f"'--time-limit': {time!r} is not a number of seconds" in answer.err


def test_a_milestone_to_keep_has_to_be_in_the_plan(eh: Eh) -> None:
    answer = eh(*NOTICE, "--keep", "offer.lunch")
    assert answer.code == 2
    assert "there is no milestone 'offer.lunch'; did you mean" in answer.err


def test_too_much_without_the_solver_says_how_to_install_it(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    from earlyhelp.repair import cut

    monkeypatch.setitem(sys.modules, "ortools.graph.python.max_flow", None)
    assert eh("plan", "fix", "early-help-2021-troubled").code == 0
    monkeypatch.setattr(cut, "MOST_FOR_NETWORKX", 10)
    answer = eh("plan", "fix", "early-help-2021-troubled")
    assert (answer.code, answer.out) == (3, "")
    assert 'pip install "earlyhelp[solver]"' in answer.err


def test_it_writes_nothing_and_says_the_same_twice(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      first: {expected: 2021-10-08}
      then: {expected: 2021-10-11, after: first + 3 working days}
    """
    before = sorted((path.name, path.read_bytes()) for path in redesign.iterdir())
    for form in ("text", "json"):
        assert eh("plan", "fix", "-f", form).out == eh("plan", "fix", "-f", form).out
    assert sorted((path.name, path.read_bytes()) for path in redesign.iterdir()) == before


def test_a_day_that_is_kept_where_nobody_works_is_said_to_be_wrong_still(
    eh: Eh, redesign: Path
) -> None:
    """
    milestones:
      told: {expected: 2021-11-14}
      out: {on: 2021-11-15, after: told + 1 working day}
      heard: {expected: 2021-11-09, after: out}
    """
    odd = (
        "told stays on a day on which nobody works, and was taken for the working day beside it: "
        "`eh plan check` still says so"
    )
    answer = eh("plan", "fix", str(redesign), "--keep", "told")
    assert answer.code == 0
    assert f"the plan can be met; but {odd}" in " ".join(answer.out.split())
    assert odd not in " ".join(eh("plan", "fix", str(redesign)).out.split())
    plan = redesign / "plan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("2021-11-09", "2021-11-15"), "utf-8")
    said = " ".join(eh("plan", "fix", str(redesign), "--keep", "told").out.split())
    assert said == f"Nothing to mend: every stated day can stay {odd}"
    assert "EH204" in eh("plan", "check", str(redesign)).out
