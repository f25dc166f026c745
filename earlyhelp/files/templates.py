"""Which templates does a letter have: the plan's own, a folder's, or those that are shipped?

Only files that lie in the folder itself are read; a link that leads out of it is refused.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from earlyhelp.errors import EnvironmentFailedError, UnusableTemplateError
from earlyhelp.files import system
from earlyhelp.files.locate import shipped_folder

FOLDER: Final = "templates"
#: The templates that a letter begins with; others are there to be included.
LETTERS: Final = ("notice.txt.j2", "notice.html.j2", "stay.txt.j2", "stay.html.j2")
_ENDING: Final = ".j2"
_LARGEST: Final = 1_000_000


def templates(plan_folder: Path, asked: str | None, *, shown: str) -> Mapping[str, tuple[str, str]]:
    """The text of each template, and what to call its file, by its name.

    Of the folder that was `asked` for, or else of the folder `templates` beside the plan,
    which messages call `shown`; what it lacks is taken from those that come with
    earlyhelp. Raises :class:`UnusableTemplateError`, and :class:`EnvironmentFailedError`
    where the machine refuses.
    """
    found = dict(_read(shipped_folder() / FOLDER, f"earlyhelp/schedules/{FOLDER}"))
    if asked is not None:
        own = dict(_read(Path(asked), asked)) if Path(asked).is_dir() else {}
        if not any(name in own for name in LETTERS):
            raise UnusableTemplateError(f"{asked} has no template: none of {', '.join(LETTERS)}")
    else:
        own = dict(_read(plan_folder / FOLDER, shown))
    return found | own


def _read(folder: Path, shown: str) -> Iterator[tuple[str, tuple[str, str]]]:
    try:
        if not folder.is_dir():
            return
        for file in sorted(folder.iterdir()):
            if file.name.endswith(_ENDING) and not file.name.startswith("."):
                said = f"{shown}/{file.name}"
                yield file.name, (_text(file, folder, said), said)
    except OSError as error:
        why = system.reason(folder, error)
        raise EnvironmentFailedError(f"{shown} cannot be read: {why}") from error


def _text(file: Path, folder: Path, shown: str) -> str:
    home = folder.resolve()
    if home not in file.resolve().parents:
        raise UnusableTemplateError(f"{shown} is a link that leads out of its folder")
    if not stat.S_ISREG(file.stat().st_mode):  # a pipe would never end
        raise UnusableTemplateError(f"{shown} is not a regular file")
    with file.open("rb") as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        size = max(len(data), file.stat().st_size)
        raise UnusableTemplateError(
            f"{shown} is larger than {_LARGEST:,} bytes: it has {size:,}, and a letter takes a page"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnusableTemplateError(f"{shown}, line {line}: the file is not in UTF-8") from None
