"""Item 28: is the least time of a published network the least that we say, to the day?"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import earlyhelp
from tests.scorecard.networks import START, Lag, longest, written

if TYPE_CHECKING:
    from tests.conftest import Counted
    from tests.scorecard.conftest import Found, Read

HERE: Final = Path(__file__).parent / "instances"


def psplib(text: str) -> tuple[int, list[Lag], int]:
    """A project of PSPLIB: its size, its links, and the least time that it states."""
    parts = [list(part.strip().splitlines()) for part in re.split(r"(?m)^\*+$", text)]
    stated = next(part for part in parts if part and part[0].startswith("PROJECT INFORMATION"))
    links = next(part for part in parts if part and part[0].startswith("PRECEDENCE RELATIONS"))
    lasts = next(part for part in parts if part and part[0].startswith("REQUESTS/DURATIONS"))
    length = {int(row.split()[0]): int(row.split()[2]) for row in lasts[3:]}
    lags = [
        Lag(int(job) - 1, int(then) - 1, length[int(job)], is_most=False)
        for job, _, _, *after in (row.split() for row in links[2:])
        for then in after
    ]
    return len(length), lags, int(stated[2].split()[-1])


def rcpsp_max(text: str) -> tuple[int, list[Lag]]:
    """A project of RCPSP/max: its size and its links; a negative one is a maximum lag back."""
    rows = [line.split() for line in text.splitlines() if line.strip()]
    size = int(rows[0][0]) + 2
    lags = []
    for first, _, count, *rest in rows[1 : size + 1]:
        after, apart = rest[: int(count)], rest[int(count) :]
        for then, words in zip(after, apart, strict=True):
            days = int(words.strip("[]"))
            pair = (int(first), int(then)) if days >= 0 else (int(then), int(first))
            lags.append(Lag(*pair, abs(days), is_most=days < 0))
    return size, lags


@pytest.mark.parametrize("name", sorted(file.name for file in HERE.glob("*.s*")))
def test_28_a_published_network_has_its_least_time_and_not_a_day_less(
    read: Read, found: Found, counted: Counted, name: str
) -> None:
    text = (HERE / name).read_text(encoding="utf-8")
    published = None
    if name.endswith(".sm"):
        size, lags, published = psplib(text)
    else:
        size, lags = rcpsp_max(text)
    least = max(longest(size, lags))
    end = START + timedelta(days=least)
    assert earlyhelp.solve(read(written(size, lags, last_by=end))).feasible
    short = found(written(size, lags, last_by=end - timedelta(days=1)), "EH201")
    assert [item.short_by_days for item in short] == [1]
    if published is not None:
        ours = earlyhelp.solve(read(written(size, lags))).earliest["the-end"]
        wrong = ours != START + timedelta(days=published)
        counted("published bounds", 1, wrong=int(wrong))
        assert not wrong
