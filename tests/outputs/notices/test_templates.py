"""A template prints, chooses and goes through lists; it reaches nothing and never runs for ever."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.errors import UnusableTemplateError
from earlyhelp.outputs.notices.templates import PAGE, TEXT, Templates, wrapped

if TYPE_CHECKING:
    from tests.outputs.notices.conftest import Write

SAYS: Final = {
    "name": "{{7*7}} {% include 'x' %} ${x} %s <b>",
    "places": [{"name": "Elm"}, {"name": "Oak"}, {"name": "Ash"}],
}


def filled_in(template: str, name: str = TEXT, **beside: str) -> str:
    """What a template makes of `SAYS`, beside others."""
    sources = {name: (template, f"own/{name}")}
    others = {f"{other}.j2": (text, f"own/{other}.j2") for other, text in beside.items()}
    made = Templates(sources | others)
    return (made.text if name == TEXT else made.page)(SAYS)


def refused(template: str, name: str = TEXT, **beside: str) -> str:
    """Why a template cannot be used."""
    with pytest.raises(UnusableTemplateError) as caught:
        filled_in(template, name, **beside)
    return str(caught.value)


def test_what_people_typed_is_printed_and_never_run() -> None:
    assert filled_in("{{ name }}") == "{{7*7}} {% include 'x' %} ${x} %s <b>\n"
    escaped = "{{7*7}} {% include &#39;x&#39; %} ${x} %s &lt;b&gt;\n"
    assert filled_in("{{ name }}", PAGE) == escaped


@pytest.mark.parametrize(
    ("template", "made"),
    [
        (
            "{% for place in places %}{{ loop.index }} {{ place.name }} {% endfor %}",
            "1 Elm 2 Oak 3 Ash",
        ),
        ("{{ ['a', 'b<', 'c'] | listed }}", "a, b< and c"),
        ("{{ ['a'] | listed }}", "a"),
        ("{{ ['a', 'b'] | join('; ') }}", "a; b"),
        ("{{ 'Elm' | underlined('=') }}", "Elm\n==="),
        ("{{ 'ab' + 'cd' }} {{ 2 + 3 * 4 }} {{ 7 % 4 }}", "abcd 14 3"),
        ("one  \n\n\n\ntwo", "one\n\ntwo"),
        ("{% include 'foot.j2' %}", "the foot Elm"),
        ("{% extends 'frame.j2' %}{% block body %}in it{% endblock %}", "<in it>"),
        ("{% for n in range(3) %}{{ n }}{% endfor %}", "012"),
    ],
)
def test_what_a_template_can_do(template: str, made: str) -> None:
    beside = {
        "foot": "the foot {{ places[0].name }}",
        "frame": "<{% block body %}{% endblock %}>",
    }
    assert filled_in(template, **beside) == f"{made}\n"


def test_what_is_joined_in_a_page_is_escaped_once() -> None:
    assert filled_in("{{ ['a<', 'b', 'c'] | listed }}", PAGE) == "a&lt;, b and c\n"


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("one\n{{ nmae }}", 2, "'nmae' is undefined; a letter has name, places"),
        (
            "{% for p in places %}\n{{ p.nmae }}{% endfor %}",
            2,
            "'a place' has no attribute 'nmae'; it has name",
        ),
        ("one\ntwo {% if %}", 2, "Expected an expression, got 'end of statement block'"),
        ("{{ name | replac }}", 1, "No filter named 'replac'."),
        ("{% include '../secret.j2' %}", 1, 'there is no template "../secret.j2" beside it'),
        ("{% include '/etc/passwd' %}", 1, 'there is no template "/etc/passwd" beside it'),
        ("\n{% include name %}", 2, "the name of another template stands in quotes"),
        ("{% import 'foot.j2' as foot %}", 1, "a letter imports nothing"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", 1, "a letter has no macros"),
        ("{% include 'notice.txt.j2' %}", 1, "it goes round and round"),
        ("{% for p in places recursive %}{{ loop(places) }}{% endfor %}", 1, "no recursive loops"),
        ("{{ 1 // 0 }}", 1, "it cannot be filled in"),
        ("{{ name() }}", 1, "it cannot be filled in: 'str' object is not callable"),
        ("(" * 5 + "{{ " + "(" * 9_000, 1, "it is nested too deeply"),
    ],
)
def test_a_mistake_is_said_with_its_file_and_line(template: str, line: int, says: str) -> None:
    message = refused(template, foot="the foot")
    assert message.startswith("own/notice.txt.j2, line ")
    assert message.startswith(f"own/notice.txt.j2, line {line}: ")
    assert says in message


def test_a_mistake_in_what_never_changes_is_said_before_anything_is_filled_in() -> None:
    """Such a place is worked out while the template is read."""
    with pytest.raises(UnusableTemplateError, match="own, line 1: it cannot be filled in: int"):
        Templates({TEXT: ("{{ 1['a', 'c'] ~ name }}", "own")})


def test_a_mistake_in_what_is_included_is_said_there() -> None:
    assert refused("{% include 'foot.j2' %}", foot="one\n{{ nmae }}").startswith(
        "own/foot.j2, line 2"
    )


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(10**9) %}{% endfor %}",
        "{% for a in range(999999999) %}{% endfor %}",
        "{{ 'a' * 10**9 }}",
        "{{ [0] * 99999 * 99999 }}",
        "{{ 99999 * 99999 * 99999 * 99999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ 2 ** 99999 }}",
        "{{ 'a'.ljust(10) }}",
        "{{ 'a'.format(b=1) }}",
        "{{ ''.__class__ }}",
        "{{ places.append(1) }}",
        "{{ name | center(10) }}",
        "{{ name | safe }}",
        "{{ lipsum(9) }}",
        "{{ 'a' ~ 'b' }}",
        "{% autoescape false %}{{ name }}{% endautoescape %}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{% set x = 'aaaaaaaaaa' %}" + "{% set x = x + x + x + x %}" * 30 + "{{ x }}",
        "{% set x = ['a', 'a', 'a'] %}{% set y = x | join(x | join(x | join('a' + 'b'))) %}"
        + "{% set y = [y, y, y, y] | join(y) %}" * 30,
    ],
)
@pytest.mark.parametrize("name", [TEXT, PAGE])
def test_no_template_runs_for_ever_or_reaches_further(template: str, name: str) -> None:
    assert refused(template, name).startswith(f"own/{name}, line 1: ")


@pytest.mark.parametrize(
    "template",
    ["{% include 'foot.txt.j2' %}", "{% extends 'foot.txt.j2' %}", "{% include 'foot.j2' %}"],
)
def test_a_page_is_made_of_nothing_in_which_a_name_is_not_escaped(template: str) -> None:
    parts = {"foot": "{{ name }}", "foot.txt": "{{ name }}"}
    assert refused(template, PAGE, **parts).startswith(f"own/{PAGE}, line 1: a page is made of")
    assert "&lt;b&gt;" in filled_in(
        "{% include 'foot.html.j2' %}", PAGE, **{"foot.html": "{{ name }}"}
    )


def test_a_letter_has_an_end() -> None:
    text = "x" * 90_000
    endless = "{% for n in range(20) %}{{ text }}{% endfor %}"
    made = Templates({TEXT: (endless, "own")})
    with pytest.raises(UnusableTemplateError, match="the letter is longer than 1,000,000"):
        made.text({"text": text})


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: str) -> None:
        """Read the page."""
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element and what it says."""
        self.tags.append(tag)
        self.attributes += attrs

    @property
    def frame(self) -> list[str]:
        """Its elements without paragraphs and lists."""
        return [tag for tag in self.tags if tag not in {"p", "li", "ul"}]


HOSTILE: Final = (
    "</style></title><script>alert(1)</script>\" onload='x' <img src=x> ]]> javascript:x {{7*7}}"
)


def test_a_page_is_whole_safe_and_can_be_read_by_everybody(
    write: Write, shipped: Templates
) -> None:
    letter = write("out: 2021-12-10, notice: 4 weeks, told: 2021-09-13, extension: requested")
    plain = Page(shipped.page(letter.says))
    assert plain.tags.count("h1") == 1
    assert not {"script", "img", "link", "iframe", "form"} & {*plain.tags}
    assert ("lang", "en-GB") in plain.attributes
    policy = [said or "" for name, said in plain.attributes if name == "content"]
    assert policy[0].startswith("default-src 'none'; style-src 'unsafe-inline'")
    places = [{**place, "name": HOSTILE, "address": HOSTILE} for place in letter.says["places"]]
    says = {
        **letter.says,
        "partner": HOSTILE,
        "subject": HOSTILE,
        "room": [HOSTILE],
        "places": places,
    }
    page = shipped.page(says)
    hostile = Page(page)
    assert hostile.frame == plain.frame
    assert not any(name.startswith("on") for name, _ in hostile.attributes)
    assert "49" not in page


@given(st.text(st.characters(codec="utf-8"), max_size=400))
def test_wrapping_takes_no_word_away(text: str) -> None:
    assert wrapped(text).split() == text.split()


def test_a_long_item_of_a_list_is_indented() -> None:
    item = "- " + "word " * 20
    first, second = wrapped(item).split("\n")
    assert len(first) <= 72
    assert second.startswith("  word")
    assert wrapped("=" * 90) == "=" * 90
