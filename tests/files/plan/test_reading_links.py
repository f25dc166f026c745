"""What the lines under `after`, `before`, `within`, `exactly` and `by` say."""

from __future__ import annotations

import pytest

from earlyhelp import Finding, Plan
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Field, Link, LinkKind

Problems = tuple[Finding, ...]


def said(link: Link) -> tuple[str, str, str, str]:
    """The inequality of a link: first, then, the kind and the lag."""
    return link.first, link.then, link.kind.value, str(link.lag)


def test_after_is_on_or_after_another_milestone(plan: Plan) -> None:
    """
    milestones:
      a: {}
      b: {after: a}
      c: {after: a + 21 calendar days}
    """
    assert [said(link) for link in plan.links] == [
        ("a", "b", "at least", "0 calendar days"),
        ("a", "c", "at least", "21 calendar days"),
    ]


def test_before_counts_forward_from_this_milestone(plan: Plan) -> None:
    """
    milestones:
      a: {}
      b: {before: a}
      c: {before: a - 4 weeks}
    """
    assert [said(link) for link in plan.links] == [
        ("b", "a", "at least", "0 calendar days"),
        ("c", "a", "at least", "4 weeks"),
    ]


def test_within_is_a_limit_on_both_sides(plan: Plan) -> None:
    """
    milestones:
      a: {}
      b: {within: 10 working days after a}
    """
    assert [said(link) for link in plan.links] == [
        ("a", "b", "at least", "0 calendar days"),
        ("a", "b", "at most", "10 working days"),
    ]
    assert {link.place for link in plan.links} == {Place("plan.yaml", 3, 15)}
    assert all(link.says_two_things for link in plan.links)


def test_exactly_is_that_very_day(plan: Plan) -> None:
    """
    milestones:
      a: {}
      b: {exactly: 3 months after a}
    """
    assert [said(link) for link in plan.links] == [
        ("a", "b", "at least", "3 months"),
        ("a", "b", "at most", "3 months"),
    ]


def test_by_is_a_limit_from_above_alone(plan: Plan) -> None:
    """
    milestones:
      a: {}
      b: {by: a + 10 clear days}
      c: {by: a}
    """
    assert [said(link) for link in plan.links] == [
        ("a", "b", "at most", "10 clear days"),
        ("a", "c", "at most", "0 calendar days"),
    ]


@pytest.mark.parametrize(
    "unit", ["calendar days", "weeks", "months", "working days", "clear days", "clear working days"]
)
def test_a_lag_has_one_of_six_units(unit: str) -> None:
    head = "format: 1\nid: p\ntitle: P\nnation: england\n"
    for count, word in ((2, unit), (1, unit.removesuffix("s")), (1, unit)):
        plan = parse(f"{head}milestones: {{a: {{}}, b: {{after: a + {count} {word}}}}}".encode())
        assert plan.links[0].lag.count == count
        assert plan.links[0].lag.unit.value == unit


def test_a_link_says_why_and_on_whose_word(plan: Plan) -> None:
    """
    milestones:
      launch:
        after:
          link: routed + 2 weeks
          because: S0 4.4 - no one is left unsupported
          source: Children Act 1989
          locked: yes
      routed: {}
    """
    [link] = plan.links
    assert said(link) == ("routed", "launch", "at least", "2 weeks")
    assert link.because == "S0 4.4 - no one is left unsupported"
    assert link.source == "Children Act 1989"
    assert link.locked is True
    assert (link.field, link.owner, link.words) == (Field.AFTER, "launch", "routed + 2 weeks")
    assert link.place == Place("plan.yaml", 4, 13)


def test_a_link_in_words_alone_has_no_reason_and_is_not_locked(plan: Plan) -> None:
    """
    milestones: {a: {}, b: {after: a}}
    """
    [link] = plan.links
    assert (link.because, link.source, link.locked) == (None, None, False)


@pytest.mark.parametrize(
    ("typed", "locked"), [("yes", True), ("true", True), ("no", False), ("false", False)]
)
def test_a_link_is_locked_or_not(typed: str, *, locked: bool) -> None:
    head = "format: 1\nid: p\ntitle: P\nnation: england\n"
    line = f"{{link: a, locked: {typed}}}"
    [link] = parse(f"{head}milestones: {{a: {{}}, b: {{after: {line}}}}}".encode()).links
    assert link.locked is locked


def test_a_list_mixes_words_and_mappings(plan: Plan) -> None:
    """
    milestones:
      a: {}
      b: {}
      c:
        after:
          - a
          - link: b + 1 week
        before: []
      d: {before: [a - 1 week, {link: b}], within: [3 weeks after c, 4 weeks after b]}
    """
    assert [(link.first, link.then) for link in plan.links if link.kind is LinkKind.AT_LEAST] == [
        *(("a", "c"), ("b", "c"), ("d", "a"), ("d", "b"), ("c", "d"), ("b", "d"))
    ]
    assert [link.place.line for link in plan.links[:2]] == [6, 7]


@pytest.mark.parametrize("typed", ["a + 2 weeks", "a +2 weeks", "a+2 weeks", "'a  +   2   weeks'"])
def test_spaces_around_the_sign_do_not_matter(typed: str) -> None:
    head = "format: 1\nid: p\ntitle: P\nnation: england\n"
    [link] = parse(f"{head}milestones: {{a: {{}}, b: {{after: {typed}}}}}".encode()).links
    assert said(link) == ("a", "b", "at least", "2 weeks")


def test_a_dash_belongs_to_the_id_that_has_it(plan: Plan) -> None:
    """
    milestones:
      a-1: {}
      b: {before: a-1 - 2 weeks}
      c: {before: a-1}
    """
    assert [said(link)[1] for link in plan.links] == ["a-1", "a-1"]


def test_a_stage_is_named_by_its_start_or_end(plan: Plan) -> None:
    """
    milestones:
      a: {after: s.end + 1 week}
    stages:
      s: {after: t.start}
      t: {}
    """
    assert ("s.end", "a", "at least", "1 week") in map(said, plan.links)
    assert ("t.start", "s.start", "at least", "0 calendar days") in map(said, plan.links)


def test_a_stage_alone_is_not_a_milestone(problems: Problems) -> None:
    """
    milestones:
      a: {after: s}
    stages:
      s: {}
    """
    [finding] = problems
    assert finding.code == "EH012"
    assert 'write "s.start" or "s.end"' in finding.message


def test_what_is_no_link_is_told_with_the_form_of_one(problems: Problems) -> None:
    """
    milestones:
      a: {}
      b: {after: 3 weeks after a}
      c: {before: a + 2 weeks}
      d: {after: a - 2 weeks}
      e: {within: a + 2 weeks}
      f: {exactly: 2 weeks before a}
      g: {by: 2 weeks}
      h: {after: a b}
      i: {after: ''}
      j: {after: a + b}
    """
    assert [item.code for item in problems] == ["EH011"] * 9
    messages = [item.message for item in problems]
    assert "`after` takes REF + LAG" in messages[0]
    assert 'did you mean "a - 2 weeks"?' in messages[1]
    assert "write `before` in the other one" in messages[2]
    assert "`within` takes LAG after REF" in messages[3]
    assert "`by` takes a date, or REF + LAG" in messages[5]


def test_a_lag_that_is_wrong_is_told_with_what_was_meant(problems: Problems) -> None:
    """
    milestones:
      a: {}
      b: {after: a + 30 days}
      c: {after: a + 30}
      d: {after: a + 3 wks}
      e: {within: 3 Weeks after a}
      f: {exactly: -3 weeks after a}
      g: {by: a + 5 workdays}
      h: {before: a - 10001 weeks}
    """
    assert [item.code for item in problems] == ["EH010", *["EH009"] * 6]
    messages = [item.message for item in problems]
    assert 'write "30 calendar days" or "30 working days"' in messages[0]
    assert "has no unit" in messages[1]
    assert 'did you mean "3 weeks"?' in messages[2]
    assert 'did you mean "3 weeks"?' in messages[3]
    assert messages[4].endswith(" is not a lag: it cannot be negative; turn the link round instead")
    assert 'did you mean "5 working days"?' in messages[5]
    assert "at most 10000 weeks" in messages[6]


def test_what_is_no_link_is_not_to_be_turned_round(problems: Problems) -> None:
    """
    settings: {low_float: -3 wk}
    stages:
      selection: {lasts: between -1 and 3 weeks}
    """
    assert [item.message for item in problems] == [
        '"-3 wk" is not a lag: it cannot be negative; did you mean "3 weeks"?',
        '"-1" is not a lag: it cannot be negative',
    ]


def test_a_mapping_that_is_wrong_is_told_where(problems: Problems) -> None:
    """
    milestones:
      a: {}
      b: {after: {because: so}}
      c: {after: {link: a, becuase: so}}
      d: {after: {link: a, locked: sure}}
      e: {after: {link: [a]}}
      f: {after: [[a]]}
      g: {after: {}}
      h: {after: {link: , because: so}}
    """
    assert [(item.code, item.place and item.place.line) for item in problems] == [
        ("EH016", 3),
        ("EH005", 4),
        ("EH018", 5),
        ("EH006", 6),
        ("EH006", 7),
        ("EH016", 8),
        ("EH016", 9),
    ]
    assert 'did you mean "because"?' in problems[1].message


def test_a_reference_that_leads_nowhere_is_told_once_for_a_line(problems: Problems) -> None:
    """
    milestones:
      a: {}
      b: {within: 3 weeks after aa, after: [consultation, a]}
    """
    assert [(item.code, item.place and item.place.column) for item in problems] == [
        ("EH012", 15),
        ("EH012", 41),
    ]


def test_a_misspelt_key_is_told_once_and_not_again_at_each_link_to_what_stands_below(
    problems: Problems,
) -> None:
    """
    milestones:
      launch: {after: [notice.end, notice.begin, told, agreed]}
    stage:
      notice: {lasts: 4 weeks}
    mile_stones:
      told: {on: 2021-10-01}
    agreed: {on: 2021-10-01}
    """
    assert [(finding.code, finding.message.partition(";")[0]) for finding in problems] == [
        ("EH012", 'there is no milestone "notice.begin"'),
        ("EH005", '"stage" is not a key of a plan'),
        ("EH005", '"mile_stones" is not a key of a plan'),
        ("EH005", '"agreed" is not a key of a plan'),
    ]


def test_without_the_workflows_no_step_of_a_row_is_called_missing(problems: Problems) -> None:
    """
    milestones:
      launch: {after: [all properties.handed_over, elm.handed_over, nowhere]}
    workflow:
      handover: {steps: {handed_over: {}}}
    properties: [{id: elm, future: surplus}]
    """
    assert [(finding.code, finding.message.partition(";")[0]) for finding in problems] == [
        ("EH012", 'there is no milestone "nowhere"'),
        ("EH005", '"workflow" is not a key of a plan'),
    ]
