"""Which packages do only some commands need, and how does somebody install them?"""

from __future__ import annotations

from typing import Final, NamedTuple


class Extra(NamedTuple):
    """A package that earlyhelp works without."""

    name: str  #: of the extra that brings it, as setup.cfg has it
    package: str  #: as it is installed
    module: str  #: as it is imported
    needed_for: str


#: In the order in which `eh doctor` looks for them.
EXTRAS: Final = (
    Extra("excel", "openpyxl", "openpyxl", "workbooks: registers, export and import in XLSX"),
    Extra("docx", "python-docx", "docx", "Word documents"),
    Extra("risk", "numpy", "numpy", "`eh plan risk`"),
    Extra("solver", "ortools", "ortools", "limits in `eh plan fix`, and its largest plans"),
    Extra("mpxj", "mpxj", "mpxj", "projects that are no XML of Microsoft Project, with Java"),
    Extra("caldav", "caldav", "caldav", "`eh calendar push`"),
    Extra("caldav", "keyring", "keyring", "passwords of `eh calendar push` in a keyring"),
)


def how_to_install(name: str) -> str:
    """What to type to have an extra.

    In double quotes, because the command line of Windows takes single ones for part of the
    name. Raises :class:`KeyError` for an extra that there is not.
    """
    if name not in {extra.name for extra in EXTRAS}:
        raise KeyError(name)
    return f'pip install "earlyhelp[{name}]"'
