"""On which day does something happen to a row: as stated, or else as early as it can?

What the checks of properties, partners and cases all ask.
"""

from __future__ import annotations

from typing import Final

from earlyhelp.model import Plan
from earlyhelp.model.registers import Property, Registers
from earlyhelp.network.schedule import Schedule

#: Steps of a property's workflow that checks know by name.
SERVICE_ENDED: Final = "service_ended"
RECORDS_SWEPT: Final = "records_swept"
VACATED: Final = "vacated"
HANDED_OVER: Final = "handed_over"
ACCEPTED: Final = "accepted"
#: The step of an occupation's workflow on which the partner has moved out.
OUT: Final = "out"

NO_ROWS: Final = Registers()


def day_of(schedule: Schedule, milestone: str) -> int | None:
    """The day number of a milestone: the last day its stated day can mean, else its earliest.

    ``None`` where the plan has no such milestone, or nothing bounds it.
    """
    plan = schedule.plan
    if milestone not in plan:
        return None
    stated = plan[milestone].stated
    return stated.when.high if stated is not None else schedule.first_day(milestone)


def launch_day(plan: Plan, schedule: Schedule) -> int | None:
    """The day number on which the new service begins."""
    return day_of(schedule, plan.settings.launch)


def leaves_on(schedule: Schedule, property_id: str) -> int | None:
    """The day number on which a property is vacated, or else handed over."""
    vacated = day_of(schedule, f"{property_id}.{VACATED}")
    return vacated if vacated is not None else day_of(schedule, f"{property_id}.{HANDED_OVER}")


def assets_liable_from(schedule: Schedule, row: Property) -> int | None:
    """The day number from which the Assets Team is responsible for a property.

    The later of the day it is completely vacated, as stated, and the day the team was
    notified (Oxfordshire, Vacant premises procedure); ``None`` while either is not known.
    """
    plan, step = schedule.plan, f"{row.id}.{VACATED}"
    vacated = plan[step].stated if step in plan else None
    if vacated is None or row.notified is None:
        return None
    return max(vacated.when.high, row.notified.when.high)
