"""What a plan says, all of it: the frozen value that everything else asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from earlyhelp.dates import DateExpression, Lag, Unit, WorkingCalendar
from earlyhelp.findings import Place
from earlyhelp.model.lengths import Length, LinkKind
from earlyhelp.model.links import Link
from earlyhelp.model.milestones import Days, Milestone, Stated
from earlyhelp.records import Record

if TYPE_CHECKING:
    import networkx as nx

    from earlyhelp.model.baselines import Baseline
    from earlyhelp.model.journal import Journal
    from earlyhelp.model.registers import Registers
    from earlyhelp.model.risks import Risk
    from earlyhelp.model.rules import Rule
    from earlyhelp.model.workflows import Made, Workflow

#: Looked up once: to find an enumeration's member takes longer than to compare it.
_WORKING: Final = Days.WORKING
_AT_LEAST: Final = LinkKind.AT_LEAST
DEFAULT_LOW_FLOAT: Final = Lag(5, Unit.WORKING_DAYS)

FactValue = str | tuple["FactValue", ...] | Mapping[str, "FactValue"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Fact(Record):
    """Something that rules need to know, as the plan has it. Absent means not known."""

    name: str
    value: FactValue
    place: Place


class UnreadCopy(NamedTuple):
    """A copy of a file of the plan that nothing reads, with lines which the plan's own lacks."""

    file: str  #: its name from the plan's folder, with `?` for what cannot be shown
    own: str  #: of which file it is one


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Stage(Record):
    """A span: two milestones, ``id.start`` and ``id.end``, with a length between them."""

    id: str
    title: str | None
    length: Length | None
    start: Milestone
    end: Milestone
    place: Place


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Settings(Record):
    """What a council decides for itself."""

    #: Room below this is worth a warning.
    low_float: Lag = DEFAULT_LOW_FLOAT
    #: How long a decision can be called in for; ``None`` is not known.
    call_in: Lag | None = None
    #: How clear days are counted: `working`, or `s243` of the Local Government Act 1972.
    clear_days_basis: str = "working"
    #: The milestone on which the new service begins.
    launch: str = "offer.launch"
    #: The milestone on which the last property is handed over.
    last_handover: str = "assets.last_handover"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Plan(Record):
    """One programme of change: what must happen, in what order, by when.

    ``plan["offer.launch"]`` is the milestone of that id, and ``"offer.launch" in plan`` says
    whether there is one. Every id that a link or a risk names is a milestone of the plan and no
    id is used twice: anything else is refused with :class:`ValueError`.
    """

    id: str
    title: str
    nation: str
    calendar: WorkingCalendar
    milestones: tuple[Milestone, ...]
    links: tuple[Link, ...] = ()
    stages: tuple[Stage, ...] = ()
    organisation: str | None = None
    source: str | None = None  #: where the plan as a whole comes from, in words
    as_at: date | None = None  #: the day the facts were true; ``None``: nobody says
    as_at_place: Place | None = None
    days: Days = Days.WORKING
    facts: Mapping[str, Fact] = attrs.field(factory=dict)
    settings: Settings = attrs.field(factory=Settings)
    #: buildings, partners, open work; ``None``: the plan has no register
    registers: Registers | None = None
    #: what has been recorded, already replayed; ``None``: there is no journal
    journal: Journal | None = None
    #: the days that were agreed, which `baseline` in its settings names; ``None``: none is named
    baseline: Baseline | None = None
    #: the rules of law and of the council that are asked of it, its own among them
    rules: tuple[Rule, ...] = ()
    #: the day whose law holds for everything; ``None``: each rule as on the day it is about
    rules_as_at: date | None = None
    risks: tuple[Risk, ...] = ()  #: in the order of the plan
    workflows: tuple[Workflow, ...] = ()  #: already expanded into `milestones` and `links`
    copies: tuple[UnreadCopy, ...] = ()  #: of its files, as programs that synchronise folders make
    path: str = "plan.yaml"  #: how the reader of the plan named it
    _by_id: Mapping[str, Milestone] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a plan whose names do not lead anywhere."""
        by_id = {milestone.id: milestone for milestone in self.milestones}
        if len(by_id) != len(self.milestones):
            message = "a milestone's id is used twice"
            raise ValueError(message)
        for link in self.links:
            if link.first not in by_id or link.then not in by_id:
                message = f"a link at {link.place} names a milestone that is not in the plan"
                raise ValueError(message)
        for risk in self.risks:
            if not by_id.keys() >= {*risk.threatens}:
                message = f"the risk {risk.id} threatens a milestone that is not in the plan"
                raise ValueError(message)
        object.__setattr__(self, "_by_id", by_id)

    def __getitem__(self, milestone: str) -> Milestone:
        """The milestone with this id; :class:`KeyError` where there is none."""
        return self._by_id[milestone]

    def __contains__(self, milestone: object) -> bool:
        """Whether the plan has a milestone with this id."""
        return milestone in self._by_id

    @cached_property
    def stated(self) -> tuple[tuple[Milestone, Stated], ...]:
        """Every milestone with a stated day, and that day, in the order of the plan."""
        return tuple((item, said) for item in self.milestones if (said := item.stated) is not None)

    @cached_property
    def by_role(self) -> Mapping[str, tuple[str, ...]]:
        """The milestones that hold each role, in the order of the plan.

        The launch is the one that the settings name, unless another says that it is.
        """
        held: dict[str, tuple[str, ...]] = {}
        for milestone in self.milestones:
            if milestone.role is not None:
                held[milestone.role] = (*held.get(milestone.role, ()), milestone.id)
        if "launch" not in held and self.settings.launch in self:
            held["launch"] = (self.settings.launch,)
        return held

    @cached_property
    def made(self) -> Mapping[str, Made]:
        """The milestones that workflows made, each with its row and its step, in their order."""
        if self.registers is None:
            return {}
        every = (one for workflow in self.workflows for one in workflow.made(self.registers))
        return {one.milestone: one for one in every}

    @cached_property
    def made_in(self) -> Mapping[str, Sequence[Made]]:
        """Those of each property and of the partners in it, by the property's id."""
        found: dict[str, list[Made]] = defaultdict(list)
        for one in self.made.values():
            found[one.property_id].append(one)
        return dict(found)

    @cached_property
    def predecessor_links(self) -> Mapping[str, Sequence[Link]]:
        """The links by which a milestone comes no earlier than others, in the plan's order.

        A milestone that waits for no other has none; one that waits for itself is no link here.
        """
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            if link.kind is _AT_LEAST and link.first != link.then:
                found[link.then].append(link)
        return dict(found)

    def works(self, milestone: Milestone) -> bool:
        """Whether the milestone may only fall on a working day."""
        return (milestone.days or self.days) is _WORKING

    def moved(self, milestone: str, to: date) -> Plan:
        """The plan as it would be with another stated day of a milestone, which nobody records.

        It is pinned to that day where it is pinned now, and expected on it otherwise. Raises
        :class:`KeyError` where there is no such milestone, and :class:`ValueError` where it is
        done: a fact does not move.
        """
        said = self[milestone]
        if said.done:
            message = f"{milestone} is done: a fact does not move"
            raise ValueError(message)
        place = said.stated.place if said.stated else said.place
        moved = said.moved(Stated(DateExpression.of(to), place))
        kept = (moved if item is said else item for item in self.milestones)
        return attrs.evolve(self, milestones=tuple(kept))

    def graph(self) -> nx.MultiDiGraph[Any]:
        """The plan as a networkx graph, for analysis of your own.

        Nodes are milestone ids with `title`, `owner`, `stated` (text) and `stated_as`; edges
        run from `first` to `then` with `kind`, `lag` (text), `source` and `locked`. What the
        plan does not say is ``None``.
        """
        from earlyhelp.model.graph import graph

        return graph(self)
