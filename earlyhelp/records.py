"""When are two values of several parts the same, and how do they show?

attrs writes these two answers out anew for each class and compiles them, which for the fifty
classes that every command needs was a tenth of the time of `eh plan check`. A class that is
compared now and then takes them from here instead (``eq=False, repr=False`` in its decorator);
one that is compared in a loop, or is a key of large tables, keeps its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    import attrs


class Record:
    """A frozen attrs class that equals another of its class with the same parts."""

    __slots__ = ()

    if TYPE_CHECKING:
        __attrs_attrs__: ClassVar[tuple[attrs.Attribute[object], ...]]

    def _parts(self) -> tuple[object, ...]:
        """What it is made of, in the order in which the class says so."""
        return tuple(getattr(self, part.name) for part in self.__attrs_attrs__ if part.eq)

    def __eq__(self, other: object) -> bool:
        """Of the same class, not merely of a related one, and equal part by part."""
        if not isinstance(other, Record) or other.__class__ is not self.__class__:
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        """Fit to be a key where all parts are; raises `TypeError` where one is not."""
        return hash((self.__class__, self._parts()))

    def __repr__(self) -> str:
        """As it is written in Python: the class's name, and each part by name."""
        parts = (f"{a.name}={getattr(self, a.name)!r}" for a in self.__attrs_attrs__ if a.repr)
        return f"{self.__class__.__qualname__}({', '.join(parts)})"
