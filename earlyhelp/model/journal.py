"""What has happened since the plan was typed: the entries of its journal, and their replay.

The state of a plan is what its files say and then, entry by entry, what was recorded. An
entry is never taken out; one that was wrong is undone by another.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property

import attrs

from earlyhelp.dates import DateExpression, days
from earlyhelp.findings import Place
from earlyhelp.model.milestones import Milestone, Stated
from earlyhelp.records import Record


class Action(enum.Enum):
    """What an entry records."""

    DONE = "done"
    MOVED = "moved"
    EXTENDED = "extended"
    ACCEPTED = "accepted"
    NOTICE_SENT = "notice sent"
    EXPORTED = "exported"  #: a calendar, so that the next one continues it
    NOTE = "note"
    UNDONE = "undone"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Entry(Record):
    """One line of the journal."""

    recorded_at: str  #: the moment in UTC, as ISO 8601
    by: str  #: who recorded it: a role, or a login
    action: Action
    subject: str  #: the id of a milestone, an occupation or a property
    day: Stated | None = None
    was: str = ""  #: what the plan said before, as it was typed
    reason: str = ""
    evidence: str = ""
    place: Place

    @property
    def moment(self) -> datetime | None:
        """When it was recorded, in UTC; ``None`` where that is no moment inside 1970 to 2099."""
        try:
            said = datetime.fromisoformat(self.recorded_at)
            moment = said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return moment if days.FIRST_DATE < moment.date() < days.LAST_DATE else None

    @property
    def was_in_words(self) -> str:
        """The day before, as people write it; ``no day`` where there was none."""
        try:
            return DateExpression.parse(self.was).in_words() if self.was else "no day"
        except ValueError:
            return self.was


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Journal(Record):
    """The entries, in the order in which they were made, and what is wrong with any."""

    entries: tuple[Entry, ...] = ()
    #: lines that are no entries, because writing them was cut short
    torn: tuple[Place, ...] = ()
    #: days moved from what the plan's files no longer say: the files win
    stale: tuple[Entry, ...] = ()
    #: entries about something that is no longer in the plan
    lost: tuple[Entry, ...] = ()

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """The entries that no later one has undone."""
        stands: dict[int, Entry] = {}
        last: dict[str, list[int]] = {}
        for at, entry in enumerate(self.entries):
            about = last.setdefault(entry.subject, [])
            if entry.action is not Action.UNDONE:
                stands[at] = entry
                about.append(at)
            elif about:
                del stands[about.pop()]
        return tuple(stands.values())

    @cached_property
    def newest(self) -> datetime | None:
        """When something of the plan was last recorded, in UTC; that of a calendar is none."""
        moments = (entry.moment for entry in self.entries if entry.action is not Action.EXPORTED)
        return max((moment for moment in moments if moment is not None), default=None)

    def about(self, *subjects: str) -> Sequence[Entry]:
        """The standing entries about any of these, in the order in which they were made."""
        places = sorted({at for subject in subjects for at in self._places.get(subject, ())})
        return [self.standing[at] for at in places]

    def last_of(self, subject: str) -> Entry | None:
        """The entry about a subject that an undo would undo."""
        return next(reversed(self.about(subject)), None)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Where the standing entries about each subject stand among them."""
        found: dict[str, list[int]] = {}
        for at, entry in enumerate(self.standing):
            found.setdefault(entry.subject, []).append(at)
        return found


def recorded(milestone: Milestone, entries: Iterable[Entry]) -> tuple[Milestone, tuple[Entry, ...]]:
    """The milestone after these entries about it, and those that no longer fit the plan."""
    stale = []
    for entry in entries:
        if entry.action is Action.MOVED and entry.day is not None:
            planned = milestone.on or milestone.expected
            now = planned.when.text if planned else ""
            if now == entry.day.when.text:
                continue
            if now != entry.was:
                stale.append(entry)
                continue
            milestone = milestone.moved(entry.day)
        elif entry.action in (Action.DONE, Action.ACCEPTED) and entry.day is not None:
            evidence = entry.evidence or milestone.evidence
            if milestone.needs_evidence and not evidence:
                milestone = attrs.evolve(milestone, claimed=entry.day)
            else:
                milestone = attrs.evolve(milestone, done=entry.day, evidence=evidence, claimed=None)
    return milestone, tuple(stale)
