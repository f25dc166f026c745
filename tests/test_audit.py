"""What `.ci/run` says of known vulnerabilities: silence is no clean bill."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FINE = {"name": "click", "version": "8.4.0", "vulns": []}
BAD = {
    "name": "jinja2",
    "version": "3.0",
    "vulns": [{"id": "GHSA-1", "fix_versions": ["3.1"]}, {"id": "GHSA-2", "fix_versions": []}],
}
SKIPPED = {"name": "attrs", "skip_reason": "Dependency not found on PyPI"}


@pytest.fixture(scope="module")
def judged() -> Callable[[str], tuple[int, str]]:
    script = Path(__file__).parent.parent / ".ci" / "audit.py"
    return runpy.run_path(str(script))["judged"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        ([FINE], (0, "looked up: 1; nothing is known of any")),
        (
            [FINE, BAD],
            (
                1,
                "KNOWN: jinja2 3.0: GHSA-1 (mended in 3.1)\nKNOWN: jinja2 3.0: GHSA-2 (mended in no version yet)",
            ),
        ),
        ([FINE, SKIPPED], (0, "NOT LOOKED UP: 1 of 2 packages: attrs")),
        ([SKIPPED, SKIPPED], (0, "NOT LOOKED UP: 2 of 2 packages")),
        ([], (0, "NOT LOOKED UP: 0 of 0 packages")),
    ],
)
def test_what_is_known_fails_and_what_was_not_looked_up_is_said(
    judged: Callable[[str], tuple[int, str]], packages: list[Any], expected: tuple[int, str]
) -> None:
    assert judged(json.dumps({"dependencies": packages, "fixes": []})) == expected


@pytest.mark.parametrize("text", ["", "Traceback (most recent call last):", "[]", "{}"])
def test_without_an_answer_nothing_was_looked_up(
    judged: Callable[[str], tuple[int, str]], text: str
) -> None:
    assert judged(text) == (0, "NOT LOOKED UP: no advisories can be reached from here")
