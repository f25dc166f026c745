"""Notices and what people put into them: items 57 and 59 to 61, as far as letters go."""

from __future__ import annotations

import email
import json
from collections.abc import Callable
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from tests.conftest import Answer

    Eh = Callable[..., Answer]

PLAN: Final = """\
format: 1
id: move
title: The move
organisation: Downs Council
nation: england
as_at: 2021-09-17
workflows:
  o: {{for: each occupation, steps: {{out: {{}}}}}}
properties: [{{id: elm, name: {place}, address: {place}, future: surplus}}]
partners: [{{id: nursery, name: {name}, mailbox: {mailbox}, sector: nursery}}]
occupations: [{{property: elm, partner: nursery, notice: 4 weeks, out: 2021-12-10}}]
"""
FOLDER: Final = Path("notices", "nursery")
HOSTILE: Final = (
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "</style><style>*{}",
    "</title><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "]]>",
)


def draft(
    eh: Eh,
    *,
    name: str = "Seashell",
    mailbox: str = "a@b.example",
    place: str = "Elm",
    template: str | None = None,
) -> Answer:
    """Draft the letter of a plan in which people typed this."""
    folder = Path("plan")
    folder.mkdir(exist_ok=True)
    said = {"name": name, "mailbox": mailbox, "place": place}
    typed = {key: json.dumps(text, ensure_ascii=False) for key, text in said.items()}
    (folder / "plan.yaml").write_text(PLAN.format(**typed), encoding="utf-8")
    if template is not None:
        (folder / "templates").mkdir(exist_ok=True)
        (folder / "templates" / "notice.txt.j2").write_text(template, encoding="utf-8")
    return eh("notice", "draft", "-p", "plan")


def headers() -> list[tuple[str, str]]:
    """The head of the mail that was drafted."""
    mail = email.message_from_bytes((FOLDER / "notice.eml").read_bytes(), policy=default)
    return [(key, str(said)) for key, said in mail.items()]


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\u0085", "\u2028"])
def test_57_a_line_break_in_a_name_adds_no_header(eh: Eh, mark: str) -> None:
    attack = f"Seashell{mark}Bcc: all@example.org"
    assert draft(eh, name=attack, place=attack).code == 0
    assert [key for key, _ in headers()] == [
        *("To", "Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version"),
        *("Content-Type", "Content-Language"),
    ]
    assert dict(headers())["To"] == '"Seashell Bcc: all@example.org" <a@b.example>'


@pytest.mark.parametrize(
    "mailbox",
    ["a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", "jürgen@b.example", "nobody"],
)
def test_57_what_is_no_address_makes_no_mail(eh: Eh, mailbox: str) -> None:
    answer = draft(eh, mailbox=mailbox)
    assert answer.code == 0
    assert "no notice.eml: the mailbox of nursery is no address" in answer.err
    assert not (FOLDER / "notice.eml").exists()


def test_57_a_name_with_commas_and_quotes_is_one_recipient(eh: Eh) -> None:
    assert draft(eh, name='Hill, "The" Nursery; Ltd').code == 0
    assert dict(headers())["To"] == '"Hill, \\"The\\" Nursery; Ltd" <a@b.example>'


class Elements(HTMLParser):
    """Which elements and attributes a page has."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.names: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.names += [tag, *(name for name, _ in attrs)]


@pytest.mark.parametrize("text", HOSTILE)
def test_59_what_people_typed_is_text_in_a_page(eh: Eh, text: str) -> None:
    assert draft(eh).code == 0
    plain = Elements((FOLDER / "notice.html").read_text(encoding="utf-8")).names
    assert draft(eh, name=text, place=text).code == 0
    page = (FOLDER / "notice.html").read_text(encoding="utf-8")
    assert Elements(page).names == plain
    assert not [name for name in plain if name == "script" or name.startswith("on")]
    assert "Content-Security-Policy" in page


@pytest.mark.parametrize(
    "text",
    ["{{7*7}}", "{% include '/etc/passwd' %}", "${HOME}", "%s %d", "{{ organisation }}", "{#"],
)
def test_60_what_looks_like_a_template_is_printed_as_text(eh: Eh, text: str) -> None:
    assert draft(eh, name=text, place=text).code == 0
    said = (FOLDER / "notice.txt").read_text(encoding="utf-8")
    assert f"To: {text}\n" in said
    assert f"Notice to leave {text}\n" in said


@pytest.mark.parametrize(
    "template",
    [
        "{% include '/etc/passwd' %}",
        "{% include '../plan.yaml' %}",
        "{% include '../../plan/plan.yaml' %}",
        "{% extends '/etc/passwd' %}",
        "{% import '../plan.yaml' as x %}",
        "{{ partner.__class__.__mro__ }}",
        "{{ places.__class__ }}",
        "{% for x in range(99999999) %}{% for y in range(99999999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 9999999999 }}",
        "{% if %}",
        "{{ nobody }}",
    ],
)
def test_61_a_template_reaches_nothing_and_says_where_it_fails(eh: Eh, template: str) -> None:
    answer = draft(eh, template=f"one\n{template}")
    assert answer.code == 2
    assert answer.err.startswith("error: plan/templates/notice.txt.j2, line 2: ")
    assert "Traceback" not in answer.err
    assert "root:" not in answer.err
    assert not FOLDER.exists()


def test_61_a_template_that_is_a_link_out_of_its_folder_is_refused(eh: Eh) -> None:
    Path("secret").write_text("secret", encoding="utf-8")
    folder = Path("plan", "templates")
    folder.mkdir(parents=True)
    (folder / "foot.j2").symlink_to(Path("secret").resolve())
    answer = draft(eh, template="{% include 'foot.j2' %}")
    assert answer.code == 2
    assert answer.err == "error: plan/templates/foot.j2 is a link that leads out of its folder\n"
    assert not FOLDER.exists()
