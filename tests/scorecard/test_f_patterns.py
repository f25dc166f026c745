"""Item 65: does any text make a pattern of the program think for long?

Every module is imported, and every compiled pattern in it is found, wherever it is kept. It is
used as its module uses it: by the methods that are called of its name, or all where that is
not to be seen.
"""

from __future__ import annotations

import ast
import gc
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

import earlyhelp

if TYPE_CHECKING:
    from tests.conftest import Counted

LONG: Final = 50_000
#: What each attack is made of; the last letter of some keeps a pattern from matching at last.
PIECES: Final = ("a", " ", "(", "0", "-", ".", "\t", "\n", "é", "<", "&", "a ", "1 ", "- ", "2021-")
ATTACKS: Final = tuple((piece * LONG)[:LONG] + end for piece in PIECES for end in ("", "!"))
METHODS: Final = {"match", "fullmatch", "search", "sub", "subn", "split", "finditer", "findall"}
SECONDS: Final = 0.2


class Own(NamedTuple):
    """A pattern of the program."""

    module: ModuleType
    name: str  #: the name of the module's under which it is kept
    pattern: re.Pattern[Any]


def inside(held: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """Every pattern in a value, however it is kept."""
    if isinstance(held, re.Pattern):
        yield held
    elif depth < 4 and isinstance(held, dict):
        yield from inside((*held.keys(), *held.values()), depth + 1)
    elif depth < 4 and isinstance(held, (tuple, list, set, frozenset)):
        for one in held:
            yield from inside(one, depth + 1)


def modules() -> Iterator[ModuleType]:
    """Every module of the library and of the command."""
    for found in pkgutil.walk_packages(earlyhelp.__path__, "earlyhelp."):
        yield import_module(found.name)


def own_patterns() -> Iterator[Own]:
    """Every pattern that a module keeps, and those that it writes where it uses them."""
    for module in modules():
        for name, held in vars(module).items():
            yield from (Own(module, name, pattern) for pattern in inside(held))
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if is_call_of_re(node):
                [text, *_] = node.args  # type: ignore[attr-defined]
                if isinstance(text, ast.Constant):
                    yield Own(module, f"re, line {node.lineno}", re.compile(text.value))  # type: ignore[attr-defined]


def is_call_of_re(node: ast.AST) -> bool:
    """Whether a node is ``re.match(…)`` or the like."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in METHODS
    )


def used(own: Own) -> set[str]:
    """The methods that the modules of the program call of a pattern by its name."""
    if own.name.startswith("re, line "):
        line = int(own.name.split()[-1])
        tree = ast.walk(ast.parse(inspect.getsource(own.module)))
        return {
            node.func.attr  # type: ignore[attr-defined]
            for node in tree
            if is_call_of_re(node) and node.lineno == line  # type: ignore[attr-defined]
        }
    calls = rf"\b{re.escape(own.name)}(?:\[[a-z.]+\])?\.({'|'.join(METHODS)})\b"
    return set(re.findall(calls, inspect.getsource(own.module))) or {"fullmatch", "match", "search"}


class TooLongError(Exception):
    """A pattern is still thinking."""


def thinks_long(pattern: re.Pattern[Any], method: str, text: str) -> bool:
    """Whether a pattern takes more than the seconds of the processor that it may."""
    data: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    extra: tuple[Any, ...] = (data[:1],) if method.startswith("sub") else ()

    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    gc.disable()  # what other tests left to collect takes longer than a pattern may
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        found = getattr(pattern, method)(*extra, data)
        if method == "finditer":
            list(found)
    except TooLongError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        gc.enable()
        signal.signal(signal.SIGVTALRM, before)
    return False


def test_65_no_text_makes_a_pattern_think_for_long(counted: Counted) -> None:
    patterns = {own.pattern: own for own in own_patterns()}
    assert len(patterns) > 80
    slow = {
        (own.module.__name__, own.name, method, text[:5])
        for own in patterns.values()
        for method in sorted(used(own))
        for text in ATTACKS
        if thinks_long(own.pattern, method, text)
    }
    counted("patterns", len(patterns), wrong=len({slow_one[:2] for slow_one in slow}))
    assert slow == set()


def test_65_a_pattern_that_does_is_noticed() -> None:
    assert thinks_long(re.compile(r"(\S+) to (\S+)"), "search", "a" * LONG)


@pytest.mark.parametrize("piece", ["a", " ", "(", "1 ", "- "])
def test_65_no_value_of_a_plan_does(refused: Any, head: str, piece: str) -> None:
    """The texts in the places of a plan where something is read out of them."""
    text = (piece * LONG)[:LONG]
    said = "".join(
        f"milestones:\n  a{number}: {{{key}: '{text}'}}\n"[12 * (number > 0) :]
        for number, key in enumerate(("on", "after", "within", "by", "exactly", "before"))
    )
    before = time.process_time()
    assert len(refused(f"{head}{said}closures: ['{text}']\n")) >= 6
    assert time.process_time() - before < SECONDS * 10
