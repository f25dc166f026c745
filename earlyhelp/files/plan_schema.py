"""What does an editor have to know to complete and check a plan.yaml as it is typed?

A JSON Schema (draft 2020-12) made from the very lists of keys that the readers go by. It knows
the shape of a plan and the forms of its days, lags and words; whether names lead anywhere, and
whether the days can be met, only `eh plan check` can say. So what it refuses, the reader
refuses; the reverse does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.files.link_lines import LINK_KEYS
from earlyhelp.files.milestone_entries import (
    LINKED,
    MILESTONE_DAYS,
    MILESTONE_TEXTS,
    STAGE_KEYS,
)
from earlyhelp.files.plan_risks import DEGREES, RISK_KEYS
from earlyhelp.files.plan_yaml import OF_ROWS, REQUIRED, SETTING_KEYS
from earlyhelp.files.registers import KINDS, REGISTER_KEYS
from earlyhelp.files.selections import columns
from earlyhelp.files.workflow_entries import WORKFLOW_KEYS
from earlyhelp.model import Days
from earlyhelp.model.risks import Degree, RiskStatus

NAME: Final = "earlyhelp.plan/1"
Schema = dict[str, Any]

#: An editor reads ``2022`` as a number and ``no`` as yes or no; a plan reads both as they look.
_TEXT: Final[Schema] = {"type": ["string", "number", "boolean"]}
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATE_FORMS: Final = (
    _DAY,
    f"week of {_DAY}",
    "end of [0-9]{4}(-[0-9]{2}){0,1}",
    "[0-9]{4}-[0-9]{2}",
    "[0-9]{4}",
    r"\S+ to \S+",
)
_ID: Final = r"^[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_][A-Za-z0-9_-]*)*$"
#: What the keys say that are the same wherever they stand.
_SAYS: Final = {
    "title": "What people call it.",
    "owner": "Who answers for it: a role, never a person.",
    "workstream": "The part of the programme that it belongs to.",
    "source": "Where this is said: a paragraph, a decision, a statute.",
    "note": "Anything else; it leaves the plan nowhere.",
    "role": "What it is to the rules of law, such as consultation.start.",
    "on": "Pinned to this day: never moved; it turns red instead.",
    "expected": "Where people think it will fall: checked, never a constraint.",
    "not_before": "The first day on which it can be, inclusive.",
    "done": "The day on which it happened: a fact.",
    "by": "A deadline, inclusive: a day, or so long after another milestone.",
    "after": "On or after another milestone, plus a lag.",
    "before": "So long before another milestone.",
    "within": "After another milestone, and at most so long after it.",
    "exactly": "So long after another milestone, on that very day.",
    "days": "Whether it may fall on any day, or on working days alone.",
    "locked": "Never offered as something to change.",
    "lasts": "How long: at least, at most, exactly, between … and …, likely …",
    "decided_by": "Who decides how long it takes, where others do.",
}


def plan_schema() -> Schema:
    """The schema of a plan.yaml."""
    milestone = {"$ref": "#/$defs/milestone"}
    sections: Schema = {
        "format": {"enum": [1, "1"]},
        "id": {**_TEXT, "description": "The plan's own name; calendars go by it.", "pattern": _ID},
        "title": _TEXT,
        "organisation": _TEXT,
        "source": _TEXT,
        "note": _TEXT,
        "nation": {"enum": list(NATIONS), "description": "Whose bank holidays count."},
        "as_at": {
            **_pattern(_DAY),
            "description": "The day on which the facts were true; absent: today.",
        },
        "days": {"enum": _words(Days), "description": "The default for every milestone."},
        "closures": {"type": "array", "items": {"$ref": "#/$defs/closure"}},
        "facts": {"type": "object", "description": "What the rules need; absent: not known."},
        "settings": _closed(dict.fromkeys(SETTING_KEYS, _TEXT)),
        "milestones": _named(milestone),
        "stages": _named({"$ref": "#/$defs/stage"}),
        "rules": _named({"type": ["object", "null"]}),
        "risks": _named({"$ref": "#/$defs/risk"}),
        **{name: _named({"$ref": "#/$defs/workflow"}) for name in OF_ROWS if name == "workflows"},
        **{name: _register(kind) for name, kind in KINDS.items()},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{NAME.replace('/', ':')}",
        "title": "A plan of earlyhelp",
        **_closed(sections),
        "required": list(REQUIRED),
        "$defs": {
            "date": _dates(),
            "days": _one_or_many({"$ref": "#/$defs/deadline"}),
            "deadline": {"anyOf": [{"$ref": "#/$defs/date"}, {"$ref": "#/$defs/link"}]},
            "link": {
                "anyOf": [
                    {"type": "string", "minLength": 1},
                    {**_closed(dict.fromkeys(LINK_KEYS, _TEXT)), "required": ["link"]},
                ]
            },
            "links": _one_or_many({"$ref": "#/$defs/link"}),
            "closure": {
                "anyOf": [_pattern(f"{_DAY}( to {_DAY})?"), _closed({"days": _TEXT, "name": _TEXT})]
            },
            "milestone": {**_closed(_of_a_milestone()), "type": ["object", "null"]},
            "stage": {**_closed(_of_a_stage(milestone)), "type": ["object", "null"]},
            "risk": _closed(_of_a_risk()),
            "workflow": _closed(_of_a_workflow()),
        },
    }


def _of_a_milestone() -> Schema:
    return {
        **{key: _said(key, _TEXT) for key in MILESTONE_TEXTS},
        **{key: _said(key, {"$ref": "#/$defs/date"}) for key in MILESTONE_DAYS},
        "by": _said("by", {"$ref": "#/$defs/days"}),
        **{key: _said(key, {"$ref": "#/$defs/links"}) for key in LINKED},
        "days": _said("days", {"enum": _words(Days)}),
        "locked": _said("locked", _yes_or_no()),
    }


def _of_a_stage(milestone: Schema) -> Schema:
    of_a_milestone = _of_a_milestone()
    own = {"start": milestone, "end": milestone}
    return {key: own.get(key) or of_a_milestone.get(key) or _said(key, _TEXT) for key in STAGE_KEYS}


def _of_a_risk() -> Schema:
    own: Schema = {
        **{key: {"enum": _words(Degree)} for key in DEGREES},
        "status": {"enum": _words(RiskStatus)},
        "threatens": _one_or_many(_TEXT),
    }
    return {key: own.get(key, _TEXT) for key in RISK_KEYS}


def _of_a_workflow() -> Schema:
    own: Schema = {"steps": {"type": ["object", "null"]}, "limits": _one_or_many(_TEXT)}
    return {key: own.get(key, _TEXT) for key in WORKFLOW_KEYS}


def _register(kind: type) -> Schema:
    """A file's name, rows, or more about either; a row may name steps of its workflow besides."""
    row = {"type": "object", "properties": {name: {} for name in columns(kind)}}
    rows = {"type": "array", "items": row}
    own = {"rows": rows, "columns": {"type": ["object", "string"]}}
    keys = {key: own.get(key, _TEXT) for key in REGISTER_KEYS}
    return {"anyOf": [{"type": ["string", "null"]}, rows, _closed(keys)]}


def _dates() -> Schema:
    forms = "|".join(f"({form})" for form in _DATE_FORMS)
    return {"anyOf": [{"type": "integer", "minimum": 1970, "maximum": 2099}, _pattern(forms)]}


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^({pattern})$"}


def _said(key: str, schema: Schema) -> Schema:
    return {**schema, "description": _SAYS[key]}


def _closed(keys: Schema) -> Schema:
    return {"type": "object", "properties": keys, "additionalProperties": False}


def _named(entry: Schema) -> Schema:
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": _ID},
        "additionalProperties": entry,
    }


def _one_or_many(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _words(kind: Iterable[Any]) -> list[str]:
    return [str(one.value) for one in kind]


def _yes_or_no() -> Schema:
    return {"enum": ["yes", "no", "true", "false", True, False]}
