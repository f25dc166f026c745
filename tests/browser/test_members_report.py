"""Can members and a board read their reports on a telephone?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import earlyhelp
from earlyhelp.checks import check_plan
from earlyhelp.files import locate
from earlyhelp.outputs.reports import page as page_of
from earlyhelp.outputs.reports.committee import committee
from earlyhelp.outputs.reports.highlight import highlight
from earlyhelp.tracking.progress import progress

if TYPE_CHECKING:
    from pathlib import Path

    from earlyhelp.outputs.reports.pieces import Report
    from tests.browser.conftest import Open


def reports() -> dict[str, Report]:
    schedule, findings = check_plan(earlyhelp.load(locate.shipped_file("early-help-2021-troubled")))
    found, as_at = progress(schedule, within=28), schedule.network.as_at
    assert as_at is not None
    return {
        "committee": committee(found, findings),
        "highlight": highlight(found, findings, as_at - 28),
    }


@pytest.mark.parametrize("name", ["committee", "highlight"])
def test_a_table_without_room_scrolls_and_the_page_does_not(
    opened: Open, tmp_path: Path, name: str
) -> None:
    """WCAG 2.2, 1.4.10: text is read without scrolling sideways."""
    file = tmp_path / f"{name}.html"
    file.write_text(page_of.document(reports()[name]), encoding="utf-8")
    page = opened(file).page
    for width in (390, 320):  # a telephone, a desk at 400 %
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = (
        "[...document.querySelectorAll('.scrolls')].some(one => one.scrollWidth > one.clientWidth)"
    )
    assert page.evaluate(wide)
