"""How is it said to people what a rule asks, of whom, since when, and how sure we are of it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from earlyhelp.model.rules import Ask, Authority, Confidence, Force, Rule
from earlyhelp.model.workflows import Condition

#: How sure we are, where there is room for few words.
SURE: Final = {
    Confidence.PRIMARY: "text seen",
    Confidence.SECONDARY: "accounts seen",
    Confidence.MEMORY: "to verify",
    Confidence.COMPUTED: "worked out",
}
_LIMITS: Final = {
    Ask.AFTER: "no earlier than",
    Ask.BY: "no later than",
    Ask.RUNS: "to know of:",
}
_WHOSE: Final = {
    Authority.LAW: "the law",
    Authority.COUNCIL: "the council's own rule",
    Authority.AGREEMENT: "an agreement",
    Authority.GUIDANCE: "guidance",
    Authority.CUSTOM: "custom",
}


def asks_in_short(rule: Rule) -> str:
    """``first_dismissal after consultation.start + 30 calendar days, where …; …``."""
    if not rule.parts:
        about = f": {_either(rule.names)}" if rule.names else ""
        return f"what {_checks(rule)}" if rule.checked_by else f"to know{about}"
    first, *others = rule.parts
    if first.ask is Ask.RUNS:
        limit = f"over before {rule.not_past}" if rule.not_past else "to know"
        said = f"{first.words}: {limit}"
    else:
        said = f"{rule.then} {first.ask.value} {first.words}"
    if first.when is not None:
        said += f", where {first.when.words}"
    return f"{said}; …" if others else said


def bound(rule: Rule) -> str:
    """What the sums that follow are about: ``first_dismissal is``."""
    if not rule.parts:
        return f"what {_checks(rule)}" if rule.checked_by else "nothing, but it is to be known"
    return "nothing, but there is a day to know of" if _only_runs(rule) else f"{rule.then} is"


def sums(rule: Rule) -> Iterator[tuple[str, str, str]]:
    """Every sum of a rule: its limit, the sum as it is typed, and for what it holds.

    ``("no earlier than", "consultation.start + 30 calendar days", "posts_at_risk is 20 to 99")``;
    the first and the last are empty where there is nothing to say.
    """
    for part in rule.parts:
        is_clear = part.ask is Ask.RUNS and _only_runs(rule)
        where = "" if part.when is None else part.when.words
        yield "" if is_clear else _LIMITS[part.ask], part.words, where


def sentences(rule: Rule) -> Iterator[str]:
    """All of it, each whole: ``first_dismissal is no earlier than …, where …``."""
    if not rule.parts:
        yield asks_in_short(rule)
    for part in rule.parts:
        then = "" if part.ask is Ask.RUNS else f"{rule.then} is "
        where = "" if part.when is None else f", where {part.when.words}"
        yield f"{then}{_LIMITS[part.ask]} {part.words}{where}"
    yield from limits(rule)


def limits(rule: Rule) -> Iterator[str]:
    """What a day to know of should come before, and when what it counts is expected to begin."""
    if rule.not_past is not None:
        yield f"it should be over before {rule.not_past}"
    if rule.not_before is not None:
        yield f"it is not expected to begin before {rule.not_before}"


def asked_of(rule: Rule) -> str:
    """Of which rows it is asked, or of the plan, and what has to be there for it."""
    has = f"where it has {_either(rule.about)}" if rule.about else ""
    if rule.unless:
        has = (
            f"{has or f'where it has {_either(rule.names)}'}, unless it has {_either(rule.unless)}"
        )
    if rule.each is None:
        return f"the plan, {has or f'where it has {_either(rule.names)}'}".rstrip(", ")
    only = " and ".join(map(_condition, rule.only))
    rows = f"each {rule.each.value}" + (f" where {only}" if only else "")
    return f"{rows}, {has}" if has else rows


def whose(rule: Rule) -> str:
    """Whose rule it is, and what becomes of a plan that breaks it."""
    if not rule.parts or _only_runs(rule):
        return _WHOSE[rule.authority]
    severity = "an error" if rule.is_binding else "a warning"
    return f"{_WHOSE[rule.authority]}: a plan that breaks it has {severity}"


def in_force(force: Force, *, otherwise: str = "–") -> str:
    """``from 6 April 2013``; something else where nobody says."""
    said = force.in_words()
    if not force.is_expected:
        said = said.removeprefix("in force ")
    return said or otherwise


def _only_runs(rule: Rule) -> bool:
    return all(part.ask is Ask.RUNS for part in rule.parts)


def _checks(rule: Rule) -> str:
    """``EH503 checks``."""
    return f"{' and '.join(rule.checked_by)} check{'s' if len(rule.checked_by) == 1 else ''}"


def _condition(test: Condition) -> str:
    column = f"{test.of.value}.{test.column}"
    if test.words == {""}:
        return f"{column} is {'known' if test.is_not else 'empty'}"
    names = _either(sorted(word or "empty" for word in test.words))
    return f"{column} is {'not ' if test.is_not else ''}{names}"


def _either(names: Sequence[str]) -> str:
    """``this, that or the other``."""
    *first, last = names or ("nothing",)
    return f"{', '.join(first)} or {last}" if first else last
