"""The report on the plan of 2021 says what the public report said, from the plan alone."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from earlyhelp.checks import check_plan
from earlyhelp.dates import words
from earlyhelp.files import locate
from earlyhelp.files.load import load_file
from earlyhelp.model import Plan
from earlyhelp.outputs.reports.committee import committee
from earlyhelp.outputs.reports.pieces import Paragraph, Table
from earlyhelp.tracking.progress import progress

#: Every date and commitment of paragraphs 4.1 to 4.4, and how the report says it.
SAID = {
    "4.1": [
        (
            "Staff consultation launched, with briefings to those in scope; "
            "Done on Wednesday 8 September 2021"
        ),
        "Staff consultation concludes; On Wednesday 29 September 2021",
        "Formal response issued to staff; On Tuesday 12 October 2021",
        (
            "Interviews and selection for staff at risk of redundancy; No day is stated; green; "
            "After Formal response issued to staff; Early Help leadership team"
        ),
        (
            "General preferencing process; No day is stated; green; "
            "After Formal response issued to staff"
        ),
    ],
    "4.2": [
        "The plan schedules the handover of 31 of the 31 properties that are to be handed over",
        "Handed over to the Assets Team",
        (
            "Partners written to about the vacation of centres; "
            "Done in the week of Monday 13 September 2021"
        ),
        "9 to be leased to somebody else. 9 are for health services",
        (
            "The Assets Team is working closely with Health services to understand their specific "
            "requirements to lease additional centres and minimise disruption to their service "
            "delivery"
        ),
        "At the request of partners the vacation period has been extended in 3 places",
        "An opportunity to deliver from a retained property was offered for 11 places",
        "Last centre handed over to the Assets Team; Expected on Monday 20 December 2021",
        "Options appraisal of the surplus assets completed; Expected by the end of October 2021",
        "Some properties require more detailed work to determine the best way forward",
        (
            'Preferred options implemented ("not resolved in many cases until well into next year"); '
            "Expected in 2022"
        ),
    ],
    "4.3": [
        "New Early Help Offer launched; On Saturday 1 January 2022",
        "After the end of Interviews and selection for staff at risk of redundancy",
        (
            "Communication Plan circulated to the Committee; No day is stated; green; "
            "Before New Early Help Offer launched"
        ),
        (
            "A Communication Plan supports the launch, ensuring the widest possible reach to partners "
            "and members of the public"
        ),
    ],
    "4.4": [
        "Current work is maintained during the transition",
        "what is incomplete at the launch is continued to its conclusion",
        "no one is left unsupported",
        (
            "Work open at the launch continued to its conclusion; No day is stated; not known; "
            "After New Early Help Offer launched"
        ),
        (
            "Detailed practice guidance for the new model issued; No day is stated; green; "
            "Before Staff trained for the transition to the new model"
        ),
        "Staff trained for the transition to the new model",
    ],
}
MONTHS = "|".join(words.month(date(2021, month, 1)).split()[0] for month in range(1, 13))
A_DATE = re.compile(rf"(?:[0-9]{{1,2}} )?(?:{MONTHS}) [0-9]{{4}}")


@cache
def plan() -> Plan:
    return load_file(locate.shipped_file("early-help-2021"), name="early-help-2021")


@cache
def said() -> str:
    """All texts of the report, the cells of a row with a semicolon between them."""
    schedule, findings = check_plan(plan())
    texts: list[str] = []
    for section in committee(progress(schedule, within=28), findings).sections:
        for piece in section.pieces:
            match piece:
                case Paragraph():
                    texts += [piece.text, *piece.points]
                case Table():
                    texts += [piece.caption, *("; ".join(row) for row in piece.rows)]
    return "\n".join(texts)


@pytest.mark.parametrize(
    "commitment", [commitment for paragraph in SAID.values() for commitment in paragraph]
)
def test_every_date_and_commitment_of_the_source_is_there(commitment: str) -> None:
    assert commitment in said()


def test_no_date_is_there_that_the_plan_does_not_state() -> None:
    stated = [stated.when.in_words() for _, stated in plan().stated]
    assert plan().as_at is not None
    known = "\n".join([*stated, words.day(plan().as_at or date.min), plan().source or ""])
    assert len(set(A_DATE.findall(said()))) == 8
    assert set(A_DATE.findall(said())) <= set(A_DATE.findall(known))


def test_nothing_of_a_register_is_there_but_numbers() -> None:
    registers = plan().registers
    assert registers is not None
    names = [name for row in registers.properties for name in (row.id, row.title)]
    names += [name for row in registers.partners for name in (row.id, row.title)]
    names += [row.mailbox for row in registers.partners if row.mailbox]
    names += [row.ref for row in registers.cases]
    assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", said())]
