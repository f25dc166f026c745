"""Tracking and open cases: items 39 to 43 of what has to hold on bad input."""

from __future__ import annotations

from pathlib import Path

import pytest

import earlyhelp
from earlyhelp import Finding
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import load, parse
from earlyhelp.findings import Severity

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-12-20\n"


def check(said: str) -> tuple[Finding, ...]:
    """What is found in a plan with these lines."""
    return earlyhelp.check(parse((HEAD + said).encode()))


def codes(said: str) -> set[str]:
    """The codes among it that are errors or warnings."""
    found = check(said)
    return {item.code for item in found if item.severity in (Severity.ERROR, Severity.WARNING)}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (
            "milestones:\n  end: {done: 2021-12-01, after: start}\n  start: {done: 2021-12-06}\n",
            "EH702",
        ),
        ("milestones:\n  end: {done: 2021-12-21}\n", "EH703"),
        ("milestones:\n  end: {done: 2021-12-01, after: start}\n  start: {}\n", "EH702"),
    ],
)
def test_39_what_is_recorded_out_of_order_or_ahead_of_time(said: str, code: str) -> None:
    assert code in codes(said)


def test_40_open_work_that_nobody_receives_is_an_error_at_its_row() -> None:
    found = check(
        """
milestones:
  offer.launch: {on: 2021-12-31}
teams: [{id: north, capacity: 10, post_limit: 5}]
cases:
  - {ref: k7f3, route: transfer, receiving_team: north, receiving_post: p1, accepted: 2021-12-01}
  - {ref: k7f4, route: transfer, receiving_team: north}
  - {ref: k7f5}
"""
    )
    lines = {
        item.code: item.place.line
        for item in found
        if item.severity is Severity.ERROR and item.place is not None
    }
    assert lines == {"EH602": 12, "EH601": 13}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('{id: elm, "done:handed_over": 2021-12-01}', "EH405"),
        ('{id: elm, "done:handed_over": 2021-12-01, "done:vacated": 2021-12-06}', "EH401"),
    ],
)
def test_41_a_building_handed_over_to_nobody_or_back_in_time(row: str, code: str) -> None:
    steps = "{steps: {vacated: {}, handed_over: {}, accepted: {}}}"
    assert code in codes(f"workflows:\n  w: {steps}\nproperties: [{row}]\n")


def test_41_a_building_that_is_there_twice_is_not_handed_over_twice() -> None:
    with pytest.raises(UnreadablePlanError) as caught:
        parse((HEAD + "properties: [{id: elm}, {id: elm}]\n").encode())
    assert [item.code for item in caught.value.findings] == ["EH013"]


def test_42_one_bad_row_of_ten_thousand_cases_is_named_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    rows = [f"k{at:05},transfer,north,2021-12-01" for at in range(10_000)]
    rows[7_345] = "k07345,transfer,north,Jane Doe"
    (tmp_path / "plan.yaml").write_text(
        HEAD + "teams: [{id: north}]\ncases: cases.csv\n", encoding="utf-8"
    )
    (tmp_path / "cases.csv").write_text(
        "\n".join(["ref,route,receiving_team,accepted", *rows]) + "\n", encoding="utf-8"
    )
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(UnreadablePlanError) as caught:
        load(tmp_path)
    (found,) = caught.value.findings
    assert found.place == ("cases.csv", 7_347, 4)
    assert "Doe" not in found.message
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
