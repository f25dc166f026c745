"""What does `man eh` show?"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator
from importlib import import_module

import click

from earlyhelp import __version__

#: What the page says of names in the environment; a test finds each in the code.
ENVIRONMENT = {
    "EH_PLAN": "The plan that is meant where none is named.",
    "EH_BY": "Who records something, as a role.",
    "EH_CALDAV_USER": "Who logs in where `eh calendar push` sends a calendar.",
    "EH_CALDAV_PASSWORD": "The password for it; better kept in the system's own keyring.",
    "NO_COLOR": "Whatever it holds, answers have no colours.",
}
#: man(7) asks for a day: the one on which the page got its form.
FORMED_ON = "2026-11-30"
#: What each letter that means something in roff is called there.
_NAMES = {
    "\\": r"\(rs",
    "-": r"\-",
    "'": r"\(aq",
    '"': r"\(dq",
    "`": r"\(ga",
    "^": r"\(ha",
    "~": r"\(ti",
}


def page() -> str:
    """What every command says for ``--help``, in the language of man(7)."""
    return "\n".join(_manual()) + "\n"


def _manual() -> Iterator[str]:
    group = import_module("earlyhelp.cli.main").commands
    title, *said = _paragraphs(group.help)
    codes = [text for text in said if text.startswith("Exit codes: ")]
    yield '.\\" Written by docs/generate.py from what every command says for --help.'
    yield f'.TH EH 1 {FORMED_ON} "earlyhelp {__version__}" "User Commands"'
    yield f".SH NAME\neh \\-\n{_roff(title[0].lower() + title[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS\n.B eh\n.I COMMAND\n.RI [ OPTIONS ]\n.RI [ ARGUMENTS ]"
    yield ".SH DESCRIPTION"
    about = "`eh COMMAND --help` says of one command what this page says of all of them."
    yield _blocks(*(text for text in said if text not in codes), about)
    yield ".SH COMMANDS"
    context = click.Context(group, info_name="eh")
    for name in group.list_commands(context):
        yield from _manual_of(group.get_command(context, name), f"eh {name}", context)
    yield f".SH EXIT STATUS\n{_blocks(*(text.removeprefix('Exit codes: ') for text in codes))}"
    yield ".SH ENVIRONMENT"
    for name, meaning in ENVIRONMENT.items():
        yield f".TP\n.B {name}\n{_roff(meaning)}"


def _manual_of(command: click.Command | None, name: str, parent: click.Context) -> Iterator[str]:
    """What there is to say of a command, and of its own commands one after another."""
    if command is None:
        return
    context = click.Context(command, parent, name.rsplit(" ", 1)[-1], **command.context_settings)
    usage = " ".join((name, *command.collect_usage_pieces(context)))
    yield f'.SS "{_escaped(usage)}"'
    if isinstance(command, click.Group):
        yield _blocks(*_paragraphs(command.help))
        for child in command.list_commands(context):
            yield from _manual_of(command.get_command(context, child), f"{name} {child}", context)
        return
    yield _blocks(*_paragraphs(command.help))
    for option in command.params:
        record = option.get_help_record(context) if isinstance(option, click.Option) else None
        if record is not None:
            yield f".TP\n\\fB{_escaped(record[0])}\\fR\n{_roff(record[1])}"
    if command.epilog:
        yield ".PP"
        yield _blocks(*_paragraphs(command.epilog))


def _paragraphs(text: str | None) -> list[str]:
    return inspect.cleandoc(text or "").split("\n\n")


def _blocks(*paragraphs: str) -> str:
    """Paragraphs, each filled; one that begins with a backspace keeps its lines, as in click."""
    return "\n.PP\n".join(
        "\n".join((".nf", *map(_line, map(_escaped, text[2:].split("\n"))), ".fi"))
        if text.startswith("\b\n")
        else _roff(text)
        for text in paragraphs
    )


def _roff(text: str) -> str:
    """A text as it stands, whatever is in it, on lines that are not too long."""
    words = _escaped(" ".join(text.split()))
    return "\n".join(
        map(_line, textwrap.wrap(words, 78, break_long_words=False, break_on_hyphens=False))
    )


def _line(line: str) -> str:
    """A line that is not taken for a request."""
    return rf"\&{line}" if line.startswith(".") else line


def _escaped(text: str) -> str:
    """A text in ASCII, with a name for each letter that means something in roff."""
    return "".join(
        _NAMES.get(letter, letter if letter.isascii() else rf"\[u{ord(letter):04X}]")
        for letter in text
    )
