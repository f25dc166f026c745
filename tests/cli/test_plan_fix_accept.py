"""`eh plan fix --accept`: the smallest change is recorded whole, or nothing of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

FIX: Final = ("plan", "fix", "redesign", "--accept")
WHY: Final = ("--reason", "the staff side asked for 30 days", "--by", "hr")


def entries(redesign: Path) -> list[str]:
    """What the journal holds, without the moment at which each line was written."""
    lines = (redesign / "journal.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.partition(",")[2] for line in lines]


def test_every_day_that_moves_is_said_first_and_then_recorded(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      consultation.close: {done: 2021-09-15}
      response: {expected: 2021-10-12, after: consultation.close + 30 calendar days}
      offer.launch: {on: 2021-11-11, after: response + 4 weeks}
      letters: {before: offer.launch}
    """
    dry = eh(*FIX, *WHY, "--dry-run")
    assert (dry.code, dry.err) == (0, "dry run: nothing was recorded\n")
    assert not (redesign / "journal.csv").exists()
    _, _, told = dry.out.partition("to be recorded in journal.csv\n")
    assert told == (
        "response: moved from Tuesday 12 October 2021 to Friday 15 October 2021\n"
        "offer.launch: moved from Thursday 11 November 2021 to Friday 12 November 2021\n"
        "  letters: latest day from 11 November 2021 to 12 November 2021, 1 day later\n"
        "the plan can be met again\n"
    )
    assert "eh milestone move" not in dry.out
    done = eh(*FIX, *WHY)
    assert (done.code, done.out, done.err) == (0, dry.out, "recorded in journal.csv\n")
    assert entries(redesign) == [
        "hr,moved,response,2021-10-15,2021-10-12,the staff side asked for 30 days,",
        "hr,moved,offer.launch,2021-11-12,2021-11-11,the staff side asked for 30 days,",
    ]
    again = eh(*FIX, *WHY)
    assert (again.code, again.err) == (0, "nothing was recorded: no day has to move\n")
    assert len(entries(redesign)) == 2


def test_a_deadline_is_typed_first_and_until_then_nothing_is_recorded(
    eh: Eh, redesign: Path
) -> None:
    """
    milestones:
      response: {on: 2021-10-12, locked: true}
      letters: {expected: 2021-10-20, after: response + 2 weeks}
      offer.launch:
        after: letters + 4 weeks
        by: 2021-11-15
    """
    refused = eh(*FIX, *WHY)
    assert refused.code == 1
    assert refused.out.endswith("\nto type by hand\nat plan.yaml:6 type  by: 2021-11-23\n")
    assert refused.err.startswith("not recorded: a deadline stands in the plan's own files")
    assert json.loads(eh(*FIX, *WHY, "-f", "json").out)["recorded"] is False
    assert not (redesign / "journal.csv").exists()
    plan = redesign / "plan.yaml"
    plan.write_text(plan.read_text().replace("by: 2021-11-15", "by: 2021-11-23"))
    document = json.loads(eh(*FIX, *WHY, "-f", "json").out)
    assert document["recorded"] is True
    assert [change["milestone"] for change in document["changes"]] == ["letters"]
    assert [line.split(",")[2:4] for line in entries(redesign)] == [["letters", "2021-10-26"]]
    assert eh("plan", "fix", "redesign").out.startswith("Nothing to mend")


def test_what_no_day_mends_is_not_recorded(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      response: {on: 2021-10-12, locked: true}
      offer.launch: {on: 2021-10-15, after: response + 1 week, locked: true}
      keys: {expected: 2021-10-14, after: offer.launch}
    """
    refused = eh(*FIX, *WHY)
    assert refused.code == 1
    assert refused.err == "not recorded: moving days alone does not mend the plan\n"
    assert not (redesign / "journal.csv").exists()


@pytest.mark.usefixtures("redesign")
def test_nobody_records_without_a_reason_or_in_a_plan_to_be_read_only(eh: Eh) -> None:
    """
    milestones:
      offer.launch: {on: 2021-10-15}
    """
    silent = eh(*FIX)
    assert silent.code == 2
    assert "say why with --reason TEXT" in silent.err
    shipped = eh("plan", "fix", "infeasible-notice", "--accept", *WHY)
    assert shipped.code == 2
    assert "copy its folder" in shipped.err
    assert shipped.out == ""
