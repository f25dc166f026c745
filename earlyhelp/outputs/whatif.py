"""What would be different in a plan, as people and programs read it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from earlyhelp.codes import CANNOT_BE_MET
from earlyhelp.dates import DateExpression, days, words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model.holding import about
from earlyhelp.model.journal import Entry
from earlyhelp.network.differences import Shift
from earlyhelp.outputs import changes, machine, rows
from earlyhelp.outputs.notices import due
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import Paper, clipped, findings
from earlyhelp.partners.notices import Notice
from earlyhelp.tracking.whatif import Fall, Held, Move, WhatIf

SCHEMA: Final = "earlyhelp.whatif/1"
COLUMNS: Final = ("milestone", "what", "from", "to", "days", "working_days", "because")
HEADINGS: Final = ("milestone", "from", "to", "days later", "because of")
#: How many lines of one kind are written out; the rest are counted.
SHOWN: Final = 30
_PENCE: Final = Decimal("0.01")


def as_text(answer: WhatIf, paper: Paper, *, named: str | None = None) -> Iterator[str]:
    """The verdict as a sentence, then what is supposed, and everything that follows.

    `named` is how somebody named the plan.
    """
    head, *others = paper.wrapped(sentence(answer))
    yield paper.paint(head, "1")
    yield from (paper.paint(line, "1") for line in others)
    yield ""
    yield "supposed:"
    yield from _listed(map(changes.headline, answer.entries), paper)
    yield from _moves(answer, paper)
    yield from _windows(answer, paper)
    yield from _findings(answer, paper, named)
    yield from _notices(answer, paper)
    yield from _cost(answer, paper)


def sentence(answer: WhatIf) -> str:
    """``The plan can still be met; the last handover moves from … to …, and the launch …``."""
    before, after = answer.before.feasible, answer.after.feasible
    if after:
        verdict = "The plan can still be met" if before else "The plan can then be met again"
    else:
        verdict = (
            "The plan could then not be met" if before else "The plan cannot be met, as before"
        )
        if answer.worst is not None:
            short = answer.worst.short_by_days or 0
            verdict += f": {words.count(short, 'day')} short"
    plan = answer.after.plan
    handover, launches = plan.settings.last_handover, plan.by_role.get("launch", ())
    said = [
        _clause(name, *answer.falls[milestone])
        for name, milestone in (
            ("the last handover", handover),
            *(("the launch", launch) for launch in launches[:1]),
        )
        if milestone in answer.falls
    ]
    return f"{verdict}{'; ' if said else ''}{', and '.join(said)}."


def _clause(name: str, before: Fall, after: Fall) -> str:
    if before.when == after.when:
        stays = "by" if after.when.is_deadline else "on" if after.when.is_exact else "in"
        return f"{name} stays {stays} {_short(after.when)}"
    return f"{name} moves from {_short(before.when)} to {_short(after.when)}"


def _moves(answer: WhatIf, paper: Paper) -> Iterator[str]:
    yield ""
    if not answer.moves:
        yield "no day moves"
        return
    yield f"{words.count(len(answer.moves), 'day')} {_verb(len(answer.moves), 'move')}:"
    lines = [
        (
            move.milestone,
            _short(move.before.when),
            _short(move.after.when),
            _by(move),
            move.because or ("what is supposed" if move.is_asked else "–"),
        )
        for move in answer.moves[:SHOWN]
    ]
    yield table(HEADINGS, lines, width=paper.room)
    if len(answer.moves) > SHOWN:
        yield f"… and {len(answer.moves) - SHOWN} more; all of them with --format csv"


def _by(move: Move) -> str:
    """By how many days it is later; what is earlier says so."""
    earlier = " earlier" if move.days < 0 else ""
    return f"{abs(move.days)}{earlier} ({abs(move.working_days)} working)"


def _windows(answer: WhatIf, paper: Paper) -> Iterator[str]:
    if not answer.windows:
        return
    yield ""
    yield "on the same day, within other limits:"
    yield from _listed(map(changes.shift_line, answer.windows), paper, form="csv")


def _findings(answer: WhatIf, paper: Paper, named: str | None) -> Iterator[str]:
    said = answer.said
    yield ""
    if said.new_errors:
        yield f"{words.count(len(said.new_errors), 'new error')}:"
        yield from findings(said.new_errors, paper, named=named)
    still = [item for item in said.changed if item.code == CANNOT_BE_MET]
    if still:
        yield "why it cannot be met:"
        yield from findings(still, paper, named=named)
    changed = [item for item in said.changed if item.code != CANNOT_BE_MET]
    others = [item for item in said.new if item.severity is not Severity.ERROR]
    gone = "no longer found"
    if answer.before.feasible and not answer.after.feasible:
        gone += ", or no longer asked, because the plan cannot be met"
    parts = (
        ("also new", others),
        (gone, said.gone),
        ("found still, with other days", changed),
    )
    for heading, found in parts:
        if found:
            yield f"{heading}:"
            yield from _listed(map(_finding_line, found), paper)
    if not (said.new or said.gone or said.changed):
        yield "no finding is new, and none goes"


def _finding_line(finding: Finding) -> str:
    return f"{finding.severity.value}[{finding.code}]: {clipped(finding.message)}"


def _notices(answer: WhatIf, paper: Paper) -> Iterator[str]:
    if answer.notices:
        yield ""
        yield f"{words.count(len(answer.notices), 'partner')} would have to be told again:"
        yield from _listed(map(_notice_line, answer.notices), paper)


def _notice_line(notice: Notice) -> str:
    by = "the day is not known" if notice.by is None else f"by {words.day(days.day(notice.by))}"
    return f"{notice.partner.title} in {notice.left.title}, {by}: {notice.reason}"


def _cost(answer: WhatIf, paper: Paper) -> Iterator[str]:
    if not answer.held:
        return
    cost = answer.cost
    without = sum(held.cost is None for held in answer.held)
    yield ""
    if cost is None:
        yield "cost of holding the properties: not known, none of them has a monthly cost"
        return
    what = "the delay costs" if cost >= 0 else "the earlier handover saves"
    total = words.count(len(answer.held) - without, "handover")
    unknown = f"; for {without} more no monthly cost is known" if without else ""
    yield f"{what} {about(abs(cost))} for holding properties, over {total}{unknown}:"
    held_longer = (_held_line(held) for held in answer.held if held.cost is not None)
    yield from _listed(held_longer, paper)


def _held_line(held: Held) -> str:
    way = "longer" if held.days > 0 else "less"
    cost = abs(held.cost or Decimal(0))
    return f"{held.row.title}: {words.count(abs(held.days), 'day')} {way}, {about(cost)}"


def as_json(answer: WhatIf, *, is_recorded: bool) -> str:
    """The same, as the schema ``earlyhelp.whatif/1`` has it."""
    said, worst, as_at = answer.said, answer.worst, answer.after.as_at
    return rows.as_json(
        SCHEMA,
        answer.after.plan,
        as_at=as_at.isoformat() if as_at else None,
        says=sentence(answer),
        feasible_before=answer.before.feasible,
        feasible=answer.after.feasible,
        short_by_days=worst.short_by_days if worst else None,
        short_by_working_days=worst.short_by_working_days if worst else None,
        supposed=[_entry_record(entry) for entry in answer.entries],
        moves=[_move_record(answer, move) for move in answer.moves],
        limits=[_limit_record(answer, shift) for shift in answer.windows],
        findings={
            part: [machine.finding_record(finding) for finding in found]
            for part, found in (("new", said.new), ("gone", said.gone), ("changed", said.changed))
        },
        tell_again=[due.record(notice) for notice in answer.notices],
        cost=_cost_record(answer),
        recorded=is_recorded,
    )


def _entry_record(entry: Entry) -> dict[str, Any]:
    return {
        "action": entry.action.value,
        "subject": entry.subject,
        "day": entry.day.when.text if entry.day else None,
        "was": entry.was or None,
    }


def _move_record(answer: WhatIf, move: Move) -> dict[str, Any]:
    window = machine.milestone_record(answer.after, move.milestone)
    return {
        "milestone": move.milestone,
        "from": move.before.when.text,
        "to": move.after.when.text,
        "days": move.days,
        "working_days": move.working_days,
        "because": move.because,
        "supposed": move.is_asked,
        **{key: window[key] for key in ("stated", "stated_as", "earliest", "latest")},
    }


def _limit_record(answer: WhatIf, shift: Shift) -> dict[str, Any]:
    return {
        "milestone": shift.milestone,
        "what": "earliest" if shift.is_earliest else "latest",
        "from": _iso(shift.before),
        "to": _iso(shift.after),
        "days": shift.days,
        "working_days": _working(answer, shift),
    }


def _cost_record(answer: WhatIf) -> dict[str, Any]:
    return {
        "pounds": _pence(answer.cost),
        "properties": [
            {"property": held.row.id, "days": held.days, "pounds": _pence(held.cost)}
            for held in answer.held
        ],
    }


def as_csv(answer: WhatIf) -> str:
    """Every day and every limit that moves, for spreadsheets."""
    moves = (_move_record(answer, move) | {"what": "day"} for move in answer.moves)
    limits = (_limit_record(answer, shift) | {"because": None} for shift in answer.windows)
    return rows.as_csv(COLUMNS, [*moves, *limits])


def _working(answer: WhatIf, shift: Shift) -> int | None:
    if shift.before is None or shift.after is None:
        return None
    return answer.after.plan.calendar.between(shift.before, shift.after)


def _short(when: DateExpression) -> str:
    return words.short(when.first) if when.is_exact else when.in_a_sentence()


def _verb(number: int, verb: str) -> str:
    return f"{verb}s" if number == 1 else verb


def _iso(day: int | None) -> str | None:
    return None if day is None else days.day(day).isoformat()


def _pence(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount.quantize(_PENCE, ROUND_HALF_UP):f}"


def _listed(lines: Iterable[str], paper: Paper, *, form: str = "json") -> Iterator[str]:
    every = list(lines)
    for line in every[:SHOWN]:
        yield from paper.wrapped(line, "  ", "    ")
    if len(every) > SHOWN:
        yield f"  … and {len(every) - SHOWN} more; all of them with --format {form}"
