"""What does the JSON document say of a plan that cannot be met?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.outputs.check_json.conftest import Document, DocumentOf, Only


def test_a_plan_that_cannot_be_met_shows_how_far_it_is_from_both_sides(
    only: Only, document_of: DocumentOf, launch_too_soon: str
) -> None:
    document = document_of(launch_too_soon)
    assert document["verdict"] == "errors"
    assert document["feasible"] is False
    records = {record["id"]: record for record in document["milestones"]}
    launch = records["offer.launch"]
    assert launch["earliest"] == "2022-02-15", "from lower bounds and minimum lags alone"
    assert launch["latest"] == "2022-01-01", "from upper bounds and minimum lags alone"
    assert launch["float_days"] == -45
    assert launch["critical"] is True
    notice = records["notice.expired"]
    assert notice["earliest"] == "2022-02-15"
    assert notice["latest"] == "2021-12-31", "the last working day before the launch"
    response = records["consultation.response"]
    assert (response["earliest"], response["stated"]) == ("2021-10-12", "2021-10-12")
    assert response["latest"] < response["earliest"]

    finding = only(document, "EH201")
    assert finding["severity"] == "error"
    assert finding["short_by_days"] == 45
    assert finding["subjects"] == ["consultation.response", "offer.launch"]
    assert (finding["file"], finding["line"], finding["column"]) == ("plan.yaml", 10, 9)
    steps = finding["chain"]
    assert (steps[0]["milestone"], steps[0]["day"]) == ("consultation.response", "2021-10-12")
    assert [step["adds"] for step in steps] == [None, 0, 42, 84, 0, None]
    assert [step["line"] for step in steps] == [3, 16, 15, 6, 12, 10]
    assert steps[3]["source"] == "ERA 1996 s.86"
    for fix in finding["fixes"]:
        assert "12 weeks" not in fix["from"], "a locked line is never offered"
    launch_fix = next(fix for fix in finding["fixes"] if fix["milestone"] == "offer.launch")
    assert list(launch_fix.values())[:5] == [
        "offer.launch",
        "on",
        "2022-01-01",
        "2022-02-15",
        45,
    ]


def test_where_no_bound_exists_a_plan_that_cannot_be_met_has_null(document: Document) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      offer.launch:
        on: 2022-01-04
        after: consultation.response + 6 months
      options.implemented:
        after: offer.launch
    """
    assert document["feasible"] is False
    last = document["milestones"][-1]
    assert last["earliest"] == "2022-04-12"
    assert last["latest"] is None
    assert last["float_days"] is None


def test_a_maximum_lag_does_not_count_towards_the_days_of_a_plan_that_cannot_be_met(
    document: Document,
) -> None:
    """
    milestones:
      centre.vacated:
        not_before: 2021-12-01
      centre.handed_over:
        within: 10 working days after centre.vacated
        on: 2022-01-31
        before: centre.accepted
      centre.accepted:
        by: 2021-12-20
    """
    assert document["feasible"] is False
    vacated = document["milestones"][0]
    assert vacated["earliest"] == "2021-12-01", "the maximum lag would have said January"


def test_what_goes_round_in_a_circle_has_a_chain_without_days(
    only: Only, document: Document
) -> None:
    """
    milestones:
      training.complete:
        after: guidance.published
      guidance.published:
        after: training.complete
    """
    assert document["feasible"] is False
    steps = only(document, "EH101")["chain"]
    assert len(steps) == 2
    assert {(step["day"], step["adds"]) for step in steps} == {(None, None)}
