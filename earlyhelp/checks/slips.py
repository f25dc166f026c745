"""What has slipped since the plan was agreed?

EH707.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule
from earlyhelp.tracking.baselines import Change, Variance, compared, last_of, launch_of
from earlyhelp.tracking.slip_words import because, moved_in_words, slipped_in_words


@check("EH707", "slipped-against-the-baseline", Severity.WARNING)
def slipped_against_the_baseline(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A day is later than it was when the plan was agreed.

    ## What it means
    The settings name a baseline, the days that were agreed (`settings: {baseline: approved}`),
    and something that had a stated day in it is later now. What the launch makes of it is said
    first, or the last milestone where the plan has no launch. Of a day that is less precise, the
    last that it can mean counts. A day that was only worked out was nobody's promise and cannot
    slip.

    ## Why it matters
    Those who agreed the plan rest on its days: staff, partners, landlords and families plan
    around them.

    ## What to do
    Say why with `eh milestone move`, tell those who rest on the day, and look at the whole with
    `eh baseline compare`. Once the new days are agreed as well, keep them with `eh baseline set`
    and name that baseline.
    """
    if plan.baseline is None:
        return
    found = compared(schedule, plan.baseline)
    slipped = [variance for variance in found if variance.change is Change.SLIPPED]
    if not slipped:
        return
    launch = launch_of(schedule, found)
    first = launch or last_of(found)
    name = "the launch" if launch else f"the last milestone, {first.id},"
    yield say(
        f"against the baseline {plan.baseline.name}, {_with_its_move(name, first)}; "
        f"{slipped_in_words(found)}",
        place=(first.was or plan.baseline.days[0]).place,
        subjects=(first.id,),
    )
    for variance in slipped:
        if variance is not first:
            milestone = plan[variance.id]
            yield say(
                _with_its_move(variance.id, variance),
                place=milestone.stated.place if milestone.stated else milestone.place,
                subjects=(variance.id,),
            )


def _with_its_move(name: str, variance: Variance) -> str:
    why = because(variance)
    return f"{moved_in_words(name, variance)}{f' ({why})' if why else ''}"
