"""How many pounds does a text say, exactly?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

#: Pounds as people in England write them. A comma stands before each three digits or not at
#: all: elsewhere ``12,50`` is twelve pounds and a half, and never 1,250. A spreadsheet puts a space
#: behind the sign.
_POUNDS: Final = re.compile(r"(?:£ ?)?((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\Z")
#: No amount comes to so much, in pounds.
TOO_MUCH: Final = Decimal(10**12)


def pounds(text: str) -> Decimal | None:
    """The amount that ``1250``, ``1,250.50`` or ``£ 1,250`` is; ``None``: it is none.

    It is never negative, may be as much as :data:`TOO_MUCH` or more, and has all its decimals.
    """
    match = _POUNDS.match(text)
    return None if match is None else Decimal(match[1].replace(",", ""))
