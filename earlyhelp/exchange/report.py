"""What became of everything in a file that was taken into a plan, or of a plan in a file?"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping

import attrs


class Fate(enum.StrEnum):
    """What became of something."""

    KEPT = "kept"
    CHANGED = "changed"  #: something like it is there, and the words say what
    LOST = "not expressible"


class Kind(enum.StrEnum):
    """What it was, in the order in which people are told."""

    TASK = "task"
    LINK = "link"
    CONSTRAINT = "constraint"
    DATE = "date"
    CALENDAR = "calendar"
    OTHER = "other"


@attrs.frozen
class Item:
    """One thing, and what became of it."""

    kind: Kind
    fate: Fate
    what: str  #: which: the task's name, or what else it is
    words: str  #: what it is now, or why it cannot be said
    line: int = 0  #: of the file that was read; 0 where there is none
    id: str | None = None  #: of the milestone or stage that it became or belongs to


class Notes:
    """Collects what became of everything, in the order in which it was met."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.items: list[Item] = []

    def kept(
        self, kind: Kind, what: str, words: str, line: int = 0, name: str | None = None
    ) -> None:
        """It is in the plan as it was."""
        self.items.append(Item(kind, Fate.KEPT, what, words, line, name))

    def changed(
        self, kind: Kind, what: str, words: str, line: int = 0, name: str | None = None
    ) -> None:
        """It is in the plan as something else."""
        self.items.append(Item(kind, Fate.CHANGED, what, words, line, name))

    def lost(
        self, kind: Kind, what: str, words: str, line: int = 0, name: str | None = None
    ) -> None:
        """It is not in the plan."""
        self.items.append(Item(kind, Fate.LOST, what, words, line, name))


def counts(items: Iterable[Item]) -> Mapping[Kind, Mapping[Fate, int]]:
    """How many of each kind there were, by what became of them; zeros included."""
    found = Counter((item.kind, item.fate) for item in items)
    return {kind: {fate: found[kind, fate] for fate in Fate} for kind in Kind}


def losses(items: Iterable[Item]) -> tuple[Item, ...]:
    """Whatever is not just as it was."""
    return tuple(item for item in items if item.fate is not Fate.KEPT)
