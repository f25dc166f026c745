"""How many problems of a plan's files are said, before the rest of them is left unread?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from earlyhelp.files import problems
from earlyhelp.findings import Finding

#: A file with more is another kind of file, and nobody reads so many messages.
MOST_PROBLEMS: Final = 1_000


class EnoughError(Exception):
    """There are more problems than anybody reads; the last one noted says so."""


class Found(list[Finding]):
    """The problems of a plan's files so far.

    One more than :data:`MOST_PROBLEMS` ends the reading: :class:`EnoughError` is raised.
    """

    def append(self, finding: Finding, /) -> None:
        """Note a problem."""
        super().append(finding)
        if len(self) > MOST_PROBLEMS and finding.place is not None:
            what = (
                f"more than {MOST_PROBLEMS:,} problems; the rest is not read: mend these first, "
                "or see whether it is the right file"
            )
            self[MOST_PROBLEMS:] = [problems.too_large(finding.place, what)]
            raise EnoughError

    def extend(self, findings: Iterable[Finding], /) -> None:
        """Note several."""
        for finding in findings:
            self.append(finding)
