"""What does a calendar on a CalDAV server hold, and does it take this event?

Nothing is written unless it is still as it was when it was read: every event is sent with
the ETag that the server gave it (RFC 4791 5.3.2, RFC 9110 13.1). What goes wrong is one
sentence that names neither a user nor a password.
"""

from __future__ import annotations

import contextlib
import enum
import functools
import logging
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import attrs

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.extras import how_to_install
from earlyhelp.files.calendars.access import (
    PASSWORD,
    USER,
    Credentials,
    NotAServerAddressError,
    server_address,
)

if TYPE_CHECKING:
    from caldav.response import DAVResponse

#: How long a server may be silent, in seconds.
PATIENCE: Final = 30.0
#: Of an answer, in bytes: 10,000 events are about 8 MB.
LARGEST_ANSWER: Final = 32_000_000
_PIECE: Final = 1 << 16

_MOVED: Final = (301, 302, 303, 307, 308)
_MOST_MOVES: Final = 3
_WHAT_IS_IT: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:"><prop><resourcetype/><displayname/></prop></propfind>
"""
_ALL_EVENTS: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">
<prop><getetag/><c:calendar-data/></prop>
<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>
</c:calendar-query>
"""
_CALENDAR: Final = "{urn:ietf:params:xml:ns:caldav}calendar"
_A_PAGE: Final = (
    "answers with a page and not as a calendar server does: give the address of the calendar "
    "itself, and know that a page on which people log in lets no program in"
)
_SAID: Final = {
    403: "does not allow it",
    404: "has no calendar at this address",
    405: "does not speak CalDAV at this address",
    410: "has no calendar at this address any more",
    413: "says that an event is too large",
    429: "asks for fewer requests: try again later",
    501: "does not speak CalDAV at this address",
    503: "is not available: try again later",
    507: "has no room left",
}


class Taken(enum.Enum):
    """What became of an event that was sent, or that was to be deleted."""

    YES = "yes"
    CHANGED_MEANWHILE = "changed meanwhile"  #: it is not as it was when it was read


@attrs.frozen(kw_only=True)
class Resource:
    """A file on the server, as it was when it was read."""

    url: str
    etag: str
    data: bytes = attrs.field(repr=False)


class CalendarServer:
    """One calendar on a server. A ``with`` statement ends the connection.

    Every method raises :class:`EnvironmentFailedError` where the server cannot be reached,
    refuses, or does not answer as CalDAV servers do.
    """

    def __init__(self, url: str, who: Credentials | None, *, patience: float = PATIENCE) -> None:
        """Take an address of :func:`~earlyhelp.files.calendars.access.server_address`.

        Nothing is asked yet.
        """
        try:
            with _quiet():
                from caldav import davclient

                self._client = davclient.DAVClient(
                    url=url,
                    username=who.user if who else None,
                    password=who.password if who else None,
                    timeout=patience,  # type: ignore[arg-type]  # libraries below take any number
                )
        except ImportError:
            raise EnvironmentFailedError(
                f"sending a calendar to a server needs one more package: {how_to_install('caldav')}"
            ) from None
        library: Any = davclient  # it also has the library below it, which it does not export
        self._errors = library.requests.exceptions
        self.url = url
        self.name = ""  #: what people call the calendar, once it has been read
        self._has_credentials = who is not None
        session: Any = self._client.session
        # Whom it is redirected to is looked at first; and what a .netrc says is not sent.
        session.request = functools.partial(_limited, session.request)
        session.auth = lambda request: request

    def __enter__(self) -> Self:
        """Keep the connection for several requests."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the connection."""
        self._client.close()

    def read(self) -> tuple[Resource, ...]:
        """Every event that the calendar holds, in the order of their addresses."""
        self._find()
        answer = self._ask("REPORT", self.url, _ALL_EVENTS, {"Depth": "1", **_XML})
        found = (self._resource(item) for item in self._items(answer))
        return tuple(sorted((item for item in found if item), key=lambda item: item.url))

    def address_of(self, uid: str) -> str:
        """Where a new event belongs."""
        return f"{self.url}{quote(uid, safe='-')}.ics"

    def send(self, url: str, event: bytes, *, etag: str | None) -> Taken:
        """Put a calendar with one event there, if what is there still has this ETag.

        ``None``: if nothing is there.
        """
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        headers |= {"If-None-Match": "*"} if etag is None else {"If-Match": etag}
        return self._changed("PUT", url, event, headers)

    def delete(self, url: str, *, etag: str) -> Taken:
        """Delete what is there, if it still has this ETag; fine if it is gone already."""
        return self._changed("DELETE", url, b"", {"If-Match": etag})

    def _changed(self, verb: str, url: str, body: bytes, headers: Mapping[str, str]) -> Taken:
        answer = self._ask(verb, url, body, headers)
        if answer.status == 412:
            return Taken.CHANGED_MEANWHILE
        if answer.status in (200, 201, 204) or (verb, answer.status) in _GONE:
            return Taken.YES
        raise self._refusal(answer.status)

    def _find(self) -> None:
        """Make sure that there is a calendar, where the server has moved it to if need be."""
        for _ in range(_MOST_MOVES):
            answer = self._ask("PROPFIND", self.url, _WHAT_IS_IT, {"Depth": "0", **_XML})
            if answer.status not in _MOVED:
                break
            self.url = self._moved_to(answer)
        for item in self._items(answer):
            if item.find(f".//{_CALENDAR}") is not None:
                self.name = item.findtext(".//{DAV:}displayname") or ""
                return
        raise self._failure(
            "has no calendar at this address, but something else: give the address of the "
            "calendar itself, which its own page or your IT team can tell"
        )

    def _moved_to(self, answer: DAVResponse) -> str:
        there = urljoin(self.url, str(answer.headers.get("Location") or ""))
        if _origin(urlsplit(there)) != _origin(urlsplit(self.url)):
            raise self._failure(
                f"sends on to another server, {_host(there)}: if that is right, give its "
                "address; nothing was sent there"
            )
        try:
            return server_address(there)
        except NotAServerAddressError:
            raise self._failure(_A_PAGE) from None

    def _items(self, answer: DAVResponse) -> Iterator[Any]:
        """The parts of a multi-status answer (RFC 4918 13), as elements."""
        if answer.status not in (200, 207):
            raise self._refusal(answer.status)
        tree: Any = answer.tree
        if tree is None or tree.tag != "{DAV:}multistatus":
            raise self._failure(_A_PAGE)
        for item in tree.iterfind("{DAV:}response"):
            status = _status(item.findtext("{DAV:}status"))
            if status not in (200, 404):
                raise self._refusal(status)
            if status == 200:
                yield item

    def _resource(self, item: Any) -> Resource | None:
        """One event of an answer; ``None`` for what has no data, such as a folder."""
        etag = data = None
        for part in item.iterfind("{DAV:}propstat"):
            if _status(part.findtext("{DAV:}status")) == 200:
                etag = part.findtext(".//{DAV:}getetag") or etag
                data = part.findtext(f".//{_CALENDAR}-data") or data
        if data is None:
            return None
        if etag is None:
            raise self._failure("gives its events no ETag, so that nothing can be sent safely")
        there = urljoin(self.url, (item.findtext("{DAV:}href") or "").strip())
        if _origin(urlsplit(there)) != _origin(urlsplit(self.url)):
            raise self._failure(f"names an event on another server, {_host(there)}")
        return Resource(url=there, etag=etag.strip(), data=data.encode())

    def _ask(
        self, verb: str, url: str, body: str | bytes, headers: Mapping[str, str]
    ) -> DAVResponse:
        """One request, or what went wrong in a sentence."""
        from caldav.lib.error import DAVError

        errors = self._errors
        try:
            with _quiet():
                return self._client.request(url, verb, body, headers)  # type: ignore[arg-type]
        except DAVError as error:
            status = getattr(error, "status", None)
            if status is not None:
                raise self._refusal(status) from None
            why = "is busy: try again later"
        except _AnswerTooLargeError:
            why = (
                f"answers with more than {LARGEST_ANSWER:,} bytes, and at most so many are read: "
                "is it a calendar for this plan alone?"
            )
        except errors.SSLError:
            why = "cannot show that it is the one: its certificate is not trusted on this machine"
        except errors.Timeout:
            why = "does not answer in time"
        except errors.RequestException:
            why = "cannot be reached"
        except (SyntaxError, ValueError, NotImplementedError):
            why = "does not answer as a calendar server does"
        raise self._failure(why) from None

    def _refusal(self, status: int) -> EnvironmentFailedError:
        if status == 401 and not self._has_credentials:
            return self._failure(f"asks who you are: set {USER} and {PASSWORD}")
        if status == 401:
            return self._failure("does not accept this user and password")
        said = _SAID.get(status)
        if said is None and status in _MOVED:
            said = "sends on to another address"
        said = said or ("has failed" if status >= 500 else "does not take it")
        return self._failure(f"{said} (HTTP {status})")

    def _failure(self, why: str) -> EnvironmentFailedError:
        return EnvironmentFailedError(f"the calendar server {urlsplit(self.url).netloc} {why}")


class _AnswerTooLargeError(Exception):
    """A server answers with more than is read."""


def _limited(request: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """An answer that was read piece by piece, and not to its end where it has none.

    Unpacked, too: a few kilobytes can stand for more than the machine has.
    """
    answer = request(*args, **named | {"allow_redirects": False, "stream": True})
    data = bytearray()
    for piece in answer.iter_content(_PIECE):
        data += piece
        if len(data) > LARGEST_ANSWER:
            answer.close()
            raise _AnswerTooLargeError
    answer._content, answer._content_consumed = bytes(data), True  # noqa: SLF001 - as it does itself
    return answer


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the libraries log, requests among it, away from people's terminals."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


_XML: Final = {"Content-Type": "application/xml; charset=utf-8"}
#: What is not there need not be deleted.
_GONE: Final = frozenset({("DELETE", 404), ("DELETE", 410)})


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    try:
        return parts.scheme, parts.hostname, parts.port
    except ValueError:
        return parts.scheme, None, None


def _host(url: str) -> str:
    name = urlsplit(url).hostname or "with no name"
    return "".join(letter for letter in name[:100] if letter.isprintable())


_STATUSES: Final = frozenset(map(str, range(100, 600)))


def _status(line: str | None) -> int:
    """``207`` for ``HTTP/1.1 207 Multi-Status``; 200 where nothing is said."""
    words = (line or "").split()
    return int(words[1]) if len(words) > 1 and words[1] in _STATUSES else 200
