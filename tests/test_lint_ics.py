"""The check that every calendar file of these tests goes through catches what it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import pytest


class Found(NamedTuple):
    """What the check says of one thing."""

    level: str
    line: int
    code: str
    text: str


Lint = Callable[[bytes], list[Found]]

CLEAN: Final = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
REFRESH-INTERVAL;VALUE=DURATION:PT12H
BEGIN:VEVENT
UID:a
DTSTAMP:20210917T000000Z
DTSTART;VALUE=DATE:20211220
DTEND;VALUE=DATE:20211221
SEQUENCE:0
SUMMARY:One\\, two\\; three
STATUS:CONFIRMED
TRANSP:TRANSPARENT
CATEGORIES:A,B
RELATED-TO;RELTYPE=DEPENDS-ON:b
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:One
TRIGGER:-P6DT15H
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def file(text: str) -> bytes:
    """A file with the line ends that it has to have."""
    return text.replace("\n", "\r\n").encode()


def test_a_clean_file_is_clean(lint_ics: Lint) -> None:
    assert lint_ics(file(CLEAN)) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("VERSION:2.0\n", "", "missing-VERSION"),
        ("PRODID:-//x//EN\n", "", "missing-PRODID"),
        (";VALUE=DURATION:PT12H", ":PT12H", "value-param"),
        ("PT12H", "12 hours", "duration"),
        ("UID:a\n", "", "missing-UID"),
        ("DTSTAMP:20210917T000000Z\n", "", "missing-DTSTAMP"),
        ("20210917T000000Z", "20210917T000000", "utc"),
        ("DTSTART;VALUE=DATE:20211220\n", "", "missing-DTSTART"),
        ("DTSTART;VALUE=DATE:20211220", "DTSTART:20211220", "dtstart"),
        ("DTSTART;VALUE=DATE:20211220", "DTSTART:20211220T090000Z", "type-mix"),
        ("DTSTART;VALUE=DATE:20211220", "DTSTART;TZID=Here:20211220T090000", "tzid-undefined"),
        ("20211221", "20211220", "end<=start"),
        ("20211221", "20211321", "dtend"),
        ("SEQUENCE:0", "SEQUENCE:-1", "sequence"),
        ("SEQUENCE:0", "DURATION:P1D", "end+duration"),
        ("One\\, two", "One, two", "unescaped"),
        ("One\\, two", "One\\x two", "bad-escape"),
        ("One\\, two", "x" * 256, "outlook-255"),
        ("SUMMARY:", "DESCRIPTION:" + "x" * 80 + "\nSUMMARY:", "line>75"),
        ("STATUS:CONFIRMED", "STATUS:cancelled", "status"),
        ("TRANSP:TRANSPARENT\n", "", "allday-opaque"),
        ("STATUS:CONFIRMED\n", "STATUS:CONFIRMED\nSTATUS:CONFIRMED\n", "repeated"),
        ("CATEGORIES:A,B", "CATEGORIES:", "empty-list"),
        ("DEPENDS-ON", "WAITS-FOR", "reltype"),
        ("ACTION:DISPLAY\n", "", "missing-ACTION"),
        ("DESCRIPTION:One\n", "", "missing-DESCRIPTION"),
        ("-P6DT15H", "20211220T090000Z", "trigger"),
        ("-P6DT15H", "P6D", "alarm-positive"),
        ("TRIGGER:-P6DT15H\n", "TRIGGER:-P6DT15H\nREPEAT:2\n", "repeat"),
        ("END:VALARM\n", "", "nesting"),
        ("VERSION:2.0\n", "VERSION:2.0\nMETHOD:PUBLISH\n", "publish-organizer"),
        ("STATUS:CONFIRMED\n", "STATUS:CONFIRMED\nURL:council\n", "uri"),
        ("STATUS:CONFIRMED\n", "STATUS:CONFIRMED\nGEO:51.0;-1e-07\n", "geo"),
        ("STATUS:CONFIRMED\n", "STATUS:CONFIRMED\nNOTES:x\n", "unknown-prop"),
        ("STATUS:CONFIRMED\n", "STATUS:CONFIRMED\nbroken\n", "syntax"),
        ("STATUS:CONFIRMED\n", "STATUS:CONFIRMED\nLINK;VALUE=URI:https://x.example\n", "linkrel"),
        ("STATUS:CONFIRMED\n", "STATUS:CONFIRMED\nATTENDEE;CN=a,b:mailto:a\n", "param-list"),
        ("BEGIN:VCALENDAR\n", "UID:x\nBEGIN:VCALENDAR\n", "orphan"),
        ("STATUS:CONFIRMED\n", "STATUS:CONFIRMED\n\n", "blank-line"),
        ("One\\, two", "One\x0b two", "control-char"),
        ("VEVENT", "VTODO", "vtodo"),
        ("VCALENDAR", "VFOLDER", "root"),
        (CLEAN, "", "empty"),
        (CLEAN, "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no-components"),
        ("END:VCALENDAR", CLEAN[CLEAN.index("BEGIN:VEVENT") :].rstrip(), "dup-uid"),
    ],
)  # fmt: skip
def test_every_fault_has_its_name(lint_ics: Lint, old: str, new: str, code: str) -> None:
    assert old in CLEAN
    assert code in {found.code for found in lint_ics(file(CLEAN.replace(old, new)))}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xef\xbb\xbf" + file(CLEAN), "bom"),
        (CLEAN.encode(), "bare-lf"),
        (file(CLEAN).replace(b"\r\n", b"\r"), "bare-cr"),
        (file(CLEAN).removesuffix(b"\r\n"), "no-final-crlf"),
        (file(CLEAN).replace(b"One\\, two", b"\xc3\r\n \xa9"), "utf8-line"),
        (file(CLEAN).replace(b"END:VEVENT", b"BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT"), "multi-alarm"),
    ],
)  # fmt: skip
def test_every_fault_of_the_bytes_has_its_name(lint_ics: Lint, data: bytes, code: str) -> None:
    assert code in {found.code for found in lint_ics(data)}


def test_folded_lines_are_read_as_one(lint_ics: Lint) -> None:
    folded = file(CLEAN).replace(b"One\\, two", b"One\\\r\n , t\r\n wo")
    assert lint_ics(folded) == []
