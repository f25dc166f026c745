"""What becomes of what two people record in copies of their own, once the copies are one again?"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.files.journal import as_lines
from earlyhelp.files.load import parse
from earlyhelp.model.journal import Action, Entry
from tests.entries import PLAN, entry

MILESTONES: Final = ("launch", "handover", "told", "elm.swept", "elm.food.out")
DAYS: Final = st.sampled_from(("2021-09-14", "2021-09-15", "2021-12-22", "2022-01-10"))


def plan(entries: list[Entry]) -> Plan:
    """The plan with these entries in its journal."""
    return parse(PLAN, recorded=as_lines(entries, None))


@st.composite
def recorded(draw: st.DrawFn, before: list[Entry], subjects: list[str]) -> list[Entry]:
    """What somebody records after `before`, one command after another, as the commands do."""
    mine: list[Entry] = []
    for number in range(draw(st.integers(1, 4))):
        now = plan([*before, *mine])
        assert now.journal is not None
        subject = draw(st.sampled_from(subjects))
        last = now.journal.last_of(subject)
        kinds = ["note", "undo"] if last else ["note"]
        if subject == "elm.food":
            kinds.append("extend")
        elif now[subject].done is None:
            kinds += ["move", "done"]
        kind, day = draw(st.sampled_from(kinds)), draw(DAYS)
        if kind == "undo" and last is not None:
            mine.append(entry(Action.UNDONE, subject, was=last.in_short))
        elif kind == "note":
            mine.append(entry(Action.NOTE, subject, reason=f"number {number}"))
        elif kind == "extend":
            [row] = now.registers.occupations if now.registers else []
            was = row.extended_to.when.text if row.extended_to else ""
            mine.append(entry(Action.EXTENDED, subject, day, was))
        elif kind == "move":
            planned = now[subject].on or now[subject].expected
            was = planned.when.text if planned else ""
            mine.append(entry(Action.MOVED, subject, day, was))
        else:
            mine.append(entry(Action.DONE, subject, day, evidence="certificate 12"))
    return mine


@st.composite
def merged(draw: st.DrawFn, mine: list[Entry], yours: list[Entry]) -> list[Entry]:
    """The lines of both in any order that keeps the order of each."""
    whose = draw(st.permutations([True] * len(mine) + [False] * len(yours)))
    left = {True: iter(mine), False: iter(yours)}
    return [next(left[one]) for one in whose]


def says(plan: Plan) -> list[Any]:
    """The days of everything, and not where they stand."""
    days: list[Any] = []
    for one in plan.milestones:
        said = (one.on, one.expected, one.done, one.claimed, one.moved_from)
        days.append((one.id, *(day and day.when.text for day in said), one.evidence))
    rows = plan.registers.occupations if plan.registers else ()
    return days + [(row.id, row.extended_to and row.extended_to.when.text) for row in rows]


@given(st.data())
def test_what_two_people_record_of_different_things_is_the_same_in_every_order(
    data: st.DataObject,
) -> None:
    subjects = data.draw(st.permutations([*MILESTONES, "elm.food"]))
    before = data.draw(recorded([], subjects))
    mine = data.draw(recorded(before, subjects[:3]))
    yours = data.draw(recorded(before, subjects[3:]))
    one, other = plan([*before, *mine, *yours]), plan([*before, *data.draw(merged(mine, yours))])
    assert says(one) == says(other)
    for both in (one, other):
        assert both.journal is not None
        assert both.journal.stale == both.journal.undid_nothing == ()


@given(st.data())
def test_what_two_people_record_of_the_same_thing_is_never_lost_without_a_word(
    data: st.DataObject,
) -> None:
    """It is what the plan says, or somebody who knew it went on from it, or it is left aside."""
    subject = data.draw(st.sampled_from([*MILESTONES, "elm.food"]))
    before = data.draw(recorded([], [subject]))
    mine, yours = (data.draw(recorded(before, [subject])) for _ in range(2))
    both = plan([*before, *data.draw(merged(mine, yours))])
    assert both.journal is not None
    stands = both.journal.heeded
    for kind in (Action.MOVED, Action.EXTENDED, Action.DONE):
        went_on = {one.was for one in stands if one.action is kind}
        for day in {one.day_as_typed for one in stands if one.action is kind} - went_on:
            assert day == now_says(both, subject, kind)


@given(st.data())
def test_an_undo_takes_back_what_its_writer_saw_and_nothing_of_anybody_else(
    data: st.DataObject,
) -> None:
    """What no longer stands is what the undos name, each once."""
    subject = data.draw(st.sampled_from([*MILESTONES, "elm.food"]))
    before = data.draw(recorded([], [subject]))
    mine, yours = (data.draw(recorded(before, [subject])) for _ in range(2))
    journal = plan([*before, *data.draw(merged(mine, yours))]).journal
    assert journal is not None
    undos = [one for one in journal.entries if one.action is Action.UNDONE]
    made = Counter(one.in_short for one in journal.entries if one.action is not Action.UNDONE)
    stands = Counter(one.in_short for one in journal.standing)
    in_vain = Counter(one.was for one in journal.undid_nothing)
    assert made - stands == Counter(one.was for one in undos) - in_vain


def now_says(plan: Plan, subject: str, kind: Action) -> str:
    """The day that the plan has for it now."""
    if kind is Action.EXTENDED:
        [row] = plan.registers.occupations if plan.registers else []
        said = row.extended_to
    elif kind is Action.MOVED:
        said = plan[subject].on or plan[subject].expected
    else:
        said = plan[subject].done
    return said.when.text if said else ""
