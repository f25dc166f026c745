"""Where may a calendar be sent, and who sends it?

Over an encrypted connection, or to this very machine; and never with a user or a password
that others can read in an address, in a plan or in a list of processes.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import attrs

from earlyhelp.errors import EarlyhelpError, EnvironmentFailedError

USER: Final = "EH_CALDAV_USER"
PASSWORD: Final = "EH_CALDAV_PASSWORD"  # noqa: S105 - the name of a variable
KEYRING: Final = "earlyhelp"


class NotAServerAddressError(EarlyhelpError, ValueError):
    """An address is not one that a calendar may be sent to."""


@attrs.frozen(kw_only=True)
class Credentials:
    """Who asks. Never shown, not even where a program fails."""

    user: str = attrs.field(repr=False)
    password: str = attrs.field(repr=False)


def server_address(typed: str) -> str:
    """The address of a calendar, ending in ``/``.

    Raises :class:`NotAServerAddressError` for one that is not https (http is for this very
    machine alone), that has a user or a password in it, or that is no address at all. The
    message does not repeat what was typed.
    """
    try:
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        raise NotAServerAddressError("this is not an address of a calendar") from None
    if "@" in parts.netloc:
        raise NotAServerAddressError(
            "leave the user and the password out of the address, where others can read them: "
            f"set {USER} and {PASSWORD}"
        )
    plain = typed.isascii() and typed.isprintable() and " " not in typed
    if not plain or not parts.hostname or parts.query or parts.fragment or port == 0:
        raise NotAServerAddressError(
            "this is not an address of a calendar, such as https://calendars.example/assets/"
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(parts.hostname)):
        raise NotAServerAddressError(
            "a calendar is sent over https:// only; http:// is for a server on this machine"
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def credentials(url: str, environment: Mapping[str, str]) -> Credentials | None:
    """Who asks: of the environment, the password also of the keyring; ``None``: nobody says.

    The keyring has it under the service ``earlyhelp`` and the name of the host. Raises
    :class:`EnvironmentFailedError` where there is only one of the two.
    """
    user, password = environment.get(USER), environment.get(PASSWORD)
    host = urlsplit(url).hostname or ""
    if user and not password:
        password = _from_keyring(host)
    if user and password:
        return Credentials(user=user, password=password)
    if user:
        raise EnvironmentFailedError(
            f"there is no password: set {PASSWORD}, or keep it with 'keyring set {KEYRING} {host}'"
        )
    if password:
        raise EnvironmentFailedError(f"there is a password and no user: set {USER}")
    return None


def _from_keyring(host: str) -> str | None:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING, host)
    except (keyring.errors.KeyringError, OSError, RuntimeError):
        return None
