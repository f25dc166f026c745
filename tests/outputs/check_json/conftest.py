"""Does a document of `eh plan check --format json` keep the schema `earlyhelp.check/1`?

The schema below is section 6 of the design, to the order of its keys. Within it keys are only
ever added, and those that were added so far are named in `ADDED`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import jsonschema
import pytest

if TYPE_CHECKING:
    from tests.outputs.conftest import EhCheck, WriteRedesign

Document = dict[str, Any]
#: Of what was printed: the document, after all that the contract says of it was looked at.
LawAbiding = Callable[[str], Document]
#: Of what a plan says: the document that is answered to it.
DocumentOf = Callable[[str], Document]
#: Of a document and a code: the one finding with this code.
Only = Callable[[Document, str], Document]

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
) | {"required": [*FINDING, *sorted(ADDED)]}
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
            rules_as_at=DAY,
        ),
        verdict={"enum": ["ok", "not known", "warnings", "errors", "unreadable"]},
        feasible={"type": ["boolean", "null"]},
        uncertain=an_object(
            ("verdict", "lengths"),
            verdict={"enum": ["always", "not always", "not known", "none"]},
            lengths=COUNT,
        ),
        counts=an_object(COUNTS, **dict.fromkeys(COUNTS, COUNT)),
        milestones=a_list(A_MILESTONE),
        findings=a_list(A_FINDING),
    ),
}


def order(record: dict[str, Any]) -> tuple[str, ...]:
    """The keys of an object in their order, without those that were added."""
    return tuple(key for key in record if key not in ADDED)


@pytest.fixture
def contract() -> Document:
    """The schema of the whole document."""
    return A_CHECK


@pytest.fixture
def law_abiding() -> LawAbiding:
    """The document, after everything that the contract says of any document was looked at."""

    def run(printed: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(printed)
        jsonschema.Draft202012Validator(A_CHECK).validate(document)
        asked = (*DOCUMENT[:4], "uncertain", *DOCUMENT[4:])
        assert order(document) in {DOCUMENT, asked}
        assert order(document["plan"]) in {PLAN, (*PLAN, "rules_as_at")}
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

    return run


@pytest.fixture
def only() -> Only:
    """The one finding with this code."""

    def run(document: dict[str, Any], code: str) -> dict[str, Any]:
        (finding,) = (item for item in document["findings"] if item["code"] == code)
        assert isinstance(finding, dict)
        return finding

    return run


@pytest.fixture
def document_of(
    write_redesign: WriteRedesign, eh_check: EhCheck, law_abiding: LawAbiding
) -> DocumentOf:
    """What is answered to a plan that says this; it keeps the contract."""
    return lambda said: law_abiding(eh_check(write_redesign(said).name, "-f", "json"))


@pytest.fixture
def document(request: pytest.FixtureRequest, document_of: DocumentOf) -> Document:
    """What is answered to the plan that the test's docstring is; it keeps the contract."""
    return document_of(request.function.__doc__ or "")
