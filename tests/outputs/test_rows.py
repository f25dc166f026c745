"""What leaves a plan of its rows: what is listed for a reader, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earlyhelp import Plan
from earlyhelp.files.load import load
from earlyhelp.files.selections import columns
from earlyhelp.model import registers
from earlyhelp.model.registers import Case, Occupation, Partner, Property, Team
from earlyhelp.outputs import rows
from earlyhelp.outputs.rows import ALLOWED, Audience, counted, record, shown, shows_step, suppressed

if TYPE_CHECKING:
    from tests.conftest import Answer

    Eh = Callable[..., Answer]

#: What goes to nobody: anything can be typed there, or a person or a buyer be named.
NEVER: Final[Mapping[type, set[str]]] = {
    Property: {
        "covenants",
        "disposal_route",
        "grant_source",
        "interim_use",
        "landlord",
        "local_member",
        "option",
        "owner",
        "premises_manager",
        "repairs",
        "security",
        "shares_with",
        "surveyor",
    },
    Partner: set(),
    Occupation: {
        "data_held",
        "disagreement",
        "disposal_route",
        "extension_by",
        "extension_cost",
        "extension_reason",
        "registration",
        "rent",
        "rooms",
        "served_by",
        "served_how",
        "sessions",
        "works",
    },
    Team: set(),
    Case: set(columns(Case)),
}


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_somebody_has_decided_about_every_column(kind: type) -> None:
    listed = {column for names in ALLOWED[kind].values() for column in names}
    assert listed | NEVER[kind] == set(columns(kind))
    assert not listed & NEVER[kind]


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_nobody_is_shown_more_than_the_service(kind: type) -> None:
    service = set(ALLOWED[kind].get(Audience.SERVICE, ()))
    assert all(set(names) <= service for names in ALLOWED[kind].values())


def test_the_words_are_for_people(plan: Plan) -> None:
    """
    properties:
      - {id: elm, name: Elm Centre, future: surplus, monthly_cost: 1250, designated: 2008-06,
         notified: 2021-09-08, school_land: no, break_notice: 3 months, grant: 12000.50}
    """
    assert plan.registers is not None
    [elm] = plan.registers.properties
    assert shown(elm, Audience.ASSETS) == {
        "id": "elm",
        "name": "Elm Centre",
        "designated": "June 2008",
        "break_notice": "3 months",
        "school_land": "no",
        "grant": "£12,000.50",
        "future": "surplus",
        "notified": "8 September 2021",
        "monthly_cost": "£1,250",
    }
    said = record(elm, Audience.ASSETS)
    assert said["designated"] == "2008-06"
    assert said["school_land"] is False
    assert said["monthly_cost"] == "1250"
    assert said["tenure"] is None
    json.dumps(said)


def test_the_public_is_told_where_a_building_is_and_not_that_it_stands_empty(plan: Plan) -> None:
    """
    properties:
      - {id: elm, name: Elm Centre, postcode: ZZ1 1ZZ, future: surplus, monthly_cost: 1250,
         declared_surplus: 2021-10-01}
    """
    assert plan.registers is not None
    [elm] = plan.registers.properties
    assert shown(elm, Audience.PUBLIC) == {
        "id": "elm",
        "name": "Elm Centre",
        "postcode": "ZZ1 1ZZ",
    }
    assert shows_step(elm, "service_ended", Audience.PUBLIC)
    assert not shows_step(elm, "vacated", Audience.PUBLIC)
    assert shows_step(elm, "vacated", Audience.ASSETS)
    assert not shows_step(elm, "alarm_codes_changed", Audience.ASSETS)
    assert shows_step(elm, "alarm_codes_changed", Audience.SERVICE)


def test_a_partner_is_shown_itself_and_no_other(plan: Plan) -> None:
    """
    properties:
      - {id: elm, future: surplus}
    partners:
      - {id: nursery, name: Sea Nursery, mailbox: premises@nursery.example}
      - {id: food, name: Food Bank}
    occupations:
      - {property: elm, partner: nursery, told: 2021-09-13}
      - {property: elm, partner: food, told: 2021-09-14}
    """
    assert plan.registers is not None
    nursery, food = plan.registers.partners
    its, others = plan.registers.occupations
    assert shown(nursery, Audience.PARTNER, partner="nursery")["name"] == "Sea Nursery"
    assert shown(its, Audience.PARTNER, partner="nursery")["told"] == "13 September 2021"
    assert shows_step(its, "out", Audience.PARTNER, partner="nursery")
    for row in (food, others):
        assert shown(row, Audience.PARTNER, partner="nursery") == {}
        assert not shows_step(row, "out", Audience.PARTNER, partner="nursery")
    # nobody says whose view it is
    assert shown(nursery, Audience.PARTNER) == shown(its, Audience.PARTNER) == {}
    assert "mailbox" in shown(nursery, Audience.SERVICE)
    assert "mailbox" not in shown(nursery, Audience.ASSETS)


def test_of_a_case_nothing_leaves_at_all(plan: Plan) -> None:
    """
    teams:
      - {id: north}
    cases:
      - {ref: k7f3, team: north, worker: post-4, setting: home, route: transfer}
    """
    assert plan.registers is not None
    [case] = plan.registers.cases
    for audience in Audience:
        assert record(case, audience) == {}
        assert not shows_step(case, "closed", audience)


def test_few_users_of_a_partner_are_not_counted_out(plan: Plan) -> None:
    """
    properties: [{id: elm}]
    partners: [{id: food}, {id: nursery}]
    occupations:
      - {property: elm, partner: food, users: 3}
      - {property: elm, partner: nursery, users: 40}
    """
    assert plan.registers is not None
    said = [record(row, Audience.SERVICE)["users"] for row in plan.registers.occupations]
    assert said == ["fewer than 5", "40"]


def test_what_turns_the_direction_of_writing_or_moves_the_cursor_is_left_out() -> None:
    assert rows.cell("Elm\u202e\x1b[2J Centre").words == "Elm[2J Centre"


def test_no_cell_of_a_csv_begins_a_formula() -> None:
    lines: list[dict[str, rows.Plain]] = [
        {"a": "=1+1", "b": -5},
        {"a": "+44", "b": 0},
        {"a": "@x", "b": 7},
    ]
    made = list(csv.reader(io.StringIO(rows.as_csv(("a", "b"), lines))))
    assert made == [["a", "b"], ["'=1+1", "-5"], ["'+44", "0"], ["'@x", "7"]]


# Small numbers. ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1200, "1200")],
)
def test_one_to_four_are_fewer_than_five(number: int, words: str) -> None:
    assert counted(number) == words


def test_one_small_number_takes_another_with_it() -> None:
    counts = {"close": 30, "transfer": 3, "same worker": 12}
    assert suppressed(counts) == {
        "close": "30",
        "transfer": "fewer than 5",
        "same worker": "5 or more",
    }


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_which_one_it_takes_says_nothing_of_the_small_number(number: int) -> None:
    words = suppressed({"close": number, "transfer": 7, "same worker": 9, "not known": 30})
    assert words == {
        "close": "fewer than 5",
        "transfer": "7",
        "same worker": "5 or more",
        "not known": "30",
    }


def test_where_nothing_else_hides_it_no_number_is_shown() -> None:
    assert suppressed({"close": 3, "transfer": 0}) is None
    assert suppressed({"close": 2, "transfer": 5}) is None


def test_four_times_one_of_four_people_is_no_secret_either() -> None:
    assert suppressed({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}) is None


@given(st.lists(st.integers(0, 14), min_size=1, max_size=5))
def test_beside_their_total_small_numbers_stay_as_they_are_shown(numbers: list[int]) -> None:
    """By the definition: every reading of the words with that total, one after another."""
    counts = {f"team-{at}": number for at, number in enumerate(numbers)}
    words = suppressed(counts)
    if words is None:
        return
    total = sum(numbers)
    readings = [
        reading
        for reading in product(*(meanings(said, total) for said in words.values()))
        if sum(reading) == total
    ]
    assert tuple(numbers) in readings
    for at, number in enumerate(numbers):
        if 0 < number < 5:
            assert {reading[at] for reading in readings} == {1, 2, 3, 4}


@given(st.lists(st.integers(5, 400) | st.just(0), max_size=8))
def test_numbers_that_point_at_nobody_are_all_shown(numbers: list[int]) -> None:
    counts = {f"team-{at}": number for at, number in enumerate(numbers)}
    assert suppressed(counts) == {name: str(number) for name, number in counts.items()}


def meanings(said: str, most: int) -> range:
    """Which numbers a word can stand for."""
    if said == rows.FEWER:
        return range(1, 5)
    return range(5, most + 1) if said == rows.MORE else range(int(said), int(said) + 1)


# Whatever is typed into a register stays in it. --------------------------------------------

STEPS: Final = """\
workflows:
  handover:
    for: property.future is not retained
    steps:
      records_swept: {evidence: required}
      service_ended: {}
      vacated: {after: [service_ended, records_swept]}
      handed_over: {after: vacated, within: 10 working days after vacated}
      accepted: {after: handed_over}
  leaving:
    for: each occupation where property.future is not retained
    steps:
      out: {before: property.vacated}
"""
HEAD: Final = f"""\
format: 1
id: early-help
title: Early Help redesign
nation: england
as_at: 2021-09-17
milestones:
  assets.last_handover: {{after: all properties.handed_over}}
  offer.launch: {{on: 2022-01-04, after: cases.routed}}
{STEPS}"""
#: Columns that name another row, so that nothing can be typed into them.
NAMES: Final = {"property", "partner", "offered", "base", "team", "receiving_team", "setting"}
KINDS: Final = {
    "properties": Property,
    "partners": Partner,
    "occupations": Occupation,
    "teams": Team,
    "cases": Case,
}
IDS: Final[Mapping[str, tuple[dict[str, str], ...]]] = {
    "properties": ({"id": "elm"}, {"id": "oak"}),
    "partners": ({"id": "food"}, {"id": "nursery"}),
    "occupations": (
        {"property": "elm", "partner": "food", "offered": "oak"},
        {"property": "oak", "partner": "nursery"},
    ),
    "teams": ({"id": "north", "base": "elm"},),
    "cases": (
        {"team": "north", "setting": "elm"},
        {"team": "north", "setting": "home", "receiving_team": "north"},
        {"setting": "oak"},
    ),
}
DAYS: Final = ("2021-09-13", "2021-10-02", "2021-12-20", "2022-01-10", "week of 2021-11-01")
COMMANDS: Final = (
    *(("plan", "check", "-f", form) for form in ("text", "json", "sarif", "github")),
    *(("plan", "show", "-f", form) for form in ("text", "json", "csv")),
    *(
        (*command, "-f", form)
        for form in ("text", "json", "csv")
        for command in (
            ("property", "list"),
            ("property", "show", "elm"),
            ("partner", "list"),
            ("partner", "show", "food"),
            ("case", "check"),
            ("case", "summary"),
            ("case", "allocate"),
        )
    ),
)


@attrs.frozen(kw_only=True)
class Typed:
    """Registers with a secret in every text that somebody can type."""

    rows: Mapping[str, list[dict[str, str]]]
    #: secret by kind of row and column; of a step's evidence under its column
    secrets: Mapping[str, tuple[type, str]]

    def kept_from(self, audience: Audience) -> list[str]:
        """The secrets that this reader may not see."""
        return [
            secret
            for secret, (kind, column) in self.secrets.items()
            if column not in ALLOWED[kind].get(audience, ())
        ]

    def write(self, folder: Path) -> None:
        """Make a plan of them: cases in a file, the others in the plan."""
        typed = {name: held for name, held in self.rows.items() if name != "cases"}
        lines = [f"{name}: {json.dumps(held)}" for name, held in typed.items()]
        plan = "\n".join((HEAD, *lines, "cases: cases.csv"))
        (folder / "plan.yaml").write_text(f"{plan}\n", encoding="utf-8")
        names = list(dict.fromkeys(column for row in self.rows["cases"] for column in row))
        with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="")
            writer.writeheader()
            writer.writerows(self.rows["cases"])


@st.composite
def typed(draw: st.DrawFn) -> Typed:
    """Rows of every kind, with some of their cells, and a secret in each text."""
    secrets: dict[str, tuple[type, str]] = {}
    made: dict[str, list[dict[str, str]]] = {}

    def secret(kind: type, column: str) -> str:
        begins = "" if column == "ref" else draw(st.sampled_from(("", "=", "@", "J. ")))
        hidden = f"zq{len(secrets):03}secret"
        secrets[hidden] = (kind, column)
        return f"{begins}{hidden}"

    for name, ids in IDS.items():
        kind = KINDS[name]
        made[name] = [{**own} for own in ids]
        for row in made[name]:
            for column, type_ in columns(kind).items():
                typed_as = type_.removesuffix(" | None")
                if column in row or column in NAMES:
                    continue
                if typed_as == "str":
                    row[column] = secret(kind, column)
                elif draw(st.booleans()):
                    row[column] = draw(cell_of(typed_as))
            for step in STEPS_OF.get(name, ()):
                if draw(st.booleans()):
                    row[step] = draw(st.sampled_from(DAYS))
            if name == "properties":
                row["evidence:records_swept"] = secret(kind, "evidence:records_swept")
    return Typed(rows=made, secrets=secrets)


STEPS_OF: Final = {
    "properties": ("service_ended", "vacated", "handed_over", "done:records_swept"),
    "occupations": ("out",),
}


def cell_of(typed_as: str) -> st.SearchStrategy[str]:
    """What may stand in a cell of this type."""
    plain: Mapping[str, tuple[str, ...]] = {
        "Stated": DAYS,
        "Lag": ("4 weeks", "3 months"),
        "bool": ("yes", "no"),
        "int": ("0", "3", "40"),
        "Decimal": ("1250",),
    }
    if typed_as in plain:
        return st.sampled_from(plain[typed_as])
    return st.sampled_from([choice.value for choice in getattr(registers, typed_as)])


@given(typed())
def test_what_is_not_listed_for_a_reader_is_not_shown(drawn: Typed) -> None:
    with tempfile.TemporaryDirectory() as folder:
        drawn.write(Path(folder))
        held = load(folder).registers
    assert held is not None
    everything = [row for name in KINDS for row in getattr(held, name)]
    for audience in Audience:
        for partner in (None, "food", "nursery"):
            words = [shown(row, audience, partner=partner) for row in everything]
            plain = [record(row, audience, partner=partner) for row in everything]
            assert not leaked(drawn.kept_from(audience), json.dumps([words, plain]))


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(typed())
def test_what_the_service_may_not_see_no_command_prints(eh: Eh, drawn: Typed) -> None:
    with tempfile.TemporaryDirectory() as folder:
        drawn.write(Path(folder))
        for command in COMMANDS:
            answer = eh(*command, "-p", folder)
            assert answer.code in {0, 1}, answer.err
            assert not leaked(drawn.kept_from(Audience.SERVICE), answer.out + answer.err), command


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(typed(), st.data())
def test_a_case_that_cannot_be_read_is_not_repeated(
    eh: Eh, drawn: Typed, data: st.DataObject
) -> None:
    wrong = data.draw(st.lists(st.sampled_from(sorted(columns(Case))), min_size=1, unique=True))
    for row in drawn.rows["cases"]:
        row |= {column: f"Jo zq999secret, {column}" for column in wrong}
    with tempfile.TemporaryDirectory() as folder:
        drawn.write(Path(folder))
        for command in unreadable_commands():
            answer = eh(*command, "-p", folder)
            kept = [*drawn.kept_from(Audience.SERVICE), "zq999secret"]
            assert not leaked(kept, answer.out + answer.err), command


def unreadable_commands() -> Iterator[tuple[str, ...]]:
    """The commands that say why a plan cannot be read."""
    for form in ("text", "json", "sarif", "github"):
        yield ("plan", "check", "-f", form)
    yield from (("plan", "show"), ("property", "list"), ("case", "summary"), ("case", "check"))


def leaked(secrets: list[str], *said: Any) -> list[str]:
    """The secrets that somebody said."""
    whole = " ".join(str(one) for one in said)
    return [secret for secret in secrets if secret in whole]
