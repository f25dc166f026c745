"""What does a plan of one's own say on its first day?

Its milestones are those of every redesign; what a council does not do is left out, and what
nobody knows yet has no day. Its registers have headings and no rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import Lag, Unit, WorkingCalendar
from earlyhelp.sheet_cells import one_line

PLAN: Final = "plan.yaml"
LAUNCH: Final = "offer.launch"
#: How long staff are consulted, unless somebody says otherwise. No law lays a length down.
CONSULTATION_LASTS: Final = Lag(4, Unit.WEEKS)
#: What must never be shared by accident: open cases, the key to their tokens, and any copy of them.
IGNORED: Final = "cases*.csv\ncases*.xlsx\n.journal.csv.lock\n.*.eh-part\n"
_LONGEST_ID: Final = 60

#: The columns that most plans fill; docs/reference/registers.md has all of them.
_BUILDINGS: Final = {
    "properties": "id,name,tenure,future,capacity,interim_venue,notified,service_ended,"
    "records_swept,vacated,handed_over,accepted,monthly_cost",
}
_PARTNERS: Final = {
    "partners": "id,name,sector,mailbox",
    "occupations": "property,partner,agreement,notice,told,notice_served,notice_expires,"
    "extension,extended_to,offered,alternative,out",
}
_CASES: Final = {
    "teams": "id,name,base,capacity,post_limit,ends",
    "cases": "ref,kind,opened,team,worker,worker_status,worker_last_day,setting,route,"
    "planned_closure,receiving_team,receiving_post,accepted,handover_meeting,family_informed,"
    "changes,closed",
}


@attrs.frozen(kw_only=True)
class Answers:
    """What somebody says of a plan before there is one."""

    title: str = attrs.field(converter=one_line)
    nation: str  #: whose bank holidays count
    organisation: str = attrs.field(default="", converter=one_line)  #: empty: to be said later
    consultation: date | None = None  #: the first day of the staff consultation
    consultation_lasts: Lag = CONSULTATION_LASTS  #: at least so long
    launch: date | None = None  #: pinned; ``None``: it has no day yet
    has_buildings: bool = True  #: some are left
    has_partners: bool = True  #: some move out of these
    has_cases: bool = True  #: open work has to be routed

    def __attrs_post_init__(self) -> None:
        """Refuse a plan without a title, and partners that move out of no building."""
        if not self.title:
            message = "a plan has a title"
            raise ValueError(message)
        if self.has_partners and not self.has_buildings:
            message = "partners move out of buildings: a plan without these has none that do"
            raise ValueError(message)


def new_plan(name: str, answers: Answers, today: date) -> dict[str, str]:
    """The files of a new plan's folder and what they say; `name` is the folder's.

    A consultation that began before `today` is recorded as begun, and not as planned.
    """
    registers = _registers(answers)
    plan = "\n".join((*_head(name, answers), *_body(answers, today), *_named(registers))) + "\n"
    rows = {f"{register}.csv": f"{columns}\n" for register, columns in registers.items()}
    return {PLAN: plan, **rows, ".gitignore": IGNORED}


def _head(name: str, answers: Answers) -> Iterator[str]:
    yield "format: 1"
    yield f"id: {_id(name)}"
    yield f"title: {_quoted(answers.title)}"
    if answers.organisation:
        yield f"organisation: {_quoted(answers.organisation)}  # who writes the letters"
    else:
        yield "# organisation: Name of the council   # who writes the letters"
    yield f"nation: {answers.nation}  # whose bank holidays count"
    yield "# as_at: 2021-09-17  # the day the facts were true; without it, today"


def _body(answers: Answers, today: date) -> Iterator[str]:
    yield from ("", "stages:", *_consultation(answers, today), "", "milestones:")
    yield from _RESPONSE
    if answers.has_partners:
        yield from _TOLD
    if answers.has_buildings:
        yield from _HANDOVER
    if answers.has_cases:
        yield from _ROUTED
    yield from _launch(answers)
    if answers.has_buildings:
        yield from _WORKFLOWS
    if answers.has_partners:
        yield from _LEAVING


def _consultation(answers: Answers, today: date) -> Iterator[str]:
    yield "  consultation:"
    yield "    title: Staff consultation"
    yield f"    lasts: at least {answers.consultation_lasts}"
    yield "    start:"
    yield "      title: Staff consultation launched"
    if answers.consultation is None:
        yield "      # on: 2021-09-08  # pinned: never moved, it turns red instead"
    elif answers.consultation < today:
        yield f"      done: {answers.consultation}"
    else:
        yield f"      on: {answers.consultation}  # pinned: never moved, it turns red instead"


def _launch(answers: Answers) -> Iterator[str]:
    yield f"  {LAUNCH}:"
    yield "    title: New offer launched"
    if answers.launch is None:
        yield "    # on: 2022-01-04  # pinned, once there is a day for it"
    else:
        yield f"    on: {answers.launch}  # pinned: never moved, it turns red instead"
        if not WorkingCalendar(nation=answers.nation).is_working(answers.launch):
            yield "    days: any  # it may fall on a weekend or a bank holiday"
    yield "    after: consultation.response"


_RESPONSE: Final = (
    "  consultation.response:",
    "    title: Formal response issued to staff",
    "    after: consultation.end",
    "    # expected: 2021-10-12  # where people think it will fall; checked, never a constraint",
)
_TOLD: Final = (
    "  partners.told:",
    "    title: Partners written to about the buildings that are left",
    "    before: assets.last_handover",
)
_HANDOVER: Final = (
    "  assets.last_handover:",
    "    title: Last building handed over",
    "    after: all properties.handed_over",
)
_ROUTED: Final = (
    "  cases.routed:",
    "    title: Every open piece of work has a route to its conclusion",
    "    before:",
    f"      link: {LAUNCH}",
    "      because: no one is left unsupported",
    "      locked: true  # never offered as something to relax",
)
_WORKFLOWS: Final = (
    "",
    "# What every building goes through whose `future` is `surplus`, with its 22 gates. For those",
    "# that are let to Health there is `lease-to-health`.",
    "workflows:",
    "  handover:",
    "    from: surplus-centre",
)
_LEAVING: Final = (
    "  leaving:  # and every partner in a building that is not retained",
    "    from: partner-leaves",
)


def _registers(answers: Answers) -> dict[str, str]:
    """The columns of every register that the plan has."""
    return {
        **(_BUILDINGS if answers.has_buildings else {}),
        **(_PARTNERS if answers.has_partners else {}),
        **(_CASES if answers.has_cases else {}),
    }


def _named(registers: dict[str, str]) -> Iterator[str]:
    """The plan's lines about its registers."""
    if registers:
        yield ""
        yield "# What a column holds, and all that there are: earlyhelp's documentation says, in"
        yield "# docs/reference/registers.md."
    for register in registers:
        kept = "  # kept out of version control by .gitignore" if register == "cases" else ""
        yield f"{register}: {register}.csv{kept}"


def _id(name: str) -> str:
    """The folder's name as far as an id can have it: ``Ty-Bach`` of ``Tŷ Bach``."""
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one)
    )
    kept = re.sub("[^A-Za-z0-9]+", "-", plain)
    said = kept[:_LONGEST_ID].strip("-") or "plan"
    return _quoted(said) if said.lower() == "null" else said  # which says nothing, unquoted


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
