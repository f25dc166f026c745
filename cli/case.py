"""`eh case …`: whether all open work has a route, as numbers that point at nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import attrs
import click

from earlyhelp.dates import words
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.outputs import text

from .case_import import import_command
from .exits import Exit
from .options import as_at_option, format_option, output_option, plan_option, strict_option
from .paper import deliver, paper
from .reading import as_at_of, read_plan
from .showing import as_at_in, registers_of

if TYPE_CHECKING:
    from earlyhelp.allocation import Proposal
    from earlyhelp.model import Plan
    from earlyhelp.model.registers import Case, Registers
    from earlyhelp.outputs.rows import Plain

#: The family of findings about open work.
FAMILY: Final = "EH6"
NOT_KNOWN: Final = "not known"
NOT_SHOWN: Final = "not shown"
_FINDING: Final = ("code", "name", "severity", "message", "file", "line", "column")
_TEAM: Final = ("team", "name", "placed", "keep_their_team", "keep_their_place", "room_left")
_NOTHING_CHANGED: Final = "This is a proposal: nothing has been changed."
_COUNTED: Final = "each place in a group or on a waiting list counts as one"
_SMALL: Final = (
    '"fewer than 5" stands for 1 to 4; "5 or more" stands where a number would give '
    "a smaller one away."
)

show_refs_option = click.option(
    "--show-refs",
    is_flag=True,
    help="Show the tokens of cases and exact numbers: for those who work on them only.",
)


@click.group("case", epilog="Example: eh case summary -p early-help-2021")
def case_group() -> None:
    """Check and count open work, and propose teams for it."""


case_group.add_command(import_command)


@case_group.command(epilog="Example: eh case check -p early-help-2021")
@plan_option
@as_at_option
@format_option("text", "json", "csv")
@output_option
@strict_option
@show_refs_option
def check(
    plan_named: str | None,
    as_at: date | None,
    form: str,
    output: str,
    strict: bool,
    show_refs: bool,
) -> Exit:
    """List the open work that is not on its way, by its lines."""
    from earlyhelp.checks import check_plan
    from earlyhelp.outputs import machine, rows

    read = read_plan(None, plan_named)
    schedule, found = check_plan(read, as_at_of(read, as_at))
    about_cases = [finding for finding in found if finding.code.startswith(FAMILY)]
    tokens = _tokens(registers_of(read).cases) if show_refs else {}
    if form == "text":
        deliver(_findings(read, about_cases, tokens, schedule.as_at, output), output)
        return Exit.of(about_cases, strict=strict)
    records = [_record(finding, tokens, show_refs=show_refs) for finding in about_cases]
    if form == "json":
        verdict = machine.verdict_of(about_cases)
        document = rows.as_json(
            "earlyhelp.case-check/1",
            read,
            as_at=as_at_in(schedule),
            verdict=verdict,
            findings=records,
        )
    else:
        columns = (*_FINDING, "ref") if show_refs else _FINDING
        document = rows.as_csv(columns, records)
    deliver(document, output, as_utf8=True)
    return Exit.of(about_cases, strict=strict)


@case_group.command(epilog="Example: eh case summary -p early-help-2021")
@plan_option
@format_option("text", "json", "csv")
@output_option
def summary(plan_named: str | None, form: str, output: str) -> Exit:
    """Count the open work by route, team and setting.

    Numbers from 1 to 4 are not shown, nor any from which one of them would follow.
    """
    from earlyhelp.outputs import rows

    read = read_plan(None, plan_named)
    registers = registers_of(read)
    total, counts = _open_work(registers)
    tables = {by: rows.suppressed(numbers) for by, numbers in counts.items()}
    if form == "text":
        deliver(_summary(read, total, tables, output), output)
        return Exit.FINE
    if form == "json":
        listed = {
            f"by_{by}": None
            if shown is None
            else [{by: of, **_number(counts[by][of], said)} for of, said in shown.items()]
            for by, shown in tables.items()
        }
        whole = _number(total, rows.counted(total))
        document = rows.as_json("earlyhelp.case-summary/1", read, open=whole, **listed)
    else:
        lines = [{"by": "all", "of": "open work", "count": rows.counted(total)}]
        for by, shown in tables.items():
            said = shown or {"all": NOT_SHOWN}
            lines += [{"by": by, "of": of, "count": count} for of, count in said.items()]
        document = rows.as_csv(("by", "of", "count"), lines)
    deliver(document, output, as_utf8=True)
    return Exit.FINE


@case_group.command(epilog="Example: eh case allocate -p early-help-2021")
@plan_option
@format_option("text", "json", "csv")
@output_option
@show_refs_option
def allocate(plan_named: str | None, form: str, output: str, show_refs: bool) -> Exit:
    """Propose teams for open work that has none.

    Nothing is changed: people decide who receives what.
    """
    from earlyhelp import allocation
    from earlyhelp.outputs import rows

    read = read_plan(None, plan_named)
    registers = registers_of(read)
    proposal = allocation.allocate(registers)
    teams = list(_teams(registers, proposal, exact=show_refs))
    unplaced = _reasons(proposal, exact=show_refs)
    by_ref = list(_by_ref(proposal)) if show_refs else []
    if form == "text":
        deliver(_proposal(read, proposal, teams, unplaced, by_ref, output), output)
        return Exit.FINE
    if form == "json":
        says: dict[str, Any] = {"changed": False, "teams": teams, "not_placed": unplaced}
        if show_refs:
            says["cases"] = by_ref
        document = rows.as_json("earlyhelp.case-allocation/1", read, **says)
    elif show_refs:
        document = rows.as_csv(("ref", "team", "keeps", "reason"), by_ref)
    else:
        document = rows.as_csv(_TEAM, teams)
    deliver(document, output, as_utf8=True)
    click.echo(_NOTHING_CHANGED, err=True)
    return Exit.FINE


# What `check` says. ------------------------------------------------------------------------

#: The token of a case by its file and line, and by its column where cases share a line.
Tokens = Mapping[Place, str]


def _tokens(cases: Iterable[Case]) -> Tokens:
    return {case.place: case.ref for case in cases}


def _token(finding: Finding, tokens: Tokens) -> str | None:
    """The token of the case that a finding is placed at, or in the line of."""
    if finding.place is None:
        return None
    return tokens.get(finding.place) or tokens.get(finding.place._replace(column=1))


def _findings(
    plan: Plan, found: Sequence[Finding], tokens: Tokens, as_at: date | None, output: str
) -> Iterator[str]:
    sheet = paper(output)
    named = [
        attrs.evolve(finding, message=f"{token}: {finding.message}")
        if (token := _token(finding, tokens))
        else finding
        for finding in found
    ]
    yield from text.findings(named, sheet)
    if not registers_of(plan).cases:
        yield "The plan has no open work in it"
        return
    has_errors = any(finding.severity is Severity.ERROR for finding in found)
    answer = "Open work is not all on its way" if has_errors else "No errors in the open work"
    when = f", as at {words.short(as_at)}" if as_at else ""
    painted = sheet.paint(answer, "31;1" if has_errors else "32;1")
    yield f"{painted}: {text.clipped(plan.title)}{when}"
    yield text.counted(Counter(finding.severity for finding in found))


def _record(finding: Finding, tokens: Tokens, *, show_refs: bool) -> dict[str, Plain]:
    place = finding.place
    record: dict[str, Plain] = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }
    return record | {"ref": _token(finding, tokens)} if show_refs else record


# What `summary` says. ----------------------------------------------------------------------


def _size(case: Case) -> int:
    """How many a row counts as: its places, or one."""
    return case.places or 1


def _open_work(registers: Registers) -> tuple[int, dict[str, dict[str, int]]]:
    """How much work is open, in all and by route, team and setting.

    Every route, team and property of the plan is there, in its order, even with 0.
    """
    from earlyhelp.files.registers import SETTINGS
    from earlyhelp.model.registers import Route

    ids = [row.id for row in registers.properties]
    counts = {
        "route": dict.fromkeys((*(route.value for route in Route), NOT_KNOWN), 0),
        "team": dict.fromkeys((*registers.team_by_id, NOT_KNOWN), 0),
        "setting": dict.fromkeys((*ids, *SETTINGS, NOT_KNOWN), 0),
    }
    for case in registers.cases:
        if case.is_open:
            route = None if case.route is None else case.route.value
            said = {"route": route, "team": case.team, "setting": case.setting}
            for by, numbers in counts.items():
                numbers[said[by] or NOT_KNOWN] += _size(case)
    return sum(counts["route"].values()), counts


def _summary(
    plan: Plan, total: int, tables: Mapping[str, Mapping[str, str] | None], output: str
) -> Iterator[str]:
    from earlyhelp.outputs import rows
    from earlyhelp.outputs.tables import table

    sheet = paper(output)
    yield sheet.paint(text.clipped(plan.title), "1")
    yield f"Open work: {rows.counted(total)} ({_COUNTED})"
    if not total:
        return
    for by, shown in tables.items():
        yield ""
        if shown is None:
            yield f"by {by}: {NOT_SHOWN}, the numbers are too small"
        else:
            yield table((by, "open work"), [line for line in shown.items() if line[1] != "0"])
    yield ""
    yield f"What has no line is 0. {_SMALL}"


def _number(number: int, said: str) -> dict[str, Plain]:
    """A number for programs: ``None`` where it may not be shown, with the words for it."""
    return {"count": number if said == str(number) else None, "shown": said}


# What `allocate` says. ---------------------------------------------------------------------


def _teams(registers: Registers, proposal: Proposal, *, exact: bool) -> Iterator[dict[str, Plain]]:
    """What is proposed for each team.

    Unless `exact`, no number from 1 to 4 is shown, and none from which one follows: parts
    of a number and the room that is left only beside a number that is shown itself.
    """
    from earlyhelp.allocation import Keeps
    from earlyhelp.outputs import rows

    placed = dict.fromkeys(registers.team_by_id, 0)
    kept: Counter[tuple[str, Keeps]] = Counter()
    for placement in proposal.placements:
        placed[placement.team.id] += _size(placement.case)
        for keeps in placement.keeps:
            kept[placement.team.id, keeps] += _size(placement.case)
    routed: Counter[str | None] = Counter()
    for case in registers.cases:
        routed[case.receiving_team] += _size(case) if case.is_open else 0
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
    from earlyhelp.outputs import rows

    shown = rows.suppressed({"part": part, "rest": whole - part})
    return NOT_SHOWN if shown is None else shown["part"]


def _reasons(proposal: Proposal, *, exact: bool) -> list[dict[str, Plain]]:
    """What could not be placed, by its reason."""
    from earlyhelp.outputs import rows

    counts: Counter[str] = Counter()
    for left in proposal.unplaced:
        size = _size(left.case)
        # how many places one row has is a number of children, too
        reason = left.reason if exact else left.reason.replace(f" {size} places", " places")
        counts[reason] += size
    shown = {reason: str(number) for reason, number in counts.items()}
    if not exact:
        only = {reason: rows.counted(number) for reason, number in counts.items()}
        one = only if len(only) == 1 else dict.fromkeys(counts, NOT_SHOWN)
        shown = rows.suppressed(counts) or one
    return [{"reason": reason, "count": shown[reason]} for reason in counts]


def _by_ref(proposal: Proposal) -> Iterator[dict[str, Plain]]:
    for placement in proposal.placements:
        keeps = " and ".join(kept.value for kept in placement.keeps)
        case = placement.case
        yield {"ref": case.ref, "team": placement.team.id, "keeps": keeps or None, "reason": None}
    for left in proposal.unplaced:
        yield {"ref": left.case.ref, "team": None, "keeps": None, "reason": left.reason}


def _proposal(
    plan: Plan,
    proposal: Proposal,
    teams: Sequence[Mapping[str, Plain]],
    unplaced: Sequence[Mapping[str, Plain]],
    by_ref: Sequence[Mapping[str, Plain]],
    output: str,
) -> Iterator[str]:
    sheet = paper(output)
    yield sheet.paint(text.clipped(plan.title), "1")
    yield _NOTHING_CHANGED
    if not proposal.placements and not proposal.unplaced:
        yield "All open work has a team already, or needs none."
        return
    if teams:
        yield ""
        yield _plain_table(_TEAM, teams)
    if unplaced:
        yield ""
        yield sheet.paint("Not placed", "1")
        yield _plain_table(("count", "reason"), unplaced)
    yield ""
    if by_ref:
        yield _plain_table(("ref", "team", "keeps", "reason"), by_ref)
    else:
        yield f"{_COUNTED[0].upper()}{_COUNTED[1:]}. {_SMALL}"
        yield "--show-refs lists the tokens and the teams, with exact numbers."


def _plain_table(columns: Sequence[str], lines: Iterable[Mapping[str, Plain]]) -> str:
    from earlyhelp.outputs.tables import table

    headings = [column.replace("_", " ") for column in columns]
    return table(headings, [[str(line[column] or "–") for column in columns] for line in lines])
