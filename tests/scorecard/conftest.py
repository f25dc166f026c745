"""What may a test of the scorecard ask of a plan, and of what is found in it?"""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable
from typing import Any, Final, Self

import pytest

import earlyhelp
from earlyhelp import Finding, Fix, Plan
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from tests.scorecard.commands import Answers, answers

#: Of a file: why it cannot be read.
Refused = Callable[[str | bytes], tuple[Finding, ...]]
#: Of findings: code, line and column of each.
Where = Callable[[tuple[Finding, ...]], list[tuple[str, int, int]]]
#: Of a text without the four lines that every plan needs: the plan.
Read = Callable[[str], Plan]
#: Of such a text and a code: what that check has to say.
Found = Callable[[str, str], list[Finding]]
#: Of such a text: its conflicts.
Conflicts = Callable[[str], list[Finding]]
#: Of a finding: the lines of the plan that its proof goes through.
Lines = Callable[[Finding], list[int]]
#: Of a text and a fix: the text after somebody has typed it where it says.
Mended = Callable[[str, Fix], str]

HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\n"

#: What the script `eh` does, for `python -c`.
SCRIPT: Final = (
    "from importlib.metadata import entry_points\n"
    "[command] = entry_points(group='console_scripts', name='eh')\n"
    "command.load()()\n"
)

#: Every section and every form of link that a plan has, and nothing wrong with it.
FULL: Final = """\
format: 1
id: early-help
title: "Early Help: redesign – phase 1"
organisation: A County Council
nation: england
as_at: 2021-09-17
days: working
closures:
  - days: 2021-12-29 to 2021-12-31
    name: Christmas closure
  - 2022-02-14
facts:
  posts_at_risk: {main-office: 34}
  voluntary_partners: yes
settings:
  low_float: 5 working days
  clear_days_basis: s243
milestones:
  consultation.launch:
    title: Staff consultation launched
    done: 2021-09-08
    source: S0 4.1
  consultation.close: {on: 2021-09-29, after: consultation.launch + 21 calendar days}
  offer.launch:
    on: 2022-01-04
    days: any
    by: [end of 2022-01, selection.end + 6 months]
    after:
      - selection.end + 3 clear working days
      - link: consultation.close
        because: no one is left unsupported
        locked: yes
  letters: {expected: week of 2021-11-15, before: offer.launch - 4 weeks}
  panel: {within: 10 working days after consultation.close, not_before: 2021-10}
stages:
  selection:
    lasts: between 4 and 6 weeks
    after: consultation.close
    end: {owner: Early Help leadership}
"""

#: The same kind of plan in as few lines as possible.
SHORT: Final = """\
{format: 1, id: p, title: P, nation: wales, as_at: 2021-09-17, milestones: {a: {on: 2021-10-01},
 b: {exactly: 2 weeks after a}}, stages: {s: {after: b, lasts: at most 3 months, by: 2021-12-24}}}
"""

#: And one that can be read, but not met.
UNMET: Final = """\
format: 1
id: unmet
title: 'Cannot be met'
nation: scotland
milestones:
  first:
    on: 2021-10-12
  then:
    after: first + 30 working days
    by: 2021-10-29
  round: {after: about}
  about: {after: round + 1 month}
"""

GOOD: Final = (FULL, SHORT, UNMET)


@pytest.fixture
def head() -> str:
    """The four lines that every plan needs."""
    return HEAD


@pytest.fixture
def good_plans() -> tuple[str, str, str]:
    """A full plan, a short one, and one that can be read, but not met."""
    return GOOD


@pytest.fixture(params=GOOD)
def good(request: pytest.FixtureRequest) -> str:
    """Each of them."""
    return str(request.param)


@pytest.fixture
def refused() -> Refused:
    """Why a plan file cannot be read."""

    def run(data: str | bytes) -> tuple[Finding, ...]:
        with pytest.raises(UnreadablePlanError) as error:
            parse(data.encode() if isinstance(data, str) else data)
        return error.value.findings

    return run


@pytest.fixture
def where() -> Where:
    """Code, line and column of each finding."""

    def run(found: tuple[Finding, ...]) -> list[tuple[str, int, int]]:
        return [(item.code, *item.place[1:]) for item in found if item.place is not None]

    return run


@pytest.fixture
def read() -> Read:
    """A plan, once the four lines that every plan needs are added at its end."""

    def run(text: str) -> Plan:
        return parse(f"{text}\n{HEAD}".encode())

    return run


@pytest.fixture
def found(read: Read) -> Found:
    """What one check has to say of such a plan."""

    def run(text: str, code: str) -> list[Finding]:
        return [item for item in earlyhelp.check(read(text)) if item.code == code]

    return run


@pytest.fixture
def conflicts(found: Found) -> Conflicts:
    """The conflicts of a plan that cannot be met; there is one at least."""

    def run(text: str) -> list[Finding]:
        several = found(text, "EH201")
        assert several
        return several

    return run


@pytest.fixture
def lines() -> Lines:
    """The lines of the plan that a finding's proof goes through."""

    def run(finding: Finding) -> list[int]:
        return [step.place.line for step in finding.chain if step.place is not None]

    return run


@pytest.fixture
def mended() -> Mended:
    """The plan after somebody has typed a fix where it says."""

    def run(text: str, fix: Fix) -> str:
        assert fix.place is not None
        rows = text.split("\n")
        row = rows[fix.place.line - 1]
        at = fix.place.column - 1
        assert row[at:].startswith(fix.before)
        rows[fix.place.line - 1] = row[:at] + fix.after + row[at + len(fix.before) :]
        return "\n".join(rows)

    return run


class StoppedError(BaseException):
    """The process is no longer there: nothing that it still does has any effect."""


class FailingMachine:
    """The system calls of this process, of which the `at`-th fails.

    `how` is an error that it fails with, once; or when the process is stopped: `before` the
    call, `after` it, or `halfway` through what it writes.
    """

    CALLS: Final = (
        *("open", "close", "write", "ftruncate", "fsync", "fchmod", "fchown"),
        *("replace", "unlink", "fstat"),
    )

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, how: OSError | str) -> None:
        """Nothing fails yet."""
        self.calls: list[str] = []  #: so far
        self.is_stopped = False
        self._patch, self._at, self._how = monkeypatch, at, how
        self._open: set[int] = set()

    def __enter__(self) -> Self:
        """From here on, calls are counted."""
        self._context = self._patch.context()
        patch = self._context.__enter__()
        for name in self.CALLS:
            patch.setattr(os, name, functools.partial(self._call, name, getattr(os, name)))
        patch.setattr(os, "fdopen", functools.partial(self._fdopen, os.fdopen))
        return self

    def __exit__(self, *raised: object) -> bool:
        """What a stopped process had open is closed, as the system would."""
        self._context.__exit__(None, None, None)
        for handle in self._open:
            with contextlib.suppress(OSError):
                os.close(handle)
        return self.is_stopped and isinstance(raised[1], StoppedError)

    def _call(self, name: str, really: Callable[..., Any], *args: Any, **named: Any) -> Any:
        if self.is_stopped:
            raise StoppedError
        is_now = len(self.calls) == self._at
        self.calls.append(name)
        if is_now and isinstance(self._how, OSError):
            raise self._how
        if is_now and self._how == "halfway" and name == "write":
            handle, data = args
            really(handle, data[: len(data) // 2])
        self.is_stopped = is_now
        if is_now and self._how != "after":
            raise StoppedError
        result = really(*args, **named)
        if name == "open":
            self._open.add(result)
        elif name == "close":
            self._open.discard(args[0])
        if is_now:
            raise StoppedError
        return result

    def _fdopen(self, really: Callable[..., Any], handle: int, *rest: Any) -> Any:
        self._open.discard(handle)  # the stream closes it
        return really(handle, *rest)


#: Of the number of a call and how it fails: a machine on which it does.
Failing = Callable[[int, OSError | str], FailingMachine]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """A machine on which one system call fails, or is the last of this process."""
    return functools.partial(FailingMachine, monkeypatch)


@pytest.fixture(scope="session")
def script() -> str:
    """What the script `eh` does, for `python -c`."""
    return SCRIPT


@pytest.fixture(scope="session")
def is_long() -> bool:
    """Whether there is time for the long runs: ``EH_LONG=1``."""
    return bool(os.environ.get("EH_LONG"))


@pytest.fixture(scope="session")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What every command answers on an ordinary day."""
    found = answers(tmp_path_factory.mktemp("usual"))
    assert found.worked(), found.said
    return found
