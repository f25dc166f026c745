"""Do plain entries say what a reader of YAML would have read?"""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from earlyhelp.files import locate
from earlyhelp.files.events import Entry, YamlFile
from earlyhelp.files.plain_entries import taken_apart
from earlyhelp.files.values import Listing, Mapping, Text, Value
from earlyhelp.findings import Finding

PLAIN = """\
format: 1
title: A move  # of one office
milestones:
  start:
    expected: 2021-09-08
  told:
    title: Partners told
    after: start
  moved:
    after:
      - told
      - start + 4 weeks

  # the end
  done:
    by: 2021-12-01
stages:
  selection: {lasts: at least 4 weeks}
"""
#: What somebody types by mistake, or nothing.
SLIPS = ("", " ", "\n", "'", '"', ":", ": ", " #", "[", "{", "- ", "\n  ", "|", "\t", "&", "\x01")
LINES = st.sampled_from(
    [
        "milestones:",
        "stages:",
        "  a:",
        "  b.c:",
        "  a: {after: b}",
        "  b: 'x",
        "   a:",
        " a:",
        "  - a",
        "    title: One thing",
        "    title: it's: \"so",
        "    title: a 'b: \"c' d",
        '    title: "so',
        '    title: "so"',
        '    title: "so" and',
        "    title: it's",
        "    title: >",
        "    title: |",
        "    title: a: b",
        "    title:",
        "    title: & x",
        "    title: R&D !",
        "    title: x  ",
        "    title: x # y",
        "    title: {a: b, c: [d}",
        "    title: [a,",
        "    after:",
        "    after: [a, b]  # both",
        "    after: [a, b",
        "      - a",
        "      - a + 4 weeks",
        "      - link: a",
        "      - 'a",
        "        because: so",
        "      so it is",
        "    - a",
        "     title: x",
        "",
        "  ",
        "# note",
        "    # note's",
        "  # note",
        '  b"',
        "c'",
        "]",
        "}",
        "...",
        "---",
        "title: it",
        "note: 'x",
        "\ttitle: x",
        "    title: \u00e9\u2026\u20ac",
        "    title: \u2028",
        "    title: \U0001f600",
        "    ? x",
        "    title: *a",
        "    title: &a b",
        "    title: !!str b",
    ]
)
TEXTS = st.lists(LINES, max_size=14).map(lambda lines: "\n".join(("milestones:", *lines, "")))


def entries_of(text: str, *, by_libyaml: bool) -> tuple[list[Entry], list[Finding], bool]:
    """What a text says, what is wrong with it, and whether it was read to its end."""
    found: list[Finding] = []
    file = YamlFile(text, name="plan.yaml", found=found, spans=by_libyaml)
    entries = [
        Entry(without_span(entry.section), entry.key and without_span(entry.key), bare(entry.value))
        for entry in file.entries()
    ]
    return entries, found, file.is_whole


def without_span(text: Text) -> Text:
    """The text without the characters that it is."""
    return text._replace(span=None)


def bare(value: Value) -> Value:
    """The value with no text's span in it."""
    if type(value) is Mapping:
        entries = [(without_span(key), bare(inner)) for key, inner in value.entries]
        return value._replace(entries=entries)
    if type(value) is Listing:
        return value._replace(items=[bare(item) for item in value.items])
    assert type(value) is Text
    return without_span(value)


def check(text: str) -> None:
    """Both ways say the same, in the same order; problems of both are told in any order."""
    theirs, their_problems, is_whole = entries_of(text, by_libyaml=True)
    ours, our_problems, is_ours_whole = entries_of(text, by_libyaml=False)
    assert is_whole is is_ours_whole
    assert ours == theirs
    assert sorted(map(str, our_problems)) == sorted(map(str, their_problems))


@settings(max_examples=1000)
@given(TEXTS)
@example('milestones:\n  a:\n    title: x\n  b:\n    title: it\'s: "so\n  c:\n    title: x\n  d"\n')
@example("milestones:\n  a:\n    title: x\n  b:\n    title: x\n    title: y\n  a:\n    title: x\n")
def test_plain_entries_say_what_yaml_says(text: str) -> None:
    check(text)


@pytest.mark.parametrize("name", locate.shipped())
def test_a_shipped_plan_that_somebody_damaged_says_the_same(name: str) -> None:
    text = locate.shipped_file(name).read_text("utf-8")
    rng = random.Random(name)
    for _ in range(60):
        at = rng.randrange(len(text))
        check(text[:at] + rng.choice(SLIPS) + text[at + rng.randrange(3) :])
    check(text)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_anywhere_in_a_plain_plan_says_the_same(slip: str) -> None:
    for at in range(len(PLAIN)):
        check(PLAIN[:at] + slip + PLAIN[at:])
        check(PLAIN[:at] + slip + PLAIN[at + 1 :])


def test_most_of_a_plain_plan_needs_no_reader() -> None:
    apart = taken_apart(PLAIN)
    assert [entry.line for entry in apart.entries] == [6, 9, 15]
    assert apart.section == 3
    assert apart.rest.count("\n") == PLAIN.count("\n")
    assert "told" not in apart.rest
    assert "selection" in apart.rest
    check(PLAIN)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_other_line_ends_are_left_to_yaml(end: str) -> None:
    text = PLAIN.replace("\n", end)
    assert taken_apart(text).entries == []
    check(text)


@pytest.mark.parametrize(
    "line",
    [
        '"so',
        "'so",
        "it's: \"so",
        "[a,",
        "{a",
        "|",
        ">",
        "&a b",
        "*a",
        "!b",
        "a\tb",
        "\x01",
        "\xa0",
        "\ufeff",
    ],
)
def test_what_may_stay_open_ends_the_search(line: str) -> None:
    text = PLAIN.replace("    title: Partners told\n", f"    title: {line}\n")
    assert taken_apart(text).entries == []


@pytest.mark.parametrize(
    "line", ['"so"', "'so'  # it is", "it's", "[a, b]", "{a: b}", "a#b", "R&D", "a–é"]
)
def test_what_is_closed_does_not(line: str) -> None:
    text = PLAIN.replace("    title: Partners told\n", f"    title: {line}\n")
    assert [entry.line for entry in taken_apart(text).entries][-2:] == [9, 15]
    check(text)
