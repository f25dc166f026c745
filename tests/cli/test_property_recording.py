"""`eh property extend` and `accept`: one partner's extension, and what it moves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def test_an_extension_says_which_handovers_it_moves(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      assets.last_handover: {after: all properties.handed_over}
    workflows:
      w:
        steps:
          vacated: {after: each occupation.out}
          handed_over: {after: vacated + 2 working days}
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}]
    """
    answer = eh(
        *("property", "extend", "elm", "nursery", "--to", "2021-12-17", "-p", "redesign"),
        *("--reason", "new rooms", "--by", "estates"),
    )
    assert answer.code == 0
    assert answer.out.splitlines()[:5] == [
        "elm.nursery: extended to Friday 17 December 2021",
        (
            "  assets.last_handover: earliest day from 21 September 2021 to 21 December 2021, "
            "91 days later"
        ),
        "  elm.handed_over: earliest day from 21 September 2021 to 21 December 2021, 91 days later",
        "  elm.nursery.out: earliest day from 17 September 2021 to 17 December 2021, 91 days later",
        "  elm.vacated: earliest day from 17 September 2021 to 17 December 2021, 91 days later",
    ]
    line = (redesign / "journal.csv").read_text(encoding="utf-8").splitlines()[1]
    assert line.partition(",")[2] == "estates,extended,elm.nursery,2021-12-17,,new rooms,"
    why = eh("plan", "why", "assets.last_handover", "-p", "redesign").out
    assert "elm.nursery.out: nursery has an extension to then" in why
    assert "journal.csv:2" in why


@pytest.mark.usefixtures("redesign")
def test_many_days_that_cannot_be_kept_are_named_without_their_proofs(eh: Eh) -> None:
    """
    workflows:
      w:
        steps:
          vacated: {after: each occupation.out}
          swept: {after: vacated}
          handed_over: {after: swept}
      o: {for: each occupation, steps: {out: {}}}
    properties:
      - {id: elm, vacated: 2021-12-10, swept: 2021-12-10, handed_over: 2021-12-13}
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery, out: 2021-12-10}]
    """
    extend = ("property", "extend", "elm", "nursery", "-p", "redesign", "--dry-run", "--to")
    late = eh(*extend, "2021-12-17").out.splitlines()
    said = late[late.index("5 new errors:") + 1 :]
    assert [line.partition(":")[0] for line in said[:10:2]] == [
        "error[EH404]",
        *["error[EH204]"] * 4,
    ]
    assert all(line.startswith("  --> ") for line in said[1:10:2])
    assert said[10:] == [
        (
            "the plan can be met; once this is recorded, `eh plan check` says more, and `eh plan fix` "
            "how to mend it"
        )
    ]


def test_an_extension_that_cannot_be_is_refused_with_the_proofs_of_all(
    eh: Eh, redesign: Path
) -> None:
    """
    milestones:
      emptied: {by: 2021-12-10, after: all properties.vacated}
      surveyed: {by: 2021-12-10, after: emptied}
      sold: {by: 2021-12-10, after: surveyed}
      keys_back: {by: 2021-12-10, after: emptied}
    workflows:
      w: {steps: {vacated: {after: each occupation.out}}}
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}]
    """
    answer = eh("property", "extend", "elm", "nursery", "-p", "redesign", "--to", "2021-12-17")
    assert answer.code == 1
    lines = answer.out.splitlines()
    assert lines[-1] == "the plan could then not be met"
    proofs = [line for line in lines if "nursery has an extension to then" in line]
    assert len(proofs) == len([line for line in lines if line.startswith("error[EH20")]) > 0
    assert not (redesign / "journal.csv").exists()


@pytest.mark.usefixtures("redesign")
def test_an_acceptance_is_in_writing(eh: Eh) -> None:
    """
    workflows:
      w: {steps: {handed_over: {}, accepted: {after: handed_over, evidence: required}}}
    properties: [{id: elm, "done:handed_over": 2021-09-14}, {id: oak}]
    """
    words = ("property", "accept", "elm", "--day", "2021-09-16", "-p", "redesign")
    refused = eh(*words)
    assert refused.code == 2
    assert "in writing" in refused.err
    assert eh(*words, "--evidence", "letter 7, Assets surveyor").code == 0
    assert (
        "Thursday 16 September 2021 (done)"
        in eh("plan", "why", "elm.accepted", "-p", "redesign").out
    )


@pytest.mark.usefixtures("redesign")
def test_what_is_not_there_is_said_with_the_nearest(eh: Eh) -> None:
    """
    workflows:
      w: {steps: {handed_over: {}}}
    properties: [{id: elm}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}]
    """
    lost = eh("property", "extend", "elm", "nursry", "--to", "2021-12-17", "-p", "redesign")
    assert lost.code == 2
    assert 'did you mean "elm.nursery"?' in lost.err
    swapped = eh("property", "extend", "nursery", "elm", "--to", "2021-12-17", "-p", "redesign")
    assert "nursery is the partner and elm the property: swap them\n" in swapped.err
    for pair, said in (
        (("elm", "toddlers"), "there is no occupation 'elm.toddlers'; in that property: nursery\n"),
        (("the-oak", "nursery"), "'the-oak.nursery'; that partner is in elm\n"),
        (("oak", "toddlers"), "there is no occupation 'oak.toddlers'\n"),
    ):
        for words in (
            ("property", "extend", *pair, "--to"),
            ("notice", "sent", *pair, "--how", "letter", "--day"),
        ):
            answer = eh(*words, "2021-12-17", "-p", "redesign")
            assert answer.code == 2
            assert said in answer.err
    lost = eh("property", "accept", "elm", "-p", "redesign")
    assert lost.code == 2
    assert "no workflow with a step `accepted`" in lost.err


@pytest.mark.usefixtures("redesign")
def test_what_to_record_instead_is_an_extension_and_an_extension_can_be_undone(eh: Eh) -> None:
    """
    milestones:
      offer.launch: {on: 2021-12-06, after: all occupations.out}
    workflows:
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}]
    """
    words = ("property", "extend", "elm", "nursery", "--to", "2021-12-17", "-p", "redesign")
    assert eh(*words).code == 1
    assert eh(*words, "--force").code == 0
    said = eh("plan", "check", "redesign").out
    shorter = (*words[:-3], "2021-12-06", "-p", "redesign")
    assert f"      record it with  eh {' '.join(shorter)}\n" in said
    assert "the plan can be met again" in eh(*shorter).out
    undone = eh("milestone", "undo", "elm.nursery", "-p", "redesign", "--force")
    assert undone.code == 0
    assert eh("plan", "check", "redesign").code == 1
    assert "can be met again" in eh("milestone", "undo", "elm.nursery", "-p", "redesign").out


def test_an_extension_that_is_recorded_twice_says_so_and_is_written_once(
    eh: Eh, redesign: Path
) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}]
    """
    words = ("property", "extend", "elm", "nursery", "--to", "2021-12-17", "-p", "redesign")
    said = "elm.nursery: extended to Friday 17 December 2021"
    assert eh(*words, "--reason", "new rooms").out.startswith(f"{said}\n")
    once = (redesign / "journal.csv").read_bytes()
    for reason in ((), ("--reason", "new rooms")):
        again = eh(*words, *reason)
        assert (again.code, again.out) == (0, f"{said} already\n")
        assert again.err == "already recorded: nothing was written\n"
    assert (redesign / "journal.csv").read_bytes() == once
    # another reason has no other place
    assert eh(*words, "--reason", "a late lease").err == "recorded in journal.csv\n"


def test_an_extension_that_was_only_asked_for_is_recorded_once_it_is_agreed(
    eh: Eh, redesign: Path
) -> None:
    """
    workflows:
      o: {for: each occupation, steps: {out: {}}}
    properties: [{id: elm}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery, extension: requested, extended_to: 2021-12-17}]
    """
    assert redesign.is_dir()
    words = ("property", "extend", "elm", "nursery", "--to", "2021-12-17", "-p", "redesign")
    assert eh(*words).err == "recorded in journal.csv\n"
    assert eh(*words).err == "already recorded: nothing was written\n"


@pytest.mark.usefixtures("redesign")
def test_a_last_day_that_is_typed_elsewhere_is_told_its_option(eh: Eh) -> None:
    """
    properties: [{id: elm}]
    partners: [{id: nursery}]
    occupations: [{property: elm, partner: nursery}]
    """
    words = ("property", "extend", "elm", "nursery", "-p", "redesign")
    for elsewhere in (("2021-12-17",), ("--day", "2021-12-17")):
        wrong = eh(*words, *elsewhere)
        assert (wrong.code, wrong.out) == (2, "")
        assert wrong.err.endswith("\nA day is given with --to: --to 2021-12-17\n")
    assert eh(*words).err.endswith("\nError: Missing option '--to'.\n")
    assert "is given with" not in eh(*words, "--evidence", "2021-12-17").err
