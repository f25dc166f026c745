"""What may happen that nobody wants, and what is done about it, in rows of a report?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from earlyhelp.model.risks import Degree, Risk, RiskStatus
from earlyhelp.outputs.reports.names import Names
from earlyhelp.outputs.reports.pieces import NOTHING, capital

HEADINGS: Final = (
    "Risk",
    "Cause and effect",
    "Likelihood and impact",
    "Mitigating action, and whose it is",
    "What it threatens",
)
NO_MITIGATION: Final = "None is stated"


def open_risks(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """Those that are not closed: what has happened first, then the highest, then the unrated.

    A risk counts as likelihood times impact; two that count the same stay in the plan's order.
    """
    held = (risk for risk in risks if risk.status is not RiskStatus.CLOSED)
    return tuple(
        sorted(held, key=lambda one: (one.status is not RiskStatus.HAPPENED, -(one.score or 0)))
    )


def row(names: Names, risk: Risk) -> tuple[str, ...]:
    """One of them, under `HEADINGS`."""
    when = f" ({risk.proximity})" if risk.proximity else ""
    owner = f" ({risk.owner})" if risk.owner else ""
    happened = "It has happened: " if risk.status is RiskStatus.HAPPENED else ""
    return (
        f"{happened}{risk.name}",
        capital(why(risk)) or NOTHING,
        f"{rated(risk)}{when}",
        f"{risk.mitigation or NO_MITIGATION}{owner}",
        "; ".join(names.of(name) for name in risk.threatens) or NOTHING,
    )


def why(risk: Risk) -> str:
    """Cause, event and effect in a clause, as far as they are stated and not the risk's name."""
    chain = [f"because {risk.cause}"] if risk.cause else []
    chain += [risk.event] if risk.event and risk.title else []
    chain += [f"so that {risk.effect}"] if risk.effect else []
    return ", ".join(chain)


def rated(risk: Risk) -> str:
    """``Likelihood medium, impact very high``."""
    return f"Likelihood {_degree(risk.likelihood)}, impact {_degree(risk.impact)}"


def _degree(degree: Degree | None) -> str:
    return "not known" if degree is None else degree.value
