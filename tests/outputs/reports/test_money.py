"""What a committee reads of the programme's money is what `eh budget show` says, to the penny."""

from __future__ import annotations

import inspect
import io
import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.checks import check_plan
from earlyhelp.dates import DateExpression
from earlyhelp.findings import Place
from earlyhelp.model.baselines import Baseline, BaselineDay
from earlyhelp.model.budget import Budget
from earlyhelp.model.registers import BudgetLine
from earlyhelp.outputs.reports import markdown, money, page, slips, word_document
from earlyhelp.outputs.reports.committee import committee
from earlyhelp.outputs.reports.highlight import highlight
from earlyhelp.outputs.reports.pieces import Paragraph, Report, Table
from earlyhelp.tracking.progress import progress

if TYPE_CHECKING:
    from earlyhelp import Plan
    from tests.outputs.conftest import Check

ROWS = """
    workflows:
      handover: {for: property.future is not retained, steps: {handed_over: {}}}
    properties:
      - {id: elm, name: Elm Centre, future: surplus, handed_over: 2021-12-13, monthly_cost: 2200}
      - {id: oak, name: Oak Centre, future: surplus, handed_over: 2021-12-13}
"""


def report(plan: Plan) -> Report:
    schedule, findings = check_plan(plan)
    return committee(progress(schedule, within=28), findings)


def pieces(plan: Plan) -> list[Paragraph | Table]:
    [found] = [one for one in report(plan).sections if one.heading == "The programme's money"]
    return [*found.pieces]


def texts(plan: Plan) -> list[str]:
    return [piece.text for piece in pieces(plan) if isinstance(piece, Paragraph)]


def tables(plan: Plan) -> list[Table]:
    return [piece for piece in pieces(plan) if isinstance(piece, Table)]


def test_each_total_is_a_table_that_ends_in_it(plan: Plan) -> None:
    """
    budget:
      - {id: all, title: Programme}
      - {id: move, title: Moving, part_of: all}
      - {id: van, title: Vans, part_of: move, planned 2021/22: 9000.10, projected 2021/22: 8000}
      - {id: box, title: Boxes, part_of: move, planned 2021/22: 100, projected 2021/22: 100.05}
      - {id: team, title: The team, part_of: all, planned 2021/22: 50, projected 2021/22: 50}
    """
    headings = ("Line", "Planned 2021/22", "Projected 2021/22", "Variation 2021/22")
    assert tables(plan) == [
        Table(
            "Programme (in pounds)",
            headings,
            (
                ("Moving", "9,100.10*", "8,100.05*", "(1,000.05)*"),
                ("The team", "50", "50", "0*"),
                ("Total", "9,150.10*", "8,150.05*", "(1,000.05)*"),
            ),
            has_amounts=True,
        ),
        Table(
            "Moving (in pounds)",
            headings,
            (
                ("Vans", "9,000.10", "8,000", "(1,000.10)*"),
                ("Boxes", "100", "100.05", "0.05*"),
                ("Subtotal", "9,100.10*", "8,100.05*", "(1,000.05)*"),
            ),
            has_amounts=True,
        ),
    ]
    assert texts(plan) == [
        "£8,150.05 is projected for 2021/22, £1,000.05 less than planned.",
        (
            "The budget has 3 lines and 2 totals, in pounds. No figure is wrong. In the tables, "
            '"–" is not known, "*" is worked out and "(…)" is less than nothing.'
        ),
    ]


def test_lines_without_a_total_are_one_table_and_what_is_wrong_is_counted(plan: Plan) -> None:
    """
    budget:
      - {id: van, title: Vans, original: 9000, planned 2021/22: 9000}
      - {id: all, original: 3000, planned 2021/22: 100}
      - {id: box, part_of: all, original: 100, planned 2021/22: 100}
      - {id: bag, part_of: all, original: 100}
    """
    assert [table.caption for table in tables(plan)] == [
        "The budget (in pounds)",
        "all (in pounds)",
    ]
    assert tables(plan)[0].rows == (("Vans", "9,000", "9,000"), ("all", "3,000", "100"))
    assert texts(plan) == [
        (
            "The budget has 3 lines and 1 total, in pounds. 1 figure is wrong. 1 total has a line "
            "without a figure, so that nobody can say whether it adds up. In the tables, "
            '"–" is not known, "*" is worked out and "(…)" is less than nothing.'
        )
    ]


def test_more_years_than_a_page_takes_go_on_in_another_table(plan: Plan) -> None:
    """
    budget:
      - {id: van, original: 1, planned 2020/21: 1, planned 2021/22: 2, planned 2022/23: 3,
         planned 2023/24: 4, planned 2024/25: 5, planned 2025/26: 6, planned 2026/27: 7,
         planned 2027/28: 8}
    """
    first, second = tables(plan)
    assert (len(first.headings), second.headings) == (9, ("Line", "Planned 2027/28"))
    assert second.caption == "The budget, continued (in pounds)"
    assert (first.rows[0][-1], second.rows) == ("7", (("van", "8"),))


@pytest.mark.parametrize("budget", ["", "\nbudget: [{id: van, original: 9000.50}]"])
def test_holding_stands_beside_the_budget_and_is_no_part_of_it(check: Check, budget: str) -> None:
    schedule = check(f"{inspect.cleandoc(ROWS)}{budget}").schedule
    *_, last = money.money(schedule, ())
    said = (
        "olding 1 property after the handover costs £2,200 a month and each day of delay about £72 "
        "(1 more without a figure)."
    )
    assert last == Paragraph(f"Not in the budget: h{said}" if budget else f"H{said}")


def test_what_has_slipped_costs_what_it_costs_to_hold_the_buildings(check: Check) -> None:
    """Twelve months' money over 365 days, ten days of it: 2,200 x 12 x 10 / 365 is 723.29."""
    schedule = check(inspect.cleandoc(ROWS)).schedule
    days = [
        BaselineDay(id=f"{name}.handed_over", when=DateExpression.parse(was), kind="expected")
        for name, was in (("elm", "2021-12-03"), ("oak", "2021-12-10"))
    ]
    found = slips.slipped(slips.since(schedule, Baseline(name="first", days=tuple(days))))
    *_, last = money.money(schedule, found)
    assert last == Paragraph(
        "What has slipped puts off 2 handovers, by 13 calendar days in all, at about £723 in holding "
        "costs; for 1 of them no monthly cost is known."
    )
    *_, only_oak = money.money(schedule, [one for one in found if one.id == "oak.handed_over"])
    assert only_oak == Paragraph(
        "What has slipped puts off 1 handover, by 3 calendar days in all, at a cost not known."
    )

    free = check(inspect.cleandoc(ROWS).replace("2200", "0")).schedule
    *_, last = money.money(free, found)
    assert isinstance(last, Paragraph)
    assert "at £0 in holding costs" in last.text


def test_a_board_reads_what_is_projected(check: Check) -> None:
    years = "planned 2020/21: 5, projected 2020/21: 7, planned 2021/22: 5, projected 2021/22: 5"
    said = {
        "": "not known, because the plan has no budget",
        f"budget: [{{id: van, {years}}}]": (
            "£7 is projected for 2020/21, £2 more than planned; £5 is projected for 2021/22, "
            "as planned"
        ),
        f"budget: [{{id: van, {years}}}, {{id: box}}]": (
            "not known, because the budget has no projected total"
        ),
    }
    for budget, cost in said.items():
        checked = check(budget or "milestones: {a: {}}")
        found = progress(checked.schedule, within=28)
        as_at = checked.schedule.network.as_at
        assert as_at is not None
        sections = {one.heading: one.pieces for one in highlight(found, (), as_at).sections}
        assert Paragraph(f"Cost: {cost}.") in sections["Tolerance"]


AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_whoever_adds_up_a_table_gets_its_total(amounts: list[Decimal]) -> None:
    """From the figures as they are printed, with nothing lost on the way."""
    place = Place("budget.csv", 2, 1)
    lines = [BudgetLine(id="all", place=place)] + [
        BudgetLine(id=f"l{at}", place=place, part_of="all", years={"actual 2021/22": amount})
        for at, amount in enumerate(amounts)
    ]
    [table] = [piece for piece in money.finance_table(Budget(lines)) if isinstance(piece, Table)]
    factor = 1000 if "thousands" in table.caption else 1
    *parts, total = [_read(row[1]) * factor for row in table.rows]
    assert parts == amounts
    assert total == sum(amounts)


def _read(cell: str) -> Decimal:
    bare = cell.rstrip("*").replace(",", "")
    return -Decimal(bare.strip("()")) if bare.startswith("(") else Decimal(bare)


class Cells(HTMLParser):
    """The cells of a page's tables of figures."""

    def __init__(self, text: str) -> None:
        """Read them."""
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, or a row of one."""
        if tag == "table":
            self.inside = ("class", "amounts") in attrs
        elif tag == "tr" and self.inside:
            self.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        """End a table."""
        self.inside = self.inside and tag != "table"

    def handle_data(self, data: str) -> None:
        """Keep a cell."""
        if self.inside and self.rows and data.strip():
            self.rows[-1].append(data)


def test_it_is_the_same_table_in_all_three_forms(plan: Plan) -> None:
    """
    budget:
      - {id: all, title: Programme}
      - {id: van, title: "Vans & <i>boxes</i>", part_of: all, planned 2021/22: 9, projected 2021/22: 8}
    """
    made = report(plan)
    [table] = tables(plan)
    every = [[*table.headings], *(list(row) for row in table.rows)]
    in_markdown = markdown.document(made).split("|---|---:|---:|---:|\n")[1].split("\n\n")[0]
    cells = [re.sub(r"\\(?=\W)", "", line)[2:-2].split(" | ") for line in in_markdown.split("\n")]
    assert cells == every[1:]
    on_page = Cells(page.document(made)).rows
    assert on_page == every
    document = docx.Document(io.BytesIO(word_document.document(made)))
    [found] = [one for one in document.tables if one.cell(0, 0).text == "Line"]
    assert [[cell.text for cell in row.cells] for row in found.rows] == every
    aligned = {cell.paragraphs[0].alignment for row in found.rows for cell in row.cells[1:]}
    assert aligned == {WD_ALIGN_PARAGRAPH.RIGHT}
    assert found.cell(1, 0).paragraphs[0].alignment is None
