"""What of a text in a calendar file may an event of ours have?

A file from elsewhere can hold anything. A text loses its control characters and its
backslashes and is cut where it is too long; an address is one of the web, or none.
"""

from __future__ import annotations

import re
from typing import Final

#: Where a title, a place or a description of a foreign file is cut.
LONGEST_TEXT: Final = 1_000
LONGEST_DESCRIPTION: Final = 10_000
#: Control characters, and separators that look like the end of a line.
_HIDDEN: Final = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]")
_HIDDEN_IN_LINES: Final = re.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029]")
_ESCAPED: Final = re.compile(r"\\(.)")
_WEB: Final = re.compile(r"(https?|webcal)://[^\s\"<>]{1,2000}\Z", re.IGNORECASE)


def clean(text: str, longest: int = LONGEST_TEXT, keep: str = "") -> str:
    """`text` as an event can have it; with its line ends where `keep` has one."""
    hidden = _HIDDEN if "\n" not in keep else _HIDDEN_IN_LINES
    shown = hidden.sub("", text[: longest + 1].replace("\\", "/"))
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def unescaped(text: str) -> str:
    """A text of a file as it is read (RFC 5545 3.3.11)."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def on_the_web(address: str) -> str | None:
    """An address that a browser may open; nothing else is one."""
    return address if _WEB.match(address) else None
