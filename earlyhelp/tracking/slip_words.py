"""What has become of a milestone since a baseline, in words that can be read aloud?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from earlyhelp.dates import words
from earlyhelp.model.baselines import EARLIEST, BaselineDay
from earlyhelp.model.journal import Action, Entry
from earlyhelp.network.schedule import Schedule
from earlyhelp.sheet_cells import one_line
from earlyhelp.tracking.baselines import Change, Variance, launch_of

_NO_REASON: Final = "no reason recorded"
_PROMISED: Final = (Change.SLIPPED, Change.EARLIER, Change.UNCHANGED, Change.WITHDRAWN)


def launch_in_words(found: Sequence[Variance], schedule: Schedule) -> str | None:
    """``the launch slipped from December 2021 to 1 January 2022``; ``None`` without a launch."""
    launch = launch_of(schedule, tuple(found))
    return None if launch is None else moved_in_words("the launch", launch)


def moved_in_words(name: str, variance: Variance) -> str:
    """What has become of a milestone that people call `name`."""
    was, now = day_in_words(variance.was), day_in_words(variance.now)
    match variance.change:
        case Change.SLIPPED:
            return f"{name} slipped from {was} to {now}: {_by(variance)} later"
        case Change.EARLIER:
            return f"{name} was brought forward from {was} to {now}: {_by(variance)} earlier"
        case Change.UNCHANGED if was == now:
            return f"{name} has not moved: {now}"
        case Change.UNCHANGED:
            return f"{name} was {was} and is now {now}: not later"
        case Change.WITHDRAWN:
            return f"{name} was {was}, and no day is stated for it any more"
        case Change.STATED_SINCE:
            return f"{name} is {now}; the baseline states no day for it"
        case Change.NEW:
            return f"{name} is not in the baseline"
        case _:
            return f"no day is stated for {name}, then or now"


def slipped_in_words(found: Sequence[Variance]) -> str:
    """``3 of 12 stated days slipped``; where no day is in both, nothing can have slipped."""
    number = Counter(variance.change for variance in found)
    promised = sum(number[change] for change in _PROMISED)
    if not promised:
        return "no milestone of the plan has a stated day in the baseline"
    return f"{number[Change.SLIPPED]} of {words.count(promised, 'stated day')} slipped"


def counts_in_words(found: Sequence[Variance]) -> str:
    """How many milestones have slipped, moved, come and gone, in a sentence."""
    number = Counter(variance.change for variance in found)
    others = [
        f"{number[change]} {change.value}" for change in Change if change is not Change.SLIPPED
    ]
    kept = [other for other in others if not other.startswith("0 ")]
    said = slipped_in_words(found)
    return "; ".join([said, ", ".join(kept)]) if kept else said


def reason(variance: Variance) -> str:
    """What the journal says of why a milestone moved; nothing where it says nothing."""
    entry = variance.because
    if entry is None:
        return ""
    why = one_line(entry.reason) or _NO_REASON
    return why if entry.subject == variance.id else f"{_what(entry)}: {why}"


def day_in_words(day: BaselineDay | None) -> str:
    """The day of a milestone, with a word where it was only worked out."""
    if day is None or day.when is None:
        return "no day"
    return f"{day.when.without_weekday()}{' (earliest)' if day.kind == EARLIEST else ''}"


def because(variance: Variance) -> str:
    """Which entry of the journal moved a milestone, and where its reason can be read.

    The reason itself stays there: somebody typed it for those who read the journal.
    """
    entry = variance.because
    if entry is None:
        return ""
    said = "its reason" if entry.subject == variance.id else f"{_what(entry)}; the reason"
    return f"{said}: {entry.place.file}:{entry.place.line}"


def _what(entry: Entry) -> str:
    to = "" if entry.day is None else f" to {entry.day.when.without_weekday()}"
    return f"{entry.subject} {'extended' if entry.action is Action.EXTENDED else 'moved'}{to}"


def _by(variance: Variance) -> str:
    return words.room(abs(variance.days or 0), abs(variance.working_days or 0))
