"""`eh import mspdi`: a plan from the file of another tool, and what became of everything in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

TASKS = """\
<Tasks>
<Task><UID>1</UID><Name>Staff consultation</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
<Task><UID>2</UID><Name>Listen</Name><OutlineLevel>2</OutlineLevel><Duration>PT40H0M0S</Duration>
<EarlyStart>2021-09-06T08:00:00</EarlyStart><EarlyFinish>2021-09-10T17:00:00</EarlyFinish>
<Baseline><Number>0</Number><Start>2021-09-06T08:00:00</Start><Finish>2021-09-10T17:00:00</Finish></Baseline></Task>
<Task><UID>3</UID><Name>Write up</Name><OutlineLevel>2</OutlineLevel><Duration>PT{hours}H0M0S</Duration>
<EarlyStart>{begins}T08:00:00</EarlyStart>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type></PredecessorLink></Task>
</Tasks>
"""


@pytest.fixture
def moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of which everything can be said in a plan; the test stands beside it."""
    monkeypatch.chdir(tmp_path)
    return written(tmp_path)


def written(folder: Path, *, hours: int = 8, begins: str = "2021-09-13") -> Path:
    file = folder / "moves.xml"
    file.write_text(
        '<Project xmlns="http://schemas.microsoft.com/project">\n<Title>Our moves</Title>\n'
        "<StartDate>2021-09-06T08:00:00</StartDate>\n"
        + TASKS.format(hours=hours, begins=begins)
        + "</Project>\n",
        encoding="utf-8",
    )
    return file


IMPORT = ("import", "mspdi", "moves.xml", "--nation", "england")


@pytest.mark.usefixtures("moves")
def test_a_file_becomes_a_plan_that_can_be_checked(eh: Eh) -> None:
    answer = eh(*IMPORT)
    assert (answer.code, answer.err) == (0, "written: moves\n")
    assert answer.out == (
        "moves.xml to moves: Our moves\n"
        "\n"
        "                kept   changed   not expressible\n"
        "tasks              3         0                 0\n"
        "links              1         0                 0\n"
        "other              1         0                 0\n"
        "\n"
        "3 early and late days of the file: ours are the same\n"
    )
    assert sorted(str(file.relative_to("moves")) for file in Path("moves").rglob("*.*")) == [
        ".gitignore",
        "baselines/baseline.csv",
        "plan.yaml",
    ]
    assert eh("plan", "check", "moves").code == 0
    shown = eh("plan", "show", "moves", "--format", "csv").out
    assert "staff-consultation.write-up.start" in shown
    assert eh("baseline", "compare", "baseline", "-p", "moves").code == 0


@pytest.mark.usefixtures("moves")
def test_a_dry_run_says_the_same_and_writes_nothing(eh: Eh, tmp_path: Path) -> None:
    dry = eh(*IMPORT, "--dry-run")
    assert (dry.code, dry.err) == (0, "dry run: nothing was written\n")
    assert [file.name for file in tmp_path.iterdir()] == ["moves.xml"]
    assert eh(*IMPORT).out == dry.out


@pytest.mark.usefixtures("moves")
def test_strict_takes_what_is_kept_whole(eh: Eh) -> None:
    assert eh(*IMPORT, "--strict").code == 0
    assert Path("moves/plan.yaml").is_file()


@pytest.mark.usefixtures("moves")
@pytest.mark.parametrize("other", [{"hours": 4}, {"begins": "2021-09-14"}])
def test_strict_refuses_any_loss_and_any_other_day(
    eh: Eh, tmp_path: Path, other: dict[str, object]
) -> None:
    """Half a day becomes a whole one; or the file says Tuesday 14 where the plan has Monday 13."""
    written(tmp_path, **other)  # type: ignore[arg-type]
    answer = eh(*IMPORT, "--strict")
    assert (answer.code, answer.err) == (1, "not everything is kept, so nothing was written\n")
    assert [file.name for file in tmp_path.iterdir()] == ["moves.xml"]


def test_a_loss_is_named_with_its_line_and_every_other_day_is_listed(eh: Eh, moves: Path) -> None:
    written(moves.parent, hours=4, begins="2021-09-14")
    answer = eh(*IMPORT)
    assert answer.code == 0
    assert (
        "\nchanged:\n"
        "  moves.xml:9: Write up\n"
        "    stage staff-consultation.write-up, 1 working day from its first to its last: "
        "0.5 days became whole days\n"
        "\n"
        "3 early and late days of the file: 1 of ours are others:\n"
        "  staff-consultation.write-up.start, early start: Tuesday 14 September 2021 in the file, "
        "here Monday 13 September 2021 (1 day earlier)\n"
        "    it may be because of: Write up\n"
    ) in answer.out


@pytest.mark.usefixtures("moves")
def test_what_was_kept_can_be_listed(eh: Eh) -> None:
    said = eh(*IMPORT, "--kept", "--dry-run").out
    assert (
        "  moves.xml:11: Listen to Write up, FS\n"
        "    staff-consultation.write-up.start, after: staff-consultation.listen.end + 1 working day\n"
    ) in said


@pytest.mark.usefixtures("moves")
def test_json_has_all_of_it(eh: Eh) -> None:
    said = json.loads(eh(*IMPORT, "--format", "json", "--dry-run").out)
    assert said["schema"] == "earlyhelp.import/1"
    assert said["lossless"] is True
    assert said["counts"]["link"] == {"kept": 1, "changed": 0, "not expressible": 0}
    assert [item["milestone"] for item in said["items"] if item["kind"] == "link"] == [
        "staff-consultation.write-up.start"
    ]
    assert said["recheck"] == {"feasible": True, "compared": 3, "differences": []}


@pytest.mark.usefixtures("moves")
def test_a_folder_that_is_there_is_not_written_over(eh: Eh) -> None:
    Path("moves").mkdir()
    assert eh(*IMPORT, "--dry-run").code == 0, "an empty one is no hindrance"
    Path("moves/mine.txt").write_text("mine")
    answer = eh(*IMPORT)
    assert answer.code == 2
    assert "moves is there already: nothing was written" in answer.err
    assert [file.name for file in Path("moves").iterdir()] == ["mine.txt"]


def test_what_cannot_be_read_is_said_without_a_traceback(eh: Eh, moves: Path) -> None:
    moves.write_text('<!DOCTYPE Project [<!ENTITY a "b">]>\n<Project/>')
    answer = eh(*IMPORT)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: moves.xml:1:")
    moves.write_text("<Project/>")
    assert "has no task: nothing was written" in eh(*IMPORT).err
    moves.unlink()
    assert eh(*IMPORT).code == 2


def test_texts_of_a_file_cannot_write_lines_of_a_plan(eh: Eh, moves: Path) -> None:
    evil = '&quot;\n  x: {on: 2021-01-01}&#10;\\" # \u2028 &#x85; \u202e'
    moves.write_text(
        f"<Project><Title>{evil}</Title><Tasks><Task><UID>1</UID><Name>{evil}</Name>"
        f"<Notes>{evil}</Notes></Task></Tasks></Project>",
        encoding="utf-8",
    )
    assert eh(*IMPORT).code == 0
    assert len(json.loads(eh("plan", "check", "moves", "-f", "json").out)["milestones"]) == 1
