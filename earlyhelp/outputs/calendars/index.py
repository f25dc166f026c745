"""Which of the files in a folder of calendars is which property's?

A page and a sheet that say it: for people, and for spreadsheets.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.model.calendars import Calendar
from earlyhelp.outputs import rows
from earlyhelp.outputs.calendars.texts import one_line

PAGE: Final = "index.html"
SHEET: Final = "index.csv"
COLUMNS: Final = ("property", "name", "file", "events", "first", "last")
_STYLE: Final = """
body { font-family: sans-serif; line-height: 1.5; margin: 2rem; color: #0b0c0c; background: #fff }
table { border-collapse: collapse }
caption { text-align: left; font-weight: bold; padding: 0.5rem 0 }
th, td { text-align: left; padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid #505a5f }
a { color: #1d70b8 }
a:focus { outline: 3px solid #0b0c0c; background: #fd0 }
"""
_TEMPLATE: Final = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>{{ style }}</style>
</head>
<body>
<main>
<h1>{{ title }}</h1>
<p>{{ text }}</p>
<table>
<caption>Calendars, one for each property</caption>
<thead>
<tr><th scope="col">Property</th><th scope="col">Calendar</th><th scope="col">Events</th>\
<th scope="col">First day</th><th scope="col">Last day</th></tr>
</thead>
<tbody>
{% for line in lines -%}
<tr><th scope="row">{{ line.name }}</th><td><a href="{{ line.file }}">{{ line.file }}</a></td>\
<td>{{ line.events }}</td><td>{{ line.first }}</td><td>{{ line.last }}</td></tr>
{% endfor -%}
</tbody>
</table>
</main>
</body>
</html>
"""


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
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string(_TEMPLATE).render(
        title=title,
        text=text,
        style=Markup(_STYLE),  # noqa: S704 - our own, and its digest is in the policy
        policy=policy,
        lines=[_for_people(one) for one in filed],
    )


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
        "first": words.day(first) if first else "none",
        "last": words.day(last) if last else "none",
    }
