"""Which JSON documents does `eh` write, and what does each of their keys mean?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from earlyhelp.files.registers.register_files import KINDS
from earlyhelp.outputs.rows import ALLOWED, Audience

SAID: Final = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
HEADINGS: Final = {
    "plan": "The plan",
    "milestone": "A milestone",
    "step": "A line of a proof",
    "finding": "A finding",
    "fix": "A fix",
    "answer": "A change of days",
    "change": "A day that moves",
    "notice": "A notice",
    "tracked": "How a milestone stands",
    "awaited": "What is waited for",
    "rag_counts": "Numbers of colours",
    "counted": "A number of open work",
    "rule": "A rule",
    "sum": "A sum",
    "verdict": "A verdict",
}
COLUMNS_OF: Final = "columns of "


def page() -> str:
    """All documents, and below them what they have in common."""
    return "\n".join(_page()) + "\n"


def promised(schema: str) -> dict[str, str]:
    """Every key of a document by its path, and what it means; ``*`` is any name.

    The keys of a list's objects come after ``[]``: ``findings[].code``.
    """
    return dict(_paths(SAID["documents"][schema]["keys"], ""))


def _paths(keys: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, says in keys.items():
        path = f"{before}{key}"
        if isinstance(says, str):
            yield path, says
            continue
        shape, meaning = says
        if not path.endswith("."):
            yield path.removesuffix("[]"), meaning
            path += "."
        yield from _paths(_shape(shape), "" if path == "." else path)


def _shape(name: str) -> Mapping[str, Any]:
    if not name.startswith(COLUMNS_OF):
        shape: Mapping[str, Any] = SAID["shapes"][name]
        return shape
    seen = ALLOWED[KINDS[name.removeprefix(COLUMNS_OF)]][Audience.SERVICE]
    return {column: f"The column `{column}` of the register." for column in seen}


def _page() -> Iterator[str]:
    yield "# JSON documents\n"
    yield "What commands write with `-f json`. Each document begins with its `schema`, such as"
    yield "`earlyhelp.check/1`. Within a schema keys are only ever added: read those that you know,"
    yield "and pass over others. The same plan gives the same bytes, on every machine. Days are"
    yield "`2021-09-17`; what is less precise has the plan's own words. What is not known is null."
    yield "A key that ends in `[]` is a list.\n"
    yield "```sh\neh plan check early-help-2021 -f json -o check.json\n```\n"
    yield "Many keys are the same wherever they are: what a link leads to stands"
    yield "[below](#what-they-have-in-common).\n"
    for schema, said in SAID["documents"].items():
        commands = " or ".join(f"`{command}`" for command in said["command"].split(", "))
        yield f"## {schema}\n\n{commands}\n"
        yield from _table(said["keys"])
    yield "## What they have in common\n"
    for shape, heading in HEADINGS.items():
        yield f"### {heading}\n"
        yield from _table(SAID["shapes"][shape])


def _table(keys: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | what it says |\n|---|---|"
    for key, says in keys.items():
        if isinstance(says, str):
            yield f"| `{key}` | {says} |"
            continue
        shape, meaning = says
        named = f"`{key}`" if key.strip(".") and not key.endswith(".") else _besides(key)
        yield f"| {named} | {meaning} Its keys: {_led(shape)}. |"
    yield ""


def _besides(key: str) -> str:
    """How keys are called that stand beside the others, and have none of their own."""
    return f"beside `{key.removesuffix('.')}`" if key != "." else "beside these"


def _led(shape: str) -> str:
    if shape.startswith(COLUMNS_OF):
        register = shape.removeprefix(COLUMNS_OF)
        return f"the columns of [`{register}`](who-sees-what.md#{register}) that the service sees"
    heading = HEADINGS[shape]
    return f"[{heading.lower()}](#{heading.lower().replace(' ', '-')})"
