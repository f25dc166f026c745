"""Where a calendar may be sent, and who sends it: no password is ever shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp.errors import EnvironmentFailedError
from earlyhelp.files.calendars.access import (
    Credentials,
    NotAServerAddressError,
    credentials,
    server_address,
)

SECRET = "a-word-for-tests"  # noqa: S105 - of nobody

# Where to. ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://calendars.example/assets", "https://calendars.example/assets/"),
        ("https://calendars.example:8443", "https://calendars.example:8443/"),
        ("http://localhost:5232/a/b/", "http://localhost:5232/a/b/"),
        ("http://127.0.0.1:5232/a", "http://127.0.0.1:5232/a/"),
        ("http://[::1]:5232/a", "http://[::1]:5232/a/"),
    ],
)
def test_the_address_of_a_calendar_is_a_folder(typed: str, meant: str) -> None:
    assert server_address(typed) == meant


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("http://calendars.example/assets/", "over https:// only"),
        ("http://localhost.example/assets/", "over https:// only"),
        ("http://10.0.0.1/assets/", "over https:// only"),
        ("ftp://localhost/assets/", "over https:// only"),
        ("webcal://calendars.example/", "over https:// only"),
        (f"https://office:{SECRET}@calendars.example/", "leave the user and the password out"),
        ("https://office@calendars.example/", "leave the user and the password out"),
        ("calendars.example/assets", "not an address"),
        ("https:///assets", "not an address"),
        ("https://calendars.example/?a=1", "not an address"),
        ("https://calendars.example/#a", "not an address"),
        ("https://calendars.example:x/", "not an address"),
        ("https://calendars.example:99999/", "not an address"),
        ("https://calendars.example/a b", "not an address"),
        ("https://calendars.example/\r\nHost: x", "not an address"),
        ("https://[calendars.example/", "not an address"),
        ("", "not an address"),
    ],
)
def test_what_is_no_place_for_a_calendar_is_refused(typed: str, why: str) -> None:
    with pytest.raises(NotAServerAddressError, match=why) as refused:
        server_address(typed)
    assert SECRET not in str(refused.value)


@given(st.text(max_size=60))
def test_any_text_is_an_https_address_or_is_refused(typed: str) -> None:
    for text in (typed, f"https://{typed}", f"http://{typed}"):
        try:
            address = server_address(text)
        except NotAServerAddressError:
            continue
        assert address.startswith(("https://", "http://localhost", "http://127.", "http://[::1]"))
        assert address.isprintable()
        assert "@" not in address.split("/")[2]


# Who asks. ---------------------------------------------------------------------------------

URL = "https://calendars.example/assets/"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Let the keyring of this machine say something, or fail."""
    ring = pytest.importorskip("keyring")

    def says(answer: object) -> None:
        def password(service: str, host: str) -> object:
            assert (service, host) == ("earlyhelp", "calendars.example")
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(ring, "get_password", password)

    return says


def test_the_environment_says_who_asks(keyring: Callable[[object], None]) -> None:
    keyring("of-the-keyring")
    said = {"EH_CALDAV_USER": "office", "EH_CALDAV_PASSWORD": SECRET}
    assert credentials(URL, said) == Credentials(user="office", password=SECRET)
    assert credentials(URL, {}) is None


def test_the_keyring_has_the_password(keyring: Callable[[object], None]) -> None:
    keyring(SECRET)
    said = credentials(URL, {"EH_CALDAV_USER": "office"})
    assert said == Credentials(user="office", password=SECRET)


@pytest.mark.parametrize("answer", [None, "", RuntimeError("no backend"), OSError("no bus")])
def test_a_keyring_without_it_is_said(keyring: Callable[[object], None], answer: object) -> None:
    keyring(answer)
    with pytest.raises(EnvironmentFailedError, match="keyring set earlyhelp calendars"):
        credentials(URL, {"EH_CALDAV_USER": "office"})


def test_a_password_without_a_user_is_said() -> None:
    with pytest.raises(EnvironmentFailedError, match="set EH_CALDAV_USER"):
        credentials(URL, {"EH_CALDAV_PASSWORD": SECRET})
