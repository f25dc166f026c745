"""What does a scrutiny committee read of a plan, in numbered paragraphs?

Every day in it is one that the plan states, in the plan's own precision; only a proof that the
plan cannot be met, and what has slipped, have days that were worked out, and say so. The sections
are those of the report to the Children and Young People's Services Scrutiny Committee of West
Sussex County Council of 29 September 2021, whose section 4 the plan `early-help-2021` follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.dates import words
from earlyhelp.findings import Finding
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.outputs import status_words
from earlyhelp.outputs.reports import money, progress, risks, rows_in_numbers, slips, wrong
from earlyhelp.outputs.reports.names import Names, when
from earlyhelp.outputs.reports.pieces import Paragraph, Report, Section, Table, lower, sentence
from earlyhelp.tracking.baselines import Variance
from earlyhelp.tracking.progress import Progress
from earlyhelp.tracking.status import Standing, Why

_Pieces = Iterator[Paragraph | Table]
#: How many things to do next are named, and how many slips are written out.
_NEXT: Final = 3
_NUMBERS: Final = {2: "two", 3: "three"}
_SLIPS: Final = 12


@attrs.frozen(slots=False)
class Committee:
    """What the sections are made from."""

    found: Progress
    findings: Sequence[Finding]
    names: Names
    since: tuple[Variance, ...]
    not_known: tuple[tuple[str, ...], ...]

    @cached_property
    def slipped(self) -> tuple[Variance, ...]:
        """What is later than it was to be."""
        return slips.slipped(self.since)

    def summary(self) -> _Pieces:
        """How it stands, in three or four sentences."""
        schedule, plan = self.found.schedule, self.found.schedule.plan
        as_at = words.day(schedule.as_at) if schedule.as_at else "a day that is not stated"
        yield Paragraph(
            f"This report gives the position of {plan.title} as at {as_at}. What has happened "
            "since is not in it."
        )
        met = "can be met" if schedule.feasible else "cannot be met as it stands (section 7)"
        yield Paragraph(f"The plan {met}. {sentence(status_words.headline(self.found))}")
        launch = self.found.launch
        if launch is not None:
            yield Paragraph(f"{self.names.of(launch.id)}: {self._launch_day(launch)}.")
        if plan.source:
            yield Paragraph(f"Where the facts come from: {sentence(plan.source)}")

    def _launch_day(self, launch: Standing) -> str:
        """Its day, and whether nobody works on it."""
        stated, calendar = launch.milestone.stated, self.found.schedule.plan.calendar
        is_closed = stated and stated.when.is_exact and not calendar.works_on(stated.when.low)
        said = lower(when(launch.milestone, self.found.schedule.network.as_at))
        return f"{said}, which is not a working day" if is_closed else said

    def focus(self) -> _Pieces:
        """What members are asked to look at, from what the plan says of itself."""
        yield Paragraph("The Committee is asked to consider:", tuple(self._questions()))

    def _questions(self) -> Iterator[str]:
        schedule, launch = self.found.schedule, self.found.launch
        if not schedule.feasible:
            yield "what is to be changed so that the plan can be met (section 7)"
        elif launch is not None and launch.why is Why.PROBABLE_YEAR_ERROR:
            yield "which year is meant for the launch, as the one that is stated has passed"
        elif launch is not None and launch.is_open and self._has_passed(launch):
            yield "when the launch is to be, because its last day has passed"
        elif launch is not None and launch.milestone.stated is not None and launch.is_open:
            day = launch.milestone.stated.when.with_preposition()
            yield f"whether the progress in section 3 gives assurance that the launch is {day}"
        else:
            yield "whether the progress in section 3 gives assurance that the plan is kept"
        registers = schedule.plan.registers or NO_ROWS
        if number := rows_in_numbers.undecided(registers):
            requests = words.count(number, "request")
            yield f"what is decided on {requests} of partners to stay longer (section 4)"
        if any(row.is_open(schedule.as_at) for row in registers.cases):
            lacking = rows_in_numbers.unrouted(registers, schedule.as_at)
            but = f": {lacking} pieces of it have no route" if lacking else ""
            yield f"whether any open work is left without support{but} (section 5)"
        if self.slipped:
            yield "what is done about the days that have slipped (section 6)"
        if slips.lost(self.since):
            yield "why days that were agreed are no longer in the plan (section 6)"
        if number := progress.undated(self.found, self.names):
            commitments = words.count(number, "commitment")
            yield f"by when {commitments} without a day will be kept (section 3)"
        if self.not_known:
            checks = words.count(len(self.not_known), "legal check")
            yield f"which facts are still missing for {checks} (section 11)"

    def _has_passed(self, launch: Standing) -> bool:
        """Whether it is too late for what was said of the launch."""
        as_at = self.found.schedule.network.as_at
        return as_at is not None and launch.due is not None and launch.due < as_at

    def workstreams(self) -> _Pieces:
        """Every workstream, and what the plan never gives up."""
        yield from progress.workstreams(self.found, self.names)
        promises = tuple(self.names.promises())
        if promises:
            yield Paragraph("The plan never gives up:", promises)

    def places(self) -> _Pieces:
        """Properties and partners in numbers."""
        registers = self.found.schedule.plan.registers or NO_ROWS
        yield from rows_in_numbers.properties(self.found.schedule, registers)
        yield from rows_in_numbers.partners(self.found.schedule, registers)

    def casework(self) -> _Pieces:
        """Open work in numbers."""
        schedule = self.found.schedule
        yield from rows_in_numbers.casework(schedule.plan.registers or NO_ROWS, schedule.as_at)

    def what_slipped(self) -> _Pieces:
        """What is later than it was to be, and what was recorded of why."""
        kept = self.found.baseline
        since = f"the baseline {kept.name}" if kept else "the plan first stated"
        lost = slips.lost(self.since)
        if lost is not None:
            yield Paragraph(lost)
        if not self.slipped:
            nothing = "Of what can be compared, nothing" if lost else "Nothing"
            yield Paragraph(f"{nothing} is later than {since}.")
            return
        yield Paragraph(
            f"Later than {since}: {slips.counted(self.names, self.slipped)}. A day is marked as "
            "earliest where it was worked out."
        )
        own = [one for one in self.slipped if one.id in self.names.own_ids]
        shown = tuple(slips.row(self.names, one) for one in own[:_SLIPS])
        if shown:
            yield Table("What has slipped, the most first", slips.HEADINGS, shown)

    def what_is_wrong(self) -> _Pieces:
        """What cannot be met, and what has to be put right."""
        said = wrong.conflicts(self.names, self.findings)
        if self.found.schedule.feasible:
            yield Paragraph(
                "The plan can be met: there is a day for everything that keeps every line."
            )
        else:
            yield Paragraph(
                "These lines of the plan cannot all be kept:", tuple(map(sentence, said))
            )
        table = wrong.to_put_right(self.found.schedule, self.findings)
        if table is not None:
            yield Paragraph("The checks of the plan also found the following.")
            yield table

    def finance(self) -> _Pieces:
        """The budget, and what holding properties and slips cost beside it."""
        yield from money.money(self.found.schedule, self.slipped)

    def what_may_happen(self) -> _Pieces:
        """The risks that are not closed."""
        every = self.found.schedule.plan.risks
        held = risks.open_risks(every)
        if not held:
            yield Paragraph("The plan states no risk." if not every else "Every risk is closed.")
            return
        closed = len(every) - len(held)
        rest = f" {closed} more {'is' if closed == 1 else 'are'} closed." if closed else ""
        yield Paragraph(f"The plan states {words.count(len(held), 'open risk')}.{rest}")
        rows = tuple(risks.row(self.names, risk) for risk in held)
        yield Table("Risks and mitigating actions", risks.HEADINGS, rows)

    def next_steps(self) -> _Pieces:
        """The next things to do."""
        said = progress.next_steps(self.found, self.names, _NEXT)
        if said:
            number = f"{_NUMBERS[len(said)]} " if len(said) > 1 else ""
            yield Paragraph(f"The next {number}thing{'s' if number else ''} to do:", said)
        elif any(one.is_open for one in self.found.standings):
            yield Paragraph("Nothing that is still to be done has a day to go by.")
        else:
            yield Paragraph("Nothing of the plan is still to be done.")

    def law(self) -> _Pieces:
        """The legal checks of which the outcome is not known."""
        if not self.not_known:
            yield Paragraph(f"No legal check lacks a fact. {wrong.NO_ADVICE}")
            return
        checks = words.count(len(self.not_known), "legal check")
        yield Paragraph(
            f"For {checks} the plan lacks a fact or a day, so that nobody can say whether the rule "
            f"is kept. {wrong.NO_ADVICE}"
        )
        headings = ("What the rule asks", "What is missing", "Source")
        yield Table("Legal checks that are not known", headings, self.not_known)

    def sources(self) -> _Pieces:
        """Where every statement comes from."""
        plan = self.found.schedule.plan
        rest = len(plan.milestones) - len(self.names.own)
        of_rows = f" and {rest} that its registers make" if rest else ""
        own = words.count(len(self.names.own), "milestone")
        yield Paragraph(
            f"This report was made from the plan {plan.id} alone: {own} that it "
            f"states{of_rows}. Days keep the precision in which the plan has them."
        )
        by_source: dict[str, dict[str, None]] = {}
        for item in self.names.own:
            if item.source:
                stage = self.names.stage_of.get(item.id)
                called = self.names.of(item.id) if stage is None else self.names.stage(stage)
                by_source.setdefault(item.source, {})[called] = None
        if by_source:
            rows = [(source, "; ".join(said)) for source, said in sorted(by_source.items())]
            shown = tuple(rows[: progress.SHOWN])
            yield Table("What each source says", ("Source", "What rests on it"), shown)
            if len(rows) > len(shown):
                more, are = len(rows) - len(shown), "is" if len(rows) == len(shown) + 1 else "are"
                yield Paragraph(f"{words.count(more, 'more source')} {are} in the plan.")


def committee(found: Progress, findings: Sequence[Finding]) -> Report:
    """The report, from how the plan stands and what the checks found."""
    schedule = found.schedule
    names = Names(schedule.plan)
    says = Committee(
        found=found,
        findings=findings,
        names=names,
        since=slips.since(schedule, found.baseline),
        not_known=tuple(wrong.not_known(schedule)),
    )
    sections = {
        "Summary": says.summary(),
        "The focus for scrutiny": says.focus(),
        "Progress by workstream": says.workstreams(),
        "Properties and partners": says.places(),
        "Continuity of casework": says.casework(),
        "What has slipped, and why": says.what_slipped(),
        "What cannot be met": says.what_is_wrong(),
        "The programme's money": says.finance(),
        "Risks": says.what_may_happen(),
        "Next steps": says.next_steps(),
        "Legal checks that are not known": says.law(),
        "Where this report comes from": says.sources(),
    }
    as_at = f"As at {words.day(schedule.as_at)}" if schedule.as_at else "As at no stated day"
    return Report(
        title=f"{schedule.plan.title}: progress report",
        organisation=schedule.plan.organisation,
        when=as_at,
        sections=tuple(Section(heading, tuple(pieces)) for heading, pieces in sections.items()),
    )
