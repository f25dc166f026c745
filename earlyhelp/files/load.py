"""Reading a plan's folder into a Plan: the only way in."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from earlyhelp.errors import NoBaselineError, NoPlanError, TooLargeError, UnreadablePlanError
from earlyhelp.files import problems
from earlyhelp.files.copies import unread_copies
from earlyhelp.files.events import YamlFile
from earlyhelp.files.found import EnoughError, Found
from earlyhelp.files.locate import JOURNAL_FILE, PLAN_FILE, nothing_there, shipped, shipped_file
from earlyhelp.files.plan.plan_yaml import PlanYaml
from earlyhelp.files.regular import (
    LARGEST_FILE,
    regular_bytes,
    regular_bytes_if_there,
    too_large,
)
from earlyhelp.files.system import with_slashes
from earlyhelp.findings import Finding, Place
from earlyhelp.memory import no_collection
from earlyhelp.model import Plan

if TYPE_CHECKING:
    from earlyhelp.model.baselines import Baseline

LONGEST_LINE: Final = 4_000_000
_BOM: Final = b"\xef\xbb\xbf"


def load(path: str | os.PathLike[str], *, name: str | None = None) -> Plan:
    """The plan in a folder, in a single ``plan.yaml``, or of those that come with earlyhelp.

    A folder or a file wins over a shipped plan of the same name, such as ``early-help-2021``.
    `name` is what to call the plan in messages; the path by default. Raises
    :class:`UnreadablePlanError` with every problem of the file,
    :class:`NoPlanError` where there is none, and :class:`EnvironmentFailedError`
    where the machine refused.
    """
    file = Path(path)
    if os.path.isdir(file):  # noqa: PTH112 - of a name that no file can have, it says no
        file /= PLAN_FILE
    elif not os.path.lexists(file):
        if str(path) in shipped():
            file = shipped_file(str(path))
        elif _is_absent(file):
            raise NoPlanError(nothing_there(str(path), Path.cwd()))
    return load_file(file, name=name or with_slashes(str(path)))


def _is_absent(file: Path) -> bool:
    """Whether there is no such file; of one that cannot be looked at, reading it says why."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def load_file(
    file: Path,
    *,
    name: str,
    recorded: bytes | None = None,
    seen: dict[Path, bytes] | None = None,
    with_baseline: bool = True,
) -> Plan:
    """The plan in a file; raises what :func:`load` raises.

    `recorded` stands in for the journal beside it: what the plan would be with that. What is
    in `seen` is not read again, and what is read is put there: the plan's own files and
    registers, as they were. Without `with_baseline` the plan has none, whatever it names.
    """
    known = seen if seen is not None else {}

    def contents(path: Path) -> bytes:
        if path not in known:
            known[path] = _bytes(path)
        return known[path]

    def beside(other: str) -> bytes:
        try:
            return contents(file.parent / other)
        except NoPlanError as error:
            raise NoPlanError(str(error), beside=_tables_in(file.parent)) from None

    try:
        if recorded is None:
            recorded = journal_bytes(file)
        said = contents(file)
    except TooLargeError as error:
        place = Place(Path(error.file).name, 1, 1)
        raise UnreadablePlanError((problems.too_large(place, error.why),), path=name) from None
    plan = parse(
        said,
        file=file.name,
        name=name,
        open_file=beside,
        open_baseline=baselines_of(file) if with_baseline else None,
        recorded=recorded,
    )
    if file.name != PLAN_FILE:
        return plan  # a single file keeps no journal, and nothing beside it is the plan's
    own = {path.relative_to(file.parent).as_posix(): data for path, data in known.items()}
    copies = unread_copies(file.parent, {**own, JOURNAL_FILE: recorded or b""})
    return attrs.evolve(plan, copies=copies) if copies else plan


def journal_bytes(file: Path) -> bytes | None:
    """The journal beside a plan's file; ``None`` where there is none.

    Only a plan's folder has one: a single file of another name keeps none.
    """
    if file.name != PLAN_FILE:
        return None
    beside = file.with_name(JOURNAL_FILE)
    return regular_bytes_if_there(beside, at_most=LARGEST_FILE, what="journal")


def baselines_of(file: Path) -> Callable[[str], Baseline]:
    """Reads a baseline of the plan in a file; only a plan's folder has any."""

    def named(name: str) -> Baseline:
        from earlyhelp.files.baselines import known_baseline  # only a plan that names one

        if file.name != PLAN_FILE:
            raise NoBaselineError(
                f"there is no baseline {name[:60]!r}: only a {PLAN_FILE} has baselines beside it"
            )
        return known_baseline(file.parent, name)

    return named


def parse(
    data: bytes,
    *,
    file: str = PLAN_FILE,
    name: str = PLAN_FILE,
    open_file: Callable[[str], bytes] | None = None,
    open_baseline: Callable[[str], Baseline] | None = None,
    recorded: bytes | None = None,
) -> Plan:
    """The plan that the bytes of a plan file say; `file` is what places call it.

    `open_file` reads the files that the plan names; without it, none can be. `recorded`
    is the plan's journal. `open_baseline` reads the baseline that it names; without it, the
    plan has none. Raises :class:`UnreadablePlanError` with every problem.
    """
    found = Found()
    with no_collection():
        journal = None
        if recorded is not None:
            from earlyhelp.files.journal import read_journal  # only where there is one

            journal = read_journal(recorded)
        yaml_reader = PlanYaml(
            name=file,
            found=found,
            open_file=open_file,
            open_baseline=open_baseline,
            journal=journal,
        )
        try:
            plan = _plan(data, file, name, found, yaml_reader)
        except EnoughError:
            plan = None
    if plan is None or found:
        ordered = tuple(sorted(found, key=lambda finding: finding.sort_key))
        raise UnreadablePlanError(ordered, path=name)
    return plan


def _plan(
    data: bytes,
    file: str,
    name: str,
    found: list[Finding],
    reader: PlanYaml,
) -> Plan | None:
    text = _text(data, file, found)
    if text is None:
        return None
    yaml = YamlFile(text, name=file, found=found)
    reader.read(yaml)
    return reader.plan(path=name, is_whole=yaml.is_whole and not _is_no_plan(found))


def _is_no_plan(found: list[Finding]) -> bool:
    return any(finding.code == "EH001" for finding in found)


def _text(data: bytes, file: str, found: list[Finding]) -> str | None:
    start = Place(file, 1, 1)
    if len(data) > LARGEST_FILE:
        what = too_large(len(data), "plan", LARGEST_FILE)
        found.append(problems.too_large(start, what))
        return None
    text_begins = len(_BOM) if data.startswith(_BOM) else 0
    try:
        text = data[text_begins:].decode()
    except UnicodeDecodeError as error:
        offset = text_begins + error.start
        byte = f"is 0x{data[offset]:02X}"
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        guess = f"{byte}, and the file looks like UTF-16" if utf16 else byte
        line = data.count(b"\n", 0, offset) + 1
        found.append(problems.not_utf8(Place(file, line, 1), offset, guess))
        return None
    if len(data) > LONGEST_LINE:
        for line, content in enumerate(text.splitlines(), start=1):
            if len(content) > LONGEST_LINE:
                what = f"the line has {len(content):,} characters; at most {LONGEST_LINE:,} can be"
                found.append(problems.too_large(Place(file, line, 1), what))
                return None
    return text


def _tables_in(folder: Path) -> tuple[str, ...]:
    """The files of a plan's folder that could be a register, by their names."""
    try:
        names = sorted(one.name for one in folder.iterdir())
    except OSError:
        return ()
    return tuple(name for name in names if name.endswith((".csv", ".xlsx")) and name.isprintable())


def _bytes(file: Path) -> bytes:
    return regular_bytes(file, at_most=LARGEST_FILE, what="plan", absent=NoPlanError)
