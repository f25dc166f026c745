"""All that is wrong with a file, in one run, in its order, each where it stands."""

from __future__ import annotations

import pytest

from earlyhelp import Finding
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse
from earlyhelp.files.problems import did_you_mean

Problems = tuple[Finding, ...]

HEAD = "format: 1\nid: example\ntitle: An example\nnation: england\n"


def problems_of(text: str) -> Problems:
    """Why a plan cannot be read, once the four lines that every plan needs are added."""
    with pytest.raises(UnreadablePlanError) as refused:
        parse(f"{text}\n{HEAD}".encode())
    return refused.value.findings


def places(found: Problems) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    return [(item.code, *item.place[1:]) for item in found if item.place is not None]


def test_everything_is_told_in_one_run_in_the_order_of_the_file(problems: Problems) -> None:
    """
    organisaton: A County Council
    stages:
      selection: {lasts: 4 weeks}
    milestones:
      launch:
        on: 2021-02-30
        afer: keys
        after:
          - kyes
          - keys + 30 days
      keys: {by: 8/9/2021}
      keys: {}
    closures:
      - 2021-12-31 to 2021-12-29
    bugdet: council.yaml
    as_at: yesterday
    """
    assert places(problems) == [
        ("EH005", 1, 1),
        ("EH009", 3, 22),
        ("EH007", 6, 9),
        ("EH005", 7, 5),
        ("EH012", 9, 9),
        ("EH010", 10, 9),
        ("EH007", 11, 14),
        ("EH013", 12, 3),
        ("EH007", 14, 5),
        ("EH005", 15, 1),
        ("EH007", 16, 8),
    ]


def test_the_error_carries_the_findings_and_names_the_plan() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        parse(b"titel: x\n" + HEAD.encode(), file="mine.yaml", name="plans/mine")
    [finding] = refused.value.findings
    assert refused.value.path == "plans/mine"
    assert str(refused.value).startswith("plans/mine cannot be read as a plan: ")
    assert str(finding.place) == "mine.yaml:1:1"
    assert finding.name == "unknown-key"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("milestones:\n  a: {on: x}", (2, 11)),
        ("milestones:\n  a:\n    on:   x", (3, 11)),
        ("milestones:\n  a:\n    on:\n      x", (4, 7)),
        ("milestones:\n  a: {'on': 'x'}", (2, 13)),
        ("milestones:\n  a:\n    on: |\n      x", (3, 9)),
        ("milestones: {a: {on: x}}", (1, 22)),
        ("milestones:\n  é:\n  'a': {title: ' éé', on: x}", (3, 27)),
    ],
)
def test_a_finding_points_to_the_first_character_of_the_value(
    text: str, place: tuple[int, int]
) -> None:
    assert ("EH007", *place) in places(problems_of(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("milestones: {a: {afer: b}}", "after"),
        ("milestones: {a: {After: b}}", "after"),
        ("milestones: {a: {not-before: 2021-10-12}}", "not_before"),
        ("milestones: {a: {titel: b}}", "title"),
        ("milestones: {a: {expectd: 2021-10-12}}", "expected"),
        ("stages: {a: {last: at least 3 weeks}}", "lasts"),
        ("milestone: {a: {}}", "milestones"),
        ("milestons: {a: {}}", "milestones"),
        ("closure: [2021-12-31]", "closures"),
        ("organization: A County Council", "organisation"),
    ],
)
def test_a_slip_of_the_finger_is_asked_about(typed: str, meant: str) -> None:
    [finding] = problems_of(typed)
    assert finding.code == "EH005"
    assert f'did you mean "{meant}"?' in finding.message


@pytest.mark.parametrize("typed", ["holidays", "x", "completely_different", "y" * 5_000])
def test_nothing_is_asked_where_nothing_is_near(typed: str) -> None:
    [finding] = problems_of(f"{typed}: 1" if len(typed) < 1_000 else f"? {typed}\n: 1")
    assert finding.code == "EH005"
    assert "did you mean" not in finding.message
    assert len(finding.message) < 200


def test_the_nearest_word_is_the_one_that_is_offered() -> None:
    assert did_you_mean("afer", ["before", "after", "later"]) == '; did you mean "after"?'
    assert did_you_mean("zzz", ["before", "after"]) == ""
    assert did_you_mean("after", []) == ""
    assert did_you_mean("Handed over", ["handed_over", "vacated"]) == (
        '; did you mean "handed_over"?'
    )


def test_of_several_names_that_are_alike_the_same_one_is_offered_on_every_machine() -> None:
    """A set has another order on another machine: the first of them by the alphabet is meant."""
    alike = [f"{left}{one}{right}" for left in "ab" for one in "-_" for right in ("1", "1-", "1_")]
    for order in (alike, alike[::-1]):
        assert did_you_mean("A 1", order) == '; did you mean "a-1"?'
    for word in alike:
        assert did_you_mean(word.upper(), frozenset(alike)) == f'; did you mean "{word[0]}-1"?'


def test_an_unknown_section_is_told_once_however_much_it_holds() -> None:
    found = problems_of("mielstones:\n  a: {on: 2021-02-30}\n  b: {}\n  c: {}")
    assert places(found) == [("EH005", 1, 1)]


@pytest.mark.parametrize(
    ("text", "second", "first"),
    [
        ("milestones:\n  a: {}\n  b: {}\n  a: {}", ("EH013", 4, 3), "2:3"),
        ("stages:\n  a: {}\n  a: {}", ("EH013", 3, 3), "2:3"),
        ("milestones:\n  a: {}\nmilestones:\n  b: {}", ("EH014", 3, 1), "1:1"),
        ("milestones:\n  a:\n    on: 2021-10-12\n    on: 2021-10-13", ("EH014", 4, 5), "3:5"),
        ("milestones:\n  a:\n    after: {link: a, link: a}", ("EH014", 3, 22), "3:13"),
        ("facts:\n  a: 1\n  a: 2", ("EH014", 3, 3), "2:3"),
        ("facts: {a: {b: 1, b: 2}}", ("EH014", 1, 19), "1:13"),
        ("note: a\nnote: b", ("EH014", 2, 1), "1:1"),
        ("note: a\n'note': b", ("EH014", 2, 1), "1:1"),
    ],
)
def test_what_is_there_twice_is_told_with_both_places(
    text: str, second: tuple[str, int, int], first: str
) -> None:
    [finding] = problems_of(text)
    assert places((finding,)) == [second]
    assert f"first at plan.yaml:{first}" in finding.message


def test_a_milestone_that_is_there_twice_in_two_sections_is_told_too() -> None:
    found = problems_of("milestones:\n  a: {}\nmilestones:\n  a: {}")
    assert places(found) == [("EH014", 3, 1), ("EH013", 4, 3)]


def test_a_stage_and_a_milestone_do_not_share_an_id() -> None:
    [finding] = problems_of("stages:\n  a: {}\nmilestones:\n  a: {}")
    assert places((finding,)) == [("EH013", 4, 3)]
    assert "first at plan.yaml:2:3" in finding.message


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("note: &mine text", (1, 7), "an anchor (&mine)"),
        ("milestones:\n  a: &mine {on: 2021-10-12}", (2, 6), "an anchor (&mine)"),
        ("milestones: &mine\n  a: {}", (1, 13), "an anchor (&mine)"),
        ("&mine note: text", (1, 1), "an anchor (&mine)"),
        ("note: !!str text", (1, 7), "a tag (tag:yaml.org,2002:str)"),
        ("note: !mine text", (1, 7), "a tag (!mine)"),
        ("milestones: !!map {a: {}}", (1, 13), "a tag"),
        ("? [a]\n: b", (1, 3), "a list or mapping as a key"),
        ("milestones: {? {a: b} : c}", (1, 16), "a list or mapping as a key"),
    ],
)
def test_a_part_of_yaml_that_plans_do_without_is_refused(
    text: str, where: tuple[int, int], what: str
) -> None:
    [finding] = problems_of(text)
    assert places((finding,)) == [("EH015", *where)]
    assert finding.message.startswith(what)
    assert finding.message.endswith("cannot be used in a plan")


def test_an_alias_is_refused_as_a_value_and_as_a_key() -> None:
    found = problems_of("milestones:\n  a: &x {}\n  b: *x\n  c: {after: *x}\n  *x : {}")
    assert places(found) == [
        ("EH015", 2, 6),
        ("EH015", 3, 6),
        ("EH015", 4, 14),
        ("EH015", 5, 3),
    ]
    assert found[1].message == found[3].message == "an alias (*) cannot be used in a plan"


def test_a_tag_on_the_whole_file_is_refused() -> None:
    found = problems_of("--- !mine")
    assert places(found) == [("EH015", 1, 5)]


def test_a_second_document_is_refused() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        parse(f"{HEAD}---\nid: second\n".encode())
    [finding] = refused.value.findings
    assert places((finding,)) == [("EH015", 5, 1)]
    assert "a second document" in finding.message


def test_one_document_may_be_marked_as_one() -> None:
    assert parse(f"---\n{HEAD}...\n".encode()) != parse(HEAD.encode().replace(b"example", b"a"))
    assert parse(f"---\n{HEAD}...\n".encode()).id == "example"


@pytest.mark.parametrize("text", ["just words", "- a\n- b", "[a, b]", "---\n", "null", "42"])
def test_a_file_that_is_not_keys_and_values_is_no_plan(text: str) -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        parse(text.encode())
    [finding] = refused.value.findings
    assert finding.code == "EH001"


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("milestones:\n\ta: {}", (2, 1), "a tab is used where only spaces may be"),
        ("note: 'never closed", (6, 1), "a quotation mark is never closed"),
        ("milestones:\n  a: {on: 2021-10-12", (3, 7), "a { is never closed by a }"),
        ("note: a: b", (1, 8), 'put a text with ": " in it between quotation marks'),
        ("milestones:\n  a: {}\n b: {}", (3, 2), "does not begin where those beside it do"),
        ('note: "a" b', (1, 11), "goes on after a quotation mark"),
        ("facts: {a: [b", (2, 7), "a [ is never closed by a ]"),
        ("note: %x", (1, 7), "begins with this sign has to stand between quotation marks"),
        ("note: a\n\tb: c", (2, 1), "a tab is used where only spaces may be"),
    ],
)
def test_what_is_not_yaml_is_told_where_it_stops(
    text: str, where: tuple[int, int], what: str
) -> None:
    found = problems_of(text)
    assert places(found)[-1:] == [("EH003", *where)]
    assert what in found[-1].message


def test_a_milestone_that_is_not_indented_is_told_where_it_belongs() -> None:
    [finding] = problems_of("assets.last_handover: {on: 2021-12-17}")
    assert finding.code == "EH005"
    assert finding.message.endswith(
        "not a key of a plan; a milestone is indented, below `milestones:`"
    )


def test_what_comes_before_the_place_where_yaml_stops_is_still_told() -> None:
    found = problems_of("milestones:\n  a: {on: 2021-02-30}\n  b: {afer: a}\n  c: [")
    assert [item.code for item in found][:2] == ["EH007", "EH005"]
    assert found[-1].code == "EH003"


def test_nothing_is_called_missing_that_may_come_after_the_place_where_yaml_stops() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        parse(b"format: 1\nmilestones:\n  b: {after: a}\n  c: {on: 2021-10-12\nnation: england\n")
    assert {item.code for item in refused.value.findings} == {"EH003"}


def test_sixteen_levels_are_enough_and_one_more_is_not() -> None:
    deep = "[" * 14 + "]" * 14
    assert parse(f"{HEAD}facts: {{a: {deep}}}".encode()).facts
    [finding] = problems_of(f"facts: {{a: [{deep}]}}")
    assert finding.code == "EH004"
    assert "nested more than 16 deep" in finding.message


def test_of_thousands_of_names_the_nearest_is_still_said() -> None:
    known = {*(f"centre-{number}" for number in range(3_000)), "oak"}
    for typed, meant in {
        "center-7": "centre-7",
        "centre-70000": "",
        "cenrte-70": "centre-70",
        "oakk": "oak",
        "ok": "oak",
    }.items():
        hint = did_you_mean(typed, known)
        assert hint == (f'; did you mean "{meant}"?' if meant else ""), typed
