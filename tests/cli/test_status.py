"""`eh status`: a sentence to read aloud, then what to do about it, then the numbers."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from earlyhelp.files.locate import shipped

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

JOURNAL = "recorded_at,by,action,subject,day,was,reason,evidence\n"


def test_the_whole_page_of_a_small_plan(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      consultation.close: {on: 2021-09-15, owner: HR, workstream: Workforce}
      response: {expected: 2021-09-24, after: consultation.close, owner: HR, workstream: Workforce}
      letters: {expected: 2021-10-06, before: offer.launch, owner: Early Help}
      keys: {done: 2021-09-10, after: letters, owner: Assets Team}
      offer.launch: {expected: 2022-01-04, by: 2022-01-20, after: response, owner: Early Help}
    """
    (redesign / "journal.csv").write_text(
        f"{JOURNAL}2021-09-16T09:00:00+00:00,office,moved,letters,2021-10-08,2021-10-06,,\n",
        encoding="utf-8",
    )
    answer = eh("status", "redesign")
    assert answer.code == 0
    assert (
        answer.out
        == """\
Early Help redesign
as at 17 September 2021; the plan can be met; `eh plan check` says more

Red: 1 fixed day has passed with nothing recorded; the launch on 4 January 2022 is 12 working days
from its latest day

Overdue: 1
milestone           was due            overdue    stands    owner
------------------  -----------------  ---------  --------  -------
consultation.close  15 September 2021  2 days     red       HR

Due by 1 October 2021: 1
milestone    due                stands    owner    waiting for
-----------  -----------------  --------  -------  -----------------------
response     24 September 2021  green     HR       HR (consultation.close)

Done out of sequence: 1
  keys is done, but letters, which comes first, is not

Red: 1
milestone           day                because
------------------  -----------------  ------------------------------------------------------
consultation.close  15 September 2021  its fixed day passed 2 days ago, with nothing recorded

Amber: 1
milestone    day             because
-----------  --------------  --------------------------------------
letters      8 October 2021  2 calendar days (2 working days) later
                             than first stated, 6 October 2021

workstream      stands    red    amber    green    not known    complete
--------------  --------  -----  -------  -------  -----------  ----------
Workforce       red       1      0        1        0            0
none named      amber     0      1        1        0            1
the whole plan  red       1      1        2        0            1
"""
    )
    assert eh("status", "redesign", "--strict").code == 1


@pytest.mark.usefixtures("redesign")
def test_an_owner_sees_what_is_its_own_and_what_waits_for_it(eh: Eh) -> None:
    """
    milestones:
      swept: {expected: 2021-09-20, owner: Records}
      handover: {expected: 2021-09-24, after: swept, owner: Early Help}
      leased: {expected: 2021-09-24, owner: Assets Team}
    """
    of = {
        name: json.loads(eh("status", "-p", "redesign", "--owner", name, "-f", "json").out)["due"]
        for name in ("records", "Early Help", "Assets Team")
    }
    assert of == {
        "records": ["swept", "handover"],
        "Early Help": ["handover"],
        "Assets Team": ["leased"],
    }
    wrong = eh("status", "-p", "redesign", "--owner", "Record")
    assert wrong.code == 2
    assert 'did you mean "Records"?' in wrong.err


@pytest.mark.parametrize("form", ["text", "csv", "json"])
@pytest.mark.usefixtures("redesign")
def test_an_owner_that_a_register_alone_names_may_be_a_person_and_is_not_shown(
    eh: Eh, form: str
) -> None:
    """
    milestones: {told: {expected: 2021-09-20, owner: Early Help, after: all properties.vacated}}
    workflows:
      handover:
        for: property.future is surplus
        steps:
          swept: {owner: Records}
          vacated: {after: swept}
    properties:
      - {id: elm, future: surplus, swept: 2021-09-10, vacated: 2021-09-18, owner: Ada Person}
      - {id: oak, future: surplus, swept: 2021-09-10, vacated: 2021-09-18, owner: Early Help}
    """
    said = eh("status", "redesign", "-f", form).out
    assert "Person" not in said
    assert "as the register says" in said
    assert "Records" in said
    assert "nobody named" not in said
    of_her = eh("status", "redesign", "-f", form, "--owner", "ada person").out
    assert "Ada Person" in of_her
    assert "elm.vacated" in of_her
    assert "Person" not in eh("status", "redesign", "--owner", "Ada Persn").err


def test_what_is_said_to_be_done_is_not_overdue_with_nothing_recorded(
    eh: Eh, redesign: Path
) -> None:
    """
    workflows:
      handover:
        for: property.future is surplus
        steps: {swept: {evidence: required, by: 2021-09-15}}
    properties: [{id: elm, future: surplus, done:swept: 2021-09-10}]
    """
    assert redesign.is_dir()
    found = json.loads(eh("status", "redesign", "-f", "json").out)
    [swept] = (one for one in found["milestones"] if one["id"] == "elm.swept")
    assert (swept["rag"], found["overdue"]) == ("not known", [])
    assert swept["reason"] == "said to be done on Friday 10 September 2021, but nobody has shown it"
    codes = eh("plan", "check", "redesign").out
    assert "EH402" in codes
    assert "EH701" not in codes


def test_what_missed_a_deadline_was_due_on_it(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      letters: {expected: 2021-09-30, by: 2021-09-15}
      keys: {by: 2021-09-16}
      training: {expected: 2021-09-06, by: 2021-09-13}
    """
    assert redesign.is_dir()
    out = eh("status", "redesign").out
    table = out.partition("Overdue: 3\n")[2].splitlines()[2:5]
    assert [" ".join(line.split()) for line in table] == [
        "training 6 September 2021 11 days red",
        "letters 15 September 2021 (deadline) 2 days red",
        "keys 16 September 2021 (deadline) 1 day red",
    ]
    found = json.loads(eh("status", "redesign", "-f", "json").out)["milestones"]
    assert {one["id"]: one["due_by"] for one in found} == {
        "letters": "2021-09-15",
        "keys": "2021-09-16",
        "training": "2021-09-06",
    }
    [why] = (one["reason"] for one in found if one["id"] == "training")
    assert why == "its deadline, 13 September 2021, passed 4 days ago, with nothing recorded"


@pytest.mark.parametrize(
    ("within", "as_at", "due"),
    [("6", "2021-09-17", []), ("7", "2021-09-17", ["swept"]), ("0", "2021-09-24", ["swept"])],
)
@pytest.mark.usefixtures("redesign")
def test_what_is_due_on_the_last_of_the_days_is_due(
    eh: Eh, within: str, as_at: str, due: list[str]
) -> None:
    """
    milestones:
      swept: {expected: 2021-09-24}
    """
    answer = eh("status", "redesign", "--within", within, "--as-at", as_at, "-f", "json")
    assert json.loads(answer.out)["due"] == due


@pytest.mark.parametrize("name", shipped())
def test_the_three_forms_say_the_same(eh: Eh, name: str) -> None:
    text = eh("status", name).out
    assert all(len(line) <= 100 for line in text.splitlines())
    document = json.loads(eh("status", name, "-f", "json").out)
    assert document["schema"] == "earlyhelp.status/1"
    assert " ".join(text.split()).count(document["headline"]) == 1
    lines = list(csv.DictReader(io.StringIO(eh("status", name, "-f", "csv").out)))
    assert [line["id"] for line in lines] == [item["id"] for item in document["milestones"]]
    assert [line["id"] for line in lines if line["when"] == "overdue"] == sorted(
        document["overdue"], key=[line["id"] for line in lines].index
    )
    counts = document["counts"]
    assert sum(counts.values()) == len(lines)
    for rag, number in counts.items():
        assert sum(line["rag"] == rag.replace("_", " ") for line in lines) == number


@pytest.mark.parametrize(
    ("launch", "said"),
    [
        ("{on: 2022-01-04}", "Green: nothing has slipped; the launch on 4 January 2022 is fixed"),
        ("{expected: 2021-12}", "Green: nothing has slipped; nothing limits the launch in December 2021"),
        ("{done: 2021-09-16}", "Complete: the milestone is done; the launch was on 16 September 2021"),
        ("{on: 2021-09-16}", "Red: 1 fixed day has passed with nothing recorded; the launch on 16 September 2021 is 1 calendar day overdue on 17 September 2021"),
        ("{expected: 2022-01-24, by: 2022-01-20}", "Red: 1 milestone is after its latest day; the launch on 24 January 2022 is 4 calendar days after its latest day"),
        ("{expected: 2021-10-01, not_before: 2021-10-04}", "Amber: 1 milestone has slipped within its float; the launch on 1 October 2021 can be on 4 October 2021 at the earliest"),
        ("{by: 2022-01-04}", "Green: nothing has slipped; no day is stated for the launch, and its earliest is 17 September 2021"),
        ("{}", "Not known: no milestone has a day that says how it stands; no day is stated for the launch, and its earliest is 17 September 2021"),
    ],
)  # fmt: skip
def test_the_sentence_says_where_the_launch_is(
    eh: Eh, tmp_path: Path, launch: str, said: str
) -> None:
    (tmp_path / "plan.yaml").write_text(
        "format: 1\nid: a\ntitle: A\nnation: england\nas_at: 2021-09-17\n"
        f"milestones:\n  offer.launch: {launch}\n",
        encoding="utf-8",
    )
    assert json.loads(eh("status", "-f", "json").out)["headline"] == said


@pytest.mark.usefixtures("redesign")
def test_nothing_of_a_case_is_in_any_form(eh: Eh) -> None:
    """
    milestones:
      offer.launch: {on: 2021-12-31}
    teams: [{id: north}]
    cases: [{ref: k7f3secret, route: transfer, receiving_team: north, receiving_post: post-secret}]
    """
    for form in ("text", "json", "csv"):
        answer = eh("status", "redesign", "-f", form)
        assert answer.code == 0
        assert "secret" not in answer.out
