"""Which inputs does each target begin from, and which ones did earlier runs find worth keeping?

The seeds are the plans and files that lie in the repository anyway, and a few small ones for
what none of these holds. What coverage found besides is kept in `corpus/`: a file for each
target, with one input to a line as JSON, so that people can read it and see what changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
KEPT: Final = HERE / "corpus"
ROOT: Final = HERE.parents[1]
#: How many characters the file of a target has at most: a person has to be able to look at it.
ROOM: Final = 60_000

#: By target, files that lie in the repository, as patterns of their paths.
_FILES: Final = {
    "plans": ("schedules/*/plan.yaml", "tests/gallery/*/plan.yaml"),
    "shifts": ("schedules/*/plan.yaml", "tests/gallery/*/plan.yaml"),
    "registers": ("schedules/*/*.csv", "tests/gallery/*/*.csv"),
    "journals": ("schedules/*/journal.csv", "tests/gallery/*/journal.csv"),
    "baselines": ("tests/gallery/*/baselines/*.csv",),
    "cases": ("schedules/*/cases.csv",),
    "templates": ("schedules/templates/*.j2",),
}
#: What a fuzzer would be long in making up.
WORDS: Final = (
    *("2021-10-12", "2021-02-29", "2099-12-31", "1970-01-01", "2021-10", "week of 2021-10-11"),
    *("end of 2021-10", "2021-10-01 to 2021-12-31", " calendar days", " weeks", " months"),
    *(" working days", " clear days", " clear working days", "10000", " - ", " + ", " after "),
    *("milestones:", "stages:", "workflows:", "properties:", "cases:", "settings:", "facts:"),
    *("on:", "expected:", "done:", "by:", "not_before:", "after:", "before:", "within:"),
    *("exactly:", "lasts:", "link:", "locked:", "because:", "days: any", "as_at:", "closures:"),
    *("at least ", "at most ", "between ", " and ", "likely ", "decided_by:", "role:", "rules:"),
    *("all properties.", "each occupation.", "property.future is not retained", " where "),
    *("BEGIN:VEVENT", "END:VEVENT", "DTSTART;VALUE=DATE:", "DTEND", "RRULE:", "TZID=", "UID:"),
    *("<Task>", "</Task>", "<UID>", "PredecessorLink", "ConstraintType", "<Exception>", "PT8H0M0S"),
)


def seeds(target: str) -> Iterator[bytes]:
    """The files of the repository that a target begins from, in the order of their paths."""
    for pattern in _FILES.get(target, ()):
        for file in sorted(ROOT.glob(pattern)):
            yield file.read_bytes()


def kept(target: str) -> Iterator[bytes]:
    """What lies in `corpus/` for a target."""
    file = KEPT / f"{target}.json"
    if file.exists():
        for text in json.loads(file.read_text("utf-8")):
            yield text.encode("utf-8", "surrogateescape")


def inputs(target: str) -> Iterator[bytes]:
    """All of it, each input once."""
    yield from dict.fromkeys(chain(seeds(target), kept(target)))


def keep(target: str, found: Iterable[bytes]) -> None:
    """Write the file of a target anew: the shortest first, as many as there is room for."""
    others = sorted(set(found) - set(seeds(target)), key=_by_length)
    texts = [json.dumps(one.decode("utf-8", "surrogateescape")) for one in others]
    sizes = accumulate(len(text) for text in texts)
    lines = ",\n".join(text for text, size in zip(texts, sizes, strict=True) if size < ROOM)
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{target}.json").write_text(f"[\n{lines}\n]\n", "utf-8")


def _by_length(data: bytes) -> tuple[int, bytes]:
    return len(data), data
