"""What does an editor have to know to complete and check a plan.yaml as it is typed?

A JSON Schema (draft 2020-12) made from the very lists of keys that the readers go by. It knows
the shape of a plan and the forms of its days, lags and words; whether names lead anywhere, and
whether the days can be met, only `eh plan check` can say. So what it refuses, the reader
refuses; the reverse does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.files.plan import words as plan_words
from earlyhelp.files.plan.link_lines import LINK_KEYS
from earlyhelp.files.plan.milestone_entries import (
    LINKED,
    MILESTONE_DAYS,
    MILESTONE_TEXTS,
    STAGE_KEYS,
)
from earlyhelp.files.plan.plan_yaml import BASES, OF_ROWS, REQUIRED, SETTING_KEYS
from earlyhelp.files.plan.risks import DEGREES, RISK_KEYS
from earlyhelp.files.plan.rule_entries import RULE_KEYS, RULE_LISTS
from earlyhelp.files.plan.workflow_entries import WORKFLOW_KEYS
from earlyhelp.files.registers.register_files import KINDS, REGISTER_KEYS
from earlyhelp.files.selections import columns
from earlyhelp.model import Days
from earlyhelp.model.risks import Degree, RiskStatus
from earlyhelp.model.rules import Authority, Confidence

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


def plan_schema() -> Schema:
    """The schema of a plan.yaml."""
    milestone = {"$ref": "#/$defs/milestone"}
    sections: Schema = {
        "format": {"enum": [1, "1"]},
        "id": {**_TEXT, "pattern": _ID},
        "title": _TEXT,
        "organisation": _TEXT,
        "source": _TEXT,
        "note": _TEXT,
        "nation": {"enum": list(NATIONS)},
        "as_at": _pattern(_DAY),
        "days": {"enum": _words(Days)},
        "closures": {"type": "array", "items": {"$ref": "#/$defs/closure"}},
        "facts": {"type": "object"},
        "settings": _closed(_of_settings()),
        "milestones": _named(milestone),
        "stages": _named({"$ref": "#/$defs/stage"}),
        "rules": _named({"$ref": "#/$defs/rule"}),
        "risks": _named({"$ref": "#/$defs/risk"}),
        **{name: _named({"$ref": "#/$defs/workflow"}) for name in OF_ROWS if name == "workflows"},
        **{name: _register(kind) for name, kind in KINDS.items()},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{NAME.replace('/', ':')}",
        "title": "A plan of earlyhelp",
        **_closed(_said(sections, plan_words.PLAN)),
        "required": list(REQUIRED),
        "$defs": {
            "date": _dates(),
            "days": _one_or_many({"$ref": "#/$defs/deadline"}),
            "deadline": {"anyOf": [{"$ref": "#/$defs/date"}, {"$ref": "#/$defs/link"}]},
            "link": {
                "anyOf": [
                    {"type": "string", "minLength": 1},
                    {**_closed(_of_a_link()), "required": ["link"]},
                ]
            },
            "links": _one_or_many({"$ref": "#/$defs/link"}),
            "closure": {"anyOf": [_pattern(f"{_DAY}( to {_DAY})?"), _closed(_of_a_closure())]},
            "milestone": {**_closed(_of_a_milestone()), "type": ["object", "null"]},
            "stage": {**_closed(_of_a_stage(milestone)), "type": ["object", "null"]},
            "risk": _closed(_of_a_risk()),
            "rule": {**_closed(_of_a_rule()), "type": ["object", "null"]},
            "workflow": _closed(_of_a_workflow()),
        },
    }


def _of_a_milestone() -> Schema:
    keys: Schema = {
        **dict.fromkeys(MILESTONE_TEXTS, _TEXT),
        **{key: {"$ref": "#/$defs/date"} for key in MILESTONE_DAYS},
        "by": {"$ref": "#/$defs/days"},
        **{key: {"$ref": "#/$defs/links"} for key in LINKED},
        "days": {"enum": _words(Days)},
        "locked": _yes_or_no(),
    }
    return _said(keys, {})


def _of_a_stage(milestone: Schema) -> Schema:
    of_a_milestone = _of_a_milestone()
    own = {"start": milestone, "end": milestone}
    keys = {key: own.get(key) or of_a_milestone.get(key) or _TEXT for key in STAGE_KEYS}
    return _said(keys, plan_words.STAGE)


def _of_a_link() -> Schema:
    own = {"locked": _yes_or_no()}
    return _said({key: own.get(key, _TEXT) for key in LINK_KEYS}, plan_words.LINK)


def _of_a_closure() -> Schema:
    return _said({"days": _TEXT, "name": _TEXT}, plan_words.CLOSURE)


def _of_settings() -> Schema:
    own: Schema = {"clear_days_basis": {"enum": list(BASES)}}
    return _said({key: own.get(key, _TEXT) for key in SETTING_KEYS}, plan_words.SETTINGS)


def _of_a_risk() -> Schema:
    own: Schema = {
        **{key: {"enum": _words(Degree)} for key in DEGREES},
        "status": {"enum": _words(RiskStatus)},
        "threatens": _one_or_many(_TEXT),
    }
    return _said({key: own.get(key, _TEXT) for key in RISK_KEYS}, plan_words.RISK)


def _of_a_workflow() -> Schema:
    own: Schema = {"steps": {"type": ["object", "null"]}, "limits": _one_or_many(_TEXT)}
    return _said({key: own.get(key, _TEXT) for key in WORKFLOW_KEYS}, plan_words.WORKFLOW)


def _of_a_rule() -> Schema:
    own: Schema = {
        "authority": {"enum": _words(Authority)},
        "confidence": {"enum": _words(Confidence)},
        "each_its_own": _yes_or_no(),
        "bands": _one_or_many({"type": "object"}),
        **{key: _one_or_many(_TEXT) for key in RULE_LISTS},
    }
    return _said({key: own.get(key, _TEXT) for key in RULE_KEYS}, plan_words.RULE)


def _register(kind: type) -> Schema:
    """A file's name, rows, or more about either; a row may name steps of its workflow besides."""
    row = {"type": "object", "properties": {name: {} for name in columns(kind)}}
    rows = {"type": "array", "items": row}
    own = {"rows": rows, "columns": {"type": ["object", "string"]}}
    keys = _said({key: own.get(key, _TEXT) for key in REGISTER_KEYS}, plan_words.REGISTER)
    return {"anyOf": [{"type": ["string", "null"]}, rows, _closed(keys)]}


def _dates() -> Schema:
    forms = "|".join(f"({form})" for form in _DATE_FORMS)
    return {"anyOf": [{"type": "integer", "minimum": 1970, "maximum": 2099}, _pattern(forms)]}


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^({pattern})$"}


def _said(keys: Schema, part: Mapping[str, str]) -> Schema:
    """Each key with the sentence that says what it means in this part of a plan."""
    return {
        key: {**schema, "description": plan_words.says(key, part)} for key, schema in keys.items()
    }


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
