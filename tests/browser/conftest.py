"""What tests in a real browser need: Chromium, and the pages that it opens."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
import pytest

import earlyhelp
from earlyhelp.checks import check_plan
from earlyhelp.files import locate
from earlyhelp.files.load import parse
from earlyhelp.files.registers.register_files import SETTINGS
from earlyhelp.outputs.one_page.page import page as page_of
from earlyhelp.tracking.progress import progress

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from earlyhelp.model import Plan

#: Chromium asks nobody anything, and can be started by root.
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: The screen of a desk, in CSS pixels.
DESK: Final = {"width": 1280, "height": 900}
GENERATOR: Final = Path(__file__).parents[2] / "benchmarks" / "generate.py"
MANY: Final = "5000 milestones"


@attrs.define
class Opened:
    """A page in the browser, with what it has said and asked for since it was opened."""

    page: Page
    said: list[str]  #: on the console, and in dialogs
    asked: list[str]  #: the addresses that were requested

    def open_all(self) -> None:
        """Unfold everything on it."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")

    def judged(self, *left_out: str) -> dict[str, Any]:
        """What axe-core finds on it, without the rules that are left out.

        Only what is wrong or undecided comes with all of its elements.
        """
        axe = resources.files("axe_playwright_python").joinpath("axe.min.js")
        self.page.evaluate(axe.read_text(encoding="utf-8"))
        options = {
            "rules": {rule: {"enabled": False} for rule in left_out},
            "resultTypes": ["violations", "incomplete"],
            "preload": False,
        }
        judged: dict[str, Any] = self.page.evaluate(
            "options => axe.run(document, options)", options
        )
        return judged


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser without a window, for the tests of one module."""
    where = shutil.which("chromium")
    if where is None:
        pytest.skip("there is no chromium here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Open]:
    """Opens a file in a window of its own."""
    contexts = []

    def run(file: Path, **options: Any) -> Opened:
        context = chromium.new_context(viewport=options.pop("viewport", DESK), **options)
        contexts.append(context)
        found = Opened(context.new_page(), [], [])
        found.page.on("console", lambda message: found.said.append(message.text))
        found.page.on("pageerror", lambda error: found.said.append(str(error)))
        found.page.on("dialog", lambda dialog: found.said.append(dialog.message))
        found.page.on("request", lambda request: found.asked.append(request.url))
        found.page.goto(file.as_uri())
        return found

    yield run
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The report of a plan that comes with earlyhelp, or of one with 5,000 milestones."""
    folder = tmp_path_factory.mktemp("reports")

    def run(name: str) -> Path:
        file = folder / f"{name}.html"
        if not file.exists():
            plan = generated() if name == MANY else earlyhelp.load(locate.shipped_file(name))
            file.write_text(report(plan), encoding="utf-8")
        return file

    return run


def generated() -> Plan:
    """A plan of a size that nobody has typed."""
    text: str = runpy.run_path(str(GENERATOR))["plan"](5000)
    return parse(text.encode())


def report(plan: Plan) -> str:
    """The page of a plan."""
    schedule, findings = check_plan(plan)
    return page_of(progress(schedule, within=14), findings, SETTINGS)


@pytest.fixture(scope="session")
def report_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The report of a plan that is given as text."""

    def run(text: str) -> Path:
        file = tmp_path_factory.mktemp("report") / "report.html"
        file.write_text(report(parse(text.encode())), encoding="utf-8")
        return file

    return run
