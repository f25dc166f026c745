"""What servers answer that are none, are busy, or want to send us elsewhere."""

from __future__ import annotations

import builtins
import contextlib
import gzip
import logging
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files.calendars import server as calendar_server
from earlyhelp.files.calendars.access import Credentials
from earlyhelp.files.calendars.server import CalendarServer, Resource, Taken

pytest.importorskip("caldav", reason="the client is in the extra `test`: pip install caldav")

pytestmark = pytest.mark.loopback

SECRET = "a-word-for-tests"  # noqa: S105 - for a server that ends with the test
IS_CALENDAR = """\
<D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:response>
<D:href>/assets/</D:href><D:propstat><D:prop><D:resourcetype><D:collection/><C:calendar/>
</D:resourcetype><D:displayname>Buildings</D:displayname></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>
"""
NOTHING = '<D:multistatus xmlns:D="DAV:"/>'


def events(*items: str) -> str:
    """The answer to what events there are."""
    ns = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
    return f"<D:multistatus {ns}>{''.join(items)}</D:multistatus>"


def event(href: str, etag: str | None = '"1"', status: str = "HTTP/1.1 200 OK") -> str:
    """One event in such an answer."""
    tag = f"<D:getetag>{etag}</D:getetag>" if etag else ""
    return (
        f"<D:response><D:href>{href}</D:href><D:propstat><D:prop>{tag}"
        "<C:calendar-data>BEGIN:VCALENDAR</C:calendar-data></D:prop>"
        f"<D:status>{status}</D:status></D:propstat></D:response>"
    )


class Says(NamedTuple):
    """One answer of a server."""

    status: int = 207
    body: str = ""
    kind: str = "application/xml"
    headers: tuple[tuple[str, str], ...] = ()
    is_packed: bool = False  #: sent as gzip


class Played(NamedTuple):
    """A server of ours, and what it was asked."""

    url: str
    asked: list[tuple[str, str, Mapping[str, str]]]
    says: dict[str, Says]  #: by verb, and by path where both are there


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    """A server on this machine that answers what a test tells it to."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "netrc"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    asked: list[tuple[str, str, Mapping[str, str]]] = []
    says = {"PROPFIND": Says(body=IS_CALENDAR), "REPORT": Says(body=NOTHING)}

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append((self.command, self.path, dict(self.headers.items())))
            reply = says.get(f"{self.command} {self.path}", says.get(self.command, Says(404)))
            body = gzip.compress(reply.body.encode()) if reply.is_packed else reply.body.encode()
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if reply.is_packed:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with contextlib.suppress(OSError):  # nobody waits for it any more
                self.wfile.write(body)

        do_PROPFIND = do_REPORT = do_PUT = do_DELETE = do_GET = answer  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield Played(f"http://127.0.0.1:{server.server_port}/assets/", asked, says)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def read(played: Played, who: Credentials | None = None) -> tuple[Resource, ...]:
    with CalendarServer(played.url, who, patience=10) as server:
        return server.read()


def refusal(played: Played, who: Credentials | None = None) -> str:
    """The one sentence that says why nothing could be read."""
    with pytest.raises(EnvironmentFailedError) as refused:
        read(played, who)
    said = str(refused.value)
    assert "\n" not in said
    assert SECRET not in said
    return said


# What is there. ----------------------------------------------------------------------------


def test_events_come_with_their_addresses_and_etags(played: Played) -> None:
    played.says["REPORT"] = Says(body=events(event("/assets/b.ics", '"2"'), event("a%20b.ics")))
    b, a = sorted(read(played), key=lambda one: one.etag, reverse=True)
    assert (a.url, a.etag) == (f"{played.url}a%20b.ics", '"1"')
    assert (b.url, b.etag) == (f"{played.url}b.ics", '"2"')
    assert b.data == b"BEGIN:VCALENDAR"


def test_the_calendar_s_own_name_is_known_once_it_was_read(played: Played) -> None:
    with CalendarServer(played.url, None) as server:
        server.read()
        assert server.name == "Buildings"


def test_events_that_are_gone_are_left_out(played: Played) -> None:
    gone = event("/assets/a.ics", status="HTTP/1.1 404 Not Found")
    also = "<D:response><D:href>/b.ics</D:href><D:status>HTTP/1.1 404 Gone</D:status></D:response>"
    played.says["REPORT"] = Says(body=events(gone, also))
    assert read(played) == ()


def test_an_answer_that_is_cut_short_is_no_answer(played: Played) -> None:
    cut = "<D:response><D:href>/</D:href><D:status>HTTP/1.1 507 Full</D:status></D:response>"
    played.says["REPORT"] = Says(body=events(event("/assets/a.ics"), cut))
    assert "has no room left (HTTP 507)" in refusal(played)


def test_an_event_without_an_etag_could_not_be_sent_safely(played: Played) -> None:
    played.says["REPORT"] = Says(body=events(event("/assets/a.ics", None)))
    assert "no ETag" in refusal(played)


def test_an_event_on_another_server_is_refused(played: Played) -> None:
    played.says["REPORT"] = Says(body=events(event("https://elsewhere.example/a.ics")))
    assert "names an event on another server, elsewhere.example" in refusal(played)


def test_a_busy_server_is_asked_again_later_by_people_and_not_by_us(played: Played) -> None:
    played.says["PROPFIND"] = Says(503, headers=(("Retry-After", "1"),))
    assert "try again later" in refusal(played)
    assert len(played.asked) == 1


# What is sent. -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("etag", "sent"), [(None, ("If-None-Match", "*")), ('"7"', ("If-Match", '"7"'))]
)
def test_every_event_is_sent_on_condition(
    played: Played, etag: str | None, sent: tuple[str, str]
) -> None:
    played.says["PUT"] = Says(201)
    with CalendarServer(played.url, None) as server:
        assert server.send(server.address_of("a"), b"BEGIN", etag=etag) is Taken.YES
    [(verb, path, headers)] = played.asked
    assert (verb, path) == ("PUT", "/assets/a.ics")
    assert headers[sent[0]] == sent[1]
    assert len({"If-Match", "If-None-Match"} & set(headers)) == 1
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"


@pytest.mark.parametrize("verb", ["PUT", "DELETE"])
def test_what_changed_meanwhile_is_no_failure(played: Played, verb: str) -> None:
    played.says[verb] = Says(412)
    with CalendarServer(played.url, None) as server:
        there = f"{played.url}a.ics"
        if verb == "PUT":
            assert server.send(there, b"", etag='"1"') is Taken.CHANGED_MEANWHILE
        else:
            assert server.delete(there, etag='"1"') is Taken.CHANGED_MEANWHILE
    assert played.asked[0][2]["If-Match"] == '"1"'


@pytest.mark.parametrize("status", [200, 204, 404, 410])
def test_what_is_gone_already_need_not_be_deleted(played: Played, status: int) -> None:
    played.says["DELETE"] = Says(status)
    with CalendarServer(played.url, None) as server:
        assert server.delete(f"{played.url}a.ics", etag='"1"') is Taken.YES


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 403, 404, 409, 413, 500, 507])
def test_an_event_that_is_not_taken_is_said(played: Played, status: int) -> None:
    played.says["PUT"] = Says(status, headers=(("Location", "/login"),))
    with CalendarServer(played.url, None) as server, pytest.raises(EnvironmentFailedError):
        server.send(f"{played.url}a.ics", b"", etag=None)
    assert len(played.asked) == 1, "it is sent nowhere else"


# What goes wrong. --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, "asks who you are: set EH_CALDAV_USER and EH_CALDAV_PASSWORD"),
        (403, "does not allow it (HTTP 403)"),
        (404, "has no calendar at this address (HTTP 404)"),
        (405, "does not speak CalDAV at this address (HTTP 405)"),
        (418, "does not take it (HTTP 418)"),
        (429, "asks for fewer requests: try again later (HTTP 429)"),
        (500, "has failed (HTTP 500)"),
        (502, "has failed (HTTP 502)"),
        (503, "is not available: try again later (HTTP 503)"),
    ],
)
def test_a_refusal_is_one_line(played: Played, status: int, why: str) -> None:
    played.says["PROPFIND"] = Says(status, "<html>x</html>", "text/html")
    host = played.url.split("/")[2]
    assert refusal(played) == f"the calendar server {host} {why}"


def test_a_password_that_is_not_accepted_is_not_repeated(played: Played) -> None:
    played.says["PROPFIND"] = Says(401, headers=(("WWW-Authenticate", 'Basic realm="c"'),))
    who = Credentials(user="programme-office", password=SECRET)
    assert "does not accept this user and password" in refusal(played, who)
    assert SECRET not in repr(who)


def test_a_password_is_shown_to_nobody_who_did_not_ask(played: Played) -> None:
    read(played, Credentials(user="programme-office", password=SECRET))
    assert not [headers for _, _, headers in played.asked if "Authorization" in headers]


def test_passwords_that_the_machine_keeps_for_others_are_not_sent(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "netrc"
    kept.write_text(f"machine 127.0.0.1 login office password {SECRET}\n", encoding="utf-8")
    kept.chmod(0o600)
    monkeypatch.setenv("NETRC", str(kept))
    read(played)
    assert not [headers for _, _, headers in played.asked if "Authorization" in headers]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", "<html><body>Log in</body></html>"),
        ("text/html", "<!doctype html><p>Log in<br>"),
        ("application/xml", "<multistatus/>"),
        ("text/plain", "hello"),
        ("application/xml", ""),
    ],
)
@pytest.mark.parametrize("verb", ["PROPFIND", "REPORT"])
def test_a_page_is_no_calendar_server(played: Played, verb: str, kind: str, body: str) -> None:
    played.says[verb] = Says(200, body, kind)
    assert "answers with a page and not as a calendar server does" in refusal(played)


@pytest.mark.parametrize("body", ["<D:multi", "<a><b></a>", "\x00"])
def test_broken_xml_is_no_answer(played: Played, body: str) -> None:
    played.says["REPORT"] = Says(body=body)
    assert "does not answer as a calendar server does" in refusal(played)


def test_entities_of_an_answer_are_not_filled_in(played: Played) -> None:
    head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    played.says["REPORT"] = Says(body=head + events(event("/assets/a.ics", "&e;")))
    assert "no ETag" in refusal(played)


def test_a_folder_with_calendars_is_no_calendar(played: Played) -> None:
    played.says["PROPFIND"] = Says(body=IS_CALENDAR.replace("<C:calendar/>", ""))
    assert "but something else" in refusal(played)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_another_place_on_the_same_server_is_fine(played: Played, status: int) -> None:
    played.says["PROPFIND /assets/"] = Says(status, headers=(("Location", "/moved/assets"),))
    with CalendarServer(played.url, None) as server:
        assert server.read() == ()
        assert server.address_of("a") == f"{played.url.replace('/assets', '/moved/assets')}a.ics"


@pytest.mark.parametrize("place", ["https://elsewhere.example/c/", "//elsewhere.example/c/"])
def test_another_server_is_not_followed(played: Played, place: str) -> None:
    played.says["PROPFIND"] = Says(302, headers=(("Location", place),))
    said = refusal(played, Credentials(user="programme-office", password=SECRET))
    assert "sends on to another server, elsewhere.example" in said
    assert len(played.asked) == 1


def test_a_page_to_log_in_is_not_followed(played: Played) -> None:
    played.says["PROPFIND"] = Says(302, headers=(("Location", "/login?next=/assets/"),))
    assert "answers with a page" in refusal(played)


def test_going_round_in_circles_ends(played: Played) -> None:
    played.says["PROPFIND"] = Says(302, headers=(("Location", "/assets/"),))
    assert "sends on to another address (HTTP 302)" in refusal(played)
    assert len(played.asked) == 3


def test_a_server_that_says_nothing_is_not_waited_for(played: Played) -> None:
    held = threading.Event()

    class Silent(Says):
        @property
        def body(self) -> str:
            held.wait(30)
            return ""

    played.says["PROPFIND"] = Silent()
    try:
        with (
            CalendarServer(played.url, None, patience=0.2) as server,
            pytest.raises(EnvironmentFailedError, match="does not answer in time"),
        ):
            server.read()
    finally:
        held.set()


@pytest.mark.parametrize("is_packed", [False, True])
def test_an_answer_without_end_is_not_read_to_its_end(
    played: Played, monkeypatch: pytest.MonkeyPatch, *, is_packed: bool
) -> None:
    """Packed, 40 million spaces are 40 kB; no more of them than the limit is unpacked."""
    body = events(event("/assets/a.ics")).ljust(1_000)
    monkeypatch.setattr(calendar_server, "LARGEST_ANSWER", len(body))
    played.says["REPORT"] = Says(body=body, is_packed=is_packed)
    assert len(read(played)) == 1
    played.says["REPORT"] = Says(body=body + " " * 40_000_000, is_packed=is_packed)
    said = refusal(played)
    assert f"answers with more than {len(body):,} bytes, and at most so many are read" in said


def test_a_server_that_is_not_there_cannot_be_reached() -> None:
    with (
        CalendarServer("http://127.0.0.1:1/assets/", None) as server,
        pytest.raises(EnvironmentFailedError, match=r"127\.0\.0\.1:1 cannot be reached"),
    ):
        server.read()


def test_nothing_is_logged_and_logging_is_as_it_was(
    played: Played, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    played.says["PROPFIND"] = Says(200, "<p>", "text/html")
    refusal(played)
    assert caplog.records == []
    logging.getLogger("caldav").warning("still there")
    assert len(caplog.records) == 1


def test_without_the_package_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "caldav":
            raise ImportError(name)
        return find(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(EnvironmentFailedError, match=r'pip install "earlyhelp\[caldav\]"'):
        CalendarServer("https://calendars.example/assets/", None)
