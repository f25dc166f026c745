"""What does a bar chart of a plan look like in a terminal?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

import attrs

from earlyhelp.dates import days, words
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.gantt_rows import Bar
from earlyhelp.outputs.text import Paper, clipped

#: The widest that a name may be, and the least room for the days.
_LONGEST_NAME: Final = 36
_LEAST_DAYS: Final = 20
_A_FEW_WEEKS: Final = 100  #: in days: as long the axis has weeks, and then months
_GAP: Final = "  "
_EVERY: Final = (1, 2, 3, 6, 12, 24, 60, 120)  #: in months: how often the axis names one


@attrs.frozen(kw_only=True)
class Marks:
    """The signs of a chart, one column each."""

    done: str = "■"
    pinned: str = "◆"
    expected: str = "●"
    computed: str = "○"
    bar: str = "━"
    window: str = "─"
    as_at: str = "│"
    closure: str = "░"
    more: str = "…"

    def of(self, bar: Bar) -> str:
        """The sign of a day, by whose word it is."""
        if bar.stated_as == "done":
            return self.done
        if bar.stated_as is None:
            return self.computed
        return self.pinned if bar.is_pinned else self.expected


UNICODE: Final = Marks()
#: For a terminal that has no other.
ASCII: Final = Marks(
    done="X",
    pinned="P",
    expected="E",
    computed="o",
    bar="=",
    window="-",
    as_at="|",
    closure=":",
    more="~",
)


@attrs.frozen(kw_only=True)
class Axis:
    """Which column a day is in. Every column has as many days; both ends are inclusive."""

    first: int
    last: int
    width: int  #: how many columns there may be

    @property
    def days_of_a_column(self) -> int:
        """As few as let all of them fit."""
        return -(-(self.last - self.first + 1) // self.width)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return -(-(self.last - self.first + 1) // self.days_of_a_column)

    def column(self, day: int) -> int:
        """The column of a day; below 0 and from `columns` on it lies beside the chart."""
        return (day - self.first) // self.days_of_a_column


def axis(shown: Sequence[Bar], as_at: int | None, width: int) -> Axis:
    """From the first day of all bars to the last, the as-at day among them."""
    low = [bar.starts if bar.earliest is None else bar.earliest for bar in shown]
    low += [bar.starts for bar in shown]
    high = [bar.ends if bar.latest is None else bar.latest for bar in shown]
    high += [bar.ends for bar in shown]
    if as_at is not None:
        low, high = [*low, as_at], [*high, as_at]
    return Axis(first=min(low), last=max(*high, min(low)), width=width)


@attrs.frozen(kw_only=True)
class Chart:
    """A chart that fits a width, with its names at the left."""

    schedule: Schedule
    bars: Sequence[Bar]
    width: int  #: in columns of the terminal
    marks: Marks
    first: int | None = None  #: the day number of the chart's first day; ``None``: of its bars
    last: int | None = None

    def lines(self, paper: Paper) -> Iterator[str]:
        """The chart: the axis, then each workstream with its bars, then what the signs mean."""
        names = min(max(len(bar.id) for bar in self.bars) + 2, _LONGEST_NAME)
        names = max(min(names, self.width - len(_GAP) - _LEAST_DAYS), 8)
        across = axis(self.bars, self._as_at, max(self.width - names - len(_GAP), _LEAST_DAYS))
        if self.first is not None or self.last is not None:
            first = across.first if self.first is None else self.first
            last = across.last if self.last is None else self.last
            across = attrs.evolve(across, first=first, last=max(first, last))
        yield f"{'':{names}}{_GAP}{_labels(across)}".rstrip()
        for workstream, bars in groupby(self.bars, key=lambda bar: bar.workstream):
            yield paper.paint(clipped(workstream, self.width), "1")
            for bar in bars:
                name = self._name(bar, names)
                line = f"{name:{names}}{_GAP}{self._days(bar, across)}".rstrip()
                yield paper.paint(line, "31;1") if bar.is_critical else line
        yield ""
        yield from self._key(across)

    @property
    def _as_at(self) -> int | None:
        return self.schedule.network.as_at

    def _name(self, bar: Bar, wide: int) -> str:
        """The id, with a mark where there is no room to slip; a long one loses its middle."""
        flag = "! " if bar.is_critical else "  "
        room = wide - len(flag)
        if len(bar.id) <= room:
            return flag + bar.id
        head = (room - 1) // 2
        return f"{flag}{bar.id[:head]}{self.marks.more}{bar.id[head + 1 - room :]}"

    def _days(self, bar: Bar, across: Axis) -> str:
        """The columns of one bar: what comes later hides what was there."""
        cells = [" "] * across.columns
        if bar.stated_as != "done":
            since = bar.starts if bar.earliest is None else bar.earliest
            until = across.last if bar.latest is None else bar.latest
            _fill(cells, across, since, until, self.marks.window)
        for closure in self.schedule.plan.calendar.closures:
            first, last = days.number(closure.first), days.number(closure.last)
            _fill(cells, across, first, last, self.marks.closure)
        if self._as_at is not None:
            _fill(cells, across, self._as_at, self._as_at, self.marks.as_at)
        _fill(cells, across, bar.starts, bar.ends, self.marks.bar)
        _fill(cells, across, bar.ends, bar.ends, self.marks.of(bar))
        return "".join(cells)

    def _key(self, across: Axis) -> Iterator[str]:
        """What the signs mean, and only those that are there."""
        says = {
            self.marks.done: "done",
            self.marks.pinned: "pinned",
            self.marks.expected: "expected",
            self.marks.computed: "no day stated: the earliest",
        }
        used = {self.marks.of(bar) for bar in self.bars}
        yield "   ".join(f"{sign} {meaning}" for sign, meaning in says.items() if sign in used)
        yield f"{self.marks.window} from the earliest to the latest day"
        if any(bar.starts < bar.ends for bar in self.bars):
            yield f"{self.marks.bar} a stage, or all the days that a stated day can mean"
        if self._as_at is not None:
            yield f"{self.marks.as_at} {words.short(days.day(self._as_at))}, the as-at day"
        for closure in self.schedule.plan.calendar.closures:
            if closure.last >= days.day(across.first) and closure.first <= days.day(across.last):
                span = words.span(closure.first, closure.last)
                yield clipped(f"{self.marks.closure} {closure.name}, {span}", self.width)
        if any(bar.is_critical for bar in self.bars):
            yield "! no room to slip"
        each = across.days_of_a_column
        yield f"Each column is {words.count(each, 'day')}; the days are in --format csv and json."


def _fill(cells: list[str], across: Axis, first: int, last: int, sign: str) -> None:
    """Put a sign into the columns of these days, as far as they are in the chart."""
    begin, end = max(across.column(first), 0), min(across.column(last), len(cells) - 1)
    if begin <= end:
        cells[begin : end + 1] = sign * (end + 1 - begin)


def _labels(across: Axis) -> str:
    """The axis: every ``13 Sep`` of a few weeks, else ``Sep 2021`` as often as there is room."""
    for ticks in _ways(across):
        line = ""
        for day, label in ticks:
            column = across.column(days.number(day))
            if line and column <= len(line):
                break
            if column + len(label) <= across.width:
                line = f"{line:{column}}{label}"
        else:
            return line
    return ""


def _ways(across: Axis) -> Iterator[list[tuple[date, str]]]:
    """The days that could be on the axis with their labels, fewer and fewer."""
    first, last = days.day(across.first), days.day(across.last)
    if (last - first).days <= _A_FEW_WEEKS:
        monday = across.first + -first.weekday() % 7
        mondays = [days.day(at) for at in range(monday, across.last + 1, 7)]
        yield [(day, f"{day.day} {words.month(day)[:3]}") for day in mondays]
    begin, end = (day.year * 12 + day.month - 1 for day in (first, last))
    months = [date(at // 12, at % 12 + 1, 1) for at in range(begin + (first.day > 1), end + 1)]
    for step in _EVERY:
        few = [day for day in months if (day.year * 12 + day.month - 1) % step == 0]
        yield [(day, f"{words.month(day)[:3]} {day.year}") for day in few]
