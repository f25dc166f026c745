"""What several tests of the network need: a plan as somebody types it."""

from __future__ import annotations

import inspect
from typing import Final

import pytest

HEAD: Final = "format: 1\nid: story\ntitle: A story\nnation: england\ndays: any\n"


@pytest.fixture
def said(request: pytest.FixtureRequest) -> str:
    """The plan in the test's docstring; every day may be a milestone's, unless it says so."""
    return HEAD + inspect.cleandoc(request.function.__doc__ or "") + "\n"
