"""Where does a task of a project stand in the plan that it becomes?"""

from __future__ import annotations

import attrs

from earlyhelp.exchange.draft import Entry, Point
from earlyhelp.exchange.moments import Clock, Side
from earlyhelp.exchange.names import Named


@attrs.frozen(kw_only=True)
class End:
    """One end of a task in the plan: the name of its milestone, and what is said of it."""

    ref: str
    side: Side
    point: Point
    clock: Clock  #: its days, and the hours of these
    is_milestone: bool = False  #: both ends of it are one


@attrs.frozen(kw_only=True)
class Placed:
    """A task in the plan."""

    named: Named
    entry: Entry
    start: End
    finish: End  #: of a milestone, the same as its start


@attrs.frozen(kw_only=True)
class Spot:
    """Where a milestone of a plan stands in a project: a line of its own, or an end of one."""

    uid: int
    is_start: bool
    is_end: bool
    side: Side
