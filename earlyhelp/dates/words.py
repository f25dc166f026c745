"""How days and lengths are said to people: GOV.UK style.

"Wednesday 8 September 2021", without commas, ordinals or leading zeros; "to" and not a
dash in a range. Source: the GOV.UK style guide, "dates" and "date ranges".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

# Written out, because strftime's names follow the machine's locale and a plan does not.
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def weekday(day: date) -> str:
    """``Wednesday``."""
    return _DAYS[day.weekday()]


def month(day: date) -> str:
    """``September 2021``."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def day(day: date) -> str:
    """``Wednesday 8 September 2021``."""
    return f"{weekday(day)} {short(day)}"


def short(day: date) -> str:
    """``8 September 2021``."""
    return f"{day.day} {month(day)}"


def tabular(day: date) -> str:
    """``8 Sep 2021``: months are cut short only where a table leaves no room."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def column(day: date) -> str:
    """``Wed 8 September 2021``, for tables and proofs."""
    return f"{weekday(day)[:3]} {short(day)}"


def span(first: date, last: date) -> str:
    """``8 to 29 September 2021``: both ends inclusive, nothing said twice."""
    if first == last:
        return short(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {short(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} to {short(last)}"
    return f"{short(first)} to {short(last)}"


def count(number: int, thing: str) -> str:
    """``1 day``, ``45 days``: `thing` is the singular."""
    return f"{number} {thing}" if abs(number) == 1 else f"{number} {thing}s"


def room(calendar_days: int, working_days: int) -> str:
    """``45 calendar days (29 working days)``."""
    return f"{count(calendar_days, 'calendar day')} ({count(working_days, 'working day')})"
