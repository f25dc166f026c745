"""Groups of commands whose modules are imported only when somebody asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands, in the order in which they are needed: ``name: "module:function"``.

    A group can also have commands of its own module; these come first.
    """

    def __init__(self, *args: Any, homes: Mapping[str, str], **kwargs: Any) -> None:
        """Take in where each command lives."""
        super().__init__(*args, **kwargs)
        self._homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return [*super().list_commands(ctx), *self._homes]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One of them, imported now."""
        home = self._homes.get(cmd_name)
        if home is None:
            return super().get_command(ctx, cmd_name)
        module, _, name = home.partition(":")
        command: click.Command = getattr(import_module(f".{module}", __package__), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; where there is none, where one of that name is."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            name = error.command_name
        wrong = click.exceptions.NoSuchCommand(name, possibilities=self.list_commands(ctx), ctx=ctx)
        if wrong.possibilities:
            raise wrong
        raise click.UsageError(f"{wrong.message}{self._elsewhere(ctx, name)}", ctx=ctx)

    def _elsewhere(self, ctx: click.Context, name: str) -> str:
        """In which groups a command of that name is, or else which commands are here."""
        root = ctx.find_root()
        top = root.command
        if isinstance(top, click.Group):
            groups = [(word, top.get_command(root, word)) for word in top.list_commands(root)]
            there = [
                f"'{root.info_name} {word} {name}'"
                for word, group in groups
                if isinstance(group, click.Group) and name in group.list_commands(root)
            ]
            if name in top.list_commands(root):
                there.insert(0, f"'{root.info_name} {name}'")
            if there:
                return f" Did you mean {' or '.join(there)}?"
        return f" There are {', '.join(self.list_commands(ctx))}."
