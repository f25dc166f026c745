"""What each line of a plan is in a project, and what is said to have no place there."""

from __future__ import annotations

import inspect
from datetime import datetime

import pytest

from earlyhelp.exchange.exporting import Exported, exported
from earlyhelp.exchange.project import Constraint, LagUnit, LinkType, Task
from earlyhelp.exchange.report import Fate
from earlyhelp.files.load import parse
from earlyhelp.network.schedule import solve_plan
from earlyhelp.outputs.mspdi import as_xml

HEAD = "format: 1\nid: moves\ntitle: Moves\nnation: england\nas_at: 2021-09-06\n"


@pytest.fixture
def made(request: pytest.FixtureRequest) -> Exported:
    """The project of the plan that the test's docstring is."""
    said = inspect.cleandoc(request.function.__doc__ or "")
    return exported(solve_plan(parse(f"{HEAD}{said}\n".encode())))


def task(made: Exported, code: str) -> Task:
    return next(one for one in made.project.tasks if one.code == code)


def links(made: Exported, code: str) -> list[tuple[int, LinkType, int, LagUnit]]:
    return [(one.first, one.type, one.lag, one.unit) for one in task(made, code).links]


def fates(made: Exported, fate: Fate) -> list[str]:
    return [f"{item.what}: {item.words}" for item in made.items if item.fate is fate]


def test_a_stage_of_one_length_is_a_task_from_its_first_to_its_last_day(made: Exported) -> None:
    """
    stages:
      selection: {lasts: exactly 4 working days, start: {on: 2021-09-06}, by: 2021-09-17}
    """
    one = task(made, "selection")
    assert (one.minutes, one.is_milestone) == (5 * 480, False)
    assert (one.early_start, one.early_finish) == (
        datetime(2021, 9, 6, 8),  # noqa: DTZ001
        datetime(2021, 9, 10, 17),  # noqa: DTZ001
    )
    assert (one.constraint, one.constraint_day) == (
        Constraint.MUST_START_ON,
        datetime(2021, 9, 6, 8),  # noqa: DTZ001
    )
    assert one.deadline == datetime(2021, 9, 17, 17)  # noqa: DTZ001
    assert fates(made, Fate.CHANGED) == []


def test_a_stage_of_another_length_is_its_two_milestones(made: Exported) -> None:
    """
    # it ends in a morning, 13 days and some hours after the evening in which it begins
    stages:
      selection: {title: Selection, lasts: at least 2 weeks}
    """
    assert [one.code for one in made.project.tasks] == ["selection.start", "selection.end"]
    assert links(made, "selection.end") == [
        (1, LinkType.FINISH_TO_START, 13 * 14_400, LagUnit.ELAPSED)
    ]
    assert fates(made, Fate.CHANGED) == [
        "Selection: two milestones: a task has one length, and ends that nothing else moves"
    ]


def test_lags_have_their_units(made: Exported) -> None:
    """
    # what waits for calendar days is in the morning: from an evening, a day less
    milestones:
      a: {}
      b: {after: a + 3 working days}
      c: {after: a + 3 calendar days}
      d: {after: a + 3 clear days}
      e: {after: a + 3 clear working days}
      f: {after: c + 1 week}
      g: {after: a + 1 month}
      h: {before: b - 2 weeks}
    """
    after = LinkType.FINISH_TO_START
    assert links(made, "b") == [
        (1, after, 2 * 4800, LagUnit.WORKING),
        (8, after, 13 * 14_400, LagUnit.ELAPSED),
    ]
    assert links(made, "c") == [(1, after, 2 * 14_400, LagUnit.ELAPSED)]
    assert links(made, "d") == [(1, after, 3 * 14_400, LagUnit.ELAPSED)]
    assert links(made, "e") == [(1, after, 4 * 4800, LagUnit.WORKING)]
    assert links(made, "f") == [(3, after, 7 * 14_400, LagUnit.ELAPSED)]
    # from Monday 6 September to Wednesday 6 October
    assert links(made, "g") == [(1, after, 29 * 14_400, LagUnit.ELAPSED)]
    assert fates(made, Fate.CHANGED) == [
        "g, after: a + 1 month: 1 month became 30 elapsed days, as from 2021-09-06"
    ]


def test_a_maximum_lag_beside_a_minimum_one_has_no_place(made: Exported) -> None:
    """
    milestones:
      a: {}
      b: {within: 10 working days after a}
      c: {by: a + 5 working days}
    """
    assert links(made, "b") == [(1, LinkType.FINISH_TO_START, 0, LagUnit.WORKING)]
    assert links(made, "a") == [(3, LinkType.FINISH_TO_START, -5 * 4800, LagUnit.WORKING)]
    assert fates(made, Fate.LOST) == [
        (
            "b, within: 10 working days after a: it would close a circle of links, which Project "
            "does not take"
        )
    ]


def test_a_maximum_lag_from_a_fixed_day_is_a_deadline(made: Exported) -> None:
    """
    # ten working days after Monday 6 September are Monday 20, and five after Wednesday 8 are the
    # 15th: a stage of three days that begins by then ends by Friday 17
    milestones:
      a: {done: 2021-09-06}
      p: {on: 2021-09-08}
      b: {within: 10 working days after a, by: 2021-10-01}
    stages:
      s: {lasts: exactly 2 working days, start: {within: 5 working days after p}}
    """
    assert task(made, "b").deadline == datetime(2021, 9, 20, 17)  # noqa: DTZ001
    assert task(made, "s").deadline == datetime(2021, 9, 17, 17)  # noqa: DTZ001
    assert fates(made, Fate.CHANGED) == [
        (
            "b, within: 10 working days after a: a deadline on 20 September 2021, as a is on "
            "6 September 2021"
        ),
        (
            "s.start, within: 5 working days after p: a deadline on 15 September 2021, as p is on "
            "8 September 2021"
        ),
    ]
    assert fates(made, Fate.LOST) == []


def test_a_milestone_in_the_evening_and_a_task_that_begins_that_day(made: Exported) -> None:
    """
    # the same day is a day of lead, from its evening to its morning
    milestones:
      a: {on: 2021-09-08}
    stages:
      b: {lasts: exactly 0 working days, after: a}
    """
    assert links(made, "b") == [(1, LinkType.FINISH_TO_START, -4800, LagUnit.WORKING)]
    assert task(made, "b").early_start == datetime(2021, 9, 8, 8)  # noqa: DTZ001


def test_what_a_link_could_bring_before_the_as_at_day_is_held_by_it(made: Exported) -> None:
    """
    # five days that end on or after Tuesday 7 would begin in August; Project minds its own
    # start only where there are no links
    milestones:
      a: {on: 2021-09-07}
    stages:
      b: {lasts: exactly 4 working days, end: {after: a}}
      c: {lasts: exactly 4 working days}
    """
    assert task(made, "b").constraint is Constraint.START_NO_EARLIER_THAN
    assert task(made, "b").constraint_day == datetime(2021, 9, 6, 8)  # noqa: DTZ001
    assert task(made, "c").constraint is Constraint.AS_SOON_AS_POSSIBLE


def test_workstreams_are_summaries_and_closures_exceptions(made: Exported) -> None:
    """
    closures: [{days: 2021-12-24 to 2022-01-03, name: Christmas}]
    milestones:
      a: {workstream: Assets}
      b: {days: any}
      c: {workstream: Assets, on: 2022-01-05}
    """
    assert [(one.name, one.level, one.is_summary) for one in made.project.tasks] == [
        ("b", 1, False),
        ("Assets", 1, True),
        ("a", 2, False),
        ("c", 2, False),
    ]
    standard, every_day = made.project.calendars
    names = [item.name for item in standard.exceptions]
    assert "Christmas" in names
    assert not [name for name in names if name.startswith("Boxing Day") and "2021" in name]
    assert (task(made, "b").calendar, every_day.working) == (2, frozenset(range(7)))


def test_closures_that_overlap_are_exceptions_side_by_side(made: Exported) -> None:
    """
    # the holiday inside is gone; of the days off that go on after it, the rest is left
    closures:
      - {days: 2021-12-24 to 2022-01-03, name: Christmas}
      - {days: 2021-12-30, name: Stocktaking}
      - {days: 2022-01-02 to 2022-01-05, name: Repairs}
    milestones:
      a: {on: 2022-01-10}
    """
    said = [
        (item.first.isoformat(), item.last.isoformat(), item.name)
        for item in made.project.calendars[0].exceptions
        if "2021-12-01" <= item.first.isoformat() <= "2022-02-01"
    ]
    assert said == [
        ("2021-12-24", "2022-01-03", "Christmas"),
        ("2022-01-04", "2022-01-05", "Repairs"),
    ]


def test_a_title_longer_than_a_name_there_is_cut_and_said() -> None:
    plan = parse(f"{HEAD}milestones:\n  a: {{title: {'x' * 600}}}\n".encode())
    made = exported(solve_plan(plan))
    assert task(made, "a").name == "x" * 511 + "…"
    assert fates(made, Fate.CHANGED) == [
        "the title of a: a task's name has 512 characters at most; the rest is cut off"
    ]


def test_what_has_no_place_is_counted(made: Exported) -> None:
    """
    facts: {voluntary_partners: yes}
    milestones:
      a: {owner: Assets, source: S0 4.1, locked: yes}
      b: {owner: Assets, after: {link: a, because: no one is left}}
    """
    why = "a project has no place for it"
    assert fates(made, Fate.LOST) == [
        f"owners (2): {why}",
        f"sources (1): {why}",
        f"milestones that are locked (1): {why}",
        f"reasons of links (1): {why}",
        f"facts (1): {why}",
    ]


def test_a_note_leaves_the_plan_nowhere(made: Exported) -> None:
    """
    milestones:
      told: {on: 2021-09-13, note: SECRET}
    """
    assert "SECRET" not in as_xml(made.project)
    assert fates(made, Fate.LOST) == [
        "notes (1): anything can be typed in a note, so it leaves the plan nowhere"
    ]
