"""Small plans, each with a reason why the answer must be so."""

from __future__ import annotations

from datetime import date

import networkx as nx

import earlyhelp
from earlyhelp import Plan
from tests.answers import conflicts, window


def test_a_maximum_lag_pulls_what_comes_before_it(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      centre.vacated: {}
      keys.counted: {not_before: 2021-11-01}
      centre.handed_over:
        after: keys.counted
        within: 10 working days after centre.vacated
    """
    # The keys are counted on 1 November at the earliest, so the centre is handed over then or
    # later, and cannot have been vacated more than ten working days before: 18 October.
    assert window(plan, "centre.handed_over")[0] == "2021-11-01"
    assert window(plan, "centre.vacated")[0] == "2021-10-18"


def test_a_fact_is_a_constant_and_what_must_follow_it_in_time_is_capped(plan: Plan) -> None:
    """
    as_at: 2021-10-15
    milestones:
      centre.vacated: {done: 2021-10-11}
      centre.handed_over: {within: 10 working days after centre.vacated}
    """
    assert window(plan, "centre.vacated") == ("2021-10-11", "2021-10-11")
    assert window(plan, "centre.handed_over") == ("2021-10-15", "2021-10-25")


def test_what_a_fact_caps_and_something_else_delays_is_a_conflict(plan: Plan) -> None:
    """
    as_at: 2021-10-15
    milestones:
      centre.vacated: {done: 2021-10-11}
      survey: {not_before: 2021-11-01}
      centre.handed_over:
        after: survey
        by: centre.vacated + 10 working days
    """
    [conflict] = conflicts(plan)
    assert conflict.short_by_days == 7
    assert [step.text for step in conflict.chain] == [
        "survey, not before",
        "centre.handed_over, on or after survey",
        "centre.handed_over, at most 10 working days after centre.vacated (11 October 2021)",
    ]
    assert [fix.after for fix in conflict.fixes] == [
        "centre.vacated + 15 working days",
        "2021-10-25",
    ]


def test_where_two_facts_cap_a_day_lengthening_one_lag_is_not_enough(plan: Plan) -> None:
    """
    as_at: 2021-10-15
    milestones:
      centre.vacated: {done: 2021-10-11}
      landlord.told: {done: 2021-10-11}
      survey: {not_before: 2021-11-01}
      centre.handed_over:
        after: survey
        by: [centre.vacated + 10 working days, landlord.told + 11 working days]
    """
    [conflict] = conflicts(plan)
    assert [fix.milestone for fix in conflict.fixes] == ["survey"]
    assert any("centre.handed_over is then 6 days short" in text for text in conflict.not_enough)


def test_an_imprecise_fact_counts_from_its_last_day_forward_and_its_first_day_back(
    plan: Plan,
) -> None:
    """
    as_at: 2021-09-20
    days: any
    milestones:
      partners.told: {done: week of 2021-09-13}
      partners.out: {after: partners.told + 3 months}
      partners.thanked: {by: partners.told + 3 months}
    """
    assert window(plan, "partners.told") == ("2021-09-13", "2021-09-17")
    assert window(plan, "partners.out")[0] == "2021-12-17"
    assert window(plan, "partners.thanked")[1] == "2021-12-13"


def test_a_pinned_day_that_has_passed_is_no_conflict_but_overdue(plan: Plan) -> None:
    """
    as_at: 2021-10-01
    milestones:
      survey: {not_before: 2021-10-20}
      consultation.close: {on: 2021-09-29, after: survey}
      response: {after: consultation.close + 2 weeks}
    """
    schedule = earlyhelp.solve(plan)
    assert schedule.feasible
    assert str(schedule.earliest["response"]) == "2021-10-13"
    assert "EH701" in {finding.code for finding in earlyhelp.check(plan)}


def test_two_conflicts_that_have_nothing_to_do_with_each_other_are_both_told(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      north.told: {on: 2021-10-01}
      north.out: {after: north.told + 12 weeks, by: 2021-11-30}
      south.told: {on: 2021-10-01}
      south.out: {after: south.told + 8 weeks, by: 2021-11-12}
    """
    assert [finding.subjects for finding in conflicts(plan)] == [
        ("north.told", "north.out"),
        ("south.told", "south.out"),
    ]


def test_two_chains_to_one_day_are_two_conflicts_where_they_share_no_link(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      response: {on: 2021-10-12}
      selection: {after: response + 10 weeks}
      training: {after: response + 9 weeks}
      launch:
        on: 2021-12-01
        after: [selection, training]
    """
    found = conflicts(plan)
    assert sorted(str(item.short_by_days) for item in found) == ["13", "20"]
    later = found[0].fixes[0]
    assert (later.milestone, later.after) == ("launch", "2021-12-21")


def test_a_day_after_a_pinned_one_is_judged_from_there(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      response: {on: 2021-10-12}
      notice: {on: 2021-10-15, after: response + 1 week}
      launch: {on: 2022-01-14, after: notice + 13 weeks}
    """
    # The notice is four days short; from the pinned notice to the launch there is just enough
    # time, so the launch is no second conflict, but moving the notice alone would make it one.
    [conflict] = conflicts(plan)
    assert conflict.subjects == ("response", "notice")
    assert [fix.milestone for fix in conflict.fixes] == ["response", "notice"]
    [not_enough] = conflict.not_enough
    assert not_enough.startswith("notice on or after Tuesday 19 October 2021")
    assert "launch is then 4 days short" in not_enough


def test_a_circle_that_cannot_close_is_a_proof_of_its_own(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      vacated: {}
      cleared: {after: vacated + 15 working days}
      handed_over: {after: cleared, within: 10 working days after vacated}
    """
    [conflict] = conflicts(plan)
    assert conflict.short_by_working_days == 5
    assert {fix.field for fix in conflict.fixes} == {"after", "within"}


def test_lines_that_hold_on_no_day_need_no_day_to_begin_with(plan: Plan) -> None:
    """
    as_at: 2020-12-23
    closures: [{days: 2026-12-24, name: The office is closed}]
    milestones:
      told: {not_before: 2020-12-24}
      out:
        by: [2021-01-04, told + 2 working days]
        after: told + 6 clear days
    """
    # Seven days fit into two working days only over that closed Christmas, years too late. The
    # proof needs neither the as-at day nor `not_before`, and must not begin in 1970 for that.
    [finding] = [item for item in earlyhelp.check(plan) if item.code == "EH201"]
    begin, *hops, limit = finding.chain
    assert begin.text == "suppose told on this day: no other would do either"
    assert begin.day == date(2020, 12, 24)
    assert [step.adds for step in hops] == [7, -2, 7]
    assert limit.text == "out, deadline"
    [diagnosed] = earlyhelp.solve(plan).conflicts
    assert len(diagnosed.conflict.lines) == 3


def test_the_shortest_circle_of_minimum_lags_is_named(plan: Plan) -> None:
    """
    milestones:
      a: {after: [b, d]}
      b: {after: c}
      c: {after: a}
      d: {after: a}
    """
    [finding] = [item for item in earlyhelp.check(plan) if item.code == "EH101"]
    assert finding.subjects == ("a", "d")
    assert "a → d → a" in finding.message


def test_a_circle_of_minimum_lags_does_not_hide_what_else_is_wrong(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      a: {after: b}
      b: {after: a}
      told: {on: 2021-10-01}
      out: {after: told + 12 weeks, by: 2021-11-30}
    """
    codes = [finding.code for finding in earlyhelp.check(plan)]
    assert "EH101" in codes
    assert "EH201" in codes


def told(plan: Plan) -> list[str]:
    return [finding.code for finding in earlyhelp.check(plan) if finding.code != "EH102"]


def test_a_circle_through_a_day_that_is_still_to_come_is_one(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {on: 2021-10-01, after: moved}
      agreed: {after: told}
      moved: {after: agreed}
    """
    assert told(plan) == ["EH101"]


def test_a_circle_is_open_at_what_is_done(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {done: 2021-09-01, after: moved}
      agreed: {after: told}
      moved: {after: agreed}
    """
    # it was told before it had moved: the two others can still come, one after the other
    assert told(plan) == ["EH708"]
    assert window(plan, "agreed")[0] == window(plan, "moved")[0] == "2021-09-17"


def test_a_circle_is_open_at_a_pinned_day_that_has_passed(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {on: 2021-09-01, after: moved}
      agreed: {after: told}
      moved: {after: agreed}
    """
    assert told(plan) == ["EH701"]
    assert window(plan, "agreed")[0] == window(plan, "moved")[0] == "2021-09-17"


def test_of_a_circle_that_is_all_done_it_is_told_what_came_too_early(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {done: 2021-09-01, after: moved}
      moved: {done: 2021-09-03, after: told}
    """
    assert told(plan) == ["EH702"]


def test_what_waits_for_itself_is_a_circle_of_one(plan: Plan) -> None:
    """
    milestones:
      a: {after: a + 1 week}
    """
    [finding] = earlyhelp.check(plan)
    assert (finding.code, finding.subjects) == ("EH101", ("a",))
    assert not earlyhelp.solve(plan).feasible


def test_what_leads_into_a_circle_of_minimum_lags_still_counts(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      a: {after: [b, told + 12 weeks], by: 2021-11-30}
      b: {after: a}
      told: {on: 2021-10-01}
    """
    [conflict] = conflicts(plan)
    assert conflict.subjects == ("told", "a")


def test_without_a_day_to_begin_with_nothing_holds_a_milestone_back(plan: Plan) -> None:
    """
    milestones:
      first: {}
      then: {after: first + 4 weeks, by: 2021-12-31}
    """
    schedule = earlyhelp.solve(plan)
    assert schedule.earliest == {"first": None, "then": None}
    assert str(schedule.latest["first"]) == "2021-12-03"


def test_the_chains_of_why_begin_with_what_was_said(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      response: {on: 2021-10-12}
      launch: {on: 2022-01-04, after: selection.end}
    stages:
      selection: {after: response, lasts: at least 4 weeks}
    """
    schedule = earlyhelp.solve(plan)
    early = [step.text for step in schedule.why_earliest("selection.end")]
    late = [step.text for step in schedule.why_latest("selection.start")]
    assert early[0] == "response, pinned"
    assert early[-1] == "selection, at least 4 weeks"
    assert late[0] == "launch, pinned"
    assert late[-1] == "selection, at least 4 weeks"


def test_the_least_room_is_named_with_its_chain(plan: Plan) -> None:
    """
    as_at: 2021-09-01
    milestones:
      response: {on: 2021-10-12}
      selection: {after: response + 8 weeks}
      launch: {on: 2021-12-09, after: selection}
    """
    [finding] = [item for item in earlyhelp.check(plan) if item.code == "EH207"]
    assert finding.message.startswith("2 calendar days (2 working days) of room before launch")
    assert [step.milestone for step in finding.chain] == [
        "response",
        "selection",
        "launch",
        "launch",
    ]


def test_a_link_that_others_imply_is_named_with_the_way_round(plan: Plan) -> None:
    """
    milestones:
      vacated: {on: 2021-11-01}
      cleared: {after: vacated + 3 working days}
      handed_over: {on: 2021-11-30, after: [cleared + 4 working days, vacated + 7 working days]}
      signed: {on: 2021-12-10, after: [handed_over, {link: vacated, because: the lease says so}]}
    """
    [finding] = [item for item in earlyhelp.check(plan) if item.code == "EH104"]
    assert finding.subjects == ("vacated", "handed_over")
    assert "by way of cleared" in finding.message


def test_the_graph_is_for_analysis_of_your_own(plan: Plan) -> None:
    """
    milestones:
      told: {title: Partners told, done: 2021-09-15}
      out: {after: told + 3 months, by: told + 6 months}
    """
    graph = plan.graph()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["told"]["stated"] == "2021-09-15"
    kinds = sorted(data["kind"] for _, _, data in graph.edges(data=True))
    assert kinds == ["at least", "at most"]
    assert nx.has_path(graph, "told", "out")


def test_a_schedule_is_a_row_for_each_milestone(plan: Plan) -> None:
    """
    as_at: 2021-09-17
    milestones:
      told: {done: week of 2021-09-13, title: Partners are told}
      offer.launch: {on: 2022-01-04, after: told + 3 months}
    """
    told, launch = earlyhelp.solve(plan).to_records()
    assert (told["id"], told["title"], told["done"]) == (
        "told",
        "Partners are told",
        "week of 2021-09-13",
    )
    assert launch["stated"] == "2022-01-04"
    assert launch["earliest"] == launch["latest"] == date(2022, 1, 4)
    assert (launch["float_days"], launch["critical"], launch["done"]) == (0, True, None)


def test_the_lines_of_a_circle_say_who_says_so(plan: Plan) -> None:
    """
    milestones:
      keys: {after: {link: lease, source: the lease}}
      lease: {after: {link: keys, because: nobody signs before the keys are there}}
    """
    [finding] = [item for item in earlyhelp.check(plan) if item.code == "EH101"]
    assert {step.milestone: step.source for step in finding.chain} == {
        "keys": "the lease",
        "lease": "nobody signs before the keys are there",
    }
