"""How long do things take that turn out one way or another?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import Lag, Plan, Unit
from earlyhelp.dates import NO_LAG
from earlyhelp.errors import NotALagError, UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.model import Length, LinkKind
from earlyhelp.model.uncertain import Uncertain, uncertain

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
counts = st.integers(0, 200)
units = st.sampled_from(Unit)


def read(said: str) -> Plan:
    """The plan with these lines."""
    return parse((HEAD + said).encode())


def only(plan: Plan) -> Uncertain:
    """The one uncertain length that there is."""
    (found,) = uncertain(plan)
    return found


@st.composite
def lengths(draw: st.DrawFn) -> Length:
    """Any length that has a longest, and maybe a likely one."""
    low, likely, high = sorted(draw(st.tuples(counts, counts, counts)))
    unit = draw(units)
    likeliest = draw(st.sampled_from((None, Lag(likely, unit))))
    return Length(Lag(low, unit), Lag(high, unit), likeliest)


@given(lengths())
def test_a_length_reads_back_as_it_is_written(length: Length) -> None:
    assert Length.parse(str(length)) == length


@given(lengths(), counts, st.sampled_from(LinkKind))
def test_what_is_likely_stays_between_the_ends_that_are_changed(
    length: Length, count: int, kind: LinkKind
) -> None:
    assert length.at_least is not None
    assert length.at_most is not None
    new = Lag(count, length.at_most.unit)
    is_least = kind is LinkKind.AT_LEAST
    fits = count <= length.at_most.count if is_least else count >= length.at_least.count
    if fits:
        changed = length.changed(kind, new)
        assert Length.parse(str(changed)) == changed
        assert new in (changed.at_least, changed.at_most)


def test_a_stage_says_what_is_likely() -> None:
    plan = read("stages:\n  selection: {lasts: 'between 3 and 6 weeks, likely 4'}\n")
    found = only(plan)
    assert (found.first, found.then) == ("selection.start", "selection.end")
    assert (str(found.shortest), str(found.likely), str(found.longest)) == (
        "3 weeks",
        "4 weeks",
        "6 weeks",
    )
    assert found.decided_by is None


def test_a_stage_says_who_decides() -> None:
    plan = read("stages:\n  lease: {lasts: at most 28 calendar days, decided_by: the landlord}\n")
    found = only(plan)
    assert (found.shortest, found.likely, found.decided_by) == (NO_LAG, None, "the landlord")


def test_a_link_says_from_what_to_what_something_takes() -> None:
    plan = read(
        "milestones:\n  asked: {}\n"
        "  answered: {within: '2 to 6 weeks after asked, likely 3'}\n"
        "  agreed: {within: {link: 28 calendar days after asked, decided_by: the landlord}}\n"
        "  filed: {within: 1 week after agreed}\n"
    )
    answered, agreed = uncertain(plan)
    assert (str(answered.shortest), str(answered.longest)) == ("2 weeks", "6 weeks")
    assert str(answered.likely) == "3 weeks"
    assert (agreed.shortest, str(agreed.longest), agreed.likely) == (
        NO_LAG,
        "28 calendar days",
        None,
    )
    assert agreed.decided_by == "the landlord"


def test_the_schedule_may_use_any_of_it() -> None:
    plan = read("milestones:\n  asked: {}\n  answered: {within: 2 to 6 weeks after asked}\n")
    assert [(link.kind.value, str(link.lag)) for link in plan.links] == [
        ("at least", "2 weeks"),
        ("at most", "6 weeks"),
    ]
    assert uncertain(plan) == ()


def test_a_line_reads_with_another_lag_as_somebody_would_have_typed_it() -> None:
    plan = read("milestones:\n  a: {}\n  b: {within: '2 to 6 weeks after a, likely 3'}\n")
    least, most = plan.links
    assert most.with_lag(Lag(8, Unit.WEEKS)) == "2 to 8 weeks after a, likely 3"
    assert least.with_lag(Lag(4, Unit.WEEKS)) == "4 to 6 weeks after a, likely 4"


def test_what_is_done_is_uncertain_no_more() -> None:
    plan = read(
        "milestones:\n  asked: {done: 2021-09-01}\n"
        "  answered: {within: '2 to 6 weeks after asked, likely 3', done: 2021-09-16}\n"
    )
    assert uncertain(plan) == ()


def test_a_workflow_makes_it_for_every_row() -> None:
    plan = read(
        "workflows:\n  moving:\n    for: each property\n    steps:\n      asked: {}\n"
        "      answered: {within: {link: '1 to 3 weeks after asked, likely 2',"
        " decided_by: landlord}}\n"
        "properties:\n  - {id: elm, name: Elm, future: surplus}\n"
        "  - {id: oak, name: Oak, future: surplus}\n"
    )
    assert [(one.first, one.then, one.decided_by) for one in uncertain(plan)] == [
        ("elm.asked", "elm.answered", "landlord"),
        ("oak.asked", "oak.answered", "landlord"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("between 3 and 6 weeks, likely 8", "likely is 8 weeks, which is not from 3 weeks to"),
        ("between 3 and 6 weeks, likely 20 days", "20 calendar days"),
        ("between 3 and 6 weeks, likely 20 calendar days", "mixes units"),
        ("at least 3 weeks, likely 4", "between … and 3 weeks, likely 4"),
        ("exactly 3 weeks, likely 3", "between … and 3 weeks, likely 3"),
        ("3 to 6 weeks, likely 4", 'write "between 3 and 6 weeks"'),
        ("between 6 and 3 weeks, likely 4", "the longer one comes second"),
    ],
)
def test_what_cannot_be_is_refused_with_the_right_form(text: str, says: str) -> None:
    with pytest.raises(NotALagError) as caught:
        Length.parse(text)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("said", "column", "says"),
    [
        ("milestones: {a: {}, b: {after: {link: a, decided_by: us}}}", 39, "goes with `within"),
        ("stages: {s: {lasts: at least 3 weeks, decided_by: us}}", 51, "needs the longest"),
        ("stages: {s: {decided_by: us}}", 26, "needs the longest"),
        ("milestones: {a: {}, b: {within: '6 to 3 weeks after a'}}", 33, "longer one comes second"),
        ("milestones: {a: {}, b: {within: '3 weeks after a, likely 4'}}", 33, "likely is 4 weeks"),
    ],
)
def test_a_line_that_cannot_be_is_refused_where_it_stands(
    said: str, column: int, says: str
) -> None:
    with pytest.raises(UnreadablePlanError) as caught:
        read(said + "\n")
    (problem,) = caught.value.findings
    assert says in problem.message
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (6, column)
