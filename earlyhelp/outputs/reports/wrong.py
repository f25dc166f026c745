"""What cannot be met, what has to be put right, and which legal checks are not known?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from earlyhelp.codes import CYCLE, IN_THE_WAY, all_codes
from earlyhelp.dates import words
from earlyhelp.findings import Finding, Severity
from earlyhelp.model.roles import ROLES
from earlyhelp.model.rules import Outcome, Rule
from earlyhelp.model.workflows import Each
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.open_work import how_often
from earlyhelp.outputs.reports.names import Names
from earlyhelp.outputs.reports.pieces import Table, capital
from earlyhelp.rulebook import Verdict, verdicts

_SEVERITIES: Final = {Severity.ERROR: "To be put right", Severity.WARNING: "To be looked at"}
#: How many lines a proof has that is a sum: a first day, what is added, and a limit.
_SUM: Final = 3
#: How many things that a rule needs are named.
_NAMED: Final = 4
_MANY: Final = {Each.PROPERTY: "properties", Each.OCCUPATION: "partners"}
NO_ADVICE: Final = "This is not legal advice."


def conflicts(names: Names, found: Sequence[Finding]) -> tuple[str, ...]:
    """A sentence for each reason why the plan cannot be met, with its proof."""
    return tuple(proof(names, finding) for finding in found if finding.code in IN_THE_WAY)


def proof(names: Names, finding: Finding) -> str:
    """One reason: the day that it counts from, what has to follow, and the day that it breaks."""
    between = " and ".join(dict.fromkeys(names.of(name) for name in finding.subjects))
    if finding.code == CYCLE:
        return f"These wait for each other in a circle: {between}"
    room = words.room(finding.short_by_days or 0, finding.short_by_working_days or 0)
    short = f"{room} short"
    if len(finding.chain) < _SUM:
        return f"{between}: {short}"
    first, *_, reached, limit = finding.chain
    if first.day is None or reached.day is None or limit.day is None:
        return f"{between}: {short}"
    start = "" if first.milestone is None else f"{names.of(first.milestone)} on "
    # a day that nobody pinned is only the first on which it can be
    earliest = "" if _is_pinned(names, first.milestone) else " at the earliest"
    length = words.count((reached.day - first.day).days, "calendar day")
    last = between if limit.milestone is None else names.of(limit.milestone)
    return (
        f"from {start}{words.day(first.day)}{earliest}, what has to follow takes {length} and ends "
        f"on {words.day(reached.day)}; but the last day for {last} is "
        f"{words.day(limit.day)}: {short}"
    )


def _is_pinned(names: Names, milestone: str | None) -> bool:
    if milestone is None:
        return True
    said = names.plan[milestone]
    return said.on is not None or said.done is not None


def to_put_right(schedule: Schedule, found: Sequence[Finding]) -> Table | None:
    """Errors and warnings by what they are called; of open work only roughly how often."""
    counts = Counter(
        (finding.severity, finding.code)
        for finding in found
        if finding.severity in _SEVERITIES and finding.code not in IN_THE_WAY
    )
    if not counts:
        return None
    pages = {code.code: code.page.partition("\n")[0].rstrip(".") for code in all_codes()}
    of_open_work = {
        severity: how_often(schedule, (one for one in found if one.severity is severity))
        for severity in _SEVERITIES
    }
    lines = tuple(
        (
            f"{pages[code]} ({code})",
            _SEVERITIES[severity],
            of_open_work[severity].get(code, str(number)),
        )
        for (severity, code), number in sorted(
            counts.items(), key=lambda item: (item[0][0].rank, item[0][1])
        )
    )
    return Table("What the checks of the plan found", ("What", "What to do", "How often"), lines)


def not_known(schedule: Schedule) -> Iterator[tuple[str, ...]]:
    """Every rule of which nobody can say whether it is kept: what it needs, and its source."""
    for rule in schedule.plan.rules:
        lacking = [one for one in verdicts(rule, schedule) if one.outcome is Outcome.NOT_KNOWN]
        if lacking:
            yield rule.title, _needs(rule, lacking), rule.cited


def _needs(rule: Rule, lacking: Sequence[Verdict]) -> str:
    said = dict.fromkeys(_need(name, one) for one in lacking for name in one.needs)
    shown = "; ".join([*said][:_NAMED])
    more = f"; and {len(said) - _NAMED} more" if len(said) > _NAMED else ""
    of = "" if rule.each is None else f"For {_MANY[rule.each]} ({len(lacking)} of them): "
    return capital(f"{of}{shown}{more}")


def _need(name: str, verdict: Verdict) -> str:
    """One thing that a rule needs, in words and without the row that it is of."""
    bare = name.removeprefix("the day of ").strip("`")
    row = verdict.case.name
    if row is not None:
        bare = bare.removeprefix(f"{row}.")
    for prefix in ("property.", "occupation."):
        bare = bare.removeprefix(prefix)
    meaning = ROLES.get(bare)
    return f"the day on which {meaning}" if meaning else bare.replace("_", " ").replace(".", " ")
