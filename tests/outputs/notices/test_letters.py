"""What a letter says, read as its partner reads it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import pytest

from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.notices.letters import Letter, NotOneLineError, letters
from earlyhelp.outputs.notices.templates import Templates

if TYPE_CHECKING:
    from tests.outputs.notices.conftest import Solve, Write

HEADING: Final = "recorded_at,by,action,subject,day,was,reason,evidence"
README: Final = Path(__file__).parents[3] / "schedules" / "templates" / "README.md"


def paragraphs(text: str, heading: str) -> list[str]:
    """What stands under a heading."""
    _, _, below = text.partition(f"\n{heading}\n")
    section = re.split(r"\n[^\n]+\n-{3,}\n", below.partition("\n")[2])[0]
    return [line for line in section.split("\n") if line]


def test_a_first_letter_says_by_when_from_when_and_what_to_do(
    written: dict[str, Letter], shipped: Templates
) -> None:
    """
    properties:
      - {id: elm, name: Elm Road, address: 1 Elm Road, postcode: AB1 2CD, future: surplus,
         service_ended: 2021-12-03}
      - {id: oak, name: Oak Lane, future: retained, capacity: 3}
    partners: [{id: nursery, name: Seashell Nursery, sector: nursery}]
    occupations:
      - {property: elm, partner: nursery, notice: 1 month, out: 2021-12-10}
    """
    text = shipped.text(written["nursery"].says)
    assert text.split("\n")[:7] == [
        "From: Downs Council",
        "To: Seashell Nursery",
        "Date: 17 September 2021",
        "Reference: redesign, nursery",
        "",
        "Notice to leave Elm Road",
        "========================",
    ]
    assert paragraphs(text, "Elm Road") == [
        "1 Elm Road, AB1 2CD",
        (
            "You have to be out by Friday 10 December 2021. This is the day that we expect. If it "
            "changes, we will write to you again."
        ),
        (
            "Your notice is 1 month. Counted from the date of this letter, it ends on Sunday 17 "
            "October 2021."
        ),
        "Our own services there end on Friday 3 December 2021.",
    ]
    assert paragraphs(text, "Where you could work from") == [
        "These buildings stay open and have room:",
        "- Oak Lane",
        "Reply to tell us which of them would suit you.",
    ]
    assert "please" not in text.lower()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("out: 2021-12-10", "You have to be out by Friday 10 December 2021. This is the day that"),
        ('"on:out": 2021-12-10', "You have to be out by Friday 10 December 2021.\n"),
        (
            "out: week of 2021-12-06",
            (
                "You have to be out in the week of Monday 6 December 2021, on Friday 10 December 2021 "
                "at the latest."
            ),
        ),
        (
            "out: end of 2021-12",
            (
                "You have to be out by the end of December 2021, on Friday 31 December 2021 at the "
                "latest."
            ),
        ),
        ("users: 3", "We do not know yet by which day you have to be out."),
        ("out: 2021-12-10", "We do not have the length of your notice on record."),
        (
            "out: 2021-10-01, notice: 4 weeks",
            "That is later than the day above. You can stay until your notice has ended",
        ),
        (
            "out: 2021-12-10, notice: 4 weeks, told: week of 2021-09-13",
            "Your notice is 4 weeks, and ends on Friday 15 October",
        ),
        (
            "out: 2021-12-10, notice: 4 weeks, told: 2021-09-13, notice_expires: 2021-10-12",
            "Your notice is 4 weeks, and ends on Tuesday 12 October 2021.",
        ),
        (
            "out: 2021-12-10, extension: requested, extended_to: 2021-12-17",
            (
                "You asked to stay longer, until Friday 17 December 2021. We have not decided yet. You "
                "will have our answer by Thursday 9 December 2021."
            ),
        ),
        ("out: 2021-09-17, extension: requested", "We have not decided yet.\n"),
        (
            "out: 2021-12-10, extension: agreed, extended_to: 2021-12-17",
            "we have agreed: you can stay until Friday 17 December 2021.",
        ),
        (
            "out: 2021-12-10, extension: refused",
            "You asked to stay longer. We cannot agree to that.",
        ),
        ("out: 2021-12-10, offered: oak", "We have offered you a place in Oak Lane. Reply to"),
        (
            "out: 2021-12-10, offered: oak, offer_accepted: 2021-09-15",
            "You have accepted a place in Oak Lane.",
        ),
    ],
)
def test_each_fact_has_its_sentence(row: str, says: str, write: Write, shipped: Templates) -> None:
    letter = write(row)
    assert says in shipped.text(letter.says)
    page = re.sub(r"<[^>]+>", "", shipped.page(letter.says))
    assert says.strip() in page


def test_a_voluntary_organisation_reads_when_its_three_months_end(
    written: dict[str, Letter], shipped: Templates
) -> None:
    """
    properties: [{id: elm, future: surplus}]
    partners:
      - {id: food, sector: voluntary}
      - {id: club, sector: voluntary}
    occupations:
      - {property: elm, partner: food, out: 2021-12-20, notice: 4 weeks}
      - {property: elm, partner: club, out: 2021-12-10, notice: 4 weeks}
    """
    said = "As a voluntary organisation you can expect 3 months to prepare. They end on Friday 17 "
    food, club = (shipped.text(written[name].says) for name in ("food", "club"))
    assert f"{said}December 2021.\n" in food
    assert f"{said}December 2021. That is later than the day above: tell us if you need the" in club


@pytest.mark.parametrize(
    ("row", "journal", "subject"),
    [
        ("out: 2021-12-10, notice: 4 weeks", "", "Notice to leave Elm Road"),
        ("out: 2021-12-10, told: 2021-09-13", "", "Reminder: leaving Elm Road"),
        (
            "out: 2021-12-10, told: 2021-09-13, acknowledged: 2021-09-14",
            "",
            "Where things stand: leaving Elm Road",
        ),
        (
            "out: 2021-12-10, told: 2021-09-13",
            "moved,elm.nursery.out,2021-12-17,2021-12-10",
            "The day has changed: leaving Elm Road",
        ),
    ],
)
def test_the_title_says_what_kind_of_letter_it_is(
    row: str, journal: str, subject: str, write: Write
) -> None:
    line = f"2021-10-01T09:00:00+00:00,estates,{journal},,\n"
    assert write(row, f"{HEADING}\n{line if journal else ''}").subject == subject


def test_a_change_is_said_with_the_day_before_and_by_how_much(
    write: Write, shipped: Templates
) -> None:
    sent = "2021-09-20T09:00:00+00:00,estates,notice sent,elm.nursery,2021-09-20,2021-12-10,e-mail,"
    moved = "2021-09-21T09:00:00+00:00,estates,moved,elm.nursery.out,2021-12-17,2021-12-10,,"
    row = "out: 2021-12-10, notice: 4 weeks"
    same = shipped.text(write(row, f"{HEADING}\n{sent}\n").says)
    assert "We told you on Monday 20 September 2021. The day is the same as it was then." in same
    text = shipped.text(write(row, f"{HEADING}\n{sent}\n{moved}\n").says)
    assert (
        "This is a change. When we wrote to you on Monday 20 September 2021, you had to be out by "
        "Friday 10 December 2021. The day is now 7 days later."
    ) in text
    no_day = sent.replace("2021-12-10", "")
    text = shipped.text(write(row, f"{HEADING}\n{no_day}\n").says)
    assert "We told you on Monday 20 September 2021. We could not give you a day then." in text


def test_of_a_day_that_nobody_recorded_it_is_not_said_that_it_is_the_same(
    write: Write, shipped: Templates
) -> None:
    text = shipped.text(write("out: 2021-12-10, told: 2021-09-13").says)
    assert "We told you on Monday 13 September 2021.\n" in text


def test_the_day_on_which_a_partner_was_told_is_not_said_twice(
    write: Write, shipped: Templates
) -> None:
    letter = write("out: 2021-12-10, told: 2021-09-13, notice: 4 weeks")
    for said in (shipped.text(letter.says), shipped.page(letter.says)):
        assert said.count("Monday 13 September 2021") == 1
        assert "Your notice is 4 weeks, and ends on Monday 11 October 2021." in said


def test_who_stays_gets_no_letter_and_of_two_buildings_the_first_day_comes_first(
    written: dict[str, Letter],
) -> None:
    """
    properties:
      - {id: elm, name: Elm Road, future: surplus}
      - {id: ash, name: Ash Way, future: surplus}
      - {id: fir, name: Fir Hill, future: surplus}
      - {id: oak, name: Oak Lane, future: retained}
      - {id: mill, future: lease}
    partners:
      - {id: nursery, sector: nursery}
      - {id: nurses, sector: nhs}
      - {id: choir, sector: private}
      - {id: nobody}
    occupations:
      - {property: fir, partner: nursery}
      - {property: elm, partner: nursery, out: 2021-12-10}
      - {property: ash, partner: nursery, out: 2021-12-03}
      - {property: oak, partner: choir}
      - {property: mill, partner: nurses}
    """
    assert list(written) == ["nursery"]
    letter = written["nursery"]
    names = [place["name"] for place in letter.says["places"]]
    assert names == ["Ash Way", "Elm Road", "Fir Hill"]
    assert letter.subject == "Notice to leave 3 buildings"


def test_room_is_said_only_where_a_capacity_is_known_and_never_who_is_there(
    written: dict[str, Letter], shipped: Templates
) -> None:
    """
    properties:
      - {id: elm, future: surplus}
      - {id: oak, name: Oak Lane, future: retained, capacity: 1}
      - {id: ash, name: Ash Way, future: retained, capacity: 2}
      - {id: fir, name: Fir Hill, future: retained}
    partners: [{id: nursery, name: Seashell Nursery}, {id: choir, name: Town Choir}]
    occupations:
      - {property: elm, partner: nursery}
      - {property: oak, partner: choir}
      - {property: ash, partner: choir}
      - {property: fir, partner: choir}
    """
    text = shipped.text(written["nursery"].says)
    assert paragraphs(text, "Where you could work from") == [
        "These buildings stay open and have room:",
        "- Ash Way",
        "These buildings stay open. We do not know yet whether they have room:",
        "- Fir Hill",
        "Reply to tell us which of them would suit you.",
    ]
    assert "Oak Lane" not in text
    assert "hoir" not in text


def test_whoever_has_accepted_a_place_is_offered_no_other(write: Write) -> None:
    assert write("out: 2021-12-10").says["room_not_known"] == ["Oak Lane"]
    accepted = write("out: 2021-12-10, offered: oak, offer_accepted: 2021-09-15")
    assert accepted.says["room_not_known"] == []


def test_whoever_sends_it_is_warned_of_a_notice_that_ends_too_late(write: Write) -> None:
    warned = write("out: 2021-10-01, notice: 4 weeks").late
    assert warned == ("elm.nursery: its notice ends 14 calendar days after it has to be out",)
    assert write("out: 2021-12-10, notice: 4 weeks").late == ()


@pytest.mark.parametrize("mark", ["\n", "\r", "\x85", "\u2028", "\x0b", "\0"])
@pytest.mark.parametrize("where", ["plan", "organisation", "building", "partner", "mailbox"])
def test_a_name_with_a_line_break_in_it_is_refused(mark: str, where: str, solve: Solve) -> None:
    """Files of a plan cannot say one; a plan that a program made can."""
    plan = solve(
        """
        properties: [{id: elm, future: surplus}]
        partners: [{id: nursery}]
        occupations: [{property: elm, partner: nursery}]
        """
    ).plan
    assert plan.registers is not None
    [elm], [nursery] = plan.registers.properties, plan.registers.partners
    said = dict.fromkeys(("plan", "organisation", "building", "partner", "mailbox"), "Elm")
    said[where] = f"Elm{mark}Bcc: all@example.org"
    registers = attrs.evolve(
        plan.registers,
        properties=(attrs.evolve(elm, name=said["building"]),),
        partners=(attrs.evolve(nursery, name=said["partner"], mailbox=said["mailbox"]),),
    )
    title, organisation = said["plan"], said["organisation"]
    changed = solve_plan(
        attrs.evolve(plan, registers=registers, title=title, organisation=organisation)
    )
    with pytest.raises(NotOneLineError, match="has a line break or a control character"):
        list(letters(changed))


def test_every_name_is_in_the_manual(written: dict[str, Letter]) -> None:
    """
    properties: [{id: elm, future: surplus}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}]
    """
    [letter] = written.values()
    listed = set(re.findall(r"`([a-z_]+)`", README.read_text(encoding="utf-8")))
    assert set(letter.says) <= listed
    assert set(letter.says["places"][0]) <= listed
