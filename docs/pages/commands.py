"""What does every command say for ``--help``?"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import click


def page() -> str:
    """What every command says for ``--help``."""
    return "\n".join(_commands()) + "\n"


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield from _help(import_module("earlyhelp.cli.main").commands, "eh", None)


def _help(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    short_name = name.rsplit(" ", 1)[-1]
    context = click.Context(command, parent, short_name, **command.context_settings)
    context.max_content_width = context.terminal_width = 96
    yield f"## `{name}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None:
                yield from _help(found, f"{name} {child}", context)
