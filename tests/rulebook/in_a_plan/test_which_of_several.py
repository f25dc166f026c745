"""Which row, which meeting and which of several milestones is a rule asked of?"""

from __future__ import annotations

import earlyhelp
from earlyhelp import Severity
from earlyhelp.files.plan.rule_entries import shipped_rules
from earlyhelp.outputs import rule_words
from tests.rulebook.in_a_plan.conftest import found, read


def test_roles_of_one_programme_are_paired_by_their_names() -> None:
    rule = """
rules:
  papers:
    title: Papers are sent a week before
    then: meeting
    after: agenda.published + 1 week
    source: Constitution, part 4
milestones:
  cabinet.papers: {role: agenda.published, on: 2021-10-01}
  cabinet.day: {role: meeting, on: 2021-10-15}
  scrutiny.papers: {role: agenda.published, on: 2021-10-20}
  scrutiny.day: {role: meeting, on: 2021-11-03}
"""
    links = [(link.first, link.then) for link in read(rule).links if link.owner.endswith("day")]
    own = [pair for pair in links if pair[0].endswith("papers")]
    assert set(own) == {("cabinet.papers", "cabinet.day"), ("scrutiny.papers", "scrutiny.day")}
    assert earlyhelp.solve(read(rule)).feasible


def test_a_rule_for_every_row_is_asked_of_every_row_and_said_once() -> None:
    said = """
rules:
  letters:
    title: Partners are told two months before they have to be out
    for: each occupation where property.future is not retained
    then: out
    after: occupation.told + 2 months
    authority: guidance
    source: Our own standard
workflows:
  leaving: {for: each occupation, steps: {out: {}}}
properties: [{id: elm, future: surplus}, {id: oak, future: retained}]
partners: [{id: food}, {id: baby}, {id: play}, {id: band}]
occupations:
  - {property: elm, partner: food, told: 2021-09-13, out: 2021-11-13}
  - {property: elm, partner: baby, told: 2021-09-13, out: 2021-11-12}
  - {property: elm, partner: play, out: 2021-11-12}
  - {property: elm, partner: band, out: 2021-11-12}
  - {property: oak, partner: band, told: 2021-09-13, out: 2021-09-14}
"""
    subjects = {item.severity: item.subjects for item in found(said, "EH390")}
    assert subjects == {
        Severity.NOTE: ("elm.food",),
        Severity.WARNING: ("elm.baby",),
        Severity.NOT_KNOWN: ("elm.play", "elm.band"),
    }


def test_a_step_of_a_row_can_hold_a_role() -> None:
    said = """
rules:
  insured:
    title: The insurer hears within a month
    for: property.future is surplus
    then: insurer_told
    by: vacated + 1 month
    authority: guidance
    source: Policy
workflows:
  w: {for: each property, steps: {empty: {role: vacated}, insurer_told: {}}}
properties:
  - {id: elm, future: surplus, empty: 2021-10-01, insurer_told: 2021-11-02}
  - {id: oak, future: retained, empty: 2021-10-01, insurer_told: 2021-12-02}
"""
    [item] = found(said, "EH390")
    assert (item.subjects, item.short_by_days) == (("elm",), 1)


def test_a_column_of_the_row_can_be_what_decides_which_part_applies() -> None:
    said = """
rules:
  notice:
    title: Notice is as long as the agreement asks
    for: each occupation
    then: out
    bands:
      - when: agreement is lease
        after: occupation.notice_served + 6 months
      - when: agreement is not lease
        after: occupation.notice_served + 1 month
    authority: guidance
    source: Agreement
workflows: {w: {for: each occupation, steps: {out: {}}}}
properties: [{id: elm}]
partners: [{id: food}, {id: baby}, {id: play}]
occupations:
  - {property: elm, partner: food, agreement: lease, notice_served: 2021-09-13, out: 2021-10-13}
  - {property: elm, partner: baby, agreement: licence, notice_served: 2021-09-13, out: 2021-10-13}
  - {property: elm, partner: play, notice_served: 2021-09-13, out: 2021-10-13}
"""
    subjects = {item.severity: item.subjects for item in found(said, "EH390")}
    assert subjects == {
        Severity.WARNING: ("elm.food",),
        Severity.NOTE: ("elm.baby",),
        Severity.NOT_KNOWN: ("elm.play",),
    }


MEETINGS = """
milestones:
  cabinet_oct: {role: meeting, on: 2021-10-27}
  scrutiny_nov: {role: meeting, on: 2021-11-24}
"""


def test_papers_of_one_meeting_are_not_those_of_another_and_break_nothing() -> None:
    said = f"{MEETINGS}  papers_nov: {{role: agenda.published, on: 2021-11-16}}\n"
    assert earlyhelp.solve(read(said)).feasible
    [item] = found(said, "EH322")
    assert item.severity is Severity.NOT_KNOWN
    assert "belongs to cabinet_oct" in item.message


def test_ids_that_share_a_part_say_which_papers_belong_to_which_meeting() -> None:
    papers = "  papers_nov: {role: agenda.published, on: 2021-11-16}\n"
    papers += "  papers_oct: {role: agenda.published, on: 2021-10-20}\n"
    [conflict] = found(MEETINGS + papers, "EH201")
    assert conflict.short_by_days == 1
    assert not found(MEETINGS + papers.replace("10-20", "10-19"), "EH201")


def test_a_rule_that_is_only_expected_says_so_and_to_what_it_is_known() -> None:
    [rule] = [rule for rule in shipped_rules() if rule.id == "organisation-wide-threshold"]
    assert rule_words.in_force(rule.force) == "expected in force from 2027"


def test_where_nobody_can_tell_which_belongs_to_which_only_what_holds_for_all_is_said() -> None:
    opened = "facts: {posts_at_risk: 30}\nmilestones:\n"
    opened += "  a: {role: consultation.start, on: 2021-09-01}\n"
    opened += "  b: {role: consultation.start, on: 2021-09-08}\n"
    gone = "  c: {role: first_dismissal, on: 2021-10-20}\n"
    gone += "  d: {role: first_dismissal, on: 2021-10-DD}\n"
    for day, severity in (("08", Severity.NOTE), ("07", Severity.NOT_KNOWN)):
        [item] = found(opened + gone.replace("DD", day), "EH301")
        assert item.severity is severity
    broken = found(opened + gone.replace("10-DD", "09-30"), "EH301")
    assert Severity.ERROR in {item.severity for item in broken}


def test_a_plan_with_thousands_of_a_role_is_not_compared_pair_by_pair() -> None:
    many = "facts: {posts_at_risk: 30}\nmilestones:\n" + "".join(
        f"  a{at}: {{role: consultation.start, on: 2021-09-01}}\n"
        f"  b{at}: {{role: first_dismissal, on: 2021-10-20}}\n"
        for at in range(600)
    )
    assert not [link for link in read(many).links if link.field.value == "rule"]
    [item] = found(many, "EH301")
    assert item.severity is Severity.NOTE
    assert len(item.message) < 1000
