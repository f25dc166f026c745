"""Which lengths of a plan turn out one way or another, and are not for the plan to choose?"""

from __future__ import annotations

import attrs

from earlyhelp.dates import NO_LAG, Lag
from earlyhelp.model.lengths import LinkKind
from earlyhelp.model.links import Link
from earlyhelp.model.plan import Plan


@attrs.frozen(kw_only=True)
class Uncertain:
    """The time from one milestone to another, of which only the ends are known, both inclusive.

    Its links stay links of the plan: a schedule may use any length from the shortest to
    the longest. Here it is somebody else, or chance, that picks it.
    """

    first: str
    then: str
    shortest: Lag  #: ``NO_LAG`` where the plan says none
    longest: Lag
    likely: Lag | None  #: the most likely; ``None``: all are alike
    decided_by: str | None  #: in the words of the plan
    line: Link  #: the line that says so


def uncertain(plan: Plan) -> tuple[Uncertain, ...]:
    """The uncertain lengths that are still to come, in the order of the plan.

    Those are the lengths with a `likely` or a `decided_by` whose later milestone is not
    done yet.
    """
    shortest = {
        (link.first, link.then, link.place): link.lag
        for link in plan.links
        if link.spread is not None and link.kind is LinkKind.AT_LEAST
    }
    return tuple(
        Uncertain(
            first=link.first,
            then=link.then,
            shortest=shortest.get((link.first, link.then, link.place), NO_LAG),
            longest=link.lag,
            likely=link.spread.likely,
            decided_by=link.spread.decided_by,
            line=link,
        )
        for link in plan.links
        if link.spread is not None
        and link.kind is LinkKind.AT_MOST
        and plan[link.then].done is None
    )
