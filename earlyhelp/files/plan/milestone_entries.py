"""What the entries under `milestones` and `stages` say."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import attrs

from earlyhelp.dates import NO_LAG, Lag
from earlyhelp.errors import NotALagError
from earlyhelp.files import problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.plan.link_lines import LinkLines
from earlyhelp.files.values import Text, Value
from earlyhelp.findings import Finding, Place
from earlyhelp.model import Field, Length, Link, LinkKind, Milestone, Rate, Spread, Stage

MILESTONE_TEXTS: Final = ("title", "owner", "workstream", "source", "note", "role")
MILESTONE_DAYS: Final = ("on", "expected", "not_before", "done")
LINKED: Final = {
    str(field): field for field in (Field.AFTER, Field.BEFORE, Field.WITHIN, Field.EXACTLY)
}
#: The keys of a stage that say something of its start, of its end, and of both.
_OF_THE_START: Final = ("not_before", "after", "within", "exactly")
_OF_THE_END: Final = ("by", "before")
_OF_BOTH: Final = ("owner", "workstream", "source", "note", "days", "locked")
_OF_ITS_LENGTH: Final = ("lasts", "decided_by")
STAGE_KEYS: Final = (
    "title",
    *_OF_ITS_LENGTH,
    "start",
    "end",
    *_OF_THE_START,
    *_OF_THE_END,
    *_OF_BOTH,
)


#: A length in pieces of work: "34 interviews at 4 a working day".
_LIKE_A_RATE = re.compile(r"(?!at |exactly |between )\S.* at [0-9]")
#: Reads the value of one key of a milestone (its id, what it says so far, the key, the value).
_Reader = Callable[[str, dict[str, Any], str, Value], None]


class MilestoneEntries:
    """Collects milestones, stages and their links, and checks that their names lead somewhere."""

    def __init__(self, fields: Fields, *, of_rows: bool = False) -> None:
        """Read through `fields`, and note what is wrong there; `of_rows`: of a workflow."""
        self.milestones: list[Milestone] = []
        self.stages: list[Stage] = []
        self._fields = fields
        self._rated: list[tuple[str, Text, dict[str, Any]]] = []
        self._lines = LinkLines(fields, of_rows=of_rows)
        #: whether a name may be that of a row that could not be read
        self.may_be_of_a_row: Callable[[str], bool] = lambda _: False
        #: a misspelt key of the plan, and what stands below: milestones, as far as one can tell
        self.misspelt: set[str] = set()
        self.is_misspelt_for_rows = False  #: no step of a row can be known then
        self.links = self._lines.links
        self.many = self._lines.many
        self._readers: dict[str, _Reader] = {
            **dict.fromkeys(MILESTONE_TEXTS, self._text),
            **dict.fromkeys(MILESTONE_DAYS, self._stated),
            "by": self._by,
            **dict.fromkeys(LINKED, self._link),
            "days": self._days,
            "locked": self._locked,
        }

    def milestone(self, key: Text, value: Value) -> None:
        """Take in one entry under `milestones`."""
        identifier = self._fields.identifier(key)
        if identifier is None:
            return
        said = self.said(identifier, value, f"the milestone `{key.value}`")
        place = self._fields.place(key)
        self.milestones.append(Milestone(id=identifier, place=place, **said))

    def stage(self, key: Text, value: Value) -> None:
        """Take in one entry under `stages`: two milestones and the length between them."""
        identifier = self._fields.identifier(key)
        if identifier is None:
            return
        start, end = f"{identifier}.start", f"{identifier}.end"
        ends: dict[str, dict[str, Any]] = {start: {}, end: {}}
        own: dict[str, dict[str, Any]] = {}
        title = None
        lengths: dict[str, Value] = {}
        for field, item in self._fields.keyed(value, f"the stage `{key.value}`"):
            name = field.value
            if name in _OF_ITS_LENGTH:
                lengths[name] = item
            elif name == "title":
                title = self._fields.text(name, item)
            elif name in ("start", "end"):
                end_id = f"{identifier}.{name}"
                own[end_id] = self.said(end_id, item, f"`{name}`")
            elif name not in STAGE_KEYS:
                self._unknown(field, STAGE_KEYS, "a stage")
            else:
                if name not in _OF_THE_END:
                    self._field(start, ends[start], name, item)
                if name not in _OF_THE_START:
                    self._field(end, ends[end], name, item)
        place = self._place(key)
        length, is_rated = self._lengths(identifier, lengths, ends[end])
        for end_id, said in own.items():
            ends[end_id] = self._of_an_end(ends[end_id], said)
        if not is_rated and (length is None or length.at_least is None):
            self.links.append(_never_backwards(identifier, place))
        for end_id, said in ends.items():
            said.setdefault("title", f"{title or identifier} {end_id.rpartition('.')[2]}s")
            self.milestones.append(Milestone(id=end_id, place=place, **said))
        first, last = self.milestones[-2:]
        self.stages.append(
            Stage(id=identifier, title=title, length=length, start=first, end=last, place=place)
        )

    def _of_an_end(self, stage: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
        """What a stage and one of its ends say together: its own words win, every limit holds."""
        if (one := stage.get("not_before")) and (other := own.get("not_before")):
            first, second = sorted((one.place, other.place))
            self._note(problems.duplicate_key(second, "not_before", first))
        return stage | own | {"by": (*stage.get("by", ()), *own.get("by", ()))}

    def resolve(self) -> None:
        """Note every id that is there twice, and every link that leads nowhere."""
        places: dict[str, Place] = {}
        named_all: list[Stage | Milestone] = [*self.stages, *self.milestones]
        for named in named_all:
            place = named.place
            first = places.setdefault(named.id, place)
            if first is not place:
                self._note(problems.duplicate_id(named.place, named.id, first))
        self._lead_somewhere()

    def _lead_somewhere(self) -> None:
        known = {milestone.id for milestone in self.milestones}
        lost = [link for link in self.links if link.first not in known or link.then not in known]
        stages = {stage.id for stage in self.stages}
        named = ((link.place, name) for link in lost for name in (link.first, link.then))
        for place, name in dict.fromkeys(named):  # one line may state two links
            if name not in known and not self.may_be_unread(name):
                self._note(problems.unknown_reference(place, name, known, stages))

    def may_be_unread(self, name: str) -> bool:
        """Whether this could be the name of something that is there, and could not be read.

        What is wrong is said where that stands: every line that names it would only repeat it.
        """
        stage, _, end = name.rpartition(".")
        if name in self.misspelt or (end in ("start", "end") and stage in self.misspelt):
            return True
        return (self.is_misspelt_for_rows and bool(stage)) or self.may_be_of_a_row(name)

    def said(self, identifier: str, value: Value, what: str) -> dict[str, Any]:
        """What a milestone's keys say; its links are taken in."""
        said: dict[str, Any] = {}
        readers = self._readers
        for field, item in self._fields.keyed(value, what):
            read = readers.get(field.value)
            if read is None:
                self._unknown(field, tuple(readers), "a milestone")
            else:
                read(identifier, said, field.value, item)
        return said

    def _field(self, identifier: str, said: dict[str, Any], key: str, value: Value) -> None:
        self._readers[key](identifier, said, key, value)

    def _link(self, identifier: str, _said: dict[str, Any], key: str, value: Value) -> None:
        self._lines.read(LINKED[key], identifier, value)

    def _by(self, identifier: str, said: dict[str, Any], _key: str, value: Value) -> None:
        said["by"] = self._lines.deadlines(identifier, value)

    def _text(self, _identifier: str, said: dict[str, Any], key: str, value: Value) -> None:
        said[key] = self._fields.text(key, value)

    def _days(self, _identifier: str, said: dict[str, Any], key: str, value: Value) -> None:
        said[key] = self._fields.days(key, value)

    def _locked(self, _identifier: str, said: dict[str, Any], key: str, value: Value) -> None:
        said[key] = self._fields.yes_or_no(key, value)

    def _stated(self, _identifier: str, said: dict[str, Any], key: str, value: Value) -> None:
        stated = self._fields.stated(key, value)
        if stated is not None and stated.when.is_deadline and key in ("done", "not_before"):
            month = stated.when.text.removeprefix("end of ")
            reason = f"`{key}` cannot be the end of a month: write a day, or the month {month}"
            self._note(problems.not_a_day(stated.place, reason))
            stated = None
        said[key] = stated

    def _lengths(
        self, identifier: str, lengths: dict[str, Value], said: dict[str, Any]
    ) -> tuple[Length | None, bool]:
        """How long a stage lasts, and whether that is for `complete_lengths` to work out."""
        lasts, by = lengths.get("lasts"), lengths.get("decided_by")
        decided_by = None if by is None else self._fields.text("decided_by", by)
        is_rated = type(lasts) is Text and _LIKE_A_RATE.match(lasts.value) is not None
        length = None
        if is_rated and type(lasts) is Text:
            self._rated.append((identifier, lasts, said))
        elif lasts is not None:
            length = self._length(identifier, lasts, said, decided_by)
        if by is not None and (is_rated or lasts is None or (length and not length.at_most)):
            reason = "`decided_by` needs the longest too: `lasts: between 3 and 6 weeks`"
            self._note(problems.not_a_lag(self._place(by), reason))
        return length, is_rated

    def _length(
        self, identifier: str, value: Value, said: dict[str, Any], decided_by: str | None
    ) -> Length | None:
        """The links that a length makes; what the stage says of itself holds for them too."""
        length = self._fields.parsed(Length.parse, "lasts", value)
        if length is None or type(value) is not Text:
            return None
        spread = Spread(length.likely, decided_by) if length.likely or decided_by else None
        ends = (LinkKind.AT_LEAST, length.at_least), (LinkKind.AT_MOST, length.at_most)
        self.links += [
            attrs.evolve(self._lasting(identifier, value, said, kind, lag), spread=spread)
            for kind, lag in ends
            if lag is not None
        ]
        return length

    def _lasting(
        self, identifier: str, value: Text, said: dict[str, Any], kind: LinkKind, lag: Lag
    ) -> Link:
        return Link(
            first=f"{identifier}.start",
            then=f"{identifier}.end",
            kind=kind,
            lag=lag,
            place=self._place(value),
            field=Field.LASTS,
            owner=identifier,
            words=" ".join(value.value.split()),
            source=said.get("source"),
            locked=said.get("locked", False),
        )

    def complete_lengths(self, count: Callable[[str], int]) -> None:
        """Work out how long work at a rate takes; `count` says how many a name counts."""
        for identifier, value, said in self._rated:
            try:
                rate = Rate.parse(" ".join(value.value.split()), count)
                link = self._lasting(identifier, value, said, LinkKind.AT_LEAST, rate.lag)
                self.links.append(attrs.evolve(link, rate=rate))
            except NotALagError as error:
                from earlyhelp.files import row_problems

                self._note(row_problems.not_a_rate(self._place(value), str(error)))

    def _unknown(self, field: Text, known: tuple[str, ...], where: str) -> None:
        self._note(problems.unknown_key(self._place(field), field.value, known, where))

    def _place(self, at: Value) -> Place:
        return self._fields.place(at)

    def _note(self, finding: Finding) -> None:
        self._fields.note(finding)


def _never_backwards(identifier: str, place: Place) -> Link:
    """A stage whose least length nobody states still does not end before it starts."""
    return Link(
        first=f"{identifier}.start",
        then=f"{identifier}.end",
        kind=LinkKind.AT_LEAST,
        lag=NO_LAG,
        place=place,
        field=Field.LASTS,
        owner=identifier,
        words="",
        locked=True,
    )
