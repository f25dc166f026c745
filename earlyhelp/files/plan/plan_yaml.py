"""What a plan.yaml says: its sections, read into the parts of a Plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from earlyhelp.dates import Closure, DateExpression, WorkingCalendar
from earlyhelp.dates.bank_holidays import NATIONS
from earlyhelp.errors import (
    DayOutOfRangeError,
    NoBaselineError,
    NotADayError,
    NotALagError,
    UnreadableBaselineError,
)
from earlyhelp.files import problems
from earlyhelp.files.events import Entry, YamlFile
from earlyhelp.files.fields import Fields
from earlyhelp.files.found import EnoughError
from earlyhelp.files.plan.milestone_entries import MilestoneEntries
from earlyhelp.files.values import Mapping, Text, Value, is_null, nothing
from earlyhelp.findings import Finding, Place
from earlyhelp.model import Days, Fact, Plan, Settings
from earlyhelp.model.roles import ROLES
from earlyhelp.model.sizes import TooManyError, refuse_too_many

if TYPE_CHECKING:
    from earlyhelp.files.plan.risks import PlanRisks
    from earlyhelp.files.plan.rows import PlanRows
    from earlyhelp.files.plan.rules import PlanRules
    from earlyhelp.model.baselines import Baseline
    from earlyhelp.model.journal import Journal
    from earlyhelp.model.rules import Rule

REQUIRED: Final = {
    "format": "`format: 1`",
    "id": "`id: my-plan`",
    "title": "`title: What this plan is for`",
    "nation": f"`nation: {NATIONS[0]}` (or {', '.join(NATIONS[1:])})",
}
#: What makes milestones of the rows of registers.
OF_ROWS: Final = (
    "workflows",
    "properties",
    "partners",
    "occupations",
    "teams",
    "cases",
    "communications",
    "budget",
)
#: Of these the ones without which steps of rows are missing.
_OF_STEPS: Final = ("workflows", "properties", "occupations", "communications")
BASES: Final = ("working", "s243")  #: on which clear days are counted; the first, if none is said
SETTING_KEYS: Final = (
    "low_float",
    "call_in",
    "clear_days_basis",
    "launch",
    "last_handover",
    "baseline",
)


class PlanYaml:
    """Collects what the entries of a plan file say, and makes the plan of it."""

    def __init__(
        self,
        *,
        name: str,
        found: list[Finding],
        open_file: Callable[[str], bytes] | None = None,
        open_baseline: Callable[[str], Baseline] | None = None,
        journal: Journal | None = None,
    ) -> None:
        """`name` is what findings call the file; `found` gets them.

        `open_file` reads a register that lies beside the plan, and `open_baseline` the
        baseline that it names; `journal` is what was recorded of it.
        """
        self._open_baseline = open_baseline
        self._baseline: Baseline | None = None
        self._open_file = open_file
        self._journal = journal
        self._rows: PlanRows | None = None
        self._rules: PlanRules | None = None
        self._risks: PlanRisks | None = None
        self._fields = Fields(name=name, found=found)
        self._milestones = MilestoneEntries(self._fields)
        self._start = Place(name, 1, 1)
        self._said: dict[str, Any] = {}
        self._closures: list[Closure] = []
        self._closures_place = self._start
        self._facts: dict[str, Fact] = {}
        self._settings: dict[str, Any] = {}
        self._sections: dict[str, Callable[[Text, Value], None]] = {
            "milestones": self._milestones.milestone,
            "stages": self._milestones.stage,
            "facts": self._fact,
            "settings": self._setting,
        }
        self._values: dict[str, Callable[[Text, Value], None]] = {
            "format": self._format,
            "id": self._id,
            "title": self._title,
            "organisation": self._plain,
            "source": self._plain,
            "note": self._plain,
            "nation": self._nation,
            "as_at": self._as_at,
            "days": self._days,
            "closures": self._closure_list,
        }

    def read(self, file: YamlFile) -> None:
        """Take in every entry of the file."""
        milestones, links = self._milestones.milestones, self._milestones.links
        for entry in file.entries():
            self._entry(entry)
            try:
                refuse_too_many(len(milestones), len(links))
            except TooManyError as error:
                place = self._place(entry.key or entry.section)
                self._note(problems.too_large(place, f"{error}: make two plans of it"))
                raise EnoughError from None

    def plan(self, *, path: str, is_whole: bool) -> Plan | None:
        """The plan, or ``None`` where a problem was noted, before or now."""
        calendar = self._calendar()
        if is_whole:
            self._complete()
            if self._rows is not None:
                self._rows.complete(self._milestones, self._journal, calendar)
            if self._journal is not None:
                from earlyhelp.files.plan.replay import (
                    replayed,  # only a plan with a journal needs it
                )

                self._journal = replayed(self._journal, self._milestones.milestones, self._rows)
            self._milestones.complete_lengths(self._count)
            self._milestones.resolve()
            self._lead_somewhere()
        rules = self._rules_of_the_plan() if is_whole else ()
        if self._fields.found or calendar is None:
            return None
        plan = Plan(
            id=self._said["id"],
            title=self._said["title"],
            nation=self._said["nation"],
            organisation=self._said.get("organisation"),
            source=self._said.get("source"),
            as_at=self._said.get("as_at"),
            as_at_place=self._said.get("as_at_place"),
            days=self._said.get("days", Days.WORKING),
            calendar=calendar,
            milestones=tuple(self._milestones.milestones),
            stages=tuple(self._milestones.stages),
            links=tuple(self._milestones.links),
            facts=self._facts,
            settings=Settings(**self._settings),
            registers=self._rows.registers if self._rows else None,
            workflows=self._rows.workflows if self._rows else (),
            journal=self._journal,
            baseline=self._baseline,
            rules=rules,
            risks=tuple(self._risks.risks) if self._risks else (),
            path=path,
        )
        if not rules:
            return plan
        from earlyhelp.rulebook import applied  # only a plan that rules speak of

        return applied(plan)

    def _rules_of_the_plan(self) -> tuple[Rule, ...]:
        """Every rule that is asked of the plan: none where it has nothing that rules speak of."""
        milestones = self._milestones.milestones
        roles = {item.role: item for item in milestones if item.role is not None}
        is_asked = self._rules or self._rows or self._facts or roles
        if not is_asked and ROLES.keys().isdisjoint({item.id for item in milestones}):
            return ()
        return self._of_rules().complete(
            milestones, roles, self._facts, nation=self._said.get("nation")
        )

    def _entry(self, entry: Entry) -> None:
        section, key, value = entry
        if (read := self._sections.get(section.value)) is not None:
            if key is not None:
                read(key, value)
            elif not is_null(value):
                what = f"`{section.value}`"
                self._note(problems.wrong_shape(self._place(value), what, "keys and values"))
        elif section.value == "rules":
            self._of_rules().entry(section, key, value)
        elif section.value == "risks":
            self._of_risks().entry(section, key, value)
        elif section.value in OF_ROWS:
            self._of_rows().entry(section, key, value)
        elif (read := self._values.get(section.value)) is not None:
            if key is None:
                if not is_null(value):  # a key without a value says nothing
                    read(section, value)
            elif section.value not in self._said:
                self._said[section.value] = None  # say it once, not for each of its keys
                expected = "a list" if section.value == "closures" else "one value"
                place, what = self._place(section), f"`{section.value}`"
                self._note(problems.wrong_shape(place, what, expected))
        else:
            self._milestones.misspelt.update({section.value, (key or section).value})
            if section.value not in self._said:
                self._said[section.value] = None
                self._unknown_section(section)

    def _of_rows(self) -> PlanRows:
        if self._rows is None:
            from earlyhelp.files.plan.rows import PlanRows  # only a plan with registers needs it

            self._rows = PlanRows(self._fields, self._open_file)
        return self._rows

    def _of_rules(self) -> PlanRules:
        if self._rules is None:
            from earlyhelp.files.plan.rules import PlanRules  # only a plan that rules speak of

            self._rules = PlanRules(self._fields)
        return self._rules

    def _of_risks(self) -> PlanRisks:
        if self._risks is None:
            from earlyhelp.files.plan.risks import PlanRisks  # only a plan with risks needs it

            self._risks = PlanRisks(self._fields)
        return self._risks

    def _lead_somewhere(self) -> None:
        """Note every risk to a milestone that the plan does not have."""
        if self._risks is not None:
            known = {milestone.id for milestone in self._milestones.milestones}
            stages = {stage.id for stage in self._milestones.stages}
            self._risks.lead_somewhere(known, stages, self._milestones.may_be_unread)

    def _unknown_section(self, section: Text) -> None:
        place = self._place(section)
        known = (*self._values, *self._sections, "rules", "risks", *OF_ROWS)
        # no key of a plan has a dot, and nearly every milestone has one
        below = "; a milestone is indented, below `milestones:`" if "." in section.value else ""
        self._note(problems.unknown_key(place, section.value, known, "a plan", below))
        if problems.did_you_mean(section.value, _OF_STEPS):
            self._milestones.is_misspelt_for_rows = True

    # The values of the plan itself

    def _plain(self, key: Text, value: Value) -> None:
        self._said[key.value] = self._fields.text(key.value, value)

    def _title(self, key: Text, value: Value) -> None:
        self._plain(key, value)
        if self._said["title"] == "":
            place = self._place(value)
            self._note(problems.missing_key(place, "title", "the plan", REQUIRED["title"]))

    def _format(self, _key: Text, value: Value) -> None:
        self._said["format"] = self._fields.choice("format", value, ("1",), "a known format")

    def _id(self, _key: Text, value: Value) -> None:
        if type(value) is Text:
            self._said["id"] = self._fields.identifier(value)
        else:
            self._plain(_key, value)

    def _nation(self, _key: Text, value: Value) -> None:
        self._said["nation"] = self._fields.choice("nation", value, NATIONS, "a nation")

    def _as_at(self, _key: Text, value: Value) -> None:
        self._said["as_at"] = self._fields.day("as_at", value)
        self._said["as_at_place"] = self._place(value)

    def _days(self, key: Text, value: Value) -> None:
        self._said["days"] = self._fields.days(key.value, value) or Days.WORKING

    def _closure_list(self, key: Text, value: Value) -> None:
        self._closures_place = self._place(key)
        for item in self._fields.listed(value):
            name, days = "closure", item
            if type(item) is Mapping:
                days = nothing(item)
                for field, said in item.entries:
                    if field.value == "days":
                        days = said
                    elif field.value == "name":
                        name = self._fields.text("name", said) or name
                    else:
                        known = ("days", "name")
                        place = self._place(field)
                        self._note(problems.unknown_key(place, field.value, known, "a closure"))
            self._closure(name, days)

    def _closure(self, name: str, value: Value) -> None:
        if is_null(value):
            self._note(problems.not_a_closure(self._place(value), ""))
            return
        text = self._fields.text("days", value)
        if text is None:
            return
        try:
            when = DateExpression.parse(text)
        except NotADayError as error:
            is_range = " " in text and " to " not in text  # not in the one form for two days
            place = self._place(value)
            self._note(
                problems.not_a_closure(place, text)
                if is_range
                else problems.not_a_day(place, str(error))
            )
            return
        except DayOutOfRangeError as error:
            self._note(problems.day_out_of_range(self._place(value), str(error)))
            return
        if when.is_deadline:
            self._note(problems.not_a_closure(self._place(value), text))
            return
        self._closures.append(Closure(first=when.first, last=when.last, name=name))

    def _fact(self, key: Text, value: Value) -> None:
        fact = Fact(name=key.value, value=self._fields.fact(value), place=self._place(key))
        self._facts[key.value] = fact

    def _setting(self, key: Text, value: Value) -> None:
        if key.value not in SETTING_KEYS:
            place = self._place(key)
            self._note(problems.unknown_key(place, key.value, SETTING_KEYS, "`settings`"))
        elif key.value == "clear_days_basis":
            basis = self._fields.choice(key.value, value, BASES, "a basis")
            self._settings[key.value] = basis or "working"
        elif key.value == "baseline":
            self._read_baseline(key, value)
        elif key.value in ("launch", "last_handover"):
            if (text := self._fields.text(key.value, value)) is not None:
                self._settings[key.value] = text
        elif (lag := self._fields.lag(key.value, value)) is not None:
            self._settings[key.value] = lag

    def _read_baseline(self, key: Text, value: Value) -> None:
        """The baseline that is named, with whatever is wrong with its file."""
        name = self._fields.text(key.value, value)
        if name is None or self._open_baseline is None:
            return
        from earlyhelp.files import row_problems

        try:
            self._baseline = self._open_baseline(name)
        except NoBaselineError as error:
            self._note(row_problems.no_baseline(self._place(value), str(error)))
        except UnreadableBaselineError as error:
            self._note(row_problems.no_baseline(self._place(value), str(error)))
            self._fields.found.extend(error.findings)

    # The plan as a whole

    def _count(self, name: str) -> int:
        """How many a fact says there are, or how many rows a register has."""
        kind, _, which = name.partition(".")
        if kind == "facts" and (fact := self._facts.get(which)) is not None:
            said = fact.value if isinstance(fact.value, str) else ""
            if said.isascii() and said.isdecimal() and len(said) < 10:
                return int(said)
            raise NotALagError(f"the fact `{which}` is not a number")
        rows = getattr(self._rows and self._rows.registers, which, None)
        if kind == "registers" and isinstance(rows, tuple):
            return len(rows)
        raise NotALagError(f"{name} counts nothing: there is no such {kind.removesuffix('s')}")

    def _complete(self) -> None:
        for key, example in REQUIRED.items():
            if key not in self._said:
                self._note(problems.missing_key(self._start, key, "the plan", example))

    def _calendar(self) -> WorkingCalendar | None:
        nation = self._said.get("nation")
        if nation is None:
            return None
        calendar = WorkingCalendar(nation=nation, closures=tuple(self._closures))
        if calendar.has_working_days:
            return calendar
        self._note(problems.no_working_days(self._closures_place))
        return None

    def _place(self, at: Value) -> Place:
        return self._fields.place(at)

    def _note(self, finding: Finding) -> None:
        self._fields.note(finding)
