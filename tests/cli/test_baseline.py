"""`eh baseline …`: what was agreed is kept, and what has moved since is said with its reason."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def test_a_launch_that_slipped_is_said_as_people_say_it(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      response: {on: 2021-10-12}
      letters: {expected: 2021-10-20, after: response}
      offer.launch: {expected: 2021-12, days: any, after: response}
      old.office: {}
    """
    made = eh("baseline", "set", "approved", "-p", "redesign")
    assert made.code == 0
    assert made.out == (
        "baselines/approved.csv: 4 milestones, 3 with their stated day and 1 with their earliest; "
        "the launch: December 2021\n"
    )
    assert made.err == "written: baselines/approved.csv\n"
    file = redesign / "baselines" / "approved.csv"
    assert file.read_text(encoding="utf-8") == (
        "id,day,as\nresponse,2021-10-12,on\nletters,2021-10-20,expected\n"
        "offer.launch,2021-12,expected\nold.office,2021-09-17,earliest\n"
    )
    plan = redesign / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    text = text.replace("expected: 2021-12,", "expected: 2022-01-01,").replace("old.", "new.")
    plan.write_text(text, encoding="utf-8")
    moved = ("milestone", "move", "response", "2021-10-22", "-p", "redesign")
    assert eh(*moved, "--reason", "Staff asked for more time").code == 0
    answer = eh("baseline", "compare", "approved", "-p", "redesign")
    assert answer.code == 0
    said = """\
Early Help redesign
as at 17 September 2021, against the baseline approved

The launch slipped from December 2021 to 1 January 2022: 1 calendar day (0 working days) later
3 of 3 stated days slipped; 1 new, 1 gone

Slipped: 3
milestone     was              now                         days later (working)    why
------------  ---------------  --------------------------  ----------------------  -----
response      12 October 2021  22 October 2021             10 (8)                  1
letters       20 October 2021  22 October 2021 (earliest)  2 (2)                   2
offer.launch  December 2021    1 January 2022              1 (0)                   –
1. Staff asked for more time
2. response moved to 22 October 2021: Staff asked for more time

New: 1
milestone    day
-----------  ----------------------------
new.office   17 September 2021 (earliest)

Gone: 1
milestone    day
-----------  ----------------------------
old.office   17 September 2021 (earliest)
"""
    assert said == answer.out
    document = json.loads(
        eh(
            "baseline", "compare", "approved", "-p", "redesign", "--only", "slipped", "-f", "json"
        ).out
    )
    assert document["schema"] == "earlyhelp.baseline/1"
    assert [item["id"] for item in document["milestones"]] == [
        "response",
        "letters",
        "offer.launch",
    ]
    assert document["counts"]["gone"] == 1
    sheet = eh(
        "baseline", "compare", "approved", "-p", "redesign", "--only", "gone", "-f", "csv"
    ).out
    assert [line["id"] for line in csv.DictReader(io.StringIO(sheet))] == ["old.office"]
    status = json.loads(eh("status", "redesign", "--baseline", "approved", "-f", "json").out)
    assert status["counts"]["amber"] == 3


def test_a_baseline_is_replaced_only_on_purpose(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      response: {on: 2021-10-12}
    """
    words = ("baseline", "set", "approved", "-p", "redesign")
    dry = eh(*words, "--dry-run")
    assert dry.code == 0
    assert "nothing was written" in dry.err
    assert not (redesign / "baselines").exists()
    assert eh(*words).out == dry.out
    file = redesign / "baselines" / "approved.csv"
    file.write_text("id,day,as\nresponse,2021-10-01,on\n", encoding="utf-8")
    refused = eh(*words)
    assert refused.code == 2
    assert "--replace writes it anew; nothing was written" in refused.err
    assert "2021-10-01" in file.read_text(encoding="utf-8")
    assert eh(*words, "--replace").code == 0
    assert "2021-10-12" in file.read_text(encoding="utf-8")
    listed = json.loads(eh("baseline", "list", "-p", "redesign", "-f", "json").out)
    assert listed["baselines"] == [
        {"name": "approved", "milestones": 1, "stated": 1, "launch": None}
    ]


@pytest.mark.usefixtures("redesign")
def test_a_wrong_name_gets_the_nearest_right_one(eh: Eh) -> None:
    """
    milestones:
      response: {on: 2021-10-12}
    """
    none = eh("baseline", "compare", "approved", "-p", "redesign")
    assert none.code == 2
    assert "there is no baseline 'approved'; the plan has none" in none.err
    assert "the plan has no baselines" in eh("baseline", "list", "-p", "redesign").out
    assert eh("baseline", "set", "approved", "-p", "redesign").code == 0
    for command in (("baseline", "compare", "aproved"), ("status", "--baseline", "aproved")):
        near = eh(*command, "-p", "redesign")
        assert near.code == 2
        assert 'did you mean "approved"?' in near.err
    for name in ("../approved", "a/b", ".a", "con"):
        refused = eh("baseline", "set", name, "-p", "redesign")
        assert refused.code == 2
        assert "cannot be the name of a baseline" in refused.err


def test_a_plan_that_comes_with_earlyhelp_or_is_one_file_keeps_none(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      response: {on: 2021-10-12}
    """
    shipped = eh("baseline", "set", "approved", "-p", "early-help-2021")
    assert shipped.code == 2
    assert "copy its folder" in shipped.err
    (redesign / "plan.yaml").rename(redesign / "other.yaml")
    single = eh("baseline", "set", "approved", "-p", "redesign/other.yaml")
    assert single.code == 2
    assert "only a plan's folder has baselines" in single.err


def test_a_baseline_that_cannot_be_read_is_named_with_every_bad_row(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      response: {on: 2021-10-12}
    """
    folder = redesign / "baselines"
    folder.mkdir()
    (folder / "approved.csv").write_text(
        "id,day,as\nresponse,12/10/2021,on\nx,2021-10-12,pin\n", encoding="utf-8"
    )
    for command in (("compare", "approved"), ("list",)):
        answer = eh("baseline", *command, "-p", "redesign")
        assert answer.code == 2
        assert "baselines/approved.csv:2:2" in answer.err
        assert "that is 2021-10-12" in answer.err
        assert "Not a baseline: baselines/approved.csv cannot be read, 2 errors" in answer.err


def test_a_plan_names_its_baseline_and_every_command_knows_it(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      response: {on: 2021-10-12}
      offer.launch: {on: 2022-01-04, after: response}
    settings:
      baseline: aproved
    """
    missing = eh("plan", "check", "redesign")
    assert missing.code == 2
    assert "plan.yaml:5:13" in missing.out
    assert "there is no baseline 'aproved'; the plan has none" in missing.out
    assert eh("baseline", "set", "approved", "-p", "redesign").code == 0
    assert 'did you mean "approved"?' in eh("plan", "check", "redesign").out
    plan = redesign / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace("aproved", "approved")
    plan.write_text(text.replace("2022-01-04", "2022-01-10"), encoding="utf-8")
    checked = eh("plan", "check", "redesign")
    assert checked.code == 0
    assert "the launch slipped from 4 January 2022 to 10 January 2022: 6 calendar" in checked.out
    status = eh("status", "redesign")
    assert "against the baseline approved" in status.out
    assert status.out == eh("status", "redesign", "--baseline", "approved").out
    assert eh("baseline", "set", "since", "-p", "redesign").code == 0
    assert "against the baseline since" in eh("status", "redesign", "--baseline", "since").out
    (redesign / "baselines" / "approved.csv").write_text("id,day,as\nx,12/10/2021,on\n")
    broken = eh("plan", "check", "redesign")
    assert broken.code == 2
    assert "baselines/approved.csv cannot be read as a baseline" in broken.out
    assert "baselines/approved.csv:2:2" in broken.out
    assert eh("baseline", "set", "approved", "--replace", "-p", "redesign").code == 0
    plan.rename(redesign / "other.yaml")
    single = eh("plan", "check", "redesign/other.yaml")
    assert "only a plan.yaml has baselines beside it" in single.out


@pytest.mark.skipif(os.geteuid() == 0, reason="to root nothing is forbidden")
def test_a_folder_that_cannot_be_written_is_the_machine_s_fault(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      response: {on: 2021-10-12}
    """
    redesign.chmod(0o555)
    assert eh("baseline", "set", "approved", "-p", "redesign").code == 3
    redesign.chmod(0o755)


def test_a_folder_that_is_a_file_is_the_machine_s_fault(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      response: {on: 2021-10-12}
    """
    (redesign / "baselines").write_text("", encoding="utf-8")
    answer = eh("baseline", "set", "approved", "-p", "redesign")
    assert answer.code == 3
    assert "cannot be written" in answer.err
