"""Who could take on the open work that has no team yet, within the room that teams have?

A proposal and nothing more: a family's worker is chosen by people, and a team has received
work when its manager says so. The answer is the same on every machine, because ties go by the
order of rows.

Work that was incomplete when the model changed was to be "continued to conclusion, ensuring
that no one is left unsupported" (S0 4.4): so all that fits is placed before anything else is
asked for.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from earlyhelp.dates import words
from earlyhelp.model.registers import Case, Future, Kind, Registers, Route, Team

if TYPE_CHECKING:
    import networkx as nx


class Keeps(enum.Enum):
    """What stays as it is for the family."""

    TEAM = "the same team"
    PLACE = "the same place"


@attrs.frozen(kw_only=True)
class Placement:
    """A case, and the team that could receive it."""

    case: Case
    team: Team
    keeps: tuple[Keeps, ...]


@attrs.frozen(kw_only=True)
class Unplaced:
    """A case that no team could receive, and why: in words that say nothing of the family."""

    case: Case
    reason: str


@attrs.frozen(kw_only=True)
class Proposal:
    """Who could receive what, in the order of the rows of cases, and how much room is left."""

    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    #: How much more each team could take on once all this is done, by team id, in the order of
    #: its rows; ``None`` where its capacity is not known, 0 where it can receive nothing.
    left: Mapping[str, int | None]


#: Cases, and the team chosen for each, by the number of the case's row.
_Cases = Mapping[int, Case]
_Chosen = dict[int, Team]
_Room = Mapping[str, int | None]

#: Which teams would keep what for a case: the numbers of the teams, and what each keeps.
_Kind = tuple[tuple[int, tuple[Keeps, ...]], ...]
#: The two nodes of the flow that are neither a kind of case nor the number of a team.
_ANYWHERE: Final = "anywhere"
_END: Final = "end"
#: Why a team is not counted among those that have room, or have none.
_UNKNOWN: Final = "whose capacity is not known"
_UNCOUNTED: Final = "to receive a group whose places are not known"
_ENDS: Final = "to end"
_CLOSES: Final = "based in a building that is not retained"


def allocate(registers: Registers, as_at: date | None = None) -> Proposal:
    """Propose a team for each open case that is to be transferred, or has no route, and has none.

    Open is what is open on the `as_at` day. Without a day, whatever has a day of closing is closed.

    A team has room for its capacity less the open work that is already routed to it. A case
    counts as its places, or as 1, and is never split. A group whose places are not known is
    not placed. Nothing is proposed for a team that has such a group routed to it within its
    capacity, whose capacity is not known, that ends itself, or whose base is a property that
    is not retained: it closes too.

    Cases that count as 1 are placed exactly. Of all the ways to place them there is none that
    places more; of those, none in which more keep their team; then their place; then none that
    fills teams more evenly, where a case costs how full its team is before it, in whole
    percent of its capacity. What is left open after that goes to the teams that stand first.

    Cases that count as more are placed before them, the largest first. That part is a
    heuristic, because to pack teams as full as can be is a hard problem: now and then another
    arrangement would place more. No team is ever given more than it has room for.
    """
    room = _room(registers, as_at)
    waiting = {row: case for row, case in enumerate(registers.cases) if _waits(case, as_at)}
    teams = [team for team in registers.teams if room[team.id]]
    chosen = _place_large(waiting, teams, room)
    left = _left(room, waiting, chosen)
    single = {
        row: case
        for row, case in waiting.items()
        if case.counts_as == 1 and not _is_uncounted(case)
    }
    chosen |= _place_single(single, [team for team in teams if left[team.id]], left)
    left = _left(room, waiting, chosen)
    return Proposal(
        placements=tuple(
            Placement(case=case, team=chosen[row], keeps=_keeps(case, chosen[row]))
            for row, case in waiting.items()
            if row in chosen
        ),
        unplaced=tuple(
            Unplaced(case=case, reason=_reason(case, registers, room))
            for row, case in waiting.items()
            if row not in chosen
        ),
        left=left,
    )


def _waits(case: Case, as_at: date | None) -> bool:
    """Whether a team is still to be found for it."""
    is_to_move = case.route is None or case.route is Route.TRANSFER
    return case.is_open(as_at) and is_to_move and case.receiving_team is None


def _is_uncounted(case: Case) -> bool:
    """Whether nobody knows how many children it stands for."""
    return case.kind is Kind.GROUP and case.places is None


def _keeps(case: Case, team: Team) -> tuple[Keeps, ...]:
    """What stays as it is if this team receives the case."""
    same_team = (Keeps.TEAM,) if case.team == team.id else ()
    same_place = (Keeps.PLACE,) if team.base is not None and case.setting == team.base else ()
    return same_team + same_place


def _goes(team: Team, registers: Registers) -> str | None:
    """Why a team can receive nothing although it may have room: it ends, or its base closes."""
    if team.ends is not None:
        return _ENDS
    base = registers.property_by_id.get(team.base or "")
    is_left = base is not None and base.future not in {None, Future.RETAINED}
    return _CLOSES if is_left else None


def _room(registers: Registers, as_at: date | None) -> _Room:
    """How much each team could take on; a team that was given too much already has no room."""
    routed = dict.fromkeys(registers.team_by_id, 0)
    uncounted: set[str] = set()
    for case in registers.cases:
        if case.is_open(as_at) and case.receiving_team in routed:
            routed[case.receiving_team] += case.counts_as
            if _is_uncounted(case):
                uncounted.add(case.receiving_team)
    room: dict[str, int | None] = {}
    for team in registers.teams:
        if _goes(team, registers):
            room[team.id] = 0
        elif team.capacity is None or (team.id in uncounted and routed[team.id] <= team.capacity):
            room[team.id] = None
        else:
            room[team.id] = max(team.capacity - routed[team.id], 0)
    return room


def _left(room: _Room, waiting: _Cases, chosen: _Chosen) -> _Room:
    """What is left of each team's room, counted again from nothing but what was chosen."""
    left = dict(room)
    for row, team in chosen.items():
        before = left[team.id]
        size = waiting[row].counts_as
        if before is None or before < size:
            raise AssertionError(f"team {team.id} would receive more than it has room for")
        left[team.id] = before - size
    return left


def _place_large(waiting: _Cases, teams: Sequence[Team], room: _Room) -> _Chosen:
    """Teams for the cases that count as more than 1: the better of two ways to go about it.

    One keeps the team and the place where it can, the other first looks for the team where
    least room is left over. The better one places more work; or else keeps more of it with
    its team; or else in its place.
    """
    large = {row: case for row, case in waiting.items() if case.counts_as > 1}

    def worth(chosen: _Chosen) -> tuple[int, int, int]:
        placed = [(large[row].counts_as, _keeps(large[row], team)) for row, team in chosen.items()]
        return (
            sum(size for size, _ in placed),
            sum(size for size, keeps in placed if Keeps.TEAM in keeps),
            sum(size for size, keeps in placed if Keeps.PLACE in keeps),
        )

    ways = (_pack(large, teams, room, keeping=keeping) for keeping in (True, False))
    return max(ways, key=worth)


def _pack(large: _Cases, teams: Sequence[Team], room: _Room, *, keeping: bool) -> _Chosen:
    """The largest case first, each into the team that fits it best, if it fits into any.

    Best is the one that keeps more for the family, if `keeping`, and then the one where least
    room is left over; or else the other way round.
    """
    left = {team.id: room[team.id] or 0 for team in teams}
    chosen: _Chosen = {}
    for row, case in sorted(large.items(), key=lambda item: -item[1].counts_as):
        size = case.counts_as

        def rank(team: Team, case: Case = case) -> tuple[int, ...]:
            keeps = _keeps(case, team)
            changes = (Keeps.TEAM not in keeps, Keeps.PLACE not in keeps)
            return (*changes, left[team.id]) if keeping else (left[team.id], *changes)

        best = min((team for team in teams if left[team.id] >= size), key=rank, default=None)
        if best is not None:
            chosen[row] = best
            left[best.id] -= size
    return chosen


def _place_single(single: _Cases, teams: Sequence[Team], left: _Room) -> _Chosen:
    """The best teams for cases that count as 1, as a flow of least cost.

    Cases of one kind flow together, so thousands of cases make a small graph. The flow says
    how many of a kind keep something in which team, and how many more each team receives.
    Which cases those are is decided by the order of rows. No case of those that are left
    would keep anything in a team that receives more: a cheaper flow would have sent it there.
    """
    if not single or not teams:
        return {}
    import networkx as nx

    kinds = _kinds(single, teams)
    _, flow = nx.network_simplex(_graph(kinds, teams, left))

    def shares(node: _Kind | str, numbers: Iterable[int]) -> list[Team]:
        """The team of each case that goes from `node` to the teams of these numbers."""
        return [teams[to] for to in numbers for _ in range(sum(flow[node][to].values()))]

    chosen: _Chosen = {}
    for kind, rows in kinds.items():
        chosen |= zip(rows, shares(kind, (number for number, _ in kind)), strict=False)
    others = (row for row in single if row not in chosen)
    chosen |= zip(others, shares(_ANYWHERE, range(len(teams))), strict=False)
    return chosen


def _kinds(single: _Cases, teams: Sequence[Team]) -> dict[_Kind, list[int]]:
    """The rows of the cases for which the same teams would keep the same."""
    kinds: dict[_Kind, list[int]] = {}
    for row, case in single.items():
        keeps = ((number, _keeps(case, team)) for number, team in enumerate(teams))
        kinds.setdefault(tuple(pair for pair in keeps if pair[1]), []).append(row)
    return kinds


class _Prices(NamedTuple):
    """What it costs one case to fall short; one of each outweighs all of the next together."""

    no_team: int
    other_team: int
    other_place: int
    percent: int

    def change(self, keeps: tuple[Keeps, ...]) -> int:
        """The price of what is not kept."""
        team = 0 if Keeps.TEAM in keeps else self.other_team
        return team + (0 if Keeps.PLACE in keeps else self.other_place)


def _prices(cases: int, teams: int) -> _Prices:
    """Prices for so many cases, each of which costs the number of its team besides.

    Whole numbers of any length, because the network simplex method is exact on nothing else.
    """
    percent = cases * teams + 1
    other_place = percent * (100 * cases + 1)
    other_team = other_place * (cases + 1)
    return _Prices(other_team * (cases + 1), other_team, other_place, percent)


def _graph(
    kinds: Mapping[_Kind, list[int]], teams: Sequence[Team], left: _Room
) -> nx.MultiDiGraph[Any]:
    """The flow: from each kind of case to the teams that keep something, or to any, to the end.

    From a team to the end there is one arc for each percent of its capacity that it can still
    be filled; from a kind of case, one for those that stay without a team.
    """
    import networkx as nx

    cases = sum(map(len, kinds.values()))
    prices = _prices(cases, len(teams))
    none_kept = prices.change(())
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.add_node(_END, demand=cases)
    for kind, rows in kinds.items():
        count = len(rows)
        graph.add_node(kind, demand=-count)
        for to, keeps in kind:
            graph.add_edge(kind, to, capacity=count, weight=prices.change(keeps))
        graph.add_edge(kind, _ANYWHERE, capacity=count, weight=none_kept)
        graph.add_edge(kind, _END, capacity=count, weight=prices.no_team + none_kept)
    for number, team in enumerate(teams):
        room, capacity = left[team.id] or 0, team.capacity or 0
        graph.add_edge(_ANYWHERE, number, capacity=room, weight=0)
        full = (100 * (capacity - room + more) // capacity for more in range(min(room, cases)))
        for percent, count in Counter(full).items():
            weight = prices.percent * percent + number
            graph.add_edge(number, _END, capacity=count, weight=weight)
    return graph


def _reason(case: Case, registers: Registers, room: _Room) -> str:
    """Why a case is without a team, now that the others have theirs."""
    if not registers.teams:
        return "there is no team to receive it"
    if _is_uncounted(case):
        return "how many places the group has is not known, and so whether a team has room for it"
    left_out: Counter[str] = Counter()
    for team in registers.teams:
        if (why := _goes(team, registers)) is not None:
            left_out[why] += 1
        elif room[team.id] is None:
            left_out[_UNKNOWN if team.capacity is None else _UNCOUNTED] += 1
    size = case.counts_as
    if left_out.total() == len(registers.teams):
        why = "no team is known to have room for it"
    elif size > 1:
        why = f"no team has room left for all its {size} places together"
    else:
        why = "no team has room left for it"
    notes = [
        f"{words.count(left_out[reason], 'team')} {reason}"
        for reason in (_UNKNOWN, _UNCOUNTED, _ENDS, _CLOSES)
        if left_out[reason]
    ]
    return f"{why} (not counted: {' and '.join(notes)})" if notes else why
