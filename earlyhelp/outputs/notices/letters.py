"""What does the letter to one partner say?

Everything in it comes through the list of what a partner may see of itself and of its
buildings (:mod:`earlyhelp.outputs.rows`). A template gets texts, yes and no, and lists of
these, and can reach nothing else.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from earlyhelp.dates import DateExpression, days, words
from earlyhelp.errors import EarlyhelpError
from earlyhelp.file_names import file_name
from earlyhelp.model.registers import NO_ROWS, Partner
from earlyhelp.model.workflows import OUT, SERVICE_ENDED
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rows
from earlyhelp.outputs.text import clipped
from earlyhelp.partners.centres import centres
from earlyhelp.partners.leaving import VOLUNTARY_NOTICE, Leaving, leavings
from earlyhelp.partners.notices import Kind, Notice, Status, notices
from earlyhelp.partners.told import last_telling

LONGEST_SUBJECT: Final = 150
#: The letter that says by when its partner has to leave: the name of its files and templates.
NOTICE: Final = "notice"
#: Line breaks and other characters that steer a terminal, a printer or a mail server.
_STEERING: Final = {"Cc", "Zl", "Zp"}


class NotOneLineError(EarlyhelpError, ValueError):
    """A name that would stand in the head of a letter has a line break in it."""


@attrs.frozen(kw_only=True)
class Letter:
    """One letter: to whom, about what, and what a template may use."""

    partner: str  #: its id
    name: str
    mailbox: str | None
    subject: str
    calendar: str  #: the name of the attached file
    says: Mapping[str, Any]
    form: str = NOTICE  #: which letter it is: the name of its files and of its templates
    late: tuple[str, ...] = ()  #: for whoever sends it: where its notice would end too late


def letters(schedule: Schedule, only: Iterable[str] = ()) -> Iterator[Letter]:
    """The letters to the partners that still have to leave, in the order of the register.

    `only` are ids of partners; none: all of them. Raises :class:`NotOneLineError` and
    :class:`~earlyhelp.file_names.NotAFileNameError`.
    """
    wanted, leaving_by = set(only), dict[str, list[Leaving]]()
    for leaving in leavings(schedule):
        leaving_by.setdefault(leaving.row.partner, []).append(leaving)
    hears_by = defaultdict[str, list[Notice]](list)
    for notice in notices(schedule):
        if notice.done is None:
            hears_by[notice.partner.id].append(notice)
    room = {
        "room": [*_centres(schedule, has_room=True)],
        "room_not_known": [*_centres(schedule, has_room=None)],
    }
    for partner in (schedule.plan.registers or NO_ROWS).partners:
        own = leaving_by.get(partner.id)
        if own and (not wanted or partner.id in wanted):
            yield _letter(schedule, partner, own, hears_by[partner.id], room)


def _letter(
    schedule: Schedule,
    partner: Partner,
    own: Iterable[Leaving],
    hears: Iterable[Notice],
    room: Mapping[str, list[str]],
) -> Letter:
    kinds = {notice.kind for notice in hears}
    answers = {
        notice.occupation.id: notice.by
        for notice in hears
        if notice.kind is Kind.ANSWER and notice.status is Status.DUE
    }
    by_day = sorted(own, key=lambda leaving: (leaving.out is None, leaving.out, leaving.row.id))
    places = [_Place(leaving, answers.get(leaving.row.id)) for leaving in by_day]
    says = [place.says() for place in places]
    if all(place["is_accepted"] for place in says):
        room = {key: [] for key in room}
    return addressed(
        schedule,
        partner,
        _subject(kinds, [place["name"] for place in says]),
        form=NOTICE,
        late=tuple(place.late for place in places if place.late),
        places=says,
        **room,
    )


def addressed(
    schedule: Schedule,
    partner: Partner,
    subject: str,
    *,
    form: str,
    late: tuple[str, ...] = (),
    **says: Any,
) -> Letter:
    """A letter with its head: from whom it is, to whom, of which day and about what."""
    plan = schedule.plan
    who = rows.shown(partner, rows.Audience.PARTNER, partner=partner.id)
    one_line(partner.name, f"the name of {partner.id}")
    one_line(plan.title, "the title of the plan")
    one_line(plan.organisation, "the organisation of the plan")
    name, about = who.get("name", who["id"]), clipped(subject, LONGEST_SUBJECT)
    calendar = file_name(partner.id, ".ics")
    return Letter(
        partner=partner.id,
        name=name,
        mailbox=mailbox(partner),
        subject=about,
        calendar=calendar,
        form=form,
        late=late,
        says={
            "subject": about,
            "organisation": plan.organisation or "The council",
            "plan": plan.title,
            "partner": name,
            "date": words.short(schedule.as_at) if schedule.as_at else "",
            "reference": f"{plan.id}, {who['id']}",
            "calendar": calendar,
            **says,
        },
    )


def _subject(kinds: set[Kind], names: list[str]) -> str:
    where = names[0] if len(names) == 1 else f"{len(names)} buildings"
    if kinds & {Kind.NOTICE, Kind.THREE_MONTHS}:
        return f"Notice to leave {where}"
    if Kind.TELL_AGAIN in kinds:
        return f"The day has changed: leaving {where}"
    return f"{'Reminder' if Kind.REMINDER in kinds else 'Where things stand'}: leaving {where}"


def mailbox(partner: Partner) -> str | None:
    """The address of a partner's role, which stands in the head of its mail and nowhere else."""
    one_line(partner.mailbox, f"the mailbox of {partner.id}")
    return rows.shown(partner, rows.Audience.SERVICE).get("mailbox")


def _centres(schedule: Schedule, *, has_room: bool | None) -> Iterator[str]:
    """Properties that stay: never how many partners work there, or which."""
    for centre in centres(schedule.plan):
        if centre.has_room is has_room:
            said = rows.shown(centre.row, rows.Audience.PARTNER)
            yield said.get("name", said["id"])


def one_line(text: str | None, what: str) -> None:
    """Refuse what would stand in the head of a letter and has a line break in it.

    Raises :class:`NotOneLineError`.
    """
    if text and any(unicodedata.category(letter) in _STEERING for letter in text):
        raise NotOneLineError(
            f"{what} has a line break or a control character in it: take it out of the plan, "
            "because the head of a letter is made of single lines"
        )


class _Place:
    """One building that the partner has to leave, as its letter says it."""

    def __init__(self, leaving: Leaving, answer_by: int | None) -> None:
        self._leaving, self._answer_by = leaving, answer_by
        row, audience = leaving.row, rows.Audience.PARTNER
        self._calendar = leaving.schedule.plan.calendar
        self._row = rows.cells(row, audience, partner=row.partner)
        self._shows_out = rows.shows_step(row, OUT, audience, partner=row.partner)
        one_line(leaving.left.name, f"the name of {leaving.left.id}")

    def says(self) -> dict[str, Any]:
        """What a template may use of it."""
        left = rows.shown(self._leaving.left, rows.Audience.PARTNER)
        address = (left.get(part) for part in ("address", "postcode"))
        accepted = self._day("offer_accepted")
        return {
            "name": left.get("name", left["id"]),
            "address": ", ".join(part for part in address if part),
            **self._out(),
            **self._notice(),
            **self._extension(),
            "offered": self._offered(),
            "is_accepted": accepted is not None,
            "services_end": self._services_end(),
        }

    @property
    def late(self) -> str | None:
        """What whoever sends the letter should know of it."""
        ends, out = self._ends(), self._leaving.out
        if ends is None or out is None or ends <= out:
            return None
        over = words.count(ends - out, "calendar day")
        return f"{self._leaving.row.id}: its notice ends {over} after it has to be out"

    def _day(self, column: str) -> DateExpression | None:
        text = self._row[column].plain
        return DateExpression.parse(text) if isinstance(text, str) else None

    def _words(self, column: str) -> str:
        return self._row[column].words if self._row[column].plain is not None else ""

    def _out(self) -> dict[str, Any]:
        """By when it has to be out, and what it was told before."""
        due = self._leaving.deadline if self._shows_out else None
        told = last_telling(self._leaving)
        is_changed = told is not None and not told.is_still_true(due)
        before = told.out if told is not None and is_changed else None
        moved = ""
        if due is not None and before is not None:
            by = due.day - before.high
            moved = f"{words.count(abs(by), 'day')} {'later' if by > 0 else 'earlier'}"
        return {
            "day": by_day(due.when) if due else "",
            "last_day": "" if due is None or due.when.is_exact else _in_words(due.day),
            "is_fixed": due is not None and due.is_fixed,
            "told": told.day.when.with_preposition() if told is not None else "",
            "is_changed": is_changed,
            "is_same": told is not None and told.is_recorded and not is_changed,
            "was": by_day(before) if before is not None else "",
            "moved": moved,
        }

    def _notice(self) -> dict[str, Any]:
        """How long its notice is, from when it runs, and when it ends."""
        ends, out, heard = self._ends(), self._leaving.out, self._leaving.heard
        three = self._three_months()
        return {
            "notice": self._words("notice"),
            "notice_given": heard.when.with_preposition() if heard is not None else "",
            "notice_ends": _in_words(ends),
            "ends_too_late": ends is not None and out is not None and ends > out,
            "three_months_end": _in_words(three),
            "three_months_too_late": three is not None and out is not None and three > out,
        }

    def _ends(self) -> int | None:
        """When its notice ends: as recorded, or else counted from the last day it can mean."""
        expires = self._day("notice_expires")
        if expires is not None and self._leaving.heard is not None:
            return expires.high
        notice, start = self._leaving.row.notice, self._from()
        if notice is None or start is None or not self._words("notice"):
            return None
        return notice.steps(self._calendar).later(start)

    def _from(self) -> int | None:
        """The day from which its notice counts: the day it heard, or else of this letter."""
        heard = self._leaving.heard
        return heard.when.high if heard is not None else self._leaving.schedule.network.as_at

    def _three_months(self) -> int | None:
        row, registers = self._leaving.row, self._leaving.schedule.plan.registers or NO_ROWS
        partner, start = registers.partner_by_id[row.partner], self._from()
        if not partner.is_voluntary or row.offer_accepted is not None or start is None:
            return None
        return VOLUNTARY_NOTICE.steps(self._calendar).later(start)

    def _extension(self) -> dict[str, Any]:
        until = self._day("extended_to")
        is_open = self._answer_by is not None
        return {
            "extension": self._words("extension"),
            "extended_to": until.in_a_sentence() if until is not None else "",
            "answer_by": _in_words(self._answer_by) if is_open else "",
        }

    def _offered(self) -> str:
        registers = self._leaving.schedule.plan.registers or NO_ROWS
        offered = registers.property_by_id.get(self._words("offered"))
        if offered is None:
            return ""
        said = rows.shown(offered, rows.Audience.PARTNER)
        return said.get("name", said["id"])

    def _services_end(self) -> str:
        plan, left = self._leaving.schedule.plan, self._leaving.left
        step = f"{left.id}.{SERVICE_ENDED}"
        if step not in plan or not rows.shows_step(left, SERVICE_ENDED, rows.Audience.PARTNER):
            return ""
        stated = plan[step].stated
        return stated.when.with_preposition() if stated is not None else ""


def by_day(when: DateExpression) -> str:
    """``by Friday 10 December 2021``, ``in the week of Monday 13 December 2021``."""
    return f"by {when.in_words()}" if when.is_exact else when.with_preposition()


def _in_words(day: int | None) -> str:
    return "" if day is None or not days.FIRST <= day <= days.LAST else words.day(days.day(day))
