"""The plans that come with earlyhelp read, and say what their READMEs claim."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import earlyhelp
from earlyhelp import Finding, Plan, Severity
from earlyhelp.codes import all_codes
from earlyhelp.files import locate
from earlyhelp.files.load import load_file, parse
from earlyhelp.files.registers.column_maps import shipped_map
from earlyhelp.files.registers.register_files import KINDS
from earlyhelp.findings import Place
from earlyhelp.model.registers import Extension, Future, Registers, Route

if TYPE_CHECKING:
    from tests.conftest import Answer

ROOT = Path(__file__).parent.parent
#: A line of a README's table: the code, and the file and line where its finding stands.
TROUBLE = re.compile(r"\| (EH[456]\d\d) \| `([a-z.]+):(\d+)` \|")


def shipped(name: str) -> Plan:
    return load_file(locate.shipped_file(name), name=name)


def readme(name: str) -> str:
    return (ROOT / "schedules" / name / "README.md").read_text("utf-8")


def rows(plan: Plan) -> Registers:
    assert plan.registers is not None
    return plan.registers


def found(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in earlyhelp.check(plan) if finding.code == code]


@pytest.mark.parametrize("name", locate.shipped())
def test_every_plan_reads_and_has_a_readme(name: str) -> None:
    plan = shipped(name)
    assert plan.id == name
    assert plan.as_at is not None, "what a shipped plan says must not depend on today"
    assert (ROOT / "schedules" / name / "README.md").is_file()


@pytest.mark.parametrize("name", locate.shipped())
@pytest.mark.parametrize("listed", ["property", "partner"])
def test_a_list_of_its_rows_fits_a_window(
    eh: Callable[..., Answer], name: str, listed: str
) -> None:
    answer = eh(listed, "list", "-p", name)
    assert answer.code == 0
    too_wide = [line for line in answer.out.splitlines() if len(line) > 100]
    assert too_wide == []


@pytest.mark.parametrize("name", ["early-help-2021", "children-first-2021"])
def test_every_milestone_of_the_real_plans_names_its_source(name: str) -> None:
    for milestone in shipped(name).milestones:
        assert milestone.source is not None
        assert milestone.is_step or milestone.source.startswith(("S0", "S1"))


def test_the_redesign_of_2021_can_be_met() -> None:
    plan = shipped("early-help-2021")
    assert earlyhelp.solve(plan).feasible
    counts = Counter(finding.severity for finding in earlyhelp.check(plan))
    claimed = r"Exit code 0, (\d+) warnings, (\d+) not known and (\d+) notes"
    said = re.search(claimed, readme("early-help-2021"))
    assert said is not None
    severities = (Severity.ERROR, Severity.WARNING, Severity.NOT_KNOWN, Severity.NOTE)
    assert [counts[item] for item in severities] == [0, *(int(n) for n in said.groups())]


def test_its_registers_hold_as_many_rows_as_its_readme_says() -> None:
    said = readme("early-help-2021")
    registers = rows(shipped("early-help-2021"))
    for register in KINDS:
        if register == "budget":  # the report gives the redesign none
            assert not registers.budget
            continue
        assert f"| `{register}.csv` | {len(getattr(registers, register))} |" in said
    assert f"{len(shipped('early-help-2021').milestones)} milestones" in said


def test_its_readme_speaks_of_every_code_that_is_found() -> None:
    said = readme("early-help-2021")
    plan = shipped("early-help-2021")
    assert {item.code for item in earlyhelp.check(plan)} == set(re.findall(r"EH\d{3}", said))


def test_twelve_of_43_centres_are_retained_and_the_last_is_handed_over_on_20_december() -> None:
    plan = shipped("early-help-2021")
    futures = Counter(centre.future for centre in rows(plan).properties)
    assert futures == {Future.RETAINED: 12, Future.SURPLUS: 22, Future.LEASE: 9}
    handed_over = [item for item in plan.milestones if item.id.endswith(".handed_over")]
    assert len(handed_over) == 31
    days = [item.last_stated_day for item in handed_over]
    assert str(max(day for day in days if day is not None)) == "2021-12-20"
    leads = {link.first for link in plan.links if link.then == "assets.last_handover"}
    assert leads == {"partners.told", *(item.id for item in handed_over)}


def test_partners_were_told_in_the_week_of_13_september() -> None:
    leaving = [row for row in rows(shipped("early-help-2021")).occupations if row.told]
    assert len(leaving) == 41
    assert {str(row.told.when.first) for row in leaving if row.told} == {
        "2021-09-13",
        "2021-09-14",
        "2021-09-15",
        "2021-09-16",
    }


def test_a_few_partners_were_given_longer() -> None:
    registers = rows(shipped("early-help-2021"))
    longer = Counter(row.extension for row in registers.occupations if row.extension)
    assert longer == {Extension.AGREED: 3, Extension.REQUESTED: 1}


@pytest.mark.parametrize("name", ["early-help-2021", "early-help-2021-troubled"])
def test_whatever_is_made_up_says_so(name: str) -> None:
    registers = rows(shipped(name))
    titles = [row.title for row in registers.properties]
    titles += [row.title for row in registers.partners]
    titles += [row.title for row in registers.teams]
    assert all(title.endswith(" (illustrative)") for title in titles)
    assert all(re.fullmatch("[b-z2-9]{6}", case.ref) for case in registers.cases)
    assert "illustrative" in readme(name)


@pytest.mark.parametrize("name", ["early-help-2021", "early-help-2021-troubled"])
def test_a_message_is_from_the_report_or_says_that_it_is_made_up(name: str) -> None:
    messages = rows(shipped(name)).communications
    made_up = [row for row in messages if (row.message or "").endswith("(illustrative)")]
    assert [row.id for row in messages if row not in made_up] == [
        "staff-consultation",
        "partners-vacation",
        "staff-response",
    ]
    assert {row.source for row in made_up} == {"S0 4.3, illustrative"}
    assert all((row.source or "").startswith("S0 4.") for row in messages)


def test_the_families_of_each_centre_that_closes_have_a_letter() -> None:
    registers = rows(shipped("early-help-2021"))
    closing = [row.id for row in registers.properties if row.future is not Future.RETAINED]
    letters = [row for row in registers.communications if row.property]
    assert [row.property for row in letters] == closing
    assert {row.audience for row in letters} == {"families"}


def test_every_open_piece_of_work_has_a_route() -> None:
    registers = rows(shipped("early-help-2021"))
    routes = Counter(case.route for case in registers.cases if case.is_open(None))
    assert set(routes) == set(Route)


TROUBLES = [
    (code, Place(file, int(line), 1))
    for code, file, line in TROUBLE.findall(readme("early-help-2021-troubled"))
]


def test_the_troubled_plan_can_be_met_and_has_errors_even_so() -> None:
    plan = shipped("early-help-2021-troubled")
    assert earlyhelp.solve(plan).feasible
    assert Severity.ERROR in {finding.severity for finding in earlyhelp.check(plan)}


def test_the_troubled_plan_has_one_of_every_kind() -> None:
    """Every code of registers that there is, each once in its README's table."""
    known = [entry.code for entry in all_codes() if entry.code.startswith(("EH4", "EH5", "EH6"))]
    assert [code for code, _ in TROUBLES] == known


@pytest.mark.parametrize(("code", "place"), TROUBLES, ids=[code for code, _ in TROUBLES])
def test_each_trouble_is_found_where_the_readme_says(code: str, place: Place) -> None:
    places = [item.place for item in found(shipped("early-help-2021-troubled"), code)]
    assert (place.file, place.line) in [(at.file, at.line) for at in places if at is not None]


@pytest.mark.parametrize("name", locate.shipped_names("workflows"))
def test_every_step_of_a_shipped_workflow_says_what_whose_and_why(name: str) -> None:
    said = f"format: 1\nid: w\ntitle: W\nnation: england\nworkflows: {{w: {{from: {name}}}}}\n"
    [workflow] = parse(said.encode()).workflows
    for step in workflow.steps:
        assert step.title is not None
        assert step.owner is not None
        assert step.source is not None


def test_a_surplus_centre_has_22_gates_each_with_evidence() -> None:
    said = "format: 1\nid: w\ntitle: W\nnation: england\nworkflows: {w: {from: surplus-centre}}\n"
    [workflow] = parse(said.encode()).workflows
    states = [step.name for step in workflow.steps if not step.needs_evidence]
    assert states == ["service_ended", "vacated", "handed_over"]
    assert len(workflow.steps) == 3 + 22


@pytest.mark.parametrize("name", locate.shipped_names("columns"))
def test_a_list_with_the_headings_of_a_map_is_read(name: str) -> None:
    mapped = shipped_map(name, "cases")
    assert mapped is not None
    assert mapped.dates == "DD/MM/YYYY"
    columns = {ours: theirs for theirs, ours in mapped.ours.items()}
    cells = {"ref": "t7", "kind": "step down", "handover_meeting": "09/12/2021"}
    lines = (columns.values(), (cells.get(column, "") for column in columns))
    table = "".join(",".join(line) + "\n" for line in lines)
    said = "format: 1\nid: c\ntitle: C\nnation: england\n"
    said += f"cases: {{file: list.csv, columns: {name}}}\n"
    [case] = rows(parse(said.encode(), open_file=lambda _: table.encode())).cases
    assert case.ref == "t7"
    assert case.handover_meeting is not None
    assert str(case.handover_meeting.when.first) == "2021-12-09"


def test_its_launch_falls_on_new_years_day_and_is_not_moved() -> None:
    plan = shipped("early-help-2021")
    [finding] = found(plan, "EH202")
    assert finding.subjects == ("offer.launch",)
    assert "Saturday 1 January 2022" in finding.message
    assert "the first working day after it is Tuesday 4 January 2022" in finding.message
    assert plan["offer.launch"].on is not None
    assert earlyhelp.solve(plan).earliest["offer.launch"] == plan["offer.launch"].last_stated_day


def test_the_end_of_october_is_a_sunday() -> None:
    [finding] = found(shipped("early-help-2021"), "EH203")
    assert "the end of October 2021, Sunday 31 October 2021" in finding.message
    assert "Friday 29 October 2021" in finding.message


def test_selection_and_preferencing_have_81_days_and_no_day_of_their_own() -> None:
    messages = [item.message for item in found(shipped("early-help-2021"), "EH102")]
    [about_staff] = [message for message in messages if message.startswith("selection")]
    assert "selection and preferencing have no days of their own" in about_staff
    assert "81 calendar days (56 working days)" in about_staff
    assert "between consultation.response on 12 October 2021 and offer.launch on" in about_staff


def test_selection_can_begin_with_the_response_and_end_with_the_last_working_day() -> None:
    """12 October is the response; Friday 31 December the last working day before the launch."""
    schedule = earlyhelp.solve(shipped("early-help-2021"))
    assert str(schedule.earliest["selection.start"]) == "2021-10-12"
    assert str(schedule.latest["selection.end"]) == "2021-12-31"


def test_the_wider_programme_can_be_met_and_nothing_is_warned_of() -> None:
    plan = shipped("children-first-2021")
    assert earlyhelp.solve(plan).feasible
    found = earlyhelp.check(plan)
    assert {finding.severity for finding in found} == {Severity.NOTE, Severity.NOT_KNOWN}
    assert {finding.code for finding in found} == {"EH821", "EH823"}  # its finance table is damaged


def test_twelve_weeks_from_12_october_are_three_days_too_many() -> None:
    plan = shipped("infeasible-notice")
    [finding] = found(plan, "EH201")
    assert (finding.short_by_days, finding.short_by_working_days) == (3, 1)
    assert [(fix.milestone, fix.field, fix.after, fix.days) for fix in finding.fixes] == [
        ("offer.launch", "on", "2022-01-04", 3),
        ("consultation.response", "on", "2021-10-08", -4),
    ]


FACTS = """  posts_at_risk: 34
  first_dismissal: 2021-12-31
  notice.given: 2021-10-12
  longest_service: 12
"""


def test_what_the_law_asks_of_it_is_not_known_until_the_facts_are() -> None:
    [known] = found(shipped("early-help-2021"), "EH301")
    assert known.severity is Severity.NOT_KNOWN
    assert "Friday 8 October 2021" in known.message
    assert "Saturday 23 October 2021" in known.message
    folder = ROOT / "schedules" / "early-help-2021"
    said = (folder / "plan.yaml").read_bytes() + FACTS.encode()
    plan = parse(said, open_file=lambda name: (folder / name).read_bytes())
    [kept] = found(plan, "EH301")
    assert kept.severity is Severity.NOTE
    assert "kept: consultation.launch on Wednesday 8 September 2021 + 30 calendar" in kept.message
    [past] = found(plan, "EH304")
    assert past.severity is Severity.WARNING
    assert "is Tuesday 4 January 2022, 3 calendar days past offer.launch" in past.message
    assert (
        "it has to begin by Friday 8 October 2021, which is before consultation.r" in past.message
    )


def test_by_the_law_of_2026_it_would_meet_other_rules() -> None:
    plan = shipped("early-help-2021")
    then = {item.message.partition(":")[0] for item in earlyhelp.check(plan)}
    now = earlyhelp.check(plan, rules_as_at=date(2026, 9, 9))
    changed = {item.message.partition(":")[0] for item in now} - then
    assert "Form HR1 is sent online, and not before consultation has begun" in changed
    assert any(item.code == "EH308" and "180 days' pay" in item.message for item in now)
    assert not any("90 days' pay (" in item.message for item in now)
