"""The page and the sheet that list a folder of calendars."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import attrs

from earlyhelp.model.calendars import Calendar, Event, EventStatus
from earlyhelp.outputs.calendars.index import Filed, page, sheet

EVENT = Event(uid="u", first=date(2021, 12, 13), last=date(2021, 12, 17), title="It")
CALENDAR = Calendar(uid="c", name="n", events=(EVENT,))
HOSTILE = '<script>alert(1)</script>" onload="x {{7*7}}'


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one."""
        self.tags.append((tag, dict(attrs)))

    def named(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of every tag of this name."""
        return [attributes for tag, attributes in self.tags if tag == name]


def filed(name: str = "Elm Centre", property_id: str = "elm") -> Filed:
    return Filed(property_id=property_id, name=name, file=f"{property_id}.ics", calendar=CALENDAR)


def test_the_page_can_be_read_by_everybody() -> None:
    found = Tags(page("Handovers", "As at today.", [filed(), filed("Oak", "oak")]))
    assert found.named("html") == [{"lang": "en-GB"}]
    for once in ("h1", "title", "table", "caption", "main"):
        assert len(found.named(once)) == 1
    assert {one["scope"] for one in found.named("th")} == {"col", "row"}
    assert [one["href"] for one in found.named("a")] == ["elm.ics", "oak.ics"]


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    text = page(HOSTILE, HOSTILE, [filed(HOSTILE)])
    found = Tags(text)
    tags = {tag for tag, _ in found.tags}
    assert not tags & {"script", "img", "link", "iframe", "form", "svg"}
    assert not any(name.startswith("on") for _, said in found.tags for name in said)
    assert "{{7*7}}" in text
    policy = str(found.named("meta")[1]["content"])
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_days_are_in_words_and_what_is_off_does_not_count() -> None:
    off = attrs.evolve(
        EVENT, uid="v", first=date(2020, 1, 1), status=EventStatus.CANCELLED, title="off"
    )
    both = attrs.evolve(filed(), calendar=attrs.evolve(CALENDAR, events=(off, EVENT)))
    text = page("Handovers", "", [both])
    assert "<td>13 December 2021</td><td>17 December 2021</td>" in text
    only_off = attrs.evolve(filed(), calendar=attrs.evolve(CALENDAR, events=(off,)))
    assert "<td>none</td><td>none</td>" in page("Handovers", "", [only_off])
    assert sheet([only_off]).splitlines()[1] == "elm,Elm Centre,elm.ics,1,,"


def test_the_sheet_begins_no_formula() -> None:
    assert sheet([filed("=cmd()\r\n")]) == (
        "property,name,file,events,first,last\nelm,'=cmd(),elm.ics,1,2021-12-13,2021-12-17\n"
    )
