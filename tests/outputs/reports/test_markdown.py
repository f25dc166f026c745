"""Whatever a plan says comes out of Markdown as the letters that it is."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.outputs.reports import markdown
from earlyhelp.outputs.reports.pieces import Paragraph, Report, Section, Table, letter, plain

#: What no reader of Markdown makes anything of, wherever it stands in a line.
HARMLESS = set(string.ascii_letters + string.digits + " .,;:()/\"'!?%-+=–")
TEXTS = st.text(st.sampled_from([*string.printable, "é", "\u202e"]), max_size=60)


def report(text: str, *points: str) -> Report:
    """A report that says the same everywhere."""
    pieces = Paragraph(text, points), Table(text, (text, text), ((text, text),))
    return Report(title=text, organisation=text, when=text, sections=(Section(text, pieces),))


def read(text: str) -> str:
    """The letters that a reader sees: a backslash before punctuation is none (CommonMark 2.4)."""
    return re.sub(rf"\\([{re.escape(string.punctuation)}])", r"\1", text)


@given(TEXTS)
def test_a_reader_sees_every_letter(text: str) -> None:
    assert read(markdown.escaped(text)) == plain(text)


@given(TEXTS)
def test_nothing_that_means_more_stands_unmarked(text: str) -> None:
    bare = re.sub(r"\\.", "", markdown.escaped(text))
    assert {letter for letter in bare if letter in string.punctuation} <= HARMLESS


MARKS = st.sampled_from(["-", "+", "1.", "2)", "==", "#", ">", "a", "words" * 4])


@given(st.lists(MARKS, min_size=40, max_size=80))
def test_no_line_of_a_paragraph_begins_anything_else(words: list[str]) -> None:
    lines = markdown.document(report(" ".join(["so", *words]))).splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("1.1 "))
    paragraph = lines[first : lines.index("", first)]
    assert read(" ".join(paragraph)) == " ".join(["1.1 so", *words])
    for line in paragraph[1:]:
        assert not re.match(r"[-+=#>|*]|[0-9]+[.)](\s|$)", line), line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[x](javascript:alert)", r"\[x\](javascript\:alert)"),
        ("a | b", r"a \| b"),
        ("`rm`", r"\`rm\`"),
        ("{{7*7}}", r"\{\{7\*7\}\}"),
        ("{% raw %} of 5%", r"\{\% raw \%\} of 5%"),
        ("https://a.example", r"https\://a.example"),
        ("www.example.org", r"www\.example.org"),
        ("a@b.example", r"a\@b.example"),
        ("&lt;", r"\&lt;"),
        ("two\nlines", "two lines"),
        ("\u202eturned", "turned"),
    ],
)
def test_hostile_texts_are_texts(text: str, said: str) -> None:
    assert markdown.escaped(text) == said
    assert f"| {said} | {said} |" in markdown.document(report(text))


def test_points_have_letters_for_as_many_as_there_are() -> None:
    assert [letter(at) for at in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]
    lines = markdown.document(report("Why", "one", "two")).splitlines()
    assert lines[lines.index("1.1 Why") + 1 :][:3] == ["", "- (a) one", "- (b) two"]
