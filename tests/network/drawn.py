"""Plans that some laws of the network need, made of drawn ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import attrs

from earlyhelp import Plan
from earlyhelp.dates import DateExpression
from earlyhelp.dates.days import LAST_DATE
from earlyhelp.findings import Place
from earlyhelp.model import LinkKind, Milestone, Stated

ONE_DAY: Final = timedelta(days=1)


def unmeetable(plan: Plan) -> Plan:
    """The plan with a milestone, tied to no other, whose own dates contradict each other."""
    never = Milestone(
        id="never",
        place=Place("plan.yaml", 90_000, 3),
        on=Stated(DateExpression.of(LAST_DATE), Place("plan.yaml", 90_001, 5)),
        by=(Stated(DateExpression.of(LAST_DATE - ONE_DAY), Place("plan.yaml", 90_002, 5)),),
    )
    return attrs.evolve(plan, milestones=(*plan.milestones, never))


def untied(plan: Plan) -> Plan:
    """The plan without the minimum lags that lead back to a milestone further up."""
    at = {item.id: place for place, item in enumerate(plan.milestones)}
    return attrs.evolve(
        plan,
        links=tuple(
            link
            for link in plan.links
            if link.kind is LinkKind.AT_MOST or at[link.first] < at[link.then]
        ),
    )
