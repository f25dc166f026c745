"""What a shell is offered where somebody presses Tab, and that it is never told anything else."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.shell_completion import ShellComplete, get_completion_class

from earlyhelp.codes import all_codes
from earlyhelp.files.locate import shipped

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

    Tab = Callable[..., list[str]]

SHELLS = ("bash", "zsh", "fish")


def root() -> click.Command:
    command: click.Command = import_module("earlyhelp.cli.main").commands
    return command


@pytest.fixture
def tab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tab:
    """What is offered after some words, the last of which is begun; one stands in a folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> list[str]:
        complete = ShellComplete(root(), {}, "eh", "_EH_COMPLETE")
        return [item.value for item in complete.get_completions(list(words[:-1]), words[-1])]

    return run


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text(text, encoding="utf-8")


def test_a_plan_is_one_that_comes_with_it_or_a_folder_that_has_one(
    tab: Tab, tmp_path: Path
) -> None:
    write(tmp_path / "early-plans" / "ours", "")
    write(tmp_path / "early-draft", "")
    write(tmp_path / "early help", "")  # a shell would have to quote it, and completes it itself
    assert tab("plan", "check", "early") == [
        "early-help-2021",
        "early-help-2021-troubled",
        "early-draft",
    ]
    assert tab("plan", "show", "-p", "early-plans/") == ["early-plans/ours"]
    assert tab("property", "list", "-p", "./early-d") == ["./early-draft"]
    assert tab("plan", "shift", "") == [*shipped(), "early-draft"]


def test_any_other_folder_is_completed_by_the_shell(tab: Tab) -> None:
    complete = ShellComplete(root(), {}, "eh", "_EH_COMPLETE")
    [item] = complete.get_completions(["plan", "check"], "no-such")
    assert (item.type, item.value) == ("dir", "no-such")
    assert tab("plan", "check", "no-such") == ["no-such"]


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "why", "-p", "early-help-2021", "offer"),
        ("plan", "graph", "early-help-2021", "--of", "offer"),
        ("export", "dot", "-p", "early-help-2021", "--of", "offer"),
        ("plan", "fix", "-p", "early-help-2021", "--keep", "offer"),
        ("milestone", "done", "-p", "early-help-2021", "offer"),
        ("plan", "shift", "early-help-2021", "--anchor", "offer"),
    ],
)
def test_a_milestone_is_one_of_the_plan_that_was_named(tab: Tab, words: tuple[str, ...]) -> None:
    assert tab(*words) == ["offer.launch"]


def test_a_milestone_that_a_value_follows_has_the_sign_for_it(tab: Tab) -> None:
    assert tab("plan", "whatif", "early-help-2021", "--slip", "offer") == ["offer.launch="]


@pytest.mark.usefixtures("redesign")
def test_the_plan_above_is_meant_where_none_is_named(
    tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    milestones:
      told: {}
      told.again: {title: "Told: once more", after: told}
    """
    monkeypatch.setenv("EH_PLAN", "redesign")
    assert tab("plan", "why", "t") == ["told", "told.again"]


def test_a_building_and_who_is_in_it(tab: Tab) -> None:
    plan = ("-p", "early-help-2021")
    assert tab("property", "show", *plan, "centre-07") == ["centre-07"]
    assert tab("plan", "gantt", "early-help-2021", "--property", "centre-43") == ["centre-43"]
    assert set(tab("notice", "sent", *plan, "centre-07", "")) == {"toddler-group", "advice-charity"}
    assert tab("property", "extend", *plan, "centre-07", "tod") == ["toddler-group"]
    assert {"nursery-a", "nursery-b"} <= set(tab("partner", "show", *plan, "nursery"))
    assert tab("notice", "draft", *plan, "--partner", "food") == ["food-bank"]


def test_a_code_and_its_name_and_a_rule(tab: Tab) -> None:
    assert tab("explain", "EH20") == [
        code.code for code in all_codes() if code.code.startswith("EH20")
    ]
    assert tab("explain", "overd") == ["overdue"]
    assert tab("rule", "show", "collective") == ["collective-consultation"]


@pytest.mark.parametrize(
    "text", ["", "x: [", "format: 1\nid: x\nmilestones: {a: {on: 8/9/2021}}\n"]
)
def test_a_plan_that_cannot_be_read_offers_nothing_and_says_nothing(
    tab: Tab, tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str
) -> None:
    write(tmp_path / "ours", text)
    assert tab("plan", "why", "-p", "ours", "") == []
    assert tab("partner", "show", "-p", "nowhere", "") == []
    assert tab("plan", "why", "-p", "\0", "") == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_the_one_that_asks_eh(eh: Eh, shell: str) -> None:
    answer = eh("completion", shell)
    assert (answer.code, answer.err) == (0, "")
    assert f"_EH_COMPLETE={shell}_complete" in answer.out
    assert get_completion_class(shell) is not None


def test_another_shell_has_no_script(eh: Eh) -> None:
    answer = eh("completion", "tcsh")
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_eh_answers_each_shell_and_nobody_else(
    eh_process: Callable[..., tuple[int, str, str]], shell: str
) -> None:
    words = {"COMP_WORDS": "eh explain EH20", "COMP_CWORD": "EH20" if shell == "fish" else "2"}
    code, out, err = eh_process(_EH_COMPLETE=f"{shell}_complete", **words)
    assert (code, err) == (0, "")
    assert out.startswith({"bash": "plain,EH201\n", "zsh": "plain\nEH201\n"}.get(shell, "plain,EH"))


@pytest.mark.parametrize("asked", ["bash_complete", "bash", "tcsh_complete", "x"])
def test_a_shell_that_asks_wrongly_gets_no_answer_and_no_traceback(
    eh_process: Callable[..., tuple[int, str, str]], asked: str
) -> None:
    assert eh_process(_EH_COMPLETE=asked) == (2, "", "")
