"""What has happened since the plan was typed: the entries of its journal, and their replay.

The state of a plan is what its files say and then, entry by entry, what was recorded. An
entry is never taken out; one that was wrong is undone by another.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

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
    def in_short(self) -> str:
        """What an entry that undoes it says that it undoes."""
        return f"{self.action.value} {self.day_as_typed}".strip()

    @property
    def in_full(self) -> str:
        """The same, where a later entry is the same in short."""
        was = f" from {self.was}" if self.was else ""
        return f"{self.in_short}{was}, recorded {self.recorded_at}"

    def is_undone_by(self, undo: Entry) -> bool:
        """Whether an entry that undoes something means this one, as far as it says so."""
        said = ("", self.action.value, self.in_short, self.in_full)
        return undo.subject == self.subject and undo.was in said

    @property
    def day_as_typed(self) -> str:
        """Its day; empty where it has none."""
        return self.day.when.text if self.day else ""

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


class Torn(NamedTuple):
    """A line of the journal that is no entry."""

    place: Place
    why: str  #: the end of a sentence about the line


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Journal(Record):
    """The entries, in the order in which they were made, and what is wrong with any."""

    entries: tuple[Entry, ...] = ()
    #: lines that are no entries: writing them was cut short, or somebody changed them
    torn: tuple[Torn, ...] = ()
    #: those that start from what the plan's files no longer say: the files win
    stale: tuple[Entry, ...] = ()
    #: entries about something that is no longer in the plan
    lost: tuple[Entry, ...] = ()

    @property
    def standing(self) -> tuple[Entry, ...]:
        """The entries that no later one has undone."""
        return self._replayed[0]

    @property
    def undid_nothing(self) -> tuple[Entry, ...]:
        """Those that undo what does not stand: it was undone already, or somebody changed it."""
        return self._replayed[1]

    @cached_property
    def heeded(self) -> tuple[Entry, ...]:
        """The entries that stand and are not left aside."""
        left_aside = set(self.stale)
        return tuple(entry for entry in self.standing if entry not in left_aside)

    @cached_property
    def newest(self) -> datetime | None:
        """When something of the plan was last recorded, in UTC; that of a calendar is none."""
        moments = (entry.moment for entry in self.entries if entry.action is not Action.EXPORTED)
        return max((moment for moment in moments if moment is not None), default=None)

    def about(self, *subjects: str) -> Sequence[Entry]:
        """The heeded entries about any of these, in the order in which they were made."""
        places = sorted({at for subject in subjects for at in self._places.get(subject, ())})
        return [self.heeded[at] for at in places]

    def ever_about(self, subject: str) -> Sequence[Entry]:
        """Every entry about it, in their order: those that are undone or left aside, too."""
        return self._by_subject.get(subject, ())

    def last_of(self, subject: str) -> Entry | None:
        """The entry about a subject that an undo would undo."""
        about = (entry for entry in reversed(self.standing) if entry.subject == subject)
        return next(about, None)

    def to_undo(self, entry: Entry) -> str:
        """What an entry has to say so that it undoes this one, and no later one like it."""
        alike = (one for one in reversed(self.standing) if one.subject == entry.subject)
        last = next((one for one in alike if one.in_short == entry.in_short), entry)
        return entry.in_short if last == entry else entry.in_full

    def undone_by(self, undo: Entry) -> Entry | None:
        """The entry that this one would undo, were it the next; ``None``: none stands."""
        return next((one for one in reversed(self.standing) if one.is_undone_by(undo)), None)

    @cached_property
    def _replayed(self) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        # two people can each undo and record in a copy of their own: what an entry undoes is
        # what it says, and not whatever has come to stand before it
        stands: dict[int, Entry] = {}
        about: dict[str, list[int]] = {}
        in_vain: list[Entry] = []
        for at, entry in enumerate(self.entries):
            own = about.setdefault(entry.subject, [])
            if entry.action is not Action.UNDONE:
                stands[at] = entry
                own.append(at)
                continue
            meant = (place for place in reversed(own) if stands[place].is_undone_by(entry))
            if (place := next(meant, None)) is None:
                in_vain.append(entry)
            else:
                own.remove(place)
                del stands[place]
        return tuple(stands.values()), tuple(in_vain)

    @cached_property
    def _by_subject(self) -> Mapping[str, Sequence[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.subject, []).append(entry)
        return found

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Where the heeded entries about each subject stand among them."""
        found: dict[str, list[int]] = {}
        for at, entry in enumerate(self.heeded):
            found.setdefault(entry.subject, []).append(at)
        return found


def recorded(milestone: Milestone, entries: Iterable[Entry]) -> tuple[Milestone, tuple[Entry, ...]]:
    """The milestone after these entries about it, and those that no longer fit the plan."""
    stale = []
    before: Entry | None = None  #: that it was done
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
            if is_typed_otherwise(milestone.done, entry):
                stale.append(entry)
                continue
            if before is not None and before.day_as_typed not in (entry.was, entry.day.when.text):
                stale.append(before)
            before = entry
            evidence = entry.evidence or milestone.evidence
            if milestone.needs_evidence and not evidence:
                milestone = attrs.evolve(milestone, claimed=entry.day)
            else:
                milestone = attrs.evolve(milestone, done=entry.day, evidence=evidence, claimed=None)
    return milestone, tuple(stale)


def is_typed_otherwise(said: Stated | None, entry: Entry) -> bool:
    """Whether the files say another day than an entry does, and than there was before it.

    A period that the entry's day lies in is no other day.
    """
    if said is None or entry.day is None or said.place.file == entry.place.file:
        return False
    day = entry.day.when
    is_within = said.when.low <= day.low and day.high <= said.when.high
    return not is_within and said.when.text != entry.was
