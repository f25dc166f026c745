"""Is a building disposed of, and the department told, as the law has it? By its days."""

from __future__ import annotations

import pytest

from earlyhelp import Severity
from tests.rulebook.property.conftest import (
    building,
    facts,
    found,
    said,
    worst,
)


def test_a_disposal_comes_after_best_consideration_or_consent() -> None:
    for agreed, outcome in (("2022-02-25", "kept"), ("2022-02-26", "broken")):
        plan = facts(disposal="2022-02-25", best_consideration__agreed=agreed)
        assert worst(plan, "EH333") == outcome
    severity, message = said(facts(disposal="2022-02-25"), "EH333")
    assert severity is Severity.NOT_KNOWN
    assert "needs `best_consideration.agreed`" in message


@pytest.mark.parametrize(("day", "outcome"), [("2022-01-30", "broken"), ("2022-01-31", "kept")])
def test_a_disposal_of_open_space_comes_after_two_weeks_of_advertisements(
    day: str, outcome: str
) -> None:
    row = "future: surplus, open_space: yes, open_space_advertised: 2022-01-17"
    plan = building(f"{row}, disposed: {day}", "open_space_advertised")
    assert worst(plan, "EH333") == outcome
    plan = facts(open_space__advertised="2022-01-17", disposal=day, best_consideration__agreed=day)
    outcomes = [item.message for item in found(plan, "EH333") if "advertised" in item.message]
    assert [f": {outcome}" in message for message in outcomes] == [True]


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2022-02-27", "broken"),
        ("2022-02-28", "kept"),
        ("2023-07-17", "kept"),
        ("2023-07-18", "broken"),
    ],
)
def test_a_disposal_of_a_listed_asset_is_6_weeks_to_18_months_after_the_council_is_told(
    day: str, outcome: str
) -> None:
    row = "future: surplus, community_value: yes, listing_notice: 2022-01-17"
    plan = building(f"{row}, disposed: {day}", "listing_notice") + "facts: {community_bid: no}\n"
    assert worst(plan, "EH333") == outcome


@pytest.mark.parametrize(("day", "outcome"), [("2022-07-16", "broken"), ("2022-07-17", "kept")])
def test_a_disposal_waits_six_months_where_a_community_group_asks_to_bid(
    day: str, outcome: str
) -> None:
    plan = facts(listing__notice="2022-01-17", disposal=day, community_bid="yes")
    (about,) = [item for item in found(plan, "EH333") if "community group" in item.message]
    assert f": {outcome}" in about.message


def test_a_disposal_is_not_known_to_wait_until_somebody_says_whether_a_group_asked() -> None:
    plan = facts(listing__notice="2022-01-17", disposal="2022-03-01")
    (about,) = [item for item in found(plan, "EH333") if "community group" in item.message]
    assert about.severity is Severity.NOT_KNOWN
    assert "needs `community_bid`" in about.message
    assert "Sunday 17 July 2022" in about.message
    plan = facts(listing__notice="2022-01-17", disposal="2022-03-01", community_bid="no")
    assert not any("community group" in item.message for item in found(plan, "EH333"))


BID = "listed community asset that a community group asks to bid for"


@pytest.mark.parametrize(
    ("bid", "listed", "severity"),
    [
        ("yes", "2022-01-17", Severity.NOTE),
        ("yes", "2022-01-18", Severity.ERROR),
        ("no", "2022-01-18", None),
        ("{elm: yes, oak: no}", "2022-01-18", Severity.ERROR),
        ("{elm: no, oak: yes}", "2022-01-18", None),
        ("{oak: yes}", "2022-01-18", Severity.NOT_KNOWN),
        ("", "2022-01-18", Severity.NOT_KNOWN),
        ("", "2022-01-17", Severity.NOTE),  # six months on, whether a group asks or not
    ],
)
def test_a_property_waits_six_months_where_a_community_group_asks_to_bid_for_it(
    bid: str, listed: str, severity: Severity | None
) -> None:
    row = f"future: surplus, community_value: yes, listing_notice: {listed}, disposed: 2022-07-17"
    plan = building(row, "listing_notice") + f"facts: {{community_bid: {bid}}}\n"
    about = [item for item in found(plan, "EH333") if BID in item.message]
    assert [item.severity for item in about] == ([] if severity is None else [severity])
    if severity is Severity.NOT_KNOWN:
        assert "needs `community_bid`; where community_bid is yes, " in about[0].message


def test_a_disposal_before_the_localism_act_waited_for_no_community() -> None:
    plan = facts(listing__notice="2012-09-03", disposal="2012-09-20")
    assert not any("Localism" in item.message for item in found(plan, "EH333"))


def test_a_milestone_that_breaks_the_law_has_a_proof_that_names_it() -> None:
    plan = """\
milestones:
  hall.told: {role: listing.notice, on: 2022-01-17}
  hall.sold: {role: disposal, on: 2022-02-25}
"""
    (proof,) = found(plan, "EH201")
    assert "hall.sold" in proof.message
    assert any("Localism Act 2011" in (step.source or "") for step in proof.chain)


def test_a_centre_whose_department_is_told_after_its_service_ends_is_a_clash() -> None:
    row = "future: surplus, grant: 240000, service_ended: 2021-12-03"
    plan = building(f"{row}, dfe_notified: 2021-12-04", "dfe_notified", "service_ended")
    assert found(plan, "EH205") != []
    plan = building(f"{row}, dfe_notified: 2021-12-03", "dfe_notified", "service_ended")
    assert found(plan, "EH205") == []
    assert worst(plan, "EH334") == "kept"


def test_a_grant_funded_centre_without_a_day_for_it_is_told_by_when() -> None:
    plan = building("future: surplus, grant: 240000, service_ended: 2021-12-03", "service_ended")
    severity, message = said(plan, "EH334")
    assert severity is Severity.NOT_KNOWN
    assert "dfe_notified no later than Friday 3 December 2021" in message


def test_a_grant_funded_centre_is_of_interest_to_the_department_for_25_years() -> None:
    _, message = said(building("future: surplus, designated: 2009-03-31"), "EH334")
    assert "is Friday 31 March 2034" in message


def test_a_grant_funded_centre_is_one_that_says_so() -> None:
    plan = building("future: surplus, service_ended: 2021-12-03", "service_ended")
    assert found(plan, "EH334") == []


SCHOOL_LAND = "future: surplus, school_land: yes, school_use_ended: 2016-07-22"


@pytest.mark.parametrize(("day", "outcome"), [("2022-04-10", "broken"), ("2022-04-11", "kept")])
def test_school_land_is_disposed_of_with_consent(day: str, outcome: str) -> None:
    row = f"{SCHOOL_LAND}, school_land_consent: 2022-04-11, disposed: {day}"
    messages = [item.message for item in found(building(row, "school_land_consent"), "EH335")]
    assert sum(f": {outcome}" in message for message in messages) == 1
    plan = facts(school_land__consent="2022-04-11", disposal=day)
    assert worst(plan, "EH335") == outcome


def test_school_land_is_asked_about_for_eight_years() -> None:
    _, message = said(building(SCHOOL_LAND), "EH335")
    assert "is Monday 22 July 2024" in message


def test_school_land_is_not_known_for_a_school_site_that_does_not_say() -> None:
    severity, message = said(building("future: surplus, tenure: school site"), "EH335")
    assert severity is Severity.NOT_KNOWN
    assert "needs `school_land`" in message


def test_school_land_was_not_asked_about_before_the_act() -> None:
    plan = facts(school_land__consent="2012-01-31", disposal="2012-01-30")
    assert found(plan, "EH335") == []
