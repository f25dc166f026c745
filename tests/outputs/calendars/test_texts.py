"""What of a text can stand in a calendar file."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.outputs.calendars.texts import clipped, length, one_line, uri


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Centre 07", "Centre 07"),
        ("S:\\New Homes\\Notices", "S:/New Homes/Notices"),
        ("one\r\ntwo\u2028three\x85four\x0bfive", "one two three four five"),
        ("\u202eevil\u202c", "evil"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("\ud800", ""),
        ("\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
        ("no\u00a0break", "no break"),
        ("x" * 300, "x" * 254 + "…"),
        (",;" * 200, ",;" * 63 + ",…"),
        ("\U0001f3e0" * 200, "\U0001f3e0" * 127 + "…"),
    ],
)
def test_a_line(typed: str, shown: str) -> None:
    assert one_line(typed) == shown


@given(st.text(max_size=400), st.integers(2, 300))
def test_a_line_is_one_line_and_short_enough_and_stays_as_it_is(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert length(line) <= longest
    assert len(line.replace(",", "\\,").replace(";", "\\;")) <= longest
    assert "\\" not in line
    assert not {unicodedata.category(letter) for letter in line} & {"Cc", "Cs", "Zl", "Zp"}
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert one_line(line, longest) == line
    line.encode()


def test_what_just_fits_is_not_cut() -> None:
    assert clipped("x" * 255, 255) == "x" * 255
    assert clipped("," * 127, 255) == "," * 127
    assert clipped("," * 128, 255) == "," * 127 + "…"


@given(st.text(max_size=60))
def test_an_address_is_quoted_once(text: str) -> None:
    address = uri("https://council.example/" + text.encode(errors="replace").decode())
    assert not set(address) & set(",; \r\n\\")
    assert address.isascii()
    assert uri(address) == address
