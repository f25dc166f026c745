"""`eh explain`: the manual page of a code, by its code or its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from earlyhelp.codes import Code, all_codes

if TYPE_CHECKING:
    from tests.cli.conftest import Eh


def test_without_a_code_every_code_is_listed_on_a_line_of_its_own(eh: Eh) -> None:
    answer = eh("explain")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert [line.split()[0] for line in lines] == [code.code for code in all_codes()]
    for line, code in zip(lines, all_codes(), strict=True):
        assert line.endswith(code.title)
        assert f" {code.name} " in line


@pytest.mark.parametrize("code", all_codes(), ids=lambda code: code.code)
def test_a_code_and_its_name_lead_to_the_same_page(eh: Eh, code: Code) -> None:
    page = eh("explain", code.code)
    assert page.code == 0
    assert page.out.startswith(f"# {code.code} {code.name} ({code.severity.value})\n\n")
    assert code.page in page.out
    assert eh("explain", code.name) == page
    assert eh("explain", code.code.lower()) == page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("overdu", "overdue"),
        ("cannot-be-meet", "cannot-be-met"),
        ("EH2011", "EH201"),
        ("ehh201", "EH201"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_right_one(eh: Eh, typed: str, meant: str) -> None:
    answer = eh("explain", typed)
    assert answer.code == 2
    assert f'did you mean "{meant}"?' in answer.err


def test_what_is_like_nothing_is_answered_with_where_to_look(eh: Eh) -> None:
    answer = eh("explain", "nonsense")
    assert answer.code == 2
    assert "did you mean" not in answer.err
    assert "`eh explain` lists them" in answer.err
