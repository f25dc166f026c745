"""Files that are no project, or that would harm the machine that reads them, are refused."""

from __future__ import annotations

import pytest

from earlyhelp.errors import UnreadableProjectError
from earlyhelp.files.projects import xml_tree
from earlyhelp.files.projects.mspdi import read_project

NAMESPACE = 'xmlns="http://schemas.microsoft.com/project"'
LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE Project [\n<!ENTITY a "ha">\n'
    + "".join(
        f'<!ENTITY {then} "{f"&{first};" * 10}">\n'
        for first, then in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + f"]>\n<Project {NAMESPACE}><Title>&j;</Title></Project>"
)


def refusal(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(UnreadableProjectError) as caught:
        read_project(data, file="moves.xml")
    return str(caught.value)


def project(inside: str) -> str:
    return f"<Project {NAMESPACE}>\n{inside}\n</Project>"


def test_a_billion_laughs_are_refused_before_the_first() -> None:
    said = refusal(LAUGHS)
    assert said.startswith("moves.xml:2:")
    assert "has a document type (<!DOCTYPE …>), which can make it grow without end" in said


@pytest.mark.parametrize(
    "document_type",
    [
        '<!DOCTYPE Project SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Project [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>',
        "<!DOCTYPE Project>",
    ],
)
def test_any_document_type_is_refused(document_type: str) -> None:
    said = refusal(f"{document_type}\n{project('<Title>&x;</Title>')}")
    assert "has a document type" in said
    assert said.startswith("moves.xml:1:")


def test_an_entity_that_nothing_declares_is_refused() -> None:
    assert refusal(project("<Title>&x;</Title>")) == (
        "moves.xml:2:8: the file is no XML: undefined entity"
    )


def test_a_document_deeper_than_any_project_is_refused() -> None:
    deep = "<a>" * 70 + "</a>" * 70
    assert "more than 64 deep" in refusal(project(deep))
    assert "more than 64 deep" in refusal(project(f"<Resources>{deep}</Resources>"))


def test_more_elements_than_any_project_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "MOST_ELEMENTS", 100)
    assert "more than 100 elements" in refusal(project("<a/>" * 101))


def test_a_text_longer_than_any_note_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_tree, "LONGEST_TEXT", 100)
    assert "a text of more than 100 characters" in refusal(project(f"<Title>{'x' * 101}</Title>"))


def test_what_is_cut_short_says_where() -> None:
    assert refusal("<Project>\n<Tasks>") == ("moves.xml:2:8: the file is no XML: no element found")


@pytest.mark.parametrize("text", ["<html/>", '<Project xmlns="urn:other"/>', "<a><Project/></a>"])
def test_another_kind_of_xml_is_none(text: str) -> None:
    assert "this is no Microsoft Project XML" in refusal(text)


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    assert "moves.xml:1:" in refusal('<?xml version="1.0" encoding="klingon"?><Project/>')


def test_all_problems_are_told_at_once_with_their_places() -> None:
    said = refusal(
        project(
            "<StartDate>8/9/2021</StartDate><Tasks>\n"
            "<Task><UID>1</UID><Duration>5 days</Duration></Task>\n"
            "<Task><UID>1</UID></Task>\n<Task/>\n"
            "<Task><UID>2</UID><ConstraintType>9</ConstraintType><PredecessorLink/></Task></Tasks>"
        )
    )
    assert said.splitlines() == [
        "moves.xml:2:1: <StartDate> has '8/9/2021', which is not a date such as 2021-09-08T08:00:00",
        "       moves.xml:3:19: <Duration> has '5 days', which is not a length such as PT40H0M0S",
        "       moves.xml:4:1: the UID 1 is that of the task at line 3 already",
        "       moves.xml:5:1: a <Task> has no <UID>",
        "       moves.xml:6:19: <ConstraintType> 9 is none of the eight, 0 to 7",
        "       moves.xml:6:53: a <PredecessorLink> has no <PredecessorUID>",
    ]


def test_a_file_without_the_namespace_and_in_utf_16_is_read() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><Project><Title>Umzüge</Title></Project>'
    assert read_project(text.encode("utf-16"), file="moves.xml").title == "Umzüge"


def test_a_calendar_has_what_it_is_based_on_wherever_that_stands() -> None:
    """The second works on Saturdays, and the first on these and on Sundays; two are in a circle."""
    week = "<WeekDays><WeekDay><DayType>{}</DayType><DayWorking>1</DayWorking></WeekDay></WeekDays>"
    said = "".join(
        f"<Calendar><UID>{uid}</UID><BaseCalendarUID>{base}</BaseCalendarUID>{week.format(day)}"
        "</Calendar>"
        for uid, base, day in ((1, 2, 1), (2, -1, 7), (3, 4, 1), (4, 3, 7))
    )
    text = project(f"<Calendars>{said}</Calendars>")
    found = read_project(text.encode(), file="moves.xml").calendars
    assert [calendar.uid for calendar in found] == [1, 2, 3, 4]
    assert found[0].working == frozenset(range(7))
    assert found[1].working == frozenset(range(6))
    assert found[3].working >= frozenset(range(6))


def test_resources_and_assignments_are_counted_without_those_of_nobody() -> None:
    """Project writes a resource 0 without a name, and an assignment for work of nobody's."""
    said = (
        "<Resources><Resource><UID>0</UID><ID>0</ID></Resource>"
        "<Resource><UID>1</UID><Name>Assets</Name><Baseline><UID>9</UID></Baseline></Resource>"
        "<Resource><UID>2</UID></Resource></Resources>"
        "<Assignments><Assignment><UID>1</UID><ResourceUID>-65535</ResourceUID></Assignment>"
        "<Assignment><UID>2</UID><ResourceUID>1</ResourceUID></Assignment></Assignments>"
    )
    made = read_project(project(said).encode(), file="moves.xml")
    assert (made.resources, made.assignments) == (2, 1)


def test_what_a_terminal_would_act_on_is_no_part_of_a_text() -> None:
    said = read_project(project("<Title>a&#x9b;31mb&#x202e;c</Title>").encode(), file="moves.xml")
    assert said.title == "a 31mb c"
