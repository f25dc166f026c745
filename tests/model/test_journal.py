"""Which entries of a journal stand, what they are about, and when they were made."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.findings import Place
from earlyhelp.model.journal import Action, Entry, Journal

HERE = Place("journal.csv", 2, 1)
SUBJECTS = ("elm", "oak", "ash")
MOMENTS = ("2021-09-14T10:02:11+00:00", "2021-09-15T00:30:00+01:00", "in September", "")


def entry(action: Action, subject: str, recorded_at: str = MOMENTS[0], was: str = "") -> Entry:
    return Entry(
        recorded_at=recorded_at,
        by="office",
        action=action,
        subject=subject,
        was=was,
        place=HERE,
    )


entries = st.lists(
    st.builds(
        entry,
        st.sampled_from([*Action, Action.UNDONE, Action.UNDONE]),
        st.sampled_from(SUBJECTS),
        st.sampled_from(MOMENTS),
        st.sampled_from(["", "note", "moved", "done"]),
    )
)


def standing(made: list[Entry]) -> list[Entry]:
    """The slow way: each undoing takes away the nearest entry before it that it means."""
    left: list[Entry] = []
    for one in made:
        if one.action is not Action.UNDONE:
            left.append(one)
            continue
        about = [at for at, other in enumerate(left) if other.is_undone_by(one)]
        if about:
            del left[about[-1]]
    return left


@given(made=entries, asked=st.sets(st.sampled_from(SUBJECTS)), choice=st.data())
def test_what_is_not_undone_stands_and_is_found_by_what_it_is_about(
    made: list[Entry], asked: set[str], choice: st.DataObject
) -> None:
    stand = standing(made)
    aside = choice.draw(st.lists(st.sampled_from(stand))) if stand else []
    journal = Journal(entries=tuple(made), stale=tuple(aside))
    assert [*map(id, journal.standing)] == [*map(id, stand)]
    heeded = [one for one in stand if one not in aside]
    assert [*map(id, journal.heeded)] == [*map(id, heeded)]
    assert [*map(id, journal.about(*asked))] == [id(one) for one in heeded if one.subject in asked]
    for subject in SUBJECTS:
        about = [one for one in stand if one.subject == subject]
        assert journal.last_of(subject) is (about[-1] if about else None)
        ever = [one for one in made if one.subject == subject]
        assert [*map(id, journal.ever_about(subject))] == [*map(id, ever)]


@given(made=entries, choice=st.data())
def test_what_an_undo_is_said_to_undo_is_all_that_no_longer_stands_after_it(
    made: list[Entry], choice: st.DataObject
) -> None:
    journal = Journal(entries=tuple(made))
    of = choice.draw(st.sampled_from(SUBJECTS))
    stand = [one for one in journal.standing if one.subject == of]
    one = choice.draw(st.sampled_from(stand)) if stand else None
    undo = entry(Action.UNDONE, of, was=journal.to_undo(one) if one else "")
    undone = journal.undone_by(undo)
    after = Journal(entries=(*made, undo))
    assert [*map(id, after.standing)] == [
        id(left) for left in journal.standing if left is not undone
    ]
    if undone is None:
        assert not stand
        assert after.undid_nothing[-1] is undo
    elif one is not None:
        assert undone.in_full == one.in_full


@pytest.mark.parametrize(
    ("recorded_at", "moment"),
    [
        ("2021-09-14T10:02:11+00:00", datetime(2021, 9, 14, 10, 2, 11, tzinfo=UTC)),
        ("2021-09-14T10:02:11", datetime(2021, 9, 14, 10, 2, 11, tzinfo=UTC)),
        ("2021-09-15T00:30:00+01:00", datetime(2021, 9, 14, 23, 30, tzinfo=UTC)),
        ("2021-09-14", datetime(2021, 9, 14, tzinfo=UTC)),
        ("1969-12-31T23:59:59+00:00", None),
        ("2100-01-01T00:00:00+00:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("in September", None),
        ("", None),
    ],
)
def test_the_moment_of_an_entry_is_in_utc_and_one_that_is_no_moment_is_none(
    recorded_at: str, moment: datetime | None
) -> None:
    assert entry(Action.NOTE, "elm", recorded_at).moment == moment


@given(made=entries)
def test_the_newest_moment_is_of_what_was_recorded_of_the_plan_undone_or_not(
    made: list[Entry],
) -> None:
    of_the_plan = [one.moment for one in made if one.action is not Action.EXPORTED]
    known = [moment for moment in of_the_plan if moment is not None]
    assert Journal(entries=tuple(made)).newest == (max(known) if known else None)
