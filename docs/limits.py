"""Writes the page of the limits from where each of them is kept: ``python docs/limits.py``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parent / "explanation" / "limits.md"


class Limit(NamedTuple):
    """What is limited, where that is kept, in what it is counted, and what comes of more."""

    what: str
    where: str  #: ``module:NAME``, the module without ``earlyhelp.``
    unit: str
    then: str = "refused"

    @property
    def value(self) -> int:
        """The limit itself."""
        module, _, name = self.where.partition(":")
        return int(getattr(import_module(f"earlyhelp.{module}"), name))


TABLES = {
    "The plan and what lies beside it": (
        Limit(
            "`plan.yaml`, a register, the journal, a baseline, an export of cases, a sheet or a "
            "project that is imported",
            "files.regular:LARGEST_FILE",
            "bytes",
        ),
        Limit("a line of `plan.yaml`", "files.load:LONGEST_LINE", "characters"),
        Limit("lists and mappings in each other in `plan.yaml`", "files.events:DEEPEST", "deep"),
        Limit("an id", "files.fields:LONGEST_ID", "characters"),
        Limit("a lag", "dates.lags:LONGEST", "of its unit"),
        Limit(
            "milestones, with those that workflows make of the rows of registers",
            "model.sizes:MOST_MILESTONES",
            "milestones",
        ),
        Limit("links, with those that workflows make", "model.sizes:MOST_LINKS", "links"),
        Limit(
            "problems of the files that are said in one run",
            "files.found:MOST_PROBLEMS",
            "problems",
            "said, and the rest is not read",
        ),
    ),
    "Registers and other tables": (
        Limit("rows, without empty ones", "files.registers.tables:MOST_ROWS", "rows"),
        Limit("columns", "files.registers.tables:MOST_COLUMNS", "columns"),
        Limit("a cell of a CSV file", "files.registers.tables:LONGEST_CELL", "characters"),
        Limit("sheets of a workbook", "files.registers.workbook_cells:MOST_SHEETS", "sheets"),
        Limit("the last row of a sheet", "files.registers.workbook_cells:LAST_ROW", "rows"),
        Limit(
            "the last column of a sheet", "files.registers.workbook_cells:LAST_COLUMN", "columns"
        ),
        Limit("a workbook, unpacked", "files.registers.zipped:LARGEST_UNPACKED", "bytes"),
        Limit("parts of a workbook", "files.registers.zipped:MOST_PARTS", "parts"),
    ),
    "Projects and calendars of other programs": (
        Limit("elements of a project", "files.projects.xml_tree:MOST_ELEMENTS", "elements"),
        Limit("elements in elements", "files.projects.xml_tree:DEEPEST", "deep"),
        Limit("a text of a project", "files.projects.xml_tree:LONGEST_TEXT", "characters"),
        Limit(
            "what Java may take to read a project", "files.projects.mpxj:MOST_SECONDS", "seconds"
        ),
        Limit("memory for it", "files.projects.mpxj:MOST_MEGABYTES", "MB"),
        Limit("a calendar", "files.calendars.ical:LARGEST_FILE", "bytes"),
        Limit("events of a calendar", "files.calendars.ical:MOST_EVENTS", "events"),
        Limit(
            "a title or a place of an event",
            "files.calendars.texts:LONGEST_TEXT",
            "characters",
            "cut",
        ),
        Limit(
            "a description of an event",
            "files.calendars.texts:LONGEST_DESCRIPTION",
            "characters",
            "cut",
        ),
        Limit(
            "an answer of a calendar server, unpacked",
            "files.calendars.server:LARGEST_ANSWER",
            "bytes",
            "refused, exit code 3",
        ),
    ),
    "Letters": (
        Limit("a template", "files.templates:_LARGEST", "bytes"),
        Limit("a text that a template joins", "outputs.notices.sandbox:LONGEST_TEXT", "characters"),
        Limit("rounds of its loops", "outputs.notices.sandbox:MOST_ROUNDS", "rounds"),
        Limit("a letter", "outputs.notices.templates:LONGEST", "characters"),
    ),
    "What is shown": (
        Limit(
            "a text of a plan in a table or a message",
            "outputs.text:LONGEST_TEXT",
            "characters",
            "cut in text, whole in JSON",
        ),
        Limit(
            "a message",
            "outputs.text:LONGEST_MESSAGE",
            "characters",
            "cut in text, whole in JSON",
        ),
        Limit(
            "a cell of a workbook that is written",
            "tracking.sheets:LONGEST",
            "characters",
            "cut",
        ),
    ),
}

HEAD = """\
# How large things may be

Every file can be wrong, or made to do harm. So whatever `eh` reads has a limit, far above any
real programme, and one more than that ends the command at once: exit code 2, nothing written, and
a message with the limit, what was found, and what to do. `python docs/limits.py` writes this page
from the code; tests try the limits with one more.
"""

FOOT = """\
## What has no limit of its own

Titles, notes and reasons are as long as their file allows, and whole in JSON. Findings about a
plan that could be read are all shown. Numbers that are given as options have their range in
`--help`. An amount of a budget is less than £1,000,000,000,000, and days run from 1 January 1970
to 31 December 2099.

## Where a plan may lead

A plan names registers that lie beside it or below, with `/` between folders. What leads out of the
folder, another drive and an address such as `\\\\server\\share` are refused, because a plan that
somebody has sent must not make its reader open what lies elsewhere. A symbolic link in the folder
is followed: who put it there could have put the file there. Templates of letters are the
exception, because all of their text goes out: one that is a link out of its folder is refused.
"""


def page() -> str:
    """The page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield HEAD
    for heading, limits in TABLES.items():
        yield f"## {heading}\n"
        yield "| what | at most | more is |\n|---|---|---|"
        for limit in limits:
            yield f"| {limit.what} | {limit.value:,} {limit.unit} | {limit.then} |"
        yield ""
    yield FOOT.rstrip()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
