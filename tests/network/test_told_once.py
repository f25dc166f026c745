"""Is what many rows have in common told once, and what mends most of it first?"""

from __future__ import annotations

import inspect

import earlyhelp
from earlyhelp import Finding
from earlyhelp.files.load import parse

HEAD = "format: 1\nid: story\ntitle: A story\nnation: england\nas_at: 2021-09-01\n"
LEAVING = """
milestones:
  a: {after: b}
  b: {after: a}
workflows:
  handover:
    from: surplus-centre
  leaving:
    from: partner-leaves
    steps:
      notice_over: {after: property.vacated}
properties:
  - {id: elm, future: surplus}
  - {id: oak, future: surplus}
partners:
  - {id: food, sector: voluntary}
occupations:
  - {property: elm, partner: food}
  - {property: oak, partner: food}
"""


def found(said: str, code: str) -> list[Finding]:
    return [item for item in earlyhelp.check(parse(said.encode())) if item.code == code]


def test_a_circle_that_a_line_makes_for_every_row_is_told_once() -> None:
    """It begins with the line that somebody typed, not with one that comes with earlyhelp."""
    said = HEAD + LEAVING
    of_two, of_rows = found(said, "EH101")
    assert of_two.message == "milestones wait for each other: a → b → a"
    assert of_rows.message == (
        "milestones wait for each other: elm.vacated → elm.food.notice_over → elm.food.out →"
        " elm.partners_out → elm.ict_removed → elm.records_swept → elm.vacated;"
        " the same lines make 1 more such circle"
    )
    typed = said.splitlines().index("      notice_over: {after: property.vacated}") + 1
    assert of_rows.place is not None
    assert (of_rows.place.file, of_rows.place.line) == ("plan.yaml", typed)
    assert of_rows.chain[0].place == of_rows.place


def test_of_two_conflicts_at_one_limit_the_longer_one_comes_first() -> None:
    """What mends that mends the other; the other way round it has to be mended twice."""
    said = HEAD + "milestones:\n  a: {on: 2021-10-04}\n  b: {on: 2021-10-11}\n"
    said += "  end: {by: 2021-10-01, after: [a, b]}\n"
    conflicts = found(said, "EH201")
    assert [(item.subjects[0], item.short_by_days) for item in conflicts] == [("b", 10), ("a", 3)]
    [later] = [fix.after for fix in conflicts[0].fixes if fix.field == "by"]
    assert found(said.replace("2021-10-01", later), "EH201") == []


def test_what_every_row_breaks_stands_in_the_way_of_no_other_fix() -> None:
    """It is told once, and set aside for all its rows while another conflict is mended."""
    said = HEAD + inspect.cleandoc("""
        milestones:
          told: {on: 2021-10-04}
          launch: {on: 2021-10-18, after: told + 3 weeks}
        workflows:
          handover:
            steps:
              vacated: {}
              handed_over: {after: vacated + 2 weeks, within: 1 week after vacated}
        properties: [{id: elm, future: surplus}, {id: oak, future: surplus}]
        """)
    of_launch, of_rows = found(said, "EH201")
    assert of_launch.subjects == ("told", "launch")
    assert [fix.after for fix in of_launch.fixes] == ["told + 2 weeks", "2021-10-25", "2021-09-27"]
    assert of_launch.not_enough == ()
    assert [fix.after for fix in of_rows.fixes] == ["vacated + 1 week", "2 weeks after vacated"]
