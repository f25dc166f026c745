"""Item 72: does any import, or any command but those that are meant to, open a connection?"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click
import pytest

import earlyhelp
from tests.scorecard.commands import EVERY, PLAN, answers

#: Ends the process where anything in it makes a socket, asks for an address or sends.
GUARD: Final = """\
import os, sys
def guard(event, _):
    if event.startswith("socket.") and event not in {"socket.gethostname", "socket.sethostname"}:
        os.write(2, f"opened: {event}".encode())
        os._exit(99)
sys.addaudithook(guard)
"""
#: Talks to a calendar server, and that is what it is for.
TALKS: Final = {("calendar", "push")}
#: Says what this machine has, so its answers are not among those that are the same everywhere.
OF_THIS_MACHINE: Final = {("doctor",)}


def leaves(group: click.Group, *before: str) -> set[tuple[str, ...]]:
    """The words of every command that is no group."""
    context = click.Context(group)
    found = set()
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found |= leaves(command, *before, name)
        else:
            found.add((*before, name))
    return found


def test_72_every_command_is_among_those_that_are_tried() -> None:
    root: Any = import_module("earlyhelp.cli.main").commands
    tried = {words for words in leaves(root) if any(one[: len(words)] == words for one in EVERY)}
    assert leaves(root) - tried == TALKS | OF_THIS_MACHINE


def test_72_no_command_opens_a_connection(tmp_path: Path) -> None:
    assert answers(tmp_path, first=GUARD, every=(*EVERY, ("doctor",))).worked()


def test_72_the_guard_would_catch_a_command_that_does(tmp_path: Path) -> None:
    pytest.importorskip("caldav", reason="the client is in the extra `caldav`")
    push = ("calendar", "push", "--url", "http://127.0.0.1:9/assets/")
    with pytest.raises(AssertionError, match=r"opened: socket\."):
        answers(
            tmp_path, {"EH_CALDAV_USER": "a", "EH_CALDAV_PASSWORD": "b"}, first=GUARD, every=[push]
        )


def test_72_no_import_opens_a_connection(tmp_path: Path) -> None:
    names = [found.name for found in pkgutil.walk_packages(earlyhelp.__path__, "earlyhelp.")]
    assert len(names) > 150
    everything = "".join(f"import {name}\n" for name in names)
    assert answers(tmp_path, first=GUARD + everything, every=[("explain",)], plan=PLAN).worked()
