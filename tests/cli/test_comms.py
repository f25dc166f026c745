"""`eh comms`: who hears what, how, and when."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


@pytest.mark.usefixtures("redesign")
def test_a_committee_reads_who_hears_what_how_and_when(eh: Eh) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    properties: [{id: elm, name: Elm Centre, future: surplus}]
    partners: [{id: nursery, name: Sea Nursery}]
    communications:
      - {id: staff, audience: staff, channel: briefing, message: The new structure, owner: HR,
         done: 2021-09-08, evidence: seen by J. Doe}
      - {id: letter, audience: families, channel: letter, property: elm, message: Elm closes,
         owner: Early Help, expected: week of 2021-10-18}
      - {id: nursery, audience: partners, channel: e-mail, partner: nursery,
         before: offer.launch - 2 weeks}
    """
    answer = eh("comms", "plan", "-p", "redesign")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "Early Help redesign\n"
        "as at 17 September 2021; the plan can be met; `eh plan check` says more\n"
        "\n"
        "3 messages: 1 done\n"
        "\n"
        "Who is reached by what, and when\n"
        "\n"
        "audience    briefing          letter             e-mail\n"
        "----------  ----------------  -----------------  -------------------\n"
        "staff       8 September 2021\n"
        "            (done)\n"
        "families                      week of Monday 18\n"
        "                              October 2021\n"
        "partners                                         by 21 December 2021\n"
        "\n"
        "Every message\n"
        "\n"
        "audience               channel    day                message            owner       state\n"
        "---------------------  ---------  -----------------  -----------------  ----------  -------\n"
        "staff                  briefing   8 September 2021   The new structure  HR          done\n"
        "---------------------  ---------  -----------------  -----------------  ----------  -------\n"
        "families at Elm        letter     week of Monday 18  Elm closes         Early Help  due\n"
        "Centre                            October 2021\n"
        "---------------------  ---------  -----------------  -----------------  ----------  -------\n"
        "partners: Sea Nursery  e-mail     by 21 December     –                  –           due\n"
        "                                  2021\n"
    )


@pytest.mark.usefixtures("redesign")
def test_json_and_csv_have_every_column_that_may_leave(eh: Eh) -> None:
    """
    milestones:
      offer.launch: {on: 2022-01-04}
    communications:
      - {id: web, audience: "=all", channel: website, announces: offer.launch, public: yes,
         after: offer.launch, expected: 2022-01-05, source: S0 4.3, evidence: secret}
      - {id: mail}
    """
    answer = eh("comms", "plan", "-p", "redesign", "-f", "json")
    assert answer.code == 0
    says = json.loads(answer.out)
    assert says["schema"] == "earlyhelp.comms-plan/1"
    assert (says["as_at"], says["feasible"]) == ("2021-09-17", True)
    assert says["messages"][0] == {
        "id": "web",
        "audience": "=all",
        "property": None,
        "partner": None,
        "channel": "website",
        "message": None,
        "owner": None,
        "day": "2022-01-05",
        "stated_as": "expected",
        "due": "2022-01-05",
        "earliest": "2022-01-04",
        "latest": None,
        "state": "due",
        "announces": "offer.launch",
        "public": True,
        "source": "S0 4.3",
    }
    assert "secret" not in answer.out
    written = eh("comms", "plan", "-p", "redesign", "-f", "csv", "-o", "plan.csv")
    assert (written.code, written.out, written.err) == (0, "", "written: plan.csv\n")
    [web, mail] = csv.DictReader(io.StringIO(Path("plan.csv").read_text(encoding="utf-8")))
    assert (web["audience"], web["public"], mail["day"]) == ("'=all", "yes", "")


@pytest.mark.usefixtures("redesign")
def test_a_word_document_is_written_whole_or_not_at_all(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    communications: [{id: mail, audience: staff, message: Training, on: 2021-10-12}]
    """
    asked = ("comms", "plan", "-p", "redesign", "-f", "docx", "-o", "plan.docx")
    assert eh(*asked).code == 0
    tables = docx.Document("plan.docx").tables
    assert tables[1].rows[1].cells[3].text == "Training"
    first = Path("plan.docx").read_bytes()
    assert eh(*asked).code == 0
    assert Path("plan.docx").read_bytes() == first
    monkeypatch.setitem(sys.modules, "docx", None)
    refused = eh(*asked)
    assert (refused.code, refused.out) == (3, "")
    assert (
        refused.err == 'error: a Word document needs python-docx: pip install "earlyhelp[docx]"\n'
    )
    assert Path("plan.docx").read_bytes() == first


@pytest.mark.usefixtures("redesign")
def test_a_word_document_does_not_go_onto_a_terminal(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    communications: [{id: mail}]
    """
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    answer = eh("comms", "plan", "-p", "redesign", "-f", "docx")
    assert (answer.code, answer.out) == (2, "")
    assert "name its file with -o" in answer.err


@pytest.mark.usefixtures("redesign")
def test_a_plan_without_messages_is_fine_and_says_so(eh: Eh) -> None:
    """
    milestones: {a: {on: 2021-10-12}}
    """
    answer = eh("comms", "plan", "-p", "redesign")
    assert answer.code == 0
    assert answer.out.endswith("the plan has no communications\n")
    assert eh("comms", "plan", "-p", "redesign", "-f", "json").out.endswith('"messages": []\n}\n')


@pytest.mark.parametrize("plan", ["early-help-2021", "early-help-2021-troubled"])
def test_a_shipped_plan_fits_its_paper(eh: Eh, plan: str) -> None:
    answer = eh("comms", "plan", "-p", plan)
    assert answer.code == 0
    assert "41 messages: 2 done" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 110
