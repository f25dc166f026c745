"""`eh plan whatif`: what follows is said first, and recorded only if somebody asks for it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

PLAN = ("-p", "redesign")
WHY = ("--reason", "the builders need longer", "--by", "estates")


def lines(text: str) -> list[str]:
    """The lines of an answer, with single spaces."""
    return [" ".join(line.split()) for line in text.splitlines()]


def asked(eh: Eh, *words: str) -> dict[str, Any]:
    """The answer for programs."""
    answer: dict[str, Any] = json.loads(eh("plan", "whatif", "redesign", *words, "-f", "json").out)
    return answer


def test_a_slip_says_what_follows_beginning_with_a_sentence(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      assets.last_handover: {expected: 2021-12-20, after: all properties.handed_over}
      offer.launch: {on: 2022-01-01, days: any}
    workflows:
      w: {steps: {vacated: {}, handed_over: {after: vacated + 2 working days}}}
    properties: [{id: elm, name: Elm Centre, vacated: 2021-12-15, handed_over: 2021-12-17, monthly_cost: 730}]
    """
    answer = eh("plan", "whatif", "redesign", "--slip", "elm.vacated=13wd")
    assert answer.code == 1
    assert lines(answer.out)[:12] == [
        "The plan can still be met; the last handover moves from 20 December 2021 to 10 January 2022, and the",
        "launch stays on 1 January 2022.",
        "",
        "supposed:",
        "elm.vacated: moved from Wednesday 15 December 2021 to Thursday 6 January 2022",
        "",
        "3 days move:",
        "milestone from to days later because of",
        "-------------------- ---------------- --------------- --------------- ----------------",
        "elm.vacated 15 December 2021 6 January 2022 22 (13 working) what is supposed",
        "elm.handed_over 17 December 2021 10 January 2022 24 (13 working) elm.vacated",
        "assets.last_handover 20 December 2021 10 January 2022 21 (12 working) elm.handed_over",
    ]
    assert lines(answer.out)[-2:] == [
        "the delay costs £576 for holding properties, over 1 handover:",
        "Elm Centre: 24 days longer, £576",
    ]
    assert not (redesign / "journal.csv").exists()


@pytest.mark.usefixtures("redesign")
def test_rounded_costs_that_do_not_come_to_their_total_say_that_they_are_rounded(eh: Eh) -> None:
    """
    workflows: {w: {steps: {handed_over: {}}}}
    properties:
      - {id: elm, name: Elm Centre, handed_over: 2021-11-01, monthly_cost: 1000}
      - {id: oak, name: Oak Centre, handed_over: 2021-11-01, monthly_cost: 1000}
    """
    both = ("--slip", "elm.handed_over=1m", "--slip", "oak.handed_over=1m")
    answer = eh("plan", "whatif", "redesign", *both)
    # 30 days of £1,000 a month are £986.30, and two of them £1,972.60
    assert lines(answer.out)[-3:] == [
        "the delay costs about £1,973 for holding properties, over 2 handovers:",
        "Elm Centre: 30 days longer, about £986",
        "Oak Centre: 30 days longer, about £986",
    ]


@pytest.mark.usefixtures("redesign")
def test_what_comes_earlier_says_so(eh: Eh) -> None:
    """
    milestones: {keys: {expected: 2021-10-01}}
    """
    answer = eh("plan", "whatif", "redesign", "--move", "keys=2021-09-20")
    assert "keys 1 October 2021 20 September 2021 11 earlier (9 working) what is supposed" in lines(
        answer.out
    )


@pytest.mark.usefixtures("redesign")
def test_what_can_then_not_be_met_is_proved(eh: Eh) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
      offer.launch: {on: 2022-01-04, after: notice + 12 weeks}
    """
    answer = eh("plan", "whatif", *PLAN, "--slip", "notice=4 calendar days")
    assert answer.code == 1
    said = lines(answer.out)
    assert said[0] == (
        "The plan could then not be met: 4 days short; the launch stays on 4 January 2022."
    )
    assert (
        "error[EH201]: the plan cannot be met: 4 days short between notice and offer.launch" in said
    )
    assert "Sat 16 October 2021 notice, pinned journal.csv:2" in said
    assert "------------------- 4 calendar days (3 working days) short" in said
    refused = eh("plan", "whatif", *PLAN, "--slip", "notice=4 calendar days", "--accept", *WHY)
    assert refused.code == 1
    assert "--force records it even so" in refused.err


@pytest.mark.usefixtures("redesign")
def test_without_a_stated_day_the_earliest_one_slips(eh: Eh) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
      offer: {after: notice + 2 weeks}
      launch: {after: offer + 1 week}
    """
    answer = asked(eh, "--slip", "offer=1w")
    assert answer["supposed"] == [
        {"action": "moved", "subject": "offer", "day": "2021-11-02", "was": None}
    ]
    moves = {move["milestone"]: move for move in answer["moves"]}
    assert (moves["launch"]["from"], moves["launch"]["to"]) == ("2021-11-02", "2021-11-09")
    assert moves["launch"]["because"] == "offer"
    assert moves["offer"]["because"] is None


@pytest.mark.usefixtures("redesign")
def test_an_expected_day_with_room_stays_and_its_earliest_day_is_said(eh: Eh) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
      launch: {expected: 2022-01-04, after: notice}
    """
    answer = asked(eh, "--move", "notice=2021-10-19")
    assert [move["milestone"] for move in answer["moves"]] == ["notice"]
    assert answer["limits"] == [
        {
            "milestone": "launch",
            "what": "earliest",
            "from": "2021-10-12",
            "to": "2021-10-19",
            "days": 7,
            "working_days": 5,
        }
    ]
    text = eh("plan", "whatif", "redesign", "--move", "notice=2021-10-19").out
    assert "launch: earliest day from 12 October 2021 to 19 October 2021, 7 days later" in text
    table = eh("plan", "whatif", "redesign", "--move", "notice=2021-10-19", "-f", "csv").out
    assert [row["what"] for row in csv.DictReader(io.StringIO(table))] == ["day", "earliest"]


#: A plan with everything that can be supposed.
EVERYTHING = """
    milestones:
      notice: {on: 2021-10-12}
      launch: {on: 2022-01-14, after: [notice + 12 weeks, all properties.handed_over]}
      members: {expected: 2021-11-03}
    workflows:
      w:
        for: property.future is not retained
        steps:
          vacated: {after: each occupation.out}
          swept: {after: vacated, evidence: required}
          handed_over: {after: swept + 2 working days}
      o: {for: each occupation where property.future is not retained, steps: {out: {}}}
    properties:
      - {id: elm, name: Elm Centre, future: surplus, vacated: 2021-12-10, handed_over: 2021-12-15, monthly_cost: 2000.00}
    partners: [{id: nursery, name: Nursery, sector: private}]
    occupations: [{property: elm, partner: nursery, notice: 1 month, told: 2021-09-13, notice_served: 2021-09-13}]
    """
SUPPOSED = (
    *("--slip", "notice=2wd", "--move", "members=2021-11-05"),
    *("--done", "elm.swept=2021-09-16", "--extend", "nursery@elm=2021-12-17"),
)


def test_what_is_foretold_is_what_is_said_once_it_is_recorded(eh: Eh, redesign: Path) -> None:
    before = json.loads(eh("plan", "check", "redesign", "-f", "json").out)
    words = (*SUPPOSED, "--evidence", "certificate 12", *WHY)
    foretold = asked(eh, *words)
    accepted = asked(eh, *words, "--accept")
    assert accepted == foretold | {"recorded": True}
    assert len((redesign / "journal.csv").read_text(encoding="utf-8").splitlines()) == 5
    after = json.loads(eh("plan", "check", "redesign", "-f", "json").out)
    assert foretold["feasible"] == after["feasible"]
    now, then = ({item["id"]: item for item in doc["milestones"]} for doc in (before, after))
    for move in foretold["moves"]:
        says = then[move["milestone"]]
        assert {key: move[key] for key in ("stated", "stated_as", "earliest", "latest")} == {
            key: says[key] for key in ("stated", "stated_as", "earliest", "latest")
        }
    moved = {move["milestone"] for move in foretold["moves"]}
    limits = {(item["milestone"], item["what"]): item for item in foretold["limits"]}
    for name, says in then.items():
        for what in ("earliest", "latest"):
            if name in moved or says["done"] is not None:
                continue
            if now[name][what] == says[what]:
                assert (name, what) not in limits
            else:
                assert limits[name, what]["to"] == says[what]
    findings = foretold["findings"]
    for kind in ("new", "changed"):
        assert all(finding in after["findings"] for finding in findings[kind])
    assert all(finding in before["findings"] for finding in findings["gone"])
    kept = [item for item in before["findings"] if item not in findings["gone"]]
    assert len(kept) + len(findings["new"]) == len(after["findings"])


test_what_is_foretold_is_what_is_said_once_it_is_recorded.__doc__ = EVERYTHING


@pytest.mark.usefixtures("redesign")
def test_the_order_of_the_options_does_not_matter(eh: Eh) -> None:
    pairs = [SUPPOSED[at : at + 2] for at in range(0, len(SUPPOSED), 2)]
    turned = [word for pair in reversed(pairs) for word in pair]
    for form in ("text", "json", "csv"):
        one = eh("plan", "whatif", "redesign", *SUPPOSED, "-f", form)
        assert one == eh("plan", "whatif", "redesign", *turned, "-f", form)


test_the_order_of_the_options_does_not_matter.__doc__ = EVERYTHING


@pytest.mark.usefixtures("redesign")
def test_a_partner_that_was_told_another_day_would_have_to_be_told_again(eh: Eh) -> None:
    answer = eh("plan", "whatif", "redesign", "--move", "elm.vacated=2021-12-17")
    said = lines(answer.out)
    assert "1 partner would have to be told again:" in said
    assert (
        "Nursery in Elm Centre, by Thursday 9 December 2021: told 10 December 2021, now 17 December 2021"
        in " ".join(said)
    )
    (again,) = asked(eh, "--move", "elm.vacated=2021-12-17")["tell_again"]
    assert (again["partner"], again["by"], again["what"]) == (
        "nursery",
        "2021-12-09",
        "tell again",
    )
    cost = asked(eh, "--move", "elm.vacated=2021-12-17")["cost"]
    assert cost == {
        "pounds": "394.52",
        "properties": [{"property": "elm", "days": 6, "pounds": "394.52"}],
    }


test_a_partner_that_was_told_another_day_would_have_to_be_told_again.__doc__ = EVERYTHING


def test_what_is_so_already_is_not_recorded_with_the_rest(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
      told: {on: 2021-10-13}
    """
    same = ("--move", "notice=2021-10-12", "--accept", *WHY)
    answer = eh("plan", "whatif", *PLAN, *same)
    assert (answer.code, answer.err) == (0, "already recorded: nothing was written\n")
    assert asked(eh, *same)["recorded"] is False
    assert not (redesign / "journal.csv").exists()
    assert asked(eh, *same, "--move", "told=2021-10-14")["recorded"] is True
    [_, line] = (redesign / "journal.csv").read_text("utf-8").splitlines()
    assert ",moved,told,2021-10-14,2021-10-13," in line


def test_it_is_recorded_whole_with_a_reason_or_not_at_all(eh: Eh, redesign: Path) -> None:
    words = ("plan", "whatif", "redesign", *SUPPOSED)
    no_reason = eh(*words, "--accept")
    assert no_reason.code == 2
    assert "say why with --reason" in no_reason.err
    no_evidence = eh(*words, "--accept", *WHY)
    assert no_evidence.code == 2
    assert "elm.swept is a gate" in no_evidence.err
    dry = eh(*words, "--accept", *WHY, "--evidence", "certificate 12", "--dry-run")
    assert dry.code == 0
    assert "nothing was recorded" in dry.err
    assert not (redesign / "journal.csv").exists()
    done = eh(*words, "--accept", *WHY, "--evidence", "certificate 12")
    assert (done.code, done.out) == (0, dry.out)
    entries = (redesign / "journal.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.partition(",")[2] for line in entries] == [
        "estates,done,elm.swept,2021-09-16,,the builders need longer,certificate 12",
        "estates,moved,members,2021-11-05,2021-11-03,the builders need longer,",
        "estates,moved,notice,2021-10-14,2021-10-12,the builders need longer,",
        "estates,extended,elm.nursery,2021-12-17,,the builders need longer,",
    ]


test_it_is_recorded_whole_with_a_reason_or_not_at_all.__doc__ = EVERYTHING


@pytest.mark.usefixtures("redesign")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say what would be different"),
        (("--slip", "notice=5d"), '"5d" does not say which days: write "5wd" for working days, or'),
        (("--slip", "notice=5 days"), "does not say which days"),
        (("--slip", "notice=-5wd"), "to slip is to be later"),
        (("--slip", "notice"), "is not NAME=VALUE"),
        (("--slip", "notise=5wd"), 'did you mean "notice"?'),
        (("--slip", "launched=5wd"), "is recorded as done"),
        (("--slip", "notice=9999m"), "give its day with --move"),
        (("--slip", "notice=1w", "--move", "notice=2021-10-19"), "notice is named 2 times"),
        (("--move", "notice=19/10/2021"), "2021-10-19"),
        (("--done", "notice=soon"), '"soon" is not a day'),
        (("--extend", "nursery=2021-12-17"), "PARTNER@PROPERTY=DAY"),
        (("--extend", "nursery@elm=2021-12-17"), "there is no occupation"),
    ],
)
def test_what_cannot_be_supposed_is_said_in_one_line(
    eh: Eh, words: tuple[str, ...], said: str
) -> None:
    """
    milestones:
      notice: {on: 2021-10-12}
      launched: {done: 2021-09-12}
    """
    answer = eh("plan", "whatif", "redesign", *words)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err


def test_a_plan_that_comes_with_earlyhelp_can_be_asked_and_not_changed(eh: Eh) -> None:
    words = ("plan", "whatif", "early-help-2021", "--slip", "centre-07.handed_over=5wd")
    answer = eh(*words)
    assert answer.out.startswith("The plan can still be met; the last handover moves from 20 Dec")
    assert eh(*words) == answer
    refused = eh(*words, "--accept", *WHY)
    assert refused.code == 2
    assert "copy its folder" in refused.err


@pytest.mark.parametrize("slip", ["offer.launch=4w", "centre-07.vacated=1m"])
def test_no_line_but_those_of_an_error_is_wider_than_a_window(eh: Eh, slip: str) -> None:
    text = eh("plan", "whatif", "early-help-2021-troubled", "--slip", slip).out
    before, _, rest = text.partition(" new error")
    _, _, after = rest.partition("also new:")
    assert all(len(line) <= 100 for line in (before + after).splitlines())


@pytest.mark.usefixtures("redesign")
def test_what_would_mend_it_is_told_for_the_plan_that_was_named(eh: Eh) -> None:
    """
    milestones:
      out: {on: 2021-10-13}
      offer.launch: {on: 2021-11-15, after: out + 4 weeks}
    """
    asked = ("offer.launch", "2021-11-05")
    mend = "eh milestone move offer.launch 2021-11-10 -p redesign\n"
    supposed = eh("plan", "whatif", "redesign", "--move", "=".join(asked))
    assert f"      record it with  {mend}" in supposed.out
    refused = eh("milestone", "move", *asked, "-p", "redesign", "--dry-run")
    assert f"      record it with  {mend}" in refused.out
