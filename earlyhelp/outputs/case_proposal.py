"""Which teams are proposed for open work, and what could not be placed?

Numbers point at nobody, unless somebody who works on the cases asks for exact ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from earlyhelp.allocation import Keeps, Proposal
from earlyhelp.dates import words
from earlyhelp.model import Plan
from earlyhelp.model.registers import Registers
from earlyhelp.outputs import rows, text
from earlyhelp.outputs.case_summary import COUNTED, NO_ROWS, NOT_KNOWN, NOT_SHOWN, SMALL
from earlyhelp.outputs.rows import Plain
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import Paper

NOTHING_CHANGED: Final = "This is a proposal: nothing has been changed."
#: What is said of a team, and of a case.
TEAM: Final = ("team", "name", "placed", "keep_their_team", "keep_their_place", "room_left")
BY_REF: Final = ("ref", "team", "keeps", "reason")


def teams(
    registers: Registers, proposal: Proposal, as_at: date | None, *, exact: bool
) -> Iterator[dict[str, Plain]]:
    """What is proposed for each team.

    Unless `exact`, no number from 1 to 4 is shown, and none from which one follows: parts
    of a number and the room that is left only beside a number that is shown itself.
    """
    placed = dict.fromkeys(registers.team_by_id, 0)
    kept: Counter[tuple[str, Keeps]] = Counter()
    for placement in proposal.placements:
        placed[placement.team.id] += placement.case.counts_as
        for keeps in placement.keeps:
            kept[placement.team.id, keeps] += placement.case.counts_as
    routed: Counter[str | None] = Counter()
    for case in registers.cases:
        routed[case.receiving_team] += case.counts_as if case.is_open(as_at) else 0
    shown = {team: str(number) for team, number in placed.items()}
    if not exact:
        shown = rows.suppressed(placed) or dict.fromkeys(placed, NOT_SHOWN)
    for team in registers.teams:
        number, left = placed[team.id], proposal.left[team.id]
        is_shown = shown[team.id] == str(number)
        keeps_of = {keeps: kept[team.id, keeps] for keeps in Keeps}
        if exact:
            parts = {keeps: str(part) for keeps, part in keeps_of.items()}
        else:
            parts = {
                keeps: _part(part, number) if is_shown else NOT_SHOWN
                for keeps, part in keeps_of.items()
            }
        room = NOT_KNOWN if left is None else str(left)
        tells = not is_shown or rows.is_small(routed[team.id])
        says = rows.record(team, rows.Audience.SERVICE)
        yield {
            "team": says["id"],
            "name": says["name"],
            "placed": shown[team.id],
            "keep_their_team": parts[Keeps.TEAM],
            "keep_their_place": parts[Keeps.PLACE],
            "room_left": NOT_SHOWN if tells and not exact and left is not None else room,
        }


def _part(part: int, whole: int) -> str:
    """A part of a number that is shown: neither it nor the rest may be told if it is small."""
    shown = rows.suppressed({"part": part, "rest": whole - part})
    return NOT_SHOWN if shown is None else shown["part"]


def reasons(proposal: Proposal, *, exact: bool) -> list[dict[str, Plain]]:
    """What could not be placed, by its reason."""
    counts: Counter[str] = Counter()
    for left in proposal.unplaced:
        size = left.case.counts_as
        # how many places one row has is a number of children, too
        reason = left.reason if exact else left.reason.replace(f" {size} places", " places")
        counts[reason] += size
    shown = {reason: str(number) for reason, number in counts.items()}
    if not exact:
        only = {reason: rows.counted(number) for reason, number in counts.items()}
        one = only if len(only) == 1 else dict.fromkeys(counts, NOT_SHOWN)
        shown = rows.suppressed(counts) or one
    return [{"reason": reason, "count": shown[reason]} for reason in counts]


def by_ref(proposal: Proposal) -> Iterator[dict[str, Plain]]:
    """What is proposed for each case, by its token."""
    for placement in proposal.placements:
        keeps = " and ".join(kept.value for kept in placement.keeps)
        case = placement.case
        yield {"ref": case.ref, "team": placement.team.id, "keeps": keeps or None, "reason": None}
    for left in proposal.unplaced:
        yield {"ref": left.case.ref, "team": None, "keeps": None, "reason": left.reason}


def as_text(
    plan: Plan,
    proposal: Proposal,
    by_team: Sequence[Mapping[str, Plain]],
    unplaced: Sequence[Mapping[str, Plain]],
    refs: Sequence[Mapping[str, Plain]],
    as_at: date,
    paper: Paper,
) -> Iterator[str]:
    """The proposal for people."""
    yield paper.paint(text.clipped(plan.title), "1")
    yield f"as at {words.short(as_at)}"
    yield NOTHING_CHANGED
    if not proposal.placements and not proposal.unplaced:
        has_rows = plan.registers is not None and bool(plan.registers.cases)
        yield "All open work has a team already, or needs none." if has_rows else NO_ROWS
        return
    if by_team:
        yield ""
        yield _plain_table(TEAM, by_team)
    if unplaced:
        yield ""
        yield paper.paint("Not placed", "1")
        yield _plain_table(("count", "reason"), unplaced)
    yield ""
    if refs:
        yield _plain_table(BY_REF, refs)
    else:
        yield f"{COUNTED[0].upper()}{COUNTED[1:]}. {SMALL}"
        yield "--show-refs lists the tokens and the teams, with exact numbers."


def _plain_table(columns: Sequence[str], lines: Iterable[Mapping[str, Plain]]) -> str:
    headings = [column.replace("_", " ") for column in columns]
    return table(headings, [[str(line[column] or "–") for column in columns] for line in lines])
