"""What else can be wrong with what `eh` is given, and is it said in words that help?

Inputs that no list asked for: a case is what lies in the folder, what is typed, and the exit
code and the words that must come of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from tests.scorecard.commands import CASES, PLAN, PROPERTIES

if TYPE_CHECKING:
    from tests.conftest import Answer

HEAD: Final = "format: 1\nid: a\ntitle: A\nnation: england\nas_at: 2021-09-17\n"
ONE: Final = HEAD + "milestones: {a: {on: 2021-10-12}}\n"
REGISTER: Final = HEAD + "properties: p.csv\n"
CHECK: Final = ("plan", "check")
MSPDI: Final = ("import", "mspdi", "m.xml", "--nation", "england")

_DEEP: Final = "BEGIN:VEVENT\r\n" * 28 + "END:VEVENT\r\n" * 28
NESTED: Final = f"BEGIN:VCALENDAR\r\n{_DEEP}{_DEEP}END:VCALENDAR\r\n"
REPEATED: Final = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20210901\r\nBEGIN:VALARM\r\n"
    "TRIGGER:-P1D\r\nREPEAT:2000000000\r\nDURATION:PT1S\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


class Case(NamedTuple):
    """One bad input."""

    name: str
    files: Mapping[str, str | bytes]
    typed: tuple[str, ...]
    code: int
    says: str


def register(text: str | bytes) -> dict[str, str | bytes]:
    """A plan with this register of properties."""
    return {"plan.yaml": REGISTER, "p.csv": text}


def workbook(data: bytes) -> dict[str, str | bytes]:
    """A plan with this workbook as a register."""
    return {"plan.yaml": HEAD + "properties: p.xlsx\n", "p.xlsx": data}


def letters(template: str | bytes) -> dict[str, str | bytes]:
    """A plan with a template of its own."""
    plan = {"plan.yaml": PLAN, "properties.csv": PROPERTIES, "cases.csv": CASES}
    return {**plan, "templates/notice.txt.j2": template}


def project(tasks: str) -> dict[str, str | bytes]:
    """A project of these tasks."""
    begins = '<Project xmlns="http://schemas.microsoft.com/project"><Title>x</Title><Tasks>'
    return {"m.xml": f"{begins}{tasks}</Tasks></Project>"}


def zipped(parts: Mapping[str, str]) -> bytes:
    """A zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return made.getvalue()


CASES_OF: Final = (
    # the plan
    Case("a list of milestones", {"plan.yaml": HEAD + "milestones: []\n"}, CHECK, 2, "takes keys and values"),
    Case("an id of 10,000 letters", {"plan.yaml": HEAD + f"milestones: {{{'a' * 10_000}: {{}}}}\n"}, CHECK, 2, 'a…" is not an id'),
    Case("a letter that only looks Latin", {"plan.yaml": HEAD + "milestones: {l\u0430unch: {on: 2021-10-12}}\n"}, CHECK, 2, "is not an id"),
    Case("a link with such a letter", {"plan.yaml": HEAD + "milestones: {launch: {}, b: {after: l\u0430unch}}\n"}, CHECK, 2, 'did you mean "launch"?'),
    Case("a byte order mark in an id", {"plan.yaml": HEAD + "milestones: {a\ufeffb: {}}\n"}, CHECK, 2, "is not an id"),
    Case("a title of nothing", {"plan.yaml": HEAD.replace("title: A", 'title: ""')}, CHECK, 2, "does not say its title"),
    Case("a length whose ends are swapped", {"plan.yaml": HEAD + "stages: {s: {lasts: between 6 and 4 weeks}}\n"}, CHECK, 2, "the longer one comes second"),
    Case("a closure that runs back", {"plan.yaml": HEAD + "closures: [2021-12-31 to 2021-12-29]\n"}, CHECK, 2, "ends before it begins"),
    Case("a step that waits for itself", {"plan.yaml": HEAD + "workflows: {w: {steps: {a: {after: a}}}}\nproperties: [{id: elm}]\n"}, CHECK, 1, "elm.a → elm.a"),
    Case("a workflow for a column that is none", {"plan.yaml": HEAD + "workflows: {w: {for: property.colour is red, steps: {a: {}}}}\n"}, CHECK, 2, 'no column "colour"'),
    Case("a limit of none", {"plan.yaml": HEAD + "workflows: {w: {steps: {a: {}}, limits: [no more than 0 a a week]}}\n"}, CHECK, 2, "is not a limit"),
    Case("a workflow from a path", {"plan.yaml": HEAD + "workflows: {w: {from: ../../etc/passwd}}\n"}, CHECK, 2, "is not a workflow that comes with earlyhelp"),
    Case("a baseline from a path", {"plan.yaml": HEAD + "settings: {baseline: ../../etc/passwd}\n"}, CHECK, 2, "there is no baseline"),
    Case("a plan called like a path", {"plan.yaml": HEAD.replace("id: a", "id: ../../etc")}, CHECK, 2, "is not an id"),
    Case("a format of the future", {"plan.yaml": HEAD.replace("format: 1", "format: 2")}, CHECK, 2, "write 1"),
    Case("a nation with a capital", {"plan.yaml": HEAD.replace("england", "England")}, CHECK, 2, 'did you mean "england"?'),
    # registers
    Case("a quotation mark that is never closed", register('id,name\nelm,"Elm\n'), CHECK, 2, "a quotation mark is opened here or further down, and never closed"),
    Case("cells separated by semicolons", register("id;name\nelm;Elm\n"), CHECK, 2, "separated by semicolons: save it again with commas"),
    Case("cells separated by tabs", register("id\tname\nelm\tElm\n"), CHECK, 2, "separated by tabs"),
    Case("a register in UTF-16", register("id,name\nelm,Elm\n".encode("utf-16")), CHECK, 2, "byte 0xFF is not UTF-8"),
    Case("NUL in an id of a register", register(b"id,name\nel\0m,Elm\n"), ("property", "list"), 2, "p.csv:2:1"),
    Case("a row called like a path", register("id,name\n../x,Elm\n"), CHECK, 2, "p.csv:2:1"),
    Case("a cost in scientific notation", {"plan.yaml": HEAD + "budget: b.csv\n", "b.csv": "id,title,original\ny,Y,1e9\n"}, CHECK, 2, "is not an amount in pounds"),
    Case("a child's name for a token", {"plan.yaml": HEAD + "cases: [{ref: Jane Doe}]\n"}, CHECK, 2, "this is not a token"),
    # the journal
    Case("a journal that is no text", {"plan.yaml": HEAD, "journal.csv": bytes(range(256)) * 4}, CHECK, 0, "EH705"),
    Case("a journal with a day that is none", {"plan.yaml": ONE, "journal.csv": "recorded_at,by,action,subject,day,was,reason,evidence\n2021-09-14T10:02:11+00:00,o,done,a,2021-02-30,,,\n"}, CHECK, 0, "journal.csv:2:1"),
    # workbooks
    Case("an old workbook, or one with a password", workbook(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)), CHECK, 2, "it is an old .xls, or has a password"),
    Case("a workbook that is a text", workbook(b"id,name\nelm,Elm\n"), CHECK, 2, "it is no workbook that can be read\n"),
    Case("a zip that is no workbook", workbook(zipped({"a": "b"})), CHECK, 2, "it is no workbook that can be read\n"),
    Case("days from a sheet that is no text", {"plan.yaml": ONE, "x.csv": bytes(range(256))}, ("import", "csv", "x.csv"), 2, "is not UTF-8"),
    # projects
    Case("two tasks with one number", project("<Task><UID>1</UID><Name>a</Name></Task>" * 2), MSPDI, 2, "is that of the task at line 1 already"),
    Case("a task of 10,000 years", project("<Task><UID>1</UID><Name>a</Name><Start>0001-01-01T08:00:00</Start><Finish>9999-12-31T17:00:00</Finish></Task>"), MSPDI, 2, "<Start> has '0001-01-01T08:00:00'"),
    Case("a project in JSON", {"m.xml": '{"Project": 1}'}, MSPDI, 2, "m.xml is no project of a form that is read"),
    # templates
    Case("a template that includes itself", letters("{% include 'notice.txt.j2' %}"), ("notice", "draft", "-o", "n"), 2, "it goes round and round"),
    Case("a template in Latin-1", letters("é".encode("latin-1")), ("notice", "draft", "-o", "n"), 2, "the file is not in UTF-8"),
    # calendars
    Case("a calendar without a line of one", {"plan.yaml": ONE, "a.ics": bytes(range(256)) * 9}, ("calendar", "compare", "a.ics"), 2, "the file is no calendar"),
    Case("10,000 events that never end", {"plan.yaml": ONE, "a.ics": "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 10_000}, ("calendar", "compare", "a.ics"), 0, "0 milestones of the plan"),
    Case("events within events, twice the same (GHSA-cv84-9p8j-fj68)", {"plan.yaml": ONE, "a.ics": NESTED}, ("calendar", "compare", "a.ics"), 0, "0 milestones of the plan"),
    Case("a reminder two thousand million times over (GHSA-qjcq-q7h7-r74v)", {"plan.yaml": ONE, "a.ics": REPEATED}, ("calendar", "compare", "a.ics"), 0, "0 milestones of the plan"),
    Case("an event every second", {"plan.yaml": ONE, "a.ics": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20210901\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"}, ("calendar", "compare", "a.ics"), 0, "left alone"),
    # options
    Case("an as-at day of nothing", {"plan.yaml": ONE}, (*CHECK, "--as-at", ""), 2, "write it as YYYY-MM-DD"),
    Case("an answer into a folder", {"plan.yaml": ONE, "d/x": ""}, (*CHECK, "-o", "d"), 3, "d is not a regular file"),
    Case("more days than there are", {"plan.yaml": ONE}, ("status", "--within", "9" * 30), 2, "is not in the range"),
    Case("a slip of nothing", {"plan.yaml": ONE}, ("plan", "whatif", "--slip", "a="), 2, "is not NAME=VALUE"),
    Case("a slip beyond the calendar", {"plan.yaml": ONE}, ("plan", "whatif", "--slip", "a=9999w"), 2, "outside the calendar"),
    Case("a plan copied into itself", {"plan.yaml": ONE}, ("plan", "shift", ".", "--start", "2026-10-12", "-o", "."), 2, "nothing was written"),
    Case("a move to some week", {"plan.yaml": ONE}, ("milestone", "move", "a", "next week"), 2, "is not a day"),
    Case("a baseline called like a path", {"plan.yaml": ONE}, ("baseline", "set", "../x"), 2, "cannot be the name of a baseline"),
    Case("a code of 100,000 letters", {"plan.yaml": ONE}, ("explain", "E" * 100_000), 2, "there is no finding"),
    Case("a milestone of 100,000 letters", {"plan.yaml": ONE}, ("plan", "why", "a" * 100_000), 2, "there is no milestone"),
    Case("a partner of 100,000 letters", {"plan.yaml": ONE}, ("partner", "show", "a" * 100_000), 2, "there is no partner"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES_OF, ids=lambda case: case.name)
def test_what_is_wrong_is_said_and_nothing_is_written(
    eh: Callable[..., Answer], tmp_path: Path, case: Case
) -> None:
    for name, held in case.files.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(held if isinstance(held, bytes) else held.encode())
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    answer = eh(*case.typed)
    said = answer.out + answer.err
    assert answer.code == case.code, said
    assert case.says in said
    assert "Traceback" not in said
    assert "Doe" not in said
    assert max(map(len, said.splitlines())) < 1_000
    after = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert after == before
