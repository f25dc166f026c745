"""Which milestones does a calendar hold, and what may it say of each?

What somebody may see is listed, never guessed: steps through
:func:`~earlyhelp.outputs.rows.shows_step`, names and addresses through
:func:`~earlyhelp.outputs.rows.shown`. Of the plan's own milestones the public sees the launch
alone. Open work has no milestones, and so is in no calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

import attrs

from earlyhelp.model import Milestone, Plan
from earlyhelp.model.communications import milestone_id
from earlyhelp.model.registers import Registers
from earlyhelp.model.workflows import Made, Row, Step
from earlyhelp.outputs import rows
from earlyhelp.outputs.calendars.views import View, ViewKind

#: What the Assets Team's calendar holds of each property; the rest of its steps is in lists.
ASSETS_STEPS: Final = ("vacated", "handed_over")


@attrs.frozen(slots=False)
class Seen:
    """A milestone that a view may see, and of which row it is a step, if it is one."""

    milestone: Milestone
    made: Made | None = None

    @property
    def row(self) -> Row | None:
        """The row whose step it is."""
        return None if self.made is None else self.made.row

    @property
    def step(self) -> Step | None:
        """The step that it is."""
        return None if self.made is None else self.made.step

    @property
    def property_id(self) -> str | None:
        """The property that it happens in."""
        return None if self.made is None else self.made.property_id


class Visible:
    """The milestones of a plan that a view may see, and how its rows are named to it."""

    def __init__(self, plan: Plan, view: View, *, only_property: str | None = None) -> None:
        """Find them; with `only_property`, those of one property."""
        self.plan = plan
        self.view = view
        self.registers = plan.registers or Registers()
        self._only_property = only_property
        self._says: dict[str, Mapping[str, str]] = {}

    @cached_property
    def seen(self) -> dict[str, Seen]:
        """By id, in the order of the plan; a partner's, property by property."""
        asked = (Seen(self.plan[name], self.plan.made.get(name)) for name in self._asked())
        return {seen.milestone.id: seen for seen in asked if self._may_be_seen(seen)}

    def property_name(self, property_id: str) -> str:
        """What the readers call a property."""
        return self._shown(property_id).get("name", property_id)

    def partner_name(self, partner_id: str) -> str:
        """What the readers call a partner, where they may know of it."""
        row = self.registers.partner_by_id.get(partner_id)
        audience, own = self.view.audience, self.view.name
        says = rows.shown(row, audience, partner=own) if row is not None else {}
        return says.get("name", partner_id)

    def address(self, property_id: str) -> str:
        """Where a property is, as far as the readers may know and the plan says; else empty."""
        says = self._shown(property_id)
        return ", ".join(says[column] for column in ("address", "postcode") if column in says)

    def _shown(self, property_id: str) -> Mapping[str, str]:
        """What the readers may know of a property, asked for once."""
        if property_id not in self._says:
            row = self.registers.property_by_id.get(property_id)
            self._says[property_id] = rows.shown(row, self.view.audience) if row else {}
        return self._says[property_id]

    def _asked(self) -> Iterable[str]:
        """The milestones that can be in it: where that is known beforehand, only these."""
        if (places := self._places()) is None:
            return (milestone.id for milestone in self.plan.milestones)
        return (one.milestone for place in places for one in self.plan.made_in.get(place, ()))

    def _places(self) -> Iterable[str] | None:
        """The properties that it is about; ``None``: all, and what happens in none."""
        own = self._own_properties if self.view.kind is ViewKind.PARTNER else None
        if self._only_property is None:
            return own
        is_asked = own is None or self._only_property in own
        return [self._only_property] if is_asked else []

    def _may_be_seen(self, seen: Seen) -> bool:
        match self.view.kind:
            case ViewKind.OWNER:
                return is_owner(seen.milestone, self.view.name)
            case ViewKind.EVERYONE if seen.row is None:
                name = seen.milestone.id
                # what a message says is for its own audience
                return name == self.plan.settings.launch and name not in self._messages
            case ViewKind.ASSETS if seen.step is None or seen.step.name not in ASSETS_STEPS:
                return False
        if seen.made is None:
            return False
        audience, own = self.view.audience, self.view.name
        return rows.shows_step(seen.made.row, seen.made.step.name, audience, partner=own)

    @cached_property
    def _messages(self) -> set[str]:
        """The milestones that are messages of the communication plan."""
        return {milestone_id(row) for row in self.registers.communications}

    @cached_property
    def _own_properties(self) -> Mapping[str, None]:
        """The properties that the partner whose view it is works from, in the register's order."""
        held = self.registers.occupations
        return dict.fromkeys(row.property for row in held if row.partner == self.view.name)


def is_owner(milestone: Milestone, name: str | None) -> bool:
    """Whether a milestone belongs to this owner, in capitals or not."""
    return (
        name is not None
        and milestone.owner is not None
        and milestone.owner.casefold() == name.casefold()
    )
