"""Does a length turn out as often as it should?"""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Lag, Link, Unit
from earlyhelp.findings import Place
from earlyhelp.model import Field, LinkKind
from earlyhelp.model.uncertain import Uncertain
from earlyhelp.risk.draws import Drawn, sampled, turned_out
from tests.risk.conftest import chances

WEEKS = Unit.WEEKS


def length(low: int, likely: int | None, high: int, unit: Unit = WEEKS) -> Uncertain:
    """An uncertain length with these ends."""
    line = Link(
        first="a",
        then="b",
        kind=LinkKind.AT_MOST,
        lag=Lag(high, unit),
        place=Place("plan.yaml", 1, 1),
        field=Field.WITHIN,
        owner="b",
        words="",
    )
    return Uncertain(
        first="a",
        then="b",
        shortest=Lag(low, unit),
        longest=Lag(high, unit),
        likely=None if likely is None else Lag(likely, unit),
        decided_by=None,
        line=line,
    )


lengths = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)).map(sorted)
ends = st.tuples(lengths, st.booleans()).map(
    lambda drawn: (drawn[0][0], drawn[0][1] if drawn[1] else None, drawn[0][2])
)


def test_between_3_and_6_weeks_likely_4() -> None:
    """A triangle from 2.5 to 6.5 with its peak over 4: the areas over 3, 4, 5 and 6."""
    found = {number: round(float(chance), 4) for number, chance in chances(3, 4, 6).items()}
    assert found == {3: 0.1667, 4: 0.4333, 5: 0.3, 6: 0.1}
    assert sum(chances(3, 4, 6).values()) == 1


@given(drawn=ends, trials=st.integers(1, 400), seed=st.integers(0, 5))
def test_the_share_of_every_number_is_exact_to_within_one_trial(
    drawn: tuple[int, int | None, int], trials: int, seed: int
) -> None:
    [made] = sampled([length(*drawn)], trials, seed)
    found = Counter(map(int, np.broadcast_to(made.counts, trials)))
    exact = chances(*drawn)
    assert set(found) <= set(exact)
    for number, chance in exact.items():
        assert abs(found[number] - chance * trials) <= 1 + 1e-9


@given(drawn=ends)
def test_the_ends_of_a_length_are_its_first_and_last_quantile(
    drawn: tuple[int, int | None, int],
) -> None:
    low, likely, high = drawn
    assert list(turned_out(np.array([0.0, 1.0]), low, likely, high)) == [low, high]


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    pair = [length(3, 4, 6), length(2, None, 9)]
    one, same, other = (sampled(pair, 1000, seed) for seed in (1, 1, 2))
    assert all(np.array_equal(a.counts, b.counts) for a, b in zip(one, same, strict=True))
    assert not any(np.array_equal(a.counts, b.counts) for a, b in zip(one, other, strict=True))


def test_two_lengths_have_nothing_to_do_with_one_another() -> None:
    """Each pair comes about as often as the two chances say together."""
    one, other = sampled([length(0, None, 1), length(0, None, 1)], 10_000, 1)
    pairs = Counter(zip(one.counts.tolist(), other.counts.tolist(), strict=True))
    assert all(2_400 < pairs[pair] < 2_600 for pair in ((0, 0), (0, 1), (1, 0), (1, 1)))


def test_a_length_that_is_one_number_is_one_number() -> None:
    assert list(Drawn.of(length(4, 4, 4), np.array([0.1, 0.9])).counts) == [4]
