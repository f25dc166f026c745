"""Findings and schedules as text that people read aloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from earlyhelp.codes import IN_THE_WAY
from earlyhelp.dates import words
from earlyhelp.findings import Finding, Fix, Place, Severity, Step
from earlyhelp.network.schedule import Schedule
from earlyhelp.records import Record

#: How many findings of one code are written out; the rest are counted.
SHOWN_OF_A_CODE: Final = 12
#: How many lines of a proof, fixes and failed fixes are written out.
SHOWN_STEPS: Final = 40
SHOWN_FIXES: Final = 6
#: How wide the column of what the lines say is at the most.
_WIDEST_TEXT: Final = 76
#: What stands beside the column of days in a proof: the sign before it, and room after it.
_MARGIN: Final = 6
LONGEST_TEXT: Final = 200
#: A word that is longer is cut where a text is.
LONGEST_WORD: Final = 40
#: Marks that turn the direction of writing, and what a terminal acts on.
_STEERING: Final = dict.fromkeys(
    (
        *(0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
        *(*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)),
    )
)
LONGEST_MESSAGE: Final = 2_000

_COLOURS: Final = {
    Severity.ERROR: "31;1",
    Severity.WARNING: "33;1",
    Severity.NOT_KNOWN: "35;1",
    Severity.NOTE: "36;1",
}


#: How many characters a line of prose, or of a table, has at most for people.
WIDEST: Final = 100


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Paper(Record):
    """What the text is written on."""

    colour: bool = False
    width: int | None = None  #: in letters; ``None`` where a line may be of any length

    def paint(self, text: str, code: str) -> str:
        """`text` in a colour, where there are any; colour never says anything by itself."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def headed(self, head: str, code: str, rest: str) -> list[str]:
        """A line that begins with `head` in a colour, folded."""
        first, *later = self.folded(f"{head}{rest}", 2)
        return [self.paint(head, code) + first.removeprefix(head), *later]

    def folded(self, line: str, indent: int) -> list[str]:
        """A line, and below it what goes beyond the width, between words and indented."""
        if self.width is None or len(line) <= self.width:
            return [line]
        from textwrap import wrap  # most answers go where lines are as long as they are

        deep = " " * (indent if indent <= self.width // 2 else 2)
        return wrap(
            line,
            self.width,
            subsequent_indent=deep,
            break_long_words=False,
            break_on_hyphens=False,
        )

    @property
    def room(self) -> int:
        """How wide prose and tables are: as a page is, or as a window that is narrower."""
        return WIDEST if self.width is None else min(self.width, WIDEST)

    def wrapped(self, said: str, begins: str = "", then: str = "") -> list[str]:
        """Prose in as much room as there is, the first line after `begins`, others after `then`."""
        from textwrap import wrap

        return wrap(
            said,
            self.room,
            initial_indent=begins,
            subsequent_indent=then,
            break_long_words=False,
            break_on_hyphens=False,
        )


#: Where a line may be of any length.
PLAIN: Final = Paper()


def findings(found: Sequence[Finding], paper: Paper, *, named: str | None = None) -> Iterator[str]:
    """Every finding, in order; of many with one code only the first ones.

    `named` is how somebody named the plan; the commands that mend it then name it too.
    """
    shown: Counter[str] = Counter()
    conflicts = sum(finding.code in IN_THE_WAY for finding in found)
    for finding in found:
        shown[finding.code] += 1
        if shown[finding.code] <= SHOWN_OF_A_CODE:
            yield from _finding(finding, paper, named, is_alone=conflicts <= 1)
    for code, number in sorted(shown.items()):
        if number > SHOWN_OF_A_CODE:
            more = number - SHOWN_OF_A_CODE
            yield f"… and {more} more {code}; all of them with --format json"


def headline(finding: Finding, paper: Paper) -> Iterator[str]:
    """What is found, and where; without its proof."""
    head = f"{finding.severity.value}[{finding.code}]"
    said = clipped(finding.message, LONGEST_MESSAGE)
    yield from paper.headed(head, _COLOURS[finding.severity], f": {said}")
    if finding.place is not None:
        yield f"  --> {finding.place}"


def _finding(finding: Finding, paper: Paper, named: str | None, *, is_alone: bool) -> Iterator[str]:
    yield from headline(finding, paper)
    if finding.chain:
        yield from proof(finding.chain, finding, paper)
    yield from _fixes(finding, paper, named, is_alone=is_alone)
    yield ""


def _fixes(finding: Finding, paper: Paper, named: str | None, *, is_alone: bool) -> Iterator[str]:
    if finding.fixes:
        aside = "" if is_alone else ", the other conflicts aside"
        yield f" fixes, each checked against the whole plan{aside}:"
    for number, fix in enumerate(finding.fixes[:SHOWN_FIXES], start=1):
        days = f"{fix.days:+d} {'day' if abs(fix.days) == 1 else 'days'}"
        yield from paper.folded(f"   {number}. {clipped(fix.text)}  ({days})", 6)
        if fix.place is not None and fix.place.file == "journal.csv":
            yield f"      record it with  {_command(fix, named)}"
        else:
            what = typed(fix.place, fix.field, fix.before, fix.after, fix.key)
            yield f"      at {at(fix.place)} {what}"
    if finding.not_enough:
        more = len(finding.not_enough) - SHOWN_FIXES
        rest = f"; and {more} more" if more > 0 else ""
        listed = "; ".join(clipped(text) for text in finding.not_enough[:SHOWN_FIXES])
        yield from paper.folded(f" not enough on their own: {listed}{rest}", 3)


def typed(place: Place | None, field: str, before: str, after: str, key: str | None = None) -> str:
    """What somebody types there: a value after its key, one of several, or a cell of a table.

    `key` is what stands before it in the file, where that is not the field; empty, where
    something else stands on the same line that could be taken for it.
    """
    after = clipped(after)
    if place is not None and not place.file.endswith((".yaml", ".yml")):
        return f"type  {after}  in the column {field}"
    if key == "":
        return f"type  {after}  in place of  {clipped(before)}"
    return f"type  {key or field}: {after}"


def _command(fix: Fix, named: str | None) -> str:
    """What records a fix, whole, as somebody types it who has named the plan so."""
    from earlyhelp.outputs.shells import command  # only where there is something to mend

    if fix.field == "extended_to":
        of_property, partner, _ = fix.milestone.rsplit(".", 2)  # the last is the step `out`
        said = ["property", "extend", of_property, partner, "--to", fix.after]
    else:
        said = ["milestone", "move", fix.milestone, fix.after]
    return command(*map(clipped, said), named=named)


def proof(
    chain: Sequence[Step], finding: Finding | None = None, paper: Paper = PLAIN
) -> Iterator[str]:
    """A chain as a sum: a first day, what is added, the day reached, and the limit."""
    shown = list(chain)
    left_out = len(shown) - SHOWN_STEPS
    if left_out > 0:
        half = SHOWN_STEPS // 2
        shown = [*shown[:half], *shown[-half:]]
    dates = max((len(words.column(step.day)) for step in shown if step.day), default=0)
    texts = max(len(clipped(step.text)) for step in shown)
    texts = min(texts, _WIDEST_TEXT)
    deep = dates + _MARGIN + 2
    lines = [_step(step, dates, texts) for step in shown]
    if paper.width is not None and max(map(len, lines)) > paper.width:
        lines = [_step(step, dates, 0) for step in shown]
    for number, (step, line) in enumerate(zip(shown, lines, strict=True)):
        if left_out > 0 and number == len(shown) // 2:
            yield f"   … {left_out} lines of the proof are left out here; --format json has them"
        is_limit = number > 0 and step.adds is None and step.day is not None
        if is_limit:
            for total in _sum(shown[:number], dates):
                yield from paper.folded(total, deep)
        yield from paper.folded(line, deep)
    if finding is not None and finding.short_by_days:
        room = words.room(finding.short_by_days, finding.short_by_working_days or 0)
        yield from paper.folded(f"   {'-' * dates}   {room} short", deep)
    elif finding is not None and len(chain) > 1 and chain[-1].day and chain[-2].day:
        room_left = words.count((chain[-1].day - chain[-2].day).days, "calendar day")
        yield from paper.folded(f"   {'-' * dates}   {room_left} of room", deep)


def _sum(steps: Sequence[Step], dates: int) -> Iterator[str]:
    """The line that says where a sum has got to; one that counts back gives a latest day."""
    last = steps[-1]
    if last.adds is not None and last.day is not None:
        edge = "latest" if sum(step.adds or 0 for step in steps) < 0 else "earliest"
        yield f" = {words.column(last.day):<{dates}}   {last.milestone} at the {edge}"


def _step(step: Step, dates: int, texts: int) -> str:
    if step.adds is not None:
        sign = "-" if step.adds < 0 else "+"
        left = f" {sign} {words.count(abs(step.adds), 'day'):<{dates}}"
    else:
        left = f"   {words.column(step.day) if step.day else '':<{dates}}"
    reasons = [text for text in (step.source, "locked" if step.locked else None) if text]
    why = f"  ({clipped(', '.join(reasons))})" if reasons else ""
    return f"{left}   {clipped(step.text):<{texts}}  {at(step.place)}{why}".rstrip()


def begins(schedule: Schedule, paper: Paper) -> Iterator[str]:
    """What a page of a plan begins with: its title, and whether it can be met."""
    yield paper.paint(clipped(schedule.plan.title), "1")
    met = "can be met" if schedule.feasible else "cannot be met"
    as_at = f"as at {words.short(schedule.as_at)}; " if schedule.as_at else ""
    yield from paper.folded(f"{as_at}the plan {met}; `eh plan check` says more", 2)


def title_lines(schedule: Schedule, paper: Paper) -> Iterator[str]:
    """The heading above a list of days."""
    plan = schedule.plan
    yield from begins(schedule, paper)
    if plan.rules_as_at is not None:
        yield f"by the law of {words.short(plan.rules_as_at)}"
    if not schedule.feasible:
        yield from paper.folded("days that are worked out follow from minimum lags alone", 2)
    yield ""


def why(schedule: Schedule, milestone: str, paper: Paper) -> Iterator[str]:
    """What the plan states of a milestone, and the chains that make its window."""
    said = schedule.plan[milestone]
    named = f": {clipped(said.title)}" if said.title else ""
    yield paper.paint(milestone, "1") + named
    if said.stated is None:
        yield "stated    no day of its own"
    else:
        yield f"stated    {said.stated.when.in_words()} ({said.stated_as})"
    if not schedule.feasible:
        yield "the plan cannot be met: the days below follow from minimum lags alone"
    yield ""
    first, last = schedule.earliest[milestone], schedule.latest[milestone]
    yield f"earliest  {words.day(first) if first else 'nothing holds it back'}"
    steps = schedule.why_earliest(milestone) if first else ()
    yield from proof(steps, paper=paper) if steps else ()
    yield ""
    yield f"latest    {words.day(last) if last else 'nothing limits it'}"
    steps = schedule.why_latest(milestone) if last else ()
    yield from proof(steps, paper=paper) if steps else ()


def critical(schedule: Schedule, most: int, paper: Paper) -> Iterator[str]:
    """The chains that leave the least room before a fixed day."""
    if not schedule.feasible:
        yield paper.paint("The plan cannot be met", "31;1") + ": `eh plan check` says why"
        return
    rooms = schedule.slipping_rooms
    if not rooms:
        yield "no day of this plan is fixed with anything before it that could slip"
    for room in rooms[:most]:
        working = schedule.plan.calendar.between(room.arrives, room.limit)
        left = words.room(room.limit - room.arrives, working)
        for line in paper.folded(f"{left} of room before {room.milestone}", 2):
            yield paper.paint(line, "1")
        yield from proof(schedule.room_steps(room), paper=paper)
        yield ""
    if len(rooms) > most:
        yield f"{words.count(len(rooms) - most, 'more chain')}: ask with --most {len(rooms)}"


def clipped(text: str, longest: int = LONGEST_TEXT) -> str:
    """`text`, cut where a person would stop reading, between words; the whole is in the JSON.

    Without the marks that turn the direction of writing, and without control characters: on a
    terminal they could make a line read as something else.
    """
    text = text.translate(_STEERING)
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    whole = cut.rpartition(" ")[0]
    # a name that is longer than what is lost by it is cut itself
    return f"{whole if len(whole) >= longest - LONGEST_WORD else cut}…"


def at(place: Place | None) -> str:
    """The file and the line of a place, as people say it."""
    return "" if place is None else f"{place.file}:{place.line}"
