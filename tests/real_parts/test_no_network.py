"""No command but the one that sends opens a connection."""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.real_parts.conftest import Eh


class ConnectionOpenedError(BaseException):
    """A command wanted to talk to another machine; nothing in the program catches this."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever makes a socket, or asks for the address of a name, is caught."""

    def refuse(*_: object, **__: object) -> None:
        raise ConnectionOpenedError

    monkeypatch.setattr(socket.socket, "__init__", refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname", "socketpair"):
        monkeypatch.setattr(socket, name, refuse)
    yield
    gc.enable()  # a command that was caught has left it off


def test_the_guard_would_catch_somebody() -> None:
    with pytest.raises(ConnectionOpenedError):
        socket.create_connection(("127.0.0.1", 9))
    with pytest.raises(ConnectionOpenedError):
        socket.socket()


@pytest.mark.usefixtures("redesign")
def test_calendars_are_written_read_and_compared_without_a_connection(eh: Eh) -> None:
    feeds = ("calendar", "publish", "feeds", "-p", "redesign", "--partners")
    for words in (
        ("calendar", "export", "-p", "redesign", "-o", "old.ics"),
        ("calendar", "export", "-p", "redesign", "-o", "new.ics"),
        ("calendar", "changes", "old.ics", "new.ics"),
        ("calendar", "compare", "new.ics", "-p", "redesign"),
        (*feeds, "--url", "https://feeds.example/early-help"),
        feeds,
    ):
        answer = eh(*words)
        assert answer.code == 0, answer.err


@pytest.mark.usefixtures("redesign")
def test_sending_is_caught(eh: Eh) -> None:
    with pytest.raises(ConnectionOpenedError):
        eh("calendar", "push", "-p", "redesign", "--url", "http://127.0.0.1:9/assets/")
