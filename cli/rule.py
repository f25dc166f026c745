"""`eh rule …`: what the law and the council's own rules ask, and what became of it in a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from earlyhelp.files.plan.rule_entries import shipped_rules
from earlyhelp.model.rules import Confidence, Rule
from earlyhelp.network.schedule import Schedule, solve_plan
from earlyhelp.outputs import text

from . import completing
from .exits import Exit
from .options import as_at_option, format_option, output_option, rules_as_at_option
from .paper import deliver, paper
from .reading import as_at_of, read_plan
from .showing import no_such

plan_option = click.option(
    "-p",
    "--plan",
    "plan_named",
    metavar="PLAN",
    help="Ask the rules of this plan: its folder or file, or the name of a shipped plan.",
)


@click.group("rule", epilog="Example: eh rule show collective-consultation -p early-help-2021")
def rule_group() -> None:
    """List the rules of law, and show what each asks of a plan."""


@rule_group.command("list", epilog="Example: eh rule list -p early-help-2021")
@plan_option
@as_at_option
@rules_as_at_option
@click.option("--all", "every", is_flag=True, help="Also those that are not in force.")
@click.option("--code", metavar="CODE", help="Only those that this finding is about.")
@click.option(
    "--confidence",
    type=click.Choice([confidence.value for confidence in Confidence], case_sensitive=False),
    metavar="P|S|M|C",
    help="Only those of which we are so sure: P the text was seen, S accounts of it, M it is "
    "from memory, to verify, C worked out.",
)
@format_option("text", "json", "csv")
@output_option
def list_rules(
    plan_named: str | None,
    as_at: date | None,
    rules_as_at: date | None,
    every: bool,
    code: str | None,
    confidence: str | None,
    form: str,
    output: str,
) -> Exit:
    """List the rules that come along, or those of a plan.

    With -p the plan's own are among them, each with its verdict: kept, broken, not known, runs
    past, to know or not asked. They are those in force on the day that the facts are true,
    and those that are asked because they are about another day.
    """
    from earlyhelp.outputs import rules

    schedule = _solved(plan_named, as_at, rules_as_at)
    asked = [rules.Asked.of(rule, schedule) for rule in _rules(schedule)]
    day = rules_as_at or (schedule.as_at if schedule is not None else None)
    shown = rules.in_force_on(asked, None if every else day)
    if code is not None:
        known = {name for one in asked for name in (one.rule.code, *one.rule.checked_by)}
        if code.upper() not in known:
            raise no_such("rule with the code", code.upper(), known)
        shown = tuple(one for one in shown if code.upper() in (one.rule.code, *one.rule.checked_by))
    if confidence is not None:
        shown = tuple(one for one in shown if one.rule.confidence.value == confidence)
    if form == "json":
        deliver(rules.list_json(shown, schedule, None if every else day), output, as_utf8=True)
    elif form == "csv":
        deliver(rules.list_csv(shown, schedule), output, as_utf8=True)
    else:
        head = text.title_lines(schedule, paper(output)) if schedule is not None else ()
        deliver((*head, *rules.as_table(shown, paper(output))), output)
    return Exit.FINE


@rule_group.command(epilog="Example: eh rule show collective-consultation -p early-help-2021")
@click.argument("rule_id", metavar="RULE", shell_complete=completing.rules)
@plan_option
@as_at_option
@rules_as_at_option
@format_option("text", "json")
@output_option
def show(
    rule_id: str,
    plan_named: str | None,
    as_at: date | None,
    rules_as_at: date | None,
    form: str,
    output: str,
) -> Exit:
    """Show all that there is to say of one RULE.

    With -p that is also what the plan has for it, and what became of it there.
    """
    from earlyhelp.outputs import rules

    schedule = _solved(plan_named, as_at, rules_as_at)
    by_id = {rule.id: rule for rule in _rules(schedule)}
    rule = by_id.get(rule_id)
    if rule is None:
        code = rule_id.upper()
        if any(code in (one.code, *one.checked_by) for one in by_id.values()):
            said = f"{code} is the code of a finding: `eh rule list --code {code}` has its rules"
            raise click.UsageError(said)
        raise no_such("rule", rule_id, by_id)
    asked = rules.Asked.of(rule, schedule)
    if form == "json":
        deliver(rules.show_json(asked), output, as_utf8=True)
    else:
        sheet = paper(output)
        head = text.title_lines(schedule, sheet) if schedule is not None else ()
        deliver((*head, *rules.page(asked, sheet)), output)
    return Exit.FINE


def _rules(schedule: Schedule | None) -> Sequence[Rule]:
    """The rules of a plan, or else those that come with earlyhelp."""
    return (schedule.plan.rules if schedule is not None else ()) or shipped_rules()


def _solved(named: str | None, as_at: date | None, rules_as_at: date | None) -> Schedule | None:
    """The plan that was named, by the law of a day; ``None`` where none was."""
    if named is None:
        if as_at is not None:
            raise click.UsageError("--as-at is about a plan: name it with -p")
        return None
    plan = read_plan(None, named)
    if rules_as_at is not None:
        from earlyhelp.rulebook import applied

        plan = applied(plan, rules_as_at)
    return solve_plan(plan, as_at_of(plan, as_at))
