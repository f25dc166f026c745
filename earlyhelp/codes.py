"""Which finding codes exist, and what their manual pages say.

A code is permanent and never used again for something else. The manual page of a code is
the docstring of the function that finds it: `eh explain EH203` prints that, and the
documentation shows the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Protocol

import attrs

from earlyhelp.findings import Finding, Fix, Place, Severity, Step
from earlyhelp.records import Record

#: Under which codes it is said what no schedule can keep: a circle of links, and lines that
#: cannot all hold.
CYCLE: Final = "EH101"
CANNOT_BE_MET: Final = "EH201"
IN_THE_WAY: Final = (CYCLE, CANNOT_BE_MET)
#: Under which it is said that others could decide otherwise than the plan needs.
UNCERTAIN: Final = "EH210"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Code(Record):
    """A permanent code, the name people say, and where its manual page is."""

    code: str
    name: str
    severity: Severity
    function: Callable[..., object] = attrs.field(repr=False)

    @property
    def title(self) -> str:
        """The first line of the page: what it means, in one sentence."""
        return self.page.partition("\n")[0]

    @property
    def page(self) -> str:
        """The manual page, as Markdown."""
        from inspect import cleandoc  # slow to import, and only a reader of pages needs it

        return cleandoc(self.function.__doc__ or "")


class Say(Protocol):
    """How a check says something under its own code."""

    def __call__(
        self,
        message: str,
        *,
        place: Place | None = None,
        subjects: tuple[str, ...] = (),
        chain: tuple[Step, ...] = (),
        short_by_days: int | None = None,
        short_by_working_days: int | None = None,
        fixes: tuple[Fix, ...] = (),
        not_enough: tuple[str, ...] = (),
        severity: Severity = ...,
    ) -> Finding:
        """Make the finding."""


_REGISTER: dict[str, Code] = {}


def register(code: str, name: str, severity: Severity, function: Callable[..., object]) -> Code:
    """Enrol a code; a code or a name that is taken is a mistake in the program."""
    taken = {entry.name for entry in _REGISTER.values()}
    if code in _REGISTER or name in taken:
        message = f"{code} {name} is enrolled twice"
        raise ValueError(message)
    entry = Code(code=code, name=name, severity=severity, function=function)
    _REGISTER[code] = entry
    return entry


def say(entry: Code) -> Say:
    """The function that makes findings of this code."""
    return partial(_finding, entry)


def _finding(
    entry: Code,
    message: str,
    *,
    place: Place | None = None,
    subjects: tuple[str, ...] = (),
    chain: tuple[Step, ...] = (),
    short_by_days: int | None = None,
    short_by_working_days: int | None = None,
    fixes: tuple[Fix, ...] = (),
    not_enough: tuple[str, ...] = (),
    severity: Severity | None = None,
) -> Finding:
    return Finding(
        code=entry.code,
        name=entry.name,
        severity=severity or entry.severity,
        message=message,
        place=place,
        subjects=subjects,
        chain=chain,
        short_by_days=short_by_days,
        short_by_working_days=short_by_working_days,
        fixes=fixes,
        not_enough=not_enough,
    )


def all_codes() -> Sequence[Code]:
    """Every code there is, in order; loads the modules that enrol them."""
    import earlyhelp.files.row_problems  # noqa: F401 - importing enrols the codes of files
    from earlyhelp.checks import families

    families()
    return sorted(_REGISTER.values(), key=lambda entry: entry.code)
