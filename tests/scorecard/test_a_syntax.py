"""The scorecard's items 1 to 15: whatever is in a plan file, `eh` answers in words."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import earlyhelp
from earlyhelp import Finding, Plan
from earlyhelp.errors import EarlyhelpError, UnreadablePlanError
from earlyhelp.files.load import parse

HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\n"

#: Every section and every form of link that a plan has, and nothing wrong with it.
FULL: Final = """\
format: 1
id: early-help
title: "Early Help: redesign – phase 1"
organisation: A County Council
nation: england
as_at: 2021-09-17
days: working
closures:
  - days: 2021-12-29 to 2021-12-31
    name: Christmas closure
  - 2022-02-14
facts:
  posts_at_risk: {main-office: 34}
  voluntary_partners: yes
settings:
  low_float: 5 working days
  clear_days_basis: s243
milestones:
  consultation.launch:
    title: Staff consultation launched
    done: 2021-09-08
    source: S0 4.1
  consultation.close: {on: 2021-09-29, after: consultation.launch + 21 calendar days}
  offer.launch:
    on: 2022-01-04
    days: any
    by: [end of 2022-01, selection.end + 6 months]
    after:
      - selection.end + 3 clear working days
      - link: consultation.close
        because: no one is left unsupported
        locked: yes
  letters: {expected: week of 2021-11-15, before: offer.launch - 4 weeks}
  panel: {within: 10 working days after consultation.close, not_before: 2021-10}
stages:
  selection:
    lasts: between 4 and 6 weeks
    after: consultation.close
    end: {owner: Early Help leadership}
"""

#: The same kind of plan in as few lines as possible.
SHORT: Final = """\
{format: 1, id: p, title: P, nation: wales, as_at: 2021-09-17, milestones: {a: {on: 2021-10-01},
 b: {exactly: 2 weeks after a}}, stages: {s: {after: b, lasts: at most 3 months, by: 2021-12-24}}}
"""

#: And one that can be read, but not met.
UNMET: Final = """\
format: 1
id: unmet
title: 'Cannot be met'
nation: scotland
milestones:
  first:
    on: 2021-10-12
  then:
    after: first + 30 working days
    by: 2021-10-29
  round: {after: about}
  about: {after: round + 1 month}
"""

GOOD: Final = (FULL, SHORT, UNMET)


def refused(data: str | bytes) -> tuple[Finding, ...]:
    """Why a plan file cannot be read."""
    with pytest.raises(UnreadablePlanError) as error:
        parse(data.encode() if isinstance(data, str) else data)
    return error.value.findings


def where(found: tuple[Finding, ...]) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    return [(item.code, *item.place[1:]) for item in found if item.place is not None]


def read(data: bytes) -> Plan | None:
    """A plan that was checked, or ``None`` where it cannot be read; never anything else."""
    try:
        plan = parse(data)
    except EarlyhelpError:
        return None
    earlyhelp.check(plan)
    return plan


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


@pytest.mark.parametrize("good", GOOD)
def test_03_a_byte_order_mark_changes_nothing(good: str) -> None:
    assert parse(b"\xef\xbb\xbf" + good.encode()) == parse(good.encode())


def test_03_a_byte_order_mark_does_not_shift_the_columns() -> None:
    assert where(refused("\ufefftitel: x\n" + HEAD)) == [("EH005", 1, 1)]


def test_04_utf_16_is_refused_with_the_offset(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_bytes(FULL.encode("utf-16"))
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert "byte 0 is 0xFF, and the file looks like UTF-16" in out


@pytest.mark.parametrize("good", GOOD)
def test_04_latin_1_is_refused_with_the_offset(good: str) -> None:
    data = good.encode() + "note: café\n".encode("latin-1")
    [finding] = refused(data)
    assert finding.code == "EH002"
    assert f"byte {data.index(0xE9)} is 0xE9" in finding.message


def test_04_a_character_cut_in_two_is_refused_with_the_offset() -> None:
    data = FULL.encode()
    cut = data.index("–".encode()) + 1
    assert f"byte {cut - 1} is 0xE2" in refused(data[:cut])[0].message


CONTROLS: Final = [
    chr(code)
    for code in (*range(0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF)
    if chr(code) not in "\t\n\r\x85"
]


def test_05_a_control_character_is_refused_at_its_line_and_column() -> None:
    for character in CONTROLS:
        found = refused(f"{HEAD}note: a{character}b\n")
        assert where(found) == [("EH003", 5, 8)], repr(character)
        assert f"U+{ord(character):04X}" in found[0].message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_05_a_control_character_has_the_same_line_after_any_line_end(end: str) -> None:
    assert where(refused(f"{HEAD}note: a\x07b\n".replace("\n", end))) == [("EH003", 5, 8)]


def test_05_a_control_character_written_as_an_escape_is_refused_too() -> None:
    for character in CONTROLS:
        found = refused(f'{HEAD}note: "a\\u{ord(character):04X}b"\n')
        assert where(found) == [("EH003", 5, 7)], repr(character)


def test_05_a_control_character_in_an_id_is_refused(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(f'{HEAD}milestones:\n  "a\\0b": {{on: 2021-10-01}}\n')
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert "plan.yaml:6:3" in out
    assert "\0" not in out


def test_05_line_breaks_inside_a_name_become_one_space() -> None:
    breaks = ("\\n", "\\r", "\\r\\n", "\\x85", "\\u2028", "\\u2029", "\\t", "\\u00a0")
    for escaped in breaks:
        text = HEAD.replace("An example", f'"An{escaped} example"')
        assert parse(text.encode()).title == "An example", escaped


@pytest.mark.parametrize("good", GOOD)
def test_06_every_line_end_reads_the_same(good: str) -> None:
    expected = parse(good.encode())
    for end in ("\r\n", "\r"):
        assert parse(good.replace("\n", end).encode()) == expected
    assert parse(good.rstrip("\n").encode()) == expected


def test_06_every_line_end_counts_the_same_lines() -> None:
    bad = f"{HEAD}milestones:\n  a: {{on: 2021-02-30}}\n  b:\n    afer: a\n"
    expected = [("EH007", 6, 11), ("EH005", 8, 5)]
    for end in ("\n", "\r\n", "\r"):
        assert where(refused(bad.replace("\n", end))) == expected
    assert where(refused(bad.rstrip("\n"))) == expected


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
def test_07_a_line_of_20_megabytes_is_refused_at_once_and_not_shown(line: bytes) -> None:
    data = HEAD.encode() + line
    before = time.process_time()
    [finding] = refused(data)
    assert time.process_time() - before < 1
    assert where((finding,)) == [("EH004", 5, 1)]
    assert len(finding.message) < 200


def test_07_a_file_beyond_any_plan_is_refused_at_once() -> None:
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
def test_08_nesting_without_end_is_refused(deep: str) -> None:
    before = time.process_time()
    [finding] = refused(HEAD + deep)
    assert time.process_time() - before < 2
    assert finding.code in {"EH004", "EH015"}


def test_08_nesting_without_end_exits_with_2(
    tmp_path: Path, eh_process: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(f"{HEAD}facts: {'[' * DEPTH}")
    code, out, err = eh_process("plan", "check")
    assert code == 2
    assert "nested more than 16 deep" in out
    assert err == ""


def test_09_aliases_of_aliases_are_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 40)
    ]
    before = time.process_time()
    found = refused(HEAD + "\n".join(lines))
    assert time.process_time() - before < 1
    assert {item.code for item in found} == {"EH005", "EH015"}


def test_10_a_milestone_that_is_there_twice_shows_both_lines() -> None:
    [finding] = refused(f"{HEAD}milestones:\n  a: {{on: 2021-10-01}}\n  b: {{}}\n  a: {{}}\n")
    assert where((finding,)) == [("EH013", 8, 3)]
    assert "plan.yaml:6:3" in finding.message


def test_10_a_stage_with_the_id_of_a_milestone_shows_both_lines() -> None:
    [finding] = refused(f"{HEAD}milestones:\n  a.end: {{}}\nstages:\n  a: {{}}\n")
    assert where((finding,)) == [("EH013", 8, 3)]
    assert "plan.yaml:6:3" in finding.message


def test_10_a_key_that_is_there_twice_shows_both_lines() -> None:
    found = refused(f"{HEAD}title: Another\nmilestones:\n  a: {{on: 2021-10-01, on: 2021-10-04}}\n")
    assert where(found) == [("EH014", 5, 1), ("EH014", 7, 23)]
    assert "plan.yaml:3:1" in found[0].message
    assert "plan.yaml:7:7" in found[1].message


def test_11_an_unknown_key_is_named_with_what_was_meant_and_the_other_errors_too(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}milestones:\n  a: {{on: 2021-02-30}}\n  b: {{afer: a}}\n  c: {{after: aa}}\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert 'error[EH005]: "afer" is not a key of a milestone; did you mean "after"?' in out
    assert "error[EH007]" in out
    assert "error[EH012]" in out
    assert "3 errors" in out


@pytest.mark.parametrize("good", GOOD)
def test_12_a_file_cut_off_at_any_byte_is_read_or_refused(good: str) -> None:
    data = good.encode()
    assert read(data) is not None
    for length in range(len(data)):
        read(data[:length])


def test_12_a_file_cut_off_at_any_byte_exits_with_0_1_or_2(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    data = UNMET.encode()
    codes = []
    for length in range(len(data) + 1):
        (tmp_path / "plan.yaml").write_bytes(data[:length])
        code, out, _ = eh("plan", "check")
        codes.append(code)
        assert out
    assert codes[0] == 2
    assert codes[-1] == 1
    assert set(codes) == {0, 1, 2}


TOKENS: Final = (
    *(":", ": ", "- ", "{", "}", "[", "]", ",", '"', "'", "#", "&a ", "*a", "!!int ", "|", ">"),
    *("\n", "\n  ", "\r", "\t", "---\n", "...", "? ", "%", "\0", "\u2028", "é", "\ufeff", "<<"),
    *("on", "done", "by", "after", "before", "within", "exactly", "lasts", "days", "locked"),
    *("2021-10-12", "2021-02-30", "week of 2021-10-11", "end of 2021-10", "2099-12-31", "0000"),
    *("1970-01-01 to 2099-12-31", "10000 weeks", "0 working days", "9999 months", "-5 days", "~"),
)

DATES: Final = (
    *("2021-10-12", "2021-09-17", "2021-12-25", "2022-01-01", "1970-01-01", "2099-12-31"),
    *("2021-10", "week of 2021-10-11", "end of 2021-10", "end of 2099-12", "2021", "2099"),
    *("2021-10-01 to 2021-12-31", "1970-01-01 to 2099-12-30", "1970-01-01 to 2021-12-31"),
)
LAGS: Final = (
    *("0 calendar days", "1 calendar day", "10000 calendar days", "0 working days"),
    *("60 working days", "10000 working days", "0 months", "3 months", "10000 months"),
    *("10000 weeks", "0 clear days", "10000 clear days", "0 clear working days"),
)
#: What can be typed instead of something of the same kind, so that the plan often still reads.
KINDS: Final = (
    (re.compile(rb"(?:week of |end of )?[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"), DATES),
    (re.compile(rb"[0-9]+ (?:clear )?(?:calendar |working )?(?:day|week|month)s?"), LAGS),
    (re.compile(rb"\b(?:on|expected|done|not_before|by)(?=:)"), ("on", "expected", "done", "by")),
    (re.compile(rb"\b(?:within|exactly)(?=:)"), ("within", "exactly")),
    (re.compile(rb"at least|at most|exactly(?= )"), ("at least", "at most", "exactly")),
    (re.compile(rb"\b(?:working|any)$", re.MULTILINE), ("working", "any")),
    (
        re.compile(rb"(?<=[ \[])selection\.end|(?<=after: )(?:about|first|round)|(?<= after )a"),
        ("selection.start", "letters", "panel", "first", "then", "round", "a", "b", "s.start"),
    ),
)


def retyped(rng: random.Random, data: bytes) -> bytes:
    """A plan file in which one thing is another of its kind."""
    pattern, others = rng.choice(KINDS)
    spots = list(pattern.finditer(data))
    if not spots:
        return data
    spot = rng.choice(spots)
    return data[: spot.start()] + rng.choice(others).encode() + data[spot.end() :]


def mutant(rng: random.Random, data: bytes) -> bytes:
    """A plan file after a handful of accidents."""
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 5))):
        at = rng.randrange(len(data) + 1)
        to = min(len(data), at + rng.choice((1, 1, 2, 5, 20)))
        match rng.randrange(6):
            case 0:
                data = data[:at] + bytes((rng.randrange(256),)) + data[at + 1 :]
            case 1:
                data = data[:at] + rng.choice(TOKENS).encode() + data[at:]
            case 2:
                data = data[:at] + data[to:]
            case 3:
                data = data[:to] + data[at:to] * rng.choice((1, 2, 9)) + data[to:]
            case 4:
                data = swapped(rng, data, b"\n")
            case _:
                data = swapped(rng, data, b" ")
    return data


def swapped(rng: random.Random, data: bytes, between: bytes) -> bytes:
    """The same pieces, two of them in each other's place."""
    pieces = data.split(between)
    one, other = rng.randrange(len(pieces)), rng.randrange(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return between.join(pieces)


@pytest.mark.parametrize("seed", range(20))
def test_13_ten_thousand_damaged_files_are_read_or_refused(seed: int) -> None:
    rng = random.Random(seed)
    were_read = 0
    for number in range(500):
        [good] = rng.choices(GOOD, weights=(1, 2, 2))
        data = good.encode()
        if number % 2:
            data = mutant(rng, data)
        else:
            for _ in range(rng.randint(1, 5)):
                data = retyped(rng, data)
        try:
            were_read += read(data) is not None
        except Exception as error:
            error.add_note(f"the file was {data!r}")
            raise
    assert 50 < were_read < 450


SURPRISES: Final = (
    *("no", "yes", "on", "off", "y", "n", "true", "010", "0x1F", "1_000", "12:30", "1e400", "nan"),
    *(".inf", "-0", "1.10", "2021-10-12", "=", "0o7", "+1", "12:30:45", "Null_"),
)


@pytest.mark.parametrize("text", SURPRISES)
def test_14_a_text_stays_the_text_that_was_typed(text: str) -> None:
    plan = parse(f"{HEAD}organisation: {text}\nfacts:\n  it: {text}\n  them: [{text}]\n".encode())
    assert plan.organisation == text
    assert plan.facts["it"].value == text
    assert plan.facts["them"].value == (text,)


@pytest.mark.parametrize("text", ["no", "on", "010", "1e400", "nan", "0x1F", "yes", "2021"])
def test_14_an_id_stays_the_id_that_was_typed(text: str) -> None:
    plan = parse(f"{HEAD}milestones:\n  {text}: {{}}\n  b: {{after: {text}}}\n".encode())
    assert text in plan
    assert plan.links[0].first == text


@pytest.mark.parametrize(
    "text", ["no", "010", "12:30", "1e400", "nan", "20211012", "2021-10-12T00:00:00Z", "true", "0"]
)
def test_14_a_text_is_never_taken_for_a_day(text: str) -> None:
    found = refused(f"{HEAD}milestones:\n  a: {{on: {text}}}\n")
    assert where(found) == [("EH007", 6, 11)]


@pytest.mark.parametrize("text", ["no", "010", "12:30", "1e400", "nan", ".inf", "3", "3.5 weeks"])
def test_14_a_text_is_never_taken_for_a_length_of_time(text: str) -> None:
    found = refused(f"{HEAD}settings:\n  call_in: {text}\n")
    assert where(found) == [("EH009", 6, 12)]


@pytest.mark.parametrize(
    "tag",
    ["!!python/object/apply:os.system", "!!python/name:os.system", "!!str", "!mine", "!!binary"],
)
def test_15_a_tag_is_refused(tag: str) -> None:
    for value in ("[exit 3]", "{exit: 3}", "exit 3", "'3'", ""):
        [finding] = refused(f"{HEAD}facts:\n  it: {tag} {value}\n")
        assert where((finding,)) == [("EH015", 6, 7)]
        assert "a tag" in finding.message


def test_15_a_tag_does_nothing(tmp_path: Path, eh: Callable[..., tuple[int, str, str]]) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}note: !!python/object/apply:pathlib.Path.touch [{tmp_path / 'touched'}]\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert "error[EH015]" in out
    assert not (tmp_path / "touched").exists()
