"""`eh plan gantt`: the days of a plan as bars that a terminal can show."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

PLAN = """\
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
closures: [{days: 2021-12-24 to 2021-12-31, name: Christmas closure}]
milestones:
  asked: {done: 2021-09-08, workstream: Staff}
  reply: {expected: 2021-10-12, after: asked + 21 calendar days, by: 2021-11-01, workstream: Staff}
  elm.vacated: {expected: week of 2021-11-15, workstream: Property}
  offer.launch: {on: 2022-01-04, after: [selection.end, elm.vacated]}
stages:
  selection: {lasts: at least 6 weeks, after: reply}
"""


@pytest.fixture(autouse=True)
def _beside_the_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is `plan.yaml` where the test stands."""
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_the_chart_shows_bands_days_the_as_at_day_and_the_closure(eh: Eh) -> None:
    answer = eh("plan", "gantt")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "Early Help redesign\n"
        "as at 17 September 2021; the plan can be met; `eh plan check` says more\n"
        "\n"
        "                           Oct 2021        Nov 2021       Dec 2021       Jan 2022\n"
        "Staff\n"
        "  asked         ■   │                                                ░░░░░\n"
        "  reply             │     ───────●──────────                         ░░░░░\n"
        "Property\n"
        "  elm.vacated       │─────────────────────────────━━●────────────────░░░░░──\n"
        "No workstream\n"
        "  selection         │     ━━━━━━━━━━━━━━━━━━━━━○─────────────────────░░░░░──\n"
        "! offer.launch      │                                                ░░░░░ ◆\n"
        "\n"
        "■ done   ◆ pinned   ● expected   ○ no day stated: the earliest\n"
        "─ from the earliest to the latest day\n"
        "━ a stage, or all the days that a stated day can mean\n"
        "│ 17 September 2021, the as-at day\n"
        "░ Christmas closure, 24 to 31 December 2021\n"
        "! no room to slip\n"
        "Each column is 2 days; the days are in --format csv and json.\n"
    )


def names(eh: Eh, *options: str) -> list[str]:
    """The bars that somebody gets to see."""
    rows = csv.DictReader(io.StringIO(eh("plan", "gantt", "-f", "csv", *options).out))
    return [row["id"] for row in rows]


def test_less_can_be_asked_for_by_workstream_by_day_and_by_room(eh: Eh) -> None:
    assert names(eh) == ["asked", "reply", "elm.vacated", "selection", "offer.launch"]
    assert names(eh, "--workstream", "staff") == ["asked", "reply"]
    assert names(eh, "--critical") == ["offer.launch"]
    assert names(eh, "--to", "2021-09-08") == ["asked"]
    assert names(eh, "--from", "2021-10-13", "--to", "2021-11-15") == ["elm.vacated", "selection"]


def test_what_is_not_drawn_is_counted(eh: Eh) -> None:
    said = eh("plan", "gantt", "--most", "2").out
    assert "reply" in said
    assert "selection" not in said
    assert "2 bars of 5 drawn. Draw others with --workstream, --property, --from and --to," in said
    assert "There is nothing to draw" in eh("plan", "gantt", "--to", "2020-01-01").out


def test_programs_and_screen_readers_get_the_days_themselves(eh: Eh) -> None:
    document = json.loads(eh("plan", "gantt", "-f", "json").out)
    assert document["schema"] == "earlyhelp.gantt/1"
    assert document["bars"][3] == {
        "workstream": "No workstream",
        "id": "selection",
        "title": None,
        "starts": "2021-09-29",
        "ends": "2021-11-10",
        "stated_as": None,
        "earliest": "2021-09-29",
        "latest": "2022-01-04",
        "critical": False,
    }


def test_a_terminal_without_such_signs_gets_others(
    script: str, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-c", script, "plan", "gantt"]
    plain = environment | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=plain, capture_output=True, check=True)
    said = done.stdout.decode("ascii")
    assert "?" not in said
    assert "X done   P pinned   E expected   o no day stated: the earliest" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--workstream", "Stuff"), "there is no workstream 'Stuff'; did you mean"),
        (("--from", "2021-10-02", "--to", "2021-10-01"), "--to is before --from"),
    ],
)
def test_what_cannot_be_meant_is_refused(eh: Eh, options: tuple[str, ...], said: str) -> None:
    answer = eh("plan", "gantt", *options)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
