"""Which of several that a rule counts from belongs to which of several that it binds?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from earlyhelp.records import Record
from earlyhelp.rulebook.ends import End


@attrs.frozen(eq=False, repr=False)
class Match(Record):
    """What is counted from for something that a rule binds.

    Where it cannot be told which of several belongs to which of several, `since` has the
    earliest and the latest of them, and none where one has no day.
    """

    since: tuple[End, ...]
    then: End
    is_sure: bool = True
    has_one: bool | None = True  #: whether any of the others belongs to it; ``None``: no telling
    of: str | None = None  #: what cannot be told apart, if not what is counted from


def matched(
    since: tuple[End, ...], then: tuple[End, ...], *, each_its_own: bool = False
) -> Iterator[Match]:
    """Which belongs to which: those whose ids begin alike, or else every one to every one.

    Where several of the one could belong to several of the other it is not sure. Where each
    has its own, as a meeting has its agenda, ids are alike that share any part, and what
    nothing is left for has none.
    """
    if not since:
        return
    groups: dict[tuple[str, ...], list[End]] = {}
    for end in since:
        for key in _keys(end.name, each_its_own=each_its_own):
            groups.setdefault(key, []).append(end)
    chosen = [_group(one, groups, each_its_own=each_its_own) for one in then]
    if each_its_own:
        taken = {end.name for key in set(chosen) if key for end in groups[key]}
        groups[()] = [end for end in since if end.name not in taken]
    same: dict[tuple[str, ...], list[End]] = {}
    for key, one in zip(chosen, then, strict=True):
        same.setdefault(key, []).append(one)
    for key, bound in same.items():
        yield from _of_group(tuple(groups[key]), bound, each_its_own=each_its_own)


def _of_group(
    since: tuple[End, ...], then: Sequence[End], *, each_its_own: bool
) -> Iterator[Match]:
    """What of one group belongs to which of those that are alike to it."""
    if each_its_own:
        is_sure = len(since) == len(then) == 1
        are_enough = len(since) >= len(then)
    else:
        is_sure, are_enough = len(since) == 1 or len(then) == 1, True
    has_one = bool(since) and (are_enough or None)
    can_be = since if is_sure else _extremes(since) if are_enough else ()
    for one in then:
        yield Match(since=can_be, then=one, is_sure=is_sure, has_one=has_one)


def paired(since: tuple[End, ...], then: tuple[End, ...]) -> Iterator[tuple[End, End]]:
    """The same, as pairs; where it is not sure, the earliest and the latest."""
    for match in matched(since, then):
        for one in match.since:
            yield one, match.then


def _group(
    one: End, groups: Mapping[tuple[str, ...], Sequence[End]], *, each_its_own: bool
) -> tuple[str, ...]:
    """The key of those that it is most alike to: empty where it is alike to none."""
    near = [key for key in _keys(one.name, each_its_own=each_its_own) if key and key in groups]
    if each_its_own:
        return min(near, key=lambda key: (len(groups[key]), -len(key), key), default=())
    return max(near, key=len, default=())


def _keys(name: str, *, each_its_own: bool) -> Iterator[tuple[str, ...]]:
    """By what a name can be alike to another: how it begins, or also each of its parts."""
    if each_its_own:
        yield ()
        yield from ((part,) for part in dict.fromkeys(re.split("[._-]", name)))
        return
    parts = name.split(".")
    for count in range(len(parts) + 1):
        yield tuple(parts[:count])


def _extremes(group: Sequence[End]) -> tuple[End, ...]:
    """The earliest and the latest; none where one has no day."""
    dated = [(end.when.low, end.when.high, end.name, end) for end in group if end.when is not None]
    if not dated or len(dated) < len(group):
        return ()
    return tuple(dict.fromkeys((min(dated)[3], max(dated, key=lambda item: item[1:3])[3])))
