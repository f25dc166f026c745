"""Item 52: after any commands, and crashes between and in them, is the plan what its journal says?

A model keeps only what was acknowledged. What a crash left besides is at most one entry of the
command that was stopped, and it is whole.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from earlyhelp import Plan
from earlyhelp.files import lock
from earlyhelp.files.journal import as_lines, read_journal
from earlyhelp.files.load import load, parse
from tests.entries import PLAN as HANDOVER
from tests.running import run_eh

if TYPE_CHECKING:
    from tests.scorecard.conftest import Failing

#: The launch has room, so that most moves can be kept.
PLAN: Final = HANDOVER.replace(b"2022-01-04", b"2022-02-01")
#: What an entry says, without when it was made and by whom.
Said = tuple[str, str, str, str, str]
#: A crash: at which system call from now, and whether before, after or in it; or none.
CRASHES: Final = st.none() | st.tuples(
    st.integers(0, 40), st.sampled_from(["before", "after", "halfway"])
)
MILESTONES: Final = st.sampled_from(["launch", "handover", "told", "elm.swept"])
DAYS: Final = st.sampled_from(["2021-09-15", "2021-12-20", "2022-01-10", "2022-02-07"])
TEXTS: Final = st.sampled_from(["", "Members asked", 'certificate "12", signed', "a\nb"])


def said(journal: bytes) -> list[Said]:
    """What the entries of a journal say."""
    return [
        (
            entry.action.value,
            entry.subject,
            entry.day.when.text if entry.day else "",
            entry.reason,
            entry.evidence,
        )
        for entry in read_journal(journal).entries
    ]


class Commands(RuleBasedStateMachine):
    """The commands that record, each of which may be the last of its process."""

    failing: Failing

    def __init__(self) -> None:
        """A plan in a folder of its own, in which nothing has happened yet."""
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        (self.folder / "plan.yaml").write_bytes(PLAN)
        self.acknowledged: list[Said] = []

    def teardown(self) -> None:
        """Nothing is left of it."""
        self._folder.cleanup()

    @property
    def journal(self) -> bytes:
        """What the journal is now."""
        file = self.folder / "journal.csv"
        return file.read_bytes() if file.exists() else b""

    def eh(self, crash: tuple[int, str] | None, expected: Said, *words: str) -> None:
        """Run `eh`, perhaps into a crash; what it acknowledges is expected to be there."""
        said_before, talk = said(self.journal), io.StringIO()
        at, how = crash or (10_000, "before")
        with (
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(talk),
        ):
            patch.setattr(sys, "argv", ["eh", *words, "--force", "-p", str(self.folder)])
            patch.setattr(lock, "PATIENCE_SECONDS", 0)
            with self.failing(at, how) as machine, contextlib.suppress(SystemExit):
                run_eh()
        made = said(self.journal)[len(said_before) :]
        assert said(self.journal)[: len(said_before)] == said_before
        if "recorded in journal.csv" in talk.getvalue():
            assert made == [expected]
        else:
            assert made == [] or (machine.is_stopped and made == [expected])
            is_refused = words[1] == "undo" or "is recorded as" in talk.getvalue()
            assert machine.is_stopped or is_refused or self.is_known(expected, talk.getvalue())
        self.acknowledged += made

    def is_known(self, expected: Said, talk: str) -> bool:
        """Whether the plan says a day already, and so does `eh`."""
        action, subject, day, *_ = expected
        plan = load(self.folder)
        [row] = plan.registers.occupations if plan.registers is not None else ()
        now = row.extended_to if action == "extended" else plan[subject].stated
        return "already recorded" in talk and now is not None and now.when.text == day

    @rule(crash=CRASHES, name=MILESTONES, day=DAYS, text=TEXTS)
    def done(self, crash: tuple[int, str] | None, name: str, day: str, text: str) -> None:
        """A gate is done with evidence only."""
        words = " ".join(text.split()) or "seen"
        expected = ("done", name, day, "", words)
        self.eh(crash, expected, "milestone", "done", name, "--day", day, "--evidence", words)

    @rule(crash=CRASHES, name=MILESTONES, day=DAYS, text=TEXTS)
    def move(self, crash: tuple[int, str] | None, name: str, day: str, text: str) -> None:
        """What is done is not moved."""
        expected = ("moved", name, day, " ".join(text.split()), "")
        self.eh(crash, expected, "milestone", "move", name, day, "--reason", text)

    @rule(crash=CRASHES, day=DAYS, text=TEXTS)
    def extend(self, crash: tuple[int, str] | None, day: str, text: str) -> None:
        """The partner stays longer."""
        expected = ("extended", "elm.food", day, " ".join(text.split()), "")
        words = ("property", "extend", "elm", "food", "--to", day, "--reason", text)
        self.eh(crash, expected, *words)

    @rule(crash=CRASHES, day=DAYS)
    def accept(self, crash: tuple[int, str] | None, day: str) -> None:
        """The building is taken over."""
        expected = ("accepted", "elm", day, "", "letter 7")
        words = ("property", "accept", "elm", "--day", day, "--evidence", "letter 7")
        self.eh(crash, expected, *words)

    @rule(crash=CRASHES, name=MILESTONES, text=TEXTS)
    def note(self, crash: tuple[int, str] | None, name: str, text: str) -> None:
        """It changes no day, and has a text."""
        said = text if text.split() else f"{text}heard"
        expected = ("note", name, "", " ".join(said.split()), "")
        self.eh(crash, expected, "milestone", "note", name, said)

    @rule(crash=CRASHES, name=MILESTONES | st.sampled_from(["elm", "elm.food"]))
    def undo(self, crash: tuple[int, str] | None, name: str) -> None:
        """The last entry about it, if there is one."""
        self.eh(crash, ("undone", name, "", "", ""), "milestone", "undo", name)

    @invariant()
    def the_journal_is_what_was_acknowledged(self) -> None:
        """Every entry of it, in order, and nothing else."""
        assert said(self.journal) == self.acknowledged

    @invariant()
    def the_plan_is_its_files_and_its_journal_replayed(self) -> None:
        """With the torn lines or without them, and however often it is read."""
        entries = read_journal(self.journal).entries
        replayed = parse(PLAN, recorded=as_lines(entries, None))
        assert days(load(self.folder)) == days(replayed)
        assert load(self.folder).registers == load(self.folder).registers

    @invariant()
    def a_day_is_the_last_that_stands(self) -> None:
        """The slow obvious way: strike out what was undone, and look at what is left."""
        stands: list[Said] = []
        for entry in self.acknowledged:
            if entry[0] != "undone":
                stands.append(entry)
            elif own := [at for at, other in enumerate(stands) if other[1] == entry[1]]:
                del stands[own[-1]]
        plan = load(self.folder)
        for name in ("launch", "handover", "told", "elm.swept"):
            done = [day for action, of, day, *_ in stands if (action, of) == ("done", name)]
            found = plan[name].done
            assert (found.when.text if found else None) == (done[-1] if done else None)


def days(plan: Plan) -> list[tuple[str, str | None, str | None]]:
    """What a plan says of each milestone's day, wherever it says so."""
    return [
        (
            milestone.id,
            milestone.stated_as,
            milestone.last_stated_day.isoformat() if milestone.last_stated_day else None,
        )
        for milestone in plan.milestones
    ]


def test_52_after_any_commands_and_crashes_the_plan_is_its_journal_replayed(
    failing: Failing, *, is_long: bool
) -> None:
    class OnThisMachine(Commands):
        """With the machine of this test."""

    OnThisMachine.failing = staticmethod(failing)
    run_state_machine_as_test(
        OnThisMachine,
        settings=settings(
            max_examples=200 if is_long else 8,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
