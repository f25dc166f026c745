"""A command that a message tells somebody to type says the same in every shell."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from earlyhelp.outputs.shells import command, quoted

#: Names that folders, partners and days have.
WORDS = (
    "early-help-2021",
    "Plans/Early help",
    r"C:\Plans\Early help",
    r"C:\Plans",
    "offer.launch=2022-01-08",
    "week of 2022-01-03",
    "Mother & child (Crawley)",
    "the council's plan",
    "health; nursery, school",
    "@home",
    "~/plans",
    "*",
    "#1",
    "",
)
#: What somebody would have to mean by it: bash and zsh put in their history or a variable.
ACTED_ON = ("£5 $HOME", "now!", "`date`", '6" pipe', "100%", 'it\'s "it"!')
#: Fish takes a backslash for more than a letter between any quotes.
BACKSLASHES = (r"two\\three", "a\\")


def in_windows(line: str) -> list[str]:
    """The words of a line as programs on Windows take it apart.

    Source: Microsoft, "Parsing C command-line arguments". A single quote is a letter like any
    other; between double quotes a backslash is one too, unless the next quote comes after it.
    """
    words, word, is_in_quotes, at = [], "", False, 0
    while at < len(line):
        letter = line[at]
        assert letter != "\\" or line[at + 1 : at + 2] != '"', "a backslash before a quote"
        if letter == '"':
            is_in_quotes = not is_in_quotes
        elif letter == " " and not is_in_quotes:
            words.append(word)
            word = ""
        else:
            word += letter
        at += 1
    assert not is_in_quotes
    return [*words, word]


@pytest.mark.parametrize(
    ("shell", "word"),
    [
        *product(("bash", "zsh", "fish", "sh"), (*WORDS, *ACTED_ON)),
        *product(("bash", "zsh", "sh"), BACKSLASHES),
    ],
)
def test_a_shell_reads_the_word_that_was_meant(shell: str, word: str) -> None:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed here")
    line = f"printf '%s|' {quoted(word)} end"
    answer = subprocess.run([path, "-c", line], capture_output=True, text=True, check=True)
    assert answer.stdout == f"{word}|end|"


@pytest.mark.parametrize("word", [*WORDS, r"\\server\plans\Early help"])
def test_windows_reads_the_word_that_was_meant(word: str) -> None:
    line = command("property", "extend", "riverside", word, named=r"D:\Early help")
    words = ["eh", "property", "extend", "riverside", word, "-p", r"D:\Early help"]
    assert in_windows(line) == words


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)))
@example(["\\", "\\\\", "a\\\\b", "'", "'\\'"])
def test_a_command_comes_apart_into_its_words(said: list[str]) -> None:
    """By the rules of POSIX, but for the name of a server, which only Windows has."""
    said = [word for word in said if not word.startswith("\\\\")]
    assert shlex.split(command(*said, named=None)) == ["eh", *said]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"“”„$`!%\\')))
def test_no_single_quote_stands_around_a_word_without_need(word: str) -> None:
    """In `cmd` it would be part of the word."""
    assert in_windows(quoted(word)) == [word]


def test_what_needs_no_quotes_has_none() -> None:
    said = ["milestone", "move", "offer.launch", "2022-01-08"]
    assert command(*said, named=None) == "eh milestone move offer.launch 2022-01-08"
