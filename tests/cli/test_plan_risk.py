"""`eh plan risk`: how likely the days of a plan are, in words, for programs and drawn."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from earlyhelp.outputs.risk import chance

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def test_a_committee_hears_the_day_the_chance_and_what_it_hangs_on(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      answered: {within: {link: '2 to 8 weeks after asked, likely 3', decided_by: the landlord}}
      asked: {not_before: 2021-09-20}
      offer.launch: {after: [selection.end, answered], on: 2021-11-08}
    stages:
      selection: {lasts: 'between 4 and 9 weeks, likely 5', after: asked}
    """
    answer = eh("plan", "risk", str(redesign))
    assert (answer.code, answer.err) == (0, "")
    assert (
        answer.out
        == (
            "In 8 of 10 trials offer.launch is on or before Monday 8 November 2021.\n"
            "All pinned days, deadlines and maximum lags are kept at once in 83 of 100 trials.\n"
            "\n"
            "10,000 trials (seed 1) of 2 uncertain lengths; in each, everything happens as early as it can.\n"
            "Lengths are taken to be independent: if the same thing makes several of them long, late days are\n"
            "likelier than it says here.\n"
            "\n"
        )
        + answer.out.partition("likelier than it says here.\n\n")[2]
    )
    words = " ".join(answer.out.split())
    assert "offer.launch, pinned: 8 November 2021 plan.yaml:4:56 83 of 100" in words
    assert "selection: between 4 and 9 weeks, likely 5" in answer.out
    assert all(len(line) <= 100 for line in answer.out.splitlines())
    assert eh("plan", "risk", str(redesign)) == answer


def test_where_nothing_is_uncertain_it_says_how_to_write_that(eh: Eh) -> None:
    answer = eh("plan", "risk", "early-help-2021")
    assert answer.code == 0
    assert answer.out.startswith("Not known: the plan says of no length how it may turn out.")
    assert "likely 4" in answer.out


@pytest.mark.parametrize("asked", [("plan", "risk"), ("report", "html", "--risk")])
def test_of_a_plan_without_a_milestone_nothing_is_likely(
    eh: Eh, redesign: Path, asked: tuple[str, ...]
) -> None:
    """milestones: {}"""
    answer = eh(*asked, "-p", str(redesign))
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith("has no milestone to say how likely its day is\n")


def test_a_plan_that_cannot_be_met_is_said_so_plainly_and_is_1(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      offer.launch: {after: selection.end, on: 2021-10-01}
    stages:
      selection: {lasts: 'between 4 and 9 weeks, likely 5'}
    """
    answer = eh("plan", "risk", str(redesign))
    assert answer.code == 1
    said = " ".join(answer.out.split())
    assert "cannot be met even with every uncertain length at its shortest" in said
    assert "`eh plan check` proves it" in said


def test_what_waits_for_a_circle_has_no_day_and_so_no_chance(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      told: {within: 1 to 2 weeks after agreed, after: agreed}
      agreed: {within: {link: 1 to 4 weeks after asked, decided_by: the landlord}, by: 2021-10-29}
      asked: {on: 2021-09-20}
      moved: {after: moved.out, by: 2021-12-17}
      moved.out: {after: moved}
      offer.launch: {after: [moved, agreed], by: 2022-01-04}
    """
    answer = eh("plan", "risk", str(redesign), "--svg", "drawn.svg")
    assert answer.code == 1
    said = " ".join(answer.out.split())
    assert said.startswith(
        "Not known: offer.launch hangs on milestones that wait for each other in a circle. "
        "`eh plan check` shows it. The plan cannot be met"
    )
    assert "agreed 27 Sep 2021 4 Oct 2021" in said
    assert "every trial keeps the 4 days and limits that hang on no circle" in said
    assert "moves offer.launch" not in said
    drawn = Path("drawn.svg").read_text("utf-8")
    assert "not known: it hangs on milestones that wait for each other in a circle" in drawn
    document = json.loads(eh("plan", "risk", str(redesign), "-f", "json").out)
    assert {item["milestone"] for item in document["milestones"]} == {"asked", "agreed", "told"}
    assert (document["histogram"], document["drivers"], document["all_kept"]) == ([], [], 0)
    assert document["without_days"] == [
        {"milestone": name, "why": "circle"} for name in ("moved", "moved.out", "offer.launch")
    ]


def test_a_deadline_that_has_passed_is_not_counted_and_said_so(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      answered: {within: {link: 2 to 5 weeks after asked, decided_by: the landlord}}
      asked: {done: 2021-08-16}
      agreed: {by: 2021-09-16}
      offer.launch: {after: answered, by: 2021-09-10}
    """
    answer = eh("plan", "risk", str(redesign))
    assert answer.code == 0
    said = " ".join(answer.out.split())
    assert (
        "By 17 September 2021, 2 limits had passed and are not counted: agreed, deadline: 16 "
        "September 2021; offer.launch, deadline: 10 September 2021. `eh status` says how late "
        "each is."
    ) in said
    document = json.loads(eh("plan", "risk", str(redesign), "-f", "json").out)
    assert [(one["milestone"], one["text"], one["line"]) for one in document["passed"]] == [
        ("agreed", "agreed, deadline: 16 September 2021", 4),
        ("offer.launch", "offer.launch, deadline: 10 September 2021", 5),
    ]
    assert document["without_days"] == [{"milestone": "asked", "why": "done"}]
    before = " ".join(eh("plan", "risk", str(redesign), "--as-at", "2021-09-16").out.split())
    assert "By 16 September 2021, 1 limit had passed and is not counted: offer.launch" in before
    assert "not counted" not in eh("plan", "risk", str(redesign), "--as-at", "2021-09-10").out


def test_programs_are_told_why_a_milestone_has_no_days(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      asked: {done: 2021-08-16}
      met: {on: 2021-09-10}
      offer.launch: {within: 2 to 5 weeks after asked}
    """
    document = json.loads(eh("plan", "risk", str(redesign), "-f", "json").out)
    assert [item["milestone"] for item in document["milestones"]] == ["offer.launch"]
    assert [(item["milestone"], item["why"]) for item in document["without_days"]] == [
        ("asked", "done"),
        ("met", "pinned day passed"),
    ]
    assert document["passed"] == []


def test_programs_get_numbers_of_trials_and_a_drawing(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      offer.launch: {after: selection.end}
    stages:
      selection: {lasts: 'between 4 and 9 weeks, likely 5'}
    """
    asked = ("plan", "risk", str(redesign), "--trials", "1000")
    document = json.loads(eh(*asked, "-f", "json", "--svg", "launch.svg").out)
    assert document["schema"] == "earlyhelp.risk/1"
    assert sum(bar["trials"] for bar in document["histogram"]) == document["trials"] == 1_000
    sheet = eh(*asked, "-f", "csv").out.splitlines()
    assert sheet[0] == "milestone,p10,p50,p80,p90,delaying,trials"
    assert len(sheet) == 1 + len(document["milestones"])
    drawn = Path("launch.svg").read_text(encoding="utf-8")
    root = ET.fromstring(drawn)  # noqa: S314 - it is our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.findtext(f"{space}title") == "When offer.launch comes, in 1,000 trials"
    assert document["says"] in (root.findtext(f"{space}desc") or "")
    assert "script" not in drawn
    eh(*asked, "--svg", "again.svg")
    assert Path("again.svg").read_bytes() == drawn.encode()


def test_without_numpy_it_says_what_to_install_and_is_3(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("earlyhelp.risk.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "numpy", None)
    answer = eh("plan", "risk", "early-help-2021")
    assert answer.code == 3
    assert 'pip install "earlyhelp[risk]"' in answer.err


def test_what_is_done_cannot_vary(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      asked: {done: 2021-09-15}
    stages:
      selection: {lasts: 'between 4 and 9 weeks, likely 5', after: asked}
    """
    answer = eh("plan", "risk", str(redesign), "--of", "asked", "--svg", "asked.svg")
    assert answer.code == 0
    assert answer.out.startswith("asked has no day that could vary: it is done")


@pytest.mark.parametrize(
    ("trials", "of", "said"),
    [
        (0, 10_000, "no trial"),
        (1, 10_000, "fewer than 1 of 100"),
        (49, 10_000, "fewer than 1 of 100"),
        (50, 10_000, "1 of 100"),
        (9_950, 10_000, "more than 99 of 100"),
        (9_949, 10_000, "99 of 100"),
        (10_000, 10_000, "every trial"),
        (4, 100, "fewer than 1 of 10"),
        (55, 100, "6 of 10"),
    ],
)
def test_a_chance_is_no_finer_than_the_trials(trials: int, of: int, said: str) -> None:
    assert chance(trials, of) == said
