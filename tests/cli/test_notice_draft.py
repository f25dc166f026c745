"""`eh notice draft`: a folder for each partner, and nothing that is not for it."""

from __future__ import annotations

import email
import sys
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from earlyhelp.files.calendars.ical import read_calendar

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

PLAN: Final = """
organisation: Downs Council
workflows:
  o: {for: each occupation, steps: {out: {}}}
properties: [{id: elm, name: Elm Road, future: surplus}, {id: oak, future: retained}]
partners:
  - {id: nursery, name: Seashell Nursery, sector: nursery, mailbox: rooms@nursery.example}
  - {id: club, sector: private, mailbox: nobody}
  - {id: choir, sector: private}
  - {id: school, sector: school}
occupations:
  - {property: elm, partner: nursery, notice: 4 weeks, out: 2021-10-29}
  - {property: elm, partner: club, notice: 4 weeks, out: 2021-10-01}
  - {property: elm, partner: choir}
  - {property: oak, partner: school}
"""
DRAFT: Final = ("notice", "draft", "-p", "redesign")


@pytest.fixture
def plan(redesign: Path) -> Path:
    """The folder of a plan with a nursery, a club and a choir that have to leave."""
    file = redesign / "plan.yaml"
    file.write_text(PLAN + file.read_text(encoding="utf-8"), encoding="utf-8")
    return redesign


def written(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.usefixtures("plan")
def test_each_partner_has_a_folder_and_what_is_missing_is_said(eh: Eh) -> None:
    answer = eh(*DRAFT)
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "nursery: notice.txt, notice.html, notice.docx, notice.eml, nursery.ics",
        "club: notice.txt, notice.html, notice.docx, club.ics",
        "choir: notice.txt, notice.html, notice.docx",
    ]
    assert answer.err.splitlines() == [
        "nothing to leave, so no letter: school",
        "no notice.eml: the mailbox of club is no address: nobody",
        "read before you send: elm.club: its notice ends 14 calendar days after it has to be out",
        "no notice.eml: no mailbox: choir",
        "written to notices: 3 drafts, 12 files, 12 of them new or changed",
    ]
    files = written(Path("notices"))
    assert len(files) == 12
    assert b"Notice to leave Elm Road" in files["nursery/notice.txt"]
    mail = email.message_from_bytes(files["nursery/notice.eml"], policy=default)
    *_, attached = mail.walk()
    assert attached.get_payload(decode=True) == files["nursery/nursery.ics"]


@pytest.mark.usefixtures("plan")
def test_the_same_plan_is_the_same_bytes(eh: Eh) -> None:
    eh(*DRAFT)
    before = written(Path("notices"))
    again = eh(*DRAFT)
    assert (
        again.err.splitlines()[-1]
        == "written to notices: 3 drafts, 12 files, 0 of them new or changed"
    )
    eh(*DRAFT, "-o", "others")
    assert written(Path("notices")) == written(Path("others")) == before


@pytest.mark.usefixtures("plan")
def test_a_dry_run_writes_nothing(eh: Eh) -> None:
    answer = eh(*DRAFT, "--dry-run")
    assert answer.code == 0
    assert len(answer.out.splitlines()) == 3
    assert (
        answer.err.splitlines()[-1] == "dry run: nothing was written to notices: 3 drafts, 12 files"
    )
    assert not Path("notices").exists()


@pytest.mark.usefixtures("plan")
def test_one_partner_can_be_asked_for(eh: Eh) -> None:
    answer = eh(*DRAFT, "--partner", "nursery", "--partner", "school")
    assert [line.partition(":")[0] for line in answer.out.splitlines()] == ["nursery"]
    assert answer.err.splitlines()[0] == "nothing to leave, so no letter: school"
    lost = eh(*DRAFT, "--partner", "nurserie")
    assert lost.code == 2
    assert 'did you mean "nursery"?' in lost.err


@pytest.mark.parametrize("only", [(), ("--partner", "club"), ("--partner", "CLUB")])
def test_two_partners_never_share_a_folder(eh: Eh, plan: Path, only: tuple[str, ...]) -> None:
    file = plan / "plan.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("choir", "CLUB"), encoding="utf-8")
    answer = eh(*DRAFT, *only)
    assert answer.code == 2
    assert "and another partner differ only in capitals" in answer.err
    assert not Path("notices").exists()


def test_a_calendar_goes_on_with_the_one_that_was_sent_before(eh: Eh, plan: Path) -> None:
    eh(*DRAFT)
    file = plan / "plan.yaml"
    said = file.read_text(encoding="utf-8")
    file.write_text(said.replace("2021-10-29", "2021-11-05"), encoding="utf-8")
    before = written(Path("notices"))["nursery/nursery.ics"]
    assert eh(*DRAFT).code == 0
    after = written(Path("notices"))["nursery/nursery.ics"]
    [old], [new] = (read_calendar(data).calendar.events for data in (before, after))
    assert (old.uid, old.sequence, old.day) == (new.uid, 0, "2021-10-29")
    assert (new.sequence, new.day) == (1, "2021-11-05")


def test_what_is_left_of_an_earlier_draft_is_said(eh: Eh, plan: Path) -> None:
    eh(*DRAFT)
    file = plan / "plan.yaml"
    said = file.read_text(encoding="utf-8")
    gone = said.replace("mailbox: rooms@nursery.example", "sector: nursery").replace(
        "  - {property: elm, partner: choir}\n", ""
    )
    file.write_text(gone.replace("sector: nursery, sector", "sector"), encoding="utf-8")
    answer = eh(*DRAFT)
    assert "left from an earlier draft: notices/nursery/notice.eml" in answer.err
    assert "left from an earlier draft: notices/choir" in answer.err.splitlines()
    assert "earlier draft" not in eh(*DRAFT, "--partner", "club").err


def test_a_plan_can_have_templates_of_its_own(eh: Eh, plan: Path) -> None:
    own = plan / "templates"
    own.mkdir()
    (own / "foot.txt.j2").write_text("Write to {{ organisation }}.", encoding="utf-8")
    (own / "notice.txt.j2").write_text(
        "{{ 'Dear ' + partner | underlined }}\n{% include 'foot.txt.j2' %}", encoding="utf-8"
    )
    assert eh(*DRAFT).code == 0
    files = written(Path("notices"))
    assert files["nursery/notice.txt"].startswith(b"Dear ")
    assert b"Write to Downs Council." in files["nursery/notice.txt"]
    assert b"<h1>Notice to leave Elm Road</h1>" in files["nursery/notice.html"]
    other = Path("words")
    other.mkdir()
    (other / "notice.html.j2").write_text("<p>{{ partner }}</p>", encoding="utf-8")
    assert eh(*DRAFT, "--template", "words").code == 0
    files = written(Path("notices"))
    assert files["nursery/notice.html"] == b"<p>Seashell Nursery</p>\n"
    assert b"Dear" not in files["nursery/notice.txt"]


def test_a_mistake_in_a_template_leaves_everything_as_it_was(eh: Eh, plan: Path) -> None:
    eh(*DRAFT)
    before = written(Path("notices"))
    own = plan / "templates"
    own.mkdir()
    (own / "notice.html.j2").write_text("one\n{{ partnr }}", encoding="utf-8")
    answer = eh(*DRAFT)
    assert answer.code == 2
    assert answer.err.startswith("error: redesign/templates/notice.html.j2, line 2: 'partnr' is ")
    assert "Traceback" not in answer.err
    assert written(Path("notices")) == before


@pytest.mark.usefixtures("plan")
def test_a_folder_without_templates_is_refused(eh: Eh) -> None:
    Path("empty").mkdir()
    for name in ("empty", "nowhere"):
        answer = eh(*DRAFT, "--template", name)
        assert answer.code == 2
        assert (
            f"{name} has no template: none of notice.txt.j2, notice.html.j2, stay.txt.j2"
            in answer.err
        )


@pytest.mark.usefixtures("plan")
def test_without_word_the_rest_is_drafted_and_that_is_said_once(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    answer = eh(*DRAFT)
    assert answer.code == 0
    assert answer.err.count("python-docx") == 1
    assert not [name for name in written(Path("notices")) if name.endswith(".docx")]


@pytest.mark.usefixtures("plan")
def test_where_a_file_stands_in_the_way_the_machine_is_to_blame(eh: Eh) -> None:
    Path("notices").write_text("a file", encoding="utf-8")
    answer = eh(*DRAFT)
    assert answer.code == 3
    assert "cannot be written" in answer.err


def test_the_shipped_plan_has_a_letter_for_each_partner_that_leaves(eh: Eh) -> None:
    answer = eh("notice", "draft", "-p", "early-help-2021", "--partner", "nursery-a")
    assert answer.code == 0
    text = Path("notices/nursery-a/notice.txt").read_text(encoding="utf-8")
    assert "You have to be out by Wednesday 27 October 2021." in text
    assert max(map(len, text.splitlines())) <= 72
