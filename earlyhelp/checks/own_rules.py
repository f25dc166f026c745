"""Are the rules kept that a plan gives itself?

EH390.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.register import check
from earlyhelp.checks.rules import said
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule


@check("EH390", "own-rule", Severity.ERROR)
def own_rule(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A rule that the plan gives itself is broken, kept, or not known.

    ## Example
        rules:
          members_first:
            title: Local members hear a week before partners do
            then: partners.told
            after: members.told + 1 week
            source: Constitution, part 5, protocol on member and officer relations

    A rule with the id of one that comes along, such as `agenda`, takes its place: that one is
    then not asked, and the message says so.

    ## What to do
    Where it is broken, move one of its days, or ask who made the rule whether this plan may
    break it. Where it is not known, state what the message needs.
    """
    return said(plan, schedule, say, "EH390")
