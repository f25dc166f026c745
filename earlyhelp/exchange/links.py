"""What does a link between two tasks say of the days of a plan?

Project measures a link from moment to moment; :mod:`earlyhelp.exchange.moments` says why a
plan counts one day more between the end of one task and the start of the next, and one day
less from a start to an end. A lead that is left after that is turned round: what may begin up
to two days before another ends is a bound of that end.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from earlyhelp.dates import Unit
from earlyhelp.dates.lags import LONGEST
from earlyhelp.exchange.project import LagUnit, Project, Task, TaskLink
from earlyhelp.exchange.report import Kind, Notes

if TYPE_CHECKING:
    from earlyhelp.exchange.placed import End, Placed

_TENTHS: Final = 10  #: of a minute, in a minute
_MINUTES: Final = 1440  #: in a day
#: How many links one link between two summaries may become.
_MOST: Final = 10_000


class Importing(Protocol):
    """What a link needs of what it is part of."""

    project: Project
    notes: Notes

    def inside(self, summary: int) -> list[Placed]:
        """The tasks of a summary."""


class _Distance(NamedTuple):
    """How many days a lag is, in which unit, and what is not exact about it."""

    days: int
    unit: Unit
    why: str | None


def tie(
    link: TaskLink,
    then: Task,
    placed: Mapping[int, Placed],
    tasks: Mapping[int, Task],
    dropped: Collection[int],
    of: Importing,
) -> None:
    """Say a link in the plan, and note what became of it."""
    notes = of.notes
    before = tasks.get(link.first)
    own = placed[then.uid].entry.id if then.uid in placed else None
    first_name = before.name if before else f"UID {link.first}"
    what = f"{first_name} to {then.name}, {_called(link, of.project)}"
    if link.other_project:
        why = "the task that comes first is in another file"
        notes.lost(Kind.LINK, what, why, link.line, own)
        return
    if before is None or link.first in dropped:
        off = link.first in dropped
        why = "the task that comes first is switched off" if off else "there is no such task"
        notes.lost(Kind.LINK, what, why, link.line, own)
        return
    firsts = _ends(link.first, placed, is_finish=link.type.from_finish, of=of)
    thens = _ends(then.uid, placed, is_finish=link.type.to_finish, of=of)
    if (before.is_summary and not link.type.from_finish) or (
        then.is_summary and link.type.to_finish
    ):
        why = "of a summary's first start or last end, a plan cannot say this"
        notes.lost(Kind.LINK, what, why, link.line, own)
        return
    if not firsts or not thens or len(firsts) * len(thens) > _MOST:
        why = f"it would be {len(firsts) * len(thens):,} links between the tasks of summaries"
        notes.lost(Kind.LINK, what, why, link.line, own)
        return
    is_any_day = all(end.clock.is_any_day for end in thens)
    distance = _distance(link, before, of.project, is_any_day=is_any_day)
    if isinstance(distance, str):
        notes.lost(Kind.LINK, what, distance, link.line, own)
        return
    said = [_say(first, end, distance) for first in firsts for end in thens]
    name = thens[0].ref
    shown = said[0] if len(said) == 1 else f"{said[0]}, and {len(said) - 1:,} more like it"
    if distance.why is None:
        notes.kept(Kind.LINK, what, shown, link.line, name)
    else:
        notes.changed(Kind.LINK, what, f"{shown}: {distance.why}", link.line, name)


def _called(link: TaskLink, project: Project) -> str:
    """As Project has it in its tables: ``FS + 2 working days``, ``SS - 3 elapsed days``."""
    if not link.lag:
        return link.type.short
    sign, size = ("-" if link.lag < 0 else "+"), abs(link.lag)
    if link.unit is LagUnit.PERCENT:
        return f"{link.type.short} {sign} {size} %"
    is_elapsed = link.unit is LagUnit.ELAPSED
    days = Fraction(size, _TENTHS * (_MINUTES if is_elapsed else project.minutes_per_day))
    unit = f"{link.unit.value} day{'' if days == 1 else 's'}"
    return f"{link.type.short} {sign} {float(days):.4g} {unit}"


def _ends(uid: int, placed: Mapping[int, Placed], *, is_finish: bool, of: Importing) -> list[End]:
    found = [placed[uid]] if uid in placed else of.inside(uid)
    return [item.finish if is_finish else item.start for item in found]


def _distance(
    link: TaskLink, first: Task, project: Project, *, is_any_day: bool
) -> _Distance | str:
    """The lag in whole days, never shorter than it was; or why there is none."""
    why = None
    if link.unit is LagUnit.PERCENT:
        exact = Fraction(first.minutes) * link.lag / 100 / project.minutes_per_day
        unit = Unit.WORKING_DAYS
        why = f"{link.lag} % of {first.name} is this long now, and no longer follows its length"
    elif link.unit is LagUnit.ELAPSED:
        exact, unit = Fraction(link.lag, _TENTHS * _MINUTES), Unit.CALENDAR_DAYS
        if link.type.to_finish and first.uid and link.lag:
            why = "where it ends on no working day, Project may end on the working day before"
    else:
        exact = Fraction(link.lag, _TENTHS * project.minutes_per_day)
        # what can be on any day goes on the very next one
        unit = Unit.WORKING_DAYS if link.lag or not is_any_day else Unit.CALENDAR_DAYS
    whole = math.ceil(exact)
    if whole != exact:
        why = f"{float(exact):.4g} days became {whole}"
    if abs(whole) >= LONGEST:
        return f"a lag of {whole:,} days is longer than any of a plan"
    return _Distance(whole, unit, why)


def _say(first: End, then: End, distance: _Distance) -> str:
    """Write the link into the one of the two that states it; the words of its line."""
    net = distance.days + first.side - then.side
    unit = distance.unit.value if abs(net) != 1 else distance.unit.value[:-1]
    if net < 0:
        line = f"{then.ref} + {-net} {unit}"
        first.point.by.append(line)
        return f"{first.ref}, by: {line}"
    line = f"{first.ref} + {net} {unit}" if net else first.ref
    then.point.after.append(line)
    return f"{then.ref}, after: {line}"
