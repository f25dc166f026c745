"""Programs that other people wrote, started for these tests: a calendar server on this machine."""

from __future__ import annotations

import base64
import contextlib
import http.client
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Answer, PlanFolder, WritePlan

    Eh = Callable[..., Answer]

USER: Final = "programme-office"
PASSWORD: Final = "a-word-for-tests"  # noqa: S105 - of a server that ends with the tests
#: A third centre, and one that leaves the first; the days are replaced in the stories.
ALSO: Final = """\
  - {id: ash, name: Ash Centre, future: surplus, service_ended: 2021-11-23, vacated: 2021-11-24, handed_over: 2021-12-02}
milestones:
  offer.launch: {on: 2022-01-04, title: New Early Help Offer launched}
partners: [{id: toddlers, name: Toddler group}]
occupations:
  - {property: elm, partner: toddlers, out: 2021-12-08}
"""


@pytest.fixture
def redesign(two_centres: str, write_plan: WritePlan) -> PlanFolder:
    """The plan in the folder `redesign`; the test stands beside it."""
    return write_plan(two_centres + ALSO)


class Reply(NamedTuple):
    """What a server replied."""

    status: int
    etag: str
    text: str


class Radicale(NamedTuple):
    """A running server."""

    port: int

    def ask(
        self, verb: str, path: str, body: str = "", *, is_known: bool = True, **headers: str
    ) -> Reply:
        """One plain request, not by the program that is tested."""
        if is_known:
            word = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            headers["Authorization"] = f"Basic {word}"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(verb, path, body.encode() or None, sent)
            reply = line.getresponse()
            return Reply(reply.status, reply.getheader("ETag") or "", reply.read().decode())
        finally:
            line.close()


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """A Radicale server that only this machine can reach, with one user."""
    pytest.importorskip(
        "radicale", reason="the server is in the extra `test`: pip install radicale"
    )
    folder = tmp_path_factory.mktemp("radicale")
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    (folder / "config").write_text(
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {folder / 'users'}\n"
        "htpasswd_encryption = plain\ndelay = 0\n"
        f"[storage]\nfilesystem_folder = {folder / 'storage'}\n"
        "[logging]\nlevel = info\n",
        encoding="utf-8",
    )
    for _ in range(5):  # somebody else may take the port before the server does
        with started(folder / "config", free_port()) as port:
            if port is not None:
                yield Radicale(port)
                return
    pytest.fail("the server has not started")


@contextlib.contextmanager
def started(config: Path, port: int) -> Iterator[int | None]:
    """The port on which a server of this configuration listens; ``None`` if it has ended."""
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "radicale",
            "-C",
            str(config),
            "--server-hosts",
            f"127.0.0.1:{port}",
        ],
        stderr=subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if name != "RADICALE_CONFIG"},
        text=True,
    ) as server:
        try:
            assert server.stderr is not None
            lines = iter(server.stderr.readline, "")  # they end where the server does
            is_listening = "server ready" in next(
                (one for one in lines if "server ready" in one), ""
            )
            rest = threading.Thread(target=server.stderr.read, daemon=True)
            rest.start()
            yield port if is_listening else None
        finally:
            server.terminate()
            rest.join(timeout=10)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class Shelf(NamedTuple):
    """One calendar on the server."""

    server: Radicale
    path: str

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server.port}{self.path}"

    def file(self, uid: str) -> Reply:
        """One event of it."""
        return self.server.ask("GET", f"{self.path}{uid}.ics")

    def edit(self, uid: str, before: str, now: str) -> None:
        """Somebody changes an event in a client of their own."""
        there = self.file(uid)
        assert there.status == 200
        assert there.text.count(before) == 1
        changed = there.text.replace(before, now)
        path = f"{self.path}{uid}.ics"
        reply = self.server.ask("PUT", path, changed, If_Match=there.etag)
        assert reply.status in (201, 204)

    def everything(self) -> str:
        """All of it, as one file."""
        return self.server.ask("GET", self.path).text


@pytest.fixture
def shelf(
    radicale: Radicale, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Shelf:
    """A calendar that only this test uses, with nothing in it; its user is in the environment."""
    monkeypatch.setenv("EH_CALDAV_USER", USER)
    monkeypatch.setenv("EH_CALDAV_PASSWORD", PASSWORD)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    path = f"/{USER}/{request.node.name}/"
    assert radicale.ask("MKCALENDAR", path).status == 201
    return Shelf(radicale, path)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every request that changes something on a server: its verb, and the name of its file."""
    from caldav.davclient import DAVClient

    found: list[tuple[str, str]] = []
    ask = DAVClient.request

    def watch(client: DAVClient, url: str, method: str = "GET", *rest: object) -> object:
        if method in {"PUT", "DELETE"}:
            found.append((method, url.rpartition("/")[2]))
        return ask(client, url, method, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(DAVClient, "request", watch)
    return found
