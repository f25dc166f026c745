"""What can a program import, and what does each name say and give?"""

from __future__ import annotations

import ast
import builtins
import enum
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, Final

import earlyhelp
from earlyhelp import testing

#: Names in an annotation that need no explanation here.
PLAIN: Final = {"date", "Mapping", "Iterator", "Sequence", "os", "PathLike", "nx", "MultiDiGraph"}
#: How a member that is for the solver gives itself away: it counts days from 1970.
NUMBERED: Final = "day number"
#: How a signature is told, without what only its machinery needs.
SHORTER: Final = {
    r"\((self|cls)(, )?": "(",
    r"\((<Unit\.\w+: [\w ]+>(, )?)+\)": "tuple(Unit)",
    r"(hypothesis\.strategies|st)\.SearchStrategy": "SearchStrategy",
    r"ForwardRef\((.+)\)\]": r"\1]",
}
FIELD: Final = re.compile(r"    (\w+): ")


def page() -> str:
    """Every public name, from its own documentation."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# The library\n"
    yield "What a program can import. [A plan in a script of your own](../how-to/in-a-script.md)"
    yield "has programs that run as they stand. Days are `datetime.date`. Nothing changes a value"
    yield "that there is: what moves a day of a plan gives another plan.\n"
    yield "## `import earlyhelp`\n"
    yield from _names("earlyhelp", earlyhelp, earlyhelp.__all__)
    yield "## `import earlyhelp.testing`\n"
    yield "Strategies for [Hypothesis](https://hypothesis.readthedocs.io/), to ask a law of days,"
    yield 'lags and plans of every kind. Install them with `pip install "earlyhelp[testing]"`.\n'
    yield from _names("earlyhelp.testing", testing, testing.__all__)


def _names(home: str, module: Any, names: list[str]) -> Iterator[str]:
    every = {name: getattr(module, name) for name in names}
    functions = {name: what for name, what in every.items() if inspect.isfunction(what)}
    classes = {name: what for name, what in every.items() if inspect.isclass(what)}
    for name, what in functions.items():
        yield f"### `{name}`\n"
        yield f"{textwrap.indent(_folded(f'{home}.{name}{_signature(what)}'), ' ' * 4)}\n"
        yield f"{_said(what)}\n"
    for name, made in classes.items():
        yield f"### `{name}`\n"
        yield f"{_said(made)}\n"
        yield from _members(made)
    others = {name: what for name, what in every.items() if name not in functions | classes}
    for name, constant in others.items():
        yield f"### `{name}`\n"
        yield f"`{_shown(constant)}`\n"


def _members(what: type) -> Iterator[str]:
    if issubclass(what, enum.Enum):
        yield f"One of {', '.join(f'`{member.name}`' for member in what)}.\n"
    rows = [*_fields(what), *_methods(what)]
    if rows:
        yield "| name | what it is |\n|---|---|"
        yield from (f"| `{name}` | {says} |" for name, says in rows)
        yield ""


def _fields(what: type) -> Iterator[tuple[str, str]]:
    """What it is made of, with the comments that stand beside it."""
    says, once = _comments(what), _worked_out_once(what)
    for name, typed in inspect.get_annotations(what).items():
        shown = str(getattr(typed, "__forward_arg__", typed))
        said = once.get(name, says.get(name, ""))
        is_plain = name not in once or _words(shown) <= _known()
        if not name.startswith("_") and NUMBERED not in said and is_plain:
            in_a_cell = shown.replace("|", "\\|")
            yield name, f"`{in_a_cell}`{said}"


def _worked_out_once(what: type) -> dict[str, str]:
    """What its cached properties say: of a class with slots only the source still does."""
    [read] = ast.parse(textwrap.dedent(inspect.getsource(what))).body
    found = {}
    for node in ast.iter_child_nodes(read):
        if isinstance(node, ast.FunctionDef) and "cached_property" in map(
            ast.unparse, node.decorator_list
        ):
            first = (ast.get_docstring(node) or "").partition("\n\n")[0]
            found[node.name] = f": {_plainly(' '.join(first.split()))}"
    return found


def _comments(what: type) -> dict[str, str]:
    """What comments that begin with ``#:`` say, of the field below or before them."""
    found: dict[str, str] = {}
    above: list[str] = []
    for line in inspect.getsource(what).splitlines():
        code, mark, comment = line.partition("#:")
        field = FIELD.match(line)
        if mark and not code.strip():
            above.append(comment.strip())
        elif field is not None and (above or mark):
            found[field[1]] = f": {_plainly(' '.join([*above, comment.strip()]).strip())}"
            above = []
        else:
            above = []
    return found


def _methods(what: type) -> Iterator[tuple[str, str]]:
    """What can be asked of it in dates and in names of this page."""
    for name, member in vars(what).items():
        asked = _asked(member)
        if name.startswith("_") or asked is None or issubclass(what, (enum.Enum, Exception)):
            continue
        said = inspect.getdoc(asked) or ""
        takes = "" if asked is not _unbound(member) else _signature(asked)
        if _is_plain(asked) and NUMBERED not in said:
            first = " ".join(said.partition("\n\n")[0].split())
            yield f"{name}{takes}".replace("|", "\\|"), _plainly(first)


def _asked(member: Any) -> Callable[..., Any] | None:
    """The function behind a method, a property or a cached one."""
    function = getattr(member, "fget", None) or getattr(member, "func", None) or _unbound(member)
    return function if inspect.isfunction(function) else None


def _unbound(member: Any) -> Any:
    return getattr(member, "__func__", member)


def _is_plain(asked: Callable[..., Any]) -> bool:
    """Whether all that it takes and gives is explained here, and no day of it is a number."""
    typed = dict(inspect.get_annotations(asked))
    words = _words(" ".join(map(str, typed.values())))
    typed.pop("return", None)
    return words <= _known() and "int" not in typed.values()


def _words(typed: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]\w*", typed))


def _known() -> set[str]:
    return {*earlyhelp.__all__, *PLAIN, *dir(builtins), "Any"}


def _signature(what: Callable[..., Any]) -> str:
    shown = str(inspect.signature(what)).replace("'", "").replace("datetime.date", "date")
    for long, short in SHORTER.items():
        shown = re.sub(long, short, shown)
    return shown


def _folded(signature: str) -> str:
    """A signature with a parameter in each line, where it is too long for one."""
    head, opens, rest = signature.partition("(")
    if len(signature) <= 96 or not opens:
        return signature
    inside, closes, gives = rest.rpartition(") -> ")
    lines = "".join(f"    {one},\n" for one in re.split(r", (?![^()\[\]]*[)\]])", inside))
    return f"{head}(\n{lines}{closes}{gives}"


def _shown(what: Any) -> str:
    """A constant as it is typed."""
    if isinstance(what, tuple):
        return ", ".join(map(str, what))
    return re.sub(r"datetime\.", "", repr(what))


def _said(what: Any) -> str:
    """The documentation, with the names in it as Markdown has them."""
    return _plainly(inspect.getdoc(what) or "")


def _plainly(text: str) -> str:
    text = re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`")
