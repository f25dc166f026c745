"""Is each partner told of each change, and of nothing else, whatever happens in whatever order?

Days move, a property is retained and closes again, notices are sent and taken back. What has to
be said follows from what the partner was told last, and from what is true now.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from earlyhelp.dates import days
from earlyhelp.files.journal import COLUMNS
from earlyhelp.files.load import parse
from earlyhelp.network.schedule import solve_plan
from earlyhelp.partners.notices import Kind, Status, notices
from earlyhelp.partners.told import STAYS

PLAN: Final = """\
format: 1
id: example
title: An example
nation: england
as_at: {as_at}
workflows:
  leaving:
    for: each occupation where property.future is not retained
    steps: {{informed: {{}}, out: {{}}}}
properties: [{{id: elm, future: {future}}}]
partners: [{{id: nursery, sector: nursery}}]
occupations: [{{property: elm, partner: nursery, notice: 4 weeks, out: {out}}}]
"""
OUTS: Final = st.dates(date(2021, 12, 1), date(2022, 1, 31)).map(str)
#: What happens: another day, another future, a notice, or that the last notice is taken back.
HAPPENINGS: Final = st.lists(
    st.tuples(st.just("out"), OUTS)
    | st.tuples(st.sampled_from(["future", "notice", "notice", "undo"]), st.just("")),
    max_size=12,
)
#: Bank holidays of the winter, and the weekends: nobody is told on these.
CLOSED: Final = {date(2021, 12, 27), date(2021, 12, 28), date(2022, 1, 3)}


@attrs.define
class Nursery:
    """What is true of the nursery's building, and what it was told: a day, or that it stays."""

    out: str = "2021-12-10"
    is_retained: bool = False
    told: list[str] = attrs.field(factory=list)
    lines: list[str] = attrs.field(factory=lambda: [",".join(COLUMNS)])

    def happens(self, what: str, day: str) -> None:
        """Take in one thing that happens."""
        match what:
            case "out":
                self.out = day
            case "future":
                self.is_retained ^= True
            case "notice":
                was = (STAYS if self.heard() else "") if self.is_retained else self.out
                self.told.append(was)
                self._line("notice sent", "2021-09-17", was)
            case "undo" if self.told:
                self.told.pop()
                self._line("undone", "", "notice sent 2021-09-17")

    def heard(self) -> list[str]:
        """What it was told since it last heard that it can stay; each a day, or none."""
        after = len(self.told)
        while after and self.told[after - 1] != STAYS:
            after -= 1
        return self.told[after:]

    def must_hear(self) -> dict[Kind, date]:
        """What has to be said, and the last day that is in time, by the plain meaning of it."""
        heard = self.heard()
        old = date.fromisoformat(heard[-1]) if heard and heard[-1] else None
        if self.is_retained:
            gone = old or date(2021, 9, 17) + timedelta(weeks=4)
            return {Kind.CAN_STAY: _working_day_before(gone)} if heard else {}
        now = date.fromisoformat(self.out)
        if not heard:
            return {Kind.NOTICE: now - timedelta(weeks=4)}
        if old == now:
            return {}
        is_later = old is not None and old < now
        by = _working_day_before(old) if old is not None and is_later else now - timedelta(weeks=4)
        return {Kind.TELL_AGAIN: by}

    def plan(self, as_at: date) -> tuple[bytes, bytes]:
        """The plan's file, and its journal."""
        future = "retained" if self.is_retained else "surplus"
        text = PLAN.format(as_at=as_at, future=future, out=self.out)
        if self.is_retained:
            text = text.replace(f", out: {self.out}", "")
        return text.encode(), "".join(f"{line}\n" for line in self.lines).encode()

    def _line(self, action: str, day: str, was: str) -> None:
        self.lines.append(
            f"2021-09-17T09:00:00+00:00,estates,{action},elm.nursery,{day},{was},letter,"
        )


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while day.weekday() > 4 or day in CLOSED:
        day -= timedelta(days=1)
    return day


@settings(max_examples=400)  # it takes a certain row of four for some of it to matter
@given(happenings=HAPPENINGS, late=st.sampled_from([-1, 0, 1]))
def test_whatever_is_another_thing_than_it_was_told_has_to_be_said(
    happenings: list[tuple[str, str]], late: int
) -> None:
    """On the last day that is in time it is due, and a day later overdue."""
    nursery = Nursery()
    for happening in happenings:
        nursery.happens(*happening)
    must_hear = nursery.must_hear()
    as_at = next(iter(must_hear.values()), date(2021, 10, 1))
    as_at += timedelta(days=late)
    text, journal = nursery.plan(as_at)
    found = notices(solve_plan(parse(text, recorded=journal)))
    said = {
        one.kind: None if one.by is None else days.day(one.by)
        for one in found
        if one.done is None and one.kind is not Kind.REMINDER
    }
    assert said == must_hear
    standing = {one.status for one in found if one.kind in must_hear}
    assert standing == ({Status.OVERDUE if late > 0 else Status.DUE} if must_hear else set())


def test_where_nobody_knows_whether_it_closes_nobody_says_that_it_can_stay() -> None:
    text, _ = Nursery(is_retained=True).plan(date(2021, 10, 1))
    told = text.replace(b"notice: 4 weeks", b"notice: 4 weeks, notice_served: 2021-09-17")
    assert [one.kind for one in notices(solve_plan(parse(told)))] == [Kind.CAN_STAY]
    unknown = told.replace(b", future: retained", b"")
    unknown = unknown.replace(b" where property.future is not retained", b"")
    assert notices(solve_plan(parse(unknown))) == ()
