"""`eh` as a process: pipes that close, streams that are not there, and what it imports."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

#: Prints what was imported once `eh` has said what it had to say.
ENTRY_THEN_MODULES: Final = (
    "import sys\n"
    "from earlyhelp.cli.start import run\n"
    "code = run()\n"
    "print(*sorted(sys.modules), file=sys.stderr)\n"
    "sys.exit(code)\n"
)
#: Far more than a pipe holds, so that the reader is gone before the writer has done.
MANY: Final = 2_000


@pytest.fixture
def long_plan(tmp_path: Path) -> Path:
    """A plan with so many centres that its answer fills any pipe."""
    head = "format: 1\nid: a\ntitle: Centres\nnation: england\nas_at: 2021-09-17\nmilestones:\n"
    lines = (f"  centre-{number}.vacated:\n    on: 2022-01-01\n" for number in range(MANY))
    (tmp_path / "plan.yaml").write_text(head + "".join(lines), encoding="utf-8")
    return tmp_path


@pytest.mark.item(53)
@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_a_reader_who_has_seen_enough_gets_no_traceback(
    long_plan: Path, script: str, environment: dict[str, str], form: str
) -> None:
    command = [sys.executable, "-P", "-c", script, "plan", "check", str(long_plan), "-f", form]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert len(process.stdout.read(10)) == 10
        process.stdout.close()
        talk = process.stderr.read()
    assert talk == b""
    assert process.returncode == 141


@pytest.mark.item(53)
@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "check"),
        ("plan", "show"),
        ("plan", "critical"),
        ("explain",),
        ("doctor",),
        ("-h",),
    ],
    ids=" ".join,
)
def test_a_reader_who_never_came_gets_no_traceback(
    long_plan: Path,
    script: str,
    environment: dict[str, str],
    arguments: tuple[str, ...],
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment["EH_PLAN"] = str(long_plan)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, *arguments],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
            env=environment,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.item(53)
@pytest.mark.parametrize("closed", [1, 2])
@pytest.mark.parametrize("name", ["long_plan", "no such plan"])
def test_a_stream_that_is_not_there_gets_no_traceback(
    long_plan: Path, script: str, tmp_path: Path, name: str, closed: int
) -> None:
    plan = str(long_plan) if name == "long_plan" else name
    left = tmp_path / "left-behind"

    def close() -> None:
        os.close(closed)

    with left.open("wb") as stream:
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, "plan", "check", plan],
            stdout=stream,
            stderr=stream,
            check=False,
            preexec_fn=close,
            timeout=60,
        )
    assert b"Traceback" not in left.read_bytes()
    assert done.returncode == (0 if plan == str(long_plan) else 2)


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_a_check_imports_nothing_heavy(
    run_and_list_modules: Callable[..., tuple[int, set[str]]], long_plan: Path, form: str
) -> None:
    code, modules = run_and_list_modules("plan", "check", str(long_plan), "-f", form)
    assert code == 0
    assert "earlyhelp.network.schedule" in modules, "the list is that of a process that checked"
    heavy = {"networkx", "icalendar", "numpy", "holidays", "tabulate", "hypothesis", "openpyxl"}
    assert (heavy | {"earlyhelp.files.registers.zipped"}) & modules == set()


def test_a_plan_without_rows_waits_for_nothing_that_is_about_rows(
    run_and_list_modules: Callable[..., tuple[int, set[str]]], long_plan: Path
) -> None:
    _, modules = run_and_list_modules("plan", "check", str(long_plan))
    about_rows = {
        f"earlyhelp.{name}" for name in ("model.registers", "model.workflows", "partners")
    }
    assert about_rows & modules == set()


def test_a_plan_that_names_no_baseline_waits_for_nothing_that_is_about_one(
    run_and_list_modules: Callable[..., tuple[int, set[str]]], long_plan: Path
) -> None:
    _, modules = run_and_list_modules("plan", "check", str(long_plan))
    about_baselines = {
        f"earlyhelp.{name}"
        for name in ("checks.slips", "files.baselines", "model.baselines", "tracking.baselines")
    }
    assert about_baselines & modules == set()


@pytest.fixture
def run_and_list_modules() -> Callable[..., tuple[int, set[str]]]:
    """Runs `eh`, and says its exit code and which modules it had imported by then."""

    def run(*arguments: str) -> tuple[int, set[str]]:
        done = subprocess.run(
            [sys.executable, "-P", "-c", ENTRY_THEN_MODULES, *arguments],
            capture_output=True,
            check=False,
            timeout=60,
        )
        return done.returncode, set(done.stderr.decode().split())

    return run


@pytest.mark.usefixtures("redesign")
def test_the_process_exits_with_the_code_of_the_answer(eh_process: Eh) -> None:
    """
    milestones:
      consultation.close:
        done: 2021-09-29
    """
    done = eh_process("plan", "check", "redesign")
    assert done.code == 1
    assert "EH703" in done.out
    assert done.err == ""
