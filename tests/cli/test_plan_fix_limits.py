"""`eh plan fix --limits`: days that keep what a workflow allows in a time, in words and JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

PLAN = """\
format: 1
id: centres
title: Centres
nation: england
as_at: 2021-11-01
workflows:
  handover:
    for: property.future is surplus
    steps:
      vacated: {}
      handed_over: {after: vacated LINK}
    limits:
      - no more than 1 handed_over a week
properties:
"""


@pytest.fixture
def centres(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two centres in one week, of which one may be handed over; and one without a day."""
    pytest.importorskip("ortools.sat.python.cp_model")
    monkeypatch.chdir(tmp_path)
    rows = (
        "  - {id: elm, future: surplus, vacated: 2021-12-13, handed_over: 2021-12-14}\n"
        "  - {id: oak, future: surplus, vacated: 2021-12-16, handed_over: 2021-12-17}\n"
        "  - {id: ash, future: surplus, vacated: 2021-11-22}\n"
    )
    (tmp_path / "plan.yaml").write_text(PLAN.replace("LINK", "") + rows)
    return tmp_path


@pytest.mark.usefixtures("centres")
def test_the_second_of_a_week_goes_to_the_next_one(eh: Eh) -> None:
    answer = eh("plan", "fix", "--limits")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(
        "The smallest change that keeps the limits: 1 stated day moves, 3 calendar days in all\n"
        "  no more than 1 handed_over a week: 3 milestones  plan.yaml:13\n"
        "\n"
        "oak.handed_over, expected  (+3 days)\n"
        "  from     Friday 17 December 2021\n"
        "  to       Monday 20 December 2021\n"
        "  because  no more than 1 handed_over a week, and the week of Monday 13 December 2021 has 1 other\n"
        "           plan.yaml:13\n"
    )
    assert (
        "solved again with these days, the plan can be met, no two stated days clash, and the limits "
        "are kept\n"
    ) in answer.out
    assert "  eh milestone move oak.handed_over 2021-12-20\n" in answer.out
    assert "counted, and on no exact day of the plan: these days were reckoned with\n" in (
        answer.out
    )
    assert "  ash.handed_over on " in answer.out
    assert answer.out.endswith("  without the limits: nothing has to move\n")
    assert all(len(line) <= 100 for line in answer.out.splitlines())


@pytest.mark.usefixtures("centres")
def test_without_asking_the_limit_that_is_not_kept_is_one_line(eh: Eh) -> None:
    answer = eh("plan", "fix")
    assert answer.code == 0
    assert answer.out == (
        "Nothing to mend: every stated day can stay\n"
        "not asked for, and not kept by these days (--limits): no more than 1 handed_over a week\n"
    )
    document = json.loads(eh("plan", "fix", "-f", "json").out)
    assert document["limits_broken"] == ["no more than 1 handed_over a week"]


@pytest.mark.parametrize("typed", ["2 handed_over a week", "no more than 2 handed_over a week"])
@pytest.mark.usefixtures("centres")
def test_a_limit_that_the_plan_does_not_have(eh: Eh, typed: str) -> None:
    answer = eh("plan", "fix", "--limit", typed)
    assert answer.code == 0
    assert answer.out.startswith(
        "Nothing to mend: every stated day can stay, and the limits are kept\n"
        "  no more than 2 handed_over a week: 3 milestones  (asked for)\n"
    )


@pytest.mark.usefixtures("centres")
def test_json_says_what_was_asked_and_how_it_ended(eh: Eh) -> None:
    document = json.loads(eh("plan", "fix", "--limits", "-f", "json").out)
    assert document["schema"] == "earlyhelp.fix/1"
    assert document["possible"] is True
    limits = document["limits"]
    assert (limits["outcome"], limits["at_least"], limits["crowd"]) == ("least", None, None)
    assert limits["kept"][0]["milestones"] == [
        "elm.handed_over",
        "oak.handed_over",
        "ash.handed_over",
    ]
    [placed] = limits["placed"]
    assert (placed["milestone"], placed["stated"]) == ("ash.handed_over", None)


def test_too_many_for_the_weeks_that_there_are(eh: Eh, centres: Path) -> None:
    """Vacated days that stay, and a handover within two working days of each."""
    kept = [word for name in ("elm", "oak") for word in ("--keep", f"{name}.vacated")]
    text = PLAN.replace("LINK", ", within: 1 working day after vacated")
    rows = (
        "  - {id: elm, future: surplus, vacated: 2021-12-13, handed_over: 2021-12-14}\n"
        "  - {id: oak, future: surplus, vacated: 2021-12-16, handed_over: 2021-12-17}\n"
    )
    (centres / "plan.yaml").write_text(text + rows)
    answer = eh("plan", "fix", "--limits", *kept)
    assert answer.code == 1
    assert answer.out.startswith(
        "No days keep the limits, with elm.vacated and oak.vacated kept\n"
        "  no more than 1 handed_over a week: 2 milestones  plan.yaml:13\n"
        "\n"
        "2 of them can only fall from Monday 13 December 2021 to Friday 17 December 2021; 1 week there has a\n"
        "  day for them, which is room for 1\n"
        "  elm.handed_over, oak.handed_over\n"
        "\n"
        "none of them can fall before Monday 13 December 2021\n"
    )
    assert "and none after Friday 17 December 2021\n" in answer.out
    document = json.loads(eh("plan", "fix", "--limits", *kept, "-f", "json").out)
    assert (document["possible"], document["limits"]["outcome"]) == (False, "none")
    assert document["limits"]["crowd"]["room"] == 1


@pytest.mark.usefixtures("centres")
def test_not_known_is_neither_yes_nor_no(eh: Eh) -> None:
    answer = eh("plan", "fix", "--limits", "--time-limit", "0")
    assert answer.code == 1
    assert answer.out.startswith("Not known whether any days keep the limits\n")
    document = json.loads(eh("plan", "fix", "--limits", "--time-limit", "0", "-f", "json").out)
    assert document["possible"] is None
    assert document["limits"]["outcome"] == "not known"


@pytest.mark.usefixtures("centres")
def test_the_fewest_milestones_are_those_of_a_change_that_keeps_the_limits(eh: Eh) -> None:
    answer = eh("plan", "fix", "--limits", "--fewest")
    assert answer.out.startswith("The change of fewest milestones that keeps the limits: 1 ")


@pytest.mark.usefixtures("centres")
def test_a_change_that_is_not_proved_the_smallest_says_so(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    from earlyhelp.repair import nearby
    from earlyhelp.repair.capacity import Found, Outcome, search

    def interrupted(*args: Any, **options: Any) -> Found:
        return attrs.evolve(search(*args, **options), outcome=Outcome.KEPT, bound=1)

    monkeypatch.setattr(nearby, "search", interrupted)
    answer = eh("plan", "fix", "--limits")
    assert answer.code == 0
    assert answer.out.startswith(
        "A change that keeps the limits: 1 stated day moves, 3 calendar days in all\n"
        "the time ended before it was proved the smallest: none weighs less than 1, this one weighs 3; "
        "a\n  longer --time-limit may find a smaller one\n"
    )
    few = " ".join(eh("plan", "fix", "--limits", "--fewest").out.split())
    assert (
        "it is not proved the smallest: none touches fewer than 1 milestone, this one touches 1;"
        in few
    )
    document = json.loads(eh("plan", "fix", "--limits", "-f", "json").out)
    assert (document["limits"]["outcome"], document["limits"]["at_least"]) == ("kept", 1)


def test_links_that_no_days_keep_come_first(eh: Eh, centres: Path) -> None:
    """A circle of links is in the way of every day, limits or not."""
    text = PLAN.replace("vacated: {}", "vacated: {after: handed_over + 1 week}")
    (centres / "plan.yaml").write_text(
        text.replace("LINK", "") + "  - {id: elm, future: surplus}\n"
    )
    answer = eh("plan", "fix", "--limits")
    assert answer.code == 1
    assert " a circle of links, each of which waits for the next\n" in answer.out


@pytest.mark.usefixtures("centres")
def test_without_the_solver_it_says_how_to_install_it(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ortools.sat.python.cp_model", None)
    answer = eh("plan", "fix", "--limits")
    assert (answer.code, answer.out) == (3, "")
    assert 'pip install "earlyhelp[solver]"' in answer.err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3 handed_ovr a week", "no workflow has a step 'handed_ovr'; did you mean"),
        ("three a week", "'three a week' is not a limit: write \"3 handed_over a week\""),
        ("3 handed_over a year", "is not a limit"),
        ("0 handed_over a week", "is not a limit"),
    ],
)
@pytest.mark.usefixtures("centres")
def test_what_is_no_limit_is_a_wrong_use(eh: Eh, typed: str, said: str) -> None:
    answer = eh("plan", "fix", "--limit", typed)
    assert answer.code == 2
    assert said in answer.err


def test_a_plan_without_limits_has_none_to_keep(eh: Eh) -> None:
    answer = eh("plan", "fix", "infeasible-notice", "--limits")
    assert answer.code == 2
    assert "no workflow of this plan has a limit to keep" in answer.err


@pytest.mark.usefixtures("centres")
def test_the_same_twice(eh: Eh) -> None:
    for form in ("text", "json"):
        asked = ("plan", "fix", "--limits", "-f", form)
        assert eh(*asked).out == eh(*asked).out


@pytest.mark.usefixtures("centres")
def test_what_keeps_limits_is_for_people_to_choose_from(eh: Eh) -> None:
    answer = eh("plan", "fix", "--limits", "--accept", "--reason", "agreed")
    assert answer.code == 2
    assert "record the days that you choose" in answer.err
    assert not Path("journal.csv").exists()
