"""Are the buildings ready to be left, and does somebody take them over?

EH401, EH402, EH403, EH404, EH405.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.dates import days, words
from earlyhelp.dates.days import FIRST
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Milestone, Plan, Stated
from earlyhelp.model.registers import NO_ROWS, Extension, Future, Occupation, Property
from earlyhelp.model.workflows import (
    ACCEPTED,
    HANDED_OVER,
    OUT,
    RECORDS_SWEPT,
    SERVICE_ENDED,
    VACATED,
    Each,
)
from earlyhelp.network.schedule import Schedule

#: How many names a message lists before it only counts them.
NAMED: Final = 4
#: The states of a property that its workflow knows, in their order: how each is said, and
#: how it is asked when it was.
_STATES: Final = {
    SERVICE_ENDED: ("its service ends", "its service ended"),
    VACATED: ("vacated", "it was vacated"),
    HANDED_OVER: ("handed over", "it was handed over"),
    ACCEPTED: ("accepted", "it was accepted"),
}


class State(NamedTuple):
    """One state of a property, and the day that is stated for it."""

    words: str  #: ``handed over``
    stated: Stated

    def __str__(self) -> str:
        """``handed over on Monday 13 December 2021``."""
        return f"{self.words} {self.stated.when.with_preposition()}"


def leaving(plan: Plan) -> Iterator[Property]:
    """The properties that are not retained; a retained one has nothing to leave."""
    rows = (plan.registers or NO_ROWS).properties
    return (row for row in rows if row.future is not Future.RETAINED)


def step_of(plan: Plan, row: Property | Occupation, step: str) -> Milestone | None:
    """The milestone that a row has for a step; ``None`` where it does not go through it."""
    try:  # asked of every row by every check, and most rows have it
        return plan[f"{row.id}.{step}"]
    except KeyError:
        return None


def state_of(plan: Plan, row: Property, *steps: str) -> State | None:
    """The first of these states of a property that has a stated day."""
    for step in steps:
        milestone = step_of(plan, row, step)
        if milestone is not None and milestone.stated is not None:
            return State(_STATES[step][0], milestone.stated)
    return None


def days_between(first: Stated, then: Stated) -> int:
    """Calendar days from `first` to `then`, whichever days they mean: the least there can be.

    Above 0, `then` is certainly the later one.
    """
    return _surely_from(then) - first.when.high


def in_days(number: int, first: Stated, then: Stated) -> str:
    """``4 days``, or ``at least 4 days`` where one of the two is not known to the day."""
    said = words.count(number, "day")
    return said if first.when.is_exact and then.when.is_exact else f"at least {said}"


def listed(names: list[str]) -> str:
    """``a``, ``a and b``, ``a, b, c and 4 more``."""
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _surely_from(stated: Stated) -> int:
    """The first day number that a stated day can mean; a deadline can mean any up to its end."""
    return FIRST if stated.when.is_deadline else stated.when.low


@check("EH401", "states-out-of-order", Severity.ERROR)
def states_out_of_order(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The states of a property do not come in their order.

    ## What it means
    Its service ends, it is vacated, handed over, accepted, and disposed of: five states, each
    on or after the one before it. Two of them may fall on one day. The days are those that
    are stated, or done. A later state that is done while an earlier one has no day at all is
    reported too. A lease can be signed before the building is handed over, so `disposed` is
    not compared where the `future` is `lease`.

    ## Why it matters
    Each state moves a duty to somebody else (Oxfordshire, Vacant premises procedure). Nobody
    can hand over a building that is still in use, or sell one that was never taken over.

    ## What to do
    Correct the day that is wrong, or record the one that is missing.
    """
    for row in leaving(plan):
        passes = {step: item for step in _STATES if (item := step_of(plan, row, step)) is not None}
        states = [
            State(_STATES[step][0], item.stated)
            for step, item in passes.items()
            if item.stated is not None
        ]
        if row.disposed is not None and row.future is not Future.LEASE:
            states.append(State("disposed of", row.disposed))
        last: State | None = None  # of the states so far, the one whose day is surely the last
        for state in states:
            if last is not None and (early := days_between(state.stated, last.stated)) > 0:
                apart = in_days(early, state.stated, last.stated)
                day = last.stated.when.with_preposition()
                yield say(
                    f"{row.title}: {state}, but {last.words} only {day}, {apart} later",
                    place=state.stated.place,
                    subjects=(row.id,),
                    short_by_days=early,
                )
            if last is None or _surely_from(state.stated) >= _surely_from(last.stated):
                last = state
        if (left_out := _states_left_out(passes)) is not None:
            state, when = left_out
            yield say(
                f"{row.title}: {state}, but no day says when {when}",
                place=state.stated.place,
                subjects=(row.id,),
            )


def _states_left_out(passes: dict[str, Milestone]) -> tuple[State, str] | None:
    """The last state that is done, and the states before it that have no day, in words."""
    found, without = None, list[str]()
    for step, milestone in passes.items():
        if milestone.done is not None and without:
            found = State(_STATES[step][0], milestone.done), " or when ".join(without)
        if milestone.stated is None:
            without.append(_STATES[step][1])
    return found


@check("EH402", "gate-without-evidence", Severity.ERROR)
def gate_without_evidence(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Somebody wrote that a gate was passed, and nobody has shown it.

    ## What it means
    The step has `evidence: required`. Its row has a day under `done:STEP`, and nothing under
    `evidence:STEP`. The plan goes on as if it were not done, and only expected that day.

    ## Why it matters
    A gate that is ticked without having been seen protects nobody. Salford's policy for
    surplus property asks for a name and a date for each line of its checklist.

    ## What to do
    Write under `evidence:STEP` who saw what, or take the day out.
    """
    for milestone in plan.milestones:
        claimed = milestone.claimed
        if claimed is not None:
            yield say(
                f"{milestone.id} is recorded as done {claimed.when.with_preposition()}, but "
                "without evidence: a gate is passed only once somebody has shown it",
                place=claimed.place,
                subjects=(milestone.id,),
            )


@check("EH403", "records-not-swept", Severity.ERROR)
def records_not_swept(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A property is handed over and its records were not swept before.

    ## What it means
    The property has a day for `handed_over`, and either no step `records_swept` at all, or
    a day for it that is later, or the handover is done and the sweep is not. On the same day
    will do. A sweep without evidence is EH402.

    ## Why it matters
    Hampshire County Council was fined £100,000 for children's files left in an office that
    it had vacated: no one was clearly responsible for looking (ICO v Hampshire, August 2016).

    ## What to do
    Sweep cupboards, lofts, sheds, the off-site store and disks, and have it signed.
    """
    unswept = []
    for row in leaving(plan):
        handed, sweep = step_of(plan, row, HANDED_OVER), step_of(plan, row, RECORDS_SWEPT)
        if handed is None or handed.stated is None:
            continue
        day = handed.stated.when.with_preposition()
        if sweep is None:
            unswept.append(row)
            continue
        swept = sweep.claimed or sweep.stated
        if swept is not None and (late := days_between(handed.stated, swept)) > 0:
            yield say(
                f"{row.title} is handed over {day}, and its records are swept only "
                f"{swept.when.with_preposition()}, {in_days(late, handed.stated, swept)} later",
                place=swept.place,
                subjects=(row.id,),
                short_by_days=late,
            )
        elif handed.done is not None and sweep.done is None and sweep.claimed is None:
            yield say(
                f"{row.title} was handed over {day}, and its records are not recorded as swept",
                place=handed.done.place,
                subjects=(row.id,),
            )
    for place, rows in _by_workflow(plan, unswept):
        yield say(
            f"no records sweep comes before the handover of {listed([r.title for r in rows])}: "
            f"there is no step {RECORDS_SWEPT}",
            place=place,
            subjects=tuple(row.id for row in rows),
        )


def _by_workflow(plan: Plan, rows: list[Property]) -> Iterator[tuple[Place, list[Property]]]:
    """Rows by the line of the workflow that hands them over: one line can mend them all."""
    places = {
        row.id: step.place
        for workflow in (plan.workflows if rows else ())
        if workflow.each is Each.PROPERTY
        for step in workflow.steps
        if step.name == HANDED_OVER
        for row in workflow.rows(plan.registers or NO_ROWS)
    }
    together = defaultdict(list)
    for row in rows:
        together[places.get(row.id, row.place)].append(row)
    yield from together.items()


@check("EH404", "partner-still-in", Severity.ERROR)
def partner_still_in(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A partner is still in a property when that is vacated or handed over.

    ## What it means
    Its stated day out, or the day to which it has or wants an extension that nobody has
    refused, lies after the day stated for the property as vacated or handed over, whichever
    is earlier. Or that is done, and the partner's step `out` is not. The same day will do.

    ## Why it matters
    A property is vacated once it is completely so, with all equipment, furniture and files
    (Oxfordshire, Vacant premises procedure). Until then nobody else is responsible for it.

    ## What to do
    Move the day of the property, or agree an earlier one with the partner.
    """
    registers = plan.registers or NO_ROWS
    for home in leaving(plan):
        inside = registers.occupations_of.get(home.id, ())
        left = _left(plan, home) if inside else None
        if left is None:
            continue
        state, is_done = left
        for row in inside:
            partner = registers.partner_by_id.get(row.partner)
            name = row.partner if partner is None else partner.title
            out, stays = step_of(plan, row, OUT), _stays(plan, row, home)
            if stays is not None and (late := days_between(state.stated, stays.until)) > 0:
                apart = in_days(late, state.stated, stays.until)
                yield say(
                    f"{name} {stays.words}, {apart} after the property is {state}",
                    place=stays.until.place,
                    subjects=(row.id,),
                    short_by_days=late,
                )
            elif is_done and out is not None and out.done is None and out.claimed is None:
                yield say(
                    f"{home.title} was {state}, and {name} is not recorded as out",
                    place=row.place,
                    subjects=(row.id,),
                )


def _left(plan: Plan, row: Property) -> tuple[State, bool] | None:
    """As what a property is first left, and whether it is done; a fact before any forecast."""
    found = [
        (milestone.done is None, milestone.stated.when.high, step, milestone.stated)
        for step in (VACATED, HANDED_OVER)
        if (milestone := step_of(plan, row, step)) is not None and milestone.stated is not None
    ]
    if not found:
        return None
    is_open, _, step, stated = min(found, key=lambda item: item[:2])
    return State(_STATES[step][0], stated), not is_open


class _Stays(NamedTuple):
    """Until when a partner stays in a property, and how that is said, day included."""

    words: str
    until: Stated


_STAYS: Final = {
    Extension.REQUESTED: "has asked to stay",
    Extension.AGREED: "has an extension to stay",
    None: "has asked, or has been allowed, to stay",
}


def _stays(plan: Plan, row: Occupation, home: Property) -> _Stays | None:
    """The latest day of what is said; of an extension, nothing once the partner is out."""
    out, found = step_of(plan, row, OUT), []
    if out is not None and (day := out.stated) is not None:
        said = f"is out of {home.title} only {day.when.with_preposition()}"
        found.append(_Stays(said, day))
    is_out = out is not None and out.done is not None
    if (to := row.extended_to) is not None and row.extension in _STAYS and not is_out:
        said = f"{_STAYS[row.extension]} in {home.title} to {to.when.in_a_sentence()}"
        found.append(_Stays(said, to))
    return max(found, key=lambda stays: _surely_from(stays.until), default=None)


@check("EH405", "nobody-accepted", Severity.WARNING)
def nobody_accepted(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A property is handed over, and nobody has accepted it.

    ## What it means
    Its handover is done and `accepted` is not, on a day after the handover. Or what it goes
    through has a step `handed_over`, and none called `accepted`. An acceptance without
    evidence is EH402.

    ## Why it matters
    A handover that nobody accepts in writing is only a letter. Insurance, inspections and
    keys stay where they were, or with no one at all.

    ## What to do
    Ask the Assets Team to accept in writing, and record the day.
    """
    as_at, unaccepted = schedule.network.as_at, []
    for row in leaving(plan):
        handed, accepted = step_of(plan, row, HANDED_OVER), step_of(plan, row, ACCEPTED)
        if handed is not None and accepted is None:
            unaccepted.append(row)
        if handed is None or accepted is None or accepted.done or accepted.claimed:
            continue
        done = handed.done
        if done is None or as_at is None or as_at <= done.when.high:
            continue
        waits = words.count(as_at - done.when.high, "day")
        waits = waits if done.when.is_exact else f"at least {waits}"
        yield say(
            f"{row.title} was handed over {done.when.with_preposition()}, and nobody has accepted "
            f"it: {waits} up to {words.short(days.day(as_at))}",
            place=done.place,
            subjects=(row.id,),
        )
    for place, rows in _by_workflow(plan, unaccepted):
        yield say(
            f"nobody is asked to accept {listed([row.title for row in rows])} after the handover: "
            f"there is no step {ACCEPTED}",
            place=place,
            subjects=tuple(row.id for row in rows),
        )
