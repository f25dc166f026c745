"""Is every item of the scorecard shown by a test, in the file of its group?"""

from __future__ import annotations

import ast
import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.conftest import SHOWS

HERE: Final = Path(__file__).parent
ITEMS: Final = list(
    csv.DictReader((HERE / "items.csv").read_text(encoding="utf-8").splitlines(), strict=True)
)
GROUPS: Final = list(dict.fromkeys(item["group"] for item in ITEMS))


def named() -> Iterator[tuple[int, str]]:
    """The items that the names of tests speak of, and the letter of the file."""
    for path in sorted(HERE.glob("test_?_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and (shows := SHOWS.match(node.name)):
                yield int(shows[1]), path.name[5]


def test_there_are_72_items_in_order_and_each_says_what_must_happen() -> None:
    assert [int(item["item"]) for item in ITEMS] == list(range(1, 73))
    assert all(item["what comes"] and item["what must happen"] for item in ITEMS)


def test_every_item_is_shown_and_there_is_no_other() -> None:
    assert {number for number, _ in named()} == set(range(1, 73))


def test_an_item_is_shown_in_the_files_of_its_group() -> None:
    letters: dict[int, set[str]] = defaultdict(set)
    for number, letter in named():
        letters[number].add(letter)
    group_of = {int(item["item"]): GROUPS.index(item["group"]) for item in ITEMS}
    assert letters == {number: {"abcdefg"[group_of[number]]} for number in letters}
