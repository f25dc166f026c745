"""Which milestones and links are in a picture of a plan, and what do they say there?"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.model import Link, LinkKind, Milestone
from earlyhelp.network.order import components
from earlyhelp.network.schedule import Schedule
from earlyhelp.sheet_cells import one_line

#: A title that is longer is cut: a box is no place for a paragraph.
LONGEST_TITLE: Final = 84


@attrs.frozen(kw_only=True)
class Box:
    """One milestone. Its texts are one line each, without anything that is not printable."""

    id: str
    title: str | None
    says: str  #: ``done 8 September 2021``, ``pinned to …``, ``expected …``, ``earliest …``
    is_done: bool
    is_pinned: bool
    is_critical: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """What is written in it, from top to bottom."""
        return (*((self.title,) if self.title else ()), self.id, self.says)


@attrs.frozen(kw_only=True)
class Arrow:
    """Everything that the plan says of one milestone after another, as one arrow.

    `first` and `then` are places in the picture's `boxes`.
    """

    first: int
    then: int
    says: str  #: empty where `then` is on or after `first`, and nothing else is said
    has_minimum: bool
    has_maximum: bool

    @property
    def is_exact(self) -> bool:
        """Whether it leaves one day only."""
        return self.says.startswith("exactly")


@attrs.frozen(kw_only=True)
class Picture:
    """Boxes, each before those that it leads to where nothing runs in a circle; and arrows."""

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    links_out: int  #: how many more arrows lead to or from what is not in it

    def describe(self) -> str:
        """What is to be seen, for those who do not see it."""
        done = sum(box.is_done for box in self.boxes)
        pinned = sum(box.is_pinned for box in self.boxes)
        critical = sum(box.is_critical for box in self.boxes)
        out = f"; {words.count(self.links_out, 'link')} to other milestones not shown"
        return (
            f"{words.count(len(self.boxes), 'milestone')} and "
            f"{words.count(len(self.arrows), 'link')}: {done} done, {pinned} pinned, "
            f"{critical} with no room to slip{out if self.links_out else ''}"
        )


def around(schedule: Schedule, milestone: str, depth: int) -> set[str]:
    """A milestone, what leads to it and what it leads to, over at most `depth` links each way."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for link in schedule.plan.links:
        after.setdefault(link.first, []).append(link.then)
        before.setdefault(link.then, []).append(link.first)
    return _reached(milestone, before, depth) | _reached(milestone, after, depth)


def _reached(start: str, onward: dict[str, list[str]], depth: int) -> set[str]:
    steps = {start: 0}
    queue = deque((start,))
    while queue:
        name = queue.popleft()
        for then in onward.get(name, ()) if steps[name] < depth else ():
            if then not in steps:
                steps[then] = steps[name] + 1
                queue.append(then)
    return set(steps)


def picture(schedule: Schedule, chosen: Collection[str]) -> Picture:
    """The picture of some milestones, and of the links between them."""
    plan = schedule.plan
    names = _in_order([item.id for item in plan.milestones if item.id in chosen], plan.links)
    place = {name: at for at, name in enumerate(names)}
    between: dict[tuple[int, int], list[Link]] = {}
    out: set[tuple[str, str]] = set()
    for link in plan.links:
        if link.first in place and link.then in place:
            between.setdefault((place[link.first], place[link.then]), []).append(link)
        elif link.first in place or link.then in place:
            out.add((link.first, link.then))
    return Picture(
        title=one_line(plan.title) or one_line(plan.id),
        boxes=tuple(_box(schedule, plan[name]) for name in names),
        arrows=tuple(_arrow(*ends, between[ends]) for ends in sorted(between)),
        links_out=len(out),
    )


def _in_order(names: Sequence[str], links: Iterable[Link]) -> list[str]:
    """The same names, each before those that it leads to where nothing runs in a circle."""
    place = {name: at for at, name in enumerate(names)}
    onward: list[list[int]] = [[] for _ in names]
    for link in links:
        if link.first in place and link.then in place:
            onward[place[link.first]].append(place[link.then])
    return [names[node] for knot in components(onward) for node in sorted(knot)]


def _box(schedule: Schedule, milestone: Milestone) -> Box:
    title = one_line(milestone.title or "")
    if len(title) > LONGEST_TITLE:
        title = f"{title[: LONGEST_TITLE - 1].rstrip()}…"
    is_critical = schedule.is_critical(milestone.id)
    room = "; no room to slip" if is_critical else ""
    return Box(
        id=one_line(milestone.id),
        title=title or None,
        says=_day(schedule, milestone) + room,
        is_done=milestone.done is not None,
        is_pinned=milestone.done is None and milestone.on is not None,
        is_critical=is_critical,
    )


def _day(schedule: Schedule, milestone: Milestone) -> str:
    """The day of a milestone, and whose word it is."""
    if milestone.stated is None:
        first = schedule.earliest[milestone.id]
        return f"earliest {words.short(first)}" if first else "no day"
    when = milestone.stated.when.without_weekday()
    if milestone.done:
        return f"done {when}"
    return f"pinned to {when}" if milestone.on else f"expected {when}"


def _arrow(first: int, then: int, links: Iterable[Link]) -> Arrow:
    least = _lags(links, LinkKind.AT_LEAST)
    most = _lags(links, LinkKind.AT_MOST)
    if least and least == most:
        says = f"exactly {' and '.join(least)}"
    else:
        clauses = [f"at least {lag}" for lag in least if not lag.startswith("0 ")]
        clauses += [f"at most {lag}" for lag in most]
        says = ", ".join(clauses)
    return Arrow(first=first, then=then, says=says, has_minimum=bool(least), has_maximum=bool(most))


def _lags(links: Iterable[Link], kind: LinkKind) -> list[str]:
    return list(dict.fromkeys(str(link.lag) for link in links if link.kind is kind))
