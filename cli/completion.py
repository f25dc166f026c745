"""`eh completion`: what a shell has to be told, so that Tab completes what is typed."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .completing import VARIABLE
from .exits import Exit


@click.command(epilog="Example: eh completion bash >> ~/.bashrc && exec bash")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> Exit:
    """Print the script that lets SHELL complete on Tab.

    It completes commands, options and files, and what is in a plan: the plan's name,
    milestones, buildings, partners, and the codes of findings. bash and zsh read it at the end
    of ~/.bashrc and ~/.zshrc, and fish from ~/.config/fish/completions/eh.fish.
    """
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"this version of click has no completion for {shell}")
    script = found(ctx.find_root().command, {}, "eh", VARIABLE).source()
    click.echo(script.strip("\n"))
    return Exit.FINE
