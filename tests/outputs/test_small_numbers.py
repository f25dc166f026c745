"""Can a small number be read back from the numbers beside it?"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.outputs import rows
from earlyhelp.outputs.rows import counted, suppressed


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1200, "1200")],
)
def test_one_to_four_are_fewer_than_five(number: int, words: str) -> None:
    assert counted(number) == words


def test_one_small_number_takes_another_with_it() -> None:
    counts = {"close": 30, "transfer": 3, "same worker": 12}
    assert suppressed(counts) == {
        "close": "30",
        "transfer": "fewer than 5",
        "same worker": "5 or more",
    }


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_which_one_it_takes_says_nothing_of_the_small_number(number: int) -> None:
    words = suppressed({"close": number, "transfer": 7, "same worker": 9, "not known": 30})
    assert words == {
        "close": "fewer than 5",
        "transfer": "7",
        "same worker": "5 or more",
        "not known": "30",
    }


def test_where_nothing_else_hides_it_no_number_is_shown() -> None:
    assert suppressed({"close": 3, "transfer": 0}) is None
    assert suppressed({"close": 2, "transfer": 5}) is None


def test_four_times_one_of_four_people_is_no_secret_either() -> None:
    assert suppressed({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}) is None


@given(st.lists(st.integers(0, 14), min_size=1, max_size=5))
def test_beside_their_total_small_numbers_stay_as_they_are_shown(numbers: list[int]) -> None:
    """By the definition: every reading of the words with that total, one after another."""
    counts = {f"team-{at}": number for at, number in enumerate(numbers)}
    words = suppressed(counts)
    if words is None:
        return
    total = sum(numbers)
    readings = [
        reading
        for reading in product(*(meanings(said, total) for said in words.values()))
        if sum(reading) == total
    ]
    assert tuple(numbers) in readings
    for at, number in enumerate(numbers):
        if 0 < number < 5:
            assert {reading[at] for reading in readings} == {1, 2, 3, 4}


@given(st.lists(st.integers(5, 400) | st.just(0), max_size=8))
def test_numbers_that_point_at_nobody_are_all_shown(numbers: list[int]) -> None:
    counts = {f"team-{at}": number for at, number in enumerate(numbers)}
    assert suppressed(counts) == {name: str(number) for name, number in counts.items()}


def meanings(said: str, most: int) -> range:
    """Which numbers a word can stand for."""
    if said == rows.FEWER:
        return range(1, 5)
    return range(5, most + 1) if said == rows.MORE else range(int(said), int(said) + 1)
