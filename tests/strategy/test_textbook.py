"""Does it say what the literature says? Examples and theorems with a published verdict.

A unit of time there is a calendar day here.
"""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Final

import attrs
import pytest

from earlyhelp.files.load import parse
from earlyhelp.network.schedule import solve_plan
from earlyhelp.strategy.always import Verdict, always

HEAD: Final = "format: 1\nid: book\ntitle: From a book\nnation: england\ndays: any\nmilestones:\n"
DINNER: Final = """\
  shopping: {on: 2021-10-04}
  drives: {within: {link: 30 to 60 calendar days after shopping, decided_by: traffic}}
  home: {within: {link: 35 to 40 calendar days after drives, decided_by: traffic},
    by: cooked + 5 calendar days}
  cooks: {}
  cooked: {within: {link: 25 to 30 calendar days after cooks, decided_by: the oven},
    by: home + 5 calendar days}
"""


def verdict(milestones: str) -> Verdict | None:
    """Whether it can be met whatever others decide; ``None``: it cannot be met at all."""
    schedule = solve_plan(parse((HEAD + milestones).encode()))
    return always(schedule).verdict if schedule.feasible else None


def test_dinner_is_ready_when_she_is_home() -> None:
    """Nilsson, Kvarnström and Doherty, "EfficientIDC" (ICAPS 2014).

    Neither she nor the dinner is to wait more than 5. Cooking begins exactly 10 after she
    says that she drives home.
    """
    assert verdict(DINNER) is Verdict.YES
    ten = "cooks: {exactly: 10 calendar days after drives}"
    assert verdict(DINNER.replace("cooks: {}", ten)) is Verdict.YES


@pytest.mark.parametrize("wrong", [9, 11])
def test_dinner_is_not_ready_where_cooking_begins_on_another_day(wrong: int) -> None:
    """The 10 of that example is exact."""
    said = f"cooks: {{exactly: {wrong} calendar days after drives}}"
    assert verdict(DINNER.replace("cooks: {}", said)) is Verdict.NO


def test_dinner_is_not_ready_where_nobody_says_that_she_drives() -> None:
    """Cooking then has to begin on a day that is fixed before: it needs the call."""
    assert verdict(DINNER.replace("cooks: {}", "cooks: {on: 2021-11-20}")) is Verdict.NO


def test_a_triangle_is_what_its_three_cases_say() -> None:
    """Morris, Muscettola and Vidal, "Dynamic Control of Plans with Temporal Uncertainty" (2001).

    C follows A after x to y, as others decide; B comes u to v before C and p to q after A.
    Where B has to come before C, it has to come from y - v to x - u after A; else only no
    length of C may be ruled out. With u = 0, B may answer C on the same day.
    """
    x, y = 2, 4
    said = set()
    for u, v, p, q in product(range(-2, 3), range(-2, 3), range(0, 5, 2), (2, 3, 5)):
        if u > v or p > q:
            continue
        milestones = (
            "  a: {on: 2021-10-04}\n"
            f"  c: {{within: {{link: {x} to {y} calendar days after a, decided_by: others}}}}\n"
            f"  b: {{after: [a + {p} calendar days{_least(-v)}], before: [{_before(u)}],"
            f" by: [a + {q} calendar days{_most(-u)}]}}\n"
        )
        milestones = milestones.replace(", before: []", "")
        if v >= 0:
            milestones = milestones.replace("others}}", f"others}}, by: b + {v} calendar days}}")
        is_kept = p <= x - u and y - v <= q
        if u > 0:
            is_kept = is_kept and max(p, y - v) <= min(q, x - u)
        answer = verdict(milestones)
        said.add(answer)
        assert (answer is Verdict.YES) == is_kept, (u, v, p, q)
    assert said == {Verdict.YES, Verdict.NO, None}


def _least(days: int) -> str:
    return f", c + {days} calendar days" if days > 0 else ""


def _before(days: int) -> str:
    return f"c - {days} calendar days" if days >= 0 else ""


def _most(days: int) -> str:
    return f", c + {days} calendar days" if days >= 0 else ""


@attrs.frozen
class Stnu:
    """A simple temporal network with uncertainty: ``then - first <= most`` for each edge."""

    size: int
    edges: dict[tuple[int, int], int]
    lengths: tuple[tuple[int, int, int, int], ...]  #: start, shortest, longest, end

    def plan(self) -> str:
        """The same as milestones; all of them from the first on, which is pinned."""
        by: dict[int, list[str]] = {}
        after: dict[int, list[str]] = {}
        for (first, then), most in self.edges.items():
            if most >= 0:
                by.setdefault(then, []).append(f"m{first} + {most} calendar days")
            else:
                after.setdefault(first, []).append(f"m{then} + {-most} calendar days")
        ends = {end: (start, low, high) for start, low, high, end in self.lengths}
        lines = []
        for node in range(self.size):
            said = ["on: 2021-10-04"] if node == 0 else []
            said += [f"by: [{', '.join(by[node])}]"] if node in by else []
            said += [f"after: [{', '.join(after[node])}]"] if node in after else []
            if node in ends:
                start, low, high = ends[node]
                link = f"{low} to {high} calendar days after m{start}"
                said.append(f"within: {{link: {link}, decided_by: others}}")
            lines.append(f"  m{node}: {{{', '.join(said)}}}\n")
        return "".join(lines)

    def is_controllable(self) -> bool:
        """By the reductions of Morris and Muscettola (2005), until none gives anything new.

        An edge is (from, to, label) with its weight; the label is ``None``, ``("c", end)``
        for a lower-case and ``("C", end)`` for an upper-case edge. Where reactions are
        instantaneous, a lower-case edge is followed by what is less than nothing alone.
        """
        edges: dict[tuple[int, int, tuple[str, int] | None], int] = {}
        lowest: dict[int, tuple[int, int]] = {}
        for (first, then), most in self.edges.items():
            edges[first, then, None] = most
        for start, low, high, end in self.lengths:
            lowest[end] = start, low
            for key, weight in (
                ((start, end, ("c", end)), low),
                ((end, start, ("C", end)), -high),
                ((start, end, None), high),
                ((end, start, None), -low),
            ):
                edges[key] = min(weight, edges.get(key, weight))
        least = -sum(abs(weight) for weight in edges.values()) - 1
        while True:
            new = self._reduced(edges, lowest)
            if any(a == b and weight < 0 for (a, b, _), weight in new.items()):
                return False
            if any(weight < least for weight in new.values()):
                return False
            if new == edges:
                return True
            edges = new

    def _reduced(
        self,
        edges: dict[tuple[int, int, tuple[str, int] | None], int],
        lowest: dict[int, tuple[int, int]],
    ) -> dict[tuple[int, int, tuple[str, int] | None], int]:
        found = dict(edges)
        for ((a, b, one), first), ((c, d, two), then) in product(edges.items(), edges.items()):
            if b != c or (one and one[0] == "C") or (two and two[0] == "c"):
                continue
            if one and (then >= 0 or (two and two[1] == one[1])):
                continue
            label, weight = two, first + then
            if label and lowest[label[1]][0] == d and weight >= -lowest[label[1]][1]:
                label = None  # it waits no longer than the length takes at least
            key = a, d, label
            if weight < found.get(key, weight + 1):
                found[key] = weight
        return found


#: As published: the points, (from, to, most) for each edge, and (start, shortest, longest, end)
#: for each length that others decide.
Published = tuple[str, tuple[tuple[str, str, int], ...], tuple[tuple[str, int, int, str], ...]]

#: The example of Morris, "Dynamic Controllability and Dispatchability Relationships" (CPAIOR
#: 2014): as its test with `assertFalse` in github.com/kimvandenhouten/SimPyManufacturing
#: (stnu/unit_testing/morris_14_basic_test.py) has it, and, number for number, as "from Morris
#: paper" in github.com/amyoconnell/cs382_spring2020 (sample_stnus/morris2006.stnu).
MORRIS: Final[Published] = (
    "ABCDE",
    (("B", "E", -2), ("E", "B", 4), ("B", "D", 1), ("D", "B", 3)),
    (("A", 0, 2, "B"), ("C", 0, 3, "D")),
)
#: The same without two of its edges: the second verdict of SimPyManufacturing's
#: (stnu/unit_testing/morris_14_unit_test.py).
MORRIS_LOOSER: Final[Published] = ("ABCDE", (("E", "B", 4), ("B", "D", 1)), MORRIS[2])
#: By the first of these tests: page 118 of Hunsberger's slides.
SLIDE: Final[Published] = ("ABC", (("B", "C", 5),), (("A", 2, 9, "C"),))
#: By the first of these tests: figure 7a of Hunsberger's paper of 2023.
FIGURE: Final[Published] = (
    "ACWXY",
    (("X", "C", 3), ("X", "Y", -2), ("Y", "C", 1), ("C", "W", -7)),
    (("A", 1, 10, "C"),),
)
#: By the second: sample_stnus/dc-2.stnu and magic-loop-2.stnu, which differ in one number
#: (points renamed).
DC_2: Final[Published] = (
    "XABCD",
    (("X", "B", 12), ("D", "B", 11), ("B", "X", -7), ("B", "D", -1)),
    (("A", 1, 3, "B"), ("C", 1, 10, "D")),
)
MAGIC_LOOP_2: Final[Published] = (
    "XABCD",
    (("X", "B", 12), ("D", "B", 8), ("B", "X", -7), ("B", "D", -1)),
    (("A", 1, 3, "B"), ("C", 1, 10, "D")),
)


@pytest.mark.parametrize("by", [None, 60], ids=["open", "by a day"])
@pytest.mark.parametrize(
    ("network", "is_controllable"),
    [
        (MORRIS, False),
        (MORRIS_LOOSER, True),
        (SLIDE, True),
        (FIGURE, True),
        (DC_2, True),
        (MAGIC_LOOP_2, False),
    ],
    ids=["Morris", "Morris, looser", "slide", "figure", "dc-2", "magic-loop-2"],
)
def test_published_networks_get_their_published_verdict(
    network: Published, is_controllable: bool, by: int | None
) -> None:
    """Where nothing has a deadline a no comes only at the calendar's end, decades away."""
    points, edges, lengths = network
    at = {point: node for node, point in enumerate(points, start=1)}
    bounds = {(node, 0): 0 for node in at.values()}
    if by is not None:
        bounds |= {(0, node): by for node in at.values()}
    stnu = Stnu(
        size=len(points) + 1,
        edges=bounds | {(at[first], at[then]): most for first, then, most in edges},
        lengths=tuple((at[start], low, high, at[end]) for start, low, high, end in lengths),
    )
    assert stnu.is_controllable() is is_controllable
    assert verdict(stnu.plan()) is (Verdict.YES if is_controllable else Verdict.NO)


def drawn(random: Random) -> Stnu:
    """A network of four to seven points with up to three lengths that others decide."""
    size = random.randint(4, 7)
    ends = random.sample(range(1, size), random.randint(1, 3))
    lengths = []
    for at, end in enumerate(ends):
        start = random.choice([node for node in range(size) if node not in ends[at:]])
        low = random.randint(1, 4)
        lengths.append((start, low, low + random.randint(1, 5), end))
    edges = {(node, 0): 0 for node in range(1, size)}
    for _ in range(random.randint(size, 2 * size)):
        first, then = random.sample(range(size), 2)
        edges[first, then] = random.choice((-3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 10))
    return Stnu(size, edges, tuple(lengths))


@pytest.mark.parametrize("part", range(2))
def test_the_published_reductions_give_the_same_answer(part: int) -> None:
    """Morris and Muscettola, "Temporal Dynamic Controllability Revisited" (AAAI 2005)."""
    said = {True: 0, False: 0}
    for seed in range(50 * part, 50 * (part + 1)):
        network = drawn(Random(seed))
        answer = verdict(network.plan())
        if answer is None:
            assert not network.is_controllable(), seed
            continue
        assert answer is not Verdict.NOT_KNOWN, seed
        assert (answer is Verdict.YES) == network.is_controllable(), seed
        said[answer is Verdict.YES] += 1
    assert min(said.values()) > 1
