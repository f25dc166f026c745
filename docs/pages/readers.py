"""Which columns and steps of a row may each kind of reader see?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from earlyhelp.files.registers.register_files import KINDS
from earlyhelp.files.selections import columns
from earlyhelp.model.registers import BudgetLine
from earlyhelp.outputs.rows import ALLOWED, STEPS, Audience

READERS: Final = {
    Audience.SERVICE: "the service",
    Audience.ASSETS: "the Assets Team",
    Audience.PARTNER: "a partner, of itself",
    Audience.PUBLIC: "everybody",
}


def page() -> str:
    """The lists through which every cell leaves a plan."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# Who sees what\n"
    yield "What of a register may leave a plan, column by column and reader by reader. A column"
    yield "that is not listed for a reader does not go to it: in no calendar, letter, report or"
    yield "table.\n"
    for name, kind in KINDS.items():
        allowed = ALLOWED.get(kind)
        if allowed is None:
            continue
        yield f"## `{name}`\n"
        if not any(allowed.values()):
            yield "Nothing of a row is shown to anybody: only how many there are, and 1 to 4 of"
            yield "them as “fewer than 5”.\n"
            continue
        yield from _table("column", allowed)
        shown = {column for listed in allowed.values() for column in listed}
        hidden = [f"`{column}`" for column in columns(kind) if column not in shown]
        if hidden:
            yield f"Nobody is shown {', '.join(hidden)}.\n"
        if kind is BudgetLine:
            yield "The service sees the amounts of every year, too.\n"
        if kind in STEPS:
            yield "The service sees the day of every step of its workflow; others see these:\n"
            yield from _table("step", STEPS[kind])


def _table(of: str, allowed: Mapping[Audience, tuple[str, ...]]) -> Iterator[str]:
    readers = [reader for reader in READERS if reader in allowed]
    yield f"| {of} | {' | '.join(READERS[reader] for reader in readers)} |"
    yield f"|---|{'---|' * len(readers)}"
    for name in dict.fromkeys(name for listed in allowed.values() for name in listed):
        says = ("yes" if name in allowed[reader] else "–" for reader in readers)
        yield f"| `{name}` | {' | '.join(says)} |"
    yield ""
