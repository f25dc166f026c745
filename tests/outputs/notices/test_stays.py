"""What a letter says to a partner that was told to leave, and can stay after all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import pytest

from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.notices.letters import Letter, NotOneLineError, letters
from earlyhelp.outputs.notices.stays import stays
from earlyhelp.outputs.notices.templates import Templates

if TYPE_CHECKING:
    from tests.outputs.notices.conftest import Solve

PLAN: Final = """
properties:
  - {id: elm, name: Elm Road, address: 1 Elm Road, postcode: AB1 2CD, future: retained}
  - {id: oak, name: Oak Lane, future: retained}
  - {id: ash, name: Ash House, future: surplus, vacated: 2021-12-10}
partners:
  - {id: nursery, name: Seashell Nursery, sector: nursery, mailbox: office@nursery.example}
  - {id: food, name: Food & <Friends>, sector: voluntary}
  - {id: choir, name: Choir, sector: private}
occupations:
  - {property: elm, partner: nursery, notice: 1 month, told: 2021-09-13, extension_reason: SECRET}
  - {property: ash, partner: nursery, notice: 1 month, told: 2021-09-13}
  - {property: elm, partner: food, told: week of 2021-09-13}
  - {property: oak, partner: food, notice: 4 weeks, notice_served: 2021-09-14}
  - {property: oak, partner: choir}
"""
JOURNAL: Final = (
    "recorded_at,by,action,subject,day,was,reason,evidence\n"
    "2021-09-15T09:00:00+00:00,estates,notice sent,elm.nursery,2021-09-15,2021-12-10,letter,\n"
)
README: Final = Path(__file__).parents[3] / "schedules" / "templates" / "README.md"


def test_it_says_what_it_was_told_and_that_this_no_longer_holds(
    solve: Solve, shipped: Templates
) -> None:
    [letter, _] = stays(solve(PLAN, journal=JOURNAL))
    text = shipped.text(letter.says, letter.form)
    assert text.split("\n")[:11] == [
        "From: Downs Council",
        "To: Seashell Nursery",
        "Date: 17 September 2021",
        "Reference: redesign, nursery",
        "",
        "You can stay in Elm Road",
        "========================",
        "",
        (
            "Downs Council is keeping the building below. You work from there, and you do not have to "
            "move out. What we told you before about leaving no longer holds."
        ),
        "",
        "Elm Road",
    ]
    assert (
        "1 Elm Road, AB1 2CD\n\nWhen we wrote to you on Wednesday 15 September 2021, you had to be "
        "out by Friday 10 December 2021. You can stay.\n"
    ) in text
    assert (letter.mailbox, letter.calendar) == ("office@nursery.example", "nursery.ics")


def test_a_partner_can_stay_in_one_building_and_has_to_leave_another(solve: Solve) -> None:
    """Two letters, each with its own buildings; whoever was told nothing hears of nothing."""
    schedule = solve(PLAN, journal=JOURNAL)
    leave, stay = list(letters(schedule)), list(stays(schedule))
    assert [(one.partner, _names(one)) for one in leave] == [("nursery", ["Ash House"])]
    assert [(one.partner, one.subject, _names(one)) for one in stay] == [
        ("nursery", "You can stay in Elm Road", ["Elm Road"]),
        ("food", "You can stay in 2 buildings", ["Elm Road", "Oak Lane"]),
    ]
    assert [one.partner for one in stays(schedule, ["food"])] == ["food"]


def _names(letter: Letter) -> list[str]:
    return [place["name"] for place in letter.says["places"]]


def test_nothing_of_others_and_no_reason_is_in_it(solve: Solve, shipped: Templates) -> None:
    _, food = stays(solve(PLAN, journal=JOURNAL))
    text, page = shipped.text(food.says, food.form), shipped.page(food.says, food.form)
    for secret in ("SECRET", "Seashell", "nursery", "Choir", "Ash House", "estates"):
        assert secret not in text + page
    assert "We told you in the week of Monday 13 September 2021 that you had to leave." in text
    assert "Food &amp; &lt;Friends&gt;" in page
    assert "<Friends>" not in page


def test_a_name_with_a_line_break_is_refused(solve: Solve) -> None:
    schedule = solve(PLAN, journal=JOURNAL)
    registers = schedule.plan.registers
    assert registers is not None
    rows = tuple(attrs.evolve(row, name="Elm\nBcc: x") for row in registers.properties)
    hostile = attrs.evolve(schedule.plan, registers=attrs.evolve(registers, properties=rows))
    with pytest.raises(NotOneLineError, match="the name of elm"):
        list(stays(solve_plan(hostile)))


def test_what_a_template_can_name_is_written_down(solve: Solve) -> None:
    text = README.read_text(encoding="utf-8")
    [letter, _] = stays(solve(PLAN, journal=JOURNAL))
    for name in (*letter.says, *letter.says["places"][0]):
        assert f"`{name}`" in text
