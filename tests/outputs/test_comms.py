"""The communication plan on paper: every message once, within its lines, the same every time."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from typing import Final

import attrs
import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Plan
from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files.load import parse
from earlyhelp.outputs import comms_word, rows, word
from earlyhelp.outputs.comms import PAPER, CommsPlan, comms_plan, in_text
from earlyhelp.outputs.text import Paper

HEAD: Final = """format: 1
id: example
title: An example
nation: england
as_at: 2021-09-17
milestones:
  offer.launch: {on: 2022-01-04}
communications:
"""


def read(*said: str) -> Plan:
    """The plan with these messages."""
    return parse((HEAD + "".join(f"  - {{{row}}}\n" for row in said)).encode())


def text(*said: str) -> list[str]:
    """What people read of them."""
    return list(in_text(comms_plan(earlyhelp.solve(read(*said))), Paper()))


def opened(content: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """The headings and paragraphs of a Word document, and its tables."""
    document = docx.Document(io.BytesIO(content))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    ]
    return [paragraph.text for paragraph in document.paragraphs], tables


THREE: Final = (
    "id: b, audience: staff, channel: briefing, message: The response, expected: 2021-10-12",
    "id: a, audience: Staff, channel: e-mail, message: Training, done: 2021-09-08",
    "id: c, audience: the public, channel: website, before: offer.launch - 2 weeks",
)


def test_messages_of_one_audience_stand_together_in_the_order_of_their_days() -> None:
    shown = comms_plan(earlyhelp.solve(read(*THREE)))
    assert [line["id"].words for line in shown.lines] == ["a", "b", "c"]
    assert list(shown.groups) == ["Staff", "the public"]
    assert [line["state"].words for line in shown.lines] == ["done", "due", "due"]
    assert [line["day"].words for line in shown.lines] == [
        "8 September 2021",
        "12 October 2021",
        "by 21 December 2021",
    ]


def test_a_cell_of_the_matrix_counts_several_messages_and_says_from_when_to_when() -> None:
    more = "id: d, audience: staff, channel: briefing, done: 2021-09-06"
    shown = comms_plan(earlyhelp.solve(read(*THREE, more)))
    assert shown.channels == ("briefing", "e-mail", "website")
    assert list(shown.matrix()) == [
        ("staff", "2 messages, 6 September to 12 October 2021", "8 September 2021 (done)", ""),
        ("the public", "", "", "by 21 December 2021"),
    ]


def test_what_was_due_before_the_as_at_day_is_overdue_and_counted() -> None:
    lines = text("id: d, audience: staff, expected: 2021-09-16", THREE[1])
    assert "2 messages: 1 done, 1 overdue" in lines
    assert any(line.endswith("overdue") for line in lines)
    assert "1 message: 0 done" in text("id: d, audience: staff, expected: 2021-09-17")


def test_a_day_that_the_plan_expects_of_another_bounds_a_linked_message() -> None:
    """Four weeks before Friday 10 December is Friday 12 November, however soft that day is."""
    plan = parse(
        HEAD.replace("  offer", "  elm.vacated: {expected: 2021-12-10}\n  offer").encode()
        + b"  - {id: a, audience: families, before: elm.vacated - 4 weeks}\n"
        + b"  - {id: b, audience: families, within: 5 working days after elm.vacated}\n"
        + b"  - {id: c, audience: families, after: elm.vacated + 1 week}\n"
    )
    shown = comms_plan(earlyhelp.solve(plan))
    assert earlyhelp.solve(plan).latest["comms.a"] is None
    assert [(line["id"].plain, line["due"].plain) for line in shown.lines] == [
        ("a", "2021-11-12"),
        ("b", "2021-12-17"),
        ("c", None),
    ]


@pytest.mark.parametrize(
    ("said", "due"), [("end of 2021-10", "2021-10-22"), ("2021-10-30", "2021-10-22")]
)
def test_a_week_before_the_end_of_a_month_is_the_last_working_day(said: str, due: str) -> None:
    """A week before Saturday or Sunday is Friday; the first of the month says nothing."""
    plan = parse(
        HEAD.replace("  offer", f"  appraised: {{expected: {said}}}\n  offer").encode()
        + b"  - {id: a, audience: members, before: appraised - 1 week}\n"
    )
    [line] = comms_plan(earlyhelp.solve(plan)).lines
    assert line["due"].plain == due


def test_days_that_have_passed_are_counted_from_the_first_to_the_last() -> None:
    late = "audience: staff, channel: web, expected: end of 2021"
    [row] = comms_plan(earlyhelp.solve(read(f"id: a, {late}-07", f"id: b, {late}-08"))).matrix()
    assert row == ("staff", "2 messages, 31 July to 31 August 2021")


def test_the_public_sees_what_is_public_and_not_what_it_says() -> None:
    row = "id: a, audience: families, channel: web, message: M, owner: O, expected: 2021-10-12"
    registers = read(row, f"{row}, public: yes".replace("id: a", "id: b")).registers
    assert registers is not None
    hidden, seen = registers.communications
    assert rows.shown(hidden, rows.Audience.PUBLIC) == {}
    assert rows.shown(seen, rows.Audience.PUBLIC) == {
        "audience": "families",
        "channel": "web",
        "expected": "12 October 2021",
    }
    assert rows.shown(seen, rows.Audience.PARTNER, partner="nursery") == {}


def test_a_plan_without_messages_says_so() -> None:
    assert text()[-1] == "the plan has no communications"
    said, tables = opened(comms_word.document(comms_plan(earlyhelp.solve(read()))))
    assert said[-1] == "As at 17 September 2021. The plan has no communications."
    assert tables == []


WORDS: Final = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60
)


def drawn_plan(typed: list[tuple[str, str, str]]) -> CommsPlan:
    """The communication plan of messages with these audiences, channels and texts."""
    plan = read(*(f"id: m{at}, owner: role-{at}" for at in range(len(typed))))
    assert plan.registers is not None
    held = tuple(
        attrs.evolve(row, audience=audience, channel=channel, message=message)
        for row, (audience, channel, message) in zip(
            plan.registers.communications, typed, strict=True
        )
    )
    registers = attrs.evolve(plan.registers, communications=held)
    return comms_plan(earlyhelp.solve(attrs.evolve(plan, registers=registers)))


ROWS: Final = st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=9)


@given(typed=ROWS)
def test_no_line_is_wider_than_the_paper_and_no_message_is_lost(
    typed: list[tuple[str, str, str]],
) -> None:
    lines = list(in_text(drawn_plan(typed), Paper()))
    assert all(len(line) <= PAPER for line in lines)
    together = "\n".join(lines)
    assert all(f"role-{at}" in together for at in range(len(typed)))


@settings(max_examples=8)
@given(typed=ROWS)
def test_word_holds_whatever_people_type(typed: list[tuple[str, str, str]]) -> None:
    _, (_, table) = opened(comms_word.document(drawn_plan(typed)))
    assert sorted(row[4] for row in table[1:]) == sorted(f"role-{at}" for at in range(len(typed)))


def test_many_channels_go_on_below_each_other() -> None:
    lines = text(*(f"id: m{at}, audience: staff, channel: channel {at}" for at in range(12)))
    assert max(map(len, lines)) <= PAPER
    assert sum(line.startswith("audience") for line in lines) == 3 + 1


def test_word_has_the_matrix_and_every_message() -> None:
    shown = comms_plan(earlyhelp.solve(read(*THREE)))
    said, (matrix, table) = opened(comms_word.document(shown))
    assert said[0] == "Communication plan: An example"
    assert said[1] == "As at 17 September 2021. 3 messages: 1 done."
    assert matrix[0] == ["Audience", "e-mail", "briefing", "website"]
    assert matrix[1:] == [list(row) for row in shown.matrix()]
    assert table[0] == ["Audience", "Channel", "Day", "Message", "Owner", "State"]
    assert table[1] == ["Staff", "e-mail", "8 September 2021", "Training", "–", "done"]
    assert len(table) == 4


def test_word_is_the_same_bytes_whatever_the_clock_and_the_hash_seed() -> None:
    script = (
        "import hashlib, earlyhelp\n"
        "from earlyhelp.files.load import parse\n"
        "from earlyhelp.outputs import comms, comms_word\n"
        f"plan = parse({(HEAD + ''.join(f'  - {{{row}}}' + chr(10) for row in THREE)).encode()!r})\n"
        "made = comms_word.document(comms.comms_plan(earlyhelp.solve(plan)))\n"
        "print(hashlib.sha256(made).hexdigest())\n"
    )
    marks = {
        subprocess.run(
            [sys.executable, "-P", "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("0", "UTC"), ("7", "Pacific/Kiritimati"))
    }
    assert len(marks) == 1
    made = comms_word.document(comms_plan(earlyhelp.solve(read(*THREE))))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2013" not in file.read("docProps/core.xml")
    about = docx.Document(io.BytesIO(made)).core_properties
    assert (about.title, about.author, about.language) == (
        "Communication plan: An example",
        "",
        "en-GB",
    )


def test_a_tables_first_row_stands_again_on_every_page() -> None:
    document = word.new_document("Title", "", on_its_side=True)
    word.add_table(document, ("Who", "When"), [("staff\x00", "today\u202e")])
    file = docx.Document(io.BytesIO(word.as_bytes(document)))
    [table] = file.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Who", "When"],
        ["staff", "today"],
    ]
    marks = [row._tr.xpath("./w:trPr/w:tblHeader") for row in table.rows]  # noqa: SLF001
    assert [len(mark) for mark in marks] == [1, 0]
    assert [cell.paragraphs[0].runs[0].bold for cell in table.rows[0].cells] == [True, True]
    page = file.sections[0]
    assert page.page_width is not None
    assert round(page.page_width.mm) == 297
    assert {*file.styles.element.xpath(".//w:lang/@w:val")} == {"en-GB"}


def test_without_python_docx_a_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(EnvironmentFailedError, match=r'pip install "earlyhelp\[docx\]"'):
        word.new_document("Title", "")
