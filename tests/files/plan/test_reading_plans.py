"""What a plan file says of the plan itself: its head, closures, facts and settings."""

from __future__ import annotations

from datetime import date

import pytest

from earlyhelp import Finding, Lag, Plan, Unit
from earlyhelp.dates.calendar import Closure
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Days

Problems = tuple[Finding, ...]

SMALLEST = b"format: 1\nid: move\ntitle: The move\nnation: wales\n"


def codes(data: bytes) -> list[str]:
    """The codes of everything that is wrong with a plan file."""
    with pytest.raises(UnreadablePlanError) as refused:
        parse(data)
    return [finding.code for finding in refused.value.findings]


def test_four_lines_are_a_plan() -> None:
    plan = parse(SMALLEST)
    assert (plan.id, plan.title, plan.nation) == ("move", "The move", "wales")
    assert plan.calendar.nation == "wales"
    assert (plan.milestones, plan.stages, plan.links) == ((), (), ())
    assert plan.as_at is None
    assert plan.organisation is None
    assert plan.days is Days.WORKING
    assert not plan.facts


@pytest.mark.parametrize("key", ["format", "id", "title", "nation"])
def test_each_of_the_four_lines_is_needed(key: str) -> None:
    lines = [line for line in SMALLEST.splitlines() if not line.startswith(key.encode())]
    with pytest.raises(UnreadablePlanError) as refused:
        parse(b"\n".join(lines))
    [finding] = refused.value.findings
    assert finding.code == "EH016"
    assert f"the plan does not say its {key}: add `{key}: " in finding.message


@pytest.mark.parametrize("key", ["format", "id", "title", "nation"])
@pytest.mark.parametrize("nothing", ["", " ~", " null", " {}", " # later"])
def test_a_needed_line_without_a_value_is_missing(key: str, nothing: str) -> None:
    lines = [
        f"{key}:{nothing}" if line.startswith(key) else line
        for line in SMALLEST.decode().splitlines()
    ]
    assert codes("\n".join(lines).encode()) == ["EH016"]


def test_the_problems_of_a_plan_that_says_nothing_right_are_all_told() -> None:
    wrong = b"format: 2\nid: a plan\ntitle: [x]\nnation: cornwall\n"
    assert codes(wrong) == ["EH018", "EH017", "EH006", "EH018"]


@pytest.mark.parametrize("nation", ["england", "wales", "scotland", "northern-ireland"])
def test_a_plan_names_one_of_four_nations(nation: str) -> None:
    assert parse(SMALLEST.replace(b"wales", nation.encode())).nation == nation


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("englnd", "england"), ("Scotland", "scotland"), ("northern_ireland", "northern-ireland")],
)
def test_a_nation_that_is_misspelt_is_asked_about(typed: str, meant: str) -> None:
    with pytest.raises(UnreadablePlanError, match=f'did you mean "{meant}"'):
        parse(SMALLEST.replace(b"wales", typed.encode()))


def test_what_else_a_plan_says_of_itself(plan: Plan) -> None:
    """
    organisation: A   County
      Council
    as_at: 2021-09-17
    days: any
    source: Cabinet report
    note: A first draft
    """
    assert plan.organisation == "A County Council"
    assert plan.as_at == date(2021, 9, 17)
    assert plan.as_at_place == Place("plan.yaml", 3, 8)
    assert plan.days is Days.ANY


def test_the_as_at_day_is_one_day(problems: Problems) -> None:
    """
    as_at: 2021-09
    """
    [finding] = problems
    assert finding.code == "EH007"
    assert "takes one day" in finding.message


def test_days_are_working_or_any(problems: Problems) -> None:
    """
    days: workng
    """
    [finding] = problems
    assert finding.code == "EH018"
    assert 'did you mean "working"?' in finding.message


def test_closures_are_days_and_ranges_with_or_without_a_name(plan: Plan) -> None:
    """
    closures:
      - days: 2021-12-29 to 2021-12-31
        name: Christmas closure
      - 2022-02-14
      - {days: week of 2022-04-11}
      - 2022-08
    """
    assert plan.calendar.closures == (
        Closure(first=date(2021, 12, 29), last=date(2021, 12, 31), name="Christmas closure"),
        Closure(first=date(2022, 2, 14), last=date(2022, 2, 14), name="closure"),
        Closure(first=date(2022, 4, 11), last=date(2022, 4, 15), name="closure"),
        Closure(first=date(2022, 8, 1), last=date(2022, 8, 31), name="closure"),
    )


def test_one_closure_needs_no_list(plan: Plan) -> None:
    """
    closures: 2021-12-29
    """
    [closure] = plan.calendar.closures
    assert closure.first == closure.last == date(2021, 12, 29)


def test_no_closures_are_none(plan: Plan) -> None:
    """
    closures:
    """
    assert plan.calendar.closures == ()


def test_every_closure_that_is_wrong_is_told(problems: Problems) -> None:
    """
    closures:
      - days: 2021-12-31 to 2021-12-29
      - days: 2021-12-32
      - days: 1960-01-01
      - days: end of 2021-12
      - name: Christmas
      - name: Easter
        days:
      -
      - days: 2021-12-29
        nam: Christmas
      - [2021-12-29, 2021-12-31]
    """
    assert [(item.code, item.place and item.place.line) for item in problems] == [
        ("EH007", 2),
        ("EH007", 3),
        ("EH008", 4),
        ("EH021", 5),
        ("EH021", 6),
        ("EH021", 8),
        ("EH021", 9),
        ("EH005", 11),
        ("EH006", 12),
    ]


def test_closures_are_a_list(problems: Problems) -> None:
    """
    closures:
      days: 2021-12-29 to 2021-12-31
      name: Christmas
    """
    [finding] = problems
    assert finding.code == "EH006"
    assert finding.message == "`closures` takes a list"


def test_closures_leave_a_working_day(problems: Problems) -> None:
    """
    closures: 1970-01-01 to 2099-12-31
    """
    assert [finding.code for finding in problems] == ["EH019"]


def test_facts_are_texts_lists_and_mappings_as_typed(plan: Plan) -> None:
    """
    facts:
      posts_at_risk: {main-office: 34, north: 010}
      voluntary_partners: yes
      consulted: [staff, 'the unions']
      panel: 12:30
    """
    assert {name: fact.value for name, fact in plan.facts.items()} == {
        "posts_at_risk": {"main-office": "34", "north": "010"},
        "voluntary_partners": "yes",
        "consulted": ("staff", "the unions"),
        "panel": "12:30",
    }
    assert plan.facts["panel"].place == Place("plan.yaml", 5, 3)


def test_settings_have_their_own_units(plan: Plan) -> None:
    """
    settings:
      low_float: 2 weeks
      call_in: 7 working days
      clear_days_basis: s243
    """
    assert plan.settings.low_float == Lag(2, Unit.WEEKS)
    assert plan.settings.call_in == Lag(7, Unit.WORKING_DAYS)
    assert plan.settings.clear_days_basis == "s243"


def test_settings_that_nobody_states_are_the_usual_ones(plan: Plan) -> None:
    """
    settings:
    """
    assert plan.settings.low_float == Lag(5, Unit.WORKING_DAYS)
    assert plan.settings.call_in is None
    assert plan.settings.clear_days_basis == "working"


def test_every_setting_that_is_wrong_is_told(problems: Problems) -> None:
    """
    settings:
      low_flot: 3 weeks
      low_float: 3 days
      call_in: seven working days
      clear_days_basis: calendar
    """
    assert [finding.code for finding in problems] == ["EH005", "EH010", "EH009", "EH018"]
    assert 'did you mean "low_float"?' in problems[0].message
    assert 'write "3 calendar days" or "3 working days"' in problems[1].message


@pytest.mark.parametrize("section", ["milestones", "stages", "facts", "settings"])
def test_a_section_is_keys_and_values(section: str) -> None:
    assert codes(SMALLEST + f"{section}: [a, b]\n".encode()) == ["EH006"]
    assert codes(SMALLEST + f"{section}: a\n".encode()) == ["EH006"]
    assert parse(SMALLEST + f"{section}:\n".encode()).id == "move"
    assert parse(SMALLEST + f"{section}: {{}}\n".encode()).id == "move"


@pytest.mark.parametrize("key", ["title", "organisation", "as_at", "days", "nation", "id"])
def test_a_value_is_one_value(key: str) -> None:
    lines = [line for line in SMALLEST.splitlines() if not line.startswith(key.encode())]
    head = b"\n".join([*lines, b""])
    assert "EH006" in codes(head + f"{key}: {{a: b, c: d}}\n".encode())
    assert codes(head + f"{key}: [a]\n".encode()) == ["EH006"]
