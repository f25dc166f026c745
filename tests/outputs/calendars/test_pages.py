"""The pages beside published calendars: whatever is in a plan, it is text there."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import WorkingCalendar
from earlyhelp.model import Plan
from earlyhelp.model.calendars import Calendar, Event, EventStatus
from earlyhelp.outputs.calendars import site
from earlyhelp.outputs.calendars.views import View

NASTY: Final = (
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "' onfocus='alert(1)",
    "</style><script>",
    "javascript:alert(1)",
    "]]><!--",
    "{{ 7 * 7 }} {% include '/etc/passwd' %} ${7} %s",
    "&lt;b&gt; &amp;",
)
#: As events have them: no control characters.
LETTERS: Final = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
TEXTS: Final = st.sampled_from(NASTY) | st.text(LETTERS, max_size=40)
EVERYONE: Final = View.parse("everyone")
VIEWS: Final = ("everyone", "assets", "owner Programme office", "partner toddlers")
DAY: Final = date(2021, 12, 13)
REVISED: Final = datetime(2021, 9, 17, tzinfo=UTC)


class Reader(HTMLParser):
    """The elements of a page, and its text without the style."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep it, but for the style."""
        if self.elements[-1:] and self.elements[-1][0] != "style":
            self.texts.append(data)


def read(page: bytes) -> Reader:
    reader = Reader()
    reader.feed(page.decode())
    reader.close()
    return reader


def plan(title: str = "Early Help redesign") -> Plan:
    calendar = WorkingCalendar(nation="england")
    return Plan(id="early-help", title=title, nation="england", calendar=calendar, milestones=())


def an_event(number: int, **said: Any) -> Event:
    """An event of a calendar that was just made."""
    usual: dict[str, Any] = {"first": DAY, "last": DAY, "day": DAY.isoformat()}
    return Event(
        uid=str(number), **usual | {"title": "Elm Centre handed over", "revised": REVISED} | said
    )


def feed(
    *events: Event, name: str = "Early Help", text: str = "", view: View = EVERYONE
) -> site.Feed:
    calendar = Calendar(uid="1", name=name, description=text, events=events)
    return site.Feed(view=view, calendar=calendar, file=site.place("early-help", view))


# Text is text. -----------------------------------------------------------------------------


@given(
    title=TEXTS,
    name=TEXTS,
    what=TEXTS,
    was=TEXTS,
    base=st.sampled_from([None, "https://f.example"]),
)
def test_whatever_is_typed_is_shown_and_does_nothing(
    title: str, name: str, what: str, was: str, base: str | None
) -> None:
    made = feed(
        an_event(1, title=what, was=was, sequence=1), an_event(2, title=what), name=name, text=what
    )
    quiet = feed(an_event(1, was="2021-12-06", sequence=1), an_event(2))
    pages = site.pages(plan(title), DAY, [made], base)
    for file, page in site.pages(plan(), DAY, [quiet], base).items():
        usual, drawn = read(page), read(pages[file])
        assert [tag for tag, _ in drawn.elements] == [tag for tag, _ in usual.elements]
        assert [set(says) for _, says in drawn.elements] == [
            set(says) for _, says in usual.elements
        ]
        assert [says.get("href") for _, says in drawn.elements] == [
            says.get("href") for _, says in usual.elements
        ]
        shown = "".join(drawn.texts).split()
        assert all(word in shown for word in what.split())
        assert "49" not in shown


def test_the_policy_lets_through_the_style_of_the_page_and_nothing_else() -> None:
    for page in site.pages(plan(), DAY, [feed(an_event(1))], None).values():
        text = page.decode()
        [style] = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        [policy] = [
            says["content"] or ""
            for _, says in read(page).elements
            if says.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policy.split("; ") == [
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
        assert text.index("Content-Security-Policy") < text.index("<style>")


def test_every_page_is_plain_and_accessible() -> None:
    """WCAG 2.2 AA, and what the Government Digital Service looks at."""
    feeds = [feed(an_event(1, sequence=1), an_event(2), view=View.parse(one)) for one in VIEWS]
    pages = site.pages(plan(), DAY, feeds, "https://feeds.example")
    assert len(pages) == 5
    for made in pages.values():
        page = read(made)
        tags = [tag for tag, _ in page.elements]
        assert dict(page.elements)["html"]["lang"] == "en-GB"
        headings = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(then <= now + 1 for now, then in itertools.pairwise(headings))
        assert 0 < tags.count("table") == tags.count("caption")
        assert all("scope" in says for tag, says in page.elements if tag == "th")
        assert {"script", "img", "iframe", "form", "link", "object"}.isdisjoint(tags)
        assert tags.count("title") == tags.count("main") == 1
        for _, says in page.elements:
            assert not [name for name in says if name.startswith("on") or name == "style"]
        said = " ".join("".join(page.texts).split())
        assert "Subscribe, and do not import" in said
        assert "makes every event twice" in said
        assert "Google Calendar every 4 to 24 hours" in said


def test_colours_can_be_told_apart() -> None:
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1."""
    text = next(iter(site.pages(plan(), DAY, [feed(an_event(1))], None).values())).decode()
    pairs = (("#0b0c0c", "#ffffff"), ("#1d70b8", "#ffffff"), ("#0b0c0c", "#ffdd00"))
    for one, other in pairs:
        assert one in text
        assert other in text
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert set(re.findall("#[0-9a-f]{6}", text)) == {*itertools.chain(*pairs), "#505a5f"}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# What changed last. ------------------------------------------------------------------------


def test_nothing_has_changed_in_what_was_just_made() -> None:
    assert list(site.changes(feed(an_event(1), an_event(2)).calendar)) == []
    assert list(site.changes(feed().calendar)) == []


def test_only_the_newest_changes_are_shown() -> None:
    later = REVISED + timedelta(days=3)
    old = an_event(1, sequence=1, was="2021-12-01", revised=later)
    new = an_event(2, sequence=2, was="2021-12-06", revised=later + timedelta(days=1))
    [change] = site.changes(feed(an_event(3), old, new).calendar)
    assert change == (
        "Elm Centre handed over",
        "Monday 6 December 2021",
        "Monday 13 December 2021",
    )


def test_a_day_that_is_a_week_keeps_its_words() -> None:
    last = date(2021, 12, 17)
    week = an_event(1, sequence=1, last=last, was="2021-12-06", day="week of 2021-12-13")
    [change] = site.changes(feed(week, an_event(2)).calendar)
    assert change.now == "week of Monday 13 December 2021"


def test_what_is_cancelled_says_when_it_would_have_been() -> None:
    off = an_event(1, sequence=1, status=EventStatus.CANCELLED)
    [change] = site.changes(feed(off, an_event(2)).calendar)
    assert (change.was, change.now) == ("Monday 13 December 2021", "cancelled")


# Where they lie. ---------------------------------------------------------------------------


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=4, max_size=20))
def test_the_place_of_a_partner_s_calendar_does_not_say_whose_it_is(name: str) -> None:
    place = site.place("early-help", View.parse(f"partner {name}"))
    assert re.fullmatch(r"partners/[0-9a-f-]{36}/calendar\.ics", place)
    assert place == site.place("early-help", View.parse(f"partner {name}"))
    assert place != site.place("another-plan", View.parse(f"partner {name}"))


@given(st.lists(st.sampled_from(["everyone", "assets", "owner A", "partner a", "partner b"])))
def test_the_order_in_which_they_are_asked_for_does_not_matter(asked: list[str]) -> None:
    views = sorted({View.parse(one) for one in asked}, key=site.order)
    assert [view.says for view in views] == [
        one
        for one in ("everyone", "assets", "owner A", "partner a", "partner b")
        if one in set(asked)
    ]
