"""Reading a file from the disk: what may be read at all, and what the machine refuses."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import earlyhelp
from earlyhelp.errors import EnvironmentFailedError, NoPlanError, UnreadablePlanError
from earlyhelp.files.load import LONGEST_LINE, parse
from earlyhelp.files.regular import LARGEST_FILE
from earlyhelp.findings import Place

GOOD = "format: 1\nid: move\ntitle: The move – “soon”\nnation: england\nmilestones: {a: {}}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plan file."""
    path = tmp_path / "plan.yaml"
    path.write_bytes(GOOD.encode())
    return path


def test_a_plan_is_a_folder_or_its_file(file: Path) -> None:
    assert earlyhelp.load(file.parent).milestones == earlyhelp.load(file).milestones
    assert earlyhelp.load(file).title == "The move – “soon”"


def test_a_plan_is_called_by_its_path_or_as_asked(file: Path) -> None:
    assert earlyhelp.load(file.parent).path == str(file.parent)
    assert earlyhelp.load(file, name="the move").path == "the move"


def test_places_have_the_name_of_the_file_and_no_folder(file: Path) -> None:
    other = file.rename(file.with_name("draft.yaml"))
    assert earlyhelp.load(other)["a"].place == Place("draft.yaml", 5, 14)


def test_the_link_to_a_plan_is_the_plan(file: Path) -> None:
    link = file.with_name("link.yaml")
    link.symlink_to(file)
    assert earlyhelp.load(link).id == "move"


def test_what_is_wrong_is_told_with_the_path(file: Path) -> None:
    file.write_text("titel: x\n")
    with pytest.raises(UnreadablePlanError) as refused:
        earlyhelp.load(file.parent)
    assert refused.value.path == str(file.parent)
    assert refused.value.findings[0].code == "EH005"


def test_where_there_is_nothing_there_is_no_plan(file: Path) -> None:
    for nothing in (file.parent / "nothing", file / "below-a-file", file.parent / "a" / "b"):
        with pytest.raises(NoPlanError, match="no plan found: there is no file"):
            earlyhelp.load(nothing)


def test_a_name_that_is_nearly_one_is_asked_about(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NoPlanError, match='did you mean "early-help-2021"'):
        earlyhelp.load("early-hlep-2021")
    monkeypatch.chdir(file.parent)
    with pytest.raises(NoPlanError, match=r'did you mean "plan\.yaml"'):
        earlyhelp.load("plan.yml")


def test_a_folder_without_a_plan_has_none(tmp_path: Path) -> None:
    with pytest.raises(NoPlanError, match=r"there is no file .*plan\.yaml"):
        earlyhelp.load(tmp_path)


def test_a_plan_that_comes_with_it_goes_by_its_name_and_a_folder_of_that_name_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert earlyhelp.load("infeasible-notice").title == (
        "Twelve weeks' notice that runs past the launch"
    )
    (tmp_path / "infeasible-notice").mkdir()
    with pytest.raises(NoPlanError, match=r"there is no file .*plan\.yaml"):
        earlyhelp.load("infeasible-notice")


def test_a_name_with_a_nul_is_no_plan() -> None:
    with pytest.raises(NoPlanError, match="not a name of a file"):
        earlyhelp.load("a\0b")


def test_a_name_that_is_too_long_is_the_machines_refusal() -> None:
    with pytest.raises(EnvironmentFailedError, match="cannot be read"):
        earlyhelp.load("x" * 5_000)


def test_a_link_that_leads_to_itself_is_the_machines_refusal(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").symlink_to(tmp_path / "plan.yaml")
    with pytest.raises(EnvironmentFailedError, match="cannot be read"):
        earlyhelp.load(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    os.mkfifo(tmp_path / "plan.yaml")
    with pytest.raises(EnvironmentFailedError, match="not a regular file"):
        earlyhelp.load(tmp_path)
    code, out, err = eh("plan", "check", "plan.yaml")
    assert (code, out) == (3, "")
    assert "not a regular file" in err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_without_end_is_refused_at_once(eh: Callable[..., tuple[int, str, str]]) -> None:
    with pytest.raises(EnvironmentFailedError, match="/dev/zero is not a regular file"):
        earlyhelp.load("/dev/zero")
    code, _, err = eh("plan", "check", "/dev/zero")
    assert code == 3
    assert "/dev/zero is not a regular file" in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_the_machines_refusal(
    file: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    file.chmod(0)
    with pytest.raises(EnvironmentFailedError, match="cannot be read: Permission denied"):
        earlyhelp.load(file)
    assert eh("plan", "check", "plan.yaml")[0] == 3


def test_a_disk_that_fails_is_the_machines_refusal(
    file: Path, monkeypatch: pytest.MonkeyPatch, eh: Callable[..., tuple[int, str, str]]
) -> None:
    def fail(*_: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(EnvironmentFailedError, match=r"plan\.yaml cannot be read: Input/output"):
        earlyhelp.load(file)
    code, out, err = eh("plan", "check", "plan.yaml")
    assert (code, out) == (3, "")
    assert "Input/output error" in err


def test_the_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(GOOD.encode())
    os.truncate(path, LARGEST_FILE + 5)
    with pytest.raises(
        UnreadablePlanError, match="64,000,005 bytes, and at most 64,000,000 are read"
    ):
        earlyhelp.load(path)


def test_the_longest_line_is_read_and_one_character_more_is_not() -> None:
    text = "format: 1\nid: p\ntitle: P\nnation: england\nnote: "
    rest = LONGEST_LINE - len("note: ")
    assert parse((text + "x" * rest).encode()).id == "p"
    with pytest.raises(UnreadablePlanError, match="the line has 4,000,001 characters"):
        parse((text + "x" * (rest + 1)).encode())


def test_a_line_is_measured_in_characters() -> None:
    text = "format: 1\nid: p\ntitle: P\nnation: england\nnote: "
    assert parse((text + "é" * (LONGEST_LINE - len("note: "))).encode()).id == "p"


def test_every_line_end_gives_the_same_plan() -> None:
    expected = parse(GOOD.encode())
    for end in ("\r\n", "\r"):
        assert parse(GOOD.replace("\n", end).encode()) == expected
    assert parse(GOOD.rstrip("\n").encode()) == expected
    assert parse(b"\xef\xbb\xbf" + GOOD.encode()) == expected


def test_the_byte_that_is_not_utf_8_is_counted_from_0() -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        data = mark + GOOD.encode()
        at = data.index("–".encode())
        with pytest.raises(UnreadablePlanError, match=f"byte {at} is 0x96"):
            parse(data.replace("–".encode(), b"\x96"))


def test_the_garbage_collector_is_left_as_it_was() -> None:
    gc.disable()
    try:
        parse(GOOD.encode())
        assert not gc.isenabled()
    finally:
        gc.enable()
    parse(GOOD.encode())
    assert gc.isenabled()
    with pytest.raises(UnreadablePlanError):
        parse(b"titel: x")
    assert gc.isenabled()
