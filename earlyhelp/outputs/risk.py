"""How likely are the days of a plan, as people and programs read it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from earlyhelp.dates import days, words
from earlyhelp.model import Link, Milestone, Plan, Stated
from earlyhelp.model.uncertain import Uncertain
from earlyhelp.network.proof import stated_words
from earlyhelp.outputs import rows
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import Paper, clipped
from earlyhelp.risk.simulation import PERCENTS, Risk

SCHEMA: Final = "earlyhelp.risk/1"
#: How many lines of one kind are written out; the rest are counted.
SHOWN: Final = 30
#: The same for limits that had passed, which one sentence names.
PASSED_SHOWN: Final = 3
#: From so many trials on a chance is said in hundredths: it is then known to within one.
ENOUGH_FOR_HUNDREDTHS: Final = 10_000
#: Which of `PERCENTS` the first sentence is about, and how it says it.
_SAID: Final = PERCENTS.index(80)
_NEVER: Final = "after 2099"
_LENGTHS: Final = (
    "To say so, write `lasts: between 3 and 6 weeks, likely 4` for a stage, or "
    "`within: 3 to 6 weeks after landlord.asked, likely 4` for a milestone or a step."
)


def chance(trials: int, of: int) -> str:
    """How many trials it is, no finer than so many trials can tell."""
    if trials in {0, of}:
        return "every trial" if trials else "no trial"
    parts = 100 if of >= ENOUGH_FOR_HUNDREDTHS else 10
    share = (2 * trials * parts + of) // (2 * of)
    if share in {0, parts}:
        return f"fewer than 1 of {parts}" if share == 0 else f"more than {parts - 1} of {parts}"
    return f"{share} of {parts}"


def lines(answer: Risk, paper: Paper) -> Iterator[str]:
    """The answer as a sentence, what it is about, and then everything that it hangs on."""
    for line in paper.wrapped(sentence(answer)):
        yield paper.paint(line, "1")
    yield from paper.wrapped(_whole(answer))
    if not answer.lengths:
        return
    yield from paper.wrapped(_passed(answer))
    yield ""
    yield from paper.wrapped(_method(answer))
    yield from _days(answer, paper)
    yield from _kept(answer, paper)
    yield from _drivers(answer, paper)


def sentence(answer: Risk) -> str:
    """On or before which day the target is in 8 of 10 trials, or why nobody can say."""
    if not answer.lengths:
        return f"Not known: the plan says of no length how it may turn out. {_LENGTHS}"
    if answer.target in answer.hanging:
        return (
            f"Not known: {answer.target} hangs on milestones that wait for each other in a "
            "circle. `eh plan check` shows it."
        )
    if answer.target not in answer.days:
        return f"{answer.target} has no day that could vary: it is done, or its day has passed."
    day = answer.days[answer.target][_SAID]
    if day is None:
        return (
            f"In fewer than 8 of 10 trials {answer.target} comes before the calendar ends in 2099."
        )
    return f"In 8 of 10 trials {answer.target} is on or before {words.day(days.day(day))}."


def _whole(answer: Risk) -> str:
    if not answer.schedule.feasible:
        return (
            "The plan cannot be met even with every uncertain length at its shortest: no trial "
            "keeps all of it. `eh plan check` proves it, and `eh plan fix` says what would do."
        )
    if not answer.lengths:
        return "The plan can be met, and its days are those that `eh plan show` lists."
    if not answer.kept:
        return "The plan has no pinned day, deadline or maximum lag still to come that could break."
    met = chance(answer.all_kept, answer.trials)
    trials = "" if met.endswith("trial") else " trials"
    return f"All pinned days, deadlines and maximum lags are kept at once in {met}{trials}."


def _passed(answer: Risk) -> str:
    """What can be kept in no trial any more, and so is no matter of chance."""
    schedule, passed = answer.schedule, answer.schedule.network.passed
    if not passed or schedule.as_at is None:
        return ""
    named = [_promise(schedule.plan, one.milestone, one.said) for one in passed[:PASSED_SHOWN]]
    if more := len(passed) - len(named):
        named.append(f"{more} more")
    number = words.count(len(passed), "limit")
    are = "is" if len(passed) == 1 else "are"
    return (
        f"By {words.short(schedule.as_at)}, {number} had passed and {are} not counted: "
        f"{'; '.join(named)}. `eh status` says how late each is."
    )


def _method(answer: Risk) -> str:
    begin = (
        "nothing happens before the day that is stated for it"
        if answer.is_from_stated
        else "everything happens as early as it can"
    )
    return (
        f"{answer.trials:,} trials (seed {answer.seed}) of "
        f"{words.count(len(answer.lengths), 'uncertain length')}; in each, {begin}. Lengths are "
        "taken to be independent: if the same thing makes several of them long, late days are "
        "likelier than it says here."
    )


def _days(answer: Risk, paper: Paper) -> Iterator[str]:
    names = answer.varying
    if not names:
        return
    yield ""
    yield "on or before these days in so many of 10 trials:"
    headings = ("milestone", *(f"{percent // 10} of 10" for percent in PERCENTS), "holds it up")
    lines_of = [
        (
            name,
            *(_NEVER if day is None else words.tabular(days.day(day)) for day in answer.days[name]),
            chance(answer.delaying.get(name, 0), answer.trials),
        )
        for name in names[:SHOWN]
    ]
    yield table(headings, lines_of, width=paper.room)
    yield from _more(len(names), "csv")
    yield from paper.wrapped(
        f"holds it up: a day more of it is a day more for {answer.target}, or more"
    )


def _kept(answer: Risk, paper: Paper) -> Iterator[str]:
    shown = [kept for kept in answer.kept if kept.trials < answer.trials]
    if not answer.kept:
        return
    yield ""
    safe = len(answer.kept) - len(shown)
    if not shown:
        which = "that hang on no circle" if answer.hanging else "that there are"
        yield (
            f"every trial keeps the {safe} days and limits {which}"
            if safe > 1
            else f"every trial keeps the one day or limit {which.replace('are', 'is')}"
        )
        return
    yield "kept in so many trials:"
    shown.sort(key=lambda kept: kept.trials)
    plan = answer.schedule.plan
    lines_of = [
        (
            clipped(_promise(plan, kept.milestone, kept.said)),
            str(kept.said.place),
            chance(kept.trials, answer.trials),
        )
        for kept in shown[:SHOWN]
    ]
    yield table(("what has to be kept", "where", "kept in"), lines_of, width=paper.room)
    yield from _more(len(shown), "json")
    if safe:
        yield f"and {safe} more in every trial"


def _promise(plan: Plan, milestone: str, said: Stated | Link) -> str:
    in_words = stated_words(plan, milestone, said)
    if isinstance(said, Link):
        return in_words
    return f"{in_words}: {words.short(said.when.last)}"


def _drivers(answer: Risk, paper: Paper) -> Iterator[str]:
    if answer.target in answer.hanging:
        return
    yield ""
    moving = [one for one in answer.drivers if one.days or round(one.rank or 0, 2)]
    if not moving:
        yield f"no uncertain length moves {answer.target}"
        return
    yield f"what moves {answer.target}:"
    lines_of = [
        (
            clipped(_length(one.length)),
            str(one.length.line.place),
            words.count(one.days, "day"),
            "–" if one.rank is None else f"{one.rank:.2f}",
        )
        for one in moving[:SHOWN]
    ]
    headings = ("uncertain length", "where", "moves it by", "goes along")
    yield table(headings, lines_of, width=paper.room)
    yield from _more(len(moving), "json")
    yield from paper.wrapped(
        "moves it by: from its shortest to its longest, with the others in the middle; goes along: "
        "Spearman's rank correlation, 1 is always together, 0 not at all"
    )
    if others := len(answer.lengths) - len(moving):
        yield (
            f"{words.count(others, 'other length')} hardly moves it"
            if others == 1
            else (f"{others} other lengths hardly move it")
        )


def _length(length: Uncertain) -> str:
    decided = f" ({length.decided_by} decides)" if length.decided_by else ""
    line = length.line
    about = line.owner if line.owner != length.then else length.then
    return f"{about}: {line.words}{decided}"


def _more(number: int, form: str) -> Iterator[str]:
    if number > SHOWN:
        yield f"… and {number - SHOWN} more; all of them with --format {form}"


def as_json(answer: Risk) -> str:
    """The same, as the schema ``earlyhelp.risk/1`` has it; chances are numbers of trials."""
    as_at = answer.schedule.as_at
    return rows.as_json(
        SCHEMA,
        answer.schedule.plan,
        as_at=as_at.isoformat() if as_at else None,
        says=sentence(answer),
        feasible=answer.schedule.feasible,
        trials=answer.trials,
        seed=answer.seed,
        begins="stated" if answer.is_from_stated else "earliest",
        uncertain_lengths=len(answer.lengths),
        target=answer.target,
        all_kept=answer.all_kept,
        milestones=list(_records(answer)),
        kept=[
            {
                "milestone": kept.milestone,
                "text": _promise(answer.schedule.plan, kept.milestone, kept.said),
                **_place(kept.said.place.file, kept.said.place.line),
                "trials": kept.trials,
            }
            for kept in answer.kept
        ],
        drivers=[
            {
                "first": one.length.first,
                "then": one.length.then,
                "text": _length(one.length),
                **_place(one.length.line.place.file, one.length.line.place.line),
                "days": one.days,
                "rank_correlation": None if one.rank is None else round(one.rank, 2),
            }
            for one in answer.drivers
        ],
        histogram=[{"day": _iso(day), "trials": many} for day, many in answer.histogram.items()],
        passed=[
            {
                "milestone": one.milestone,
                "text": _promise(answer.schedule.plan, one.milestone, one.said),
                **_place(one.said.place.file, one.said.place.line),
            }
            for one in answer.schedule.network.passed
        ],
        without_days=[
            {"milestone": milestone.id, "why": _why_without(answer, milestone)}
            for milestone in answer.schedule.plan.milestones
            if milestone.id not in answer.days
        ],
    )


def _why_without(answer: Risk, milestone: Milestone) -> str:
    """Why no trial says a day of a milestone, in a word or two for programs."""
    network = answer.schedule.network
    if network.settled[network.number[milestone.id]]:
        return "done" if milestone.done is not None else "pinned day passed"
    return "circle" if milestone.id in answer.hanging else "no first day"


def as_csv(answer: Risk) -> str:
    """Every milestone's days, for spreadsheets."""
    percents = [f"p{percent}" for percent in PERCENTS]
    return rows.as_csv(("milestone", *percents, "delaying", "trials"), _records(answer))


def _records(answer: Risk) -> Iterator[dict[str, Any]]:
    for name, found in answer.days.items():
        yield {
            "milestone": name,
            **{f"p{at}": _iso(day) for at, day in zip(PERCENTS, found, strict=True)},
            "delaying": answer.delaying.get(name, 0),
            "trials": answer.trials,
        }


def _place(file: str, line: int) -> dict[str, Any]:
    return {"file": file, "line": line}


def _iso(day: int | None) -> str | None:
    return None if day is None or day > days.LAST else days.day(day).isoformat()
