"""What does a file in Microsoft Project's XML form (MSPDI) say?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Final, TypeVar

import attrs

from earlyhelp.errors import UnreadableProjectError
from earlyhelp.exchange import project
from earlyhelp.exchange.project import Constraint, LinkType, Project, Task, TaskBaseline, TaskLink
from earlyhelp.files.projects.calendars import calendars
from earlyhelp.files.projects.xml_tree import Element, read_tree
from earlyhelp.files.regular import LARGEST_FILE, too_large

NAMESPACE: Final = "http://schemas.microsoft.com/project"
#: The title of the text field in which an export keeps a task's id in the plan.
CODE_ALIAS: Final = "earlyhelp id"
#: Of whose elements only these are wanted.
_SKETCHED: Final = {
    "Resources": ("UID", "Name"),
    "Assignments": ("ResourceUID",),
    "OutlineCodes": (),
    "WBSMasks": (),
}
_MOST_PROBLEMS: Final = 20
_DEEPEST_OUTLINE: Final = 50
#: Some tools write parts of hours as decimals, and decimals as their language has them.
_PART = r"([0-9]{1,9}(?:[.,][0-9]{1,9})?)"
_DURATION = re.compile(rf"(-?)P(?:{_PART}D)?(?:T(?:{_PART}H)?(?:{_PART}M)?(?:{_PART}S)?)?\Z")
#: Some tools write a day alone, and some how far their clock is from Greenwich.
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?\Z"
)
#: What tools call a project that nobody has given a name: ``Project1``.
_ANY_TITLE = re.compile(r"project *[0-9]*\Z", re.IGNORECASE)
#: What tools write where there is no date: nothing, or the first or last that they know.
_NO_MOMENT: Final = (
    "",
    "NA",
    "1970-01-01T00:00:00",
    "1984-01-01T00:00:00",
    "2149-12-31T23:59:00",
)

T = TypeVar("T")


def read_project(data: bytes, *, file: str) -> Project:
    """The project that the bytes of a file say; `file` is what messages call it.

    Raises :class:`UnreadableProjectError` for what cannot be read, with line and column.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableProjectError(f"{file}: {too_large(len(data), 'project', LARGEST_FILE)}")
    root = read_tree(data, file=file, namespace=NAMESPACE, sketched=_SKETCHED)
    if root.name != "Project":
        raise UnreadableProjectError(
            f"{file}:{root.line}:{root.column}: this is no Microsoft Project XML: its root is "
            f"<{root.name[:60]}>, and not <Project> of {NAMESPACE}"
        )
    values = Values(file)
    made = _project(root, values)
    values.refuse_problems()
    return made


class Values:
    """Reads the values of elements, and collects what is wrong with them."""

    def __init__(self, file: str) -> None:
        """`file` is what messages call it."""
        self.file = file
        self.problems: list[tuple[int, int, str]] = []

    def refuse_problems(self) -> None:
        """Raise for all problems at once, in the order of the file, if there were any."""
        if not self.problems:
            return
        shown = [
            f"{self.file}:{line}:{column}: {why}"
            for line, column, why in sorted(self.problems)[:_MOST_PROBLEMS]
        ]
        if (more := len(self.problems) - len(shown)) > 0:
            shown.append(f"and {more:,} more")
        raise UnreadableProjectError("\n       ".join(shown))

    def problem(self, at: Element, why: str) -> None:
        """Note what is wrong with an element."""
        self.problems.append((at.line, at.column, why))

    def text(self, parent: Element, name: str) -> str | None:
        """A text without what a terminal would act on; ``None`` where there is none."""
        found = parent.first(name)
        said = found.text if found is not None else ""
        return "".join(one if one.isprintable() or one == "\n" else " " for one in said) or None

    def number(self, parent: Element, name: str, absent: T) -> int | T:
        """A whole number; decimals are cut off, as tools write some with ``.0``."""
        return self._read(parent, name, absent, _whole, "a number")

    def yes(self, parent: Element, name: str, *, absent: bool = False) -> bool:
        """Whether it is ``1`` or ``true``."""
        said = (self.text(parent, name) or "").lower()
        return said in ("1", "true") if said else absent

    def moment(self, parent: Element, name: str) -> datetime | None:
        """A date with its time; ``None`` where there is none."""
        return self._read(parent, name, None, _moment, "a date such as 2021-09-08T08:00:00")

    def clock(self, parent: Element, name: str, absent: time) -> time:
        """A time of day."""
        return self._read(parent, name, absent, _clock, "a time such as 08:00:00")

    def minutes(self, parent: Element, name: str) -> float:
        """How long something takes, in minutes."""
        return self._read(parent, name, 0.0, _minutes, "a length such as PT40H0M0S")

    def _read(
        self, parent: Element, name: str, absent: T, read: Callable[[str], V | None], what: str
    ) -> V | T:
        found = parent.first(name)
        if found is None or found.text in _NO_MOMENT:
            return absent
        value = read(found.text)
        if value is None:
            self.problem(found, f"<{name}> has {found.text[:60]!r}, which is not {what}")
            return absent
        return value


V = TypeVar("V")


def _whole(text: str) -> int | None:
    match = re.match(r"(-?[0-9]{1,15})(?:[.,][0-9]*)?\Z", text)
    return int(match.group(1)) if match else None


def _moment(text: str) -> datetime | None:
    match = _MOMENT.match(text)
    if match is None:
        return None
    try:
        made = datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type] # noqa: DTZ001
    except ValueError:
        return None
    return made if 1970 <= made.year <= 2099 else None


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat("00:00" if text.startswith("24:00") else text).replace(
            tzinfo=None
        )
    except ValueError:
        return None


def _minutes(text: str) -> float | None:
    match = _DURATION.match(text)
    if match is None or text.endswith(("P", "T")):
        return None
    parts = (float((part or "0").replace(",", ".")) for part in match.groups()[1:])
    days, hours, minutes, seconds = parts
    length = days * 1440 + hours * 60 + minutes + seconds / 60
    return -length if match.group(1) else length


def _project(root: Element, values: Values) -> Project:
    named = _field_names(root, values)
    code_field = next((number for number, name in named.items() if name == CODE_ALIAS), None)
    tasks = root.first("Tasks")
    listed = list(tasks.all("Task")) if tasks is not None else []
    made = tuple(_tasks(listed, values, code_field))
    spans = [task for task in made if task.minutes and not task.is_summary]
    usual_start = _usual((task.start for task in spans), time(8))
    usual_finish = _usual((task.finish for task in spans), time(17))
    return Project(
        file=values.file,
        title=_title(root, values),
        start=values.moment(root, "StartDate"),
        finish=values.moment(root, "FinishDate"),
        status=values.moment(root, "StatusDate"),
        is_from_finish=not values.yes(root, "ScheduleFromStart", absent=True),
        minutes_per_day=_positive(values.number(root, "MinutesPerDay", 480)),
        day_starts=values.clock(root, "DefaultStartTime", usual_start),
        day_ends=values.clock(root, "DefaultFinishTime", usual_finish),
        calendar=values.number(root, "CalendarUID", None),
        calendars=tuple(calendars(root, values)),
        tasks=made,
        resources=sum(_people(root, values)),
        assignments=sum(_assigned(root, values)),
        hyperlinks=sum(_has_hyperlink(task, values) for task in listed),
        fields=tuple(_fields(listed, values, named)),
    )


def _people(root: Element, values: Values) -> Iterator[bool]:
    """For each resource, whether it is one: tools write one with number 0 and no name."""
    section = root.first("Resources")
    for at in section.all("Resource") if section is not None else ():
        yield values.number(at, "UID", None) != 0 or values.text(at, "Name") is not None


def _assigned(root: Element, values: Values) -> Iterator[bool]:
    """For each assignment, whether a resource has it: tools write one for work of nobody."""
    section = root.first("Assignments")
    for at in section.all("Assignment") if section is not None else ():
        yield values.number(at, "ResourceUID", 0) > 0


def _title(root: Element, values: Values) -> str | None:
    """Its title, or else its name; ``None`` where both are what a tool calls any project."""
    for said in (values.text(root, "Title"), values.text(root, "Name")):
        name = re.sub(
            r"\.(?:xml|mpp|pod)\Z", "", " ".join((said or "").split()), flags=re.IGNORECASE
        )
        if name and not _ANY_TITLE.match(name):
            return name
    return None


def _usual(moments: Iterable[datetime | None], absent: time) -> time:
    """The time at which most tasks begin or end, for files that do not say when work does."""
    known = (one.time() for one in moments if one is not None)
    times = Counter(one for one in known if one != time(0))
    return times.most_common(1)[0][0] if times else absent


def _positive(number: int) -> int:
    return number if 0 < number <= 1440 else 480


def _field_names(root: Element, values: Values) -> Mapping[str, str]:
    """What the user calls each field of their own, by its number."""
    fields = root.first("ExtendedAttributes")
    return {
        number: values.text(field, "Alias") or values.text(field, "FieldName") or number
        for field in (fields.all("ExtendedAttribute") if fields is not None else ())
        if (number := values.text(field, "FieldID")) is not None
    }


def _fields(
    listed: Sequence[Element], values: Values, named: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    """Fields of the user's own, and how many tasks have a value there; without that of our ids."""
    found = Counter(
        named.get(number, number)
        for task in listed
        for field in (*task.all("ExtendedAttribute"), *task.all("OutlineCode"))
        if values.text(field, "Value") or values.text(field, "ValueID")
        if (number := values.text(field, "FieldID")) is not None
    )
    found.pop(CODE_ALIAS, None)
    yield from found.items()


def _has_hyperlink(task: Element, values: Values) -> bool:
    return bool(values.text(task, "HyperlinkAddress") or values.text(task, "HyperlinkSubAddress"))


def _tasks(listed: Sequence[Element], values: Values, code_field: str | None) -> Iterator[Task]:
    """All but task 0, which is the project itself, and lines left blank.

    What has tasks further in below it is a summary, also where the file does not call it so.
    """
    seen: dict[int, int] = {}
    kept: list[tuple[Element, int, int]] = []
    for at in listed:
        uid = values.number(at, "UID", None)
        level = _level(at, values)
        if uid is None:
            values.problem(at, "a <Task> has no <UID>")
        elif uid in seen:
            values.problem(at, f"the UID {uid} is that of the task at line {seen[uid]} already")
        elif level > _DEEPEST_OUTLINE:
            values.problem(
                at, f"a task at level {level} of the outline; at most {_DEEPEST_OUTLINE}"
            )
        elif uid != 0 and not values.yes(at, "IsNull"):
            kept.append((at, uid, level))
        if uid is not None:
            seen.setdefault(uid, at.line)
    levels = [level for *_, level in kept]
    for (at, uid, level), below in zip(kept, [*levels[1:], 0], strict=False):
        task = _task(at, uid, level, values, code_field)
        yield attrs.evolve(task, is_summary=True) if below > level else task


def _level(at: Element, values: Values) -> int:
    """How far in a task stands: 1 for the outermost, which some tools call 0."""
    number = values.text(at, "OutlineNumber")
    from_number = number.count(".") + 1 if number else 1
    return values.number(at, "OutlineLevel", from_number)


def _task(at: Element, uid: int, level: int, values: Values, code_field: str | None) -> Task:
    kind = values.number(at, "ConstraintType", 0)
    if kind not in range(8):
        said = at.first("ConstraintType") or at
        values.problem(said, f"<ConstraintType> {kind} is none of the eight, 0 to 7")
        kind = 0
    calendar = values.number(at, "CalendarUID", None)
    duration_format = values.number(at, "DurationFormat", 7)
    return Task(
        uid=uid,
        line=at.line,
        name=" ".join((values.text(at, "Name") or "").split()),
        level=level,
        is_summary=values.yes(at, "Summary"),
        is_milestone=values.yes(at, "Milestone"),
        is_active=values.yes(at, "Active", absent=True),
        is_external=values.yes(at, "ExternalTask"),
        is_manual=values.yes(at, "Manual"),
        minutes=values.minutes(at, "Duration"),
        is_elapsed=project.unit_of(duration_format) is project.LagUnit.ELAPSED,
        start=values.moment(at, "Start"),
        finish=values.moment(at, "Finish"),
        early_start=values.moment(at, "EarlyStart"),
        early_finish=values.moment(at, "EarlyFinish"),
        late_start=values.moment(at, "LateStart"),
        late_finish=values.moment(at, "LateFinish"),
        constraint=Constraint(kind),
        constraint_day=values.moment(at, "ConstraintDate"),
        deadline=values.moment(at, "Deadline"),
        actual_start=values.moment(at, "ActualStart"),
        actual_finish=values.moment(at, "ActualFinish"),
        percent=values.number(at, "PercentComplete", 0),
        notes=values.text(at, "Notes"),
        calendar=None if calendar == -1 else calendar,
        links=tuple(_links(at, values)),
        baselines=tuple(_baselines(at, values)),
        code=_code(at, values, code_field),
    )


def _links(at: Element, values: Values) -> Iterator[TaskLink]:
    for link in at.all("PredecessorLink"):
        first = values.number(link, "PredecessorUID", None)
        kind = values.number(link, "Type", 1)
        if first is None:
            values.problem(link, "a <PredecessorLink> has no <PredecessorUID>")
        elif kind not in range(4):
            values.problem(
                link.first("Type") or link, f"<Type> {kind} of a link is none of the four, 0 to 3"
            )
        else:
            yield TaskLink(
                first=first,
                type=LinkType(kind),
                lag=values.number(link, "LinkLag", 0),
                unit=project.unit_of(values.number(link, "LagFormat", 7)),
                other_project=values.yes(link, "CrossProject"),
                line=link.line,
            )


def _baselines(at: Element, values: Values) -> Iterator[TaskBaseline]:
    for kept in at.all("Baseline"):
        yield TaskBaseline(
            number=values.number(kept, "Number", 0),
            start=values.moment(kept, "Start"),
            finish=values.moment(kept, "Finish"),
        )


def _code(at: Element, values: Values, code_field: str | None) -> str | None:
    for field in at.all("ExtendedAttribute") if code_field is not None else ():
        if values.text(field, "FieldID") == code_field:
            return values.text(field, "Value")
    return None
