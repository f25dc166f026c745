"""How likely is each day of one milestone, as a drawing?

A histogram as SVG that says in words what it shows: a title and a description for those
who hear it, text and not colour alone for those who see it, no script, and nothing from
elsewhere. Colours keep a contrast of at least 4.5 to 1 on white (WCAG 2.2, 1.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from earlyhelp.dates import days, words
from earlyhelp.outputs.risk import chance, sentence
from earlyhelp.risk.simulation import PERCENTS, Risk

WIDTH: Final = 800
HEIGHT: Final = 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 780, 90, 340
#: At most so many bars; then each is for several days alike.
_MOST_BARS: Final = 60
_BLUE, _GREY, _INK = "#1d70b8", "#505a5f", "#0b0c0c"
#: So much of a letter's height is its width, on average; enough to keep labels apart.
_LABEL: Final = 100


def drawing(answer: Risk) -> str:
    """The days of the target as a histogram, with the day that 8 of 10 trials keep."""
    return "\n".join(_parts(answer))


def _parts(answer: Risk) -> Iterator[str]:
    title = f"When {answer.target} comes, in {answer.trials:,} trials"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" '
        f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="14" fill="{_INK}">'
    )
    yield f'<title id="title">{escape(title, quote=False)}</title>'
    yield f'<desc id="desc">{escape(_described(answer), quote=False)}</desc>'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    yield _text(_LEFT, 30, title, size=18, weight="bold")
    yield _text(_LEFT, 54, _short(answer))
    if answer.histogram:
        yield from _bars(answer)
    yield "</svg>"


def _described(answer: Risk) -> str:
    """All that the drawing shows, in words."""
    if answer.target not in answer.days:
        return sentence(answer)
    first, last = min(answer.histogram), max(answer.histogram)
    said = [
        f"{percent // 10} of 10 by {_day(day)}"
        for percent, day in zip(PERCENTS, answer.days[answer.target], strict=True)
    ]
    span = f"The first trial has it on {_day(first)}, the last on {_day(last)}."
    return f"{sentence(answer)} {span} Trials that have it: {'; '.join(said)}."


def _short(answer: Risk) -> str:
    if answer.target in answer.hanging:
        return "not known: it hangs on milestones that wait for each other in a circle"
    if answer.target not in answer.days:
        return "done, or its day has passed"
    day = answer.days[answer.target][PERCENTS.index(80)]
    return f"8 of 10 trials have it by {_day(day)}"


def _bars(answer: Risk) -> Iterator[str]:
    """The bars, a scale on each side, and the day that 8 of 10 trials keep."""
    first, last = min(answer.histogram), max(answer.histogram)
    each = -(-(last - first + 1) // _MOST_BARS)
    number = -(-(last - first + 1) // each)
    counts = [0] * number
    for day, many in answer.histogram.items():
        counts[(day - first) // each] += many
    highest = max(counts)
    width = min((_RIGHT - _LEFT) / number, 60)
    for at, many in enumerate(counts):
        height = (_BOTTOM - _TOP) * many / highest
        yield (
            f'<rect x="{_LEFT + at * width + 1:.1f}" y="{_BOTTOM - height:.1f}" '
            f'width="{max(width - 2, 1):.1f}" height="{height:.1f}" fill="{_BLUE}"/>'
        )
    yield _line(_LEFT, _BOTTOM, _LEFT + number * width, _BOTTOM)
    most = chance(highest, answer.trials)
    yield _text(_LEFT - 8, _TOP + 5, most, anchor="end", size=12)
    yield _text(_LEFT - 8, _BOTTOM + 4, "none", anchor="end", size=12)
    step = max(1, -(-_LABEL // max(1, int(width))))
    for at in range(0, number, step):
        x = _LEFT + (at + 0.5) * width
        yield _line(x, _BOTTOM, x, _BOTTOM + 6)
        yield _text(x, _BOTTOM + 22, _tabular(first + at * each), anchor="middle", size=12)
    unit = "a bar for each day" if each == 1 else f"a bar for every {each} days, from its first"
    yield _text(_LEFT, _BOTTOM + 50, f"share of the trials; {unit}", size=12, fill=_GREY)
    yield from _mark(answer, first, each, width)


def _mark(answer: Risk, first: int, each: int, width: float) -> Iterator[str]:
    """A dashed line after the bar of the day that 8 of 10 trials keep."""
    day = answer.days.get(answer.target, (None,) * len(PERCENTS))[PERCENTS.index(80)]
    if day is None or len(answer.histogram) == 1:
        return
    x = _LEFT + ((day - first) // each + 1) * width
    yield _line(x, _TOP - 10, x, _BOTTOM, dashes=' stroke-dasharray="5 4"')
    is_right = x > (_LEFT + _RIGHT) / 2
    anchor, at = ("end", x - 6) if is_right else ("start", x + 6)
    yield _text(at, _TOP - 14, f"8 of 10 by {_tabular(day)}", anchor=anchor, size=12)


def _line(x: float, y: float, to_x: float, to_y: float, dashes: str = "") -> str:
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{_INK}"{dashes}/>'
    )


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    size: int = 14,
    weight: str = "normal",
    fill: str = _INK,
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
        f'font-weight="{weight}" fill="{fill}">{escape(text, quote=False)}</text>'
    )


def _day(day: int | None) -> str:
    if day is None or day > days.LAST:
        return "a day after 2099"
    return words.day(days.day(day))


def _tabular(day: int) -> str:
    return "after 2099" if day > days.LAST else words.tabular(days.day(day))
