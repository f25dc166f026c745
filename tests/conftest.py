"""What many tests need: the plan in a test's docstring, and the command `eh`."""

from __future__ import annotations

import gc
import inspect
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from earlyhelp import Finding, Plan
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from tests import network_guard
from tests.running import run_eh

#: What every plan must say; it comes last, so that the lines of a docstring keep their numbers.
HEAD = "format: 1\nid: example\ntitle: An example\nnation: england\n"
#: Two centres close; who leaves them, and what comes then, is for each test to add.
TWO_CENTRES = """\
format: 1
id: early-help
title: Early Help redesign
organisation: The council
nation: england
as_at: 2021-09-17
workflows:
  handover:
    for: property.future is not retained
    steps:
      service_ended: {}
      vacated: {after: service_ended}
      handed_over: {after: vacated}
  leaving:
    for: each occupation where property.future is not retained
    steps:
      out: {before: property.vacated}
properties:
  - {id: elm, name: Elm Centre, future: surplus, service_ended: 2021-11-30, vacated: 2021-12-10, handed_over: 2021-12-13}
  - {id: oak, name: Oak Centre, future: surplus, service_ended: 2021-11-26, vacated: 2021-12-01, handed_over: 2021-12-06}
"""
#: A launch, and what a property that closes goes through; the last lines of it are open.
BEFORE_THE_LAUNCH = """\
format: 1
id: example
title: An example
nation: england
as_at: 2021-09-17
workflows:
  handover:
    for: property.future is not retained
    steps: {service_ended: {}, vacated: {after: service_ended}}
milestones:
  offer.launch: {on: 2022-01-04}
"""
_RUN = (
    "from importlib.metadata import entry_points; "
    "[command] = entry_points(group='console_scripts', name='eh'); command.load()()"
)


# No deadline for one example, because machines are slow at times; more examples where
# there is time for them, and the same ones in every run there.
settings.register_profile(
    "desk", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=200,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


#: How a test of the scorecard begins that shows an item of it.
SHOWS: Final = re.compile(r"test_([0-9]{2})_")
#: Of what was counted, how often, and how often of these it went wrong.
Counted = Callable[..., None]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test with the items of the scorecard that it shows, for ``-m item`` and the record.

    In `tests/scorecard/` the name of a test says which; elsewhere ``@pytest.mark.item(37)``.
    """
    named = SHOWS.match(item.name)
    if named and item.path.parent.name == "scorecard":
        item.add_marker(pytest.mark.item(int(named[1])))
    shown = sorted({mark.args[0] for mark in item.iter_markers("item")})
    item.user_properties += [("item", number) for number in shown]


@pytest.fixture
def counted(request: pytest.FixtureRequest) -> Counted:
    """Notes for the record how much was tried of something, and how much of it went wrong."""

    def note(what: str, tried: int, *, wrong: int) -> None:
        request.node.user_properties.append((what, (tried, wrong)))

    return note


class Answer(NamedTuple):
    """What the command answered."""

    code: int
    out: str
    err: str


class PlanFolder(NamedTuple):
    """A plan in a folder of its own, and a pen."""

    folder: Path

    def says(self, before: str, now: str) -> None:
        """Somebody changes the plan."""
        file = self.folder / "plan.yaml"
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1
        file.write_text(text.replace(before, now), encoding="utf-8")


WritePlan = Callable[[str], PlanFolder]


network_guard.install()


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_kept_for_ever() -> Iterator[None]:
    """The command ends its process, and lets go of nothing before that; a test's goes on.

    What is frozen is not counted among what there may be to collect, even once it is thawed.
    """
    really = gc.freeze
    gc.freeze = lambda: None
    yield
    gc.freeze = really


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """The command stops collecting garbage, for the same reason."""
    yield
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _guarded_processes() -> Iterator[None]:
    """Every Python that a test starts is guarded too."""
    before = os.environ.get("PYTHONPATH")
    folder = str(Path(__file__).parent / "every_process")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (folder, before)))
    yield
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """No test talks to another machine, and to this one only where it says so."""
    talks = item.get_closest_marker("loopback") is not None
    os.environ[network_guard.LOOPBACK] = "yes" if talks else "no"


@pytest.fixture
def two_centres() -> str:
    """The beginning of a plan in which two centres close."""
    return TWO_CENTRES


@pytest.fixture(scope="session")
def before_the_launch() -> str:
    """The beginning of a plan in which something is told before a launch; milestones follow."""
    return BEFORE_THE_LAUNCH


@pytest.fixture
def write_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WritePlan:
    """Write a plan into the folder `redesign`; the test then stands beside it."""

    def run(text: str) -> PlanFolder:
        folder = tmp_path / "redesign"
        folder.mkdir()
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return PlanFolder(folder)

    return run


@pytest.fixture
def plan_text(request: pytest.FixtureRequest) -> str:
    """The plan in the test's docstring, with the four lines that every plan needs."""
    return f"{inspect.cleandoc(request.function.__doc__ or '')}\n{HEAD}"


@pytest.fixture
def plan(plan_text: str) -> Plan:
    """That plan, read."""
    return parse(plan_text.encode())


@pytest.fixture
def problems(plan_text: str) -> tuple[Finding, ...]:
    """Why that plan cannot be read."""
    with pytest.raises(UnreadablePlanError) as refused:
        parse(plan_text.encode())
    return refused.value.findings


@pytest.fixture
def eh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Answer]:
    """Run `eh` inside this process, in the test's own folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EH_PLAN", raising=False)

    def run(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["eh", *arguments])
        code = run_eh()
        gc.enable()  # a test may run thousands
        out, err = capsysbinary.readouterr()
        return Answer(code, out.decode(), err.decode())

    return run


@pytest.fixture
def eh_process(tmp_path: Path) -> Callable[..., Answer]:
    """Run `eh` as a process of its own, in the test's own folder, with some environment."""
    inherited = {name: value for name, value in os.environ.items() if name != "EH_PLAN"}

    def run(*arguments: str, **environment: str) -> Answer:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _RUN, *arguments],
            cwd=tmp_path,
            env=inherited | environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture(scope="session")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Open workbooks in LibreOffice and save them again: gives the folder they are then in."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def run(*files: Path) -> Path:
        saved = tmp_path_factory.mktemp("saved")
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        convert = ["--convert-to", "xlsx", "--outdir", str(saved), *map(str, files)]
        subprocess.run([*command, *convert], check=True, capture_output=True, timeout=300)
        return saved

    return run


@pytest.fixture(scope="session")
def lint_ics() -> Callable[[bytes], list[Any]]:
    """What is wrong with a calendar file, byte by byte; every file of any test goes through it."""
    lint: Callable[[bytes], list[Any]]
    lint = runpy.run_path(str(Path(__file__).with_name("lint_ics.py")))["lint_ics"]
    return lint
