"""Can what a fix says to type be typed where it says, and the plan still be read?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import earlyhelp
from earlyhelp.checks import check_plan
from earlyhelp.files.load import load, parse
from earlyhelp.outputs import repair, text
from earlyhelp.repair.mend import mend

if TYPE_CHECKING:
    from pathlib import Path

    from tests.outputs.conftest import Check

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
SOON = """
milestones:
  told: {on: 2021-10-04}
  decided: {}
  out: {on: 2021-10-18, after: AFTER}
"""
MOVED = """
format: 1
id: move
title: The move
nation: england
as_at: 2021-09-17
milestones:
  last: {by: 2021-12-17, after: all properties.vacated}
workflows:
  handover: {steps: {vacated: {}}}
properties: properties.csv
"""


@pytest.mark.parametrize(
    ("after", "typed"),
    [
        ("told + 3 weeks", "after: told + 2 weeks"),
        ("{link: told + 3 weeks}", "link: told + 2 weeks"),
        ("[told + 3 weeks, decided]", "told + 2 weeks  in place of  told + 3 weeks"),
    ],
)
def test_a_link_is_typed_after_its_own_key_or_in_its_place_in_a_list(
    after: str, typed: str, check: Check
) -> None:
    found = check(SOON.replace("AFTER", after)).findings
    lines = [line.strip() for line in text.findings(found, text.Paper())]
    assert f"at plan.yaml:4 type  {typed}" in lines


def test_a_day_of_a_register_is_typed_into_a_cell_of_its_column(tmp_path: Path) -> None:
    """`on:vacated: 2021-12-17`, typed into a cell, would be no day."""
    table = "id,future,on:vacated\nelm,surplus,2021-12-20\n"
    (tmp_path / "plan.yaml").write_text(MOVED, encoding="utf-8")
    (tmp_path / "properties.csv").write_text(table, encoding="utf-8")
    _, found = check_plan(load(tmp_path))
    lines = [line.strip() for line in text.findings(found, text.Paper())]
    assert "at properties.csv:2 type  2021-12-17  in the column on:vacated" in lines


def test_fixes_of_one_conflict_among_several_say_that_the_others_are_left_aside(
    check: Check,
) -> None:
    """Typed alone, each mends its own conflict, and not yet the plan."""
    one = SOON.replace("AFTER", "told + 3 weeks")
    lines = [*text.findings(check(one).findings, text.Paper())]
    assert " fixes, each checked against the whole plan:" in lines
    two = one + "  gone: {by: 2021-10-05, after: told + 1 week}\n"
    lines = [*text.findings(check(two).findings, text.Paper())]
    aside = " fixes, each checked against the whole plan, the other conflicts aside:"
    assert [line for line in lines if line.startswith(" fixes")] == [aside, aside]


@pytest.mark.parametrize(
    "by",
    [
        "[2021-10-12, told + 30 working days]",
        "[told + 30 working days, 2021-10-12]",
        "\n    - 2021-10-12\n    - 2021-11-15",
        "\n    - 2021-10-12",
    ],
)
def test_one_deadline_of_a_list_is_typed_in_its_place_and_the_others_stay(by: str) -> None:
    """After `by:` it would take the whole list with it, or be no YAML at all."""
    said = HEAD + (
        "milestones:\n  told: {done: 2021-09-10}\n"
        f"  out:\n    after: told + 5 weeks\n    by: {by}\n"
    )
    plan = parse(said.encode())
    what = "2021-10-15  in place of  2021-10-12"
    (found,) = (item for item in earlyhelp.check(plan) if item.code == "EH201")
    assert found.fixes[0].place == plan["out"].by[0].place
    assert f"type  {what}" in "\n".join(text.findings((found,), text.Paper()))
    mended = "\n".join(repair.lines(mend(plan), repair.Asked(), (), text.Paper()))
    assert f"type  {what}" in mended
    after, _, before = what.partition("  in place of  ")
    again = parse(said.replace(before, after).encode())
    assert earlyhelp.solve(again).feasible
    assert len(again["out"].by) + len(again.links) == len(plan["out"].by) + len(plan.links)
