"""What the registers of a plan hold: buildings, partners, open work, teams, messages, money.

Each class is one kind of row, and each attribute a column of the same name: its type says
how the text of a cell is read. ``None`` is an empty cell, and means that it is not known.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.dates import Lag
from earlyhelp.findings import Place
from earlyhelp.model.milestones import Stated
from earlyhelp.records import Record


class Future(enum.Enum):
    """What becomes of a property."""

    RETAINED = "retained"
    SURPLUS = "surplus"
    LEASE = "lease"  #: let to somebody else, such as Health


class Sector(enum.Enum):
    """What kind of organisation a partner is."""

    NHS = "nhs"
    VOLUNTARY = "voluntary"
    SCHOOL = "school"
    NURSERY = "nursery"
    DISTRICT = "district"
    PRIVATE = "private"


class Agreement(enum.Enum):
    """On what terms a partner is in a property."""

    LEASE = "lease"
    TENANCY_AT_WILL = "tenancy at will"
    LICENCE = "licence"
    ROOM_HIRE = "room hire"
    SERVICE_LEVEL = "service level agreement"
    INFORMAL = "informal"
    NONE = "none"


class Extension(enum.Enum):
    """What became of a partner's request to stay longer."""

    REQUESTED = "requested"
    AGREED = "agreed"
    REFUSED = "refused"


class Kind(enum.Enum):
    """What kind of open work a case is."""

    PLAN = "plan"
    GROUP = "group"  #: places in a group programme
    SINGLE_AGENCY = "single agency"
    STEP_DOWN = "step down"
    WAITING_LIST = "waiting list"


class Route(enum.Enum):
    """How the work of a case goes on once the team ends or the centre closes."""

    CLOSE = "close"
    TRANSFER = "transfer"
    SAME_WORKER = "same worker"


class WorkerStatus(enum.Enum):
    """Whether a case's worker stays."""

    CONFIRMED = "confirmed"
    AT_RISK = "at risk"
    LEAVING = "leaving"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class StepSays(Record):
    """What a row says of one step of its workflow: the columns named after the step."""

    on: Stated | None = None
    expected: Stated | None = None
    not_before: Stated | None = None
    by: Stated | None = None
    done: Stated | None = None
    evidence: str | None = None  #: who saw what; for a gate


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Property(Record):
    """A building that the service uses."""

    id: str
    place: Place
    name: str | None = None
    uprn: str | None = None
    address: str | None = None
    postcode: str | None = None
    district: str | None = None
    division: str | None = None
    local_member: str | None = None
    kind: str | None = None
    gias_urn: str | None = None  #: its number in Get Information about Schools
    designated: Stated | None = None  #: as a children's centre; the grant's clock begins here
    shares_with: str | None = None  #: a nursery, library or school in the same building
    tenure: str | None = None
    landlord: str | None = None
    lease_end: Stated | None = None
    break_date: Stated | None = None
    break_notice: Lag | None = None
    protected_tenancy: bool | None = None  #: by the Landlord and Tenant Act 1954
    contracted_out: bool | None = None  #: of that protection
    repairs: str | None = None  #: who has to repair what
    schedule_of_condition: bool | None = None
    covenants: str | None = None
    school_land: bool | None = None
    school_use_ended: Stated | None = None
    open_space: bool | None = None
    community_value: bool | None = None  #: listed as an asset of community value
    listed_building: bool | None = None
    grant: Decimal | None = None  #: capital grant that could be claimed back, in pounds
    grant_source: str | None = None
    grant_year: int | None = None
    decision: str | None = None  #: the reference of the decision on this property
    call_in_ends: Stated | None = None
    equality_assessment: str | None = None  #: its reference
    future: Future | None = None
    option: str | None = None
    member_informed: Stated | None = None
    interest_circulated: Stated | None = None  #: inside the council, for other uses
    appraised: Stated | None = None
    option_approved: Stated | None = None
    declared_surplus: Stated | None = None
    disposed: Stated | None = None
    notified: Stated | None = None  #: when the Assets Team was told
    capacity: int | None = None  #: how many partners a retained property has room for
    interim_venue: str | None = None  #: where its services are held from its closing to the launch
    interim_use: str | None = None  #: what it is used for between handover and disposal
    security: str | None = None
    inspection_every: Lag | None = None  #: while it stands empty
    inspected: Stated | None = None
    rates_start: Stated | None = None  #: when empty rates begin
    disposal_route: str | None = None
    monthly_cost: Decimal | None = None  #: what holding it empty costs a month, in pounds
    surveyor: str | None = None  #: a role
    premises_manager: str | None = None  #: a role
    owner: str | None = None  #: a role, or a person: shown to whoever asks for it by name
    steps: Mapping[str, StepSays] = attrs.field(factory=dict)

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name or self.id


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Partner(Record):
    """An organisation that works from a property."""

    id: str
    place: Place
    name: str | None = None
    sector: Sector | None = None
    mailbox: str | None = None  #: a role's address, never a person's
    voluntary: bool | None = None  #: whether the three months of the voluntary sector apply

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name or self.id

    @property
    def is_voluntary(self) -> bool | None:
        """Whether the three months apply: as the row says, or else by its sector."""
        if self.voluntary is not None or self.sector is None:
            return self.voluntary
        return self.sector is Sector.VOLUNTARY


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Occupation(Record):
    """One partner in one property."""

    property: str
    partner: str
    place: Place
    rooms: str | None = None
    sessions: str | None = None
    agreement: Agreement | None = None
    agreed: Stated | None = None  #: the day of the agreement
    protected_tenancy: bool | None = None
    notice: Lag | None = None
    served_by: str | None = None  #: who has to serve notice
    told: Stated | None = None  #: of the vacation of the property
    acknowledged: Stated | None = None
    notice_served: Stated | None = None
    served_how: str | None = None
    notice_expires: Stated | None = None
    extension: Extension | None = None
    extension_requested: Stated | None = None
    extension_decided: Stated | None = None
    extension_by: str | None = None  #: the role that decides
    extension_reason: str | None = None
    extension_cost: Decimal | None = None  #: in pounds
    extended_to: Stated | None = None  #: the last day that was asked for or agreed
    offered: str | None = None  #: the property it was offered instead
    offer_accepted: Stated | None = None
    alternative: str | None = None  #: where it goes, if to none of our properties
    heads_of_terms: Stated | None = None  #: of a lease to it
    disposal_route: str | None = None  #: how that lease is best consideration (s.123)
    contracted_out: bool | None = None
    rent: Decimal | None = None  #: a year, in pounds
    works: str | None = None  #: what has to be built for it
    registration: str | None = None  #: with a regulator, such as the CQC, if it needs any
    mobilises: Stated | None = None  #: when it begins there
    users: int | None = None
    disagreement: str | None = None
    data_held: str | None = None  #: what records of its own are in the building
    steps: Mapping[str, StepSays] = attrs.field(factory=dict)
    #: ``property.partner``
    id: str = attrs.field(
        init=False, default=attrs.Factory(lambda own: f"{own.property}.{own.partner}", True)
    )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Team(Record):
    """A team that takes on open work."""

    id: str
    place: Place
    name: str | None = None
    base: str | None = None  #: the property it works from
    capacity: int | None = None  #: how many cases it can take on, all in all
    post_limit: int | None = None  #: how many cases one of its posts can hold
    ends: Stated | None = None  #: its last day, where it is to end

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name or self.id


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Case(Record):
    """One piece of open work with a child, young person or family; never named.

    `ref` is a random token made for the plan. Nothing of a case leaves the plan but
    counts, and the token where somebody asks for it.
    """

    ref: str
    place: Place
    kind: Kind | None = None
    opened: Stated | None = None
    team: str | None = None
    worker: str | None = None  #: a post, not a person
    worker_status: WorkerStatus | None = None
    worker_last_day: Stated | None = None
    setting: str | None = None  #: where the work is done: a property, or home, school, online
    route: Route | None = None
    planned_closure: Stated | None = None
    receiving_team: str | None = None
    receiving_post: str | None = None
    accepted: Stated | None = None  #: by the manager who receives it
    handover_meeting: Stated | None = None
    family_informed: Stated | None = None
    changes: Stated | None = None  #: the day on which worker, team or place changes
    closed: Stated | None = None
    places: int | None = None  #: of a group, or on a waiting list: how many children it stands for

    @property
    def id(self) -> str:
        """The token."""
        return self.ref

    def is_open(self, as_at: date | None) -> bool:
        """Whether the work is still to be continued on a day.

        A day of closing that is still to come closes nothing yet. Where only a period is
        known, the work is closed in it: somebody has recorded that it is done. Without a day
        to ask for, whatever has a day of closing is closed.
        """
        return self.closed is None or (as_at is not None and self.closed.when.first > as_at)

    @property
    def counts_as(self) -> int:
        """How many it counts as where work is counted: its places, or one."""
        return self.places or 1


@attrs.frozen(eq=False, repr=False)
class LinkWords(Record):
    """A link as a cell has it, in the words of the plan, and where it stands."""

    text: str
    place: Place


#: The links of one cell.
Links = tuple[LinkWords, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Communication(Record):
    """One message of the communication plan: who hears what, how, from whom and when."""

    id: str
    place: Place
    audience: str | None = None  #: who hears it, in the council's own words
    channel: str | None = None
    message: str | None = None
    owner: str | None = None  #: a role
    property: str | None = None  #: the one whose users it is for
    partner: str | None = None  #: the one it is for, where it is for one alone
    announces: str | None = None  #: the milestone that it makes known
    after: Links | None = None
    before: Links | None = None
    within: Links | None = None
    exactly: Links | None = None
    on: Stated | None = None
    expected: Stated | None = None
    by: Stated | None = None
    done: Stated | None = None
    public: bool | None = None  #: whether members of the public see it
    source: str | None = None  #: who promised it, and where
    evidence: str | None = None  #: who saw it go out


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BudgetLine(Record):
    """A line of the programme's budget, or a total of others. All amounts are pounds."""

    id: str
    place: Place
    title: str | None = None
    part_of: str | None = None  #: the line that it is counted in, which is a total by that
    original: Decimal | None = None  #: the full amount as first estimated
    latest: Decimal | None = None  #: the full amount as estimated now
    owner: str | None = None
    source: str | None = None
    note: str | None = None
    #: by column: ``actual 2019/20``, ``planned …``, ``projected …``, ``variation …``
    years: Mapping[str, Decimal] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Registers(Record):
    """Everything that the registers of a plan hold, in the order of their rows."""

    properties: tuple[Property, ...] = ()
    partners: tuple[Partner, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    teams: tuple[Team, ...] = ()
    cases: tuple[Case, ...] = ()
    communications: tuple[Communication, ...] = ()
    budget: tuple[BudgetLine, ...] = ()

    @cached_property
    def property_by_id(self) -> Mapping[str, Property]:
        """Properties by id."""
        return {row.id: row for row in self.properties}

    @cached_property
    def partner_by_id(self) -> Mapping[str, Partner]:
        """Partners by id."""
        return {row.id: row for row in self.partners}

    @cached_property
    def team_by_id(self) -> Mapping[str, Team]:
        """Teams by id."""
        return {row.id: row for row in self.teams}

    @cached_property
    def occupations_of(self) -> Mapping[str, tuple[Occupation, ...]]:
        """The occupations of each property that has any."""
        found: dict[str, list[Occupation]] = {}
        for row in self.occupations:
            found.setdefault(row.property, []).append(row)
        return {name: tuple(rows) for name, rows in found.items()}


#: What a plan without registers has.
NO_ROWS: Final = Registers()
