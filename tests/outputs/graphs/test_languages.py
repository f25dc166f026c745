"""Whatever somebody calls a milestone stays text, in each of the three languages."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

from hypothesis import example, given
from hypothesis import strategies as st

from earlyhelp.outputs.graphs.dot import dot
from earlyhelp.outputs.graphs.mermaid import escaped, mermaid
from earlyhelp.outputs.graphs.picture import Arrow, Box, Picture
from earlyhelp.outputs.graphs.svg import svg
from earlyhelp.sheet_cells import one_line

SVG = "{http://www.w3.org/2000/svg}"
#: Texts that a picture can hold: on one line, all of it printable.
TEXTS = st.text(min_size=1, max_size=30).map(one_line).filter(bool)
HOSTILE = '<script>alert("x")</script> ] --> end; &lt; \\N \\" #60; style: #x; %%{init'


def picture(title: str) -> Picture:
    """Two milestones, the first of which is called something."""
    plain = Box(
        id="b", title=None, says="no day", is_done=False, is_pinned=False, is_critical=False
    )
    named = Box(id="a", title=title, says="done", is_done=True, is_pinned=False, is_critical=False)
    arrow = Arrow(first=0, then=1, says="", has_minimum=True, has_maximum=False)
    return Picture(title=title, boxes=(named, plain), arrows=(arrow,), links_out=0)


def shown_by_mermaid(text: str) -> str:
    """What Mermaid makes of entity codes: it replaces them when everything else is done."""
    return re.sub("#([0-9]+);", lambda found: chr(int(found.group(1))), text)


@given(TEXTS)
@example(HOSTILE)
@example("www.example.com")
@example("1. a list")
def test_mermaid_shows_every_text_as_it_is(text: str) -> None:
    assert shown_by_mermaid(escaped(text)) == text


@given(TEXTS)
@example(HOSTILE)
@example("www.example.com")
def test_nothing_in_mermaid_is_anything_but_words_commas_and_entity_codes(text: str) -> None:
    left = re.sub("#[0-9]+;", "", escaped(text))
    assert re.fullmatch(r"[\w ,.-]*", left)
    assert not re.search(r"(^|[\s,])[._-]|[._-]([\s,]|$)|www\.", left.lower())


@given(TEXTS)
@example(HOSTILE)
def test_the_lines_of_mermaid_are_the_same_whatever_the_text_is(text: str) -> None:
    lines = mermaid(picture(text)).split("\n")
    assert lines[3:] == [
        f'  n0(["{escaped(text)}<br>a<br>done"]):::done',
        '  n1["b<br>no day"]',
        "  n0 --> n1",
        "  classDef critical stroke-width:4px",
        "  classDef done stroke-dasharray:2 2",
    ]


@given(TEXTS)
@example(HOSTILE)
@example("ends with \\")
def test_dot_has_one_quoted_string_with_every_text_as_it_is(text: str) -> None:
    line = dot(picture(text)).split("\n")[4]
    found = re.fullmatch(r'  n0 \[label="((?:[^"\\]|\\.)*)", style="rounded"\]', line)
    assert found is not None
    shown = re.sub(r"\\(.)", lambda mark: "\n" if mark[1] == "n" else mark[1], found[1])
    assert html.unescape(shown.replace("&amp;", "&amp;amp;")).replace("&amp;", "&") == (
        f"{text}\na\ndone"
    )


@given(TEXTS)
@example(HOSTILE)
def test_svg_is_xml_that_has_every_text_as_it_is_and_nothing_that_runs(text: str) -> None:
    tree = ET.fromstring(svg(picture(text)))  # noqa: S314 - our own document
    assert tree.findtext(f"{SVG}title") == text
    assert {element.tag.removeprefix(SVG) for element in tree.iter()} <= {
        *("svg", "title", "desc", "defs", "marker", "path", "rect", "polygon", "text", "g")
    }
    assert not [name for element in tree.iter() for name in element.attrib if name[:2] == "on"]


def test_svg_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    tree = ET.fromstring(svg(picture("Early Help")))  # noqa: S314 - our own document
    assert tree.attrib["role"] == "img"
    named = {element.get("id") for element in tree.iter()}
    assert set(tree.attrib["aria-labelledby"].split()) <= named
    assert tree.findtext(f"{SVG}desc") == (
        "2 milestones and 1 link: 1 done, 0 pinned, 0 with no room to slip"
    )
