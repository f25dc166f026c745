"""`eh plan new`: what somebody is asked, and what then lies in the folder."""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import earlyhelp
from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files import plan_copy

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Eh

    Types = Callable[..., None]

ALL = {
    *("plan.yaml", "properties.csv", "partners.csv", "occupations.csv", "teams.csv"),
    *("cases.csv", ".gitignore"),
}


class Terminal(io.StringIO):
    """What somebody types, line by line."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """Somebody sits at a terminal and types these lines."""

    def run(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))

    return run


def files(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_without_a_terminal_nothing_is_asked_and_what_is_written_checks(
    eh: Eh, tmp_path: Path
) -> None:
    answer = eh("plan", "new", "our-redesign", "--nation", "england")
    assert (answer.code, answer.err) == (0, "eh plan check our-redesign says what is still open\n")
    assert answer.out.splitlines()[0] == "writes our-redesign/plan.yaml"
    assert files(tmp_path / "our-redesign") == ALL
    assert eh("plan", "check", "our-redesign").code == 0
    assert earlyhelp.load("our-redesign").title == "our-redesign"


def test_every_question_is_an_option_too(eh: Eh, tmp_path: Path) -> None:
    options = {
        "--title": "Early help redesign",
        "--nation": "wales",
        "--organisation": "Our council",
        "--consultation": "2090-01-09",
        "--consultation-lasts": "30 calendar days",
        "--launch": "2090-04-01",
    }
    typed = [word for pair in options.items() for word in pair]
    answer = eh("plan", "new", "x", *typed, "--buildings", "--no-partners", "--no-cases")
    assert answer.code == 0
    assert files(tmp_path / "x") == {"plan.yaml", "properties.csv", ".gitignore"}
    plan = earlyhelp.load("x")
    assert (plan.title, plan.nation, plan.organisation) == (
        "Early help redesign",
        "wales",
        "Our council",
    )
    assert plan["consultation.start"].last_stated_day == date(2090, 1, 9)
    assert plan.stages[0].length is not None
    assert plan["offer.launch"].last_stated_day == date(2090, 4, 1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "say whose bank holidays count: --nation england, wales, scotland or northern-irel"),
        (("--nation", "england", "--no-buildings", "--partners"), "leave out --no-buildings"),
        (("--nation", "england", "--title", " "), "a title has letters"),
        (("--nation", "england", "--consultation", "8/9/2021"), "2021-09-08"),
        (("--nation", "england", "--consultation-lasts", "4 days"), "4 working days"),
        (
            ("--nation", "england", "--consultation", "2090-01-09", "--launch", "2090-02-01"),
            (
                "the launch cannot be on Wednesday 1 February 2090: the staff consultation begins "
                "on Monday 9 January 2090 and lasts at least 4 weeks, so the first day for it is "
                "Monday 6 February 2090, 2090-02-06"
            ),
        ),
        (("--nation", "england", "--launch", "2021-09-08"), "and the staff consultation lasts"),
        (
            ("--nation", "england", "--consultation", "2021-09-08", "--launch", "2022-01-04"),
            ", and what is still to be done comes no earlier, so the first day for it is",
        ),
        (
            ("--nation", "england", "--consultation-lasts", "-1 weeks"),
            '"-1 weeks" is not a lag: it cannot be negative; did you mean "1 week"?',
        ),
        (
            ("--nation", "england", "--consultation", "2099-12-15"),
            "would not be over when the calendar ends, on 31 December 2099",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_can_and_nothing_is_written(
    eh: Eh, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    answer = eh("plan", "new", "x", *options)
    assert (answer.code, answer.out) == (2, "")
    assert said in " ".join(answer.err.split())
    assert not (tmp_path / "x").exists()


def test_in_a_terminal_what_no_option_says_is_asked_and_asked_again(
    eh: Eh, tmp_path: Path, types: Types
) -> None:
    types(
        "",
        "Englnd",
        "northern ireland",
        "Our council",
        "9 January 2090",
        "2090-01-09",
        "4 days",
        "",
        "2090-02-01",
        "2090-02-07",
        "",
        "perhaps",
        "n",
        "yes",
    )
    answer = eh("plan", "new", "x")
    assert answer.code == 0
    assert "What is the plan called? [x]: " in answer.err
    assert (
        'Error: it is one of england, wales, scotland or northern-ireland; did you mean "england"?'
        in answer.err
    )
    assert (
        'How long does it last at the least, such as "30 calendar days"? [4 weeks]: ' in answer.err
    )
    assert "On which day is the launch? 2090-02-06 at the earliest [not known yet]: " in answer.err
    assert "Error: the launch cannot be on Wednesday 1 February 2090" in answer.err
    assert "Error: answer y for yes or n for no" in answer.err
    assert answer.err.count("Error: ") == 5
    assert files(tmp_path / "x") == {
        "plan.yaml",
        "properties.csv",
        "teams.csv",
        "cases.csv",
        ".gitignore",
    }
    plan = earlyhelp.load("x")
    assert (plan.nation, plan.organisation) == ("northern-ireland", "Our council")
    assert plan["offer.launch"].last_stated_day == date(2090, 2, 7)


def test_who_stops_answering_has_written_nothing(eh: Eh, tmp_path: Path, types: Types) -> None:
    types("A title", "wales")
    answer = eh("plan", "new", "x")
    assert answer.code == 130
    assert not (tmp_path / "x").exists()


def test_who_leaves_no_building_is_not_asked_about_partners(eh: Eh, types: Types) -> None:
    types("", "wales", "", "", "", "", "n", "n")
    answer = eh("plan", "new", "x")
    assert answer.code == 0
    assert "partners" not in answer.err


def test_a_dry_run_says_what_it_would_write_and_writes_nothing(eh: Eh, tmp_path: Path) -> None:
    answer = eh("plan", "new", "x", "--nation", "wales", "--no-buildings", "--dry-run")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        f"would write x/{name}" for name in ("plan.yaml", "teams.csv", "cases.csv", ".gitignore")
    ]
    assert not list(tmp_path.iterdir())


def test_what_is_in_the_folder_stays_as_it_is(eh: Eh, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "README.md").write_text("ours")
    assert eh("plan", "new", "x", "--nation", "wales").code == 0
    assert files(tmp_path / "x") == {*ALL, "README.md"}
    (tmp_path / "x" / "plan.yaml").unlink()
    answer = eh("plan", "new", "x", "--nation", "wales")
    assert (answer.code, answer.out) == (2, "")
    assert "x/properties.csv is there already: nothing was written" in answer.err


def test_a_plan_begins_in_the_folder_where_somebody_stands(eh: Eh, tmp_path: Path) -> None:
    assert eh("plan", "new", ".", "--nation", "scotland").code == 0
    assert files(tmp_path) == ALL
    assert eh("plan", "check").code == 0


def test_a_file_of_that_name_is_refused_before_anything_is_asked(
    eh: Eh, tmp_path: Path, types: Types
) -> None:
    (tmp_path / "x").write_text("")
    types()
    answer = eh("plan", "new", "x")
    assert (answer.code, answer.out) == (2, "")
    assert "x is there already, and is no folder" in answer.err


def test_a_name_that_no_folder_can_have_is_the_machines_refusal(eh: Eh, tmp_path: Path) -> None:
    answer = eh("plan", "new", "x" * 300, "--nation", "wales")
    assert answer.code == 3
    assert "x cannot be written: File name too long" in answer.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize("fails_at", [1, 4, 7])
def test_a_machine_that_refuses_leaves_nothing_half_written(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int, is_there: bool
) -> None:
    left = fails_at
    write = os.replace

    def replace(old: str, new: str | Path) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(28, "No space left on device")
        write(old, new)

    monkeypatch.setattr(os, "replace", replace)
    if is_there:
        (tmp_path / "x").mkdir()
    answer = eh("plan", "new", "x", "--nation", "wales")
    assert answer.code == 3
    assert "No space left on device" in answer.err
    assert [file.name for file in tmp_path.rglob("*")] == (["x"] if is_there else [])


def test_the_plans_own_file_comes_last_so_that_a_part_is_never_a_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def write(path: Path, _content: bytes) -> None:
        written.append(path.name)

    monkeypatch.setattr(plan_copy, "write_whole", write)
    plan_copy.add_new_files(tmp_path, {"plan.yaml": b"", "a.csv": b"", ".gitignore": b""})
    assert written[-1] == "plan.yaml"
    monkeypatch.undo()
    with pytest.raises(EnvironmentFailedError):
        plan_copy.add_new_files(tmp_path / "nowhere", {"plan.yaml": b""})


def test_what_cannot_be_written_leaves_no_folder_on_the_way_to_it(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").mkdir()
    refusals: list[type[BaseException]] = [OSError, KeyboardInterrupt]
    for refusal in refusals:

        def write(_folder: Path, _files: object, refusal: type[BaseException] = refusal) -> None:
            raise refusal

        with monkeypatch.context() as failing:
            failing.setattr(plan_copy, "write_folder", write)
            assert eh("plan", "new", "x/y/z/a", "--nation", "wales").code in {3, 130}
        assert [path.name for path in tmp_path.rglob("*")] == ["x"]
    assert eh("plan", "new", "x/y/z/a", "--nation", "wales").code == 0
    assert files(tmp_path / "x" / "y" / "z" / "a") == ALL


def test_who_says_nothing_of_the_nation_is_told_what_it_can_be(eh: Eh, types: Types) -> None:
    types("", "", "Wales", *[""] * 7)
    answer = eh("plan", "new", "x")
    assert answer.code == 0
    assert "Error: it is one of england, wales, scotland or northern-ireland\n" in answer.err


def test_a_nation_may_have_capitals(eh: Eh) -> None:
    assert eh("plan", "new", "x", "--nation", "Northern-Ireland").code == 0
    assert earlyhelp.load("x").nation == "northern-ireland"


def test_who_stops_answering_is_told_that_nothing_was_written(
    eh: Eh, tmp_path: Path, types: Types
) -> None:
    types("A title")
    answer = eh("plan", "new", "x", "--nation", "wales")
    assert answer.code == 130
    assert answer.err.endswith(": \nnothing was written\ninterrupted\n")
    assert not (tmp_path / "x").exists()


def test_a_real_terminal_asks_on_the_screen_and_reads_from_the_keyboard(
    tmp_path: Path, script: str
) -> None:
    """What is typed into a pseudo-terminal, by a process of its own."""
    import pty
    import subprocess

    keyboard, screen = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-P", "-c", script, "plan", "new", "x", "--nation", "wales"],
        cwd=tmp_path,
        stdin=screen,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asked:
        os.write(keyboard, b"A title\n" + b"\n" * 7)
        out, err = asked.communicate(timeout=60)
    os.close(keyboard)
    os.close(screen)
    assert asked.returncode == 0, err
    assert b"writes x/plan.yaml" in out
    assert b"Are buildings left? [Y/n]" in err
    assert earlyhelp.load(tmp_path / "x").title == "A title"
