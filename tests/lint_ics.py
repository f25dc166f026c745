"""What does a calendar file break of RFC 5545, 5546, 7986 or 9253, byte by byte?

Needs no library: what is under test must not be what it is tested with. An `E` breaks a MUST
or is unreadable somewhere; a `W` is a SHOULD, or a trap that a known client falls into.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

import attrs


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TEXTS: Final = _names(
    "SUMMARY DESCRIPTION LOCATION COMMENT CONTACT STATUS CLASS TRANSP UID PRODID NAME TZNAME ACTION "
    "METHOD VERSION CALSCALE COLOR REFID RELATED-TO TZID X-WR-CALNAME X-WR-CALDESC X-WR-TIMEZONE"
)
_LISTS: Final = frozenset({"CATEGORIES", "RESOURCES"})
_ITEM: Final = _names(
    "UID DTSTAMP DTSTART DURATION CLASS CREATED DESCRIPTION GEO LAST-MODIFIED LOCATION ORGANIZER "
    "PRIORITY SEQUENCE STATUS SUMMARY URL RECURRENCE-ID COLOR"
)
#: What may stand in a component once at most.
_ONCE: Final = {
    "VCALENDAR": _names(
        "PRODID VERSION CALSCALE METHOD UID LAST-MODIFIED URL REFRESH-INTERVAL SOURCE COLOR "
        "X-WR-CALNAME X-WR-CALDESC X-PUBLISHED-TTL"
    ),
    "VEVENT": _ITEM | {"DTEND", "TRANSP"},
    "VTODO": _ITEM | {"DUE", "COMPLETED", "PERCENT-COMPLETE"},
    "VJOURNAL": _ITEM - {"DURATION", "DESCRIPTION", "GEO", "LOCATION", "PRIORITY", "COLOR"},
    "VALARM": _names("ACTION TRIGGER DURATION REPEAT UID ACKNOWLEDGED"),
}
_STATUSES: Final = {
    "VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"},
    "VTODO": {"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"},
    "VJOURNAL": {"DRAFT", "FINAL", "CANCELLED"},
}
_ENDS: Final = {"VEVENT": "DTEND", "VTODO": "DUE"}
#: Properties whose type has no default: VALUE has to be there.
_VALUE_NEEDED: Final = {"REFRESH-INTERVAL", "CONFERENCE", "IMAGE", "LINK", "STRUCTURED-DATA"}
_RELATIONS: Final = _names(
    "PARENT CHILD SIBLING FINISHTOSTART FINISHTOFINISH STARTTOFINISH STARTTOSTART FIRST NEXT "
    "DEPENDS-ON REFID CONCEPT SNOOZE"
)
_KNOWN: Final = (
    _names(
        "ATTACH FREEBUSY TZOFFSETFROM TZOFFSETTO TZURL ATTENDEE EXDATE EXRULE RDATE RRULE TRIGGER "
        "REQUEST-STATUS XML TZUNTIL TZID-ALIAS-OF BUSYTYPE CALENDAR-ADDRESS LOCATION-TYPE PROXIMITY "
        "PARTICIPANT-TYPE RESOURCE-TYPE STYLED-DESCRIPTION CONCEPT"
    )
    | {name for name in _TEXTS if not name.startswith("X-")}
    | {name for names in _ONCE.values() for name in names if not name.startswith("X-")}
    | _LISTS
    | _VALUE_NEEDED
)
_MANY_VALUES: Final = {"MEMBER", "DELEGATED-FROM", "DELEGATED-TO", "FEATURE", "DISPLAY"}
_MOMENTS: Final = {"DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED"}
_LENGTH: Final = re.compile(r"[+-]?P(\d+W|(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)\Z")
_NOW: Final = {"PT0S", "PT0M", "P0D"}
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GEO: Final = re.compile(r"[+-]?\d+(\.\d+)?;[+-]?\d+(\.\d+)?\Z")
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Problem(NamedTuple):
    """One thing that is wrong."""

    level: str  #: E or W
    line: int  #: 0: of the file as a whole
    code: str
    text: str


class Property(NamedTuple):
    """One content line, unfolded."""

    line: int
    name: str
    params: tuple[tuple[str, tuple[str, ...]], ...]
    value: str

    @property
    def kind(self) -> str:
        """Its VALUE, in capitals; empty where it has none."""
        return dict(self.params).get("VALUE", ("",))[0].upper()


@attrs.define(eq=False)
class Component:
    """What stands between BEGIN and END."""

    name: str
    line: int
    properties: list[Property] = attrs.field(factory=list)
    parts: list[Component] = attrs.field(factory=list)

    def all(self, name: str) -> list[Property]:
        """Every property of this name."""
        return [one for one in self.properties if one.name == name]

    def first(self, name: str) -> Property | None:
        """The first one of this name."""
        return next(iter(self.all(name)), None)

    def value(self, name: str) -> str:
        """Its value; empty where there is none."""
        found = self.first(name)
        return found.value if found else ""


def lint_ics(data: bytes) -> list[Problem]:
    """Everything that is wrong with a file, in the order in which it is found."""
    found: list[Problem] = []
    roots = _components(_logical(data, found), found)
    if not roots:
        found.append(Problem("E", 0, "empty", "no component at all"))
    for root in roots:
        found += _calendar(root)
    return found


def _logical(data: bytes, found: list[Problem]) -> list[tuple[int, bytes]]:
    """The content lines, unfolded; what is wrong with physical ones is added to `found`."""

    def whole(code: str, text: str) -> None:
        found.append(Problem("E", 0, code, text))

    if data.startswith(b"\xef\xbb\xbf"):
        whole("bom", "a byte order mark: some parsers then find no BEGIN")
        data = data[3:]
    if re.search(rb"(?<!\r)\n", data):
        whole("bare-lf", "a line ends in LF alone (RFC 5545 3.1)")
    if re.search(rb"\r(?!\n)", data):
        whole("bare-cr", "a CR without its LF")
    if not data.endswith(b"\n"):
        whole("no-final-crlf", "the last line does not end")
    logical: list[tuple[int, bytes]] = []
    lines = re.split(rb"\r\n|\n|\r", data)
    if not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, start=1):
        found += _physical(number, line)
        if line[:1] in {b" ", b"\t"} and logical:
            logical[-1] = (logical[-1][0], logical[-1][1] + line[1:])
        elif line:
            logical.append((number, line))
    return logical


def _physical(number: int, line: bytes) -> Iterator[Problem]:
    if len(line) > 75:
        yield Problem("W", number, "line>75", f"{len(line)} octets")
    try:
        line.decode()
    except UnicodeDecodeError:
        yield Problem("E", number, "utf8-line", "not UTF-8 by itself: folded within a character?")
    if _CONTROL.search(line):
        yield Problem("E", number, "control-char", "a control character")
    if not line:
        yield Problem("E", number, "blank-line", "an empty line")


def _components(lines: list[tuple[int, bytes]], found: list[Problem]) -> list[Component]:
    roots: list[Component] = []
    stack: list[Component] = []
    for number, line in lines:
        try:
            one = _property(number, line.decode(errors="replace"))
        except ValueError as error:
            found.append(Problem("E", number, "syntax", f"{error}: {line[:60]!r}"))
            continue
        if one.name == "BEGIN":
            made = Component(one.value.upper(), number)
            (stack[-1].parts if stack else roots).append(made)
            stack.append(made)
        elif one.name == "END":
            if not stack or stack[-1].name != one.value.upper():
                found.append(Problem("E", number, "nesting", f"END:{one.value} ends nothing"))
            else:
                stack.pop()
        else:
            if one.name not in _KNOWN and not one.name.startswith("X-"):
                found.append(Problem("E", number, "unknown-prop", f"{one.name} is no property"))
            if stack:
                stack[-1].properties.append(one)
            else:
                found.append(Problem("E", number, "orphan", f"{one.name} outside any component"))
    if stack:
        found.append(Problem("E", 0, "nesting", f"{stack[-1].name} does not end"))
    return roots


_NAME: Final = re.compile(r"[A-Za-z0-9-]+")
_PARAM: Final = re.compile(r";([A-Za-z0-9-]+)=")
_PARAM_VALUE: Final = re.compile(r'"([^"]*)"|([^;:,"]*)')


def _property(number: int, line: str) -> Property:
    """A content line; :class:`ValueError` where it is none."""
    name = _NAME.match(line)
    if name is None:
        raise ValueError("no name")
    at = name.end()
    params = []
    while line[at : at + 1] == ";":
        param = _PARAM.match(line, at)
        if param is None:
            raise ValueError("a broken parameter")
        values: list[str] = []
        at = param.end() - 1
        while not values or line[at : at + 1] == ",":
            value = _PARAM_VALUE.match(line, at + 1)
            assert value is not None
            values.append(value[1] if value[1] is not None else value[2])
            at = value.end()
        params.append((param[1].upper(), tuple(values)))
    if line[at : at + 1] != ":":
        raise ValueError("no colon after the name and the parameters")
    return Property(number, name[0].upper(), tuple(params), line[at + 1 :])


# What is in it. ----------------------------------------------------------------------------


def _calendar(root: Component) -> Iterator[Problem]:
    if root.name != "VCALENDAR":
        yield Problem("E", root.line, "root", f"the root is {root.name}")
    for needed in ("PRODID", "VERSION"):
        if not root.all(needed):
            yield Problem("E", root.line, f"missing-{needed}", f"VCALENDAR without {needed}")
    if not root.parts:
        yield Problem("E", root.line, "no-components", "VCALENDAR with nothing in it")
    method = root.value("METHOD").upper()
    zones = {one.value("TZID") for one in root.parts if one.name == "VTIMEZONE"}
    uids: Counter[tuple[str, str, str]] = Counter()
    waiting = [root]
    while waiting:
        part = waiting.pop()
        waiting += part.parts
        for one in part.properties:
            yield from _params(one, zones)
            yield from _text(one)
            yield from _form(one)
        for name in _ONCE.get(part.name, ()):
            if len(part.all(name)) > 1:
                yield Problem("E", part.line, "repeated", f"{part.name} has {name} twice")
        if part.name in _STATUSES:
            uids[part.name, part.value("UID"), part.value("RECURRENCE-ID")] += 1
            yield from _item(part, method)
        elif part.name == "VALARM":
            yield from _alarm(part)
    for (kind, uid, _), number in uids.items():
        if number > 1:
            yield Problem("E", 0, "dup-uid", f"{number} {kind} have the UID {uid}")


def _params(one: Property, zones: set[str]) -> Iterator[Problem]:
    for name, values in one.params:
        if len(values) > 1 and name not in _MANY_VALUES and not name.startswith("X-"):
            yield Problem("E", one.line, "param-list", f"{name} has a comma outside quotes")
        if name == "TZID" and values[0] not in zones:
            yield Problem("E", one.line, "tzid-undefined", f"no VTIMEZONE {values[0]}")
        if name == "RELTYPE" and one.name == "RELATED-TO":
            kind = values[0].upper()
            if kind not in _RELATIONS and not kind.startswith("X-"):
                yield Problem("W", one.line, "reltype", f"RELTYPE={kind} is not registered")
    if one.name in _VALUE_NEEDED and not one.kind:
        yield Problem("E", one.line, "value-param", f"{one.name} without VALUE")
    if one.name == "SOURCE" and not one.kind:
        yield Problem("W", one.line, "value-param", "SOURCE without VALUE=URI")
    if one.name == "LINK" and "LINKREL" not in dict(one.params):
        yield Problem("E", one.line, "linkrel", "LINK without LINKREL (RFC 9253)")


def _text(one: Property) -> Iterator[Problem]:
    """Whether a TEXT is escaped as RFC 5545 3.3.11 has it."""
    is_text = one.name in _TEXTS or one.name in _LISTS
    if one.kind == "TEXT" or (is_text and one.kind in {"", "UID"}):
        rest = re.sub(r"\\[\\;,nN]", "", one.value)
        if "\\" in rest:
            yield Problem("E", one.line, "bad-escape", f"{one.name} has a lone backslash")
        rest = re.sub(r"\\.", "", one.value)
        if ";" in rest or ("," in rest and one.name not in _LISTS):
            yield Problem("E", one.line, "unescaped", f"{one.name} has a bare comma or semicolon")
    if one.name in _LISTS and not one.value:
        yield Problem("W", one.line, "empty-list", f"{one.name} is there, and empty")
    if one.name in {"SUMMARY", "LOCATION"} and len(one.value) > 255:
        yield Problem("W", one.line, "outlook-255", f"Outlook cuts {one.name} at 255 characters")


def _form(one: Property) -> Iterator[Problem]:
    """Whether a value has the form of its type."""
    value = one.value
    match one.name:
        case "REFRESH-INTERVAL" | "X-PUBLISHED-TTL" | "DURATION" if not _LENGTH.match(value):
            yield Problem("E", one.line, "duration", f"{value!r} is no duration")
        case "GEO" if not _GEO.match(value):
            yield Problem("E", one.line, "geo", f"{value!r} is no place")
        case "URL" | "SOURCE" if not _URI.match(value):
            yield Problem("E", one.line, "uri", f"{value!r} is no absolute URI")
        case name if name in _MOMENTS and not re.fullmatch(r"\d{8}T\d{6}Z", value):
            yield Problem("E", one.line, "utc", f"{name} is no moment in UTC: {value!r}")


def _item(part: Component, method: str) -> Iterator[Problem]:
    """An event, a task or a note."""
    for needed in ("UID", "DTSTAMP"):
        if not part.all(needed):
            yield Problem("E", part.line, f"missing-{needed}", f"{part.name} without {needed}")
    status, sequence = part.first("STATUS"), part.first("SEQUENCE")
    if status and status.value not in _STATUSES[part.name]:
        yield Problem("E", status.line, "status", f"STATUS:{status.value} in {part.name}")
    if sequence and not re.fullmatch(r"\d+", sequence.value):
        yield Problem("E", sequence.line, "sequence", f"SEQUENCE:{sequence.value}")
    if method == "PUBLISH" and part.all("ATTENDEE"):
        yield Problem("E", part.line, "publish-attendee", "ATTENDEE in METHOD:PUBLISH (RFC 5546)")
    if method == "PUBLISH" and not part.all("ORGANIZER"):
        yield Problem("W", part.line, "publish-organizer", "METHOD:PUBLISH without ORGANIZER")
    if part.name == "VTODO":
        yield Problem("W", part.line, "vtodo", "Outlook and Google show no VTODO")
    yield from _days(part, method)
    alarms = [one for one in part.parts if one.name == "VALARM"]
    if len(alarms) > 1:
        yield Problem("W", part.line, "multi-alarm", "Outlook keeps one reminder")
    start = part.first("DTSTART")
    for alarm in alarms if start and start.kind == "DATE" else ():
        trigger = alarm.value("TRIGGER")
        if _LENGTH.match(trigger) and not trigger.startswith("-") and trigger not in _NOW:
            yield Problem("W", alarm.line, "alarm-positive", "Outlook takes it for one before")


def _days(part: Component, method: str) -> Iterator[Problem]:
    end_name = _ENDS.get(part.name, "DTEND")
    ends: list[tuple[Property, date]] = []
    for name, code in (("DTSTART", "dtstart"), (end_name, "dtend")):
        found = part.first(name)
        if found is not None:
            try:
                ends.append((found, _moment(found)))
            except ValueError as error:
                yield Problem("E", found.line, code, str(error))
    if part.name == "VEVENT" and not method and not part.all("DTSTART"):
        yield Problem("E", part.line, "missing-DTSTART", "VEVENT without DTSTART")
    if len(ends) == 2:
        (start, first), (end, last) = ends
        if (start.kind == "DATE") != (end.kind == "DATE"):
            yield Problem("E", end.line, "type-mix", "one end is a day, the other a moment")
        elif last.timetuple() <= first.timetuple():
            yield Problem(
                "E", end.line, "end<=start", f"{end_name} is not after DTSTART: it is exclusive"
            )
    if part.all(end_name) and part.all("DURATION"):
        yield Problem("E", part.line, "end+duration", f"{end_name} beside DURATION")
    is_day = bool(ends) and ends[0][0].name == "DTSTART" and ends[0][0].kind == "DATE"
    if part.name == "VEVENT" and is_day and part.value("TRANSP") != "TRANSPARENT":
        yield Problem("W", part.line, "allday-opaque", "it makes people busy for the whole day")


def _moment(one: Property) -> date:
    """A day or a moment; :class:`ValueError` where it is neither."""
    if one.kind == "DATE":
        if not re.fullmatch(r"\d{8}", one.value):
            raise ValueError(f"VALUE=DATE, and {one.value!r}")
        return datetime.strptime(f"{one.value}+0000", "%Y%m%d%z").date()
    if not re.fullmatch(r"\d{8}T\d{6}Z?", one.value):
        raise ValueError(f"{one.value!r} is no moment; a day needs VALUE=DATE")
    return datetime.strptime(f"{one.value.rstrip('Z')}+0000", "%Y%m%dT%H%M%S%z")


def _alarm(part: Component) -> Iterator[Problem]:
    for needed in ("ACTION", "TRIGGER"):
        if not part.all(needed):
            yield Problem("E", part.line, f"missing-{needed}", f"VALARM without {needed}")
    if part.value("ACTION").upper() == "DISPLAY" and not part.all("DESCRIPTION"):
        yield Problem("E", part.line, "missing-DESCRIPTION", "DISPLAY without DESCRIPTION")
    trigger = part.first("TRIGGER")
    if trigger and trigger.kind in {"", "DURATION"} and not _LENGTH.match(trigger.value):
        yield Problem("E", trigger.line, "trigger", f"{trigger.value} without VALUE=DATE-TIME")
    if bool(part.all("DURATION")) != bool(part.all("REPEAT")):
        yield Problem("E", part.line, "repeat", "DURATION and REPEAT come together")
