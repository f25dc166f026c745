"""Writes the pages of the reference that the program itself knows: findings, commands and others.

Run it after a change to a manual page or to a command: ``python docs/generate.py``. A test
compares what it writes with what is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import groupby
from pathlib import Path

import attrs
import click

from earlyhelp.codes import Code, all_codes
from earlyhelp.files.plan_schema import plan_schema
from earlyhelp.files.registers import KINDS, REFERENCES, SETTINGS
from earlyhelp.files.rule_entries import shipped_rules
from earlyhelp.files.selections import columns
from earlyhelp.model import registers as model_registers
from earlyhelp.model.roles import ROLES
from earlyhelp.model.rules import Rule
from earlyhelp.outputs import rule_words
from earlyhelp.outputs.rules import NO_ADVICE, NO_DAY_IN_FORCE

HERE = Path(__file__).parent / "reference"
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


def findings() -> str:
    """The manual pages of all codes, one after another."""
    return "\n".join(_findings()) + "\n"


def commands() -> str:
    """What every command says for ``--help``."""
    return "\n".join(_commands()) + "\n"


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


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield from _help(import_module("earlyhelp.cli.main").commands, "eh", None)


def _help(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    short_name = name.rsplit(" ", 1)[-1]
    context = click.Context(command, parent, short_name, **command.context_settings)
    context.max_content_width = context.terminal_width = 96
    yield f"## `{name}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                yield from _help(found, f"{name} {child}", context)


def registers() -> str:
    """Every column of every register, from the classes that hold its rows."""
    return "\n".join(_registers()) + "\n"


def _registers() -> Iterator[str]:
    yield "# Registers\n"
    yield "The columns of each register, with what a cell holds. Only those in bold must be there."
    yield "An empty cell means that it is not known.\n"
    for name, kind in KINDS.items():
        yield f"## `{name}`\n\n{(kind.__doc__ or '').partition(chr(10))[0]}\n"
        yield "| column | what a cell holds |\n|---|---|"
        for column, typed in columns(kind).items():
            may_be_empty = typed.endswith("| None")
            held = _held(typed.removesuffix(" | None") if may_be_empty else "id")
            register = dict(REFERENCES.get(name, ())).get(column)
            if register is not None:
                words = f", or one of {', '.join(f'`{word}`' for word in SETTINGS)}"
                held = f"an id of `{register}`{words if column == 'setting' else ''}"
            yield f"| {column if may_be_empty else f'**{column}**'} | {held} |"
        if any(field.name == "steps" for field in attrs.fields(kind)):
            yield "\nAlso one column for each step of its workflow: `STEP` holds the expected day,"
            yield "and `on:STEP`, `not_before:STEP`, `by:STEP`, `done:STEP`, `evidence:STEP` what"
            yield "a milestone says under these keys."
        if name == "budget":
            yield "\nAlso one column for each amount of a financial year: `actual 2019/20`, and"
            yield "likewise `planned`, `projected` and `variation`. An amount of a year can be"
            yield "negative: `(2,000)`."
        yield ""


def _held(typed: str) -> str:
    plain = {
        "id": "an id",
        "str": "a text",
        "Stated": "a date, as precise as it is",
        "Lag": "a number with its unit, such as `3 months`",
        "Links": "links as milestones have them, such as `elm-road.service_ended - 4 weeks`; "
        "several with `;` between them",
        "bool": "`yes` or `no`",
        "int": "a whole number",
        "Decimal": "pounds, such as `1250` or `£1,250.00`",
    }
    if typed in plain:
        return plain[typed]
    words = [f"`{choice.value}`" for choice in getattr(model_registers, typed)]
    return f"{', '.join(words[:-1])} or {words[-1]}"


def rules() -> str:
    """Every rule that comes with earlyhelp, and what the names mean that rules speak of."""
    return "\n".join(_rules()) + "\n"


def _rules() -> Iterator[str]:
    yield "# Rules\n"
    yield f"{NO_ADVICE} These are the rules of law and guidance that `eh plan check` asks of a"
    yield "plan, from `schedules/rules/`. `eh rule show RULE -p PLAN` says what became of one.\n"
    for file, held in groupby(shipped_rules(), key=lambda rule: Path(rule.place.file).stem):
        yield f"## {file.replace('-', ' ').capitalize()}\n"
        for rule in held:
            yield from _rule(rule)
    yield "## What rules speak of\n"
    yield "A milestone is one of these by its id, or because it says `role: …`.\n"
    yield "| role | when it has come |\n|---|---|"
    for role, meaning in ROLES.items():
        yield f"| `{role}` | {meaning} |"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}\n"
    yield f"{rule.title}.\n"
    asks = rule_words.bound(rule)
    if rule.then is not None and asks == f"{rule.then} is":
        meaning = f" ({ROLES[rule.then]})" if rule.then in ROLES else ""
        asks = f"`{rule.then}`{meaning} is"
    yield f"Asked of {rule_words.asked_of(rule)}. What it asks: {asks}\n"
    for limit, added, where in rule_words.sums(rule):
        yield f"- {limit} `{added}`".replace("-  ", "- ") + (f", where {where}" if where else "")
    limits = list(rule_words.limits(rule))
    if limits:
        yield f"\nOf that day: {'; '.join(limits)}."
    if rule.note:
        yield f"\n{rule.note}."
    names = {code.code: code.name for code in all_codes()}
    found = [f"[{code}]({_anchor(code, names)})" for code in rule.checked_by or (rule.code,)]
    says = {
        "source": rule.source,
        "whose": rule_words.whose(rule),
        "in force": rule_words.in_force(rule.force, otherwise=NO_DAY_IN_FORCE),
        "confidence": rule.confidence.in_words,
        "to verify": rule.verify,
        "findings": ", ".join(found),
    }
    yield ""
    for name, said in says.items():
        if said:
            yield f"- *{name}:* {said}"
    yield ""


def _anchor(code: str, names: Mapping[str, str]) -> str:
    """Where the manual page of a code is."""
    return f"findings.md#{code}-{names[code]}".lower()


def schema() -> str:
    """The form of a plan.yaml, for editors."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=1) + "\n"


PAGES = {
    "findings.md": findings,
    "commands.md": commands,
    "registers.md": registers,
    "rules.md": rules,
    "plan.schema.json": schema,
}

if __name__ == "__main__":
    for page, write in PAGES.items():
        (HERE / page).write_text(write(), encoding="utf-8")
