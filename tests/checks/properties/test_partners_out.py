"""Is every partner out before the building is left?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from earlyhelp import Finding
from earlyhelp.findings import Severity

if TYPE_CHECKING:
    from tests.checks.properties.conftest import Elm, Find

#: Of what the centre's row says and what the partner's: what is found.
Partners = Callable[..., list[Finding]]


@pytest.fixture
def partners(elm: Elm) -> Partners:
    """What is found of one partner in Elm Road."""

    def run(says: str, row: str) -> list[Finding]:
        also = f"""
        partners:
          - {{id: nursery, name: Seashell Nursery}}
        occupations:
          - {{property: elm, partner: nursery, {row}}}
        """
        return elm("EH404", says, also=also)

    return run


@pytest.mark.parametrize(("out", "late"), [("2021-12-13", []), ("2021-12-14", [1])])
@pytest.mark.parametrize("state", ["vacated", "handed_over"])
def test_a_partner_is_out_by_the_day_the_property_is_left(
    partners: Partners, state: str, out: str, late: list[int]
) -> None:
    found = partners(f"{state}: 2021-12-13", f"out: {out}")
    assert late == [finding.short_by_days for finding in found]


def test_a_partner_that_goes_too_late_is_said_with_both_days(partners: Partners) -> None:
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
def test_an_extension_beyond_the_day_of_the_property(
    partners: Partners, extension: str, words: str
) -> None:
    [finding] = partners("vacated: 2021-12-13", f"{extension}extended_to: 2021-12-17")
    expected = (
        f"Seashell Nursery {words} in Elm Road to Friday 17 December 2021, 4 days after the "
        "property is vacated on Monday 13 December 2021"
    )
    assert expected == finding.message
    assert not partners("vacated: 2021-12-17", f"{extension}extended_to: 2021-12-17")


def test_an_extension_that_was_refused_or_is_over_does_not_count(partners: Partners) -> None:
    assert not partners("vacated: 2021-12-13", "extension: refused, extended_to: 2021-12-17")
    out = "extension: agreed, extended_to: 2021-12-17, 'done:out': 2021-09-16"
    assert not partners("vacated: 2021-12-13", out)


def test_of_the_day_out_and_the_extension_the_later_is_said(partners: Partners) -> None:
    row = "out: 2021-12-15, extension: requested, extended_to: 2021-12-17"
    assert [finding.short_by_days for finding in partners("vacated: 2021-12-13", row)] == [4]
    row = "out: 2021-12-20, extension: requested, extended_to: 2021-12-17"
    assert [finding.short_by_days for finding in partners("vacated: 2021-12-13", row)] == [7]


def test_the_earlier_of_vacated_and_handed_over_counts_and_a_fact_before_any_forecast(
    partners: Partners,
) -> None:
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
def test_a_property_is_left_and_a_partner_is_not_recorded_as_out(
    partners: Partners, row: str
) -> None:
    [finding] = partners("'done:vacated': 2021-09-15", row)
    expected = (
        "Elm Road was vacated on Wednesday 15 September 2021, and Seashell Nursery is not "
        "recorded as out"
    )
    assert expected == finding.message


def test_nothing_is_said_of_a_partner_that_is_out_or_has_no_day_yet_or_stays(
    find: Find, partners: Partners
) -> None:
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
