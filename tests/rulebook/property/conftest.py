"""Plans with a building or a tenant, and what is said of them."""

from __future__ import annotations

import earlyhelp
from earlyhelp import Finding, Severity
from earlyhelp.files.load import parse

HEAD = "format: 1\nid: example\ntitle: An example\nnation: england\nas_at: {as_at}\n"
STEPS = """\
workflows:
  ending:
    for: property.future is not retained
    steps: {{{steps}}}
properties:
  - {{id: elm, {columns}}}
"""
TENANT = """\
workflows:
  leaving:
    for: each occupation where property.future is not retained
    steps: {{out: {{}}}}
properties:
  - {{id: elm, future: {future}}}
partners:
  - {{id: seashell, sector: nursery}}
occupations:
  - {{property: elm, partner: seashell, notice: 1 month, alternative: its own rooms, {columns}}}
"""


def found(plan: str, code: str, as_at: str = "2021-09-17") -> list[Finding]:
    """What is said under a code of a plan without its head."""
    text = (HEAD.format(as_at=as_at) + plan).encode()
    return [item for item in earlyhelp.check(parse(text)) if item.code == code]


def said(plan: str, code: str, as_at: str = "2021-09-17") -> tuple[Severity, str]:
    """The only thing that is said under a code."""
    (finding,) = found(plan, code, as_at)
    return finding.severity, finding.message


def facts(**days: str) -> str:
    """A plan that says these days, and a milestone so that there is one."""
    lines = [f"  {name.replace('__', '.')}: {day}\n" for name, day in days.items()]
    return "milestones:\n  start: {on: 2021-09-20}\nfacts:\n" + "".join(lines)


def tenant(columns: str, future: str = "surplus") -> str:
    """A nursery in a building that is left."""
    return TENANT.format(columns=columns, future=future)


def building(columns: str, *steps: str) -> str:
    """One building, and the steps that it goes through."""
    return STEPS.format(columns=columns, steps=", ".join(f"{step}: {{}}" for step in steps))


def worst(plan: str, code: str, as_at: str = "2021-09-17") -> str:
    """``broken``, ``kept``, ``to know`` or ``not known``: what the message of a code says."""
    severity, message = said(plan, code, as_at)
    if severity is Severity.NOT_KNOWN:
        assert ": not known" in message
        return "not known"
    words = ("broken", "kept", "to know")
    return next(word for word in words if f": {word}" in message)
