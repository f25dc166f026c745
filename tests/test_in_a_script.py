"""Every script of the page for people who write a little Python does what the page says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

PAGE: Final = Path(__file__).parent.parent / "docs" / "how-to" / "in-a-script.md"
#: A heading, the script below it, and what it prints.
SCRIPTS: Final = re.findall(
    r"^## (.+?)\n\n```python\n(.*?)```\n\n```text\n(.*?)```$",
    PAGE.read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


def test_every_chapter_of_the_page_has_a_script() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(SCRIPTS) == text.count("\n## ") == text.count("```python") == 6


@pytest.mark.parametrize(("script", "printed"), [each[1:] for each in SCRIPTS], ids=range(6))
def test_a_script_runs_as_it_stands_in_an_empty_folder(
    tmp_path: Path, script: str, printed: str
) -> None:
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    done = subprocess.run(
        [sys.executable, "-P", "-W", "error", "../script.py"],
        cwd=tmp_path / "empty",
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.stderr.decode(), done.returncode) == ("", 0)
    assert done.stdout.decode() == printed
