"""Is other work offered, taken over or paid for in time? At both sides of each day."""

from __future__ import annotations

import pytest

import earlyhelp
from earlyhelp import Severity
from earlyhelp.files.load import parse
from tests.rulebook.work.conftest import (
    ERROR,
    HEAD,
    INFORMATION,
    NEW_POST,
    NOT_KNOWN,
    NOTE,
    OFFERED,
    PENSIONS,
    TRIAL,
    WARNING,
    asked,
    became,
    not_known,
    of_code,
    planned,
)

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
    says = not_known(planned({}, "  trial.start: {}\n"), TRIAL)
    assert "needs the day of trial.start" in says


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
        (None, "2021-10-13", NOT_KNOWN),
        (None, "2021-10-12", NOTE),  # kept, whether there are any or not
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
