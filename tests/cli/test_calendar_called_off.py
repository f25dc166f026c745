"""What a calendar that people already have is told of what is no longer as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import icalendar
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
workflows:
  handover:
    for: property.future is surplus
    steps: {service_ended: {}, vacated: {}, handed_over: {after: vacated}}
  leaving:
    for: each occupation
    steps: {out: {before: property.vacated}}
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


def test_a_plan_with_another_id_says_that_every_event_would_be_there_twice(
    eh: Eh, tmp_path: Path, move: Path
) -> None:
    assert export(eh, "-o", "a.ics").code == 0
    before = (tmp_path / "a.ics").read_bytes()
    text = PLAN.replace("id: move\n", "id: moving\n")
    (move / "plan.yaml").write_text(text, encoding="utf-8")
    refused = export(eh, "-o", "b.ics", "--previous", "a.ics")
    said = "it is of the plan move, and this one is moving: if only the id was changed, put it back"
    assert refused.code == 2
    assert said in " ".join(refused.err.split())
    replaced = export(eh, "-o", "a.ics")
    assert (replaced.code, "would have each twice" in replaced.err) == (0, True)
    assert "it is replaced, and not continued" in replaced.err
    assert "4 events, all new" in replaced.err
    assert (tmp_path / "a.ics").read_bytes() != before


def test_an_export_that_does_not_continue_the_one_beside_it_says_so(
    eh: Eh, tmp_path: Path, move: Path
) -> None:
    """Its numbers begin anew, and clients keep what has higher ones."""
    assert export(eh, "-o", "a.ics").code == 0
    moved = PROPERTIES.replace("2021-12-13", "2021-12-20")
    (move / "properties.csv").write_text(moved, encoding="utf-8")
    later = ("--as-at", "2021-09-20")
    assert export(eh, "-o", "b.ics", "--previous", "a.ics", *later).code == 0
    (tmp_path / "not-ours.ics").write_text("a list of shops", encoding="utf-8")
    assert export(eh, "-o", "everyone.ics", "--for", "everyone").err.count("earlier export") == 0
    answer = export(eh, "-o", "c.ics", *later)
    assert "4 events, all new\n" in answer.err
    said = "b.ics is an earlier export of this calendar, and is not continued: whoever has imported"
    assert said in answer.err
    assert "--previous b.ics goes on with it\n" in answer.err
    for more in (["-o", "c.ics"], ["-o", "d.ics", "--previous", "b.ics"], []):
        assert "earlier export" not in export(eh, *more, *later).err


def test_a_building_that_is_no_longer_in_the_plan_is_called_off_in_its_own_calendar(
    eh: Eh, tmp_path: Path, move: Path
) -> None:
    """Who looks after it would else go there on the day; what is not ours is left alone."""
    assert export(eh, "--split", "property", "-o", "out").code == 0
    others = {"not-ours.ics": b"a list of shops", "not-ours-2.ics": b"BEGIN:VCALENDAR\r\n"}
    for name, data in others.items():
        (tmp_path / "out" / name).write_bytes(data)
    elm = "elm,Elm Centre,surplus,2021-11-30,2021-12-10,2021-12-13\n"
    (move / "properties.csv").write_text(PROPERTIES.replace(elm, ""), encoding="utf-8")
    plan = PLAN.replace("  - {property: elm, partner: nursery-a, out: 2021-12-01}\n", "")
    (move / "plan.yaml").write_text(plan, encoding="utf-8")
    answer = export(eh, "--split", "property", "-o", "out")
    assert "2 calendars, 4 events: 0 changed, 2 cancelled, 2 as they were\n" in answer.err
    text = (tmp_path / "out" / "elm.ics").read_text(encoding="utf-8")
    titles = ("Elm Centre vacated", "Elm Centre handed over")
    assert all(f"SUMMARY:CANCELLED – {title}\n" in text for title in titles)
    assert '<a href="elm.ics">' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert {name: (tmp_path / "out" / name).read_bytes() for name in others} == others
    long_after = export(eh, "--split", "property", "-o", "out", "--as-at", "2021-11-01")
    assert "out/elm.ics would now be empty: it stays as it was\n" in long_after.err
    assert (tmp_path / "out" / "elm.ics").read_text(encoding="utf-8") == text


def test_a_partner_that_is_no_longer_in_the_plan_has_its_calendar_called_off(
    eh: Eh, tmp_path: Path, move: Path
) -> None:
    nursery = ("--for", "partner", "nursery-a")
    assert export(eh, *nursery, "-o", "a.ics").code == 0
    assert export(eh, "-o", "assets.ics").code == 0
    plan = PLAN.replace("  - {property: elm, partner: nursery-a, out: 2021-12-01}\n", "")
    plan = plan.replace("{id: nursery-a, name: Nursery A}, ", "")
    (move / "plan.yaml").write_text(plan, encoding="utf-8")
    answer = export(eh, *nursery, "-o", "a.ics")
    assert "3 events: 0 changed, 3 cancelled, 0 as they were; continues a.ics\n" in answer.err
    assert (tmp_path / "a.ics").read_text(encoding="utf-8").count("STATUS:CANCELLED") == 3
    for others in ([], ["-o", "new.ics"], ["-o", "assets.ics"], ["-o", "move/plan.yaml"]):
        refused = export(eh, *nursery, *others)
        assert refused.code == 2
        assert "there is no partner 'nursery-a'" in refused.err


def test_a_task_that_is_done_is_done_in_the_list_of_tasks(
    eh: Eh, tmp_path: Path, move: Path
) -> None:
    """As an event of the same UID it would stay in the list, and still be to do."""
    assert export(eh, "--todos", "-o", "a.ics").code == 0
    text = (move / "properties.csv").read_text(encoding="utf-8")
    done = text.replace("vacated,handed_over\n", "vacated,done:handed_over\n", 1)
    done = done.replace("2021-12-13", "2021-09-16").replace("2021-12-02", "")
    (move / "properties.csv").write_text(done, encoding="utf-8")
    assert export(eh, "--todos", "-o", "a.ics").code == 0
    calendar = icalendar.Calendar.from_ical((tmp_path / "a.ics").read_bytes())
    assert calendar.walk("VEVENT") == []
    said = {str(one["SUMMARY"]): (str(one["STATUS"]), one["SEQUENCE"]) for one in calendar.todos}
    assert said == {
        "Elm Centre vacated": ("NEEDS-ACTION", 0),
        "Elm Centre handed over": ("COMPLETED", 1),
        "Oak Centre vacated": ("NEEDS-ACTION", 0),
        "CANCELLED – Oak Centre handed over": ("CANCELLED", 1),
    }
    assert "4 as they were" in export(eh, "--todos", "-o", "a.ics").err
