"""What is one piece of open work called, in words that point at nobody?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model.registers import Case, Kind, Property, Team

#: Numbers of children below this can tell who they are; they are never said.
SMALLEST_SAID: Final = 5
#: What a case is called. It is known by its place alone, so that nobody can be named.
_WORK: Final[Mapping[Kind | None, str]] = {
    Kind.GROUP: "places in a group",
    Kind.WAITING_LIST: "an entry on the waiting list",
}


def work(case: Case) -> str:
    """``open work``, or what else it is."""
    return _WORK.get(case.kind, "open work")


def pieces(cases: Sequence[Case]) -> str:
    """How many, each place counted: ``7 pieces of open work (each place in a group counts)``."""
    return pieces_of(sum(case.counts_as for case in cases))


def pieces_of(number: int) -> str:
    """The same of a number."""
    return f"{said(number)} pieces of open work (each place in a group counts)"


def said(number: int) -> str:
    """The number, unless it is so small that it could tell who they are."""
    return f"fewer than {SMALLEST_SAID}" if number < SMALLEST_SAID else str(number)


def family(case: Case) -> str:
    """Who is to be told, with its verb."""
    return "the families are" if case.kind is Kind.GROUP else "the family is"


def no_launch(say: Say, place: Place, what: str) -> Finding:
    """That nothing can be told of what is compared with the launch."""
    return say(
        f"the plan has no day for the launch, so it cannot be told whether {what}",
        place=place,
        severity=Severity.NOT_KNOWN,
    )


def not_known(say: Say, row: Property | Team, what: str) -> Finding:
    """That nothing can be told because of what a row does not say."""
    is_team = isinstance(row, Team)
    missing = f"where {row.title} is based" if is_team else f"until when {row.title} stays open"
    return say(
        f"it is not known {missing}, so it cannot be told whether {what}",
        place=row.place,
        subjects=(row.id,),
        severity=Severity.NOT_KNOWN,
    )
