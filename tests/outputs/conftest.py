"""How the tests of the outputs get an answer, and where their plans come from."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import pytest

from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse
from earlyhelp.findings import Finding
from earlyhelp.network.schedule import Schedule
from tests.running import run_eh

if TYPE_CHECKING:
    from tests.conftest import WritePlan

#: What every plan of these tests says besides; it comes last, so that the lines of a
#: docstring keep their numbers.
ALSO: Final = """\
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
"""
#: The plan of the design: its launch comes 45 days before the notice is over.
LAUNCH_TOO_SOON: Final = """\
milestones:
  consultation.response:
    on: 2021-10-12
  notice.expired:
    after:
      link: selection.end + 12 weeks
      source: ERA 1996 s.86
      locked: yes
  offer.launch:
    on: 2022-01-01
    days: any
    after: notice.expired
stages:
  selection:
    lasts: at least 6 weeks
    after: consultation.response
"""
GALLERY: Final = Path(__file__).parents[1] / "gallery"


@attrs.frozen(kw_only=True)
class Checked:
    """A plan that was read and checked, for the renderings to show."""

    schedule: Schedule
    findings: tuple[Finding, ...]


Check = Callable[[str], Checked]
#: Of what a plan says: the folder that it was written into.
WriteRedesign = Callable[[str], Path]
#: Runs `eh plan check` with some options on the test's plan: what it printed.
EhCheck = Callable[..., str]


def whole_plan(said: str) -> str:
    """A plan file that says this."""
    return f"{inspect.cleandoc(said)}\n{ALSO}"


@pytest.fixture
def check() -> Check:
    """Reads and checks a plan that is given as text."""

    def run(text: str) -> Checked:
        schedule, findings = check_plan(parse(whole_plan(text).encode()))
        return Checked(schedule=schedule, findings=findings)

    return run


@pytest.fixture
def launch_too_soon() -> str:
    """What the plan of the design says; it cannot be met."""
    return LAUNCH_TOO_SOON


@pytest.fixture
def write_redesign(write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch) -> WriteRedesign:
    """Writes a plan that says this into a folder; the test then stands beside it."""

    def run(said: str) -> Path:
        for variable in ("EH_PLAN", "NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(variable, raising=False)
        return write_plan(whole_plan(said)).folder

    return run


@pytest.fixture
def redesign(request: pytest.FixtureRequest, write_redesign: WriteRedesign) -> Path:
    """The folder `redesign`, with the plan that the test's docstring is.

    The test then stands beside it.
    """
    return write_redesign(request.function.__doc__ or "")


@pytest.fixture
def checked(request: pytest.FixtureRequest, check: Check) -> Checked:
    """The plan that the test's docstring is, read and checked."""
    return check(request.function.__doc__ or "")


@pytest.fixture
def eh_check(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> EhCheck:
    """Runs `eh plan check` on a plan, with some options, in this process."""

    def run(name: str, *options: str) -> str:
        asked = ("--uncertain",) if name.startswith("EH210") else ()  # only found when asked for
        monkeypatch.setattr("sys.argv", ["eh", "plan", "check", name, *asked, *options])
        capsysbinary.readouterr()
        run_eh()
        return capsysbinary.readouterr().out.decode()

    return run


@pytest.fixture(params=sorted(path.parent.name for path in GALLERY.glob("*/plan.yaml")))
def of_the_gallery(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of one plan of the gallery; the test stands beside it."""
    monkeypatch.chdir(GALLERY)
    monkeypatch.delenv("EH_PLAN", raising=False)
    return str(request.param)
