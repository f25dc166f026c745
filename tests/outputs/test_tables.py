"""Is a table as wide as it may be, and is nothing of it lost?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.outputs.tables import table

HEADINGS = ("id", "what it is")
WORDS = st.text("abcdefgh", min_size=1, max_size=12)
CELLS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


def test_a_table_that_is_narrow_enough_stays_as_it_is() -> None:
    rows = [("a", "short"), ("b", "a little longer")]
    assert table(HEADINGS, rows, width=100) == table(HEADINGS, rows)
    assert table(HEADINGS, [], width=100) == table(HEADINGS, [])


def test_the_cells_that_are_long_go_on_in_the_next_line() -> None:
    rows = [("elm", "agreed, to 14 December 2021"), ("oak", "requested")]
    assert table(HEADINGS, rows, width=30) == (
        "id    what it is\n"
        "----  -------------\n"
        "elm   agreed, to 14\n"
        "      December 2021\n"
        "oak   requested"
    )


def test_as_few_cells_as_possible_are_broken() -> None:
    days = [("14 September 2021", "–")] * 3 + [("15 September 2021", "said by word of mouth")]
    printed = table(("told", "how"), days, width=30)
    assert printed.count("14 September 2021") == 3
    assert len(printed.splitlines()) > 2 + len(days)


def test_what_somebody_may_have_to_type_is_never_broken() -> None:
    name = "the-centre-on-the-road-to-the-sea"
    assert name in table(HEADINGS, [("a", f"see {name}")], width=20)


def test_the_lines_of_a_cell_stay_lines_and_each_is_broken_by_itself() -> None:
    assert table(HEADINGS, [("a", "one\nand another of them"), ("b", "two")], width=22) == (
        "id    what it is\n"
        "----  ------------\n"
        "a     one\n"
        "      and another\n"
        "      of them\n"
        "b     two"
    )


def test_a_spaced_table_has_an_empty_line_between_two_rows_and_nowhere_else() -> None:
    assert table(HEADINGS, [("a", "one"), ("b", ""), ("c", "two")], spaced=True) == (
        "id    what it is\n----  ------------\na     one\n\nb\n\nc     two"
    )
    assert table(HEADINGS, [("a", "one")], spaced=True) == table(HEADINGS, [("a", "one")])
    assert table(HEADINGS, [], spaced=True) == table(HEADINGS, [])


@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), width=st.integers(30, 120))
def test_no_line_is_too_wide_and_no_word_is_lost(rows: list[tuple[str, str]], width: int) -> None:
    printed = table(HEADINGS, rows, width=width)
    assert all(len(line) <= width for line in printed.splitlines())
    said = sorted(word for row in rows for cell in row for word in cell.split())
    assert sorted(word for line in printed.splitlines()[2:] for word in line.split()) == said
