"""Which templates are read: those that lie in the folder, and nothing that leads out of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from earlyhelp.errors import UnusableTemplateError
from earlyhelp.files.templates import templates

SHIPPED = {
    f"{name}.{kind}.j2" for name in ("notice", "stay", "letter_head") for kind in ("txt", "html")
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of templates beside a plan."""
    folder = tmp_path / "plan" / "templates"
    folder.mkdir(parents=True)
    return folder


def read(own: Path) -> dict[str, tuple[str, str]]:
    """The templates of the plan that this folder is beside."""
    return dict(templates(own.parent, None, shown="plan/templates"))


def test_what_a_plan_has_of_its_own_stands_before_what_is_shipped(own: Path) -> None:
    (own / "notice.txt.j2").write_bytes(b"\xef\xbb\xbfours")
    (own / "foot.j2").write_text("foot", encoding="utf-8")
    (own / "notes.md").write_text("no template", encoding="utf-8")
    (own / ".notice.html.j2.swp").write_text("of an editor", encoding="utf-8")
    (own / ".hidden.j2").write_text("hidden", encoding="utf-8")
    found = read(own)
    assert set(found) == {"foot.j2", *SHIPPED}
    assert found["notice.txt.j2"] == ("ours", "plan/templates/notice.txt.j2")
    assert found["notice.html.j2"][1] == "earlyhelp/schedules/templates/notice.html.j2"


def test_a_plan_without_a_folder_has_those_that_are_shipped(tmp_path: Path) -> None:
    found = templates(tmp_path / "plan", None, shown="plan/templates")
    assert set(found) == SHIPPED


def test_a_folder_that_was_asked_for_stands_instead_of_the_plans(own: Path, tmp_path: Path) -> None:
    (own / "notice.txt.j2").write_text("the plan's", encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    (other / "notice.html.j2").write_text("the other", encoding="utf-8")
    found = templates(own.parent, str(other), shown="plan/templates")
    assert found["notice.html.j2"][0] == "the other"
    assert found["notice.txt.j2"][1] == "earlyhelp/schedules/templates/notice.txt.j2"


def test_a_link_inside_the_folder_is_followed_and_one_that_leads_out_is_refused(
    own: Path, tmp_path: Path
) -> None:
    (own / "one.j2").write_text("one", encoding="utf-8")
    (own / "two.j2").symlink_to("one.j2")
    assert read(own)["two.j2"][0] == "one"
    secret = tmp_path / "secret.csv"
    secret.write_text("secret", encoding="utf-8")
    (own / "out.j2").symlink_to(secret)
    with pytest.raises(UnusableTemplateError) as caught:
        read(own)
    assert str(caught.value) == "plan/templates/out.j2 is a link that leads out of its folder"


def test_what_is_no_text_is_refused_with_its_line(own: Path) -> None:
    (own / "notice.txt.j2").write_bytes(b"one\ntwo\xff")
    with pytest.raises(UnusableTemplateError, match=r"notice\.txt\.j2, line 2: the file is not in"):
        read(own)


def test_what_is_too_large_or_has_no_end_is_refused(own: Path) -> None:
    (own / "notice.txt.j2").write_bytes(b"x" * 1_000_001)
    with pytest.raises(UnusableTemplateError, match="is larger than 1,000,000 bytes"):
        read(own)
    (own / "notice.txt.j2").unlink()
    os.mkfifo(own / "notice.txt.j2")
    with pytest.raises(UnusableTemplateError, match="is not a regular file"):
        read(own)
