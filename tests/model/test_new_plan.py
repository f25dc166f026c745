"""A plan to begin with can be met, whatever was answered that can be, and says the answers."""

from __future__ import annotations

from datetime import date, timedelta
from fnmatch import fnmatchcase

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp import Lag, Plan, Severity
from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.files.load import parse
from earlyhelp.model import Length
from earlyhelp.model.new_plan import LAUNCH, PLAN, Answers, new_plan
from earlyhelp.sheet_cells import one_line
from earlyhelp.testing import days, lags

TEXTS = st.text(max_size=40) | st.sampled_from(
    ['a "b" \\ c', "no", "# x", "- y: [z", "x\ny", "£\x85ñ"]
)
TODAY = date(2026, 11, 30)


@st.composite
def said(draw: st.DrawFn) -> Answers:
    """Answers of which each can be kept: the launch is drawn after what has to come first."""
    has_buildings = draw(st.booleans())
    answers = Answers(
        title=draw(TEXTS.filter(one_line)),
        nation=draw(st.sampled_from(NATIONS)),
        organisation=draw(TEXTS),
        consultation=draw(st.none() | days(date(2020, 1, 1), date(2033, 1, 1))),
        consultation_lasts=draw(lags(longest=40)),
        has_buildings=has_buildings,
        has_partners=has_buildings and draw(st.booleans()),
        has_cases=draw(st.booleans()),
    )
    first = earlyhelp.solve(read(answers), as_at=TODAY).earliest[LAUNCH]
    assert first is not None
    later = draw(st.none() | st.integers(0, 400))
    return attrs.evolve(answers, launch=None if later is None else first + timedelta(days=later))


def read(answers: Answers, name: str = "our-redesign") -> Plan:
    """The plan that the new files say."""
    files = new_plan(name, answers, TODAY)
    return parse(files[PLAN].encode(), open_file=lambda file: files[file].encode())


@given(answers=said(), name=st.text(max_size=300))
def test_it_can_be_met_and_has_nothing_wrong_whatever_was_answered(
    answers: Answers, name: str
) -> None:
    plan = read(answers, name)
    assert earlyhelp.solve(plan, as_at=TODAY).feasible
    found = earlyhelp.check(plan, as_at=TODAY)
    assert not [item for item in found if item.severity is Severity.ERROR]
    of_launch = [item for item in found if LAUNCH in item.subjects and item.code == "EH202"]
    assert {item.severity for item in of_launch} <= {Severity.NOTE}


@pytest.mark.parametrize(
    ("name", "plan_id"),
    [
        ("our-redesign", "our-redesign"),
        ("Tŷ Bach & Co", "Ty-Bach-Co"),
        ("Cyngor Sir Gâr", "Cyngor-Sir-Gar"),
        ("2027/28  (draft)", "2027-28-draft"),
        ("早期支援", "plan"),
        ("null", "null"),
        ("NULL", "NULL"),
    ],
)
def test_its_id_is_the_folders_name_in_plain_letters(name: str, plan_id: str) -> None:
    assert read(Answers(title="X", nation="wales"), name).id == plan_id


@given(answers=said())
def test_it_says_the_answers_back(answers: Answers) -> None:
    plan = read(answers)
    assert (plan.title, plan.nation) == (answers.title, answers.nation)
    assert (plan.organisation or "") == answers.organisation
    [consultation] = plan.stages
    assert consultation.length == Length.parse(f"at least {answers.consultation_lasts}")
    begins = consultation.start.done or consultation.start.on
    assert (begins.when.first if begins else None) == answers.consultation
    launch = plan[LAUNCH].on
    assert (launch.when.first if launch else None) == answers.launch
    assert {workflow.name for workflow in plan.workflows} == {
        *(("handover",) if answers.has_buildings else ()),
        *(("leaving",) if answers.has_partners else ()),
    }
    assert ("cases.routed" in plan) == answers.has_cases


@given(answers=said())
def test_every_register_that_is_named_is_there_and_no_other_and_no_row_is_made_up(
    answers: Answers,
) -> None:
    files = new_plan("our-redesign", answers, TODAY)
    registers = {file for file in files if file.endswith(".csv")}
    assert registers == {line.split()[1] for line in files[PLAN].splitlines() if ".csv" in line}
    assert all(files[file].count("\n") == 1 for file in registers)


@pytest.mark.parametrize(
    "name",
    [
        *("cases.csv", "cases.xlsx", "cases.key.csv"),
        *("cases-LAPTOP.csv", "cases (1).xlsx", "cases.key (conflicted copy 2021-09-16).csv"),
        "cases.sync-conflict-20210916-101112-ABCDEFG.csv",
        *(".journal.csv.lock", ".days.csv.k3xw_p1q.eh-part"),
    ],
)
def test_open_work_stays_out_of_version_control_and_so_does_every_copy_of_it(name: str) -> None:
    files = new_plan("x", Answers(title="X", nation="england", launch=date(2027, 6, 1)), TODAY)
    ignored = files[".gitignore"].splitlines()
    assert any(fnmatchcase(name, line) for line in ignored)
    for kept in (PLAN, "journal.csv", "properties.csv", "journal-LAPTOP.csv"):
        assert not any(fnmatchcase(kept, line) for line in ignored)


def test_what_people_then_fill_in_goes_through_the_workflows() -> None:
    """A building, who leaves it and a piece of open work, under the headings that are there."""
    files = new_plan("x", Answers(title="X", nation="england", launch=date(2027, 6, 1)), TODAY)
    rows = {
        "properties.csv": {
            "id": "elm",
            "name": "Elm Road",
            "future": "surplus",
            "vacated": "2027-05-04",
        },
        "partners.csv": {"id": "food", "name": "Food bank", "sector": "voluntary"},
        "occupations.csv": {"property": "elm", "partner": "food", "notice": "3 months"},
        "teams.csv": {"id": "north", "base": "elm", "capacity": "40"},
        "cases.csv": {"ref": "x1", "team": "north", "route": "close", "setting": "elm"},
    }
    for file, row in rows.items():
        columns = files[file].strip().split(",")
        assert row.keys() <= set(columns)
        files[file] += ",".join(row.get(column, "") for column in columns) + "\n"
    plan = parse(files[PLAN].encode(), open_file=lambda file: files[file].encode())
    schedule = earlyhelp.solve(plan, as_at=TODAY)
    assert schedule.feasible
    assert {"elm.handed_over", "elm.food.out"} <= set(schedule.earliest)
    assert [link.first for link in plan.links if link.then == "assets.last_handover"] == [
        "partners.told",
        "elm.handed_over",
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"title": " \n"}, "a plan has a title"),
        ({"title": "X", "has_buildings": False}, "partners move out of buildings"),
    ],
)
def test_answers_that_no_plan_can_say_do_not_exist(answers: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Answers(nation="wales", **answers)  # type: ignore[arg-type]


def test_a_consultation_that_has_begun_is_a_fact_and_one_of_today_is_planned() -> None:
    for day, key in ((date(2026, 11, 27), "done"), (TODAY, "on")):
        plan = read(Answers(title="X", nation="wales", consultation=day, consultation_lasts=Lag(1)))
        assert plan["consultation.start"].stated_as == key
