"""What are the last lines of a check: can the plan be met, and what is in the way?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from earlyhelp.codes import IN_THE_WAY, UNCERTAIN
from earlyhelp.dates import words
from earlyhelp.findings import Finding, Severity
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.text import Paper, at, clipped

#: So many findings are seen at a glance; with more, the last lines say again what is in the way.
AT_A_GLANCE: Final = 5
#: How the codes begin under which it is said what became of a rule.
CODES_OF_RULES: Final = "EH3"
RULES_ARE_NO_ADVICE: Final = (
    "Rules of law are checked as they are written in `eh rule list`: this is not legal advice."
)


def unreadable(
    path: str, found: Sequence[Finding], paper: Paper, kind: str = "plan"
) -> Iterator[str]:
    """The last line where files could not be read as a plan, or as something beside it."""
    said = f": {clipped(path)} cannot be read, {words.count(len(found), 'error')}"
    yield from paper.headed(f"Not a {kind}", "31;1", said)


def lines(
    schedule: Schedule,
    found: Sequence[Finding],
    paper: Paper,
    *,
    named: str | None = None,
    is_uncertain: bool = False,
) -> Iterator[str]:
    """The last lines of a check: can the plan be met, what is in the way, how much was found.

    `named` is how somebody named the plan. With `is_uncertain` also whether it can be met
    whatever others decide.
    """
    counts = Counter(finding.severity for finding in found)
    plan = schedule.plan
    depends = any(item.code == UNCERTAIN and item.severity is Severity.ERROR for item in found)
    if schedule.feasible and depends:
        answer, colour = "The plan can be met, but not whatever others decide", "31;1"
    elif schedule.feasible:
        answer, colour = "The plan can be met", "32;1"
    else:
        answer, colour = "The plan cannot be met", "31;1"
    as_at = f", as at {words.short(schedule.as_at)}" if schedule.as_at else ""
    law = f", by the law of {words.short(plan.rules_as_at)}" if plan.rules_as_at else ""
    yield from paper.headed(answer, colour, f": {clipped(plan.title)}{as_at}{law}")
    if len(found) > AT_A_GLANCE:
        for line in _in_the_way([item for item in found if item.code in IN_THE_WAY], named):
            yield from paper.folded(line, 4)
    if is_uncertain and schedule.feasible and not any(item.code == UNCERTAIN for item in found):
        from earlyhelp.strategy.decided import decided  # only where somebody asks for it

        number = len(decided(schedule.network))
        are = "is" if number == 1 else "are"
        yield (
            "It can be met whatever others decide: "
            f"{words.count(number, 'length')} {are} decided by others"
        )
    yield f"{words.count(len(plan.milestones), 'milestone')}, {counted(counts)}"
    if any(finding.code.startswith(CODES_OF_RULES) for finding in found):
        yield from paper.folded(RULES_ARE_NO_ADVICE, 0)


def _in_the_way(found: Sequence[Finding], named: str | None) -> Iterator[str]:
    """What has to be known of a plan that cannot be met, once its proof has scrolled away."""
    if not found:
        return
    worst = max(found, key=lambda item: (item.short_by_days is None, item.short_by_days or 0))
    short = worst.short_by_days
    if short is None:
        said = f"{worst.subjects[0]} waits for itself, in a circle of {len(worst.chain)} links"
    else:
        ends = [clipped(name) for name in worst.subjects]
        where = f"between {ends[0]} and {ends[1]}" if len(ends) > 1 else f"for {ends[0]}"
        said = f"{words.count(short, 'day')} short {where}"
    more = f", and {words.count(len(found) - 1, 'more conflict')}" if len(found) > 1 else ""
    yield f"  {said}, at {at(worst.place)}{more}"
    if len(found) == 1 and worst.fixes:
        yield f"  the smallest change of one line that mends it: {clipped(worst.fixes[0].text)}"
    elif short is None:
        yield "  no other day mends that: one of its lines has to go"
    else:
        from earlyhelp.outputs.shells import command

        asked = command("plan", "fix", named=named)
        yield f"  `{asked}` looks for the smallest change of days that mends it all"


def counted(counts: Counter[Severity]) -> str:
    """``1 error, 2 warnings, no notes``."""
    parts = []
    for severity in Severity:
        number = counts[severity]
        if severity is Severity.NOT_KNOWN:
            parts += [f"{number} not known"] if number else []
        else:
            parts.append(words.count(number, severity.value) if number else f"no {severity.value}s")
    return ", ".join(parts)
