"""Is a cost in a register read as people write it, and never as another amount?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from earlyhelp import Plan
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.findings import Place


def read(cost: str) -> Plan:
    """A plan whose one building costs so much a month."""
    plan = b"format: 1\nid: m\ntitle: M\nnation: england\nproperties: p.csv\n"
    register = f'id,future,monthly_cost\nelm,surplus,"{cost}"\n'
    return parse(plan, open_file=lambda _: register.encode())


def cost_of(cost: str) -> Decimal | None:
    """The cost that is read."""
    rows = read(cost).registers
    assert rows is not None
    return rows.properties[0].monthly_cost


@pytest.mark.parametrize(
    "typed", ["12,50", "1,2,3", "1250,", ",250", "1e3", "1_000", "+5", "-5", "1000000000000"]
)
def test_a_cost_with_its_comma_in_another_place_is_no_thousands(typed: str) -> None:
    """In half of Europe ``12,50`` is twelve and a half; it was read as 1,250 pounds."""
    with pytest.raises(UnreadablePlanError) as stop:
        read(typed)
    (finding,) = stop.value.findings
    assert (finding.code, finding.place) == ("EH025", Place("p.csv", 2, 3))


@pytest.mark.parametrize("typed", ["£1,250.00", "£ 1,250.00", " £1,250.00 ", "1250"])
def test_a_cost_is_read_as_a_spreadsheet_shows_it(typed: str) -> None:
    assert cost_of(typed) == 1250


def test_a_cost_of_a_third_of_a_pound_is_kept_to_its_last_digit() -> None:
    assert cost_of("733.3333") == Decimal("733.3333")
