"""Can those who take open work over take that much, and is it closed at a steady pace?

EH608, EH609, EH610.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from earlyhelp.checks.register import check
from earlyhelp.checks.rows import last_day, open_cases
from earlyhelp.checks.work import SMALLEST_SAID, pieces_of, said
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Place, Severity
from earlyhelp.model import Plan
from earlyhelp.model.registers import NO_ROWS, Case, Kind, Route, Team
from earlyhelp.model.routing import is_received
from earlyhelp.network.schedule import Schedule

#: Calendar days up to the launch within which closures are compared, and their end.
TWELVE_WEEKS: Final = 84
TWO_WEEKS: Final = 14


def _received(schedule: Schedule) -> Iterator[tuple[Case, str, int]]:
    """Open work that goes on in a team that receives it, with that team and its size.

    A row counts as the places it stands for: a group of twelve is twelve children.
    """
    for case in open_cases(schedule):
        if case.receiving_team is not None and is_received(case):
            yield case, case.receiving_team, case.counts_as


@check("EH608", "post-over-its-limit", Severity.ERROR)
def post_over_its_limit(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """One post is to receive more open work than a post of its team can hold.

    ## What it means
    Every open row that goes on in the team and names the post counts as its `places`, or
    as 1. The place shown is the first row over the limit, and the post is never named. A
    team whose posts are named but whose `post_limit` is empty is not known to have room.

    ## Why it matters
    Work that is handed to a worker who has no time for it has a route on paper only. The
    limit is the council's own.

    ## What to do
    Spread the work over more posts of the team, or transfer some of it to another.
    """
    teams = (plan.registers or NO_ROWS).team_by_id
    given: Counter[tuple[str, str]] = Counter()
    first_over: dict[tuple[str, str], Place] = {}
    no_limit: set[str] = set()
    for case, team_id, size in _received(schedule):
        if case.receiving_post is None:
            continue
        limit = teams[team_id].post_limit
        if limit is None:
            no_limit.add(team_id)
            continue
        post = (team_id, case.receiving_post)
        given[post] += size
        if given[post] > limit:
            first_over.setdefault(post, case.place)
    for post, place in first_over.items():
        team = teams[post[0]]
        yield say(
            f"one post of {team.title} is to receive {pieces_of(given[post])}, more than its "
            f"limit of {team.post_limit}",
            place=place,
            subjects=(team.id,),
        )
    for team in teams.values():
        if team.id in no_limit:
            yield _not_known(say, team, "one of its posts can hold")


@check("EH609", "team-over-capacity", Severity.ERROR)
def team_over_capacity(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A team is to receive more open work than it can take on.

    ## What it means
    Every open row that goes on in the team counts as its `places`, or as 1. A team whose
    `capacity` is empty although work goes to it is not known to have room. Nor is one with
    room for all that is counted, but which receives a group whose `places` are empty.

    ## Why it matters
    Work continues to its conclusion only where there are people to continue it (S0 4.4).

    ## What to do
    Transfer some of the work to another team, or agree a larger capacity.
    """
    teams = (plan.registers or NO_ROWS).team_by_id
    given: Counter[str] = Counter()
    uncounted: dict[str, Place] = {}
    for case, team_id, size in _received(schedule):
        given[team_id] += size
        if case.kind is Kind.GROUP and case.places is None:
            uncounted.setdefault(team_id, case.place)
    for team_id, number in given.items():
        team = teams[team_id]
        if team.capacity is None:
            yield _not_known(say, team, "it can take on")
        elif number > team.capacity:
            yield say(
                f"{team.title} is to receive {pieces_of(number)}, more than its capacity of "
                f"{team.capacity}",
                place=team.place,
                subjects=(team.id,),
            )
        elif team_id in uncounted:
            yield say(
                f"{team.title} is to receive a group, but how many places that has is not known, "
                "and so whether it has room",
                place=uncounted[team_id],
                subjects=(team.id,),
                severity=Severity.NOT_KNOWN,
            )


def _not_known(say: Say, team: Team, what: str) -> Finding:
    return say(
        f"{team.title} is to receive open work, but how much {what} is not known",
        place=team.place,
        subjects=(team.id,),
        severity=Severity.NOT_KNOWN,
    )


@check("EH610", "closures-bunched", Severity.WARNING)
def closures_bunched(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """More than half of the closures before the launch are planned for its last two weeks.

    ## What it means
    Of the closures planned for the 84 calendar days up to the launch, at least 5 in all,
    more than half fall into the last 14; the launch's own day is part of both. A closure
    that is not known to the day counts among the last only if it certainly is.

    ## Why it matters
    Work is closed when it is done, and it is not done sooner because a launch is near.
    Closing to tidy up leaves families without help that they need, and Ofsted would ask.

    ## What to do
    Look again at what is planned to close then. What is not done needs another route.
    """
    launch = last_day(schedule, plan.settings.launch)
    if launch is None:  # EH607 says so
        return
    closures = [
        case.planned_closure
        for case in open_cases(schedule)
        if case.route is Route.CLOSE
        and case.planned_closure is not None
        and case.planned_closure.when.high >= launch.day - TWELVE_WEEKS
        and case.planned_closure.when.low <= launch.day
    ]
    last = [
        stated
        for stated in closures
        if stated.when.low >= launch.day - TWO_WEEKS and stated.when.high <= launch.day
    ]
    if len(closures) >= SMALLEST_SAID and 2 * len(last) > len(closures):
        yield say(
            f"of the {len(closures)} closures planned for the 12 weeks before the launch "
            f"{launch.words}, {said(len(last))} are planned for the last two weeks, which is "
            "more than half",
            place=last[0].place,
        )
