"""Is a file what its name says, where nobody has said how the answer looks?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def test_the_end_of_the_file_s_name_says_how_a_report_looks(
    redesign: Path, eh: Eh, tmp_path: Path
) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    typed = ("report", "committee", "-p", redesign.name)
    begins = {
        "a.docx": b"PK",
        "a.HTML": b"<!DOCTYPE html>",
        "a.md": b"# Early",
        "a.txt": b"# Early",
    }
    for name, begin in begins.items():
        assert eh(*typed, "-o", name).code == 0
        assert (tmp_path / name).read_bytes().startswith(begin)
    assert eh(*typed, "-f", "md", "-o", "a.html").code == 0
    assert (tmp_path / "a.html").read_bytes().startswith(b"# Early")


def test_a_report_is_not_written_as_what_it_would_not_be(
    redesign: Path, eh: Eh, tmp_path: Path
) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    answer = eh("report", "highlight", "-p", redesign.name, "-o", "board.docx")
    assert answer.code == 2
    assert "Error: board.docx would be no docx: it can be written as md or html\n" in answer.err
    assert not (tmp_path / "board.docx").exists()


def test_what_a_browser_or_a_spreadsheet_would_open_is_not_written_as_text(
    redesign: Path, eh: Eh, tmp_path: Path
) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    """
    for words, name, forms in (
        (("plan", "check", redesign.name), "found.html", "text or json or sarif or github"),
        (("plan", "check", redesign.name), "found.csv", "text or json or sarif or github"),
        (("plan", "risk", redesign.name), "launch.SVG", "text or json or csv"),
        (("plan", "graph", redesign.name), "plan.json", "mermaid or dot or svg"),
    ):
        answer = eh(*words, "-o", name)
        ending = name.rpartition(".")[2].lower()
        assert answer.code == 2
        assert f"{name} would be no {ending}: it can be written as {forms}\n" in answer.err
        assert not (tmp_path / name).exists()
        as_asked = eh(*words, "-o", name, "-f", forms.partition(" ")[0])
        assert as_asked.code == 0
