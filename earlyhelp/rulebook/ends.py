"""Which day does a plan have for what a rule speaks of?

A rule says `consultation.start`. What that is in a plan is a milestone with that role or
that id, a step of the row that is asked, a column of it, or a fact with a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import attrs

from earlyhelp.dates import DateExpression
from earlyhelp.errors import DayOutOfRangeError, NotADayError
from earlyhelp.findings import Place
from earlyhelp.model import Plan
from earlyhelp.model.registers import NO_ROWS, Occupation
from earlyhelp.model.rules import FactTest, Rule
from earlyhelp.model.workflows import Of, Row, in_words, is_for
from earlyhelp.records import Record


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Case(Record):
    """What a rule is asked of: the plan, one row of a register, or one establishment."""

    row: Row | None = None
    site: str | None = None  #: the key of a fact that has a value for each
    sites: tuple[str, ...] = ()  #: every establishment of the plan

    @property
    def name(self) -> str | None:
        """What to call it; ``None`` for the plan."""
        return self.site if self.row is None else self.row.id


@attrs.frozen(kw_only=True, eq=False, repr=False)
class End(Record):
    """Something in the plan that a rule speaks of, with the day that is stated for it."""

    name: str  #: as the plan calls it
    when: DateExpression | None
    place: Place | None = None
    is_milestone: bool = False

    @property
    def said(self) -> str:
        """``consultation.launch on Wednesday 8 September 2021``."""
        return self.name if self.when is None else f"{self.name} {self.when.with_preposition()}"


def cases(rule: Rule, plan: Plan) -> Iterator[Case]:
    """Everything in the plan that a rule is asked of."""
    registers = plan.registers or NO_ROWS
    if rule.each is not None:
        rows = registers.properties if rule.each.value == "property" else registers.occupations
        yield from (Case(row=row) for row in rows if is_for(row, rule.only, registers))
        return
    sites = dict.fromkeys(_keyed_by(plan, (*rule.facts, *rule.names)))
    if not sites:
        yield Case()
        return
    known = establishments(plan)
    named = (site for name in rule.names for site in _by_site(_held(plan, name), known))
    sites |= dict.fromkeys(site for site in named if site is not None)
    yield from (Case(site=site, sites=known) for site in sites)


def establishments(plan: Plan) -> tuple[str, ...]:
    """Every establishment for which a fact that a rule speaks of has a value of its own."""
    if not any(isinstance(fact.value, Mapping) for fact in plan.facts.values()):
        return ()
    spoken = (name for rule in plan.rules for name in (*rule.facts, *rule.names))
    return tuple(dict.fromkeys(_keyed_by(plan, spoken)))


def _keyed_by(plan: Plan, names: Iterable[str]) -> Iterator[str]:
    for name in dict.fromkeys(names):
        fact = plan.facts.get(name)
        if fact is not None and isinstance(fact.value, Mapping):
            yield from fact.value


def fact_of(plan: Plan, name: str, case: Case) -> str | None:
    """What a fact says of a case, as a text; ``None`` where it is not known."""
    fact = plan.facts.get(name)
    if fact is None:
        return None
    value = fact.value
    if isinstance(value, Mapping):
        value = value.get(case.name or "", "")
    return value if isinstance(value, str) and value else None


def holds(test: FactTest | None, plan: Plan, case: Case) -> bool | None:
    """Whether a part of a rule applies; ``None`` where the plan does not say."""
    if test is None:
        return True
    value = fact_of(plan, test.fact, case)
    if value is None and case.row is not None:
        value = in_words(getattr(case.row, test.fact, None)) or None
    return None if value is None else test.holds(value)


def ends(plan: Plan, name: str, case: Case) -> tuple[End, ...]:
    """Everything in the plan that a rule can mean by a name, for this case."""
    if case.row is not None and (found := _of_row(plan, name, case.row)) is not None:
        return found
    if held := _of_site(_held(plan, name), case):
        return tuple(_milestone(plan, item) for item in held)
    value = fact_of(plan, name, case)
    if value is None:
        return ()
    when = _day(value)
    return (End(name=name, when=when, place=plan.facts[name].place),) if when is not None else ()


def every_end(plan: Plan, name: str) -> tuple[End, ...]:
    """Everything in the plan that a name can mean, of whichever establishment.

    What is a fact of several is named with each, as its milestone would be:
    ``north.decision.made``.
    """
    found = {end.name: end for end in ends(plan, name, Case())}
    sites = establishments(plan)
    for site in _keyed_by(plan, (name,)):
        for end in ends(plan, name, Case(site=site, sites=sites)):
            named = end if end.is_milestone else attrs.evolve(end, name=f"{site}.{name}")
            found[named.name] = named
    return tuple(found.values())


def _held(plan: Plan, name: str) -> tuple[str, ...]:
    """The milestones with that role, or else the one with that id."""
    return plan.by_role.get(name, ()) or ((name,) if name in plan else ())


def _of_site(held: tuple[str, ...], case: Case) -> tuple[str, ...]:
    """Those of the establishment that is asked, or else those that are of none."""
    if not case.sites:
        return held
    of = _by_site(held, case.sites)
    return of.get(case.site) or of.get(None, ())


@lru_cache(maxsize=64)
def _by_site(held: tuple[str, ...], sites: tuple[str, ...]) -> Mapping[str | None, tuple[str, ...]]:
    """The ids that name each establishment as a part of them; under ``None`` those of none.

    Of several that an id names, the longest counts.
    """
    known = {_parts(site): site for site in sites}
    longest = max(map(len, known), default=0)
    found: dict[str | None, list[str]] = {}
    for name in held:
        parts = _parts(name)
        starts = range(len(parts))
        runs = (parts[at : at + count] for at in starts for count in range(1, longest + 1))
        named = [run for run in runs if run in known]
        site = known[max(named, key=lambda run: sum(map(len, run)))] if named else None
        found.setdefault(site, []).append(name)
    return {site: tuple(names) for site, names in found.items()}


def _parts(name: str) -> tuple[str, ...]:
    return tuple(re.split("[._-]", name))


def _of_row(plan: Plan, name: str, row: Row) -> tuple[End, ...] | None:
    """A column of the row, or its step; ``None`` where the name is not of a row at all."""
    of, _, column = name.partition(".")
    if of in {item.value for item in Of} and column:
        asked = Of(of).row(row, plan.registers or NO_ROWS)
        stated = getattr(asked, column, None)
        if stated is None or asked is None:
            return ()
        return (End(name=f"{column} of {asked.id}", when=stated.when, place=stated.place),)
    owners = (row.id, row.property) if isinstance(row, Occupation) else (row.id,)
    for owner in owners:
        if f"{owner}.{name}" in plan:
            return (_milestone(plan, f"{owner}.{name}"),)
    own = {f"{owner}." for owner in owners}
    held = [item for item in plan.by_role.get(name, ()) if f"{item.rpartition('.')[0]}." in own]
    return tuple(_milestone(plan, item) for item in held) or None


def _milestone(plan: Plan, name: str) -> End:
    stated = plan[name].stated
    if stated is None:
        return End(name=name, when=None, place=plan[name].place, is_milestone=True)
    return End(name=name, when=stated.when, place=stated.place, is_milestone=True)


def _day(text: str) -> DateExpression | None:
    try:
        return DateExpression.parse(text)
    except (NotADayError, DayOutOfRangeError):
        return None
