"""On which days does an event of a file stand, as people in London would name them?

Clients write a whole day as a day, or as the midnights around it: in UTC, in a time zone by
its own name or by that of Windows, or in none. An end is exclusive, and may be missing.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from earlyhelp.dates import days

if TYPE_CHECKING:
    from icalendar.cal.component import Component

#: Where the people are whose days these are.
LONDON: Final = ZoneInfo("Europe/London")
ONE_DAY: Final = timedelta(days=1)
_END: Final = {"VEVENT": "DTEND", "VTODO": "DUE"}


class LeftOutError(Exception):
    """Why one event is left out, in words."""


def event_days(parsed: Component) -> tuple[date, date]:
    """The first and the last day, both inclusive, as people in London would name them."""
    start, end = _moment(parsed, "DTSTART"), _moment(parsed, _END[parsed.name or ""])
    if start is None and parsed.name == "VTODO" and end is not None:
        start, end = end, None  # all it says is when it is due
    if start is None:
        raise LeftOutError("it says no day that can be read")
    if end is None and isinstance(length := dt(parsed, "DURATION"), timedelta):
        end = start + length
    first = _in_london(start)[0]
    if end is None:
        last = first
    elif parsed.name == "VTODO" and not isinstance(end, datetime):
        last = end  # what is due on a day may still be done on it
    elif _is_midnight(start) and _is_midnight(end):  # whole days, wherever that is midnight
        first = date(*start.timetuple()[:3])
        last = date(*end.timetuple()[:3]) - ONE_DAY
    else:
        until, at = _in_london(end)
        last = until - ONE_DAY if at == time.min else until
    last = max(first, last)
    if first < days.FIRST_DATE or last > days.LAST_DATE:
        raise LeftOutError(
            f"its day is before {days.FIRST_DATE.year} or after {days.LAST_DATE.year}"
        )
    return first, last


def _moment(parsed: Component, name: str) -> date | None:
    value = dt(parsed, name)
    return value if isinstance(value, date) else None


def _is_midnight(moment: date) -> bool:
    return isinstance(moment, datetime) and moment.time() == time.min


def _in_london(moment: date) -> tuple[date, time]:
    """The day and the time of it; a whole day begins at midnight, and so does one with no zone."""
    if not isinstance(moment, datetime):
        return moment, time.min
    there = moment.astimezone(LONDON) if moment.tzinfo is not None else moment
    return there.date(), there.time()


def value_of(parsed: Component, name: str) -> Any:
    """The value of a property, its first one where there are several."""
    found = parsed.get(name)
    return found[0] if isinstance(found, list) else found


def dt(parsed: Component, name: str) -> Any:
    """A day, a moment or a length; ``None`` where it is not there, or is broken."""
    from icalendar.prop import vBroken

    value = value_of(parsed, name)
    return None if isinstance(value, vBroken) else getattr(value, "dt", None)
