"""What can be wrong with the files of a plan, so that they cannot be read as one.

Each function is one code: its docstring is the manual page, its result the message.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Concatenate, Final, ParamSpec

from earlyhelp import codes
from earlyhelp.dates.days import shortened
from earlyhelp.findings import Finding, Place, Severity

Words = ParamSpec("Words")
#: Up to so many names are compared one by one.
_MANY: Final = 2_000
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
Problem = Callable[Concatenate[Place, Words], Finding]


def problem(code: str, name: str) -> Callable[[Callable[Words, str]], Problem[Words]]:
    """Enrol a function that words a problem; it then makes the finding at a place."""

    def enrol(function: Callable[Words, str]) -> Problem[Words]:
        say = codes.say(codes.register(code, name, Severity.ERROR, function))

        def at(place: Place, /, *args: Words.args, **kwargs: Words.kwargs) -> Finding:
            return say(function(*args, **kwargs), place=place)

        return at

    return enrol


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``; did you mean "after"?``, or nothing where nothing is near."""
    from difflib import get_close_matches  # only ever needed for a mistake

    if len(word) > 100:
        return ""
    names = known if isinstance(known, AbstractSet) else list(known)
    if len(names) > _MANY:
        closest = _one_edit_away(word, names)
    elif alike := [name for name in names if plainly(name) == plainly(word)]:
        closest = sorted(alike)  # "Handed over" for "handed_over"
    else:
        near = [
            name
            for name in names
            if abs(len(name) - len(word)) <= 3 and len(set(name) ^ set(word)) <= 6
        ]
        closest = get_close_matches(word, near, n=1, cutoff=0.7)
    return f'; did you mean "{closest[0]}"?' if closest else ""


def plainly(name: str, between: str = " ") -> str:
    """A name in small letters, with one mark `between` its words, whichever it has."""
    return between.join(name.casefold().replace("_", " ").replace("-", " ").split())


def _one_edit_away(word: str, known: Collection[str]) -> list[str]:
    """The first name that one letter more, less, other or elsewhere makes of a word.

    It takes as long for a million names as for one, so that a file full of mistakes ends.
    """
    names = known if isinstance(known, AbstractSet) else set(known)
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = chain(
        (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
        (a + b[1:] for a, b in cuts if b),
        (a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS),
        (a + letter + b for a, b in cuts for letter in _LETTERS),
    )
    return sorted({name for name in made if name in names and name != word})[:1]


def _one_of(words: Sequence[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


@problem("EH001", "no-plan")
def no_plan(why: str) -> str:
    """There is no plan in the file.

    ## What it means
    The file is empty, holds only comments, or is not a mapping of keys to values. A plan
    needs at least `format`, `id`, `title` and `nation`.

    ## What to do
    Begin with these four lines, then add milestones:

        format: 1
        id: my-plan
        title: What this plan is for
        nation: england
    """
    return f"no plan found: {why}"


@problem("EH002", "not-utf-8")
def not_utf8(offset: int, guess: str) -> str:
    """The file is not UTF-8 text.

    ## What it means
    Plans are plain text in UTF-8, with or without a byte order mark. The message names
    the first byte that is not, counted from 0.

    ## What to do
    Save the file again as UTF-8. In Notepad: Save as, Encoding, UTF-8.
    """
    return f"the file is not UTF-8 text: byte {offset} {guess}; save it as UTF-8"


@problem("EH003", "not-yaml")
def not_yaml(what: str) -> str:
    """The file breaks the rules of YAML, so nothing after this place can be read.

    ## What it means
    The usual causes are a tab used for indentation, a quotation mark that is never
    closed, a colon missing after a key, or a control character pasted in from elsewhere.

    ## What to do
    Look at the line that is named, and at the one above it. Indent with spaces, close what was
    opened, and put a text that has `: ` or ` #` in it between quotation marks.
    """
    return f"not YAML: {what}"


@problem("EH004", "too-large")
def too_large(what: str) -> str:
    """The file, one of its lines, or its nesting is larger than a plan ever is.

    ## Why it matters
    Limits keep a wrong or hostile file from using up the machine. They are far above any
    real plan; large registers belong in CSV files.

    ## What to do
    See whether it is the right file. Rows that are typed in the plan can have a file of their
    own: `properties: properties.csv`.
    """
    return what


@problem("EH005", "unknown-key")
def unknown_key(key: str, known: Iterable[str], where: str, instead: str = "") -> str:
    """A key that the plan format does not have.

    ## Why it matters
    A misspelt key would silently drop a date or a link: `afer:` must not mean "no link".

    ## What to do
    Write the key as the message suggests, where it does, or leave it out. What is meant for
    people alone stands behind a `#`, where nothing reads it.
    """
    hint = did_you_mean(key, known) or instead
    return f'"{shortened(key)}" is not a key of {where}{hint}'


@problem("EH006", "wrong-shape")
def wrong_shape(what: str, expected: str) -> str:
    """A value is a text where a mapping is expected, or the other way round.

    ## Example
    `after:` takes one link, or a list of links; `facts:` takes keys and values.

    ## What to do
    Write it in the form that the message names. What belongs to a key is indented by two spaces
    more than the key.
    """
    return f"{what} takes {expected}"


@problem("EH007", "not-a-day")
def not_a_day(reason: str) -> str:
    """A date is not in the one form that plans use, or there is no such day.

    ## What it means
    Days are written YYYY-MM-DD, so that 8/9/2021 is never read as 9 August. A date that
    is known less precisely is written as what is known: `week of 2021-09-13` (a Monday),
    `2021-12`, `end of 2021-10`, `2022`, or `2022-01-10 to 2022-01-21`. A day that does
    not exist, such as 30 February, is refused and never rolled over.

    ## What to do
    Write it as YYYY-MM-DD, as the message has it where it can tell. Where it cannot, ask whoever
    stated the day which number is the month.
    """
    return reason


@problem("EH008", "day-out-of-range")
def day_out_of_range(reason: str) -> str:
    """A day lies outside the calendar, which runs from 1970 to 2099.

    ## Why it matters
    A year such as 2201 or 0201 in a plan is a slip of the finger, and working days and
    bank holidays of such years are not known.

    ## What to do
    Correct the year.
    """
    return reason


@problem("EH009", "not-a-lag")
def not_a_lag(reason: str) -> str:
    """A length of time is not a number with one of the units.

    ## What it means
    The units are calendar days, weeks, months, working days, clear days and clear working
    days. A lag is never negative: turn the link round instead.

    ## What to do
    Write a number and one of the units: `4 weeks`, `10 working days`.
    """
    return reason


@problem("EH010", "bare-days")
def bare_days(reason: str) -> str:
    """A lag says "days" and leaves open which days are meant.

    ## Why it matters
    30 calendar days from 8 September 2021 is 8 October; 30 working days is 20 October.
    Statutory minimums are mostly calendar days, service standards working days; a plan
    says which, always.

    ## What to do
    Ask which are meant, and write that: `30 calendar days` or `30 working days`.
    """
    return reason


@problem("EH011", "not-a-link")
def not_a_link(reason: str) -> str:
    """A link is not in one of the forms that plans use.

    ## What it means
        after:   REF + LAG            on or after REF plus LAG
        before:  REF - LAG            REF is at least LAG later
        within:  LAG after REF        on or after REF, and at most LAG later
        exactly: LAG after REF        that very day
        by:      REF + LAG            at most LAG after REF

    `+ LAG` and `- LAG` may be left out.

    ## What to do
    Write it in one of these forms, with a unit after every number:
    `after: consultation.close + 4 weeks`.
    """
    return reason


@problem("EH012", "unknown-reference")
def unknown_reference(name: str, known: Iterable[str], stages: Iterable[str]) -> str:
    """A link names a milestone that the plan does not have.

    ## Why it matters
    A link to nothing constrains nothing: the plan would look easier than it is.

    ## What to do
    Correct the name, or add the milestone. Of a stage, name its beginning or its end,
    `notice.end`; of a row of a register, one of its steps, `centre-07.vacated`.
    """
    if name in stages:
        return f'"{name}" is a stage: write "{name}.start" or "{name}.end"'
    return f'there is no milestone "{shortened(name)}"{did_you_mean(name, known)}'


@problem("EH013", "duplicate-id")
def duplicate_id(name: str, first: Place) -> str:
    """Two milestones or stages have the same id.

    ## What to do
    Give one of them another name. The message shows where the first one stands.
    """
    return f'"{shortened(name)}" is there twice: first at {first}'


@problem("EH014", "duplicate-key")
def duplicate_key(key: str, first: Place) -> str:
    """The same key is given twice in one place.

    ## Why it matters
    Most readers of YAML keep one of the two and forget the other without a word.

    ## What to do
    Make one of the two, or delete the one that does not hold.
    """
    return f'"{shortened(key)}" is given twice: first at {first}'


@problem("EH015", "yaml-feature")
def yaml_feature(what: str) -> str:
    """The file uses a part of YAML that plans do without.

    ## What it means
    Anchors, aliases, tags and several documents in one file are refused. Write each value
    out where it is needed.

    ## Why it matters
    They make a plan hard to read for the people who own it, and a few lines of aliases
    can stand for billions of values.

    ## What to do
    Write the value again where it was referred to, and each plan into a file of its own. Put a
    text that begins with `&`, `*` or `!` between quotation marks.
    """
    return f"{what} cannot be used in a plan"


@problem("EH016", "missing-key")
def missing_key(key: str, where: str, example: str) -> str:
    """Something that every plan must say is not there.

    ## What to do
    Add the line that the message shows. There is no default nation, because bank
    holidays differ between them.
    """
    return f"{where} does not say its {key}: add {example}"


@problem("EH017", "not-an-id")
def not_an_id(name: str, length: int | None = None, most: int = 0) -> str:
    """An id has a character that ids do without.

    ## What it means
    An id is letters, digits, `-` and `_`, in parts joined by single dots:
    `consultation.close`. It stands in links, where spaces and signs have a meaning.

    ## What to do
    Give it another id, there and in every link that names it. What people call it is its
    `title`, or its `name` in a register, and can have any sign.
    """
    if length is not None:
        has = f"it has {length:,} characters, and an id has {most} at most"
        return f'"{shortened(name)}" is not an id: {has}'
    return (
        f'"{shortened(name)}" is not an id: use letters, digits, "-" and "_", '
        'in parts joined by dots, such as "consultation.close"'
    )


@problem("EH018", "not-a-choice")
def not_a_choice(text: str, what: str, choices: Iterable[str]) -> str:
    """A value is not one of the few that this key can have.

    ## Example
    `days: working` or `days: any`; `nation: england`, `wales`, `scotland` or
    `northern-ireland`; `locked: yes` or `locked: no`.

    ## What to do
    Write one of the words that the message lists.
    """
    listed = tuple(choices)
    return f'"{shortened(text)}" is not {what}: write {_one_of(listed)}{did_you_mean(text, listed)}'


@problem("EH019", "no-working-days")
def no_working_days() -> str:
    """The closures leave no working day at all.

    ## Why it matters
    A lag in working days would then never end.

    ## What to do
    Look at the closures: in one of them a day or a year is wrong.
    """
    return "the closures leave no working day at all"


@problem("EH021", "not-a-closure")
def not_a_closure(text: str) -> str:
    """A closure is not a day, or a first and a last day in that order.

    ## Example
        closures:
          - days: 2021-12-29 to 2021-12-31
            name: Christmas closure

    ## What to do
    Write one day, or the first and the last with `to` between them.
    """
    return (
        f'"{shortened(text)}" is not a closure: write a day, or "FIRST to LAST" with both '
        "days included, such as 2021-12-29 to 2021-12-31"
    )
