"""Which words does one type to have every command answer, one after another, beside one plan?"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

#: A plan that has something for every command: two centres close, a partner moves, money is spent.
PLAN: Final = """\
format: 1
id: early-help
title: Early Help redesign – “nobody left unsupported”
organisation: Downs Council
nation: england
as_at: 2021-09-17
facts: {posts_at_risk: {main-office: 34}}
closures: [{days: 2021-12-29 to 2021-12-31, name: Christmas closure}]
milestones:
  partners.told: {done: week of 2021-09-13}
  consultation.response: {title: Réponse formelle → équipe, on: 2021-10-12, owner: HR}
  offer.launch: {on: 2022-01-04, title: New offer launched, after: [selection.end, elm.handed_over]}
  assets.last_handover: {after: all properties.handed_over, by: 2021-12-24}
stages:
  selection: {lasts: between 4 and 6 weeks, after: consultation.response}
workflows:
  handover:
    for: property.future is not retained
    steps:
      service_ended: {}
      vacated: {after: service_ended}
      handed_over: {after: vacated, within: 15 working days after vacated}
      accepted: {after: handed_over}
    limits: [no more than 1 handed_over a week]
  leaving:
    for: each occupation where property.future is not retained
    steps:
      out: {before: property.vacated}
properties: properties.csv
partners: [{id: toddlers, name: Toddler group, mailbox: toddlers@example.org, sector: voluntary}]
occupations: [{property: elm, partner: toddlers, notice: 4 weeks, out: 2021-12-08}]
teams: [{id: north, capacity: 10, post_limit: 5}]
cases: cases.csv
budget: [{id: rent, title: Rent, original: 1000, latest: 1200}]
communications: [{id: staff-01, audience: staff, channel: email, message: Who moves, before: elm.vacated - 4 weeks, expected: 2021-11-04}]
risks: {keys: {title: Keys are lost, likelihood: low, impact: medium, owner: Estates}}
"""
PROPERTIES: Final = """\
id,name,future,service_ended,vacated,handed_over
elm,Elm Centre,surplus,2021-11-30,2021-12-10,2021-12-13
oak,Oak Centre,surplus,2021-11-26,2021-12-01,2021-12-06
"""
CASES: Final = "ref,kind,route,receiving_team,receiving_post,accepted\nk1,plan,transfer,north,p1,2021-12-01\nk2,group,,,,\n"
JOURNAL: Final = """\
recorded_at,by,action,subject,day,was,reason,evidence
2021-09-14T10:02:11+00:00,office,moved,offer.launch,2022-01-05,2022-01-04,Members asked,
2021-09-15T10:02:11+00:00,office,extended,elm.toddlers,2021-12-09,,,
2021-09-16T10:02:11+00:00,office,note,elm.vacated,,,'=1+1,
"""
EXPORT: Final = "ref,kind\n4711,plan\n"

#: Every command that answers beside that plan; what one writes, a later one may read.
EVERY: Final = (
    *(("plan", "check", "-f", form) for form in ("text", "json", "sarif", "github")),
    *(("plan", "show", "-f", form) for form in ("text", "json", "csv")),
    ("plan", "check", "--uncertain"),
    ("plan", "critical"),
    ("plan", "why", "offer.launch"),
    ("plan", "gantt"),
    *(("plan", "graph", "-f", form) for form in ("mermaid", "dot", "svg")),
    ("plan", "fix"),
    ("plan", "risk", "--svg", "risk.svg"),
    ("plan", "whatif", "--slip", "elm.vacated=5wd"),
    ("plan", "new", "another", "--nation", "wales"),
    ("plan", "shift", ".", "--start", "2026-09-09", "-o", "shifted"),
    ("baseline", "set", "approved"),
    ("property", "list"),
    ("property", "show", "elm"),
    ("partner", "list"),
    ("partner", "show", "toddlers"),
    ("case", "check"),
    ("case", "summary"),
    ("case", "allocate"),
    ("case", "import", "export.csv", "--replace", "--dry-run"),
    ("calendar", "export", "-o", "old.ics"),
    ("calendar", "export", "-o", "new.ics", "--previous", "old.ics"),
    ("calendar", "changes", "old.ics", "new.ics"),
    ("calendar", "compare", "new.ics"),
    ("calendar", "publish", "feeds", "--partners"),
    ("notice", "due"),
    ("notice", "draft", "-o", "notices"),
    *(("comms", "plan", "-f", form) for form in ("text", "csv")),
    ("comms", "plan", "-f", "docx", "-o", "comms.docx"),
    ("budget", "show"),
    ("rule", "list"),
    ("rule", "show", "collective-consultation"),
    ("status",),
    ("status", "-f", "json"),
    ("baseline", "list"),
    ("baseline", "compare", "approved"),
    ("report", "committee", "-o", "committee.md"),
    ("report", "committee", "-f", "docx", "-o", "committee.docx"),
    ("report", "highlight", "-f", "html", "-o", "highlight.html"),
    ("report", "html", "-o", "report.html"),
    ("export", "mspdi", "-o", "plan.xml"),
    ("export", "xlsx", "-o", "plan.xlsx"),
    ("export", "csv", "-o", "milestones.csv"),
    *(("export", form) for form in ("mermaid", "dot", "graphml", "json")),
    *(("completion", shell) for shell in ("bash", "zsh", "fish")),
    ("import", "mspdi", "plan.xml", "--nation", "england", "-o", "imported"),
    ("import", "xlsx", "plan.xlsx"),
    ("import", "csv", "milestones.csv"),
    ("explain", "EH203"),
    # what records comes last: when it did so is in the journal, and calendars say when they changed
    ("milestone", "done", "consultation.response", "--day", "2021-09-16", "--force"),
    ("milestone", "undo", "consultation.response"),
    ("milestone", "move", "offer.launch", "2022-01-10", "--reason", "Members asked"),
    ("milestone", "note", "offer.launch", "=1+1"),
    ("property", "extend", "elm", "toddlers", "--to", "2021-12-10"),
    ("property", "accept", "oak", "--day", "2021-09-16", "--evidence", "letter 7", "--force"),
    ("notice", "sent", "elm", "toddlers", "--day", "2021-09-14", "--how", "letter"),
)
#: Runs them in one process, and says of each its exit code and what it printed, and of every file
#: the digest of its bytes. When somebody recorded something, and who, is left out of a journal.
RUN: Final = """\
import hashlib, io, json, pathlib, re, sys
from earlyhelp.cli.start import run
answers, streams = [], (sys.stdout, sys.stderr)
for words in json.loads(sys.argv[1]):
    sys.argv = ["eh", *words]
    said = [io.TextIOWrapper(io.BytesIO(), own.encoding, own.errors) for own in streams]
    sys.stdout, sys.stderr = said
    try:
        code = run()
    finally:
        sys.stdout, sys.stderr = streams
    for stream in said:
        stream.flush()
    answers.append((code, *(stream.buffer.getvalue().decode("latin-1") for stream in said)))
recorded = rb"(?m)^\\d{4}-\\d\\d-\\d\\dT[\\d:]+\\+00:00,[^,]*"
files = {
    str(path): hashlib.sha256(re.sub(recorded, b"", path.read_bytes())).hexdigest()
    for path in sorted(pathlib.Path().rglob("*")) if path.is_file()
}
print(json.dumps([answers, files]))
"""
#: Each run has a folder of its own.
_NUMBERS: Final = itertools.count()


class Said(NamedTuple):
    """What one command answered: bytes, each as the character of its number."""

    code: int
    out: str
    err: str


class Answers(NamedTuple):
    """What became of a whole run."""

    said: dict[str, Said]
    files: dict[str, str]  #: digest by name

    def worked(self) -> bool:
        """Whether every command did what it was asked, whatever it thinks of the plan."""
        return all(one.code in {0, 1} for one in self.said.values()) and not any(
            "Traceback" in one.out + one.err for one in self.said.values()
        )


def answers(
    tmp_path: Path,
    environment: dict[str, str] | None = None,
    *,
    options: Sequence[str] = (),
    first: str = "",
    every: Sequence[Sequence[str]] = EVERY,
    plan: str = PLAN,
) -> Answers:
    """Run every command in one process, beside a new copy of the plan.

    The process has nothing in its environment but the path and `environment`. `options` are
    for Python, and `first` is what the process does before anything else.
    """
    folder = tmp_path / str(next(_NUMBERS)) / "redesign"
    lay_out(folder, plan)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-P", *options, "-c", first + RUN, json.dumps(every)],
        capture_output=True,
        check=False,
        cwd=folder,
        env={**kept, "LC_ALL": "C.UTF-8", **(environment or {})},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    said, files = json.loads(done.stdout)
    keyed = {" ".join(words): Said(*one) for words, one in zip(every, said, strict=True)}
    return Answers(keyed, files)


def lay_out(folder: Path, plan: str = PLAN) -> None:
    """Write the plan, and what its commands are given, into a new folder."""
    folder.mkdir(parents=True)
    for name, text in {
        "plan.yaml": plan,
        "properties.csv": PROPERTIES,
        "cases.csv": CASES,
        "journal.csv": JOURNAL,
        "export.csv": EXPORT,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
