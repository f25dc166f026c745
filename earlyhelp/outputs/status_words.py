"""How does a plan stand, and each milestone, in words that can be read aloud?"""

from __future__ import annotations

from collections import Counter

from earlyhelp.dates import DateExpression, days, words
from earlyhelp.dates.days import FIRST, LAST
from earlyhelp.tracking.progress import Progress
from earlyhelp.tracking.status import Rag, Standing, Why


def headline(found: Progress) -> str:
    """The whole in one sentence."""
    parts = [_of_all(found)]
    launch = _of_launch(found)
    if launch is not None:
        parts.append(launch)
    unknown = sum(standing.rag is Rag.NOT_KNOWN for standing in found.standings)
    if unknown and found.rag is not Rag.NOT_KNOWN:
        parts.append(f"how {words.count(unknown, 'milestone')} {_stand(unknown)} is not known")
    return f"{found.rag.value.capitalize()}: {'; '.join(parts)}"


def _of_all(found: Progress) -> str:
    counts = Counter(standing.why for standing in found.standings)
    match found.rag:
        case Rag.RED:
            said = [] if found.schedule.feasible else ["the plan cannot be met"]
            if number := counts[Why.AFTER_LATEST]:
                are = "is after its" if number == 1 else "are after their"
                said.append(f"{words.count(number, 'milestone')} {are} latest day")
            if counts[Why.FIXED_DAY_PASSED]:
                said.append(_passed(found))
            return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
        case Rag.AMBER:
            number = sum(standing.rag is Rag.AMBER for standing in found.standings)
            have = "has slipped within its" if number == 1 else "have slipped within their"
            return f"{words.count(number, 'milestone')} {have} float"
        case Rag.GREEN:
            # what is complete can have been late
            open_ones = "that is still to be done " if counts[Why.DONE] else ""
            return f"nothing {open_ones}has slipped"
        case Rag.COMPLETE:
            number = len(found.standings)
            return f"all {number} milestones are done" if number > 1 else "the milestone is done"
        case Rag.NOT_KNOWN:
            return "no milestone has a day that says how it stands"


def _passed(found: Progress) -> str:
    """How many fixed days and how many deadlines have passed, as a clause."""
    late = [one for one in found.standings if one.why is Why.FIXED_DAY_PASSED]
    deadlines = sum(_missed_deadline(found, one) is not None for one in late)
    numbers = ((len(late) - deadlines, "fixed day"), (deadlines, "deadline"))
    said = " and ".join(words.count(number, what) for number, what in numbers if number)
    return f"{said} {'has' if len(late) == 1 else 'have'} passed with nothing recorded"


def _missed_deadline(found: Progress, standing: Standing) -> int | None:
    """The deadline that has passed; ``None``: what has passed is the fixed day itself."""
    as_at, late, on = found.schedule.network.as_at, standing.late_by, standing.milestone.on
    if standing.why is not Why.FIXED_DAY_PASSED or as_at is None or late is None:
        return None
    return None if on is not None and on.when.high == as_at - late else as_at - late


def _stand(number: int) -> str:
    return "stands" if number == 1 else "stand"


def _of_launch(found: Progress) -> str | None:
    """Where the launch is, as the end of a sentence."""
    launch, schedule = found.launch, found.schedule
    if launch is None:
        return None
    stated = launch.milestone.stated
    deadline = _missed_deadline(found, launch)
    if deadline is not None:
        ago = words.count(launch.late_by or 0, "calendar day")
        return f"the last day for the launch was {short(deadline)}, {ago} ago"
    if stated is None:
        first = "" if launch.first is None else f", and its earliest is {short(launch.first)}"
        return f"no day is stated for the launch{first}"
    named = f"the launch {_on(stated.when)}"
    if launch.why is Why.DONE:
        return f"the launch was {_on(stated.when)}"
    if launch.rag is Rag.RED:
        return f"{named} is {_of_red(found, launch)}"
    if launch.why in (Why.NOT_SHOWN, Why.PROBABLE_YEAR_ERROR):
        return f"the launch is {reason(found, launch)}"
    if launch.why is Why.CANNOT_BE_KEPT:
        return f"{named} can be on {short(launch.first)} at the earliest"
    if launch.latest is None:
        return f"nothing limits {named}"
    room = next((room for room in schedule.rooms if room.milestone == launch.id), None)
    if launch.milestone.on is not None and room is not None:
        left = schedule.plan.calendar.between(room.arrives, room.limit)
        early = f"{words.count(left, 'working day')} earlier" if left else "only just in time"
        return f"all that comes before {named} can be finished {early}"
    left = schedule.float_working_days(launch.id) or 0
    if launch.milestone.on is not None:
        return f"{named} is fixed"
    return (
        f"{named} is {words.count(left, 'working day') + ' from' if left else 'on'} its latest day"
    )


def _of_red(found: Progress, launch: Standing) -> str:
    late = words.count(launch.late_by or 0, "calendar day")
    match launch.why:
        case Why.AFTER_LATEST:
            return f"{late} after its latest day"
        case Why.FIXED_DAY_PASSED:
            return f"{late} overdue on {short(found.schedule.network.as_at)}"
        case _:
            return "one of the days that cannot all be kept"


def reason(found: Progress, standing: Standing) -> str:
    """Why a milestone stands as it does, as a clause."""
    said, late = standing.milestone, standing.late_by or 0
    match standing.why:
        case Why.DONE:
            return f"done {said.done.when.with_preposition()}" if said.done else "done"
        case Why.NOT_NEEDED:
            return "its partner has moved out: nobody waits for it"
        case Why.IN_CONFLICT:
            return "in a conflict that `eh plan check` proves"
        case Why.FIXED_DAY_PASSED:
            deadline = _missed_deadline(found, standing)
            its = "fixed day" if deadline is None else f"deadline, {short(deadline)},"
            return f"its {its} passed {words.count(late, 'day')} ago, with nothing recorded"
        case Why.AFTER_LATEST:
            return f"{_room(found, standing.latest, late)} after its latest day"
        case Why.PROBABLE_YEAR_ERROR:
            return "still to come, but its day is so long ago that the year is probably wrong"
        case Why.NOT_SHOWN:
            when = f" {said.claimed.when.with_preposition()}" if said.claimed else ""
            return f"said to be done{when}, but nobody has shown it"
        case Why.LATER_THAN_BASELINE:
            return f"{_later(found, standing)} than the baseline, {day_in_words(standing.was)}"
        case Why.MOVED_LATER:
            return f"{_later(found, standing)} than first stated, {day_in_words(standing.was)}"
        case Why.CANNOT_BE_KEPT:
            promised = said.stated.when.high if said.stated else None
            return f"its earliest day is {_room(found, promised, late)} later"
        case Why.IN_TIME:
            return _in_time(found, standing)
        case Why.NO_DAY:
            return "no day is stated, and nothing limits it"


def _in_time(found: Progress, standing: Standing) -> str:
    name = standing.id
    room, working = found.schedule.float_days(name), found.schedule.float_working_days(name)
    if room is None or working is None:
        return "nothing limits it" if standing.latest is None else "as recorded"
    return f"float of {words.room(room, working)}" if room else "on its latest day: no float"


def _later(found: Progress, standing: Standing) -> str:
    was = None if standing.was is None else standing.was.high
    return f"{_room(found, was, standing.late_by or 0)} later"


def _room(found: Progress, start: int | None, length: int) -> str:
    """So many calendar days from a day number, with the working days among them."""
    if start is None or not FIRST <= start + length <= LAST:
        return words.count(length, "calendar day")
    return words.room(length, found.schedule.plan.calendar.between(start, start + length))


def day_in_words(when: DateExpression | None) -> str:
    """A day for a table: ``8 September 2021``; one that is less precise keeps its words."""
    return "–" if when is None else when.without_weekday()


def _on(when: DateExpression) -> str:
    return f"on {words.short(when.first)}" if when.is_exact else when.with_preposition()


def short(day: int | None) -> str:
    """A day number for a table; a dash where there is none."""
    return "–" if day is None or not FIRST <= day <= LAST else words.short(days.day(day))
