"""Does every block of code of a page do what the page says?

A page is gone through from its top in a fresh folder, as a reader does who types what it shows.
What a reader need not see stands in HTML comments before the block that it is about:

``<!-- run: cp -r "$SCHEDULES/early-help-2021" our-redesign -->``
    what the page takes for granted; a shell runs it there and then
``<!-- exits: 1 -->``
    the next commands end so, one after another, and not with 0
``<!-- file: our-redesign/plan.yaml -->``
    the next block is what the reader has in that file
``<!-- add to: our-redesign/plan.yaml -->``
    the reader adds the next block at the end of that file
``<!-- read as: … -->``
    the plan in which the next fragment stands, where a line says HERE
``<!-- not run: it needs a web server -->``
    the next block cannot be run, and why

``EH_REWRITE_DOCS=1 pytest tests/docs`` writes what the commands say into the pages, where nothing is
left out with ``…``; read it aloud before it is committed.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs
import pytest
import yaml

from earlyhelp.files import locate

if TYPE_CHECKING:
    from tests.conftest import Answer

ROOT: Final = Path(__file__).parent.parent.parent
#: A block, or what is said about the next one, each from the beginning of a line.
PARTS: Final = re.compile(
    r"^(?P<indent> *)```(?P<language>\S*)\n(?P<text>.*?)^ *```$"
    r"|^ *<!-- (?P<verb>[a-z ]+): ?(?P<says>.*?) ?-->$",
    re.MULTILINE | re.DOTALL,
)
VERBS: Final = frozenset({"run", "exits", "file", "add to", "read as", "not run"})
#: So many blocks of each page are not run; another one needs a reason that a reviewer sees.
NOT_RUN: Final = {
    "README.md": 2,
    "docs/explanation/dependencies.md": 1,
    "docs/how-to/a-plan-in-a-spreadsheet.md": 1,
}
#: In a line of its own: any number of lines; at the end of a line: the rest of it.
ELLIPSIS: Final = "…"
#: What a shell would do something about: such commands are given to one.
OF_A_SHELL: Final = re.compile(r"[|&;<>$*?`~(){}]")
HEAD: Final = "format: 1\nid: example\ntitle: An example\nnation: england\nas_at: 2021-09-17\n"


class Block(NamedTuple):
    """One block of code, and what the comments before it say about it."""

    line: int
    language: str
    text: str
    said: dict[str, str]
    indent: str  #: what stands before each of its lines, because it is a part of a list


def read(page: Path) -> Iterator[Block]:
    """The blocks of a page, from its top; ``run`` is a language of its own."""
    text = page.read_text(encoding="utf-8")
    said: dict[str, str] = {}
    for part in PARTS.finditer(text):
        line = text.count("\n", 0, part.start()) + 1
        if (verb := part["verb"]) is None:
            text_of_it = textwrap.dedent(part["text"])
            yield Block(line, part["language"], text_of_it, said, part["indent"])
            said = {}
        elif verb == "run":
            yield Block(line, "run", part["says"], {}, "")
        else:
            assert verb in VERBS, f"{page.name}:{line}: a comment that no runner knows: {verb}"
            said[verb] = textwrap.dedent(part["says"])
    assert not said, f"{page.name}: {said} is about no block"


def shows(shown: str, said: str) -> bool:
    """Whether this is what was said, but for what each ``…`` leaves out."""
    pattern = "".join(_line(line.rstrip()) for line in shown.rstrip().splitlines())
    said = "".join(f"{line.rstrip()}\n" for line in said.rstrip().splitlines())
    return re.fullmatch(pattern, said) is not None


def _line(shown: str) -> str:
    if shown == ELLIPSIS:
        return "(?:.*\n)*"
    rest = ".*" if shown.endswith(ELLIPSIS) else ""
    return f"{re.escape(shown.removesuffix(ELLIPSIS))}{rest}\n"


@attrs.define
class Reader:
    """Somebody who does what a page says, in a folder of its own."""

    eh: Callable[..., Answer]
    folder: Path
    page: Path
    last: str | None = None  #: what the last commands have said
    names: dict[str, Any] = attrs.field(factory=dict)  #: what programs have named

    def follow(self, block: Block) -> None:
        """Do what one block says, and see that it is so."""
        if "not run" in block.said:
            self.last = None
            return
        if (file := block.said.get("file")) is not None:
            (self.folder / file).parent.mkdir(exist_ok=True)
            (self.folder / file).write_text(block.text, encoding="utf-8")
        if (file := block.said.get("add to")) is not None:
            with (self.folder / file).open("a", encoding="utf-8") as more:
                more.write(block.text)
        follow = getattr(self, f"follow_{block.language}", None)
        assert follow is not None, f"nobody knows what to do with {block.language or 'no language'}"
        follow(block)

    def follow_run(self, block: Block) -> None:
        """What the page takes for granted."""
        answer = self.shell(block.text)
        assert answer.code == 0, answer.err

    def follow_sh(self, block: Block) -> None:
        """Commands, as somebody types them."""
        typed = [line for line in block.text.replace("\\\n", " ").splitlines() if line]
        if OF_A_SHELL.search(block.text) or not all(line.startswith("eh ") for line in typed):
            answers: list[Answer | Shelled] = [self.shell(block.text)]
        else:
            answers = [self.eh(*shlex.split(line, comments=True)[1:]) for line in typed]
        self.last = "".join(answer.out + answer.err for answer in answers)
        ended = block.said.get("exits", " ".join("0" for _ in answers))
        assert " ".join(str(int(answer.code)) for answer in answers) == ended, self.last

    def follow_text(self, block: Block) -> None:
        """What the last commands have said."""
        assert self.last is not None, "no command before it says this"
        if "EH_REWRITE_DOCS" in os.environ and f"{ELLIPSIS}\n" not in block.text:
            page = self.page.read_text(encoding="utf-8")
            was, now = (textwrap.indent(text, block.indent) for text in (block.text, self.last))
            self.page.write_text(page.replace(was, now), encoding="utf-8")
            return
        assert shows(block.text, self.last), f"the page shows\n{block.text}\nand it is\n{self.last}"

    def follow_python(self, block: Block) -> None:
        """A program, or more of it."""
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(block.text, "a page", "exec"), self.names)  # noqa: S102 - our own pages
        self.last = out.getvalue()

    def follow_json(self, block: Block) -> None:
        """A document."""
        json.loads(block.text)

    def follow_csv(self, block: Block) -> None:
        """A register; what is done with it comes after it."""
        assert {"file", "add to"} & {*block.said}, "in which file does a reader put it?"

    def follow_yaml(self, block: Block) -> None:
        """A whole plan, or what stands in one: it can be read."""
        if "add to" in block.said:
            whole = (self.folder / block.said["add to"]).read_text(encoding="utf-8")
        else:
            whole = block.text
        if "read as" in block.said:
            around = block.said["read as"].strip("\n") + "\n"
            [place] = re.findall(r"^( *)HERE\n", around, re.MULTILINE)
            whole = around.replace(f"{place}HERE\n", textwrap.indent(whole, place))
        elif not whole.startswith("format: 1"):
            whole = HEAD + whole
        if not re.search("^format: 1$", whole, re.MULTILINE):
            whole = HEAD + whole
        read_in = self.folder / f"block-{block.line}"
        if (mine := self.folder / "our-redesign").is_dir():
            shutil.copytree(mine, read_in, ignore=shutil.ignore_patterns("journal.csv"))
        read_in.mkdir(exist_ok=True)
        (read_in / "plan.yaml").write_text(whole, encoding="utf-8")
        answer = self.eh("plan", "check", read_in.name)
        assert answer.code in {0, 1}, f"{whole}\n{answer.err}"

    def follow_all(self) -> None:
        """Do all that the page says, from its top."""
        for block in read(self.page):
            try:
                self.follow(block)
            except AssertionError as wrong:
                wrong.add_note(f"{self.page}:{block.line}")
                raise

    def shell(self, text: str) -> Shelled:
        """What a real shell answers; it stops at the first command that fails."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        schedules = str(locate.shipped_file("early-help-2021").parent.parent)
        inherited = {name: value for name, value in os.environ.items() if name != "EH_PLAN"}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", text],  # noqa: S607 - whichever a reader has
            cwd=self.folder,
            env=inherited | {"PATH": path, "SCHEDULES": schedules},
            capture_output=True,
            text=True,
            check=False,
        )
        return Shelled(done.returncode, done.stdout, done.stderr)


class Shelled(NamedTuple):
    """What a shell answered."""

    code: int
    out: str
    err: str


def pages() -> list[str]:
    """Every page whose blocks are run, as it is called in the repository.

    The help texts in commands.md are compared with the program where the reference is.
    """
    found = [path for path in (ROOT / "docs").rglob("*.md") if path.name != "commands.md"]
    return [str(path.relative_to(ROOT)) for path in sorted([ROOT / "README.md", *found])]


@pytest.mark.parametrize("page", pages())
def test_a_page_can_be_followed_word_for_word(
    page: str, eh: Callable[..., Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    try:
        Reader(eh, tmp_path, ROOT / page).follow_all()
    except AssertionError as wrong:
        pytest.fail("\n".join([*wrong.__notes__, str(wrong)]), pytrace=False)


def test_no_more_blocks_are_left_out_than_are_counted_here() -> None:
    left_out = {
        page: sum("not run" in block.said for block in read(ROOT / page)) for page in pages()
    }
    assert {page: count for page, count in left_out.items() if count} == NOT_RUN


@pytest.mark.parametrize("page", pages())
def test_every_fence_is_a_block_that_somebody_follows(page: str) -> None:
    fences = re.findall("^ *```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(fences) == 2 * sum(block.language != "run" for block in read(ROOT / page))


def test_every_page_is_in_the_navigation_of_the_site() -> None:
    nav = json.dumps(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    for path in (ROOT / "docs").rglob("*.md"):
        assert f'"{path.relative_to(ROOT / "docs")}"' in nav


def test_the_first_page_leads_to_every_other() -> None:
    led = {*re.findall(r"\]\(([^)#]+)", (ROOT / "docs" / "README.md").read_text(encoding="utf-8"))}
    every = {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")}
    assert every - led == {"README.md"}


@pytest.mark.parametrize(
    ("page", "because"),
    [
        ("```sh\neh explain EH201\n```\n\n```text\nno such thing\n```\n", "the page shows"),
        ("```sh\neh plan check infeasible-notice\n```\n", "the plan cannot be met"),
        ("```sh\neh plan chekc\n```\n", "No such command"),
        ("```sh\nfalse; true | true\n```\n", ""),
        ("```text\nnobody said it\n```\n", "no command before it"),
        ("```yaml\nmilestons: {}\n```\n", "milestons"),
        ("```\nwhat is this?\n```\n", "no language"),
        ("<!-- tun: true -->\n", "no runner knows"),
        ("<!-- exits: 1 -->\n", "about no block"),
    ],
)
def test_a_page_that_is_wrong_is_noticed(
    page: str, because: str, eh: Callable[..., Answer], tmp_path: Path
) -> None:
    file = tmp_path / "page.md"
    file.write_text(page, encoding="utf-8")
    reader = Reader(eh, tmp_path, file)
    with pytest.raises(AssertionError) as noticed:
        reader.follow_all()
    assert because in str(noticed.value)
    assert file.read_text(encoding="utf-8") == page


@pytest.mark.parametrize(
    ("shown", "so"),
    [
        ("a\nb\nc\n", True),
        ("a\n…\n", True),
        ("…\nc\n", True),
        ("…\nb\n…\n", True),
        ("a\n…\nb…\nc\n", True),
        ("…\nb…\n", False),
        ("a\n", False),
        ("a\nc\n", False),
        ("…\nb\n", False),
        ("a\nb\nc\nd\n", False),
    ],
)
def test_what_is_shown_is_all_of_it_but_where_it_says_so(shown: str, so: bool) -> None:
    assert shows(shown, "a\nb  \nc\n") == so
