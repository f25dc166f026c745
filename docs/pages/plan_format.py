"""What can a plan.yaml say, key by key?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from earlyhelp.dates.lags import Unit
from earlyhelp.files.plan.schema import NAME, plan_schema
from earlyhelp.files.registers.register_files import KINDS

#: A plan in which most of it is there; the pages' own test reads it.
EXAMPLE: Final = """\
format: 1
id: our-redesign
title: Early help redesign
organisation: The council
nation: england
as_at: 2021-09-17
closures:
  - days: 2021-12-29 to 2021-12-31
    name: Christmas closure
facts:
  posts_at_risk: 34
settings:
  call_in: 7 working days

milestones:
  consultation.launch: {role: consultation.start, done: 2021-09-08}
  consultation.close:
    on: 2021-10-08
    after: consultation.launch + 30 calendar days
    owner: Early Help
    source: Cabinet decision, paragraph 4
  members.told: {expected: 2021-11-01}
  offer.launch:
    by: end of 2021-12
    after:
      - selection.end
      - link: consultation.close + 1 month
        because: what staff say is considered first
        locked: true

stages:
  selection: {title: Interviews and selection, lasts: at least 4 weeks, after: consultation.close}

workflows:
  handover:
    for: property.future is not retained
    steps:
      vacated: {}
      handed_over: {after: vacated, within: 10 working days after vacated}
    limits: [no more than 3 handed_over a week]
properties:
  - {id: centre-07, name: Centre 07, future: surplus, vacated: 2021-12-06, handed_over: 2021-12-08}

risks:
  late-selection: {title: Selection takes longer, likelihood: medium, threatens: offer.launch}
rules:
  members_first:
    title: Local members hear a week before the launch
    then: offer.launch
    after: members.told + 1 week
    source: Constitution, part 5
"""
#: The parts of a plan, in the order of the page: of the schema, its heading, and what to know.
PARTS: Final = {
    "milestone": (
        "A milestone",
        (
            "Under `milestones`, and as the ends of a stage. A milestone on a day is true from "
            "that day on."
        ),
    ),
    "stage": (
        "A stage",
        (
            "Under `stages`. It makes two milestones, `ID.start` and `ID.end`, with a length "
            "between them; other lines name these."
        ),
    ),
    "link": (
        "A link with a reason",
        (
            "What stands under `after`, `before`, `within` and `exactly`, where it says more than "
            "a milestone and a length."
        ),
    ),
    "closure": ("A closure", "Under `closures`: a day, a range, or one with a name."),
    "settings": ("Settings", "Under `settings`."),
    "workflow": (
        "A workflow",
        (
            "Under `workflows`. A step says what a milestone says (but not `done`, which each row "
            "says for itself), and `evidence: required` where it counts as done only once somebody "
            "has shown something. Its links name steps of the same row, `property.STEP`, `each "
            "occupation.STEP` or milestones of the plan; a length or a day can be a column of the "
            "row, such as `after: informed + occupation.notice`."
        ),
    ),
    "register": (
        "A register",
        (
            "Under the name of a register: the name of a file, the rows themselves, or these keys. "
            "[Registers](registers.md) has the columns of each."
        ),
    ),
    "risk": (
        "A risk",
        ("Under `risks`. It has a `title` or an `event`; the rest is what is known."),
    ),
    "rule": (
        "A rule",
        (
            "Under `rules`. It has a `title` and a `source`. [Rules](rules.md) has those that come "
            "along, and what they speak of."
        ),
    ),
}
FORMS: Final = {
    "milestone": "[a milestone](#a-milestone)",
    "date": "[a date](#dates)",
    "days": "[a date](#dates), a link, or a list of them",
    "links": "[a link](#links), or a list of them",
}


def page() -> str:
    """The plan format, from the schema that editors use."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    schema = plan_schema()
    defined = schema["$defs"]
    register = next(form for form in _forms(schema["properties"]["cases"]) if "properties" in form)
    parts = {**defined, "settings": schema["properties"]["settings"], "register": register}
    parts["link"] = next(form for form in defined["link"]["anyOf"] if "properties" in form)
    parts["closure"] = next(form for form in defined["closure"]["anyOf"] if "properties" in form)
    yield "# The plan format\n"
    yield f"What a `plan.yaml` can say, key by key: `{NAME}`. Editors that know YAML complete and"
    yield "check it with [the schema](plan.schema.json). Keys may stand in any order, and of all of"
    yield "them only those in bold must be there. A key that is not on this page is refused, and so"
    yield "is one that stands twice: `eh plan check` names the line, and the nearest right word.\n"
    yield f"```yaml\n{EXAMPLE}```\n"
    yield "## The plan as a whole\n"
    yield from _table(schema)
    for name, (heading, about) in PARTS.items():
        yield f"## {heading}\n\n{about}\n"
        yield from _table(parts[name])
    yield from _links()
    yield from _lengths()
    yield from _dates()


def _table(part: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | a value is | what it says |\n|---|---|---|"
    for key, schema in part["properties"].items():
        named = f"**`{key}`**" if key in part.get("required", ()) else f"`{key}`"
        yield f"| {named} | {_form(key, schema)} | {schema['description']} |"
    yield ""


def _form(key: str, schema: Mapping[str, Any]) -> str:
    """What may stand there, in words."""
    if "$ref" in schema:
        return FORMS[schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        said = dict.fromkeys(str(word) for word in schema["enum"])
        words = [f"`{word}`" for word in said if word.lower() not in {"true", "false"}]
        return ", ".join(words[:-1]) + (" or " if words[1:] else "") + words[-1]
    if key in KINDS:
        return "a file's name, rows, or [keys](#a-register)"
    if "anyOf" in schema:
        return f"{_form('', schema['anyOf'][0])}, or a list of them"
    if "pattern" in schema:
        return "an id" if key == "id" else "a day: `2021-09-17`"
    if schema.get("type") == "array":
        return "a list"
    if schema.get("type") in ("object", ["object", "null"]):
        return "keys and values"
    return "a text"


def _forms(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(schema["anyOf"])


def _links() -> Iterator[str]:
    yield "## Links\n"
    yield "Where REF is a milestone, a stage's `ID.start` or `ID.end`, or `all PROPERTIES.STEP`:\n"
    yield "| line | means |\n|---|---|"
    yield "| `after: REF + LENGTH` | on or after REF plus the length; without one, not before REF |"
    yield "| `before: REF - LENGTH` | REF is on or after this one plus the length |"
    yield "| `within: LENGTH after REF` | on or after REF, and at most so long after it |"
    yield "| `exactly: LENGTH after REF` | that very day |"
    yield "| `by: REF + LENGTH` | at most so long after REF; nothing else is said |"
    yield ""


def _lengths() -> Iterator[str]:
    units = [f"`{unit.value}`" for unit in Unit]
    yield "## Lengths\n"
    yield f"A number and a unit: {', '.join(units[:-1])} or {units[-1]}. A bare `30 days` is"
    yield "refused, with both readings. [How days are counted](../explanation/days.md) says what"
    yield "each means. `lasts` takes `at least`, `at most`, `exactly` or `between … and …` before"
    yield "it, `, likely …` after a range, and work at a rate: `34 interviews at 4 a"
    yield "working day`.\n"


def _dates() -> Iterator[str]:
    yield "## Dates\n"
    yield "| written | means |\n|---|---|"
    yield "| `2021-09-17` | that day |"
    yield "| `week of 2021-09-13` | some day from that Monday to its Friday |"
    yield "| `end of 2021-10`, `end of 2021` | by the last day of that month or year, inclusive |"
    yield "| `2021-12`, `2022` | some day of that month or year |"
    yield "| `2021-11-29 to 2021-12-03` | some day from the first to the last, both inclusive |"
    yield ""
    yield "Other forms, such as `8/9/2021`, are refused with the right one in the message."
