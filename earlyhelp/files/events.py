"""What a YAML file says, as texts with their line and column, entry by entry.

Built straight from libyaml's events: no node tree, no types guessed from the look of a
text, so `no`, `010` and `12:30` stay what they are. The second level of the file is
handed out one entry at a time, so that a file of any length is never held whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import yaml

from earlyhelp.files import problems
from earlyhelp.files.plain_entries import PlainText, read, taken_apart
from earlyhelp.files.values import Listing, Mapping, Text, Value, nothing
from earlyhelp.findings import Finding, Place
from earlyhelp.sheet_cells import CONTROL

try:
    from yaml._yaml import CParser as _Parser

    HAS_LIBYAML = True
except ImportError:  # PyYAML built without libyaml: the same events, twenty times slower
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

    HAS_LIBYAML = False

DEEPEST: Final = 16
#: Only where one of these is in the file can a value have an anchor, a tag or an escape.
_SPECIAL: Final = "&!\\"
#: The plain constructor of a named tuple, without its keyword handling: four times as fast.
_new: Final = tuple.__new__
_TAB: Final = "a tab is used where only spaces may be"
#: What libyaml says most often, in the words of somebody who types a plan.
_IN_WORDS: Final = {
    "mapping values are not allowed in this context": (
        'a colon too many, or an indentation that does not fit: put a text with ": " in it between '
        "quotation marks, and indent a line like those beside it"
    ),
    "did not find expected key": (
        "the line does not begin where those beside it do, or goes on after a quotation mark that "
        "closes a text"
    ),
    "found unexpected end of stream": "a quotation mark is never closed",
    "did not find expected ',' or '}'": "a comma is missing, or a { is never closed by a }",
    "did not find expected ',' or ']'": "a comma is missing, or a [ is never closed by a ]",
    "found character that cannot start any token": (
        "a text that begins with this sign has to stand between quotation marks"
    ),
    "found a tab character that violates indentation": _TAB,
}
_LINE_END = re.compile("\r\n?|[\n\x85\u2028\u2029]")


class Entry(NamedTuple):
    """One entry of the file: of the section `section`, or a section's own value.

    `key` is ``None`` where the section itself is not a mapping.
    """

    section: Text
    key: Text | None
    value: Value


class _StopReadingError(Exception):
    """The file cannot be followed any further; the reason has been noted."""


class YamlFile:
    """One YAML file, read once, with every problem noted."""

    def __init__(self, text: str, *, name: str, found: list[Finding], spans: bool = False) -> None:
        """Read `text`; `name` is what findings call the file, and `found` gets them.

        With `spans` every text says which characters of the file it is.
        """
        self._spans = spans
        self.is_whole = True  #: false once something stopped the reading early
        self._name = name
        self._whole_text = text
        self._found = found
        apart = PlainText(0, [], text) if spans else taken_apart(text)
        self._text_read = apart.rest  #: what libyaml reads: the text without its plain entries
        self._plain_section = apart.section
        self._plain = apart.entries[::-1]  #: those not handed out yet, the next one last
        self._is_plain = not any(character in apart.rest for character in _SPECIAL)
        self._get = self._start(apart.rest)

    def _start(self, text: str) -> Any:
        try:
            return _Parser(text).get_event
        except yaml.YAMLError as error:  # the pure parser looks at the characters at once
            self._syntax(error)
            return None

    def entries(self) -> Iterator[Entry]:
        """Every entry of the file's sections, in order."""
        if self._get is None:
            return
        last = 0
        try:
            for entry in self._document():
                yield entry
                last = (entry.key or entry.section).line
        except _StopReadingError:
            self.is_whole = False
        except yaml.YAMLError as error:
            if not self._plain_section:
                self._syntax(error)
                return
            self.is_whole = False
        if not self.is_whole and self._plain_section:
            yield from self._again(last)

    def _again(self, last: int) -> Iterator[Entry]:
        """Once more without any shortcut: what comes after the line `last`, and all problems.

        A reader that looks ahead over entries that are not there gives up too soon.
        """
        found: list[Finding] = []
        file = YamlFile(self._whole_text, name=self._name, found=found, spans=True)
        for entry in file.entries():
            if (entry.key or entry.section).line > last:
                yield entry
        self.is_whole = file.is_whole
        self._found.extend(problem for problem in found if problem not in self._found)

    def _document(self) -> Iterator[Entry]:
        event = self._get()  # the start of the stream
        event = self._get()
        if isinstance(event, yaml.StreamEndEvent):
            self._note(
                problems.no_plan(Place(self._name, 1, 1), "the file is empty, or has only comments")
            )
            return
        event = self._get()
        if not isinstance(event, yaml.MappingStartEvent):
            self._note(
                problems.no_plan(self._place(event), "the file is not made of keys and values")
            )
            raise _StopReadingError
        self._plain_only(event)
        yield from self._sections()
        self._get()  # the end of the document
        event = self._get()
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(event, "a second document in the same file")

    def _sections(self) -> Iterator[Entry]:
        seen: dict[str, Text] = {}
        while (section := self._key()) is not None:
            self._is_first(section, seen, problems.duplicate_key)
            event = self._get()
            if isinstance(event, yaml.MappingStartEvent):
                self._plain_only(event)
                yield from self._entries_of(section)
            else:
                yield Entry(section, None, self._value(event, 2))

    def _entries_of(self, section: Text) -> Iterator[Entry]:
        named: dict[str, Text] = {}
        has_ids = section.value in ("milestones", "stages")
        twice = problems.duplicate_id if has_ids else problems.duplicate_key
        has_plain = section.line == self._plain_section
        while (key := self._key()) is not None:
            if has_plain:
                yield from self._plain_entries(section, named, key.line)
            is_first = self._is_first(key, named, twice)
            value = self._value(self._get(), 3)
            if is_first:
                yield _new(Entry, (section, key, value))
        if has_plain:
            yield from self._plain_entries(section, named)
        if not named:
            yield Entry(section, None, nothing(section))

    def _plain_entries(
        self, section: Text, named: dict[str, Text], before: int | None = None
    ) -> Iterator[Entry]:
        """Those that stand before this line, or all that are left."""
        plain = self._plain
        while plain and (before is None or plain[-1].line < before):
            key, value = read(self._whole_text, plain.pop())
            seen: dict[str, Text] = {}
            entries = value.entries
            if len({name.value for name, _ in entries}) < len(entries):
                once = [
                    (name, said)
                    for name, said in entries
                    if self._is_first(name, seen, problems.duplicate_key)
                ]
                value = value._replace(entries=once)
            if self._is_first(key, named, problems.duplicate_id):
                yield _new(Entry, (section, key, value))

    def _key(self) -> Text | None:
        """The next key of a mapping, or ``None`` at its end."""
        event = self._get()
        if type(event) is yaml.ScalarEvent:
            return self._text(event)
        self._end_of_mapping(event)
        return None

    def _is_first(self, key: Text, seen: dict[str, Text], twice: problems.Problem[...]) -> bool:
        """Whether no such key came before in its mapping; else that is noted."""
        if seen.setdefault(key.value, key) is key:
            return True
        self._twice(twice, key, seen)
        return False

    def _end_of_mapping(self, event: Any) -> None:
        if type(event) is not yaml.MappingEndEvent:
            is_alias = type(event) is yaml.AliasEvent
            self._refuse(event, "an alias (*)" if is_alias else "a list or mapping as a key")
            raise _StopReadingError

    def _twice(self, twice: problems.Problem[...], key: Text, seen: dict[str, Text]) -> None:
        first = seen[key.value]
        place = Place(self._name, key.line, key.column)
        self._note(twice(place, key.value, Place(self._name, first.line, first.column)))

    def _value(self, event: Any, depth: int) -> Value:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._text(event)
        if kind is yaml.AliasEvent:
            self._refuse(event, "an alias (*)")
            return Text("", event.start_mark.line + 1, event.start_mark.column + 1)
        if depth > DEEPEST:
            self._too_deep(self._place(event))
            raise _StopReadingError
        self._plain_only(event)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if kind is yaml.MappingStartEvent:
            return _new(Mapping, (self._entries(depth), line, column))
        items: list[Value] = []
        while type(inner := self._get()) is not yaml.SequenceEndEvent:
            items.append(self._value(inner, depth + 1))
        return _new(Listing, (items, line, column))

    def _entries(self, depth: int) -> list[tuple[Text, Value]]:
        seen: dict[str, Text] = {}
        entries: list[tuple[Text, Value]] = []
        get, scalar, text = self._get, yaml.ScalarEvent, self._text
        while type(event := get()) is scalar:
            key = text(event)
            inner = get()
            value = text(inner) if type(inner) is scalar else self._value(inner, depth + 1)
            if seen.setdefault(key.value, key) is key:
                entries.append((key, value))
            else:
                self._twice(problems.duplicate_key, key, seen)
        self._end_of_mapping(event)
        return entries

    def _text(self, event: Any) -> Text:
        """The text of an event, once what a plan does without has been noted."""
        value, mark = event.value, event.start_mark
        if not self._is_plain:
            if event.anchor is not None or event.tag is not None:
                self._plain_only(event)
            if not value.isprintable() and (control := CONTROL.search(value)) is not None:
                what = f"the control character U+{ord(control.group()):04X} cannot be used"
                self._note(problems.not_yaml(self._place(event), what))
                value = CONTROL.sub("", value)
        span = (mark.index, event.end_mark.index) if self._spans else None
        return _new(Text, (value, mark.line + 1, mark.column + 1, event.implicit[0], span))

    def _place(self, at: Any) -> Place:
        return Place(self._name, at.start_mark.line + 1, at.start_mark.column + 1)

    def _plain_only(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, f"an anchor (&{event.anchor})")
        if event.tag is not None:
            self._refuse(event, f"a tag ({event.tag})")

    def _note(self, finding: Finding) -> None:
        self._found.append(finding)

    def _refuse(self, event: Any, what: str) -> None:
        self._note(problems.yaml_feature(self._place(event), what))

    def _syntax(self, error: yaml.YAMLError) -> None:
        self.is_whole = False
        if isinstance(error, yaml.reader.ReaderError):
            self._control_character(error)
            return
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = getattr(error, "problem", None) or str(error)
        at = mark.index if mark else 0
        if "nesting depth" in what:  # libyaml has a limit of its own, and looks far ahead
            self._too_deep(Place(self._name, line, column))
            return
        if "cannot start any token" in what and self._text_read[at : at + 1] == "\t":
            what = _TAB
        self._note(problems.not_yaml(Place(self._name, line, column), _IN_WORDS.get(what, what)))

    def _too_deep(self, place: Place) -> None:
        self._note(problems.too_large(place, f"nested more than {DEEPEST} deep"))

    def _control_character(self, error: yaml.reader.ReaderError) -> None:
        """Say where the character is that libyaml stumbled over: it gives no line itself."""
        match = CONTROL.search(self._whole_text)
        lines = _LINE_END.split(self._whole_text[: match.start() if match else 0])
        place = Place(self._name, len(lines), len(lines[-1]) + 1)
        what = f"U+{ord(match.group()):04X}" if match else str(error.reason)
        self._note(problems.not_yaml(place, f"the control character {what} cannot be used"))
