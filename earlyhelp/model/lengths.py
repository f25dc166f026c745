"""How long something takes: at least, at most, by work at a rate, or as it may turn out."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable

import attrs

from earlyhelp.dates import Lag, Unit
from earlyhelp.errors import NotALagError
from earlyhelp.records import Record


class LinkKind(enum.Enum):
    """Which way the inequality of a link points."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


@attrs.frozen(eq=False, repr=False)
class Spread(Record):
    """That a length turns out one way or another, and is not for the plan to choose."""

    likely: Lag | None = None  #: the length that is the most likely; ``None``: nobody says
    decided_by: str | None = None  #: who decides, in the plan's words


@attrs.frozen(eq=False, repr=False)
class Length(Record):
    """How long a stage lasts: at least, at most, or both; and what is likely, if one says."""

    at_least: Lag | None = None
    at_most: Lag | None = None
    likely: Lag | None = None

    def __str__(self) -> str:
        """As a stage has it: ``at least 4 weeks``, ``between 3 and 6 weeks, likely 4``."""
        if self.at_least is None or self.at_most is None:
            least = f"at least {self.at_least}"
            return f"at most {self.at_most}{self._likely()}" if self.at_most else least
        if self.at_least == self.at_most and self.likely is None:
            return f"exactly {self.at_least}"
        return f"between {self._both('and')}{self._likely()}"

    def after(self, ref: str) -> str:
        """As `within` has it: ``3 to 6 weeks after landlord.asked, likely 4``."""
        both = f"{self.at_most}" if not self.at_least else self._both("to")
        return f"{both} after {ref}{self._likely()}"

    def _both(self, word: str) -> str:
        low, high = self.at_least, self.at_most
        is_alike = low is not None and high is not None and low.unit is high.unit
        return f"{low.count if is_alike and low else low} {word} {high}"

    def _likely(self) -> str:
        return "" if self.likely is None else f", likely {self.likely.count}"

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read ``at least 4 weeks``, ``at most …``, ``exactly …`` or ``between … and …``.

        Raises :class:`NotALagError`, with the nearest right form in the message.
        """
        said, likely = split_likely(text)
        match = _LENGTH.match(said)
        if match is None:
            if (between := _BETWEEN.match(said)) is not None:
                return _ranging(text, between.group(1), between.group(2), likely)
            raise NotALagError(_not_a_length(said))
        lag = Lag.parse(match.group(2))
        match match.group(1):
            case "at most":
                return _ranging(text, None, match.group(2), likely)
            case _ if likely is not None:
                raise NotALagError(_nothing_is_likely(text))
            case "at least":
                return cls(at_least=lag)
            case _:
                return cls(lag, lag)

    @classmethod
    def parse_within(cls, text: str, likely: str | None = None) -> Length:
        """Read what `within` takes before ``after REF``: ``28 calendar days``, ``3 to 6 weeks``.

        Raises :class:`NotALagError`, with the nearest right form in the message.
        """
        match = _RANGE.match(text)
        low, high = (None, text) if match is None else match.groups()
        return _ranging(text, low, high, likely)

    def changed(self, kind: LinkKind, lag: Lag) -> Length:
        """The length with one of its ends replaced; both ends of an exact one."""
        if self.at_least == self.at_most and self.likely is None:
            return Length(lag, lag)
        if kind is LinkKind.AT_LEAST:
            length = attrs.evolve(self, at_least=lag)
        else:
            length = attrs.evolve(self, at_most=lag)
        return length if self.likely is None else length.keeping(self.likely)

    def keeping(self, likely: Lag) -> Length:
        """The length with what is likely kept between its ends."""
        low, high = self.at_least, self.at_most
        if low is not None and likely.count < low.count:
            likely = low
        if high is not None and likely.count > high.count:
            likely = high
        return attrs.evolve(self, likely=likely)


@attrs.frozen(eq=False, repr=False)
class Rate(Record):
    """How long work takes: so many pieces, and how many of them are done in each unit of time.

    ``34 interviews at 4 a working day`` take 9 working days: what is left over takes one
    more. The count may be the name of a fact, or of a register whose rows are counted.
    """

    counted: str  #: as the plan has it: a number, `facts.NAME` or `registers.NAME`
    count: int
    what: str
    each: int
    unit: Unit

    def __str__(self) -> str:
        """As a plan has it."""
        return f"{self.counted} {self.what} at {self.each} {_article(self.unit)}"

    @property
    def lag(self) -> Lag:
        """How long it takes, the last unit begun counted as a whole one."""
        return Lag(-(-self.count // self.each), self.unit)

    def in_words(self) -> str:
        """As a sum that a reader can check: ``34 interviews, 4 a working day: 9 working days``."""
        return f"{self.count} {self.what}, {self.each} {_article(self.unit)}: {self.lag}"

    def within(self, lag: Lag) -> Rate:
        """The least rate at which the work takes no longer than `lag`, which is not 0."""
        return attrs.evolve(self, each=-(-self.count // lag.count))

    @classmethod
    def parse(cls, text: str, count: Callable[[str], int]) -> Rate:
        """Read ``34 interviews at 4 a working day``; `count` says how many a name counts.

        Raises :class:`NotALagError`, with the right form in the message.
        """
        match = _RATE.match(text)
        if match is None:
            from earlyhelp.dates.days import shortened

            raise NotALagError(
                f'"{shortened(text)}" is not a rate: write "34 interviews at 4 a working day", '
                "with a number, `facts.NAME` or `registers.NAME`, and one of "
                '"a working day", "a calendar day" and "a week"'
            )
        counted, what, each, unit = match.groups()
        number = int(counted) if counted.isdigit() else count(counted)
        return cls(counted, number, what, int(each), Unit(f"{unit}s"))


def _article(unit: Unit) -> str:
    return f"a {unit.value[:-1]}"


_RATE = re.compile(
    r"([0-9]{1,6}|(?:facts|registers)\.\S+) (\S.*?) at ([1-9][0-9]{0,5}) "
    r"a (working day|calendar day|week)\Z"
)
_LENGTH = re.compile(r"(at least|at most|exactly) +(\S.*)\Z")
_BETWEEN = re.compile(r"between +(\S.*?) +and +(\S.*)\Z")
_RANGE = re.compile(r"([0-9]\S*(?: [a-z ]+?)?) +to +(\S.*)\Z")
_LIKELY = re.compile(r"(\S.*?),? +likely +(\S.*)\Z")


def split_likely(text: str) -> tuple[str, str | None]:
    """What stands before ``, likely 4``, and the 4; ``None`` where nothing is said of it."""
    match = _LIKELY.match(text)
    return (text, None) if match is None else (match.group(1), match.group(2))


def _ranging(text: str, low: str | None, high: str, likely: str | None) -> Length:
    """A length up to `high`; a bare number before it counts in the same unit."""
    at_most = Lag.parse(high)
    at_least = None if low is None else Lag.parse(_with_unit(low, at_most.unit))
    is_alike = at_least is None or at_least.unit is at_most.unit
    if at_least is not None and is_alike and at_least.count > at_most.count:
        raise NotALagError(f'"{text}" is not a length: the longer one comes second')
    if likely is None:
        return Length(at_least, at_most)
    lag = Lag.parse(_with_unit(likely, at_most.unit))
    if not is_alike or lag.unit is not at_most.unit:
        raise NotALagError(f'"{text}" mixes units: what is likely is counted in those of both ends')
    least = 0 if at_least is None else at_least.count
    if not least <= lag.count <= at_most.count:
        shortest = Lag(least, at_most.unit)
        raise NotALagError(f'"{text}": likely is {lag}, which is not from {shortest} to {at_most}')
    return Length(at_least, at_most, lag)


def _with_unit(text: str, unit: Unit) -> str:
    return f"{text} {unit.value}" if text.isascii() and text.isdigit() else text


def _nothing_is_likely(text: str) -> str:
    said, likely = split_likely(text)
    lag = said.removeprefix("at least ").removeprefix("exactly ")
    return (
        f'"{text}" does not say from what to what it may be: write "between … and {lag}, '
        f'likely {likely}", or leave out what is likely'
    )


def _not_a_length(text: str) -> str:
    from earlyhelp.dates.days import shortened

    if (both := _RANGE.match(text)) is not None:
        low, high = both.groups()
        return f'"{shortened(text)}" is not a length here: write "between {low} and {high}"'
    try:
        lag = Lag.parse(text)
    except NotALagError:
        return (
            f'"{shortened(text)}" is not a length: write "at least", "at most", "exactly" '
            'or "between … and …", for example "at least 4 weeks"'
        )
    return f'"{text}" does not say how firm it is: write "exactly {lag}" or "at least {lag}"'
