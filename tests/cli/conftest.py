"""How the tests of the command reach it, and where their plans come from."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Final, NamedTuple

import pytest

#: What every plan of these tests begins with; the docstring of a test is the rest.
HEAD: Final = """\
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
"""

#: Runs `eh` as its own process, whatever the name of the script is on this machine.
ENTRY: Final = (
    "from importlib import metadata\n"
    "(entry,) = metadata.entry_points(group='console_scripts', name='eh')\n"
    "entry.load()()\n"
)


class Answer(NamedTuple):
    """What a run of `eh` left behind."""

    code: int
    out: str
    err: str


Eh = Callable[..., Answer]
EhProcess = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that somebody has set on this machine shows in an answer."""
    for variable in ("EH_PLAN", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def plan(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `redesign`, with the plan that the test's docstring is.

    The test then stands beside it.
    """
    folder = tmp_path / "redesign"
    folder.mkdir()
    said = inspect.cleandoc(request.function.__doc__ or "")
    whole = said if said.startswith("format:") else HEAD + said
    (folder / "plan.yaml").write_text(f"{whole}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def eh(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Eh:
    """Runs `eh` with some arguments, in this process."""
    (entry,) = metadata.entry_points(group="console_scripts", name="eh")
    command = entry.load()

    def run(*arguments: str) -> Answer:
        monkeypatch.setattr("sys.argv", ["eh", *arguments])
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as stop:
            command()
        out, err = capsysbinary.readouterr()
        assert isinstance(stop.value.code, int)
        return Answer(stop.value.code, out.decode(), err.decode())

    return run


@pytest.fixture
def script() -> str:
    """What the script `eh` does, for `python -c`."""
    return ENTRY


@pytest.fixture
def eh_process() -> EhProcess:
    """Runs `eh` with some arguments, in a process of its own."""

    def run(
        *arguments: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-c", ENTRY, *arguments],
            capture_output=True,
            check=False,
            env={**os.environ, **(env or {})},
            timeout=60,
        )

    return run
