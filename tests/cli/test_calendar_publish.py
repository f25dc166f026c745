"""Calendars to subscribe to: each in the folder of those whom it is for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Eh
    from tests.conftest import PlanFolder, WritePlan

#: The launch, and two that leave the first centre.
ALSO: Final = """\
milestones:
  offer.launch: {on: 2022-01-04, title: New Early Help Offer launched, owner: Programme office}
partners: [{id: toddlers, name: Toddler group}, {id: youth-choir, name: Youth choir}]
occupations:
  - {property: elm, partner: toddlers, out: 2021-12-08}
  - {property: elm, partner: youth-choir, out: 2021-12-07}
"""
BASE: Final = "https://feeds.example/early-help"
ASSETS, PUBLIC = Path("feeds/assets"), Path("feeds/public")


@pytest.fixture
def redesign(two_centres: str, write_plan: WritePlan) -> PlanFolder:
    """The plan in the folder `redesign`; the test stands beside it."""
    return write_plan(two_centres + ALSO)


@pytest.fixture
def publish(
    eh: Eh, redesign: PlanFolder, lint_ics: Callable[[bytes], list[Any]]
) -> Callable[..., tuple[int, str, str]]:
    """Publish it into the folder `feeds`; every file there is then a clean one."""
    assert redesign.folder.exists()

    def run(*options: str) -> tuple[int, str, str]:
        answer = eh("calendar", "publish", "feeds", "-p", "redesign", *options)
        for file in Path("feeds").rglob("*.ics"):
            assert lint_ics(file.read_bytes()) == []
        return answer

    return run


Publish = Callable[..., tuple[int, str, str]]


def written() -> dict[str, tuple[bytes, int, int]]:
    """Every file of the folder: its bytes, its time and which file it is."""
    found = (path for path in Path("feeds").rglob("*") if path.is_file())
    return {
        path.relative_to("feeds").as_posix(): (
            path.read_bytes(),
            path.stat().st_mtime_ns,
            path.stat().st_ino,
        )
        for path in found
    }


def page(folder: Path | str = "feeds") -> str:
    return (Path(folder) / "index.html").read_text(encoding="utf-8")


def seen(text: str) -> str:
    """What people see of a page, in one line."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL).split())


# What is written. --------------------------------------------------------------------------


def test_everybody_and_the_assets_team_have_a_folder_each(publish: Publish) -> None:
    code, out, err = publish()
    assert code == 0
    assert set(written()) == {
        "index.html",
        "public/everyone.ics",
        "public/index.html",
        "assets/assets.ics",
        "assets/index.html",
    }
    assert out.splitlines() == ["everyone: 3 events, all new", "assets: 4 events, all new"]
    assert "assets: feeds/assets/assets.ics" in err.splitlines()


def test_the_second_time_no_byte_and_no_time_changes(publish: Publish) -> None:
    publish("--partners", "--url", BASE)
    before = written()
    code, out, _ = publish("--partners", "--url", BASE)
    assert code == 0
    assert out.splitlines()[-1] == "nothing has changed"
    assert written() == before


def test_only_what_a_move_touches_is_written_again(publish: Publish, redesign: PlanFolder) -> None:
    publish()
    before = written()
    redesign.says("handed_over: 2021-12-13", "handed_over: 2021-12-20")
    code, out, err = publish()
    assert code == 0
    assert "assets: 4 events: 1 changed, 0 cancelled, 3 as they were" in out
    after = written()
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"assets/assets.ics", "assets/index.html", "index.html"}
    assert [line for line in err.splitlines() if line.startswith("to write: ")] == [
        f"to write: feeds/{name}"
        for name in ("assets/assets.ics", "assets/index.html", "index.html")
    ]
    ics = (ASSETS / "assets.ics").read_text(encoding="utf-8")
    assert ics.count("SEQUENCE:1") == 1
    assert ics.count("SEQUENCE:0") == 3


@pytest.mark.parametrize("folder", ["feeds", "feeds/assets"])
def test_the_page_says_what_changed_last(
    publish: Publish, redesign: PlanFolder, folder: str
) -> None:
    publish()
    assert "Nothing has changed since" in page(folder)
    redesign.says("handed_over: 2021-12-13", "handed_over: 2021-12-20")
    redesign.says(", handed_over: 2021-12-06", "")
    redesign.says("vacated: 2021-12-01", "vacated: week of 2021-11-29")
    publish()
    said = seen(page(folder))
    moved = "Elm Centre handed over Monday 13 December 2021 Monday 20 December 2021"
    assert moved in said
    assert "Monday 6 December 2021 cancelled" in said
    assert "Wednesday 1 December 2021 week of Monday 29 November 2021" in said
    before = page(folder)
    publish()
    assert page(folder) == before, "it says so until something changes again"


def test_what_is_new_and_what_has_other_details_is_said_too(
    publish: Publish, redesign: PlanFolder
) -> None:
    redesign.says(", handed_over: 2021-12-06", "")
    publish()
    redesign.says("vacated: 2021-12-01", "vacated: 2021-12-01, handed_over: 2021-12-06")
    redesign.says("name: Elm Centre", "name: Elm House")
    publish("--as-at", "2021-09-20")
    said = seen(page(ASSETS))
    assert "Oak Centre handed over not in it Monday 6 December 2021" in said
    assert "Elm House vacated the same day, with other details Friday 10 December 2021" in said
    assert "Last changed on Monday 20 September 2021" in said


def test_in_which_order_they_are_asked_for_does_not_matter(publish: Publish) -> None:
    publish("--for", "assets", "--for", "everyone", "--for", "assets")
    before = written()
    assert publish("--for", "everyone", "--for", "assets")[1].endswith("nothing has changed\n")
    assert written() == before


def test_a_dry_run_writes_nothing(publish: Publish) -> None:
    code, out, err = publish("--dry-run")
    assert code == 0
    assert "all new" in out
    assert "to write: feeds/assets/assets.ics" in err
    assert "dry run: nothing was written" in err
    assert not Path("feeds").exists()


# Who sees what. ----------------------------------------------------------------------------


def test_partners_lie_apart_and_nobody_names_them(publish: Publish) -> None:
    code, _, err = publish("--partners", "--url", BASE)
    assert code == 0
    folders = sorted(Path("feeds/partners").iterdir())
    assert len(folders) == 2
    own = {}
    for name, other in (("toddlers", "youth-choir"), ("youth-choir", "toddlers")):
        [line] = [one for one in err.splitlines() if one.startswith(f"partner {name}")]
        place = re.search(rf"{BASE}/(partners/[0-9a-f-]{{36}})/calendar\.ics$", line)
        assert place is not None
        assert "for that partner alone" in line
        own[name] = Path("feeds") / place[1]
        for file in own[name].iterdir():
            text = file.read_text(encoding="utf-8").casefold()
            assert other not in text
            assert other[:5] not in text
        assert own[name].parent.name == "partners"
        assert name not in own[name].name
    assert sorted(own.values()) == folders
    for text in (page(), page(ASSETS), page(PUBLIC)):
        assert not re.search("toddler|choir|partners/", text, re.IGNORECASE)


def test_the_public_folder_says_nothing_of_empty_buildings(publish: Publish) -> None:
    publish("--partners")
    for file in PUBLIC.iterdir():
        text = file.read_text(encoding="utf-8").casefold()
        assert not re.search("vacated|handed|empty|assets|partner|toddler|choir", text)
    assert "Elm Centre service ended" in page(PUBLIC)


def test_no_audience_s_page_leads_out_of_its_folder(publish: Publish) -> None:
    publish("--partners", "--for", "owner Programme office", "--for", "everyone", "--for", "assets")
    pages = [path for path in Path("feeds").rglob("index.html") if path.parent != Path("feeds")]
    assert len(pages) == 5
    for path in pages:
        links = re.findall(r'href="([^"]*)"', path.read_text(encoding="utf-8"))
        assert links
        assert all("/" not in link for link in links)


def test_an_owner_s_calendar_is_for_the_council_and_lies_apart(publish: Publish) -> None:
    code, out, _ = publish("--for", "owner", "Programme office")
    assert (code, out) == (0, "owner Programme office: 1 event, all new\n")
    [folder] = Path("feeds/owners").iterdir()
    assert re.fullmatch("[0-9a-f-]{36}", folder.name)
    assert "For the owner Programme office" in seen(page())
    assert not ASSETS.exists()


def test_the_page_of_the_assets_team_warns_that_buildings_stand_empty(publish: Publish) -> None:
    publish()
    assert "It says when buildings stand empty" in page(ASSETS)
    assert 'name="robots" content="noindex"' in page(ASSETS)
    assert 'name="robots"' not in page(PUBLIC)


# Where it is. ------------------------------------------------------------------------------


def test_with_an_address_there_are_links_to_subscribe(publish: Publish) -> None:
    publish("--url", f"{BASE}/")
    for text in (page(), page(PUBLIC)):
        assert 'href="webcal://feeds.example/early-help/public/everyone.ics"' in text
        assert f"<code>{BASE}/public/everyone.ics</code>" in text
    ics = (PUBLIC / "everyone.ics").read_text(encoding="utf-8").replace("\n ", "")
    assert f"SOURCE;VALUE=URI:{BASE}/public/everyone.ics" in ics.replace("\r", "")


def test_without_one_the_links_are_relative(publish: Publish) -> None:
    publish()
    assert 'href="public/everyone.ics"' in page()
    assert 'href="everyone.ics"' in page(PUBLIC)
    assert "webcal" not in page()


def test_the_address_is_the_one_of_the_last_time(publish: Publish) -> None:
    publish("--url", BASE)
    before = written()
    assert publish()[0] == 0
    assert written() == before
    publish("--url", "https://elsewhere.example")
    assert "webcal://elsewhere.example/public/everyone.ics" in page()
    assert "feeds.example" not in page()


@pytest.mark.parametrize(
    "url",
    [
        "http://feeds.example/",
        "feeds.example",
        "https://",
        "https://office:word@feeds.example/",
        "https://feeds.example/?a",
        "https://feeds.example/#a",
        "https://feeds.example/a b",
        'https://feeds.example/"onload=',
        "https://feeds.example:x/",
        "https://[feeds.example/",
        "https://feeds.example/é",
        "https://feeds.example/\n",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_place_on_the_web_is_refused(publish: Publish, url: str) -> None:
    code, out, err = publish("--url", url)
    assert (code, out) == (2, "")
    assert "https://feeds.example/early-help" in err
    assert not Path("feeds").exists()


# What goes wrong. --------------------------------------------------------------------------


def test_a_folder_with_a_plan_is_not_served(eh: Eh, redesign: PlanFolder) -> None:
    code, _, err = eh("calendar", "publish", "redesign", "-p", "redesign")
    assert code == 2
    assert "holds a plan with its registers" in err
    assert [path.name for path in redesign.folder.iterdir()] == ["plan.yaml"]


def test_the_calendars_of_another_plan_are_not_continued(
    publish: Publish, redesign: PlanFolder
) -> None:
    publish()
    before = written()
    redesign.says("id: early-help\n", "id: another\n")
    code, _, err = publish()
    assert code == 2
    assert "feeds/public/everyone.ics is another calendar" in err
    assert written() == before


def test_a_calendar_that_cannot_be_read_is_not_guessed_away(eh: Eh, publish: Publish) -> None:
    publish()
    (ASSETS / "assets.ics").write_bytes(b"")
    before = written()
    code, _, err = eh("calendar", "publish", "feeds", "-p", "redesign")
    assert code == 2
    assert "feeds/assets/assets.ics" in err
    assert "move it away to begin anew" in err
    assert written() == before


@pytest.mark.parametrize("whom", ["partner toddler", "owner Programme", "nobody", "assets elm"])
def test_who_is_not_in_the_plan_gets_no_calendar(publish: Publish, whom: str) -> None:
    code, out, err = publish("--for", whom)
    assert (code, out) == (2, "")
    assert err
    assert not Path("feeds").exists()


def test_a_folder_that_is_a_file_is_said(publish: Publish) -> None:
    Path("feeds").write_text("", encoding="utf-8")
    code, _, err = publish()
    assert code == 3
    assert "feeds" in err
    assert "Traceback" not in err


def test_a_plan_that_cannot_be_met_is_published_with_a_word_on_it(
    publish: Publish, redesign: PlanFolder
) -> None:
    redesign.says("{on: 2022-01-04,", "{on: 2022-01-04, after: elm.handed_over + 6 months,")
    redesign.says("handed_over: 2021-12-13", "on:handed_over: 2021-12-13")
    code, _, err = publish()
    assert code == 0
    assert "the plan cannot be met" in err


def test_a_calendar_that_was_not_asked_for_stays_and_is_said(publish: Publish) -> None:
    publish("--partners")
    before = {name: said for name, said in written().items() if name.startswith("partners/")}
    _, _, err = publish()
    heading, *left = err[err.index("left as before") :].splitlines()
    assert heading == "left as before: 2 calendars that were not asked for"
    assert [Path(line.strip()).parts[1] for line in left] == ["partners", "partners"]
    assert {name: said for name, said in written().items() if name in before} == before


def test_the_name_of_a_file_that_lies_there_makes_no_line_of_its_own(publish: Publish) -> None:
    publish()
    file = Path("feeds") / "public" / "old\nassets: x\x1b[2J.ics"
    file.write_bytes((PUBLIC / "everyone.ics").read_bytes())
    _, _, err = publish()
    assert err.splitlines()[-1] == "  feeds/public/oldassets: x[2J.ics"


def test_the_help_tells_how_to_serve_it(eh: Eh) -> None:
    said = " ".join(eh("calendar", "publish", "--help").out.split())
    assert "text/calendar; charset=utf-8" in said
    assert "without gzip" in said


def test_what_was_called_off_and_is_no_longer_shown_is_said_and_not_denied(
    publish: Publish, redesign: PlanFolder
) -> None:
    """Its page would else say that nothing has changed since it was first published."""
    publish()
    redesign.says(", handed_over: 2021-12-13", "")
    publish("--as-at", "2021-09-20")
    assert "CANCELLED – Elm Centre handed over" in page(ASSETS)
    publish("--as-at", "2021-11-01")
    said = "What changed last, on Monday 20 September 2021, was called off, and is no longer shown."
    assert said in seen(page(ASSETS))
    assert "Last changed on Monday 20 September 2021." in seen(page(ASSETS))
    redesign.says("vacated: 2021-12-10", "vacated: 2021-12-09")
    publish("--as-at", "2021-11-02")
    assert "no longer shown" not in page(ASSETS)
    assert "changed on Tuesday 2 November 2021 What Was Now Elm Centre vacated" in seen(
        page(ASSETS)
    )


def test_a_partner_that_is_no_longer_in_the_plan_has_its_calendar_called_off(
    publish: Publish, redesign: PlanFolder
) -> None:
    """Whoever has subscribed to it would see days for ever that nobody keeps."""
    publish("--partners")
    redesign.says(", {id: youth-choir, name: Youth choir}", "")
    redesign.says("  - {property: elm, partner: youth-choir, out: 2021-12-07}\n", "")
    assert "left as before: 1 calendar that was not asked for" in publish("--partners")[2]
    code, out, _ = publish("--partners", "--for", "partner youth-choir")
    assert code == 0
    assert "partner youth-choir: 3 events: 0 changed, 3 cancelled, 0 as they were" in out
    assert "there is no partner 'choir'" in publish("--for", "partner choir")[2]
