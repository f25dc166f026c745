"""Items 59 to 62: is what people typed text in every page, picture and file, and nothing that acts?"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pytest

from tests.scorecard.commands import PLAN, PROPERTIES, lay_out

if TYPE_CHECKING:
    from tests.conftest import Answer

    Eh = Callable[..., Answer]

HOSTILE: Final = (
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "' onmouseover='alert(1)",
    "</style><style>*{}",
    "</title></svg><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "]]><!--",
    "&lt;script&gt;",
)
#: Every page and picture that a command makes.
PAGES: Final = (
    ("report", "html", "-o", "page.html"),
    ("report", "committee", "-f", "html", "-o", "page.html"),
    ("report", "highlight", "-f", "html", "-o", "page.html"),
    ("plan", "graph", "-f", "svg", "-o", "page.svg"),
    ("plan", "risk", "--svg", "page.svg"),
)


@pytest.fixture
def written(eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Of a text and a command: the page, with the text in every place where one can be typed."""

    def run(number: int, text: str, words: tuple[str, ...]) -> str:
        folder = tmp_path / f"{number}"
        typed = text.replace("'", "''")
        plan = PLAN.replace("title: New offer launched", f"title: '{typed}'")
        plan = plan.replace("organisation: Downs Council", f"organisation: '{typed}'")
        plan = plan.replace("owner: HR", f"owner: '{typed}'").replace("Who moves", "Who")
        plan = plan.replace("name: Toddler group", f"name: '{typed}'")
        plan = plan.replace("title: Keys are lost", f"title: '{typed}'")
        plan = re.sub("(?m)^title: .*$", f"title: '{typed}'", plan)
        lay_out(folder, plan)
        quoted = text.replace('"', '""')
        names = PROPERTIES.replace("Elm Centre", f'"{quoted}"')
        (folder / "properties.csv").write_text(names, encoding="utf-8")
        monkeypatch.chdir(folder)
        answer = eh(*words)
        assert answer.code in {0, 1}, answer.err
        return (folder / words[-1]).read_text(encoding="utf-8")

    return run


class Elements(HTMLParser):
    """Which elements and attributes a page has."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.names: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.names += [tag, *(name for name, _ in attrs)]


@pytest.mark.parametrize("words", PAGES, ids=lambda words: " ".join(words[:-2]))
def test_59_what_people_typed_is_text_in_every_page_and_picture(
    written: Callable[..., str], words: tuple[str, ...]
) -> None:
    plain = Elements(written(0, "Elm", words)).names
    assert not [name for name in plain if re.fullmatch(r"on[a-z]+", name)]
    for number, text in enumerate(HOSTILE, 1):
        page = written(number, text, words)
        assert sorted(set(Elements(page).names)) == sorted(set(plain)), text
        assert Elements(page).names.count("script") == plain.count("script")
        if words[-1].endswith(".html"):
            assert page.index("Content-Security-Policy") < page.index("<body")
            assert not re.search(r"""(href|src)\s*=\s*["']?\s*javascript:""", page, re.IGNORECASE)
        else:
            ET.fromstring(page)  # noqa: S314 - we have written it ourselves
            assert "script" not in plain


@pytest.mark.parametrize(
    "text", ["{{7*7}}", "{% include '/etc/passwd' %}", "${HOME}", "%s %d %(x)s", "{0.__class__}", "{#"]
)  # fmt: skip
def test_60_what_looks_like_a_template_is_printed_as_it_was_typed(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    typed = text.replace("'", "''")
    lay_out(tmp_path / "redesign", re.sub("(?m)^title: .*$", f"title: '{typed}'", PLAN))
    monkeypatch.chdir(tmp_path / "redesign")
    for words in (("plan", "check"), ("status",), ("report", "committee"), ("report", "highlight")):
        said = re.sub(r"\\([^A-Za-z0-9])", r"\1", eh(*words).out)  # Markdown escapes what it means
        assert text in said, words
        assert "49" not in said.split(text)[0]


@pytest.mark.parametrize(
    ("register", "why"),
    [
        ("/etc/passwd", "a place of its own"),
        ("../outside.csv", "leads out of its folder"),
        ("../../outside.csv", "leads out of its folder"),
        ("inside.csv", "none of its headings is a column of `properties`"),
    ],
)
def test_61_what_is_in_a_file_that_is_no_register_is_not_repeated(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, register: str, why: str
) -> None:
    (tmp_path / "outside.csv").write_text("root:swordfish\nswordfish\n", encoding="utf-8")
    folder = tmp_path / ("redesign/here" if "../../" in register else "redesign")
    lay_out(folder, PLAN.replace("properties.csv", register))
    (folder / "inside.csv").write_text("root:swordfish\nswordfish\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    answer = eh("plan", "check")
    assert answer.code == 2
    assert why in answer.out
    assert "root:" not in answer.out + answer.err
    assert "swordfish" not in answer.out + answer.err


DOCUMENTS: Final = {
    "entity": '<!DOCTYPE Project [<!ENTITY h SYSTEM "file:///etc/passwd">]><Project><Title>&h;</Title></Project>',
    "laughs": '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><Project>&b;</Project>',
    "dtd": '<!DOCTYPE Project SYSTEM "http://127.0.0.1:9/p.dtd"><Project/>',
    "parameter": '<!DOCTYPE p [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]><Project/>',
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_62_a_project_with_a_document_type_is_refused(
    eh: Eh, tmp_path: Path, document: str
) -> None:
    (tmp_path / "plan.xml").write_text(document, encoding="utf-8")
    answer = eh("import", "mspdi", "plan.xml", "--nation", "england")
    assert answer.code == 2
    assert "error: " in answer.err
    assert "root:" not in answer.out + answer.err
    assert [file.name for file in tmp_path.iterdir()] == ["plan.xml"]
