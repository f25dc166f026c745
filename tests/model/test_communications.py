"""Which milestone is each message of the communication plan?"""

from __future__ import annotations

import pytest

from earlyhelp import DateExpression, Place
from earlyhelp.model import Stated
from earlyhelp.model.communications import milestone, milestone_id, title
from earlyhelp.model.registers import Communication, LinkWords

PLACE = Place("communications.csv", 7, 1)
DAY = Stated(DateExpression.parse("2021-09-08"), PLACE)


def test_a_message_is_a_milestone_of_its_own_with_its_day_and_its_owner() -> None:
    row = Communication(
        id="letter", place=PLACE, message="Elm closes", owner="Early Help", expected=DAY, by=DAY
    )
    made = milestone(row)
    assert (made.id, made.place, made.title) == ("comms.letter", PLACE, "Elm closes")
    assert (made.owner, made.workstream) == ("Early Help", "Communication")
    assert (made.expected, made.by, made.on, made.done) == (DAY, (DAY,), None, None)
    assert milestone_id(row) == made.id


def test_a_message_that_went_out_keeps_who_saw_it() -> None:
    row = Communication(id="letter", place=PLACE, done=DAY, evidence="post room", source="S0 4.2")
    made = milestone(row)
    assert (made.done, made.evidence, made.source) == (DAY, "post room", "S0 4.2")
    assert not made.needs_evidence


@pytest.mark.parametrize("field", ["after", "before", "within", "exactly"])
def test_a_message_that_is_tied_to_others_needs_no_day_of_its_own(field: str) -> None:
    links = (LinkWords("offer.launch", PLACE),)
    tied = Communication(id="letter", place=PLACE, **{field: links})  # type: ignore[arg-type]
    assert milestone(tied).is_step
    assert not milestone(Communication(id="letter", place=PLACE)).is_step


def test_a_message_without_words_is_called_by_how_it_goes_to_whom() -> None:
    assert title(Communication(id="a", place=PLACE)) == "message"
    assert title(Communication(id="a", place=PLACE, channel="letter")) == "letter"
    row = Communication(id="a", place=PLACE, channel="letter", audience="families")
    assert title(row) == "letter to families"
