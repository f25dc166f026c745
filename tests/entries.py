"""A plan in which a building is handed over, and entries of its journal."""

from __future__ import annotations

from earlyhelp.dates import DateExpression
from earlyhelp.findings import Place
from earlyhelp.model import Stated
from earlyhelp.model.journal import Action, Entry

NOWHERE = Place("", 0, 0)
PLAN = b"""format: 1
id: move
title: The move
nation: england
as_at: 2021-09-17
milestones:
  launch: {on: 2022-01-04, after: handover}
  handover: {expected: 2021-12-20, after: told}
  told: {}
workflows:
  w: {steps: {swept: {evidence: required}, accepted: {after: swept}}}
  o: {for: each occupation, steps: {out: {before: property.swept}}}
properties: [{id: elm}]
partners: [{id: food}]
occupations: [{property: elm, partner: food}]
"""


def entry(action: Action, subject: str, day: str = "", was: str = "", **more: str) -> Entry:
    """An entry of one autumn morning."""
    return Entry(
        recorded_at="2021-09-15T10:02:11+00:00",
        by="programme office",
        action=action,
        subject=subject,
        day=Stated(DateExpression.parse(day), NOWHERE) if day else None,
        was=was,
        reason=more.get("reason", ""),
        evidence=more.get("evidence", ""),
        place=NOWHERE,
    )


def note(reason: str, evidence: str = "") -> Entry:
    """An entry that says so."""
    return entry(Action.NOTE, "told", reason=reason, evidence=evidence)
