"""What does it cost to leave the buildings: in time, in money, in duties?

EH406, EH407, EH408, EH409, EH410, EH411.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from earlyhelp.checks.properties import days_between, in_days, leaving, listed, state_of, step_of
from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.dates import days, words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan, limits
from earlyhelp.model.holding import about, cost_of_days, pounds
from earlyhelp.model.registers import NO_ROWS, Property
from earlyhelp.model.workflows import (
    ACCEPTED,
    HANDED_OVER,
    SERVICE_ENDED,
    VACATED,
)
from earlyhelp.network.schedule import Schedule


@check("EH406", "after-the-last-handover", Severity.ERROR)
def after_the_last_handover(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A property is handed over after the day that was named for the last handover.

    ## What it means
    That day is the one stated for `assets.last_handover`, or for the milestone that the plan
    names under `last_handover` in its `settings`.

    ## Why it matters
    "The last centre is expected to be handed over on 20 December 2021" (West Sussex,
    29 September 2021, 4.2): such a day is told to a committee, and one property breaks it.

    ## What to do
    Bring the handover forward, or tell the committee of another day.
    """
    last = plan.settings.last_handover
    limit = plan[last].stated if last in plan else None
    if limit is None:
        return
    for row in leaving(plan):
        handed = state_of(plan, row, HANDED_OVER)
        if handed is not None and (late := days_between(limit, handed.stated)) > 0:
            yield say(
                f"{row.title} is {handed}, {in_days(late, limit, handed.stated)} after the day "
                f"of {last}, {limit.when.in_a_sentence()}",
                place=handed.stated.place,
                subjects=(row.id, last),
                short_by_days=late,
            )


@check("EH407", "service-gap", Severity.WARNING)
def service_gap(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The service of a property ends before the new one begins, and has no place meanwhile.

    ## What it means
    Its step `service_ended`, or else `vacated`, has a day before the launch, and the row has
    no `interim_venue`. The days are calendar days, that on which it ends counted and that of
    the launch not. Without a stated day, the launch is taken as early as it can be.

    ## Why it matters
    Work with families goes on during a change (West Sussex, 29 September 2021, 4.4). Over a
    closure of the council there is nobody to ask either.

    ## What to do
    Name an `interim_venue`, or end the service later.
    """
    launch = plan.settings.launch
    if launch not in plan:
        return
    stated = plan[launch].stated
    if stated is not None and not stated.when.is_deadline:
        begins, is_exact = stated.when.low, stated.when.is_exact
        begun = f"the new service begins {stated.when.with_preposition()}"
    elif (first := schedule.first_day(launch)) is not None:
        begins, is_exact = first, False
        begun = f"the new service can begin on {words.day(days.day(first))} at the earliest"
    else:
        return
    for row in leaving(plan):
        ended = state_of(plan, row, SERVICE_ENDED, VACATED)
        if ended is None or row.interim_venue is not None or begins <= ended.stated.when.high:
            continue
        gap = begins - ended.stated.when.high
        number = words.count(gap, "calendar day")
        number = number if is_exact and ended.stated.when.is_exact else f"at least {number}"
        it = "" if ended.words.startswith("its") else "it is "
        closed = _closures(plan, ended.stated.when.last, days.day(begins - 1))
        yield say(
            f"{row.title} has no interim venue: {it}{ended} and {begun}, which leaves {number} "
            f"without a place{closed}",
            place=ended.stated.place,
            subjects=(row.id,),
            short_by_days=gap,
        )


def _closures(plan: Plan, first: date, last: date) -> str:
    """The closures of the council from `first` to `last`, both inclusive, in words."""
    inside = [
        f"the {closure.name} ({words.span(max(first, closure.first), min(last, closure.last))})"
        for closure in plan.calendar.closures
        if closure.first <= last and closure.last >= first
    ]
    return f", with {listed(inside)} among them" if inside else ""


@check("EH408", "over-the-limit", Severity.WARNING)
def over_the_limit(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """More of a step is to happen in a week, a month or a day than the plan allows.

    ## What it means
    A workflow has a limit such as `no more than 3 handed_over a week`. Counted are the
    days that are stated for this step, or done, over all the rows of the workflow. A week
    goes from Monday to Sunday, a month is one of the calendar. A day that is only roughly
    known counts where all that it can mean lies in one week, or month. Whether any other
    days would keep the limit is not asked here: `eh plan fix --limits` does.

    ## Why it matters
    Each handover takes people: to walk through, to count keys, to sign.

    ## What to do
    Run `eh plan fix --limits`: it gives the smallest change of days that keeps every limit
    and every link, or says why no days do. Else find more people and raise the limit;
    `eh plan fix --limit "4 handed_over a week"` tries one that the plan does not have.
    """
    for _, counted in limits.limits(plan):
        step = counted.step.replace("_", " ")
        for first, names in limits.together(plan, counted).items():
            if len(names) > counted.count:
                rows = (_title(plan, name.removesuffix(f".{counted.step}")) for name in names)
                yield say(
                    f"the limit, no more than {counted.count} {step} a {counted.per.value}, is "
                    f"not kept by the days as stated: {limits.in_words(first, counted.per)} has "
                    f"{len(names)}: {listed([*rows])}; `eh plan fix --limits` looks for days "
                    "that keep it",
                    place=counted.place,
                    subjects=tuple(names),
                )


def _title(plan: Plan, row_id: str) -> str:
    registers = plan.registers or NO_ROWS
    if row_id in registers.property_by_id:
        return registers.property_by_id[row_id].title
    [row] = (row for row in registers.occupations if row.id == row_id)
    partner = registers.partner_by_id.get(row.partner)
    home = registers.property_by_id.get(row.property)
    return f"{partner.title if partner else row.partner} in {home.title if home else row.property}"


@check("EH409", "holding-cost", Severity.NOTE)
def holding_cost(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """What it costs to hold the properties once they are handed over.

    ## What it means
    The `monthly_cost` of every property with a step `handed_over` is added up, less what is
    disposed of by the as-at day. A day costs twelve months' money over 365 days, to the
    nearest pound. It is said once for the plan.

    ## Why it matters
    An empty building is insured, inspected and in time rated. Bath and North East Somerset
    moves its budget only on adequate notice, so a late notice has a price.

    ## What to do
    Agree who pays, and fill in `monthly_cost` where it is missing.
    """
    held = held_after_handover(plan, schedule)
    costs = [row.monthly_cost for row in held if row.monthly_cost is not None]
    if not costs:
        return
    month = sum(costs, Decimal(0))
    without = len(held) - len(costs)
    has = "property has" if without == 1 else "properties have"
    unknown = f"; {without} more {has} no figure" if without else ""
    number = f"{len(costs)} {'property' if len(costs) == 1 else 'properties'}"
    yield say(
        f"holding {number} after the handover costs {about(month)} a month, and each day of "
        f"delay about {pounds(cost_of_days(month, 1))}{unknown}",
        place=next(row.place for row in held if row.monthly_cost is not None),
        subjects=tuple(row.id for row in held),
    )


def held_after_handover(plan: Plan, schedule: Schedule) -> list[Property]:
    """The properties that are handed over, and not disposed of by the as-at day."""
    as_at = schedule.network.as_at
    return [
        row
        for row in leaving(plan)
        if step_of(plan, row, HANDED_OVER) is not None
        and (row.disposed is None or as_at is None or row.disposed.when.high > as_at)
    ]


@check("EH410", "no-handover-day", Severity.WARNING)
def no_handover_day(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """No day is stated for the handover of a property.

    ## Why it matters
    The Assets Team plans by this day, and so do insurers, partners and the district council.
    A handover without a day is late for nobody.

    ## What to do
    Give it a day in the column `handed_over`. Where the plan leaves it only so much room,
    the message says by when it has to be.
    """
    for row in leaving(plan):
        handed = step_of(plan, row, HANDED_OVER)
        accepted = step_of(plan, row, ACCEPTED)
        if handed is None or handed.stated is not None:
            continue
        if accepted is not None and accepted.done is not None:
            continue  # EH401 asks when it was handed over
        last = schedule.last_day(handed.id) if schedule.feasible else None
        room = "" if last is None else f"; it can be no later than {words.day(days.day(last))}"
        yield say(
            f"no day is stated for the handover of {row.title}{room}",
            place=row.place,
            subjects=(row.id,),
        )


@check("EH411", "assets-not-told", Severity.WARNING)
def assets_not_told(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The Assets Team is told of a property only after it is empty, or no day says when.

    ## What it means
    The column `notified` has a later day than the property's `vacated` (or else
    `handed_over`), or none. Where neither has a day, it is not known from when the Assets
    Team is responsible. A property that it has accepted is one that it was told of.

    ## Why it matters
    The Assets Team is responsible from the day on which a property is completely vacated,
    or the day on which it is told, whichever is later (Oxfordshire, Vacant premises
    procedure). In between, the service answers for an empty building.

    ## What to do
    Tell the Assets Team in writing, and record the day under `notified`.
    """
    for row in leaving(plan):
        steps = (step_of(plan, row, step) for step in (VACATED, HANDED_OVER))
        if not any(step is not None for step in steps):
            continue
        left, told = state_of(plan, row, VACATED, HANDED_OVER), row.notified
        accepted = step_of(plan, row, ACCEPTED)
        if told is None:
            if accepted is not None and accepted.done is not None:
                continue
            yield say(
                f"{row.title}: {left}, but no day says when the Assets Team is told, and until "
                "then the service stays responsible for it"
                if left is not None
                else f"from when the Assets Team is responsible for {row.title} is not known: no "
                "day says when it is vacated, and none when the team is told",
                place=row.place if left is None else left.stated.place,
                subjects=(row.id,),
                severity=Severity.NOT_KNOWN if left is None else Severity.WARNING,
            )
        elif left is not None and (late := days_between(left.stated, told)) > 0:
            apart = in_days(late, left.stated, told)
            yield say(
                f"{row.title}: {left}, but the Assets Team is told only "
                f"{told.when.with_preposition()}: the service stays responsible for an empty "
                f"building for {apart}",
                place=told.place,
                subjects=(row.id,),
                short_by_days=late,
            )
