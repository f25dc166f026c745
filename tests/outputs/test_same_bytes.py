"""The same plan gives the same bytes, whatever the machine, its language and its terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

#: Checks a plan in every form, one after the other, and writes the answers to stdout.
EVERY_FORM: Final = """
import sys

from earlyhelp.cli.start import run

plan, *forms = sys.argv[1:]
for form in forms:
    sys.argv = ["eh", "plan", "check", plan, "--format", form]
    print(form, run(), flush=True)
"""
FORMS: Final = ("text", "json", "sarif", "github")
DOCUMENTS: Final = ("json", "sarif", "github")
PLAN: Final = """\
format: 1
id: early-help
title: Early Help redesign – “nobody left unsupported”
nation: england
as_at: 2021-09-17
facts:
  posts_at_risk: {main-office: 34, sycamore-road: 5, harbour-lane: 7}
milestones:
  partners.told:
    done: week of 2021-09-13
  consultation.response:
    title: Réponse formelle → équipe
    on: 2021-10-12
  guidance.published:
    after: training.complete
  training.complete:
    after: [guidance.published, consultation.response]
  centre.vacated:
    expected: 2021-11-29
    after: partners.told + 3 months
  options.appraised:
    by: end of 2021-10
  notice.expired:
    after: {link: selection.end + 12 weeks, source: ERA 1996 s.86, locked: yes}
  offer.launch:
    on: 2022-01-01
    after: [notice.expired, centre.vacated, consultation.response]
  options.implemented:
    after: [centre.vacated, options.appraised]
stages:
  selection:
    lasts: at least 6 weeks
    after: consultation.response
"""
UNREADABLE: Final = PLAN.replace("after: partners.told", "afer: partners.tolld").replace(
    "on: 2022-01-01", "on: 1er janvier 2022 – “été”"
)


@pytest.fixture(params=["a plan with errors", "a plan that cannot be read"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder in which a plan lies in `redesign`."""
    text = PLAN if request.param == "a plan with errors" else UNREADABLE
    (tmp_path / "redesign").mkdir()
    (tmp_path / "redesign" / "plan.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def run(desk: Path, environment: Mapping[str, str], *forms: str) -> bytes:
    """What a process says in these forms, in this environment, without talking beside it."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-P", "-c", EVERY_FORM, "redesign", *forms],
        capture_output=True,
        check=False,
        cwd=desk,
        env={**kept, "PYTHONUTF8": "0", **environment},
        timeout=60,
    )
    assert done.stderr == b""
    assert done.returncode == 0
    return done.stdout


def test_no_hash_seed_shows(desk: Path) -> None:
    answers = {
        run(desk, {"PYTHONHASHSEED": str(seed), "LC_ALL": "C.UTF-8"}, *FORMS) for seed in range(6)
    }
    assert len(answers) == 1
    assert len(answers.pop()) > 2_000


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
        {"LANG": "tr_TR.UTF-8", "PYTHONIOENCODING": "latin-1"},
        {"TZ": "Pacific/Kiritimati", "TERM": "dumb", "COLUMNS": "20"},
        {"TZ": "America/St_Johns", "NO_COLOR": "1"},
        {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "PYTHONOPTIMIZE": "1"},
    ],
    ids=lambda environment: " ".join(f"{key}={value}" for key, value in environment.items()),
)
def test_a_document_depends_on_no_locale_time_zone_or_terminal(
    desk: Path, environment: dict[str, str]
) -> None:
    usual = run(desk, {"LC_ALL": "C.UTF-8"}, *DOCUMENTS)
    assert run(desk, environment, *DOCUMENTS) == usual


def test_a_machine_that_believes_in_ascii_gets_all_the_words(desk: Path) -> None:
    environment = {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    answer = run(desk, {**environment, "PYTHONIOENCODING": "ascii"}, "text")
    usual = run(desk, {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}, "text")
    words = re.compile(rb"[A-Za-z0-9]+")
    assert words.findall(answer) == words.findall(usual)


@pytest.mark.parametrize("encoding", ["latin-1", "cp437", "utf-8"])
def test_a_terminal_without_a_sign_shows_a_stand_in(desk: Path, encoding: str) -> None:
    environment = {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    answer = run(desk, {**environment, "PYTHONIOENCODING": encoding}, "text")
    answer.decode(encoding)
    usual = run(desk, {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}, "text").decode()
    stand_in = usual.encode(encoding, errors="replace")
    assert answer == stand_in
