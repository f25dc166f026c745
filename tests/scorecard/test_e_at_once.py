"""Item 48: is what several commands write at the same moment what they said, besides the journal?

Real processes; whichever comes first, the same has to hold.
"""

from __future__ import annotations

import csv
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from earlyhelp.files import lock

if TYPE_CHECKING:
    from tests.conftest import Answer

PLAN = """\
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
milestones:
  launch: {on: 2022-01-04}
"""


def at_once(eh_process: Callable[..., Answer], *commands: tuple[str, ...]) -> list[Answer]:
    """What they answer, each as a process of its own."""
    with ThreadPoolExecutor(len(commands)) as people:
        return list(people.map(lambda words: eh_process(*words), commands))


def test_48_of_two_baselines_of_one_name_one_is_kept_and_the_other_refused(
    tmp_path: Path, eh_process: Callable[..., Answer]
) -> None:
    folder = tmp_path / "redesign"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    command = ("baseline", "set", "approved", "-p", "redesign")
    for name in ("approved", "board", "cabinet"):
        said = at_once(eh_process, *[(*command[:2], name, *command[3:])] * 3)
        assert sorted(one.code for one in said) == [0, 2, 2], said
        refused = [one.err for one in said if one.code == 2]
        assert all(f"there is a baseline {name} already" in one for one in refused)


def test_48_every_token_of_two_imports_of_cases_is_in_the_key(
    tmp_path: Path, eh_process: Callable[..., Answer]
) -> None:
    folder = tmp_path / "redesign"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    for who in ("one", "other", "third"):
        rows = "".join(f"{number},plan\n" for number in range(4711, 4721))
        (tmp_path / f"{who}.csv").write_text(f"ref,kind\n{rows}", encoding="utf-8")
    for _ in range(3):
        commands = [
            ("case", "import", f"{who}.csv", "-p", "redesign", "--replace")
            for who in ("one", "other", "third")
        ]
        said = at_once(eh_process, *commands)
        assert {0} <= {one.code for one in said} <= {0, 3}
        assert all("has changed since it was read" in one.err for one in said if one.code == 3)
        cases = (folder / "cases.csv").read_text(encoding="utf-8").splitlines()
        key = (folder / "cases.key.csv").read_text(encoding="utf-8").splitlines()
        tokens = {row["token"] for row in csv.DictReader(key)}
        assert {row["ref"] for row in csv.DictReader(cases)} == tokens
        (folder / "cases.key.csv").unlink()
        (folder / "cases.csv").unlink()


@pytest.mark.parametrize(
    "command", [("case", "import", "export.csv"), ("baseline", "set", "approved")]
)
def test_48_what_another_command_is_writing_is_waited_for_and_nothing_is_written(
    tmp_path: Path,
    eh: Callable[..., Answer],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0)
    folder = tmp_path / "redesign"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "export.csv").write_text("ref,kind\n4711,plan\n", encoding="utf-8")
    with FileLock(folder / ".journal.csv.lock"):
        refused = eh(*command, "-p", "redesign")
        assert refused.code == 3
        assert "being written by another command" in refused.err
        assert {one.name for one in folder.iterdir()} == {"plan.yaml", ".journal.csv.lock"}
        assert eh(*command, "-p", "redesign", "--dry-run").code == 0
    assert eh(*command, "-p", "redesign").code == 0


def test_48_two_plans_with_one_key_wait_for_each_other(
    tmp_path: Path, eh: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE_SECONDS", 0)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "export.csv").write_text("ref,kind\n4711,plan\n", encoding="utf-8")
    apart = tmp_path / "apart"
    apart.mkdir()
    command = ("case", "import", "export.csv", "--key", "apart/cases.key.csv")
    with FileLock(apart / ".journal.csv.lock"):  # as an import into another plan holds it
        refused = eh(*command)
        assert refused.code == 3
        assert "being written by another command" in refused.err
        assert not (tmp_path / "cases.csv").exists()
    assert eh(*command).code == 0
    assert (apart / "cases.key.csv").exists()


def test_48_an_import_during_which_somebody_else_makes_a_key_is_refused(
    tmp_path: Path, eh: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "export.csv").write_text("ref,kind\n4711,plan\n", encoding="utf-8")
    key = tmp_path / "cases.key.csv"

    def token(_: int) -> str:
        key.write_text("number,token\n4711,of-the-other\n", encoding="utf-8")
        return "of-this"

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(secrets, "token_hex", token)
        refused = eh("case", "import", "export.csv")
    assert refused.code == 3
    assert "cases.key.csv has changed since it was read, and nothing was written" in refused.err
    assert "of-the-other" in key.read_text(encoding="utf-8")
    assert not (tmp_path / "cases.csv").exists()
    assert eh("case", "import", "export.csv").code == 0
    assert "of-the-other" in (tmp_path / "cases.csv").read_text(encoding="utf-8")
