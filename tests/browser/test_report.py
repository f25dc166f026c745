"""The report in a real browser: nothing but itself, for everybody, and all of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., Any]
Written = Callable[[str], Path]
GREEN, TROUBLED, MANY = "early-help-2021", "early-help-2021-troubled", "5000 milestones"
MONEY: Final = "children-first-2021"
UNCERTAIN: Final = """\
format: 1
id: move
title: The move
nation: england
as_at: 2021-09-17
milestones:
  offer.launch: {by: 2022-01-14, after: selection.end}
stages:
  selection: {lasts: "between 3 and 6 weeks, likely 4"}
"""
#: What a keyboard has to come to, of what is on the screen.
CONTROLS: Final = "summary, button, input, a[href], [tabindex='0']"
NASTY: Final = (
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("name", [GREEN, TROUBLED, MANY])
def test_it_asks_for_nothing_and_has_nothing_to_complain_of(
    opened: Open, written: Written, name: str
) -> None:
    file = written(name)
    found = opened(file)
    found.open_all()
    assert found.page.locator("h1").is_visible()
    assert found.asked == [file.as_uri()]
    assert found.said == []


def test_axe_finds_nothing_with_everything_unfolded(opened: Open, written: Written) -> None:
    found = opened(written(TROUBLED))
    found.open_all()
    judged = found.judged()
    assert len(judged["passes"]) > 20
    assert judged["violations"] == []
    # Whether text in a picture has contrast, axe leaves to us: it is black on light colours.
    undecided = {one["id"]: one["nodes"] for one in judged["incomplete"]}
    assert undecided.keys() <= {"color-contrast"}
    for node in undecided.get("color-contrast", ()):
        assert node["html"].startswith("<text ")


@pytest.mark.parametrize("name", [GREEN, MONEY, MANY])
def test_axe_finds_nothing_on_other_pages(opened: Open, written: Written, name: str) -> None:
    found = opened(written(name))
    found.open_all()
    # The colours are those of the page above; of 5,000 milestones they alone take a minute.
    judged = found.judged("color-contrast")
    assert judged["violations"] == judged["incomplete"] == []


def test_axe_finds_nothing_wrong_with_chances(
    opened: Open, eh: Callable[..., Any], write_plan: Callable[[str], Any], tmp_path: Path
) -> None:
    folder, file = write_plan(UNCERTAIN).folder, tmp_path / "report.html"
    assert eh("report", "html", "-p", str(folder), "--risk", "-o", str(file)).code == 0
    found = opened(file)
    assert found.page.get_by_role("img", name="When offer.launch comes").is_visible()
    assert found.judged()["violations"] == []
    assert found.said == []


def walk(page: Page) -> list[int]:
    """Where the keyboard goes, from the top of the page to its end: which controls, in order."""
    page.evaluate(
        "controls => { document.querySelectorAll(controls)"
        ".forEach((one, at) => { one.dataset.at = at }) }",
        CONTROLS,
    )
    been: list[int] = []
    while True:
        page.keyboard.press("Tab")
        at, outlined = page.evaluate(
            "() => { const one = document.activeElement;"
            "return [Number(one.dataset.at ?? -1), getComputedStyle(one).outlineStyle] }"
        )
        if at < 0 or at in been:
            return been
        assert outlined == "solid"
        been.append(at)


def on_the_screen(page: Page) -> list[int]:
    """The controls that are not folded away."""
    found: list[int] = page.evaluate(
        "controls => [...document.querySelectorAll(controls)]"
        ".flatMap((one, at) => one.checkVisibility() ? [at] : [])",
        CONTROLS,
    )
    return found


@pytest.mark.parametrize("name", [GREEN, MANY])
def test_a_keyboard_comes_to_every_control_and_can_be_seen_there(
    opened: Open, written: Written, name: str
) -> None:
    page = opened(written(name)).page
    wanted = on_the_screen(page)
    assert len(wanted) > 10
    assert walk(page) == wanted


def test_a_keyboard_unfolds_what_is_folded(opened: Open, written: Written) -> None:
    page = opened(written(GREEN)).page
    before = len(on_the_screen(page))
    page.locator("details.group:not([open]) > summary").first.focus()
    page.keyboard.press("Enter")
    assert len(on_the_screen(page)) > before


def test_a_filter_leaves_the_milestones_with_a_word_and_gives_the_others_back(
    opened: Open, written: Written
) -> None:
    page = opened(written(TROUBLED)).page
    rows = page.locator("details.group tbody tr")
    folded = page.locator("details.group:not([open])").count()
    everything = rows.evaluate_all("rows => rows.map(row => row.textContent.toLowerCase())")
    page.get_by_label("Show only the milestones with").fill(" Vacated")
    left = rows.evaluate_all(
        "rows => rows.filter(row => !row.hidden).map(row => row.textContent.toLowerCase())"
    )
    assert left == [text for text in everything if "vacated" in text]
    assert 1 < len(left) < len(everything)
    assert page.get_by_role("status").inner_text() == f"{len(left)} milestones"
    page.get_by_label("Show only the milestones with").fill("")
    assert rows.evaluate_all("rows => rows.filter(row => row.hidden)") == []
    assert page.locator("details.group:not([open])").count() == folded
    assert page.get_by_role("status").inner_text() == ""


def test_everything_is_unfolded_at_once_and_stays_so_after_a_filter(
    opened: Open, written: Written
) -> None:
    page = opened(written(TROUBLED)).page
    assert page.locator("details:not([open])").count() > 10
    page.get_by_role("button", name="Unfold everything").press("Enter")
    assert page.locator("details:not([open])").count() == 0
    for text in ("vacated", ""):
        page.get_by_label("Show only the milestones with").fill(text)
    assert page.locator("details:not([open])").count() == 0


def test_a_column_is_sorted_by_day_and_back_with_the_keyboard(
    opened: Open, written: Written
) -> None:
    page = opened(written(GREEN)).page
    group = page.locator("details.group[open]").first
    column = "rows => rows.map(row => Date.parse(row.cells[2].textContent.trim() + ' UTC'))"
    rows, head = group.locator("tbody tr"), group.get_by_role("columnheader", name="Earliest")
    typed = rows.all_inner_texts()
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    days = rows.evaluate_all(column)
    assert len(set(days)) > 2
    assert all(before <= then for before, then in pairwise(days))
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    days = rows.evaluate_all(column)
    assert all(before >= then for before, then in pairwise(days))
    assert sorted(rows.all_inner_texts()) == sorted(typed)


#: Elements whose content is wider than they are, though nobody could scroll to see the rest.
CLIPPED: Final = """() => [document.documentElement, ...document.querySelectorAll('body *')]
  .filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1
    && !(getComputedStyle(one).overflowX === 'auto' && one.tabIndex === 0))
  .filter(one => !one.parentElement?.closest('.wide, pre') && !(one instanceof SVGElement))
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", [GREEN, TROUBLED, MONEY, MANY])
def test_text_twice_as_large_and_a_narrow_screen_lose_nothing(
    opened: Open, written: Written, name: str
) -> None:
    found = opened(written(name))
    if name != MANY:
        found.open_all()
    page = found.page
    for width in (640, 390, 320):  # a desk at 200 %, a telephone, a desk at 400 %
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(CLIPPED) == [], width
    page.set_viewport_size({"width": 1280, "height": 900})
    before = page.locator("h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    after = page.locator("h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert after == 2 * before
    assert page.evaluate(CLIPPED) == []


def test_a_proof_is_read_on_a_telephone_without_scrolling_sideways(
    opened: Open, written: Written
) -> None:
    found = opened(written(TROUBLED))
    found.open_all()
    page = found.page
    proofs, wide = page.locator("pre"), "all => all.map(one => one.scrollWidth > one.clientWidth)"
    page.set_viewport_size({"width": 390, "height": 844})
    assert proofs.count() > 1
    assert set(proofs.evaluate_all(wide)) == {False}


def test_what_a_table_is_of_stays_in_sight_on_a_telephone(opened: Open, written: Written) -> None:
    """However far its columns are moved."""
    found = opened(written(TROUBLED))
    found.open_all()
    page = found.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("document.querySelectorAll('.wide').forEach(one => one.scrollLeft = 120)")
    assert page.evaluate("[...document.querySelectorAll('.wide')].some(one => one.scrollLeft > 50)")
    edges = page.locator("caption").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(one => [one.left, one.right])"
    )
    assert len(edges) > 10
    assert all(0 <= left < right <= 390 for left, right in edges)


def test_nobody_who_minds_is_moved(opened: Open, written: Written) -> None:
    how = "getComputedStyle(document.documentElement).scrollBehavior"
    assert opened(written(GREEN)).page.evaluate(how) == "smooth"
    assert opened(written(GREEN), reduced_motion="reduce").page.evaluate(how) == "auto"


def test_without_scripts_all_of_it_is_there(opened: Open, written: Written) -> None:
    with_it, without = (
        opened(written(TROUBLED), java_script_enabled=does).page for does in (True, False)
    )
    assert without.locator("#filter *").count() == 0
    for what in ("h2, h3, summary", "tbody", "pre", ".summary"):
        assert (
            without.locator(what).all_text_contents() == with_it.locator(what).all_text_contents()
        )
    folded = without.locator("details.group:not([open])").first
    folded.locator("summary").click()
    assert without.locator("details.group[open]").count() > 0


@pytest.mark.parametrize("nasty", NASTY)
def test_a_hostile_name_is_text_and_does_nothing(
    opened: Open, report_of: Callable[[str], Path], nasty: str
) -> None:
    typed = '"' + nasty.replace('"', '\\"') + '"'
    found = opened(
        report_of(
            f"format: 1\nid: move\ntitle: {typed}\norganisation: {typed}\nnation: england\n"
            f"as_at: 2021-09-17\nmilestones:\n  a: {{title: {typed}, owner: {typed}, "
            f"workstream: {typed}, on: 2021-09-24}}\n"
            f"properties:\n  - {{id: elm, name: {typed}, future: surplus}}\n"
            f"partners:\n  - {{id: p, name: {typed}}}\n"
            "occupations:\n  - {partner: p, property: elm, agreement: licence}\n"
        )
    )
    page = found.page
    assert page.title() == nasty
    assert page.locator("h1").text_content() == nasty
    assert page.get_by_text(nasty).count() >= 5
    assert page.locator("script").count() == 1
    assert page.locator("style").count() == 1
    assert page.locator("img, iframe, [onload], [onerror], [onmouseover]").count() == 0
    assert found.said == []
