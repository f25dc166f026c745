"""How the tests of the outputs get an answer, and where their plans come from."""

from __future__ import annotations

import gc
import inspect
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import pytest

from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse
from earlyhelp.findings import Finding
from earlyhelp.network.schedule import Schedule

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
GALLERY: Final = Path(__file__).parents[1] / "gallery"


@attrs.frozen(kw_only=True)
class Checked:
    """A plan that was read and checked, for the renderings to show."""

    schedule: Schedule
    findings: tuple[Finding, ...]


Check = Callable[[str], Checked]
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
def redesign(
    request: pytest.FixtureRequest, write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The folder `redesign`, with the plan that the test's docstring is.

    The test then stands beside it.
    """
    for variable in ("EH_PLAN", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    return write_plan(whole_plan(request.function.__doc__ or "")).folder


@pytest.fixture
def checked(request: pytest.FixtureRequest, check: Check) -> Checked:
    """The plan that the test's docstring is, read and checked."""
    return check(request.function.__doc__ or "")


@pytest.fixture
def eh_check(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> EhCheck:
    """Runs `eh plan check` on a plan, with some options, in this process."""
    (entry,) = metadata.entry_points(group="console_scripts", name="eh")
    command = entry.load()

    def run(name: str, *options: str) -> str:
        monkeypatch.setattr("sys.argv", ["eh", "plan", "check", name, *options])
        capsysbinary.readouterr()
        with pytest.raises(SystemExit):
            command()
        gc.unfreeze()  # the command does the opposite of both: its process is about to end
        gc.enable()
        return capsysbinary.readouterr().out.decode()

    return run


@pytest.fixture(params=sorted(path.parent.name for path in GALLERY.glob("*/plan.yaml")))
def of_the_gallery(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of one plan of the gallery; the test stands beside it."""
    monkeypatch.chdir(GALLERY)
    monkeypatch.delenv("EH_PLAN", raising=False)
    return str(request.param)
