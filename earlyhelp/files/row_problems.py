"""What can be wrong with the registers and workflows of a plan.

Each function is one code: its docstring is the manual page, its result the message.
"""

from __future__ import annotations

from collections.abc import Iterable

from earlyhelp.dates.days import shortened
from earlyhelp.files.problems import did_you_mean, problem


@problem("EH022", "not-a-selection")
def not_a_selection(reason: str) -> str:
    """A line does not say which rows of a register it means.

    ## Example
        for: property.future is not retained
        for: each occupation where property.future is surplus
        after: all properties.handed_over
        after: each occupation.out

    ## What to do
    Write it in one of these forms, with a register and a column that the plan has.
    """
    return reason


@problem("EH023", "not-a-register")
def not_a_register(name: str, reason: str) -> str:
    """A register cannot be read as a table.

    ## What it means
    A register is a CSV file in UTF-8 or an XLSX workbook whose first line names the
    columns, or a list of rows in the plan. Every row has as many cells as there are names.

    ## What to do
    Save it again as "CSV UTF-8". Where your own headings differ, map them with `columns:`.
    """
    return f"{name} cannot be read: {reason}"


@problem("EH024", "no-such-row")
def no_such_row(column: str, name: str | None, register: str, known: Iterable[str]) -> str:
    """A row names a row of another register that is not there.

    ## Why it matters
    A partner in a property that nobody knows, or a case for a team that does not exist,
    would be left out of every check.

    ## What to do
    Correct the id, or add the row that it names to the other register.
    """
    if name is None:
        return f"{column}: this names no row of `{register}` (what it says is not shown)"
    hint = did_you_mean(name, known)
    return f'{column}: there is no "{shortened(name)}" in `{register}`{hint}'


@problem("EH025", "not-a-number")
def not_a_number(text: str, what: str) -> str:
    """A cell, or a fact, that counts something is not a number.

    ## Example
    `3`, or for money `1250`, `1,250.00` or `£1,250`. A fact that a rule goes by is a whole
    number, `posts_at_risk: 34`, and is left out while nobody knows it.

    ## What to do
    Write a number. Where nobody knows it, leave the cell empty, or the fact out: a check then
    says that it is not known.
    """
    return f'"{shortened(text)}" is not {what}'


@problem("EH026", "not-a-limit")
def not_a_limit(text: str) -> str:
    """A limit of a workflow is not in the one form for limits.

    ## Example
        limits:
          - no more than 3 handed_over a week

    ## What to do
    Write it so, with a step of the workflow, and `a working day`, `a week` or `a month`.
    """
    return (
        f'"{shortened(text)}" is not a limit: write "no more than NUMBER STEP a week", '
        'or "a working day", or "a month"'
    )


@problem("EH027", "not-a-rate")
def not_a_rate(reason: str) -> str:
    """A stage's length in pieces of work does not come to a number of days.

    ## Example
        facts: {interviews: 34}
        stages:
          selection:
            lasts: 34 interviews at 4 a working day
          inspections:
            lasts: facts.interviews interviews at 4 a working day

    ## What to do
    Write how many pieces of work there are, or state the fact that says so, and then how many
    are done in a working day.
    """
    return reason


@problem("EH028", "taken-name")
def taken_name(name: str, each: str) -> str:
    """A step of a workflow has the name of a column that its register has already.

    ## Why it matters
    The column of a step holds its day. With one name for two things, a day in it would be
    read as the other.

    ## What to do
    Give the step another name, there and wherever something waits for it.
    """
    return f'"{name}" is a column of every {each} already: give the step another name'


@problem("EH029", "not-a-rule")
def not_a_rule(reason: str) -> str:
    """A rule of the council's own does not say what it asks, or of what.

    ## Example
        rules:
          members_first:
            title: Local members hear a week before partners do
            then: partners.told
            after: members.told + 1 week
            source: Constitution, part 5, protocol on member and officer relations

    ## What to do
    Put right what the message names, so that it has this form.
    """
    return reason


@problem("EH030", "no-baseline")
def no_baseline(reason: str) -> str:
    """The baseline that the settings name is not there, or cannot be read.

    ## Why it matters
    What has slipped since the plan was agreed would be left out without a word.

    ## Example
        settings:
          baseline: approved

    This names the file baselines/approved.csv in the plan's folder.

    ## What to do
    Name one of those that `eh baseline list` lists, or keep the plan's days as they are now
    with `eh baseline set approved`.
    """
    return reason
