"""Has everybody's open work a way to its conclusion?

EH6xx.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from earlyhelp.checks.register import check
from earlyhelp.checks.rows import LastDay, closing_days, last_day, open_cases
from earlyhelp.codes import Say
from earlyhelp.dates import days, words
from earlyhelp.dates.days import FIRST
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan, Stated
from earlyhelp.model.registers import (
    NO_ROWS,
    Case,
    Kind,
    Property,
    Registers,
    Route,
    Team,
    WorkerStatus,
)
from earlyhelp.model.routing import has_route
from earlyhelp.network.schedule import Schedule

#: Calendar days before the launch from which work that nobody has accepted is an error.
ACCEPTED_BEFORE: Final = 14

#: What a case is called. It is known by its place alone, so that nobody can be named.
_WORK: Final[Mapping[Kind | None, str]] = {
    Kind.GROUP: "places in a group",
    Kind.WAITING_LIST: "an entry on the waiting list",
}


def _work(case: Case) -> str:
    return _WORK.get(case.kind, "open work")


@check("EH601", "no-route", Severity.ERROR)
def no_route(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Nobody has said how a piece of open work goes on, or not enough to follow it.

    ## What it means
    A route is `close` with a `planned_closure`, `transfer` with a `receiving_team`, or
    `same worker`. Places in a group and entries on the waiting list need one too.

    ## Why it matters
    Incomplete work is continued to its conclusion, so that no one is left unsupported
    (S0 4.4).

    ## What to do
    Decide how it goes on, and write that into its row. `eh case allocate` proposes a team.
    """
    for case in open_cases(plan):
        if not has_route(case):
            yield say(f"{_work(case)} without a route: {_missing(case)}", place=case.place)


def _missing(case: Case) -> str:
    match case.route:
        case Route.CLOSE:
            return "to be closed, but no day is planned for it"
        case Route.TRANSFER:
            return "to be transferred, but no receiving team is named"
        case _:
            return "nobody has said how the work goes on"


@check("EH602", "not-accepted", Severity.WARNING)
def not_accepted(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Open work is to be transferred, but no post is named for it or nobody accepted it.

    ## What it means
    A transfer is complete once `receiving_post` says which post takes the work on and
    `accepted` when its manager agreed. From 14 calendar days before the launch this is an
    error.

    ## Why it matters
    Until then the work has left one team and has not arrived in another.

    ## What to do
    Name the post, ask its manager, and write the day of the answer into `accepted`.
    """
    launch = last_day(schedule, plan.settings.launch)
    as_at = schedule.as_at
    left = None if launch is None or as_at is None else launch.day - days.number(as_at)
    is_near = left is not None and left <= ACCEPTED_BEFORE
    until = f"; the launch is due {launch.words}" if launch is not None else ""
    for case in open_cases(plan):
        if case.route is not Route.TRANSFER or case.receiving_team is None:
            continue
        post = "no receiving post is named" if case.receiving_post is None else None
        accepted = "no manager has accepted the work" if case.accepted is None else None
        missing = " and ".join(part for part in (post, accepted) if part is not None)
        if missing:
            yield say(
                f"{_work(case)} to be transferred: {missing}{until}",
                place=case.place,
                severity=Severity.ERROR if is_near else Severity.WARNING,
            )


@check("EH603", "meeting-after-the-worker-leaves", Severity.ERROR)
def meeting_after_the_worker_leaves(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A handover meeting is planned for after the worker's last day.

    ## Why it matters
    The one who knows the family would not be there.

    ## What to do
    Hold the meeting on the worker's last day or earlier.
    """
    for case in open_cases(plan):
        meeting, last = case.handover_meeting, case.worker_last_day
        if meeting is not None and last is not None and meeting.when.low > last.when.high:
            yield say(
                f"{_meeting(case, meeting)}, after the worker's last day, "
                f"{last.when.in_a_sentence()}",
                place=meeting.place,
                short_by_days=meeting.when.low - last.when.high,
            )


def _meeting(case: Case, meeting: Stated) -> str:
    return f"the handover meeting for {_work(case)} is {meeting.when.with_preposition()}"


@check("EH604", "meeting-after-the-place-closes", Severity.ERROR)
def meeting_after_the_place_closes(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A handover meeting is planned for after the building where the work is done closes.

    ## What it means
    A building closes by the last day on which it can be vacated or handed over: as stated,
    or else as late as the plan allows. One with an `interim_venue` counts as open, because
    its services go on there.

    ## What to do
    Hold the meeting earlier, or name in `setting` where the family is met instead.
    """
    closing = closing_days(plan, schedule)
    unknown: set[str] = set()
    for case in open_cases(plan):
        meeting, setting = case.handover_meeting, case.setting
        if meeting is None or setting is None or setting not in closing:
            continue
        closes = closing[setting]
        if closes is None:
            unknown.add(setting)
        elif meeting.when.low > closes.day:
            yield say(
                f"{_meeting(case, meeting)}, after the building closes {closes.words}",
                place=meeting.place,
                short_by_days=meeting.when.low - closes.day,
            )
    for row in (plan.registers or NO_ROWS).properties:
        if row.id in unknown:
            yield _not_known(say, row, "handover meetings there are in time")


def _not_known(say: Say, row: Property | Team, what: str) -> Finding:
    is_team = isinstance(row, Team)
    missing = f"where {row.title} is based" if is_team else f"until when {row.title} stays open"
    return say(
        f"it is not known {missing}, so it cannot be told whether {what}",
        place=row.place,
        subjects=(row.id,),
        severity=Severity.NOT_KNOWN,
    )


@check("EH605", "meeting-not-on-a-working-day", Severity.WARNING)
def meeting_not_on_a_working_day(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A handover meeting is planned for a day on which nobody works.

    ## What to do
    Hold it on the working day before, which the message names; one after it can be too
    late for the worker or the building.
    """
    calendar = plan.calendar
    for case in open_cases(plan):
        meeting = case.handover_meeting
        if meeting is None or not meeting.when.is_exact or calendar.works_on(meeting.when.low):
            continue
        before = calendar.on_or_before(meeting.when.low)
        named = f"is {words.day(days.day(before))}" if before >= FIRST else "does not exist"
        yield say(
            f"{_meeting(case, meeting)}, not a working day "
            f"({calendar.why_closed(meeting.when.first)}); the working day before it {named}",
            place=meeting.place,
        )


@check("EH606", "family-told-late", Severity.ERROR)
def family_told_late(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A family hears of a change of worker, team or place only after it has come.

    ## What it means
    The change is on the day in `changes`, or else the launch. It is also too late where
    work is closed or transferred, or its worker leaves, the change is before the as-at
    day, and `family_informed` is empty.

    ## Why it matters
    A family that finds the door closed has been left unsupported (S0 4.4), whatever was
    arranged for it.

    ## What to do
    Tell the family now, before anything else moves. The day goes into `family_informed`.
    """
    launch = last_day(schedule, plan.settings.launch)
    as_at = None if schedule.as_at is None else days.number(schedule.as_at)
    unknown: Place | None = None
    for case in open_cases(plan):
        told, changes = case.family_informed, case.changes
        if told is None:
            is_past = changes and as_at is not None and changes.when.high < as_at
            if changes and is_past and _is_left(case):
                yield say(
                    f"for {_work(case)}, the change was {changes.when.with_preposition()}, "
                    f"and {_family(case)} not recorded as told",
                    place=changes.place,
                )
            continue
        change = launch if changes is None else LastDay.of(changes)
        if change is None:
            unknown = unknown or told.place
        elif told.when.low > change.day:
            what = "launch" if changes is None else "change"
            yield say(
                f"for {_work(case)}, {_family(case)} told {told.when.with_preposition()}, "
                f"after the {what} {change.words}",
                place=told.place,
                short_by_days=told.when.low - change.day,
            )
    if unknown is not None:
        yield _no_launch(say, unknown, "families are told in time")


def _is_left(case: Case) -> bool:
    """Whether the family loses the worker or the team that it has."""
    leaves = case.worker_status is WorkerStatus.LEAVING
    return leaves or case.route in (Route.TRANSFER, Route.CLOSE)


def _family(case: Case) -> str:
    return "the families are" if case.kind is Kind.GROUP else "the family is"


def _no_launch(say: Say, place: Place, what: str) -> Finding:
    return say(
        f"the plan has no day for the launch, so it cannot be told whether {what}",
        place=place,
        severity=Severity.NOT_KNOWN,
    )


@check("EH607", "closes-after-launch", Severity.WARNING)
def closes_after_launch(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Open work is to close only after the launch, and no team receives it until then.

    ## Why it matters
    At the launch the old teams end. Work that is still open then would have none.

    ## What to do
    Name the `receiving_team` that brings it to its conclusion.
    """
    launch = last_day(schedule, plan.settings.launch)
    unknown: Place | None = None
    for case in open_cases(plan):
        closure = case.planned_closure
        if case.route is not Route.CLOSE or case.receiving_team is not None or closure is None:
            continue
        if launch is None:
            unknown = unknown or closure.place
        elif closure.when.low > launch.day:
            yield say(
                f"{_work(case)} to close {closure.when.with_preposition()}, after the launch "
                f"{launch.words}: the work would be open then without a team",
                place=closure.place,
                short_by_days=closure.when.low - launch.day,
            )
    if unknown is not None:
        yield _no_launch(say, unknown, "work closes before it")


@check("EH611", "place-closes", Severity.ERROR)
def place_closes(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The building where open work is done closes before the work ends.

    ## What it means
    The work has no route, or it is neither closed in time nor received by a team whose
    base stays open. When a building closes is explained under EH604.

    ## What to do
    Say where the work goes on, or close it in time if it is done.
    """
    registers = plan.registers or NO_ROWS
    closing = closing_days(plan, schedule)
    unknown: dict[Place, Property | Team] = {}
    for case in open_cases(plan):
        here = registers.property_by_id.get(case.setting or "")
        if here is None or here.id not in closing:
            continue
        closes = closing[here.id]
        if closes is not None and _ends_by(case, closes):
            continue
        lacks = _lacks_a_place(case, registers, closing)
        if isinstance(lacks, Property | Team):
            unknown[lacks.place] = lacks
        elif lacks and closes is not None:
            yield say(
                f"{_work(case)} in a building that closes {closes.words}: {lacks}",
                place=case.place,
            )
        elif lacks and has_route(case):  # of work that has none, EH601 says as much
            unknown[here.place] = here
    for row in unknown.values():
        yield _not_known(say, row, "open work has a place to go on")


def _ends_by(case: Case, closes: LastDay) -> bool:
    closure = case.planned_closure
    return closure is not None and closure.when.low <= closes.day


def _lacks_a_place(
    case: Case, registers: Registers, closing: Mapping[str, LastDay | None]
) -> str | Property | Team | None:
    """Why the work has no other place, in words; or the row that does not say whether."""
    if not has_route(case):
        return "no route is known"
    if case.receiving_team is not None:
        team = registers.team_by_id[case.receiving_team]
        if team.base is None:
            return team
        if team.base not in closing:
            return None
        closes = closing[team.base]
        if closes is None:
            return registers.property_by_id[team.base]
        if _ends_by(case, closes):
            return None
        return f"the base of the team that receives the work closes too, {closes.words}"
    closure = case.planned_closure
    if case.route is Route.CLOSE and closure is not None:
        return f"planned to close only {closure.when.with_preposition()}"
    return "the work is to go on with the same worker, and no other place is named"


@check("EH612", "worker-leaves", Severity.ERROR)
def worker_leaves(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The worker leaves before the work ends, and nobody else is to take it on.

    ## What it means
    The worker's last day is before `planned_closure`, or no closure is planned, and the
    work has no route or stays with the same worker. Where the worker's post is at risk and
    the work is to stay with the worker, this is a warning. Where the worker is leaving and
    the last day is empty, it is not known.

    ## What to do
    Transfer the work to a team that can take it on.
    """
    for case in open_cases(plan):
        last = case.worker_last_day
        if case.worker_status is WorkerStatus.AT_RISK and case.route is Route.SAME_WORKER:
            yield say(
                f"{_work(case)} to go on with the same worker, whose post is at risk",
                place=case.place,
                severity=Severity.WARNING,
            )
        elif case.worker_status is not WorkerStatus.LEAVING:
            continue
        elif last is None:
            if has_route(case):  # else EH601 says more
                yield say(
                    f"{_work(case)} whose worker is leaving: the worker's last day is not known",
                    place=case.place,
                    severity=Severity.NOT_KNOWN,
                )
        elif not _ends_by(case, LastDay.of(last)) and (lacks := _lacks_a_worker(case)) is not None:
            yield say(
                f"{_work(case)} whose worker leaves {last.when.with_preposition()}: {lacks}",
                place=case.place,
            )


def _lacks_a_worker(case: Case) -> str | None:
    if not has_route(case):
        return "no route is known"
    if case.route is Route.SAME_WORKER:
        return "the work is to go on with the same worker"
    closure = case.planned_closure
    if case.route is Route.CLOSE and case.receiving_team is None and closure is not None:
        return f"planned to close only {closure.when.with_preposition()}"
    return None
