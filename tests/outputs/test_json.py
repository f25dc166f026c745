"""`eh plan check --format json` keeps the schema `earlyhelp.check/1`, to the order of its keys.

The schema below is section 6 of the design. Within it keys are only ever added, and those
that were added so far are named in `ADDED`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jsonschema
import pytest

if TYPE_CHECKING:
    from tests.outputs.conftest import EhCheck

#: The keys of each object, in the order of the contract.
DOCUMENT: Final = ("schema", "plan", "verdict", "feasible", "counts", "milestones", "findings")
PLAN: Final = ("id", "title", "path", "as_at", "nation", "calendar")
COUNTS: Final = ("error", "warning", "not_known", "note")
MILESTONE: Final = (
    "id",
    "title",
    "stated",
    "stated_as",
    "earliest",
    "latest",
    "float_days",
    "float_working_days",
    "critical",
    "done",
)
FINDING: Final = (
    "code",
    "severity",
    "message",
    "subjects",
    "file",
    "line",
    "column",
    "short_by_days",
    "chain",
    "fixes",
)
STEP: Final = ("milestone", "day", "adds", "text", "file", "line", "source")
FIX: Final = ("milestone", "field", "from", "to", "days", "text")
ADDED: Final = {"name", "short_by_working_days", "not_enough"}

STRING: Final = {"type": "string"}
STRING_OR_NULL: Final = {"type": ["string", "null"]}
INTEGER_OR_NULL: Final = {"type": ["integer", "null"]}
COUNT: Final = {"type": "integer", "minimum": 0}
LINE: Final = {"type": ["integer", "null"], "minimum": 1}
DAY: Final = {"type": ["string", "null"], "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def a_list(of: object) -> dict[str, object]:
    """A list, each item of which is like this."""
    return {"type": "array", "items": of}


def an_object(keys: tuple[str, ...], **values: object) -> dict[str, object]:
    """An object with exactly these keys, but for those that were added to a finding."""
    return {
        "type": "object",
        "required": list(keys),
        "properties": dict.fromkeys(keys, True) | values,
        "additionalProperties": False,
    }


A_STEP: Final = an_object(
    STEP,
    milestone=STRING_OR_NULL,
    day=DAY,
    adds=INTEGER_OR_NULL,
    text=STRING,
    file=STRING_OR_NULL,
    line=LINE,
    source=STRING_OR_NULL,
)
A_FIX: Final = an_object(
    FIX,
    milestone=STRING,
    field={"enum": ["on", "by", "not_before", "after", "before", "within", "exactly", "lasts"]},
    **{"from": STRING},
    to=STRING,
    days={"type": "integer"},
    text=STRING,
)
A_FINDING: Final = an_object(
    FINDING,
    code={"type": "string", "pattern": "^EH[0-9]{3}$"},
    severity={"enum": ["error", "warning", "not known", "note"]},
    message={"type": "string", "minLength": 1},
    subjects=a_list(STRING),
    file=STRING_OR_NULL,
    line=LINE,
    column=LINE,
    short_by_days={"type": ["integer", "null"], "minimum": 1},
    chain=a_list(A_STEP),
    fixes=a_list(A_FIX),
    name={"type": "string", "pattern": "^[a-z0-9-]+$"},
    short_by_working_days=INTEGER_OR_NULL,
    not_enough=a_list(STRING),
)
A_MILESTONE: Final = an_object(
    MILESTONE,
    id=STRING,
    title=STRING_OR_NULL,
    stated=STRING_OR_NULL,
    stated_as={"enum": ["done", "on", "expected", "moved", None]},
    earliest=DAY,
    latest=DAY,
    float_days=INTEGER_OR_NULL,
    float_working_days=INTEGER_OR_NULL,
    critical={"type": "boolean"},
    done=STRING_OR_NULL,
)
A_CHECK: Final = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **an_object(
        DOCUMENT,
        schema={"const": "earlyhelp.check/1"},
        plan=an_object(
            PLAN,
            id=STRING_OR_NULL,
            title=STRING_OR_NULL,
            path=STRING,
            as_at=DAY,
            nation={"enum": ["england", "wales", "scotland", "northern-ireland", None]},
            calendar=STRING_OR_NULL,
        ),
        verdict={"enum": ["ok", "not known", "warnings", "errors", "unreadable"]},
        feasible={"type": ["boolean", "null"]},
        counts=an_object(COUNTS, **dict.fromkeys(COUNTS, COUNT)),
        milestones=a_list(A_MILESTONE),
        findings=a_list(A_FINDING),
    ),
}


def order(record: dict[str, Any]) -> tuple[str, ...]:
    """The keys of an object in their order, without those that were added."""
    return tuple(key for key in record if key not in ADDED)


def law_abiding(printed: str) -> dict[str, Any]:
    """The document, after everything that the contract says of any document was looked at."""
    document: dict[str, Any] = json.loads(printed)
    jsonschema.Draft202012Validator(A_CHECK).validate(document)
    assert order(document) == DOCUMENT
    assert order(document["plan"]) == PLAN
    assert order(document["counts"]) == COUNTS
    assert {order(record) for record in document["milestones"]} <= {MILESTONE}
    assert {order(record) for record in document["findings"]} <= {FINDING}
    for finding in document["findings"]:
        assert {order(step) for step in finding["chain"]} <= {STEP}
        assert {order(fix) for fix in finding["fixes"]} <= {FIX}
        assert (finding["line"] is None) == (finding["column"] is None)
        assert (finding["line"] is None) == (finding["file"] is None)
    severities = Counter(finding["severity"] for finding in document["findings"])
    assert document["counts"] == {
        "error": severities["error"],
        "warning": severities["warning"],
        "not_known": severities["not known"],
        "note": severities["note"],
    }
    return document


def only(document: dict[str, Any], code: str) -> dict[str, Any]:
    """The one finding with this code."""
    (finding,) = (item for item in document["findings"] if item["code"] == code)
    assert isinstance(finding, dict)
    return finding


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(A_CHECK)


def test_every_plan_of_the_gallery_is_answered_by_the_contract(
    of_the_gallery: str, eh_check: EhCheck
) -> None:
    document = law_abiding(eh_check(of_the_gallery, "-f", "json"))
    assert document["plan"]["path"] == of_the_gallery
    is_unreadable = of_the_gallery.startswith("EH0")
    assert (document["verdict"] == "unreadable") is is_unreadable
    assert (document["feasible"] is None) is is_unreadable


@pytest.mark.usefixtures("redesign")
def test_a_plan_that_is_fine_has_its_days_and_its_float(eh_check: EhCheck) -> None:
    """
    milestones:
      consultation.response:
        title: Formal response to staff issued
        on: 2021-10-12
      selection.complete:
        expected: 2021-11-26
        after: consultation.response + 4 weeks
      offer.launch:
        on: 2022-01-04
        after: selection.complete
    """
    document = law_abiding(eh_check("redesign", "-f", "json"))
    assert document["verdict"] == "ok"
    assert document["feasible"] is True
    assert document["findings"] == []
    response, selection, _ = document["milestones"]
    assert list(response.values()) == [
        "consultation.response",
        "Formal response to staff issued",
        "2021-10-12",
        "on",
        "2021-10-12",
        "2021-10-12",
        0,
        0,
        response["critical"],
        None,
    ]
    assert selection["earliest"] == "2021-11-09"
    assert selection["latest"] == "2022-01-04"
    assert selection["float_days"] == 39, "from the day that is stated, not from the earliest"
    assert selection["float_working_days"] == 24


@pytest.mark.usefixtures("redesign")
def test_a_stated_day_keeps_its_words_and_says_what_it_is(eh_check: EhCheck) -> None:
    """
    milestones:
      partners.told:
        done: week of 2021-09-13
      options.appraised:
        expected: end of 2021-10
      handover.last:
        on: 2021-12-20
      options.implemented:
        after: handover.last
    """
    records = law_abiding(eh_check("redesign", "-f", "json"))["milestones"]
    stated = [(record["stated"], record["stated_as"], record["done"]) for record in records]
    assert stated == [
        ("week of 2021-09-13", "done", "week of 2021-09-13"),
        ("end of 2021-10", "expected", None),
        ("2021-12-20", "on", None),
        (None, None, None),
    ]
    assert records[0]["float_days"] is None, "what is done has no room left"
    assert records[3]["latest"] is None, "nothing limits it"


@pytest.mark.usefixtures("redesign")
def test_a_plan_that_cannot_be_met_shows_how_far_it_is_from_both_sides(
    eh_check: EhCheck,
) -> None:
    """
    milestones:
      consultation.response:
        on: 2021-10-12
      notice.expired:
        after:
          link: selection.end + 12 weeks
          source: ERA 1996 s.86
          locked: yes
      offer.launch:
        on: 2022-01-01
        days: any
        after: notice.expired
    stages:
      selection:
        lasts: at least 6 weeks
        after: consultation.response
    """
    document = law_abiding(eh_check("redesign", "-f", "json"))
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


@pytest.mark.usefixtures("redesign")
def test_where_no_bound_exists_a_plan_that_cannot_be_met_has_null(eh_check: EhCheck) -> None:
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
    document = law_abiding(eh_check("redesign", "-f", "json"))
    assert document["feasible"] is False
    last = document["milestones"][-1]
    assert last["earliest"] == "2022-04-12"
    assert last["latest"] is None
    assert last["float_days"] is None


@pytest.mark.usefixtures("redesign")
def test_a_maximum_lag_does_not_count_towards_the_days_of_a_plan_that_cannot_be_met(
    eh_check: EhCheck,
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
    document = law_abiding(eh_check("redesign", "-f", "json"))
    assert document["feasible"] is False
    vacated = document["milestones"][0]
    assert vacated["earliest"] == "2021-12-01", "the maximum lag would have said January"


@pytest.mark.usefixtures("redesign")
def test_what_goes_round_in_a_circle_has_a_chain_without_days(eh_check: EhCheck) -> None:
    """
    milestones:
      training.complete:
        after: guidance.published
      guidance.published:
        after: training.complete
    """
    document = law_abiding(eh_check("redesign", "-f", "json"))
    assert document["feasible"] is False
    steps = only(document, "EH101")["chain"]
    assert len(steps) == 2
    assert {(step["day"], step["adds"]) for step in steps} == {(None, None)}


@pytest.mark.usefixtures("redesign")
def test_an_unreadable_plan_has_every_finding_and_nothing_else(eh_check: EhCheck) -> None:
    """
    milestones:
      consultation.close:
        on: 29/9/2021
      consultation.response:
        afer: consultation.close
    """
    document = law_abiding(eh_check("redesign", "-f", "json"))
    assert document["verdict"] == "unreadable"
    assert document["feasible"] is None
    assert document["milestones"] == []
    assert document["plan"] == {
        "id": None,
        "title": None,
        "path": "redesign",
        "as_at": None,
        "nation": None,
        "calendar": None,
    }
    assert [item["code"] for item in document["findings"]] == ["EH007", "EH005"]
    assert [item["line"] for item in document["findings"]] == [3, 5]


def test_a_plan_that_is_not_there_is_unreadable_too(
    eh_check: EhCheck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    document = law_abiding(eh_check("nowhere", "-f", "json"))
    assert document["verdict"] == "unreadable"
    assert document["plan"]["path"] == "nowhere"
    assert only(document, "EH001")["file"] is None


@pytest.mark.usefixtures("redesign")
def test_findings_come_in_the_order_of_the_lines(eh_check: EhCheck) -> None:
    """
    milestones:
      offer.launch:
        on: 2022-01-01
      options.appraised:
        by: end of 2021-10
      consultation.close:
        done: 2021-09-29
      handover.last:
        expected: 2021-12-25
    """
    findings = law_abiding(eh_check("redesign", "-f", "json"))["findings"]
    lines = [finding["line"] for finding in findings]
    assert lines == sorted(lines)
    assert len(lines) >= 4


@pytest.mark.usefixtures("redesign")
def test_what_people_type_comes_back_as_they_typed_it(eh_check: EhCheck) -> None:
    r"""
    milestones:
      offer.launch:
        title: "L’offre “Early Help” – \"new\" \\ 新しい"
        on: 2022-01-04
    """
    printed = eh_check("redesign", "-f", "json")
    title = law_abiding(printed)["milestones"][0]["title"]
    assert title == 'L’offre “Early Help” – "new" \\ 新しい'
    assert "新しい" in printed, "readable as it stands, not escaped"
    assert printed.endswith("}\n")
