"""What may happen to a plan that nobody wants, and what is done about it?"""

from __future__ import annotations

import enum

import attrs

from earlyhelp.findings import Place
from earlyhelp.records import Record


class Degree(enum.Enum):
    """How likely a risk is, or how much harm it would do."""

    VERY_LOW = "very low"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very high"

    @property
    def rank(self) -> int:
        """1 for the least."""
        return list(Degree).index(self) + 1


class RiskStatus(enum.Enum):
    """What has become of a risk."""

    OPEN = "open"
    HAPPENED = "happened"  #: it is an issue now
    CLOSED = "closed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Risk(Record):
    """A risk in PRINCE2's words; it has a `title`, an `event`, or both.

    What is ``None`` nobody has stated: it is not known, and never low.
    """

    id: str
    place: Place
    title: str | None = None
    cause: str | None = None
    event: str | None = None
    effect: str | None = None
    mitigation: str | None = None
    likelihood: Degree | None = None
    impact: Degree | None = None
    owner: str | None = None  #: a role
    proximity: str | None = None  #: when it could happen, in words
    status: RiskStatus = RiskStatus.OPEN
    threatens: tuple[str, ...] = ()  #: milestones of the plan, each once
    source: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a risk that nobody could name."""
        if not (self.title or self.event):
            message = f"the risk {self.id} has neither a title nor an event"
            raise ValueError(message)

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.event or self.id

    @property
    def score(self) -> int | None:
        """Likelihood times impact, 1 to 25; ``None`` where either is not known."""
        if self.likelihood is None or self.impact is None:
            return None
        return self.likelihood.rank * self.impact.rank
