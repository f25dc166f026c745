"""Which date do people mean who write it in words?

``8 September 2021``, ``Wed 8 Sept 2021``, ``week of 13 September 2021``, ``end of October 2021``:
what :mod:`earlyhelp.dates.words` says, and what people type the same way. A month has its name
here, so nothing is guessed of which number is the day. ``08/09/2021`` is refused, as in plans.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from earlyhelp.dates import words
from earlyhelp.dates.expressions import DateExpression
from earlyhelp.errors import NotADayError

_MONTHS: Final = {
    name: number
    for number in range(1, 13)
    for said in (words.month(date(2021, number, 1)).partition(" ")[0].lower(),)
    for name in {said, said[:3], *(("sept",) if number == 9 else ())}
}
_WEEKDAYS: Final = {
    name: number
    for number in range(7)
    for said in (words.weekday(date(2021, 3, number + 1)).lower(),)
    for name in (said, said[:3])
}
_DAY: Final = re.compile(
    r"(?:(?P<weekday>[a-z]{3,9}),? )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
    r"(?: (?P<month>[a-z]{3,9})(?:,? (?P<year>[0-9]{4}))?)?\Z"
)
_MONTH: Final = re.compile(r"(?P<month>[a-z]{3,9}) (?P<year>[0-9]{4})\Z")


def spoken(text: str) -> DateExpression:
    """The date that `text` says, in words or as plans have it; in the result as plans have it.

    Raises :class:`NotADayError` with the nearest right form, where a weekday is not that of
    its day too, and :class:`DayOutOfRangeError` outside 1970 to 2099.
    """
    shown = " ".join(text.split())
    said = shown.lower()
    try:
        return DateExpression.parse(said)
    except NotADayError:
        typed = as_typed(shown)
    return DateExpression.parse(shown if typed is None else typed)


def as_typed(text: str) -> str | None:
    """What is said in words as it is typed in plans; ``None`` where it is none of the forms.

    Raises what :func:`spoken` does of a day that there is not.
    """
    shown = " ".join(text.split())
    said = shown.lower()
    for before in ("week of ", "end of "):
        if said.startswith(before):
            rest = said.removeprefix(before)
            inner = _month(rest) if before == "end of " else _day(rest, shown)
            return f"{before}{inner}" if inner else None
    first, to, last = said.partition(" to ")
    if not to:
        return _day(said, shown) or _month(said)
    end = _DAY.match(last)
    if end is None or end["year"] is None:
        return None
    begin = _DAY.match(first)
    if begin is None:
        return None
    # "8 to 29 September 2021": what is not said twice is that of the end
    year = begin["year"] or end["year"]
    whole = f"{begin['day']} {begin['month'] or end['month']} {year}"
    from_day, to_day = _day(whole, shown), _day(last, shown)
    return f"{from_day} to {to_day}" if from_day and to_day else None


def _day(said: str, shown: str) -> str | None:
    match = _DAY.match(said)
    if match is None or match["year"] is None or match["month"] not in _MONTHS:
        return None
    weekday = match["weekday"]
    if weekday is not None and weekday not in _WEEKDAYS:
        return None
    number = _MONTHS[match["month"]]
    typed = f"{match['year']}-{number:02d}-{int(match['day']):02d}"
    meant = DateExpression.parse(typed).first  # 30 February is refused here, in words
    if weekday is not None and _WEEKDAYS[weekday] != meant.weekday():
        raise NotADayError(
            f'"{shown}" is not a day: {words.short(meant)} is a {words.weekday(meant)}'
        )
    return typed


def _month(said: str) -> str | None:
    match = _MONTH.match(said)
    if match is None or match["month"] not in _MONTHS:
        return None
    return f"{match['year']}-{_MONTHS[match['month']]:02d}"
