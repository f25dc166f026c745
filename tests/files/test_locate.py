"""Where the plan is that somebody asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from earlyhelp.errors import NoPlanError
from earlyhelp.files import locate
from earlyhelp.files.load import load
from earlyhelp.files.locate import PlanFolder, find


def a_plan(folder: Path) -> Path:
    """A folder with a plan in it; the file's path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "plan.yaml"
    file.write_text("format: 1\nid: p\ntitle: P\nnation: england\n")
    return file


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two shipped plans of our own, so that these tests rest on no real one."""
    shipped = tmp_path / "shipped"
    for name in ("office-move", "early-help"):
        a_plan(shipped / name)
    (shipped / "templates").mkdir()
    monkeypatch.setattr(locate, "SHIPPED", shipped)
    return shipped


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder that somebody works in; it holds no plan."""
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


def test_an_argument_names_a_folder(here: Path) -> None:
    file = a_plan(here / "mine")
    assert find("mine", environment={}, folder=here) == PlanFolder(file, "mine")
    assert find(str(here / "mine"), environment={}, folder=Path("/")).file == file


def test_an_argument_names_a_file(here: Path) -> None:
    file = here / "draft.yaml"
    file.write_text("")
    assert find("draft.yaml", environment={}, folder=here) == PlanFolder(file, "draft.yaml")


def test_an_argument_comes_before_the_environment(here: Path) -> None:
    file = a_plan(here / "mine")
    a_plan(here / "other")
    assert find("mine", environment={"EH_PLAN": "other"}, folder=here).file == file


def test_the_environment_comes_before_the_folder(here: Path) -> None:
    a_plan(here)
    file = a_plan(here / "other")
    assert find(None, environment={"EH_PLAN": "other"}, folder=here).file == file


def test_an_empty_environment_says_nothing(here: Path) -> None:
    file = a_plan(here)
    assert find(None, environment={"EH_PLAN": ""}, folder=here).file == file


def test_the_plan_of_this_folder_is_called_by_a_dot(here: Path) -> None:
    file = a_plan(here)
    assert find(None, environment={}, folder=here) == PlanFolder(file, ".")


def test_the_nearest_plan_above_is_found(here: Path) -> None:
    a_plan(here)
    file = a_plan(here / "a")
    deep = here / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert find(None, environment={}, folder=deep) == PlanFolder(file, "../..")


def test_a_folder_called_plan_yaml_is_passed_by(here: Path) -> None:
    file = a_plan(here)
    inner = here / "a"
    (inner / "plan.yaml").mkdir(parents=True)
    assert find(None, environment={}, folder=inner).file == file


def test_shipped_plans_are_known_by_name(shelf: Path, here: Path) -> None:
    assert locate.shipped() == ("early-help", "office-move")
    found = find("office-move", environment={}, folder=here)
    assert found == PlanFolder(shelf / "office-move" / "plan.yaml", "office-move")


def test_a_shipped_plan_can_be_named_in_the_environment(shelf: Path, here: Path) -> None:
    found = find(None, environment={"EH_PLAN": "early-help"}, folder=here)
    assert found.file == shelf / "early-help" / "plan.yaml"


@pytest.mark.usefixtures("shelf")
def test_a_folder_wins_over_a_shipped_plan_of_the_same_name(here: Path) -> None:
    file = a_plan(here / "office-move")
    assert find("office-move", environment={}, folder=here).file == file


def test_a_folder_without_a_plan_does_not_hide_a_shipped_one(shelf: Path, here: Path) -> None:
    (here / "office-move").mkdir()
    found = find("office-move", environment={}, folder=here)
    assert found.file == shelf / "office-move" / "plan.yaml"


@pytest.mark.usefixtures("shelf")
def test_a_name_that_leads_nowhere_is_asked_about(here: Path) -> None:
    with pytest.raises(NoPlanError, match='did you mean "office-move"'):
        find("ofice-move", environment={}, folder=here)
    with pytest.raises(NoPlanError, match="come with earlyhelp: early-help, office-move"):
        find("something-else", environment={}, folder=here)


def test_a_plan_that_lies_there_under_nearly_that_name_is_asked_about(here: Path) -> None:
    a_plan(here / "our-redesign")
    (here / "our-redesigns").mkdir()
    with pytest.raises(NoPlanError, match='did you mean "our-redesign"'):
        find("our-redesgin", environment={}, folder=here)
    with pytest.raises(NoPlanError, match=r'did you mean "our-redesign/plan\.yaml"'):
        find("our-redesign/plan.yml", environment={}, folder=here)
    with pytest.raises(NoPlanError, match=r'did you mean "\.\./our-redesign"'):
        find("../our-redesgin", environment={}, folder=here / "our-redesign")


def test_who_stands_in_the_plan_is_told_to_leave_its_name_out(here: Path) -> None:
    a_plan(here / "our-redesign")
    notices = here / "our-redesign" / "notices"
    notices.mkdir()
    for folder in (notices, notices.parent):
        with pytest.raises(NoPlanError, match="in the folder our-redesign: leave its name out"):
            find("our-redesign", environment={}, folder=folder)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("name", ["../shipped/no-such", "templates", "..", "early-help/../x"])
def test_only_a_plan_is_a_shipped_plan(here: Path, name: str) -> None:
    with pytest.raises(NoPlanError, match="no plan found"):
        find(name, environment={}, folder=here)


def test_a_folder_without_a_plan_is_told_as_such(here: Path) -> None:
    (here / "empty").mkdir()
    with pytest.raises(NoPlanError, match=r"the folder empty has no plan\.yaml"):
        find("empty", environment={}, folder=here)


@pytest.mark.usefixtures("shelf")
def test_where_there_is_no_plan_the_message_says_what_to_do() -> None:
    with pytest.raises(NoPlanError, match=r"no plan\.yaml here .* early-help, office-move"):
        find(None, environment={}, folder=Path("/nowhere/at/all"))


@pytest.mark.parametrize("name", ["a\0b", "x" * 5_000, "a/" * 3_000])
def test_a_name_that_no_file_can_have_is_no_plan(here: Path, name: str) -> None:
    with pytest.raises(NoPlanError, match="no plan found"):
        find(name, environment={}, folder=here)


@pytest.mark.parametrize("name", locate.shipped())
def test_every_shipped_plan_can_be_found_and_read(name: str, here: Path) -> None:
    found = find(name, environment={}, folder=here)
    assert load(found.file, name=found.name).path == name
