"""Bank holidays: the pinned table and the standing rules against the holidays package."""

from __future__ import annotations

from datetime import date

import holidays
import pytest
from dateutil.easter import easter  # type: ignore[import-untyped]

from earlyhelp.dates import bank_holidays
from earlyhelp.dates.bank_holidays import NATIONS, PINNED_FROM, PINNED_TO, PROCLAIMED_TO

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}


def weekdays_of_the_package(nation: str, year: int) -> set[date]:
    """The package lists nominal weekend dates beside the substitutes; only weekdays count."""
    found = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year)
    return {day for day in found if day.isoweekday() <= 5 and day.year == year}


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("year", range(PINNED_FROM, PINNED_TO + 31))
def test_every_year_agrees_with_the_holidays_package(nation: str, year: int) -> None:
    ours = set(bank_holidays.bank_holidays(nation, year))
    assert ours == weekdays_of_the_package(nation, year)


@pytest.mark.parametrize("nation", NATIONS)
def test_the_pinned_projection_is_what_the_rules_give(nation: str) -> None:
    for year in range(PROCLAIMED_TO + 1, PINNED_TO + 1):
        pinned = bank_holidays.bank_holidays(nation, year)
        assert pinned == bank_holidays._by_rule(nation, year)  # noqa: SLF001 - two ways to one fact


def test_easter_is_easter_in_every_year_of_the_gregorian_calendar() -> None:
    """Few years of one calendar go through every case of the rule, such as 1954 and 2049."""
    for year in range(1583, 4100):
        assert bank_holidays._easter(year) == easter(year)  # noqa: SLF001 - the others are no years of ours


@pytest.mark.parametrize("nation", NATIONS)
def test_the_table_has_every_year_from_2018_to_2030_at_least(nation: str) -> None:
    """A year that is missing would be worked out, and nobody would see that it is not pinned."""
    assert PINNED_FROM <= 2018
    assert PINNED_TO >= 2030
    pinned = bank_holidays._PINNED[nation]  # noqa: SLF001 - its gaps give the same days
    assert [*pinned] == [*range(PINNED_FROM, PINNED_TO + 1)]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2020, 5, 8), "Early May bank holiday"),
        (date(2021, 12, 27), "Christmas Day (substitute day)"),
        (date(2021, 12, 28), "Boxing Day (substitute day)"),
        (date(2022, 1, 3), "New Year's Day (substitute day)"),
        (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
        (date(2022, 9, 19), "Bank Holiday for the State Funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
    ],
)
def test_names_are_those_of_gov_uk(day: date, name: str) -> None:
    assert bank_holidays.bank_holidays("england", day.year)[day] == name


def test_scotlands_world_cup_holiday_does_not_leak_into_england() -> None:
    day = date(2026, 6, 15)
    assert day in bank_holidays.bank_holidays("scotland", 2026)
    assert day not in bank_holidays.bank_holidays("england", 2026)


def test_years_that_nobody_has_listed_are_projected() -> None:
    assert not bank_holidays.is_projected(2021)
    assert not bank_holidays.is_projected(PROCLAIMED_TO)
    assert bank_holidays.is_projected(PROCLAIMED_TO + 1)
    assert not bank_holidays.is_projected(PINNED_FROM)
    assert bank_holidays.is_projected(PINNED_FROM - 1)
