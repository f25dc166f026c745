"""What the entries under `milestones` and `stages` say."""

from __future__ import annotations

from datetime import date

import pytest

from earlyhelp import Finding, Lag, Plan, Unit
from earlyhelp.dates.expressions import Precision
from earlyhelp.files.load import parse
from earlyhelp.findings import Place
from earlyhelp.model import Days, Length, LinkKind

Problems = tuple[Finding, ...]


def places(found: Problems) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    return [(item.code, *item.place[1:]) for item in found if item.place is not None]


def test_a_milestone_needs_nothing_but_a_name(plan: Plan) -> None:
    """
    milestones:
      offer.launch:
      keys: {}
    """
    assert [milestone.id for milestone in plan.milestones] == ["offer.launch", "keys"]
    launch = plan["offer.launch"]
    assert launch.place == Place("plan.yaml", 2, 3)
    assert launch.stated is None
    assert launch.days is None
    assert launch.locked is False


def test_what_a_milestone_says_in_words(plan: Plan) -> None:
    """
    milestones:
      launch:
        title: The new offer   starts
        owner: Early Help leadership
        workstream: Buildings
        source: S0 4.1
        note: >
          Said in public
          on 8 September
        days: any
        locked: yes
    """
    launch = plan["launch"]
    assert launch.title == "The new offer starts"
    assert launch.owner == "Early Help leadership"
    assert launch.workstream == "Buildings"
    assert launch.source == "S0 4.1"
    assert launch.note == "Said in public on 8 September"
    assert launch.days is Days.ANY
    assert launch.locked is True


def test_the_dates_of_a_milestone_keep_their_places(plan: Plan) -> None:
    """
    milestones:
      a: {on: 2021-10-12}
      b: {expected: 2021-10-13}
      c: {not_before: 2021-10-14}
      d: {done: 2021-10-15}
      e: {by: 2021-10-18}
    """
    on, expected, not_before, done = (
        plan["a"].on,
        plan["b"].expected,
        plan["c"].not_before,
        plan["d"].done,
    )
    [by] = plan["e"].by
    for number, stated in enumerate((on, expected, not_before, done), start=12):
        assert stated is not None
        assert stated.when.first == stated.when.last == date(2021, 10, number)
        assert stated.place.line == number - 10
    assert by.when.first == date(2021, 10, 18)
    assert by.place == Place("plan.yaml", 6, 11)
    assert plan.links == ()


def test_by_takes_dates_and_limits_that_follow_another_milestone(plan: Plan) -> None:
    """
    milestones:
      a:
        by:
          - 2021-10-29
          - end of 2021-11
          - b + 3 weeks
          - {link: b + 1 month, source: the lease}
      b: {by: week of 2021-10-11}
      c: {by: [2021-12, 2022, 2022-01-10 to 2022-01-21]}
    """
    assert [stated.when.text for stated in plan["a"].by] == ["2021-10-29", "end of 2021-11"]
    assert [(link.kind, str(link.lag)) for link in plan.links] == [
        (LinkKind.AT_MOST, "3 weeks"),
        (LinkKind.AT_MOST, "1 month"),
    ]
    assert plan.links[1].source == "the lease"
    assert [stated.when.last for stated in plan["b"].by] == [date(2021, 10, 15)]
    assert [stated.when.last for stated in plan["c"].by] == [
        date(2021, 12, 31),
        date(2022, 12, 31),
        date(2022, 1, 21),
    ]


def test_a_date_is_as_precise_as_it_is_typed(plan: Plan) -> None:
    """
    milestones:
      a: {on: 2021-10-12}
      b: {expected: week of 2021-10-11}
      c: {expected: 2021-12}
      d: {expected: end of 2021-10}
      e: {expected: 2022}
      f: {expected: 2022-01-10 to 2022-01-21}
      g: {done: 2021-08, days: any}
      h: {not_before: 2022}
    """
    known = [
        (stated.when.precision, stated.when.first, stated.when.last)
        for milestone in plan.milestones
        if (stated := milestone.stated) is not None
    ]
    assert known == [
        (Precision.DAY, date(2021, 10, 12), date(2021, 10, 12)),
        (Precision.WEEK, date(2021, 10, 11), date(2021, 10, 15)),
        (Precision.MONTH, date(2021, 12, 1), date(2021, 12, 31)),
        (Precision.MONTH_END, date(2021, 10, 1), date(2021, 10, 31)),
        (Precision.YEAR, date(2022, 1, 1), date(2022, 12, 31)),
        (Precision.RANGE, date(2022, 1, 10), date(2022, 1, 21)),
        (Precision.MONTH, date(2021, 8, 1), date(2021, 8, 31)),
    ]
    assert plan["h"].not_before is not None
    assert plan["h"].not_before.when.first == date(2022, 1, 1)


def test_dates_that_mean_nothing_are_told_with_what_would(problems: Problems) -> None:
    """
    milestones:
      a: {expected: week of 2021-10-12}
      b: {expected: end of 2021-10-31}
      c: {expected: 2021-13}
      d: {expected: 2022-01-21 to 2022-01-10}
      e: {done: end of 2021-10}
      f: {not_before: end of 2021-10}
      g: {on: 1969}
      h: {on: soon}
      i: {on: ''}
      j: {on: [2021-10-12]}
      k: {expected: end of 2199-10}
    """
    assert [item.code for item in problems] == [
        *("EH007", "EH007", "EH007", "EH007", "EH007", "EH007"),
        *("EH008", "EH007", "EH007", "EH006", "EH008"),
    ]
    messages = [item.message for item in problems]
    assert '"week of 2021-10-11"' in messages[0]
    assert "write a month as YYYY-MM" in messages[1]
    assert "there is no month 13" in messages[2]
    assert "ends before it begins" in messages[3]
    assert "write a day, or the month 2021-10" in messages[4]
    assert "for example 2021-09-08" in messages[7]


def test_what_a_milestone_cannot_say_is_told_where_it_stands(problems: Problems) -> None:
    """
    milestones:
      a: soon
      b: [c]
      c: {days: all}
      d: {locked: maybe}
      e: {title: [x]}
      f: {owner: {name: X}}
      g: {onn: 2021-10-12}
      h: {lasts: 3 weeks}
    """
    assert places(problems) == [
        ("EH006", 2, 6),
        ("EH006", 3, 6),
        ("EH018", 4, 13),
        ("EH018", 5, 15),
        ("EH006", 6, 14),
        ("EH006", 7, 14),
        ("EH005", 8, 7),
        ("EH005", 9, 7),
    ]


@pytest.mark.parametrize(
    "name", ["a", "a.b", "a-b_c", "1.2.3", "A", "_x", "consultation.close", "x" * 200]
)
def test_an_id_is_letters_digits_and_signs_in_parts(name: str) -> None:
    text = f"format: 1\nid: {name}\ntitle: T\nnation: england\nmilestones: {{{name}: {{}}}}"
    assert name in parse(text.encode())


def test_what_is_not_an_id_is_told(problems: Problems) -> None:
    """
    milestones:
      two words: {}
      .a: {}
      a.: {}
      a..b: {}
      -a: {}
      a+b: {}
      é: {}
      '': {}
    stages:
      a/b: {}
    """
    assert [item.code for item in problems] == ["EH017"] * 9
    assert 'such as "consultation.close"' in problems[0].message


def test_a_stage_is_two_milestones_and_a_length(plan: Plan) -> None:
    """
    stages:
      selection:
        title: Interviews
        lasts: at least 4 weeks
    """
    [stage] = plan.stages
    assert stage.length == Length(at_least=Lag(4, Unit.WEEKS))
    assert [milestone.id for milestone in plan.milestones] == ["selection.start", "selection.end"]
    assert plan["selection.start"].title == "Interviews starts"
    assert plan["selection.end"].title == "Interviews ends"
    [link] = plan.links
    assert (link.first, link.then, link.kind) == (
        "selection.start",
        "selection.end",
        LinkKind.AT_LEAST,
    )
    assert link.place == Place("plan.yaml", 4, 12)


def test_the_lengths_that_a_stage_can_have(plan: Plan) -> None:
    """
    stages:
      a: {lasts: at least 4 weeks}
      b: {lasts: at most 10 working days}
      c: {lasts: exactly 3 months}
      d: {lasts: between 3 and 6 weeks}
      e: {lasts: between 10 working days and 2 months}
      f: {}
    """
    ten_days, months = Lag(10, Unit.WORKING_DAYS), Lag(3, Unit.MONTHS)
    assert [stage.length for stage in plan.stages] == [
        Length(at_least=Lag(4, Unit.WEEKS)),
        Length(at_most=ten_days),
        Length(months, months),
        Length(Lag(3, Unit.WEEKS), Lag(6, Unit.WEEKS)),
        Length(ten_days, Lag(2, Unit.MONTHS)),
        None,
    ]


def test_a_stage_never_ends_before_it_starts(plan: Plan) -> None:
    """
    stages:
      a: {}
      b: {lasts: at most 3 weeks}
    """
    least = {link.owner: link for link in plan.links if link.kind is LinkKind.AT_LEAST}
    for stage in ("a", "b"):
        assert least[stage].lag.count == 0
        assert least[stage].locked


def test_lengths_that_mean_nothing_are_told_with_what_would(problems: Problems) -> None:
    """
    stages:
      a: {lasts: 4 weeks}
      b: {lasts: at least 4 days}
      c: {lasts: between 6 and 3 weeks}
      d: {lasts: about 4 weeks}
      e: {lasts: at least -1 weeks}
      f: {lasts: [at least 4 weeks]}
    """
    assert [item.code for item in problems] == [
        *("EH009", "EH010", "EH009", "EH009", "EH009", "EH006")
    ]
    assert 'write "exactly 4 weeks" or "at least 4 weeks"' in problems[0].message
    assert "the longer one comes second" in problems[2].message


def test_what_a_stage_says_goes_to_its_start_or_its_end(plan: Plan) -> None:
    """
    milestones: {a: {}, z: {}}
    stages:
      s:
        not_before: 2021-10-04
        after: a
        by: [2021-10-29, a + 5 weeks]
        before: z - 2 weeks
        owner: Leadership
        days: any
    """
    start, end = plan["s.start"], plan["s.end"]
    assert start.not_before is not None
    assert end.not_before is None
    assert (start.by, len(end.by)) == ((), 1)
    assert start.owner == end.owner == "Leadership"
    assert start.days is end.days is Days.ANY
    ends = {(link.first, link.then) for link in plan.links}
    assert ends == {("a", "s.start"), ("a", "s.end"), ("s.end", "z"), ("s.start", "s.end")}


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_end_of_a_stage_says_wins_and_every_limit_holds(
    plan_text: str, *, turned: bool
) -> None:
    """
    stages:
      s:
        by: 2021-10-29
        owner: Leadership
        start: {on: 2021-10-04, title: It begins}
        end: {by: 2021-11-30, owner: Buildings}
    """
    lines = plan_text.splitlines()
    if turned:
        lines[2:6] = reversed(lines[2:6])
    plan = parse("\n".join(lines).encode())
    start, end = plan["s.start"], plan["s.end"]
    assert (start.title, end.title) == ("It begins", "s ends")
    assert (start.owner, end.owner) == ("Leadership", "Buildings")
    assert start.on is not None
    assert [stated.when.text for stated in end.by] == ["2021-10-29", "2021-11-30"]


def test_two_first_days_of_one_start_are_one_too_many(problems: Problems) -> None:
    """
    stages:
      s:
        start: {not_before: 2021-10-04}
        not_before: 2021-10-11
    """
    [finding] = problems
    assert places(problems) == [("EH014", 4, 17)]
    assert "first at plan.yaml:3:25" in finding.message


def test_what_a_stage_cannot_say_is_told_where_it_stands(problems: Problems) -> None:
    """
    stages:
      a: 3 weeks
      b: {on: 2021-10-12}
      c: {last: at least 3 weeks}
      d: {start: 2021-10-12}
      e: {end: {onn: 2021-10-12}}
    """
    assert places(problems) == [
        ("EH006", 2, 6),
        ("EH005", 3, 7),
        ("EH005", 4, 7),
        ("EH006", 5, 14),
        ("EH005", 6, 13),
    ]
    assert 'did you mean "lasts"?' in problems[2].message
