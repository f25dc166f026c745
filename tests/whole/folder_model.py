"""What must a plan's folder say, by the plain meaning of what people typed and recorded?

A small second opinion: it shares no code with earlyhelp. It knows the days that people typed,
the entries that stand, and the rules by which an entry changes a day.
"""

from __future__ import annotations

import csv
import io
from typing import Final, NamedTuple

import attrs

#: The days that people typed, as a milestone's key and its day; ``None``: none.
Typed = dict[str, tuple[str, str] | None]

TYPED: Final[Typed] = {
    "consultation": ("on", "2021-10-12"),
    "response": ("expected", "2021-11-02"),
    "launch": ("on", "2022-01-04"),
    "cases.routed": None,
    "elm.service_ended": ("expected", "2021-11-30"),
    "elm.vacated": ("expected", "2021-12-10"),
    "elm.swept": None,
    "elm.handed_over": ("expected", "2021-12-13"),
    "elm.accepted": None,
    "oak.service_ended": ("expected", "2021-11-26"),
    "oak.vacated": ("expected", "2021-12-01"),
    "oak.swept": None,
    "oak.handed_over": None,
    "oak.accepted": None,
    "elm.nursery.informed": None,
    "elm.nursery.out": ("expected", "2021-12-08"),
    "oak.food.informed": None,
    "oak.food.out": None,
}
GATES: Final = frozenset({"elm.swept", "oak.swept"})
STAYS: Final = ("elm.nursery", "oak.food")
LEFT: Final = ("elm", "oak")
OF_A_PROPERTY: Final = ("service_ended", "vacated", "handed_over")
#: What people type into `plan.yaml` itself; the other days stand in the registers.
IN_THE_PLAN: Final = ("consultation", "response", "launch")
_PLAN: Final = """\
format: 1
id: moves
title: The moves
organisation: The council
nation: england
as_at: 2021-09-17
closures:
  - 2021-12-29 to 2021-12-31
workflows:
  handover:
    for: property.future is not retained
    steps:
      service_ended: {{}}
      vacated: {{after: service_ended}}
      swept: {{after: vacated, evidence: required}}
      handed_over: {{after: swept, within: 10 working days after vacated}}
      accepted: {{after: handed_over}}
  leaving:
    for: each occupation where property.future is not retained
    steps:
      informed: {{}}
      out: {{before: property.vacated, after: informed + occupation.notice}}
milestones:
  consultation: {{{consultation}}}
  response: {{{response}, after: consultation + 10 working days}}
  launch: {{{launch}, after: [response, all properties.handed_over]}}
properties: properties.csv
partners:
  - {{id: nursery, name: Nursery}}
  - {{id: food, name: Food bank}}
occupations: occupations.csv
teams:
  - {{id: hub, name: Hub}}
cases: cases.csv
"""


class Said(NamedTuple):
    """One entry of the journal, and its line."""

    line: int
    action: str
    subject: str
    day: str
    was: str
    evidence: str


@attrs.define
class Folder:
    """A plan's folder as it must be."""

    typed: Typed = attrs.field(factory=TYPED.copy)
    #: days that are typed into a register: of a step that it was done, of a stay that it is longer
    happened: dict[str, str] = attrs.field(factory=dict)
    extended: dict[str, str] = attrs.field(factory=dict)
    #: open work by its token: the route that somebody has chosen, or none
    routes: dict[str, str] = attrs.field(factory=lambda: {"c1": "", "c2": "same worker"})
    entries: list[Said] = attrs.field(factory=list)
    lines: int = 0  #: of the journal, its heading too
    baselines: dict[str, dict[str, str]] = attrs.field(factory=dict)

    def files(self) -> dict[str, str]:
        """What people have typed."""
        keys = {name: _key(self.typed[name]) for name in IN_THE_PLAN}
        elm, oak = (
            ",".join(
                [self._day(f"{row}.{step}") for step in OF_A_PROPERTY]
                + [self.happened.get(f"{row}.{step}", "") for step in OF_A_PROPERTY]
            )
            for row in LEFT
        )
        nursery, food = (self.extended.get(stay, "") for stay in STAYS)
        cases = "".join(
            f"{ref},plan,2021-06,hub,{route}\n" for ref, route in sorted(self.routes.items())
        )
        return {
            "plan.yaml": _PLAN.format(**keys),
            "properties.csv": f"id,name,future,{','.join(OF_A_PROPERTY)},"
            f"{','.join(f'done:{step}' for step in OF_A_PROPERTY)}\n"
            f"elm,Elm Centre,surplus,{elm}\noak,Oak Centre,lease,{oak}\n"
            "ash,Ash Centre,retained,,,,,,\n",
            "occupations.csv": "property,partner,notice,out,offered,extended_to\n"
            f"elm,nursery,4 weeks,{self._day('elm.nursery.out')},ash,{nursery}\n"
            f"oak,food,2 weeks,{self._day('oak.food.out')},,{food}\n",
            "cases.csv": f"ref,kind,opened,team,route\n{cases}",
        }

    def append(self, action: str, subject: str, day: str, was: str, evidence: str = "") -> None:
        """An entry has been recorded."""
        self.lines = max(self.lines, 1) + 1
        self.entries.append(Said(self.lines, action, subject, day, was, evidence))

    def undo(self, subject: str) -> None:
        """The last entry about something has been undone, in a line of its own."""
        self.lines += 1
        last = self.last(subject)
        assert last is not None
        self.entries.remove(last)

    def last(self, subject: str) -> Said | None:
        """The last entry that stands about something."""
        return next((one for one in reversed(self.entries) if one.subject == subject), None)

    def stated(self, milestone: str) -> tuple[str | None, str | None]:
        """The day that a milestone has, and as what: done, on, expected or moved."""
        kind, day = self.typed[milestone] or ("expected", "")
        is_moved, done = False, self.done(milestone)
        for one in self.entries:
            if (one.action, one.subject) == ("moved", milestone) and one.was == day != one.day:
                day, is_moved = one.day, True
        if done is not None:
            return done, "done"
        return (day, "moved" if is_moved else kind) if day else (None, None)

    def planned(self, milestone: str) -> str:
        """The day that a move moves it from, whether it is done or not."""
        others = attrs.evolve(
            self, entries=[one for one in self.entries if one.action not in _DONE]
        )
        return others.stated(milestone)[0] or ""

    def done(self, milestone: str) -> str | None:
        """The day on which it happened: as it is typed, the last that anybody recorded, or the
        first notice.
        """
        if milestone in self.happened:
            return self.happened[milestone]
        days = [one.day for one in self.entries if self._happened(one, milestone)]
        if days:
            return days[-1]
        stay, _, step = milestone.rpartition(".")
        notices = [
            one for one in self.entries if (one.action, one.subject) == ("notice sent", stay)
        ]
        return notices[0].day if notices and step == "informed" else None

    def stays_until(self, stay: str) -> str:
        """Until when a partner stays longer: an extension counts from the day that it knew."""
        day = self.extended.get(stay, "")
        for one in self.entries:
            if (one.action, one.subject) == ("extended", stay) and one.was == day:
                day = one.day
        return day

    def is_agreed(self, stay: str, day: str) -> bool:
        """Whether somebody has recorded that it stays until this day, which it still does."""
        until, is_agreed = self.extended.get(stay, ""), False
        for one in self.entries:
            if (one.action, one.subject) == ("extended", stay) and until in (one.was, one.day):
                until, is_agreed = one.day, True
        return is_agreed and until == day

    def last_notice(self, stay: str) -> Said | None:
        """The last time that somebody has recorded that it was told."""
        sent = (one for one in self.entries if (one.action, one.subject) == ("notice sent", stay))
        return [None, *sent][-1]

    def left_aside(self) -> set[int]:
        """The lines of the journal that start from a day which the files do not say."""
        lines = set()
        for one in self.entries:
            so_far = attrs.evolve(self, entries=self.entries[: self.entries.index(one)])
            if one.action == "moved":
                day = so_far.planned(one.subject)
            elif one.action == "extended":
                day = so_far.stays_until(one.subject)
            else:
                day = self.happened.get(one.subject, one.day) if one.action == "done" else one.was
            if day not in (one.day, one.was) or (one.action == "done" and day != one.day):
                lines.add(one.line)
        return lines

    def is_told_again(self, milestone: str) -> bool:
        """Whether it happened by several notices: which counts depends on what each of them said."""
        stay, _, step = milestone.rpartition(".")
        notices = [
            one for one in self.entries if (one.action, one.subject) == ("notice sent", stay)
        ]
        is_done = any(self._happened(one, milestone) for one in self.entries)
        return step == "informed" and len(notices) > 1 and not is_done

    def is_open(self) -> set[str]:
        """The tokens of open work without a route."""
        return {ref for ref, route in self.routes.items() if not route}

    def key(self) -> tuple[object, ...]:
        """Whatever the answers about the folder may depend on."""
        return tuple(self.files().items()), tuple(self.entries)

    def _happened(self, one: Said, milestone: str) -> bool:
        subjects = {"done": milestone, "accepted": milestone.removesuffix(".accepted")}
        if one.action == "accepted" and not milestone.endswith(".accepted"):
            return False
        return one.action in subjects and subjects[one.action] == one.subject

    def _day(self, milestone: str) -> str:
        said = self.typed[milestone]
        return said[1] if said else ""


_DONE: Final = ("done", "accepted", "notice sent")


def replayed(journal: bytes) -> list[Said]:
    """The entries of a journal that stand, with their lines."""
    stands: list[Said] = []
    rows = csv.reader(io.StringIO(journal.decode(), newline=""))
    for number, row in enumerate(rows, start=1):
        if number == 1:
            continue
        _, _, action, subject, day, was, _, evidence = row
        if action == "undone":
            stands.remove(next(one for one in reversed(stands) if one.subject == subject))
        else:
            stands.append(Said(number, action, subject, day, was, evidence))
    return stands


def _key(said: tuple[str, str] | None) -> str:
    assert said is not None
    return f"{said[0]}: {said[1]}"
