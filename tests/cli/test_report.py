"""`eh report`: what a committee and a board read, in Markdown, HTML and Word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from tests.cli.conftest import Eh

JOURNAL = "recorded_at,by,action,subject,day,was,reason,evidence\n"
#: Of somebody who asked for more time, with words that are nobody else's business.
MOVED = (
    "2021-09-16T09:00:00+00:00,J Doe,moved,response,2021-10-12,end of 2021-09,grievance,e-mail\n"
)
PRIVATE = ("J Doe", "grievance", "e-mail", "unwell")


COMMITTEE = """\
# Early Help redesign: progress report

A County Council

As at Friday 17 September 2021

## 1. Summary

1.1 This report gives the position of Early Help redesign as at Friday 17 September 2021. What has
happened since is not in it.

1.2 The plan can be met. Amber: 1 milestone has slipped within its float; all that comes before the
launch on 1 January 2022 can be finished 73 working days earlier.

1.3 offer.launch: on Saturday 1 January 2022, fixed, which is not a working day.

## 2. The focus for scrutiny

2.1 The Committee is asked to consider:

- (a) whether the progress in section 3 gives assurance that the launch is on Saturday 1 January
  2022
- (b) what is done about the days that have slipped (section 6)

## 3. Progress by workstream

3.1 Workforce stands amber: 1 of 2 milestones is complete.

**Workforce: milestones and their days**

| What | When | How it stands | In which order | Whose |
|---|---|---|---|---|
| consultation.close | Done on Wednesday 15 September 2021 | complete | – | HR |
| response | Expected on Tuesday 12 October 2021 (first stated: end of September 2021) | amber | After consultation.close | HR |

3.2 Service stands green: its one milestone is not complete.

**Service: milestones and their days**

| What | When | How it stands | In which order | Whose |
|---|---|---|---|---|
| offer.launch | On Saturday 1 January 2022, fixed | green | After response | – |

3.3 The plan never gives up:

- (a) offer.launch, after response: staff know first

## 4. Properties and partners

4.1 The plan has no register of properties.

4.2 The plan has no register of partners in properties.

## 5. Continuity of casework

5.1 The plan has no register of open work, so that nothing is said of it here.

## 6. What has slipped, and why

6.1 Later than the plan first stated: 1 milestone of the plan. A day is marked as earliest where it
was worked out.

**What has slipped, the most first**

| What | Was | Is now | Later by | Why |
|---|---|---|---|---|
| response | end of September 2021 | 12 October 2021 | 12 calendar days (8 working days) | Its day was moved, as recorded on 16 September 2021 |

## 7. What cannot be met

7.1 The plan can be met: there is a day for everything that keeps every line.

## 8. The programme's money

8.1 The plan has no budget.

## 9. Risks

9.1 The plan states 1 open risk.

**Risks and mitigating actions**

| Risk | Cause and effect | Likelihood and impact | Mitigating action, and whose it is | What it threatens |
|---|---|---|---|---|
| The response is late | – | Likelihood low, impact high | Write it while people answer | response |

## 10. Next steps

10.1 The next two things to do:

- (a) response: expected on Tuesday 12 October 2021 (first stated: end of September 2021) (HR)
- (b) offer.launch: on Saturday 1 January 2022, fixed

## 11. Legal checks that are not known

11.1 No legal check lacks a fact. This is not legal advice.

## 12. Where this report comes from

12.1 This report was made from the plan early-help alone: 3 milestones that it states. Days keep the
precision in which the plan has them.

**What each source says**

| Source | What rests on it |
|---|---|
| Minutes 1 | consultation.close |
"""
HIGHLIGHT = """\
# Early Help redesign: highlight report

A County Council

Period: 20 August to 17 September 2021, with the facts as at 17 September 2021

## Status

Amber: 1 milestone has slipped within its float; all that comes before the launch on 1 January 2022
can be finished 73 working days earlier.

**Milestones of each workstream**

| Workstream | Stands | Red | Amber | Green | Not known | Complete |
|---|---|---|---|---|---|---|
| Workforce | amber | 0 | 1 | 0 | 0 | 1 |
| Service | green | 0 | 0 | 1 | 0 | 0 |

## This period

1 milestone done.

- (a) consultation.close: done on Wednesday 15 September 2021 (HR)

## Next period

1 milestone due by 15 October 2021.

- (a) response: expected on Tuesday 12 October 2021 (first stated: end of September 2021) (HR)

## Tolerance

Time: within tolerance, with 106 calendar days (73 working days) of room before the launch.

Cost: not known, because the plan has no budget.

## What has slipped, and why

Later than agreed: 1 milestone of the plan.

- (a) response: end of September 2021, now 12 October 2021, 12 calendar days (8 working days)
  later. Its day was moved, as recorded on 16 September 2021.

## Key risks

The highest of 1 open risk:

- (a) The response is late. Likelihood low, impact high. Write it while people answer

## What needs a decision

The checks of the plan found nothing to decide.
"""


@pytest.mark.parametrize(("kind", "whole"), [("committee", COMMITTEE), ("highlight", HIGHLIGHT)])
def test_the_whole_of_a_small_report(eh: Eh, redesign: Path, kind: str, whole: str) -> None:
    """
    organisation: A County Council
    milestones:
      consultation.close: {done: 2021-09-15, owner: HR, workstream: Workforce, source: Minutes 1}
      response:
        expected: end of 2021-09
        after: consultation.close
        owner: HR
        workstream: Workforce
        note: the director is unwell
      offer.launch:
        on: 2022-01-01
        days: any
        after: {link: response, because: staff know first, locked: yes}
        workstream: Service
    risks:
      late:
        title: The response is late
        mitigation: Write it while people answer
        likelihood: low
        impact: high
        threatens: response
    """
    (redesign / "journal.csv").write_text(JOURNAL + MOVED, encoding="utf-8")
    answer = eh("report", kind, "-p", "redesign")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == whole
    assert not [word for word in PRIVATE if word in answer.out]


def test_a_day_that_was_moved_and_moved_back_is_said_once(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      letters: {expected: 2021-10-06}
    """
    moves = "2021-09-16T09:00:00+00:00,office,moved,letters,{},{},,\n"
    (redesign / "journal.csv").write_text(
        "recorded_at,by,action,subject,day,was,reason,evidence\n"
        + moves.format("2021-10-08", "2021-10-06")
        + moves.format("2021-10-06", "2021-10-08"),
        encoding="utf-8",
    )
    answer = eh("report", "committee", "-p", "redesign")
    assert "- (a) letters: expected on Wednesday 6 October 2021\n" in answer.out
    assert "first stated" not in answer.out.replace("plan first stated", "")


@pytest.mark.usefixtures("redesign")
def test_the_period_of_a_page_is_for_the_reader_to_choose(eh: Eh) -> None:
    """
    milestones:
      early: {done: 2021-09-07}
      first: {done: 2021-09-08}
      last: {done: 2021-09-17}
      week: {done: week of 2021-09-06}
      soon: {expected: 2021-09-24}
      later: {expected: 2021-09-28}
    """
    answer = eh("report", "highlight", "-p", "redesign", "--since", "2021-09-08")
    assert "Period: 8 to 17 September 2021" in answer.out
    assert "3 milestones done.\n\n- (a) first" in answer.out
    assert "early" not in answer.out
    assert "1 milestone due by 26 September 2021.\n\n- (a) soon" in answer.out
    late = eh("report", "highlight", "-p", "redesign", "--since", "2021-09-18")
    assert late.code == 2
    assert "the period begins after the as-at day, 17 September 2021" in late.err


@pytest.mark.usefixtures("redesign")
def test_what_slipped_is_measured_from_the_baseline_that_is_named(eh: Eh) -> None:
    """
    milestones:
      keys: {on: 2021-10-12, title: Keys returned}
      offer.launch: {expected: 2022-01-04, after: keys, title: The launch}
    """
    assert eh("baseline", "set", "agreed", "-p", "redesign").code == 0
    assert eh("milestone", "move", "keys", "2022-01-10", "-p", "redesign").code == 0
    answer = eh("report", "committee", "-p", "redesign", "--baseline", "agreed")
    assert "6.1 Later than the baseline agreed: 2 milestones of the plan." in answer.out
    assert (
        "| The launch | 4 January 2022 | 10 January 2022 (earliest) | 6 calendar days "
        "(4 working days) | Keys returned was moved to 10 January 2022 |"
    ) in answer.out
    unknown = eh("report", "committee", "-p", "redesign", "--baseline", "agred")
    assert unknown.code == 2
    assert "agreed" in unknown.err


def test_what_was_agreed_and_is_no_longer_in_the_plan_is_not_kept(eh: Eh, redesign: Path) -> None:
    """
    milestones:
      keys: {on: 2021-10-12, title: Keys returned}
      letters: {expected: 2021-10-06, title: Letters sent}
      training: {on: 2021-10-20, title: Staff trained}
      guidance: {title: Guidance written}
    """
    assert eh("baseline", "set", "agreed", "-p", "redesign").code == 0
    file = redesign / "plan.yaml"
    now = file.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in now if not line.lstrip().startswith(("letters", "guidance"))]
    file.write_text("".join(kept).replace("{on: 2021-10-20, ", "{"), encoding="utf-8")
    lost = "Of 3 days that the baseline has, 1 milestone has no day any more and 1 milestone is no"
    for form in ("committee", "highlight"):
        answer = eh("report", form, "-p", "redesign", "--baseline", "agreed").out
        said = " ".join(answer.split())
        assert f"{lost} longer in the plan." in said
        assert "Of what can be compared, nothing " in said
    asked = " ".join(
        eh("report", "committee", "-p", "redesign", "--baseline", "agreed").out.split()
    )
    assert "why days that were agreed are no longer in the plan (section 6)" in asked


def test_the_baseline_of_another_plan_has_no_day_to_compare(eh: Eh, redesign: Path) -> None:
    """
    milestones: {keys: {on: 2021-10-12}}
    """
    (redesign / "baselines").mkdir()
    other = "id,day,as\nroof.mended,2021-10-01,on\n"
    (redesign / "baselines" / "other.csv").write_text(other, encoding="utf-8")
    answer = eh("baseline", "compare", "other", "-p", "redesign").out
    assert "no milestone of the plan has a stated day in the baseline; 1 new, 1 gone" in answer


def test_a_plan_that_cannot_be_met_is_reported_with_its_proof_in_a_sentence(eh: Eh) -> None:
    answer = eh("report", "committee", "-p", "infeasible-notice")
    assert answer.code == 0
    said = " ".join(answer.out.split())
    assert (
        "From Formal response issued to staff on Tuesday 12 October 2021, what has to follow "
        "takes 84 calendar days and ends on Tuesday 4 January 2022; but the last day for New "
        "Early Help Offer launched is Saturday 1 January 2022: 3 calendar days (1 working day) "
        "short."
    ) in said
    board = " ".join(eh("report", "highlight", "-p", "infeasible-notice").out.split())
    assert "Time: exceeded, because the plan cannot be met as it stands." in board


@pytest.mark.usefixtures("redesign")
def test_a_circle_is_named_by_its_titles(eh: Eh) -> None:
    """
    milestones:
      a: {title: Keys, after: b}
      b: {title: Doors, after: a}
    """
    answer = eh("report", "committee", "-p", "redesign")
    assert answer.code == 0
    assert "These wait for each other in a circle: " in answer.out
    assert "Keys and Doors" in answer.out or "Doors and Keys" in answer.out


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_the_same_plan_gives_the_same_bytes(eh: Eh, tmp_path: Path, form: str) -> None:
    made = [tmp_path / f"{name}.{form}" for name in ("one", "two")]
    for path in made:
        asked = ("report", "committee", "-p", "early-help-2021", "-f", form, "-o", str(path))
        assert eh(*asked) == (0, "", f"written: {path}\n")
    assert made[0].read_bytes() == made[1].read_bytes()


@pytest.mark.usefixtures("redesign")
def test_a_word_document_needs_its_package_and_a_file(
    eh: Eh, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    milestones: {a: {on: 2021-10-12}}
    """
    asked = ("report", "committee", "-p", "redesign", "-f", "docx")
    with monkeypatch.context() as patch:
        patch.setattr(sys.stdout, "isatty", lambda: True)
        assert eh(*asked).code == 2
    monkeypatch.setitem(sys.modules, "docx", None)
    assert eh(*asked, "-o", "report.docx").code == 3
    assert not Path("report.docx").exists()


def test_a_word_document_has_headings_numbers_and_tables_of_its_own(eh: Eh, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    eh("report", "committee", "-p", "early-help-2021", "-f", "docx", "-o", str(path))
    made = docx.Document(str(path))
    styles = [(item.style.name, item.text) for item in made.paragraphs if item.style is not None]
    assert styles[0] == ("Heading 1", "Early Help redesign: progress report")
    sections = [text for style, text in styles if style == "Heading 2"]
    assert sections[:3] == ["Summary", "The focus for scrutiny", "Progress by workstream"]
    captions = [text for style, text in styles if style == "Caption"]
    assert len(captions) == len(made.tables)
    levels = [
        tuple(item.find(qn(f"w:{part}")).get(qn("w:val")) for part in ("ilvl", "numId"))
        for item in made.element.iter(qn("w:numPr"))
    ]
    assert {level for level, _ in levels} == {"0", "1", "2"}
    assert len({numbering for _, numbering in levels}) == 1
    assert [level for level, _ in levels].count("0") == len(sections) == 12
    kinds = [item.tag.rpartition("}")[2] for item in made.part.numbering_part.element]
    assert kinds == sorted(kinds), "what defines a numbering comes before what uses it"
    assert made.core_properties.language == "en-GB"
