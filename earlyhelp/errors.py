"""What earlyhelp raises when it could not do what it was asked.

A plan that can be read but will hurt somebody is never an exception: that is a
:class:`~earlyhelp.findings.Finding`. An exception means that there is no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from earlyhelp.findings import Finding


class EarlyhelpError(Exception):
    """The base of everything that earlyhelp raises on purpose."""


class NotADayError(EarlyhelpError, ValueError):
    """A text does not name a day or a period in the one form that plans use."""


class DayOutOfRangeError(EarlyhelpError, ValueError):
    """A day lies outside the calendar (1 January 1970 to 31 December 2099)."""


class NotALagError(EarlyhelpError, ValueError):
    """A text does not say a number of days in one of the known units."""


class BareLagError(NotALagError):
    """A lag says "days" and leaves open which days are meant."""


class NegativeLagError(NotALagError):
    """A lag is less than nothing: `refused` says so, and the message also what was meant."""

    def __init__(self, refused: str, meant: str) -> None:
        """Take in what is refused, and what would do instead."""
        super().__init__(f"{refused}{meant}")
        self.refused = refused


class NotALinkError(EarlyhelpError, ValueError):
    """A text does not say how one milestone follows another."""


class NotASelectionError(EarlyhelpError, ValueError):
    """A text does not say which rows of a register are meant."""


class TooLargeError(EarlyhelpError):
    """A file is larger than any of its kind that is read; nothing of it was used."""

    def __init__(self, file: str, why: str) -> None:
        """Keep the name of the file, as people know it, and why it is not read."""
        super().__init__(f"{file}: {why}")
        self.file = file
        self.why = why


class UnreadablePlanError(EarlyhelpError):
    """A plan's files cannot be read as a plan; `findings` says why, all of it."""

    kind = "plan"  #: what they cannot be read as

    def __init__(self, findings: tuple[Finding, ...], *, path: str) -> None:
        """Keep every finding, in the order of the file."""
        super().__init__(f"{path} cannot be read as a {self.kind}: {findings[0].message}")
        self.findings = findings
        self.path = path


class UnreadableBaselineError(UnreadablePlanError):
    """A file cannot be read as a baseline of a plan; `findings` says why, all of it."""

    kind = "baseline"


class NoBaselineError(EarlyhelpError):
    """A plan has no baseline of this name."""


class NoPlanError(EarlyhelpError):
    """There is no plan, or no file of one, where it was looked for.

    `beside` are the names of the files that lie there instead.
    """

    def __init__(self, why: str, *, beside: tuple[str, ...] = ()) -> None:
        """Keep what lies there, so that whoever knows what was looked for can name the nearest."""
        super().__init__(why)
        self.beside = beside


class UnreadableCalendarError(EarlyhelpError):
    """A file is no calendar, or larger than a calendar of ours can be."""


class UnreadableSheetError(EarlyhelpError):
    """A file is not a sheet of a plan's days that can be read."""


class UnreadableProjectError(EarlyhelpError):
    """A file cannot be read as a project of another tool; the message says where and why."""


class UnusableTemplateError(EarlyhelpError):
    """A template of a letter cannot be read or filled in; the message says where and why."""


class NotShiftedError(EarlyhelpError):
    """A plan's files cannot be copied to other dates; the message says which, and why."""


class EnvironmentFailedError(EarlyhelpError):
    """The machine, not the plan, stood in the way: a disk, a permission, a lock."""
