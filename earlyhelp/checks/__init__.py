"""The questions that are asked of every plan, one module for each family of codes."""

from __future__ import annotations

from datetime import date
from types import ModuleType

from earlyhelp.checks import days, feasibility, shape, tracking
from earlyhelp.checks.register import run
from earlyhelp.codes import UNCERTAIN
from earlyhelp.findings import Finding
from earlyhelp.memory import no_collection
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule, solve_plan


def families() -> tuple[ModuleType, ...]:
    """Every module of checks; importing one enrols its codes."""
    return (
        shape,
        feasibility,
        days,
        *_families_of_rows(),
        _family_of_messages(),
        _family_of_money(),
        *_families_of_rules(),
        tracking,
        _family_of_slips(),
        _family_when_asked(),
    )


def check_plan(
    plan: Plan,
    as_at: date | None = None,
    rules_as_at: date | None = None,
    *,
    is_uncertain: bool = False,
) -> tuple[Schedule, tuple[Finding, ...]]:
    """Solve `plan` as at a day (its own by default) and ask it everything.

    `rules_as_at` is the day whose law holds for everything, where somebody asks for one.
    `is_uncertain` asks as well whether the plan can be met whatever others decide.
    """
    if rules_as_at is not None:
        from earlyhelp.rulebook import applied

        plan = applied(plan, rules_as_at)
    if plan.registers is not None:
        _families_of_rows()
        if plan.registers.communications:
            _family_of_messages()
        if plan.registers.budget:
            _family_of_money()
    if plan.rules:
        _families_of_rules()
    if plan.baseline is not None:
        _family_of_slips()
    asked: tuple[str, ...] = ()
    if is_uncertain:
        _family_when_asked()
        asked = (UNCERTAIN,)
    with no_collection():
        schedule = solve_plan(plan, as_at)
        return schedule, run(plan, schedule, *asked)


def _families_of_rows() -> tuple[ModuleType, ...]:
    """The checks that ask about registers, which a plan without any does without."""
    from earlyhelp.checks import (
        caseloads,
        cases,
        endings,
        handover_meetings,
        partners,
        places,
        properties,
        property_costs,
        workers,
    )

    of_cases = (cases, handover_meetings, endings, places, workers, caseloads)
    return (properties, property_costs, partners, *of_cases)


def _families_of_rules() -> tuple[ModuleType, ...]:
    """The checks of law, which a plan that no rule speaks of does without."""
    from earlyhelp.checks import law_of_decisions, law_of_property, law_of_work, own_rules

    return (law_of_work, law_of_decisions, law_of_property, own_rules)


def _family_of_messages() -> ModuleType:
    """The checks that ask about a communication plan, which most plans do without."""
    from earlyhelp.checks import communications

    return communications


def _family_of_money() -> ModuleType:
    """The checks that ask about a budget, which most plans do without."""
    from earlyhelp.checks import budget

    return budget


def _family_of_slips() -> ModuleType:
    """The check of a baseline, which a plan that names none does without."""
    from earlyhelp.checks import slips

    return slips


def _family_when_asked() -> ModuleType:
    """The question that is asked with an option alone."""
    from earlyhelp.checks import strategy

    return strategy
