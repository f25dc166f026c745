"""`eh plan critical`: the chains that leave the least room before a fixed day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


@pytest.mark.usefixtures("redesign")
def test_the_tightest_chain_comes_first(eh: Eh) -> None:
    """
    milestones:
      partners.told:
        expected: 2021-09-20
      handover.last:
        by: 2021-12-20
        after: partners.told + 12 weeks
      guidance.published:
        expected: 2021-10-01
      offer.launch:
        on: 2022-01-04
        after: guidance.published + 4 weeks
    """
    answer = eh("plan", "critical", "redesign")
    assert answer.code == 0
    heads = [line for line in answer.out.splitlines() if "of room before" in line]
    assert len(heads) == 2
    assert heads[0].endswith("of room before handover.last")
    assert heads[1].endswith("of room before offer.launch")


@pytest.mark.usefixtures("redesign")
def test_the_room_is_the_sum_of_its_chain(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        not_before: 2021-10-12
      offer.launch:
        on: 2022-01-04
        after: consultation.response + 10 weeks
    """
    document = json.loads(eh("plan", "critical", "redesign", "-f", "json").out)
    assert document["schema"] == "earlyhelp.critical/1"
    (chain,) = document["chains"]
    assert chain["milestone"] == "offer.launch"
    assert chain["room_days"] == 84 - 70
    assert [step["adds"] for step in chain["chain"]] == [None, 70, None]


@pytest.mark.usefixtures("redesign")
def test_most_says_how_many_and_the_rest_are_counted(eh: Eh) -> None:
    """
    milestones:
      partners.told:
        expected: 2021-09-20
      handover.last:
        by: 2021-12-20
        after: partners.told + 12 weeks
      guidance.published:
        expected: 2021-10-01
      offer.launch:
        on: 2022-01-04
        after: guidance.published + 4 weeks
    """
    answer = eh("plan", "critical", "redesign", "--most", "1")
    assert answer.out.count("of room before") == 1
    assert "--most 2" in answer.out
    document = json.loads(eh("plan", "critical", "redesign", "--most", "1", "-f", "json").out)
    assert len(document["chains"]) == 1


@pytest.mark.parametrize("most", ["0", "-1"])
@pytest.mark.usefixtures("redesign")
def test_fewer_than_one_chain_cannot_be_asked_for(eh: Eh, most: str) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-04
    """
    assert eh("plan", "critical", "redesign", "--most", most).code == 2


@pytest.mark.usefixtures("redesign")
def test_a_plan_without_a_fixed_day_has_no_critical_chain(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        expected: 2021-10-12
    """
    answer = eh("plan", "critical", "redesign")
    assert answer.code == 0
    assert "no day of this plan is fixed" in answer.out


@pytest.mark.usefixtures("redesign")
def test_a_plan_that_cannot_be_met_is_1_and_points_to_the_proof(eh: Eh) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      offer.launch:
        on: 2022-01-04
        after: consultation.response + 6 months
    """
    answer = eh("plan", "critical", "redesign")
    assert answer.code == 1
    assert "`eh plan check` says why" in answer.out
