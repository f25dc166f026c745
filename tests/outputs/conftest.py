"""How the tests of the outputs get an answer, and where their plans come from."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse
from earlyhelp.findings import Finding
from earlyhelp.network.schedule import Schedule

#: What every plan of these tests begins with; the docstring of a test is the rest.
HEAD: Final = """\
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
    said = inspect.cleandoc(said)
    return f"{said}\n" if said.startswith("format:") else f"{HEAD}{said}\n"


@pytest.fixture
def check() -> Check:
    """Reads and checks a plan that is given as text."""

    def run(text: str) -> Checked:
        schedule, findings = check_plan(parse(whole_plan(text).encode()))
        return Checked(schedule=schedule, findings=findings)

    return run


@pytest.fixture
def plan(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `redesign`, with the plan that the test's docstring is.

    The test then stands beside it.
    """
    folder = tmp_path / "redesign"
    folder.mkdir()
    text = whole_plan(request.function.__doc__ or "")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for variable in ("EH_PLAN", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    return folder


@pytest.fixture
def checked(plan: Path, check: Check) -> Checked:
    """The plan that the test's docstring is, read and checked."""
    return check((plan / "plan.yaml").read_text(encoding="utf-8"))


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
        return capsysbinary.readouterr().out.decode()

    return run


@pytest.fixture(params=sorted(path.parent.name for path in GALLERY.glob("*/plan.yaml")))
def of_the_gallery(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The name of one plan of the gallery; the test stands beside it."""
    monkeypatch.chdir(GALLERY)
    monkeypatch.delenv("EH_PLAN", raising=False)
    return request.param
