"""Does every client that imports each export show the plan's days, and nothing else?

A year of changes in any order, and after each export what people see in their own calendars:
no event twice, none that is no longer in the plan, none on another day.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from earlyhelp.files.calendars.ical import read_calendar
from earlyhelp.files.load import parse
from earlyhelp.model.calendars import Calendar
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs.calendars import changes, errands, ical
from earlyhelp.outputs.calendars import events as made
from earlyhelp.outputs.calendars.edits import edits
from earlyhelp.outputs.calendars.errands import Errand
from earlyhelp.outputs.calendars.views import View
from tests.calendar_clients import (
    PARTNER,
    Building,
    Client,
    Entry,
    Kept,
    Move,
    Reads,
    Typed,
    events,
)

#: Days around a clock change, a new year and a leap day; some known only as a week, some not at all.
EXACT: Final = st.one_of(
    st.dates(date(2021, 10, 29), date(2021, 11, 2)),
    st.dates(date(2022, 3, 25), date(2022, 3, 29)),
    st.dates(date(2023, 12, 30), date(2024, 3, 1)),
).map(str)
MONDAYS: Final = ("2021-10-25", "2022-03-21", "2024-02-26")
DAYS: Final = st.one_of(
    EXACT, EXACT, st.sampled_from(MONDAYS).map("week of {}".format), st.just("")
)
PLACES: Final = ("elm", "oak")
NAMES: Final = st.sampled_from(["Elm Centre", "The Elms, north; old", "Oak: a house", "Ash 🏠"])
STEPS: Final = st.sampled_from(["vacated", "handed_over", "out"])
WHOM: Final = ("assets", f"partner {PARTNER}")
#: For how long what is off is still in the file.
KEPT: Final = timedelta(days=made.KEEP_CANCELLED_DAYS)


class AYear(RuleBasedStateMachine):
    """A plan to which things happen, and the calendars of those who import its exports."""

    def __init__(self) -> None:
        """Two buildings, one partner, and nothing exported yet."""
        super().__init__()
        self.plan = Typed()
        days = {"vacated": "2021-10-29", "handed_over": "2021-11-01", "out": "2021-10-29"}
        self.plan.buildings["elm"] = Building("Elm Centre", days.copy(), PARTNER)
        self.plan.buildings["oak"] = Building("Oak Centre", days.copy(), "food")
        self.files: dict[str, list[Mapping[str, Kept]]] = {whom: [] for whom in WHOM}
        self.calendars: dict[str, list[Calendar]] = {whom: [] for whom in WHOM}
        self.newest: dict[str, dict[str, Kept]] = {whom: {} for whom in WHOM}
        self.last = {whom: Calendar(uid="", name="") for whom in WHOM}
        self.clients = {whom: [Client(reads) for reads in Reads] for whom in WHOM}
        self.sometimes = {whom: Client(Reads.BY_THE_RFC) for whom in WHOM}
        self.last_taken = dict.fromkeys(WHOM, self.plan.as_at)
        self.is_away = False
        self.server: dict[str, bytes] = {}

    # What happens to the plan. -----------------------------------------------------------------

    @rule(at=st.sampled_from(PLACES), step=STEPS, day=DAYS)
    def type_a_day(self, at: str, step: str, day: str) -> None:
        """Somebody types another day into the register, or takes it out."""
        if at in self.plan.buildings:
            self.plan.buildings[at].days[step] = day

    @rule(data=st.data(), day=EXACT)
    def record_a_move(self, data: st.DataObject, day: str) -> None:
        """An extension that moves a day, a second one, a handover that comes early."""
        there = [(at, step) for at in self.plan.buildings for step in self.plan.steps_of(at)]
        if there:
            at, step = data.draw(st.sampled_from(there))
            milestone, was = self.plan.milestone(at, step), self.plan.planned(at, step)
            stamp = f"{self.plan.as_at}T09:00:00Z"
            self.plan.moves.append(Move(milestone, day, was, stamp))
            self.plan.lines.append(f"{stamp},office,moved,{milestone},{day},{was},,\n")

    @precondition(lambda self: self.plan.moves)
    @rule()
    def undo_the_last_move(self) -> None:
        """The vacation is not extended after all."""
        last = self.plan.moves[-1]
        if any(
            last.milestone == self.plan.milestone(at, step)
            for at in self.plan.buildings
            for step in self.plan.steps_of(at)
        ):
            self.plan.moves.pop()
            stamp = f"{self.plan.as_at}T09:00:00Z"
            self.plan.lines.append(f"{stamp},office,undone,{last.milestone},,moved {last.day},,\n")

    @rule(at=st.sampled_from(PLACES), name=NAMES, data=st.data())
    def add_or_take_out_a_building(self, at: str, name: str, data: st.DataObject) -> None:
        """It is in the register from now on, or no longer; it can come back."""
        if self.plan.buildings.pop(at, None) is None:
            days = {"vacated": data.draw(DAYS), "handed_over": data.draw(DAYS)}
            self.plan.buildings[at] = Building(name, days)
        self._forget_moves_of_nothing()

    @rule(at=st.sampled_from(PLACES), name=NAMES)
    def rename_a_building(self, at: str, name: str) -> None:
        """What it is called is not what makes it the same."""
        if at in self.plan.buildings:
            self.plan.buildings[at].name = name

    @rule(at=st.sampled_from(PLACES))
    def keep_a_building_or_not(self, at: str) -> None:
        """It is retained after all, or is not."""
        if at in self.plan.buildings:
            self.plan.buildings[at].is_retained ^= True
        self._forget_moves_of_nothing()

    @rule(at=st.sampled_from(PLACES), partner=st.sampled_from(["", PARTNER, "food"]), day=DAYS)
    def let_a_partner_move(self, at: str, partner: str, day: str) -> None:
        """A partner comes, goes, or gives way to another one."""
        if at in self.plan.buildings:
            self.plan.buildings[at].partner = partner
            self.plan.buildings[at].days["out"] = day
        self._forget_moves_of_nothing()

    @rule()
    def edit_the_workflow(self) -> None:
        """Nobody hands over any more; or they do."""
        self.plan.has_handovers ^= True
        self._forget_moves_of_nothing()

    @rule(title=st.sampled_from(["The moves", "Moves, and more; of 2021"]))
    def give_the_plan_a_title(self, title: str) -> None:
        """Which is no part of what makes an event the same."""
        self.plan.title = f'"{title}"'

    @rule(days=st.sampled_from([1, 14, 28, 29, 60]))
    def let_time_pass(self, days: int) -> None:
        """The facts are of a later day."""
        self.plan.as_at += timedelta(days=days)

    def _forget_moves_of_nothing(self) -> None:
        """The journal is cleared of milestones that the plan no longer has: it would be refused."""
        there = {
            self.plan.milestone(at, step)
            for at in self.plan.buildings
            for step in self.plan.steps_of(at)
        }
        self.plan.moves = [move for move in self.plan.moves if move.milestone in there]
        self.plan.lines = [line for line in self.plan.lines if line.split(",")[3] in there]

    # What people do with their calendars. --------------------------------------------------------

    @rule()
    def go_away_or_come_back(self) -> None:
        """Somebody who imports files does so only now and then."""
        self.is_away ^= True

    @invariant()
    def everybody_imports(self) -> None:
        """After each change there is an export, and every client imports it, twice."""
        text, journal = self.plan.files()
        schedule = solve_plan(parse(text, recorded=journal))
        self._a_server_has_the_days_of_the_plan(schedule)
        for whom in WHOM:
            file = self._exported(schedule, whom)
            wanted = self.plan.wanted()[whom]
            for client in self.clients[whom]:
                client.imports(file)
                client.imports(file)
                assert client.shows() == wanted, client.reads
            fresh = Client(Reads.WHATEVER_COMES)  # whoever deletes the calendar before each file
            fresh.imports(file)
            assert fresh.shows() == wanted
            if not self.is_away:
                self._import_now_and_then(whom, file, wanted)

    def _a_server_has_the_days_of_the_plan(self, schedule: Schedule) -> None:
        """What is pushed to it, one event after the other, is all that it has."""
        there = [read_calendar(data).calendar.events[0] for data in self.server.values()]
        before = Calendar(uid="", name="", events=tuple(there))
        now = made.calendar(schedule, View.parse("assets"), previous=before)
        for task in errands.tasks(now, there):
            assert not task.is_edited, task
            if task.errand is Errand.REMOVE:
                del self.server[task.event.uid]
            elif task.errand is not Errand.LEAVE:
                self.server[task.event.uid] = ical.event_file(now, task.event)
        whoever_looks = Client(Reads.WHATEVER_COMES)
        for data in self.server.values():
            whoever_looks.imports(events(data))
        assert whoever_looks.shows() == self.plan.wanted()["assets"]

    def _import_now_and_then(
        self, whom: str, file: Mapping[str, Kept], wanted: list[Entry]
    ) -> None:
        """Whoever misses exports for no longer than what is off is kept, misses nothing."""
        if self.last_taken[whom] + KEPT < self.plan.as_at:
            self.sometimes[whom] = Client(Reads.BY_THE_RFC)  # it has been told to begin anew
        self.sometimes[whom].imports(file)
        self.last_taken[whom] = self.plan.as_at
        assert self.sometimes[whom].shows() == wanted

    @rule(whom=st.sampled_from(WHOM), data=st.data())
    def import_an_old_file_again(self, whom: str, data: st.DataObject) -> None:
        """A client that looks at SEQUENCE takes nothing back from it."""
        old = data.draw(st.sampled_from(self.files[whom]))
        for client in self.clients[whom]:
            if client.reads is not Reads.WHATEVER_COMES:
                before = client.shows()
                client.imports(old)
                assert client.shows() == before, client.reads

    @rule(whom=st.sampled_from(WHOM), data=st.data())
    def an_old_file_comes_back(self, whom: str, data: st.DataObject) -> None:
        """Nobody has moved anything in it, so none of its days is taken for somebody's change."""
        text, journal = self.plan.files()
        old = data.draw(st.sampled_from(self.calendars[whom]))
        compared = edits(parse(text, recorded=journal), old)
        assert [edit for edit in compared.edits if edit.can_be_taken] == []
        assert (compared.foreign, compared.otherwise) == (0, ())

    def _exported(self, schedule: Schedule, whom: str) -> Mapping[str, Kept]:
        """The next file, which continues the last one; none of its numbers ever falls."""
        before = self.last[whom]
        calendar = made.calendar(schedule, View.parse(whom), previous=before)
        data = b"".join(ical.stream(calendar))
        read = read_calendar(data)
        assert not read.problems
        again = made.calendar(schedule, View.parse(whom), previous=read.calendar)
        assert b"".join(ical.stream(again)) == data, "exported twice"
        self._the_list_of_changes_is_true(before, read.calendar)
        assert read.calendar.revised >= before.revised
        file = events(data)
        for uid, new in file.items():
            old = self.newest[whom].get(uid, new)
            assert (new.number >= old.number, new.stamp >= old.stamp) == (True, True)
            assert new.number > old.number or new == old
        self.newest[whom] |= file
        self.last[whom] = read.calendar
        self.files[whom].append(file)
        self.calendars[whom].append(read.calendar)
        compared = edits(schedule.plan, read.calendar)
        assert (compared.edits, compared.unknown, compared.otherwise) == ((), (), ())
        return file

    def _the_list_of_changes_is_true(self, before: Calendar, after: Calendar) -> None:
        """Whatever is another title or another day is on the list that people pass on."""
        said = {change.event.uid for change in changes.between(before, after)}
        was = {one.uid: (one.title, one.first) for one in before.events if not one.is_cancelled}
        now = {one.uid: (one.title, one.first) for one in after.events if not one.is_cancelled}
        assert {uid for uid in was.keys() | now.keys() if was.get(uid) != now.get(uid)} <= said


TestAYear = AYear.TestCase
_LONG: Final = bool(os.environ.get("EH_LONG"))
TestAYear.settings = settings(
    max_examples=300 if _LONG else 60 if os.environ.get("CI") else 15,
    stateful_step_count=60 if _LONG else 25,
)
