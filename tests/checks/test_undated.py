"""How much room is there for a milestone that nobody gave a day?"""

from __future__ import annotations

import pytest

import earlyhelp
from earlyhelp.files.load import parse

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\nmilestones:\n"
ASKED = "  asked: {on: 2021-10-04}\n"


def room(said: str) -> list[str]:
    """What is said of the milestones without a day, after their names."""
    found = earlyhelp.check(parse(f"{HEAD}{said}".encode()))
    return [item.message.partition(": ")[2] for item in found if item.code == "EH102"]


@pytest.mark.parametrize(
    "link",
    [
        "within: {link: '2 to 8 weeks after asked', decided_by: the landlord}",
        "within: {link: 8 weeks after asked}, not_before: 2021-10-18",
        "by: asked + 8 weeks, after: asked + 2 weeks",
    ],
)
def test_an_answer_may_come_long_after_the_question_that_limits_it(link: str) -> None:
    """It lay "between asked on 4 October 2021 and asked on 4 October 2021"."""
    assert room(f"{ASKED}  answered: {{{link}}}\n") == [
        (
            "42 calendar days (30 working days) from 18 October 2021 to 29 November 2021, the last "
            "day that asked leaves it"
        )
    ]


def test_two_answers_have_each_their_own_room() -> None:
    answers = "".join(
        f"  {name}: {{within: 1 to {weeks} weeks after asked}}\n"
        for name, weeks in (("landlord", 2), ("school", 3))
    )
    assert [said.partition(" (")[0] for said in room(ASKED + answers)] == [
        "7 calendar days",
        "14 calendar days",
    ]


def test_what_somebody_waits_for_lies_before_that_also_where_that_may_come_later_still() -> None:
    """The launch is expected in January and may come up to the end of March."""
    said = room(
        "  response: {on: 2021-10-12}\n  selection: {after: response}\n"
        "  launch: {expected: 2022-01-04, by: 2022-03-31, after: selection}\n"
    )
    assert said == [
        (
            "84 calendar days (57 working days) between response on 12 October 2021 and launch on "
            "4 January 2022"
        )
    ]
