"""Where the plan is that somebody asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import attrs

from earlyhelp.errors import NoPlanError
from earlyhelp.files.system import with_slashes
from earlyhelp.records import Record

PLAN_FILE: Final = "plan.yaml"
JOURNAL_FILE: Final = "journal.csv"
SHIPPED: Final = Path(__file__).parent.parent / "schedules"


@attrs.frozen(eq=False, repr=False)
class PlanFolder(Record):
    """Where a plan's file lies, and what to call it."""

    file: Path
    #: as people would name it, with `/` between folders: never an absolute path that they did
    #: not type
    name: str


def shipped() -> tuple[str, ...]:
    """The names of the plans that come with earlyhelp."""
    return tuple(sorted(found.parent.name for found in shipped_folder().glob("*/plan.yaml")))


def shipped_file(name: str) -> Path:
    """The file of a plan that comes with earlyhelp."""
    return shipped_folder() / name / PLAN_FILE


def is_shipped(file: Path) -> bool:
    """Whether a plan's file is one of those that come with earlyhelp."""
    return shipped_folder().resolve() in file.resolve().parents


def shipped_part(kind: str, name: str) -> Path | None:
    """The file of a workflow, or of a map of columns, that comes with earlyhelp."""
    return {file.stem: file for file in _parts(kind)}.get(name)


def shipped_names(kind: str) -> tuple[str, ...]:
    """The names of the workflows, or of the maps of columns, that come with earlyhelp."""
    return tuple(file.stem for file in _parts(kind))


def _parts(kind: str) -> list[Path]:
    return sorted((shipped_folder() / kind).glob("*.yaml"))


def find(argument: str | None, *, environment: Mapping[str, str], folder: Path) -> PlanFolder:
    """The plan named by an argument, else by ``EH_PLAN``, else found above `folder`.

    An argument is a plan's folder, its file, or the name of a shipped plan; a folder wins
    over a shipped plan of the same name. Raises :class:`NoPlanError`.
    """
    asked = argument or environment.get("EH_PLAN")
    if asked:
        return _named(asked, folder)
    for above in (folder, *folder.parents):
        if (above / PLAN_FILE).is_file():
            name = with_slashes(os.path.relpath(above, folder))
            return PlanFolder(above / PLAN_FILE, name)
    raise NoPlanError(
        f"no plan found: there is no {PLAN_FILE} here or in a folder above; name a plan's "
        f"folder, or one that comes with earlyhelp: {', '.join(shipped())}"
    )


def _named(asked: str, folder: Path) -> PlanFolder:
    try:
        path = folder / asked
        if (path / PLAN_FILE).exists():
            return PlanFolder(path / PLAN_FILE, with_slashes(asked))
        if path.exists() and not path.is_dir():
            return PlanFolder(path, with_slashes(asked))
        if asked in shipped():
            return PlanFolder(shipped_file(asked), asked)
    except (OSError, ValueError):  # a name that no file can have: too long, or with a NUL
        raise NoPlanError(f"no plan found: {asked[:60]!r} is not a name of a file") from None
    raise NoPlanError(_nothing_there(asked, is_folder=path.is_dir()))


def _nothing_there(asked: str, *, is_folder: bool) -> str:
    if is_folder:
        return f"no plan found: the folder {asked} has no {PLAN_FILE}"
    from earlyhelp.files.problems import did_you_mean

    names = shipped()
    hint = did_you_mean(asked, names) or f"; plans that come with earlyhelp: {', '.join(names)}"
    return f"no plan found: there is no file or folder {asked}{hint}"


def shipped_folder() -> Path:
    """Where shipped plans lie: in the installed package, or in a checkout beside it."""
    return SHIPPED if SHIPPED.is_dir() else SHIPPED.parent.parent / "schedules"
