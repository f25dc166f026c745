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
    raise NoPlanError(nothing_there(asked, folder))


def nothing_there(asked: str, folder: Path) -> str:
    """That what somebody asked for, who stands in `folder`, is no plan; and what they may mean."""
    if os.path.isdir(folder / asked):  # noqa: PTH112 - of a name that no file can have, it says no
        return f"no plan found: the folder {asked} has no {PLAN_FILE}"
    from earlyhelp.files.problems import did_you_mean

    names = shipped()
    hint = (
        _stands_in_it(asked, folder)
        or did_you_mean(asked, [*_beside(asked, folder), *names])
        or _longer_name(asked, folder)
        or f"; plans that come with earlyhelp: {', '.join(names)}"
    )
    return f"no plan found: there is no file or folder {asked}{hint}"


def _stands_in_it(asked: str, folder: Path) -> str:
    """That the plan is the one of this folder or of one above, or nothing where it is not."""
    is_above = any(
        above.name == asked and os.path.isfile(above / PLAN_FILE)  # noqa: PTH113 - it refuses nothing
        for above in (folder, *folder.parents)
    )
    return f"; you are in the folder {asked}: leave its name out" if is_above else ""


def _longer_name(asked: str, folder: Path) -> str:
    """The plan that is called so and something more, where there is one: ``our-redesign-2022``."""
    longer = [name for name in _beside(asked, folder) if name.startswith(asked.rstrip("/"))]
    return f'; did you mean "{longer[0]}"?' if len(longer) == 1 else ""


def _beside(asked: str, folder: Path) -> list[str]:
    """What could be a plan where somebody looked for one, as they would name it."""
    start, _ = os.path.split(asked)
    try:
        with os.scandir(folder / start) as there:
            names = [one.name for one in there if one.name.isprintable() and _is_plan(one)]
    except (OSError, ValueError):
        return []
    return sorted(with_slashes(os.path.join(start, name)) for name in names)  # noqa: PTH118 - as typed


def _is_plan(one: os.DirEntry[str]) -> bool:
    is_file = one.name.endswith((".yaml", ".yml"))
    return is_file or os.path.isfile(f"{one.path}/{PLAN_FILE}")  # noqa: PTH113 - it refuses nothing


def shipped_folder() -> Path:
    """Where shipped plans lie: in the installed package, or in a checkout beside it."""
    return SHIPPED if SHIPPED.is_dir() else SHIPPED.parent.parent / "schedules"
