"""Which files go with a copy of a plan's folder, and how does a new one come to be there whole?"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from earlyhelp.errors import EnvironmentFailedError, NoPlanError
from earlyhelp.files import system
from earlyhelp.files.locate import PLAN_FILE
from earlyhelp.files.regular import LARGEST_FILE, regular_bytes
from earlyhelp.files.templates import FOLDER as TEMPLATES
from earlyhelp.files.write import write_folder, write_whole

_CARRIED: Final = (".gitignore",)


class Beside(NamedTuple):
    """What lies in a plan's folder besides the plan and its registers."""

    carried: dict[str, bytes]  #: goes with a copy as it is: the council's templates
    left: tuple[str, ...]  #: stays behind: the journal, calendars, anything else


def beside(folder: Path, of_plan: Collection[str]) -> Beside:
    """What else lies in the folder of a plan whose own files are `of_plan`.

    Raises :class:`EnvironmentFailedError` where the machine refuses.
    """
    try:
        names = sorted(item.name for item in folder.iterdir())
        found = [Path(name) for name in _CARRIED if (folder / name).is_file()]
        if (folder / TEMPLATES).is_dir():
            found += [file.relative_to(folder) for file in sorted((folder / TEMPLATES).iterdir())]
        carried = {
            name.as_posix(): _bytes(folder / name) for name in found if (folder / name).is_file()
        }
    except OSError as error:
        why = system.reason(folder, error)
        raise EnvironmentFailedError(f"{folder} cannot be read: {why}") from error
    with_it = {Path(name).parts[0] for name in (*of_plan, PLAN_FILE, TEMPLATES)}
    left = [name for name in names if name not in with_it and not name.startswith(".")]
    return Beside(carried, tuple(left))


def write_new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files: all of them, or none.

    It is written beside, under a name of its own, and then given its name. The folders that it
    lies in are made too. A folder that is there and empty is taken. Raises
    :class:`EnvironmentFailedError`; nothing is then there.
    """
    import tempfile  # takes longer to import than many a plan to check

    made: Path | None = None
    above: list[Path] = []
    try:
        for parent in reversed(folder.parents):
            if not os.path.isdir(parent):  # noqa: PTH112 - of a name that no file can have, it says no
                parent.mkdir()
                above.append(parent)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        write_folder(made, files)
        made.chmod(0o777 & ~_umask())
        system.replace_folder(made, folder)
    except BaseException as error:
        if made is not None:
            _take_back(made, files)
        for parent in reversed(above):
            with contextlib.suppress(OSError):  # somebody else has put something there
                parent.rmdir()
        if isinstance(error, OSError):
            why = system.reason(folder, error)
            raise EnvironmentFailedError(f"{folder} cannot be written: {why}") from error
        raise


def add_new_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are not there yet into a folder that is: all of them, or none.

    The plan's own comes last: until then the folder holds no plan. Raises
    :class:`EnvironmentFailedError`; none of the files is then there.
    """
    begun: list[Path] = []
    try:
        for name in sorted(files, key=lambda name: name == PLAN_FILE):
            begun.append(folder / name)
            write_whole(folder / name, files[name])
    except BaseException:
        for file in begun:
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
        raise


def _take_back(folder: Path, files: Mapping[str, bytes]) -> None:
    """Remove what was written of the folder, and nothing else."""
    with contextlib.suppress(OSError):
        for name in files:
            (folder / name).unlink(missing_ok=True)
        inner = {above for name in files for above in (folder / name).parents}
        for above in sorted(inner, key=lambda path: -len(path.parts)):
            if folder in (above, *above.parents):
                above.rmdir()


def _bytes(file: Path) -> bytes:
    return regular_bytes(file, at_most=LARGEST_FILE, what="plan", absent=NoPlanError)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
