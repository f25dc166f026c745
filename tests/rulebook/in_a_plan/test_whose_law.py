"""Is it said whose law it is, where the plan is of another nation or has a rule in its place?"""

from __future__ import annotations

import pytest

import earlyhelp
from earlyhelp import Severity
from earlyhelp.files.load import parse
from tests.rulebook.in_a_plan.conftest import HEAD, found

PAPERS = "facts: {agenda.published: 2021-10-DD, meeting: 2021-10-12}\n"
OWN = """
rules:
  agenda:
    title: Papers come three days before
    then: meeting
    after: agenda.published + 3 calendar days
    source: Standing orders
"""


@pytest.mark.parametrize(
    ("nation", "named"),
    [("scotland", "Scotland"), ("wales", "Wales"), ("northern-ireland", "Northern Ireland")],
)
def test_in_another_nation_the_law_of_england_is_first_to_be_verified(
    nation: str, named: str
) -> None:
    said = HEAD.replace("nation: england", f"nation: {nation}")
    for day, words in (
        ("01", "100B; to verify)"),
        ("08", f"100B; to verify: whether it holds in {named}, because it is given as it is in"),
    ):
        plan = parse((said + PAPERS.replace("DD", day)).encode())
        [item] = [item for item in earlyhelp.check(plan) if item.code == "EH322"]
        assert words in item.message


def test_in_another_nation_a_proof_says_of_the_law_that_it_is_to_verify() -> None:
    lines = "milestones:\n  papers: {role: agenda.published, on: 2021-10-08}\n"
    lines += "  day: {role: meeting, on: 2021-10-12}\n"
    for nation, is_to_verify in (("wales", True), ("england", False)):
        plan = parse((HEAD.replace("nation: england", f"nation: {nation}") + lines).encode())
        [conflict] = [item for item in earlyhelp.check(plan) if item.code == "EH201"]
        [law] = [step for step in conflict.chain if step.source]
        assert (law.source or "").endswith("to verify") is is_to_verify


@pytest.mark.parametrize(("day", "severity"), [("09", Severity.NOTE), ("10", Severity.ERROR)])
def test_a_rule_that_takes_the_place_of_a_statute_says_so(day: str, severity: Severity) -> None:
    """A council that calls a rule of its own `agenda` is told that the Act's is not asked."""
    said = PAPERS.replace("DD", day) + OWN
    [item] = found(said, "EH390", "EH322")
    assert item.severity is severity
    place = "in place of the rule `agenda` that comes along: SI 2012/2089, regulations 6 and 7"
    assert place in item.message


def test_a_rule_with_a_name_of_its_own_takes_no_place() -> None:
    said = PAPERS.replace("DD", "01") + OWN.replace("  agenda:", "  papers:")
    messages = [item.message for item in found(said, "EH390", "EH322")]
    assert len(messages) == 2
    assert "in place of" not in str(messages)
