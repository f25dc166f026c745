"""The same calendar imported twice into khal: days move, and nothing is there twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from tests.conftest import PlanFolder
    from tests.real_parts.conftest import Eh

CONFIG = """\
[calendars]
[[assets]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/London
default_timezone = Europe/London
[default]
default_calendar = assets
[sqlite]
path = {folder}/khal.db
"""


class Khal(NamedTuple):
    """khal, with a calendar of its own."""

    folder: Path

    def __call__(self, *arguments: str) -> list[str]:
        """Run it; the lines that it answers."""
        home = {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config")}
        command = [sys.executable, "-P", "-m", "khal", "-c", str(self.folder / "khal.conf")]
        done = subprocess.run(
            [*command, *arguments],
            env=os.environ | home,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def diary(self) -> list[str]:
        """Every event of the autumn."""
        form = "{start-date} {title}"
        return self("list", "--day-format", "", "--format", form, "2021-11-01", "2022-01-31")

    def files(self) -> list[str]:
        """What it keeps, one file an event; khal leaves temporary files with other endings."""
        return [path.read_text() for path in sorted((self.folder / "calendar").glob("*.ics"))]


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    """khal with an empty calendar."""
    pytest.importorskip("khal", reason="the calendar is in the extra `test`: pip install khal")
    folder = tmp_path / "khal"
    (folder / "calendar").mkdir(parents=True)
    (folder / "khal.conf").write_text(CONFIG.format(folder=folder), encoding="utf-8")
    return Khal(folder)


def test_the_second_import_moves_days_and_doubles_nothing(
    eh: Eh, khal: Khal, redesign: PlanFolder, lint_ics: Callable[[bytes], list[Any]]
) -> None:
    def export() -> None:
        answer = eh("calendar", "export", "-p", "redesign", "-o", "assets.ics")
        assert answer.code == 0, answer.err
        assert lint_ics(Path("assets.ics").read_bytes()) == []

    export()
    khal("import", "--batch", "-a", "assets", "assets.ics")
    assert khal.diary() == [
        "2021-11-24 Ash Centre vacated",
        "2021-12-01 Oak Centre vacated",
        "2021-12-02 Ash Centre handed over",
        "2021-12-06 Oak Centre handed over",
        "2021-12-10 Elm Centre vacated",
        "2021-12-13 Elm Centre handed over",
    ]
    redesign.says("handed_over: 2021-12-13", "handed_over: 2021-12-20")
    redesign.says(", handed_over: 2021-12-06", "")
    export()
    khal("import", "--batch", "-a", "assets", "assets.ics")
    diary = khal.diary()
    assert len(khal.files()) == 6
    assert len(diary) == 6
    assert "2021-12-20 Elm Centre handed over" in diary
    assert "2021-12-13 Elm Centre handed over" not in diary
    assert "2021-12-06 CANCELLED – Oak Centre handed over" in diary
    [off] = [text for text in khal.files() if "STATUS:CANCELLED" in text]
    assert "Ref: oak.handed_over" in off
