"""A plan that goes to a project and comes back has the same days, but for what was said to be lost."""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given

from earlyhelp.dates import Lag, Unit
from earlyhelp.exchange.draft import plan_yaml
from earlyhelp.exchange.exporting import Exported, exported
from earlyhelp.exchange.importing import imported
from earlyhelp.exchange.recheck import recheck
from earlyhelp.exchange.report import Fate, Kind
from earlyhelp.files.load import load_file, parse
from earlyhelp.files.locate import shipped_file
from earlyhelp.files.projects.mspdi import read_project
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs.mspdi import as_xml
from earlyhelp.testing import kept_plans
from tests.exchange.conftest import take, xml_of
from tests.exchange.test_simulated import in_moments, projects, xml

#: Units of which a project knows the like; months become days and are said to.
EXACT = tuple(unit for unit in Unit if unit is not Unit.MONTHS)
Days = dict[str, tuple[date | None, date | None]]


def there_and_back(plan: Plan) -> tuple[Exported, Schedule]:
    made = exported(solve_plan(plan))
    project = read_project(as_xml(made.project).encode(), file="moves.xml")
    back = imported(project, nation=plan.nation)
    again = parse(plan_yaml(back.draft).encode())
    return made, solve_plan(again)


def days(schedule: Schedule) -> Days:
    return {
        milestone.id: (schedule.earliest[milestone.id], schedule.latest[milestone.id])
        for milestone in schedule.plan.milestones
    }


def without(plan: Plan, lost: set[str]) -> Plan:
    links = (link for link in plan.links if f"{link.owner}, {link.field}: {link.words}" not in lost)
    return attrs.evolve(plan, links=tuple(links))


def on_the_next_day(plan: Plan, said: set[str]) -> Plan:
    """The plan in which these lags of a working day are one of a calendar day."""
    links = (
        attrs.evolve(link, lag=Lag(1))
        if f"{link.owner}, {link.field}: {link.words}" in said
        else link
        for link in plan.links
    )
    return attrs.evolve(plan, links=tuple(links))


def of_kind(made: Exported, kind: Kind, fate: Fate) -> set[str]:
    return {item.what for item in made.items if item.kind is kind and item.fate is fate}


@given(kept_plans(units=EXACT))
def test_what_comes_back_has_the_days_of_all_that_was_not_lost(
    drawn: tuple[Plan, dict[str, date]],
) -> None:
    """Links that would close a circle are lost, and named; and so are working days to any day.

    They are all that differs.
    """
    plan, diary = drawn
    plan = attrs.evolve(plan, as_at=plan.as_at or min(diary.values()) - timedelta(days=30))
    made, after = there_and_back(plan)
    lost = of_kind(made, Kind.LINK, Fate.LOST)
    assert {item.kind for item in made.items if item.fate is Fate.LOST} <= {Kind.LINK}
    next_day = {item.what for item in made.items if "became a calendar day" in item.words}
    assert days(after) == days(solve_plan(on_the_next_day(without(plan, lost), next_day)))


@given(kept_plans(units=EXACT))
def test_the_days_that_a_file_has_stored_are_those_of_the_plan_that_it_becomes(
    drawn: tuple[Plan, dict[str, date]],
) -> None:
    """Early and late ones, with the end of the project as the end of everything."""
    plan, diary = drawn
    plan = attrs.evolve(plan, as_at=plan.as_at or min(diary.values()) - timedelta(days=30))
    plan = without(plan, of_kind(exported(solve_plan(plan)), Kind.LINK, Fate.LOST))
    project = read_project(as_xml(exported(solve_plan(plan)).project).encode(), file="moves.xml")
    back = imported(project, nation=plan.nation)
    found = recheck(parse(plan_yaml(back.draft).encode()), back, project)
    assert found.compared
    assert found.differences == ()


@given(projects())
def test_stages_and_their_links_come_back_with_the_same_days(
    drawn: tuple[list[int], list[tuple[int, int, int, int]]],
) -> None:
    lengths, links = drawn
    plan = take(xml_of(xml(lengths, links, in_moments(lengths, links)))).plan
    made, after = there_and_back(plan)
    assert len(after.plan.stages) == len(plan.stages)
    lost = of_kind(made, Kind.LINK, Fate.LOST)
    assert days(after) == days(solve_plan(without(plan, lost)))


@pytest.mark.parametrize("name", ["early-help-2021", "children-first-2021"])
def test_a_shipped_plan_comes_back_with_its_ids_and_workstreams(name: str) -> None:
    plan = load_file(shipped_file(name), name=name)
    _, after = there_and_back(plan)
    assert {item.id for item in after.plan.milestones} == {item.id for item in plan.milestones}
    assert {item.id: item.workstream for item in after.plan.milestones} == {
        item.id: item.workstream for item in plan.milestones
    }


@pytest.mark.parametrize("name", ["early-help-2021", "children-first-2021"])
def test_a_shipped_plan_that_comes_back_is_exported_as_the_same_file(name: str) -> None:
    """UIDs and all: who keeps both files sees no task that seems to be another one."""
    made, after = there_and_back(load_file(shipped_file(name), name=name))
    assert as_xml(exported(after).project) == as_xml(made.project)


def test_tasks_are_numbered_in_the_order_of_the_file(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      asked: {workstream: Assets}
      told: {workstream: Workforce, after: asked}
      answered: {workstream: Assets, after: told}
      agreed: {after: answered}
    stages:
      selection: {lasts: exactly 10 working days, workstream: Workforce, after: agreed}
    """
    tasks = exported(solve_plan(plan)).project.tasks
    assert [(task.uid, task.name) for task in tasks if not task.is_summary] == [
        (1, "agreed"),
        (2, "asked"),
        (3, "answered"),
        (4, "told"),
        (5, "selection"),
    ]
    names = {task.uid: task.name for task in tasks}
    led = {(names[link.first], task.name) for task in tasks for link in task.links}
    assert led == {
        ("asked", "told"),
        ("told", "answered"),
        ("answered", "agreed"),
        ("agreed", "selection"),
    }


def test_what_a_drawn_plan_says_of_its_latest_days_agrees_with_the_file() -> None:
    """The file's own early and late days are those of the plan that it becomes."""
    plan = load_file(shipped_file("children-first-2021"), name="children-first-2021")
    made = exported(solve_plan(plan))
    project = read_project(as_xml(made.project).encode(), file="moves.xml")
    back = imported(project, nation=plan.nation)
    again = parse(plan_yaml(back.draft).encode())
    found = recheck(again, back, project)
    assert found.compared
    early = [item for item in found.differences if item.what.startswith("early")]
    assert early == []


def test_a_working_day_to_what_can_be_on_any_day_is_said_to_be_the_next_day(plan: Plan) -> None:
    """
    as_at: 2024-07-01
    milestones:
      told: {}
      kept: {days: any, after: told + 1 week, by: cleared + 1 working day}
      cleared: {days: any}
    """
    made, after = there_and_back(plan)
    assert of_kind(made, Kind.LINK, Fate.CHANGED) == {"kept, by: cleared + 1 working day"}
    assert (solve_plan(plan).earliest["cleared"], after.earliest["cleared"]) == (
        date(2024, 7, 5),
        date(2024, 7, 7),
    )
