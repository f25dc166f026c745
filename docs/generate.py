"""Writes the pages of the reference that the program itself knows: findings, commands and others.

Run it after a change to a manual page or to a command: ``python docs/generate.py``. A test
compares what it writes with what is there. Each page is made by the module of its name in pages/.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
#: Each page of reference/, and the module of pages/ whose `page` says what is on it.
MADE_BY = {
    "commands.md": "commands",
    "documents.md": "documents",
    "eh.1": "manual",
    "findings.md": "findings",
    "library.md": "library",
    "plan.md": "plan_format",
    "plan.schema.json": "schema",
    "registers.md": "registers",
    "rules.md": "rules",
    "who-sees-what.md": "readers",
}


def _writer(module: str) -> Callable[[], str]:
    def write() -> str:
        written: str = runpy.run_path(str(HERE / "pages" / f"{module}.py"))["page"]()
        return written

    return write


PAGES = {page: _writer(module) for page, module in MADE_BY.items()}

if __name__ == "__main__":
    for page, write in PAGES.items():
        (HERE / "reference" / page).write_text(write(), encoding="utf-8")
