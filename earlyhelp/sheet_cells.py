"""How does a text stand in a cell, so that nobody and no spreadsheet takes it for another?

A text that begins with ``=``, ``+``, ``-``, ``@`` (full width or not), a tab or a carriage
return, whatever apostrophes stand before that, gets one more apostrophe in front; reading
takes one away again. So every text comes back as it was, and none is ever run. Source: OWASP,
"CSV Injection".
"""

from __future__ import annotations

import re
from typing import Final

#: What no text of a plan holds: a terminal would act on it, or no file of ours can say it.
CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
#: What a spreadsheet takes for the beginning of a formula, or passes over on the way to one.
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """The cell for a text."""
    return f"'{text}" if text.lstrip("'").startswith(_BEGINS) else text


def original(cell: str) -> str:
    """The text of a cell."""
    is_neutral = cell.startswith("'") and cell.lstrip("'").startswith(_BEGINS)
    return cell[1:] if is_neutral else cell


def without_controls(text: str) -> str:
    """A text of a file as it is read: each control character in it counts as a space.

    Other systems leave them in their exports, so they are no mistake of the reader's, as they
    are in a plan that was typed.
    """
    return text if text.isprintable() else CONTROL.sub(" ", text)


def one_line(text: str) -> str:
    """A text on one line, without marks that could make it read as something else.

    What it gives is already so: once more changes nothing.
    """
    shown = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    return " ".join(shown.split())
