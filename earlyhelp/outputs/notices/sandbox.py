"""What may a template do?

Print, choose, go through lists, set names and include its neighbours. No macros, no calls of
methods, no filters but those listed: with them a template could run for ever, or fill the
memory of the machine (doubling a text 40 times is enough).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from jinja2 import FunctionLoader, StrictUndefined, nodes, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import escape

#: How long a text can be that a template makes, and how often its loops go round in all.
LONGEST_TEXT: Final = 100_000
MOST_ROUNDS: Final = 100_000
#: What the names of templates end with in which everything that is filled in is escaped.
OF_PAGES: Final = ".html.j2"
_FILTERS: Final = (
    *("capitalize", "count", "d", "default", "e", "escape", "first", "last", "length"),
    *("lower", "reverse", "trim", "upper"),
)
_REFUSED: Final[dict[type[nodes.Node], str]] = {
    nodes.Macro: "a letter has no macros: put what is used twice in a file, and include it",
    nodes.CallBlock: "a letter has no macros: put what is used twice in a file, and include it",
    nodes.Import: "a letter imports nothing: include the file instead",
    nodes.FromImport: "a letter imports nothing: include the file instead",
    nodes.Concat: "texts are not joined with ~: write {{ one }}{{ other }}",
    nodes.ScopedEvalContextModifier: "a letter has no autoescape: a page escapes everything",
}


_NO_PAGE: Final = (
    "a page is made of pages alone, because only they escape what is filled in: "
    f"give that one a name that ends with {OF_PAGES}"
)


class TooLongError(ValueError):
    """A template makes more than a letter can be."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with less in it: data has no methods, sums and loops have limits."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, load: Callable[[str], Any]) -> None:
        """Ask `load` for every template by its name."""
        super().__init__(
            loader=FunctionLoader(load),
            undefined=StrictUndefined,
            autoescape=lambda name: name is not None and name.endswith(OF_PAGES),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.rounds_left = MOST_ROUNDS
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters |= {"join": _joined, "listed": _listed, "underlined": _underlined}
        self.filters["counted"] = self._counted
        self.globals = {"range": _rounds}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template, with every loop made to count its rounds."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(
                loop.iter, "counted", [], [], None, None, lineno=loop.lineno, environment=self
            )
        return tree

    def _counted(self, items: Iterable[Any]) -> Sequence[Any]:
        """What a loop goes through, if that is not too much."""
        gone_through = items if isinstance(items, range) else list(items)
        self.rounds_left -= len(gone_through)
        if self.rounds_left < 0:
            raise TooLongError(f"its loops go round more than {MOST_ROUNDS:,} times")
        return gone_through

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use an attribute: of a loop, never of a text or a number."""
        if isinstance(obj, str | bytes | int | float | list | tuple | dict):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002 - as Jinja has it
        """Nothing: Jinja would else allow `format`, whose widths have no limit."""
        return

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The sum or product of two values, if it stays small."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if operator != "+" and not numbers:
            raise TooLongError(f"only numbers can stand before and after {operator}")
        if operator == "**" or (numbers and max(abs(left), abs(right)) > LONGEST_TEXT):
            raise TooLongError("a letter has no numbers that large")
        if not numbers and len(left) + len(right) > LONGEST_TEXT:
            raise TooLongError(f"a text is longer than {LONGEST_TEXT:,} characters")
        return super().call_binop(context, operator, left, right)


def refused(tree: nodes.Template, name: str) -> Iterator[tuple[int, str]]:
    """What the template `name` does that no letter needs: the line, and what to write instead."""
    for node in tree.find_all(tuple(_REFUSED)):
        yield node.lineno, _REFUSED[type(node)]
    for loop in tree.find_all(nodes.For):
        if loop.recursive:
            yield loop.lineno, "a letter has no recursive loops"
    others: list[nodes.Include | nodes.Extends]
    others = [*tree.find_all(nodes.Include), *tree.find_all(nodes.Extends)]
    for other in others:
        if not isinstance(other.template, nodes.Const):
            yield other.lineno, 'the name of another template stands in quotes: "footer.txt.j2"'
        elif name.endswith(OF_PAGES) and not str(other.template.value).endswith(OF_PAGES):
            yield other.lineno, _NO_PAGE


def _rounds(*bounds: int) -> range:
    """What a template has for `range`: short enough to be gone through."""
    rounds = range(*bounds)
    if len(rounds) > MOST_ROUNDS:
        raise TooLongError(f"a loop goes round more than {MOST_ROUNDS:,} times")
    return rounds


@pass_eval_context
def _joined(context: EvalContext, items: Sequence[Any], between: str = "") -> str:
    """The items with a text between them."""
    texts = [item if isinstance(item, str) else str(item) for item in items]
    if sum(map(len, texts)) + len(between) * len(texts) > LONGEST_TEXT:
        raise TooLongError(f"a text is longer than {LONGEST_TEXT:,} characters")
    return (escape(between) if context.autoescape else between).join(texts)


@pass_eval_context
def _listed(context: EvalContext, items: Sequence[Any]) -> str:
    """The items as people list them: ``one, two and three``."""
    *first, last = items
    return _joined(context, [_joined(context, first, ", "), last] if first else [last], " and ")


def _underlined(text: str, mark: str = "-") -> str:
    """A heading in plain text: the line, and a line of as many marks below it."""
    return f"{text}\n{mark[:1] * max(len(text), 3)}"
