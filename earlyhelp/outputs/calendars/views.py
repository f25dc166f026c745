"""Whom is a calendar for?

Four views, each with what rows of registers its readers may be shown
(:class:`~earlyhelp.outputs.rows.Audience`). A view is typed as people say it:
``assets``, ``partner nursery-a``, ``owner Early Help``, ``everyone``.
"""

from __future__ import annotations

import enum
import hashlib
import re
from typing import Final

import attrs

from earlyhelp.errors import EarlyhelpError
from earlyhelp.outputs.rows import Audience


class NotAViewError(EarlyhelpError, ValueError):
    """A text does not say whom a calendar is for."""


class ViewKind(enum.Enum):
    """Who reads a calendar."""

    ASSETS = "assets"  #: the Assets Team: every property vacated and handed over
    PARTNER = "partner"  #: one partner: its own steps, and those of its buildings that it may see
    OWNER = "owner"  #: one owner of milestones in the council
    EVERYONE = "everyone"  #: anybody: the launch, and where services end


_NAMED: Final = (ViewKind.PARTNER, ViewKind.OWNER)
_AUDIENCES: Final = {
    ViewKind.ASSETS: Audience.ASSETS,
    ViewKind.PARTNER: Audience.PARTNER,
    ViewKind.OWNER: Audience.SERVICE,
    ViewKind.EVERYONE: Audience.PUBLIC,
}
_FORMS: Final = '"assets", "partner ID", "owner NAME" or "everyone"'
#: Names that a slug says in full; any other gets a few digits of its own, so that no two share one.
_PLAIN: Final = {
    ViewKind.PARTNER: re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z"),
    ViewKind.OWNER: re.compile(r"[a-z0-9]+( [a-z0-9]+)*\Z"),
}
_LONGEST: Final = 60


@attrs.frozen
class View:
    """Whom a calendar is for; `name` is a partner's id, or an owner as milestones have it."""

    kind: ViewKind
    name: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a partner or an owner without a name, and a name for anybody else."""
        if (self.kind in _NAMED) is not bool(self.name):
            raise NotAViewError(f"a calendar is for {_FORMS}")

    @classmethod
    def parse(cls, text: str) -> View:
        """Read what somebody typed.

        Raises :class:`NotAViewError`, with the right forms in the message.
        """
        first, *rest = text.split() or [""]
        kinds = {kind.value: kind for kind in ViewKind}
        kind = kinds.get(first.casefold())
        name = " ".join(rest)
        if kind is None:
            shown = "".join(letter for letter in text[:60] if letter.isprintable())
            raise NotAViewError(f'"{shown}" is not whom a calendar is for: write {_FORMS}')
        if kind in _NAMED and not name:
            what = "ID" if kind is ViewKind.PARTNER else "NAME"
            raise NotAViewError(f'say which {kind.value}: "{kind.value} {what}"')
        if kind not in _NAMED and name:
            raise NotAViewError(f'"{kind.value}" stands alone: write {_FORMS}')
        return cls(kind, name or None)

    @property
    def says(self) -> str:
        """The words as they are typed: ``partner nursery-a``."""
        return f"{self.kind.value} {self.name}" if self.name else self.kind.value

    @property
    def slug(self) -> str:
        """One word for names of files and of calendars: ``owner-early-help``.

        No two views have the same one. Owners are the same in capitals and in small letters.
        """
        if self.name is None:
            return self.kind.value
        own = self.name.casefold() if self.kind is ViewKind.OWNER else self.name
        name = re.sub(r"[^a-z0-9]+", "-", own.casefold())[:_LONGEST].strip("-")
        is_whole = len(own) <= _LONGEST and _PLAIN[self.kind].match(own)
        digits = "" if is_whole else hashlib.sha256(own.encode()).hexdigest()[:6]
        return "-".join(part for part in (self.kind.value, name, digits) if part)

    @property
    def audience(self) -> Audience:
        """What of a row its readers may be shown."""
        return _AUDIENCES[self.kind]
