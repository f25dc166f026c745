"""What are the constraints of an even plan, read from its plan.yaml without earlyhelp?

What somebody who answers the question with a solver alone has to do first. Reads what
`generate.py --working-days` writes, and takes every value at its word: nothing is checked,
and no line or column is kept. It is given which days are working days.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from constraints import Arc, Constraints

_AFTER = re.compile(r"(\S+)(?: ([+-]) (\d+) working days?)?\Z")
_WITHIN = re.compile(r"(\d+) working days? after (\S+)\Z")


def read_yaml(path: str, working_days: list[str]) -> Constraints:
    """The constraints of a plan; positions count from the as-at day, which works."""
    with Path(path).open(encoding="utf-8") as file:
        said = yaml.load(file, Loader=yaml.CSafeLoader)
    milestones: dict[str, dict[str, Any]] = said["milestones"]
    days = working_days[bisect_left(working_days, str(said["as_at"])) :]
    number = {name: at for at, name in enumerate(milestones)}
    lower, upper = [0] * len(number), [len(days)] * len(number)
    least: list[Arc] = []
    most: list[Arc] = []
    for name, milestone in milestones.items():
        own = number[name]
        if "not_before" in milestone:
            lower[own] = bisect_left(days, str(milestone["not_before"]))
        for line in _listed(milestone, "by"):
            match = _AFTER.match(str(line))
            if match is not None and match[1] in number:
                most.append((number[match[1]], own, int(match[3] or 0)))
            else:
                upper[own] = min(upper[own], bisect_right(days, str(line)) - 1)
        for key in ("after", "before"):
            for line in _listed(milestone, key):
                ref, _, lag = _matched(_AFTER, line)
                first, then = (number[ref], own) if key == "after" else (own, number[ref])
                least.append((first, then, int(lag or 0)))
        for line in _listed(milestone, "within"):
            lag, ref = _matched(_WITHIN, line)
            least.append((number[ref], own, 0))
            most.append((number[ref], own, int(lag)))
    horizon = max(bound for bound in upper if bound < len(days))
    return Constraints(lower, [min(bound, horizon) for bound in upper], least, most)


def _listed(milestone: dict[str, Any], key: str) -> Iterator[Any]:
    said = milestone.get(key, [])
    yield from said if isinstance(said, list) else [said]


def _matched(pattern: re.Pattern[str], line: str) -> tuple[str, ...]:
    match = pattern.match(line)
    if match is None:
        raise SystemExit(f"{line!r} is not a line of an even plan")
    return match.groups()
