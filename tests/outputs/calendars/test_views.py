"""Whom a calendar is for, as people type it and as a file is named after it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.errors import EarlyhelpError
from earlyhelp.file_names import file_name
from earlyhelp.outputs.calendars.views import NotAViewError, View, ViewKind


@pytest.mark.parametrize(
    ("typed", "kind", "name", "slug"),
    [
        ("assets", ViewKind.ASSETS, None, "assets"),
        ("Assets", ViewKind.ASSETS, None, "assets"),
        ("everyone", ViewKind.EVERYONE, None, "everyone"),
        ("partner nursery-a", ViewKind.PARTNER, "nursery-a", "partner-nursery-a"),
        ("owner Early Help", ViewKind.OWNER, "Early Help", "owner-early-help"),
        ("  owner   Early   Help ", ViewKind.OWNER, "Early Help", "owner-early-help"),
    ],
)
def test_the_words_of_a_view(typed: str, kind: ViewKind, name: str | None, slug: str) -> None:
    view = View.parse(typed)
    assert (view.kind, view.name, view.slug) == (kind, name, slug)
    assert View.parse(view.says) == view


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", 'write "assets", "partner ID", "owner NAME" or "everyone"'),
        ("nursery-a", 'write "assets", "partner ID", "owner NAME" or "everyone"'),
        ("partner", 'say which partner: "partner ID"'),
        ("owner", 'say which owner: "owner NAME"'),
        ("assets team", '"assets" stands alone'),
        ("everyone else", '"everyone" stands alone'),
    ],
)
def test_anything_else_is_refused_with_the_right_forms(typed: str, message: str) -> None:
    with pytest.raises(NotAViewError, match=message) as refused:
        View.parse(typed)
    assert isinstance(refused.value, EarlyhelpError)


def test_a_view_that_exists_has_a_name_where_it_needs_one() -> None:
    for kind in (ViewKind.PARTNER, ViewKind.OWNER):
        with pytest.raises(NotAViewError):
            View(kind)
    with pytest.raises(NotAViewError):
        View(ViewKind.ASSETS, "nursery-a")


def test_owners_are_the_same_in_capitals_and_partners_are_not() -> None:
    assert View.parse("owner EARLY HELP").slug == View.parse("owner Early Help").slug
    assert View.parse("partner Nursery").slug != View.parse("partner nursery").slug


names = st.text(min_size=1, max_size=90).map(lambda text: " ".join(text.split())).filter(bool)
alike = st.sampled_from(["a b", "a-b", "a/b", "a  b", "A b", "á b", "a_b", "-", "../b", "con"])


@given(
    kind=st.sampled_from([ViewKind.PARTNER, ViewKind.OWNER]), one=names | alike, other=names | alike
)
def test_no_two_views_share_a_slug_and_every_slug_is_a_file(
    kind: ViewKind, one: str, other: str
) -> None:
    first, second = View(kind, one), View(kind, other)
    if kind is ViewKind.PARTNER:
        assert (first.slug == second.slug) is (one == other)
    else:
        assert (first.slug == second.slug) is (one.casefold() == other.casefold())
    assert file_name(first.slug, ".ics") == f"{first.slug}.ics"
