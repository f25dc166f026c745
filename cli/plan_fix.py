"""`eh plan fix`: the smallest change of a plan's days with which it can be met."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from . import completing, entries
from .exits import Exit
from .options import (
    IsoDay,
    as_at_option,
    format_option,
    output_option,
    plan_argument,
    plan_option,
)
from .paper import deliver, paper, tell
from .reading import as_at_of, known_milestone, named_once
from .recording import (
    Foreseen,
    Recorder,
    by_option,
    dry_run_option,
    reason_option,
    recorder,
    refuse_without_journal,
    refuse_without_reason,
)

if TYPE_CHECKING:
    from earlyhelp.model import Plan
    from earlyhelp.model.limits import Counted
    from earlyhelp.outputs.repair import Asked, Way
    from earlyhelp.repair.mend import Repair


class Seconds(click.FloatRange):
    """A number of seconds; what is no number is greater than none, and less than none either."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read a number, and fail where it is none."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{str(value)!r} is not a number of seconds", param, ctx)
        return seconds


@click.command("fix", epilog="Example: eh plan fix infeasible-notice --keep offer.launch")
@plan_argument
@plan_option
@as_at_option
@click.option(
    "--keep",
    multiple=True,
    metavar="MILESTONE",
    shell_complete=completing.milestones,
    help="Do not move the days of this milestone; as often as needed.",
)
@click.option(
    "--not-before",
    type=IsoDay(),
    metavar="DAY",
    help="Move nothing that is stated before this day.",
)
@click.option(
    "--fewest", is_flag=True, help="Move as few milestones as possible, and only then as little."
)
@click.option(
    "--time-limit",
    type=Seconds(min=0),
    metavar="SECONDS",
    help="Look for no other way once so much time has gone; with a limit, search no longer "
    "(20 seconds where nobody says).",
)
@click.option("--limits", "own_limits", is_flag=True, help="Keep the limits of the workflows too.")
@click.option(
    "--limit",
    "wanted",
    multiple=True,
    metavar="LIMIT",
    help='Keep this one: "3 handed_over a week", or a working day, or a month; as often as needed.',
)
@click.option("--accept", is_flag=True, help="Record it all in the plan's journal, or nothing.")
@reason_option
@by_option
@dry_run_option
@format_option("text", "json")
@output_option
def fix(
    plan: str | None,
    plan_named: str | None,
    as_at: date | None,
    keep: tuple[str, ...],
    not_before: date | None,
    fewest: bool,
    time_limit: float | None,
    own_limits: bool,
    wanted: tuple[str, ...],
    accept: bool,
    reason: str,
    by: str | None,
    dry_run: bool,
    form: str,
    output: str,
) -> Exit:
    """Find the smallest change of days with which PLAN can be met.

    All stated days may move that are no facts and not locked: pinned and expected ones,
    and deadlines, which are put off. Links, closures, first allowed days and facts hold.
    The change is the least there is in calendar days, those of a pin or a deadline
    counted ten times; of equals the one that moves fewer milestones, and then the one
    with the later days. Each day comes with the line that leaves it nowhere nearer, and
    with the command that records it; nothing is written without --accept. That records
    all of it or nothing: a deadline is typed in the plan's files first.

    --limits and --limit ask for days that keep so many of a step in a time as well. Every
    milestone of the step counts, over all properties or partners of all workflows that
    have it, with a stated day or without, and what is done too. That takes a search
    (OR-Tools). Where its time ends first, the answer says what is proved, and what is not;
    of equally small changes it may be any.

    Exits with 0 where the days given mend the plan or nothing has to move, and with 1
    where moving days alone does not mend it: then the lines that cannot hold are shown.
    Exits with 1 too where it is not known whether any days keep the limits.
    """
    began = time.monotonic()
    from earlyhelp.outputs import repair as words
    from earlyhelp.repair.mend import mend

    named = named_once(plan, plan_named)
    to = recorder(named, by, dry_run=dry_run, force=False, as_at=as_at)
    if accept:
        refuse_without_reason(reason)
        refuse_without_journal(to)
    kept = tuple(dict.fromkeys(known_milestone(to.plan, name) for name in keep))
    asked = words.Asked(
        keep=kept, not_before=not_before, fewest=fewest, plan_named=named, accept=accept
    )
    day = as_at_of(to.plan, as_at)
    if own_limits or wanted:
        if accept:
            raise click.UsageError(
                "--accept records what mends the plan without its limits; where they are kept, "
                "record the days that you choose with the commands shown"
            )
        limits = tuple(_limits(to.plan, wanted, are_own=own_limits))
        return _within(to.plan, day, asked, limits, time_limit, form, output)
    found = mend(to.plan, day, keep=kept, not_before=not_before, fewest=fewest)
    if accept:
        return _accept(to, found, asked, reason, form, output)
    end = None if time_limit is None else began + time_limit
    ways = tuple(_other_ways(to.plan, day, asked, found, end))
    if form == "json":
        deliver(words.as_json(found, asked, ways), output, as_utf8=True)
    else:
        deliver(words.lines(found, asked, ways, paper(output)), output)
    return Exit.FINE if found.is_possible else Exit.ERRORS


def _accept(to: Recorder, found: Repair, asked: Asked, reason: str, form: str, output: str) -> Exit:
    """Record the whole change, once it is said; nothing where a part of it is to be typed."""
    from earlyhelp.outputs import repair as words

    typed = [change for change in found.changes if change.is_typed]
    foreseen = None
    if found.changes and not typed:
        made = [
            entries.moved(to, change.milestone, change.day.isoformat(), reason=reason)
            for change in found.changes
        ]
        foreseen = to.foresee(made)
    if form == "text":
        effects = foreseen.lines() if foreseen else ()
        deliver((*words.lines(found, asked, (), paper(output)), *effects), output)
    code = _record(to, found, foreseen)
    if form == "json":
        is_recorded = foreseen is not None and code is Exit.FINE and not to.dry_run
        deliver(words.as_json(found, asked, (), is_recorded=is_recorded), output, as_utf8=True)
    return code


def _record(to: Recorder, found: Repair, foreseen: Foreseen | None) -> Exit:
    if foreseen is not None:
        return to.record_all(foreseen)
    if found.is_possible and not found.changes:
        tell("nothing was recorded: no day has to move", err=True)
        return Exit.FINE
    why = "moving days alone does not mend the plan"
    if found.is_possible:
        why = (
            "a deadline stands in the plan's own files; put it off there first, and accept what "
            "is then left"
        )
    tell(f"not recorded: {why}", err=True)
    return Exit.ERRORS


def _within(
    plan: Plan,
    as_at: date,
    asked: Asked,
    limits: tuple[Counted, ...],
    time_limit: float | None,
    form: str,
    output: str,
) -> Exit:
    """The answer where limits are to be kept."""
    from earlyhelp.outputs import repair_limits as words
    from earlyhelp.outputs.repair import Way
    from earlyhelp.repair.mend import mend
    from earlyhelp.repair.within import EFFORT, mend_within

    keep, before, few = tuple(asked.keep), asked.not_before, asked.fewest
    found = mend_within(
        plan,
        limits,
        as_at,
        keep=keep,
        not_before=before,
        fewest=few,
        effort=EFFORT if time_limit is None else time_limit,
    )
    ways: tuple[Way, ...] = ()
    if not found.repair.obstacles:
        without = mend(plan, as_at, keep=keep, not_before=before, fewest=few)
        if found.repair.after is None or found.repair.changes:
            ways = (Way(name="without the limits", options="", repair=without),)
    if form == "json":
        deliver(words.as_json(found, asked, ways), output, as_utf8=True)
    else:
        deliver(words.lines(found, asked, ways, paper(output)), output)
    return Exit.FINE if found.repair.is_possible else Exit.ERRORS


def _limits(plan: Plan, wanted: tuple[str, ...], *, are_own: bool) -> Iterator[Counted]:
    """The limits that somebody wants kept; a wrong use where there is none, or no such step."""
    from earlyhelp.files.problems import did_you_mean
    from earlyhelp.model import limits

    own = [counted for _, counted in limits.limits(plan)] if are_own else []
    if are_own and not own:
        raise click.UsageError(
            "no workflow of this plan has a limit to keep; ask for one with "
            '--limit "3 handed_over a week"'
        )
    yield from own
    for text in wanted:
        said = limits.said(text.removeprefix(limits.NO_MORE_THAN))
        if said is None:
            raise click.UsageError(
                f'{text!r} is not a limit: write "3 handed_over a week", or "a working day", '
                'or "a month"'
            )
        steps = limits.steps(plan)
        if said.step not in steps:
            hint = did_you_mean(said.step, steps)
            raise click.UsageError(f"no workflow has a step {said.step!r}{hint}")
        yield limits.asked(plan, said)


def _other_ways(
    plan: Plan, as_at: date, asked: Asked, found: Repair, end: float | None
) -> Iterator[Way]:
    """What else could be asked of a plan in which something has to move."""
    from earlyhelp.outputs.repair import Way
    from earlyhelp.repair.mend import mend

    def way(
        name: str, options: str, *, keep: tuple[str, ...], before: date | None, few: bool
    ) -> Way:
        is_over = end is not None and time.monotonic() >= end
        repair = None if is_over else mend(plan, as_at, keep=keep, not_before=before, fewest=few)
        return Way(name=name, options=options, repair=repair)

    keep, before, few = tuple(asked.keep), asked.not_before, asked.fewest
    if found.changes and few:
        yield way("the smallest change", "without --fewest", keep=keep, before=before, few=False)
    elif len(found.changes) > 1:
        yield way("the fewest milestones", "--fewest", keep=keep, before=before, few=True)
    moving = {change.milestone for change in found.changes}
    for launch in plan.by_role.get("launch", ()):
        if launch in moving:
            options = f"--keep {launch}"
            yield way(f"{launch} kept", options, keep=(*keep, launch), before=before, few=few)
    if keep or before is not None:
        yield way("with nothing kept", "", keep=(), before=None, few=few)
