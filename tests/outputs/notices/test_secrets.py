"""Secrets in every cell of every register: what of them reaches a partner's draft?"""

from __future__ import annotations

import email
import io
import zipfile
from datetime import UTC, datetime
from email.policy import default
from typing import TYPE_CHECKING, Any, Final

import attrs
import pytest

from earlyhelp.dates import DateExpression, Lag, Unit
from earlyhelp.findings import Place
from earlyhelp.model import Plan, Stated
from earlyhelp.model.registers import (
    NO_ROWS,
    Case,
    Future,
    Occupation,
    Partner,
    Property,
    Registers,
    Sector,
    StepSays,
    Team,
)
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.calendars import events, ical
from earlyhelp.outputs.calendars.views import View
from earlyhelp.outputs.notices.drafts import drafted
from earlyhelp.outputs.notices.letters import letters
from earlyhelp.outputs.notices.templates import Templates

if TYPE_CHECKING:
    from tests.outputs.notices.conftest import Solve

HERE: Final = Place("register.csv", 2, 1)
MOMENT: Final = datetime(2021, 9, 17, tzinfo=UTC)
#: Texts of a row that its own partner may read.
OPEN: Final = {
    Property: {"id", "name", "address", "postcode", "district"},
    Partner: {"id", "name", "mailbox"},
    Occupation: {"property", "partner", "offered", "id"},
    Team: set[str](),
    Case: set[str](),
}


def planted(row: Any, *, whose: str) -> Any:
    """The row with a secret in every cell that can hold any text, and in every number."""
    said: dict[str, Any] = {}
    for field in attrs.fields(type(row)):
        is_closed = field.init and field.name not in OPEN[type(row)] | {"place", "steps"}
        if is_closed and "str" in str(field.type):
            said[field.name] = f"SECRET-{whose}-{field.name}"
        elif is_closed and "Decimal" in str(field.type):
            said[field.name] = 98_765_432
        elif is_closed and "int" in str(field.type):
            said[field.name] = 87_654_321
    return attrs.evolve(row, **said)


def on(day: str) -> Stated:
    return Stated(DateExpression.parse(day), HERE)


@pytest.fixture
def plan(solve: Solve) -> Plan:
    """Two partners in one building, one of them in another, and a secret in every cell."""
    base = solve(
        """
        properties: [{id: elm, future: surplus}, {id: mill, future: surplus}, {id: oak}]
        partners: [{id: nursery}, {id: rival}]
        occupations:
          - {property: elm, partner: nursery}
          - {property: elm, partner: rival}
          - {property: mill, partner: rival}
        cases: []
        """
    ).plan
    seen = StepSays(expected=on("2021-12-10"), evidence="SECRET-evidence")
    properties = [
        Property(id="elm", place=HERE, name="Elm Road", future=Future.SURPLUS),
        Property(id="mill", place=HERE, name="Rivals Mill", future=Future.SURPLUS),
        Property(id="oak", place=HERE, name="Oak Lane", future=Future.RETAINED),
    ]
    partners = [
        Partner(id="nursery", place=HERE, name="Seashell", mailbox="a@b.example"),
        Partner(id="rival", place=HERE, name="Rival Club", mailbox="rival@club.example"),
    ]
    rows = [
        Occupation(
            property=where, partner=who, place=HERE, notice=Lag(4, Unit.WEEKS), offered="oak"
        )
        for where, who in (("elm", "nursery"), ("elm", "rival"), ("mill", "rival"))
    ]
    registers = Registers(
        properties=tuple(
            attrs.evolve(planted(row, whose=row.id), steps={"vacated": seen}) for row in properties
        ),
        partners=tuple(
            attrs.evolve(planted(row, whose=row.id), sector=Sector.NURSERY) for row in partners
        ),
        occupations=tuple(
            attrs.evolve(planted(row, whose=row.id), steps={"out": seen}, alternative=None)
            for row in rows
        ),
        teams=(planted(Team(id="SECRET-team", place=HERE), whose="team"),),
        cases=(planted(Case(ref="SECRET-case", place=HERE), whose="case"),),
    )
    milestones = tuple(
        attrs.evolve(said, expected=on("2021-12-10"), owner="SECRET-owner", note="SECRET-note")
        for said in base.milestones
    )
    return attrs.evolve(base, registers=registers, milestones=milestones)


def everything(files: dict[str, bytes]) -> str:
    """All texts of a draft, decoded and unpacked as far as anybody can."""
    texts = [*files]
    for name, data in files.items():
        if name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(data)) as parts:
                texts += [parts.read(part).decode("latin-1") for part in parts.namelist()]
        elif name.endswith(".eml"):
            mail = email.message_from_bytes(data, policy=default)
            texts += [f"{key}: {said}" for key, said in mail.items()]
            for part in mail.walk():
                if not part.is_multipart():
                    body = part.get_payload(decode=True)
                    assert isinstance(body, bytes)
                    texts.append(body.decode())
        else:
            texts.append(data.decode())
    return "\n".join(texts).replace("\r\n ", "").replace("\n", " ")


def test_no_secret_of_any_register_reaches_a_partner(plan: Plan, shipped: Templates) -> None:
    schedule = solve_plan(plan)
    [letter] = letters(schedule, ["nursery"])
    calendar = events.calendar(schedule, View.parse("partner nursery"))
    files = drafted(letter, shipped, b"".join(ical.stream(calendar)), MOMENT).files
    assert set(files) == {
        "notice.txt",
        "notice.html",
        "notice.docx",
        "notice.eml",
        "nursery.ics",
    }
    said = everything(dict(files))
    assert said.count("Elm Road") > 5
    assert "Seashell" in said
    for secret in (
        "SECRET",
        "rival",
        "Rival",
        "Mill",
        "mill",
        "98765432",
        "98,765,432",
        "87654321",
    ):
        assert secret not in said, said[max(0, said.find(secret) - 100) :][:200]


def test_the_other_partner_gets_its_own_two_buildings(plan: Plan, shipped: Templates) -> None:
    """The secrets are there to be found: what is kept from one is shown to the other."""
    schedule = solve_plan(plan)
    [letter] = letters(schedule, ["rival"])
    text = shipped.text(letter.says)
    assert "Rivals Mill" in text
    assert "Seashell" not in text
    assert any("SECRET" in str(row) for row in (plan.registers or NO_ROWS).occupations)
