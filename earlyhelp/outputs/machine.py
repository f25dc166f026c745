"""Findings and schedules for programs: JSON, SARIF and workflow annotations.

The bytes depend on the plan alone: on no locale, time zone, hash seed or colour.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from earlyhelp import __version__
from earlyhelp.codes import UNCERTAIN
from earlyhelp.findings import Finding, Fix, Severity, Step
from earlyhelp.network.schedule import Schedule

SCHEMA: Final = "earlyhelp.check/1"
SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
#: Where a path of Windows begins, once it has `/` between folders.
_DRIVE: Final = re.compile(r"[A-Za-z]:/")
_SARIF_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOT_KNOWN: "warning",
    Severity.NOTE: "note",
}
_GITHUB_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOT_KNOWN: "warning",
    Severity.NOTE: "notice",
}


def check(
    form: str,
    schedule: Schedule,
    found: Sequence[Finding],
    folder: str,
    *,
    is_uncertain: bool = False,
) -> str:
    """A checked plan as ``json``, ``sarif`` or ``github``.

    The last two name files as seen from where the command was typed: in `folder`. With
    `is_uncertain` JSON says as well whether the plan can be met whatever others decide.
    """
    if form == "json":
        return check_json(schedule, found, is_uncertain=is_uncertain)
    return _findings_only(form, found, folder)


def unreadable(form: str, path: str, found: Sequence[Finding], folder: str) -> str:
    """Files that cannot be read as a plan, in the same forms."""
    return unreadable_json(path, found) if form == "json" else _findings_only(form, found, folder)


def _findings_only(form: str, found: Sequence[Finding], folder: str) -> str:
    return sarif(found, folder) if form == "sarif" else "\n".join(github(found, folder))


def _seen_from_here(file: str, folder: str) -> str:
    return file if folder in {"", "."} else f"{folder.rstrip('/')}/{file}"


def _uri(path: str) -> str:
    """A path as SARIF has it; one that begins at a drive or a server of Windows is a file URI."""
    from urllib.parse import quote

    if _DRIVE.match(path):
        return f"file:///{quote(path, safe='/:')}"
    return f"file:{quote(path)}" if path.startswith("//") else quote(path)


def check_json(schedule: Schedule, found: Sequence[Finding], *, is_uncertain: bool = False) -> str:
    """A checked plan, as the schema ``earlyhelp.check/1`` has it."""
    plan = schedule.plan
    document = {
        "schema": SCHEMA,
        "plan": plan_record(schedule),
        "verdict": verdict_of(found),
        "feasible": schedule.feasible,
        **({"uncertain": _uncertain(schedule, found)} if is_uncertain else {}),
        "counts": _counts(found),
        "milestones": [milestone_record(schedule, milestone.id) for milestone in plan.milestones],
        "findings": [finding_record(finding) for finding in found],
    }
    return _dumped(document)


def plan_record(schedule: Schedule) -> dict[str, Any]:
    """What a document about a plan says of it first: whose it is, as at when, by which days."""
    plan = schedule.plan
    law = {} if plan.rules_as_at is None else {"rules_as_at": _iso(plan.rules_as_at)}
    return {
        "id": plan.id,
        "title": plan.title,
        "path": plan.path,
        "as_at": _iso(schedule.as_at),
        "nation": plan.nation,
        "calendar": plan.calendar.describe(),
        **law,
    }


def _uncertain(schedule: Schedule, found: Sequence[Finding]) -> dict[str, Any]:
    """Whether it can be met whatever others decide, and how many lengths that is about."""
    from earlyhelp.strategy.decided import decided

    lengths = len(decided(schedule.network))
    severities = {item.severity for item in found if item.code == UNCERTAIN}
    if not schedule.feasible or Severity.ERROR in severities:
        verdict = "not always"
    elif Severity.NOT_KNOWN in severities:
        verdict = "not known"
    else:
        verdict = "none" if severities else "always"
    return {"verdict": verdict, "lengths": lengths}


def unreadable_json(path: str, found: Sequence[Finding]) -> str:
    """What the same schema says of files that cannot be read as a plan."""
    plan = dict.fromkeys(("id", "title", "path", "as_at", "nation", "calendar"))
    document = {
        "schema": SCHEMA,
        "plan": plan | {"path": path},
        "verdict": "unreadable",
        "feasible": None,
        "counts": _counts(found),
        "milestones": [],
        "findings": [finding_record(finding) for finding in found],
    }
    return _dumped(document)


def milestone_record(schedule: Schedule, milestone: str) -> dict[str, Any]:
    """One milestone with its stated day (in the plan's own words) and its window."""
    record = schedule.record(milestone)
    return {
        key: said.isoformat() if isinstance(said, date) else said for key, said in record.items()
    }


def show_json(schedule: Schedule) -> str:
    """The milestones of a plan, as the schema ``earlyhelp.show/1``."""
    records = [milestone_record(schedule, item.id) for item in schedule.plan.milestones]
    return _dumped({"schema": "earlyhelp.show/1", "milestones": records})


def why_json(schedule: Schedule, milestone: str) -> str:
    """Why a milestone has its window, as the schema ``earlyhelp.why/1``."""
    document = {
        "schema": "earlyhelp.why/1",
        "feasible": schedule.feasible,
        "milestone": milestone_record(schedule, milestone),
        "earliest_chain": [proof_step(step) for step in schedule.why_earliest(milestone)],
        "latest_chain": [proof_step(step) for step in schedule.why_latest(milestone)],
    }
    return _dumped(document)


def critical_json(schedule: Schedule, most: int) -> str:
    """The chains with the least room, as the schema ``earlyhelp.critical/1``."""
    calendar = schedule.plan.calendar
    chains = [
        {
            "milestone": room.milestone,
            "room_days": room.limit - room.arrives,
            "room_working_days": calendar.between(room.arrives, room.limit),
            "chain": [proof_step(step) for step in schedule.room_steps(room)],
        }
        for room in schedule.slipping_rooms[:most]
    ]
    document = {
        "schema": "earlyhelp.critical/1",
        "feasible": schedule.feasible,
        "chains": chains,
    }
    return _dumped(document)


def verdict_of(found: Sequence[Finding]) -> str:
    """The worst that was found, in one word."""
    severities = {finding.severity for finding in found}
    if Severity.ERROR in severities:
        return "errors"
    if Severity.WARNING in severities:
        return "warnings"
    return "not known" if Severity.NOT_KNOWN in severities else "ok"


def sarif(found: Sequence[Finding], folder: str = "") -> str:
    """SARIF 2.1.0, for code scanning tools."""
    from earlyhelp.codes import all_codes

    used = {finding.code for finding in found}
    rules = [
        {
            "id": code.code,
            "name": code.name,
            "shortDescription": {"text": code.title},
            "help": {"text": code.page, "markdown": code.page},
        }
        for code in all_codes()
        if code.code in used
    ]
    order = {rule["id"]: index for index, rule in enumerate(rules)}
    results = []
    for finding in found:
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": order[finding.code],
            "level": _SARIF_LEVELS[finding.severity],
            "message": {"text": finding.message},
        }
        if finding.place is not None:
            region = {"startLine": finding.place.line, "startColumn": finding.place.column}
            artifact = {"uri": _uri(_seen_from_here(finding.place.file, folder))}
            location = {"artifactLocation": artifact, "region": region}
            result["locations"] = [{"physicalLocation": location}]
        results.append(result)
    driver = {
        "name": "earlyhelp",
        "version": __version__,
        "rules": rules,
    }
    document = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return _dumped(document)


def github(found: Sequence[Finding], folder: str = "") -> Iterator[str]:
    """Workflow annotations, one line for each finding."""
    for finding in found:
        where = ""
        if finding.place is not None:
            file, line, column = finding.place
            where = f"file={_property(_seen_from_here(file, folder))},line={line},col={column},"
        level = _GITHUB_LEVELS[finding.severity]
        title = _property(f"{finding.code} {finding.name}")
        yield f"::{level} {where}title={title}::{_data(finding.message)}"


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding, all of it."""
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "subjects": list(finding.subjects),
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "short_by_days": finding.short_by_days,
        "short_by_working_days": finding.short_by_working_days,
        "chain": [proof_step(step) for step in finding.chain],
        "fixes": [_fix(fix) for fix in finding.fixes],
        "not_enough": list(finding.not_enough),
    }


def proof_step(step: Step) -> dict[str, Any]:
    """A line of a proof, with the same keys wherever one is shown."""
    return {
        "milestone": step.milestone,
        "day": step.day.isoformat() if step.day else None,
        "adds": step.adds,
        "text": step.text,
        "file": step.place.file if step.place else None,
        "line": step.place.line if step.place else None,
        "source": step.source,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "milestone": fix.milestone,
        "field": fix.field,
        "from": fix.before,
        "to": fix.after,
        "days": fix.days,
        "text": fix.text,
    }


def _counts(found: Sequence[Finding]) -> dict[str, int]:
    counts = Counter(finding.severity for finding in found)
    return {severity.value.replace(" ", "_"): counts[severity] for severity in Severity}


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _dumped(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
