"""How is a change of a module made in a living process, in every function that it has made?"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final, NamedTuple

#: What a constant can be for its change to be made in a living process.
_PLAIN: Final = (int, str, bytes, date, timedelta, tuple, list, dict, frozenset, re.Pattern)


def other_code(functions: Iterable[FunctionType], code: CodeType) -> dict[FunctionType, CodeType]:
    """The living functions of a module that have other code in its changed text."""
    new = {one.co_qualname: one for one in within(code)}
    others = ((one, new.get(one.__code__.co_qualname)) for one in functions)
    return {one: other for one, other in others if other and other != one.__code__}


def within(code: CodeType) -> Iterable[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from within(one)


def new_values(module: ModuleType, code: CodeType) -> dict[str, Any]:
    """The constants of a module that are others in its changed text."""
    anew: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    try:
        exec(code, anew)  # noqa: S102
    except Exception:  # noqa: BLE001 - the new process will say so
        return {}
    return {
        name: value
        for name, value in anew.items()
        if isinstance(value, _PLAIN) and value != module.__dict__.get(name)
    }


class Patch(NamedTuple):
    """A change, as it is made in a living process."""

    functions: dict[FunctionType, CodeType]
    values: dict[str, Any]

    def apply(self, module: ModuleType) -> None:
        """Make it, in every module that has imported it."""
        for function, code in self.functions.items():
            function.__code__ = code
        for name, value in self.values.items():
            before = vars(module).get(name)
            for other in [*sys.modules.values()]:
                if other.__name__.startswith("earlyhelp") and vars(other).get(name) is before:
                    setattr(other, name, value)
