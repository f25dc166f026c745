"""What of a plan is in a report: numbers of rows, titles of the plan's own, never a free text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.checks import check_plan
from earlyhelp.findings import Place
from earlyhelp.model.risks import Degree, Risk, RiskStatus
from earlyhelp.outputs.reports import risks
from earlyhelp.outputs.reports.committee import committee
from earlyhelp.outputs.reports.names import Names, when
from earlyhelp.outputs.reports.pieces import Paragraph, Section, Table
from earlyhelp.tracking.progress import progress

if TYPE_CHECKING:
    from earlyhelp import Plan


def sections(plan: Plan) -> dict[str, Section]:
    schedule, findings = check_plan(plan)
    made = committee(progress(schedule, within=28), findings)
    return {section.heading: section for section in made.sections}


def texts(section: Section) -> list[str]:
    said: list[str] = []
    for piece in section.pieces:
        match piece:
            case Paragraph():
                said += [piece.text, *piece.points]
            case Table():
                said += ["; ".join(row) for row in piece.rows]
    return said


def test_properties_and_partners_are_numbers(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    properties:
      - {id: elm, name: Elm Centre, future: surplus, done:vacated: 2021-09-10}
      - {id: oak, name: Oak Centre, future: surplus}
      - {id: ash, name: Ash Centre, future: retained}
      - {id: bay, name: Bay Centre, future: lease}
      - {id: yew, name: Yew Centre}
    partners:
      - {id: nursery, name: Sea Nursery, sector: nursery}
      - {id: clinic, name: Sea Clinic, sector: nhs}
    occupations:
      - {property: elm, partner: nursery, told: 2021-09-13, extension: agreed, offered: ash,
         offer_accepted: 2021-09-14}
      - {property: oak, partner: nursery, told: 2021-09-20, extension: requested, offered: oak}
      - {property: bay, partner: clinic, agreement: lease, extension: refused}
    workflows:
      handover:
        for: property.future is surplus
        steps: {vacated: {}, handed_over: {after: vacated}}
    """
    assert texts(sections(plan)["Properties and partners"]) == [
        (
            "Of 5 properties, 1 is retained, 2 surplus, 1 to be leased to somebody else and 1 without "
            "a stated future. One is for health services to stay in as tenants."
        ),
        "Still open; 1",
        "Vacated: everybody has moved out; 1",
        "Handed over; 0",
        "The plan schedules the handover of 0 of the 2 properties that are to be handed over.",
        (
            "2 partners have 3 places in these properties, 2 of them in a property that is surplus. "
            "The vacation has been made known to the partners in 1 place."
        ),
        (
            "At the request of partners the vacation period has been extended in 1 place; 1 more "
            "request is waiting for an answer, and 1 was refused. An opportunity to deliver from a "
            "retained property was offered for 1 place and accepted for 1."
        ),
    ]
    every = " ".join(text for section in sections(plan).values() for text in texts(section))
    assert not [name for name in ("Elm", "elm", "Nursery", "nursery", "Clinic") if name in every]


def test_nothing_is_scheduled_where_nothing_is_handed_over(plan: Plan) -> None:
    """
    properties: [{id: ash, name: Ash Centre, future: retained}]
    """
    assert texts(sections(plan)["Properties and partners"]) == [
        "Of 1 property, 1 is retained.",
        "The plan has no register of partners in properties.",
    ]


def test_small_numbers_of_open_work_point_at_nobody(plan: Plan) -> None:
    """
    cases:
      - {ref: t1, route: close, planned_closure: 2021-12}
      - {ref: t2, route: transfer, receiving_team: north, places: 11}
      - {ref: t3}
    teams: [{id: north}]
    """
    assert texts(sections(plan)["Continuity of casework"])[1:5] == [
        "To be concluded before the change; fewer than 5",
        "To go on with another worker or team; 5 or more",
        "To go on with the same worker; 0",
        "No route is known; fewer than 5",
    ]
    focus = texts(sections(plan)["The focus for scrutiny"])
    lacking = "fewer than 5 pieces of it have no route"
    assert f"whether any open work is left without support: {lacking} (section 5)" in focus
    found = texts(sections(plan)["What cannot be met"])
    assert "EH601" in found[2]
    assert found[2].endswith("; To be put right; fewer than 5")


def test_what_the_checks_found_gives_no_small_number_away(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    cases:
      - {ref: t1, route: close, planned_closure: 2021-12}
      - {ref: t2, route: close, planned_closure: 2021-12}
      - {ref: t3}
      - {ref: t4}
      - {ref: t5}
      - {ref: t6}
      - {ref: t7}
      - {ref: t8}
      - {ref: t9}
      - {ref: t10}
    """
    # ten are open; that eight of them have no route would leave the two families that close
    casework = texts(sections(plan)["Continuity of casework"])
    assert casework[0].startswith("10 pieces of work")
    assert casework[1] == "To be concluded before the change; fewer than 5"
    assert casework[4] == "No route is known; 5 or more"
    found = [text for text in texts(sections(plan)["What cannot be met"]) if "EH601" in text]
    assert [text.rpartition("; ")[2] for text in found] == ["5 or more"]


def test_of_fewer_than_five_pieces_a_finding_says_no_more_than_the_page(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    cases: [{ref: t1}, {ref: t2}]
    """
    assert texts(sections(plan)["Continuity of casework"])[0].startswith("Fewer than 5 pieces")
    found = [text for text in texts(sections(plan)["What cannot be met"]) if "EH601" in text]
    assert [text.rpartition("; ")[2] for text in found] == ["fewer than 5"]


def test_where_all_work_is_closed_nothing_is_left_to_count(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    cases: [{ref: t1, route: close, closed: 2021-09-10}]
    """
    assert texts(sections(plan)["Continuity of casework"]) == [
        "No work with children, young people and families is open any more."
    ]
    assert not any("open work" in said for said in texts(sections(plan)["The focus for scrutiny"]))


def test_where_no_route_can_be_counted_neither_is_how_often_one_is_missing(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    cases:
      - {ref: t1, route: close, planned_closure: 2021-12}
      - {ref: t2, route: close, planned_closure: 2021-12}
      - {ref: t3}
      - {ref: t4}
      - {ref: t5}
      - {ref: t6}
      - {ref: t7}
    """
    # of seven, five or more without a route would leave one or two
    shown = texts(sections(plan)["Continuity of casework"])[1]
    assert shown == "How they go on is not shown, because the numbers are too small."
    found = [text for text in texts(sections(plan)["What cannot be met"]) if "EH601" in text]
    assert [text.rpartition("; ")[2] for text in found] == ["not shown"]


def test_where_the_numbers_are_too_small_it_is_not_said_that_work_has_no_route(plan: Plan) -> None:
    """
    cases:
      - {ref: t1, route: close}
      - {ref: t2, route: transfer}
    """
    focus = texts(sections(plan)["The focus for scrutiny"])
    assert "whether any open work is left without support (section 5)" in focus
    [_, shown] = texts(sections(plan)["Continuity of casework"])[:2]
    assert shown == "How they go on is not shown, because the numbers are too small."


def test_a_promise_is_a_locked_line_with_a_reason(plan: Plan) -> None:
    """
    milestones:
      routed: {title: All is routed, before: {link: launch, because: nobody waits, locked: yes}}
      trained: {before: {link: launch, because: they ask}}
      told: {before: {link: launch, locked: yes}}
      launch: {title: The launch}
    """
    assert list(Names(plan).promises()) == ["All is routed, before The launch: nobody waits"]


def test_a_day_keeps_its_words(plan: Plan) -> None:
    """
    milestones:
      a: {done: week of 2021-09-13}
      b: {on: 2021-09-29}
      c: {expected: end of 2021-10}
      d: {expected: 2022-01-10 to 2022-01-21}
      e: {by: [2021-12-24, end of 2021-11]}
      f: {not_before: 2021-12}
      g: {}
    """
    assert [when(item, None) for item in plan.milestones] == [
        "Done in the week of Monday 13 September 2021",
        "On Wednesday 29 September 2021, fixed",
        "Expected by the end of October 2021",
        "Expected 10 to 21 January 2022",
        "No later than the end of November 2021",
        "Not before December 2021",
        "No day is stated",
    ]


def test_the_order_is_what_the_lines_of_a_milestone_say(plan: Plan) -> None:
    """
    milestones:
      keys: {title: Keys counted}
      gone: {after: [keys, keys + 2 weeks], before: lock - 1 working day}
      lock: {title: Doors locked, within: 3 calendar days after packing.end}
    stages:
      packing: {title: Packing, lasts: at least 1 week, after: keys}
    properties: [{id: elm, name: Elm Centre, future: surplus}]
    workflows:
      handover: {for: property.future is surplus, steps: {vacated: {title: Moved out, after: keys}}}
    """
    names = Names(plan)
    assert names.order("keys") == ""
    assert names.order("gone") == (
        "After Keys counted; at least 2 weeks after Keys counted; at least 1 working day before "
        "Doors locked"
    )
    assert names.order("lock") == (
        "After the end of Packing; at most 3 calendar days after the end of Packing"
    )
    assert names.order("packing.start", "packing.end") == "After Keys counted"
    assert names.of("elm.vacated") == '"Moved out" of one building or partner'


@pytest.mark.parametrize(
    ("likelihood", "impact", "said"),
    [
        (None, None, "Likelihood not known, impact not known"),
        (Degree.LOW, Degree.VERY_HIGH, "Likelihood low, impact very high"),
    ],
)
def test_a_risk_that_nobody_has_rated_is_not_low(
    likelihood: Degree | None, impact: Degree | None, said: str
) -> None:
    risk = Risk(
        id="a", place=Place("plan.yaml", 1, 1), title="A", likelihood=likelihood, impact=impact
    )
    assert risks.rated(risk) == said


def test_a_risk_is_its_name_then_why_and_what_follows(plan: Plan) -> None:
    """
    milestones: {launch: {title: The launch}}
    risks:
      a: {title: A flood, cause: rain, event: the river rises, effect: we move, owner: Assets,
          mitigation: Pumps, proximity: in winter, threatens: launch, status: happened}
      b: {event: a strike, effect: we wait}
    """
    assert [risks.row(Names(plan), risk) for risk in plan.risks] == [
        (
            "It has happened: A flood",
            "Because rain, the river rises, so that we move",
            "Likelihood not known, impact not known (in winter)",
            "Pumps (Assets)",
            "The launch",
        ),
        (
            "a strike",
            "So that we wait",
            "Likelihood not known, impact not known",
            "None is stated",
            "–",
        ),
    ]


def test_what_has_happened_comes_first_and_what_is_closed_not_at_all() -> None:
    def risk(name: str, degree: Degree | None, status: RiskStatus = RiskStatus.OPEN) -> Risk:
        place = Place("plan.yaml", 1, 1)
        return Risk(
            id=name, place=place, title=name, likelihood=degree, impact=degree, status=status
        )

    every = [
        risk("unrated", None),
        risk("low", Degree.LOW),
        risk("closed", Degree.VERY_HIGH, RiskStatus.CLOSED),
        risk("high", Degree.HIGH),
        risk("happened", Degree.VERY_LOW, RiskStatus.HAPPENED),
        risk("high-too", Degree.HIGH),
    ]
    assert [one.id for one in risks.open_risks(every)] == [
        "happened",
        "high",
        "high-too",
        "low",
        "unrated",
    ]


def test_no_day_of_a_case_is_shown(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      cases.routed: {title: Every case has a route, workstream: Casework}
    cases:
      - {ref: t1, route: transfer, receiving_team: north, family_informed: 2021-11-08}
    teams: [{id: north}]
    """
    assert plan["cases.routed"].not_before is not None
    progress_made = sections(plan)["Progress by workstream"]
    assert "Every case has a route; No day is stated; not known; –; –" in texts(progress_made)


def test_why_something_slipped_is_what_was_recorded(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      late: {title: Late, expected: 2021-09-01}
      early: {title: Early, expected: 2021-10-01}
      done: {title: Done late, expected: 2021-09-01, done: 2021-09-08}
    """
    assert texts(sections(plan)["What has slipped, and why"]) == [
        (
            "Later than the plan first stated: 2 milestones of the plan, 1 of them done. A day is marked as earliest "
            "where it was worked out."
        ),
        (
            "Late; 1 September 2021; 17 September 2021 (earliest); 16 calendar days (12 working days); "
            "Nothing is recorded that moved it"
        ),
        (
            "Done late; 1 September 2021; 8 September 2021; 7 calendar days (5 working days); "
            "Nothing is recorded that moved it"
        ),
    ]
