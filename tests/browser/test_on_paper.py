"""The report on paper: A4 and A3, and no row of it is cut."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from pypdf import PageObject, PdfReader

MARGIN: Final = 12 / 25.4 * 72  #: of the page, 12 mm in points
#: How far letters go below their line and above it, for their size.
BELOW, ABOVE = 0.2, 0.7
LONG_SIDES: Final = {"A4": 842, "A3": 1191}


class Words(NamedTuple):
    """A piece of text on a page, in points from the lower left corner."""

    x: float
    y: float  #: of the line that it stands on
    size: float
    text: str


def words_on(page: PageObject) -> list[Words]:
    """All text of a page, where it stands."""
    found = []

    def visit(text: str, outer: list[float], inner: list[float], _: Any, size: float) -> None:
        if text.strip():
            x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
            y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
            found.append(Words(x, y, size * abs(inner[3] * outer[3]), text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def cut(page: PageObject, words: Iterable[Words]) -> list[Words]:
    """What stands partly, or wholly, where nothing may be printed."""
    right, top = float(page.mediabox.width) - MARGIN, float(page.mediabox.height) - MARGIN
    return [
        one
        for one in words
        if one.y - BELOW * one.size < MARGIN - 1
        or one.y + ABOVE * one.size > top + 1
        or not MARGIN - 1 <= one.x < right
    ]


@pytest.mark.parametrize(
    ("name", "paper", "is_unfolded"),
    [
        ("early-help-2021", "A4", True),
        ("early-help-2021-troubled", "A3", False),
        ("children-first-2021", "A4", True),
    ],
)
def test_no_row_is_cut_or_lost(
    opened: Callable[..., Any],
    written: Callable[[str], Path],
    name: str,
    paper: str,
    is_unfolded: bool,
) -> None:
    found = opened(written(name))
    if is_unfolded:
        found.open_all()
    ids = found.page.locator("details.group[open] tbody th code").all_text_contents()
    assert len(ids) > 5
    reader = PdfReader(io.BytesIO(found.page.pdf(format=paper, landscape=True)))
    everything = []
    for page in reader.pages:
        assert float(page.mediabox.width) == pytest.approx(LONG_SIDES[paper], abs=2)
        assert page.mediabox.width > page.mediabox.height
        words = words_on(page)
        assert cut(page, words) == []
        everything += words
    text = re.sub(r"\s", "", "".join(one.text for one in everything))
    assert [name for name in ids if name not in text] == []
    # A page laid out for other paper would be put in the middle of this one.
    assert min(one.x for one in everything) == pytest.approx(MARGIN, abs=2)
