"""`eh`: the command itself, and what it exits with when something stops it."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

import click

from earlyhelp import __version__
from earlyhelp.errors import EarlyhelpError, EnvironmentFailedError, UnreadablePlanError
from earlyhelp.outputs import text

from .doctor import doctor
from .exits import Exit
from .explain import explain
from .paper import forgiving_streams, paper
from .plan import plan_group


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(__version__, "-V", "--version", prog_name="eh")
def commands() -> None:
    """Plan the redesign of an early help service, and prove that the plan can be met.

    Exit codes: 0 fine, 1 the plan has errors, 2 bad usage or an unreadable plan, 3 the
    machine stood in the way (a disk, a permission, a lock).
    """


commands.add_command(plan_group)
commands.add_command(explain)
commands.add_command(doctor)


def eh() -> NoReturn:
    """Run `eh` with the arguments of this process, and exit."""
    gc.disable()  # one command makes many values and ends: there is nothing to collect
    forgiving_streams()
    try:
        code = commands.main(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(int(code or Exit.FINE))
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("interrupted", err=True)
        sys.exit(Exit.INTERRUPTED)
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(Exit.UNREADABLE)
    except UnreadablePlanError as error:
        sheet = paper("-")
        click.echo("\n".join(text.findings(error.findings, sheet)), err=True)
        click.echo("\n".join(text.unreadable(error.path, error.findings, sheet)), err=True)
        sys.exit(Exit.UNREADABLE)
    except EnvironmentFailedError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(Exit.ENVIRONMENT)
    except EarlyhelpError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(Exit.UNREADABLE)
    except BrokenPipeError:
        _discard_output()
        sys.exit(Exit.BROKEN_PIPE)
    except OSError as error:
        _discard_output()
        click.echo(f"error: {error.strerror or error}", err=True)
        sys.exit(Exit.ENVIRONMENT)


def _discard_output() -> None:
    """Nobody reads any more: keep the interpreter from trying again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
