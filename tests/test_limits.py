"""Whatever is read has a limit, and one more is refused at once, with the limit in the message."""

from __future__ import annotations

import io
import json
import runpy
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from earlyhelp.dates import Lag
from earlyhelp.errors import NotALagError, TooLargeError, UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.files.registers import tables
from earlyhelp.files.registers.workbook_cells import WorkbookError
from earlyhelp.files.registers.workbook_cells import tabs as workbook_tabs
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes

if TYPE_CHECKING:
    from tests.conftest import Answer

ROOT: Final = Path(__file__).parent.parent
HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\n"
#: Which limits stand on the page, by where each is kept.
LIMITS: Final = {
    limit.where: limit
    for limits in runpy.run_path(str(ROOT / "docs" / "limits.py"))["TABLES"].values()
    for limit in limits
}
#: Those that are tried beside the rest of what they belong to.
ELSEWHERE: Final = {
    "files.registers.zipped:LARGEST_UNPACKED": "tests/files/registers/test_zipped.py",
    "files.registers.zipped:MOST_PARTS": "tests/files/registers/test_zipped.py",
    "files.projects.xml_tree:MOST_ELEMENTS": "tests/files/projects/test_mspdi.py",
    "files.projects.xml_tree:DEEPEST": "tests/files/projects/test_mspdi.py",
    "files.projects.xml_tree:LONGEST_TEXT": "tests/files/projects/test_mspdi.py",
    "files.projects.mpxj:MOST_SECONDS": "tests/files/projects/test_project.py",
    "files.projects.mpxj:MOST_MEGABYTES": "tests/real_parts/test_other_forms.py",
    "files.calendars.ical:LARGEST_FILE": "tests/files/calendars/test_ical_broken.py",
    "files.calendars.ical:MOST_EVENTS": "tests/files/calendars/test_ical_broken.py",
    "files.calendars.texts:LONGEST_TEXT": "tests/files/calendars/test_ical.py",
    "files.calendars.texts:LONGEST_DESCRIPTION": "tests/files/calendars/test_ical.py",
    "files.calendars.server:LARGEST_ANSWER": "tests/files/calendars/test_server.py",
    "files.templates:_LARGEST": "tests/files/test_templates.py",
    "outputs.notices.sandbox:LONGEST_TEXT": "tests/scorecard/test_f_notices.py",
    "outputs.notices.sandbox:MOST_ROUNDS": "tests/scorecard/test_f_notices.py",
    "outputs.notices.templates:LONGEST": "tests/scorecard/test_f_notices.py",
    "outputs.text:LONGEST_TEXT": "tests/scorecard",
    "outputs.text:LONGEST_MESSAGE": "tests/scorecard",
    "tracking.sheets:LONGEST": "tests/outputs",
}

Lower = Callable[[str, int], None]
Eh = Callable[..., "Answer"]


@pytest.fixture
def lower(monkeypatch: pytest.MonkeyPatch) -> Lower:
    """Make a limit small wherever it is known, so that one more is little."""

    def run(where: str, value: int) -> None:
        module, _, name = where.partition(":")
        limit = getattr(import_module(f"earlyhelp.{module}"), name)
        for other in [*sys.modules.values()]:
            is_ours = getattr(other, "__name__", "").startswith("earlyhelp.")
            if is_ours and getattr(other, name, None) is limit:
                monkeypatch.setattr(other, name, value)

    return run


@pytest.fixture
def checked(eh: Eh, tmp_path: Path) -> Callable[[str], list[dict[str, Any]]]:
    """Why a plan that is refused cannot be read."""

    def run(text: str) -> list[dict[str, Any]]:
        (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
        answer = eh("plan", "check", "-f", "json")
        assert answer.code == 2
        found: list[dict[str, Any]] = json.loads(answer.out)["findings"]
        return found

    return run


Checked = Callable[[str], list[dict[str, Any]]]


def said(found: list[dict[str, Any]], code: str = "EH004") -> str:
    """The one message of a code."""
    [message] = [finding["message"] for finding in found if finding["code"] == code]
    return str(message)


def test_the_page_says_what_the_code_says() -> None:
    """`python docs/limits.py` writes it again."""
    written = (ROOT / "docs" / "explanation" / "limits.md").read_text(encoding="utf-8")
    assert written == runpy.run_path(str(ROOT / "docs" / "limits.py"))["page"]()


def test_every_limit_of_a_reader_is_on_the_page() -> None:
    begins = ("MOST_", "LARGEST_", "LONGEST_", "DEEPEST", "LAST_")
    kept = {
        f"{module}:{name}"
        for path in (ROOT / "earlyhelp" / "files").rglob("*.py")
        for module in [".".join(path.relative_to(ROOT / "earlyhelp").with_suffix("").parts)]
        for name, value in vars(import_module(f"earlyhelp.{module}")).items()
        if name.startswith(begins) and isinstance(value, int)
        if f"{name}: Final" in path.read_text(encoding="utf-8")
    }
    assert kept - LIMITS.keys() == {"files.system:LONGEST_PATH"}  # of Windows, and not ours


def test_every_limit_of_the_page_is_tried() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    for where in LIMITS.keys() - ELSEWHERE.keys():
        assert here.count(where) or here.count(where.partition(":")[2]) > 1, where
    for where, place in ELSEWHERE.items():
        assert where in LIMITS
        assert (ROOT / place).exists()


@pytest.fixture
def too_large(tmp_path: Path) -> Callable[[str, int], None]:
    """A file that has a size and takes no room."""

    def run(name: str, size: int) -> None:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        with (tmp_path / name).open("wb") as file:
            file.truncate(size)

    return run


PLAN: Final = f"{HEAD}milestones:\n  told: {{on: 2021-10-11}}\n"
REGISTER: Final = f"{HEAD}properties: properties.csv\n"
BASELINE: Final = f"{PLAN}settings: {{baseline: agreed}}\n"


@pytest.mark.parametrize(
    ("name", "plan", "words"),
    [
        ("other.yaml", PLAN, "plan check other.yaml"),
        ("properties.csv", REGISTER, "plan check"),
        ("properties.xlsx", REGISTER.replace("csv", "xlsx"), "plan check"),
        ("journal.csv", PLAN, "plan check"),
        ("journal.csv", PLAN, "milestone note told heard"),
        ("baselines/agreed.csv", PLAN, "baseline compare agreed"),
        ("baselines/agreed.csv", BASELINE, "plan check"),
        ("days.csv", PLAN, "import csv days.csv"),
        ("days.xlsx", PLAN, "import xlsx days.xlsx"),
        ("redesign.xml", PLAN, "import mspdi redesign.xml --nation england"),
        ("export.csv", PLAN, "case import export.csv --number Number"),
        ("templates/x.j2", PLAN, "plan shift . --start 2026-09-09 -o copy"),
        ("old.ics", PLAN, "calendar changes old.ics old.ics"),
        ("old.ics", PLAN, "calendar compare old.ics"),
    ],
)
def test_no_file_is_read_that_is_larger_than_any_of_its_kind(
    eh: Eh, tmp_path: Path, too_large: Callable[[str, int], None], name: str, plan: str, words: str
) -> None:
    """Not even its first bytes are looked at, so that it takes no time."""
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    most = 32_000_000 if name.endswith(".ics") else LARGEST_FILE
    too_large(name, most + 1)
    answer = eh(*words.split())
    assert answer.code == 2
    told = answer.out + answer.err
    assert f"has {most + 1:,} bytes, and at most {most:,} are read" in told
    assert Path(name).name in told


def test_one_that_has_just_as_many_bytes_is_read(tmp_path: Path) -> None:
    file = tmp_path / "it"
    file.write_bytes(b"12345")
    assert regular_bytes(file, at_most=5, what="plan", absent=TooLargeError) == b"12345"
    with pytest.raises(TooLargeError, match="it: the plan has 5 bytes, and at most 4 are read"):
        regular_bytes(file, at_most=4, what="plan", absent=TooLargeError)


def test_a_plan_given_as_bytes_has_the_same_limit(lower: Lower) -> None:
    lower("files.regular:LARGEST_FILE", len(PLAN))
    parse(PLAN.encode())
    with pytest.raises(UnreadablePlanError, match="bytes, and at most"):
        parse(PLAN.encode() + b"\n")


def test_a_line_is_not_repeated_in_the_message(checked: Checked, lower: Lower) -> None:
    lower("files.load:LONGEST_LINE", 1_000)
    message = said(checked(f"{PLAN}note: {'x' * 995}\n"))
    assert "1,001 characters" in message
    assert "1,000" in message
    assert "xxx" not in message


def test_nesting_ends(checked: Checked) -> None:
    deepest = LIMITS["files.events:DEEPEST"].value
    assert f"more than {deepest} deep" in said(
        checked(f"{PLAN}facts: {{a: {'[' * 20}{']' * 20}}}\n")
    )


def test_an_id_has_an_end(checked: Checked) -> None:
    longest = LIMITS["files.fields:LONGEST_ID"].value
    message = said(checked(f"{HEAD}milestones:\n  {'a' * (longest + 1)}: {{}}\n"), "EH017")
    assert "it has 201 characters, and an id has 200 at most" in message
    parse(f"{HEAD}milestones:\n  {'a' * longest}: {{}}\n".encode())


def test_a_lag_has_an_end() -> None:
    longest = LIMITS["dates.lags:LONGEST"].value
    assert Lag.parse(f"{longest} weeks").count == longest
    with pytest.raises(NotALagError, match="a lag is at most 10000 weeks"):
        Lag.parse(f"{longest + 1} weeks")


def test_a_plan_has_so_many_milestones_and_links(checked: Checked, lower: Lower) -> None:
    lower("model.sizes:MOST_MILESTONES", 3)
    lower("model.sizes:MOST_LINKS", 4)
    three = f"{HEAD}milestones:\n  a: {{}}\n  b: {{after: a}}\n  c: {{after: [a, b]}}\n"
    parse(three.encode())
    message = said(checked(f"{three}  d: {{}}\n"))
    assert (
        message
        == "the plan has 4 milestones at least, and 3 at most are read: make two plans of it"
    )
    message = said(checked(f"{three.replace('[a, b]', '[a, b, a + 1 week, b + 1 week]')}"))
    assert message.startswith("the plan has 5 links at least, and 4 at most are read")


ROWS: Final = (
    f"{HEAD}properties:\n  - {{id: elm, name: Elm, future: surplus}}\n"
    "  - {id: oak, name: Oak, future: surplus}\n"
    "workflows:\n  w:\n    for: property.future is surplus\n"
    "    steps: {a: {}, b: {after: all properties.a}}\n"
)


@pytest.mark.parametrize(
    ("limit", "most", "made"),
    [("MOST_MILESTONES", 3, "4 milestones"), ("MOST_LINKS", 3, "4 links")],
)
def test_so_it_has_of_those_that_workflows_make(
    checked: Checked, lower: Lower, limit: str, most: int, made: str
) -> None:
    """A few lines ask for a link from each row to each: of 3,000 rows, 9 million."""
    lower(f"model.sizes:{limit}", most + 1)
    parse(ROWS.encode())
    lower(f"model.sizes:{limit}", most)
    message = said(checked(ROWS))
    assert message.startswith(
        f"the plan has {made} at least, and {most} at most are read: ask with"
    )


def test_a_thousand_problems_are_said(checked: Checked) -> None:
    most = LIMITS["files.found:MOST_PROBLEMS"].value
    keys = "".join(f"  m{number}: {{wrong: 1}}\n" for number in range(most + 100))
    found = checked(f"{HEAD}milestones:\n{keys}")
    assert len(found) == most + 1
    assert said(found).startswith("more than 1,000 problems; the rest is not read")
    assert (
        len(checked(f"{HEAD}milestones:\n" + "".join(keys.splitlines(keepends=True)[:most])))
        == most
    )


@pytest.mark.parametrize(
    "plan",
    [
        f"{HEAD}milestones:\n"
        + "".join(f"  mile-{n}: {{after: mole-{n}}}\n" for n in range(5_000)),
        f"{HEAD}properties:\n  - {{id: elm, name: Elm}}\nteams:\n"
        + "".join(f"  - {{id: team-{n}, name: T, base: elms-{n}}}\n" for n in range(5_000)),
    ],
)
def test_a_file_full_of_names_that_lead_nowhere_ends_too(checked: Checked, plan: str) -> None:
    """Each of them is not compared with all others: that took minutes."""
    assert said(checked(plan)).startswith("more than 1,000 problems")


def in_table(data: bytes, name: str = "it.csv") -> int:
    """How many records a table has."""
    return len([*tables.records(data, name)])


def test_a_table_has_so_many_rows_and_columns(lower: Lower) -> None:
    lower("files.registers.tables:MOST_ROWS", 3)
    assert in_table(b"id\n1\n\n2\n\n\n3\n") == 3
    with pytest.raises(tables.TableError, match="more than 3 rows, the most that are read"):
        in_table(b"id\n1\n2\n3\n4\n")
    lower("files.registers.tables:MOST_COLUMNS", 3)
    assert in_table(b"a,b,c\n1,2,3\n") == 1
    with pytest.raises(tables.TableError, match="4 columns, and at most 3 are read"):
        in_table(b"a,b,c,d\n1,2,3,4\n")


def test_a_cell_ends() -> None:
    longest = LIMITS["files.registers.tables:LONGEST_CELL"].value
    assert in_table(b"id\n" + b"x" * longest + b"\n") == 1
    with pytest.raises(tables.TableError, match="more than 131,072 characters, the most"):
        in_table(b"id\n" + b"x" * (longest + 1) + b"\n")


@pytest.mark.parametrize(
    "where",
    ["files.registers.workbook_cells:LAST_ROW", "files.registers.workbook_cells:LAST_COLUMN"],
)
def test_a_cell_lies_where_a_spreadsheet_has_one(where: str) -> None:
    """A few bytes can put a cell anywhere, and what is before it counts for nothing."""
    openpyxl = pytest.importorskip("openpyxl", reason="the extra `excel` is not installed")

    def sheet(last: int) -> bytes:
        book, file = openpyxl.Workbook(), io.BytesIO()
        row, column = (last, 1) if where.endswith("ROW") else (2, last)
        book.active["A1"] = "id"
        # openpyxl makes no cell that a spreadsheet has not
        cell = openpyxl.cell.Cell(book.active, row=row, column=1, value="oak")
        cell.column = column
        book.active._cells[row, column] = cell  # noqa: SLF001
        book.save(file)
        return file.getvalue()

    last = LIMITS[where].value
    assert in_table(sheet(last), "it.xlsx") in (0, 1)
    with pytest.raises(tables.TableError, match="the last that a spreadsheet has"):
        in_table(sheet(last + 1), "it.xlsx")


def test_a_workbook_has_so_many_sheets() -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra `excel` is not installed")
    most = LIMITS["files.registers.workbook_cells:MOST_SHEETS"].value
    book = openpyxl.Workbook()
    while len(book.worksheets) <= most:
        book.create_sheet()
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(WorkbookError, match=f"it has {most + 1} sheets, and {most} at most"):
        workbook_tabs(file.getvalue(), formulas=True)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("../properties.csv", "leads out of its folder"),
        ("a/../../properties.csv", "leads out of its folder"),
        ("/etc/passwd", "a place of its own"),
        ("C:/plans/properties.csv", "a place of its own"),
        ("C:properties.csv", "a place of its own"),
        ("//server/share/properties.csv", "a place of its own"),
        (r"\\server\share\properties.csv", 'write "/" between folders'),
        (r"registers\properties.csv", 'write "/" between folders'),
    ],
)
def test_a_plan_opens_nothing_but_what_lies_beside_it_or_below(
    checked: Checked, monkeypatch: pytest.MonkeyPatch, file: str, why: str
) -> None:
    opened: list[str] = []
    really = regular_bytes

    def noted(path: Path, **more: Any) -> bytes:
        opened.append(path.name)
        return really(path, **more)

    monkeypatch.setattr("earlyhelp.files.load.regular_bytes", noted)
    assert why in said(checked(f"{HEAD}properties: '{file}'\n"), "EH023")
    assert opened == ["plan.yaml"]


@pytest.mark.parametrize(
    "file", ["registers/properties.csv", "./properties.csv", "a/../properties.csv"]
)
def test_and_below_it_does(eh: Eh, tmp_path: Path, file: str) -> None:
    (tmp_path / "plan.yaml").write_text(f"{HEAD}properties: {file}\n", encoding="utf-8")
    for folder in ("registers", "a"):
        (tmp_path / folder).mkdir()
    (tmp_path / file).write_text("id,name,future\nelm,Elm,surplus\n", encoding="utf-8")
    assert eh("plan", "check").code == 0
