"""The Assets Team's calendar on a real server, through a whole autumn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from earlyhelp.model.calendars import event_uid

if TYPE_CHECKING:
    from tests.conftest import PlanFolder
    from tests.real_parts.conftest import Eh, Radicale, Shelf

pytest.importorskip("caldav", reason="the client is in the extra `test`: pip install caldav")

pytestmark = pytest.mark.loopback

HANDOVER = event_uid("early-help", "elm.handed_over")
EDITED = (
    "somebody has changed it on the server, where it is now on Wednesday 15 December 2021; "
    "the plan says Monday 13 December 2021"
)
VACATED = event_uid("early-help", "elm.vacated")


def push(eh: Eh, shelf: Shelf, *options: str) -> tuple[int, str, str]:
    return eh("calendar", "push", "-p", "redesign", "--url", shelf.url, *options)


def days(text: str) -> list[str]:
    return sorted(re.findall(r"DTSTART;VALUE=DATE:(\d+)", text))


@pytest.mark.usefixtures("redesign")
def test_what_is_sent_is_there_and_is_not_sent_twice(
    eh: Eh, shelf: Shelf, sent: list[tuple[str, str]]
) -> None:
    code, out, err = push(eh, shelf)
    assert code == 0, err
    assert out.splitlines()[-1] == "6 sent"
    assert len(sent) == 6
    assert days(shelf.everything()) == [
        "20211124",
        "20211201",
        "20211202",
        "20211206",
        "20211210",
        "20211213",
    ]
    assert push(eh, shelf)[:2] == (0, "6 as they were\n")
    assert len(sent) == 6


def test_a_moved_handover_moves_on_the_server_and_nothing_else_is_sent(
    eh: Eh, shelf: Shelf, redesign: PlanFolder, sent: list[tuple[str, str]]
) -> None:
    push(eh, shelf)
    redesign.says("handed_over: 2021-12-13", "handed_over: 2021-12-20")
    sent.clear()
    code, out, _ = push(eh, shelf)
    assert code == 0
    assert out.splitlines() == [
        "to send: Elm Centre handed over: Monday 20 December 2021 (was Monday 13 December 2021)",
        "1 sent, 5 as they were",
    ]
    assert sent == [("PUT", f"{HANDOVER}.ics")]
    there = shelf.everything()
    assert there.count("BEGIN:VEVENT") == 6
    assert there.count(f"UID:{HANDOVER}") == 1
    assert "20211213" not in days(there)
    assert "20211220" in days(there)
    assert "SEQUENCE:1" in shelf.file(HANDOVER).text


def test_a_centre_that_stays_is_cancelled_and_after_four_weeks_it_is_gone(
    eh: Eh, shelf: Shelf, redesign: PlanFolder, sent: list[tuple[str, str]]
) -> None:
    push(eh, shelf)
    redesign.says("name: Elm Centre, future: surplus", "name: Elm Centre, future: retained")
    for date in ("service_ended: 2021-11-30, ", "vacated: 2021-12-10, ", "out: 2021-12-08"):
        redesign.says(date, "")
    redesign.says(", handed_over: 2021-12-13", "")
    sent.clear()
    code, out, _ = push(eh, shelf)
    assert (code, out.splitlines()[-1]) == (0, "2 cancelled, 4 as they were")
    assert {verb for verb, _ in sent} == {"PUT"}
    assert "STATUS:CANCELLED" in shelf.file(HANDOVER).text
    assert shelf.everything().count("STATUS:CANCELLED") == 2
    sent.clear()
    code, out, _ = push(eh, shelf, "--as-at", "2021-11-15")
    assert (code, out.splitlines()[-1]) == (0, "2 removed, 4 as they were")
    assert sorted(sent) == sorted(("DELETE", f"{uid}.ics") for uid in (HANDOVER, VACATED))
    assert shelf.everything().count("BEGIN:VEVENT") == 4


def test_what_somebody_changed_on_the_server_is_left_alone_until_somebody_means_it(
    eh: Eh, shelf: Shelf, redesign: PlanFolder, sent: list[tuple[str, str]]
) -> None:
    push(eh, shelf)
    shelf.edit(HANDOVER, "DTSTART;VALUE=DATE:20211213", "DTSTART;VALUE=DATE:20211215")
    redesign.says("vacated: 2021-12-10", "vacated: 2021-12-09")
    sent.clear()
    code, out, err = push(eh, shelf)
    assert code == 1
    assert out.splitlines() == [
        "to send: Elm Centre vacated: Thursday 9 December 2021 (was Friday 10 December 2021)",
        f"left alone: Elm Centre handed over: {EDITED}",
        "1 sent, 1 changed on the server and left alone, 4 as they were",
    ]
    assert "eh calendar compare" in err
    assert sent == [("PUT", f"{VACATED}.ics")]
    assert "20211215" in days(shelf.everything())
    code, out, _ = push(eh, shelf, "--overwrite")
    assert (code, out.splitlines()[-1]) == (0, "1 sent, 5 as they were")
    assert "20211213" in days(shelf.everything())
    assert push(eh, shelf)[:2] == (0, "6 as they were\n")


def test_what_changes_at_that_very_moment_is_not_overwritten(
    eh: Eh, shelf: Shelf, redesign: PlanFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from earlyhelp.files.calendars.server import CalendarServer, Taken

    push(eh, shelf)
    redesign.says("handed_over: 2021-12-13", "handed_over: 2021-12-20")
    redesign.says("vacated: 2021-12-10", "vacated: 2021-12-09")
    send = CalendarServer.send

    def interrupted(self: CalendarServer, url: str, event: bytes, *, etag: str | None) -> Taken:
        if HANDOVER in url:
            shelf.edit(HANDOVER, "Elm Centre handed over", "Elm Centre: ring the bell")
        return send(self, url, event, etag=etag)

    monkeypatch.setattr(CalendarServer, "send", interrupted)
    code, out, _ = push(eh, shelf)
    assert code == 1
    assert out.splitlines()[-2:] == [
        "changed meanwhile, so not sent: Elm Centre handed over",
        "1 sent, 1 changed meanwhile and not sent, 4 as they were",
    ]
    assert "ring the bell" in shelf.file(HANDOVER).text
    assert "20211209" in days(shelf.everything())


@pytest.mark.usefixtures("redesign")
def test_an_event_that_appears_at_that_very_moment_is_not_overwritten(
    eh: Eh, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from earlyhelp.files.calendars.server import CalendarServer, Resource

    read = CalendarServer.read

    def then(self: CalendarServer) -> tuple[Resource, ...]:
        found = read(self)
        reply = shelf.server.ask("PUT", f"{shelf.path}{HANDOVER}.ics", foreign(HANDOVER))
        assert reply.status == 201
        return found

    monkeypatch.setattr(CalendarServer, "read", then)
    code, out, _ = push(eh, shelf)
    assert (code, out.splitlines()[-1]) == (1, "5 sent, 1 changed meanwhile and not sent")
    assert "Summer fair" in shelf.file(HANDOVER).text


def foreign(uid: str) -> str:
    """An event that somebody else has made."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//somebody//else//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20210901T090000Z",
        "DTSTART;VALUE=DATE:20211213",
        "SUMMARY:Summer fair",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines)


@pytest.mark.usefixtures("redesign")
def test_what_others_keep_in_the_same_calendar_is_theirs(
    eh: Eh, shelf: Shelf, sent: list[tuple[str, str]]
) -> None:
    assert shelf.server.ask("PUT", f"{shelf.path}fair.ics", foreign("fair")).status == 201
    before = shelf.file("fair")
    code, out, err = push(eh, shelf)
    assert (code, out.splitlines()[-1]) == (0, "6 sent")
    assert "0 events of this plan, and 1 other left alone" in err
    assert ("PUT", "fair.ics") not in sent
    assert shelf.file("fair") == before


@pytest.mark.usefixtures("redesign")
def test_a_dry_run_sends_nothing(eh: Eh, shelf: Shelf, sent: list[tuple[str, str]]) -> None:
    code, out, err = push(eh, shelf, "--dry-run")
    assert code == 0
    assert out.count("to send: ") == 6
    assert "nothing was sent" in err
    assert sent == []
    assert "VEVENT" not in shelf.everything()


@pytest.mark.usefixtures("redesign")
def test_a_partner_s_calendar_has_what_the_partner_may_see(eh: Eh, shelf: Shelf) -> None:
    code, out, _ = push(eh, shelf, "--for", "partner", "toddlers")
    assert (code, out.splitlines()[-1]) == (0, "3 sent")
    assert "Oak" not in shelf.everything()


@pytest.mark.usefixtures("redesign")
def test_a_wrong_password_and_an_address_that_is_no_calendar_are_said_in_a_line(
    eh: Eh, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = shelf.url.rstrip("/").rpartition("/")[0]
    for url, why in ((f"{home}/none/", "no calendar at this address"), (home, "something else")):
        code, out, err = eh("calendar", "push", "-p", "redesign", "--url", url)
        assert (code, out, len(err.splitlines())) == (3, "", 1)
        assert why in err
    monkeypatch.setenv("EH_CALDAV_PASSWORD", "another-word")
    code, out, err = push(eh, shelf)
    assert (code, out) == (3, "")
    assert "does not accept this user and password" in err
    assert "another-word" not in err


def test_a_whole_exported_file_is_accepted_by_the_server(
    eh: Eh, radicale: Radicale, shelf: Shelf, redesign: PlanFolder
) -> None:
    assert eh("calendar", "export", "-p", "redesign", "-o", "assets.ics").code == 0
    text = (redesign.folder.parent / "assets.ics").read_text(encoding="utf-8")
    reply = radicale.ask("PUT", shelf.path, text, Content_Type="text/calendar")
    assert reply.status == 201
    there = shelf.everything()
    assert there.count("BEGIN:VEVENT") == 6
    assert days(there) == days(text)
    assert push(eh, shelf)[:2] == (0, "6 as they were\n")
