"""What lies around the bytes that a target is given: the plan of a register, a workbook's parts."""

from __future__ import annotations

from typing import Final

HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\nas_at: 2021-09-17\n"
REGISTERS: Final = (
    *("properties", "partners", "occupations", "teams", "cases", "communications", "budget"),
)
#: A plan in which buildings are left and taken over, around whatever its registers say.
AROUND_REGISTERS: Final = f"""\
{HEAD}
workflows:
  handover: {{from: surplus-centre}}
  leaving: {{from: partner-leaves}}
milestones:
  offer.launch: {{on: 2022-01-04}}
  last: {{after: all properties.handed_over}}
"""
#: A plan in which there is something of every kind that a journal or a sheet speaks of.
RECORDED: Final = f"""\
{HEAD}
workflows:
  handover:
    for: property.future is not retained
    steps:
      service_ended: {{}}
      vacated: {{after: service_ended, evidence: required}}
      handed_over: {{after: vacated, within: 10 working days after vacated}}
      accepted: {{after: handed_over}}
  leaving:
    for: each occupation where property.future is not retained
    steps:
      informed: {{}}
      out: {{before: property.vacated, after: informed + occupation.notice}}
properties:
  - {{id: elm, name: Elm, future: surplus, vacated: 2021-12-10, handed_over: 2021-12-13}}
partners:
  - {{id: nursery, name: Nursery}}
occupations:
  - {{property: elm, partner: nursery, told: 2021-09-13, notice: 4 weeks, out: 2021-12-08}}
milestones:
  a: {{on: 2021-10-12}}
  b: {{after: a + 2 weeks, expected: week of 2021-11-15}}
"""
#: The parts of the smallest workbook there can be; its sheet comes from the input.
WORKBOOK: Final = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="one" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
