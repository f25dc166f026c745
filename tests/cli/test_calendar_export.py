"""`eh calendar export`: what is said, what is written, and what the next export makes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh
    from tests.conftest import Answer

PLAN: Final = """\
format: 1
id: move
title: The move
nation: england
as_at: 2021-09-17
milestones:
  offer.launch: {title: New offer launched, on: 2022-01-04, owner: Early Help}
workflows:
  handover:
    for: property.future is surplus
    steps:
      service_ended: {owner: Early Help}
      vacated: {after: [service_ended, each occupation.out], owner: Early Help}
      handed_over: {after: vacated, owner: Assets Team}
  leaving:
    for: each occupation
    steps:
      out: {}
properties: properties.csv
partners: [{id: nursery-a, name: Nursery A}, {id: food-bank}]
occupations:
  - {property: elm, partner: nursery-a, out: 2021-12-01}
  - {property: oak, partner: food-bank}
"""
PROPERTIES: Final = """\
id,name,future,service_ended,vacated,handed_over
elm,Elm Centre,surplus,2021-11-30,2021-12-10,2021-12-13
oak,Oak Centre,surplus,2021-11-15,2021-12-01,2021-12-02
ash,Ash Centre,surplus,,,
"""
Lint = Callable[[bytes], list[Any]]


@pytest.fixture(autouse=True)
def move(tmp_path: Path, lint_ics: Lint) -> Iterator[Path]:
    """A plan's folder beside which the test stands; every calendar it leaves there is clean."""
    folder = tmp_path / "move"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "properties.csv").write_text(PROPERTIES, encoding="utf-8")
    yield folder
    for written in tmp_path.rglob("*.ics"):
        if "not-ours" not in written.name:
            assert [
                found for found in lint_ics(written.read_bytes()) if found.code != "vtodo"
            ] == []


def export(eh: Eh, *more: str) -> Answer:
    return eh("calendar", "export", "-p", "move", *more)


def test_the_first_export_says_what_is_in_it(eh: Eh, tmp_path: Path) -> None:
    assert export(eh, "-o", "assets.ics") == (
        0,
        "",
        "4 events, all new\n2 milestones without a day are not in it\nwritten: assets.ics\n",
    )
    text = (tmp_path / "assets.ics").read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 4
    assert "SUMMARY:Elm Centre handed over" in text


def test_the_same_plan_gives_the_same_bytes_and_stdout_gives_them_too(
    eh: Eh, tmp_path: Path
) -> None:
    export(eh, "-o", "assets.ics")
    before = (tmp_path / "assets.ics").read_bytes()
    again = export(eh, "-o", "assets.ics")
    assert again.err.startswith(
        "4 events: 0 changed, 0 cancelled, 4 as they were; continues assets.ics\n"
    )
    assert (tmp_path / "assets.ics").read_bytes() == before
    assert export(eh).out.encode() == before


def test_what_moves_is_the_same_event_with_a_higher_number(
    eh: Eh, tmp_path: Path, move: Path
) -> None:
    export(eh, "-o", "old.ics")
    text = PROPERTIES.replace("2021-12-13", "2021-12-20").replace(
        "surplus,2021-11-15", "retained,2021-11-15"
    )
    (move / "properties.csv").write_text(text, encoding="utf-8")
    answer = export(eh, "-o", "new.ics", "--previous", "old.ics")
    assert "4 events: 1 changed, 2 cancelled, 1 as they were; continues old.ics\n" in answer.err
    new = (tmp_path / "new.ics").read_text(encoding="utf-8")
    assert new.count("SEQUENCE:1") == 3
    assert "X-EARLYHELP-WAS:2021-12-13" in new
    assert new.count("SUMMARY:CANCELLED – Oak Centre") == 2
    later = export(eh, "-o", "new.ics", "--as-at", "2021-10-16")
    assert "2 events: 0 changed, 0 cancelled, 2 as they were, 2 no longer shown" in later.err


@pytest.mark.parametrize("keep", ["0", "3"])
def test_how_long_what_is_off_is_kept(eh: Eh, move: Path, tmp_path: Path, keep: str) -> None:
    export(eh, "-o", "a.ics")
    (move / "properties.csv").write_text(PROPERTIES.replace("2021-12-13", ""), encoding="utf-8")
    export(eh, "-o", "a.ics", "--keep-cancelled", keep)
    assert ("CANCELLED" in (tmp_path / "a.ics").read_text(encoding="utf-8")) is (keep == "3")


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (["--for", "partner", "nursery-a"], 3),
        (["--for", "partner nursery-a"], 3),
        (["--for=partner", "nursery-a"], 3),
        (["--for", "owner", "Early", "Help"], 5),
        (["--for", "owner", "early", "help", "--relations"], 5),
        (["--for", "everyone"], 3),
        (["--for", "assets"], 4),
    ],
)
def test_whom_it_is_for_needs_no_quotes(eh: Eh, words: list[str], titles: int) -> None:
    answer = export(eh, *words)
    assert answer.code == 0
    assert answer.out.count("BEGIN:VEVENT") == titles


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--for", "partner", "nursery-b"], "there is no partner 'nursery-b'; did you mean \"nursery-a\"?"),
        (["--for", "owner", "Early", "Hlep"], "there is no owner 'Early Hlep'; did you mean \"Early Help\"?"),
        (["--for", "partner"], 'say which partner: "partner ID"'),
        (["--for", "nursery-a"], 'write "assets", "partner ID", "owner NAME" or "everyone"'),
        (["--for", "partner", "food-bank", "--previous", "none.ics"], "no calendar found: there is no file none.ics"),
        (["--split", "property"], "name a folder with -o"),
        (["--split", "property", "-o", "move/plan.yaml"], "move/plan.yaml is none"),
        (["--split", "property", "-o", "out", "--previous", "move/plan.yaml"], "continues a folder"),
        (["--split", "property", "-o", "out", "--url", "https://x.example"], "the address of one calendar"),
        (["--record"], "name it with -o"),
        (["--record", "-o", "half\udcff.ics"], "--record cannot note a name with"),
        (["--record", "-o", "two  spaces.ics"], "--record cannot note a name with"),
        (["--url", "council.example"], "it begins with https://"),
        (["--url", "https://half\udcff.example"], "it begins with https://"),
        (["--alarm", "0"], "0 is not in the range"),
        (["--previous", "move/plan.yaml"], "the file is no calendar"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_the_right_form(
    eh: Eh, tmp_path: Path, words: list[str], message: str
) -> None:
    answer = export(eh, *words)
    assert answer.code == 2
    assert message in answer.err
    assert answer.out == ""
    assert list(tmp_path.glob("*.ics")) == []


def test_a_plan_with_nothing_for_the_reader_writes_nothing(eh: Eh, move: Path) -> None:
    (move / "properties.csv").write_text("id,name\nelm,Elm\noak,Oak\n", encoding="utf-8")
    for more in ([], ["--split", "property", "-o", "out"]):
        answer = export(eh, *more)
        assert (answer.code, answer.out) == (2, "")
        assert (
            "there is nothing to export for assets: the plan has no milestone for this calendar"
            in answer.err
        )


def test_a_calendar_for_somebody_else_is_never_continued(eh: Eh, tmp_path: Path) -> None:
    export(eh, "-o", "assets.ics")
    answer = export(eh, "--for", "everyone", "--previous", "assets.ics", "-o", "public.ics")
    assert answer.code == 2
    assert "assets.ics is another calendar" in answer.err
    answer = export(eh, "--for", "everyone", "-o", "assets.ics")
    assert "assets.ics is another calendar: it is replaced, and not continued\n" in answer.err
    assert "acated" not in (tmp_path / "assets.ics").read_text(encoding="utf-8")


def test_a_file_that_is_no_calendar_is_replaced_and_said(eh: Eh, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    answer = export(eh, "-o", "notes.txt")
    assert answer.code == 0
    assert "not continued: notes.txt: the file is no calendar" in answer.err


def test_an_event_that_somebody_else_put_in_is_gone(eh: Eh, tmp_path: Path) -> None:
    export(eh, "-o", "a.ics")
    data = (tmp_path / "a.ics").read_bytes()
    dentist = b"BEGIN:VEVENT\r\nUID:d\r\nDTSTAMP:20210101T000000Z\r\nDTSTART;VALUE=DATE:20211201\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\n"
    (tmp_path / "a.ics").write_bytes(data.replace(b"END:VCALENDAR", dentist + b"END:VCALENDAR"))
    export(eh, "-o", "a.ics")
    assert (tmp_path / "a.ics").read_bytes() == data


def test_a_recorded_export_is_continued_wherever_the_next_one_goes(
    eh: Eh, tmp_path: Path, move: Path
) -> None:
    first = export(eh, "-o", "sent.ics", "--record", "--by", "planner")
    assert first.err.endswith("written: sent.ics\nrecorded in journal.csv\n")
    digest = hashlib.sha256((tmp_path / "sent.ics").read_bytes()).hexdigest()
    line = (move / "journal.csv").read_text(encoding="utf-8").splitlines()[1]
    assert line.endswith(f",planner,exported,calendar.assets,,,,../sent.ics sha256:{digest}")
    assert "continues sent.ics" in export(eh, "-o", "next.ics").err
    assert "continues" not in export(eh, "--for", "everyone", "-o", "public.ics").err
    assert "journal" not in eh("plan", "check", "move").out
    kept = (move / "journal.csv").read_text(encoding="utf-8")
    lying = kept.replace("calendar.assets", "calendar.everyone")
    (move / "journal.csv").write_text(lying, encoding="utf-8")
    public = export(eh, "--for", "everyone", "-o", "public.ics")
    assert "CANCELLED" not in (tmp_path / "public.ics").read_text(encoding="utf-8")
    assert "3 events" in public.err
    (move / "journal.csv").write_text(kept, encoding="utf-8")
    with (tmp_path / "sent.ics").open("ab") as file:
        file.write(b"\r\n")
    assert "sent.ics is not as it was when its export was recorded\n" in export(eh).err
    (tmp_path / "sent.ics").unlink()
    assert "the export recorded last is not continued: sent.ics is not there" in export(eh).err


def test_a_recorded_name_that_no_file_can_have_stops_nothing(eh: Eh, move: Path) -> None:
    line = f"2021-09-18T09:00:00+00:00,office,exported,calendar.assets,,,,{'x' * 300} sha256:0"
    (move / "journal.csv").write_text(f"{line}\n", encoding="utf-8")
    answer = export(eh)
    assert answer.code == 0
    assert "the export recorded last is not continued" in answer.err


def test_the_export_recorded_last_is_the_one_that_is_continued(
    eh: Eh, tmp_path: Path, move: Path
) -> None:
    export(eh, "-o", "first.ics", "--record")
    text = PROPERTIES.replace("2021-12-13", "2021-12-20")
    (move / "properties.csv").write_text(text, encoding="utf-8")
    export(eh, "-o", "second.ics", "--record")
    third = export(eh, "-o", "third.ics")
    assert third.err.startswith(
        "4 events: 0 changed, 0 cancelled, 4 as they were; continues second.ics\n"
    )
    second = (tmp_path / "second.ics").read_bytes()
    assert (tmp_path / "third.ics").read_bytes() == second


def test_a_shipped_plan_keeps_no_journal(eh: Eh, tmp_path: Path) -> None:
    answer = eh("calendar", "export", "-p", "early-help-2021", "-o", "a.ics", "--record")
    assert answer.code == 2
    assert "comes with earlyhelp and is only to be read" in answer.err
    assert not (tmp_path / "a.ics").exists()


def test_a_dry_run_writes_nothing(eh: Eh, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    for more in (["-o", "a.ics", "--record"], [], ["--split", "property", "-o", "out"]):
        answer = export(eh, *more, "--dry-run")
        assert (answer.code, answer.out) == (0, "")
        assert "dry run: nothing was written to" in answer.err
    assert sorted(tmp_path.rglob("*")) == before


def test_one_calendar_for_each_property(eh: Eh, tmp_path: Path, move: Path) -> None:
    answer = export(eh, "--split", "property", "-o", "out", "--record")
    assert "2 calendars, 4 events, all new\n" in answer.err
    assert "written: 4 files in out\n" in answer.err
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["elm.ics", "index.csv", "index.html", "oak.ics"]
    assert '<a href="elm.ics">' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert (move / "journal.csv").read_text(encoding="utf-8").count("calendar.assets.") == 2
    (move / "properties.csv").write_text(
        PROPERTIES.replace("2021-12-13", "2021-12-20"), encoding="utf-8"
    )
    again = export(eh, "--split", "property", "-o", "out")
    assert "4 events: 1 changed, 0 cancelled, 3 as they were\n" in again.err
    assert "written: 3 files in out; 1 file as before\n" in again.err
    moved = export(eh, "--split", "property", "-o", "other", "--previous", "out")
    assert "4 events: 0 changed, 0 cancelled, 4 as they were\n" in moved.err
    gone = PROPERTIES.replace("2021-12-01,2021-12-02", ",")
    (move / "properties.csv").write_text(gone, encoding="utf-8")
    less = export(eh, "--split", "property", "-o", "other", "--keep-cancelled", "0")
    assert "other/oak.ics would now be empty: it stays as it was\n" in less.err


def test_calendars_of_two_readers_never_end_up_in_one_folder(eh: Eh, tmp_path: Path) -> None:
    """The nursery works in elm alone: oak's calendar there is the Assets Team's."""
    assert export(eh, "--split", "property", "-o", "out").code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    answer = export(eh, "--for", "partner", "nursery-a", "--split", "property", "-o", "out")
    assert answer.code == 2
    assert "out/oak.ics is not for partner nursery-a, and would stay there" in answer.err
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize("name", ["ELM", "../x", "con", "nul.txt", "two words", "é"])
def test_a_property_that_no_file_can_be_named_after_is_refused(
    eh: Eh, tmp_path: Path, move: Path, name: str
) -> None:
    text = PROPERTIES.replace("ash,", f"{name},")
    (move / "properties.csv").write_text(text, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    answer = export(eh, "--split", "property", "-o", "out")
    assert answer.code == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_tasks_reminders_and_ties_are_for_those_who_ask(eh: Eh, tmp_path: Path) -> None:
    plain = export(eh).out
    for name in ("VALARM", "RELATED-TO", "VTODO", "SOURCE", "METHOD", "ATTENDEE", "TZID"):
        assert name not in plain
    asked = ("--alarm", "7", "--relations", "--todos", "--url", "https://council.example/a.ics")
    answer = export(eh, *asked, "-o", "all.ics")
    text = (tmp_path / "all.ics").read_text(encoding="utf-8")
    assert answer.code == 0
    for line in (
        "TRIGGER;RELATED=END:-P6DT15H",
        "SOURCE;VALUE=URI:https://council.example/a.ics",
        "BEGIN:VTODO",
        "RELATED-TO;RELTYPE=DEPENDS-ON:",
        "RELATED-TO;RELTYPE=FINISHTOSTART:",
        "DUE;VALUE=DATE:20211213",
    ):
        assert line in text
    again = export(eh, *asked, "-o", "all.ics")
    assert "4 events: 0 changed, 0 cancelled, 4 as they were" in again.err


def test_a_plan_that_cannot_be_met_is_exported_as_it_is_stated(eh: Eh, move: Path) -> None:
    text = PLAN.replace(
        "on: 2022-01-04", "on: 2022-01-04, after: all properties.handed_over + 2 months"
    )
    (move / "plan.yaml").write_text(text, encoding="utf-8")
    (move / "properties.csv").write_text(
        PROPERTIES.replace("service_ended", "on:service_ended"), encoding="utf-8"
    )
    answer = export(eh)
    assert (answer.code, answer.out.count("BEGIN:VEVENT")) == (0, 4)
    assert "the plan cannot be met: `eh plan check` says why\n" in answer.err
    assert "Room:" not in answer.out.replace("\r\n ", "")


def test_a_folder_that_is_not_there_is_the_machine_in_the_way(eh: Eh) -> None:
    answer = export(eh, "-o", "no/such/a.ics")
    assert answer.code == 3
    assert "no/such/a.ics cannot be written" in answer.err


def test_the_bytes_do_not_depend_on_the_hash_seed(
    eh_process: Callable[..., Answer], tmp_path: Path
) -> None:
    for seed in ("0", "1", "4242"):
        asked = ("--relations", "--alarm", "3", "-o", f"{seed}.ics")
        done = eh_process("calendar", "export", "-p", "move", *asked, PYTHONHASHSEED=seed)
        assert done.code == 0
    assert len({(tmp_path / f"{seed}.ics").read_bytes() for seed in ("0", "1", "4242")}) == 1


def test_a_check_imports_nothing_of_calendars(eh_process: Callable[..., Answer]) -> None:
    heavy = eh_process("plan", "check", "move", PYTHONPROFILEIMPORTTIME="1")
    assert " click\n" in heavy.err
    for module in ("icalendar", "jinja2", "earlyhelp.model.calendars", "caldav", "docx"):
        assert f" {module}\n" not in heavy.err


def test_a_partner_is_not_told_that_its_notice_has_no_day_yet(eh: Eh) -> None:
    """Its letter says when it ends: the network knows that, though no line states it."""
    said = eh(
        "calendar", "export", "-p", "early-help-2021", "--for", "partner", "toddler-group"
    ).out.replace("\r\n ", "")
    assert "Waits for:" in said
    assert "no day yet" not in said
