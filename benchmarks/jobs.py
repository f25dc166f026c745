"""Which processes are timed on a plan, and how is each known to have answered rightly?"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

from measure import Run

HERE: Final = Path(__file__).resolve().parent
#: Where the program that MPXJ runs in is compiled to, beside the plan.
CLASSES: Final = "classes"
PYTHON: Final = sys.executable
EH: Final = str(Path(PYTHON).with_name("eh"))
PEERS: Final = (
    "click",
    "networkx",
    "rustworkx",
    "cp-sat",
    "pyjobshop",
    "mpxj",
    "taskjuggler",
)

CLICK: Final = 'python -c "import click"'
CHECK: Final = "eh plan check"
MIXED: Final = "eh plan check, every unit of time"
FIX: Final = "eh plan fix, two weeks late"
CPSAT_YES_NO: Final = "CP-SAT, feasible or not"
CPSAT_DAYS: Final = "CP-SAT, earliest and latest"
CPSAT_MIXED: Final = "CP-SAT, the same of every unit"
PYJOBSHOP: Final = "PyJobShop, one schedule"
MPXJ: Final = "MPXJ as Microsoft Project, earliest"
TASKJUGGLER: Final = "TaskJuggler 3, earliest"


class Job(NamedTuple):
    """One process to time."""

    name: str
    argv: tuple[str, ...]
    #: which answers of the export it must agree with; ``None``: it answers nothing
    question: str | None = None
    #: prints its answer from what the process left behind, where it does not do so itself
    answer: tuple[str, ...] = ()


class Subject(NamedTuple):
    """A plan of one size, made and exported."""

    size: int
    folder: Path
    known: dict[str, Any]


def missing(peer: str) -> str | None:
    """Why a peer cannot run here; ``None`` where it can."""
    if peer == "taskjuggler":
        return None if shutil.which("tj3") else "tj3 is not installed"
    if peer == "mpxj" and not shutil.which("javac"):
        return "there is no Java compiler"
    module = {"cp-sat": "ortools"}.get(peer, peer)
    return None if find_spec(module) else f"{module} is not installed"


def mpxj_jars() -> str:
    """Where MPXJ keeps its Java, as a class path."""
    found = find_spec("mpxj")
    if found is None or found.origin is None:
        raise SystemExit("MPXJ is not installed")
    return f"{Path(found.origin).parent}/lib/*"


def prepare(folder: Path, size: int, peers: list[str], *, is_bad: bool) -> Subject:
    """Make the plans of one size and what the peers are given; none of it is timed."""
    folder.mkdir()
    bad = ("--bad",) if is_bad else ()
    for name, kind in (("mixed", ()), ("even", ("--working-days",))):
        made = ("generate.py", str(size), "-o", str(folder / f"{name}.yaml"), *bad, *kind)
        _script(*made)
    peers_file = str(folder / "plan.json")
    _script("export.py", str(folder / "even.yaml"), "-o", peers_file)
    if "taskjuggler" in peers:
        _script("peer_taskjuggler.py", "write", peers_file, str(folder / "plan.tjp"))
    if "mpxj" in peers:
        _script("peer_mpxj.py", "write", str(folder / "even.yaml"), str(folder / "plan.xml"))
    known = json.loads((folder / "plan.json.answers").read_text(encoding="utf-8"))
    if "cp-sat" in peers:
        mixed = folder / "mixed.json"
        _script("export.py", str(folder / "mixed.yaml"), "-o", str(mixed), "--calendar")
        answers = json.loads((folder / "mixed.json.answers").read_text(encoding="utf-8"))
        known["mixed"] = answers["whole"]
    return Subject(size, folder, known)


def _script(name: str, *arguments: str) -> None:
    subprocess.run((PYTHON, str(HERE / name), *arguments), check=True)


def jobs(peers: list[str]) -> Iterator[Job]:
    """What to run in the folder of each plan; the first three are earlyhelp itself."""
    yield Job(CHECK, (EH, "plan", "check", "even.yaml"), "code")
    yield Job(MIXED, (EH, "plan", "check", "mixed.yaml"), "code")
    # nothing is done two weeks after the first day, so that nearly every expected day moves
    late = ("--as-at", "2026-04-15", "-f", "json", "-o", "fix.json")
    yield Job(FIX, (EH, "plan", "fix", "mixed.yaml", *late))
    if "click" in peers:
        yield Job(CLICK, (PYTHON, "-c", "import click"))
    if "networkx" in peers:
        script = (PYTHON, str(HERE / "peer_networkx.py"))
        yield Job("networkx, Bellman-Ford twice", (*script, "stn", "plan.json"), "whole")
        yield Job("networkx, sorted graph", (*script, "dag", "plan.json"), "minimum_lags_only")
    if "rustworkx" in peers:
        script = (PYTHON, str(HERE / "peer_rustworkx.py"))
        yield Job("rustworkx, Bellman-Ford twice", (*script, "plan.json"), "whole")
    if "cp-sat" in peers:
        script = (PYTHON, str(HERE / "peer_cpsat.py"))
        yield Job(CPSAT_YES_NO, (*script, "feasible", "plan.json"), "whole")
        yield Job(CPSAT_DAYS, (*script, "days", "plan.json"), "whole")
        yield Job(CPSAT_MIXED, (*script, "calendar", "mixed.json"), "mixed")
    if "pyjobshop" in peers:
        yield Job(PYJOBSHOP, (PYTHON, str(HERE / "peer_pyjobshop.py"), "plan.json"), "whole")
    if "mpxj" in peers:
        read = (PYTHON, str(HERE / "peer_mpxj.py"), "answer", "even.yaml", "mpxj.csv")
        java = ("java", "-cp", f"{mpxj_jars()}:{CLASSES}", "Days", "plan.xml", "mpxj.csv")
        yield Job(MPXJ, java, "minimum_lags_only", read)
    if "taskjuggler" in peers:
        answer = (PYTHON, str(HERE / "peer_taskjuggler.py"), "answer", "plan.json", "plan.tjp")
        argv = ("tj3", "--silent", "--force-reports", "plan.tjp")
        yield Job(TASKJUGGLER, argv, "minimum_lags_only", answer)


def agreement(job: Job, done: Run, subject: Subject) -> str:
    """What the process answered, against what earlyhelp says of the plan."""
    failed = f"failed ({done.code})" if done.code >= 0 else f"stopped at {done.seconds:.0f} s"
    if job.question is None:
        return failed if done.code else "-"
    if job.question == "code":
        is_feasible = subject.known["whole"]["feasible"]
        verdict = "feasible" if is_feasible else "infeasible"
        return verdict if done.code == (0 if is_feasible else 1) else "DIFFERS"
    try:
        answer = json.loads(_answer(job, done, subject))
    except json.JSONDecodeError:
        return failed
    known = subject.known[job.question]
    if any(known.get(key) != value for key, value in answer.items()):
        return "DIFFERS"
    days = [key for key in ("earliest", "latest") if key in answer]
    if days:
        return f"same {' and '.join(days)}"
    return "feasible" if answer["feasible"] else "infeasible"


def _answer(job: Job, done: Run, subject: Subject) -> str:
    if not job.answer:
        return done.said
    return subprocess.run(
        job.answer, cwd=subject.folder, stdout=subprocess.PIPE, text=True, check=False
    ).stdout
