"""Which days are bank holidays in each nation of the United Kingdom, and how sure that is.

The table holds every weekday bank holiday from 2018 to 2030, pinned: GOV.UK's own feed
drops past years, so a plan of 2021 could not be checked against it. The days up to
`PROCLAIMED_TO` are as GOV.UK listed them; later ones follow the standing rules of the
Banking and Financial Dealings Act 1971 and are "projected", because a royal
proclamation can still move or add a day (19 September 2022 had nine days' notice).
Outside the table the same rules are applied, and the answer is "projected" too.

A row's codes: month and day, the holiday's letter, and ``*`` for a substitute day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

NATIONS: Final = ("england", "wales", "scotland", "northern-ireland")

#: The last year whose days GOV.UK had published when the table was last looked at.
PROCLAIMED_TO: Final = 2027

NAMES: Final = {
    "N": "New Year's Day",
    "2": "2nd January",
    "P": "St Patrick's Day",
    "G": "Good Friday",
    "E": "Easter Monday",
    "M": "Early May bank holiday",
    "S": "Spring bank holiday",
    "O": "Battle of the Boyne (Orangemen's Day)",
    "A": "Summer bank holiday",
    "T": "St Andrew's Day",
    "C": "Christmas Day",
    "B": "Boxing Day",
    "J": "Platinum Jubilee bank holiday",
    "F": "Bank Holiday for the State Funeral of Queen Elizabeth II",
    "K": "Bank holiday for the coronation of King Charles III",
    "W": "World Cup bank holiday",
}

_ENGLAND_AND_WALES = {
    2018: "0101N 0330G 0402E 0507M 0528S 0827A 1225C 1226B",
    2019: "0101N 0419G 0422E 0506M 0527S 0826A 1225C 1226B",
    2020: "0101N 0410G 0413E 0508M 0525S 0831A 1225C 1228B*",
    2021: "0101N 0402G 0405E 0503M 0531S 0830A 1227C* 1228B*",
    2022: "0103N* 0415G 0418E 0502M 0602S 0603J 0829A 0919F 1226B 1227C*",
    2023: "0102N* 0407G 0410E 0501M 0508K 0529S 0828A 1225C 1226B",
    2024: "0101N 0329G 0401E 0506M 0527S 0826A 1225C 1226B",
    2025: "0101N 0418G 0421E 0505M 0526S 0825A 1225C 1226B",
    2026: "0101N 0403G 0406E 0504M 0525S 0831A 1225C 1228B*",
    2027: "0101N 0326G 0329E 0503M 0531S 0830A 1227C* 1228B*",
    2028: "0103N* 0414G 0417E 0501M 0529S 0828A 1225C 1226B",
    2029: "0101N 0330G 0402E 0507M 0528S 0827A 1225C 1226B",
    2030: "0101N 0419G 0422E 0506M 0527S 0826A 1225C 1226B",
}
_SCOTLAND = {
    2018: "0101N 01022 0330G 0507M 0528S 0806A 1130T 1225C 1226B",
    2019: "0101N 01022 0419G 0506M 0527S 0805A 1202T* 1225C 1226B",
    2020: "0101N 01022 0410G 0508M 0525S 0803A 1130T 1225C 1228B*",
    2021: "0101N 01042* 0402G 0503M 0531S 0802A 1130T 1227C* 1228B*",
    2022: "0103N* 01042* 0415G 0502M 0602S 0603J 0801A 0919F 1130T 1226B 1227C*",
    2023: "0102N* 01032* 0407G 0501M 0508K 0529S 0807A 1130T 1225C 1226B",
    2024: "0101N 01022 0329G 0506M 0527S 0805A 1202T* 1225C 1226B",
    2025: "0101N 01022 0418G 0505M 0526S 0804A 1201T* 1225C 1226B",
    2026: "0101N 01022 0403G 0504M 0525S 0615W 0803A 1130T 1225C 1228B*",
    2027: "0101N 01042* 0326G 0503M 0531S 0802A 1130T 1227C* 1228B*",
    2028: "0103N* 01042* 0414G 0501M 0529S 0807A 1130T 1225C 1226B",
    2029: "0101N 01022 0330G 0507M 0528S 0806A 1130T 1225C 1226B",
    2030: "0101N 01022 0419G 0506M 0527S 0805A 1202T* 1225C 1226B",
}
_NORTHERN_IRELAND = {
    2018: "0101N 0319P* 0330G 0402E 0507M 0528S 0712O 0827A 1225C 1226B",
    2019: "0101N 0318P* 0419G 0422E 0506M 0527S 0712O 0826A 1225C 1226B",
    2020: "0101N 0317P 0410G 0413E 0508M 0525S 0713O* 0831A 1225C 1228B*",
    2021: "0101N 0317P 0402G 0405E 0503M 0531S 0712O 0830A 1227C* 1228B*",
    2022: "0103N* 0317P 0415G 0418E 0502M 0602S 0603J 0712O 0829A 0919F 1226B 1227C*",
    2023: "0102N* 0317P 0407G 0410E 0501M 0508K 0529S 0712O 0828A 1225C 1226B",
    2024: "0101N 0318P* 0329G 0401E 0506M 0527S 0712O 0826A 1225C 1226B",
    2025: "0101N 0317P 0418G 0421E 0505M 0526S 0714O* 0825A 1225C 1226B",
    2026: "0101N 0317P 0403G 0406E 0504M 0525S 0713O* 0831A 1225C 1228B*",
    2027: "0101N 0317P 0326G 0329E 0503M 0531S 0712O 0830A 1227C* 1228B*",
    2028: "0103N* 0317P 0414G 0417E 0501M 0529S 0712O 0828A 1225C 1226B",
    2029: "0101N 0319P* 0330G 0402E 0507M 0528S 0712O 0827A 1225C 1226B",
    2030: "0101N 0318P* 0419G 0422E 0506M 0527S 0712O 0826A 1225C 1226B",
}

_PINNED: Final = {
    "england": _ENGLAND_AND_WALES,
    "wales": _ENGLAND_AND_WALES,
    "scotland": _SCOTLAND,
    "northern-ireland": _NORTHERN_IRELAND,
}
PINNED_FROM: Final = min(_ENGLAND_AND_WALES)
PINNED_TO: Final = max(_ENGLAND_AND_WALES)


def bank_holidays(nation: str, year: int) -> dict[date, str]:
    """The weekday bank holidays of `nation` in `year`, with GOV.UK's names.

    A day that stands in for one at a weekend says so: "Christmas Day (substitute day)".
    """
    row = _PINNED[nation].get(year)
    if row is None:
        return _by_rule(nation, year)
    holidays = {}
    for code in row.split():
        name = NAMES[code[4]] + (" (substitute day)" if code.endswith("*") else "")
        holidays[date(year, int(code[:2]), int(code[2:4]))] = name
    return holidays


def is_projected(year: int) -> bool:
    """Whether the days of `year` come from the standing rules and not from a list seen."""
    return not PINNED_FROM <= year <= PROCLAIMED_TO


def _by_rule(nation: str, year: int) -> dict[date, str]:
    """The days that the standing rules give, substitutes included."""
    easter = _easter(year)
    moving = {
        easter - timedelta(days=2): NAMES["G"],
        _monday(year, 5): NAMES["M"],
        _last_monday(year, 5): NAMES["S"],
    }
    fixed = [(date(year, 1, 1), "N"), (date(year, 12, 25), "C"), (date(year, 12, 26), "B")]
    if nation == "scotland":
        fixed += [(date(year, 1, 2), "2"), (date(year, 11, 30), "T")]
        moving[_monday(year, 8)] = NAMES["A"]
    else:
        moving[easter + timedelta(days=1)] = NAMES["E"]
        moving[_last_monday(year, 8)] = NAMES["A"]
    if nation == "northern-ireland":
        fixed += [(date(year, 3, 17), "P"), (date(year, 7, 12), "O")]
    holidays = dict(moving)
    substituted = []
    for day, code in sorted(fixed):
        if day.weekday() < 5:
            holidays[day] = NAMES[code]
        else:
            substituted.append((day, code))
    for day, code in substituted:
        substitute = day
        while substitute.weekday() >= 5 or substitute in holidays:
            substitute += timedelta(days=1)
        holidays[substitute] = NAMES[code] + " (substitute day)"
    return dict(sorted(holidays.items()))


def _easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus (Nature, 20 April 1876)."""
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _monday(year: int, month: int) -> date:
    """The first Monday of the month."""
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> date:
    """The last Monday of a month of 31 days."""
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())
