"""Items 1 to 6 and 14: is every text read as it was typed, whatever the bytes of the file?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from earlyhelp.files.load import parse

if TYPE_CHECKING:
    from tests.scorecard.conftest import Refused, Where


@pytest.mark.parametrize("data", [b"", b"\n", b"  \n\n \n", b"\xef\xbb\xbf"])
def test_01_an_empty_file_is_no_plan(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]], data: bytes
) -> None:
    (tmp_path / "mine.yaml").write_bytes(data)
    code, out, err = eh("plan", "check", "mine.yaml")
    assert code == 2
    assert "no plan found" in out
    assert "mine.yaml" in out
    assert err == ""


@pytest.mark.parametrize("data", [b"# to do\n", b"---\n# to do\n", b"# a\n\n# b", b"---\n...\n"])
def test_02_a_file_of_comments_is_no_plan(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]], data: bytes
) -> None:
    (tmp_path / "mine.yaml").write_bytes(data)
    code, out, _ = eh("plan", "check", "mine.yaml")
    assert code == 2
    assert "no plan found" in out
    assert "mine.yaml" in out


def test_03_a_byte_order_mark_changes_nothing(good: str) -> None:
    assert parse(b"\xef\xbb\xbf" + good.encode()) == parse(good.encode())


def test_03_a_byte_order_mark_does_not_shift_the_columns(
    head: str, refused: Refused, where: Where
) -> None:
    assert where(refused("\ufefftitel: x\n" + head)) == [("EH005", 1, 1)]


def test_04_utf_16_is_refused_with_the_offset(
    good_plans: tuple[str, str, str], tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    full, *_ = good_plans
    (tmp_path / "plan.yaml").write_bytes(full.encode("utf-16"))
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert "byte 0 is 0xFF, and the file looks like UTF-16" in out


def test_04_latin_1_exits_with_2_and_the_offset(
    tmp_path: Path, head: str, eh: Callable[..., tuple[int, str, str]]
) -> None:
    data = f"{head}organisation: Café\n".encode("latin-1")
    (tmp_path / "plan.yaml").write_bytes(data)
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert f"byte {data.index(0xE9)} is 0xE9" in out


def test_04_latin_1_is_refused_with_the_offset(refused: Refused, good: str) -> None:
    data = good.encode() + "note: café\n".encode("latin-1")
    [finding] = refused(data)
    assert finding.code == "EH002"
    assert f"byte {data.index(0xE9)} is 0xE9" in finding.message


def test_04_a_character_cut_in_two_is_refused_with_the_offset(
    good_plans: tuple[str, str, str], refused: Refused
) -> None:
    full, *_ = good_plans
    data = full.encode()
    cut = data.index("–".encode()) + 1
    assert f"byte {cut - 1} is 0xE2" in refused(data[:cut])[0].message


CONTROLS: Final = [
    chr(code)
    for code in (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n\r\x85"
]


def test_05_a_control_character_is_refused_at_its_line_and_column(
    head: str, refused: Refused, where: Where
) -> None:
    for character in CONTROLS:
        found = refused(f"{head}note: a{character}b\n")
        assert where(found) == [("EH003", 5, 8)], repr(character)
        assert f"U+{ord(character):04X}" in found[0].message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_05_a_control_character_has_the_same_line_after_any_line_end(
    head: str, refused: Refused, where: Where, end: str
) -> None:
    assert where(refused(f"{head}note: a\x07b\n".replace("\n", end))) == [("EH003", 5, 8)]


def test_05_a_control_character_written_as_an_escape_is_refused_too(
    head: str, refused: Refused, where: Where
) -> None:
    for character in CONTROLS:
        found = refused(f'{head}note: "a\\u{ord(character):04X}b"\n')
        assert where(found) == [("EH003", 5, 7)], repr(character)


def test_05_a_control_character_in_an_id_is_refused(
    head: str, tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(f'{head}milestones:\n  "a\\0b": {{on: 2021-10-01}}\n')
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert "plan.yaml:6:3" in out
    assert "\0" not in out


def test_05_line_breaks_inside_a_name_become_one_space(head: str) -> None:
    breaks = ("\\n", "\\r", "\\r\\n", "\\x85", "\\u2028", "\\u2029", "\\t", "\\u00a0")
    for escaped in breaks:
        text = head.replace("An example", f'"An{escaped} example"')
        assert parse(text.encode()).title == "An example", escaped


def test_06_every_line_end_reads_the_same(good: str) -> None:
    expected = parse(good.encode())
    for end in ("\r\n", "\r"):
        assert parse(good.replace("\n", end).encode()) == expected
    assert parse(good.rstrip("\n").encode()) == expected


def test_06_every_line_end_counts_the_same_lines(head: str, refused: Refused, where: Where) -> None:
    bad = f"{head}milestones:\n  a: {{on: 2021-02-30}}\n  b:\n    afer: a\n"
    expected = [("EH007", 6, 11), ("EH005", 8, 5)]
    for end in ("\n", "\r\n", "\r"):
        assert where(refused(bad.replace("\n", end))) == expected
    assert where(refused(bad.rstrip("\n"))) == expected


SURPRISES: Final = (
    *("no", "yes", "on", "off", "y", "n", "true", "010", "0x1F", "1_000", "12:30", "1e400", "nan"),
    *(".inf", "-0", "1.10", "2021-10-12", "=", "0o7", "+1", "12:30:45", "Null_"),
)


@pytest.mark.parametrize("text", SURPRISES)
def test_14_a_text_stays_the_text_that_was_typed(head: str, text: str) -> None:
    plan = parse(f"{head}organisation: {text}\nfacts:\n  it: {text}\n  them: [{text}]\n".encode())
    assert plan.organisation == text
    assert plan.facts["it"].value == text
    assert plan.facts["them"].value == (text,)


@pytest.mark.parametrize("text", ["no", "on", "010", "1e400", "nan", "0x1F", "yes", "2021"])
def test_14_an_id_stays_the_id_that_was_typed(head: str, text: str) -> None:
    plan = parse(f"{head}milestones:\n  {text}: {{}}\n  b: {{after: {text}}}\n".encode())
    assert text in plan
    assert plan.links[0].first == text


@pytest.mark.parametrize(
    "text", ["no", "010", "12:30", "1e400", "nan", "20211012", "2021-10-12T00:00:00Z", "true", "0"]
)
def test_14_a_text_is_never_taken_for_a_day(
    head: str, refused: Refused, where: Where, text: str
) -> None:
    found = refused(f"{head}milestones:\n  a: {{on: {text}}}\n")
    assert where(found) == [("EH007", 6, 11)]


@pytest.mark.parametrize("text", ["no", "010", "12:30", "1e400", "nan", ".inf", "3", "3.5 weeks"])
def test_14_a_text_is_never_taken_for_a_length_of_time(
    head: str, refused: Refused, where: Where, text: str
) -> None:
    found = refused(f"{head}settings:\n  call_in: {text}\n")
    assert where(found) == [("EH009", 6, 12)]
