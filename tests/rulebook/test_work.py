"""Are people consulted, told and moved in time? The law of work, at both sides of each day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

import pytest

import earlyhelp
from earlyhelp import Finding, Plan, Severity
from earlyhelp.files.load import parse
from earlyhelp.files.rule_entries import shipped_rules
from earlyhelp.model.roles import ROLES
from earlyhelp.model.rules import Confidence, Rule
from earlyhelp.rulebook import applied, verdicts

ERROR, WARNING = Severity.ERROR, Severity.WARNING
NOT_KNOWN, NOTE = Severity.NOT_KNOWN, Severity.NOTE

HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\n"
COLLECTIVE: Final = "Collective consultation begins"
HR1: Final = "Form HR1 is sent 30 or 45 days"
HR1_AND_NOTICE: Final = "Form HR1 is sent before any notice"
HR1_ONLINE: Final = "Form HR1 is sent online"
NOTICE: Final = "No notice of redundancy"
HOW_LONG: Final = "Statutory notice"
OFFERED: Final = "Alternative work is offered"
NEW_POST: Final = "Alternative work begins"
TRIAL: Final = "The trial period"
INFORMATION: Final = "The new employer has"
PENSIONS: Final = "The cost of early pensions"

Facts = Mapping[str, object]


class Became(NamedTuple):
    """What became of a rule."""

    severity: Severity
    says: str


def planned(facts: Facts, milestones: str = "", as_at: str = "2021-09-17") -> Plan:
    """The plan with these facts, and milestones as lines of it."""
    said = "".join(f"  {name}: {value}\n" for name, value in facts.items())
    text = f"{HEAD}as_at: {as_at}\nmilestones:\n  first: {{}}\n{milestones}"
    return parse((text + (f"facts:\n{said}" if said else "")).encode())


def asked(plan: Plan, title: str) -> Became | None:
    """What is said of the rule whose title begins so; ``None`` where it is not asked."""
    found = [item for item in earlyhelp.check(plan) if item.message.startswith(title)]
    assert len(found) <= 1
    return Became(found[0].severity, found[0].message) if found else None


def became(facts: Facts, title: str, as_at: str = "2021-09-17") -> Severity | None:
    """How much it matters what became of a rule in a plan with these facts."""
    answer = asked(planned(facts, as_at=as_at), title)
    return None if answer is None else answer.severity


def rules_told(plan: Plan) -> list[str]:
    """The ids of the rules of EH308 that a plan hears of."""
    schedule = earlyhelp.solve(plan)
    told = [rule.id for rule in plan.rules if rule.code == "EH308" and [*verdicts(rule, schedule)]]
    said = [item for item in earlyhelp.check(plan) if item.code == "EH308"]
    assert len(said) == len(told)
    assert {item.severity for item in said} <= {NOTE}
    return told


def of_code(plan: Plan, code: str) -> list[Finding]:
    return [item for item in earlyhelp.check(plan) if item.code == code]


# Collective consultation, and form HR1


@pytest.mark.parametrize(
    ("posts", "dismissal", "severity"),
    [
        (19, "2021-09-09", None),
        (20, "2021-10-07", ERROR),
        (20, "2021-10-08", NOTE),
        (99, "2021-10-07", ERROR),
        (99, "2021-10-08", NOTE),
        (100, "2021-10-22", ERROR),
        (100, "2021-10-23", NOTE),  # a Saturday: a day that is counted is never moved
    ],
)
@pytest.mark.parametrize(
    ("title", "begins"), [(COLLECTIVE, "consultation.start"), (HR1, "hr1.sent")]
)
def test_30_or_45_days_lie_before_the_first_dismissal(
    title: str, begins: str, posts: int, dismissal: str, severity: Severity | None
) -> None:
    facts = {"posts_at_risk": posts, begins: "2021-09-08", "first_dismissal": dismissal}
    assert became(facts, title) is severity


def test_21_days_of_consultation_are_no_breach_of_45() -> None:
    facts = {
        "consultation.start": "2021-09-08",
        "consultation.end": "2021-09-29",
        "posts_at_risk": 120,
        "first_dismissal": "2021-10-23",
    }
    assert date(2021, 9, 29) - date(2021, 9, 8) == timedelta(days=21)
    assert became(facts, COLLECTIVE) is NOTE


@pytest.mark.parametrize("title", [COLLECTIVE, HR1])
def test_without_headcount_both_numbers_are_shown_and_nothing_is_passed(title: str) -> None:
    facts = {"consultation.start": "2021-09-08", "hr1.sent": "2021-09-08"}
    answer = asked(planned(facts), title)
    assert answer is not None
    assert answer.severity is NOT_KNOWN
    assert "needs `posts_at_risk` and `first_dismissal`" in answer.says
    assert "no earlier than Friday 8 October 2021" in answer.says
    assert "no earlier than Saturday 23 October 2021" in answer.says


def test_a_first_dismissal_alone_asks_for_the_start_of_consultation_and_the_form() -> None:
    plan = planned({"first_dismissal": "2021-10-23", "posts_at_risk": 120})
    for title, name in ((COLLECTIVE, "consultation.start"), (HR1, "hr1.sent")):
        answer = asked(plan, title)
        assert answer is not None
        assert answer.severity is NOT_KNOWN
        assert f"needs `{name}`; {name} no later than Wednesday 8 September 2021" in answer.says


def test_each_establishment_is_counted_by_itself() -> None:
    facts = {
        "posts_at_risk": "{main: 100, harbour: 99, elm: 19}",
        "consultation.start": "2021-09-08",
        "first_dismissal": "2021-10-22",
    }
    (broken, kept) = of_code(planned(facts), "EH301")
    assert (broken.severity, kept.severity) == (ERROR, NOTE)
    assert "broken for main:" in broken.message
    assert "kept for harbour:" in kept.message


def test_the_45_days_are_in_force_from_6_april_2013() -> None:
    facts = {"consultation.start": "2013-02-01", "posts_at_risk": 100}
    assert became({**facts, "first_dismissal": "2013-04-05"}, COLLECTIVE) is None
    assert became({**facts, "first_dismissal": "2013-04-06"}, COLLECTIVE) is NOTE


@pytest.mark.parametrize(
    ("begins", "code", "source"),
    [("consultation.start", "EH301", "section 188(1A)"), ("hr1.sent", "EH303", "section 193")],
)
def test_between_milestones_the_law_is_a_line_of_the_proof_and_says_it_once(
    begins: str, code: str, source: str
) -> None:
    plan = planned(
        {"posts_at_risk": 100},
        f"  begins: {{role: {begins}, on: 2021-09-08}}\n"
        "  ends: {role: first_dismissal, on: 2021-10-22}\n",
    )
    (conflict,) = of_code(plan, "EH201")
    assert conflict.short_by_days == 1
    assert source in str(conflict.chain)
    assert not [item for item in of_code(plan, code) if item.severity is ERROR]


@pytest.mark.parametrize(
    ("posts", "notice", "severity"),
    [
        (20, "2021-10-11", ERROR),
        (20, "2021-10-12", NOTE),
        (19, "2021-10-11", None),
    ],
)
def test_form_hr1_is_sent_before_any_notice(
    posts: int, notice: str, severity: Severity | None
) -> None:
    facts = {"posts_at_risk": posts, "hr1.sent": "2021-10-12", "notice.given": notice}
    assert became(facts, HR1_AND_NOTICE) is severity


def test_a_notice_without_a_form_asks_for_it() -> None:
    answer = asked(planned({"posts_at_risk": 20, "notice.given": "2021-10-12"}), HR1_AND_NOTICE)
    assert answer is not None
    assert answer.severity is NOT_KNOWN
    assert "needs `hr1.sent`" in answer.says


@pytest.mark.parametrize(
    ("sent", "consultation", "severity"),
    [
        ("2025-11-30", "2025-12-08", None),  # the paper form took any day
        ("2025-12-01", "2025-12-08", ERROR),
        ("2026-09-07", "2026-09-08", ERROR),
        ("2026-09-08", "2026-09-08", NOTE),
    ],
)
def test_the_online_form_refuses_a_consultation_that_has_not_begun(
    sent: str, consultation: str, severity: Severity | None
) -> None:
    facts = {"posts_at_risk": 20, "hr1.sent": sent, "consultation.start": consultation}
    assert became(facts, HR1_ONLINE) is severity


def test_the_online_form_asks_when_consultation_begins() -> None:
    answer = asked(planned({"posts_at_risk": 20, "hr1.sent": "2026-09-08"}), HR1_ONLINE)
    assert answer is not None
    assert answer.severity is NOT_KNOWN
    assert "needs `consultation.start`" in answer.says
    assert "can only be sent online" in answer.says


# Notice


@pytest.mark.parametrize(
    ("end", "severity"), [("2021-10-12", NOTE), ("2021-10-13", ERROR), (None, NOT_KNOWN)]
)
def test_no_notice_comes_before_consultation_is_complete(
    end: str | None, severity: Severity
) -> None:
    facts = {"notice.given": "2021-10-12"} | ({"consultation.end": end} if end else {})
    assert became(facts, NOTICE) is severity


@pytest.mark.parametrize(
    ("years", "over"),
    [
        (0, "1 week is Tuesday 19 October 2021"),
        (1, "1 week is Tuesday 19 October 2021"),
        (2, "2 weeks is Tuesday 26 October 2021"),
        (4, "4 weeks is Tuesday 9 November 2021"),
        (8, "8 weeks is Tuesday 7 December 2021"),
        (11, "11 weeks is Tuesday 28 December 2021"),
        (12, "12 weeks is Tuesday 4 January 2022"),
        (30, "12 weeks is Tuesday 4 January 2022"),
    ],
)
def test_notice_given_on_12_october_2021_runs_one_week_for_each_year(years: int, over: str) -> None:
    answer = asked(planned({"notice.given": "2021-10-12", "longest_service": years}), HOW_LONG)
    assert answer is not None
    assert answer.severity is NOTE
    assert f"notice.given on Tuesday 12 October 2021 + {over}" in answer.says


@pytest.mark.parametrize("years", range(2, 13))
def test_every_year_of_service_from_two_to_twelve_is_a_week(years: int) -> None:
    answer = asked(planned({"notice.given": "2021-10-12", "longest_service": years}), HOW_LONG)
    assert answer is not None
    assert f"+ {years} weeks is" in answer.says


@pytest.mark.parametrize(
    ("given", "severity"),
    [("2021-10-08", NOTE), ("2021-10-09", WARNING), ("2021-10-12", WARNING)],
)
def test_twelve_weeks_are_over_by_31_december_only_if_given_by_8_october(
    given: str, severity: Severity
) -> None:
    plan = planned(
        {"notice.given": given, "longest_service": 12, "consultation.response": "2021-10-12"},
        "  offer.launch: {role: launch, on: 2022-01-01}\n",
    )
    answer = asked(plan, HOW_LONG)
    assert answer is not None
    assert answer.severity is severity
    if severity is WARNING:
        assert "it has to begin by Friday 8 October 2021, which is before" in answer.says


def test_without_the_longest_service_one_and_twelve_weeks_are_shown() -> None:
    answer = asked(planned({"notice.given": "2021-10-12"}), HOW_LONG)
    assert answer is not None
    assert answer.severity is NOT_KNOWN
    assert "needs `longest_service`" in answer.says
    assert "Tuesday 19 October 2021" in answer.says
    assert "Tuesday 4 January 2022" in answer.says


# Other work, on trial


@pytest.mark.parametrize(
    ("offered", "severity"), [("2021-11-30", NOTE), ("2021-12-01", ERROR), (None, NOT_KNOWN)]
)
def test_other_work_is_offered_before_the_old_post_ends(
    offered: str | None, severity: Severity
) -> None:
    facts = {"old_post.ends": "2021-11-30"} | ({"new_post.offered": offered} if offered else {})
    assert became(facts, OFFERED) is severity


@pytest.mark.parametrize(
    ("starts", "severity"), [("2021-12-28", NOTE), ("2021-12-29", ERROR), (None, NOT_KNOWN)]
)
def test_other_work_begins_within_4_weeks_though_the_offices_are_shut(
    starts: str | None, severity: Severity
) -> None:
    facts = {"old_post.ends": "2021-11-30"} | ({"new_post.starts": starts} if starts else {})
    assert became(facts, NEW_POST) is severity


def test_a_trial_that_starts_on_4_january_2022_ends_on_31_january() -> None:
    answer = asked(planned({"trial.start": "2022-01-04"}), TRIAL)
    assert answer is not None
    assert answer.severity is NOTE
    assert "is Monday 31 January 2022 (" in answer.says


def test_a_trial_over_christmas_is_no_longer_for_the_shutdown() -> None:
    text = f"{HEAD}closures: [2021-12-24 to 2022-01-03]\nmilestones:\n  trial.start: "
    plan = parse(f"{text}{{on: 2021-12-13}}\n".encode())
    answer = asked(plan, TRIAL)
    assert answer is not None
    assert "is Sunday 9 January 2022 (" in answer.says
    (note,) = [item for item in of_code(plan, "EH305") if "shutdown" in item.message]
    assert note.message.endswith("to verify)")


def test_a_trial_without_a_day_asks_for_it() -> None:
    answer = asked(planned({}, "  trial.start: {}\n"), TRIAL)
    assert answer is not None
    assert answer.severity is NOT_KNOWN
    assert "needs the day of trial.start" in answer.says


# Another employer


@pytest.mark.parametrize(
    ("given", "severity"), [("2021-12-07", NOTE), ("2021-12-08", ERROR), (None, NOT_KNOWN)]
)
def test_the_new_employer_knows_28_days_before_a_transfer(
    given: str | None, severity: Severity
) -> None:
    facts = {"transfer": "2022-01-04"} | ({"liability_information.given": given} if given else {})
    assert became(facts, INFORMATION) is severity


def test_28_days_are_asked_of_a_transfer_from_1_may_2014() -> None:
    facts = {"liability_information.given": "2014-04-28"}
    assert became({**facts, "transfer": "2014-04-30"}, INFORMATION) is None
    assert became({**facts, "transfer": "2014-05-01"}, INFORMATION) is ERROR


def test_a_transfer_has_to_be_told_of_though_no_number_of_days_is_given() -> None:
    answer = asked(planned({"transfer": "2022-01-04"}), "Representatives are told")
    assert answer is not None
    assert answer.severity is NOTE
    assert "It gives no number of days" in answer.says


# Early pensions


@pytest.mark.parametrize(
    ("early", "approved", "severity"),
    [
        ("yes", "2021-10-12", NOTE),
        ("yes", "2021-10-13", WARNING),  # custom, and not law
        ("yes", None, NOT_KNOWN),
        ("no", None, None),
        (None, "2021-10-12", NOT_KNOWN),
    ],
)
def test_the_cost_of_early_pensions_is_approved_before_notice(
    early: str | None, approved: str | None, severity: Severity | None
) -> None:
    facts: dict[str, object] = {"notice.given": "2021-10-12"}
    facts |= {"early_pensions": early} if early else {}
    facts |= {"pension_strain.approved": approved} if approved else {}
    assert became(facts, PENSIONS) is severity


def test_the_approval_is_a_warning_and_never_a_link_of_the_network() -> None:
    plan = planned(
        {"early_pensions": "yes"},
        "  notice.given: {on: 2021-10-12}\n  pension_strain.approved: {on: 2021-10-13}\n",
    )
    assert earlyhelp.solve(plan).feasible
    (warned,) = of_code(plan, "EH307")
    assert warned.severity is WARNING


# What the law has changed


@pytest.mark.parametrize(
    ("dismissal", "there", "gone"),
    [
        ("2026-04-05", "award-of-90-days", "award-of-180-days"),
        ("2026-04-06", "award-of-180-days", "award-of-90-days"),
        ("2024-04-05", "priority-on-leave", "priority-after-leave"),
        ("2024-04-06", "priority-after-leave", "priority-on-leave"),
        ("2026-12-31", "unfair-dismissal-two-years", "unfair-dismissal-six-months"),
        ("2027-01-01", "unfair-dismissal-six-months", "unfair-dismissal-two-years"),
        ("2026-12-31", "continuity", "fire-and-rehire"),
        ("2027-01-01", "fire-and-rehire", "exit-payment-cap"),
        ("2026-12-31", "continuity", "organisation-wide-threshold"),
        ("2027-01-01", "organisation-wide-threshold", "exit-payment-cap"),
        ("2026-09-30", "continuity", "tribunal-limit"),
        ("2026-10-01", "tribunal-limit", "fire-and-rehire"),
        ("2020-11-03", "continuity", "exit-payment-cap"),
        ("2020-11-04", "exit-payment-cap", "award-of-180-days"),
        ("2021-02-12", "exit-payment-cap", "award-of-180-days"),
        ("2021-02-13", "continuity", "exit-payment-cap"),
    ],
)
def test_a_dismissal_meets_the_law_of_its_day(dismissal: str, there: str, gone: str) -> None:
    told = rules_told(planned({"first_dismissal": dismissal}))
    assert there in told
    assert gone not in told


def test_the_plan_of_2021_hears_nothing_of_the_law_of_2026() -> None:
    plan = planned({}, "  offer.launch: {role: launch, on: 2022-01-01}\n")
    assert rules_told(plan) == []
    assert rules_told(planned({"first_dismissal": "2021-10-23"})) == [
        "award-of-90-days",
        "priority-on-leave",
        "unfair-dismissal-two-years",
        "continuity",
    ]


def test_a_copy_of_it_for_2026_hears_what_has_changed_though_it_says_no_dismissal() -> None:
    plan = planned({}, "  offer.launch: {role: launch, on: 2027-01-01}\n", as_at="2026-09-17")
    assert rules_told(plan) == [
        "award-of-180-days",
        "priority-after-leave",
        "unfair-dismissal-six-months",
        "fire-and-rehire",
        "tribunal-limit",
        "organisation-wide-threshold",
    ]


def test_a_first_dismissal_decides_before_the_launch_does() -> None:
    launch = "  offer.launch: {role: launch, on: 2027-01-04}\n"
    told = rules_told(planned({"first_dismissal": "2026-12-31"}, launch))
    assert "unfair-dismissal-two-years" in told
    assert "unfair-dismissal-six-months" not in told


def test_who_is_dismissed_before_the_new_year_reads_what_comes_with_it() -> None:
    answer = asked(planned({"first_dismissal": "2026-12-31"}), "Protection from unfair dismissal")
    assert answer is not None
    assert "For dismissals from 1 January 2027 it begins after 6 months" in answer.says


def test_what_is_not_in_force_says_so() -> None:
    plan = planned({"first_dismissal": "2027-03-01"})
    for title, since in (("Posts at risk", "2027"), ("The time limit", "October 2026")):
        answer = asked(plan, title)
        assert answer is not None
        assert answer.says.endswith(f"expected in force from {since}; to verify)")


def test_the_law_of_another_day_can_be_asked_for() -> None:
    plan = planned({"first_dismissal": "2021-10-23"})
    told = rules_told(applied(plan, date(2026, 9, 17)))
    assert "award-of-180-days" in told
    assert "award-of-90-days" not in told


# All of them


#: How sure we are of each, where it is not that accounts of it were seen.
FROM_MEMORY: Final = {
    "statutory-notice",
    "trial-over-a-shutdown",
    "transfer-information",
    "transfer-consultation",
    "early-pension-cost",
    "priority-on-leave",
    "tribunal-limit",
    "exit-payment-cap",
}
OURS: Final = [rule for rule in shipped_rules() if "EH301" <= rule.code <= "EH310"]


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.id)
def test_it_says_how_sure_we_are_and_speaks_of_what_a_plan_can_have(rule: Rule) -> None:
    is_memory = rule.id in FROM_MEMORY
    assert rule.confidence is (Confidence.MEMORY if is_memory else Confidence.SECONDARY)
    assert set(rule.names) <= set(ROLES)


def test_what_is_from_memory_is_printed_as_to_verify() -> None:
    answer = asked(planned({"notice.given": "2021-10-12", "longest_service": 4}), HOW_LONG)
    assert answer is not None
    assert answer.says.endswith("(Employment Rights Act 1996, section 86; to verify)")
