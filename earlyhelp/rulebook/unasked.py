"""Why is a rule not asked of a plan?"""

from __future__ import annotations

from earlyhelp.model.rules import Rule
from earlyhelp.network.schedule import Schedule
from earlyhelp.rulebook.applied import is_in_force
from earlyhelp.rulebook.asked import is_about_anything
from earlyhelp.rulebook.ends import cases


def why_not_asked(rule: Rule, schedule: Schedule) -> str:
    """Why there is no verdict on a rule, as the end of "not asked: …"."""
    plan = schedule.plan
    if rule.checked_by:
        return f"it is checked by {' and '.join(rule.checked_by)}"
    found = tuple(cases(rule, plan))
    if not found and rule.each is not None:
        return f"it is asked of no {rule.each.value} of the plan"
    about = [case for case in found if is_about_anything(rule, plan, case)]
    if not about:
        return f"the plan has no {' or '.join(rule.about or rule.names)}"
    if not any(is_in_force(rule, plan, case, schedule.as_at) for case in about):
        on = "that day" if plan.rules_as_at else "the day that it is about"
        return f"it is not in force on {on}"
    return f"what the plan says of {' and '.join(rule.facts) or 'it'} leaves it out"
