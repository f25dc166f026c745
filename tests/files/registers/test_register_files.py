"""Does a register say the same wherever it lies, and is every bad cell named?"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from earlyhelp import Finding, Lag, Plan, Unit
from earlyhelp.errors import NoPlanError, UnreadablePlanError
from earlyhelp.files.load import load, parse
from earlyhelp.findings import Place
from earlyhelp.model.registers import Agreement, Extension, Future, Registers, Sector

HEAD = b"format: 1\nid: move\ntitle: The move\nnation: england\n"
PROPERTIES = "id,name,future,monthly_cost,capacity\n"


def read(said: str, **files: str | bytes) -> Plan:
    """The plan with these lines and these files beside it (`a_csv` is a.csv)."""
    held: Mapping[str, bytes] = {
        name.replace("_", "."): text if isinstance(text, bytes) else text.encode()
        for name, text in files.items()
    }

    def beside(name: str) -> bytes:
        if name not in held:
            raise NoPlanError(name)
        return held[name]

    return parse(HEAD + said.encode(), open_file=beside)


def registers(said: str, **files: str | bytes) -> Registers:
    """The registers of such a plan."""
    found = read(said, **files).registers
    assert found is not None
    return found


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A workbook whose one sheet has these rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def problems(said: str, **files: str | bytes) -> tuple[Finding, ...]:
    """Why such a plan cannot be read."""
    with pytest.raises(UnreadablePlanError) as caught:
        read(said, **files)
    return caught.value.findings


def test_the_same_rows_in_csv_in_a_workbook_and_in_the_plan() -> None:
    table = [("id", "name", "future", "handed_over"), ("centre-01", "Elm, north", "surplus", "")]
    saved = workbook(*table)
    typed = registers('properties:\n  - {id: centre-01, name: "Elm, north", future: surplus}\n')
    as_csv = 'id,name,future\ncentre-01,"Elm, north",surplus\n'
    by_csv = registers("properties: p.csv\n", p_csv=as_csv)
    by_book = registers(
        "workflows: {w: {steps: {handed_over: {}}}}\nproperties: p.xlsx\n",
        p_xlsx=saved,
    )
    for found in (typed, by_csv, by_book):
        (row,) = found.properties
        assert (row.id, row.name, row.future) == ("centre-01", "Elm, north", Future.SURPLUS)
    assert by_csv.properties[0].place == Place("p.csv", 2, 1)
    assert typed.properties[0].place == Place("plan.yaml", 6, 5)


def test_a_column_is_read_by_its_type() -> None:
    found = registers(
        "properties: p.csv\npartners: q.csv\noccupations: o.csv\n",
        p_csv=PROPERTIES + 'hub,Ash,retained,"£1,250.50",4\nelm,Elm,surplus,,\n',
        q_csv="id,sector,voluntary\nfood,voluntary,\nnursery,nursery,yes\nclinic,,\n",
        o_csv=(
            "property,partner,agreement,notice,told,extension,extended_to\n"
            "elm,food,room hire,3 months,week of 2021-09-13,agreed,2021-12-17\n"
        ),
    )
    hub, elm = found.properties
    assert (hub.monthly_cost, hub.capacity) == (Decimal("1250.50"), 4)
    assert (elm.monthly_cost, elm.capacity) == (None, None)
    assert [partner.is_voluntary for partner in found.partners] == [True, True, None]
    assert found.partners[0].sector is Sector.VOLUNTARY
    (stay,) = found.occupations
    assert stay.id == "elm.food"
    assert stay.agreement is Agreement.ROOM_HIRE
    assert stay.notice == Lag(3, Unit.MONTHS)
    assert stay.told is not None
    assert stay.told.when.last == date(2021, 9, 17)
    assert stay.extension is Extension.AGREED
    assert found.occupations_of["elm"] == (stay,)


def test_a_workbooks_own_dates_are_dates_and_its_whole_numbers_whole() -> None:
    saved = workbook(("id", "notified", "capacity"), ("elm", date(2021, 9, 8), 3.0))
    (elm,) = registers("properties: p.xlsx\n", p_xlsx=saved).properties
    assert elm.notified is not None
    assert elm.notified.when.first == date(2021, 9, 8)
    assert elm.capacity == 3


def test_a_formula_that_no_spreadsheet_has_worked_out_is_no_empty_cell() -> None:
    """A program wrote the file, and nobody has opened it: the day would be lost without a word."""
    saved = workbook(("id", "notified"), ("oak", date(2021, 9, 8)), ("elm", "=B2+7"))
    (found,) = problems("properties: p.xlsx\n", p_xlsx=saved)
    assert (found.code, found.place) == ("EH023", Place("p.xlsx", 3, 1))
    assert "the formula in B3 has no result" in found.message
    beside = workbook(("id", "notified"), ("oak", date(2021, 9, 8), "=B2+7"))
    assert len(registers("properties: p.xlsx\n", p_xlsx=beside).properties) == 1


def test_a_byte_order_mark_and_windows_line_ends_are_nothing() -> None:
    text = "\ufeffid,future\r\nelm,surplus\r\noak,lease\r\n"
    rows = registers("properties: p.csv\n", p_csv=text).properties
    assert [row.id for row in rows] == ["elm", "oak"]
    assert rows[1].place.line == 3


def test_a_cell_with_a_line_break_does_not_shift_the_rows_after_it() -> None:
    text = 'id,address\nelm,"1 High Street\nTown"\noak,nowhere,\n'
    (found,) = problems("properties: p.csv\n", p_csv=text.replace("nowhere,\n", "nowhere,x\n"))
    assert found.place == Place("p.csv", 4, 1)


@pytest.mark.parametrize(
    ("cell", "right"),
    [("08/09/2021", "2021-09-08"), ("44447", "YYYY-MM-DD"), ("8 September 2021", "YYYY-MM-DD")],
)
def test_a_date_in_another_form_is_refused_with_the_right_one(cell: str, right: str) -> None:
    (found,) = problems("properties: p.csv\n", p_csv=f"id,notified\nelm,{cell}\n")
    assert (found.code, found.place) == ("EH007", Place("p.csv", 2, 2))
    assert right in found.message


def test_a_map_of_columns_names_headings_and_the_form_of_dates() -> None:
    said = """properties:
  file: p.csv
  dates: DD/MM/YYYY
  columns:
    id: Site code
    notified: Told FM on
"""
    text = "Site code,Colour,Told FM on\nelm,red,08/09/2021\n"
    (elm,) = registers(said, p_csv=text).properties
    assert elm.notified is not None
    assert elm.notified.when.first == date(2021, 9, 8)
    serial = said.replace("DD/MM/YYYY", "excel")
    (elm,) = registers(serial, p_csv=text.replace("08/09/2021", "44447")).properties
    assert elm.notified is not None
    assert elm.notified.when.first == date(2021, 9, 8)


def test_a_map_that_names_no_heading_of_the_file_is_a_mistake() -> None:
    said = "properties:\n  file: p.csv\n  columns: {id: Site code}\n"
    found = problems(said, p_csv="Code\nelm\n")
    assert {finding.code for finding in found} == {"EH023", "EH016"}
    assert 'no column "Site code"' in found[0].message


def test_an_unknown_heading_is_named_with_the_nearest_one() -> None:
    (found,) = problems("properties: p.csv\n", p_csv="id,futur\nelm,surplus\n")
    assert (found.code, found.place) == ("EH005", Place("p.csv", 1, 2))
    assert 'did you mean "future"?' in found.message
    (found,) = problems("properties: p.csv\n", p_csv="id,FUTURE\nelm,surplus\n")
    assert 'did you mean "future"?' in found.message


def test_one_bad_row_of_ten_thousand_is_named_and_only_that() -> None:
    rows = [f"centre-{at:05},Centre {at},surplus,1000,\n" for at in range(10_000)]
    rows[6_172] = "centre-06172,Centre,surplus,a lot,\n"
    (found,) = problems("properties: p.csv\n", p_csv=PROPERTIES + "".join(rows))
    assert (found.code, found.place) == ("EH025", Place("p.csv", 6_174, 4))


def test_every_bad_row_is_told_in_one_run() -> None:
    text = "id,future,capacity\nelm,sold,\noak\n,surplus,\nash,lease,many\nelm bank,lease,\n"
    found = problems("properties: p.csv\n", p_csv=text)
    assert [(item.code, item.place and item.place.line) for item in found] == [
        ("EH018", 2),
        ("EH023", 3),
        ("EH016", 4),
        ("EH025", 5),
        ("EH017", 6),
    ]


def test_a_row_that_is_there_twice_and_a_row_that_leads_nowhere() -> None:
    (found,) = problems("properties: p.csv\n", p_csv="id\nelm\noak\nelm\n")
    assert (found.code, found.place) == ("EH013", Place("p.csv", 4, 1))
    found_there = problems(
        "properties: p.csv\npartners: q.csv\noccupations: o.csv\n",
        p_csv="id\nelm\n",
        q_csv="id\nfood\n",
        o_csv="property,partner,offered\nelm,foot,hub\n",
    )
    assert [(item.code, item.message) for item in found_there] == [
        ("EH024", 'partner: there is no "foot" in `partners`; did you mean "food"?'),
        ("EH024", 'offered: there is no "hub" in `properties`'),
    ]


def test_what_a_case_says_is_never_in_a_message() -> None:
    text = "ref,setting,accepted,route,opened,receiving_team\nSecret Name,Secret Road,Secret day,Secret way,2021,Secrets\n"
    found = problems("cases: c.csv\n", c_csv=text)
    assert len(found) >= 3
    assert all(item.place is not None and item.place.file == "c.csv" for item in found)
    assert not any("Secret" in str(item) for item in found)
    (lost,) = problems("cases: c.csv\n", c_csv="ref,receiving_team\nk7f3,Secrets\n")
    assert lost.code == "EH024"
    assert "Secrets" not in str(lost)
    (twice,) = problems("cases: c.csv\n", c_csv="ref\nk7f3\nk7f3\n")
    assert "k7f3" not in str(twice)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "empty"),
        (b"id,id\nelm,oak\n", 'heading "id" is there twice'),
        (b'id,name\nelm,"never closed\n', "never closed"),
        (b"id,name\nelm,caf\xe9\n", "0xE9"),
    ],
)
def test_a_table_that_is_none_says_why(file: bytes, reason: str) -> None:
    (found,) = problems("properties: p.csv\n", p_csv=file)
    assert reason in found.message


def test_a_workbook_that_is_none_says_so() -> None:
    (found,) = problems("properties: p.xlsx\n", p_xlsx=b"PK\x03\x04 not a workbook")
    assert found.code == "EH023"
    assert found.place == Place("p.xlsx", 1, 1)


def test_a_plan_read_without_its_folder_says_that_its_registers_are_elsewhere() -> None:
    with pytest.raises(UnreadablePlanError) as caught:
        parse(HEAD + b"properties: p.csv\n")
    assert "without the folder" in caught.value.findings[0].message


def test_the_wrong_file_is_one_mistake_and_not_one_for_each_of_its_headings() -> None:
    (found,) = problems("properties: p.csv\n", p_csv="Child,Born\nJo,2015-01-01\n")
    assert (found.code, found.place) == ("EH023", Place("p.csv", 1, 1))
    assert "none of its headings is a column of `properties`" in found.message
    assert "Child" not in found.message


MOVE = """
workflows:
  handover: {steps: {vacated: {}, handed_over: {after: vacated}}}
properties: a.csv
milestones:
  last: {after: [elm.handed_over, oak.handed_over]}
risks:
  late: {title: Late, threatens: elm.handed_over}
communications:
  - {id: letter, before: elm.vacated - 2 weeks, announces: elm.handed_over}
"""


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("id,future\nelm,surpluss\noak,surplus\n", [("EH018", "a.csv", 2)]),
        ("id,name,future\nelm,surplus\noak,Oak,surplus\n", [("EH023", "a.csv", 2)]),
    ],
)
def test_a_row_that_cannot_be_read_is_one_mistake_and_not_one_for_each_line_that_names_it(
    table: str, wrong: list[tuple[str, str, int]]
) -> None:
    """A letter of the word `surplus` too many: the plan has a slip, and no lost milestones."""
    assert [(code, place.file, place.line) for code, place, _ in problems_of(MOVE, table)] == wrong


def test_a_register_that_is_not_there_is_one_mistake_too() -> None:
    with pytest.raises(UnreadablePlanError) as refused:
        read(MOVE)
    assert [finding.code for finding in refused.value.findings] == ["EH023"]


def test_a_name_that_no_row_could_have_is_a_mistake_even_so() -> None:
    """Beside a bad row: a step that no workflow has, and a step of a row that was read."""
    said = MOVE.replace("oak.handed_over]", "elm.handed_ovr, oak.handed_over]")
    said = said.replace("handover: {", "handover: {for: property.future is surplus, ")
    found = problems_of(said, "id,future\nelm,surpluss\noak,retained\n")
    assert [(code, words.split('"')[1]) for code, _, words in found] == [
        ("EH018", "surpluss"),
        ("EH012", "elm.handed_ovr"),
        ("EH012", "oak.handed_over"),
    ]


def problems_of(said: str, table: str) -> list[tuple[str, Place, str]]:
    """The code, place and words of everything that is wrong with such a plan."""
    with pytest.raises(UnreadablePlanError) as refused:
        read(said, a_csv=table)
    found = [(item.code, item.place, item.message) for item in refused.value.findings]
    return [(code, place, words) for code, place, words in found if place is not None]


@pytest.mark.parametrize(("form", "cell"), [("DD/MM/YYYY", "8/9/2021"), ("excel", "44447")])
def test_a_file_in_a_spreadsheet_s_own_dates_says_once_how_it_can_be_read(
    form: str, cell: str
) -> None:
    text = f"id,notified,designated\nelm,{cell},{cell}\noak,{cell},\n"
    first, *others = problems("properties: p.csv\n", p_csv=text)
    says = f"properties: {{file: p.csv, dates: {form}}}"
    assert (
        f'; where every date of the file is written so, say "{says}" in the plan' in first.message
    )
    assert [(found.code, "say" in found.message) for found in others] == [("EH007", False)] * 2
    elm, _oak = registers(f"{says}\n", p_csv=text).properties
    assert elm.notified is not None
    assert elm.notified.when.first == date(2021, 9, 8)


def test_a_file_whose_columns_the_plan_names_keeps_them_once_its_dates_are_said_too() -> None:
    """Who typed the whole entry anew, as the message said, had lost which column is which."""
    mapped = "properties:\n  file: p.csv\n  columns: {id: Ref, notified: Told}\n"
    text = "Ref,Told\nelm,8/9/2021\n"
    (found,) = problems(mapped, p_csv=text)
    assert found.message.endswith('say "dates: DD/MM/YYYY" under `properties` in the plan')
    (elm,) = registers(f"{mapped}  dates: DD/MM/YYYY\n", p_csv=text).properties
    assert elm.notified is not None
    assert elm.notified.when.first == date(2021, 9, 8)


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ("properties: p.csv\n", "8 September 2021"),
        ("properties: p.csv\n", "12/31/2021"),
        ("properties: {file: p.csv, dates: excel}\n", "8/9/2021"),
        ("properties: [{id: elm, notified: 8/9/2021}]\n", ""),
    ],
)
def test_a_form_of_dates_is_offered_only_where_it_would_do(said: str, cell: str) -> None:
    (found,) = problems(said, p_csv=f"id,notified\nelm,{cell}\n")
    assert found.code == "EH007"
    assert "in the plan" not in found.message


def test_headings_as_people_write_them_are_told_as_they_are_typed() -> None:
    found = problems("properties: p.csv\n", p_csv="ID,Monthly Cost,Ida Moss\nelm,1250,\n")
    assert [(one.code, one.place) for one in found] == [
        ("EH005", Place("p.csv", 1, 1)),
        ("EH005", Place("p.csv", 1, 2)),
    ]
    assert [one.message.rpartition("; ")[2] for one in found] == [
        'did you mean "id"?',
        'did you mean "monthly_cost"?',
    ]


def test_what_is_in_a_file_that_is_no_register_is_shown_to_nobody() -> None:
    (found,) = problems("properties: p.csv\n", p_csv="Ida Moss,12 High Street\nelm,1250\n")
    assert found.message == "p.csv cannot be read: none of its headings is a column of `properties`"


def test_a_register_that_is_called_otherwise_is_named(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(HEAD + b"properties: propertys.csv\npartners: partners.csv\n")
    for name in ("properties.csv", "teams.csv", "notes.txt"):
        (tmp_path / name).write_text("id\n", encoding="utf-8")
    with pytest.raises(UnreadablePlanError) as caught:
        load(plan)
    assert [found.message for found in caught.value.findings] == [
        'propertys.csv cannot be read: there is no such file; did you mean "properties.csv"?',
        "partners.csv cannot be read: there is no such file",
    ]


def test_a_column_is_no_mistake_where_nobody_can_tell_whose_step_it_is() -> None:
    said = """
workflows:
  leaving:
    for: each occupation where property.future != retained
    steps: {out: {}}
properties: [{id: elm}]
partners: [{id: nursery}]
occupations: o.csv
"""
    found = problems(said, o_csv="property,partner,out\nelm,nursery,2021-12-10\n")
    assert [(one.code, one.place.line if one.place else 0) for one in found] == [("EH022", 8)]
