"""Project files of other tools: told by what is in them, and none takes the process with it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from earlyhelp.errors import EnvironmentFailedError, TooLargeError, UnreadableProjectError
from earlyhelp.files.projects import mpxj
from earlyhelp.files.projects import project as projects
from earlyhelp.files.projects.forms import every_form, form_of
from earlyhelp.files.projects.project import load_project

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XML = b"""<?xml version="1.0"?>
<Project xmlns="http://schemas.microsoft.com/project"><Title>Moves</Title>
<Tasks><Task><UID>1</UID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks></Project>
"""
#: What ProjectLibre writes before the XML: values of Java's, of no use here.
POD = b"\xac\xed\x00\x05sr\x00\x04junk@@@@@@@@@@ProjectLibreSeparator_MSXML@@@@@@@@@@"


@pytest.fixture
def no_mpxj(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the package mpxj."""
    monkeypatch.setattr(mpxj, "jars", lambda: None)


def refusal(data: bytes, folder: Path, name: str = "moves.bin") -> str:
    (folder / name).write_bytes(data)
    with pytest.raises(UnreadableProjectError) as caught:
        load_project(folder / name)
    return str(caught.value)


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts_of:
        for name, content in parts.items():
            parts_of.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE + b"x" * 600, "Microsoft Project (.mpp)"),
        (b"MPX,Microsoft Project for Windows,4.0,ANSI\r\n", "Microsoft Project Exchange (.mpx)"),
        (b"MPX;Microsoft Project for Windows;4,0;ANSI\r\n", "Microsoft Project Exchange (.mpx)"),
        (b"ERMHDR\t20.12\t2026-11-30", "Primavera P6 (.xer)"),
        (
            b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x > y -->\n<APIBusinessObjects>',
            "Primavera P6 XML",
        ),
        ('<?xml version="1.0"?><APIBusinessObjects/>'.encode("utf-16"), "Primavera P6 XML"),
        (
            b'<project name="Moves" company="" webLink="http://" version="3.2">',
            "GanttProject (.gan)",
        ),
        (b'<project name="" company="" manager="" mrproject-version="2">', "Planner (.planner)"),
        (POD, "ProjectLibre (.pod)"),
        (XML, "Microsoft Project's XML"),
        (b"<html>", "Microsoft Project's XML"),  # whose reader says what it is
        (b'<!DOCTYPE x [<!ENTITY a "b">]><APIBusinessObjects/>', "Microsoft Project's XML"),
    ],
)
def test_a_file_shows_what_it_is(data: bytes, words: str) -> None:
    form = form_of(data)
    assert form is not None
    assert form.words == words
    assert (words in every_form()) == (form.instead is None)


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7", b"\x00" * 600, b"MPXJ is a library"])
def test_what_is_no_project_names_the_forms_that_are(data: bytes, tmp_path: Path) -> None:
    said = refusal(data, tmp_path)
    assert said.startswith(
        "moves.bin is no project of a form that is read: Microsoft Project's XML, "
    )
    assert "Primavera P6 (.xer)" in said


def test_a_form_that_would_lose_links_says_what_to_do_instead(tmp_path: Path) -> None:
    assert refusal(b'<project name="Moves" webLink="" version="3.2">', tmp_path) == (
        "moves.bin is of the form GanttProject (.gan), which is not read: export it there as a "
        "Microsoft Project file in XML form"
    )


@pytest.mark.usefixtures("no_mpxj")
def test_a_document_type_gets_no_further_than_our_own_reader(tmp_path: Path) -> None:
    said = refusal(b'<!DOCTYPE x [<!ENTITY a "b">]><APIBusinessObjects/>', tmp_path)
    assert "has a document type" in said


@pytest.mark.usefixtures("no_mpxj")
def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "moves.mpp").write_bytes(XML)
    project = load_project(tmp_path / "moves.mpp")
    assert (project.title, project.form) == ("Moves", "Microsoft Project's XML")
    assert project.tasks[0].line == 3


@pytest.mark.usefixtures("no_mpxj")
def test_a_file_of_projectlibre_is_read_without_java(tmp_path: Path) -> None:
    (tmp_path / "moves.pod").write_bytes(POD + XML)
    project = load_project(tmp_path / "moves.pod")
    assert (project.title, project.file, project.form) == (
        "Moves",
        "moves.pod",
        "ProjectLibre (.pod)",
    )
    assert project.tasks[0].line == 0, "nobody has seen that line"
    assert "has no project in it" in refusal(POD[:10], tmp_path)
    assert "moves.bin, the XML in it:1:1" in refusal(POD + b"<html/>", tmp_path)


@pytest.mark.usefixtures("no_mpxj")
def test_a_zip_of_one_project_is_that_project(tmp_path: Path) -> None:
    (tmp_path / "moves.zip").write_bytes(zipped(moves=XML))
    assert load_project(tmp_path / "moves.zip").title == "Moves"
    assert "is a zip of 2 files: unpack it" in refusal(zipped(one=XML, two=XML), tmp_path)
    assert "is a zip that cannot be read (BadZipFile)" in refusal(b"PK\x03\x04" * 99, tmp_path)


def test_a_zip_that_grows_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projects, "LARGEST_FILE", 1000)
    assert "unpacks to more than 1,000 bytes" in refusal(zipped(moves=b"<" * 5000), tmp_path)
    (tmp_path / "moves.xml").write_bytes(XML * 10)
    with pytest.raises(TooLargeError, match=r"at most 1,000 are read"):
        load_project(tmp_path / "moves.xml")


@pytest.mark.usefixtures("no_mpxj")
def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "moves.mpp").write_bytes(OLE)
    monkeypatch.setattr(mpxj, "java", lambda: "java")
    with pytest.raises(EnvironmentFailedError) as caught:
        load_project(tmp_path / "moves.mpp")
    assert str(caught.value) == (
        "moves.mpp is of the form Microsoft Project (.mpp), which takes Java and the package mpxj "
        'to read: install mpxj: pip install "earlyhelp[mpxj]". Or save it as XML of Microsoft '
        "Project, which takes neither"
    )
    monkeypatch.setattr(mpxj, "java", lambda: None)
    with pytest.raises(EnvironmentFailedError, match="Java is not on this machine; install mpxj"):
        load_project(tmp_path / "moves.mpp")
    monkeypatch.setattr(mpxj, "jars", lambda: tmp_path)
    with pytest.raises(EnvironmentFailedError, match=r"to read: Java is not on this machine\. Or"):
        load_project(tmp_path / "moves.mpp")


def test_the_java_of_java_home_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "bin" / "java"
    own.parent.mkdir()
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert mpxj.java() == str(own)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    assert mpxj.java() == str(own)


def pretended(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is said of a file where Java is this script."""
    java = folder / "java"
    java.write_text(f"#!/bin/sh\n{script}\n")
    java.chmod(0o755)
    monkeypatch.setattr(mpxj, "java", lambda: str(java))
    monkeypatch.setattr(mpxj, "jars", lambda: folder)
    (folder / "moves.mpp").write_bytes(OLE)
    with pytest.raises((EnvironmentFailedError, UnreadableProjectError)) as caught:
        load_project(folder / "moves.mpp")
    return f"{type(caught.value).__name__}: {caught.value}"


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 3", "UnreadableProjectError: .* more than 1,024 MB of memory to read"),
        ("echo 'Conversion Error: x'; exit 1", "UnreadableProjectError: .* finds no project in it"),
        ("echo 'MPXJException: file is password protected'; exit 1", "protected by a password"),
        ("exit 0", "UnreadableProjectError: .* finds no project in it"),
        ("exec sleep 60", "UnreadableProjectError: .* more than 0 seconds to read"),
        (
            "echo 'Unrecognized option: -x'; exit 1",
            "EnvironmentFailedError: .* Java could not run MPXJ: Unrecognized option: -x",
        ),
        ("ulimit -t >&2; exit 9", "EnvironmentFailedError: .* could not run MPXJ: 240"),
        ("exit 9", "EnvironmentFailedError: .* could not run MPXJ: exit 9"),
        (
            'for last; do :; done; echo "<html/>" >"$last"',
            "as MPXJ reads it:1:1: .* root is <html>",
        ),
    ],
)
def test_however_it_ends_is_told_in_words(
    script: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "sleep" in script:
        monkeypatch.setattr(mpxj, "MOST_SECONDS", 0)
    said = pretended(tmp_path, script, monkeypatch)
    assert re.search(words, said), said


@pytest.mark.parametrize(
    ("data", "others"),
    [
        (b"ERMHDR\t19\r\n%T\tPROJECT\r\n%F\tproj_id\r\n%R\t1\r\n%R\t2\r\n%T\tTASK\r\n%R\t9\r\n", 1),
        # the second is only referred to
        (b"ERMHDR\t19\n%T\tPROJECT\n%F\tproj_id\texport_flag\n%R\t1\tY\n%R\t2\tN\n%E\n", 0),
        (b"ERMHDR\t19\n%T\tTASK\n%F\ttask_id\n%R\t1\n", 0),
        (b"<APIBusinessObjects><Project></Project><Project></Project><Project/></APIBusinessObjects>", 1),
        (OLE, 0),
    ],
)  # fmt: skip
def test_projects_that_are_left_out_are_counted(
    data: bytes, others: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "java"
    java.write_text('#!/bin/sh\nfor last; do :; done; echo "<Project/>" >"$last"\n')
    java.chmod(0o755)
    monkeypatch.setattr(mpxj, "java", lambda: str(java))
    monkeypatch.setattr(mpxj, "jars", lambda: tmp_path)
    (tmp_path / "moves.bin").write_bytes(data)
    assert load_project(tmp_path / "moves.bin").others == others


def test_it_gets_no_options_of_javas_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx64g")
    monkeypatch.setenv("_JAVA_OPTIONS", "-Xmx64g")
    said = pretended(
        tmp_path, 'echo "options:$JAVA_TOOL_OPTIONS$_JAVA_OPTIONS."; exit 9', monkeypatch
    )
    assert said.endswith("could not run MPXJ: options:.")
