"""What a plan says under `risks`, and do the milestones that they threaten exist?"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

from earlyhelp.files import problems
from earlyhelp.files.fields import Fields
from earlyhelp.files.values import Text, Value, is_null
from earlyhelp.findings import Place
from earlyhelp.model.risks import Degree, Risk, RiskStatus

_TEXTS: Final = (
    "title",
    "cause",
    "event",
    "effect",
    "mitigation",
    "owner",
    "proximity",
    "source",
)
DEGREES: Final = ("likelihood", "impact")
RISK_KEYS: Final = (*_TEXTS, *DEGREES, "status", "threatens")


class PlanRisks:
    """Collects the risks of a plan."""

    def __init__(self, fields: Fields) -> None:
        """Note what is wrong through `fields`."""
        self.risks: list[Risk] = []
        self._fields = fields
        self._named: list[tuple[str, Place]] = []

    def entry(self, section: Text, key: Text | None, value: Value) -> None:
        """Take in one entry of `risks`."""
        if key is not None:
            self._risk(key, value)
        elif not is_null(value):
            place = self._fields.place(value)
            self._fields.note(problems.wrong_shape(place, f"`{section.value}`", "keys and values"))

    def lead_somewhere(
        self,
        known: Collection[str],
        stages: Collection[str],
        may_be_unread: Callable[[str], bool],
    ) -> None:
        """Note every milestone that a risk threatens and that the plan does not have."""
        for name, place in self._named:
            if name not in known and not may_be_unread(name):
                self._fields.note(problems.unknown_reference(place, name, known, stages))

    def _risk(self, key: Text, value: Value) -> None:
        fields = self._fields
        identifier = fields.identifier(key)
        said: dict[str, Any] = {}
        for field, item in fields.keyed(value, f"the risk `{key.value}`"):
            name = field.value
            if name in _TEXTS:
                said[name] = fields.text(name, item)
            elif name in DEGREES:
                words = [degree.value for degree in Degree]
                text = fields.choice(name, item, words, f"a word for `{name}`")
                said[name] = Degree(text) if text in words else None
            elif name == "status":
                words = [status.value for status in RiskStatus]
                text = fields.choice(name, item, words, "what becomes of a risk")
                said[name] = RiskStatus(text) if text in words else RiskStatus.OPEN
            elif name == "threatens":
                said[name] = self._milestones(item)
            else:
                place = fields.place(field)
                fields.note(problems.unknown_key(place, name, RISK_KEYS, "a risk"))
        place = fields.place(key)
        if not (said.get("title") or said.get("event")):
            example = "`title: What may happen`"
            fields.note(problems.missing_key(place, "title", f"the risk `{key.value}`", example))
        elif identifier is not None:
            self.risks.append(Risk(id=identifier, place=place, **said))

    def _milestones(self, value: Value) -> tuple[str, ...]:
        names = []
        for item in self._fields.listed(value):
            name = self._fields.text("threatens", item)
            if name is not None:
                names.append(name)
                self._named.append((name, self._fields.place(item)))
        return tuple(dict.fromkeys(names))
