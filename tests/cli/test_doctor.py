"""`eh doctor`: is everything here that earlyhelp needs?"""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from earlyhelp import __version__

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import Eh


def test_where_the_tests_run_nothing_is_wrong(eh: Eh) -> None:
    answer = eh("doctor")
    wrong = [line for line in answer.out.splitlines() if not line.startswith("ok     ")]
    assert wrong == []
    assert answer.code == 0
    assert f"earlyhelp {__version__}" in answer.out


def test_a_package_that_is_missing_is_named_and_is_3(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = metadata.version

    def missing(name: str) -> str:
        if name == "icalendar":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", missing)
    answer = eh("doctor")
    assert answer.code == 3
    assert "WRONG  icalendar is not installed" in answer.out.splitlines()
