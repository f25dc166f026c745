"""What a line under `after`, `before`, `within`, `exactly` or `by` says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from earlyhelp.dates import NO_LAG, Lag
from earlyhelp.dates.days import shortened
from earlyhelp.errors import NotASelectionError
from earlyhelp.files import problems, row_problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.values import Listing, Mapping, Text, Value, is_null
from earlyhelp.findings import Place
from earlyhelp.model import Field, Link, LinkKind, Spread, Stated
from earlyhelp.model.lengths import split_likely

if TYPE_CHECKING:
    from earlyhelp.model.workflows import Many

#: Looked up once: an enumeration's member takes as long to find as a line to match.
_AFTER, _BEFORE, _WITHIN, _EXACTLY = Field.AFTER, Field.BEFORE, Field.WITHIN, Field.EXACTLY
_BY, _AT_LEAST, _AT_MOST = Field.BY, LinkKind.AT_LEAST, LinkKind.AT_MOST
FORMS: Final = {
    Field.AFTER: "REF + LAG",
    Field.BEFORE: "REF - LAG",
    Field.WITHIN: "LAG after REF",
    Field.EXACTLY: "LAG after REF",
    Field.BY: "a date, or REF + LAG",
}
LINK_KEYS: Final = ("link", "because", "source", "locked", "decided_by")
_REF_LAG = re.compile(r"([^\s+]+)(?: ?([+-]) ?([0-9].*|(?:occupation|property)\.\w+))?\Z")
_LAG_AFTER = re.compile(r"(\S.*?) after ((?:all|each) \S.*|\S+)\Z")
_MANY_LAG = re.compile(r"((?:all|each) .*?\S)(?: ?([+-]) ?([0-9].*))?\Z")
#: How a name begins that stands for several milestones.
_MANY: Final = ("all ", "each ")
#: A lag that every row says itself.
_OF_A_COLUMN = re.compile(r"(?:occupation|property)\.\w+\Z")
_LIKE_A_DATE = re.compile(r"(?:week|end) of |[0-9]{4}\Z|[0-9]{1,5}[-/.][0-9W]|[0-9]{8}\Z")


class _Reasons(NamedTuple):
    """What a line says about itself."""

    because: str | None = None
    source: str | None = None
    locked: bool = False
    decided_by: str | None = None  #: who decides how long it takes


class _Parts(NamedTuple):
    """What a line is made of."""

    ref: str  #: the milestone, or several, that it names
    lag: Lag
    column: str | None = None  #: that says the lag, where one does
    least: Lag = NO_LAG  #: of `within`: the shortest that it may take
    likely: Lag | None = None  #: of `within`: what is likely


_NO_REASONS: Final = _Reasons()
#: The plain constructor of a named tuple, without its keyword handling.
_new: Final = tuple.__new__


class LinkLines:
    """Collects the links of a plan file."""

    def __init__(self, fields: Fields, *, of_rows: bool = False) -> None:
        """Read through `fields`, and note what is wrong there; `of_rows`: of a workflow."""
        self._of_rows = of_rows
        self.links: list[Link] = []
        self.many: dict[str, Many] = {}  #: the names that stand for several milestones
        self._fields = fields

    def read(self, field: Field, owner: str, value: Value) -> None:
        """Take in the links that a key of the milestone `owner` states."""
        if type(value) is Text:
            self._line(field, owner, value)
            return
        in_list = type(value) is Listing
        for item in self._fields.listed(value):
            if type(item) is Text:
                self._line(field, owner, item, key="" if in_list else None)
            elif type(item) is Mapping:
                self._mapping(field, owner, item)
            else:
                expected = "a link, a mapping with `link`, or a list of these"
                place = self._fields.place(item)
                self._fields.note(problems.wrong_shape(place, f"`{field}`", expected))

    def deadlines(self, owner: str, value: Value) -> tuple[Stated, ...]:
        """The dates that `by` says; upper bounds relative to other milestones are taken in."""
        dates = []
        in_list = type(value) is Listing
        for item in self._fields.listed(value):
            if type(item) is Text and _LIKE_A_DATE.match(item.value):
                stated = self._fields.stated("by", item)
                if stated is not None:
                    dates.append(attrs.evolve(stated, key="") if in_list else stated)
            elif type(item) is Text and in_list:
                self._line(_BY, owner, item, key="")
            else:
                self.read(_BY, owner, item)
        return tuple(dates)

    def _mapping(self, field: Field, owner: str, item: Mapping) -> None:
        fields = self._fields
        texts: dict[str, str | None] = {}
        line, locked = None, False
        for key, value in item.entries:
            if key.value not in LINK_KEYS:
                where = f"a link under `{field}`"
                fields.note(problems.unknown_key(fields.place(key), key.value, LINK_KEYS, where))
            elif key.value == "link":
                line = value
            elif key.value == "locked":
                locked = fields.yes_or_no("locked", value)
            else:
                texts[key.value] = fields.text(key.value, value)
        if line is None or is_null(line):
            example = f"`link: {FORMS[field]}`"
            place = fields.place(item)
            fields.note(problems.missing_key(place, "link", f"`{field}`", example))
            return
        decided_by = texts.get("decided_by")
        if decided_by is not None and field is not _WITHIN:
            place = fields.place(line)
            reason = f"`decided_by` goes with `within: 3 to 6 weeks after REF`, not with `{field}`"
            fields.note(problems.not_a_link(place, reason))
        reasons = _Reasons(texts.get("because"), texts.get("source"), locked, decided_by)
        self._line(field, owner, line, reasons, key="link")

    def _line(
        self,
        field: Field,
        owner: str,
        value: Value,
        reasons: _Reasons = _NO_REASONS,
        *,
        key: str | None = None,
    ) -> None:
        """Take in the one link, or the two, that a line states."""
        words = self._fields.text(field, value)
        if words is None:
            return
        place = self._fields.place(value)
        parts = self._parts(field, words, place)
        if parts is None:
            return
        ref, lag, column, least, likely = parts
        if ref.startswith(_MANY) and not self._is_known_many(ref, place):
            return
        because, source, locked, decided_by = reasons
        first, then = (owner, ref) if field is _BEFORE else (ref, owner)
        kind = _AT_MOST if field is _BY else _AT_LEAST
        link = Link(
            first=first,
            then=then,
            kind=kind,
            lag=least if field is _WITHIN else lag,
            column=None if field is _WITHIN else column,
            place=place,
            field=field,
            owner=owner,
            words=words,
            because=because,
            source=source,
            locked=locked,
            key=key,
            spread=Spread(likely, decided_by) if likely or decided_by else None,
        )
        self.links.append(link)
        if field is _WITHIN or field is _EXACTLY:
            self.links.append(attrs.evolve(link, kind=_AT_MOST, lag=lag, column=column))

    def _parts(self, field: Field, words: str, place: Place) -> _Parts | None:
        """What the line is made of; ``None`` once a problem is noted."""
        likely = None
        if field is _WITHIN or field is _EXACTLY:
            if field is _WITHIN and "likely" in words:
                words, likely = split_likely(words)
            match = _LAG_AFTER.match(words)
            if match is None:
                self._refuse(field, words, place)
                return None
            lag_text, ref = match.groups()
        else:
            match = (_MANY_LAG if words.startswith(_MANY) else _REF_LAG).match(words)
            if match is None:
                self._refuse(field, words, place)
                return None
            ref, sign, lag_text = match.groups()
            if sign is None:
                return _new(_Parts, (ref, NO_LAG, None, NO_LAG, None))
            if (sign == "-") is not (field is _BEFORE):
                self._refuse(field, words, place)
                return None
        if not lag_text[0].isdigit() and _OF_A_COLUMN.match(lag_text):
            is_known = self._is_a_lag_column(lag_text, place)
            return _Parts(ref, NO_LAG, lag_text) if is_known else None
        if likely is not None or (field is _WITHIN and " to " in lag_text):
            length = self._fields.range_of(lag_text, likely, place)
            if length is None or length.at_most is None:
                return None
            least = length.at_least or NO_LAG
            return _Parts(ref, length.at_most, None, least, length.likely)
        lag = self._fields.lag_of(lag_text, place, of_a_link=True)
        return None if lag is None else _new(_Parts, (ref, lag, None, NO_LAG, None))

    def _is_a_lag_column(self, name: str, place: Place) -> bool:
        from earlyhelp.files.selections import lag_columns  # only a plan with registers needs it

        known = lag_columns()
        if self._of_rows and name in known:
            return True
        where = "" if self._of_rows else ", in a step of a workflow"
        reason = f'"{name}" is not a lag: write one, or {" or ".join(known)}{where}'
        self._fields.note(problems.not_a_lag(place, reason))
        return False

    def _is_known_many(self, ref: str, place: Place) -> bool:
        from earlyhelp.files.selections import many  # only a plan with registers needs it

        try:
            self.many[ref] = many(ref)
        except NotASelectionError as error:
            self._fields.note(row_problems.not_a_selection(place, str(error)))
        return ref in self.many

    def _refuse(self, field: Field, words: str, place: Place) -> None:
        shown = shortened(words)
        reason = f'"{shown}" is not a link: `{field}` takes {FORMS[field]}'
        if field is _BEFORE and " + " in words:
            reason += f'; did you mean "{shown.replace(" + ", " - ", 1)}"?'
        elif field in (_AFTER, _BY) and " - " in words:
            reason += "; to say that something comes earlier, write `before` in the other one"
        elif field in (_AFTER, _BY) and (match := _LAG_AFTER.match(words)):
            reason += f'; did you mean "{match.group(2)} + {match.group(1)}"?'
        self._fields.note(problems.not_a_link(place, reason))
