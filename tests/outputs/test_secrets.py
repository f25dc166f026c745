"""Does what is typed into a register stay in it, but for what is listed for a reader?"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earlyhelp.files.load import load
from earlyhelp.files.selections import columns
from earlyhelp.model import registers
from earlyhelp.model.registers import Case, Communication, Occupation, Partner, Property, Team
from earlyhelp.outputs.rows import ALLOWED, Audience, record, shown

if TYPE_CHECKING:
    from tests.conftest import Answer

    Eh = Callable[..., Answer]

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
NAMES: Final = {
    "property",
    "partner",
    "offered",
    "base",
    "team",
    "receiving_team",
    "setting",
    "announces",
}
KINDS: Final = {
    "properties": Property,
    "partners": Partner,
    "occupations": Occupation,
    "teams": Team,
    "cases": Case,
    "communications": Communication,
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
    "communications": (
        {"id": "letter", "property": "elm", "announces": "offer.launch"},
        {"id": "press", "public": "yes"},
        {"id": "mail", "partner": "food", "before": "offer.launch - 2 weeks"},
    ),
}
DAYS: Final = ("2021-09-13", "2021-10-02", "2021-12-20", "2022-01-10", "week of 2021-11-01")
COMMANDS: Final = (
    *(("plan", "check", "-f", form) for form in ("text", "json", "sarif", "github")),
    *(("plan", "show", "-f", form) for form in ("text", "json", "csv")),
    ("report", "html"),
    *(("export", form) for form in ("mermaid", "dot", "graphml", "json")),
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
            ("comms", "plan"),
        )
    ),
)
STEPS_OF: Final = {
    "properties": ("service_ended", "vacated", "handed_over", "done:records_swept"),
    "occupations": ("out",),
}


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
                if column in row or column in NAMES or typed_as == "Links":
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
