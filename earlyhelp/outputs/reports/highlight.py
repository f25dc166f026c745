"""What does a programme board read on one page: a highlight report in PRINCE2's sense?

What was done in the period, what is due in the next one of the same length, whether time and
cost are within tolerance, what has slipped, the key risks, and what needs a decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.dates import days, words
from earlyhelp.findings import Finding
from earlyhelp.model.budget import Budget
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.outputs import status_words
from earlyhelp.outputs.reports import money, progress, risks, slips, wrong
from earlyhelp.outputs.reports.names import Names
from earlyhelp.outputs.reports.pieces import Paragraph, Report, Section, Table, sentence
from earlyhelp.outputs.text import clipped
from earlyhelp.tracking.baselines import Variance
from earlyhelp.tracking.progress import Progress, When
from earlyhelp.tracking.status import Rag, Standing, Why, by_workstream, worst

_Pieces = Iterator[Paragraph | Table]
#: How many lines of each kind a page has room for; the rest are counted.
_SHOWN: Final = 3
_RISKS: Final = 3
_SHOWN_WORKSTREAMS: Final = 8
#: How many letters a point has at most, so that a page holds all of them.
_LONGEST: Final = 200
NOT_KNOWN: Final = "not known"


@attrs.frozen(slots=False)
class Highlight:
    """What the sections are made from; days are day numbers, `since` is inclusive."""

    found: Progress
    findings: Sequence[Finding]
    names: Names
    since: int
    as_at: int

    def status(self) -> _Pieces:
        """The headline, and how each workstream stands."""
        yield Paragraph(sentence(status_words.headline(self.found)))
        counts = by_workstream(self.found.standings)
        rows = tuple(
            (
                progress.workstream(name, counts),
                worst(of).value,
                *(str(of[rag]) for rag in Rag),
            )
            for name, of in counts.items()
        )
        if not rows:
            return
        headings = ("Workstream", "Stands", *(rag.value.capitalize() for rag in Rag))
        yield Table("Milestones of each workstream", headings, rows[:_SHOWN_WORKSTREAMS])
        if len(rows) > _SHOWN_WORKSTREAMS:
            more = words.count(len(rows) - _SHOWN_WORKSTREAMS, "more workstream")
            yield Paragraph(f"Not listed: {more}.")

    def this_period(self) -> _Pieces:
        """What was done."""
        done = [one for one in self.found.standings if self._is_done_now(one)]
        yield self._listed(done, "done", "Nothing is recorded as done.")

    def next_period(self) -> _Pieces:
        """What is overdue, and what is due in as many days as this period has."""
        overdue = list(self.found.overdue)
        if overdue:
            yield self._listed(overdue, "overdue", "")
        until = self.found.until
        by = f" by {words.short(days.day(until))}" if until is not None else ""
        due = sorted(self.found.due, key=lambda one: one.due or 0)
        yield self._listed(due, f"due{by}", f"Nothing is due{by}.")

    def tolerance(self) -> _Pieces:
        """Whether time and cost are within what was agreed."""
        yield Paragraph(f"Time: {self._time()}.")
        yield Paragraph(f"Cost: {self._cost()}.")

    def _cost(self) -> str:
        budget = Budget((self.found.schedule.plan.registers or NO_ROWS).budget)
        if not budget.lines:
            return f"{NOT_KNOWN}, because the plan has no budget"
        return money.outturn(budget) or f"{NOT_KNOWN}, because the budget has no projected total"

    def _time(self) -> str:
        launch, schedule = self.found.launch, self.found.schedule
        if not schedule.feasible:
            return "exceeded, because the plan cannot be met as it stands"
        if launch is None:
            return f"{NOT_KNOWN}, because the plan names no launch"
        if launch.why is Why.DONE:
            return self._time_of_done(launch)
        reason = status_words.reason(self.found, launch)
        if launch.rag is Rag.RED:
            return f"exceeded, because the launch stands red: {reason}"
        if launch.why in (Why.NOT_SHOWN, Why.PROBABLE_YEAR_ERROR):
            return f"{NOT_KNOWN}, because the launch is {reason}"
        if launch.latest is None:
            return f"{NOT_KNOWN}, because nothing limits the launch"
        room = next((room for room in schedule.rooms if room.milestone == launch.id), None)
        if launch.milestone.on is not None and room is None:
            return "within tolerance, because the day of the launch is fixed and nothing delays it"
        if launch.milestone.on is not None and room is not None:
            start, end = room.arrives, room.limit
        else:
            left = schedule.float_days(launch.id) or 0
            start, end = launch.latest - left, launch.latest
        working = schedule.plan.calendar.between(start, end)
        return (
            f"within tolerance, with {words.room(end - start, working)} of room before the launch"
        )

    def _time_of_done(self, launch: Standing) -> str:
        """Whether the launch was when it was to be."""
        late = [one for one in slips.slipped(self._since) if one.id == launch.id]
        was = status_words.reason(self.found, launch)
        for one in late:
            room = words.room(one.days or 0, one.working_days or 0)
            return f"exceeded, because the launch was {was}, {room} later than agreed"
        return f"within tolerance, because the launch was {was}"

    @cached_property
    def _since(self) -> tuple[Variance, ...]:
        return slips.since(self.found.schedule, self.found.baseline)

    def what_slipped(self) -> _Pieces:
        """What is later than it was to be."""
        found, lost = slips.slipped(self._since), slips.lost(self._since)
        if lost is not None:
            yield Paragraph(lost)
        if not found:
            nothing = "Of what can be compared, nothing" if lost else "Nothing"
            yield Paragraph(f"{nothing} has slipped.")
            return
        own = [one for one in found if one.id in self.names.own_ids]
        points = (self._slip(slips.row(self.names, one)) for one in own[:_SHOWN])
        yield Paragraph(f"Later than agreed: {slips.counted(self.names, found)}.", tuple(points))

    def _slip(self, row: tuple[str, ...]) -> str:
        what, was, now, later, why = row
        return clipped(f"{what}: {was}, now {now}, {later} later. {sentence(why)}", _LONGEST)

    def key_risks(self) -> _Pieces:
        """The highest risks."""
        held = risks.open_risks(self.found.schedule.plan.risks)
        if not held:
            yield Paragraph("The plan states no open risk.")
            return
        points = tuple(
            clipped(
                f"{risk.name}. {risks.rated(risk)}. {risk.mitigation or risks.NO_MITIGATION}",
                _LONGEST,
            )
            for risk in held[:_RISKS]
        )
        yield Paragraph(f"The highest of {words.count(len(held), 'open risk')}:", points)

    def decisions(self) -> _Pieces:
        """The findings that somebody has to decide on: errors first."""
        table = wrong.to_put_right(self.found.schedule, self.findings)
        said = wrong.conflicts(self.names, self.findings)
        if said:
            yield Paragraph(
                "The plan cannot be met:",
                tuple(clipped(sentence(one), _LONGEST) for one in said[:_SHOWN]),
            )
        if table is None:
            if not said:
                yield Paragraph("The checks of the plan found nothing to decide.")
            return
        points = tuple(f"{what}: {often}" for what, _, often in table.rows[:_SHOWN])
        more = len(table.rows) - len(points)
        rest = f" Not listed: {words.count(more, 'more kind')} of them." if more else ""
        yield Paragraph(f"What the checks found, errors first.{rest}", points)

    def _listed(self, found: Sequence[Standing], what: str, nothing: str) -> Paragraph:
        """Things of the plan's own, one in a point; what registers make, as a number."""
        if not found:
            return Paragraph(nothing)
        own = [one for one in found if one.id in self.names.own_ids]
        points = tuple(
            clipped(progress.step(self.found, self.names, one), _LONGEST) for one in own[:_SHOWN]
        )
        more = len(own) - len(points)
        of_rows = len(found) - len(own)
        rest = [f"{words.count(more, 'more milestone')} of the plan"] if more else []
        rest += [words.count(of_rows, "step") + " of buildings, partners and messages"] * (
            of_rows > 0
        )
        also = f" Not listed: {' and '.join(rest)}." if rest else ""
        return Paragraph(f"{words.count(len(found), 'milestone')} {what}.{also}", points)

    def _is_done_now(self, one: Standing) -> bool:
        """Whether it was done in the period, as far as its day says."""
        done = one.milestone.done
        if done is None or self.found.when(one) is not When.DONE:
            return False
        return done.when.high >= self.since and done.when.low <= self.as_at


def highlight(found: Progress, findings: Sequence[Finding], since: int) -> Report:
    """The report for the period from the day number `since` to the as-at day, both inclusive.

    Raises :class:`ValueError` where the plan has no as-at day, or one before the period.
    """
    schedule, as_at = found.schedule, found.schedule.network.as_at
    if as_at is None or as_at < since:
        message = "a period ends on the as-at day, and begins no later"
        raise ValueError(message)
    says = Highlight(
        found=found, findings=findings, names=Names(schedule.plan), since=since, as_at=as_at
    )
    sections = {
        "Status": says.status(),
        "This period": says.this_period(),
        "Next period": says.next_period(),
        "Tolerance": says.tolerance(),
        "What has slipped, and why": says.what_slipped(),
        "Key risks": says.key_risks(),
        "What needs a decision": says.decisions(),
    }
    period = words.span(days.day(since), days.day(as_at))
    return Report(
        title=f"{schedule.plan.title}: highlight report",
        organisation=schedule.plan.organisation,
        when=f"Period: {period}, with the facts as at {words.short(days.day(as_at))}",
        sections=tuple(Section(heading, tuple(pieces)) for heading, pieces in sections.items()),
        has_numbers=False,
    )
