"""The pictures of the README are there, and the proof in one is what `eh` prints today."""

from __future__ import annotations

import re
import runpy
import struct
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from tests.conftest import Answer

ROOT = Path(__file__).parent.parent
PROOF = ROOT / "docs" / "pictures" / "proof.svg"
LINKED = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
SVG = "{http://www.w3.org/2000/svg}"


def rows(svg: str) -> list[str]:
    """What stands in a picture of a terminal, row by row."""
    found = ET.fromstring(svg).iter(f"{SVG}text")  # noqa: S314 - a picture of our own
    return ["".join(row.itertext()).replace("\u00a0", " ") for row in found]


def pictures() -> dict[str, object]:
    return runpy.run_path(str(ROOT / "docs" / "pictures.py"))


def test_the_proof_is_what_eh_prints(eh: Callable[..., Answer]) -> None:
    """`python docs/pictures.py proof` draws it again."""
    answer = eh("plan", "check", "infeasible-notice")
    asked, *shown = rows(PROOF.read_text(encoding="utf-8"))
    assert asked == "$ eh plan check infeasible-notice"
    assert " ".join(shown).split() == answer.out.split()


def test_the_script_draws_the_same_bytes_again() -> None:
    """In a terminal of its own, so that the colours are those that a reader sees."""
    assert pictures()["proof"]() == PROOF.read_bytes()  # type: ignore[operator]


def test_a_line_wider_than_the_terminal_goes_on_below_in_its_colour() -> None:
    made = pictures()
    wide: int = made["COLUMNS"]  # type: ignore[assignment]
    said = f"a <b>\x1b[31;1m{'x' * wide * 2}\x1b[0m & c\n\nend"
    svg: str = made["drawing"]("eh", said)  # type: ignore[operator]
    first = "x" * (wide - 5)
    assert rows(svg) == ["$ eh", f"a <b>{first}", "x" * wide, "xxxxx & c", "", "end"]
    red = [one.text for one in ET.fromstring(svg).iter(f"{SVG}tspan") if one.get("font-weight")]  # noqa: S314
    assert red == [first, "x" * wide, "xxxxx"]


def test_the_readme_shows_both_and_they_are_there() -> None:
    assert {"docs/pictures/proof.svg", "docs/pictures/report.png"} <= {*LINKED}
    assert not [link for link in LINKED if not (ROOT / link).is_file()]


def test_the_report_is_a_small_picture_as_wide_as_a_laptop() -> None:
    held = (ROOT / "docs" / "pictures" / "report.png").read_bytes()
    width, _, _, colours = struct.unpack(">IIBB", held[16:26])
    assert (held[:8], width, colours) == (b"\x89PNG\r\n\x1a\n", 1280, 3)  # 3: by a palette
    assert len(held) < 200_000


def test_the_source_distribution_carries_them() -> None:
    said = [line.split() for line in (ROOT / "MANIFEST.in").read_text("utf-8").splitlines()]
    carried = {folder for verb, *names in said if verb == "graft" for folder in names}
    left_out = [name for verb, *names in said if verb.endswith("exclude") for name in names]
    assert {link.partition("/")[0] for link in LINKED} <= carried
    assert not [link for link in LINKED for name in left_out if fnmatch(Path(link).name, name)]
