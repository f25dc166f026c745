"""`eh doctor`: is everything here that earlyhelp needs?"""

from __future__ import annotations

import configparser
import re
from importlib import metadata, util
from pathlib import Path
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


def test_every_package_that_setup_cfg_asks_for_is_looked_at(eh: Eh) -> None:
    config = configparser.ConfigParser()
    config.read(Path(__file__).parents[2] / "setup.cfg")
    asked = re.findall(
        r"^([A-Za-z0-9-]+)", config["options"]["install_requires"].strip(), re.MULTILINE
    )
    looked_at = eh("doctor").out
    assert asked
    for name in asked:
        assert f"ok     {name} {metadata.version(name)}" in looked_at.splitlines()


def test_java_is_looked_for_where_the_package_that_needs_it_is(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name: found("attrs") if name == "mpxj" else None)
    for home in ("PATH", "JAVA_HOME"):
        monkeypatch.setenv(home, "")
    lines = eh("doctor").out.splitlines()
    assert "ok     mpxj installed" in lines
    assert "ok     Java not found (only mpxj needs it)" in lines
    monkeypatch.setattr(util, "find_spec", lambda _: None)
    lines = eh("doctor").out.splitlines()
    assert (
        "ok     mpxj not installed (only for projects that are no XML of Microsoft Project, with "
        'Java: pip install "earlyhelp[mpxj]")'
    ) in lines
    assert not [line for line in lines if "Java " in line]
