"""How is a date typed that somebody wrote in another way?

Only ever asked of what has been refused: an answer is words for a message, and nothing is read so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from earlyhelp.dates.spoken import as_typed

#: How messages say what is expected.
EXPECTED: Final = "write it as YYYY-MM-DD"
_SLASHED: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})\Z")
_LOOSE: Final = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})\Z")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
#: A time behind a day, which spreadsheets and other programs put there.
_TIME: Final = re.compile(r"[T ][0-9]{1,2}:[0-9:.]+Z?\Z")
_WEEK: Final = re.compile(r"[0-9]{4}-?W[0-9]{1,2}(-?[0-9])?\Z")
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_COMMENCING: Final = re.compile(
    r"(?:w/c|wc|week commencing|week beginning|week of)\s+", re.IGNORECASE
)
#: How a spreadsheet shows a day, and saves it as CSV: ``24-Jan-22``.
_SHORT_YEAR: Final = re.compile(r"([0-9]{1,2}[ -][A-Za-z]{3,9})[ -]([0-9]{2})\Z")
#: What a spreadsheet keeps of a day: how many days it is after this one.
_SHEET_BEGINS: Final = date(1899, 12, 30)
_SHEET_NUMBER: Final = re.compile(r"[0-9]{5}\Z")


def right_form(text: str, *, days_only: bool) -> str:
    """How the date that `text` may mean is typed, or else an example of one.

    With `days_only` no week, month or other period may stand there. Raises
    :class:`NotADayError` and :class:`DayOutOfRangeError` where `text` says in words what is no
    day of the calendar, such as a Tuesday that is a Monday.
    """
    said = ""
    if text.isascii():
        text = _TIME.sub("", text)
        said = _of_numbers(text) or _of_words(text, days_only=days_only)
    return said or f"{EXPECTED}, for example 2021-09-08"


def _of_numbers(text: str) -> str:
    for pattern in (_LOOSE, _COMPACT):
        match = pattern.match(text)
        right = match and _day(*map(int, match.groups()))
        if right:
            return f"{EXPECTED}, {right.isoformat()}"
    match = _SLASHED.match(text)
    if match is not None:
        return _slashed(*map(int, match.groups()))
    if _WEEK.match(text):
        return f'{EXPECTED}; for a week, "week of" and its Monday'
    if _SHEET_NUMBER.match(text):
        kept = _SHEET_BEGINS + timedelta(days=int(text))
        if 1970 <= kept.year <= 2099:
            return f"{EXPECTED}; as the number that a spreadsheet keeps, that is {kept.isoformat()}"
    return ""


def _slashed(one: int, other: int, year: int) -> str:
    """Which number is the day nobody can tell, unless one of them can be no month."""
    year += 2000 if year < 100 else 0
    for first, month, day in (("day", other, one), ("month", one, other)):
        right = _day(year, month, day)
        if right is not None:
            return f"{EXPECTED}; if the {first} comes first, that is {right.isoformat()}"
    return ""


def _of_words(text: str, *, days_only: bool) -> str:
    week = _COMMENCING.match(text)
    if week is not None:
        return "" if days_only else _of_a_week(text[week.end() :])
    text = _SHORT_YEAR.sub(r"\1 20\2", text)
    typed = as_typed(text) or as_typed(text.replace("-", " "))
    if typed is None or (days_only and not _ISO_DAY.match(typed)):
        return ""
    return f"{EXPECTED}, {typed}" if _ISO_DAY.match(typed) else f'write it as "{typed}"'


def _of_a_week(text: str) -> str:
    typed = text if _ISO_DAY.match(text) else as_typed(text)
    day = _day(*map(int, typed.split("-"))) if typed and _ISO_DAY.match(typed) else None
    if day is None:
        return ""
    return f'write it as "week of {(day - timedelta(days=day.weekday())).isoformat()}"'


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
