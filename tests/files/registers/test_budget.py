"""A budget is read exactly: pounds and pence, brackets for what is negative, years as written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.model.registers import NO_ROWS, BudgetLine

HEAD = "format: 1\nid: example\ntitle: An example\nnation: england\nas_at: 2021-09-17\nbudget:\n"


def read(*rows: str) -> tuple[BudgetLine, ...]:
    """The lines of a budget."""
    lines = "".join(f"  - {{{row}}}\n" for row in rows)
    return (parse(f"{HEAD}{lines}".encode()).registers or NO_ROWS).budget


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1250", "1250"),
        ('"£1,250.10"', "1250.10"),
        ('"-£12,345,678.9"', "-12345678.9"),
        ('"(1,250)"', "-1250"),
        ('"-1250"', "-1250"),
        ('"−0.01"', "-0.01"),
        ("0", "0"),
    ],
)
def test_an_amount_is_what_somebody_typed(typed: str, amount: str) -> None:
    (line,) = read(f"id: a, variation 2021/22: {typed}")
    assert line.years == {"variation 2021/22": Decimal(amount)}


@pytest.mark.parametrize(
    "typed",
    [
        *("1e5", '"(1250"', '"1250)"', "o", "1.234", "nan", '"£"', "10000000000000", '"--1"'),
        *('"12,50"', '"1,2,3"', '"1,"', '"1,250,00"', '"12500,000"', '"£-5"', "9" * 60, '"()"'),
    ],
)
def test_what_is_no_amount_is_refused_at_its_place(typed: str) -> None:
    with pytest.raises(UnreadablePlanError) as stop:
        read(f"id: a, planned 2021/22: {typed}")
    (finding,) = stop.value.findings
    assert finding.code == "EH025"
    assert finding.place is not None
    assert finding.place.line == 7


@pytest.mark.parametrize("column", ["planned 2021/23", "planned 2021", "spent 2021/22"])
def test_a_column_that_is_no_year_of_two_halves_is_not_known(column: str) -> None:
    with pytest.raises(UnreadablePlanError) as stop:
        read(f"id: a, {column}: 1")
    assert [finding.code for finding in stop.value.findings] == ["EH005"]


def test_a_line_is_part_of_one_that_is_there() -> None:
    with pytest.raises(UnreadablePlanError) as stop:
        read("id: a, part_of: b")
    assert [finding.code for finding in stop.value.findings] == ["EH024"]


def test_a_line_that_would_be_counted_in_itself_is_refused_once() -> None:
    with pytest.raises(UnreadablePlanError) as stop:
        read("id: c, part_of: a", "id: a, part_of: b", "id: b, part_of: a", "id: d, part_of: d")
    assert [finding.message for finding in stop.value.findings] == [
        "row 7 cannot be read: a would be counted in itself: a is part of b is part of a",
        "row 10 cannot be read: d would be counted in itself: d is part of d",
    ]
