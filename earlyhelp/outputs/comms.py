"""What does a committee read of the communication plan: who hears what, how, and when?

Every cell comes from :func:`earlyhelp.outputs.rows.cells`, by the columns that the service
may see; the days are those of each message's milestone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from textwrap import wrap
from typing import Final, NamedTuple

import attrs

from earlyhelp.dates import days, words
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.rows import UNKNOWN, Audience, Cell, Line, cell, cells
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import Paper, title_lines
from earlyhelp.partners.messages import Message, folded, messages

#: What programs read of a message.
COLUMNS: Final = (
    "id",
    "audience",
    "property",
    "partner",
    "channel",
    "message",
    "owner",
    "day",
    "stated_as",
    "due",
    "earliest",
    "latest",
    "state",
    "announces",
    "public",
    "source",
)
#: How many letters a line on A4 has room for.
PAPER: Final = 110
#: What people read, with the width of each column; two blanks stand between columns.
IN_A_TABLE: Final[Mapping[str, int]] = {
    "audience": 21,
    "channel": 13,
    "day": 17,
    "message": 28,
    "owner": 14,
    "state": 7,
}
MATRIX: Final = "Who is reached by what, and when"
MESSAGES: Final = "Every message"
NO_MESSAGES: Final = "the plan has no communications"
NOBODY: Final = "–"
#: How many channels stand side by side in a matrix, and how wide one is at most.
_SIDE_BY_SIDE: Final = 5
_WIDEST_CHANNEL: Final = 20


class Shown(NamedTuple):
    """A message, and its cells."""

    message: Message
    line: Line


@attrs.frozen(slots=False)
class CommsPlan:
    """The messages of a plan as they are read: by audience, and then by day."""

    schedule: Schedule
    shown: tuple[Shown, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The cells of every message."""
        return tuple(line for _, line in self.shown)

    @cached_property
    def groups(self) -> Mapping[str, Sequence[Shown]]:
        """The messages of each audience, by the name that is read first."""
        held: dict[str, list[Shown]] = {}
        for one in self.shown:
            held.setdefault(_to(one), []).append(one)
        return {group[0].line["audience"].words: group for group in held.values()}

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """Every channel, in the order in which they are read."""
        return tuple(dict.fromkeys(line["channel"].words for line in self.lines))

    def matrix(self) -> Iterator[tuple[str, ...]]:
        """A row for each audience, with the days of its messages under each channel."""
        for audience, group in self.groups.items():
            by_channel: dict[str, list[Message]] = {}
            for message, line in group:
                by_channel.setdefault(line["channel"].words, []).append(message)
            yield audience, *(_days(by_channel.get(name, ())) for name in self.channels)


def comms_plan(schedule: Schedule) -> CommsPlan:
    """The messages of the plan: audiences as the register has them, each by its days."""
    found = [Shown(one, _line(schedule, one)) for one in messages(schedule)]
    order = {name: at for at, name in enumerate(dict.fromkeys(map(_to, found)))}

    def key(one: Shown) -> tuple[int, int]:
        last = one.message.high
        return order[_to(one)], days.LAST + 1 if last is None else last

    return CommsPlan(schedule, tuple(sorted(found, key=key)))


def _to(one: Shown) -> str:
    """Its audience, the same however its words are written."""
    return folded(one.line["audience"].words)


def _line(schedule: Schedule, one: Message) -> Line:
    """One message, with the days of its milestone."""
    says = cells(one.row, Audience.SERVICE)
    said = schedule.plan[one.id]
    line = {column: says.get(column, UNKNOWN) for column in COLUMNS}
    return line | {
        "day": _day(one),
        "due": cell(None if one.high is None else days.day(one.high)),
        "stated_as": cell(said.stated_as),
        "earliest": cell(schedule.earliest[one.id]),
        "latest": cell(schedule.latest[one.id]),
        "state": cell(_state(schedule, one)),
    }


def _day(one: Message) -> Cell:
    """The day that is stated; for people, or else the last day on which it can go out."""
    if one.stated is not None:
        return cell(one.stated)
    by = NOBODY if one.high is None else f"by {words.short(days.day(one.high))}"
    return Cell(by, None)


def _state(schedule: Schedule, one: Message) -> str:
    as_at = schedule.network.as_at
    if one.is_done:
        return "done"
    return "overdue" if as_at is not None and (one.high or as_at) < as_at else "due"


def _days(held: Sequence[Message]) -> str:
    """The days of messages as one cell: ``3 messages, 20 September to 9 November 2021``."""
    if not held:
        return ""
    done = " (done)" if all(one.is_done for one in held) else ""
    if len(held) == 1:
        return f"{_day(held[0]).words}{done}"
    spans = [_span(one) for one in held if one.high is not None]
    if not spans:
        return f"{len(held)} messages"
    first, last = min(low for low, _ in spans), max(high for _, high in spans)
    return f"{len(held)} messages, {words.span(days.day(first), days.day(last))}{done}"


def _span(one: Message) -> tuple[int, int]:
    """The days that a message with a last day shows; of a deadline, that alone."""
    high = days.LAST if one.high is None else one.high
    if one.stated is None or one.stated.when.is_deadline:
        return high, high
    return one.stated.when.low, high


# For people. -------------------------------------------------------------------------------


def about(plan: CommsPlan) -> str:
    """How many messages there are, and how many of them have gone out."""
    states = [line["state"].words for line in plan.lines]
    late = states.count("overdue")
    overdue = f", {late} overdue" if late else ""
    return f"{words.count(len(states), 'message')}: {states.count('done')} done{overdue}"


def to_whom(plan: CommsPlan, line: Line) -> str:
    """``families at Centre 07``, ``partners: Nursery A``."""
    registers = plan.schedule.plan.registers or NO_ROWS
    at = registers.property_by_id.get(str(line["property"].plain))
    one = registers.partner_by_id.get(str(line["partner"].plain))
    to = line["audience"].words
    if at is not None:
        to += f" at {cells(at, Audience.SERVICE)['name'].words if at.name else at.id}"
    if one is not None:
        to += f": {cells(one, Audience.SERVICE)['name'].words if one.name else one.id}"
    return to


def in_text(plan: CommsPlan, paper: Paper) -> Iterator[str]:
    """The whole of it, on paper of 110 letters."""
    yield from title_lines(plan.schedule, paper)
    if not plan.lines:
        yield NO_MESSAGES
        return
    yield about(plan)
    yield ""
    yield paper.paint(MATRIX, "1")
    matrix, widest = list(plan.matrix()), IN_A_TABLE["audience"]
    together = min(len(plan.channels), _SIDE_BY_SIDE)
    width = min((PAPER - widest) // together - 2, _WIDEST_CHANNEL)
    for first in range(0, len(plan.channels), _SIDE_BY_SIDE):
        columns = slice(first + 1, first + 1 + _SIDE_BY_SIDE)
        group = [(row[0], *row[columns]) for row in matrix if any(row[columns])]
        widths = (widest, *[width] * together)
        headings = ("audience", *plan.channels[first : first + _SIDE_BY_SIDE])
        yield ""
        yield from _wrapped(headings, [group], widths)
    yield ""
    yield paper.paint(MESSAGES, "1")
    yield ""
    groups = [[in_words(plan, one.line) for one in group] for group in plan.groups.values()]
    yield from _wrapped(tuple(IN_A_TABLE), groups, tuple(IN_A_TABLE.values()))


def in_words(plan: CommsPlan, line: Line) -> tuple[str, ...]:
    """One message as people read it, in the columns of a table."""
    others = (line[column].words for column in IN_A_TABLE if column != "audience")
    return (to_whom(plan, line), *others)


def _wrapped(
    headings: Sequence[str],
    groups: Sequence[Sequence[Sequence[str]]],
    widths: Sequence[int],
) -> Iterator[str]:
    """A table with a line between groups of rows; a long cell goes on in the next line."""
    from tabulate import SEPARATING_LINE  # slow to import, as the table is

    def wrapped(row: Sequence[str]) -> list[str]:
        return ["\n".join(wrap(text, width)) for text, width in zip(row, widths, strict=False)]

    rows: list[Sequence[str]] = []
    for group in groups:
        rows += [SEPARATING_LINE] if rows else []
        rows += [wrapped(row) for row in group]
    yield from table(wrapped(headings), rows).splitlines()
