"""What do the rules ask, and what became of them in a plan: as a list, a page, or for programs?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Any, Final

import attrs

from earlyhelp.codes import all_codes
from earlyhelp.dates import words
from earlyhelp.model import Plan
from earlyhelp.model.roles import ROLES
from earlyhelp.model.rules import WORST_FIRST, Outcome, Rule
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs import rule_words, tables
from earlyhelp.outputs.rows import Plain, as_csv
from earlyhelp.outputs.text import WIDEST, Paper
from earlyhelp.rulebook import Verdict, verdicts, why_not_asked
from earlyhelp.rulebook.ends import Case, End, every_end, fact_of

NOT_ASKED: Final = "not asked"
NO_DAY_IN_FORCE: Final = "no day is given, so it is asked of every plan"
NO_ADVICE: Final = "Not legal advice."
#: How many verdicts of one kind are written out on a page; the rest are counted.
SHOWN_VERDICTS: Final = 12
#: The columns of a list in CSV, without the verdict; JSON has the sums and verdicts besides.
COLUMNS: Final = (
    "id",
    "title",
    "asks",
    "asked_of",
    "source",
    "authority",
    "in_force_from",
    "in_force_to",
    "confidence",
    "verify",
    "note",
    "code",
    "checked_by",
    "own",
)
_COLOURS: Final = {Outcome.BROKEN: "31;1", Outcome.PAST: "33;1", Outcome.NOT_KNOWN: "35;1"}


@attrs.frozen(kw_only=True)
class Asked:
    """A rule, and what became of it in a plan where there is one."""

    rule: Rule
    schedule: Schedule | None = None
    verdicts: tuple[Verdict, ...] = ()  #: the most pressing first

    @classmethod
    def of(cls, rule: Rule, schedule: Schedule | None) -> Asked:
        """The rule, asked of the plan."""
        found = () if schedule is None else verdicts(rule, schedule)
        ordered = sorted(found, key=lambda verdict: WORST_FIRST.index(verdict.outcome))
        return cls(rule=rule, schedule=schedule, verdicts=tuple(ordered))

    @property
    def verdict(self) -> str | None:
        """The most pressing outcome, in a word or two; ``None`` where there is no plan."""
        if self.schedule is None:
            return None
        return self.verdicts[0].outcome.value if self.verdicts else NOT_ASKED


def in_force_on(rules: Iterable[Asked], day: date | None) -> tuple[Asked, ...]:
    """Those that hold on a day, and those that are asked all the same.

    A rule is asked as on the day that it is about, which can be another one.
    """
    return tuple(
        asked for asked in rules if asked.verdicts or day is None or asked.rule.force.holds_on(day)
    )


# A list. -----------------------------------------------------------------------------------


def as_table(rules: Sequence[Asked], paper: Paper) -> Iterator[str]:
    """A list for people, no wider than a window."""
    if rules:
        lines = [_in_a_table(asked) for asked in rules]
        shown = [tuple(line.values()) for line in lines]
        yield tables.table(tuple(lines[0]), shown, width=paper.room, spaced=True)
    else:
        yield "there is no such rule"
    yield ""
    yield NO_ADVICE


def _in_a_table(asked: Asked) -> dict[str, str]:
    """Columns of several lines each: side by side, all of it would fit no window."""
    rule = asked.rule
    sure = f"confidence {rule.confidence.value}, {rule_words.SURE[rule.confidence]}"
    force = rule_words.in_force(rule.force, otherwise="")
    line = {"rule": f"{rule.id}\n{rule.title}"}
    if asked.schedule is not None:
        line["verdict"] = _verdict_in_a_table(asked)
    line["asks"] = rule_words.asks_in_short(rule)
    line["source"] = "\n".join(
        filter(
            None,
            (
                rule.source,
                force and (force if rule.force.is_expected else f"in force {force}"),
                sure,
            ),
        )
    )
    return line


def _verdict_in_a_table(asked: Asked) -> str:
    if asked.rule.checked_by:
        return f"see {', '.join(asked.rule.checked_by)}"
    same = [one for one in asked.verdicts if one.outcome is asked.verdicts[0].outcome]
    many = f"\n{len(same)} of {len(asked.verdicts)}" if len(asked.verdicts) > 1 else ""
    return f"{asked.verdict}{many}"


def list_csv(rules: Sequence[Asked], schedule: Schedule | None) -> str:
    """A list for spreadsheets."""
    columns = COLUMNS if schedule is None else (*COLUMNS, "verdict")
    return as_csv(columns, [_line(asked) for asked in rules])


def _line(asked: Asked) -> dict[str, Plain]:
    rule = asked.rule
    return {
        "id": rule.id,
        "title": rule.title,
        "asks": "; ".join(rule_words.sentences(rule)),
        "asked_of": rule_words.asked_of(rule),
        "source": rule.source,
        "authority": rule.authority.value,
        "in_force_from": _iso(rule.force.first),
        "in_force_to": _iso(rule.force.last),
        "confidence": rule.confidence.value,
        "verify": rule.verify,
        "note": rule.note,
        "code": rule.code,
        "checked_by": " ".join(rule.checked_by) or None,
        "own": rule.is_own,
        "verdict": asked.verdict,
    }


def list_json(rules: Sequence[Asked], schedule: Schedule | None, day: date | None) -> str:
    """A list for programs, as the schema ``earlyhelp.rules/1``.

    `day` is the one on which what is listed holds.
    """
    document = _about("earlyhelp.rules/1", schedule)
    return _dumped(document | {"in_force_on": _iso(day), "rules": [_record(one) for one in rules]})


# One rule. ---------------------------------------------------------------------------------


def page(asked: Asked, sheet: Paper) -> Iterator[str]:
    """Everything that there is to say of one rule."""
    rule = asked.rule
    for line in _wrapped(rule.title, ""):
        yield sheet.paint(line, "1")
    yield ""
    yield from _facts(rule)
    yield ""
    yield from _wrapped(f"asks of {rule_words.asked_of(rule)}", "", "  ")
    yield from _sums(rule)
    yield from _names(asked)
    if asked.schedule is not None:
        yield ""
        yield from _verdicts(asked, sheet)
    yield ""
    yield NO_ADVICE


def show_json(asked: Asked) -> str:
    """One rule for programs, as the schema ``earlyhelp.rule/1``."""
    document = _about("earlyhelp.rule/1", asked.schedule)
    said = _record(asked)
    if asked.schedule is not None:
        said["days"] = [
            {"name": name, "in_the_plan": end.name, "when": end.when.text if end.when else None}
            for name in asked.rule.names
            for end in every_end(asked.schedule.plan, name)
            if asked.rule.each is None
        ]
    return _dumped(document | {"rule": said})


def _facts(rule: Rule) -> Iterator[str]:
    sure = rule.confidence.in_words
    codes = {code.code: code.name for code in all_codes()}
    said_by = [f"{code} {codes.get(code, '')}".strip() for code in rule.checked_by or (rule.code,)]
    said = {
        "id": rule.id,
        "source": rule.source,
        "whose": rule_words.whose(rule),
        "in force": rule_words.in_force(rule.force, otherwise=NO_DAY_IN_FORCE),
        "confidence": f"{sure} ({rule.confidence.value})",
        "to verify": rule.verify,
        "note": rule.note,
        "findings": ", ".join(said_by),
    }
    for name, text in said.items():
        if text:
            yield from _wrapped(text, f"{name:<12}")


def _sums(rule: Rule) -> Iterator[str]:
    said = [(f"{limit} {added}".lstrip(), where) for limit, added, where in rule_words.sums(rule)]
    width = max((len(what) for what, _ in said), default=0)
    yield f"  {rule_words.bound(rule)}"
    for what, where in said:
        yield from _wrapped(f"{what:<{width}}  where {where}" if where else what, "    ")
    for limit in rule_words.limits(rule):
        yield f"  {limit}"


def _names(asked: Asked) -> Iterator[str]:
    """What the names of a rule mean, and what the plan has for them."""
    rule, schedule = asked.rule, asked.schedule
    plan = None if schedule is None else schedule.plan
    lines = []
    for name in dict.fromkeys((*rule.names, *rule.facts)):
        line = [name, _meaning(name, rule, plan)]
        if schedule is not None and rule.each is None:
            line.append(_in_the_plan(name, rule, schedule))
        lines.append(line)
    if lines:
        yield ""
        headings = ("it speaks of", "which means", "in the plan")[: len(lines[0])]
        yield tables.table(headings, lines, width=WIDEST)


def _meaning(name: str, rule: Rule, plan: Plan | None) -> str:
    if name in ROLES:
        return ROLES[name]
    if rule.each is not None and name not in rule.needs:
        return "of the row: its column or its step"
    if plan is not None and name in plan:
        return plan[name].title or "a milestone of the plan"
    return "a fact"


def _in_the_plan(name: str, rule: Rule, schedule: Schedule) -> str:
    plan = schedule.plan
    if name in rule.facts and (fact := plan.facts.get(name)) is not None:
        if isinstance(fact.value, Mapping):
            return ", ".join(f"{value} ({site})" for site, value in fact.value.items())
        return fact_of(plan, name, Case()) or "not known"
    return "; ".join(_day(end, schedule) for end in every_end(plan, name)) or "not known"


def _day(end: End, schedule: Schedule) -> str:
    """The stated day, or else the days that are possible."""
    if end.when is not None or not end.is_milestone:
        return end.said
    first, last = schedule.earliest[end.name], schedule.latest[end.name]
    begins = f"from {words.short(first)}" if first else ""
    ends_by = f"to {words.short(last)}" if last else ""
    return f"{end.name}, possible {begins} {ends_by}".rstrip() if first or last else end.name


def _verdicts(asked: Asked, sheet: Paper) -> Iterator[str]:
    schedule = asked.schedule
    if schedule is not None and not asked.verdicts:
        yield f"{NOT_ASKED}: {why_not_asked(asked.rule, schedule)}"
    for outcome in Outcome:
        same = [verdict for verdict in asked.verdicts if verdict.outcome is outcome]
        for verdict in same[:SHOWN_VERDICTS]:
            name = verdict.case.name
            head = outcome.value if name is None else f"{outcome.value} for {name}"
            head = sheet.paint(head, _COLOURS.get(outcome, "1"))
            yield f"{head}:" if verdict.because else head
            yield from _wrapped(verdict.because, "  ")
            if verdict.place is not None:
                yield f"  --> {verdict.place}"
        if len(same) > SHOWN_VERDICTS:
            more = len(same) - SHOWN_VERDICTS
            yield f"… and {more} more {outcome.value}; all of them with --format json"


# For programs. -----------------------------------------------------------------------------


def _record(asked: Asked) -> dict[str, Any]:
    rule = asked.rule
    said: dict[str, Any] = {
        column: value for column, value in _line(asked).items() if column != "verdict"
    }
    said |= {
        "checked_by": list(rule.checked_by),
        "confidence_in_words": rule.confidence.in_words,
        "binding": rule.is_binding,
        "then": rule.then,
        "sums": [
            {
                "ask": part.ask.value,
                "sum": part.words,
                "where": part.when.words if part.when is not None else None,
            }
            for part in rule.parts
        ],
        "about": list(rule.about),
        "unless": list(rule.unless),
        "in_force": rule.force.in_words() or None,
        "not_past": rule.not_past,
        "not_before": rule.not_before,
        "needs": list(rule.facts),
        "file": rule.place.file,
        "line": rule.place.line,
    }
    if asked.schedule is not None:
        said["verdict"] = asked.verdict
        said["verdicts"] = [_verdict(verdict) for verdict in asked.verdicts]
        if not asked.verdicts:
            said["why_not_asked"] = why_not_asked(rule, asked.schedule)
    return said


def _verdict(verdict: Verdict) -> dict[str, Any]:
    place = verdict.place
    return {
        "for": verdict.case.name,
        "verdict": verdict.outcome.value,
        "because": verdict.because,
        "needs": list(verdict.needs),
        "subjects": list(verdict.subjects),
        "short_by_days": verdict.short_by,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
    }


def _about(schema: str, schedule: Schedule | None) -> dict[str, Any]:
    if schedule is None:
        return {"schema": schema, "plan": None}
    plan = schedule.plan
    about = {"id": plan.id, "title": plan.title, "as_at": _iso(schedule.as_at)}
    if plan.rules_as_at is not None:
        about["rules_as_at"] = _iso(plan.rules_as_at)
    return {"schema": schema, "plan": about}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _dumped(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def _wrapped(text: str, head: str, then: str | None = None) -> Iterator[str]:
    """A text after its head; the lines that follow begin under it, or with `then`."""
    yield from wrap(
        text,
        WIDEST,
        initial_indent=head,
        subsequent_indent=" " * len(head) if then is None else then,
        break_long_words=False,
        break_on_hyphens=False,
    )
