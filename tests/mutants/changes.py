"""Which small changes of a module would be mistakes that its tests have to notice?

A change is to one place: a comparison that takes in its limit or leaves it out, a number one
higher or lower, `and` for `or`, `min` for `max`, `+` for `-`, a condition turned round, a
statement left out, two arguments in each other's place. Texts, annotations and decorators stay.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

import attrs

_COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_WORKED_OUT: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
}
_EACH_OTHER: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}


@attrs.frozen
class Change:
    """One change of a module; `number` says which, counted from 0 in the order of its text."""

    number: int
    line: int
    text: str  #: the line that it is in, without the spaces around it
    before: str  #: the smallest part of the module that changes
    after: str


def changes(source: str) -> tuple[Change, ...]:
    """Every change that there is of a module."""
    walk = _Walk(source, wanted=-1)
    walk.visit(ast.parse(source))
    return tuple(walk.found)


def changed(source: str, number: int) -> ast.Module:
    """The module with one of its changes made."""
    walk = _Walk(source, wanted=number)
    tree = walk.visit(ast.parse(source))
    assert isinstance(tree, ast.Module)
    return ast.fix_missing_locations(tree)


class _Walk(ast.NodeTransformer):
    """Goes through a module, counts what could change, and makes the change that is wanted."""

    def __init__(self, source: str, wanted: int) -> None:
        self._lines = source.splitlines()
        self._wanted = wanted
        self.found: list[Change] = []

    def visit(self, node: ast.AST) -> ast.AST:
        """Offer every change of a node, and then those of its parts."""
        if _is_for_type_checkers(node):
            return node
        chosen = node
        for other in _others(node):
            number = len(self.found)
            line = node.lineno  # type: ignore[attr-defined]
            text = self._lines[line - 1].strip()
            before, after = _shown(node), _shown(other)
            self.found.append(Change(number, line, text, before, after))
            if number == self._wanted:
                chosen = ast.copy_location(other, node)
        if chosen is not node:
            return chosen
        return self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Pass over annotations, decorators and docstrings."""
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list"}:
                continue
            if isinstance(value, list):
                value[:] = [
                    self.visit(one) if isinstance(one, ast.AST) and not _is_text(one) else one
                    for one in value
                ]
            elif isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))
        return node


def _shown(node: ast.AST) -> str:
    """The part as it is written; of a whole block only its first line."""
    if isinstance(node, ast.If | ast.While):
        return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
    return ast.unparse(node)


def _is_for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand in place of a node."""
    match node:
        case ast.Compare():
            for at, compared in enumerate(node.ops):
                ops = [*node.ops[:at], _COMPARED[type(compared)](), *node.ops[at + 1 :]]
                yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.UnaryOp(op=ast.USub()) if not isinstance(node.operand, ast.Constant):
            yield node.operand
        case ast.BinOp() if type(node.op) in _WORKED_OUT and not _is_of_texts(node):
            yield ast.BinOp(node.left, _WORKED_OUT[type(node.op)](), node.right)
        case ast.AugAssign() if type(node.op) in _WORKED_OUT:
            yield ast.AugAssign(node.target, _WORKED_OUT[type(node.op)](), node.value)
            yield ast.Pass()
        case ast.Constant(value=bool(flag)):
            yield ast.Constant(not flag)
        case ast.Constant(value=int(number)):
            yield ast.Constant(number + 1)
            yield ast.Constant(number - 1)
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.If() | ast.While() if not isinstance(node.test, ast.Compare | ast.UnaryOp):
            turned = ast.UnaryOp(ast.Not(), node.test)
            yield type(node)(turned, node.body, node.orelse)
        case ast.Call():
            yield from _other_calls(node)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.Raise():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _is_of_texts(node: ast.BinOp) -> bool:
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )


def _other_calls(node: ast.Call) -> Iterator[ast.Call]:
    if isinstance(node.func, ast.Name) and node.func.id in _EACH_OTHER:
        yield ast.Call(ast.Name(_EACH_OTHER[node.func.id], ast.Load()), node.args, node.keywords)
        return  # of these the order of the arguments makes no difference
    if len(node.args) >= 2 and not any(isinstance(one, ast.Starred) for one in node.args[:2]):
        first, second, *rest = node.args
        if ast.dump(first) != ast.dump(second):
            yield ast.Call(node.func, [second, first, *rest], node.keywords)
