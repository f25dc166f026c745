"""The scorecard's items 16 to 25: a day is a day, and no arithmetic runs off the calendar."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

import earlyhelp
from earlyhelp import Finding, Plan, Schedule
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import parse

HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\n"
ZONES: Final = ("Europe/London", "UTC", "Pacific/Kiritimati", "America/St_Johns")


def refused(text: str) -> tuple[Finding, ...]:
    """Why a plan cannot be read, once the four lines that every plan needs are added."""
    with pytest.raises(UnreadablePlanError) as error:
        parse(f"{text}\n{HEAD}".encode())
    return error.value.findings


def refused_value(line: str) -> Finding:
    """The one thing that is wrong with a plan of which `line` is the third."""
    [finding] = refused(f"milestones:\n  b: {{}}\n  {line}")
    assert finding.place is not None
    assert finding.place.line == 3
    return finding


def solved(text: str) -> Schedule:
    """The schedule of such a plan."""
    return earlyhelp.solve(parse(f"{text}\n{HEAD}".encode()))


def found(plan: Plan, code: str) -> tuple[Finding, ...]:
    """What one check has to say of a plan."""
    return tuple(item for item in earlyhelp.check(plan) if item.code == code)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2021-02-30", "February 2021 has 28 days"),
        ("2021-02-31", "February 2021 has 28 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("2021-04-31", "April 2021 has 30 days"),
        ("2021-10-32", "October 2021 has 31 days"),
        ("2021-10-00", "October 2021 has 31 days"),
        ("2021-13-01", "there is no month 13"),
        ("2021-00-10", "there is no month 00"),
    ],
)
def test_16_a_day_that_does_not_exist_is_refused_and_never_rolled(day: str, why: str) -> None:
    for key in ("on", "expected", "not_before", "by", "done"):
        finding = refused_value(f"a: {{{key}: {day}}}")
        assert finding.code == "EH007"
        assert why in finding.message
    for line in (f"as_at: {day}", f"closures: [{day}]", f"closures: [2021-01-01 to {day}]"):
        [finding] = refused(line)
        assert finding.code == "EH007"


@pytest.mark.parametrize("year", [1972, 2000, 2020, 2024, 2096])
def test_17_a_leap_year_has_29_february(year: int) -> None:
    schedule = solved(f"milestones:\n  a: {{on: {year}-02-29, days: any}}")
    assert schedule.earliest["a"] == date(year, 2, 29)


@pytest.mark.parametrize("year", [1970, 1999, 2021, 2022, 2023, 2099])
def test_17_another_year_has_no_29_february(year: int) -> None:
    finding = refused_value(f"a: {{on: {year}-02-29}}")
    assert f"February {year} has 28 days" in finding.message


@pytest.mark.parametrize(
    ("start", "lag", "end"),
    [
        ("2020-02-29", "12 months", date(2021, 2, 28)),
        ("2020-02-29", "48 months", date(2024, 2, 29)),
        ("2021-02-28", "36 months", date(2024, 2, 28)),
        ("2019-11-30", "3 months", date(2020, 2, 29)),
        ("2020-11-30", "3 months", date(2021, 2, 28)),
        ("2020-02-28", "1 calendar days", date(2020, 2, 29)),
        ("2021-02-28", "1 calendar days", date(2021, 3, 1)),
        ("2020-02-01", "52 weeks", date(2021, 1, 30)),
    ],
)
def test_17_29_february_is_counted_when_it_is_there(start: str, lag: str, end: date) -> None:
    schedule = solved(
        f"days: any\nmilestones:\n  a: {{on: {start}}}\n  b: {{exactly: {lag} after a}}"
    )
    assert schedule.earliest["b"] == end
    assert schedule.latest["b"] == end


@pytest.mark.parametrize(
    "value",
    ["0000-01-01", "0001-01-01", "1969-12-31", "2100-01-01", "9999-12-31", "9999-12-31 + 90 days"],
)
def test_18_a_day_beyond_the_calendar_is_refused_at_its_line(value: str) -> None:
    for key in ("on", "by", "expected", "not_before", "done"):
        assert refused_value(f"a: {{{key}: {value}}}").code in {"EH007", "EH008"}


@pytest.mark.parametrize(
    "lag",
    [
        *("-5 days", "-5 calendar days", "1000000000 calendar days", "10001 working days"),
        *("99999999999999999999999999 weeks", "1e9 calendar days", "0x10 weeks", "1.5 weeks"),
    ],
)
def test_18_a_length_that_no_plan_has_is_refused_at_its_line(lag: str) -> None:
    for line in (
        f"a: {{after: b + {lag}}}",
        f"a: {{before: b - {lag}}}",
        f"a: {{within: {lag} after b}}",
        f"a: {{exactly: {lag} after b}}",
        f"a: {{by: b + {lag}}}",
    ):
        assert refused_value(line).code in {"EH009", "EH010", "EH011"}
    [finding] = refused(f"stages:\n  s: {{lasts: at least {lag}}}")
    assert finding.code in {"EH009", "EH010"}


@pytest.mark.parametrize(
    "lag", ["90 calendar days", "10000 weeks", "10000 months", "10000 working days"]
)
def test_18_a_sum_beyond_the_calendar_is_an_error_of_the_plan_with_its_line(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]], lag: str
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}as_at: 2021-09-17\nmilestones:\n"
        f"  a: {{on: 2099-12-31}}\n  b: {{after: a + {lag}}}\n"
    )
    code, out, err = eh("plan", "check")
    assert code == 1
    assert "error[EH201]" in out
    assert "plan.yaml:8" in out
    assert err == ""


def test_18_the_longest_lags_one_after_the_other_are_an_error_of_the_plan() -> None:
    lines = [f"  m{n}: {{after: m{n - 1} + 10000 months}}" for n in range(1, 50)]
    plan = parse(f"{HEAD}milestones:\n  m0: {{on: 2021-10-12}}\n{chr(10).join(lines)}\n".encode())
    assert found(plan, "EH201")


@pytest.mark.parametrize("unit", ["calendar day", "month", "working day", "clear working day"])
def test_18_a_limit_beyond_the_calendar_limits_nothing(unit: str) -> None:
    plan = parse(
        f"{HEAD}milestones:\n  a: {{by: 2099-12-31}}\n  b: {{by: a + 1 {unit}}}\n".encode()
    )
    assert earlyhelp.solve(plan).latest["b"] is None
    assert found(plan, "EH201") == ()


@pytest.mark.parametrize("key", ["on", "by", "done", "expected", "not_before"])
@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("2021-9-8", "write it as YYYY-MM-DD, 2021-09-08"),
        ("20210908", "write it as YYYY-MM-DD, 2021-09-08"),
        ("2021/09/08", "write it as YYYY-MM-DD, 2021-09-08"),
        ("08/09/2021", "if the day comes first, that is 2021-09-08"),
        ("8-9-2021", "if the day comes first, that is 2021-09-08"),
        ("2021-W36", 'for a week, "week of" and its Monday'),
        ("2021-W36-3", 'for a week, "week of" and its Monday'),
    ],
)
def test_19_another_form_of_a_date_is_refused_and_the_right_one_shown(
    key: str, typed: str, right: str
) -> None:
    finding = refused_value(f"a: {{{key}: {typed}}}")
    assert finding.code == "EH007"
    assert right in finding.message


@pytest.mark.parametrize(
    "typed",
    [
        *("٢٠٢١-٠٩-٠٨", "２０２１-０９-０８", "2021-09-0८", "2021‐09‐08", "2021–09–08", "W36"),
        *("8 September 2021", "Wednesday", "2021-09-08T12:00", "today", "21-9-8"),
    ],
)
def test_19_what_only_looks_like_a_date_is_refused(typed: str) -> None:
    assert refused_value(f"a: {{on: {typed}}}").code == "EH007"
    assert refused_value(f"a: {{by: {typed}}}").code in {"EH007", "EH011", "EH012"}


def test_20_six_weeks_end_on_the_same_day_in_every_time_zone(
    tmp_path: Path, eh_process: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}as_at: 2021-09-17\nmilestones:\n"
        "  autumn: {on: 2021-10-18}\n"
        "  winter: {exactly: 6 weeks after autumn}\n"
        "  spring: {on: 2022-03-14}\n"
        "  summer: {exactly: 6 weeks after spring}\n"
        "  launch: {on: 2021-10-31, days: any}\n"
        "  night: {exactly: 1 calendar days after launch}\n"
    )
    answers = [eh_process("plan", "check", "-f", "json", TZ=zone) for zone in ZONES]
    assert len(set(answers)) == 1
    code, out, err = answers[0]
    assert (code, err) == (0, "")
    days = {item["id"]: item["earliest"] for item in json.loads(out)["milestones"]}
    assert days["winter"] == "2021-11-29"
    assert days["summer"] == "2022-04-25"
    assert days["night"] == "2021-11-01"


def test_21_a_stage_that_ends_before_it_starts_is_an_error_that_names_both(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}as_at: 2021-09-17\nstages:\n"
        "  interviews:\n    start: {on: 2021-12-10}\n    end: {on: 2021-12-01}\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 1
    assert "9 days short between interviews.start and interviews.end" in out
    assert "plan.yaml:8" in out
    assert "plan.yaml:9" in out


def test_22_a_calendar_without_a_working_day_is_refused() -> None:
    before = time.process_time()
    [finding] = refused(
        "closures:\n  - 1970-01-01 to 2099-12-31\nmilestones:\n"
        "  a: {on: 2021-10-12}\n  b: {after: a + 3 working days}"
    )
    assert time.process_time() - before < 2
    assert finding.code == "EH019"


@pytest.mark.parametrize(
    "closure",
    ["1970-01-01 to 2099-12-30", "2021-10-01 to 2099-12-31", "1970-01-01 to 2021-12-31"],
)
def test_22_working_days_that_run_out_are_an_error_of_the_plan(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]], closure: str
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}as_at: 2021-09-17\nclosures:\n  - {closure}\nmilestones:\n"
        "  a: {on: 2021-10-12}\n  b: {after: a + 3 working days, by: 2021-11-30}\n"
    )
    before = time.process_time()
    code, out, _ = eh("plan", "check")
    assert time.process_time() - before < 5
    assert code == 1
    assert "error[EH201]" in out
    assert "plan.yaml:9" in out


def test_23_a_deadline_on_a_bank_holiday_is_a_warning(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}as_at: 2021-09-17\nmilestones:\n  keys: {{by: 2021-12-27}}\n"
    )
    code, out, _ = eh("plan", "check")
    assert code == 0
    assert "warning[EH203]: keys is due by Monday 27 December 2021, not a working day" in out
    assert "the last working day before it is Friday 24 December 2021" in out
    assert eh("plan", "check", "--strict")[0] == 1


def test_23_the_same_day_in_another_nation_may_be_a_working_day() -> None:
    text = f"{HEAD}milestones:\n  keys: {{by: 2021-11-30}}\n"
    assert found(parse(text.encode()), "EH203") == ()
    [finding] = found(parse(text.replace("england", "scotland").encode()), "EH203")
    assert "Andrew" in finding.message


def test_24_twelve_weeks_and_sixty_working_days_are_not_the_same() -> None:
    schedule = solved(
        "milestones:\n  notice: {on: 2021-11-23}\n"
        "  weeks: {after: notice + 12 weeks}\n"
        "  days: {after: notice + 60 working days}\n"
    )
    assert schedule.earliest["weeks"] == date(2022, 2, 15)
    assert schedule.earliest["days"] == date(2022, 2, 18)


def test_24_both_are_stated_where_people_read(
    tmp_path: Path, eh: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "plan.yaml").write_text(
        f"{HEAD}as_at: 2021-09-17\nmilestones:\n  notice: {{on: 2021-11-23}}\n"
        "  weeks: {after: notice + 12 weeks}\n  days: {after: notice + 60 working days}\n"
        "  launch: {on: 2022-01-04, after: [weeks, days]}\n"
    )
    code, out, _ = eh("plan", "show")
    assert code == 0
    assert "15 February 2022" in out
    assert "18 February 2022" in out
    code, out, _ = eh("plan", "check")
    assert code == 1
    assert "45 calendar days" in out
    typed = (tmp_path / "plan.yaml").read_text().replace("60 working days", "60 days")
    (tmp_path / "plan.yaml").write_text(typed)
    code, out, _ = eh("plan", "check")
    assert code == 2
    assert "60 calendar days" in out
    assert "60 working days" in out


def test_25_by_a_day_includes_that_day() -> None:
    schedule = solved(
        "milestones:\n  last: {by: 2022-01-12}\n  kept: {on: 2022-01-12, by: 2022-01-12}\n"
        "  also: {by: last, on: 2022-01-12}"
    )
    assert schedule.feasible
    assert schedule.latest["last"] == date(2022, 1, 12)
    assert schedule.latest["kept"] == date(2022, 1, 12)


def test_25_by_a_day_excludes_the_day_after_it() -> None:
    plan = parse(f"{HEAD}milestones:\n  late: {{on: 2022-01-13, by: 2022-01-12}}\n".encode())
    [finding] = found(plan, "EH201")
    assert finding.short_by_days == 1


def test_25_by_a_lag_includes_its_last_day() -> None:
    text = (
        "milestones:\n  notice: {on: 2022-01-05}\n"
        "  reply: {by: notice + 5 working days, on: 2022-01-DD}"
    )
    assert solved(text.replace("DD", "12")).feasible
    assert not solved(text.replace("DD", "13")).feasible
