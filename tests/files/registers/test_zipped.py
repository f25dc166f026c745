"""What must not be unpacked is refused before any library is given it, and soon."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.files.registers.zipped import (
    LARGEST_UNPACKED,
    MOST_PARTS,
    UnsafeZipError,
    refuse_unsafe,
)


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return made.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(UnsafeZipError) as why:
        refuse_unsafe(data)
    return str(why.value)


def test_a_harmless_zip_is_not_refused() -> None:
    refuse_unsafe(zipped({"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b"<Types/>"}))


def test_a_few_kilobytes_that_unpack_to_more_than_the_limit_are_refused() -> None:
    bomb = zipped({"xl/sheet.xml": bytes(LARGEST_UNPACKED + 1)})
    assert len(bomb) < 300_000
    assert refused(bomb) == "it unpacks to more than 200,000,000 bytes"


def test_the_limit_is_for_all_parts_together() -> None:
    half = bytes(LARGEST_UNPACKED // 2)
    refuse_unsafe(zipped({"a": half, "b": half}))
    assert "more than" in refused(zipped({"a": half, "b": half, "c": b"x"}))


def test_what_a_part_says_of_its_size_is_not_believed() -> None:
    data = bytearray(zipped({"a": bytes(LARGEST_UNPACKED + 1)}))
    there = data.index(b"PK\x01\x02")
    data[there + 24 : there + 28] = (5).to_bytes(4, "little")  # in the list of parts
    assert refused(bytes(data))


@pytest.mark.parametrize("said", ["<!DOCTYPE a>", '<!ENTITY a "aaaa">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", [0, (1 << 20) - 4, (1 << 20) - 14])
def test_entities_and_document_types_are_refused_wherever_they_stand(
    said: str, before: int, encoding: str
) -> None:
    part = b" " * before + said.encode(encoding)
    why = refused(zipped({"xl/sheet.xml": part}))
    assert why.startswith("it is no workbook that can be read: its XML ")
    is_seen_at_once = encoding != "utf-8" and not before
    assert ("is in UTF-16" if is_seen_at_once else "declares entities or a document type") in why


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_nor_can_they_hide_in_another_encoding(encoding: str) -> None:
    said = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'.encode(encoding)
    assert "its XML is in UTF-16" in refused(zipped({"xl/sheet.xml": said}))


@pytest.mark.parametrize("name", ["../plan.yaml", "/etc/passwd", "xl/../../a", "c:/a", "..\\a"])
def test_a_part_outside_of_the_file_is_refused(name: str) -> None:
    assert refused(zipped({name: b""})) == "a part of it has a path out of the file"


def test_too_many_parts_are_refused() -> None:
    parts = {f"part{number}": b"" for number in range(MOST_PARTS + 1)}
    assert refused(zipped(parts)) == "it has 2,001 parts, and 2,000 at most are read"


@given(data=st.binary(max_size=200), cut=st.integers(0, 150))
def test_damaged_data_is_refused_in_words(data: bytes, cut: int) -> None:
    assert refused(data)
    whole = zipped({"a": b"text"})
    assert refused(whole[: min(cut, len(whole) - 23)])
