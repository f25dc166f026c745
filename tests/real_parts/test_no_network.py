"""No command but the one that sends opens a connection."""

from __future__ import annotations

import gc
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import pytest

from earlyhelp.files.locate import shipped_folder
from tests.network_guard import ConnectionOpenedError

if TYPE_CHECKING:
    from tests.real_parts.conftest import Eh

#: The commands that openly talk to a server.
SENDS: Final = {"calendar push"}
#: How somebody gives each of the others, in the order given: a later one reads what an earlier
#: one has written.
GIVEN: Final = """\
doctor
explain EH203
plan new mine --nation england
plan check
plan check --uncertain -f sarif
plan critical
plan show -f json
plan why offer.launch
plan gantt
plan graph --of offer.launch --depth 1
plan fix
plan risk --trials 100
plan whatif --slip centre-07.vacated=5wd
plan shift redesign --start 2026-09-09
baseline set agreed
baseline list
baseline compare agreed
status
milestone note offer.launch heard
milestone move centre-07.handed_over 2021-12-20 --force
milestone undo centre-07.handed_over
milestone done consultation.close --day 2021-09-29
property list
property show centre-07
property extend centre-07 toddler-group --to 2021-12-20 --force
property accept centre-07 --day 2021-12-20 --evidence keys --force
partner list
partner show toddler-group
case check
case summary
case allocate
case import export.csv --number Number --dry-run --replace
calendar export -o old.ics
calendar export -o new.ics
calendar changes old.ics new.ics
calendar compare new.ics
calendar publish feeds --partners --url https://feeds.example/early-help
calendar publish feeds --partners
notice due
notice draft -o notices
notice sent centre-07 toddler-group --how letter --force
comms plan
budget show
rule list
rule show childrens-centre-consultation
report committee
report highlight
report html -o report.html --risk
export mspdi -o redesign.xml
import mspdi redesign.xml --nation england -o back
export xlsx -o plan.xlsx
import xlsx plan.xlsx
export csv -o plan.csv
export mermaid --of offer.launch --depth 1
export dot --of offer.launch --depth 1
export graphml
export json
completion bash
import csv plan.csv
"""


def leaves(group: click.Group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that can be given."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, f"{name}{word} ")
        else:
            yield f"{name}{word}", command


@pytest.fixture(scope="module")
def known() -> dict[str, click.Command]:
    """Every command, by its words."""
    return dict(leaves(import_module("earlyhelp.cli.main").commands))


@pytest.fixture
def _no_socket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever as much as makes a socket is caught."""

    def refuse(*_: object, **__: object) -> None:
        raise ConnectionOpenedError

    monkeypatch.setattr(socket.socket, "__init__", refuse)
    monkeypatch.setattr(socket, "socketpair", refuse)
    yield
    gc.enable()  # a command that was caught has left it off


def test_the_guard_catches_whoever_connects_or_asks_for_an_address() -> None:
    for ask in (
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: socket.create_connection(("calendars.example", 443)),
        lambda: socket.getaddrinfo("calendars.example", 443),
        lambda: socket.gethostbyname("calendars.example"),
    ):
        with pytest.raises(ConnectionOpenedError):
            ask()
    with socket.socket(type=socket.SOCK_DGRAM) as short, pytest.raises(ConnectionOpenedError):
        short.sendto(b"", ("127.0.0.1", 9))


@pytest.mark.loopback
def test_this_machine_alone_is_free_where_a_test_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    for host in ("192.0.2.1", "calendars.example", "::2", "128.0.0.1"):
        with pytest.raises(ConnectionOpenedError):
            socket.create_connection((host, 9), timeout=1)


def test_a_process_that_a_test_starts_is_guarded_too() -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, check=False, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "ConnectionOpenedError: socket.getaddrinfo: '127.0.0.1'" in done.stderr


@pytest.mark.usefixtures("_no_socket")
def test_every_command_but_one_works_without_a_connection(
    eh: Eh, tmp_path: Path, known: dict[str, click.Command]
) -> None:
    shutil.copytree(shipped_folder() / "early-help-2021", tmp_path / "redesign")
    with (tmp_path / "redesign" / "plan.yaml").open("a", encoding="utf-8") as plan:
        plan.write("budget: [{id: total, title: Programme, original: 100}]\n")
    (tmp_path / "export.csv").write_text("Number,route\nEH-1,transfer\n", encoding="utf-8")
    given = set()
    for line in GIVEN.splitlines():
        words = line.split()
        name = " ".join(words[:2]) if " ".join(words[:2]) in known else words[0]
        given.add(name)
        takes_plan = any("-p" in option.opts for option in known[name].params)
        answer = eh(*words, *(("-p", "redesign") if takes_plan else ()))
        assert answer.code in {0, 1}, (line, answer.err)
    assert given == known.keys() - SENDS


@pytest.mark.usefixtures("_no_socket")
@pytest.mark.parametrize("url", ["http://127.0.0.1:9/assets/", "https://calendars.example/a/"])
def test_sending_is_caught(eh: Callable[..., object], url: str) -> None:
    pytest.importorskip("caldav", reason="the client is in the extra `test`: pip install caldav")
    with pytest.raises(ConnectionOpenedError):
        eh("calendar", "push", "-p", "early-help-2021", "--url", url)
