"""Are the changes that the hunt makes those that it says, and are its excuses still about any?"""

from __future__ import annotations

import ast
import csv
from pathlib import Path

import pytest
from changes import changed, changes

ROOT = Path(__file__).parents[2]
REASONS = Path(__file__).with_name("equivalent.csv")
MODULES = sorted(
    file for package in ("dates", "network") for file in (ROOT / "earlyhelp" / package).glob("*.py")
)


@pytest.mark.parametrize(
    ("said", "others"),
    [
        ("a < b", ["a <= b"]),
        ("a < b <= 7", ["a <= b <= 7", "a < b < 7", "a < b <= 8", "a < b <= 6"]),
        ("a or not b", ["a and (not b)", "a or b"]),
        ("min(a, b)", ["max(a, b)"]),
        ("f(a, b, key=c)", ["f(b, a, key=c)"]),
        ("f(a, a)", []),
        ("f(*a, b)", []),
        ("a - b // c", ["a + b // c", "a - b * c"]),
        ("a if b else c", ["c if b else a"]),
        ("f'{a}' + b", []),
        ("'a text'", []),
    ],
)
def test_a_part_of_a_line_has_these(said: str, others: list[str]) -> None:
    source = f"x = {said}"
    assert [ast.unparse(changed(source, one.number)) for one in changes(source)] == [
        f"x = {other}" for other in others
    ]


def test_a_statement_can_be_left_out_and_a_loop_ended_or_gone_on_with() -> None:
    source = "for x in y:\n    if x:\n        f(x)\n        continue\n    raise z\n"
    said = [(one.line, one.before, one.after) for one in changes(source)]
    assert said == [
        (2, "if x", "if not x"),
        (3, "f(x)", "pass"),
        (4, "continue", "break"),
        (5, "raise z", "pass"),
    ]


def test_what_people_read_and_what_types_need_is_left_alone() -> None:
    source = '''"""A text of 1 line."""
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import a
@cache(size=10)
def f(x: Literal[1] = y) -> Literal[2]:
    """Says 1."""
'''
    assert changes(source) == ()


@pytest.mark.parametrize("file", MODULES, ids=lambda file: f"{file.parent.name}.{file.stem}")
def test_every_change_of_a_module_is_another_module_that_compiles(file: Path) -> None:
    source = file.read_text("utf-8")
    original = ast.unparse(ast.parse(source))
    found = changes(source)
    for change in found[:: max(1, len(found) // 12)]:
        tree = changed(source, change.number)
        compile(tree, str(file), "exec")
        assert ast.unparse(tree) != original, change


def test_every_reason_is_about_a_change_that_there_is() -> None:
    there = {
        (f"earlyhelp.{file.parent.name}.{file.stem}", one.text, one.before, one.after)
        for file in MODULES
        for one in changes(file.read_text("utf-8"))
    }
    with REASONS.open(encoding="utf-8", newline="") as stream:
        heading, *rows = csv.reader(stream)
    assert heading == ["module", "line", "now", "then", "why"]
    assert all(row[4].strip() for row in rows)
    assert [row for row in rows if tuple(row[:4]) not in there] == []
