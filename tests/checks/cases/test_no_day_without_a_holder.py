"""Does every piece of open work have a team, a worker and a place on each day until it is done?

The law goes through the days one by one, and asks of each who has the work and where: from a
diary of what will happen, drawn first. The plan is made to fit the diary, and says some of its
days as a week, a month or a year, and some not at all. What the checks say of the plan is held
against the diary: where a day has nobody, a finding names the case; and what is called an error
is one, whatever the plan leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import attrs
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Finding, Severity
from earlyhelp.checks import check_plan
from earlyhelp.files.load import parse

#: A Monday; the days of a diary are counted from it, over Christmas and the New Year.
FIRST: Final = date(2021, 11, 22)
LAST: Final = 70
#: No day of a diary is so late: what is open then is open for ever.
FOR_EVER: Final = 90
#: 24 December to 4 January: weekends, three bank holidays and the council's closure.
CHRISTMAS: Final = frozenset({27, 28, 29, 30, 31})
CLOSED: Final = frozenset({date(2021, 12, day) for day in CHRISTMAS} | {date(2022, 1, 3)})

#: Where each team has its base.
BASES: Final = {"old": "elm", "north": "oak", "south": "elm", "bridge": "oak"}
#: What is wrong, and the codes that say it. Work without a route is said once, for all.
ASPECTS: Final = {
    "team": ("EH601", "EH607", "EH613"),
    "worker": ("EH601", "EH612"),
    "place": ("EH601", "EH611"),
}


def on(day: int) -> date:
    """The date of a day of the diary."""
    return FIRST + timedelta(days=day)


def is_working(day: int) -> bool:
    """Whether anybody works on it."""
    return on(day).weekday() < 5 and on(day) not in CLOSED


@attrs.frozen(kw_only=True)
class Told:
    """A day of the diary, and what the plan says of it."""

    day: int
    text: str

    @property
    def is_exact(self) -> bool:
        """Whether the plan says the day itself."""
        return self.text == on(self.day).isoformat()


@attrs.frozen(kw_only=True)
class Work:
    """One piece of open work, as it is."""

    team: str
    setting: str
    route: str | None
    closes: Told | None
    worker_leaves: Told | None
    next_team: str | None
    changes: Told | None  #: given where there is a next team; the plan need not say it
    is_change_told: bool

    @property
    def has_route(self) -> bool:
        """Whether it is said how it goes on, and all that this needs."""
        needs = {"close": self.closes, "transfer": self.next_team, "same worker": True}
        return self.route is not None and needs[self.route] is not None


@attrs.frozen(kw_only=True)
class Diary:
    """What will happen in a small council, and to one piece of its work."""

    as_at: int
    launch: Told
    elm_closes: Told
    elm_services: Told  #: the last day of services in it
    fir_closes: Told
    ends: dict[str, Told]  #: the last day of each team that has one
    work: Work

    @property
    def is_all_told(self) -> bool:
        """Whether the plan says every day, so that nothing is left to be not known."""
        work = self.work
        known = [self.launch, self.elm_closes, self.elm_services, self.fir_closes]
        known += self.ends.values()
        known += [day for day in (work.closes, work.worker_leaves, work.changes) if day]
        return all(day.is_exact for day in known) and work.is_change_told

    @property
    def is_overdue(self) -> bool:
        """Whether it was to be closed by now, as far as the plan says."""
        closes = self.work.closes
        return closes is not None and closes.day < self.as_at

    def days(self) -> Iterator[int]:
        """The working days from now until the work is done, that day among them."""
        closes = self.work.closes
        end = FOR_EVER if closes is None or self.is_overdue else closes.day
        return filter(is_working, range(self.as_at, end + 1))

    def has_moved(self, day: int) -> bool:
        """Whether the next team has the work by then."""
        work = self.work
        return work.has_route and work.changes is not None and day >= work.changes.day

    def has_worker(self, day: int) -> bool:
        """The own worker until the last day, and from the change on that of the next team."""
        work = self.work
        if self.has_moved(day) and work.route != "same worker":
            return True
        return work.worker_leaves is None or day <= work.worker_leaves.day

    def has_team(self, day: int) -> bool:
        """The own team until it ends, by the launch at the latest, and then the next.

        Who keeps the worker keeps what the worker has, if a next team is named where the own
        one says when it ends.
        """
        work = self.work
        goes_along = work.route == "same worker"
        if self.has_moved(day):
            return self.is_there(str(work.next_team), day)
        if work.team in self.ends:
            return self.is_there(work.team, day) or (goes_along and work.next_team is not None)
        return day <= self.launch.day or goes_along or work.next_team == work.team

    def is_there(self, team: str, day: int) -> bool:
        """Whether a team has not ended."""
        return team not in self.ends or day <= self.ends[team].day

    def has_place(self, day: int) -> bool:
        """Where it is done now, while that is there, or where the next team is based."""
        if self.has_moved(day) and self.is_open(BASES[str(self.work.next_team)], day):
            return True
        is_over = self.work.setting == "elm" and day > self.elm_services.day
        return self.is_open(self.work.setting, day) and not is_over

    def is_open(self, place: str, day: int) -> bool:
        """At home and in Oak Lane there is always a place; in Fir Walk's library to the launch."""
        until = {"elm": self.elm_closes.day, "fir": max(self.fir_closes.day, self.launch.day)}
        return day <= until.get(place, FOR_EVER)

    def lacks(self, aspect: str) -> bool:
        """Whether there is a working day on which nobody has the work, or it has no place."""
        has = {"team": self.has_team, "worker": self.has_worker, "place": self.has_place}[aspect]
        return not all(map(has, self.days()))


@st.composite
def told(draw: st.DrawFn, day: int, *, is_exact: bool = False) -> Told:
    """A day, as a plan may say it: never more than is true."""
    what = on(day)
    monday = what - timedelta(days=what.weekday())
    before, after = draw(st.integers(0, 9)), draw(st.integers(1, 9))
    period = f"{what - timedelta(days=before)} to {what + timedelta(days=after)}"
    ways = [f"{what:%Y-%m}", f"{what:%Y}", period]
    if what.weekday() < 5:
        ways.append(f"week of {monday}")
    is_vague = not is_exact and draw(st.sampled_from((False, False, True)))
    return Told(day=day, text=draw(st.sampled_from(ways)) if is_vague else what.isoformat())


some_day = st.integers(0, LAST)
some_working_day = some_day.filter(is_working)


@st.composite
def around(draw: st.DrawFn, *days: int) -> int:
    """A day, rather one near those that matter."""
    near = draw(st.sampled_from(days)) + draw(st.integers(-2, 5))
    return min(max(near, 0), LAST) if draw(st.booleans()) else draw(some_day)


@st.composite
def diaries(draw: st.DrawFn) -> Diary:
    """Any diary; a change that the plan does not tell comes with the launch at the latest."""
    as_at = draw(st.integers(0, 12) | some_day)
    launch, elm, fir, own, other = (draw(some_day) for _ in range(5))
    leaves, closes = draw(st.none() | some_day), draw(st.none() | some_working_day)
    route = draw(st.sampled_from(("transfer", "transfer", "close", "close", "same worker", None)))
    next_team = draw(st.none() | st.sampled_from(("north", "south", "bridge")))
    is_change_told = next_team is None or draw(st.booleans())
    changes = draw(around(launch, elm, own, launch if leaves is None else leaves))
    if not is_change_told:
        changes = min(changes, launch)
    # nobody says a period in which work may yet be closed that has not been when it was to be
    is_overdue = closes is not None and closes < as_at
    work = Work(
        team=draw(st.sampled_from(("old", "north", "bridge"))),
        setting=draw(st.sampled_from(("home", "oak", "elm", "fir"))),
        route=route,
        closes=None if closes is None else draw(told(closes, is_exact=is_overdue)),
        worker_leaves=None if leaves is None else draw(told(leaves)),
        next_team=next_team,
        changes=None if next_team is None else draw(told(changes)),
        is_change_told=is_change_told,
    )
    ends = {"old": draw(told(own)), "bridge": draw(told(other))}
    return Diary(
        as_at=as_at,
        launch=draw(told(launch)),
        elm_closes=draw(told(elm)),
        elm_services=draw(told(draw(st.integers(0, elm)))),
        fir_closes=draw(told(fir)),
        ends={team: ends[team] for team in draw(st.sets(st.sampled_from(sorted(ends))))},
        work=work,
    )


def plan_of(diary: Diary) -> str:
    """The plan that says of it what is told."""
    work = diary.work
    teams = "".join(
        f"  - {{id: {team}, base: {base}, capacity: 9, post_limit: 9"
        + (f", ends: {diary.ends[team].text}" if team in diary.ends else "")
        + "}\n"
        for team, base in BASES.items()
    )
    cells = {
        "team": work.team,
        "worker_status": "leaving" if work.worker_leaves else "confirmed",
        "worker_last_day": work.worker_leaves and work.worker_leaves.text,
        "setting": work.setting,
        "route": work.route,
        "planned_closure": work.closes and work.closes.text,
        "receiving_team": work.next_team,
        "changes": work.changes.text if work.changes and work.is_change_told else None,
    }
    row = ", ".join(f"{name}: {said}" for name, said in cells.items() if said)
    return f"""
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: {on(diary.as_at)}
closures: [{{days: 2021-12-29 to 2021-12-31, name: Christmas closure}}]
milestones:
  offer.launch: {{expected: {diary.launch.text}, days: any}}
  elm.service_ended: {{expected: {diary.elm_services.text}, days: any}}
  elm.vacated: {{expected: {diary.elm_closes.text}, days: any}}
  fir.vacated: {{expected: {diary.fir_closes.text}, days: any}}
properties:
  - {{id: oak, future: retained}}
  - {{id: elm, future: surplus}}
  - {{id: fir, future: surplus, interim_venue: the library}}
teams:
{teams}cases:
  - {{ref: k7f3, {row}}}
"""


def said_of(diary: Diary) -> dict[str, list[Finding]]:
    """What the checks say of the one case, or of the building in which it is, by aspect."""
    text = plan_of(diary)
    row = text[: text.index("  - {ref")].count("\n") + 1
    _, found = check_plan(parse(text.encode()))
    here = [
        finding
        for finding in found
        if finding.place is not None
        and (finding.place.line == row or diary.work.setting in finding.subjects)
    ]
    return {
        aspect: [finding for finding in here if finding.code in codes]
        for aspect, codes in ASPECTS.items()
    }


@given(diary=diaries())
def test_work_that_nobody_has_on_some_day_is_named(diary: Diary) -> None:
    for aspect, said in said_of(diary).items():
        if diary.lacks(aspect) or not diary.work.has_route:
            assert said, (aspect, plan_of(diary))


@given(diary=diaries())
def test_what_is_called_wrong_is_wrong_whatever_the_plan_leaves_open(diary: Diary) -> None:
    is_overdue = diary.is_overdue and diary.work.route == "close"
    for aspect, said in said_of(diary).items():
        is_wrong = diary.lacks(aspect) or not diary.work.has_route or is_overdue
        for finding in said:
            if finding.severity is not Severity.NOT_KNOWN or diary.is_all_told:
                assert is_wrong, (finding.message, plan_of(diary))
