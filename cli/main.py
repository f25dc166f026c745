"""Which commands are there, and what does the process exit with when something stops one?"""

from __future__ import annotations

import io
import os
import re
import sys
from typing import Final

import click

from earlyhelp import __version__
from earlyhelp.errors import EarlyhelpError, EnvironmentFailedError, UnreadablePlanError
from earlyhelp.outputs import text, verdict
from earlyhelp.sheet_cells import CONTROL

from .completing import VARIABLE
from .exits import Exit
from .lazy import LazyGroup
from .paper import discard, folded, forgiving_streams, is_reader_gone, paper

#: Where each command lives; its module is imported when somebody asks for it.
_HOMES: Final = {
    "plan": "plan:plan_group",
    "milestone": "milestone:milestone_group",
    "property": "property:property_group",
    "partner": "partner:partner_group",
    "case": "case:case_group",
    "calendar": "calendar:calendar_group",
    "notice": "notice:notice_group",
    "comms": "comms:comms_group",
    "budget": "budget:budget_group",
    "rule": "rule:rule_group",
    "status": "status:status",
    "baseline": "baseline:baseline_group",
    "report": "report:report_group",
    "export": "exchange:export_group",
    "import": "exchange:import_group",
    "explain": "explain:explain",
    "completion": "completion:completion",
    "doctor": "doctor:doctor",
}
#: The parameters that are the day of what a command records.
_DAYS: Final = frozenset({"day", "until"})
#: How other commands, or other people, call an option that takes one.
_FOR_DAYS: Final = frozenset({"--day", "--to", "--until", "--on", "--date"})
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@click.group(
    cls=LazyGroup,
    homes=_HOMES,
    epilog="Example: eh plan check early-help-2021",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
)
@click.version_option(__version__, "-V", "--version", prog_name="eh")
def commands() -> None:
    """Plan the redesign of an early help service, and prove that the plan can be met.

    Exit codes: 0 fine, 1 the plan has errors, 2 bad usage or an unreadable plan, 3 the
    machine stood in the way (a disk, a permission, a lock).
    """


def answer() -> Exit:
    """Run the command that this process was asked for, and see that what it says is written."""
    try:
        forgiving_streams()
        code = _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        discard(1)
        if is_reader_gone(error):
            return Exit.BROKEN_PIPE
        reason = error.strerror or str(error)
        click.echo(f"error: the answer cannot be written: {reason}", err=True)
        return Exit.ENVIRONMENT
    return code


def _completed() -> Exit:
    """Answer a shell in which somebody has pressed Tab; what is wrong then is no matter for it."""
    try:
        commands.main(prog_name="eh", complete_var=VARIABLE)
    except SystemExit as ended:
        return Exit.UNREADABLE if ended.code else Exit.FINE
    except Exception:  # noqa: BLE001 - a shell that asks wrongly gets no answer, and no traceback
        return Exit.UNREADABLE
    return Exit.FINE


def _run() -> Exit:
    """Run the command, and say on stderr what stopped it."""
    if os.environ.get(VARIABLE):
        return _completed()
    try:
        _refuse_controls()
        return Exit(commands.main(prog_name="eh", standalone_mode=False) or Exit.FINE)
    except SystemExit:
        # without its standalone mode, click ends so only where nobody reads the output
        raise BrokenPipeError from None
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return Exit.INTERRUPTED
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        click.echo(folded(f"{said.getvalue()}{_of_a_day(error)}"), nl=False, err=True)
        return Exit.UNREADABLE
    except UnreadablePlanError as error:
        sheet = paper("-")
        click.echo("\n".join(text.findings(error.findings, sheet)), err=True)
        last = verdict.unreadable(error.path, error.findings, sheet, error.kind)
        click.echo("\n".join(last), err=True)
        return Exit.UNREADABLE
    except EarlyhelpError as error:
        # a folder above this one can be called anything
        click.echo(folded(f"error: {CONTROL.sub('', str(error))}"), err=True)
        is_machine = isinstance(error, EnvironmentFailedError)
        return Exit.ENVIRONMENT if is_machine else Exit.UNREADABLE


def _of_a_day(error: click.ClickException) -> str:
    """With which option a day is given that somebody typed elsewhere, as for another command.

    As one argument more, or with another command's option; where the option has to be there, all
    that click says is that it is missing.
    """
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return ""
    lacks = isinstance(error, click.MissingParameter) and error.param and error.param.name in _DAYS
    if lacks or (isinstance(error, click.NoSuchOption) and error.option_name in _FOR_DAYS):
        typed = next(filter(_DAY.fullmatch, reversed(sys.argv)), "")
    else:
        found = re.search(rf"argument \(({_DAY.pattern})\)", error.message)
        typed = found[1] if found is not None else ""
    options = (
        option.opts[-1]
        for option in error.ctx.command.params
        if option.name in _DAYS and isinstance(option, click.Option)
    )
    said = (f"A day is given with {option}: {option} {typed}\n" for option in options)
    return "".join(said) if typed else ""


def _refuse_controls() -> None:
    """Refuse what somebody typed, or pasted, that a terminal would act on once it is repeated."""
    for typed in (*sys.argv[1:], os.environ.get("EH_PLAN", "")):
        # the name of a file may have bytes that are no text
        mark = CONTROL.search(typed.encode(errors="replace").decode())
        if mark is not None:
            shown = CONTROL.sub("", typed)[:60]
            raise click.UsageError(
                f"{shown!r} holds a mark that no name and no text has: U+{ord(mark[0]):04X}"
            )
