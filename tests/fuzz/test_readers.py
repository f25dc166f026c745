"""Does every reader answer or refuse, whatever the bytes are, and nothing else?

All inputs that fuzzing has kept, and the plans and files of the repository, go through their
targets each time. Where atheris is installed, a bounded run with a fixed seed looks for more;
`python tests/fuzz/fuzz.py --seconds 600` is the long one.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import corpus
import fuzz
import pytest
from targets import TARGETS

RUNS = 400
#: Targets that take about a millisecond for an input, and are quick to begin.
QUICK = ("dates", "lags", "selections", "baselines", "sheets", "calendars", "projects")


def test_the_runner_knows_every_target() -> None:
    assert [*fuzz.NAMES] == [*TARGETS]


@pytest.mark.parametrize("target", TARGETS)
def test_what_was_kept_is_answered_or_refused(target: str) -> None:
    inputs = tuple(corpus.inputs(target))
    assert inputs
    for data in inputs:
        try:
            TARGETS[target](data)
        except Exception as error:
            error.add_note(f"the input was {data!r}")
            raise


@pytest.mark.parametrize("target", TARGETS)
def test_what_was_kept_and_cut_short_is_answered_or_refused(target: str) -> None:
    """A copy that broke off in the middle, of every kind of file."""
    for data in corpus.kept(target):
        TARGETS[target](data[: len(data) // 2])


def test_what_is_kept_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "KEPT", tmp_path_factory.mktemp("corpus"))
    found = {b"", b"\xff\xfe\0", "é\u2028".encode(), b"\xed\xa0\x80", b"a\r\n"}
    corpus.keep("lags", found)
    assert set(corpus.kept("lags")) == found


def test_the_corpus_is_small_enough_to_be_read() -> None:
    assert sum(file.stat().st_size for file in corpus.KEPT.iterdir()) < 1_000_000


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is an extra")
@pytest.mark.parametrize("target", QUICK)
def test_a_short_run_finds_nothing(target: str) -> None:
    ended = subprocess.run(
        [sys.executable, fuzz.__file__, "--target", target, "--runs", str(RUNS)],
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"'inputs': {RUNS}" in ended.stdout
