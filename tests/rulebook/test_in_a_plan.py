"""Does a plan that a rule speaks of hear of it: as a line of a proof, or as a verdict?"""

from __future__ import annotations

from datetime import date

import pytest

import earlyhelp
from earlyhelp import Finding, Plan, Severity
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.files.rule_entries import shipped_rules
from earlyhelp.model.links import Field
from earlyhelp.outputs import rule_words
from earlyhelp.rulebook import applied

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
CONSULTED = """
milestones:
  launch_of_consultation: {role: consultation.start, done: 2021-09-08}
  close: {role: consultation.end, on: 2021-09-29}
"""


def read(said: str) -> Plan:
    return parse((HEAD + said).encode())


def found(said: str, *codes: str) -> list[Finding]:
    return [item for item in earlyhelp.check(read(said)) if item.code in codes]


def test_a_plan_that_no_rule_speaks_of_has_none() -> None:
    plan = read("milestones:\n  a: {on: 2021-10-01}\n  b: {after: a + 2 weeks}\n")
    assert plan.rules == ()
    assert all(link.field is not Field.RULE for link in plan.links)


def test_a_conflict_names_the_law_as_a_locked_line_of_its_proof() -> None:
    said = f"{CONSULTED}  gone: {{role: first_dismissal, on: 2021-10-01}}\n"
    [conflict] = found(f"{said}facts: {{posts_at_risk: 34}}\n", "EH201")
    assert conflict.short_by_days == 7
    [law] = [step for step in conflict.chain if step.adds]
    assert law.adds == 30
    assert law.locked
    assert "section 188(1A)" in (law.source or "")
    assert all("30 calendar days" not in fix.text for fix in conflict.fixes)


def test_what_a_proof_says_is_not_said_again() -> None:
    said = f"{CONSULTED}  gone: {{role: first_dismissal, on: 2021-10-01}}\n"
    assert not found(f"{said}facts: {{posts_at_risk: 34}}\n", "EH301")


def test_with_fewer_posts_at_risk_nothing_is_asked() -> None:
    said = f"{CONSULTED}  gone: {{role: first_dismissal, on: 2021-10-01}}\n"
    assert not found(f"{said}facts: {{posts_at_risk: 19}}\n", "EH201", "EH301")


def test_without_the_number_both_days_are_shown_and_it_is_no_error() -> None:
    [item] = found(CONSULTED, "EH301")
    assert item.severity is Severity.NOT_KNOWN
    assert "needs `posts_at_risk` and `first_dismissal`" in item.message
    assert "Friday 8 October 2021" in item.message
    assert "Saturday 23 October 2021" in item.message


def test_each_establishment_has_its_own_number_and_its_own_day() -> None:
    facts = (
        "facts:\n"
        "  posts_at_risk: {main-office: 34, harbour: 120, kiosk: 3}\n"
        "  first_dismissal: {main-office: 2021-10-08, harbour: 2021-10-08}\n"
    )
    said = {item.severity: item.message for item in found(CONSULTED + facts, "EH301")}
    assert set(said) == {Severity.ERROR, Severity.NOTE}
    assert "broken for harbour" in said[Severity.ERROR]
    assert "Saturday 23 October 2021" in said[Severity.ERROR]
    assert "kept for main-office" in said[Severity.NOTE]


def test_a_day_less_exact_than_the_rule_decides_only_what_it_can() -> None:
    for day, severity in (
        ("2021-10", Severity.NOT_KNOWN),
        ("2021-11", Severity.NOTE),
        ("week of 2021-09-27", Severity.ERROR),
    ):
        facts = f"facts: {{posts_at_risk: 34, first_dismissal: {day}}}\n"
        [item] = found(CONSULTED + facts, "EH301")
        assert item.severity is severity


def test_a_milestone_without_a_day_is_held_by_the_network() -> None:
    said = f"{CONSULTED}  gone: {{role: first_dismissal}}\nfacts: {{posts_at_risk: 34}}\n"
    assert earlyhelp.solve(read(said)).earliest["gone"] == date(2021, 10, 8)
    [item] = found(said, "EH301")
    assert item.severity is Severity.NOTE
    assert "every schedule has gone" in item.message


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


OWN = """
rules:
  members_first:
    title: Local members hear a week before partners do
    then: partners.told
    after: members.told + 1 week
    source: Constitution, part 5
milestones:
  members.told: {on: 2021-09-20}
  partners.told: {on: 2021-09-24}
"""


def test_a_councils_own_rule_binds_and_is_named_in_the_proof() -> None:
    [conflict] = found(OWN, "EH201")
    assert conflict.short_by_days == 3
    assert any(step.source == "Constitution, part 5" for step in conflict.chain)


def test_what_is_only_guidance_is_a_warning_and_leaves_the_plan_feasible() -> None:
    said = OWN.replace("    source", "    authority: guidance\n    source")
    assert not found(said, "EH201")
    [item] = found(said, "EH390")
    assert (item.severity, item.short_by_days) == (Severity.WARNING, 3)


def test_a_rule_of_the_plans_own_stands_for_the_shipped_one_of_its_id() -> None:
    own = """
rules:
  collective-consultation:
    title: We consult for 60 days before anybody goes
    then: first_dismissal
    after: consultation.start + 60 calendar days
    source: Agreement with the unions
"""
    plan = read(f"{own}{CONSULTED}  gone: {{role: first_dismissal}}\n")
    assert earlyhelp.solve(plan).earliest["gone"] == date(2021, 11, 8)
    assert sum(rule.id == "collective-consultation" for rule in plan.rules) == 1


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


def test_a_sum_of_several_lags_is_counted_one_after_the_other() -> None:
    said = """
settings: {call_in: 7 working days}
rules:
  effective:
    title: A decision is not acted on before call-in is over
    then: decision.effective
    after: decision.published + settings.call_in + 1 calendar day
    source: Constitution
facts: {decision.published: 2021-02-24, decision.effective: DAY}
"""
    outcome = {
        day: found(said.replace("DAY", day), "EH390")[0].severity
        for day in ("2021-03-05", "2021-03-06")
    }
    assert outcome == {"2021-03-05": Severity.ERROR, "2021-03-06": Severity.NOTE}
    [item] = found(
        said.replace("DAY", "2021-03-06").replace("call_in: 7 working days", ""), "EH390"
    )
    assert "needs the setting `call_in`" in item.message


def test_the_law_of_one_day_can_be_asked_of_a_plan_of_another() -> None:
    changed = """
rules:
  old: {title: Old, then: b, after: a + 1 week, source: Act, in_force: from 2000-01-01 to 2021-12-31}
  new: {title: New, then: b, after: a + 2 weeks, source: Act, in_force: from 2022-01-01}
milestones:
  a: {on: 2021-10-01, days: any}
  b: {days: any}
"""
    plan = read(changed)
    assert earlyhelp.solve(plan).earliest["b"] == date(2021, 10, 8)
    then = applied(plan, date(2022, 1, 1))
    assert earlyhelp.solve(then).earliest["b"] == date(2021, 10, 15)
    assert applied(then) == plan, "and back again nothing is left of it"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("members.told + 1 week", "a week after members.told", "is not a sum"),
        ("members.told + 1 week", "members.tld + 1 week", "did you mean"),
        ("1 week", "7 days", "7 calendar days"),
        ("    then: partners.told\n", "", "no `then`"),
        ("    source: Constitution, part 5\n", "", "does not say its source"),
        ("    then", "    code: EH301\n    then", "not a key"),
        ("    then", "    sauce: x\n    then", "did you mean"),
        ("    then", "    in_force: 2021\n    then", "is not when a rule is in force"),
        ("    then", "    bands: [{when: many, after: members.told}]\n    then", "not a test"),
        ("    then", "    bands: [{after: members.told}]\n    then", "for which fact"),
        ("    then", "    authority: king\n    then", "law"),
    ],
)
def test_a_rule_that_is_none_is_refused_with_the_right_form(was: str, now: str, said: str) -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        read(OWN.replace(was, now, 1))
    assert any(said in item.message for item in refused.value.findings)


def test_a_role_that_no_rule_speaks_of_is_refused() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        read("milestones:\n  a: {role: consultation.begin, on: 2021-10-01}\n")
    [item] = refused.value.findings
    assert item.code == "EH018"
    assert "consultation.start" in item.message


CHANGED = """
rules:
  old: {title: Old, then: b, after: a + 1 week, authority: guidance, source: Act, in_force: to 2021-12-31}
  new: {title: New, then: b, after: a + 2 weeks, authority: guidance, source: Act, in_force: from 2022-01-01}
"""


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("facts: {a: 2021-12-20, b: 2022-01-10}", "New"),
        ("facts: {a: 2021-12-20, b: 2021-12-31}", "Old"),
        ("facts: {a: 2021-12-20}\nmilestones: {b: {}}", "Old"),
        ("facts: {a: 2022-01-01}\nmilestones: {b: {}}", "New"),
        ("milestones: {a: {}, b: {}}", "Old"),
    ],
)
def test_the_law_is_that_of_the_day_that_is_bound_or_else_of_the_day_it_counts_from(
    said: str, asked: str
) -> None:
    facts = "" if "facts" in said else "facts: {c: x}\n"
    items = found(f"{CHANGED}{facts}{said}\n", "EH390")
    assert {item.message.partition(":")[0] for item in items} == {asked}


def test_as_at_a_later_day_the_law_is_that_of_then_where_nothing_else_is_stated() -> None:
    plan = read(f"{CHANGED}facts: {{c: x}}\nmilestones: {{a: {{}}, b: {{}}}}\n")
    items = [item for item in earlyhelp.check(plan, as_at=date(2022, 2, 1)) if item.code == "EH390"]
    assert {item.message.partition(":")[0] for item in items} == {"New"}


def test_of_two_sums_the_worse_decides() -> None:
    said = """
rules:
  span:
    title: Between one and two weeks
    then: b
    after: a + 1 week
    by: a + 2 weeks
    authority: guidance
    source: Our own
facts: {a: 2021-10-01, b: DAY}
"""
    outcome = {
        day: found(said.replace("DAY", day), "EH390")[0]
        for day in ("2021-10-07", "2021-10-08", "2021-10-15", "2021-10-16")
    }
    assert [item.short_by_days for item in outcome.values()] == [1, None, None, 1]
    assert "too early; for that day, a had to be by" in outcome["2021-10-07"].message
    assert "too late" in outcome["2021-10-16"].message
    assert "had to be" not in outcome["2021-10-16"].message


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("a: 2021-10-01", "b no earlier than Friday 8 October 2021 (a on Friday 1 October 2021"),
        ("b: 2021-10-15", "a no later than Friday 8 October 2021 (1 week before b on"),
    ],
)
def test_from_either_end_the_day_that_would_decide_is_worked_out(given: str, said: str) -> None:
    rule = "rules: {r: {title: R, then: b, after: a + 1 week, source: S}}\n"
    other = "milestones: {a: {}, b: {}}\n".replace(f"{given[0]}: {{}}, ", "").replace(
        f", {given[0]}: {{}}", ""
    )
    [item] = found(f"{rule}{other}facts: {{{given}}}\n", "EH390")
    assert item.severity is Severity.NOT_KNOWN
    assert said in item.message


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("a: 2021-10-01", "b no later than Friday 8 October 2021"),
        ("b: 2021-10-15", "a no earlier than Friday 8 October 2021"),
    ],
)
def test_the_same_for_what_may_not_come_too_late(given: str, said: str) -> None:
    rule = "rules: {r: {title: R, then: b, by: a + 1 week, source: S}}\n"
    other = "milestones: {a: {}, b: {}}\n".replace(f"{given[0]}: {{}}, ", "").replace(
        f", {given[0]}: {{}}", ""
    )
    [item] = found(f"{rule}{other}facts: {{{given}}}\n", "EH390")
    assert said in item.message


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


def test_a_breach_that_no_proof_names_is_said_by_the_rule_itself() -> None:
    """A pin that has passed is a constant, which no link binds."""
    said = OWN.replace("2021-09-20", "2021-10-13").replace("2021-09-24", "2021-09-10")
    assert not found(said, "EH201", "EH204", "EH205")
    [item] = found(said, "EH390")
    assert item.severity is Severity.ERROR


def test_of_two_facts_it_is_said_that_they_are_out_of_sequence() -> None:
    said = OWN.replace("on: 2021-09-20", "done: 2021-09-10")
    said = said.replace("on: 2021-09-24", "done: 2021-09-14")
    [item] = found(said, "EH702", "EH390")
    assert (item.code, item.short_by_days) == ("EH702", 3)


def test_a_breach_is_not_hidden_by_another_conflict() -> None:
    other = "  a: {on: 2021-10-10, days: any}\n  b: {on: 2021-10-01, after: a}\n"
    said = OWN.replace("on:", "expected:") + other
    assert {item.code for item in found(said, "EH201", "EH390")} == {"EH201", "EH390"}


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


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("then: a", "has a `then`, and no sum"),
        ("then: a, after: a + 1 week", "binds a to itself"),
        ("then: a, after: b, in_force: from 2027-01-01 to 2026-01-01", "before it begins"),
        ("then: a, bands: [{when: n is 9 to 3, after: b}]", 'no number is as "n is 9 to 3" says'),
        ("then: a, bands: [{when: n is 9}]", "a band says what it asks"),
    ],
)
def test_a_rule_that_asks_nothing_or_what_cannot_be_is_refused(rule: str, says: str) -> None:
    said = f"milestones: {{a: {{}}, b: {{}}}}\nrules: {{r: {{title: T, source: S, {rule}}}}}\n"
    with pytest.raises(UnreadablePlanError) as refused:
        read(said)
    assert any(says in item.message for item in refused.value.findings)


def test_establishments_that_only_the_days_name_are_asked_too() -> None:
    said = "milestones: {a: {role: consultation.end, on: 2021-10-06}}\n"
    said += "facts: {notice.given: {north: 2021-10-06, south: 2021-10-05}}\n"
    assert {item.severity for item in found(said, "EH302")} == {Severity.ERROR, Severity.NOTE}


def test_a_proof_says_that_a_rule_from_memory_is_to_be_verified() -> None:
    said = "milestones:\n  fp: {role: key_decision.notice, on: 2021-10-01}\n"
    [conflict] = found(f"{said}  made: {{role: decision.made, on: 2021-10-29}}\n", "EH201")
    assert any(
        (step.source or "").endswith("regulations 8 and 9; to verify") for step in conflict.chain
    )
