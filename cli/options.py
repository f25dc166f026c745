"""The arguments and options that mean the same in every command."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar

import click
from click.core import ParameterSource

from earlyhelp.dates import days
from earlyhelp.errors import DayOutOfRangeError, NotADayError

from . import completing

Command = TypeVar("Command", bound=Callable[..., Any])


class IsoDay(click.ParamType[date]):
    """A day, as plans have it."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read YYYY-MM-DD, and fail with the right form in the message."""
        if isinstance(value, date):
            return value
        try:
            return days.day(days.parse(value))
        except (NotADayError, DayOutOfRangeError) as error:
            self.fail(str(error), param, ctx)


class Named(click.Path[Any]):
    """A file or a folder by its name, which nobody leaves empty.

    What a script has in a variable that is not set would else be the folder it stands in.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Pass a name on, and fail where there is none."""
        if not str(value).strip():
            self.fail("the name of a file or folder is expected, and this is empty", param, ctx)
        return super().convert(value, param, ctx)


plan_argument = click.argument(
    "plan", required=False, metavar="[PLAN]", shell_complete=completing.plans
)
plan_option = click.option(
    "-p",
    "--plan",
    "plan_named",
    metavar="PLAN",
    shell_complete=completing.plans,
    help="A plan's folder or file, or the name of a shipped plan.",
)
milestone_argument = click.argument("milestone", shell_complete=completing.milestones)
property_argument = click.argument(
    "property_id", metavar="PROPERTY", shell_complete=completing.properties
)
partner_argument = click.argument("partner", shell_complete=completing.partners)
as_at_option = click.option(
    "--as-at",
    type=IsoDay(),
    metavar="DAY",
    help="The day the facts are true, instead of the plan's own.",
)
rules_as_at_option = click.option(
    "--rules-as-at",
    type=IsoDay(),
    metavar="DAY",
    help="The day whose law holds for everything, instead of the day that each rule is about.",
)
output_option = click.option(
    "-o",
    "--output",
    type=Named(),
    default="-",
    metavar="FILE",
    help="Where to write; - is the terminal.",
)
baseline_option = click.option(
    "--baseline",
    metavar="NAME",
    help="Slipped is what is later than this baseline, instead of the one that PLAN names.",
)
strict_option = click.option("--strict", is_flag=True, help="Let warnings count as errors.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Show errors only.")


#: What other programs open, and only where it is what the name says.
_NO_TEXT: Final = (
    *("docx", "doc", "xlsx", "xls", "pdf"),
    *("html", "htm", "svg", "csv", "json"),
)


def format_option(*forms: str) -> Callable[[Command], Command]:
    """``-f/--format``; without it the form that the file's name ends with, else the first one."""
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        callback=functools.partial(_as_the_file_ends, forms),
        help="How the answer looks.",
    )


def _as_the_file_ends(
    forms: Sequence[str], ctx: click.Context, param: click.Parameter, form: str
) -> str:
    """The form that was asked for, or the one that a program takes the file for by its name."""
    # an option that was not typed is taken in after those that were
    output = ctx.params.get("output")
    if not output or ctx.get_parameter_source(param.name or "") is not ParameterSource.DEFAULT:
        return form
    ending = os.path.splitext(str(output))[1].removeprefix(".").lower()  # noqa: PTH122 - as typed
    if ending in forms:
        return ending
    if ending in _NO_TEXT:
        others = " or ".join(forms)
        raise click.UsageError(f"{output} would be no {ending}: it can be written as {others}")
    return form


def within_option(days: int) -> Callable[[Command], Command]:
    """``--within``: up to when something is due, `days` calendar days on unless told otherwise."""
    return click.option(
        "--within",
        type=click.IntRange(min=0, max=36_600),
        default=days,
        show_default=True,
        metavar="DAYS",
        help="Show what is due in so many calendar days.",
    )
