"""Every command says what it does, and shows how it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

import click
import pytest

from earlyhelp import __version__

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def every_command() -> Iterator[tuple[str, ...]]:
    """The words of every command, groups among them."""
    root = import_module("earlyhelp.cli.main").commands
    waiting: list[tuple[tuple[str, ...], click.Command]] = [((), root)]
    while waiting:
        words, command = waiting.pop()
        yield words
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                sub = command.get_command(context, name)
                assert sub is not None, name
                waiting.append(((*words, name), sub))


COMMANDS = sorted(every_command())


def test_the_commands_of_this_page_are_all_there() -> None:
    wanted = {("plan", "check"), ("plan", "show"), ("plan", "why"), ("plan", "critical")}
    assert wanted | {("explain",), ("doctor",)} <= set(COMMANDS)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_is_there_under_both_names_and_is_fine(eh: Eh, words: tuple[str, ...]) -> None:
    answer = eh(*words, "--help")
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: {' '.join(('eh', *words))}")
    assert eh(*words, "-h") == answer


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_shows_an_example(eh: Eh, words: tuple[str, ...]) -> None:
    assert "Example: eh " in eh(*words, "--help").out


def example(eh: Eh, words: tuple[str, ...]) -> list[str]:
    """The words of the example in a command's help, without `eh`."""
    _, _, typed = eh(*words, "--help").out.partition("Example: eh ")
    return typed.split()


@pytest.mark.parametrize("words", [words for words in COMMANDS if words], ids=" ".join)
def test_the_example_is_of_that_very_command(eh: Eh, words: tuple[str, ...]) -> None:
    assert tuple(example(eh, words)[: len(words)]) == words


@pytest.mark.parametrize(
    "words",
    [("plan", "check"), ("plan", "show"), ("plan", "why"), ("plan", "critical"), ("explain",)],
    ids=" ".join,
)
def test_the_example_works_as_it_is_typed(eh: Eh, words: tuple[str, ...]) -> None:
    answer = eh(*example(eh, words))
    assert answer.code in {0, 1}
    assert answer.out


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_line_of_a_list_of_commands_is_cut_off(eh: Eh, words: tuple[str, ...]) -> None:
    assert "..." not in eh(*words, "--help").out.replace("ARGS]...", "")


def test_the_version_is_that_of_the_library(eh: Eh) -> None:
    for option in ("--version", "-V"):
        assert eh(option) == (0, f"eh, version {__version__}\n", "")


def test_a_mistyped_command_is_answered_with_the_right_one(eh: Eh) -> None:
    answer = eh("plan", "chekc")
    assert answer.code == 2
    assert "check" in answer.err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("check", "Did you mean 'eh plan check' or 'eh case check'?"),
        ("move", "Did you mean 'eh milestone move'?"),
        ("chekc", "There are plan, milestone, property, "),
        ("pln", "(Did you mean one of: 'explain', 'plan'?)"),
        ("plan status", "Did you mean 'eh status'?"),
        ("plan extend", "Did you mean 'eh property extend'?"),
        ("report pdf", "There are committee, highlight, html."),
        ("report comittee", "Did you mean 'committee'?"),
        ("report htm", "Did you mean 'html'?"),
    ],
)
def test_a_command_of_another_group_is_told_with_its_group(eh: Eh, typed: str, told: str) -> None:
    answer = eh(*typed.split(), "our-redesign")
    assert answer.code == 2
    assert f"Error: No such command {typed.rsplit(maxsplit=1)[-1]!r}. {told}" in answer.err
