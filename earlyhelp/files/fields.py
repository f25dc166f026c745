"""What a single value of a plan file means: texts, days, lags, choices.

Every method returns ``None`` where it has noted a problem instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, TypeVar

from earlyhelp.dates import DateExpression, Lag
from earlyhelp.errors import (
    BareLagError,
    DayOutOfRangeError,
    NegativeLagError,
    NotADayError,
    NotALagError,
)
from earlyhelp.files import problems
from earlyhelp.files.values import Listing, Mapping, Text, Value, is_null
from earlyhelp.findings import Finding, Place
from earlyhelp.model import Days, FactValue, Length, Stated

Parsed = TypeVar("Parsed")

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_][A-Za-z0-9_-]*)*\Z")
LONGEST_ID: Final = 200
_new: Final = tuple.__new__


class Fields:
    """Reads single values of one file, and notes what is wrong with them."""

    def __init__(self, *, name: str, found: list[Finding]) -> None:
        """`name` is what findings call the file; `found` gets them."""
        self.name = name
        self.found = found
        # a plan says few different ones, many times
        self._lags: dict[str, Lag] = {}
        self._dates: dict[str, DateExpression] = {}

    def place(self, at: Value) -> Place:
        """Where a value stands."""
        # the plain constructor of a named tuple, without its keyword handling
        return _new(Place, (self.name, at.line, at.column))

    def note(self, finding: Finding) -> None:
        """Add a finding."""
        self.found.append(finding)

    def text(self, key: str, value: Value) -> str | None:
        """One line of text: white space of any kind counts as one space."""
        if type(value) is not Text:
            self.note(problems.wrong_shape(self.place(value), f"`{key}`", "a text"))
            return None
        text: str = value.value
        if len(text) < 5 and is_null(value):
            return None
        is_tidy = text.isprintable() and "  " not in text and text == text.strip()
        return text if is_tidy else " ".join(text.split())

    def identifier(self, value: Text) -> str | None:
        """An id of a milestone, a stage or a plan."""
        if len(value.value) <= LONGEST_ID and _ID.match(value.value):
            return str(value.value)
        long = len(value.value) if len(value.value) > LONGEST_ID else None
        self.note(problems.not_an_id(self.place(value), value.value, long, LONGEST_ID))
        return None

    def choice(self, key: str, value: Value, choices: Iterable[str], what: str) -> str | None:
        """One of a few words."""
        text = self.text(key, value)
        listed = tuple(choices)
        if text is None or text in listed:
            return text
        self.note(problems.not_a_choice(self.place(value), text, what, listed))
        return None

    def yes_or_no(self, key: str, value: Value) -> bool:
        """``yes`` or ``no``; no where it is neither, once that has been noted."""
        text = self.text(key, value)
        if text is not None and text not in ("yes", "no", "true", "false"):
            self.note(problems.not_a_choice(self.place(value), text, "yes or no", ("yes", "no")))
        return text in ("yes", "true")

    def days(self, key: str, value: Value) -> Days | None:
        """On which days something may fall."""
        text = self.choice(key, value, [days.value for days in Days], "a kind of day")
        return Days(text) if text else None

    def stated(self, key: str, value: Value, hint: str = "") -> Stated | None:
        """A date, as precise as it is; `hint` ends the message where it is none."""
        when = self._dates.get(value.value) if type(value) is Text else None
        if when is not None:
            return Stated(when, self.place(value))
        text = self.text(key, value)
        if text is None:
            return None
        place = self.place(value)
        when = self._parsed(DateExpression.parse, text, place, hint)
        if when is None:
            return None
        self._dates[text] = when
        return Stated(when, place)

    def day(self, key: str, value: Value) -> date | None:
        """A date that has to be one day."""
        stated = self.stated(key, value)
        if stated is None:
            return None
        if not stated.when.is_exact:
            reason = f"`{key}` takes one day, such as {stated.when.last.isoformat()}"
            self.note(problems.not_a_day(stated.place, reason))
            return None
        return stated.when.first

    def when_of(self, text: str, place: Place) -> DateExpression | None:
        """A day, or a period in which it lies, that is a part of a value."""
        return self._parsed(DateExpression.parse, text, place)

    def day_of(self, text: str, key: str, place: Place) -> date | None:
        """A day that is a part of a value."""
        when = self.when_of(text, place)
        if when is not None and not when.is_exact:
            self.note(problems.not_a_day(place, f"`{key}` takes days, such as {when.last}"))
            return None
        return None if when is None else when.first

    def lag(self, key: str, value: Value) -> Lag | None:
        """A length of time with its unit."""
        text = self.text(key, value)
        return None if text is None else self.lag_of(text, self.place(value))

    def lag_of(self, text: str, place: Place, *, of_a_link: bool = False) -> Lag | None:
        """The same, of a part of a value."""
        lag = self._lags.get(text)
        if lag is None:
            turned = "; turn the link round instead" if of_a_link else ""
            lag = self._parsed(Lag.parse, text, place, turned)
            if lag is not None:
                self._lags[text] = lag
        return lag

    def range_of(self, text: str, likely: str | None, place: Place) -> Length | None:
        """From what to what something may take, and what is likely of it."""
        return self._parsed(lambda said: Length.parse_within(said, likely), text, place)

    def parsed(self, parse: Callable[[str], Parsed], key: str, value: Value) -> Parsed | None:
        """Whatever `parse` makes of the text."""
        text = self.text(key, value)
        return None if text is None else self._parsed(parse, text, self.place(value))

    def keyed(self, value: Value, what: str) -> Iterable[tuple[Text, Value]]:
        """The keys and values of a mapping."""
        if type(value) is Mapping:
            return value.entries
        if not is_null(value):
            self.note(problems.wrong_shape(self.place(value), what, "keys and values"))
        return ()

    def listed(self, value: Value) -> Iterable[Value]:
        """The items of a list; a value that is no list stands for itself."""
        if type(value) is Listing:
            return value.items
        return () if is_null(value) else (value,)

    def fact(self, value: Value) -> FactValue:
        """A value whose meaning is the business of a rule, as texts."""
        if isinstance(value, Mapping):
            return {str(key.value): self.fact(item) for key, item in value.entries}
        if isinstance(value, Listing):
            return tuple(self.fact(item) for item in value.items)
        return str(value.value)

    def _parsed(
        self, parse: Callable[[str], Parsed], text: str, place: Place, hint: str = ""
    ) -> Parsed | None:
        try:
            return parse(text)
        except BareLagError as error:
            self.note(problems.bare_days(place, str(error)))
        except NegativeLagError as error:
            reason = f"{error.refused}{hint}" if hint else str(error)
            self.note(problems.not_a_lag(place, reason))
        except NotALagError as error:
            self.note(problems.not_a_lag(place, str(error)))
        except NotADayError as error:
            self.note(problems.not_a_day(place, f"{error}{hint}"))
        except DayOutOfRangeError as error:
            self.note(problems.day_out_of_range(place, str(error)))
        return None
