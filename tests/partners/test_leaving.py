"""By when a partner has to be out: the words of the plan, and how sure they are."""

from __future__ import annotations

import pytest

from earlyhelp import Plan
from earlyhelp.files.load import parse
from earlyhelp.network.schedule import solve_plan
from earlyhelp.partners.centres import centres
from earlyhelp.partners.leaving import Deadline, leavings

PLAN = """\
format: 1
id: example
title: An example
nation: england
as_at: 2021-09-17
workflows:
  leaving: {{for: each occupation, steps: {{out: {{}}}}}}
  handover: {{steps: {{vacated: {{after: each occupation.out}}, handed_over: {{}}}}}}
properties:
  - {{id: elm, future: surplus{elm}}}
partners: [{{id: nursery}}]
occupations:
  - {{property: elm, partner: nursery{row}}}
"""


def due(elm: str = "", row: str = "") -> Deadline | None:
    """By when the nursery has to be out of the building."""
    plan = parse(PLAN.format(elm=elm, row=row).encode())
    [leaving] = leavings(solve_plan(plan))
    return leaving.deadline


@pytest.mark.parametrize(
    ("elm", "row", "text", "is_fixed"),
    [
        (", vacated: 2021-12-15", ", out: week of 2021-12-06", "week of 2021-12-06", False),
        (", vacated: 2021-12-15", ', "on:out": 2021-12-10', "2021-12-10", True),
        (', "on:vacated": 2021-12-15', "", "2021-12-15", True),
        (", handed_over: end of 2021-12", "", "end of 2021-12", False),
        (', "by:vacated": 2021-12-15', "", "2021-12-15", False),
        ("", ", out: 2021-12-10, extension: agreed, extended_to: 2021-12-17", "2021-12-17", True),
        ("", ", out: 2021-12-10, extension: agreed, extended_to: 2021-12-03", "2021-12-10", False),
        (
            "",
            ", out: 2021-12-10, extension: requested, extended_to: 2021-12-17",
            "2021-12-10",
            False,
        ),
    ],
)
def test_the_day_keeps_its_words_and_says_whether_it_is_fixed(
    elm: str, row: str, text: str, is_fixed: bool
) -> None:
    found = due(elm, row)
    assert found is not None
    assert (found.when.text, found.is_fixed) == (text, is_fixed)


def test_where_nothing_says_a_day_there_is_none() -> None:
    assert due() is None


def test_a_centre_counts_each_partner_once_and_knows_of_room_only_with_a_capacity(
    plan: Plan,
) -> None:
    """
    properties:
      - {id: elm, future: surplus}
      - {id: oak, future: retained, capacity: 2}
      - {id: ash, future: retained, capacity: 3}
      - {id: fir, future: retained}
    partners: [{id: nursery}, {id: club}, {id: choir}]
    occupations:
      - {property: oak, partner: nursery}
      - {property: elm, partner: nursery, offered: oak}
      - {property: elm, partner: club, offered: oak}
      - {property: elm, partner: choir, offered: ash, alternative: a hall}
    """
    said = [(centre.row.id, centre.taken, centre.has_room) for centre in centres(plan)]
    assert said == [("oak", 2, False), ("ash", 0, True), ("fir", 0, None)]
