"""What does each key of a plan.yaml say, in a sentence?

Editors show these sentences beside a key as it is typed, and the page on the plan format in the
reference is made of them. A key means the same wherever it stands, unless it is listed again
with the part of the plan in which it means something of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: What a key says in every part that does not say otherwise.
ANYWHERE: Final[Mapping[str, str]] = {
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
    "because": "Why it is so; proofs say it.",
    "for": "Which rows it is about, such as property.future is not retained.",
}
PLAN: Final[Mapping[str, str]] = {
    "format": "Which form of plans this is: 1.",
    "id": "The plan's own name; calendars go by it.",
    "title": "What this plan is for.",
    "organisation": "The council's name, as its letters have it.",
    "source": "Where the plan as a whole comes from.",
    "nation": "Whose bank holidays count.",
    "as_at": "The day on which the facts were true; absent: today.",
    "days": "The default for every milestone; absent: working.",
    "closures": "Days and ranges on which the council does not work.",
    "facts": "What the rules need; absent: not known.",
    "settings": "What the council decides for itself.",
    "milestones": "What must be true from one day on, by its id.",
    "stages": "Spans between two milestones, by their ids: ID.start and ID.end.",
    "rules": "The council's own rules, by their ids; one that comes along gives way to its own id.",
    "risks": "What may happen that nobody wants, by its id.",
    "workflows": "What every row of a register goes through, by a name.",
    "properties": "The register of buildings.",
    "partners": "The register of organisations that work from them.",
    "occupations": "The register of which partner is in which building.",
    "teams": "The register of teams that take on open work.",
    "cases": "The register of open work; keep it out of version control.",
    "communications": "The register of the Communication Plan; each row is a milestone.",
    "budget": "The register of the programme's money.",
}
STAGE: Final[Mapping[str, str]] = {
    "start": "What its first milestone says besides.",
    "end": "What its last milestone says besides.",
    "not_before": "The first day on which it can start, inclusive.",
    "after": "It starts on or after another milestone, plus a lag.",
    "within": "It starts after another milestone, and at most so long after it.",
    "exactly": "It starts so long after another milestone, on that very day.",
    "by": "The last day on which it can end, inclusive.",
    "before": "It ends so long before another milestone.",
}
LINK: Final[Mapping[str, str]] = {
    "link": "What would stand there alone: a milestone, and a lag.",
}
CLOSURE: Final[Mapping[str, str]] = {
    "days": "A day, or two with `to` between them, both inclusive.",
    "name": "What it is called.",
}
SETTINGS: Final[Mapping[str, str]] = {
    "low_float": "Less room before a fixed day is worth a warning; absent: 5 working days.",
    "call_in": "How long a decision can be called in for; absent: not known.",
    "clear_days_basis": "How clear days are counted: working, or s243 (Local Government Act 1972).",
    "launch": "The milestone on which the new service begins; absent: offer.launch.",
    "last_handover": "The milestone on which the last building is handed over; absent: "
    "assets.last_handover.",
    "baseline": "The name of what was agreed, with which every check compares.",
}
RISK: Final[Mapping[str, str]] = {
    "cause": "What could make it happen.",
    "event": "What would happen.",
    "effect": "What would come of it.",
    "mitigation": "What is done about it.",
    "proximity": "When it could happen, in words.",
    "likelihood": "How likely it is; absent: not known.",
    "impact": "How much harm it would do; absent: not known.",
    "status": "What has become of it; absent: open.",
    "threatens": "The milestones that it threatens.",
}
WORKFLOW: Final[Mapping[str, str]] = {
    "from": "A workflow that comes along, which this one takes over and adds to.",
    "for": "Which rows go through it; absent: each property.",
    "steps": "Its milestones, by their names; each row has one of each.",
    "limits": "How many of a step in a time, such as no more than 3 handed_over a week.",
}
REGISTER: Final[Mapping[str, str]] = {
    "file": "A file beside the plan, in CSV or XLSX.",
    "rows": "The rows, typed here.",
    "columns": "The file's own headings, by our names for them; or a map that comes along.",
    "dates": (
        "How the file writes dates: YYYY-MM-DD, DD/MM/YYYY, or excel, the numbers that a "
        "spreadsheet keeps; absent: YYYY-MM-DD."
    ),
}
RULE: Final[Mapping[str, str]] = {
    "then": "The role or milestone that it binds.",
    "after": "No earlier than this sum: a role or milestone, plus lags.",
    "by": "No later than this sum: a role or milestone, plus lags.",
    "runs": "It asks nothing: this sum is a day to know of.",
    "bands": "Sums that each hold for some values of a fact, with `when`.",
    "each_its_own": "Each milestone that it binds counts from one of its own.",
    "for": "Of which rows it is asked.",
    "authority": "Whose it is; where guidance or custom is broken, that is a warning and no error.",
    "confidence": "How sure we are of it.",
    "in_force": "From when and to when it holds, such as from 2024-04-06.",
    "about": "It is asked where the plan has one of these.",
    "unless": "It is not asked where the plan has one of these.",
    "needs": "Facts without which it is not known whether it applies.",
    "not_past": "What runs should be over by the day before this.",
    "not_before": "What runs is not expected to begin earlier than this.",
    "checked_by": "Codes of the findings that check it already.",
    "note": "What else people have to know of it; findings say it.",
    "verify": "What has still to be looked up.",
}


def says(key: str, part: Mapping[str, str]) -> str:
    """The sentence of a key in a part of a plan; :class:`KeyError` where nobody has written it."""
    return part[key] if key in part else ANYWHERE[key]
