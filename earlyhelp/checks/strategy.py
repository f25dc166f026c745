"""Can the plan be met whatever others decide? EH210."""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.properties import listed
from earlyhelp.checks.register import check
from earlyhelp.codes import Say
from earlyhelp.dates import days, words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.model.uncertain import Uncertain
from earlyhelp.network.schedule import Schedule
from earlyhelp.strategy.always import Always, Refuted, Verdict, always
from earlyhelp.strategy.decided import overdue
from earlyhelp.strategy.proof import Proof, is_endless, length_words, proof, who


@check("EH210", "not-whatever-others-decide", Severity.ERROR, when_asked=True)
def not_whatever_others_decide(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Others can decide so that the plan cannot be met, whatever is done then.

    Asked with `eh plan check --uncertain` alone.

    ## What it means
    Lengths with `likely` or `decided_by` are for others to choose, from the shortest to the
    longest. How long one takes is known on the day that it ends, and whoever runs the plan
    may act on it that same day. The question is whether there is a way of doing so that
    keeps every line in every case. Here there is none: where the lengths named are as the
    sum says, the limit at the end is passed by the days that the message names.

    Where something would have to be done before it is known how long a length takes, the
    proof has more than one sum: first what would follow if it took long, then what follows
    because nobody knows yet. Without any one of the lines the others could always be kept.

    "Not known" stands where two lines decide the day of one milestone, where an answer should
    have come by the as-at day and something waits for it that has a last day, or where the plan
    is too tangled for the question to be answered in reasonable time.

    ## Why it matters
    `eh plan check` alone asks whether there are days for everything: then a landlord who
    may answer within 28 days answers on the day that suits the plan best. In this case the
    plan rests on an answer that nobody has promised.

    ## What to do
    Agree a shorter longest time, begin earlier, or move the limit. Where something has to
    be decided too early, let it wait for the answer, or agree that it may be changed.

    The question is known as dynamic controllability: Morris, Muscettola and Vidal, "Dynamic
    Control of Plans with Temporal Uncertainty" (IJCAI 2001); Cairo, Hunsberger and Rizzi,
    "Faster Dynamic Controllability Checking for Simple Temporal Networks with Uncertainty"
    (TIME 2018).
    """
    if not schedule.feasible:
        return
    answer = always(schedule)
    if answer.refuted is not None and is_endless(answer.refuted):
        yield _endless(say, answer.refuted)
    elif answer.refuted is not None:
        yield _refuted(plan, say, answer, proof(answer.refuted))
    elif answer.verdict is Verdict.NOT_KNOWN:
        yield _not_known(say, answer)
    elif not answer.lengths:
        late = [said.then for said in overdue(schedule.network)]
        yield say(
            f"{listed(late)} should have come by the as-at day, and nothing that has a last day "
            "waits for it; no other length that is still to come is decided by others"
            if late
            else "no length that is still to come is decided by others: a length with `likely` or "
            "`decided_by` is, such as `lasts: between 3 and 6 weeks, likely 4`",
            severity=Severity.NOTE,
        )


def _refuted(plan: Plan, say: Say, answer: Always, found: Proof) -> Finding:
    short = found.reached - found.limit
    working = plan.calendar.between(max(found.limit, days.FIRST), min(found.reached, days.LAST))
    if found.waited_for:
        named = _listed([length_words(said) for said in found.waited_for])
        reason = f"something has to be done before it is known how long {named} takes"
    elif found.unsuited:
        named = _listed([length_words(said) for said in found.unsuited])
        reason = f"the rest cannot follow every day on which {named} may fall"
    elif not found.longest:
        reason = "if others are as quick as they may be"
    else:
        reason = " and ".join(
            f"if {who(said)} takes {said.longest} for {length_words(said)}"
            if said.decided_by
            else f"if {length_words(said)} takes {said.longest}"
            for said in found.longest[:3]
        )
    return say(
        f"the plan cannot be met whatever others decide: {words.count(short, 'day')} short "
        f"at {found.end}, {reason}",
        place=found.steps[-1].place or plan[found.end].place,
        subjects=tuple(dict.fromkeys((*(s.then for s in found.longest), found.end))),
        chain=found.steps,
        short_by_days=short,
        short_by_working_days=working,
    )


def _endless(say: Say, refuted: Refuted) -> Finding:
    named = refuted.schedule.network.names[refuted.reason.node]
    return say(
        f"the plan cannot be met whatever others decide: {named} would have to be put off "
        "again and again, and there is no end to it",
        place=refuted.schedule.plan[named].place,
        subjects=(named,),
    )


def _not_known(say: Say, answer: Always) -> Finding:
    if answer.twice is not None:
        first, second = answer.twice
        return say(
            f"it is not known whether the plan can be met whatever others decide: two lines "
            f"decide the day of {first.then}, {_where(first)} and {_where(second)}; "
            "name the one that does",
            place=second.line.place,
            subjects=(first.then,),
            severity=Severity.NOT_KNOWN,
        )
    if answer.late:
        names = [said.then for said in answer.late]
        are = "it is" if len(names) == 1 else "they are"
        return say(
            "it is not known whether the plan can be met whatever others decide: "
            f"{listed(names)} should have come by the as-at day, and nothing says how much later "
            f"{are} to come",
            place=answer.late[0].line.place,
            subjects=tuple(names),
            severity=Severity.NOT_KNOWN,
        )
    return say(
        "it is not known whether the plan can be met whatever others decide: its "
        f"{words.count(len(answer.lengths), 'length')} that others decide are too tangled",
        severity=Severity.NOT_KNOWN,
    )


def _where(said: Uncertain) -> str:
    return f"{said.line.place.file}:{said.line.place.line}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
