"""What earlyhelp is made with: setup.cfg, the page about it, and what is said where something lacks."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Final

import pytest

from earlyhelp.extras import EXTRAS, how_to_install

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "explanation" / "dependencies.md"
#: What an extra brings that is not for users of `eh`.
FOR_DEVELOPERS: Final = {"test", "testing", "lint", "benchmarks", "docs", "fuzz"}
#: Modules that are an extra themselves; who imports one says first what it takes.
NEED_AN_EXTRA: Final = re.compile(
    r"earlyhelp\.(testing(\.[a-z]+)?|risk\.[a-z_]+|outputs\.(risk|risk_drawing|one_page\.chances))\Z"
)
#: Imports every module of the package, while no extra can be.
IMPORT_ALL: Final = """
import importlib, pkgutil, sys
for module in sys.argv[1:]:
    sys.modules[module] = None
import earlyhelp
for found in pkgutil.walk_packages(earlyhelp.__path__, "earlyhelp."):
    try:
        importlib.import_module(found.name)
    except ImportError as error:
        print(found.name, error.name)
"""


def config() -> configparser.ConfigParser:
    """What setup.cfg says."""
    read = configparser.ConfigParser()
    read.read(ROOT / "setup.cfg", encoding="utf-8")
    return read


def asked(lines: str) -> dict[str, str]:
    """The lowest version of each package in a list of setup.cfg."""
    pairs = (line.strip().partition(">=") for line in lines.strip().splitlines())
    return {name: lowest for name, _, lowest in pairs}


CORE: Final = asked(config()["options"]["install_requires"])
OF_EXTRAS: Final = {
    name: asked(lines)
    for name, lines in config()["options.extras_require"].items()
    if name not in FOR_DEVELOPERS
}


def test_the_extras_are_those_that_messages_speak_of() -> None:
    """`xlsx` is an older name of `excel`; who has typed it somewhere gets the same."""
    named: dict[str, set[str]] = {}
    for extra in EXTRAS:
        named.setdefault(extra.name, set()).add(extra.package)
    listed = {name: set(packages) for name, packages in OF_EXTRAS.items() if name in named}
    assert listed == named
    assert OF_EXTRAS["xlsx"] == OF_EXTRAS["excel"]


@pytest.mark.parametrize("name", sorted({extra.name for extra in EXTRAS}))
def test_how_to_install_one_works_in_every_shell(name: str) -> None:
    """Windows takes single quotes for part of the name, and zsh brackets for a pattern."""
    assert how_to_install(name) == f'pip install "earlyhelp[{name}]"'


def test_there_is_no_way_to_install_an_extra_that_there_is_not() -> None:
    with pytest.raises(KeyError):
        how_to_install("everything")


def test_whatever_a_text_says_is_to_be_installed_is_an_extra_and_in_double_quotes() -> None:
    texts = [
        *(path for folder in ("earlyhelp", "cli") for path in (ROOT / folder).rglob("*.py")),
        *(ROOT / "docs").rglob("*.md"),
        *ROOT.glob("*.md"),
    ]
    known = set(config()["options.extras_require"])
    seen = set()
    for path in texts:
        for quote, name in re.findall(r"(.)earlyhelp\[([^\]]*)\]", path.read_text("utf-8")):
            if name.startswith(("{", "…")):  # where the message itself is made
                continue
            assert name in known, f"{path}: {name}"
            assert quote == '"', f"{path}: {name}"
            seen.add(name)
    assert seen >= {"excel", "risk", "solver", "docx"}


def test_the_page_says_what_setup_cfg_says() -> None:
    """One row for each package: its name and the lowest version that works."""
    rows = dict(
        re.findall(r"^\| `([A-Za-z0-9-]+)` ([0-9.]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    )
    wanted = dict(CORE)
    for packages in OF_EXTRAS.values():
        wanted |= packages
    assert rows == wanted


def test_the_page_names_what_those_bring_along() -> None:
    """Of the eight packages that are always there; markers and extras of theirs are left out."""
    page = PAGE.read_text("utf-8")
    queue, brought = list(CORE), set()
    while queue:
        for needed in metadata.requires(queue.pop()) or ():
            name, _, marker = needed.partition(";")
            short = re.split(r"[ <>=!~\[(]", name.strip())[0]
            if "extra" not in marker and short not in brought:
                brought.add(short)
                queue.append(short)
    assert brought
    for name in brought:
        assert f"`{name}`" in page, f"{name} comes along, and the page does not say so"


def test_no_module_imports_an_extra_but_the_few_that_are_one() -> None:
    modules = [*{extra.module for extra in EXTRAS}, "hypothesis", "holidays", "lxml", "pandas"]
    done = subprocess.run(
        [sys.executable, "-P", "-c", IMPORT_ALL, *modules],
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
    without = [line.split()[0] for line in done.stdout.splitlines()]
    assert [name for name in without if not NEED_AN_EXTRA.match(name)] == []


def test_nothing_is_asked_for_that_nothing_imports() -> None:
    """The name of a package, and the name by which its code is imported."""
    imported_as = {"PyYAML": "yaml", "Jinja2": "jinja2"}
    code = "\n".join(
        path.read_text("utf-8")
        for folder in ("earlyhelp", "cli")
        for path in (ROOT / folder).rglob("*.py")
    )
    for package in CORE:
        name = imported_as.get(package, package)
        assert re.search(rf"^ *(import|from) {name}\b", code, re.MULTILINE), package
    for extra in EXTRAS:
        name = extra.module
        assert re.search(
            rf"^ *(import|from) {name}\b|import_module\(\"{name}\.|find_spec\(\"{name}\"\)",
            code,
            re.MULTILINE,
        )
