"""What a line under `after`, `before`, `within`, `exactly` or `by` says."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from earlyhelp.dates import NO_LAG, Lag
from earlyhelp.dates.days import shortened
from earlyhelp.files import problems
from earlyhelp.files.events import Mapping, Text, Value
from earlyhelp.files.fields import Fields
from earlyhelp.findings import Place
from earlyhelp.model import Field, Link, LinkKind, Stated

FORMS: Final = {
    Field.AFTER: "REF + LAG",
    Field.BEFORE: "REF - LAG",
    Field.WITHIN: "LAG after REF",
    Field.EXACTLY: "LAG after REF",
    Field.BY: "a date, or REF + LAG",
}
_LINK_KEYS: Final = ("link", "because", "source", "locked")
_REF_LAG = re.compile(r"([^\s+]+)(?: ?([+-]) ?([0-9].*))?\Z")
_LAG_AFTER = re.compile(r"(\S.*?) after (\S+)\Z")
_LIKE_A_DATE = re.compile(r"(?:week|end) of |[0-9]{4}\Z|[0-9]{1,4}[-/][0-9W]|[0-9]{8}\Z")


class _Said(NamedTuple):
    """One line as it was typed, with what was said about it."""

    words: str
    place: Place
    because: str | None = None
    source: str | None = None
    locked: bool = False


class LinkLines:
    """Reads the links of a plan file."""

    def __init__(self, fields: Fields) -> None:
        """Read through `fields`, and note what is wrong there."""
        self._fields = fields

    def links(self, field: Field, owner: str, value: Value) -> list[Link]:
        """The links that a key of the milestone `owner` states."""
        links: list[Link] = []
        for item in self._fields.listed(value):
            said = self._said(field, item)
            if said is not None:
                links += self._links(field, owner, said)
        return links

    def deadlines(self, owner: str, value: Value) -> tuple[tuple[Stated, ...], list[Link]]:
        """What `by` says: dates, and upper bounds relative to other milestones."""
        dates, links = [], []
        for item in self._fields.listed(value):
            if type(item) is Text and _LIKE_A_DATE.match(item.text):
                stated = self._fields.stated("by", item)
                if stated is not None:
                    dates.append(stated)
            else:
                links += self.links(Field.BY, owner, item)
        return tuple(dates), links

    def _said(self, field: Field, item: Value) -> _Said | None:
        fields = self._fields
        if type(item) is Text:
            words = fields.text(field, item)
            return None if words is None else _Said(words, fields.place(item))
        if type(item) is not Mapping:
            expected = "a link, a mapping with `link`, or a list of these"
            fields.note(problems.wrong_shape(fields.place(item), f"`{field}`", expected))
            return None
        return self._mapping(field, item)

    def _mapping(self, field: Field, item: Mapping) -> _Said | None:
        fields = self._fields
        texts: dict[str, str | None] = {}
        place, locked = fields.place(item), False
        for key, value in item.entries:
            if key.text not in _LINK_KEYS:
                where = f"a link under `{field}`"
                fields.note(problems.unknown_key(fields.place(key), key.text, _LINK_KEYS, where))
            elif key.text == "locked":
                locked = fields.yes_or_no("locked", value)
            else:
                texts[key.text] = fields.text(key.text, value)
                if key.text == "link":
                    place = fields.place(value)
        words = texts.get("link")
        if not words:
            example = f"`link: {FORMS[field]}`"
            fields.note(problems.missing_key(place, "link", f"`{field}`", example))
            return None
        return _Said(words, place, texts.get("because"), texts.get("source"), locked)

    def _links(self, field: Field, owner: str, said: _Said) -> tuple[Link, ...]:
        parts = self._parts(field, said)
        if parts is None:
            return ()
        ref, lag = parts
        match field:
            case Field.AFTER:
                return (_link(field, owner, said, ref, owner, LinkKind.AT_LEAST, lag),)
            case Field.BEFORE:
                return (_link(field, owner, said, owner, ref, LinkKind.AT_LEAST, lag),)
            case Field.BY:
                return (_link(field, owner, said, ref, owner, LinkKind.AT_MOST, lag),)
        least = NO_LAG if field is Field.WITHIN else lag
        return (
            _link(field, owner, said, ref, owner, LinkKind.AT_LEAST, least),
            _link(field, owner, said, ref, owner, LinkKind.AT_MOST, lag),
        )

    def _parts(self, field: Field, said: _Said) -> tuple[str, Lag] | None:
        """The milestone that a line names, and the lag; ``None`` once a problem is noted."""
        if field is Field.WITHIN or field is Field.EXACTLY:
            match = _LAG_AFTER.match(said.words)
            if match is None:
                return self._refused(field, said)
            lag_text, ref = match.groups()
        else:
            match = _REF_LAG.match(said.words)
            if match is None:
                return self._refused(field, said)
            ref, sign, lag_text = match.groups()
            if sign is None:
                return ref, NO_LAG
            if (sign == "-") is not (field is Field.BEFORE):
                return self._refused(field, said)
        lag = self._fields.lag_of(lag_text, said.place)
        return (ref, lag) if lag is not None else None

    def _refused(self, field: Field, said: _Said) -> None:
        words = shortened(said.words)
        reason = f'"{words}" is not a link: `{field}` takes {FORMS[field]}'
        if field is Field.BEFORE and " + " in said.words:
            reason += f'; did you mean "{words.replace(" + ", " - ", 1)}"?'
        elif field in (Field.AFTER, Field.BY) and " - " in said.words:
            reason += "; to say that something comes earlier, write `before` in the other one"
        self._fields.note(problems.not_a_link(said.place, reason))


def _link(  # noqa: PLR0913, PLR0917 - one argument for each part of a line
    field: Field, owner: str, said: _Said, first: str, then: str, kind: LinkKind, lag: Lag
) -> Link:
    return Link(
        first=first,
        then=then,
        kind=kind,
        lag=lag,
        place=said.place,
        field=field,
        owner=owner,
        words=said.words,
        because=said.because,
        source=said.source,
        locked=said.locked,
    )
