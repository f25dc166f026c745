"""Can what a fix says to type be typed where it says, and the plan still be read?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.checks import check_plan
from earlyhelp.files.load import load
from earlyhelp.outputs import text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.outputs.conftest import Check

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
