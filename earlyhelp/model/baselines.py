"""What did a plan promise when it was agreed: the day of each milestone, kept under a name?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.dates import DateExpression
from earlyhelp.file_names import is_plain
from earlyhelp.findings import Place

#: What a baseline's day is where the plan stated none: a sum, and nobody's promise.
EARLIEST: Final = "earliest"
#: What its day can be: as :attr:`Milestone.stated_as` has it, or that.
KINDS: Final = ("done", "on", "expected", "moved", EARLIEST)


@attrs.frozen(kw_only=True)
class BaselineDay:
    """The day of one milestone, in the words in which the plan had it."""

    id: str
    when: DateExpression | None  #: ``None``: it had no day at all
    kind: str | None  #: one of `KINDS`; ``None`` where it had no day
    #: where a file says so; of two days that say the same, that is no difference
    place: Place | None = attrs.field(default=None, eq=False)

    def __attrs_post_init__(self) -> None:
        """Refuse a day without its kind, and a kind without its day."""
        if (self.when is None) is not (self.kind is None):
            message = f"{self.id}: a day and what it is go together"
            raise ValueError(message)

    @property
    def promised(self) -> DateExpression | None:
        """The day, if the plan stated it."""
        return None if self.kind == EARLIEST else self.when


@attrs.frozen(kw_only=True, slots=False)
class Baseline:
    """The days of a plan as they were when somebody agreed to them; every id is there once."""

    name: str
    days: tuple[BaselineDay, ...]

    @cached_property
    def by_id(self) -> Mapping[str, BaselineDay]:
        """The same by milestone."""
        return {day.id: day for day in self.days}


def is_name(text: str) -> bool:
    """Whether a baseline can be called so: every machine can have a file of that name."""
    return is_plain(text) and not text.startswith("_")
