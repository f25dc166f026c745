"""A plan comes from an argument or `-p`, else from `EH_PLAN`, else from a folder above."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def plan_named(folder: Path, title: str) -> Path:
    """A plan that can be told from others by its title."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(
        f"format: 1\nid: early-help\ntitle: {title}\nnation: england\nas_at: 2021-09-17\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the plans of two centres, in which somebody stands."""
    plan_named(tmp_path / "sycamore-road", "Sycamore Road")
    plan_named(tmp_path / "harbour-lane", "Harbour Lane")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "how",
    [
        ("sycamore-road",),
        ("-p", "sycamore-road"),
        ("--plan", "sycamore-road"),
        ("sycamore-road/plan.yaml",),
        ("sycamore-road", "-p", "sycamore-road"),
    ],
    ids=" ".join,
)
def test_a_plan_is_named_by_its_folder_or_its_file(eh: Eh, how: tuple[str, ...]) -> None:
    answer = eh("plan", "check", *how)
    assert answer.code == 0
    assert "Sycamore Road" in answer.out


@pytest.mark.usefixtures("desk")
def test_two_different_plans_in_one_command_are_refused(eh: Eh) -> None:
    answer = eh("plan", "check", "sycamore-road", "-p", "harbour-lane")
    assert answer.code == 2
    assert "name the plan once" in answer.err


@pytest.mark.usefixtures("desk")
def test_eh_plan_in_the_environment_names_one(eh: Eh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EH_PLAN", "harbour-lane")
    assert "Harbour Lane" in eh("plan", "check").out


@pytest.mark.usefixtures("desk")
def test_what_is_typed_wins_over_the_environment(eh: Eh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EH_PLAN", "harbour-lane")
    assert "Sycamore Road" in eh("plan", "check", "sycamore-road").out
    assert "Sycamore Road" in eh("plan", "check", "-p", "sycamore-road").out


def test_an_empty_eh_plan_is_none(eh: Eh, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EH_PLAN", "")
    monkeypatch.chdir(desk / "harbour-lane")
    assert "Harbour Lane" in eh("plan", "check").out


def test_else_it_is_found_by_walking_up(
    eh: Eh, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = desk / "harbour-lane" / "letters" / "2021"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    answer = eh("plan", "check")
    assert answer.code == 0
    assert "Harbour Lane" in answer.out


def test_the_nearest_folder_above_wins(eh: Eh, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = plan_named(desk / "harbour-lane" / "annexe", "The annexe")
    monkeypatch.chdir(inner)
    assert "The annexe" in eh("plan", "check").out


def test_the_environment_wins_over_walking_up(
    eh: Eh, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EH_PLAN", str(desk / "sycamore-road"))
    monkeypatch.chdir(desk / "harbour-lane")
    assert "Sycamore Road" in eh("plan", "check").out


def test_a_folder_without_a_plan_says_that_it_has_none(eh: Eh, desk: Path) -> None:
    (desk / "letters").mkdir()
    answer = eh("plan", "check", "letters")
    assert answer.code == 2
    assert "the folder letters has no plan.yaml" in answer.out


def test_a_missing_plan_looks_the_same_in_every_command(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "no plan found" in eh("plan", "check", "nowhere").out
    for command in (
        ("show", "nowhere"),
        ("critical", "nowhere"),
        ("why", "a", "-p", "nowhere"),
    ):
        answer = eh("plan", *command)
        assert answer.code == 2
        assert answer.out == ""
        assert "no plan found" in answer.err


def test_a_folder_wins_over_a_shipped_plan_of_the_same_name(
    eh: Eh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_named(tmp_path / "early-help-2021", "Our own")
    monkeypatch.chdir(tmp_path)
    assert "Our own" in eh("plan", "check", "early-help-2021").out


def test_no_name_of_a_file_is_too_odd(eh: Eh) -> None:
    for odd in ("x" * 5000, "../" * 2000, "a/b\0c", "-"):
        answer = eh("plan", "check", f"./{odd}")
        assert answer.code == 2
        assert "Traceback" not in answer.err


def test_a_folder_that_got_a_longer_name_is_told(eh: Eh, tmp_path: Path) -> None:
    plan_named(tmp_path / "our-redesign-2022", "Ours")
    told = 'there is no file or folder our-redesign; did you mean "our-redesign-2022"?'
    assert told in " ".join(eh("plan", "check", "our-redesign").out.split())
    plan_named(tmp_path / "our-redesign-of-2023", "Ours too")
    assert "did you mean" not in eh("plan", "check", "our-redesign").out
