"""Items 7 to 11 and 15: is what no plan may hold refused at once, and with its line?"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.scorecard.conftest import Refused, Where


@pytest.mark.parametrize(
    "line",
    [
        b"x" * 20_000_000,
        b"note: " + b"x" * 20_000_000,
        b"# " + b"x" * 20_000_000,
        b'note: "' + b"x" * 20_000_000 + b'"',
        b"note: " + "é".encode() * 10_000_000,
        b"note: " + b"[" * 20_000_000,
    ],
    ids=["bare", "text", "comment", "quoted", "accents", "brackets"],
)
def test_07_a_line_of_20_megabytes_is_refused_at_once_and_not_shown(
    head: str, refused: Refused, where: Where, line: bytes
) -> None:
    data = head.encode() + line
    before = time.process_time()
    [finding] = refused(data)
    assert time.process_time() - before < 1
    assert where((finding,)) == [("EH004", 5, 1)]
    assert len(finding.message) < 200


def test_07_a_file_beyond_any_plan_is_refused_at_once(refused: Refused) -> None:
    [finding] = refused(b"\n" * 64_000_001)
    assert finding.code == "EH004"
    assert "64,000,001 bytes" in finding.message


DEPTH: Final = 10_000


@pytest.mark.parametrize(
    "deep",
    [
        "note: " + "[" * DEPTH,
        "note: " + "[" * DEPTH + "]" * DEPTH,
        "note: " + "{a: " * DEPTH,
        "milestones: {a: " + "{after: " * DEPTH,
        "facts:\n  " + "- " * DEPTH + "a",
        "? " * DEPTH,
        "".join(" " * level + "a:\n" for level in range(2_000)),
        "note: " + "[{a: " * DEPTH,
    ],
    ids=["lists", "closed", "mappings", "milestone", "dashes", "keys", "indented", "mixed"],
)
def test_08_nesting_without_end_is_refused(head: str, refused: Refused, deep: str) -> None:
    before = time.process_time()
    [finding] = refused(head + deep)
    assert time.process_time() - before < 2
    assert finding.code in {"EH004", "EH015"}


def test_08_nesting_without_end_exits_with_2(
    head: str, tmp_path: Path, eh_process: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(f"{head}facts: {'[' * DEPTH}")
    code, out, err = eh_process("plan", "check")
    assert code == 2
    assert "nested more than 16 deep" in out
    assert err == ""


def test_09_aliases_of_aliases_are_refused_at_once(head: str, refused: Refused) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 40)
    ]
    before = time.process_time()
    found = refused(head + "\n".join(lines))
    assert time.process_time() - before < 1
    assert {item.code for item in found} == {"EH005", "EH015"}


def test_10_a_milestone_that_is_there_twice_shows_both_lines(
    head: str, refused: Refused, where: Where
) -> None:
    [finding] = refused(f"{head}milestones:\n  a: {{on: 2021-10-01}}\n  b: {{}}\n  a: {{}}\n")
    assert where((finding,)) == [("EH013", 8, 3)]
    assert "plan.yaml:6:3" in finding.message


def test_10_a_stage_with_the_id_of_a_milestone_shows_both_lines(
    head: str, refused: Refused, where: Where
) -> None:
    [finding] = refused(f"{head}milestones:\n  a.end: {{}}\nstages:\n  a: {{}}\n")
    assert where((finding,)) == [("EH013", 8, 3)]
    assert "plan.yaml:6:3" in finding.message


def test_10_a_key_that_is_there_twice_shows_both_lines(
    head: str, refused: Refused, where: Where
) -> None:
    found = refused(f"{head}title: Another\nmilestones:\n  a: {{on: 2021-10-01, on: 2021-10-04}}\n")
    assert where(found) == [("EH014", 5, 1), ("EH014", 7, 23)]
    assert "plan.yaml:3:1" in found[0].message
    assert "plan.yaml:7:7" in found[1].message


def test_11_an_unknown_key_is_named_with_what_was_meant_and_the_other_errors_too(
    head: str, tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{head}milestones:\n  a: {{on: 2021-02-30}}\n  b: {{afer: a}}\n  c: {{after: aa}}\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert 'error[EH005]: "afer" is not a key of a milestone; did you mean "after"?' in out
    assert "error[EH007]" in out
    assert "error[EH012]" in out
    assert "3 errors" in out


@pytest.mark.parametrize(
    "tag",
    ["!!python/object/apply:os.system", "!!python/name:os.system", "!!str", "!mine", "!!binary"],
)
def test_15_a_tag_is_refused(head: str, refused: Refused, where: Where, tag: str) -> None:
    for value in ("[exit 3]", "{exit: 3}", "exit 3", "'3'", ""):
        [finding] = refused(f"{head}facts:\n  it: {tag} {value}\n")
        assert where((finding,)) == [("EH015", 6, 7)]
        assert "a tag" in finding.message


def test_15_a_tag_does_nothing(
    head: str, tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{head}note: !!python/object/apply:pathlib.Path.touch [{tmp_path / 'touched'}]\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert "error[EH015]" in out
    assert not (tmp_path / "touched").exists()
