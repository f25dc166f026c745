"""What `eh` exits with."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from earlyhelp.findings import Finding, Severity


class Exit(enum.IntEnum):
    """One meaning each; a signal adds 128 to its number, as everywhere."""

    FINE = 0  #: nothing wrong, or only what is not an error
    ERRORS = 1  #: the plan has errors (with --strict, warnings too)
    UNREADABLE = 2  #: bad usage, or files that cannot be read as a plan
    ENVIRONMENT = 3  #: a disk, a permission, a lock
    INTERRUPTED = 130
    BROKEN_PIPE = 141

    @classmethod
    def of(cls, found: Sequence[Finding], *, strict: bool) -> Exit:
        """The exit code that findings ask for."""
        counted = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return cls.ERRORS if any(item.severity in counted for item in found) else cls.FINE
