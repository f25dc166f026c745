"""The report as a page: what it says, that nothing in it acts, and that everybody can read it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest

import earlyhelp
from earlyhelp.checks import check_plan
from earlyhelp.files import locate
from earlyhelp.files.load import parse
from earlyhelp.files.registers.register_files import SETTINGS
from earlyhelp.outputs.one_page.page import page
from earlyhelp.outputs.one_page.template import PAGE
from earlyhelp.tracking.baselines import baseline_of
from earlyhelp.tracking.progress import progress

if TYPE_CHECKING:
    from earlyhelp.model import Plan

HEAD: Final = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
NASTY: Final = (
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "</style><script>",
    "javascript:alert(1)",
    "]]><!--",
    "{{ 7 * 7 }} {% raw %}",
    "&lt;b&gt;",
)
#: Elements that have no end.
VOID: Final = ("meta", "br", "input")


class Reader(HTMLParser):
    """The elements of a page, its text, and whether every element that opens is closed."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.inside: list[str] = []
        self.own: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it; it has no inside."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep it, the style and the script apart."""
        if self.inside[-1:] in (["style"], ["script"]):
            self.own[self.inside[-1]] = data
        else:
            self.texts.append(data)

    @property
    def text(self) -> str:
        """All that is to be read."""
        return " ".join(" ".join(self.texts).split())

    def every(self, tag: str) -> list[dict[str, str | None]]:
        """The elements of one kind."""
        return [attrs for name, attrs in self.elements if name == tag]


def report(plan: Plan, **options: Any) -> str:
    """The page of a plan."""
    schedule, findings = check_plan(plan)
    return page(progress(schedule, within=14, **options), findings, SETTINGS)


def read(html: str) -> Reader:
    """What a page is made of."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.inside
    return reader


@pytest.fixture(scope="module", params=locate.shipped())
def shipped(request: pytest.FixtureRequest) -> Reader:
    """The page of each plan that comes with earlyhelp."""
    return read(report(earlyhelp.load(locate.shipped_file(request.param))))


def said(milestones: str) -> Plan:
    """A plan with these milestones."""
    return parse(f"{HEAD}{milestones}".encode())


def test_headings_come_in_order_and_tables_say_what_they_are(shipped: Reader) -> None:
    headings = [int(tag[1]) for tag, _ in shipped.elements if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(then <= before + 1 for before, then in pairwise(headings))
    tags = Counter(tag for tag, _ in shipped.elements)
    assert tags["table"] == tags["caption"] > 0
    assert all(head.get("scope") in {"col", "row"} for head in shipped.every("th"))
    assert shipped.every("html")[0] == {"lang": "en-GB"}


def test_every_chart_has_words_and_a_table(shipped: Reader) -> None:
    ids = [attrs["id"] for _, attrs in shipped.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    charts = [chart for chart in shipped.every("svg") if chart.get("role") == "img"]
    assert charts
    for chart in charts:
        assert set((chart["aria-labelledby"] or "").split()) <= set(ids)
    assert len(shipped.every("table")) >= len(charts)
    used = {link["href"] for link in shipped.every("use")}
    assert used <= {f"#{name}" for name in ids}


def test_nothing_is_fetched_and_only_our_own_runs(shipped: Reader) -> None:
    assert not {tag for tag, _ in shipped.elements} & {"link", "img", "iframe", "object", "base"}
    for _, attrs in shipped.elements:
        assert not [name for name in attrs if name.startswith("on") or name == "style"]
        assert not {"src", "action"} & attrs.keys()
    policy = next(
        meta["content"]
        for meta in shipped.every("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    for kind in ("style", "script"):
        digest = hashlib.sha256(shipped.own[kind].encode()).digest()
        assert f"{kind}-src 'sha256-{base64.b64encode(digest).decode()}'" in (policy or "")
    assert len(shipped.every("script")) == 1


def test_the_first_screen_says_how_it_stands_and_what_is_next() -> None:
    text = read(report(earlyhelp.load(locate.shipped_file("early-help-2021")))).text
    first = text[:1500]
    assert "As at 17 September 2021, West Sussex County Council" in first
    assert "green Nothing that is still to be done has slipped" in first
    assert "Launch 1 January 2022" in first
    assert "Can the plan be met? Yes" in first
    assert first.count("by 20 September 2021") == 3
    assert "where they go (illustrative): Centre 14 (illustrative) comms.centre-14" in first
    assert "The chain that leaves the least room, 19 calendar days (12 working days)" in first


def test_a_plan_that_cannot_be_met_shows_the_proof() -> None:
    html = report(earlyhelp.load(locate.shipped_file("infeasible-notice")))
    text = read(html).text
    assert "Can the plan be met? No: see the first error" in text
    assert "red" in text[:300]
    assert "<details open>\n<summary>The proof of EH201, line by line</summary>" in html
    assert "What would mend it" in text


def test_what_is_overdue_comes_first() -> None:
    text = read(
        report(
            said(
                "milestones:\n  late: {on: 2021-09-10, owner: Office}\n"
                "  soon: {expected: 2021-09-20}\n  launch: {on: 2022-01-04, after: soon}\n"
            )
        )
    ).text
    assert "overdue by 7 days : late late (Office)" in text
    assert text.index("overdue by 7 days") < text.index("by 20 September 2021")


def test_what_slipped_since_the_baseline_is_listed_with_its_mark() -> None:
    before = said("milestones:\n  a: {expected: 2021-10-01}\n")
    now = said("milestones:\n  a: {expected: 2021-10-08}\n")
    agreed = baseline_of(earlyhelp.solve(before), "agreed")
    html = report(now, baseline=agreed)
    text = read(html).text
    assert "Changes since the baseline agreed" in text
    assert "a 1 October 2021 8 October 2021 7 calendar days (5 working days)" in text
    assert html.count('<use href="#agreed" x=') == 1


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_a_plan_says_is_text(nasty: str) -> None:
    typed = nasty.replace("\\", "\\\\").replace('"', '\\"')
    plan = parse(
        HEAD.replace("The move", f'"{typed}"').encode()
        + f'organisation: "{typed}"\nmilestones:\n  a:\n    title: "{typed}"\n'
        f'    owner: "{typed}"\n    workstream: "{typed}"\n    on: 2021-10-01\n'.encode()
    )
    reader = read(report(plan))
    assert len(reader.every("script")) == 1
    assert reader.text.count(" ".join(nasty.split())) >= 4
    assert not [attrs for _, attrs in reader.elements if "onload" in attrs]


def test_a_small_number_of_families_is_not_told() -> None:
    rows = "".join(f"  - {{ref: c{at}xyzabc, kind: plan, route: close}}\n" for at in range(3))
    text = read(report(said(f"milestones: {{a: {{on: 2021-10-01}}}}\ncases:\n{rows}"))).text
    assert "Fewer than 5 pieces of work are open" in text
    assert "By route: not shown" in text
    assert "stands for 1 to 4" in text


@pytest.mark.parametrize(("closed", "number"), [("", "6"), (", closed: 2021-09-10", "0")])
def test_where_no_number_is_small_none_is_called_small(closed: str, number: str) -> None:
    row = f"kind: plan, route: close, planned_closure: 2021-10-01{closed}"
    rows = "".join(f"  - {{ref: c{at}xyzabc, {row}}}\n" for at in range(6))
    text = read(report(said(f"milestones: {{a: {{on: 2021-10-01}}}}\ncases:\n{rows}"))).text
    assert f"{number} pieces of work are open" in text
    assert "too small" not in text
    assert "stands for 1 to 4" not in text


def test_five_thousand_milestones_fit_on_a_page() -> None:
    lines = "".join(
        f"  site-{at:04}.step: {{expected: 2022-0{1 + at % 9}-10, workstream: Stream {at % 7}}}\n"
        for at in range(5000)
    )
    html = report(said(f"milestones:\n{lines}"))
    assert len(html.encode()) < 6_000_000
    assert html.count('<th scope="row">') >= 5000


def test_the_template_leaves_no_line_of_its_own_behind() -> None:
    html = report(said("milestones: {a: {}}\n"))
    assert "{{" not in html
    assert "{%" not in html
    assert "{{" in PAGE


def test_what_is_of_no_property_is_grouped_by_its_ids_where_there_is_much_of_it() -> None:
    steps = "".join(
        f"  site-{at}.step{step}: {{expected: 2022-01-{1 + step:02}}}\n"
        for at in range(25)
        for step in range(4)
    )
    named = r'<span class="name">([^<]*)</span>'
    alone = re.findall(named, report(said(f"milestones:\n{steps}")))
    assert alone == ["For the whole programme"]
    more = re.findall(named, report(said(f"milestones:\n  decided: {{on: 2021-12-01}}\n{steps}")))
    assert more == ["For the whole programme", *(f"site-{at}" for at in range(25))]


def test_what_has_no_workstream_is_everything_else_where_there_is_something_else() -> None:
    alone = report(said("milestones: {a: {}}\n"))
    assert "<h3>All milestones</h3>" in alone
    assert "Everything else" not in alone
    beside = report(said("milestones: {a: {}, b: {workstream: Assets}}\n"))
    assert "<h3>Everything else</h3>" in beside
    assert "<h3>Assets</h3>" in beside


def test_of_open_work_only_how_often_something_is_found_is_told() -> None:
    plan = earlyhelp.load(locate.shipped_file("early-help-2021-troubled"))
    _, findings = check_plan(plan)
    found = Counter(finding.code for finding in findings if finding.code.startswith("EH6"))
    assert min(found.values()) < 5
    html = report(plan)
    listed = dict(re.findall(r"<strong>(EH6\d\d)</strong> [^<]*: ([^<:]*)</p>", html))
    assert listed == {
        code: "5 or more" if number >= 5 else "fewer than 5" for code, number in found.items()
    }
    said = html.partition('<h2 id="findings">')[2]
    assert "cases.csv:" not in said
    for finding in findings:
        assert finding.code not in found or finding.message not in said
    others = sum(
        finding.code not in found and finding.severity.value == "error" for finding in findings
    )
    assert f"{others} errors" in html
    assert "and what it says of open work" in html
