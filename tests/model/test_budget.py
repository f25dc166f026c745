"""A budget adds up to the penny, or it is said by how much it does not."""

from __future__ import annotations

from decimal import Decimal

import attrs
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.findings import Place
from earlyhelp.model.budget import Budget
from earlyhelp.model.registers import BudgetLine

AMOUNTS = st.decimals(Decimal(0), Decimal(10**9), places=2)
YEAR = "2021/22"


def line(name: str, part_of: str | None = None, **said: Decimal | None) -> BudgetLine:
    """A line with an original estimate, or with what is planned, projected and so on."""
    original = said.pop("original", None)
    years = {f"{what} {YEAR}": amount for what, amount in said.items() if amount is not None}
    place = Place("budget.csv", 2, 1)
    return BudgetLine(id=name, place=place, part_of=part_of, original=original, years=years)


@st.composite
def budgets(draw: st.DrawFn) -> list[BudgetLine]:
    """A budget in which every total is stated and right: drawn from its lines upwards."""
    above: list[str | None] = [None]
    above += [f"l{draw(st.integers(0, at - 1))}" for at in range(1, draw(st.integers(1, 9)))]
    own = [draw(AMOUNTS) for _ in above]
    sums: dict[int, Decimal] = {}
    for at in reversed(range(len(above))):
        below = [sums[part] for part, name in enumerate(above) if name == f"l{at}"]
        sums[at] = sum(below, Decimal(0)) if below else own[at]
    return [line(f"l{at}", above[at], original=sums[at]) for at in range(len(above))]


@given(budgets())
def test_a_budget_that_adds_up_has_no_gap(lines: list[BudgetLine]) -> None:
    assert list(Budget(lines).gaps()) == []
    assert list(Budget(lines).unknown()) == []


@given(budgets())
def test_totals_that_are_left_empty_come_to_what_they_were(lines: list[BudgetLine]) -> None:
    totals = {item.part_of for item in lines}
    empty = [attrs.evolve(item, original=None) if item.id in totals else item for item in lines]
    worked_out = [Budget(empty).amount(item, "original") for item in empty]
    assert worked_out == [item.original for item in lines]


@given(budgets(), st.data(), AMOUNTS.filter(bool))
def test_a_total_that_is_wrong_is_found_with_the_difference(
    lines: list[BudgetLine], data: st.DataObject, more: Decimal
) -> None:
    totals = [at for at, item in enumerate(lines) if item.id in Budget(lines).parts]
    if not totals:
        return
    at = data.draw(st.sampled_from(totals))
    was = lines[at].original
    assert was is not None
    wrong = [*lines]
    wrong[at] = attrs.evolve(lines[at], original=was + more)
    found = {gap.total.id: gap.sum - gap.stated for gap in Budget(wrong).gaps()}
    expected = {lines[at].id: -more}
    if (above := lines[at].part_of) is not None:
        expected[above] = more
    assert found == expected


@given(budgets(), st.data())
def test_what_has_no_figure_is_taken_for_nothing_by_nobody(
    lines: list[BudgetLine], data: st.DataObject
) -> None:
    leaves = [at for at, item in enumerate(lines) if item.id not in Budget(lines).parts]
    at = data.draw(st.sampled_from(leaves))
    lines[at] = attrs.evolve(lines[at], original=None)
    budget = Budget(lines)
    assert list(budget.gaps()) == []
    above = [] if lines[at].part_of is None else [lines[at].part_of]
    assert [total.id for total, _ in budget.unknown()] == (above if budget.columns else [])


def test_a_variation_is_what_is_projected_less_what_is_planned() -> None:
    row = line("a", planned=Decimal(100), projected=Decimal("80.50"))
    budget = Budget([row])
    assert budget.columns == (f"planned {YEAR}", f"projected {YEAR}", f"variation {YEAR}")
    assert budget.amount(row, f"variation {YEAR}") == Decimal("-19.50")
    wrong = line("a", planned=Decimal(100), projected=Decimal(80), variation=Decimal(20))
    assert [found[2:] for found in Budget([wrong]).variations()] == [(Decimal(20), Decimal(-20))]
    right = line("a", planned=Decimal(100), projected=Decimal(80), variation=Decimal(-20))
    assert list(Budget([right]).variations()) == []


def thousands(*parts: int, total: int) -> Budget:
    """A total and its lines, in thousands."""
    lines = [line(f"l{at}", "all", original=Decimal(1000 * part)) for at, part in enumerate(parts)]
    return Budget([line("all", original=Decimal(1000 * total)), *lines])


def test_rounding_explains_half_a_thousand_for_each_figure_and_no_more() -> None:
    assert [gap.is_rounding for gap in thousands(1, 1, 1, total=5).gaps()] == [True]
    assert [gap.is_rounding for gap in thousands(1, 1, 1, total=6).gaps()] == [False]
    pounds = Budget([line("all", original=Decimal(1001)), line("a", "all", original=Decimal(1000))])
    assert [gap.is_rounding for gap in pounds.gaps()] == [False]


def test_a_total_of_a_total_of_a_total_is_no_trouble() -> None:
    names = [f"l{at}" for at in range(5_000)]
    lines = [line(name, above) for name, above in zip(names[1:], names, strict=False)]
    lines = [line("l0"), *lines[:-1], line(names[-1], names[-2], original=Decimal(7))]
    assert Budget(lines).amount(lines[0], "original") == Decimal(7)
    assert [depth for depth, _ in Budget(lines).in_order] == list(range(5_000))


def test_the_variation_of_a_total_follows_from_the_sums_of_its_lines() -> None:
    lines = [
        line("all"),
        line("a", "all", planned=Decimal(5), projected=Decimal(4)),
        line("b", "all", planned=Decimal(7), projected=Decimal(9)),
    ]
    assert Budget(lines).amount(lines[0], f"variation {YEAR}") == Decimal(1)


def test_the_variation_of_a_total_follows_from_those_of_its_lines_where_they_say_no_more() -> None:
    """A hundred less for one, forty more for another: seventy less would be wrong."""
    lines = [
        line("all", variation=Decimal(-70)),
        line("part", "all"),
        line("a", "part", variation=Decimal(-100)),
        line("b", "part", variation=Decimal(40)),
    ]
    budget = Budget(lines)
    assert budget.amount(lines[1], f"variation {YEAR}") == Decimal(-60)
    assert [(gap.total.id, gap.stated, gap.sum) for gap in budget.gaps()] == [
        ("all", Decimal(-70), Decimal(-60))
    ]
    assert list(budget.unknown()) == []
