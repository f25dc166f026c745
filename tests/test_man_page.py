"""`man eh`: a page that says what the command says, and that manual readers take as it is."""

from __future__ import annotations

import configparser
import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "reference" / "eh.1"
MANUAL: Final[dict[str, Any]] = runpy.run_path(str(ROOT / "docs" / "pages" / "manual.py"))
#: What groff and mandoc show for the names that we use.
SHOWN: Final = {
    r"\(rs": "\\",
    r"\-": "-",
    r"\(aq": "'",
    r"\(dq": '"',
    r"\(ga": "`",
    r"\(ha": "^",
    r"\(ti": "~",
    r"\&": "",
}


def shown(roff: str) -> str:
    """What a reader sees of a text, on one line."""

    def letter(name: re.Match[str]) -> str:
        return chr(int(name[1], 16)) if name[1] else SHOWN[name[0]]

    lines = re.sub(r"\\\[u([0-9A-F]{4,6})\]|\\\(..|\\.", letter, roff).split("\n")
    return " ".join(line for line in lines if line)


@given(st.text() | st.text("-.'\\\"`^~ \n", max_size=30))
def test_whatever_is_in_a_text_is_shown_as_it_is_and_is_no_request(text: str) -> None:
    roff = MANUAL["_roff"](text)
    assert roff.isascii()
    assert not any(line[:1] in {".", "'"} for line in roff.split("\n"))
    assert shown(roff) == " ".join(text.split())


def test_every_command_and_every_option_is_on_the_page() -> None:
    _comment, _, text = PAGE.read_text(encoding="ascii").partition("\n")
    page = shown(text.replace("\\fB", "").replace("\\fR", ""))
    commands = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for usage in re.findall(r"^Usage: (eh \S.*?)$", commands, re.MULTILINE):
        assert f'.SS "{usage}' in page or usage == "eh [OPTIONS] COMMAND [ARGS]..."
    options = set(re.findall(r"^  (?:-\w, )?(--[\w-]+)", commands, re.MULTILINE))
    assert len(options) > 50
    for option in options - {"--help", "--version"}:
        assert option in page


def test_what_the_page_says_of_the_environment_is_about_names_that_the_code_knows() -> None:
    code = [
        path.read_text(encoding="utf-8")
        for folder in ("cli", "earlyhelp")
        for path in (ROOT / folder).rglob("*.py")
    ]
    for name in MANUAL["ENVIRONMENT"]:
        assert any(f'"{name}"' in text for text in code), name
    for name in {name for text in code for name in re.findall(r'"(EH_[A-Z_]+)"', text)}:
        assert name in MANUAL["ENVIRONMENT"]


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="there is no mandoc")
def test_mandoc_finds_nothing_to_say_of_it() -> None:
    done = subprocess.run(
        ["mandoc", "-Tlint", str(PAGE)],  # noqa: S607 - the one that people have
        capture_output=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


@pytest.mark.skipif(
    shutil.which("man") is None or shutil.which("groff") is None, reason="there is no man"
)
def test_man_shows_it_without_a_warning() -> None:
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(PAGE)],  # noqa: S607 - the same
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANROFFSEQ": "", "MANWIDTH": "80"},
        capture_output=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == (b"", 0)
    assert done.stdout


def test_it_is_installed_where_man_looks() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    assert config["options.data_files"]["share/man/man1"].split() == ["docs/reference/eh.1"]
