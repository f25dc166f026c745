"""The mail of a letter, opened as a mail client opens it; and the Word document of its text."""

from __future__ import annotations

import email
import io
import sys
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING, Final

import attrs
import pytest

from earlyhelp.outputs.notices.drafts import drafted
from earlyhelp.outputs.notices.letters import Letter
from earlyhelp.outputs.notices.mail import NotAMailboxError, address
from earlyhelp.outputs.notices.templates import Templates, wrapped
from earlyhelp.outputs.notices.word import document

if TYPE_CHECKING:
    from tests.outputs.notices.conftest import Write

CALENDAR: Final = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-ODD:=_\r\nEND:VCALENDAR\r\n"
MOMENT: Final = datetime(2021, 9, 17, 9, 30, tzinfo=UTC)


@pytest.fixture
def letter(write: Write) -> Letter:
    """A letter to a nursery."""
    return write("out: 2021-12-10, notice: 4 weeks")


def to_nursery(letter: Letter, mailbox: str | None, name: str = "Seashell Nursery") -> Letter:
    return attrs.evolve(letter, mailbox=mailbox, name=name)


def opened(data: bytes) -> EmailMessage:
    """A mail as a client reads it."""
    mail = email.message_from_bytes(data, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def test_a_mail_has_the_letter_twice_and_then_the_calendar(
    letter: Letter, shipped: Templates
) -> None:
    files = drafted(letter, shipped, CALENDAR, MOMENT).files
    data = files["notice.eml"]
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    mail = opened(data)
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert {key: str(mail[key]) for key in ("To", "Subject", "Date", "X-Unsent", "Message-ID")} == {
        "To": "Seashell Nursery <rooms@nursery.example>",
        "Subject": "Notice to leave Elm Road",
        "Date": "Fri, 17 Sep 2021 09:30:00 +0000",
        "X-Unsent": "1",
        "Message-ID": str(mail["Message-ID"]),
    }
    assert not {"From", "Cc", "Bcc", "Auto-Submitted"} & {*mail.keys()}
    *_, text, page, attached = mail.walk()
    assert text.get_content().replace("\r\n", "\n").encode() == files["notice.txt"]
    assert page.get_content().replace("\r\n", "\n").encode() == files["notice.html"]
    assert attached.get_payload(decode=True) == CALENDAR == files["nursery.ics"]
    assert attached["Content-Transfer-Encoding"] == "base64"
    assert str(attached["Content-Disposition"]) == 'attachment; filename="nursery.ics"'
    assert attached["Content-Type"].params == {"charset": "utf-8", "name": "nursery.ics"}


def test_the_same_letter_is_the_same_mail_and_another_has_another_id(
    letter: Letter, shipped: Templates
) -> None:
    one, same = (drafted(letter, shipped, CALENDAR, MOMENT).files for _ in range(2))
    assert one == same
    other = drafted(letter, shipped, CALENDAR + b"\r\n", MOMENT).files
    ids = {opened(files["notice.eml"])["Message-ID"] for files in (one, other)}
    assert len(ids) == 2


def test_a_letter_without_any_day_has_no_calendar(letter: Letter, shipped: Templates) -> None:
    made = drafted(letter, shipped, None, MOMENT)
    assert "nursery.ics" not in made.files
    assert b".ics" not in made.files["notice.txt"]
    assert b".ics" not in made.files["notice.html"]
    kinds = [part.get_content_type() for part in opened(made.files["notice.eml"]).walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.parametrize(
    ("mailbox", "name", "to"),
    [
        ("a@b.example", 'Hill, "The" Nursery', '"Hill, \\"The\\" Nursery" <a@b.example>'),
        ('"a, b"@b.example', "Hill", 'Hill <"a, b"@b.example>'),
        ("a@b.example", "Kinderhaus Sommerblüte", "Kinderhaus Sommerblüte <a@b.example>"),
        ("a@büro.example", "Hill", "Hill <a@xn--bro-hoa.example>"),
    ],
)
def test_odd_names_and_addresses_arrive_as_they_are(
    mailbox: str, name: str, to: str, letter: Letter, shipped: Templates
) -> None:
    made = drafted(to_nursery(letter, mailbox, name), shipped, CALENDAR, MOMENT)
    mail = opened(made.files["notice.eml"])
    assert str(mail["To"]) == to
    [found] = mail["To"].addresses
    assert found.display_name == name
    assert made.files["notice.eml"].isascii()


@pytest.mark.parametrize(
    "mailbox",
    [
        *("jürgen@b.example", "a,b@b.example", "a@b@c", "a <b@c.example>", "nobody", "a@", "@b"),
        *(
            "a@b.example\nBcc: c@d.example",
            "a@b.example Bcc: c@d.example",
            "a@b.example, c@d.example",
        ),
        f"a@{'b' * 70}.é.example",
    ],
)
def test_what_is_no_address_gets_no_mail_and_everything_else(
    mailbox: str, letter: Letter, shipped: Templates
) -> None:
    changed = to_nursery(letter, mailbox)
    with pytest.raises(NotAMailboxError):
        address(changed)
    made = drafted(changed, shipped, CALENDAR, MOMENT)
    assert set(made.files) == {"notice.txt", "notice.html", "notice.docx", "nursery.ics"}
    assert made.no_mail is not None
    assert made.no_mail.startswith("the mailbox of nursery is no address: ")


def test_a_partner_without_a_mailbox_gets_no_mail(letter: Letter, shipped: Templates) -> None:
    made = drafted(to_nursery(letter, None), shipped, CALENDAR, MOMENT)
    assert made.no_mail == "no mailbox: nursery"
    assert "notice.eml" not in made.files


TEXT: Final = """\
From: us
To: you

The title
=========

A paragraph – with a dash.

A heading
---------

- one
- two
"""


def test_a_document_has_headings_lists_and_paragraphs_and_no_moment_of_its_own() -> None:
    import docx

    data, again = (document(TEXT, title="T", author="Council", moment=MOMENT) for _ in range(2))
    assert data == again
    made = docx.Document(io.BytesIO(data))
    assert [(piece.style and piece.style.name, piece.text) for piece in made.paragraphs] == [
        ("Normal", "From: us\nTo: you"),
        ("Heading 1", "The title"),
        ("Normal", "A paragraph – with a dash."),
        ("Heading 2", "A heading"),
        ("List Bullet", "one"),
        ("List Bullet", "two"),
    ]
    about = made.core_properties
    assert (about.title, about.author, about.last_modified_by) == ("T", "Council", "")
    assert about.created == about.modified == MOMENT
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b'w:val="en-GB"' in parts.read("word/styles.xml")
        assert b'w:val="en-US"' not in parts.read("word/styles.xml")


def test_a_document_holds_every_word_of_the_letter(letter: Letter, shipped: Templates) -> None:
    import docx

    files = drafted(letter, shipped, CALENDAR, MOMENT).files
    made = docx.Document(io.BytesIO(files["notice.docx"]))
    said = " ".join(piece.text for piece in made.paragraphs).split()
    lines = wrapped(shipped.text(letter.says)).split("\n")
    letters = " ".join(line.removeprefix("- ") for line in lines if line.strip("=-")).split()
    assert said == letters


def test_without_the_package_there_is_no_document_and_everything_else(
    letter: Letter, shipped: Templates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    made = drafted(letter, shipped, CALENDAR, MOMENT)
    assert not made.has_word
    assert set(made.files) == {"notice.txt", "notice.html", "notice.eml", "nursery.ics"}
