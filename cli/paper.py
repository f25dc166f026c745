"""Where answers go: the terminal or a file, how wide, and in which colours."""

from __future__ import annotations

import codecs
import contextlib
import errno
import functools
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import click

from earlyhelp.files import system
from earlyhelp.files.write import write_whole
from earlyhelp.outputs.text import PLAIN, Paper

#: What a terminal acts on, and in the first group what of it is ours.
_STEERS: Final = re.compile(
    "(\\A\\r|\x1b\\[(?:[0-2]|[0-9]{2}|[0-9]{2};1)m|\x1b\\[K|\x1b\\[\\?25[lh])"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
#: Narrower than this nothing is folded well.
NARROWEST: Final = 40


def paper(output: str) -> Paper:
    """What an answer in text is written on; colours only on a terminal that wants them.

    Where a terminal ends, a line is folded; in a file or a pipe a finding is one line.
    """
    if output != "-" or sys.stdout is None or not sys.stdout.isatty():
        return PLAIN
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Paper(colour=not plain, width=_width())


def folded(said: str) -> str:
    """What goes to stderr, its lines as long as its terminal is wide; elsewhere as they are."""
    if sys.stderr is None or not sys.stderr.isatty():
        return said
    sheet = Paper(width=_width())
    return "\n".join(part for line in said.split("\n") for part in sheet.folded(line, 2))


def _width() -> int:
    """How wide the terminal is, in columns."""
    from shutil import get_terminal_size  # which brings every kind of archive along

    return max(get_terminal_size().columns, NARROWEST)


def deliver(lines: str | Iterable[str], output: str, *, as_utf8: bool = False) -> None:
    """Write an answer whole: to the terminal, or into a file.

    `as_utf8` is for documents, whose bytes are the same whatever the terminal's encoding.
    """
    text = lines if isinstance(lines, str) else "\n".join(lines)
    if text:
        text += "\n"
    if output != "-":
        write_whole(Path(output), text.encode())
        click.echo(f"written: {output}", err=True)
    elif text:
        click.echo(text.encode() if as_utf8 else text, nl=False, color=True)


def deliver_bytes(document: bytes, output: str) -> None:
    """Write a document that is no text; never onto a terminal."""
    if output != "-":
        write_whole(Path(output), document)
        click.echo(f"written: {output}", err=True)
    elif sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError(
            "a Word document is no text: name its file with -o, such as -o plan.docx"
        )
    else:
        click.echo(document, nl=False)


def tell(*lines: str, err: bool = False) -> None:
    """Say what is about to happen, or has; a reader who has gone does not keep it from happening.

    All of it is written at once. A machine that refuses to take it does stop the command.
    """
    try:
        click.echo("\n".join(lines), err=err, color=None if err else True)
    except OSError as error:
        if not is_reader_gone(error):
            raise
        discard(2 if err else 1)


def is_reader_gone(error: OSError) -> bool:
    """Whether nobody reads the output any more; Windows calls that an invalid argument."""
    is_pipe = isinstance(error, BrokenPipeError)
    return is_pipe or (system.IS_WINDOWS and error.errno == errno.EINVAL)


def discard(handle: int) -> None:
    """Keep anything, and the interpreter when it ends, from writing there again."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), handle)


def forgiving_streams() -> None:
    """Let a terminal without a character show a stand-in, and let no text move the cursor.

    Documents that are written as bytes are as they are.
    """
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure") or hasattr(stream, "is_harmless"):
            continue
        # click takes a terminal of ASCII for a mistake, and would go round what is done here
        is_ascii = codecs.lookup(stream.encoding).name == "ascii"
        stream.reconfigure(errors="replace", encoding="latin-1" if is_ascii else stream.encoding)
        setattr(stream, "write", functools.partial(_write, stream.write, is_ascii))  # noqa: B010
        setattr(stream, "is_harmless", True)  # noqa: B010 - once is enough


def _write(write: Callable[[str], int], is_ascii: bool, said: str) -> int:
    shown = harmless(said)
    return write(shown.encode("ascii", errors="replace").decode() if is_ascii else shown)


def harmless(said: str) -> str:
    """A text without what a terminal would act on, but for our own colours and progress bar.

    A name of a file, a line of a journal or an answer of a server could else write another title
    on the window, hide what comes after it, or make a line read as something else.
    """
    return said if said.isascii() and said.isprintable() else _STEERS.sub(r"\1", said)
