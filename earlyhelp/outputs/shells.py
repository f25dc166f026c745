"""How is a command written that somebody can type in any shell, on Windows too?

Single quotes, which shells of Unix like best, are part of what is typed in `cmd`. Double quotes
mean the same in `cmd`, PowerShell, bash, zsh and fish, as long as none of the signs is in them
that one of these still acts on; only then single quotes stay.
"""

from __future__ import annotations

import re
from typing import Final

#: What each shell takes for a word as it stands. A comma makes a list in PowerShell.
_PLAIN: Final = re.compile(r"[A-Za-z0-9_./:=+-]+\Z")
#: What some shell acts on between double quotes; PowerShell takes the curved ones for straight.
#: A backslash is one where it comes before the end or another, unless the two begin the name of
#: a server: `\\server\plans` is of Windows, where single quotes are none.
_ACTS: Final = re.compile(r'["“”„$`!%\n]|\\\Z|(?<!\A)\\(?=\\)')


def command(*said: str, named: str | None) -> str:
    """A command as somebody types it who has named the plan so, or stands in its folder."""
    return " ".join(map(quoted, ("eh", *said, *(("-p", named) if named else ()))))


def quoted(text: str) -> str:
    """A text as one word of a command."""
    if _PLAIN.match(text):
        return text
    if not _ACTS.search(text):
        return f'"{text}"'
    return "'" + text.replace("'", "'\"'\"'") + "'"
