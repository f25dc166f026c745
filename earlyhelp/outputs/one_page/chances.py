"""What does the page say of how likely the launch is, where somebody asked for it?"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from earlyhelp.dates import days, words
from earlyhelp.outputs.risk import sentence
from earlyhelp.outputs.risk_drawing import drawing
from earlyhelp.risk.simulation import PERCENTS, Risk


def chances(answer: Risk) -> dict[str, Any]:
    """The answer in words, as a histogram, and as a table of the same days."""
    found = answer.days.get(answer.target) if answer.lengths else None
    return {
        "target": answer.target,
        "sentence": sentence(answer),
        "trials": f"{answer.trials:,}",
        "seed": answer.seed,
        "lengths": words.count(len(answer.lengths), "uncertain length"),
        "drawing": "" if found is None else Markup(drawing(answer)),  # noqa: S704 - it escapes
        "rows": [
            (f"{percent // 10} of 10", _day(day))
            for percent, day in zip(PERCENTS, found or (), strict=False)
        ],
    }


def _day(day: int | None) -> str:
    return "after 2099" if day is None else words.day(days.day(day))
