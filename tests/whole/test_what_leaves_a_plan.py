"""Which words that people typed into a plan are in what its commands write, and in what format?

There is a word of its own in every text that can be typed, in the plan, its registers and its
journal. Every command is asked in every format that it has, and its files are unpacked.
"""

from __future__ import annotations

import csv
import email
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from email.policy import default
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import pytest

from earlyhelp.files.selections import columns
from earlyhelp.model.registers import (
    BudgetLine,
    Case,
    Communication,
    Occupation,
    Partner,
    Property,
    Team,
)
from earlyhelp.outputs.rows import ALLOWED, Audience

if TYPE_CHECKING:
    from tests.conftest import Answer

    Eh = Callable[..., Answer]

PLAN: Final = """\
format: 1
id: redesign
title: [title]
organisation: [organisation]
source: [source of the plan]
note: [note of the plan]
nation: england
as_at: 2021-09-17
closures: [{days: 2021-12-29 to 2021-12-31, name: [name of a closure]}]
facts: {posts_at_risk: {main-office: 34}}
milestones:
  consultation.launch: {role: consultation.start, done: 2021-09-08, title: [title of a milestone], owner: [owner of what is done], workstream: [workstream], source: [source of a milestone], note: [note of a milestone]}
  consultation.close: {on: 2021-09-29, after: {link: consultation.launch + 21 calendar days, because: [because of a link], source: [source of a link]}}
  members.told: {expected: 2021-10-01, owner: [owner of what is due]}
  cases.routed: {}
  offer.launch: {on: 2021-11-01, owner: [owner of the launch], note: [note of the launch], after: [selection.end, cases.routed, all properties.handed_over, {link: consultation.close + 8 weeks, because: [because of a conflict], source: [source of a conflict]}]}
stages:
  selection: {title: [title of a stage], lasts: between 4 and 6 weeks, after: consultation.close, decided_by: [decider], owner: [owner of a stage], note: [note of a stage]}
workflows:
  handover:
    title: [title of a workflow]
    note: [note of a workflow]
    for: property.future is not retained
    limits: no more than 1 handed_over a week
    steps:
      decided: {evidence: required, owner: [owner of a step], title: [title of a step], note: [note of a step]}
      service_ended: {}
      vacated: {after: service_ended}
      handed_over: {after: vacated}
      accepted: {after: handed_over}
  leaving:
    for: each occupation where property.future is not retained
    steps:
      informed: {done: occupation.told}
      out: {before: property.vacated, after: informed + occupation.notice}
risks:
  late: {title: [title of a risk], cause: [cause], event: [event], effect: [effect], mitigation: [mitigation], owner: [owner of a risk], proximity: [proximity], likelihood: high, impact: high, threatens: offer.launch}
rules:
  members_first: {title: [title of a rule], then: offer.launch, after: members.told + 1 week, source: [source of a rule], note: [note of a rule], verify: [what is to verify]}
"""
#: Columns that name another row, so that nothing can be typed into them.
NAMES: Final = {"offered", "team", "receiving_team", "property", "partner", "announces", "part_of"}
#: Rows with what is no free text; every other text column gets a word of its own.
ROWS: Final[dict[str, tuple[type, list[dict[str, str]]]]] = {
    "properties": (
        Property,
        [
            {"id": "elm", "future": "surplus", "service_ended": "2021-11-30"}
            | {"vacated": "2021-12-06", "handed_over": "2021-12-08", "done:decided": "2021-08-06"}
            | {"evidence:decided": "", "monthly_cost": "1200"},
            {"id": "oak", "future": "lease", "service_ended": "2021-11-30"},
            {"id": "ash", "future": "retained", "capacity": "4"},
        ],
    ),
    "partners": (Partner, [{"id": "food", "sector": "voluntary"}, {"id": "nursery"}]),
    "occupations": (
        Occupation,
        [
            {"property": "elm", "partner": "food", "offered": "ash", "notice": "1 month"}
            | {"told": "2021-09-13", "out": "2021-12-01", "extension": "requested"},
            {"property": "oak", "partner": "nursery", "extended_to": "2021-12-01"},
        ],
    ),
    "teams": (Team, [{"id": "north", "base": "ash", "capacity": "3", "post_limit": "1"}]),
    "cases": (
        Case,
        [
            {"team": "north", "setting": "elm", "kind": "plan"},
            {"team": "north", "setting": "home", "route": "transfer", "receiving_team": "north"},
            {"setting": "oak", "route": "close", "planned_closure": "2021-11-01"},
        ],
    ),
    "communications": (
        Communication,
        [
            {"id": "letter", "property": "elm", "announces": "offer.launch"},
            {"id": "press", "public": "yes", "expected": "2021-12-01"},
        ],
    ),
    "budget": (BudgetLine, [{"id": "all"}, {"id": "posts", "part_of": "all"}]),
}
#: What people record, and which of its words nobody reads but in the journal itself.
RECORDED: Final = (
    ("milestone", "done", "consultation.close", "--day", "2021-09-29", "--evidence"),
    ("milestone", "move", "members.told", "2021-10-05", "--reason"),
    ("milestone", "note", "offer.launch"),
    ("property", "extend", "elm", "food", "--to", "2021-12-20", "--reason"),
    ("property", "accept", "oak", "--day", "2021-12-20", "--evidence"),
    ("notice", "sent", "oak", "nursery", "--day", "2021-09-14", "--how", "letter", "--evidence"),
)
#: What a command is asked besides its format; every one that is not here is asked nothing more.
ASKED: Final[dict[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    ("plan", "check"): ((), ("--uncertain",)),
    ("plan", "why"): (("offer.launch",), ("elm.food.out",)),
    ("plan", "fix"): ((), ("--limits",)),
    ("plan", "whatif"): (("--slip", "members.told=5wd", "--extend", "nursery@oak=2021-12-31"),),
    ("property", "show"): (("elm",), ("oak",)),
    ("partner", "show"): (("food",), ("nursery",)),
    ("notice", "due"): (("--all",),),
    ("rule", "show"): (("members_first",),),
    ("baseline", "compare"): (("agreed",),),
    ("report", "html"): ((), ("--risk",)),
    ("export", "csv"): tuple(
        ("--sheet", sheet)
        for sheet in (
            *("milestones", "properties", "occupations"),
            *("notices due", "findings", "calendar"),
        )
    ),
    ("calendar", "export"): tuple(
        ("--for", whom, *more)
        for whom in ("assets", "everyone", "partner food", "owner [owner of the launch]")
        for more in ((), ("--todos", "--relations"))
    ),
    ("notice", "draft"): (("--partner", "food"), ("--partner", "nursery")),
    ("import", "csv"): (("milestones.csv",),),
    ("import", "xlsx"): (("plan.xlsx",),),
    ("import", "mspdi"): (("plan.xml", "--nation", "england"),),
    ("calendar", "changes"): (("old.ics", "new.ics"),),
    ("calendar", "compare"): (("new.ics", "-v"),),
}
#: These are asked nothing here, each for a reason.
NOT_ASKED: Final[dict[tuple[str, ...], str]] = {
    ("plan", "new"): "there is no plan yet",
    ("plan", "shift"): "a copy of the plan is the plan, and has all of its texts",
    ("calendar", "push"): "it sends the events of `calendar export`",
    ("calendar", "publish"): "it is asked below, for each of its readers",
    ("case", "import"): "it reads the export of another system, and no plan",
    ("baseline", "set"): "it writes into the plan's own folder",
    ("milestone", "undo"): "what it says is an entry's action and day",
    **{words[:2]: "it is asked above, and what it says is looked at there" for words in RECORDED},
    ("explain",): "it reads no plan",
    ("completion",): "it reads no plan",
    ("doctor",): "it reads no plan",
}
#: Where those who run the plan read the owners that `plan.yaml` names: a role each.
WITH_OWNERS: Final = {
    ("status",),
    ("report", "committee"),
    ("report", "highlight"),
    ("report", "html"),
    ("export", "xlsx"),
    ("export", "csv"),
    ("calendar", "export"),
}
WORD: Final = re.compile("zq[0-9]{3}x")


class Planted:
    """A plan in a folder, and where each of its words was typed."""

    def __init__(self, folder: Path) -> None:
        """Write it."""
        self.words: dict[str, tuple[str, str]] = {}
        folder.mkdir()
        text = re.sub(r"\[([a-z ]+)\]", lambda found: self.word("plan", found[1]), PLAN)
        for name, (kind, rows) in ROWS.items():
            typed = [self.row(name, kind, row) for row in rows]
            headings = list(dict.fromkeys(heading for row in typed for heading in row))
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, headings, restval="")
                writer.writeheader()
                writer.writerows(typed)
            text += f"{name}: {name}.csv\n"
        (folder / "plan.yaml").write_text(text, encoding="utf-8")

    def word(self, where: str, what: str) -> str:
        """A new word, which stands there."""
        made = f"zq{len(self.words):03}x"
        self.words[made] = (where, what)
        return made

    def word_of(self, where: str, what: str) -> str:
        """The word that stands there; something that stands nowhere, where none does."""
        return next((word for word, at in self.words.items() if at == (where, what)), "[none]")

    def row(self, name: str, kind: type, row: dict[str, str]) -> dict[str, str]:
        """The row with a word in every other text."""
        typed = row.copy()
        for column, type_ in columns(kind).items():
            if type_.removesuffix(" | None") == "str" and column not in row.keys() | NAMES:
                typed[column] = self.word(name, column)
        if "evidence:decided" in row:
            typed["evidence:decided"] = self.word(name, "evidence:decided")
        return typed

    def found(self, text: str) -> set[tuple[str, str]]:
        """Where the words of a text were typed."""
        return {self.words[word] for word in WORD.findall(text) if word in self.words}


@pytest.fixture
def planted(tmp_path: Path, eh: Eh) -> Planted:
    """The plan, with a baseline and a journal, and what others have exported of it."""
    made = Planted(tmp_path / "redesign")
    assert eh("baseline", "set", "agreed", "-p", "redesign").code == 0
    assert eh("calendar", "export", "-p", "redesign", "-o", "old.ics").code == 0
    for words in RECORDED:
        texts = [made.word("journal", words[-1]), "--by", made.word("journal", "by")]
        answer = eh(*words, *texts, "-p", "redesign", "--force")
        assert answer.code == 0, answer.err
        assert not forbidden(made.found(answer.out + answer.err), words[:2])
    for name, command in (
        ("new.ics", ("calendar", "export")),
        ("milestones.csv", ("export", "csv")),
        ("plan.xlsx", ("export", "xlsx")),
        ("plan.xml", ("export", "mspdi")),
    ):
        assert eh(*command, "-p", "redesign", "-o", name).code == 0
    return made


def leaves(group: click.Group, *before: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The words of every command that is no group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, *before, name)
        elif command is not None:
            yield (*before, name), command


def asked() -> Iterator[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Every command, what it is asked, and how: of which plan, into which file, in which format."""
    root: Any = import_module("earlyhelp.cli.main").commands
    for words, command in leaves(root):
        if words in NOT_ASKED:
            continue
        options = {option.name: option for option in command.params}
        kind = options["form"].type if "form" in options else None
        forms = [("-f", form) for form in kind.choices] if isinstance(kind, click.Choice) else [()]
        how: tuple[str, ...] = (
            ("-p", "redesign") if "plan_named" in options or "plan" in options else ()
        )
        how += ("-o", "answer") if "output" in options else ()
        for more in ASKED.get(words, ((),)):
            yield from ((words, more, (*how, *form)) for form in forms)


def audience(words: tuple[str, ...], more: tuple[str, ...]) -> Audience:
    """For whom the answer is."""
    if words == ("notice", "draft"):
        return Audience.PARTNER
    if words != ("calendar", "export"):
        return Audience.SERVICE
    return {
        "assets": Audience.ASSETS,
        "everyone": Audience.PUBLIC,
        "partner": Audience.PARTNER,
    }.get(more[1].partition(" ")[0], Audience.SERVICE)


def forbidden(
    found: set[tuple[str, str]], words: tuple[str, ...], reader: Audience = Audience.SERVICE
) -> set[tuple[str, str]]:
    """What of it such a reader may not be told by such a command."""
    wrong = set()
    for where, what in found:
        if where == "journal":
            is_open = what == "--reason" and words == ("baseline", "compare")
        elif where in ROWS:
            is_open = what in ALLOWED[ROWS[where][0]].get(reader, ())
            is_open |= words == ("notice", "draft") and what == "mailbox"  # where its mail goes
        elif reader is not Audience.SERVICE:
            is_open = what in {"title", "organisation"}
        elif what.startswith("owner of"):
            is_open = words in WITH_OWNERS
        else:
            is_open = not what.startswith("note of") or what == "note of a rule"
        if not is_open:
            wrong.add((where, what))
    return wrong


def everything(path: Path) -> str:
    """All texts of a file, or of a folder, decoded and unpacked as far as anybody can."""
    if path.is_dir():
        return "\n".join(f"{one.name}\n{everything(one)}" for one in path.iterdir())
    data = path.read_bytes() if path.is_file() else b""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return "\n".join(parts.read(part).decode("latin-1") for part in parts.namelist())
    if path.suffix == ".eml":
        mail = email.message_from_bytes(data, policy=default)
        held = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
        bodies = [body.decode() for body in held if isinstance(body, bytes)]
        return "\n".join([*(f"{key}: {said}" for key, said in mail.items()), *bodies])
    return data.decode().replace("\r\n ", "")


def test_what_was_typed_for_nobody_else_is_in_no_answer_of_any_command(
    eh: Eh, planted: Planted, tmp_path: Path
) -> None:
    told: set[tuple[str, str]] = set()
    owner = planted.word_of("plan", "owner of the launch")
    for words, more, how in asked():
        typed = [one.replace("[owner of the launch]", owner) for one in more]
        answer = eh(*words, *typed, *how)
        assert answer.code in {0, 1}, (words, more, answer.err)
        written = tmp_path / "answer"
        found = planted.found(answer.out + answer.err + everything(written))
        assert not forbidden(found, words, audience(words, more)), (words, more, how)
        told |= found
        if written.exists():
            written.rename(tmp_path / f"answer of {' '.join((*words, *more, *how))}"[:200])
    # a test that looks for words has to find those that are there
    assert ("plan", "owner of the launch") in told
    assert ("plan", "note of a rule") in told
    assert ("journal", "--reason") in told
    for where, (kind, _) in ROWS.items():
        texts = {column for column, type_ in columns(kind).items() if type_.startswith("str")}
        seen = texts & {column for at, column in told if at == where}
        assert seen <= set(ALLOWED[kind].get(Audience.SERVICE, ()))
        assert seen or where == "cases"


def test_what_is_published_has_for_each_reader_what_that_reader_may_see(
    eh: Eh, planted: Planted, tmp_path: Path
) -> None:
    whom = ("--for", "assets", "--for", "everyone", "--partners")
    assert eh("calendar", "publish", "feeds", *whom, "-p", "redesign").code == 0
    for folder, reader in (
        ("assets", Audience.ASSETS),
        ("partners", Audience.PARTNER),
        ("public", Audience.PUBLIC),
    ):
        found = planted.found(everything(tmp_path / "feeds" / folder))
        assert ("properties", "name") in found
        assert not forbidden(found, ("calendar", "publish"), reader)


@pytest.mark.parametrize("partner", ["food", "nursery"])
def test_no_partner_is_told_a_word_of_another(
    eh: Eh, planted: Planted, tmp_path: Path, partner: str
) -> None:
    own = planted.words
    other = {"food": "nursery", "nursery": "food"}[partner]
    said = eh("partner", "show", other, "-p", "redesign").out
    words = {word for word in WORD.findall(said) if own[word][0] == "partners"}
    assert words
    assert eh("notice", "draft", "--partner", partner, "-p", "redesign", "-o", "letters").code == 0
    calendar = ("calendar", "export", "--for", f"partner {partner}", "-o", "partner.ics")
    assert eh(*calendar, "-p", "redesign").code == 0
    told = everything(tmp_path / "letters") + everything(tmp_path / "partner.ics")
    assert not words & set(WORD.findall(told))


def test_a_command_that_is_not_asked_has_a_reason() -> None:
    root: Any = import_module("earlyhelp.cli.main").commands
    every = {words for words, _ in leaves(root)}
    assert NOT_ASKED.keys() | ASKED.keys() <= every
    assert not NOT_ASKED.keys() & ASKED.keys()
