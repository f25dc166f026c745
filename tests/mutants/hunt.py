"""Is there a small mistake in `earlyhelp.dates` or `earlyhelp.network` that no test would notice?

    python tests/mutants/hunt.py                             # all; writes docs/figures/mutants.json
    python tests/mutants/hunt.py earlyhelp.dates.lags        # one module, and its figures anew

Every change of a module (`changes.py`) is made in a process of its own, forked from one that has
collected the tests, and the tests that call the changed function are run, the quickest first,
until one fails. A change that cannot be made in a living process, such as one of a class, is made
in a new one before the module is imported; with --twice so is every one that survives, because
something worked out before the change may have hidden it. What survives is a mistake that the
tests do not see, or no mistake at all: then `equivalent.csv` says why.
"""

from __future__ import annotations

import argparse
import csv
import functools
import gc
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import pkgutil
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, Final

import pytest
from changes import Change, changed, changes
from living import Patch, new_values, other_code, within

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
FIGURE: Final = ROOT / "docs" / "figures" / "mutants.json"
EQUIVALENT: Final = HERE / "equivalent.csv"
#: By package, the quick tests that go through it.
TESTS: Final = {
    "earlyhelp.dates": ("tests/dates",),
    "earlyhelp.network": ("tests/network", "tests/test_gallery.py"),
}
#: For how many times as long as the tests took before, in seconds of the processor, one may run.
PATIENCE: Final = 4
AT_LEAST: Final = 10
_OPTIONS: Final = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header")

_Cache: Final = type(functools.lru_cache(int))
Code = tuple[str, str]  #: the file of a function, and its name with those around it


def main() -> int:
    """Change the modules that were named, or all, and say what survives."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("modules", nargs="*")
    asked.add_argument("--twice", action="store_true", help="try what survives from cold, too")
    asked.add_argument("--cold", type=int, help=argparse.SUPPRESS)
    asked.add_argument("--package", help=argparse.SUPPRESS)
    asked.add_argument("--tests", help=argparse.SUPPRESS)
    said = asked.parse_args()
    os.chdir(ROOT)
    if said.cold is not None:
        return _alone(said.modules[0], said.cold, said.tests)
    if said.package is not None:
        tests = TESTS[said.package]
        return int(
            pytest.main([*_OPTIONS, *tests], plugins=[_Hunt(said.modules, twice=said.twice)])
        )
    return max(_in_a_process(package, said.modules, twice=said.twice) for package in TESTS)


def _in_a_process(package: str, named: Sequence[str], *, twice: bool) -> int:
    """Hunt in a package with its own tests alone: there is less to copy for each change."""
    known = [*_modules(package)]
    modules = [name for name in named or known if name in known]
    if not modules:
        return 0
    command = [sys.executable, __file__, *modules, "--package", package]
    command += ["--twice"] if twice else []
    return subprocess.run(command, check=False).returncode


def _settle() -> None:
    """The same examples every time, and none made small once it has shown what it had to show."""
    from hypothesis import HealthCheck, Phase, settings  # pytest has to be there before it

    settings.register_profile(
        "mutants",
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=50,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutants")


class _Hunt:
    """Takes the place of running the tests: runs them once, and then against each change."""

    def __init__(self, modules: Sequence[str], *, twice: bool) -> None:
        self._modules = modules
        self._twice = twice
        self._calls: dict[Code, list[pytest.Item]] = defaultdict(list)
        self._took: dict[pytest.Item, float] = {}
        self._functions: dict[str, list[FunctionType]] = {}
        self._reasons = _reasons()

    def pytest_collection(self) -> None:
        """Say what laws are tried with, before any is read: each keeps what it finds then."""
        _settle()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run all tests, noting what they call; then hunt in one module after another."""
        modules = [importlib.import_module(name) for name in self._modules]
        self._run_all(session)
        session.config.pluginmanager.unregister(name="terminalreporter")
        calendar = importlib.import_module("earlyhelp.dates").WorkingCalendar
        for one in gc.get_objects():  # what was worked out before any change
            if isinstance(one, calendar):
                one.worked_out.clear()
        gc.collect()  # a small process is copied quickly
        self._functions = defaultdict(list)
        for one in gc.get_objects():
            if isinstance(one, FunctionType):
                self._functions[one.__code__.co_filename].append(one)
        gc.disable()  # it would write to every page of memory that the copies share
        gc.freeze()
        _say(f"{len(session.items)} tests took {sum(self._took.values()):.0f} s")
        figures = {}
        for module in modules:
            figures[module.__name__] = self._module(session, module)
            counts = {
                key: value for key, value in figures[module.__name__].items() if key != "left"
            }
            _say(f"{module.__name__}: {counts}")
            _write(figures)
        session.testsfailed = sum(one["without a reason"] for one in figures.values())
        return True

    def _run_all(self, session: pytest.Session) -> None:
        caches = [one for one in gc.get_objects() if isinstance(one, _Cache)]
        for item, then in zip(session.items, [*session.items[1:], None], strict=True):
            called: set[Code] = set()

            def note(frame: FrameType, _event: str, _arg: Any, called: set[Code] = called) -> None:
                code = frame.f_code
                called.add((code.co_filename, code.co_qualname))

            start = time.process_time()
            sys.setprofile(None)
            sys.settrace(note)  # it follows no line
            item.ihook.pytest_runtest_protocol(item=item, nextitem=then)
            sys.settrace(None)
            self._took[item] = time.process_time() - start
            for code in called:
                self._calls[code].append(item)
            for cached in caches:  # the next test, and every change, works out all of it anew
                cached.cache_clear()
        if session.testsfailed:
            raise session.Failed("the tests fail before anything was changed")

    def _module(self, session: pytest.Session, module: ModuleType) -> dict[str, Any]:
        source = Path(str(module.__file__)).read_text("utf-8")
        found = changes(source)
        counts: Counter[str] = Counter()
        left = []
        for change in found:
            fate = self._fate(session, module, source, change)
            counts[fate] += 1
            if fate == "survived":
                reason = self._reasons.get(_key(module.__name__, change), "")
                counts["without a reason"] += not reason
                left.append({**_said(change), "reason": reason})
                _say(
                    f"{'equivalent' if reason else 'SURVIVED'} {module.__name__}:{change.line}: "
                    f"{change.before} -> {change.after}"
                )
        names = ("noticed", "ran on", "survived", "without a reason")
        return {"changes": len(found), **{name: counts[name] for name in names}, "left": left}

    def _fate(
        self, session: pytest.Session, module: ModuleType, source: str, change: Change
    ) -> str:
        code = compile(changed(source, change.number), str(module.__file__), "exec")
        patched = other_code(self._functions[str(module.__file__)], code)
        tests = self._tests_of(module, patched)
        limit = AT_LEAST + PATIENCE * sum(self._took[item] for item in tests)
        values = {} if patched else new_values(module, code)
        if patched or values:
            patch = Patch(patched, values)
            fate = _forked(session, module, [(item, self._took[item]) for item in tests], patch)
            if fate != "survived" or (patched and not self._twice):
                return fate
        return _cold(module.__name__, change.number, tests, limit)

    def _tests_of(
        self, module: ModuleType, patched: dict[FunctionType, CodeType]
    ) -> list[pytest.Item]:
        """What calls a function that is another one now, or else anything of the module.

        A constant is read by whoever calls nothing, too: by tests whose file names the module.
        """
        file = str(module.__file__)
        codes = [function.__code__ for function in patched]
        names = {one.co_qualname for code in codes for one in (code, *within(code))}
        found = {
            item
            for (where, name), items in self._calls.items()
            if where == file and (name in names or not names)
            for item in items
        }
        if not names:
            found |= {item for item in self._took if _names(item.path, module)}
        return sorted(found, key=self._took.__getitem__)


@functools.cache
def _words(file: Path) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", file.read_text("utf-8")))


def _names(file: Path, module: ModuleType) -> bool:
    return module.__name__.rpartition(".")[2] in _words(file)


def _forked(
    session: pytest.Session,
    module: ModuleType,
    tests: Sequence[tuple[pytest.Item, float]],
    patch: Patch,
) -> str:
    """What becomes of a change in a copy of this process; each test has its own limit of time."""
    child = os.fork()
    if child:
        return _meaning(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        patch.apply(module)
        after = [item for item, _ in tests[1:]]
        for (item, took), then in zip(tests, [*after, None], strict=True):
            _bounded(AT_LEAST + PATIENCE * took)
            item.ihook.pytest_runtest_protocol(item=item, nextitem=then)
            if session.testsfailed:
                os._exit(1)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever stops it, it is no second hunter
        os._exit(1)


def _bounded(limit: float) -> None:
    seconds = int(limit) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + int(time.process_time()), -1))
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, -1))


def _meaning(code: int) -> str:
    """0: no test failed; 1: one did; less: stopped, because it used too much of something."""
    return "survived" if code == 0 else "ran on" if code < 0 else "noticed"


def _cold(module: str, number: int, tests: Sequence[pytest.Item], limit: float) -> str:
    """What becomes of a change in a new process."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(item.nodeid for item in tests))
        listed.flush()
        command = [sys.executable, __file__, module, "--cold", str(number), "--tests", listed.name]
        ended = subprocess.run(
            command,
            check=False,
            capture_output=True,
            preexec_fn=lambda: _bounded(limit + AT_LEAST),
        )
    return _meaning(ended.returncode)


def _alone(module: str, number: int, tests: str) -> int:
    """Run the tests in this process, in which the module has been changed all along."""
    sys.meta_path.insert(0, _Changed(module, number))

    class Settled:
        """Takes back what `conftest.py` chose, before any law is read."""

        def pytest_collection(self) -> None:
            _settle()

    return int(bool(pytest.main([*_OPTIONS, f"@{tests}"], plugins=[Settled()])))


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, and loads it with one change."""

    def __init__(self, module: str, number: int) -> None:
        self._module, self._number = module, number

    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        """Only the module; everything else is found as ever."""
        if name != self._module:
            return None
        found = importlib.machinery.PathFinder.find_spec(name, path, target)
        assert found is not None
        assert found.origin is not None
        self._file = found.origin
        return importlib.util.spec_from_file_location(name, found.origin, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run its changed text."""
        source = Path(self._file).read_text("utf-8")
        exec(compile(changed(source, self._number), self._file, "exec"), module.__dict__)  # noqa: S102


def _modules(package: str) -> Iterable[str]:
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__):
        yield f"{package}.{found.name}"


def _key(module: str, change: Change) -> tuple[str, ...]:
    return module, change.text, change.before, change.after


def _said(change: Change) -> dict[str, Any]:
    return {"line": change.line, "text": change.text, "now": change.before, "then": change.after}


def _reasons() -> dict[tuple[str, ...], str]:
    """Why a change is no mistake, by the module, the line's text, and the change."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        return {tuple(row[:4]): row[4] for row in csv.reader(file) if row and row[0] != "module"}


def _write(figures: dict[str, dict[str, Any]]) -> None:
    """Write these modules' figures among those of the others, as far as there are any."""
    known = json.loads(FIGURE.read_text("utf-8"))["modules"] if FIGURE.exists() else {}
    modules = {
        name: {**known, **figures}.get(name) for package in TESTS for name in _modules(package)
    }
    there = {name: one for name, one in modules.items() if one is not None}
    names = ("changes", "noticed", "ran on", "survived", "without a reason")
    totals = {name: sum(one[name] for one in there.values()) for name in names}
    FIGURE.parent.mkdir(exist_ok=True)
    document = {"schema": "earlyhelp.mutants/1", "all": totals, "modules": there}
    FIGURE.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _say(text: str) -> None:
    os.write(2, f"{text}\n".encode())


if __name__ == "__main__":
    sys.exit(main())
