"""The files of a plan with other dates: every date moves, and nothing else changes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import earlyhelp
from earlyhelp.dates import Unit
from earlyhelp.dates.moves import Move
from earlyhelp.errors import NotShiftedError
from earlyhelp.files.load import parse
from earlyhelp.files.locate import shipped_folder
from earlyhelp.files.shift import renamed, shifted
from earlyhelp.files.spans import of_csv, of_yaml
from earlyhelp.model import Days, Plan, Stated
from earlyhelp.model.registers import NO_ROWS
from earlyhelp.model.shifts import Left, Shifted
from earlyhelp.testing import as_yaml, kept_plans

HEAD = "format: 1\nid: example\ntitle: An example\nnation: england\n"
WEEK = Move(days=7)
CALENDAR_UNITS = (Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.CLEAR_DAYS)


def shifted_text(text: str, move: Move = WEEK, **files: str) -> Shifted:
    named = {name.replace("_csv", ".csv"): said.encode() for name, said in files.items()}
    return shifted(text.encode(), named.__getitem__, move)


def plan_after(text: str, move: Move = WEEK) -> str:
    return shifted_text(text, move).files["plan.yaml"].decode()


def stated_days(plan: Plan) -> Iterator[Stated]:
    """Every date that a plan has anywhere: in its milestones and in the rows of its registers."""
    for milestone in plan.milestones:
        for said in (milestone.on, milestone.expected, milestone.not_before, milestone.done):
            if said is not None:
                yield said
        yield from milestone.by
    registers = plan.registers or NO_ROWS
    for rows in attrs.astuple(registers, recurse=False):
        for row in rows if isinstance(rows, tuple) else ():
            for value in attrs.astuple(row, recurse=False):
                if isinstance(value, Stated):
                    yield value


def test_a_date_is_written_where_it_stands_and_nothing_around_it() -> None:
    before = (
        "# autumn 2021-09-08\r\n" + HEAD.replace("\n", "\r\n") + "as_at: 2021-09-17\t# 2021\r\n"
        "note: on 2021-09-08\r\n"
        "milestones:\r\n"
        "  b: {on: '2021-09-08', title: \"2021-09-08\"}\r\n"
        "  a:\r\n"
        "    expected:   week of  2021-09-13   # as told\r\n"
        '    by: [2021-10-01, "end of 2021-10", b + 9 weeks]\r\n'
    )  # fmt: skip
    after = (
        before.replace("as_at: 2021-09-17", "as_at: 2021-09-24")
        .replace("'2021-09-08'", "'2021-09-15'")
        .replace("week of  2021-09-13", "week of  2021-09-20")
        .replace("[2021-10-01", "[2021-10-08")
    )
    assert plan_after(before) == after


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        (r'"2021\x2d09-08"', "2021-09-15"),
        (r'"\x32021-09-08"', "2021-09-15"),
        (r'"week of\n 2021-09-06"', r'"week of\n 2021-09-13"'),
        (">-\n      2021-09-08", ">-\n      2021-09-15"),
        ("|- # as of 2021-09-01\n      2021-09-08", "2021-09-15"),
    ],
)
def test_a_date_that_is_typed_in_an_odd_way_moves_whole(typed: str, after: str) -> None:
    text = HEAD + "milestones:\n  a:\n    on: {}\n    note: in between\n  b: {{on: 2021-09-09}}\n"
    assert plan_after(text.format(typed)) == text.format(after).replace("09-09", "09-16")


def test_everything_that_holds_dates_moves() -> None:
    """Closures, stages and their ends, steps of workflows, typed rows and facts."""
    before = HEAD + (
        "closures: [2021-12-29 to 2021-12-31, {days: 2021-12-24, name: eve of 2021-12-25}]\n"
        "stages: {s: {lasts: 2 weeks, not_before: 2021-09-10, end: {by: 2021-10-01}}}\n"
        "workflows: {w: {steps: {vacated: {by: 2021-11-30}}}}\n"
        "properties:\n"
        "  - {id: elm, name: 2021-09-08, grant_year: 2009, vacated: 2021-11-26, 'done:vacated': 2021-11-27}\n"
        "facts: {poll: 2021-05-06, headcount: 2021, sites: {elm: 2021-05-07}}\n"
        "rules: {r: {title: Ours, source: us, about: poll, in_force: from 2021-04-01}}\n"
    )
    moved = re.findall(r"2021-[0-9-]*", plan_after(before))
    days = ["2022-01-05", "2022-01-07", "2021-12-31", "2021-12-25", "2021-09-17", "2021-10-08"]
    days += ["2021-12-07", "2021-09-08", "2021-12-03", "2021-12-04"]
    days += ["2021-05-13", "2021-05-14", "2021-04-01"]
    assert moved == [day for day in days if day.startswith("2021")]
    assert "2022-01-05 to 2022-01-07" in plan_after(before)
    assert "headcount: 2021," in plan_after(before, Move(days=364))


def test_registers_move_with_their_quotes_and_line_ends() -> None:
    plan = HEAD + "properties: properties.csv\nworkflows: {w: {steps: {vacated: {}}}}\n"
    before = (
        '\ufeffid,name,"vacated",evidence:vacated,done:vacated\r\n'
        'elm,"2021-11-26, a ""home""","2021-11-26",2021-11-26,\r\n'
        '\r\n'
        'oak,"two\nlines",week of 2021-11-22,,2021-11-26\r\n'
        'yew,,2021-11-25,,'
    )  # fmt: skip
    after = (
        before.replace('"2021-11-26",', '"2021-12-03",')
        .replace("week of 2021-11-22", "week of 2021-11-29")
        .replace(",,2021-11-26", ",,2021-12-03")
        .replace("2021-11-25", "2021-12-02")
    )
    found = shifted_text(plan, properties_csv=before)
    assert found.files["properties.csv"].decode() == after
    places = [item.place for item in found.moved]
    assert places == [("properties.csv", *at) for at in ((2, 3), (4, 3), (4, 5), (6, 3))]


def test_a_council_s_own_headings_and_forms_of_dates_stay() -> None:
    plan = HEAD + (
        "cases:\n  file: cases.csv\n  columns: {ref: Token, closed: Ended}\n  dates: DD/MM/YYYY\n"
    )
    cases = "Token,Ended,Born\nab12,08/09/2021,08/09/2011\ncd34,2021-09-08,\n"
    found = shifted_text(plan, cases_csv=cases)
    after = "Token,Ended,Born\nab12,15/09/2021,08/09/2011\ncd34,2021-09-15,\n"
    assert found.files["cases.csv"].decode() == after
    spaced = shifted_text(plan, cases_csv="Token, Ended \nab12, 2021-09-08 \n")
    assert spaced.files["cases.csv"] == b"Token, Ended \nab12, 2021-09-15 \n"
    excel = shifted_text(plan.replace("DD/MM/YYYY", "excel"), cases_csv="Token,Ended\nab12,44447\n")
    assert excel.files["cases.csv"] == b"Token,Ended\nab12,44454\n"


@example(year=2020, days=181)  # to 31 March
@example(year=2020, days=182)
@given(year=st.integers(1971, 2040), days=st.integers(-300, 20_000))
def test_a_financial_year_moves_by_as_many_years_as_its_middle(year: int, days: int) -> None:
    """From the definition: the one from April to March in which 1 October comes to lie."""
    now = Move(days=days).financial_year(year)
    assert date(now, 4, 1) <= date(year, 10, 1) + timedelta(days=days) <= date(now + 1, 3, 31)
    assert Move(years=5).financial_year(year) == year + 5


def test_the_columns_of_a_budget_are_of_other_years() -> None:
    """In a file's headings, in rows that are typed, and in a map, whose headings are theirs."""
    five = Move(days=1827)
    cells = 'id,"planned 2020/21 ",actual 2099/01,original\nvan,2020,1,"planned 2020/21"\n'
    made = shifted_text(HEAD + "budget: budget.csv\n", five, budget_csv=cells)
    assert made.files["budget.csv"].decode() == cells.replace("2020/21", "2025/26", 1)
    assert made.columns == (("planned 2020/21", "planned 2025/26"),)
    typed = HEAD + (
        "budget:\n"
        "  - {id: van, variation 1999/00: 9, 'actual 2020/21': 2020}\n"
        "  - {id: box, 'actual 2020/21': 2020}\n"
    )
    made = shifted_text(typed, five)
    now = typed.replace("1999/00", "2004/05").replace("2020/21", "2025/26")
    assert made.files["plan.yaml"].decode() == now
    assert made.columns == (
        ("variation 1999/00", "variation 2004/05"),
        ("actual 2020/21", "actual 2025/26"),
    )
    mapped = HEAD + (
        "budget:\n  file: budget.csv\n  columns: {id: id, planned 2020/21: planned 2020/21}\n"
    )
    made = shifted_text(mapped, five, budget_csv=cells)
    assert made.files["budget.csv"].decode() == cells
    assert "{id: id, planned 2025/26: planned 2020/21}" in made.files["plan.yaml"].decode()
    with pytest.raises(NotShiftedError, match=r"budget.csv:1:2: planned 2020/21 would leave"):
        shifted_text(HEAD + "budget: budget.csv\n", Move(years=80), budget_csv=cells)


def test_a_budget_of_a_plan_that_moves_within_its_year_stays_as_it_is() -> None:
    cells = "id,planned 2020/21\nvan,2020\n"
    made = shifted_text(HEAD + "budget: budget.csv\n", WEEK, budget_csv=cells)
    assert (made.files["budget.csv"].decode(), made.columns) == (cells, ())


def test_the_id_gets_the_new_year_and_other_texts_are_listed() -> None:
    text = HEAD.replace("id: example", "id: early-help-2021").replace("An", "A 2021")
    text += "# of 2021\nmilestones: {launch-2021: {on: 2021-09-08, note: since 2020 and 2021}}\n"
    found = shifted(
        text.encode(), dict[str, bytes]().__getitem__, Move(days=364), years=(2021, 2022)
    )
    assert found.id == "early-help-2022"
    assert b"id: early-help-2022\n" in found.files["plan.yaml"]
    keys = ("title", "comment", "launch-2021", "note")
    assert found.left == tuple(Left("plan.yaml", key, "2021") for key in keys)


def test_a_year_that_no_date_has_left_is_not_said_to_stand_still() -> None:
    text = HEAD + "milestones: {a: {on: 2021-09-08, note: in 2021}, b: {on: 2022-12-30}}  # 2022\n"
    assert shifted_text(text).left == (Left("plan.yaml", "comment", "2022"),)


def test_a_name_gets_the_new_year_only_for_the_old_one() -> None:
    assert renamed("early-help-2021", (2021, 2026)) == "early-help-2026"
    assert renamed("early-help-20210", (2021, 2026)) == "early-help-20210"
    assert renamed("early-help-2019", (2021, 2026)) == "early-help-2019"


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("properties.xlsx", "properties.xlsx is a workbook"),
        ("properties.XLSX", "properties.XLSX is a workbook"),
        ("../properties.csv", "../properties.csv lies outside"),
        ("/srv/properties.csv", "/srv/properties.csv lies outside"),
    ],
)
def test_a_register_that_cannot_be_copied_is_named(file: str, why: str) -> None:
    with pytest.raises(NotShiftedError, match=re.escape(why)):
        shifted_text(HEAD + f"properties: {file}\n")


def test_a_date_that_would_leave_the_calendar_is_named_but_not_one_of_a_case() -> None:
    plan = HEAD + "milestones: {a: {on: 2021-09-08}}\n"
    with pytest.raises(NotShiftedError, match=r"plan.yaml:5:22: Wednesday 8 September 2021 would"):
        shifted_text(plan, Move(days=40_000))
    with pytest.raises(NotShiftedError, match=r"cases.csv:2:2: a date would"):
        shifted_text(
            HEAD + "cases: cases.csv\n", Move(years=90), cases_csv="ref,closed\nab,2021-09-08\n"
        )


@pytest.mark.parametrize("name", ["early-help-2021", "early-help-2021-troubled"])
def test_every_stated_day_of_a_copy_is_the_old_one_and_so_many_days(name: str) -> None:
    """All 830 milestones and every row: none is forgotten, whatever part of the plan has it."""
    folder = shipped_folder() / name

    def beside(file: str) -> bytes:
        return (folder / file).read_bytes()

    move = Move(days=1827)
    found = shifted(beside("plan.yaml"), beside, move, years=(2021, 2026))
    before = parse(beside("plan.yaml"), open_file=beside)
    after = parse(found.files["plan.yaml"], open_file=found.files.__getitem__)
    was, now = list(stated_days(before)), list(stated_days(after))
    assert [move.date(said.when) for said in was] == [said.when for said in now]
    assert [said.place for said in was] == [said.place for said in now]
    places = {item.place for item in found.moved}
    assert {said.place for said in was if said.place.file in found.files} <= places
    back = shifted(
        found.files["plan.yaml"], found.files.__getitem__, Move(days=-1827), years=(2026, 2021)
    )
    assert back.files == {file: beside(file) for file in found.files}


@given(drawn=kept_plans(exact=True), by=st.integers(-300, 3000))
def test_there_and_back_again_gives_the_same_bytes(drawn: tuple[Plan, object], by: int) -> None:
    text = as_yaml(drawn[0])
    there = plan_after(text, Move(days=by))
    assert plan_after(there, Move(days=-by)) == text
    assert [said.when.first for said in stated_days(parse(there.encode()))] == [
        said.when.first + timedelta(days=by) for said in stated_days(parse(text.encode()))
    ]


@given(drawn=kept_plans(units=CALENDAR_UNITS, exact=True), by=st.integers(-300, 2000))
def test_where_no_working_day_is_counted_every_window_moves_by_just_so_much(
    drawn: tuple[Plan, object], by: int
) -> None:
    milestones = tuple(attrs.evolve(item, days=Days.ANY) for item in drawn[0].milestones)
    as_at = drawn[0].as_at or date(2019, 1, 1)
    text = as_yaml(attrs.evolve(drawn[0], milestones=milestones, as_at=as_at))
    before = earlyhelp.solve(parse(text.encode()))
    after = earlyhelp.solve(parse(plan_after(text, Move(days=by)).encode()))
    assert after.feasible == before.feasible
    if before.feasible:
        last = date(2090, 1, 1)
        for windows, then in ((before.earliest, after.earliest), (before.latest, after.latest)):
            for milestone, day in windows.items():
                if day is not None and day < last:
                    assert then[milestone] == day + timedelta(days=by)


@given(
    rows=st.lists(
        st.lists(st.text(st.sampled_from("a2\",\n\r -'é"), max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    ),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_cells_stand_where_the_reader_of_tables_finds_them(rows: list[list[str]], end: str) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(rows)
    said = text.getvalue()
    spans = list(of_csv(said))
    read = [cell for row in csv.reader(io.StringIO(said, newline=""), strict=True) for cell in row]
    assert [span.value for span in spans] == read
    assert all(span.value in said[span.start : span.end].replace('""', '"') for span in spans)


def test_every_text_of_a_plan_stands_where_it_says() -> None:
    text = (Path(shipped_folder()) / "early-help-2021" / "plan.yaml").read_text("utf-8")
    lines = text.splitlines()
    starts = [span.start for span in of_yaml(text)]
    assert starts == sorted(set(starts))
    for span in of_yaml(text):
        raw = text[span.start : span.end]
        assert lines[span.line - 1][span.column - 1 :].startswith(raw.splitlines()[0])
        assert span.value in raw or '"' in raw
