"""Which of the files in a folder of calendars is which property's?

A page and a sheet that say it: for people, and for spreadsheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.model.calendars import Calendar
from earlyhelp.outputs import rows
from earlyhelp.outputs.calendars.texts import one_line
from earlyhelp.outputs.pages import FOOT, HEAD, rendered

PAGE: Final = "index.html"
SHEET: Final = "index.csv"
COLUMNS: Final = ("property", "name", "file", "events", "first", "last")
_PAGE: Final = f"""\
{HEAD}\
<p>{{{{ text }}}}</p>
<table>
<caption>Calendars, one for each property</caption>
<thead>
<tr><th scope="col">Property</th><th scope="col">Events</th>\
<th scope="col">First day</th><th scope="col">Last day</th></tr>
</thead>
<tbody>
{{% for line in lines %}}
<tr><th scope="row"><a href="{{{{ line.file }}}}">{{{{ line.name }}}}</a></th>\
<td>{{{{ line.events }}}}</td>\
<td>{{{{ line.first }}}}</td><td>{{{{ line.last }}}}</td></tr>
{{% endfor %}}
</tbody>
</table>
{FOOT}"""


@attrs.frozen(kw_only=True)
class Filed:
    """One property's calendar, and the file that it is in."""

    property_id: str
    name: str  #: as the readers of the calendar call the property
    file: str
    calendar: Calendar

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which anything is to happen."""
        live = [event for event in self.calendar.events if not event.is_cancelled]
        if not live:
            return None
        return min(event.first for event in live), max(event.last for event in live)


def page(title: str, text: str, filed: Sequence[Filed]) -> str:
    """The page: everything in it is escaped, and nothing in it is fetched or run."""
    says = {
        "page": {"title": title, "is_public": False},
        "text": text,
        "lines": [_for_people(one) for one in filed],
    }
    return rendered({PAGE: _PAGE}, PAGE, says)


def sheet(filed: Sequence[Filed]) -> str:
    """The same for a spreadsheet: ISO dates, and no cell that begins a formula."""
    lines: list[dict[str, rows.Plain]] = []
    for one in filed:
        first, last = one.days or (None, None)
        lines.append(
            {
                "property": one.property_id,
                "name": one_line(one.name),
                "file": one.file,
                "events": len(one.calendar.events),
                "first": first.isoformat() if first else None,
                "last": last.isoformat() if last else None,
            }
        )
    return rows.as_csv(COLUMNS, lines) + "\n"


def _for_people(one: Filed) -> dict[str, object]:
    first, last = one.days or (None, None)
    return {
        "name": one_line(one.name),
        "file": one.file,
        "events": len(one.calendar.events),
        "first": words.short(first) if first else "none",
        "last": words.short(last) if last else "none",
    }
