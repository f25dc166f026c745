"""What is in a bar chart of a plan: one row for each stage and each other milestone?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import attrs

from earlyhelp.dates import days
from earlyhelp.model import Milestone
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.rows import Plain

COLUMNS: Final = (
    "workstream",
    "id",
    "title",
    "starts",
    "ends",
    "stated_as",
    "earliest",
    "latest",
    "critical",
)
NO_WORKSTREAM: Final = "No workstream"


@attrs.frozen(kw_only=True)
class Bar:
    """A stage, or a milestone that is no end of one. Days are day numbers, all inclusive.

    It lies between `starts` and `ends`, which are as stated, or else the earliest; it could
    lie anywhere from `earliest` to `latest`.
    """

    id: str
    title: str | None
    workstream: str
    starts: int
    ends: int
    stated_as: str | None  #: of a stage, of its end; ``None``: no day is stated
    is_stage: bool
    is_pinned: bool  #: the day is stated, and not done: it stays where it is
    earliest: int | None
    latest: int | None  #: ``None``: nothing says how late
    is_critical: bool

    def record(self) -> dict[str, Plain]:
        """The same for programs, with ISO days."""
        return {
            "workstream": self.workstream,
            "id": self.id,
            "title": self.title,
            "starts": _iso(self.starts),
            "ends": _iso(self.ends),
            "stated_as": self.stated_as,
            "earliest": _iso(self.earliest),
            "latest": _iso(self.latest),
            "critical": self.is_critical,
        }


def _iso(day: int | None) -> str | None:
    return None if day is None else days.day(day).isoformat()


def bars(schedule: Schedule, chosen: Collection[str]) -> tuple[list[Bar], list[str]]:
    """The bars of some milestones, and the names of those without any day to draw.

    By workstream, in the order in which the plan comes to them, and then by day.
    """
    plan = schedule.plan
    ends = {name for stage in plan.stages for name in (stage.start.id, stage.end.id)}
    pairs = [(stage.id, stage.title, stage.start, stage.end) for stage in plan.stages]
    drawn = [(name, title, plan[start.id], plan[end.id]) for name, title, start, end in pairs]
    drawn += [(item.id, item.title, item, item) for item in plan.milestones if item.id not in ends]
    found: list[Bar] = []
    without: list[str] = []
    for name, title, start, end in drawn:
        if start.id in chosen or end.id in chosen:
            bar = _bar(schedule, name, title, start, end)
            if bar is None:
                without.append(name)
            else:
                found.append(bar)
    order: dict[str, int] = {}
    for item in plan.milestones:
        order.setdefault(item.workstream or NO_WORKSTREAM, len(order))
    found.sort(key=lambda bar: (order[bar.workstream], bar.starts, bar.ends))
    return found, without


def _bar(
    schedule: Schedule, name: str, title: str | None, start: Milestone, end: Milestone
) -> Bar | None:
    starts, ends = _day(schedule, start), _day(schedule, end, is_end=True)
    if starts is None or ends is None:
        return None
    return Bar(
        id=name,
        title=title,
        workstream=end.workstream or start.workstream or NO_WORKSTREAM,
        starts=min(starts, ends),
        ends=ends,
        stated_as=end.stated_as,
        is_stage=start is not end,
        is_pinned=end.done is None and end.on is not None,
        earliest=schedule.first_day(start.id),
        latest=schedule.last_day(end.id),
        is_critical=schedule.is_critical(start.id) or schedule.is_critical(end.id),
    )


def _day(schedule: Schedule, milestone: Milestone, *, is_end: bool = False) -> int | None:
    """The first or the last day that a stated day can mean, or else the earliest."""
    if milestone.stated is None:
        return schedule.first_day(milestone.id)
    when = milestone.stated.when
    return when.high if is_end or when.is_deadline else when.low
