"""Is a rule asked of what it binds, or does something in the plan leave that out?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from earlyhelp.model import Plan
from earlyhelp.model.rules import Rule
from earlyhelp.rulebook.ends import Case, End, ends
from earlyhelp.rulebook.matching import matched


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
