"""Projects in forms that MPXJ reads: the plan is that of the XML, as far as a form can hold it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from earlyhelp.errors import UnreadableProjectError
from earlyhelp.files.projects import mpxj
from earlyhelp.files.projects.project import load_project

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

#: Nothing that Primavera or a form without times cannot say: no elapsed lags, no deadlines.
PLAN = """\
format: 1
id: moves
title: Moves of the service
nation: england
as_at: 2021-09-06
closures: [{days: 2021-12-24 to 2022-01-04, name: Christmas}]
milestones:
  told: {title: Families told, workstream: Letters, not_before: 2021-09-13}
  launch: {title: Launch, workstream: Letters, after: [clearing.end, sorting.end + 2 working days]}
stages:
  clearing: {title: Clearing, workstream: Rooms, lasts: exactly 4 working days, after: told}
  packing:
    title: Packing
    workstream: Rooms
    lasts: exactly 9 working days
    start: {after: clearing.start + 2 working days, not_before: 2021-12-20}
  sorting:
    title: Sorting
    workstream: Rooms
    lasts: exactly 2 working days
    end: {after: packing.end + 1 working day}
"""


@pytest.fixture(scope="module")
def convert() -> list[str]:
    """How MPXJ is asked to write a file in another form."""
    java, jars = mpxj.java(), mpxj.jars()
    if jars is None:
        pytest.skip("MPXJ is not installed: pip install mpxj")
    if java is None:
        pytest.skip("there is no Java on this machine")
    return [java, "-XX:+UseSerialGC", "-cp", f"{jars}/*", "org.mpxj.sample.MpxjConvert"]


@pytest.fixture
def exported(eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan as XML; the test stands beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "moves").mkdir()
    (tmp_path / "moves" / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert eh("export", "mspdi", "-p", "moves", "-o", "moves.xml").code == 0
    assert eh("import", "mspdi", "moves.xml", "--nation", "england", "-o", "as-xml").code == 0
    return tmp_path / "moves.xml"


def days(eh: Eh, plan: str) -> list[tuple[str, ...]]:
    """The stated, earliest and latest days of all milestones; ids are not kept by every form."""
    shown = eh("plan", "show", plan, "--format", "csv").out
    return sorted(tuple(line.split(",")[1:]) for line in shown.splitlines()[1:])


@pytest.mark.parametrize(
    ("suffix", "words"),
    [
        ("mpx", "Microsoft Project Exchange (.mpx)"),
        ("xer", "Primavera P6 (.xer)"),
        ("pmxml", "Primavera P6 XML"),
    ],
)
def test_a_file_in_another_form_is_the_same_plan(
    suffix: str, words: str, convert: list[str], exported: Path, eh: Eh
) -> None:
    subprocess.run([*convert, exported, f"moves.{suffix}"], check=True, capture_output=True)
    Path(f"moves.{suffix}").rename("moves.bin")  # what it is, it shows itself
    answer = eh("import", "mspdi", "moves.bin", "--nation", "england", "-o", "other")
    assert answer.code == 0
    assert f"\nread from {words}\n" in answer.out
    assert not re.search(r"moves\.bin:\d", answer.out), "nobody has seen the lines of that XML"
    assert days(eh, "other") == days(eh, "as-xml")


def table(name: str, columns: str, *rows: str) -> str:
    """A table as Primavera writes it; a row here has its values apart by bars."""
    lines = [f"%T\t{name}", "%F\t" + columns.replace(" ", "\t")]
    return "\r\n".join([*lines, *("%R\t" + row.replace("|", "\t") for row in rows)]) + "\r\n"


#: Monday to Friday, 8 to 12 and 13 to 17, and 24 December 2021 off, which is day 44,554 there.
WEEK = "(0||CalendarData()((0||DaysOfWeek()({}))(0||Exceptions()((0||0(d|44554)())))))".format(
    "".join(
        f"(0||{day}()({'(0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())' if 1 < day < 7 else ''}))"
        for day in range(1, 8)
    )
).replace("|", "\x00")


def test_a_file_of_primavera_itself(
    convert: list[str], eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Clearing is done; packing follows two days (16 hours) later, on Wednesday 8 September, and
    ends on Tuesday 14, when the rooms are handed over: by the 20th at the latest. What goes on
    all the while takes no time of its own. The other project is not read, and that is said.
    """
    assert convert, "Java and MPXJ are here"
    columns = "proj_id proj_short_name clndr_id plan_start_date last_recalc_date export_flag"
    task = "task_id proj_id wbs_id clndr_id task_code task_name task_type status_code complete_pct_type target_drtn_hr_cnt remain_drtn_hr_cnt act_start_date act_end_date target_start_date target_end_date early_start_date early_end_date cstr_type cstr_date"
    text = "ERMHDR\t19.12\t2021-09-06\tProject\tadmin\tadmin\tdb\tProject Management\tGBP\r\n"
    text += table(
        "PROJECT",
        columns,
        "1|EH|1|2021-09-06 08:00|2021-09-06 08:00|Y",
        "2|OTHER|1|2021-09-06 08:00|2021-09-06 08:00|Y",
    )
    text += table(
        "CALENDAR",
        "clndr_id default_flag clndr_name clndr_type day_hr_cnt clndr_data",
        f"1|Y|Five days|CA_Base|8|{WEEK}",
    ).replace("\x00", "|")
    text += table(
        "PROJWBS",
        "wbs_id proj_id parent_wbs_id seq_num proj_node_flag wbs_short_name wbs_name",
        "10|1||0|Y|EH|Early help",
        "11|1|10|1|N|ROOMS|Rooms",
        "20|2||0|Y|O|Other",
    )
    text += table(
        "TASK",
        task,
        "100|1|11|1|A|Clear|TT_Task|TK_Complete|CP_Drtn|40|0|2021-08-31 08:00|2021-09-03 17:00|2021-08-31 08:00|2021-09-03 17:00",
        "101|1|11|1|B|Pack|TT_Task|TK_NotStart|CP_Drtn|40|40|||2021-09-08 08:00|2021-09-14 17:00|2021-09-08 08:00|2021-09-14 17:00",
        "102|1|11|1|C|Handed over|TT_FinMile|TK_NotStart|CP_Drtn|0|0|||2021-09-14 17:00|2021-09-14 17:00|2021-09-14 17:00|2021-09-14 17:00|CS_MEOB|2021-09-20 17:00",
        "103|1|11|1|D|Care for the rooms|TT_LOE|TK_NotStart|CP_Drtn|0|0|||2021-09-06 08:00|2021-09-14 17:00",
        "200|2|20|1|E|Elsewhere|TT_Task|TK_NotStart|CP_Drtn|8|8",
    )
    text += table(
        "TASKPRED",
        "task_pred_id task_id pred_task_id proj_id pred_proj_id pred_type lag_hr_cnt",
        "1|101|100|1|1|PR_FS|16",
        "2|102|101|1|1|PR_FF|0",
    )
    monkeypatch.chdir(tmp_path)
    Path("p6.xer").write_bytes((text + "%E\r\n").encode("cp1252"))
    answer = eh("import", "mspdi", "p6.xer", "--nation", "england", "-o", "p6")
    assert answer.code == 0
    assert (
        "Care for the rooms\n    milestone rooms.care-for-the-rooms, in the morning: it takes no time"
        in answer.out
    )
    assert "1 other project in the file\n    one at a time is read" in answer.out
    assert "3 early and late days of the file: ours are the same" in answer.out
    plan = Path("p6/plan.yaml").read_text(encoding="utf-8")
    assert 'title: "Early help"\n' in plan
    assert "  - days: 2021-12-24\n" in plan
    assert "      done: 2021-09-03\n" in plan
    assert "      after: rooms.clear.end + 3 working days\n" in plan
    assert "    by: 2021-09-20\n    after: rooms.pack.end\n" in plan


def refused(data: bytes, convert: list[str], folder: Path) -> str:
    assert convert, "Java and MPXJ are here"
    (folder / "moves.bin").write_bytes(data)
    with pytest.raises(UnreadableProjectError) as caught:
        load_project(folder / "moves.bin")
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"garbage" * 1000,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 100,
        b"ERMHDR\t20.12\t2026-11-30\r\n%T\tTASK\r\n%F\ttask_id\r\n%R\tx\ty\tz\r\n"
        + b"%R\r\n" * 500,
        b'<?xml version="1.0"?><APIBusinessObjects><Project><WBS>' + b"<x>" * 5000,
        b"SQLite format 3\x00" + b"\x10" * 5000,
    ],
)
def test_a_file_that_only_begins_as_one_is_refused_in_words(
    data: bytes, convert: list[str], tmp_path: Path, eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = refused(data, convert, tmp_path)
    assert "MPXJ finds no project in it that it can read" in said
    monkeypatch.chdir(tmp_path)
    answer = eh("import", "mspdi", "moves.bin", "--nation", "england")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"error: {said}\n"
    assert [file.name for file in tmp_path.iterdir()] == ["moves.bin"]


def test_what_takes_more_memory_than_there_is_to_be_is_refused(
    convert: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mpxj, "MOST_MEGABYTES", 16)
    row = b"70,1,A name that is long enough to count for something,1,1\r\n"
    said = refused(
        b"MPX,Microsoft Project for Windows,4.0,ANSI\r\n" + row * 200_000, convert, tmp_path
    )
    assert "more than 16 MB of memory to read" in said


def test_what_would_write_more_than_is_read_is_refused(
    convert: list[str], exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run([*convert, exported, "moves.xer"], check=True, capture_output=True)
    monkeypatch.setattr(mpxj, "LARGEST_FILE", 8000)
    with pytest.raises(UnreadableProjectError, match="as XML it has more than 8,000 bytes"):
        load_project(Path("moves.xer"))


def test_what_takes_longer_than_it_may_is_stopped(
    convert: list[str], exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run([*convert, exported, "moves.xer"], check=True, capture_output=True)
    monkeypatch.setattr(mpxj, "MOST_SECONDS", 0.001)
    with pytest.raises(UnreadableProjectError, match=r"more than 0\.001 seconds to read"):
        load_project(Path("moves.xer"))
