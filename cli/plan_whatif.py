"""`eh plan whatif`: what follows if something slips, moves, is done, or if a partner stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

import click

from earlyhelp.dates import DateExpression, days
from earlyhelp.dates.slips import slip, slipped
from earlyhelp.errors import DayOutOfRangeError, NotADayError, NotALagError
from earlyhelp.model.journal import Action, Entry

from . import completing, entries
from .exits import Exit
from .options import Command, as_at_option, format_option, output_option, plan_argument
from .paper import deliver, paper
from .reading import as_at_of, known_milestone, named_once
from .recording import (
    Foreseen,
    Recorder,
    evidence_option,
    reason_option,
    recorder,
    recording_options,
    refuse_without_journal,
    refuse_without_reason,
)

_EPILOG: Final = """\
Example: eh plan whatif early-help-2021 --slip centre-07.handed_over=5wd

\b
A slip is in working days (5wd), weeks (2w) or months (1m), or in words: "10 calendar days".
It is counted from the stated day, or from the earliest one where none is stated. Nothing
is recorded without --accept.
"""
#: What stands for the evidence of a gate where it is only asked what would follow.
_SUPPOSED: Final = "supposed"


class _Asked(NamedTuple):
    """What somebody supposes: `name=value` each, as it was typed."""

    slip: tuple[str, ...]
    move: tuple[str, ...]
    done: tuple[str, ...]
    extend: tuple[str, ...]
    evidence: str
    is_question: bool  #: nothing is to be recorded, so nobody needs to have seen anything


def _of_milestones(name: str, metavar: str, says: str) -> Callable[[Command], Command]:
    """An option that names a milestone and what would become of it; as often as needed."""
    return click.option(
        name,
        multiple=True,
        metavar=metavar,
        shell_complete=completing.milestones_with_value,
        help=says,
    )


@click.command(epilog=_EPILOG)
@plan_argument
@click.option(
    "--slip",
    multiple=True,
    metavar="ID=5wd",
    shell_complete=completing.milestones_with_value,
    help="This milestone is so much later.",
)
@click.option(
    "--move",
    multiple=True,
    metavar="ID=DAY",
    shell_complete=completing.milestones_with_value,
    help="It is to fall on this day.",
)
@click.option(
    "--done",
    multiple=True,
    metavar="ID=DAY",
    shell_complete=completing.milestones_with_value,
    help="It is done on this day.",
)
@click.option(
    "--extend",
    multiple=True,
    metavar="PARTNER@PROPERTY=DAY",
    help="This partner can stay until this day.",
)
@click.option("--accept", is_flag=True, help="Record it all in the plan's journal, or nothing.")
@reason_option
@evidence_option
@recording_options
@as_at_option
@format_option("text", "json", "csv")
@output_option
def whatif(
    plan: str | None,
    plan_named: str | None,
    slip: tuple[str, ...],
    move: tuple[str, ...],
    done: tuple[str, ...],
    extend: tuple[str, ...],
    accept: bool,
    reason: str,
    evidence: str,
    by: str | None,
    dry_run: bool,
    force: bool,
    as_at: date | None,
    form: str,
    output: str,
) -> Exit:
    """Say what would follow if something in PLAN were different.

    Every option can be repeated, and all of them hold together. What falls on another day
    is said with the nearest milestone that moves it: nothing is taken to happen before the
    day that is stated for it.
    """
    asked = _Asked(slip, move, done, extend, evidence, is_question=not accept)
    if not (slip or move or done or extend):
        raise click.UsageError("say what would be different: --slip, --move, --done or --extend")
    if accept:
        refuse_without_reason(reason)
    named = named_once(plan, plan_named)
    to = recorder(named, by, dry_run=dry_run, force=force, as_at=as_at)
    if accept:
        refuse_without_journal(to)
    foreseen = to.foresee(_entries(to, asked, reason))
    code = _exit(foreseen)
    if form == "text":
        _deliver(foreseen, form, output, is_recorded=False)
        return entries.record_all_new(to, foreseen) if accept else code
    if accept:
        code = entries.record_all_new(to, foreseen)
    is_new = any(not entries.is_known(to, made) for made in foreseen.made)
    is_recorded = accept and is_new and code is Exit.FINE and not dry_run
    _deliver(foreseen, form, output, is_recorded=is_recorded)
    return code


def _exit(foreseen: Foreseen) -> Exit:
    return Exit.ERRORS if foreseen.new or not foreseen.after.feasible else Exit.FINE


def _deliver(foreseen: Foreseen, form: str, output: str, *, is_recorded: bool) -> None:
    from earlyhelp.outputs import whatif as said

    answer = foreseen.compared()
    if form == "text":
        deliver(said.as_text(answer, paper(output), named=foreseen.named), output)
    elif form == "json":
        deliver(said.as_json(answer, is_recorded=is_recorded), output, as_utf8=True)
    else:
        deliver(said.as_csv(answer), output, as_utf8=True)


def _entries(to: Recorder, asked: _Asked, reason: str) -> list[Entry]:
    """What the journal would have to say, whatever the order of the options."""
    made = list(_made(to, asked, reason))
    for subject, times in Counter(entry.subject for entry in made).items():
        if times > 1:
            raise click.UsageError(f"{subject} is named {times} times: say one thing of it")
    return sorted(made, key=lambda entry: (entry.action is Action.EXTENDED, entry.subject))


def _made(to: Recorder, asked: _Asked, reason: str) -> Iterator[Entry]:
    for name, text in map(_pair, asked.slip):
        yield entries.moved(to, name, _slipped(to, name, text), reason=reason)
    for name, text in map(_pair, asked.move):
        yield entries.moved(to, name, text, reason=reason)
    for name, text in map(_pair, asked.done):
        yield entries.done(to, name, _day(text), evidence=_seen(to, name, asked), reason=reason)
    for name, text in map(_pair, asked.extend):
        partner, at, home = name.partition("@")
        if not at:
            raise click.UsageError(f"{name!r} names no stay: write PARTNER@PROPERTY=DAY")
        yield entries.extended(to, f"{home}.{partner}", _day(text), reason=reason)


def _seen(to: Recorder, milestone: str, asked: _Asked) -> str:
    """The evidence; for a question about a gate, that there is some."""
    is_gate = milestone in to.plan and to.plan[milestone].needs_evidence
    return asked.evidence or (_SUPPOSED if asked.is_question and is_gate else "")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = (part.strip() for part in text.partition("="))
    if not (name and sign and value):
        raise click.UsageError(f"{text!r} is not NAME=VALUE, such as offer.launch=2022-01-04")
    return name, value


def _day(text: str) -> date:
    try:
        return days.day(days.parse(text))
    except (NotADayError, DayOutOfRangeError) as error:
        raise click.UsageError(str(error)) from None


def _slipped(to: Recorder, milestone: str, text: str) -> str:
    """The day that a milestone slips to, from the one stated or else its earliest."""
    said = to.plan[known_milestone(to.plan, milestone)]
    if said.stated is not None:
        when = said.stated.when
    else:
        from earlyhelp.network.schedule import solve_plan

        first = solve_plan(to.plan, as_at_of(to.plan, to.as_at)).earliest[milestone]
        if first is None:
            raise click.UsageError(f"{milestone} has no day that it could slip from")
        when = DateExpression.of(first)
    try:
        return slipped(when, slip(text), to.plan.calendar).text
    except (NotALagError, DayOutOfRangeError) as error:
        raise click.UsageError(
            f"--slip {milestone}: {error}; or give its day with --move"
        ) from None
