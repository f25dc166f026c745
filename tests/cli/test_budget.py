"""`eh budget show`: the programme's money as a committee reads it."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Eh


@pytest.mark.usefixtures("redesign")
def test_the_table_has_totals_their_lines_and_what_holding_costs_beside_it(eh: Eh) -> None:
    """
    workflows:
      handover: {for: property.future is not retained, steps: {handed_over: {}}}
    properties: [{id: elm, future: surplus, handed_over: 2021-12-13, monthly_cost: 2200}]
    budget:
      - {id: total, title: Programme}
      - {id: van, title: "=Removals", part_of: total, original: 21250.50, planned 2021/22: 9000, projected 2021/22: 8000}
      - {id: archive, part_of: total, original: 100}
    """
    answer = eh("budget", "show", "-p", "redesign")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "Early Help redesign\n"
        "the budget, in pounds\n"
        "\n"
        "                                 original planned projected variation\n"
        "line                             estimate 2021/22   2021/22   2021/22\n"
        "---------------------------------------------------------------------\n"
        "Programme                      21,350.50*       –         –         –\n"
        "  =Removals                     21,250.50   9,000     8,000  (1,000)*\n"
        "  archive                             100       –         –         –\n"
        "\n"
        "– not known   * worked out: no figure of its own   (…) less than nothing\n"
        "no figure is wrong, 1 total with a line that is not known; `eh plan check` says more\n"
        "\n"
        "Not in the budget: holding 1 property after the handover costs £2,200 a month\n"
        "and each day of delay about £72.\n"
        "`eh plan whatif --slip ID=5wd` says what one slip would cost.\n"
    )
    rows = list(
        csv.DictReader(io.StringIO(eh("budget", "show", "-p", "redesign", "-f", "csv").out))
    )
    assert rows[1]["title"] == "'=Removals"
    assert rows[1]["variation 2021/22"] == "-1000"
    assert rows[0]["original"] == "21350.50"
    document = json.loads(eh("budget", "show", "-p", "redesign", "-f", "json").out)
    assert document["holding"] == {
        "properties": 1,
        "without_a_figure": 0,
        "monthly": "2200",
        "daily": "72.33",
    }
    assert document["lines"][0]["worked_out"] == ["original"]


def test_the_totals_of_children_first_are_those_of_its_finance_table(eh: Eh) -> None:
    answer = eh("budget", "show", "-p", "children-first-2021", "-f", "json")
    lines = {item["id"]: item["amounts"] for item in json.loads(answer.out)["lines"]}
    totals = [Decimal(text) / 1000 for text in lines["totals"].values()]
    assert totals == [17705, 20006, 6790, 12011, 10011, -2000, 8753, 5663]
    for column, total in lines["totals"].items():
        parts = Decimal(lines["temporary"][column]) + Decimal(lines["permanent"][column])
        assert parts == Decimal(total)


def test_nothing_of_children_first_is_wrong_and_the_table_fits_a_page(eh: Eh) -> None:
    answer = eh("budget", "show", "-p", "children-first-2021")
    assert "no figure is wrong, 5 totals with a line that is not known" in answer.out
    assert max(map(len, answer.out.split("\n"))) <= 100
    assert eh("plan", "check", "children-first-2021").code == 0


def test_a_plan_without_a_budget_says_how_it_gets_one(eh: Eh) -> None:
    answer = eh("budget", "show", "-p", "early-help-2021")
    assert (answer.code, answer.out) == (2, "")
    assert "the plan has no budget: name one in plan.yaml with  budget: budget.csv" in answer.err


@pytest.mark.usefixtures("redesign")
@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_note_and_an_owner_stay_in_the_register(eh: Eh, form: str) -> None:
    """
    budget:
      - {id: total, original: 100, owner: Somebody, note: Said in confidence, source: Paragraph 5}
    """
    said = eh("budget", "show", "-p", "redesign", "-f", form).out
    assert "total" in said
    assert "Somebody" not in said
    assert "confidence" not in said


@pytest.mark.parametrize(
    ("costs", "month", "day"),
    [
        (("2200", "0"), "£2,200", "about £72"),
        (("2200.50", "0.25"), "about £2,201", "about £72"),
        (("0.50", "0.50"), "£1", "about £0"),
        (("365", "365"), "£730", "about £24"),
    ],
)
def test_a_month_that_is_rounded_costs_about_so_much(
    eh: Eh, redesign: Path, costs: tuple[str, str], month: str, day: str
) -> None:
    """
    workflows: {handover: {for: property.future is not retained, steps: {handed_over: {}}}}
    properties:
      - {id: elm, future: surplus, handed_over: 2021-12-13, monthly_cost: FIRST}
      - {id: oak, future: surplus, handed_over: 2021-12-13, monthly_cost: SECOND}
    budget: [{id: total, original: 100}]
    """
    plan = redesign / "plan.yaml"
    said = plan.read_text("utf-8").replace("FIRST", costs[0]).replace("SECOND", costs[1])
    plan.write_text(said, "utf-8")
    cost = f"holding 2 properties after the handover costs {month} a month"
    shown = " ".join(eh("budget", "show", "-p", "redesign").out.split())
    assert f"{cost} and each day of delay {day}." in shown
    checked = " ".join(eh("plan", "check", "redesign").out.split())
    assert f"{cost}, and each day of delay {day} " in checked
