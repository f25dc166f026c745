"""What the tests of calendars need: the plan of a docstring solved, and files that are clean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from earlyhelp import Plan
from earlyhelp.network.schedule import Schedule, solve_plan


@pytest.fixture
def schedule(plan: Plan) -> Schedule:
    """The plan in the test's docstring, solved."""
    return solve_plan(plan)


@pytest.fixture(scope="session")
def clean(lint_ics: Callable[[bytes], list[Any]]) -> Callable[[bytes], bytes]:
    """Hands a file on if nothing is wrong with it."""

    def checked(data: bytes) -> bytes:
        assert lint_ics(data) == []
        return data

    return checked
