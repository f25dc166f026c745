"""What does a report look like as a page that people open in a browser and print?"""

from __future__ import annotations

from typing import Any, Final

from earlyhelp.outputs.pages import FOOT, HEAD, rendered
from earlyhelp.outputs.reports.pieces import Paragraph, Report, Table, plain

#: Figures stand under each other and are never broken; a table that has no room scrolls alone.
_STYLE: Final = """
.amounts td, .amounts th[scope=col]:not(:first-child) { text-align: right; white-space: nowrap; }
.amounts th[scope=col]:not(:first-child) { white-space: normal; }
.scrolls { overflow-x: auto; }
.scrolls:focus { outline: 3px solid #0b0c0c; }
@media print { .scrolls { overflow: visible; } }
.amounts { font-size: 0.9em; margin-bottom: 1.5rem; }
"""
_REPORT: Final = f"""\
{HEAD}\
{{% for line in page.lines %}}
<p>{{{{ line }}}}</p>
{{% endfor %}}
{{% for section in page.sections %}}
<h2>{{{{ section.heading }}}}</h2>
{{% for piece in section.pieces %}}
{{% if piece.is_table %}}
<div class="scrolls" role="group" aria-label="{{{{ piece.caption }}}}" tabindex="0">
<table{{% if piece.has_amounts %}} class="amounts"{{% endif %}}>
<caption>{{{{ piece.caption }}}}</caption>
<thead><tr>{{% for heading in piece.headings %}}<th scope="col">{{{{ heading }}}}</th>\
{{% endfor %}}</tr></thead>
<tbody>
{{% for row in piece.rows %}}
<tr><th scope="row">{{{{ row[0] }}}}</th>{{% for cell in row[1:] %}}<td>{{{{ cell }}}}</td>\
{{% endfor %}}</tr>
{{% endfor %}}
</tbody>
</table>
</div>
{{% else %}}
<p>{{{{ piece.text }}}}</p>
{{% if piece.points %}}
<ol type="a">
{{% for point in piece.points %}}
<li>{{{{ point }}}}</li>
{{% endfor %}}
</ol>
{{% endif %}}
{{% endif %}}
{{% endfor %}}
{{% endfor %}}
{FOOT}"""


def document(report: Report) -> str:
    """The whole page, ending without a line break."""
    page = {
        "title": plain(report.title),
        "is_public": False,
        "lines": [plain(said) for said in (report.organisation, report.when) if said],
        "sections": [
            {
                "heading": plain(report.heading(number, section)),
                "pieces": [
                    _table(piece) if isinstance(piece, Table) else _paragraph(label, piece)
                    for label, piece in report.numbered(number, section)
                ],
            }
            for number, section in enumerate(report.sections, start=1)
        ],
    }
    return rendered({"report": _REPORT}, "report", {"page": page}, style=_STYLE).rstrip("\n")


def _paragraph(label: str, piece: Paragraph) -> dict[str, Any]:
    points = [plain(point) for point in piece.points]
    return {"text": f"{label} {plain(piece.text)}".lstrip(), "points": points, "is_table": False}


def _table(table: Table) -> dict[str, Any]:
    return {
        "is_table": True,
        "caption": plain(table.caption),
        "headings": [plain(heading) for heading in table.headings],
        "rows": [[plain(text) for text in row] for row in table.rows],
        "has_amounts": table.has_amounts,
    }
