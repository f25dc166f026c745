"""What happens in a real shell when somebody presses Tab?

Each shell that is there reads the script of `eh completion` on a terminal of its own, and is
given keys; what it then runs says what Tab had made of them.
"""

from __future__ import annotations

import os
import select
import shutil
import sys
from pathlib import Path
from typing import Final

import pytest

pty = pytest.importorskip("pty", reason="there are no terminals of this kind here")

PROMPT: Final = b"ready> "
#: How each shell begins without what somebody has set up for it, and what it is told then.
SHELLS: Final = {
    "bash": (("--norc", "--noprofile", "-i"), "PS1='ready> '; eval \"$(eh completion bash)\""),
    "zsh": (
        ("-f", "-i"),
        "PS1='ready> '; autoload -Uz compinit; compinit -u; eval \"$(eh completion zsh)\"",
    ),
    "fish": (
        ("--no-config", "--private", "--interactive"),
        "function fish_prompt; printf 'ready> '; end; eh completion fish | source",
    ),
}
#: What somebody types, with Tab where it says so, and the words that `eh` is then given.
TYPED: Final = [
    ("eh plan ch{tab}infe{tab}", "plan check infeasible-notice"),
    ("eh plan why -p early-help-2021 offer.l{tab}", "plan why -p early-help-2021 offer.launch"),
    (
        "eh plan whatif -p early-help-2021 --slip offer.l{tab}5wd",
        "plan whatif -p early-help-2021 --slip offer.launch=5wd",
    ),
    ("eh explain over-t{tab}", "explain over-the-limit"),
]


@pytest.fixture
def folder(tmp_path: Path, script: str) -> Path:
    """Where `eh` is one that answers shells, and else says what it was given."""
    says = f"{sys.executable} -c 'import sys; print(\"given\", *sys.argv[1:])'"
    asked = 'if [ -n "$_EH_COMPLETE" ] || [ "$1" = completion ]; then exec python-eh "$@"; fi'
    for name, text in {
        "eh": f'#!/bin/sh\n{asked}\nexec {says} "$@"\n',
        "python-eh": f"#!{sys.executable} -P\n{script}",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("typed", "given"), TYPED)
@pytest.mark.parametrize("shell", SHELLS)
def test_tab_makes_of_what_is_typed_what_was_meant(
    folder: Path, shell: str, typed: str, given: str
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    options, begins = SHELLS[shell]
    child, terminal = pty.fork()
    if child == 0:
        path = f"{folder}{os.pathsep}{os.environ['PATH']}"
        kept = {"PATH": path, "HOME": str(folder), "TERM": "dumb", "LANG": "C.UTF-8"}
        os.chdir(folder)
        os.execvpe(shell, [shell, *options], kept)  # noqa: S606
    try:
        os.write(terminal, f"{begins}\n".encode())
        shown = until(terminal, PROMPT, 2)  # once as it is typed, and once as it was meant
        os.write(terminal, typed.format(tab="\t").encode() + b"\nexit\n")
        shown = until(terminal, f"given {given}\r\n".encode(), 1)
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    assert f"given {given}\r\n" in shown.decode(errors="replace")


def until(terminal: int, mark: bytes, times: int) -> bytes:
    """What is shown on a terminal until something has been so many times, or nothing comes."""
    shown = b""
    while shown.count(mark) < times and select.select([terminal], [], [], 60)[0]:
        try:
            shown += os.read(terminal, 65_536)
        except OSError:  # the shell has ended
            break
    return shown
