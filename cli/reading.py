"""Getting from what somebody typed to a plan that has been read."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from earlyhelp.files.load import load_file
from earlyhelp.files.locate import find
from earlyhelp.model import Plan


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
    from earlyhelp.files.problems import did_you_mean

    hint = did_you_mean(milestone, (known.id for known in plan.milestones))
    ends = "; it is a stage: ask for its .start or .end"
    is_stage = any(stage.id == milestone for stage in plan.stages)
    raise click.UsageError(
        f"there is no milestone {shortened(milestone)!r}{ends if is_stage else hint}"
    )
