"""Which rules are there: those that come with earlyhelp, and a plan's own under `rules`?

Both are written in the same form and read here. What a rule asks is a sum on a day, as a
link of a plan is: ``then: first_dismissal``, ``after: consultation.start + 30 calendar days``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from earlyhelp.dates.days import shortened
from earlyhelp.errors import NotASelectionError
from earlyhelp.files import problems, row_problems
from earlyhelp.files.events import YamlFile
from earlyhelp.files.fields import Fields
from earlyhelp.files.locate import shipped_names, shipped_part
from earlyhelp.files.selections import selected_rows
from earlyhelp.files.values import Mapping as YamlMapping
from earlyhelp.files.values import Text, Value
from earlyhelp.findings import Finding
from earlyhelp.model.rules import Ask, Authority, Confidence, FactTest, Force, Part, Rule

OWN_CODE: Final = "EH390"
SETTINGS: Final = ("settings.call_in",)
_TEXTS: Final = ("title", "source", "then", "not_past", "not_before", "verify", "note")
_SUMS: Final = tuple(ask.value for ask in Ask)
_NAMES: Final = ("about", "unless", "needs", "checked_by")
#: What a rule can say; one that comes along has a `code` besides.
RULE_KEYS: Final = (
    *_TEXTS,
    *_SUMS,
    "bands",
    "each_its_own",
    "for",
    "authority",
    "confidence",
    "in_force",
    *_NAMES,
)
#: Those of them that can be several.
RULE_LISTS: Final = (*_SUMS, *_NAMES)
_CODE = re.compile(r"EH[0-9]{3}\Z")
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
_SINCE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
_TEST = re.compile(
    r"([a-z_][a-z0-9_]*) is (?:"
    r"(?P<low>[0-9]{1,9}) to (?P<high>[0-9]{1,9})|(?P<least>[0-9]{1,9}) or more"
    r"|(?P<exactly>[0-9]{1,9})|fewer than (?P<below>[0-9]{1,9})"
    r"|(?P<is_not>not )?(?P<names>[a-z][a-z0-9 _-]*))\Z"
)
_FORCE = re.compile(r"(?:(expected )?from (\S+))?(?: ?to (\S+))?\Z")


class RuleEntries:
    """Collects the rules of one file."""

    def __init__(self, fields: Fields, *, is_own: bool = True) -> None:
        """Read through `fields`, and note what is wrong there."""
        self.rules: list[Rule] = []
        self._fields = fields
        self._is_own = is_own
        self._readers: dict[str, Callable[[dict[str, Any], str, Value], None]] = {
            **dict.fromkeys(_TEXTS, self._text),
            **dict.fromkeys(_SUMS, self._sum),
            "bands": self._bands,
            "each_its_own": self._yes_or_no,
            "for": self._rows,
            "authority": self._authority,
            "confidence": self._confidence,
            "in_force": self._force,
            **dict.fromkeys(_NAMES, self._names),
            "code": self._code,
        }

    def rule(self, key: Text, value: Value) -> None:
        """Take in one entry under `rules`."""
        fields, place = self._fields, self._fields.place(key)
        if not _ID.match(key.value):
            fields.note(problems.not_an_id(place, key.value))
        before = len(fields.found)
        said: dict[str, Any] = {}
        for field, item in fields.keyed(value, f"the rule `{key.value}`"):
            read = self._readers.get(field.value)
            if read is None or (field.value == "code" and self._is_own):
                place_of_key = fields.place(field)
                fields.note(problems.unknown_key(place_of_key, field.value, RULE_KEYS, "a rule"))
            else:
                read(said, field.value, item)
        parts = tuple(said.pop("parts", ()))
        for name, example in _LACKS.items():
            if not said.get(name):
                fields.note(problems.missing_key(place, name, "a rule", example))
        if parts and not said.get("then") and any(part.ask is not Ask.RUNS for part in parts):
            reason = f"the rule {shortened(key.value)} has a sum, and no `then` that it binds"
            fields.note(row_problems.not_a_rule(place, reason))
        is_well = self._is_own and len(fields.found) == before
        if is_well and (reason := _contradicts(key.value, said, parts)):
            fields.note(row_problems.not_a_rule(place, reason))
        if self._is_own:
            said.setdefault("authority", Authority.COUNCIL)
            said.setdefault("confidence", Confidence.PRIMARY)
        said.setdefault("code", OWN_CODE)
        title, source = said.pop("title", None) or "", said.pop("source", None) or ""
        self.rules.append(
            Rule(
                id=key.value,
                place=place,
                title=title,
                source=source,
                parts=parts,
                is_own=self._is_own,
                **said,
            )
        )

    def _text(self, said: dict[str, Any], key: str, value: Value) -> None:
        said[key] = self._fields.text(key, value)

    def _yes_or_no(self, said: dict[str, Any], key: str, value: Value) -> None:
        said[key] = self._fields.yes_or_no(key, value)

    def _names(self, said: dict[str, Any], key: str, value: Value) -> None:
        names = (self._fields.text(key, item) for item in self._fields.listed(value))
        said[key] = tuple(name for name in names if name)

    def _code(self, said: dict[str, Any], key: str, value: Value) -> None:
        text = self._fields.text(key, value) or ""
        if _CODE.match(text):
            said[key] = text

    def _authority(self, said: dict[str, Any], key: str, value: Value) -> None:
        known = [authority.value for authority in Authority]
        if (text := self._fields.choice(key, value, known, "whose rule it is")) is not None:
            said[key] = Authority(text)

    def _confidence(self, said: dict[str, Any], key: str, value: Value) -> None:
        known = [confidence.value for confidence in Confidence]
        if (text := self._fields.choice(key, value, known, "how sure we are")) is not None:
            said[key] = Confidence(text)

    def _rows(self, said: dict[str, Any], key: str, value: Value) -> None:
        try:
            each, only = selected_rows(self._fields.text(key, value) or "each property")
        except NotASelectionError as error:
            self._fields.note(row_problems.not_a_selection(self._fields.place(value), str(error)))
        else:
            said |= {"each": each, "only": only}

    def _force(self, said: dict[str, Any], key: str, value: Value) -> None:
        text = self._fields.text(key, value) or ""
        match = _FORCE.match(text)
        if match is None or not text:
            reason = f'"{shortened(text)}" is not when a rule is in force: write "from 2024-04-06"'
            self._fields.note(row_problems.not_a_rule(self._fields.place(value), reason))
            return
        place = self._fields.place(value)
        since, last = match[2], match[3]
        said["force"] = Force(
            since=self._fields.when_of(since, place) if since else None,
            last=self._fields.day_of(last, key, place) if last else None,
            is_expected=match[1] is not None,
        )

    def _bands(self, said: dict[str, Any], _key: str, value: Value) -> None:
        for item in self._fields.listed(value):
            sums: dict[str, Any] = {}
            when = None
            for field, inner in self._fields.keyed(item, "a band"):
                if field.value == "when":
                    when = self._test(inner)
                elif field.value in _SUMS:
                    self._sum(sums, field.value, inner)
                else:
                    place, known = self._fields.place(field), ("when", *_SUMS)
                    self._fields.note(problems.unknown_key(place, field.value, known, "a band"))
            if when is None and type(item) is YamlMapping:
                reason = "a band says for which fact it holds: `when: posts_at_risk is 20 to 99`"
                self._fields.note(row_problems.not_a_rule(self._fields.place(item), reason))
            if when is not None and not sums:
                reason = "a band says what it asks: `after: consultation.start + 30 calendar days`"
                self._fields.note(row_problems.not_a_rule(self._fields.place(item), reason))
            said.setdefault("parts", [])
            said["parts"] += [_with(part, when) for part in sums.get("parts", ())]

    def _test(self, value: Value) -> FactTest | None:
        text = self._fields.text("when", value) or ""
        match = _TEST.match(text)
        if match is None:
            reason = (
                f'"{shortened(text)}" is not a test of a fact: write it like "posts_at_risk is 20 '
                'to 99", "posts_at_risk is 100 or more" or "agreement is lease or licence"'
            )
            self._fields.note(row_problems.not_a_rule(self._fields.place(value), reason))
            return None
        least = match["low"] or match["least"] or match["exactly"]
        most = match["high"] or match["exactly"]
        if match["below"]:
            most = str(int(match["below"]) - 1)
        if most is not None and int(most) < int(least or 0):
            reason = f'no number is as "{shortened(text)}" says'
            self._fields.note(row_problems.not_a_rule(self._fields.place(value), reason))
            return None
        return FactTest(
            fact=match[1],
            words=text,
            least=None if least is None else int(least),
            most=None if most is None else int(most),
            names=frozenset(match["names"].split(" or ")) if match["names"] else frozenset(),
            is_not=match["is_not"] is not None,
        )

    def _sum(self, said: dict[str, Any], key: str, value: Value) -> None:
        """``consultation.start + 30 calendar days``; a lag can be a setting too."""
        for item in self._fields.listed(value):
            text = self._fields.text(key, item) or ""
            since, *lags = text.split(" + ")
            place = self._fields.place(item)
            if not _SINCE.match(since):
                reason = f'"{shortened(text)}" is not a sum: `{key}` takes NAME, or NAME + LAG'
                self._fields.note(row_problems.not_a_rule(place, reason))
                continue
            read = [lag if lag in SETTINGS else self._fields.lag_of(lag, place) for lag in lags]
            part = Part(
                ask=Ask(key),
                since=since,
                lags=tuple(lag for lag in read if lag is not None),
                words=text,
            )
            said.setdefault("parts", []).append(part)


_LACKS: Final = {
    "title": "`title: Local members hear a week before partners do`",
    "source": "`source: Constitution, part 5`",
}


def _contradicts(name: str, said: dict[str, Any], parts: tuple[Part, ...]) -> str:
    """What makes a rule ask nothing, or what nobody can keep; empty where nothing does."""
    then, force = said.get("then"), said.get("force")
    if then and not parts and not said.get("checked_by"):
        return f"the rule {shortened(name)} has a `then`, and no sum: add `after` or `by`"
    if any(part.since == then and part.ask is not Ask.RUNS for part in parts):
        return f"the rule {shortened(name)} binds {shortened(str(then))} to itself"
    if force and force.first and force.last and force.last < force.first:
        return f"the rule {shortened(name)} is in force to a day before it begins"
    return ""


def _with(part: Part, when: FactTest | None) -> Part:
    return Part(ask=part.ask, since=part.since, lags=part.lags, words=part.words, when=when)


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with earlyhelp, in the order of their ids within each file."""
    rules: list[Rule] = []
    for name in shipped_names("rules"):
        file = shipped_part("rules", name)
        if file is None:
            continue
        found: list[Finding] = []
        where = f"rules/{file.name}"
        entries = RuleEntries(Fields(name=where, found=found), is_own=False)
        for entry in YamlFile(file.read_text("utf-8"), name=where, found=found).entries():
            if entry.key is not None:
                entries.rule(entry.key, entry.value)
        if found:
            raise ValueError(str(found[0]))
        rules += entries.rules
    return tuple(rules)
