"""`eh case import`: tokens for numbers, and nothing that is not asked for."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from earlyhelp.files.registers.column_maps import shipped_map

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

EXPORT = """Number,Child,Route,Accepted on
EH/20771,Jane Doe,transfer,
EH/20772,John Doe,close,
"""


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_numbers_become_tokens_and_names_stay_behind(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    export = redesign.parent / "export.csv"
    export.write_text(EXPORT.replace("Route", "route"), encoding="utf-8")
    words = ("case", "import", "export.csv", "--number", "Number", "-p", "redesign")
    dry = eh(*words, "--dry-run")
    assert dry.code == 0
    assert not (redesign / "cases.csv").exists()
    answer = eh(*words)
    assert answer.code == 0
    assert answer.out == (
        "2 cases, 2 of them with a new token\n"
        "left out, because no column is made of them: Child, Accepted on\n"
    )
    cases, key = rows(redesign / "cases.csv"), rows(redesign / "cases.key.csv")
    assert [case["route"] for case in cases] == ["transfer", "close"]
    assert [row["number"] for row in key] == ["EH/20771", "EH/20772"]
    assert [case["ref"] for case in cases] == [row["token"] for row in key]
    text = (redesign / "cases.csv").read_text(encoding="utf-8")
    assert "Doe" not in text
    assert "2077" not in text
    assert (redesign / "cases.key.csv").stat().st_mode & 0o777 == 0o600
    assert (redesign / "cases.csv").stat().st_mode & 0o777 == 0o600


def test_a_known_number_keeps_its_token_and_typed_rows_are_not_lost(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    export = redesign.parent / "export.csv"
    export.write_text("ref,route\nEH/1,close\n", encoding="utf-8")
    words = ("case", "import", "export.csv", "-p", "redesign")
    assert eh(*words).code == 0
    (first,) = rows(redesign / "cases.csv")
    export.write_text("ref,route\nEH/2,close\nEH/1,transfer\n", encoding="utf-8")
    refused = eh(*words)
    assert refused.code == 2
    assert "--replace" in refused.err
    assert eh(*words, "--replace").out.startswith("2 cases, 1 of them with a new token")
    second, again = rows(redesign / "cases.csv")
    assert again == {"ref": first["ref"], "route": "transfer"}
    assert second["ref"] != first["ref"]


def test_a_shipped_map_names_the_columns_and_the_form_of_dates(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    mapped = shipped_map("mosaic", "cases")
    assert mapped is not None
    headings = {ours: theirs for theirs, ours in mapped.ours.items()}
    line = {"ref": "77", "accepted": "08/09/2021", "route": "transfer"}
    export = redesign.parent / "export.csv"
    export.write_text(
        ",".join(headings.values()) + "\n" + ",".join(line.get(name, "") for name in headings),
        encoding="utf-8",
    )
    answer = eh("case", "import", "export.csv", "--columns", "mosaic", "-p", "redesign")
    assert answer.code == 0
    (case,) = rows(redesign / "cases.csv")
    assert (case["accepted"], case["route"]) == ("2021-09-08", "transfer")


@pytest.mark.usefixtures("redesign")
def test_what_cannot_be_read_is_named_by_row_and_not_repeated(eh: Eh, tmp_path: Path) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    (tmp_path / "export.csv").write_text(
        "ref,route,accepted\nEH/1,close,\nEH/2,Jane's way,8 September\n,close,\n", encoding="utf-8"
    )
    answer = eh("case", "import", "export.csv", "-p", "redesign")
    assert answer.code == 2
    assert not (tmp_path / "redesign" / "cases.csv").exists()
    assert "Jane" not in answer.out + answer.err
    assert "September" not in answer.out + answer.err
    assert answer.err.count("export.csv:3") == 2
    assert "export.csv:4" in answer.err


def test_a_new_plan_can_be_checked_and_keeps_cases_out_of_version_control(
    eh: Eh, tmp_path: Path
) -> None:
    made = eh("plan", "new", "our plan", "--nation", "england", "--title", 'Our "plan"')
    assert made.code == 0
    assert (tmp_path / "our plan" / ".gitignore").read_text().splitlines()[:2] == [
        "cases*.csv",
        "cases*.xlsx",
    ]
    checked = eh("plan", "check", "our plan")
    assert checked.code == 0
    assert 'The plan can be met: Our "plan"' in checked.out
    again = eh("plan", "new", "our plan", "--nation", "england")
    assert again.code == 2
    assert "nothing was written" in again.err
