"""Does every JSON document have the keys that its page promises, and no others?

Real commands are run on real plans, and what they write is compared with docs/pages/documents.yaml
in both ways. A new key is explained there. A key that is there no more breaks somebody's script: it
needs a new schema.
"""

from __future__ import annotations

import json
import re
import runpy
import shlex
import shutil
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from earlyhelp.files import locate

if TYPE_CHECKING:
    from tests.conftest import Answer

ROOT: Final = Path(__file__).parent.parent.parent
PAGE: Final = runpy.run_path(str(ROOT / "docs" / "pages" / "documents.py"))
DOCUMENTS: Final[dict[str, Any]] = PAGE["SAID"]["documents"]
#: Two buildings that cannot be handed over in one week, a length that others decide, money, and more
#: open work than its team has room for.
SMALL: Final = """\
format: 1
id: small
title: A small plan
nation: england
as_at: 2021-09-17
milestones:
  landlord.asked: {on: 2021-10-04}
  landlord.answered:
    within: {link: '7 to 28 calendar days after landlord.asked, likely 14', decided_by: the landlord}
  offer.launch: {by: 2021-12-31, after: [landlord.answered, all properties.handed_over]}
workflows:
  handover:
    steps: {handed_over: {}}
    limits: [no more than 1 handed_over a week]
properties:
  - {id: elm, name: Elm, future: surplus, not_before:handed_over: 2021-12-13, by:handed_over: 2021-12-17, monthly_cost: 900}
  - {id: oak, name: Oak, future: surplus, not_before:handed_over: 2021-12-13, by:handed_over: 2021-12-17}
  - {id: ash, name: Ash, future: surplus}
budget:
  - {id: total, title: Total, original: 100}
teams:
  - {id: north, name: North, capacity: 1}
cases:
  - {ref: a1, kind: plan, route: transfer}
  - {ref: b2, kind: plan, route: transfer}
"""
#: Whose calendar has a day that moves others.
LEADERS: Final = "Early Help leadership team"
#: The runs; together they have every key.
RUNS: Final = (
    "eh plan check infeasible-notice -f json",
    "eh plan check --uncertain small -f json",
    "eh plan check --rules-as-at 2027-01-01 small -f json",
    "eh plan check troubled -f json",
    "eh plan show small -f json",
    "eh plan why offer.launch -p infeasible-notice -f json",
    "eh plan critical redesign -f json",
    "eh plan whatif redesign --slip centre-07.toddler-group.out=25wd -f json",
    "eh plan whatif troubled --move offer.launch=2022-03-01 -f json",
    "eh plan whatif infeasible-notice --move offer.launch=2022-01-03 -f json",
    "eh plan whatif infeasible-notice --move offer.launch=2022-01-10 -f json",
    "eh plan whatif small --move landlord.asked=2021-12-30 -f json",
    "eh plan fix infeasible-notice -f json",
    "eh plan fix infeasible-notice --keep offer.launch --keep consultation.response -f json",
    "eh plan fix small --limits -f json",
    "eh plan fix small --limits --keep elm.handed_over --keep oak.handed_over -f json",
    "eh plan fix small --limit '4 handed_over a week' -f json",
    "eh plan risk small -f json",
    "eh plan risk small --as-at 2022-01-05 -f json",
    "eh plan gantt small -f json",
    "eh status troubled --baseline approved --as-at 2021-12-13 -f json",
    "eh status infeasible-notice --as-at 2022-01-05 -f json",
    "eh baseline list -p troubled -f json",
    "eh baseline compare approved -p troubled -f json",
    "eh property list -p redesign -f json",
    "eh property show centre-07 -p redesign -f json",
    "eh partner list -p redesign -f json",
    "eh partner show toddler-group -p redesign -f json",
    "eh case check --show-refs -p troubled -f json",
    "eh case summary -p redesign -f json",
    "eh case allocate --show-refs -p small -f json",
    "eh notice due --all -p redesign -f json",
    "eh comms plan -p redesign -f json",
    "eh budget show -p small -f json",
    "eh budget show -p children-first-2021 -f json",
    "eh rule list -p redesign -f json",
    "eh rule list -p small --rules-as-at 2027-01-01 -f json",
    "eh rule show collective-consultation -p redesign -f json",
    "eh calendar changes old.ics new.ics -p redesign -f json",
    "eh rule show equality-duty -p small --rules-as-at 2027-01-01 -f json",
    "eh calendar compare moved.ics -p redesign -f json",
    "eh export json -p redesign",
    "eh import csv days.csv -p redesign -f json",
    "eh import xlsx days.xlsx -p redesign -f json",
    "eh import mspdi other.xml --nation england --dry-run -f json",
)


def keys(document: object, before: str = "") -> Iterator[str]:
    """Every key by its path; of a list, those that any of its objects has."""
    match document:
        case dict():
            for key, value in document.items():
                yield f"{before}{key}"
                yield from keys(value, f"{before}{key}.")
        case list():
            for value in document:
                yield from keys(value, f"{before.removesuffix('.')}[].")


def promised(schema: str) -> set[str]:
    """Every path that the page explains; ``*`` in it is any name."""
    return {*PAGE["promised"](schema)}


def through(paths: set[str]) -> set[str]:
    """The keys on the way to others, which are explained by these."""
    on_the_way = {path[: dot.start()] for path in paths for dot in re.finditer(r"\.", path)}
    return {path.removesuffix("[]") for path in on_the_way} | {"schema"}


def unlike(these: set[str], those: set[str]) -> set[str]:
    """Those of `these` that none of `those` is, where either may have ``*`` for any name."""
    any_name = r"[^.\[]+"
    one = [re.compile(re.escape(path).replace(r"\*", any_name)) for path in those if "*" in path]
    found = {key for key in these - those if not any(like.fullmatch(key) for like in one)}
    return {
        path
        for path in found
        if "*" not in path
        or not any(re.fullmatch(re.escape(path).replace(r"\*", any_name), key) for key in those)
    }


def says(file: Path, was: str, now: str) -> None:
    """Somebody changes a file, once."""
    text = file.read_bytes()
    assert was.encode() in text
    file.write_bytes(text.replace(was.encode(), now.encode(), 1))


@pytest.fixture
def written(eh: Callable[..., Answer], tmp_path: Path) -> dict[str, set[str]]:
    """The keys that real runs have, by schema."""
    for name, shipped in (
        ("redesign", "early-help-2021"),
        ("troubled", "early-help-2021-troubled"),
    ):
        shutil.copytree(locate.shipped_file(shipped).parent, tmp_path / name)
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "plan.yaml").write_text(SMALL, encoding="utf-8")
    eh("baseline", "set", "approved", "-p", "troubled")
    eh("export", "csv", "-p", "redesign", "-o", "days.csv")
    eh("export", "xlsx", "-p", "redesign", "-o", "days.xlsx")
    eh("export", "mspdi", "-p", "small", "-o", "other.xml")
    says(tmp_path / "other.xml", "<EarlyStart>2021-10-04", "<EarlyStart>2021-10-05")
    eh("calendar", "export", "-p", "redesign", "-o", "old.ics")
    says(tmp_path / "days.csv", "2021-10-12", "2021-10-14")
    eh("property", "extend", "centre-07", "toddler-group", "--to", "2021-12-20", "-p", "redesign")
    eh("milestone", "move", "centre-07.handed_over", "2021-12-20", "-p", "redesign")
    eh("calendar", "export", "-p", "redesign", "-o", "new.ics", "--previous", "old.ics")
    eh("calendar", "export", "--for", "owner", LEADERS, "-p", "redesign", "-o", "moved.ics")
    says(tmp_path / "moved.ics", "DTEND;VALUE=DATE:20211013", "DTEND;VALUE=DATE:20211014")
    says(tmp_path / "moved.ics", "DTSTART;VALUE=DATE:20211012", "DTSTART;VALUE=DATE:20211013")
    found: dict[str, set[str]] = {}
    for run in RUNS:
        answer = eh(*shlex.split(run)[1:])
        document = json.loads(answer.out)
        found.setdefault(document["schema"], set()).update(keys(document))
    return found


def test_every_key_is_explained_and_no_key_has_vanished(written: dict[str, set[str]]) -> None:
    assert written.keys() == DOCUMENTS.keys()
    unexplained = {
        schema: unlike(there, promised(schema) | through(promised(schema)))
        for schema, there in written.items()
    }
    vanished = {schema: unlike(promised(schema), there) for schema, there in written.items()}
    assert {schema: of for schema, of in unexplained.items() if of} == {}
    assert {schema: of for schema, of in vanished.items() if of} == {}


@pytest.mark.parametrize(
    ("these", "those", "rest"),
    [
        ({"a", "a.b"}, {"a", "a.b"}, set()),
        ({"a", "a.c"}, {"a", "a.b"}, {"a.c"}),
        ({"a.x 2020/21"}, {"a.*"}, set()),
        ({"a.x.y"}, {"a.*"}, {"a.x.y"}),
        ({"a.*"}, {"a.x"}, set()),
        ({"a.*"}, {"b.x"}, {"a.*"}),
    ],
)
def test_a_key_is_missed_unless_it_is_there(
    these: set[str], those: set[str], rest: set[str]
) -> None:
    assert unlike(these, those) == rest


def test_every_schema_that_the_code_names_is_on_the_page() -> None:
    named = {
        schema
        for folder in ("earlyhelp", "cli")
        for file in (ROOT / folder).rglob("*.py")
        for schema in re.findall(r'"(earlyhelp\.[a-z-]+/[0-9]+)"', file.read_text(encoding="utf-8"))
    }
    assert named - {"earlyhelp.plan/1"} == DOCUMENTS.keys()


@pytest.mark.parametrize("schema", DOCUMENTS)
def test_the_command_on_the_page_was_run(schema: str) -> None:
    ran = [run.split() for run in RUNS]
    for command in DOCUMENTS[schema]["command"].split(", "):
        words = [*takewhile(lambda word: word.isalpha() and word.islower(), command.split())]
        assert any(run[: len(words)] == words for run in ran), command
