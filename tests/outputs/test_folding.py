"""On a terminal a line ends where the terminal does: between words, and the rest under it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Finding, Place, Plan, Severity, Step
from earlyhelp.files.locate import shipped_file
from earlyhelp.outputs import tables, text
from earlyhelp.outputs.text import Paper
from tests.answers import conflicts
from tests.terminals import all_on_a_terminal, on_a_terminal

WORD = st.text("abcdefghij.-:0", min_size=1, max_size=30)
SENTENCES = st.lists(WORD, min_size=1, max_size=40).map(" ".join)
WIDTHS = st.integers(40, 120)


def finding(message: str, steps: list[str]) -> Finding:
    """A finding that says this, with a proof of these lines."""
    day, place = date(2021, 9, 8), Place("plan.yaml", 31, 9)
    return Finding(
        code="EH204",
        name="late",
        severity=Severity.NOT_KNOWN,
        message=message,
        chain=tuple(
            Step(milestone="out", day=day, adds=number or None, text=said, place=place)
            for number, said in enumerate(steps)
        ),
    )


@given(SENTENCES, st.lists(SENTENCES, max_size=4), WIDTHS)
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(
    message: str, steps: list[str], width: int
) -> None:
    said = [finding(message, steps)]
    folded = list(text.findings(said, Paper(width=width)))
    assert " ".join(folded).split() == " ".join(text.findings(said, Paper())).split()
    for line in folded:
        # what cannot be folded is one word, such as a long id, on a line of its own
        assert len(line) <= width or len(line.split()) == 1, line


@given(SENTENCES, WIDTHS)
def test_a_word_is_colour_wherever_the_line_ends(message: str, width: int) -> None:
    plain = list(text.findings([finding(message, [])], Paper(width=width)))
    first, *rest = text.findings([finding(message, [])], Paper(width=width, colour=True))
    assert first.startswith("\x1b[35;1mnot known[EH204]\x1b[0m:")
    assert [first.replace("\x1b[35;1m", "").replace("\x1b[0m", ""), *rest] == plain


@pytest.fixture
def printed(plan: Plan) -> dict[int | None, list[str]]:
    """What is printed of the plan in the test's docstring, by the width of the terminal."""
    return {
        width: list(text.findings(conflicts(plan), Paper(width=width))) for width in (60, 90, None)
    }


def test_a_proof_stays_a_sum_on_a_narrow_terminal(printed: dict[int | None, list[str]]) -> None:
    """
    as_at: 2021-09-01
    milestones:
      partners.told: {on: 2021-09-13, source: the report of 8 September to the cabinet}
      out: {after: partners.told + 3 months, on: 2021-12-01}
    """
    assert printed[60][3:11] == [
        "   Mon 13 September 2021   partners.told, pinned",
        "                             plan.yaml:3  (the report of 8",
        "                             September to the cabinet)",
        " + 91 days                 out, at least 3 months after",
        "                             partners.told  plan.yaml:4",
        " = Mon 13 December 2021    out at the earliest",
        "   Wed 1 December 2021     out, pinned  plan.yaml:4",
        "   ---------------------   12 calendar days (8 working days)",
    ]
    # where every line fits, the places stand under each other
    steps = [line for line in printed[None][2:] if "  plan.yaml:" in line and "type" not in line]
    assert len(steps) == 3
    assert len({line.index("plan.yaml:") for line in steps}) == 1


def test_a_list_of_days_is_as_wide_as_the_terminal(redesign: Path) -> None:
    """
    milestones:
      partners.told: {on: 2021-10-13}
      assets.last_handover: {after: partners.told + 3 months, on: 2022-01-20}
    """
    typed = ("plan", "show", "-p", redesign.name)
    shown = on_a_terminal(redesign.parent, *typed, COLUMNS="90", NO_COLOR="1").decode()
    assert max(map(len, shown.splitlines())) <= 90
    assert "assets.last_handover" in shown
    assert len(shown.splitlines()) > 8


def test_a_finding_ends_where_the_terminal_does(redesign: Path) -> None:
    """
    milestones:
      partners.told: {on: 2021-10-13, source: the report of 8 September to the cabinet}
      out: {after: partners.told + 3 months, on: 2022-01-05}
    """
    typed = ("plan", "check", redesign.name)
    shown = on_a_terminal(redesign.parent, *typed, COLUMNS="60", NO_COLOR="1").decode()
    assert max(map(len, shown.splitlines())) <= 60
    assert "\n  partners.told and out\n" in shown


@given(SENTENCES, WIDTHS | st.none())
def test_prose_has_as_much_room_as_a_page_or_a_narrower_window(
    said: str, width: int | None
) -> None:
    paper = Paper(width=width)
    lines = paper.wrapped(said, "  because  ", "    ")
    assert " ".join(lines).split() == ["because", *said.split()]
    assert all(len(line) <= min(width or 100, 100) for line in lines)
    assert all(line.startswith("    ") for line in lines[1:])
    assert (Paper(width=120).room, Paper(width=80).room, Paper().room) == (100, 80, 100)
    assert paper.wrapped(said) == Paper(width=min(width or 100, 100)).wrapped(said)


@pytest.mark.parametrize(
    "typed",
    [
        "status",
        "plan check",
        "plan critical",
        "plan fix --keep offer.launch",
        "plan risk",
        "plan whatif --move offer.launch=2021-12-01",
        "baseline compare agreed",
        "baseline list",
        "property list",
        "partner list",
        "notice due --all",
        "case summary",
    ],
)
def test_what_an_officer_asks_fits_a_window_of_80_letters(agreed: Path, typed: str) -> None:
    shown = on_a_terminal(agreed, *typed.split(), COLUMNS="80", NO_COLOR="1").decode()
    lines = shown.splitlines()
    assert len(lines) > 2
    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize(
    "typed",
    [
        "plan check nowhere-at-all-in-this-folder",
        "plan critical",
        "plan fix --keep offer.launch",
        "plan shift . --start 2026-09-09 -o later --dry-run",
        "case check",
        "case summary",
    ],
)
def test_what_is_no_table_fits_a_window_of_60_letters(agreed: Path, typed: str) -> None:
    shown = on_a_terminal(agreed, *typed.split(), COLUMNS="60", NO_COLOR="1").decode()
    lines = shown.splitlines()
    assert len(lines) > 2
    # what is to be typed stays in one line, or could not be copied
    assert [line for line in lines if len(line) > 60 and not line.startswith("  eh ")] == []


@pytest.mark.parametrize("typed", ["status", "property list", "plan gantt", "comms plan"])
def test_what_a_page_begins_with_fits_such_a_window_too(agreed: Path, typed: str) -> None:
    shown = on_a_terminal(agreed, *typed.split(), COLUMNS="60", NO_COLOR="1").decode()
    title, *said, rest = shown.splitlines()[:4]
    assert title == "Early Help redesign"
    assert " ".join(line.strip() for line in said).endswith("; `eh plan check` says more"), rest
    assert max(map(len, said)) <= 60


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of 2021 with a baseline, and a launch that has moved since."""
    folder = tmp_path_factory.mktemp("agreed") / "our-redesign"
    shutil.copytree(shipped_file("early-help-2021").parent, folder)
    on_a_terminal(folder, "baseline", "set", "agreed")
    reason = "the cabinet decided on 14 September that it has to be later, and by how much"
    on_a_terminal(folder, "milestone", "move", "offer.launch", "2022-01-10", "--reason", reason)
    return folder


@given(st.text("ab ", max_size=300), st.integers(60, 200))
def test_a_text_is_cut_between_words_where_one_ends_near_enough(said: str, longest: int) -> None:
    shown = text.clipped(said, longest)
    assert len(shown) <= longest
    if len(said) <= longest:
        assert shown == said
        return
    kept = shown.removesuffix("…")
    assert shown != kept
    assert said.startswith(kept)
    is_between = said[len(kept)] == " "
    assert is_between or " " not in said[longest - text.LONGEST_WORD : longest - 1]


def test_a_table_that_fits_no_narrow_window_is_as_wide_as_a_page() -> None:
    headings, row = ("milestone", "day", "why"), ("m" * 30, "Monday 6 December 2021", "w" * 60)
    narrow, page = (tables.table(headings, [row], width=width) for width in (60, 100))
    assert narrow == page
    assert len(tables.table(headings, [(*row[:2], "w" * 10)], width=60).splitlines()[-1]) <= 60


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("status --as-at 24/01/2022", "that is 2022-01-24"),
        ("status -p nowhere", "there is no file or folder nowhere"),
    ],
)
def test_what_stops_a_command_ends_where_the_terminal_does(
    tmp_path: Path, typed: str, told: str
) -> None:
    shown = all_on_a_terminal(tmp_path, *typed.split(), COLUMNS="70").decode()
    assert max(map(len, shown.splitlines())) <= 70
    assert told in " ".join(shown.split())
    assert shown.endswith("\n")
    assert not shown.endswith("\n\n")
