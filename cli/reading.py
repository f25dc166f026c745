"""Getting from what somebody typed to a plan that has been read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

import click

from earlyhelp.files.load import load_file
from earlyhelp.files.locate import find
from earlyhelp.model import Plan

#: How many of those that somebody may mean are named.
_NAMED: Final = 8


def read_plan(argument: str | None, named: str | None) -> Plan:
    """The plan of an argument, of ``-p``, of ``EH_PLAN``, or of a folder above."""
    found = find(named_once(argument, named), environment=os.environ, folder=Path.cwd())
    return load_file(found.file, name=found.name)


def named_once(argument: str | None, named: str | None) -> str | None:
    """How the plan was named, as an argument or with ``-p``; not both ways differently."""
    if argument and named and argument != named:
        raise click.UsageError("name the plan once: as an argument or with -p")
    return argument or named


def folder_found(named: str | None) -> Path:
    """The folder of the plan that was named, or of the one above."""
    return find(named, environment=os.environ, folder=Path.cwd()).file.parent


def folder_of(path: str) -> str:
    """The folder of the plan that somebody named so, as they would name it."""
    return path if Path(path).suffix not in {".yaml", ".yml"} else os.path.dirname(path)  # noqa: PTH120 - "" stays ""


def as_at_of(plan: Plan, as_at: date | None) -> date:
    """The day the facts are true: as asked, as the plan says, or else today."""
    return as_at or plan.as_at or today()


def today() -> date:
    """The user's own today."""
    return date.today()  # noqa: DTZ011 - a day in the life of the person who asks


def known_milestone(plan: Plan, milestone: str) -> str:
    """The id, if the plan has it; else it is a wrong use, with the nearest right one."""
    if milestone in plan:
        return milestone
    from earlyhelp.dates.days import shortened

    ends = "; it is a stage: ask for its .start or .end"
    is_stage = any(stage.id == milestone for stage in plan.stages)
    hint = ends if is_stage else _meant(plan, milestone)
    raise click.UsageError(f"there is no milestone {shortened(milestone)!r}{hint}")


def _meant(plan: Plan, milestone: str) -> str:
    """What somebody may mean who named no milestone: one like it, so called, or with that part."""
    from earlyhelp.files.problems import did_you_mean

    hint = did_you_mean(milestone, (known.id for known in plan.milestones))
    if hint:
        return hint
    said = milestone.casefold()
    called = [one.id for one in plan.milestones if (one.title or "").casefold() == said]
    parts = [one.id for one in plan.milestones if milestone in one.id.split(".")]
    match called or parts:
        case []:
            return ""
        case [only]:
            return f'; did you mean "{only}"?'
        case names:
            return f"; there are {some(names)}"


def some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])}{f' and {more} more' if more > 0 else ''}"
