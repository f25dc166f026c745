"""What does `eh status` show, to people and to programs?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from earlyhelp.dates import days, words
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.outputs import rows, status_words, text
from earlyhelp.outputs.rows import Plain
from earlyhelp.outputs.tables import table
from earlyhelp.outputs.text import Paper
from earlyhelp.tracking.progress import Progress, property_states
from earlyhelp.tracking.status import Rag, Standing, by_workstream, worst

SCHEMA: Final = "earlyhelp.status/1"
COLUMNS: Final = (
    "id",
    "title",
    "workstream",
    "owner",
    "rag",
    "reason",
    "when",
    "days_overdue",
    "stated",
    "stated_as",
    "due_by",
    "earliest",
    "latest",
    "float_days",
    "float_working_days",
    "waiting_for",
)
#: How many lines of a table are written out; the rest are counted.
SHOWN: Final = 40
SHOWN_OF_A_COLOUR: Final = 12
_COLOURS: Final = {Rag.RED: "31;1", Rag.AMBER: "33;1", Rag.GREEN: "32;1"}
_NOBODY: Final = "nobody named"
#: What stands for an owner that a register alone names.
OF_A_REGISTER: Final = "as the register says"
_NOTHING: Final = "–"


def as_text(found: Progress, paper: Paper) -> Iterator[str]:
    """The status for people: the sentence, then what to do about it, then the numbers."""
    schedule = found.schedule
    yield from text.begins(schedule, paper)
    if found.baseline is not None:
        yield f"against the baseline {found.baseline.name}"
    yield ""
    yield from _wrapped(paper, found)
    yield ""
    if found.owner is not None:
        yield f"what is due and overdue: only what {found.owner} owns, or what waits for it"
        yield ""
    yield from _overdue(found, paper)
    yield from _due(found, paper)
    if found.out_of_sequence:
        yield paper.paint(f"Done out of sequence: {len(found.out_of_sequence)}", "1")
        for broken in found.out_of_sequence[:SHOWN]:
            yield f"  {text.clipped(broken.in_words())}"
        yield from _more(len(found.out_of_sequence), SHOWN)
        yield ""
    for rag in (Rag.RED, Rag.AMBER):
        yield from _of_a_colour(found, rag, paper)
    yield from _numbers(found, paper)


def _wrapped(paper: Paper, found: Progress) -> Iterator[str]:
    """The headline, its first word in its colour."""
    first, *rest = paper.wrapped(status_words.headline(found))
    word, colon, others = first.partition(":")
    yield paper.paint(word, _COLOURS.get(found.rag, "1")) + colon + others
    yield from rest


def _overdue(found: Progress, paper: Paper) -> Iterator[str]:
    if not found.overdue:
        return
    yield paper.paint(f"Overdue: {len(found.overdue)}", "1")
    lines = [
        (
            standing.id,
            _when(standing),
            words.count(found.days_overdue[standing.id], "day"),
            standing.rag.value,
            _whose(found, standing.milestone.owner),
            _in_words(found, standing.id),
        )
        for standing in found.overdue[:SHOWN]
    ]
    headings = ("milestone", "was due", "overdue", "stands", "owner", "waiting for")
    yield _table(headings, lines, paper)
    yield from _more(len(found.overdue), SHOWN)
    yield ""


def _due(found: Progress, paper: Paper) -> Iterator[str]:
    until = "" if found.until is None else f" by {status_words.short(found.until)}"
    if not found.due:
        yield f"nothing is due{until}"
        yield ""
        return
    yield paper.paint(f"Due{until}: {len(found.due)}", "1")
    lines = [
        (
            standing.id,
            _when(standing),
            standing.rag.value,
            _whose(found, standing.milestone.owner),
            _in_words(found, standing.id),
        )
        for standing in found.due[:SHOWN]
    ]
    headings = ("milestone", "due", "stands", "owner", "waiting for")
    yield _table(headings, lines, paper)
    yield from _more(len(found.due), SHOWN)
    yield ""


def _of_a_colour(found: Progress, rag: Rag, paper: Paper) -> Iterator[str]:
    of_it = [standing for standing in found.standings if standing.rag is rag]
    if not of_it:
        return
    yield paper.paint(f"{rag.value.capitalize()}: {len(of_it)}", _COLOURS[rag])
    lines = [
        (standing.id, _when(standing), status_words.reason(found, standing))
        for standing in of_it[:SHOWN_OF_A_COLOUR]
    ]
    yield table(("milestone", "day", "because"), lines, width=paper.room)
    yield from _more(len(of_it), SHOWN_OF_A_COLOUR)
    yield ""


def _table(headings: Sequence[str], lines: Sequence[Sequence[str]], paper: Paper) -> str:
    """A table without the columns in which no line says anything."""
    said = [at for at in range(len(headings)) if any(line[at] != _NOTHING for line in lines)]
    kept = [[line[at] for at in said] for line in lines]
    return table([headings[at] for at in said], kept, width=paper.room)


def _more(number: int, shown: int) -> Iterator[str]:
    if number > shown:
        yield f"… and {number - shown} more; all of them with --format json"


def _numbers(found: Progress, paper: Paper) -> Iterator[str]:
    counts = by_workstream(found.standings)
    lines = [
        (
            rows.cell(name).words if name else "none named",
            worst(of).value,
            *(str(of[rag]) for rag in Rag),
        )
        for name, of in counts.items()
    ]
    every = sum(counts.values(), Counter[Rag]())
    lines.append(("the whole plan", found.rag.value, *(str(every[rag]) for rag in Rag)))
    headings = ("workstream", "stands", *(rag.value for rag in Rag))
    yield table(headings, lines, width=paper.room)
    states = property_states(found.schedule)
    if states:
        yield ""
        said = [(state.replace("_", " "), str(number)) for state, number in states.items()]
        yield table(("properties that are", "number"), said)


def _when(standing: Standing) -> str:
    """By when it is due; a latest day says that it is one, because nobody has stated it."""
    if standing.is_past_its_deadline:
        return f"{status_words.short(standing.due)} (deadline)"
    stated = standing.milestone.stated
    if stated is not None:
        return status_words.day_in_words(stated.when)
    return "–" if standing.due is None else f"{status_words.short(standing.due)} (latest)"


def _whose(found: Progress, owner: str | None) -> str:
    """An owner in a cell."""
    return rows.cell(_shown(found, owner)).words


def _shown(found: Progress, owner: str | None) -> str | None:
    """An owner as it may be shown: one that a register alone names may be a person.

    Whoever asks for one by name has named it.
    """
    if owner is None or owner == found.owner or owner in found.roles:
        return owner
    return OF_A_REGISTER


def _in_words(found: Progress, name: str) -> str:
    """The nearest that a milestone is waiting for, in a cell."""
    awaited = found.waiting.get(name, ())
    if not awaited:
        return _NOTHING
    nearest = awaited[0]
    more = f" and {len(awaited) - 1} more" if len(awaited) > 1 else ""
    owner = _whose(found, nearest.owner) if nearest.owner else _NOBODY
    return f"{owner} ({nearest.milestone}){more}"


def as_json(found: Progress) -> str:
    """The status for programs: all of it, however much that is."""
    schedule = found.schedule
    counts = by_workstream(found.standings)
    launch = found.launch
    every = sum(counts.values(), Counter[Rag]())
    return rows.as_json(
        SCHEMA,
        schedule.plan,
        as_at=schedule.as_at.isoformat() if schedule.as_at else None,
        within_days=found.within,
        due_until=_iso(found.until),
        baseline=found.baseline.name if found.baseline else None,
        owner=found.owner,
        feasible=schedule.feasible,
        rag=found.rag.value,
        headline=status_words.headline(found),
        counts=_counts(every),
        launch=record(found, launch) if launch else None,
        overdue=[standing.id for standing in found.overdue],
        due=[standing.id for standing in found.due],
        out_of_sequence=[
            {
                "milestone": broken.link.then,
                "before": broken.link.first,
                "by_days": broken.broken_by,
                "text": broken.in_words(),
            }
            for broken in found.out_of_sequence
        ],
        workstreams=[
            {"workstream": name, "rag": worst(of).value, "counts": _counts(of)}
            for name, of in counts.items()
        ],
        properties=property_states(schedule),
        milestones=[record(found, standing) for standing in found.shown],
    )


def as_csv(found: Progress) -> str:
    """Every milestone for spreadsheets, one in a line."""
    lines: list[Mapping[str, Plain]] = []
    for standing in found.shown:
        line = record(found, standing)
        awaited = "; ".join(one["owner"] or _NOBODY for one in line["waiting_for"])
        lines.append(line | {"waiting_for": awaited})
    return rows.as_csv(COLUMNS, lines)


def record(found: Progress, standing: Standing) -> dict[str, Any]:
    """How one milestone stands, for programs."""
    said, schedule, name = standing.milestone, found.schedule, standing.id
    return {
        "id": name,
        "title": said.title,
        "workstream": said.workstream,
        "owner": _shown(found, said.owner),
        "rag": standing.rag.value,
        "reason": status_words.reason(found, standing),
        "when": found.when(standing).value,
        "days_overdue": found.days_overdue.get(name),
        "stated": said.stated.when.text if said.stated else None,
        "stated_as": said.stated_as,
        "due_by": _iso(standing.due),
        "earliest": _iso(standing.first),
        "latest": _iso(standing.latest),
        "float_days": schedule.float_days(name),
        "float_working_days": schedule.float_working_days(name),
        "waiting_for": [
            one._replace(owner=_shown(found, one.owner))._asdict()
            for one in found.waiting.get(name, ())
        ],
    }


def _counts(of: Counter[Rag]) -> dict[str, int]:
    return {rag.value.replace(" ", "_"): of[rag] for rag in Rag}


def _iso(day: int | None) -> str | None:
    return None if day is None or not FIRST <= day <= LAST else days.day(day).isoformat()
