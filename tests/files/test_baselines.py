"""A baseline comes back as it was written, and every bad row of one is named at its place."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.dates import DateExpression
from earlyhelp.errors import NoBaselineError, UnreadableBaselineError
from earlyhelp.files.baselines import as_bytes, load_baseline, names, read_baseline, write_baseline
from earlyhelp.model.baselines import KINDS, Baseline, BaselineDay, is_name
from earlyhelp.testing import days

FILE: Final = "baselines/approved.csv"
WHEN: Final = (
    days().map(DateExpression.of)
    | days().map(lambda day: DateExpression.parse(f"{day:%Y-%m}"))
    | days().map(lambda day: DateExpression.parse(f"end of {day:%Y-%m}"))
)


@st.composite
def baselines(draw: st.DrawFn) -> Baseline:
    ids = draw(
        st.lists(
            st.from_regex(r"[A-Za-z0-9_][a-z0-9_-]{0,8}(\.[a-z0-9_]{1,8})?", fullmatch=True),
            min_size=1,
            unique=True,
        )
    )
    made = []
    for name in ids:
        when = draw(st.none() | WHEN)
        kind = None if when is None else draw(st.sampled_from(KINDS))
        made.append(BaselineDay(id=name, when=when, kind=kind))
    return Baseline(name="approved", days=tuple(made))


@given(kept=baselines())
def test_what_is_written_is_what_is_read(kept: Baseline) -> None:
    data = as_bytes(kept)
    assert read_baseline(data, "approved") == kept
    assert read_baseline(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), "approved") == kept


@given(
    data=st.binary(max_size=200) | st.binary(max_size=100).map(lambda rest: b"id,day,as\n" + rest)
)
def test_any_bytes_are_a_baseline_or_refused_with_their_place(data: bytes) -> None:
    try:
        assert read_baseline(data, "approved").days
    except UnreadableBaselineError as refused:
        found = refused.findings
    else:
        return
    assert {item.place.file if item.place else "" for item in found} == {FILE}


def test_every_bad_row_is_named_with_its_line_and_column() -> None:
    data = (
        b"id,day,as\n"
        b"a,2021-12-20,on\n"
        b"b,20/12/2021,on\n"
        b"c,2021-12-20,pinned\n"
        b"a b,2021-12-20,on\n"
        b"a,2021-12-21,on\n"
        b"d,2021-12-20\n"
        b"e,2021-12-20,\n"
        b"f,,on\n"
        b",2021-12-20,on\n"
        b"g,,\n"
    )
    with pytest.raises(UnreadableBaselineError) as refused:
        read_baseline(data, "approved")
    found = [
        (item.place.line, item.place.column, item.code)
        for item in refused.value.findings
        if item.place
    ]
    assert found == [
        (3, 2, "EH007"),
        (4, 3, "EH018"),
        (5, 1, "EH017"),
        (6, 1, "EH013"),
        (7, 1, "EH023"),
        (8, 1, "EH016"),
        (9, 1, "EH016"),
        (10, 1, "EH016"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"id,day\na,2021-12-20\n",
        b"id,day,as,note\na,,,\n",
        b"id,day,as\n",
        b"id,day,id\na,b,c\n",
        b"\xff\xfe",
    ],
)
def test_a_file_that_is_no_baseline_is_refused_once(data: bytes) -> None:
    with pytest.raises(UnreadableBaselineError) as refused:
        read_baseline(data, "approved")
    (found,) = refused.value.findings
    assert found.code == "EH023"


def test_baselines_lie_beside_the_plan_and_go_by_their_names(tmp_path: Path) -> None:
    assert names(tmp_path) == ()
    kept = Baseline(name="approved", days=(BaselineDay(id="a", when=None, kind=None),))
    write_baseline(tmp_path, kept)
    (tmp_path / "baselines" / ".hidden.csv").write_text("x", encoding="utf-8")
    (tmp_path / "baselines" / "notes.txt").write_text("x", encoding="utf-8")
    assert names(tmp_path) == ("approved",)
    assert load_baseline(tmp_path, "approved") == kept
    for name in ("gone", "../approved", "", "a/b", "a\0b"):
        with pytest.raises(NoBaselineError):
            load_baseline(tmp_path, name)


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("approved", True),
        ("2021-07.cabinet", True),
        ("con", False),
        ("NUL.x", False),
        ("console", True),
        (".a", False),
        ("a.", False),
        ("-a", False),
        ("a b", False),
        ("é", False),
        ("a\n", False),
        ("a" * 101, False),
    ],
)
def test_a_name_is_one_that_every_machine_can_have(name: str, fits: bool) -> None:
    assert is_name(name) is fits
