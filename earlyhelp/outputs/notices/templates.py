"""How does a template become the text of a letter, whoever wrote it?

A template is a small program, and a council may write its own. So it runs in a sandbox: it
sees the texts of one letter and nothing else, reads no file, calls nothing, and cannot run
for ever. What people typed in a plan is only ever printed, never run.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any, Final, NamedTuple

from earlyhelp.errors import UnusableTemplateError
from earlyhelp.outputs.notices.letters import NOTICE
from earlyhelp.outputs.notices.sandbox import MOST_ROUNDS, Sandbox, TooLongError, refused

#: A letter is no longer than this, in characters.
LONGEST: Final = 1_000_000
_TEXT: Final = ".txt.j2"
_PAGE: Final = ".html.j2"
TEXT: Final = NOTICE + _TEXT
PAGE: Final = NOTICE + _PAGE
_WIDTH: Final = 72
_BLANK_LINES: Final = re.compile(r"\n{3,}")


class Source(NamedTuple):
    """The text of a template, and what its file is called in messages."""

    text: str
    shown: str


class Templates:
    """The templates of a folder, each of which may include the others and nothing else."""

    def __init__(self, sources: Mapping[str, tuple[str, str]]) -> None:
        """Take in the text of each file, and what to call it in messages, by its name.

        Raises :class:`UnusableTemplateError` for a template that is not well formed, or
        that does what a letter has no need of.
        """
        self._sources = {name: Source(*source) for name, source in sources.items()}
        self._environment = Sandbox(self._load)
        for name, source in self._sources.items():
            self._read(name, source)

    def text(self, says: Mapping[str, Any], form: str = NOTICE) -> str:
        """The letter in plain text: each line a line or a paragraph, not yet wrapped.

        `form` is which letter it is, such as ``notice`` for ``notice.txt.j2``.
        """
        lines = (line.rstrip() for line in self._rendered(form + _TEXT, says).splitlines())
        return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"

    def page(self, says: Mapping[str, Any], form: str = NOTICE) -> str:
        """The letter as one page of HTML, in which whatever people typed is escaped."""
        return self._rendered(form + _PAGE, says).strip("\n") + "\n"

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = self._sources.get(name)
        return None if source is None else (source.text, source.shown, lambda: True)

    def _read(self, name: str, source: Source) -> None:
        from jinja2 import TemplateSyntaxError

        try:
            tree = self._environment.parse(source.text, name, source.shown)
            self._environment.compile(tree, name, source.shown)
        except TemplateSyntaxError as error:
            raise _at(source.shown, error.lineno, error.message or "it cannot be read") from None
        except RecursionError:
            raise _at(source.shown, 1, "it is nested too deeply") from None
        except Exception as error:  # noqa: BLE001 - what is constant is worked out here already
            # nobody says where; whoever wrote it finds it by what was asked of what
            raise _at(source.shown, 1, f"it cannot be filled in: {error}") from None
        for line, why in refused(tree, name):
            raise _at(source.shown, line, why)

    def _rendered(self, name: str, says: Mapping[str, Any]) -> str:
        from jinja2 import TemplateNotFound, UndefinedError

        try:
            return "".join(_no_longer_than(LONGEST, self._generated(name, says)))
        except TemplateNotFound as error:
            beside = ", ".join(sorted(self._sources))
            message = f'there is no template "{error.name}" beside it; there are {beside}'
            raise self._where(error, name, message) from None
        except UndefinedError as error:
            raise self._where(error, name, _what_there_is(error.message or "", says)) from None
        except RecursionError as error:
            raise self._where(error, name, "it goes round and round") from None
        except TooLongError as error:
            raise self._where(error, name, str(error)) from None
        except Exception as error:  # noqa: BLE001 - a template can fail in any way a program can
            raise self._where(error, name, f"it cannot be filled in: {error}") from None

    def _generated(self, name: str, says: Mapping[str, Any]) -> Iterator[str]:
        self._environment.rounds_left = MOST_ROUNDS
        template = self._environment.get_template(name)
        return template.generate(dict(says))

    def _where(self, error: Exception, name: str, message: str) -> UnusableTemplateError:
        """The error with the last line of a template that it came through."""
        shown = {source.shown for source in self._sources.values()}
        frames = traceback.extract_tb(error.__traceback__)
        last = next((frame for frame in reversed(frames) if frame.filename in shown), None)
        if last is None:
            return _at(self._sources[name].shown if name in self._sources else name, 1, message)
        return _at(last.filename, last.lineno or 1, message)


def wrapped(text: str) -> str:
    """A text with no line longer than 72 characters, for mail and for terminals."""
    return "\n".join(_wrapped_lines(text.split("\n")))


def _wrapped_lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        indent = "  " if line.startswith("- ") else ""
        if len(line) <= _WIDTH or not line.strip("=-"):
            yield line
        else:
            yield from wrap(
                line,
                _WIDTH,
                subsequent_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )


def _no_longer_than(most: int, pieces: Iterable[str]) -> Iterator[str]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > most:
            raise TooLongError(f"the letter is longer than {most:,} characters")
        yield piece


def _what_there_is(message: str, says: Mapping[str, Any]) -> str:
    """What a template asked for that there is not, and what there is."""
    if "dict object" in message:
        places = says.get("places") or [{}]
        return f"{message.replace('dict object', 'a place')}; it has {', '.join(places[0])}"
    return f"{message}; a letter has {', '.join(says)}"


def _at(shown: str, line: int, message: str) -> UnusableTemplateError:
    return UnusableTemplateError(f"{shown}, line {line}: {message}")
