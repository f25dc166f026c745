"""What are the tasks of a project called in a plan?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from earlyhelp.exchange.project import Task

#: How long a part of an id gets at most that is made of a task's name.
_LONGEST_PART: Final = 40
#: Room for a number behind it, and for ``.start``.
_LONGEST: Final = 180
_ID: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_][A-Za-z0-9_-]*)*\Z")


@attrs.frozen
class Named:
    """A task, and how the plan names it."""

    task: Task
    id: str
    workstream: str | None  #: the name of the summary at the top that it is part of
    above: tuple[int, ...]  #: the UIDs of the summaries that it is part of, outermost first


def whole(tasks: Sequence[Task], title: str | None) -> int | None:
    """The UID of the summary that is the project itself: named like it, with all tasks below it.

    One that has no summary below it is a workstream, whatever its name.
    """
    first = next(iter(tasks), None)
    if first is None or not first.is_summary or first.name != title:
        return None
    others = tasks[1:]
    is_whole = all(task.level > first.level for task in others)
    return first.uid if is_whole and any(task.is_summary for task in others) else None


def named(tasks: Iterable[Task], *, project: int | None = None) -> Mapping[int, Named]:
    """Every task that is no summary, by its UID, in the order of the file.

    `project` is the UID of a summary that is all of it, which says nothing in an id.

    An id is the names of the summaries above and its own, in lower case, with dashes for
    what an id cannot have; a number tells apart what would be called the same. A task that
    carries an id of ours keeps it.
    """
    listed = list(tasks)
    taken: set[str] = set()
    above: list[Task] = []
    placed = []
    for task in listed:
        while above and above[-1].level >= task.level:
            above.pop()
        placed.append((task, tuple(above)))
        if task.is_summary:
            above.append(task)
    for task, _ in placed:  # what has an id keeps it, wherever it stands
        if _is_id(task.code) and task.code:
            taken |= _names_of(task.code)
    made = {}
    kept: set[str] = set()
    last: dict[str, int] = {}
    for task, over in placed:
        if task.is_summary:
            continue
        parts = over[1:] if over and over[0].uid == project else over
        if task.code and _is_id(task.code) and task.code not in kept:
            name = task.code
            kept.add(name)
        else:
            name = _free(_path(task, parts), taken, last)
            taken |= _names_of(name)
        workstream = parts[0].name or None if parts else None
        made[task.uid] = Named(task, name, workstream, tuple(item.uid for item in over))
    return made


def part(text: str) -> str:
    """A name as one part of an id: ``Staff consultation`` is ``staff-consultation``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.split(r"[^a-z0-9]+", plain) if word]
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:_LONGEST_PART]
        if len(longer) > _LONGEST_PART:
            break
        made = longer
    return made


def _path(task: Task, over: tuple[Task, ...]) -> str:
    own = part(task.name) or f"task-{task.uid}"
    parts = [found for item in over if (found := part(item.name))] + [own]
    while len(".".join(parts)) > _LONGEST:
        parts = parts[1:]
    return ".".join(parts)


def _names_of(name: str) -> set[str]:
    """What nothing else can be called: a stage has two ends."""
    return {name, f"{name}.start", f"{name}.end"}


def _free(name: str, taken: set[str], last: dict[str, int]) -> str:
    """The name, or with the next number that nothing has; `last` keeps those that were given."""
    candidate = name
    while _names_of(candidate) & taken:
        last[name] = last.get(name, 1) + 1
        candidate = f"{name}-{last[name]}"
    return candidate


def _is_id(text: str | None) -> bool:
    return text is not None and len(text) <= _LONGEST and _ID.match(text) is not None
