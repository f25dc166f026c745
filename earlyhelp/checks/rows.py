"""On which day does something happen to a row: as stated, or else as early as it can?

What the checks of properties, partners and cases all ask.
"""

from __future__ import annotations

from typing import Final

from earlyhelp.model import Plan
from earlyhelp.model.registers import Registers
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
