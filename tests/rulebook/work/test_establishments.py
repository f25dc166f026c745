"""Is an establishment asked about its own days only, where each has milestones of its own?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import earlyhelp
from tests.rulebook.work.conftest import ERROR, NOT_KNOWN, NOTE, of_code, planned

BEGINS: Final = date(2021, 9, 8)
CONSULTATION: Final = "  consultation: {role: consultation.start, on: 2021-09-08}\n"
POSTS: Final = {"posts_at_risk": "{north: 25, south: 120}"}


def first(name: str, day: date | str) -> str:
    return f"  {name}: {{role: first_dismissal, on: {day}, days: any}}\n"


def test_the_smaller_site_is_not_held_to_the_days_of_the_larger_one() -> None:
    """Thirty days for the 25 posts of north, 45 for the 120 of south: both are kept."""
    days = first("north.first", "2021-10-08") + first("south.first", "2021-10-23")
    plan = planned(POSTS, CONSULTATION + days)
    assert earlyhelp.solve(plan).feasible
    (kept,) = of_code(plan, "EH301")
    assert kept.severity is NOTE
    assert "kept for 2 establishments" in kept.message


def test_a_breach_at_the_larger_site_is_proved_of_its_own_milestones() -> None:
    days = first("north.first", "2021-10-08") + first("south.first", "2021-10-22")
    (conflict,) = of_code(planned(POSTS, CONSULTATION + days), "EH201")
    assert "1 day short between consultation and south.first" in conflict.message


def test_a_site_whose_milestone_the_plan_does_not_have_is_not_known() -> None:
    found = of_code(planned(POSTS, CONSULTATION + first("north.first", "2021-10-08")), "EH301")
    said = {item.severity: item.message for item in found}
    assert set(said) == {NOTE, NOT_KNOWN}
    assert "not known for south: needs `first_dismissal`" in said[NOT_KNOWN]


def test_one_site_can_say_its_day_as_a_fact_and_another_as_a_milestone() -> None:
    facts = {**POSTS, "first_dismissal": "{south: 2021-10-22}"}
    found = of_code(planned(facts, CONSULTATION + first("north.first", "2021-10-08")), "EH301")
    said = {item.severity: item.message for item in found}
    assert set(said) == {NOTE, ERROR}
    assert "broken for south" in said[ERROR]


def test_a_day_that_names_no_site_is_the_day_of_all() -> None:
    """If the one day is the first dismissal of a site with 120 posts, 45 days are asked for."""
    plan = planned(POSTS, CONSULTATION + first("dismissal", "2021-10-22"))
    assert not earlyhelp.solve(plan).feasible


def test_a_site_that_only_a_milestone_names_is_asked_beside_one_with_a_fact() -> None:
    """The notices of north are a milestone and those of south a fact; both come too early."""
    facts = {**POSTS, "notice.given": "{south: 2021-09-28}"}
    closed = "  closed: {role: consultation.end, expected: 2021-09-29}\n"
    early = "  north.notice: {role: notice.given, expected: 2021-09-27}\n"
    found = of_code(planned(facts, closed + early), "EH302")
    assert ["broken for south" in item.message for item in found] == [True]
    (clash,) = of_code(planned(facts, closed + early), "EH205")
    assert "north.notice" in clash.message


@pytest.mark.parametrize("name", ["first-centre-07", "centre-07.first", "first_centre_07"])
def test_of_two_sites_that_are_called_alike_an_id_names_the_longer(name: str) -> None:
    facts = {"posts_at_risk": "{centre: 120, centre-07: 25}"}
    days = first(name, "2021-10-08") + first("centre.first", "2021-10-23")
    assert earlyhelp.solve(planned(facts, CONSULTATION + days)).feasible


@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, 19, 20, 25, 99, 100, 400]),
            st.integers(25, 50),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_plan_can_be_met_where_every_site_has_its_own_days(
    sites: list[tuple[int, int]],
) -> None:
    """By the definition: none below 20, 30 days to 99 and 45 from 100, at each site."""
    named = {f"site{at}": item for at, item in enumerate(sites)}
    posts = ", ".join(f"{name}: {count}" for name, (count, _) in named.items())
    days = "".join(
        first(f"{name}.first", BEGINS + timedelta(days=lies)) for name, (_, lies) in named.items()
    )
    plan = planned({"posts_at_risk": f"{{{posts}}}"}, CONSULTATION + days)
    kept = [lies >= (45 if count >= 100 else 30 if count >= 20 else 0) for count, lies in sites]
    assert earlyhelp.solve(plan).feasible is all(kept)
