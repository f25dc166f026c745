"""What of a text can stand in a calendar file, so that every client reads the same?

Clients differ in what they make of a backslash, of a control character, of a line separator
that is not a line break, and of what they cut. A text without them reads the same in all.
"""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import quote

#: Where Outlook cuts a title and a place ([MS-OXCICAL] 2.1.3.1.1.20).
LONGEST_LINE: Final = 255
#: Control characters, halves of a character, and marks such as those that turn the writing.
_DROPPED: Final = {"Cc", "Cs", "Cf"}
_JOINERS: Final = "\u200c\u200d"  # within words and emoji


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """`text` on one line, at most so long as a file has it; the end is cut."""
    if text.isascii() and text.isprintable() and "\\" not in text:  # nearly every one
        tidy = " ".join(text.split())
    else:
        tidy = " ".join("".join(_letter(letter) for letter in text).split())
    return clipped(tidy, longest)


def uri(text: str) -> str:
    """A URI in which no comma, semicolon, space or line break is left: clients cut it there."""
    return quote(text, safe="%:/?#[]@!$&'()*+=~")


def clipped(text: str, longest: int) -> str:
    """`text`, with an ellipsis where it is longer than `longest` as a file has it."""
    if 2 * len(text) <= longest or length(text) <= longest:
        return text
    room, kept = longest - 1, 0
    for letter in text:
        room -= length(letter)
        if room < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}…"


def length(text: str) -> int:
    """How long a text is in a file: some letters are escaped, and some count twice."""
    return sum(2 if letter in ",;" or ord(letter) > 0xFFFF else 1 for letter in text)


def _letter(letter: str) -> str:
    if letter == "\\":
        return "/"
    if letter.isspace():  # line breaks of every kind among them
        return " "
    is_dropped = letter not in _JOINERS and unicodedata.category(letter) in _DROPPED
    return "" if is_dropped else letter
