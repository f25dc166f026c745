"""How is a milestone said in a calendar: its title, its text and its categories?

The words that matter come first, because a month shows some twenty letters. The text is
plain lines, because no client shows anything else alike. Who may read what follows the view:
room and owners are for the council's own people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from earlyhelp.dates import DateExpression, words
from earlyhelp.model import Milestone
from earlyhelp.model.registers import Occupation
from earlyhelp.network.schedule import Schedule
from earlyhelp.outputs.calendars.spans import Span
from earlyhelp.outputs.calendars.texts import LONGEST_LINE, clipped, length, one_line
from earlyhelp.outputs.calendars.views import ViewKind
from earlyhelp.outputs.calendars.visible import Seen, Visible

#: What a title begins with once its event is off; not every client shows a status.
CANCELLED: Final = "CANCELLED – "
#: The category of what has happened, so that it can be told from what is only fixed.
DONE: Final = "Done"
#: How many milestones that come before are named.
SHOWN: Final = 5
#: Steps whose names are no words that people say.
_SAID: Final = {"out": "moved out", "informed": "told in writing"}
#: Categories are fixed words without commas: some clients split them there.
_CATEGORIES: Final = {
    "vacated": "Vacated",
    "handed_over": "Handed over",
    "service_ended": "Service ended",
    "out": "Partner out",
}
#: Who may read whose step it is, and how much room it has.
_FOR_THE_COUNCIL: Final = (ViewKind.ASSETS, ViewKind.OWNER)


def title(visible: Visible, seen: Seen, span: Span) -> str:
    """``Centre 07 handed over``; for a day that is not exact, with its words at the end."""
    room = LONGEST_LINE - length(span.suffix)
    return f"{named(visible, seen, room)}{span.suffix}"


def named(visible: Visible, seen: Seen, longest: int = LONGEST_LINE) -> str:
    """The same without any words on its day."""
    if seen.row is None or seen.step is None:
        own = seen.milestone.title or ""
        return one_line(own, longest) or one_line(seen.milestone.id, longest) or "Milestone"
    step = one_line(_SAID.get(seen.step.name, seen.step.name.replace("_", " ")), 60)
    where = visible.property_name(seen.property_id or "")
    if not isinstance(seen.row, Occupation):
        return f"{one_line(where, longest - 61)} {step}"
    if visible.view.kind is not ViewKind.PARTNER:
        where = f"{visible.partner_name(seen.row.partner)} in {where}"
    return f"{one_line(where, longest - 62)}: {step}"


def categories(seen: Seen) -> tuple[str, ...]:
    """At most two fixed words, for colours and filters."""
    kind = _CATEGORIES.get(seen.step.name if seen.step else "", "Milestone")
    return (kind, DONE) if seen.milestone.done else (kind,)


def description(
    schedule: Schedule,
    visible: Visible,
    seen: Seen,
    span: Span,
    *,
    was: str | None,
    before: Sequence[Seen],
) -> str:
    """The text of an event; its first line is the reference, its last one says how old it is."""
    lines = _lines(schedule, visible, seen, span, was=was, before=before)
    return "\n".join((*lines, as_at_line(schedule)))


def as_at_line(schedule: Schedule) -> str:
    """The last line: for which day an event was last different from what it is now."""
    day = f", as at {words.short(schedule.as_at)}" if schedule.as_at else ""
    return f"{one_line(schedule.plan.title)}{day}."


def without_as_at(text: str) -> str:
    """A text without its last line, which alone does not make an event another one."""
    return text.rpartition("\n")[0]


def cancelled_text(text: str, schedule: Schedule) -> str:
    """The text of an event that is off, made of what it said before."""
    reference, _, rest = text.partition("\n")
    lines = (reference, "Cancelled: it is no longer in this calendar.", without_as_at(rest))
    return "\n".join((*filter(None, lines), as_at_line(schedule)))


def cancelled_title(text: str) -> str:
    """``CANCELLED – Centre 07 handed over``."""
    return f"{CANCELLED}{clipped(text, LONGEST_LINE - len(CANCELLED))}"


def _lines(
    schedule: Schedule,
    visible: Visible,
    seen: Seen,
    span: Span,
    *,
    was: str | None,
    before: Sequence[Seen],
) -> Iterator[str]:
    milestone = seen.milestone
    yield f"Ref: {one_line(milestone.id)}"
    is_ours = visible.view.kind in _FOR_THE_COUNCIL
    if is_ours and seen.step is not None and seen.step.title:
        yield f"Step: {one_line(seen.step.title)}"
    yield from _days(milestone, was)
    if span.why:
        yield span.why
    owner = _owner(visible, seen)
    if owner:
        yield f"Owner: {owner}"
    if not is_ours:  # the network knows more of a day than the plan states: say nothing wrong
        before = [one for one in before if one.milestone.stated is not None]
    if before:
        yield "Waits for:"
        for one in before[:SHOWN]:
            day = one.milestone.stated
            yield f"- {named(visible, one)}: {day.when.in_words() if day else 'no day yet'}"
        if len(before) > SHOWN:
            yield f"- and {len(before) - SHOWN} more"
    if is_ours:
        yield from _room(schedule, milestone)
    who = whom(owner, visible.plan.organisation)
    yield f"Do not change this entry. Tell {who}: the plan is changed, and this follows."


def whom(*names: str | None) -> str:
    """The first name that there is, as it stands within a sentence: ``the council``."""
    said = next(filter(None, (one_line(name or "") for name in names)), "the council")
    return f"t{said[1:]}" if said.startswith("The ") else said


def _days(milestone: Milestone, was: str | None) -> Iterator[str]:
    stated = milestone.stated
    if stated is None:
        return
    how = "done" if milestone.done else "fixed" if milestone.on else "expected"
    yield f"{'Now' if was else 'Day'}: {stated.when.in_words()}, {how}"
    if was:
        yield f"Was: {day_in_words(was)}"


def day_in_words(text: str) -> str:
    """A day as a plan has it, as people read it."""
    try:
        return DateExpression.parse(text).in_words()
    except ValueError:
        return one_line(text)


def _owner(visible: Visible, seen: Seen) -> str:
    """Whose it is, where that is a role that the readers may know.

    A row of a register may name a person as its owner: that is for the owner's own calendar.
    """
    owner = seen.milestone.owner
    if visible.view.kind is ViewKind.ASSETS and seen.step is not None:
        owner = seen.step.owner
    return one_line(owner or "") if visible.view.kind in _FOR_THE_COUNCIL else ""


def _room(schedule: Schedule, milestone: Milestone) -> Iterator[str]:
    """How much later it can be; nothing where nothing limits it, or its day has passed."""
    name, stated = milestone.id, milestone.stated
    days, working = schedule.float_days(name), schedule.float_working_days(name)
    first = schedule.first_day(name)
    if not schedule.feasible or stated is None:
        return
    if days is None or working is None or first is None:
        return
    if first > stated.when.high:  # its day has passed, or cannot be kept: a check says so
        return
    if days > 0:
        yield f"Room: {words.room(days, working)} before the plan can no longer be met"
    else:
        yield "Room: none. If it is any later, the plan cannot be met"
