"""Item 67: does the same plan give the same bytes, from every command and in every file?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.scorecard.commands import answers

if TYPE_CHECKING:
    from tests.scorecard.commands import Answers


def test_67_the_same_input_gives_the_same_bytes(usual: Answers, tmp_path: Path) -> None:
    assert answers(tmp_path, {"PYTHONHASHSEED": "1"}) == usual
    assert len(usual.files) > 30


def test_67_a_stated_moment_of_the_build_changes_nothing(usual: Answers, tmp_path: Path) -> None:
    assert answers(tmp_path, {"SOURCE_DATE_EPOCH": "86400"}) == usual
