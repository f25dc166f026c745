"""Are people consulted, told and moved as the law of work asks?

EH301 to EH319 (EH3xx): consultation, notice and new posts; then consultation of the public.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.register import check
from earlyhelp.checks.rules import said
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule


@check("EH301", "collective-consultation", Severity.ERROR)
def collective_consultation(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Collective consultation begins too late for the first dismissal, or nobody can tell.

    ## What it means
    The clock runs from the start of consultation to the day the first dismissal takes
    effect, at each establishment: 30 calendar days where 20 to 99 posts are at risk, 45
    where 100 or more are. How long the consultation itself lasts is another matter: 21 days
    are no breach of 45.

    ## What to do
    Say `posts_at_risk` (a number, or one for each establishment) and `first_dismissal`, as
    facts or as a milestone with that role.
    """
    return said(plan, schedule, say, "EH301")


@check("EH302", "notice-before-consultation-ends", Severity.ERROR)
def notice_before_consultation_ends(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Notice of redundancy is given before consultation is complete, or nobody can tell.

    ## Why it matters
    A notice given while consultation goes on shows that it was not meant: the Court of
    Justice held in Junk v Kühnel that notice may come only after it.
    """
    return said(plan, schedule, say, "EH302")


@check("EH304", "notice-runs-past-the-launch", Severity.WARNING)
def notice_runs_past_the_launch(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Statutory notice of the longest-serving people ends after the new service begins.

    ## What it means
    One week for each full year of service, at least one and at most twelve, from the day
    after notice is given. Nothing is broken: but the new service begins with people under
    notice, whose pay, desks and work have to be planned.
    """
    return said(plan, schedule, say, "EH304")
