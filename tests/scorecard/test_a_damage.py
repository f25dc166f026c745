"""Items 12 and 13: is a damaged file read or refused, and never anything else?

A test fails at the first traceback, so what is counted went well. ``EH_LONG=1`` changes bytes at
random in 10,000 files, else in 2,000; 10,000 more are damaged as an editor or a slip would.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import earlyhelp
from earlyhelp import Plan
from earlyhelp.errors import EarlyhelpError
from earlyhelp.files.load import parse

if TYPE_CHECKING:
    from tests.conftest import Counted


def checked(data: bytes) -> Plan | None:
    """A plan that was checked, or ``None`` where it cannot be read; never anything else."""
    try:
        plan = parse(data)
    except EarlyhelpError:
        return None
    earlyhelp.check(plan)
    return plan


def test_12_a_file_cut_off_at_any_byte_is_read_or_refused(good: str, counted: Counted) -> None:
    data = good.encode()
    assert checked(data) is not None
    for length in range(len(data)):
        checked(data[:length])
    counted("damaged files", len(data), wrong=0)


def test_12_a_file_cut_off_at_any_byte_exits_with_0_1_or_2(
    good_plans: tuple[str, str, str], tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    *_, unmet = good_plans
    data = unmet.encode()
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
def test_13_ten_thousand_damaged_files_are_read_or_refused(
    good_plans: tuple[str, str, str], seed: int, counted: Counted
) -> None:
    rng = random.Random(seed)
    were_read = 0
    for number in range(500):
        [good] = rng.choices(good_plans, weights=(1, 2, 2))
        data = good.encode()
        if number % 2:
            data = mutant(rng, data)
        else:
            for _ in range(rng.randint(1, 5)):
                data = retyped(rng, data)
        try:
            were_read += checked(data) is not None
        except Exception as error:
            error.add_note(f"the file was {data!r}")
            raise
    assert 50 < were_read < 450
    counted("damaged files", 500, wrong=0)


def test_13_random_bytes_in_ten_thousand_files_make_no_traceback(
    good_plans: tuple[str, str, str], counted: Counted, is_long: bool
) -> None:
    rng = random.Random(13)
    files = 10_000 if is_long else 2_000
    were_read = 0
    for _ in range(files):
        data = bytearray(rng.choice(good_plans[1:]).encode())
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        try:
            were_read += checked(bytes(data)) is not None
        except Exception as error:
            error.add_note(f"the file was {bytes(data)!r}")
            raise
    counted("damaged files", files, wrong=0)
    assert 0 < were_read < files
