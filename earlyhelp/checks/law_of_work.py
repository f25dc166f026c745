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
    facts or as a milestone with that role. Where each establishment has its own days, its
    milestones have its name as a part of their ids:

        facts: {posts_at_risk: {north: 25, south: 120}}
        milestones:
          north.first: {role: first_dismissal, on: 2021-10-08}
          south.first: {role: first_dismissal, on: 2021-10-25}
    """
    return said(plan, schedule, say, "EH301")


@check("EH302", "notice-before-consultation-ends", Severity.ERROR)
def notice_before_consultation_ends(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Notice of redundancy is given before consultation is complete, or nobody can tell.

    ## Why it matters
    A notice given while consultation goes on shows that it was not meant: the Court of
    Justice held in Junk v Kühnel that notice may come only after it.

    ## What to do
    Give notice once consultation is complete: a plan knows days and not hours, so that on the same
    day counts as after. Where it is not known, state the days
    that the message names.
    """
    return said(plan, schedule, say, "EH302")


@check("EH303", "hr1-notification", Severity.ERROR)
def hr1_notification(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Form HR1 is sent too late or too early, or nobody can tell.

    ## What it means
    Where 20 or more posts are at risk at one establishment, the Secretary of State has to be
    notified 30 calendar days before the first dismissal takes effect, or 45 where 100 or more
    are at risk, and before any notice is given. A plan knows days and not hours: on the same
    day counts as before. From 1 December 2025 the form can only be sent online. It refuses a
    consultation that begins in the future, so it cannot be sent before consultation opens.

    ## Why it matters
    To send none is an offence, with an unlimited fine.

    ## What to do
    Say when it is sent, as a milestone with the role `hr1.sent` or as a fact, and
    `posts_at_risk`. Where establishments send theirs on different days, each has a milestone
    with its name as a part of the id, such as `north.hr1`.
    """
    return said(plan, schedule, say, "EH303")


@check("EH304", "notice-runs-past-the-launch", Severity.WARNING)
def notice_runs_past_the_launch(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Statutory notice of the longest-serving people ends after the new service begins.

    ## What it means
    One week for each full year of service, at least one and at most twelve, from the day
    after notice is given. Nothing is broken: but the new service begins with people under
    notice, whose pay, desks and work have to be planned.

    ## What to do
    Give notice sooner, launch later, or plan the pay and the work of those who will be under
    notice. Where it is not known, state what the message needs.
    """
    return said(plan, schedule, say, "EH304")


@check("EH305", "trial-period", Severity.ERROR)
def trial_period(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Alternative work is offered or begins too late, or its trial has a last day to know of.

    ## What it means
    Somebody whose post goes may be offered other suitable work: before the old post ends,
    and beginning within 4 weeks of that. A trial of 4 weeks then begins with the first day
    of work, so that its last day is 27 days after the first: a trial that starts on 4 January
    2022 ends on 31 January 2022. They are weeks of the calendar, shutdowns included.

    ## What to do
    Give the milestones the roles `new_post.offered`, `old_post.ends`, `new_post.starts` and
    `trial.start`, or say those days as facts.
    """
    return said(plan, schedule, say, "EH305")


@check("EH306", "transfer-of-an-undertaking", Severity.ERROR)
def transfer_of_an_undertaking(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """An activity passes to another employer, and what that one must know comes too late.

    ## What it means
    Where a partner takes over an activity, such as a nursery, the people who do it may pass
    to it with their contracts (TUPE). The new employer has to have the employee liability
    information 28 calendar days before. Representatives have to be told long enough before
    the transfer to be consulted; for that the law gives no number.

    ## What to do
    Say the day of the `transfer` and of `liability_information.given`, as milestones with
    those roles or as facts. Whether it is a transfer at all is a question for Legal and HR.
    """
    return said(plan, schedule, say, "EH306")


@check("EH307", "early-pension-cost", Severity.WARNING)
def early_pension_cost(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Notice is given before the cost of early pensions is approved, or nobody can tell.

    ## What it means
    Redundancy at 55 or over (57 from 6 April 2028) brings an unreduced pension from the
    Local Government Pension Scheme. What that costs, the strain, is approved before notice
    commits the council to it. That order is custom, so it is a warning.

    ## What to do
    Say `early_pensions: yes` or `early_pensions: no` under `facts`, never how many people or
    who, and when the cost is approved, as a milestone with the role `pension_strain.approved`.
    """
    return said(plan, schedule, say, "EH307")


@check("EH308", "changes-of-work-law", Severity.NOTE)
def changes_of_work_law(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """The law of dismissal changes, and this is what it says on the day that the plan is for.

    ## What it means
    Nothing is asked of the plan. It is what the law says on the day of the first dismissal
    or, where the plan has none, by the launch: the protective award (180 days' pay from
    6 April 2026, 90 before), who comes first for a vacancy (wider from 6 April 2024), unfair
    dismissal (after 6 months from 1 January 2027, 2 years before), and what is only expected.

    ## Why it matters
    A plan that is copied to another year meets another law. 1 January 2027 is a day on which
    a launch might well be put, and a dismissal then is judged differently from one the day
    before.

    ## What to do
    Say the day of `first_dismissal`, and ask HR what follows from each.
    """
    return said(plan, schedule, say, "EH308")
