"""`eh case`: open work in numbers that point at nobody, and its tokens only when asked for."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

TEAMS = "teams:\n  - {id: north, name: North, capacity: 20}\n  - {id: south, capacity: 20}\n"


def write_cases(folder: Path, cases: list[dict[str, str]], also: str = TEAMS) -> None:
    """Add cases to the plan in `folder`, in a file of their own."""
    plan = folder / "plan.yaml"
    plan.write_text(f"{plan.read_text()}{also}cases: cases.csv\n", encoding="utf-8")
    names = ["ref", *dict.fromkeys(name for case in cases for name in case)]
    with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows({"ref": f"t{at:03}k", **case} for at, case in enumerate(cases))


def cells(line: str) -> list[str]:
    """The cells of one line of a table in text."""
    return re.split(r" {2,}", line.strip())


def document(eh: Eh, *command: str) -> Any:
    """What a command says as JSON."""
    return json.loads(eh("case", *command, "-p", "redesign", "-f", "json").out)


# summary -----------------------------------------------------------------------------------


def test_a_summary_counts_open_work_by_route_team_and_setting(eh: Eh, redesign: Path) -> None:
    """
    properties: [{id: elm}]
    """
    north = {"route": "transfer", "receiving_team": "north", "team": "north", "setting": "home"}
    south = {"route": "close", "planned_closure": "2021-12", "team": "south", "setting": "elm"}
    closed = north | {"closed": "2021-09-01"}
    write_cases(redesign, [*[north] * 12, *[south] * 8, closed])
    answer = eh("case", "summary", "-p", "redesign")
    assert (answer.code, answer.err) == (0, "")
    assert "Open work: 20 (" in answer.out
    lines = [cells(line) for line in answer.out.splitlines()]
    for line in (["transfer", "12"], ["close", "8"], ["north", "12"], ["elm", "8"], ["home", "12"]):
        assert line in lines
    said = document(eh, "summary")
    assert said["schema"] == "earlyhelp.case-summary/1"
    assert said["open"] == {"count": 20, "shown": "20"}
    assert said["by_team"] == [
        {"team": "north", "count": 12, "shown": "12"},
        {"team": "south", "count": 8, "shown": "8"},
        {"team": "not known", "count": 0, "shown": "0"},
    ]


def test_a_route_that_cannot_be_followed_is_none(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(redesign, [*[{"route": "close"}] * 6, *[{"route": "transfer"}] * 7])
    by_route = {line["route"]: line["count"] for line in document(eh, "summary")["by_route"]}
    assert by_route == {"close": 0, "transfer": 0, "same worker": 0, "not known": 13}


def test_work_that_is_to_be_closed_on_a_day_to_come_is_open(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    to_come = {"receiving_team": "north", "route": "transfer", "closed": "2022-03-04"}
    write_cases(redesign, [*[to_come] * 6, *[{"closed": "2021-09-17"}] * 7])
    assert document(eh, "summary")["open"]["count"] == 6
    north, _ = document(eh, "allocate")["teams"]
    assert north["room_left"] == "14"


def test_work_is_counted_as_it_is_open_on_the_day_that_is_asked_for(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    to_come = {"receiving_team": "north", "route": "transfer", "closed": "2022-03-04"}
    write_cases(redesign, [*[to_come] * 6, *[{"team": "south"}] * 7])
    for day, still, placed in (("2022-03-03", 13, "7"), ("2022-03-04", 7, "7")):
        summary = document(eh, "summary", "--as-at", day)
        assert (summary["as_at"], summary["open"]["count"]) == (day, still)
        proposal = document(eh, "allocate", "--as-at", day)
        assert (proposal["as_at"], proposal["teams"][1]["placed"]) == (day, placed)
        assert proposal["teams"][0]["room_left"] == ("14" if still == 13 else "20")
        said = eh("case", "summary", "-p", "redesign", "--as-at", day).out
        assert f"as at {int(day[-2:])} March 2022\nOpen work: {still} (" in said
        said = eh("case", "allocate", "-p", "redesign", "--as-at", day).out
        assert said.splitlines()[1] == f"as at {int(day[-2:])} March 2022"
    assert document(eh, "summary")["as_at"] == "2021-09-17"
    for command in ("summary", "allocate"):
        wrong = eh("case", command, "-p", "redesign", "--as-at", "4/3/2022")
        assert (wrong.code, "2022-03-04" in wrong.err) == (2, True)


def test_one_small_number_cannot_be_had_from_the_total(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(redesign, [*[{"team": "north"}] * 2, *[{"team": "south"}] * 18])
    said = document(eh, "summary")
    assert said["by_team"][:2] == [
        {"team": "north", "count": None, "shown": "fewer than 5"},
        {"team": "south", "count": None, "shown": "5 or more"},
    ]
    answer = eh("case", "summary", "-p", "redesign", "-f", "csv")
    assert list(csv.reader(io.StringIO(answer.out)))[:2] == [
        ["by", "of", "count"],
        ["all", "open work", "20"],
    ]
    assert "18" not in answer.out


def test_of_very_little_open_work_no_table_is_shown(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(redesign, [{"team": "north", "route": "close"}] * 3)
    out = eh("case", "summary", "-p", "redesign").out
    assert "Open work: fewer than 5 (" in out
    assert "by team: not shown, the numbers are too small" in out
    assert "north" not in out
    said = document(eh, "summary")
    assert said["by_team"] is None
    assert said["open"]["count"] is None
    assert "team,all,not shown" in eh("case", "summary", "-p", "redesign", "-f", "csv").out


def test_places_in_a_group_count_one_by_one(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(redesign, [{"kind": "group", "places": "12", "team": "south"}])
    assert document(eh, "summary")["open"]["count"] == 12


def test_of_a_plan_without_cases_nothing_is_known(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    assert redesign.is_dir()
    assert "Open work: 0 (" in eh("case", "summary", "-p", "redesign").out
    assert document(eh, "summary")["open"]["count"] == 0
    nothing = "The plan has no open work in it: whether all of it is on its way is not known\n"
    assert eh("case", "check", "-p", "redesign").out == nothing
    for command in ("summary", "allocate"):
        assert eh("case", command, "-p", "redesign").out.endswith(nothing)
    assert document(eh, "check")["verdict"] == "not known"


def test_work_that_all_has_a_team_is_not_proposed_for_any(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(redesign, [{"route": "transfer", "receiving_team": "north"}])
    assert "All open work has a team already" in eh("case", "allocate", "-p", "redesign").out


# check -------------------------------------------------------------------------------------


def test_a_check_lists_open_work_that_has_no_route_by_its_lines(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04, after: cases.routed}
      nobody.waits: {expected: 2021-10-16}
    """
    write_cases(redesign, [{"route": "close", "planned_closure": "2021-10-01"}, {"kind": "plan"}])
    answer = eh("case", "check", "-p", "redesign")
    assert answer.code == 1
    assert "error[EH601]" in answer.out
    assert "cases.csv:3:1" in answer.out
    assert "t001k" not in answer.out
    # only what is about cases
    assert "EH6" in answer.out
    assert not re.search(r"\[EH[1-57]", answer.out)
    assert "[EH202]" in eh("plan", "check", "redesign").out
    assert answer.out.splitlines()[-1].startswith("1 error")


def test_tokens_are_shown_where_somebody_asks_for_them(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(redesign, [{"kind": "plan"}])
    command = ("check", "--show-refs")
    assert "t000k: " in eh("case", *command, "-p", "redesign").out
    [first, *_] = document(eh, *command)["findings"]
    assert (first["code"], first["ref"], first["line"]) == ("EH601", "t000k", 2)
    assert "ref" not in document(eh, "check")["findings"][0]
    rows = csv.DictReader(io.StringIO(eh("case", *command, "-p", "redesign", "-f", "csv").out))
    assert next(rows)["ref"] == "t000k"
    assert "t000k" not in eh("case", "check", "-p", "redesign", "-f", "csv").out


def test_work_that_is_all_on_its_way_is_fine(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(
        redesign, [{"route": "close", "planned_closure": "2021-10-01", "closed": "2021-09-10"}]
    )
    answer = eh("case", "check", "-p", "redesign")
    assert answer.code == 0
    assert answer.out.startswith("No errors in the open work: Early Help redesign")
    said = document(eh, "check")
    assert (said["schema"], said["verdict"], said["findings"]) == (
        "earlyhelp.case-check/1",
        "ok",
        [],
    )


def test_cases_that_cannot_be_read_end_with_2_and_are_not_repeated(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(redesign, [{"handover_meeting": "with A Person"}])
    for command in ("check", "summary", "allocate"):
        answer = eh("case", command, "-p", "redesign")
        assert answer.code == 2
        assert "cases.csv:2" in answer.err
        assert "Person" not in answer.err


# allocate ----------------------------------------------------------------------------------


def test_a_proposal_says_that_it_is_one_and_changes_nothing(eh: Eh, redesign: Path) -> None:
    """
    properties: [{id: elm, future: retained}]
    """
    teams = "teams:\n  - {id: north, name: North, base: elm, capacity: 30}\n"
    write_cases(redesign, [{"team": "north", "setting": "elm", "route": "transfer"}] * 12, teams)
    before = {path.name: path.read_bytes() for path in redesign.iterdir()}
    answer = eh("case", "allocate", "-p", "redesign")
    assert (answer.code, answer.err) == (0, "")
    assert "This is a proposal: nothing has been changed." in answer.out
    assert ["north", "North", "12", "12", "12", "18"] in [
        cells(line) for line in answer.out.splitlines()
    ]
    assert "t000k" not in answer.out
    assert {path.name: path.read_bytes() for path in redesign.iterdir()} == before
    as_csv = eh("case", "allocate", "-p", "redesign", "-f", "csv")
    assert as_csv.err == "This is a proposal: nothing has been changed.\n"
    said = document(eh, "allocate")
    assert (said["schema"], said["changed"]) == ("earlyhelp.case-allocation/1", False)
    assert said["teams"] == [
        {
            "team": "north",
            "name": "North",
            "placed": "12",
            "keep_their_team": "12",
            "keep_their_place": "12",
            "room_left": "18",
        }
    ]
    assert "cases" not in said


def test_a_proposal_gives_no_small_number_away(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(redesign, [*[{"team": "north"}] * 12, *[{"team": "south"}] * 3])
    assert [(team["placed"], team["room_left"]) for team in document(eh, "allocate")["teams"]] == [
        ("5 or more", "not shown"),
        ("fewer than 5", "not shown"),
    ]
    exact = document(eh, "allocate", "--show-refs")
    assert [(team["placed"], team["room_left"]) for team in exact["teams"]] == [
        ("12", "8"),
        ("3", "17"),
    ]


def test_what_fits_nowhere_is_listed_with_the_reason(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    teams = "teams: [{id: north, capacity: 2}]\n"
    write_cases(redesign, [{"kind": "group", "places": "3"}, *[{"team": "north"}] * 8], teams)
    out = eh("case", "allocate", "-p", "redesign").out
    assert "Not placed" in out
    assert "no team has room" in out
    assert "3 places" not in out
    exact = document(eh, "allocate", "--show-refs")
    assert [reason["count"] for reason in exact["not_placed"]] == ["3", "6"]
    said = document(eh, "allocate")
    assert [reason["count"] for reason in said["not_placed"]] == ["fewer than 5", "5 or more"]
    assert all("3 places" not in reason["reason"] for reason in said["not_placed"])


def test_a_part_of_a_number_is_shown_only_where_the_rest_is_not_small(
    eh: Eh, redesign: Path
) -> None:
    """
    organisation: Fictional Council
    """
    teams = "teams: [{id: north, capacity: 40}, {id: west}]\n"
    write_cases(redesign, [*[{"team": "north"}] * 20, *[{"team": "west"}] * 3], teams)
    north, west = document(eh, "allocate")["teams"]
    assert (north["placed"], north["keep_their_team"]) == ("23", "5 or more")
    assert (west["placed"], west["room_left"]) == ("0", "not known")


def test_no_part_is_shown_of_a_number_that_is_not(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    write_cases(redesign, [*[{"team": "north"}] * 12, *[{"team": "south"}] * 3])
    teams = document(eh, "allocate")["teams"]
    assert [team["keep_their_team"] for team in teams] == ["not shown", "not shown"]


def test_with_tokens_the_proposal_says_who_goes_where(eh: Eh, redesign: Path) -> None:
    """
    organisation: Fictional Council
    """
    teams = "teams: [{id: north, capacity: 1}]\n"
    write_cases(redesign, [{"team": "north"}, {"setting": "home"}], teams)
    command = ("case", "allocate", "--show-refs", "-p", "redesign")
    answer = eh(*command, "-f", "csv")
    placed, left = csv.DictReader(io.StringIO(answer.out))
    assert (placed["ref"], placed["team"], placed["keeps"]) == ("t000k", "north", "the same team")
    assert (left["ref"], left["team"]) == ("t001k", "")
    assert left["reason"].startswith("no team has room")
    assert ["t000k", "north", "the same team", "–"] in [
        cells(line) for line in eh(*command).out.splitlines()
    ]
    assert [case["ref"] for case in document(eh, "allocate", "--show-refs")["cases"]] == [
        "t000k",
        "t001k",
    ]
