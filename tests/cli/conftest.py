"""What the tests of the command need besides `eh`: a plan to stand beside."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.conftest import Answer, WritePlan

    Eh = Callable[..., Answer]

#: What every plan of these tests says besides; it comes last, so that the lines of a
#: docstring keep their numbers.
ALSO: Final = """\
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
"""
#: What the script `eh` does, for `python -c`.
SCRIPT: Final = (
    "from importlib import metadata\n"
    "(entry,) = metadata.entry_points(group='console_scripts', name='eh')\n"
    "entry.load()()\n"
)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that somebody has set on this machine shows in an answer."""
    for variable in ("EH_PLAN", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def redesign(request: pytest.FixtureRequest, write_plan: WritePlan) -> Path:
    """The folder `redesign`, with the plan that the test's docstring is.

    The test then stands beside it.
    """
    said = inspect.cleandoc(request.function.__doc__ or "")
    return write_plan(f"{said}\n{ALSO}").folder


@pytest.fixture
def script() -> str:
    """What the script `eh` does, for `python -c`."""
    return SCRIPT


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment of a process that writes as Python does unless told otherwise."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
