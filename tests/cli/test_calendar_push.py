"""Sending a calendar, seen from the command; a real server is in tests/real_parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import pytest

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files.calendars import server as calendar_server
from earlyhelp.files.calendars.access import Credentials
from earlyhelp.files.calendars.server import Resource, Taken
from earlyhelp.model.calendars import event_uid

if TYPE_CHECKING:
    from tests.cli.conftest import Eh
    from tests.conftest import PlanFolder, WritePlan

SECRET = "a-word-for-tests"  # noqa: S105 - of nobody
URL = "https://calendars.example/assets/"
PLAN = """\
workflows:
  handover:
    for: property.future is not retained
    steps: {vacated: {}, handed_over: {after: vacated}}
properties:
  - {id: elm, name: Elm Centre, future: surplus, vacated: 2021-12-10, handed_over: 2021-12-13}
  - {id: oak, name: Oak Centre, future: surplus, vacated: 2021-12-01, handed_over: 2021-12-06}
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
"""
VACATED = event_uid("early-help", "elm.vacated")
HANDOVER = event_uid("early-help", "elm.handed_over")


class Shelf:
    """A server that lasts as long as a test, and does what a test wants it to."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.files: dict[str, tuple[int, bytes]] = {}
        self.sent: list[str] = []
        self.asked: list[tuple[str, Credentials | None, float]] = []
        self.fails_after: int | None = None
        self.loses_an_answer = False  #: it takes the event, and the line breaks before it says so
        self.on_read: Callable[[], None] = lambda: None  #: what somebody does just after that

    def put(self, name: str, data: bytes) -> None:
        """Somebody else writes there."""
        version, _ = self.files.get(f"{URL}{name}.ics", (0, b""))
        self.files[f"{URL}{name}.ics"] = (version + 1, data)

    def edit(self, name: str, before: bytes, now: bytes) -> None:
        """Somebody changes what is there."""
        text = self.files[f"{URL}{name}.ics"][1]
        assert text.count(before) == 1
        self.put(name, text.replace(before, now))


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, lint_ics: Callable[[bytes], list[Any]]) -> Shelf:
    """The server behind every address."""
    made = Shelf()

    class Server:
        def __init__(self, url: str, who: Credentials | None, *, patience: float) -> None:
            made.asked.append((url, who, patience))
            self.url = url
            self.name = "Buildings"

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def read(self) -> tuple[Resource, ...]:
            found = tuple(
                Resource(url=url, etag=str(version), data=data)
                for url, (version, data) in sorted(made.files.items())
            )
            made.on_read()
            return found

        def address_of(self, uid: str) -> str:
            return f"{self.url}{uid}.ics"

        def send(self, url: str, event: bytes, *, etag: str | None) -> Taken:
            assert lint_ics(event) == []
            return self._change(url, etag, event)

        def delete(self, url: str, *, etag: str) -> Taken:
            return self._change(url, etag, None)

        def _change(self, url: str, etag: str | None, data: bytes | None) -> Taken:
            if made.fails_after is not None and len(made.sent) >= made.fails_after:
                host = urlsplit(url).netloc
                raise EnvironmentFailedError(f"the calendar server {host} has failed (HTTP 500)")
            there = made.files.get(url)
            if (str(there[0]) if there else None) != etag:
                return Taken.CHANGED_MEANWHILE
            made.sent.append(url)
            if data is None:
                del made.files[url]
            else:
                made.files[url] = (there[0] + 1 if there else 1, data)
            if made.loses_an_answer:
                raise EnvironmentFailedError("the calendar server cannot be reached")
            return Taken.YES

    monkeypatch.setattr(calendar_server, "CalendarServer", Server)
    return made


@pytest.fixture
def redesign(write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch) -> PlanFolder:
    """The plan above; the test stands beside it, and nobody has said who asks."""
    for name in ("EH_CALDAV_USER", "EH_CALDAV_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    return write_plan(PLAN)


@pytest.fixture
def push(eh: Eh, redesign: PlanFolder) -> Callable[..., tuple[int, str, str]]:
    """Send the plan's calendar."""
    assert redesign.folder.exists()
    return lambda *options: eh("calendar", "push", "-p", "redesign", "--url", URL, *options)


Push = Callable[..., tuple[int, str, str]]


# What is sent. -----------------------------------------------------------------------------


def test_everything_is_sent_once(push: Push, shelf: Shelf) -> None:
    code, out, err = push()
    assert (code, err) == (0, "Buildings has 0 events of this plan\n")
    assert out.splitlines() == [
        "to send: Oak Centre vacated: Wednesday 1 December 2021",
        "to send: Oak Centre handed over: Monday 6 December 2021",
        "to send: Elm Centre vacated: Friday 10 December 2021",
        "to send: Elm Centre handed over: Monday 13 December 2021",
        "4 sent",
    ]
    assert push() == (0, "4 as they were\n", "Buildings has 4 events of this plan\n")
    assert len(shelf.sent) == 4


def test_only_what_has_changed_is_sent(push: Push, shelf: Shelf, redesign: PlanFolder) -> None:
    push()
    redesign.says("handed_over: 2021-12-13", "handed_over: 2021-12-20")
    redesign.says(", handed_over: 2021-12-06", "")
    shelf.sent.clear()
    code, out, _ = push()
    assert (code, out.splitlines()[-1]) == (0, "1 sent, 1 cancelled, 2 as they were")
    assert len(shelf.sent) == 2


def test_a_dry_run_reads_and_sends_nothing(push: Push, shelf: Shelf) -> None:
    code, out, err = push("--dry-run")
    assert code == 0
    assert out.count("to send: ") == 4
    assert err.splitlines()[-1] == "dry run: nothing was sent"
    assert shelf.files == {}


def test_what_somebody_changed_is_sent_only_if_somebody_means_it(push: Push, shelf: Shelf) -> None:
    push()
    shelf.edit(HANDOVER, b"DTSTART;VALUE=DATE:20211213", b"DTSTART;VALUE=DATE:20211212")
    for options in ((), ("--dry-run",)):
        code, out, _ = push(*options)
        assert code == 1
        assert "left alone: Elm Centre handed over: somebody has changed it" in out
    assert len(shelf.sent) == 4
    code, out, _ = push("--overwrite")
    assert (code, out.splitlines()[-1]) == (0, "1 sent, 3 as they were")


def test_what_cannot_be_read_is_somebody_s_too(push: Push, shelf: Shelf) -> None:
    shelf.put(HANDOVER, b"no calendar")
    code, out, _ = push()
    assert (code, out.splitlines()[-1]) == (1, "3 sent, 1 changed on the server and left alone")
    assert shelf.files[f"{URL}{HANDOVER}.ics"] == (1, b"no calendar")
    code, out, _ = push("--overwrite")
    assert (code, out.splitlines()[-1]) == (0, "1 sent, 3 as they were")


def test_the_calendar_of_one_audience_is_not_filled_for_another(push: Push, shelf: Shelf) -> None:
    """Its events would all be cancelled, and their names told to others."""
    push()
    before = dict(shelf.files)
    code, out, err = push("--for", "everyone")
    assert (code, out) == (2, "")
    assert "has 4 events of the plan not meant for everyone, such as" in err
    assert shelf.files == before
    code, out, _ = push("--for", "everyone", "--overwrite")
    assert (code, out.splitlines()[-1]) == (0, "4 cancelled")
    assert push("--for", "everyone")[:2] == (0, "4 as they were\n")


def test_events_lie_where_the_server_put_them(
    push: Push, shelf: Shelf, redesign: PlanFolder
) -> None:
    push()
    shelf.files[f"{URL}elsewhere.ics"] = shelf.files.pop(f"{URL}{HANDOVER}.ics")
    redesign.says("handed_over: 2021-12-13", "handed_over: 2021-12-20")
    shelf.sent.clear()
    assert push()[0] == 0
    assert shelf.sent == [f"{URL}elsewhere.ics"]


# What goes wrong. --------------------------------------------------------------------------


def test_where_the_server_fails_it_is_said_how_far_it_came(push: Push, shelf: Shelf) -> None:
    shelf.fails_after = 1
    code, out, err = push()
    assert code == 3
    assert "4 sent" not in out
    assert err.splitlines()[-2:] == [
        "1 sent before that, 3 not sent: the same command goes on from there",
        "error: the calendar server calendars.example has failed (HTTP 500)",
    ]
    shelf.fails_after = None
    code, out, _ = push()
    assert (code, out.splitlines()[-1]) == (0, "3 sent, 1 as they were")


def test_an_event_whose_answer_got_lost_is_neither_sent_twice_nor_taken_for_somebody_s_change(
    push: Push, shelf: Shelf, redesign: PlanFolder
) -> None:
    """The line breaks twice: while it is new, and while it is changed."""
    shelf.loses_an_answer = True
    assert push()[0] == 3
    shelf.loses_an_answer = False
    code, out, _ = push()
    assert (code, out.splitlines()[-1]) == (0, "3 sent, 1 as they were")
    redesign.says("handed_over: 2021-12-13", "handed_over: 2021-12-20")
    shelf.loses_an_answer = True
    assert push()[0] == 3
    shelf.loses_an_answer = False
    before = dict(shelf.files)
    code, out, _ = push()
    assert (code, out.splitlines()[-1]) == (0, "4 as they were")
    assert shelf.files == before


def test_what_came_too_late_was_not_sent(push: Push, shelf: Shelf, redesign: PlanFolder) -> None:
    push()
    redesign.says("vacated: 2021-12-01", "vacated: 2021-12-02")
    redesign.says("vacated: 2021-12-10", "vacated: 2021-12-09")
    redesign.says("handed_over: 2021-12-13", "handed_over: 2021-12-20")
    oak = event_uid("early-help", "oak.vacated")
    shelf.on_read = lambda: shelf.put(oak, shelf.files[f"{URL}{oak}.ics"][1])
    shelf.fails_after = 5
    code, out, err = push()
    assert code == 3
    assert out.splitlines()[-1] == "changed meanwhile, so not sent: Oak Centre vacated"
    assert "1 sent before that, 2 not sent" in err


@pytest.mark.parametrize(
    "url",
    [f"https://office:{SECRET}@calendars.example/", "http://calendars.example/", "nowhere"],
)
def test_no_address_with_a_password_or_without_encryption(
    eh: Eh, redesign: PlanFolder, shelf: Shelf, url: str
) -> None:
    assert redesign.folder.exists()
    code, out, err = eh("calendar", "push", "-p", "redesign", "--url", url)
    assert (code, out) == (2, "")
    assert SECRET not in err
    assert shelf.asked == []


def test_who_asks_is_in_the_environment_and_in_no_answer(
    push: Push, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    push()
    monkeypatch.setenv("EH_CALDAV_USER", "office")
    monkeypatch.setenv("EH_CALDAV_PASSWORD", SECRET)
    _, out, err = push("--timeout", "5")
    assert shelf.asked == [
        (URL, None, 30),
        (URL, Credentials(user="office", password=SECRET), 5),
    ]
    assert SECRET not in out + err


def test_half_of_who_asks_is_not_enough(
    push: Push, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EH_CALDAV_PASSWORD", SECRET)
    code, out, err = push()
    assert (code, out) == (3, "")
    assert "set EH_CALDAV_USER" in err
    assert shelf.asked == []


def test_a_name_on_the_server_does_nothing_to_the_terminal(
    push: Push, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = calendar_server.CalendarServer
    init = server.__init__

    def named(self: Any, *given: Any, **also: Any) -> None:
        init(self, *given, **also)
        self.name = "Build\x1b]0;x\x07ings\n"

    monkeypatch.setattr(server, "__init__", named)
    assert push()[2] == "Build]0;xings has 0 events of this plan\n"
    assert shelf.sent
