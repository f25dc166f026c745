"""Items 50 and 52: what if somebody edits a file meanwhile, and what does a cut line count for?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files.journal import append, as_lines, read_journal
from tests.entries import note

if TYPE_CHECKING:
    from tests.conftest import Answer

    Eh = Callable[..., Answer]

HEADING: Final = b"recorded_at,by,action,subject,day,was,reason,evidence"
LINE: Final = b"2021-09-15T10:02:11+00:00,office,note,told,,,heard,certificate 12\n"
PLAN: Final = """\
milestones:
  told: {on: 2021-10-12}
properties: properties.csv
"""


@pytest.fixture
def folder(tmp_path: Path, head: str) -> Path:
    """A plan's folder."""
    (tmp_path / "plan.yaml").write_text(head + PLAN, encoding="utf-8")
    (tmp_path / "properties.csv").write_text("id,name\nelm,Elm Centre\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Something that happens once, after a command has read the plan and before it records."""

    def prepare(happens: Callable[[], object]) -> None:
        echo = click.echo
        still = [happens]

        def then_echo(*said: Any, **how: Any) -> None:
            if still:
                still.pop()()
            echo(*said, **how)

        monkeypatch.setattr(click, "echo", then_echo)

    return prepare


@pytest.mark.parametrize("name", ["plan.yaml", "properties.csv", "journal.csv"])
@pytest.mark.parametrize("how", ["typed into", "replaced", "removed"])
def test_50_a_file_that_is_edited_meanwhile_is_noticed_and_nothing_is_recorded(
    folder: Path, eh: Eh, meanwhile: Callable[[Callable[[], object]], None], name: str, how: str
) -> None:
    (folder / "journal.csv").write_bytes(HEADING + b"\n" + LINE)
    file = folder / name

    def edit() -> None:
        if how == "typed into":
            with file.open("a", encoding="utf-8") as stream:
                stream.write("\n")
        elif how == "replaced":
            (folder / "new").write_bytes(file.read_bytes().replace(b"told", b"TOLD") + b"\n")
            (folder / "new").replace(file)
        else:
            file.unlink()

    meanwhile(edit)
    refused = eh("milestone", "move", "told", "2021-10-14")
    assert refused.code == 3
    assert f"{name} has changed since it was read, and nothing was recorded" in refused.err
    assert (folder / "journal.csv").exists() == (file.name != "journal.csv" or how != "removed")
    if (folder / "journal.csv").exists():
        assert b"2021-10-14" not in (folder / "journal.csv").read_bytes()


def test_50_a_file_that_is_saved_as_it_was_is_no_other(
    folder: Path, eh: Eh, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    file = folder / "plan.yaml"
    meanwhile(lambda: file.write_bytes(file.read_bytes()))
    assert eh("milestone", "move", "told", "2021-10-14").code == 0


def test_50_a_journal_that_is_replaced_while_it_is_written_acknowledges_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(tmp_path, [note("first")], seen=None)
    file = tmp_path / "journal.csv"
    before = file.read_bytes()
    flush = os.fsync

    def replaced(handle: int) -> None:
        flush(handle)
        (tmp_path / "new").write_bytes(before)
        (tmp_path / "new").replace(file)

    monkeypatch.setattr(os, "fsync", replaced)
    with pytest.raises(EnvironmentFailedError, match="has changed since it was read"):
        append(tmp_path, [note("second")], seen=before)
    assert file.read_bytes() == before


def test_a_plan_whose_journal_nobody_would_read_records_nothing(folder: Path, eh: Eh) -> None:
    (folder / "plan.yaml").rename(folder / "other.yaml")
    refused = eh("milestone", "note", "told", "heard", "-p", "other.yaml")
    assert refused.code == 2
    assert "only a plan.yaml has a journal beside it" in refused.err
    assert not (folder / "journal.csv").exists()


def test_52_a_cut_line_is_a_warning_and_the_next_entry_starts_on_a_line_of_its_own(
    folder: Path, eh: Eh
) -> None:
    (folder / "journal.csv").write_bytes(HEADING + b"\n" + LINE + LINE[:40])
    check = eh("plan", "check")
    assert check.code == 0
    assert "warning[EH705]" in check.out
    assert "journal.csv:3:1" in check.out
    assert eh("milestone", "note", "told", "next").code == 0
    lines = (folder / "journal.csv").read_bytes().splitlines(keepends=True)
    assert lines[:3] == [HEADING + b"\n", LINE, LINE[:40] + b"\n"]
    assert b",note,told,,,next,\n" in lines[3]
    assert "journal.csv:3:1" in eh("plan", "check").out


TEXTS: Final = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ['a "b" c', '"', "x,y", "=1", "a\nb", "\u2028", "certificate 12"]
)


@given(reason=TEXTS, evidence=TEXTS, data=st.data())
def test_52_wherever_a_line_is_cut_it_is_no_entry_now_or_later(
    reason: str, evidence: str, data: st.DataObject
) -> None:
    """Even where what is left of it would be an entry with less evidence."""
    before = as_lines([note("first")], None)
    more = as_lines([note(reason, evidence)], before)
    cut = data.draw(st.integers(0, len(more) - 1))
    torn = before + more[:cut]
    first, *rest = read_journal(torn).entries
    assert (first.reason, rest) == ("first", [])
    assert len(read_journal(torn).torn) == (cut > 0)
    after = torn + as_lines([note("third")], torn)
    assert [entry.reason for entry in read_journal(after).entries] == ["first", "third"]
    assert len(read_journal(after).torn) == (cut > 0)
    assert len(after.decode(errors="replace").splitlines()) == 3 + (cut > 0)


@pytest.mark.parametrize("cut", range(len(HEADING) + 1))
def test_52_a_journal_whose_very_heading_was_cut_gets_one(cut: int) -> None:
    begun = HEADING[:cut]
    after = begun + as_lines([note("first")], begun)
    assert after.splitlines()[-2 if cut < len(HEADING) else 0] == HEADING
    assert [entry.reason for entry in read_journal(after).entries] == ["first"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_52_a_journal_that_another_program_saved_is_read_and_added_to(end: bytes) -> None:
    saved = b"\xef\xbb\xbf" + (HEADING + b"\n" + LINE).replace(b"\n", end)
    assert [entry.evidence for entry in read_journal(saved).entries] == ["certificate 12"]
    after = read_journal(saved + as_lines([note("next")], saved))
    assert [entry.reason for entry in after.entries] == ["heard", "next"]
    assert after.torn == ()
