"""Draws the pictures of the README: a proof in a terminal, and the report in a browser.

Run it after a change to either: ``python docs/pictures.py``. The report needs Chromium and
Pillow (``pip install pillow``); ``python docs/pictures.py proof`` needs neither. A test compares
the proof with what `eh` prints.
"""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

HERE = Path(__file__).parent / "pictures"
#: What the picture of a proof shows: what this command prints, letter by letter.
COMMAND = ("eh", "plan", "check", "infeasible-notice")
#: A terminal of which a reader of the README can read every letter.
COLUMNS = 100
#: Pixels: a letter, a row, and around all of them.
LETTER, ROW, MARGIN = 7.8, 19, 18
#: One that no reader of SVG takes away.
SPACE = "\u00a0"
FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
PAPER, INK = "#0b0c0c", "#f3f2f1"
#: The colours that a terminal is asked for: 1 is bold, 31 red, 32 green, 33 yellow, 36 cyan.
COLOURS = {"31": "#ff8b80", "32": "#85d6a5", "33": "#ffd966", "36": "#7fd8ff"}
CODE = re.compile("\x1b\\[([0-9;]*)m")
#: The page as wide as a laptop shows it, and as high as a reader sees at once.
WIDE, HIGH = 1280, 1600
#: So many colours look like all of them.
PALETTE = 64
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def proof() -> bytes:
    """The picture of the proof, as SVG."""
    return drawing(" ".join(COMMAND), printed(COMMAND)).encode()


def printed(command: tuple[str, ...]) -> str:
    """What a command prints on a terminal, with its colours."""
    program = shutil.which(command[0], path=str(Path(sys.executable).parent)) or command[0]
    ours, theirs = pty.openpty()
    kept = {
        name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "EH_PLAN"}
    }
    there = kept | {"TERM": "xterm", "COLUMNS": str(COLUMNS)}
    with subprocess.Popen(  # noqa: S603 - our own command
        [program, *command[1:]], stdout=theirs, stdin=theirs, env=there
    ):
        os.close(theirs)
        said = b"".join(iter(lambda: _some(ours), b""))
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


def _some(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how a terminal says that nobody writes to it any more
        return b""


def drawing(command: str, said: str) -> str:
    """A terminal in which somebody typed this, and read that."""
    rows = [[("", f"$ {command}")], *(row for line in said.splitlines() for row in _rows(line))]
    wide, high = round(COLUMNS * LETTER + 2 * MARGIN), len(rows) * ROW + 2 * MARGIN
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img">',
            f"<title>What {escape(command)} prints</title>",
            f'<rect width="{wide}" height="{high}" rx="8" fill="{PAPER}"/>',
            f'<g font-family="{FONTS}" font-size="13" fill="{INK}">',
            *(_row(number, row) for number, row in enumerate(rows, start=1)),
            "</g>",
            "</svg>\n",
        )
    )


def _rows(line: str) -> Iterator[list[tuple[str, str]]]:
    """A line of the terminal in as many rows as it takes, in stretches of one look."""
    look, room = "", COLUMNS
    row: list[tuple[str, str]] = []
    for at, part in enumerate(CODE.split(line)):
        if at % 2:
            look = "" if part == "0" else part
            continue
        left = part
        while left:
            if not room:
                yield row
                row, room = [], COLUMNS
            row.append((look, left[:room]))
            left, room = left[room:], room - len(left[:room])
    yield row


def _row(number: int, row: list[tuple[str, str]]) -> str:
    """One row; each stretch as long as its letters, whichever font there is."""
    at, spans = 0, []
    for look, text in row:
        codes = look.split(";")
        colour = "".join(f' fill="{COLOURS[code]}"' for code in codes if code in COLOURS)
        bold = ' font-weight="bold"' if "1" in codes else ""
        place = f'x="{MARGIN + at * LETTER:.1f}" textLength="{len(text) * LETTER:.1f}"'
        shown = escape(text).replace(" ", SPACE)
        spans.append(f"<tspan {place}{colour}{bold}>{shown}</tspan>")
        at += len(text)
    return f'<text y="{MARGIN + number * ROW - 5}">{"".join(spans)}</text>'


def report() -> bytes:
    """The top of the report as a browser shows it, as PNG."""
    from PIL import Image

    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"the picture of the report needs one of these: {', '.join(BROWSERS)}")
    with tempfile.TemporaryDirectory() as folder:
        page, picture = Path(folder, "report.html"), Path(folder, "report.png")
        eh = shutil.which("eh", path=str(Path(sys.executable).parent)) or "eh"
        asked = [eh, "report", "html", "-p", "early-help-2021", "-o", str(page)]
        subprocess.run(asked, check=True)  # noqa: S603 - our own command
        looked = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        looked += [f"--window-size={WIDE},{HIGH}", f"--screenshot={picture}", page.as_uri()]
        subprocess.run(looked, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - our own page
        reduced = Image.open(picture).convert("RGB").quantize(PALETTE, dither=Image.Dither.NONE)
    made = io.BytesIO()
    reduced.save(made, "PNG", optimize=True)
    return made.getvalue()


PICTURES = {"proof": ("proof.svg", proof), "report": ("report.png", report)}

if __name__ == "__main__":
    for picture in sys.argv[1:] or PICTURES:
        name, draw = PICTURES[picture]
        (HERE / name).write_bytes(draw())
