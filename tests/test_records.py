"""Records are what attrs would have made of them: the same equality, hash and words."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.model import registers
from earlyhelp.records import Record


@attrs.frozen(eq=False, repr=False)
class Ours(Record):
    """A record of three parts, one of which does not count and one of which is not shown."""

    day: object
    note: object = attrs.field(default=None, eq=False)
    key: object = attrs.field(default=None, repr=False)


@attrs.frozen(eq=False, repr=False)
class Related(Ours):
    """One with the same parts."""


@attrs.frozen
class Theirs:
    """The same with what attrs writes."""

    day: object
    note: object = attrs.field(default=None, eq=False)
    key: object = attrs.field(default=None, repr=False)


parts = st.tuples(*[st.none() | st.integers(0, 2) | st.text("ab", max_size=1)] * 3)


@given(one=parts, other=parts)
def test_two_records_are_the_same_exactly_where_attrs_says_so(one: Any, other: Any) -> None:
    assert (Ours(*one) == Ours(*other)) == (Theirs(*one) == Theirs(*other))
    if Ours(*one) == Ours(*other):
        assert hash(Ours(*one)) == hash(Ours(*other))


@given(one=parts)
def test_a_record_shows_what_attrs_would_show(one: Any) -> None:
    assert repr(Ours(*one)) == repr(Theirs(*one)).replace("Theirs", "Ours")


def test_a_record_of_another_class_is_another_even_with_the_same_parts() -> None:
    assert Ours(1) != Related(1)
    assert Related(1) != Ours(1)
    assert Ours(1) != Theirs(1)
    assert len({Ours(1), Related(1), Ours(1)}) == 2


def test_a_record_with_a_part_that_can_change_is_no_key() -> None:
    with pytest.raises(TypeError):
        hash(Ours([]))


def test_a_record_stays_frozen() -> None:
    says = registers.StepSays(evidence="seen")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        says.evidence = "not seen"  # type: ignore[misc]
    assert not hasattr(says, "__dict__")
