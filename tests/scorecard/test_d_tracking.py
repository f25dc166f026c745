"""Items 39 to 43: is it said what cannot have happened, and who has nobody to go on with?"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import earlyhelp
from earlyhelp import Finding
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import load, parse
from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.conftest import Answer

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
        ("milestones:\n  end: {done: 2021-12-01, after: start}\n  start: {}\n", "EH708"),
    ],
)
def test_39_what_is_recorded_out_of_order_or_ahead_of_time(said: str, code: str) -> None:
    assert codes(said) & {"EH702", "EH703", "EH708"} == {code}


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


def test_40_it_is_counted_and_each_row_is_named(
    tmp_path: Path, eh: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token of open work stays in the plan, so its row is named instead of it."""
    (tmp_path / "plan.yaml").write_text(f"{HEAD}cases: cases.csv\n", encoding="utf-8")
    (tmp_path / "cases.csv").write_text("ref,route\nk7f3,close\nk7f4,\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    answer = eh("case", "check")
    assert answer.code == 1
    assert "error[EH601]" in answer.out
    assert "cases.csv:2" in answer.out
    assert "cases.csv:3" in answer.out
    assert "2 errors" in answer.out
    assert "k7f" not in answer.out


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


@pytest.mark.parametrize(
    "words",
    [
        ("milestone", "done", "elm.handed_over", "--day", "2021-12-15"),
        ("property", "accept", "elm", "--day", "2021-12-15"),
    ],
)
def test_41_what_was_handed_over_or_accepted_is_not_again(
    tmp_path: Path, eh: Callable[..., Answer], words: tuple[str, ...]
) -> None:
    steps = "{steps: {vacated: {}, handed_over: {}, accepted: {}}}"
    said = f"{HEAD}workflows:\n  w: {steps}\nproperties:\n  - {{id: elm}}\n"
    (tmp_path / "plan.yaml").write_text(said, encoding="utf-8")
    first = eh(*words)
    assert first.code == 0
    journal = (tmp_path / "journal.csv").read_bytes()
    again = eh(*words[:-1], "2021-12-16")
    assert again.code == 2
    assert "is recorded as done on Wednesday 15 December 2021 already (journal.csv:2)" in again.err
    assert (tmp_path / "journal.csv").read_bytes() == journal
    assert eh("milestone", "undo", "elm" if "accept" in words else "elm.handed_over").code == 0
    assert eh(*words[:-1], "2021-12-16").code == 0


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


@pytest.mark.parametrize("wrong", [("k07345", "Jane Doe"), ("", "2021-12-01")])
def test_42_what_comes_from_a_case_system_is_refused_whole(
    tmp_path: Path, eh: Callable[..., Answer], wrong: tuple[str, str]
) -> None:
    rows = [f"n{at:05},transfer,2021-12-01" for at in range(10_000)]
    rows[7_345] = f"{wrong[0]},transfer,{wrong[1]}"
    rows[9_000] = "n09000,by taxi,2021-12-01"
    (tmp_path / "plan.yaml").write_text(HEAD, encoding="utf-8")
    export = "\n".join(["ref,route,accepted", *rows]) + "\n"
    (tmp_path / "export.csv").write_text(export, encoding="utf-8")
    answer = eh("case", "import", "export.csv")
    assert answer.code == 2
    assert "export.csv:7347:" in answer.err
    assert "export.csv:9002:" in answer.err, "the rest was read, too"
    assert answer.err.count("error[") == 2
    assert "Doe" not in answer.err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["export.csv", "plan.yaml"]


#: What somebody typed about people, in columns that are for the programme office alone.
ABOUT_PEOPLE: Final = """
workflows:
  o: {for: each occupation, steps: {out: {}}}
properties: [{id: elm, name: Elm Centre, future: surplus, premises_manager: Ms Secret}]
partners:
  - {id: nursery, name: Seashell}
  - {id: rival, name: Rival Secret Ltd}
occupations:
  - {property: elm, partner: nursery, notice: 4 weeks, out: 2022-02-10, disagreement: Jo Secret, data_held: secret files}
  - {property: elm, partner: rival, out: 2022-02-11}
teams: [{id: north}]
cases: [{ref: secret1, worker: secret2, team: north}]
"""


def test_43_a_notice_says_of_people_only_what_is_listed_for_its_reader(
    tmp_path: Path, eh: Callable[..., Answer]
) -> None:
    (tmp_path / "plan.yaml").write_text(HEAD + ABOUT_PEOPLE, encoding="utf-8")
    answer = eh("notice", "draft", "--partner", "nursery", "-o", "notices")
    assert answer.code == 0, answer.err
    drafts = [file for file in (tmp_path / "notices").rglob("*") if file.is_file()]
    texts = {file.name: texts_of(file).casefold() for file in drafts}
    assert len(texts) >= 3
    assert "seashell" in texts["notice.txt"]
    assert not [name for name, text in texts.items() if "secret" in text]


def texts_of(file: Path) -> str:
    """All that a file says, out of its zip where it is one."""
    if not zipfile.is_zipfile(file):
        return file.read_text(encoding="utf-8")
    with zipfile.ZipFile(file) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
