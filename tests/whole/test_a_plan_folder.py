"""Does a plan's folder say what was typed and recorded, whatever commands are run on it in a row?

A small model of the folder (`folder_model.py`) is told what each command must have done, and
after each step the folder has to agree with it. `EH_LONG=1` asks for longer and many more rows.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Final

from folder_driver import PLAN, Driver, eh
from folder_model import GATES, IN_THE_PLAN, LEFT, OF_A_PROPERTY, STAYS, TYPED, replayed
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

import earlyhelp

WHY: Final = ("--reason", "the board asked")
MILESTONES: Final = st.sampled_from(sorted(TYPED))
DAYS: Final = st.dates(min_value=date(2021, 9, 1), max_value=date(2022, 2, 28)).map(str)
EVIDENCE: Final = st.sampled_from(["", "certificate 12"])
WHOM: Final = st.sampled_from(["assets", "everyone", "partner nursery"])
NAMES: Final = st.sampled_from(["approved", "board-2"])


class APlanFolder(Driver):
    """A folder to which things happen."""

    # What people type into the files themselves. -------------------------------------------

    @rule(milestone=st.sampled_from(IN_THE_PLAN), day=DAYS)
    def type_another_day(self, milestone: str, day: str) -> None:
        """What was moved from the day that stood there then no longer counts."""
        said = TYPED[milestone]
        assert said is not None
        self.model.typed[milestone] = (said[0], day)
        self.write()

    @rule(left=st.sampled_from(LEFT), step=st.sampled_from(OF_A_PROPERTY), day=DAYS | st.just(""))
    def type_into_the_register_that_it_was_done(self, left: str, step: str, day: str) -> None:
        """Another day that was recorded before then no longer counts, until this one is gone."""
        self.model.happened[f"{left}.{step}"] = day
        if not day:
            del self.model.happened[f"{left}.{step}"]
        self.write()

    @rule(stay=st.sampled_from(STAYS), day=DAYS | st.just(""))
    def type_into_the_register_that_a_partner_stays(self, stay: str, day: str) -> None:
        """Or put an older copy of the register back."""
        self.model.extended[stay] = day
        self.write()

    @rule(ref=st.sampled_from(["c1", "c2", "c3"]), route=st.sampled_from(["", "same worker"]))
    def route_some_open_work(self, ref: str, route: str) -> None:
        """Or take its route away, or open it."""
        self.model.routes[ref] = route
        self.write()

    # What is recorded. -------------------------------------------------------------------------

    @rule(milestone=MILESTONES, day=DAYS, evidence=EVIDENCE, how=st.data())
    def done(self, milestone: str, day: str, evidence: str, how: st.DataObject) -> None:
        """A gate is passed only once somebody has shown something, and nothing is done twice."""
        said = [*("milestone", "done", milestone, "--day", day), *_with(evidence)]
        is_refused = (milestone in GATES and not evidence) or self.is_done(milestone)
        if self.records(said, how, is_refused=is_refused):
            self.model.append("done", milestone, day, "", evidence)

    def is_done(self, milestone: str) -> bool:
        """Whether somebody has recorded that it has happened."""
        return self.model.done(milestone) is not None

    @rule(milestone=MILESTONES, day=DAYS, how=st.data())
    def move(self, milestone: str, day: str, how: st.DataObject) -> None:
        """What is done stays where it is, and what has that day already is not moved."""
        is_refused, was = self.model.done(milestone) is not None, self.model.planned(milestone)
        said, before = ["milestone", "move", milestone, day], self.files()
        if self.records(said, how, is_refused=is_refused):
            assert (self.files() == before) is (was == day)
            if was != day:
                self.model.append("moved", milestone, day, was)

    @rule(milestone=MILESTONES, how=st.data())
    def note(self, milestone: str, how: st.DataObject) -> None:
        """A note changes no day."""
        if self.records(["milestone", "note", milestone, "=a note"], how):
            self.model.append("note", milestone, "", "")

    @rule(stay=st.sampled_from(STAYS), day=DAYS, typed=st.none() | DAYS, how=st.data())
    def extend(self, stay: str, day: str, typed: str | None, how: st.DataObject) -> None:
        """A partner stays longer; and perhaps somebody types another day afterwards."""
        was, is_agreed = self.model.stays_until(stay), self.model.is_agreed(stay, day)
        before = self.files()
        if self.records(["property", "extend", *stay.split("."), "--to", day], how):
            assert (self.files() == before) is is_agreed
            if not is_agreed:
                self.model.append("extended", stay, day, was)
            if typed is not None:
                self.type_into_the_register_that_a_partner_stays(stay=stay, day=typed)

    @rule(left=st.sampled_from(LEFT), day=DAYS, evidence=EVIDENCE, how=st.data())
    def accept(self, left: str, day: str, evidence: str, how: st.DataObject) -> None:
        """The Assets Team has taken a building over, once."""
        said = ["property", "accept", left, "--day", day, *_with(evidence)]
        if self.records(said, how, is_refused=self.is_done(f"{left}.accepted")):
            self.model.append("accepted", left, day, "", evidence)

    @rule(stay=st.sampled_from(STAYS), day=DAYS, how=st.data())
    def tell(self, stay: str, day: str, how: st.DataObject) -> None:
        """A partner was told; what it was told is kept with it."""
        said = ["notice", "sent", *stay.split("."), "--day", day, "--how", "letter"]
        last, before = self.model.last_notice(stay), self.files()
        if self.records(said, how):
            if self.files() == before:  # the same as the last time
                assert last is not None
                assert last.day == day
            else:
                new = self.last_line()["was"]
                assert last is None or (last.day, last.was) != (day, new)
                self.model.append("notice sent", stay, day, new)

    @rule(data=st.data(), how=st.data())
    def undo(self, data: st.DataObject, how: st.DataObject) -> None:
        """The last entry about something, if there is any."""
        subjects = sorted({one.subject for one in self.model.entries})
        subject = data.draw(st.sampled_from([*subjects, "launch"]))
        is_refused = self.model.last(subject) is None
        if self.records(["milestone", "undo", subject], how, is_refused=is_refused):
            self.model.undo(subject)

    @rule(milestone=MILESTONES, how=st.data(), by=st.sampled_from(["5wd", "2w", "1m"]))
    def whatif(self, milestone: str, how: st.DataObject, by: str) -> None:
        """To ask changes nothing; to accept records what was asked."""
        self.asks("plan", "whatif", PLAN, "--slip", f"{milestone}={by}")
        said = ["plan", "whatif", "--slip", f"{milestone}={by}", "--accept", *WHY]
        if self.records(said, how, is_refused=None):
            self.take_over()

    @rule(how=st.data())
    def fix(self, how: st.DataObject) -> None:
        """The smallest change; once it is accepted, the plan can be met."""
        if self.records(
            ["plan", "fix", "--time-limit", "0", "--accept", *WHY], how, is_refused=None
        ):
            self.take_over()
            assert json.loads(self.asks("plan", "check", PLAN, "-f", "json").out)["feasible"]

    # What is asked, and what is written elsewhere. ------------------------------------------------

    @rule(name=NAMES, replace=st.booleans(), dry_run=st.booleans())
    def set_a_baseline(self, name: str, *, replace: bool, dry_run: bool) -> None:
        """It has the days as they are; a name that is taken is kept."""
        taken = name in self.model.baselines and not replace
        options = [*(["--replace"] if replace else []), *(["--dry-run"] if dry_run else [])]
        before = self.files()
        code = eh("baseline", "set", name, "-p", PLAN, *options).code
        assert (code == 2) is taken
        if code or dry_run:
            assert self.files() == before
            return
        kept = (self.folder / "baselines" / f"{name}.csv").read_text("utf-8")
        self.model.baselines[name] = self.stated()
        for row in csv.DictReader(io.StringIO(kept)):
            # where no day is stated, it keeps the earliest one
            stated = row["day"] if row["as"] != "earliest" else ""
            assert self.model.baselines[name].get(row["id"], stated) == stated, row

    @precondition(lambda self: self.model.baselines)
    @rule(data=st.data())
    def compare_with_a_baseline(self, data: st.DataObject) -> None:
        """Whatever has another day than it had then is there, and nothing else has moved."""
        name = data.draw(st.sampled_from(sorted(self.model.baselines)))
        said = self.asks("baseline", "compare", name, "-p", PLAN, "-f", "csv")
        assert said.code == 0
        rows = {row["id"]: row for row in csv.DictReader(io.StringIO(said.out))}
        then, now = self.model.baselines[name], self.stated()
        for milestone, day in then.items():
            row = rows[milestone]
            if not day or row["now_as"] == "earliest" or milestone not in now:
                continue  # there was no day to keep, or none that can be kept any more
            late = (now[milestone] > day) - (now[milestone] < day)
            expected = ("unchanged", "slipped", "earlier")[late]
            assert (row["was"], row["now"], row["change"]) == (day, now[milestone], expected), row

    @rule(whom=WHOM, dry_run=st.booleans(), record=st.booleans())
    def export_a_calendar(self, whom: str, *, dry_run: bool, record: bool) -> None:
        """Each event is there once, and none of them ever goes back."""
        old = self.place / f"{whom}.ics"
        before = self.exports.get(whom)
        said = ["calendar", "export", "-p", PLAN, "--for", whom, "-o", str(self.place / "new.ics")]
        said += ["--previous", str(old)] if before is not None else []
        if self.records(
            said, None, is_refused=None, is_dry=dry_run, always=("--record",) if record else ()
        ):
            if record:
                self.take_over()
            new = (self.place / "new.ics").read_bytes()
            sequences, revised = _sequences(new), _sequences(before or b"")
            assert len(sequences) == len(dict(sequences))
            assert all(number >= dict(revised).get(uid, 0) for uid, number in sequences)
            if before is not None:
                changed = self.asks("calendar", "changes", str(old), "new.ics", "-p", PLAN)
                assert changed.code == 0
            (self.place / "new.ics").rename(old)
            self.exports[whom] = new

    @rule(form=st.sampled_from(["csv", "xlsx"]))
    def send_a_sheet_round(self, form: str) -> None:
        """Nobody changes anything: nothing is recorded."""
        sheet = f"sheet.{form}"
        assert self.asks("export", form, "-p", PLAN, "-o", sheet).code == 0
        said = self.asks("import", form, sheet, "-p", PLAN, "--accept", *WHY, "-f", "json")
        assert json.loads(said.out)["cells"] == []
        assert said.code == 0

    @rule(milestone=MILESTONES, day=DAYS, how=st.data())
    def change_a_day_in_a_sheet(self, milestone: str, day: str, how: st.DataObject) -> None:
        """What is done stays where it is, in a sheet as well."""
        assert self.asks("export", "csv", "-p", PLAN, "-o", "sheet.csv").code == 0
        file = self.place / "sheet.csv"
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
        at = rows[0].index("Day")
        [row] = [row for row in rows if row[0] == milestone]
        is_same, row[at] = row[at] == day, day
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
        takes = not is_same and self.model.done(milestone) is None
        before = len(self.model.entries)
        if self.records(["import", "csv", "sheet.csv", "--accept", *WHY], how, is_refused=None):
            self.take_over()
            assert len(self.model.entries) == before + takes

    @rule()
    def take_it_to_project_and_back(self) -> None:
        """What comes back is a plan that can be checked."""
        assert self.asks("export", "mspdi", "-p", PLAN, "-o", "moves.xml").code == 0
        target = self.elsewhere()
        said = self.asks("import", "mspdi", "moves.xml", "--nation", "england", "-o", target)
        assert said.code == 0
        assert eh("plan", "check", target).code in {0, 1}
        again = self.asks("import", "mspdi", "moves.xml", "--nation", "england", "-o", target)
        assert again.code == 2

    @rule(keep=st.sampled_from(["weekdays", "dates"]), dry_run=st.booleans())
    def shift(self, keep: str, *, dry_run: bool) -> None:
        """A copy on other dates; where there is something already, nothing is written."""
        target = self.elsewhere()
        said = ["plan", "shift", PLAN, "--start", "2026-10-13", "--keep", keep, "-o", target]
        assert self.asks(*said, *(["--dry-run"] if dry_run else [])).code == 0
        assert Path(target).exists() is not dry_run
        if not dry_run:
            assert eh("plan", "check", target).code in {0, 1}
            assert self.asks(*said).code == 2

    @rule(whom=st.sampled_from(["nursery", "food"]))
    def draft_letters(self, whom: str) -> None:
        """And ask who has to hear of what by when."""
        target = self.elsewhere()
        assert self.asks("notice", "draft", "-p", PLAN, "--partner", whom, "-o", target).code == 0
        assert self.asks("notice", "due", "-p", PLAN, "--all", "-f", "json").code == 0

    @rule(milestone=MILESTONES, form=st.sampled_from(["text", "json"]))
    def ask_about(self, milestone: str, form: str) -> None:
        """Every page that says how it stands."""
        assert self.asks("plan", "why", milestone, "-p", PLAN, "-f", form).code in {0, 1}
        assert self.asks("plan", "critical", PLAN, "-f", form).code in {0, 1}
        assert self.asks("status", "-p", PLAN, "-f", form).code in {0, 1}
        assert self.asks("property", "list", "-p", PLAN, "-f", form).code == 0
        assert self.asks("partner", "show", "nursery", "-p", PLAN, "-f", form).code == 0

    @rule(
        said=st.sampled_from(
            [
                ("milestone", "done", "lunch", "--day", "2021-10-12"),
                ("milestone", "move", "launch", "8/9/2021"),
                ("milestone", "done", "launch", "--day", "2021-02-30"),
                ("property", "extend", "elm", "food", "--to", "2021-12-20"),
                ("property", "accept", "ash", "--day", "2021-12-20"),
                ("notice", "sent", "ash", "nursery", "--how", "letter"),
                ("baseline", "compare", "nobody"),
                ("calendar", "export", "--previous", "none.ics", "-o", "new.ics"),
                ("import", "csv", "none.csv", "--accept", *WHY),
            ]
        )
    )
    def ask_for_what_cannot_be(self, said: tuple[str, ...]) -> None:
        """Refused in words, and nothing changes."""
        refused = self.asks(*said, "-p", PLAN)
        assert refused.code == 2
        assert refused.err.strip()

    # What holds after each step. --------------------------------------------------------------

    @invariant()
    def the_files_are_what_people_typed(self) -> None:
        """No command rewrites them, and nothing is left lying about."""
        typed = {name: text.encode() for name, text in self.model.files().items()}
        kept = {f"baselines/{name}.csv" for name in self.model.baselines}
        there = self.files()
        assert {name: there[name] for name in typed} == typed
        assert there.keys() - typed.keys() - kept <= {"journal.csv"}

    @invariant()
    def the_journal_replays(self) -> None:
        """Its entries that stand are those that the model has, each in its line."""
        journal = self.files().get("journal.csv", b"")
        assert replayed(journal) == self.model.entries
        assert journal.count(b"\n") == self.model.lines

    @invariant()
    def every_day_is_the_one_that_was_said_last(self) -> None:
        """By the plan's own list of its milestones."""
        listed = json.loads(self.asks("plan", "show", PLAN, "-f", "json").out)["milestones"]
        assert {one["id"] for one in listed} == {*TYPED}
        for one in listed:
            if self.model.is_told_again(one["id"]):
                assert one["stated_as"] == "done"
                continue
            assert (one["stated"], one["stated_as"]) == self.model.stated(one["id"]), one

    @invariant()
    def every_stay_is_as_long_as_was_said_last(self) -> None:
        """In the register, or in an entry that knew what the register says."""
        rows = earlyhelp.load(PLAN).registers
        assert rows is not None
        for row in rows.occupations:
            until = row.extended_to.when.text if row.extended_to else ""
            assert until == self.model.stays_until(row.id)

    @invariant()
    def the_answers_depend_on_the_folder_alone(self) -> None:
        """Asked twice, or once more after something was undone, they are the same bytes."""
        answers = self.answers_now()
        assert self.answers.setdefault(self.model.key(), answers) == answers
        found = json.loads(answers[0])["findings"]
        # an entry is what the plan says, or somebody has gone on from it, or it is left aside
        left_aside = {one["line"] for one in found if one["code"] == "EH704"}
        assert left_aside == self.model.left_aside()
        unrouted = [one for one in found if one["code"] == "EH601"]
        assert len(unrouted) == len(self.model.is_open())


def _with(evidence: str) -> list[str]:
    return ["--evidence", evidence] if evidence else []


def _sequences(calendar: bytes) -> list[tuple[str, int]]:
    """Each event's UID and SEQUENCE, as they stand in the lines of a file."""
    events = re.findall(
        rb"BEGIN:VEVENT\r\n(.*?)END:VEVENT", calendar.replace(b"\r\n ", b""), re.DOTALL
    )
    found = []
    for event in events:
        said = dict(line.partition(b":")[::2] for line in event.splitlines())
        found.append((said[b"UID"].decode(), int(said.get(b"SEQUENCE", b"0"))))
    return found


TestAPlanFolder = APlanFolder.TestCase
_LONG: Final = bool(os.environ.get("EH_LONG"))
TestAPlanFolder.settings = settings(
    max_examples=400 if _LONG else 20 if os.environ.get("CI") else 8,
    stateful_step_count=40 if _LONG else 12,
)
