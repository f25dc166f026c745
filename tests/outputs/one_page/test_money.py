"""What the page says of money and of chances, and that pictures of many rows lose none."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import earlyhelp
from earlyhelp.checks import check_plan
from earlyhelp.files import locate
from earlyhelp.files.load import parse
from earlyhelp.files.registers.register_files import SETTINGS
from earlyhelp.model import Plan
from earlyhelp.model.budget import Budget
from earlyhelp.outputs.one_page.page import page
from earlyhelp.tracking.progress import progress

HEAD: Final = b"format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
UNCERTAIN: Final = """\
format: 1
id: move
title: The move
nation: england
as_at: 2021-09-17
milestones:
  offer.launch: {by: 2022-01-14, after: selection.end}
stages:
  selection: {lasts: "between 3 and 6 weeks, likely 4"}
"""
Eh = Callable[..., Any]


def report(plan: Plan) -> str:
    """The page of a plan."""
    schedule, findings = check_plan(plan)
    return page(progress(schedule, within=14), findings, SETTINGS)


def table(html: str) -> dict[str, list[str]]:
    """The cells of each line of the budget on a page."""
    rows = re.findall(r'<th scope="row" class="in-\d">([^<]*)</th>((?:<td>[^<]*</td>)*)', html)
    return {title: re.findall("<td>([^<]*)</td>", cells) for title, cells in rows}


def test_the_totals_of_the_finance_table_are_those_of_the_source() -> None:
    html = report(earlyhelp.load(locate.shipped_file("children-first-2021")))
    totals = table(html)["Totals"]
    assert [totals[at] for at in (0, 1, 3, 4, 6, 7)] == [
        "£17,705,000",
        "£20,006,000",
        "£12,011,000",
        "£10,011,000",
        "£8,753,000",
        "£5,663,000",
    ]
    assert totals[5] == "−£2,000,000"


def test_every_amount_of_a_budget_is_there_and_what_is_worked_out_is_marked() -> None:
    plan = earlyhelp.load(locate.shipped_file("children-first-2021"))
    assert plan.registers
    budget = Budget(plan.registers.budget)
    shown = re.findall(
        r'<th scope="row" class="in-\d">[^<]*</th>((?:<td>[^<]*</td>)*)', report(plan)
    )
    assert len(shown) == len(budget.lines)
    for (_, line), cells in zip(budget.in_order, shown, strict=True):
        said = re.findall("<td>([^<]*)</td>", cells)
        for column, cell in zip(budget.columns, said, strict=True):
            amount = budget.amount(line, column)
            text = cell.removesuffix("*").replace("£", "").replace(",", "").replace("−", "-")
            assert (None if text == "–" else Decimal(text)) == amount
            assert cell.endswith("*") == (
                amount is not None and budget.stated(line, column) is None
            )


def test_what_waiting_costs_is_said_without_a_budget_too() -> None:
    html = report(earlyhelp.load(locate.shipped_file("early-help-2021")))
    assert '<h2 id="money">Money</h2>' in html
    assert "In no budget line: holding " in html
    assert table(html) == {}


def test_a_plan_without_money_has_no_chapter_of_it() -> None:
    html = report(parse(HEAD + b"milestones: {a: {on: 2021-10-01}}\n"))
    assert 'id="money"' not in html
    assert 'href="#money"' not in html


def test_chances_are_drawn_and_tabled_where_they_are_asked_for(
    eh: Eh, write_plan: Callable[[str], Any]
) -> None:
    folder = write_plan(UNCERTAIN).folder
    plain = eh("report", "html", "-p", str(folder)).out
    asked = eh("report", "html", "-p", str(folder), "--risk")
    assert asked.code == 0
    assert asked.out == eh("report", "html", "-p", str(folder), "--risk").out
    assert 'id="chances"' not in plain
    said = eh("plan", "risk", str(folder)).out.partition("\n")[0]
    assert said in asked.out
    assert asked.out.count("When offer.launch comes, in 10,000 trials") == 2
    last = re.search(r"8 of 10</th><td>([^<]*)</td>", asked.out)
    assert last
    assert said.endswith(f"{last[1]}.")


def test_chances_of_a_plan_that_says_of_none_are_not_known(
    eh: Eh, write_plan: Callable[[str], Any]
) -> None:
    certain = UNCERTAIN.replace('"between 3 and 6 weeks, likely 4"', "at least 4 weeks")
    folder = write_plan(certain).folder
    html = eh("report", "html", "-p", str(folder), "--risk").out
    assert "Not known: the plan says of no length how it may turn out." in html
    assert "trials, seed" not in html


def test_a_chart_of_many_rows_is_several_pictures_with_each_row_once() -> None:
    lines = "".join(
        f"  a{at:02}: {{expected: 2021-10-{1 + at % 28:02}, after: a{at - 1:02}}}\n"
        for at in range(1, 60)
    )
    html = report(parse(HEAD + f"milestones:\n  a00: {{}}\n{lines}".encode()))
    pictures = re.findall(r'<svg class="chart".*?</svg>', html, re.DOTALL)
    named = [re.findall(r">(a\d\d)</text>", picture) for picture in pictures]
    assert [len(names) for names in named] == [24, 24, 12]
    assert [name for names in named for name in names] == [f"a{at:02}" for at in range(60)]
    # A link from one picture into the next is drawn in both: 59 links, and 2 of them twice.
    arrows = [picture.partition('class="arrows"')[2].count("<path") for picture in pictures]
    assert arrows == [24, 25, 12]
    assert html.count('role="img"') == 1
