"""What has to be known for a new plan: from options, from the terminal, or else by default?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar

import attrs
import click

from earlyhelp.dates import Lag, WorkingCalendar, words
from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.errors import NotALagError
from earlyhelp.model.new_plan import CONSULTATION_LASTS, LAUNCH, PLAN, Answers, new_plan
from earlyhelp.sheet_cells import one_line

from .options import IsoDay

T = TypeVar("T")
D = TypeVar("D")

#: What Enter alone says of something that has no default.
_LATER: Final = "not known yet"


class Length(click.ParamType[Lag]):
    """How long something lasts: a number of days, weeks or months."""

    name = "length"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Lag:
        """Read ``4 weeks``, and fail with the right form in the message."""
        if isinstance(value, Lag):
            return value
        try:
            return Lag.parse(value)
        except NotALagError as error:
            self.fail(str(error), param, ctx)


@attrs.frozen(kw_only=True)
class Given:
    """What options say; ``None``: nothing."""

    title: str | None
    nation: str | None
    organisation: str | None
    consultation: date | None
    lasts: Lag | None
    launch: date | None
    buildings: bool | None
    partners: bool | None
    cases: bool | None


def answers(given: Given, name: str, today: date, *, is_asked: bool) -> Answers:
    """Every answer for a plan whose folder has this name.

    Where `is_asked`, people are asked in their terminal for what no option says, and again
    where an answer cannot be, with the nearest that can. In an option that is a wrong use.
    """
    if given.partners and given.buildings is False:
        raise click.UsageError(
            "partners move out of buildings: leave out --no-buildings, or say --no-partners"
        )
    if given.nation is None and not is_asked:
        raise click.UsageError(f"say whose bank holidays count: --nation {_one_of(NATIONS)}")
    ask = _Ask(is_asked=is_asked)
    title = one_line(name) or "plan"
    said = Answers(
        title=ask.value(
            given.title, f"What is the plan called? [{title}]", title, one_line, _is_readable
        ),
        nation=ask.nation(given.nation),
        organisation=ask.value(
            given.organisation, f"Which council writes its letters? [{_LATER}]", "", one_line
        ),
        has_partners=False,  # what is left is no matter for its first days
    )
    return _with_parts(ask, given, _with_days(ask, given, said, today))


def _with_days(ask: _Ask, given: Given, said: Answers, today: date) -> Answers:
    """The answers with the days of the consultation and of the launch, which can be kept."""
    begins = ask.value(
        given.consultation,
        f"On which day does the staff consultation begin? YYYY-MM-DD [{_LATER}]",
        None,
        _day,
    )
    said = attrs.evolve(said, consultation=begins)

    def has_an_end(lasts: Lag) -> None:
        _first_launch(attrs.evolve(said, consultation_lasts=lasts), today)

    lasts = ask.value(
        given.lasts,
        f'How long does it last at the least, such as "30 calendar days"? [{CONSULTATION_LASTS}]',
        CONSULTATION_LASTS,
        lambda text: Length().convert(text, None, None),
        has_an_end,
    )
    said = attrs.evolve(said, consultation_lasts=lasts)
    first = _first_launch(said, today)

    def comes_after(launch: date) -> None:
        if launch < first:
            raise click.UsageError(_too_early(said, launch, first, today))

    launch = ask.value(
        given.launch,
        f"On which day is the launch? {first} at the earliest [{_LATER}]",
        None,
        _day,
        comes_after,
    )
    return attrs.evolve(said, launch=launch)


def _with_parts(ask: _Ask, given: Given, said: Answers) -> Answers:
    """The answers with what the redesign has to do with."""
    has_buildings = given.partners or ask.yes(given.buildings, "Are buildings left?")
    return attrs.evolve(
        said,
        has_buildings=has_buildings,
        has_partners=has_buildings and ask.yes(given.partners, "Do partners move out of them?"),
        has_cases=ask.yes(given.cases, "Does open work with families have to be routed?"),
    )


@attrs.frozen(kw_only=True)
class _Ask:
    """Takes an answer from an option, from the terminal, or else the default."""

    is_asked: bool

    def value(
        self,
        given: T | None,
        question: str,
        default: D,
        read: Callable[[str], T],
        check: Callable[[T], None] = lambda _: None,
    ) -> T | D:
        """The answer to a question; an empty one is the default."""

        def answer(text: str) -> T | D:
            if not text.strip():
                return default
            value = read(text.strip())
            check(value)
            return value

        if given is not None:
            check(given)
            return given
        if not self.is_asked:
            return default
        return _prompt(question, answer)

    def nation(self, given: str | None) -> str:
        """The nation, which has no default."""
        if given is not None:
            return given
        question = f"Whose bank holidays count: {_one_of(NATIONS)}?"
        return _prompt(question, _nation, ends=" ")

    def yes(self, given: bool | None, question: str) -> bool:
        """Whether it is so; yes, unless somebody says otherwise."""
        if given is not None:
            return given
        return self.value(None, f"{question} [Y/n]", True, _yes)


def _prompt(question: str, read: Callable[[str], T], *, ends: str = ": ") -> T:
    """What somebody answers in the terminal; an empty answer is read too."""
    try:
        said: T = click.prompt(
            question, "", value_proc=read, prompt_suffix=ends, show_default=False, err=True
        )
    except click.Abort:
        click.echo("\nnothing was written", err=True)
        raise
    return said


def _yes(text: str) -> bool:
    said = text.casefold()
    if said not in {"y", "yes", "n", "no"}:
        raise click.UsageError("answer y for yes or n for no")
    return said.startswith("y")


def _is_readable(title: str) -> None:
    if not one_line(title):
        raise click.UsageError("a title has letters that can be read")


def _day(text: str) -> date:
    return IsoDay().convert(text, None, None)


def _nation(text: str) -> str:
    said = "-".join(text.casefold().split())
    if said in NATIONS:
        return said
    from earlyhelp.files.problems import did_you_mean

    raise click.UsageError(f"it is one of {_one_of(NATIONS)}{did_you_mean(said, NATIONS)}")


def _first_launch(said: Answers, today: date) -> date:
    """The first day on which the plan that somebody answers so far can have its launch."""
    from earlyhelp.files.load import parse
    from earlyhelp.network.schedule import solve_plan

    bare = attrs.evolve(said, launch=None, has_buildings=False, has_cases=False)
    schedule = solve_plan(parse(new_plan("plan", bare, today)[PLAN].encode()), today)
    first = schedule.earliest[LAUNCH]
    if first is None:
        raise click.UsageError(
            f"a consultation that lasts {said.consultation_lasts} would not be over when the "
            "calendar ends, on 31 December 2099"
        )
    return first


def _too_early(said: Answers, launch: date, first: date, today: date) -> str:
    begins, lasts = said.consultation, said.consultation_lasts
    calendar = WorkingCalendar(nation=said.nation)
    if begins is None:
        why = f"today is {words.day(today)} and the staff consultation lasts at least {lasts}"
    elif begins < today and lasts.later(begins, calendar) <= today:
        why = f"today is {words.day(today)}, and what is still to be done comes no earlier"
    else:
        began = "begins" if begins >= today else "began"
        why = f"the staff consultation {began} on {words.day(begins)} and lasts at least {lasts}"
    return (
        f"the launch cannot be on {words.day(launch)}: {why}, so the first day for it is "
        f"{words.day(first)}, {first}"
    )


def _one_of(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}"
