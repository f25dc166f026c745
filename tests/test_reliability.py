"""Does the page on reliability say what its record says, and is every item of the scorecard there?"""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parent.parent
RELIABILITY: Final[dict[str, Any]] = runpy.run_path(str(ROOT / "docs" / "reliability.py"))
ITEMS: Final[list[dict[str, str]]] = RELIABILITY["items"]()
FILE: Final[Path] = RELIABILITY["RECORD"]
HAS_RUN: Final = FILE.exists()
#: The record of a run; where none was made yet, one in which everything went well.
RECORD: Final[dict[str, Any]] = (
    json.loads(FILE.read_text(encoding="utf-8"))
    if HAS_RUN
    else {
        "day": "2021-09-17",
        "python": "3.11.7",
        "system": "Linux",
        "items": {
            item["item"]: {"passed": 1, "failed": 0, "skipped": 0, "tests": []} for item in ITEMS
        },
        "counted": {what: [1, 0] for what in RELIABILITY["COUNTED"]},
    }
)


@pytest.mark.skipif(not HAS_RUN, reason="the long run has not been made: make reliability")
def test_the_page_is_the_one_that_the_record_makes() -> None:
    """``python docs/reliability.py --page`` writes it again."""
    made = RELIABILITY["page"](RECORD, ITEMS, FILE.parent)
    assert RELIABILITY["PAGE"].read_text(encoding="utf-8") == made


def test_every_item_is_in_the_record_and_holds() -> None:
    assert list(RECORD["items"]) == [item["item"] for item in ITEMS]
    is_shown = RELIABILITY["is_shown"]
    assert [number for number, one in RECORD["items"].items() if not is_shown(one)] == []


def test_everything_that_is_counted_was_tried_and_nothing_went_wrong() -> None:
    assert list(RECORD["counted"]) == list(RELIABILITY["COUNTED"])
    assert all(tried > 0 for tried, _ in RECORD["counted"].values())
    assert [what for what, (_, wrong) in RECORD["counted"].items() if wrong] == []


@pytest.mark.parametrize("number", RECORD["items"])
def test_every_test_that_the_record_names_is_there(number: str) -> None:
    for test in RECORD["items"][number]["tests"]:
        file, _, name = test.partition("::")
        assert re.search(rf"^def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), test


def test_an_item_that_failed_or_did_not_run_is_not_said_to_hold() -> None:
    failed = {"passed": 3, "failed": 1, "skipped": 0, "tests": []}
    skipped = {"passed": 0, "failed": 0, "skipped": 1, "tests": []}
    for one in (failed, skipped):
        record = {**RECORD, "items": {**RECORD["items"], "33": one}}
        page = RELIABILITY["page"](record, ITEMS, FILE.parent)
        assert f"**{len(ITEMS) - 1} of {len(ITEMS)}** items" in page
        assert page.count("**not shown**") == 1


def test_what_another_long_run_wrote_has_its_line(tmp_path: Path) -> None:
    written = '{"all": {"inputs": 120000, "tracebacks": 0}, "targets": {"dates": {}, "lags": {}}}'
    (tmp_path / "fuzz.json").write_text(written, encoding="utf-8")
    page = RELIABILITY["page"](RECORD, ITEMS, tmp_path)
    assert "(`fuzz.json`): inputs 120,000, tracebacks 0. Of dates, lags.\n" in page
