"""A report in a browser: real headings and tables, no script, and every text a text."""

from __future__ import annotations

import io
from html.parser import HTMLParser

import docx
import pytest

from earlyhelp.outputs.reports import page, word_document
from earlyhelp.outputs.reports.pieces import Paragraph, Report, Section, Table

HOSTILE = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "a | b",
    "`rm -rf`",
    "{{7*7}}",
    "{% raw %}",
    '"><img src=x onerror=alert(1)>',
    "=1+1",
    "two\nlines \u202e turned",
)


class Read(HTMLParser):
    """What a browser makes of a page: its elements in their order, and the text of each."""

    def __init__(self, text: str) -> None:
        """Read it."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of this name."""
        return [attributes for name, attributes in self.elements if name == tag]


def report(text: str) -> Report:
    """A report that says the same everywhere."""
    pieces = Paragraph(text, (text,)), Table(text, (text, text), ((text, text), (text, text)))
    sections = Section(text, pieces), Section(text, pieces)
    return Report(title=text, organisation=text, when=text, sections=sections)


def test_a_page_is_english_with_one_title_and_headings_in_order() -> None:
    read = Read(page.document(report("Early Help")))
    assert read.all("html") == [{"lang": "en-GB"}]
    assert [name for name, _ in read.elements if name in {"h1", "h2", "h3"}] == ["h1", "h2", "h2"]
    assert len(read.all("caption")) == len(read.all("table")) == 2
    assert [item.get("scope") for item in read.all("th")] == ["col", "col", "row", "row"] * 2
    policy = read.all("meta")[1]["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert not read.all("script")
    assert [text for text in read.texts if text.startswith(("1.", "2."))] == [
        "1. Early Help",
        "1.1 Early Help",
        "2. Early Help",
        "2.1 Early Help",
    ]


def test_a_table_scrolls_by_keyboard_and_says_which_it_is() -> None:
    """A page 390 pixels wide has no room for eight columns (WCAG 2.2, 1.4.10 and 2.1.1)."""
    rows = (("Vans", "9,000"), ("Total", "9,000"))
    table = Table('The "budget"', ("Line", "Planned"), rows, has_amounts=True)
    made = Report(title="A", organisation=None, when="B", sections=(Section("Money", (table,)),))
    read = Read(page.document(made))
    [scrolls] = read.all("div")
    assert scrolls["aria-label"] == 'The "budget"'
    assert (scrolls["role"], scrolls["tabindex"]) == ("group", "0")
    assert [one["class"] for one in read.all("table")] == ["amounts"]
    words = Read(page.document(report("Early Help")))
    assert len(words.all("div")) == len(words.all("table"))
    assert not any("class" in one for one in words.all("table"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_an_element(text: str) -> None:
    harmless, hostile = (Read(page.document(report(said))) for said in ("harmless", text))
    shown = " ".join(text.replace("\u202e", "").split())
    labels = {label for _, said in hostile.elements if (label := said.pop("aria-label", None))}
    assert labels == {shown}
    for _, said in harmless.elements:
        said.pop("aria-label", None)
    assert hostile.elements == harmless.elements
    assert hostile.texts.count(shown) == harmless.texts.count("harmless")


@pytest.mark.parametrize("text", [*HOSTILE, "\x00\x1b]0;bell\x07"])
def test_a_word_document_holds_it_as_text_as_well(text: str) -> None:
    data = word_document.document(report(text))
    assert data == word_document.document(report(text))
    made = docx.Document(io.BytesIO(data))
    shown = made.paragraphs[0].text
    assert shown.isprintable()
    assert {cell.text for table in made.tables for row in table.rows for cell in row.cells} == {
        shown
    }
