"""What does the page say: of the plan as a whole, and of everything in it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from earlyhelp.dates import words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Milestone, Plan
from earlyhelp.model.communications import milestone_id
from earlyhelp.model.registers import NO_ROWS, Future, Property
from earlyhelp.model.workflows import ACCEPTED, HANDED_OVER, SERVICE_ENDED, VACATED
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import case_summary, rows, text, verdict
from earlyhelp.outputs.notices.due import Due
from earlyhelp.outputs.one_page.groups import owner_of
from earlyhelp.outputs.open_work import counted_kinds, is_of_cases
from earlyhelp.outputs.status_words import day_in_words, headline, short
from earlyhelp.outputs.text import clipped
from earlyhelp.partners.notices import notices
from earlyhelp.tracking.baselines import Change, compared
from earlyhelp.tracking.progress import Progress
from earlyhelp.tracking.slip_words import launch_in_words, slipped_in_words
from earlyhelp.tracking.status import Standing

#: How many things to do next are at the top.
NEXT: Final = 3
#: Notices that are due within so many calendar days are on the page.
WITHIN: Final = 28
_STATES: Final = (SERVICE_ENDED, VACATED, HANDED_OVER, ACCEPTED)
_SEVERITIES: Final = {
    Severity.ERROR: "Errors",
    Severity.WARNING: "Warnings",
    Severity.NOT_KNOWN: "Not known",
    Severity.NOTE: "Notes",
}
_FUTURES: Final = {
    Future.RETAINED: "retained",
    Future.LEASE: "to be let",
    Future.SURPLUS: "surplus",
}


def summary(found: Progress, findings: Sequence[Finding]) -> dict[str, Any]:
    """What somebody wants to know in ten seconds."""
    schedule = found.schedule
    counts = Counter(finding.severity for finding in findings if not is_of_cases(finding))
    more = "; and what it says of open work" if any(map(is_of_cases, findings)) else ""
    said = headline(found).partition(": ")[2]  # the colour stands beside it
    launch = found.launch
    return {
        "rag": found.rag.value,
        "headline": said[:1].upper() + said[1:],
        "can_be_met": schedule.feasible,
        "launch": None if launch is None else launch_fact(launch),
        "counted": verdict.counted(counts) + more,
        "next": [_next(found, standing) for standing in (*found.overdue, *found.due)[:NEXT]],
        "more": max(len(found.overdue) + len(found.due) - NEXT, 0),
        "overdue": len(found.overdue),
        "within": found.within,
    }


def launch_fact(launch: Standing) -> str:
    """When the launch is: as it is stated, or the first day on which it can be."""
    stated = launch.milestone.stated
    if stated is not None:
        return day_in_words(stated.when)
    return "no day stated" if launch.first is None else f"{short(launch.first)} at the earliest"


def _called(plan: Plan, milestone: Milestone) -> str:
    """What a milestone is called; one message may go out for many properties, so it says which."""
    title = milestone.title or milestone.id
    held = plan.registers or NO_ROWS
    row = next((row for row in held.communications if milestone_id(row) == milestone.id), None)
    about = held.property_by_id.get(row.property or "") if row else None
    return f"{title}: {about.title}" if about else title


def _next(found: Progress, standing: Standing) -> dict[str, str]:
    as_at = found.schedule.network.as_at
    is_past = standing.due is not None and as_at is not None and standing.due < as_at
    when = f"{'was due by' if is_past else 'by'} {short(standing.due)}"
    if standing.id in found.days_overdue:
        when = f"overdue by {words.count(found.days_overdue[standing.id], 'day')}"
    milestone = standing.milestone
    unnamed = "nobody named" if milestone.owner is None else "as the register says"
    return {
        "what": clipped(_called(found.schedule.plan, milestone)),
        "id": milestone.id,
        "when": when,
        "owner": owner_of(found.schedule.plan, milestone) or unnamed,
    }


def chain(found: Progress) -> dict[str, Any] | None:
    """What the launch waits for; where the plan cannot be met, why not."""
    schedule, launch = found.schedule, found.launch
    if not schedule.feasible:
        return None  # the first finding is the proof
    if launch is None or not launch.is_open:
        return None
    room = next((room for room in schedule.rooms if room.milestone == launch.id), None)
    steps = schedule.room_steps(room) if room else schedule.why_earliest(launch.id)
    left = None
    if room is not None:
        working = schedule.plan.calendar.between(room.arrives, room.limit)
        left = words.room(room.limit - room.arrives, working)
    return {"lines": list(text.proof(steps)), "room": left} if steps else None


def finding_groups(schedule: Schedule, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Everything that the check has to say, the worst first; of open work only how often."""
    return [
        {
            "title": title,
            "found": [
                *(_finding(item) for item in found if not is_of_cases(item)),
                *(
                    {"code": code, "message": said, "at": "", "proof": [], "fixes": []}
                    for code, said in counted_kinds(schedule, found)
                ),
            ],
        }
        for severity, title in _SEVERITIES.items()
        if (found := [item for item in findings if item.severity is severity])
    ]


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "message": finding.message,
        "at": f"{place.file}:{place.line}" if place else "",
        "proof": [*text.proof(finding.chain, finding)] if finding.chain else [],
        "fixes": [fix.text for fix in finding.fixes],
    }


def properties(schedule: Schedule) -> dict[str, Any] | None:
    """The five states of each property, and which are kept."""
    registers = schedule.plan.registers or NO_ROWS
    if not registers.properties:
        return None
    shown = [_property(schedule, row) for row in registers.properties]
    by_future = {
        name: [line["name"] for line in shown if line["future"] == name]
        for name in (*_FUTURES.values(), "not known")
    }
    return {"rows": shown, "futures": {name: found for name, found in by_future.items() if found}}


def _property(schedule: Schedule, row: Property) -> dict[str, Any]:
    plan = schedule.plan
    shown = rows.shown(row, rows.Audience.SERVICE)
    states = []
    for state in _STATES:
        name = f"{row.id}.{state}"
        if name not in plan:
            states.append("not asked")
            continue
        milestone = plan[name]
        if milestone.stated is not None:
            done = " (done)" if milestone.done is not None else ""
            states.append(f"{day_in_words(milestone.stated.when)}{done}")
        else:
            states.append(f"{short(schedule.first_day(name))} at the earliest")
    recorded = (row.declared_surplus, row.disposed)
    states += ["–" if said is None else day_in_words(said.when) for said in recorded]
    return {
        "name": str(shown.get("name") or row.id),
        "future": _FUTURES[row.future] if row.future is not None else "not known",
        "states": states,
    }


def partners(schedule: Schedule) -> dict[str, Any] | None:
    """Who has to hear of what, and by when."""
    if not (schedule.plan.registers or NO_ROWS).occupations:
        return None
    due = Due.of(notices(schedule), WITHIN)
    return {
        "counts": {
            "overdue": len(due.overdue),
            "due": len(due.due),
            "later": len(due.later),
            "done": len(due.done),
            "not_known": len(due.not_known),
        },
        "rows": [
            {
                "partner": clipped(notice.partner.name or notice.partner.id),
                "property": clipped(notice.left.name or notice.left.id),
                "kind": notice.kind.value,
                "by": short(notice.by),
                "status": notice.status.value,
            }
            for notice in (*due.overdue, *due.due)
        ],
        "within": WITHIN,
    }


def open_work(schedule: Schedule, settings: Sequence[str]) -> dict[str, Any] | None:
    """How much open work there is, in numbers that point at nobody."""
    registers = schedule.plan.registers or NO_ROWS
    if not registers.cases:
        return None
    total, counts = case_summary.open_work(registers, settings, schedule.as_at)
    routes = rows.suppressed(counts["route"])
    shown = None if routes is None else [line for line in routes.items() if line[1] != "0"]
    said = rows.counted(total).capitalize()  # it begins a sentence
    numbers = [said, *((number for _, number in shown) if shown else ())]
    has_small = not all(number.isdigit() for number in numbers)
    return {
        "total": said,
        "routes": shown,
        "small": case_summary.SMALL if has_small else None,
    }


def changes(found: Progress) -> dict[str, Any] | None:
    """What has slipped since the baseline."""
    if found.baseline is None:
        return None
    variances = compared(found.schedule, found.baseline)
    launch = launch_in_words(variances, found.schedule)
    return {
        "name": found.baseline.name,
        "launch": launch,
        "counted": slipped_in_words(variances),
        "rows": [
            {
                "id": item.id,
                "was": day_in_words(item.was.when if item.was else None),
                "now": day_in_words(item.now.when if item.now else None),
                "by": words.room(item.days or 0, item.working_days or 0),
            }
            for item in variances
            if item.change is Change.SLIPPED
        ],
    }
