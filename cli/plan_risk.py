"""`eh plan risk`: how likely the days of a plan are, when lengths turn out one way or another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.extras import how_to_install

from . import completing
from .exits import Exit
from .options import (
    Named,
    as_at_option,
    format_option,
    output_option,
    plan_argument,
    plan_option,
)
from .paper import deliver, paper
from .reading import as_at_of, known_milestone, read_plan

if TYPE_CHECKING:
    from earlyhelp.network.schedule import Schedule
    from earlyhelp.risk.simulation import Risk

#: How many times a plan is gone through, unless somebody says otherwise.
TRIALS: Final = 10_000
_EPILOG: Final = """\
Example: eh plan risk early-help-2021 --of assets.last_handover --svg launch.svg

\b
Only lengths that the plan calls uncertain vary:
  lasts: between 3 and 6 weeks, likely 4
  within: 3 to 6 weeks after landlord.asked, likely 4
"""


@click.command("risk", epilog=_EPILOG)
@plan_argument
@plan_option
@as_at_option
@click.option(
    "--of",
    "target",
    metavar="MILESTONE",
    shell_complete=completing.milestones,
    help="The milestone that is asked about; else the launch, or what comes last.",
)
@click.option(
    "--trials",
    type=click.IntRange(100, 1_000_000),
    default=TRIALS,
    show_default=True,
    help="How many times to go through the plan.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Another number draws the lengths in another order.",
)
@click.option(
    "--from",
    "begin",
    type=click.Choice(("earliest", "stated")),
    default="earliest",
    show_default=True,
    help="Everything as early as it can, or nothing before the day expected for it.",
)
@click.option(
    "--svg", type=Named(), metavar="FILE", help="Draw the days of the milestone into this file."
)
@format_option("text", "json", "csv")
@output_option
def risk(
    plan: str | None,
    plan_named: str | None,
    as_at: date | None,
    target: str | None,
    trials: int,
    seed: int,
    begin: str,
    svg: str | None,
    form: str,
    output: str,
) -> Exit:
    """Say how likely the days of PLAN are.

    Goes through the plan many times. Each time, every length that the plan calls uncertain
    is drawn anew, on its own, and everything happens as early as it then can. A pinned day
    or a deadline is never moved: it is counted how often it is kept. Nothing is written but
    what is asked for.

    Exits with 1 where the plan cannot be met even with every length at its shortest.
    """
    read = read_plan(plan, plan_named)
    if target is not None:
        known_milestone(read, target)
    from earlyhelp.network.schedule import solve_plan
    from earlyhelp.outputs import risk as said

    schedule = solve_plan(read, as_at_of(read, as_at))
    answer = simulated(schedule, target, trials, seed, begin)

    if svg is not None:
        from earlyhelp.outputs.risk_drawing import drawing

        deliver(drawing(answer), svg)
    if form == "json":
        deliver(said.as_json(answer), output, as_utf8=True)
    elif form == "csv":
        deliver(said.as_csv(answer), output, as_utf8=True)
    else:
        deliver(said.lines(answer, paper(output)), output)
    return Exit.FINE if answer.schedule.feasible else Exit.ERRORS


def simulated(
    schedule: Schedule,
    target: str | None = None,
    trials: int = TRIALS,
    seed: int = 1,
    begin: str = "earliest",
) -> Risk:
    """What comes of going through a plan many times; numpy is imported only here."""
    plan = schedule.plan
    if not plan.milestones:
        raise click.UsageError(f"{plan.path} has no milestone to say how likely its day is")
    try:
        from earlyhelp.risk.simulation import simulate
    except ImportError as error:
        raise EnvironmentFailedError(
            f"to say how likely something is takes one more package: {how_to_install('risk')}"
        ) from error
    is_from_stated = begin == "stated"
    return simulate(schedule, of=target, trials=trials, seed=seed, is_from_stated=is_from_stated)
