"""What the law and the council's own rules ask of a plan: rules as data, applied by date."""

from __future__ import annotations

from earlyhelp.rulebook.applied import applied
from earlyhelp.rulebook.unasked import why_not_asked
from earlyhelp.rulebook.verdicts import Verdict, verdicts

__all__ = ["Verdict", "applied", "verdicts", "why_not_asked"]
