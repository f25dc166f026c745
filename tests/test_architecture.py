"""What must stay in step: packages, the direction of imports, checks and their pages."""

from __future__ import annotations

import ast
import configparser
import re
import runpy
from pathlib import Path
from typing import Final

import pytest

import earlyhelp
from earlyhelp import checks
from earlyhelp.codes import all_codes

ROOT = Path(__file__).parent.parent
#: The pages of the reference, and what writes each.
PAGES: Final = runpy.run_path(str(ROOT / "docs" / "generate.py"))["PAGES"]
#: Each may import what stands before it, and itself. Errors, findings and codes are for all.
ORDER = (
    "records",
    "memory",
    "sheet_cells",
    "errors",
    "extras",
    "file_names",
    "findings",
    "codes",
    "dates",
    "model",
    "network",
    "strategy",
    "partners",
    "rulebook",
    "tracking",
    "repair",
    "risk",
    "checks",
    "exchange",
    "files",
    "outputs",
)
#: From the days to the checks: no file, no clock, no environment.
PURE = ORDER[ORDER.index("dates") : ORDER.index("files")]
FILES = "earlyhelp.files."
IMPURE = {"os", "sys", "pathlib", "time", "subprocess", "socket", "tempfile", "io", "random"}


def modules(package: str) -> list[Path]:
    found = ROOT / "earlyhelp" / package
    return sorted(found.rglob("*.py")) if found.is_dir() else [found.with_suffix(".py")]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


@pytest.mark.parametrize("package", ORDER)
def test_imports_point_inward(package: str) -> None:
    if package == "codes":
        pytest.skip("the register loads the modules that enrol codes, when it is asked for all")
    allowed = set(ORDER[: ORDER.index(package) + 1])
    if package in {"dates", "findings"}:
        allowed |= {"errors", "findings"}
    if package in {"outputs", "files"}:
        allowed -= {"outputs", "files"} - {package}
    for path in modules(package):
        for name in imported(path):
            home = name.split(".")
            if home[0] == "earlyhelp" and len(home) > 1 and home[1] in ORDER:
                is_typing = package == "errors" and home[1] == "findings"
                assert home[1] in allowed or is_typing, f"{path.name} imports {name}"


@pytest.mark.parametrize("kind", ["calendars", "plan", "projects", "registers"])
def test_readers_of_one_kind_of_file_know_no_other_kind(kind: str) -> None:
    kinds = {path.parent.name for path in modules("files")} - {"files"}
    others = kinds - {kind, "registers" if kind == "plan" else ""}  # a plan names its registers
    assert kind in kinds
    for path in modules(f"files/{kind}"):
        known = {name.split(".")[2] for name in imported(path) if name.startswith(FILES)}
        assert not known & others, path.name


@pytest.mark.parametrize("package", PURE)
def test_the_core_touches_no_file_clock_or_environment(package: str) -> None:
    for path in modules(package):
        assert not {name.split(".")[0] for name in imported(path)} & IMPURE, path.name
        assert ".today()" not in path.read_text(), path.name


def test_every_package_of_the_checkout_is_in_the_wheel() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    listed = set(config["options"]["packages"].split())
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "earlyhelp").rglob("__init__.py")
    }
    mapped = {"earlyhelp.cli": "cli", "earlyhelp.schedules": "schedules"}
    assert all((ROOT / folder / "__init__.py").is_file() for folder in mapped.values())
    assert listed == found | set(mapped)


def test_every_module_of_checks_is_enrolled() -> None:
    names = {path.stem for path in modules("checks")} - {
        "__init__",
        "register",
        "rows",
        "rules",
        "work",
        "onward",
    }
    assert {family.__name__.rpartition(".")[2] for family in checks.families()} == names


def test_a_code_is_named_in_the_first_lines_of_its_module() -> None:
    for family in checks.families():
        said = family.__doc__ or ""
        here = re.findall(r'@check\("(EH\d{3})"', Path(str(family.__file__)).read_text())
        assert here
        for code in here:
            assert code in said or f"{code[:3]}xx" in said


def test_every_code_has_a_name_that_can_be_said() -> None:
    for code in all_codes():
        assert re.fullmatch(r"EH\d{3}", code.code)
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code.name)


def test_every_code_says_what_it_means_and_what_to_do() -> None:
    for code in all_codes():
        first, *_, last = code.page.split("\n## ")
        assert len(first.strip().splitlines()) >= 1, code.code
        assert last.startswith("What to do\n"), code.code
        assert last.partition("\n")[2].strip(), code.code


def test_every_public_name_resolves() -> None:
    for name in earlyhelp.__all__:
        assert getattr(earlyhelp, name) is not None
    assert set(earlyhelp.__all__) <= set(dir(earlyhelp))
    with pytest.raises(AttributeError):
        _ = earlyhelp.no_such_name


def test_no_module_has_outgrown_its_question() -> None:
    for path in [*(ROOT / "earlyhelp").rglob("*.py"), *(ROOT / "cli").rglob("*.py")]:
        lines = path.read_text().splitlines()
        assert len(lines) <= 400, path.name
        assert lines[0].startswith('"""'), path.name


def test_the_readme_shows_what_the_command_prints() -> None:
    """The proof in the README is the one that a newcomer sees."""
    from earlyhelp.files import locate
    from earlyhelp.files.load import load_file
    from earlyhelp.outputs import text

    plan = load_file(locate.shipped_file("infeasible-notice"), name="infeasible-notice")
    lines = text.findings(earlyhelp.check(plan), text.Paper())
    shown = "\n".join(lines).split("\n\n")[0]
    assert shown in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("page", PAGES)
def test_the_reference_says_what_the_program_says(page: str) -> None:
    """`python docs/generate.py` writes it again."""
    written = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert written == PAGES[page]()


def test_every_page_of_the_reference_is_made_by_the_program() -> None:
    assert {path.name for path in (ROOT / "docs" / "reference").iterdir()} == {*PAGES}
