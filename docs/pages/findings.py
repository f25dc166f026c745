"""What can `eh plan check` say, why does it matter, and what is to be done?"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.codes import Code, all_codes

FAMILIES = {
    "EH0": "The files of a plan",
    "EH1": "The shape of a plan",
    "EH2": "The days of a plan",
    "EH3": "The law, and the council's own rules",
    "EH4": "Properties",
    "EH5": "Partners and communication",
    "EH6": "Cases",
    "EH7": "Tracking",
    "EH8": "Plan quality and money",
}


def page() -> str:
    """The manual pages of all codes, one after another."""
    return "\n".join(_findings()) + "\n"


def _findings() -> Iterator[str]:
    yield "# Findings\n"
    yield "What `eh plan check` can say. `eh explain CODE` prints the same pages.\n"
    family = ""
    for code in all_codes():
        if code.code[:3] != family:
            family = code.code[:3]
            yield f"## {FAMILIES[family]}\n"
        yield from _page(code)


def _page(code: Code) -> Iterator[str]:
    yield f"### {code.code} {code.name}\n"
    yield f"*{code.severity.value}*\n"
    for line in code.page.splitlines():
        yield f"##{line}" if line.startswith("## ") else line
    yield ""
