"""`eh completion`: what a shell has to be told, so that Tab completes what is typed."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import get_completion_class

from .completing import VARIABLE
from .exits import Exit

#: What click's own script leaves out: that a word which ends in "=" goes on, without the space
#: that bash and zsh put behind it. fish knows that by itself.
_GOES_ON: Final = {
    "bash": """
_eh_goes_on() {
    _eh_completion "$@"
    if [[ ${#COMPREPLY[@]} -gt 0 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace
    fi
}

complete -o nosort -F _eh_goes_on eh""",
    # in what a function of zsh calls, its own variables are to be seen: here the answer of `eh`
    "zsh": """
_eh_goes_on() {
    compadd() {
        if [[ ${response[2]} == *= ]]; then
            builtin compadd -S '' "$@"
        else
            builtin compadd "$@"
        fi
    }
    _eh_completion "$@"
    unfunction compadd
}

compdef _eh_goes_on eh""",
}


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
    click.echo(script.strip("\n") + _GOES_ON.get(shell, ""))
    return Exit.FINE
