"""Buildings that are left: what is found, on the day it begins to be found, and not before."""

from __future__ import annotations

from textwrap import dedent

import pytest

from earlyhelp import Finding
from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse
from earlyhelp.findings import Severity

HEAD = "format: 1\nid: story\ntitle: A story\nnation: england\n"
#: What a centre goes through, without links: these stories are about days alone.
HANDOVER = """\
workflows:
  handover:
    for: property.future is not retained
    steps:
      service_ended: {}
      records_swept: {evidence: required}
      vacated: {}
      handed_over: {}
      accepted: {}
  leaving:
    for: each occupation
    steps:
      out: {}
"""
#: A centre of which nothing is left to be said.
READY = "id: elm, name: Elm Road, future: surplus, notified: 2021-09-10"


def ask(text: str) -> list[Finding]:
    """What the checks of properties find in a plan."""
    _, findings = check_plan(parse((HEAD + dedent(text)).encode()))
    return [finding for finding in findings if finding.code.startswith("EH4")]


def find(code: str, text: str) -> list[Finding]:
    """What one check finds."""
    return [finding for finding in ask(text) if finding.code == code]


def elm(code: str, says: str, *, also: str = "", as_at: str = "2021-09-17") -> list[Finding]:
    """What one check finds in a plan with one surplus centre, Elm Road."""
    row = f"properties:\n  - {{{READY}, {says}}}\n"
    return find(code, f"as_at: {as_at}\n{HANDOVER}{row}{dedent(also)}\n")


def messages(findings: list[Finding]) -> list[str]:
    return [finding.message for finding in findings]


def test_a_healthy_plan_gets_no_finding() -> None:
    assert not ask(f"""\
as_at: 2021-12-17
milestones:
  assets.last_handover: {{expected: 2021-12-20}}
  offer.launch: {{on: 2022-01-04}}
{HANDOVER}
    limits:
      - no more than 1 out a week
properties:
  - {{id: ash, future: retained, capacity: 4}}
  - id: elm
    name: Elm Road
    future: surplus
    notified: 2021-09-10
    interim_venue: village hall
    done:service_ended: 2021-12-03
    done:records_swept: 2021-12-06
    evidence:records_swept: sweep certificate of 6 December
    done:vacated: 2021-12-06
    done:handed_over: 2021-12-08
    done:accepted: 2021-12-10
  - id: oak
    name: Oak Lane
    future: lease
    notified: 2021-09-10
    interim_venue: Ash
    service_ended: 2021-12-17
    records_swept: 2021-12-20
    vacated: 2021-12-20
    handed_over: 2021-12-20
    accepted: 2021-12-22
partners:
  - {{id: nursery, name: Seashell Nursery}}
occupations:
  - {{property: oak, partner: nursery, out: 2021-12-20, extension: refused, extended_to: 2022-03-31}}
""")


# EH401: the states come in their order


@pytest.mark.parametrize(
    ("says", "message"),
    [
        (
            "service_ended: 2021-12-10, vacated: 2021-12-09",
            (
                "Elm Road: vacated on Thursday 9 December 2021, but its service ends only on "
                "Friday 10 December 2021, 1 day later"
            ),
        ),
        (
            "vacated: 2021-12-10, handed_over: 2021-12-09",
            (
                "Elm Road: handed over on Thursday 9 December 2021, but vacated only on "
                "Friday 10 December 2021, 1 day later"
            ),
        ),
        (
            "handed_over: 2021-12-10, accepted: 2021-12-06",
            (
                "Elm Road: accepted on Monday 6 December 2021, but handed over only on "
                "Friday 10 December 2021, 4 days later"
            ),
        ),
        (
            "accepted: 2021-12-10, disposed: 2021-12-09",
            (
                "Elm Road: disposed of on Thursday 9 December 2021, but accepted only on "
                "Friday 10 December 2021, 1 day later"
            ),
        ),
        (
            "handed_over: 2021-12-10, disposed: 2021-12-09",
            (
                "Elm Road: disposed of on Thursday 9 December 2021, but handed over only on "
                "Friday 10 December 2021, 1 day later"
            ),
        ),
    ],
)
def test_a_state_before_the_one_that_it_follows(says: str, message: str) -> None:
    [finding] = elm("EH401", says)
    assert message == finding.message
    assert finding.severity is Severity.ERROR
    assert finding.subjects == ("elm",)


def test_two_states_can_fall_on_one_day() -> None:
    day = "2021-12-10"
    says = f"service_ended: {day}, vacated: {day}, handed_over: {day}, accepted: {day}"
    assert not elm("EH401", f"{says}, disposed: {day}")


def test_a_state_without_a_day_does_not_hide_the_order_of_the_others() -> None:
    [finding] = elm("EH401", "service_ended: 2021-12-10, handed_over: 2021-12-08")
    assert finding.short_by_days == 2


def test_each_state_is_compared_with_the_last_day_of_all_before_it() -> None:
    """It is vacated only after both others, though these two are in their order."""
    says = "vacated: 2021-12-20, handed_over: 2021-12-08, accepted: 2021-12-10"
    assert [finding.short_by_days for finding in elm("EH401", says)] == [12, 10]


def test_of_two_states_on_one_day_the_nearer_is_said() -> None:
    says = "vacated: 2021-12-10, handed_over: 2021-12-10, accepted: 2021-12-08"
    [finding] = elm("EH401", says)
    assert "but handed over only on Friday 10 December 2021" in finding.message


@pytest.mark.parametrize(
    ("vacated", "handed_over", "short_by"),
    [
        ("week of 2021-12-13", "2021-12-13", None),
        ("week of 2021-12-13", "2021-12-12", 1),
        ("2021-12-17", "week of 2021-12-13", None),
        ("2021-12-18", "week of 2021-12-13", 1),
        ("end of 2021-12", "2021-11-01", None),  # it can be long before the end of the month
        ("2022-01-01", "end of 2021-12", 1),
        ("2021-12-31", "end of 2021-12", None),
    ],
)
def test_what_is_only_roughly_known_is_wrong_only_if_every_day_of_it_is(
    vacated: str, handed_over: str, short_by: int | None
) -> None:
    found = elm("EH401", f"vacated: {vacated}, handed_over: {handed_over}")
    assert [finding.short_by_days for finding in found] == ([short_by] if short_by else [])
    assert all("at least 1 day later" in finding.message for finding in found)


def test_a_lease_can_be_signed_before_the_building_is_handed_over() -> None:
    says = "name: Elm Road, handed_over: 2021-12-10, disposed: 2021-12-01"
    plan = f"{HANDOVER}properties:\n  - {{id: elm, future: FUTURE, {says}}}\n"
    assert not find("EH401", plan.replace("FUTURE", "lease"))
    assert find("EH401", plan.replace("FUTURE", "surplus"))


def test_a_state_that_is_done_while_those_before_it_have_no_day() -> None:
    [finding] = elm("EH401", "'done:handed_over': 2021-09-16")
    expected = (
        "Elm Road: handed over on Thursday 16 September 2021, but no day says when its service "
        "ended or when it was vacated"
    )
    assert expected == finding.message
    [finding] = elm("EH401", "'done:handed_over': 2021-09-16, 'done:accepted': 2021-09-17")
    assert "accepted on Friday 17 September 2021, but no day says when its" in finding.message


def test_a_state_is_not_left_out_if_it_has_any_day_or_is_no_step() -> None:
    says = "service_ended: 2021-09-10, vacated: 2021-09-13, 'done:handed_over': 2021-09-16"
    assert not elm("EH401", says)
    only_two = """
    workflows:
      handover: {steps: {handed_over: {}, accepted: {}}}
    properties:
      - {id: elm, future: surplus, 'done:handed_over': 2021-09-16}
    """
    assert not find("EH401", only_two)


def test_nothing_is_left_out_before_what_is_only_expected() -> None:
    assert not elm("EH401", "handed_over: 2021-12-16")


def test_a_retained_property_has_nothing_to_leave() -> None:
    assert not ask("""
    as_at: 2021-09-17
    milestones:
      assets.last_handover: {expected: 2021-12-01}
      offer.launch: {on: 2022-01-04}
    workflows:
      handover: {steps: {vacated: {}, handed_over: {}}}
    properties:
      - {id: ash, future: retained, vacated: 2021-12-20, handed_over: 2021-12-10, monthly_cost: 9}
      - {id: fir, future: retained}
    """)


# EH402: a gate is passed once somebody has shown it


def test_a_gate_that_nobody_has_shown() -> None:
    [finding] = elm("EH402", "'done:records_swept': 2021-09-10")
    expected = (
        "elm.records_swept is recorded as done on Friday 10 September 2021, but without evidence: "
        "a gate is passed only once somebody has shown it"
    )
    assert expected == finding.message
    assert finding.severity is Severity.ERROR


def test_a_gate_that_was_shown_and_a_step_that_is_no_gate() -> None:
    shown = "'done:records_swept': 2021-09-10, 'evidence:records_swept': certificate"
    assert not elm("EH402", f"{shown}, 'done:vacated': 2021-09-10")


# EH403: nobody signs for a building without a records sweep


@pytest.mark.parametrize(("swept", "late"), [("2021-12-13", []), ("2021-12-14", [1])])
def test_records_are_swept_by_the_day_of_the_handover(swept: str, late: list[int]) -> None:
    found = elm("EH403", f"handed_over: 2021-12-13, records_swept: {swept}")
    assert late == [finding.short_by_days for finding in found]


def test_records_that_are_swept_after_the_handover_are_said_with_both_days() -> None:
    [finding] = elm("EH403", "handed_over: 2021-12-13, records_swept: 2021-12-16")
    expected = (
        "Elm Road is handed over on Monday 13 December 2021, and its records are swept only on "
        "Thursday 16 December 2021, 3 days later"
    )
    assert expected == finding.message
    assert finding.severity is Severity.ERROR


def test_a_handover_is_done_and_the_sweep_is_not() -> None:
    for sweep in ("", ", records_swept: 2021-09-14"):
        [finding] = elm("EH403", f"'done:handed_over': 2021-09-16{sweep}")
        expected = (
            "Elm Road was handed over on Thursday 16 September 2021, and its records are not "
            "recorded as swept"
        )
        assert expected == finding.message


def test_a_sweep_that_nobody_has_shown_is_said_once() -> None:
    says = "'done:handed_over': 2021-09-16, 'done:records_swept': 2021-09-16"
    assert elm("EH402", says)
    assert not elm("EH403", says)
    too_late = "'done:handed_over': 2021-09-15, 'done:records_swept': 2021-09-16"
    assert [finding.short_by_days for finding in elm("EH403", too_late)] == [1]


def test_a_sweep_is_not_missed_before_a_handover_that_is_still_to_come_or_has_no_day() -> None:
    assert not elm("EH403", "handed_over: 2021-12-13")
    assert not elm("EH403", "records_swept: 2021-12-13")


def test_a_workflow_without_a_sweep_or_an_acceptance_is_said_once_for_all_it_is_for() -> None:
    found = ask("""
    workflows:
      handover:
        for: property.future is surplus
        steps: {handed_over: {}}
      letting:
        for: property.future is lease
        steps: {handed_over: {}, records_swept: {}, accepted: {}}
    properties:
      - {id: elm, future: surplus, notified: 2021-09-10, handed_over: 2021-12-13}
      - {id: oak, future: surplus, notified: 2021-09-10, handed_over: 2021-12-13}
      - {id: fir, future: lease, notified: 2021-09-10, handed_over: 2021-12-13}
    """)
    assert messages(found) == [
        "no records sweep comes before the handover of elm and oak: there is no step records_swept",
        "nobody is asked to accept elm and oak after the handover: there is no step accepted",
    ]
    assert {finding.subjects for finding in found} == {("elm", "oak")}
    assert {finding.place.line for finding in found if finding.place} == {9}
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING]


def test_a_handover_that_no_workflow_asks_for_is_said_at_the_row() -> None:
    [finding] = find(
        "EH403",
        """
        milestones:
          elm.handed_over: {expected: 2021-12-13}
        properties:
          - {id: elm, future: surplus}
        """,
    )
    assert finding.place is not None
    assert finding.place.line == 9


# EH404: partners are out before the building is left


def partners(says: str, row: str, **plan: str) -> list[Finding]:
    """What is found of one partner in Elm Road."""
    also = f"""
    partners:
      - {{id: nursery, name: Seashell Nursery}}
    occupations:
      - {{property: elm, partner: nursery, {row}}}
    """
    return elm("EH404", says, also=also, **plan)


@pytest.mark.parametrize(("out", "late"), [("2021-12-13", []), ("2021-12-14", [1])])
@pytest.mark.parametrize("state", ["vacated", "handed_over"])
def test_a_partner_is_out_by_the_day_the_property_is_left(
    state: str, out: str, late: list[int]
) -> None:
    found = partners(f"{state}: 2021-12-13", f"out: {out}")
    assert late == [finding.short_by_days for finding in found]


def test_a_partner_that_goes_too_late_is_said_with_both_days() -> None:
    [finding] = partners("vacated: 2021-12-13, handed_over: 2021-12-20", "out: 2021-12-17")
    expected = (
        "Seashell Nursery is out of Elm Road only on Friday 17 December 2021, 4 days after the "
        "property is vacated on Monday 13 December 2021"
    )
    assert expected == finding.message
    assert finding.subjects == ("elm.nursery",)
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("extension", "words"),
    [
        ("extension: requested, ", "has asked to stay"),
        ("extension: agreed, ", "has an extension to stay"),
        ("", "has asked, or has been allowed, to stay"),
    ],
)
def test_an_extension_beyond_the_day_of_the_property(extension: str, words: str) -> None:
    [finding] = partners("vacated: 2021-12-13", f"{extension}extended_to: 2021-12-17")
    expected = (
        f"Seashell Nursery {words} in Elm Road to Friday 17 December 2021, 4 days after the "
        "property is vacated on Monday 13 December 2021"
    )
    assert expected == finding.message
    assert not partners("vacated: 2021-12-17", f"{extension}extended_to: 2021-12-17")


def test_an_extension_that_was_refused_or_is_over_does_not_count() -> None:
    assert not partners("vacated: 2021-12-13", "extension: refused, extended_to: 2021-12-17")
    out = "extension: agreed, extended_to: 2021-12-17, 'done:out': 2021-09-16"
    assert not partners("vacated: 2021-12-13", out)


def test_of_the_day_out_and_the_extension_the_later_is_said() -> None:
    row = "out: 2021-12-15, extension: requested, extended_to: 2021-12-17"
    assert [finding.short_by_days for finding in partners("vacated: 2021-12-13", row)] == [4]
    row = "out: 2021-12-20, extension: requested, extended_to: 2021-12-17"
    assert [finding.short_by_days for finding in partners("vacated: 2021-12-13", row)] == [7]


def test_the_earlier_of_vacated_and_handed_over_counts_and_a_fact_before_any_forecast() -> None:
    """That they are in the wrong order is another finding."""
    says = "vacated: 2021-12-20, handed_over: 2021-12-13"
    [finding] = partners(says, "out: 2021-12-17")
    assert "handed over on Monday 13 December 2021" in finding.message
    says = "vacated: 2021-12, handed_over: 2021-12-13"
    [finding] = partners(says, "out: 2021-12-17")
    assert "handed over on Monday 13 December 2021" in finding.message
    says = "'done:vacated': 2021-09-16, handed_over: 2021-09-15"
    [finding] = partners(says, "")
    assert "vacated on Thursday 16 September 2021" in finding.message


@pytest.mark.parametrize("row", ["", "out: 2021-09-14", "out: 2021-09-15"])
def test_a_property_is_left_and_a_partner_is_not_recorded_as_out(row: str) -> None:
    [finding] = partners("'done:vacated': 2021-09-15", row)
    expected = (
        "Elm Road was vacated on Wednesday 15 September 2021, and Seashell Nursery is not "
        "recorded as out"
    )
    assert expected == finding.message


def test_nothing_is_said_of_a_partner_that_is_out_or_has_no_day_yet_or_stays() -> None:
    assert not partners("'done:vacated': 2021-09-15", "'done:out': 2021-09-15")
    assert not partners("vacated: 2021-12-13", "")
    assert not partners("", "out: 2021-12-13")
    stays = """
    workflows:
      letting: {steps: {vacated: {}}}
    properties:
      - {id: elm, future: lease, 'done:vacated': 2021-09-15}
    partners:
      - {id: health, sector: nhs}
    occupations:
      - {property: elm, partner: health, agreement: lease}
    """
    assert not find("EH404", stays)


# EH405: somebody takes over


@pytest.mark.parametrize(
    ("as_at", "waits"), [("2021-12-15", None), ("2021-12-16", "1 day"), ("2022-01-10", "26 days")]
)
def test_from_the_day_after_the_handover_somebody_should_have_accepted(
    as_at: str, waits: str | None
) -> None:
    found = elm("EH405", "'done:handed_over': 2021-12-15", as_at=as_at)
    assert bool(found) is (waits is not None)
    for finding in found:
        assert f"and nobody has accepted it: {waits} up to " in finding.message
        assert finding.severity is Severity.WARNING


def test_how_long_a_property_waits_is_said_at_the_least() -> None:
    rough = "'done:handed_over': week of 2021-12-13"
    assert not elm("EH405", rough, as_at="2021-12-17")
    assert elm("EH405", rough, as_at="2021-12-18")
    [finding] = elm("EH405", "'done:handed_over': week of 2021-12-13", as_at="2021-12-20")
    expected = (
        "Elm Road was handed over in the week of Monday 13 December 2021, and nobody has accepted "
        "it: at least 3 days up to 20 December 2021"
    )
    assert expected == finding.message


def test_what_is_accepted_or_not_handed_over_yet_waits_for_nobody() -> None:
    accepted = "'done:handed_over': 2021-12-15, 'done:accepted': 2021-12-17"
    assert not elm("EH405", accepted, as_at="2021-12-20")
    assert not elm("EH405", "handed_over: 2021-12-15", as_at="2021-12-20")


def test_an_acceptance_without_evidence_is_said_once() -> None:
    found = ask("""
    as_at: 2021-12-20
    workflows:
      handover: {steps: {records_swept: {}, handed_over: {}, accepted: {evidence: required}}}
    properties:
      - id: elm
        future: surplus
        notified: 2021-09-10
        done:records_swept: 2021-12-10
        done:handed_over: 2021-12-13
        done:accepted: 2021-12-15
    """)
    assert [finding.code for finding in found] == ["EH402"]


# EH406: the last handover is the last one


@pytest.mark.parametrize(
    ("last", "handed_over", "late"),
    [
        ("2021-12-20", "2021-12-20", []),
        ("2021-12-20", "2021-12-21", [1]),
        ("end of 2021-12", "2021-12-31", []),
        ("end of 2021-12", "2022-01-01", [1]),
    ],
)
def test_no_property_is_handed_over_after_the_last(
    last: str, handed_over: str, late: list[int]
) -> None:
    milestone = f"milestones:\n  assets.last_handover: {{expected: {last}}}"
    found = elm("EH406", f"handed_over: {handed_over}", also=milestone)
    assert late == [finding.short_by_days for finding in found]


def test_a_plan_can_give_the_last_handover_a_name_of_its_own() -> None:
    also = """
    settings: {last_handover: centres.gone}
    milestones:
      centres.gone: {on: 2021-12-20}
    """
    [finding] = elm("EH406", "handed_over: 2021-12-22", also=also)
    expected = (
        "Elm Road is handed over on Wednesday 22 December 2021, 2 days after the day of "
        "centres.gone, Monday 20 December 2021"
    )
    assert expected == finding.message
    assert finding.severity is Severity.ERROR
    assert finding.subjects == ("elm", "centres.gone")


def test_without_a_day_for_the_last_handover_nothing_is_after_it() -> None:
    assert not elm("EH406", "handed_over: 2021-12-22")
    undated = "milestones:\n  assets.last_handover: {}"
    assert not elm("EH406", "handed_over: 2021-12-22", also=undated)


# EH407: the service has a place until the new one begins

LAUNCH = "milestones:\n  offer.launch: {on: 2022-01-04}\n"


@pytest.mark.parametrize(("ends", "gap"), [("2022-01-04", []), ("2022-01-03", [1])])
@pytest.mark.parametrize("step", ["service_ended", "vacated"])
def test_a_service_ends_before_the_launch(step: str, ends: str, gap: list[int]) -> None:
    found = elm("EH407", f"{step}: {ends}", also=LAUNCH)
    assert gap == [finding.short_by_days for finding in found]


def test_a_gap_is_said_with_its_days_and_the_closures_in_it() -> None:
    closures = """
    closures:
      - {days: 2021-12-08 to 2021-12-10, name: staff training}
      - {days: 2021-12-09, name: day before}
      - {days: 2021-12-29 to 2022-01-05, name: Christmas closure}
      - {days: 2022-01-03, name: moving day}
      - {days: 2022-01-04, name: opening day}
    """
    also = LAUNCH + dedent(closures)
    [finding] = elm("EH407", "service_ended: 2021-12-10, vacated: 2021-12-15", also=also)
    expected = (
        "Elm Road has no interim venue: its service ends on Friday 10 December 2021 and the new "
        "service begins on Tuesday 4 January 2022, which leaves 25 calendar days without a place, "
        "with the staff training (10 December 2021), the Christmas closure (29 December 2021 to "
        "3 January 2022) and the moving day (3 January 2022) among them"
    )
    assert expected == finding.message
    assert finding.severity is Severity.WARNING


def test_a_property_whose_service_has_no_day_is_taken_as_vacated() -> None:
    [finding] = elm("EH407", "vacated: 2021-12-10", also=LAUNCH)
    assert "Elm Road has no interim venue: it is vacated on Friday 10 December" in finding.message


def test_a_service_with_an_interim_venue_has_a_place() -> None:
    assert not elm("EH407", "service_ended: 2021-12-10, interim_venue: church hall", also=LAUNCH)


def test_a_launch_that_is_only_roughly_known_leaves_a_gap_at_the_least() -> None:
    launch = "milestones:\n  offer.launch: {expected: week of 2022-01-10}"
    [finding] = elm("EH407", "service_ended: 2022-01-07", also=launch)
    assert "which leaves at least 3 calendar days without" in finding.message
    assert not elm("EH407", "service_ended: 2022-01-10", also=launch)
    closed = "closures:\n  - {days: 2021-12-15, name: staff day}\n"
    [finding] = elm("EH407", "service_ended: 2021-12", also=LAUNCH + closed)
    assert finding.message.endswith("which leaves at least 4 calendar days without a place")
    assert not elm("EH407", "service_ended: 2022-01", also=LAUNCH)


@pytest.mark.parametrize("own", ["", ", expected: end of 2022-01"])
def test_a_launch_without_a_day_begins_as_early_as_it_can(own: str) -> None:
    launch = f"milestones:\n  offer.launch: {{not_before: 2022-01-04{own}}}"
    [finding] = elm("EH407", "service_ended: 2022-01-03", also=launch)
    expected = (
        "the new service can begin on Tuesday 4 January 2022 at the earliest, which leaves at "
        "least 1 calendar day without a place"
    )
    assert expected in finding.message


def test_without_a_launch_there_is_no_gap() -> None:
    assert not elm("EH407", "service_ended: 2021-12-10")
    nobody_knows = f"""
    milestones:
      offer.launch: {{}}
    {HANDOVER.replace(chr(10), chr(10) + "    ")}
    properties:
      - {{id: elm, future: surplus, service_ended: 2021-12-10}}
    """
    assert not find("EH407", nobody_knows)


# EH408: no more than so many in a time


def limited(limit: str, *stated: str) -> list[Finding]:
    """What is found of as many centres, handed over on these days."""
    rows = "".join(
        f"  - {{id: c-{number}, future: surplus, handed_over: {day}}}\n"
        for number, day in enumerate(stated, start=1)
    )
    steps = "steps: {handed_over: {}}"
    return find(
        "EH408",
        f"workflows:\n  handover:\n    {steps}\n    limits: [{limit}]\nproperties:\n{rows}",
    )


@pytest.mark.parametrize(
    ("limit", "stated", "period"),
    [
        ("a week", ("2021-12-13", "2021-12-19"), "the week of Monday 13 December 2021"),
        ("a week", ("2021-12-12", "2021-12-13"), None),
        ("a week", ("2021-12-19", "2021-12-20"), None),
        ("a week", ("1970-01-01", "1970-01-02"), "the week of Monday 29 December 1969"),
        ("a month", ("2021-12-01", "2021-12-31"), "December 2021"),
        ("a month", ("2021-11-30", "2021-12-01"), None),
        ("a month", ("2020-12-01", "2021-12-01"), None),
        ("a working day", ("2021-12-13", "2021-12-13"), "Monday 13 December 2021"),
        ("a working day", ("2021-12-13", "2021-12-14"), None),
    ],
)
def test_two_in_one_period_of_a_limit_of_one(
    limit: str, stated: tuple[str, ...], period: str | None
) -> None:
    found = limited(f"no more than 1 handed_over {limit}", *stated)
    assert bool(found) is (period is not None)
    for finding in found:
        expected = (
            f"the limit, no more than 1 handed over {limit}, is not kept by the days as stated: "
            f"{period} has 2: c-1 and c-2"
        )
        assert expected == finding.message
        assert finding.severity is Severity.WARNING
        assert finding.subjects == ("c-1.handed_over", "c-2.handed_over")


def test_as_many_as_the_limit_keep_it_and_each_period_over_it_is_said() -> None:
    week, month = ["2021-12-13"] * 2, ["2022-01-10"] * 3
    assert not limited("no more than 3 handed_over a week", *week, *month)
    found = limited("no more than 1 handed_over a week", *month, *week)
    assert [len(finding.subjects) for finding in found] == [3, 2]
    assert {finding.place.line for finding in found if finding.place} == {8}


def test_only_the_first_names_are_said() -> None:
    [finding] = limited("no more than 1 handed_over a week", *["2021-12-13"] * 4)
    assert finding.message.endswith("has 4: c-1, c-2, c-3 and c-4")
    [finding] = limited("no more than 1 handed_over a week", *["2021-12-13"] * 5)
    assert finding.message.endswith("has 5: c-1, c-2, c-3 and 2 more")


def test_a_rough_day_counts_where_all_of_it_lies_in_one_period() -> None:
    assert limited("no more than 1 handed_over a week", "week of 2021-12-13", "2021-12-13")
    assert limited("no more than 1 handed_over a month", "2021-12", "2021-12-13")
    assert not limited("no more than 1 handed_over a week", "2021-12", "2021-12-01")
    assert not limited("no more than 1 handed_over a month", "end of 2021-12", "2021-12-13")


def test_a_row_without_a_day_does_not_count() -> None:
    week = "no more than 1 handed_over a week"
    assert not limited(week, "2021-12-13", "")
    assert limited(week, "2021-12-13", "", "2021-12-14")


def test_a_limit_of_what_partners_do_names_partner_and_property() -> None:
    [finding] = find(
        "EH408",
        """
        workflows:
          leaving:
            for: each occupation
            steps: {out: {}}
            limits: [no more than 1 out a working day]
        properties:
          - {id: elm, name: Elm Road}
        partners:
          - {id: nursery, name: Seashell Nursery}
          - {id: choir}
        occupations:
          - {property: elm, partner: nursery, out: 2021-12-13}
          - {property: elm, partner: choir, done:out: 2021-12-13}
        """,
    )
    assert finding.message.endswith("has 2: Seashell Nursery in Elm Road and choir in Elm Road")


# EH409: what waiting costs


def held(*costs: str) -> list[Finding]:
    """What is found of as many centres that cost this a month."""
    rows = "".join(
        f"  - {{id: c-{number}, future: surplus, {cost}}}\n"
        for number, cost in enumerate(costs, start=1)
    )
    steps = "steps: {handed_over: {}, accepted: {}}"
    return find("EH409", f"as_at: 2021-12-20\nworkflows:\n  w: {{{steps}}}\nproperties:\n{rows}")


def test_the_cost_of_all_is_said_once_with_what_is_not_known() -> None:
    [finding] = held("", 'monthly_cost: "£1,500"', "monthly_cost: 2200.50", "")
    expected = (
        "holding 2 properties after the handover costs £3,701 a month, and each day of delay "
        "about £122; 2 more properties have no figure"
    )
    assert expected == finding.message
    assert finding.severity is Severity.NOTE
    assert finding.subjects == ("c-1", "c-2", "c-3", "c-4")
    assert finding.place is not None
    assert finding.place.line == 10


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        (("monthly_cost: 365",), "holding 1 property after the handover costs £365 a month"),
        (("monthly_cost: 365",), "each day of delay about £12"),
        (("monthly_cost: 12.49",), "costs £12 a month"),
        (("monthly_cost: 12.50",), "costs £13 a month"),
        (("monthly_cost: 1", ""), "; 1 more property has no figure"),
    ],
)
def test_amounts_are_said_to_the_nearest_pound(costs: tuple[str, ...], said: str) -> None:
    [finding] = held(*costs)
    assert said in finding.message


def test_without_any_figure_nothing_is_said() -> None:
    assert not held("", "")
    assert not find("EH409", "properties:\n  - {id: elm, future: surplus, monthly_cost: 100}\n")


@pytest.mark.parametrize(
    ("disposed", "is_held"), [("2021-12-20", False), ("2021-12-21", True), ("2021-12", True)]
)
def test_what_is_disposed_of_costs_nothing_more(disposed: str, is_held: bool) -> None:
    assert is_held is bool(held(f"monthly_cost: 100, disposed: {disposed}"))


# EH410: every handover has a day


def test_a_handover_without_a_day_is_said_with_the_latest_that_it_can_be() -> None:
    last = """
    milestones:
      assets.last_handover: {on: 2021-12-20, after: all properties.handed_over}
    """
    [finding] = elm("EH410", "", also=last)
    expected = (
        "no day is stated for the handover of Elm Road; it can be no later than Monday 20 "
        "December 2021"
    )
    assert expected == finding.message
    assert finding.severity is Severity.WARNING
    [finding] = elm("EH410", "")
    assert finding.message == "no day is stated for the handover of Elm Road"


def test_a_plan_that_cannot_be_met_says_nothing_of_how_late_it_can_be() -> None:
    impossible = """
    milestones:
      assets.last_handover: {on: 2021-12-20, after: [all properties.handed_over, lease]}
      lease: {on: 2022-01-10}
    """
    [finding] = elm("EH410", "", also=impossible)
    assert finding.message == "no day is stated for the handover of Elm Road"


def test_a_handover_with_a_day_and_a_property_that_is_not_handed_over() -> None:
    for says in ("handed_over", "'on:handed_over'", "'done:handed_over'"):
        assert not elm("EH410", f"{says}: 2021-09-16")
    assert not find("EH410", "properties:\n  - {id: elm, future: surplus}\n")


def test_a_property_that_is_accepted_without_a_handover_is_said_once() -> None:
    assert elm("EH401", "'done:accepted': 2021-09-16")
    assert not elm("EH410", "'done:accepted': 2021-09-16")


# EH411: the Assets Team knows


def told(says: str) -> list[Finding]:
    """What is found of a centre that says nothing else."""
    row = f"properties:\n  - {{id: elm, name: Elm Road, future: surplus, {says}}}\n"
    return find("EH411", f"as_at: 2021-09-17\n{HANDOVER}{row}")


@pytest.mark.parametrize(("day", "late"), [("2021-12-10", []), ("2021-12-11", [1])])
@pytest.mark.parametrize("state", ["vacated", "handed_over"])
def test_the_assets_team_is_told_by_the_day_that_a_property_is_empty(
    state: str, day: str, late: list[int]
) -> None:
    found = told(f"{state}: 2021-12-10, notified: {day}")
    assert late == [finding.short_by_days for finding in found]


def test_an_empty_building_that_the_service_stays_responsible_for() -> None:
    [finding] = told("vacated: 2021-12-06, handed_over: 2021-12-15, notified: 2021-12-10")
    expected = (
        "Elm Road: vacated on Monday 6 December 2021, but the Assets Team is told only on Friday "
        "10 December 2021: the service stays responsible for an empty building for 4 days"
    )
    assert expected == finding.message
    assert finding.severity is Severity.WARNING


def test_a_property_that_is_left_and_nobody_says_when_the_team_is_told() -> None:
    [finding] = told("handed_over: 2021-12-15")
    expected = (
        "Elm Road: handed over on Wednesday 15 December 2021, but no day says when the Assets Team "
        "is told, and until then the service stays responsible for it"
    )
    assert expected == finding.message
    assert finding.severity is Severity.WARNING


def test_where_neither_has_a_day_it_is_not_known() -> None:
    [finding] = told("")
    expected = (
        "from when the Assets Team is responsible for Elm Road is not known: no day says when it "
        "is vacated, and none when the team is told"
    )
    assert expected == finding.message
    assert finding.severity is Severity.NOT_KNOWN


def test_the_team_is_told_in_time_or_has_accepted_or_there_is_nothing_to_leave() -> None:
    assert not told("notified: 2021-09-10")
    says = "'done:handed_over': 2021-09-14, 'done:accepted': 2021-09-15"
    assert not told(says)
    assert told(f"{says}, 'done:vacated': 2021-09-13, notified: 2021-09-16")
    assert not find("EH411", "properties:\n  - {id: elm, future: surplus}\n")


@pytest.mark.parametrize("step", ["vacated", "handed_over"])
def test_a_workflow_can_have_only_one_of_the_two_steps(step: str) -> None:
    found = find(
        "EH411",
        f"""
        workflows:
          handover: {{steps: {{{step}: {{}}}}}}
        properties:
          - {{id: elm, future: surplus}}
          - {{id: oak, future: surplus, {step}: 2021-12-13}}
        """,
    )
    assert [finding.severity for finding in found] == [Severity.NOT_KNOWN, Severity.WARNING]
