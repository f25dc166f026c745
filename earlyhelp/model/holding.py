"""What does it cost to hold a building for some days?"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MONTHS_OF_A_YEAR: Final = 12
DAYS_OF_A_YEAR: Final = 365


def cost_of_days(monthly: Decimal, days: int) -> Decimal:
    """What so many calendar days cost: twelve months' money over 365 days, not rounded."""
    return monthly * MONTHS_OF_A_YEAR * days / DAYS_OF_A_YEAR


def pounds(amount: Decimal) -> str:
    """``£2,200``: to the nearest pound, a half upwards."""
    return f"£{amount.quantize(Decimal(1), ROUND_HALF_UP):,}"


def about(amount: Decimal) -> str:
    """``£576``, ``about £986``: to the nearest pound, and said to be so where it is rounded.

    Rounded amounts need not come to their rounded total.
    """
    whole = amount == amount.to_integral_value()
    return pounds(amount) if whole else f"about {pounds(amount)}"


def exact_pounds(amount: Decimal) -> str:
    """``£2,200``, ``−£12.50``: to the penny, which is left out where there is none."""
    whole = amount == amount.to_integral_value()
    return f"{'−' if amount < 0 else ''}£{abs(amount):{',.0f' if whole else ',.2f'}}"
