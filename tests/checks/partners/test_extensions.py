"""Is every extension decided, and does it end in time?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.partners.conftest import Brief, Findings, Nursery, TheFinding

ERROR, WARNING = Severity.ERROR, Severity.WARNING


# EH507 extension-not-decided


@pytest.fixture
def asked(notice: str) -> str:
    """What a row says of a partner that asked to stay, and has no answer."""
    return f"{notice}, offered: harbour, extension: requested, extended_to: 2021-12-17"


@pytest.mark.parametrize(
    ("day", "severity"), [("2021-12-09", WARNING), ("2021-12-10", ERROR), ("2021-12-17", ERROR)]
)
@pytest.mark.parametrize("step", ["vacated", "handed_over"])
def test_undecided_is_an_error_from_the_day_of_the_property(
    nursery: Nursery, asked: str, day: str, severity: Severity, step: str
) -> None:
    says = f"future: surplus, {step}: 2021-12-10"
    assert nursery(asked, as_at=day, elm=says) == [("EH507", severity, None)]


def test_vacated_comes_before_handed_over(the_finding: TheFinding, in_elm: str, asked: str) -> None:
    days = "future: surplus, vacated: 2021-12-10, handed_over: 2021-12-14"
    finding = the_finding(f"{in_elm}, {asked}", as_at="2021-12-10", elm=days)
    assert finding.message == (
        "Seashell Nursery asked to stay in Elm Road to Friday 17 December 2021, and nothing has "
        "been decided, although Elm Road was to be left by Friday 10 December 2021"
    )


def test_a_week_that_it_asked_for_has_passed_with_its_last_day(
    nursery: Nursery, asked: str
) -> None:
    says = f"{asked}, out: 2021-12-20".replace("2021-12-17", "week of 2021-12-13")
    assert nursery(says, as_at="2021-12-17") == [("EH507", WARNING, None)]
    assert nursery(says, as_at="2021-12-18") == [("EH507", ERROR, None)]


@pytest.mark.parametrize(("day", "severity"), [("2021-12-17", WARNING), ("2021-12-18", ERROR)])
def test_undecided_is_an_error_once_the_day_it_asked_for_has_passed(
    findings: Findings, in_elm: str, asked: str, day: str, severity: Severity
) -> None:
    says = f"{asked}, out: 2021-12-20"
    [finding] = findings(f"{in_elm}, {says}", as_at=day)
    assert finding.severity is severity
    assert finding.message.endswith(", although that day has passed") is (severity is ERROR)


def test_a_partner_may_ask_without_naming_a_day(
    the_finding: TheFinding, in_elm: str, asked: str
) -> None:
    finding = the_finding(f"{in_elm}, {asked}, out: 2021-12-20".replace("2021-12-17", ""))
    assert finding.message == (
        "Seashell Nursery asked to stay in Elm Road, and nothing has been decided"
    )


def test_without_an_as_at_day_no_extension_is_late(nursery: Nursery, asked: str) -> None:
    late = f"{asked}, out: 2021-09-01, notice: 0 calendar days".replace("notice: 4 weeks, ", "")
    undated = {"as_at: 2021-09-17\n": ""}
    vacated = "future: surplus, vacated: 2021-09-01"
    assert ("EH507", WARNING, None) in nursery(late, but=undated, elm=vacated)


@pytest.mark.parametrize("answer", ["agreed", "refused"])
def test_an_answer_is_an_answer(nursery: Nursery, asked: str, answer: str) -> None:
    assert nursery(f"{asked}, out: 2021-12-17".replace("requested", answer)) == []


# EH508 extension-past-the-last-handover


@pytest.mark.parametrize("answer", ["agreed", "requested"])
@pytest.mark.parametrize(
    ("until", "short"), [("2021-12-20", None), ("2021-12-21", 1), ("week of 2021-12-20", None)]
)
def test_an_extension_lasts_to_the_last_handover_at_most(
    nursery: Nursery, notice: str, answer: str, until: str, short: int | None
) -> None:
    says = f"{notice}, offered: harbour, out: 2021-12-20, extended_to: {until}"
    expected = [("EH508", ERROR, short)] if short else []
    pending: Brief = [("EH507", WARNING, None)] if answer == "requested" else []
    assert nursery(f"{says}, extension: {answer}") == pending + expected


def test_which_milestone_that_is_is_a_setting(
    the_finding: TheFinding, nursery: Nursery, in_elm: str, notice: str
) -> None:
    says = f"{notice}, offered: harbour, extension: agreed, extended_to: 2021-12-21"
    renamed = {"assets.last_handover:": "keys.returned:"}
    assert nursery(says, but=renamed) == []
    setting = {"milestones:\n": "settings: {last_handover: keys.returned}\nmilestones:\n"}
    finding = the_finding(f"{in_elm}, {says}", but=renamed | setting)
    assert finding.message == (
        "the extension agreed for Seashell Nursery in Elm Road ends on Tuesday 21 December 2021, "
        "1 calendar day after the last handover, which is due by Monday 20 December 2021"
    )


@pytest.mark.parametrize(
    "says",
    ["extension: refused, extended_to: 2022-01-07", "extended_to: 2022-01-07", "extension: agreed"],
)
def test_what_was_refused_or_never_asked_for_is_no_extension(
    nursery: Nursery, well: str, says: str
) -> None:
    assert nursery(f"{well}, {says}") == []
