"""What of a row may leave the plan, and to whom?

Everything that shows a row of a register gets it from :func:`cells`. What may leave is
listed, column by column and reader by reader: a column that nobody has thought of is left
out. To nobody go the columns in which anything can be typed (rooms, sessions, reasons,
evidence), those that may name a person or a buyer (owner, landlord, option), and anything
at all of a case. Source: UK GDPR art. 4(5) and 5(1)(c); ICO guidance on pseudonymised data
(28 March 2025); ICO reprimands of August 2023 on lists of recipients.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from earlyhelp.dates import Lag, words
from earlyhelp.model import Plan, Stated
from earlyhelp.model.registers import (
    BudgetLine,
    Case,
    Communication,
    Occupation,
    Partner,
    Property,
    Team,
)
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import PLAIN, Paper, clipped
from earlyhelp.sheet_cells import neutral, one_line

Row = Property | Partner | Occupation | Team | Case | Communication | BudgetLine
Plain = str | int | bool | None


class Audience(enum.Enum):
    """Who reads what leaves the plan."""

    SERVICE = "service"  #: the people of the council who run the plan
    ASSETS = "assets"  #: the Assets Team, which takes the buildings over
    PARTNER = "partner"  #: one partner, of itself
    PUBLIC = "public"  #: anybody; never told when a building stands empty


class Cell(NamedTuple):
    """One value, for people and for programs."""

    words: str  #: GOV.UK style; a dash where it is not known
    plain: Plain  #: as JSON and CSV have it, with dates as they are typed in plans


UNKNOWN: Final = Cell("–", None)

_ASSETS_OF_PROPERTY: Final = (
    "id",
    "name",
    "uprn",
    "address",
    "postcode",
    "district",
    "division",
    "kind",
    "gias_urn",
    "designated",
    "tenure",
    "lease_end",
    "break_date",
    "break_notice",
    "protected_tenancy",
    "contracted_out",
    "schedule_of_condition",
    "school_land",
    "school_use_ended",
    "open_space",
    "community_value",
    "listed_building",
    "grant",
    "grant_year",
    "decision",
    "call_in_ends",
    "equality_assessment",
    "future",
    "member_informed",
    "interest_circulated",
    "appraised",
    "option_approved",
    "declared_surplus",
    "disposed",
    "notified",
    "inspection_every",
    "inspected",
    "rates_start",
    "monthly_cost",
)
_OWN_OCCUPATION: Final = (
    "property",
    "partner",
    "agreement",
    "agreed",
    "protected_tenancy",
    "notice",
    "told",
    "acknowledged",
    "notice_served",
    "notice_expires",
    "extension",
    "extension_requested",
    "extension_decided",
    "extended_to",
    "offered",
    "offer_accepted",
    "heads_of_terms",
    "contracted_out",
    "mobilises",
)
#: Which columns each reader may see. What is not listed here does not leave the plan.
ALLOWED: Final[Mapping[type, Mapping[Audience, tuple[str, ...]]]] = {
    Property: {
        Audience.SERVICE: (*_ASSETS_OF_PROPERTY, "capacity", "interim_venue"),
        Audience.ASSETS: _ASSETS_OF_PROPERTY,
        Audience.PARTNER: ("id", "name", "address", "postcode", "district"),
        Audience.PUBLIC: ("id", "name", "address", "postcode", "district", "division", "kind"),
    },
    Partner: {
        Audience.SERVICE: ("id", "name", "sector", "voluntary", "mailbox"),
        Audience.ASSETS: ("id", "name", "sector"),
        Audience.PARTNER: ("id", "name", "sector", "voluntary"),
    },
    Occupation: {
        Audience.SERVICE: (*_OWN_OCCUPATION, "alternative", "users"),
        Audience.ASSETS: (
            "property",
            "partner",
            "agreement",
            "notice",
            "notice_served",
            "notice_expires",
            "extension",
            "extended_to",
        ),
        Audience.PARTNER: _OWN_OCCUPATION,
    },
    Team: {
        Audience.SERVICE: ("id", "name", "base", "capacity", "post_limit", "ends"),
        Audience.ASSETS: ("id", "name", "base"),
    },
    Case: {},
    Communication: {
        # its owner is a role, and its message what everybody in its audience hears
        Audience.SERVICE: (
            "id",
            "audience",
            "channel",
            "message",
            "owner",
            "property",
            "partner",
            "announces",
            "on",
            "expected",
            "by",
            "done",
            "public",
            "source",
        ),
        Audience.PUBLIC: ("audience", "channel", "on", "expected", "done"),
    },
    # besides, the service sees the amounts of every year
    BudgetLine: {Audience.SERVICE: ("id", "title", "part_of", "original", "latest", "source")},
}
#: Which steps of a row others than the service may see the days of.
STEPS: Final[Mapping[type, Mapping[Audience, tuple[str, ...]]]] = {
    Property: {
        Audience.ASSETS: (
            "service_ended",
            "partners_out",
            "records_swept",
            "vacated",
            "handed_over",
            "accepted",
        ),
        Audience.PARTNER: ("service_ended", "vacated"),
        Audience.PUBLIC: ("service_ended",),
    },
    Occupation: {
        Audience.ASSETS: ("out",),
        Audience.PARTNER: ("informed", "notice_over", "out"),
    },
}


def cells(row: Row, audience: Audience, *, partner: str | None = None) -> dict[str, Cell]:
    """What `audience` may see of `row`: the one door through which rows leave a plan.

    `partner` is the id of the partner whose view it is. To :attr:`Audience.PARTNER` other
    partners and what they occupy are not shown, nor any at all where nobody says whose
    view it is.
    """
    if not _is_own(row, audience, partner):
        return {}
    return {
        column: _count_of_people(row.users)
        if column == "users" and isinstance(row, Occupation)
        else cell(getattr(row, column))
        for column in ALLOWED[type(row)].get(audience, ())
    }


def shown(row: Row, audience: Audience, *, partner: str | None = None) -> dict[str, str]:
    """The same in words, of what the row says; empty cells are left out."""
    seen = cells(row, audience, partner=partner)
    return {column: said.words for column, said in seen.items() if said.plain is not None}


def record(row: Row, audience: Audience, *, partner: str | None = None) -> dict[str, Plain]:
    """The same for JSON: every column that may be seen, ``None`` where it is not known."""
    return plain(cells(row, audience, partner=partner))


def shows_step(row: Row, step: str, audience: Audience, *, partner: str | None = None) -> bool:
    """Whether `audience` may see the day of a step of `row`; the service sees every one."""
    if not _is_own(row, audience, partner):
        return False
    if audience is Audience.SERVICE:
        return isinstance(row, Property | Occupation)
    return step in STEPS.get(type(row), {}).get(audience, ())


def _is_own(row: Row, audience: Audience, partner: str | None) -> bool:
    if isinstance(row, Communication):
        return audience is not Audience.PUBLIC or row.public is True
    if audience is not Audience.PARTNER:
        return True
    match row:
        case Partner():
            return row.id == partner
        case Occupation():
            return row.partner == partner
        case _:
            return True


def cell(value: object) -> Cell:
    """A value of a row, a day or a number; what has no form of its own is not shown."""
    match value:
        case bool():
            return Cell("yes" if value else "no", value)
        case int():
            return Cell(str(value), value)
        case Decimal():
            pounds = f"£{value:,.2f}".removesuffix(".00")
            return Cell(pounds, f"{value:f}")
        case enum.Enum():
            return Cell(str(value.value), str(value.value))
        case Stated():
            return Cell(value.when.without_weekday(), value.when.text)
        case date():
            return Cell(words.short(value), value.isoformat())
        case str() | Lag() if value:
            text = one_line(str(value))
            return Cell(text, text)
        case _:
            return UNKNOWN


def _count_of_people(number: int | None) -> Cell:
    return UNKNOWN if number is None else Cell(counted(number), counted(number))


# How many: small numbers point at people. --------------------------------------------------

#: Numbers from 1 up to, but not including, this one are not shown.
SMALLEST_SHOWN: Final = 5
FEWER: Final = f"fewer than {SMALLEST_SHOWN}"
MORE: Final = f"{SMALLEST_SHOWN} or more"


def counted(number: int) -> str:
    """A number of people or cases as it may be shown: 1 to 4 are ``fewer than 5``."""
    return FEWER if is_small(number) else str(number)


def is_small(number: int) -> bool:
    """Whether a number of people could point at one of them."""
    return 0 < number < SMALLEST_SHOWN


def suppressed(counts: Mapping[str, int]) -> dict[str, str] | None:
    """Counts as they may stand beside their total; ``None`` where none of them may.

    1 to 4 are ``fewer than 5``. Where the total, less what is shown, would say more of
    such a number than that, the smallest number that hides it is shown as ``5 or more``,
    or all are. Each of 1, 2, 3 and 4 then stays possible for each small number.
    """
    total = sum(counts.values())
    if is_small(total):
        return None
    small = [number for number in counts.values() if is_small(number)]
    large = sorted((number, name) for name, number in counts.items() if number >= SMALLEST_SHOWN)
    names = [name for _, name in large]
    # 8 hides any small number; a choice that looked at them would give them away
    alone = [(name,) for number, name in large if number >= 2 * SMALLEST_SHOWN - 2][:1]
    for hidden in ((), *alone, tuple(names)):
        if _tells_nothing(small, [counts[name] for name in hidden]):
            return {
                name: MORE if name in hidden else counted(number) for name, number in counts.items()
            }
    return None


def _tells_nothing(small: Sequence[int], hidden: Sequence[int]) -> bool:
    """Whether a reader who knows the sum of both learns only that the small ones are small."""
    if not small:
        return not hidden
    others = len(small) - 1
    room = sum(small) - others + sum(number - SMALLEST_SHOWN for number in hidden)
    most = SMALLEST_SHOWN - 1
    can_be_one = bool(hidden) or sum(small) - most * others <= 1
    return can_be_one and room >= most


# In which form. ----------------------------------------------------------------------------

Line = Mapping[str, Cell]


def as_table(columns: Sequence[str], lines: Iterable[Line], paper: Paper = PLAIN) -> str:
    """Lines as a table for people, no wider than a window."""
    headings = [column.replace("_", " ") for column in columns]
    shown = [[line[column].words for column in columns] for line in lines]
    return table(headings, shown, width=paper.room)


def as_csv(columns: Sequence[str], lines: Iterable[Mapping[str, Plain]]) -> str:
    """Lines for spreadsheets: no text in them begins a formula."""
    import csv
    import io

    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_in_csv(line[column]) for column in columns] for line in lines)
    return sheet.getvalue().rstrip("\n")


def plain(line: Line) -> dict[str, Plain]:
    """A line for programs."""
    return {column: said.plain for column, said in line.items()}


def as_json(schema: str, plan: Plan, **says: Any) -> str:
    """A document of this schema about `plan`."""
    import json

    about = {"schema": schema, "plan": {"id": plan.id, "title": plan.title}}
    return json.dumps(about | says, ensure_ascii=False, indent=1)


def listed(seen: Mapping[str, Cell], paper: Paper) -> Iterator[str]:
    """The columns of one row, one under the other; then those that are not known."""
    known = {column: said for column, said in seen.items() if said.plain is not None}
    width = max((len(column) for column in known), default=0)
    for column, said in known.items():
        name = f"{column.replace('_', ' '):<{width}}  "
        yield from paper.folded(f"{name}{clipped(said.words)}", len(name))
    missing = [column.replace("_", " ") for column in seen if column not in known]
    if missing:
        yield from paper.wrapped(f"not known: {', '.join(missing)}", then="  ")


def _in_csv(value: Plain) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case str():
            return neutral(value)
