"""Who asks another machine for anything? Every test, and every process that it starts.

Python announces each connection and each look-up of a name before it is made; what refuses
there cannot be passed by, by no library and through no alias. A process that a test starts
takes this file in as its `sitecustomize`. The loopback is free where a test says so:
``pytestmark = pytest.mark.loopback``.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from typing import Any, Final

#: Set to `yes` where a test talks to a server on this very machine.
LOOPBACK: Final = "EH_TEST_LOOPBACK"
#: Both say first whom they mean: a socket and an address, or a name.
_CONNECTS: Final = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKS_UP: Final = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


class ConnectionOpenedError(BaseException):
    """Something wanted to talk to another machine; nothing in the program catches this."""


def refuse(event: str, said: tuple[Any, ...]) -> None:
    """The audit hook: raise for whoever connects, unless to this machine and allowed to."""
    if event in _CONNECTS:
        address = said[1]
        if not isinstance(address, tuple):  # a socket of the system itself, which is a file
            return
        host = address[0]
    elif event in _LOOKS_UP:
        host = said[0]
    else:
        return
    if os.environ.get(LOOPBACK) == "yes" and _is_here(host):
        return
    message = f"{event}: {host!r}"
    raise ConnectionOpenedError(message)


def _is_here(host: object) -> bool:
    name = host.decode(errors="replace") if isinstance(host, bytes) else str(host)
    if host is None or name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def install() -> None:
    """Guard this process, for as long as it runs."""
    sys.addaudithook(refuse)
