"""Which day does a plan have for what a rule speaks of?

A rule says `consultation.start`. What that is in a plan is a milestone with that role or
that id, a step of the row that is asked, a column of it, or a fact with a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    held = (item for name in rule.names for item in _held(plan, name))
    sites |= dict.fromkeys(site for item in held if (site := _site_in(item, known)) is not None)
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
        value = value.get(case.site or "", "")
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
    of = {name: _site_in(name, case.sites) for name in held}
    own = tuple(name for name in held if of[name] == case.site)
    return own or tuple(name for name in held if of[name] is None)


def _site_in(name: str, sites: tuple[str, ...]) -> str | None:
    """Which establishment an id names as a part of it: of several, the longest."""
    parts = f".{re.sub('[_-]', '.', name)}."
    named = [site for site in sites if f".{re.sub('[_-]', '.', site)}." in parts]
    return max(named, key=len, default=None)


def is_excused(rule: Rule, plan: Plan, case: Case) -> bool:
    """Whether the plan has what another rule is about that then stands for this one.

    Where each that it binds has its own, each needs its own excuse.
    """
    if not any(ends(plan, name, case) for name in rule.unless):
        return False
    return not (rule.each_its_own and rule.then and ends(plan, rule.then, case)) or not asked_of(
        rule, plan, case
    )


def asked_of(rule: Rule, plan: Plan, case: Case) -> Mapping[str, str | None]:
    """The names of what a rule binds that it is asked of.

    Where each has its own, it is not asked of one with an excuse of its own, nor of one that
    has nothing of what the rule is about: a meeting without a notice that it is private. With
    a name there is what would have to be told apart to say so.
    """
    then = ends(plan, rule.then, case) if rule.then else ()
    asked: dict[str, str | None] = dict.fromkeys(end.name for end in then)
    if not rule.each_its_own:
        return asked
    if rule.unless:
        asked = _but_for(asked, _with_own(plan, rule.unless, then, case), True)
    if rule.about and rule.then not in rule.about:
        asked = _but_for(asked, _with_own(plan, rule.about, then, case), False)
    return asked


def _but_for(
    asked: Mapping[str, str | None], has: Mapping[str, bool | str], out: bool
) -> dict[str, str | None]:
    """Those that are left, with what cannot be told of them."""
    left = {}
    for name, of in asked.items():
        found = has[name]
        if found is not out:
            left[name] = found if isinstance(found, str) else of
    return left


def _with_own(
    plan: Plan, names: Iterable[str], then: tuple[End, ...], case: Case
) -> dict[str, bool | str]:
    """Which of what is bound has one of these of its own; a name where it cannot be told."""
    has: dict[str, bool | str] = {end.name: False for end in then}
    for name in names:
        for match in matched(ends(plan, name, case), then, each_its_own=True):
            if match.has_one is None:
                has[match.then.name] = has[match.then.name] or name
            elif match.has_one:
                has[match.then.name] = True
    return has


def is_about_anything(rule: Rule, plan: Plan, case: Case) -> bool:
    """Whether the plan has anything that a rule is about, and nothing that excuses it."""
    if is_excused(rule, plan, case):
        return False
    if case.row is not None and not rule.about:
        return True
    return any(ends(plan, name, case) for name in rule.about or rule.names)


@attrs.frozen(eq=False, repr=False)
class Match(Record):
    """What is counted from for something that a rule binds.

    Where it cannot be told which of several belongs to which of several, `since` has the
    earliest and the latest of them, and none where one has no day.
    """

    since: tuple[End, ...]
    then: End
    is_sure: bool = True
    has_one: bool | None = True  #: whether any of the others belongs to it; ``None``: no telling
    of: str | None = None  #: what cannot be told apart, if not what is counted from


def matched(
    since: tuple[End, ...], then: tuple[End, ...], *, each_its_own: bool = False
) -> Iterator[Match]:
    """Which belongs to which: those whose ids begin alike, or else every one to every one.

    Where several of the one could belong to several of the other it is not sure. Where each
    has its own, as a meeting has its agenda, ids are alike that share any part, and what
    nothing is left for has none.
    """
    if not since:
        return
    groups: dict[tuple[str, ...], list[End]] = {}
    for end in since:
        for key in _keys(end.name, each_its_own=each_its_own):
            groups.setdefault(key, []).append(end)
    chosen = [_group(one, groups, each_its_own=each_its_own) for one in then]
    if each_its_own:
        taken = {end.name for key in set(chosen) if key for end in groups[key]}
        groups[()] = [end for end in since if end.name not in taken]
    same: dict[tuple[str, ...], list[End]] = {}
    for key, one in zip(chosen, then, strict=True):
        same.setdefault(key, []).append(one)
    for key, bound in same.items():
        yield from _of_group(tuple(groups[key]), bound, each_its_own=each_its_own)


def _of_group(
    since: tuple[End, ...], then: Sequence[End], *, each_its_own: bool
) -> Iterator[Match]:
    """What of one group belongs to which of those that are alike to it."""
    if each_its_own:
        is_sure = len(since) == len(then) == 1
        are_enough = len(since) >= len(then)
    else:
        is_sure, are_enough = len(since) == 1 or len(then) == 1, True
    has_one = bool(since) and (are_enough or None)
    can_be = since if is_sure else _extremes(since) if are_enough else ()
    for one in then:
        yield Match(since=can_be, then=one, is_sure=is_sure, has_one=has_one)


def paired(since: tuple[End, ...], then: tuple[End, ...]) -> Iterator[tuple[End, End]]:
    """The same, as pairs; where it is not sure, the earliest and the latest."""
    for match in matched(since, then):
        for one in match.since:
            yield one, match.then


def _group(
    one: End, groups: Mapping[tuple[str, ...], Sequence[End]], *, each_its_own: bool
) -> tuple[str, ...]:
    """The key of those that it is most alike to: empty where it is alike to none."""
    near = [key for key in _keys(one.name, each_its_own=each_its_own) if key and key in groups]
    if each_its_own:
        return min(near, key=lambda key: (len(groups[key]), -len(key), key), default=())
    return max(near, key=len, default=())


def _keys(name: str, *, each_its_own: bool) -> Iterator[tuple[str, ...]]:
    """By what a name can be alike to another: how it begins, or also each of its parts."""
    if each_its_own:
        yield ()
        yield from ((part,) for part in dict.fromkeys(re.split("[._-]", name)))
        return
    parts = name.split(".")
    for count in range(len(parts) + 1):
        yield tuple(parts[:count])


def _extremes(group: Sequence[End]) -> tuple[End, ...]:
    """The earliest and the latest; none where one has no day."""
    dated = [(end.when.low, end.when.high, end.name, end) for end in group if end.when is not None]
    if not dated or len(dated) < len(group):
        return ()
    return tuple(dict.fromkeys((min(dated)[3], max(dated, key=lambda item: item[1:3])[3])))


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
