"""What code that reads other people's files must not have in it: nothing of it runs what it reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "earlyhelp").rglob("*.py"), *(ROOT / "cli").rglob("*.py")])

#: Modules that run what they are given, load any object at all, or expand what XML asks for.
NEVER_IMPORTED = {
    *("pickle", "cPickle", "dill", "marshal", "shelve", "joblib", "code", "codeop", "pty"),
    *("xml.etree", "xml.dom", "xml.sax", "xmlrpc", "lxml", "telnetlib", "ftplib", "imp"),
    *("defusedxml.lxml", "ctypes", "cffi", "dbm", "jsonpickle", "urllib.request"),
}
#: Of a module or of an object: what is never called.
NEVER_CALLED = {
    *("eval", "exec", "compile", "__import__", "breakpoint", "os.system", "os.popen"),
    *("os.execv", "os.execvp", "os.execve", "os.spawnl", "os.spawnv", "os.startfile"),
    *("subprocess.getoutput", "subprocess.getstatusoutput", "tempfile.mktemp"),
    *("yaml.load", "yaml.load_all", "yaml.full_load", "yaml.full_load_all"),
    *("yaml.unsafe_load", "yaml.unsafe_load_all", "zipfile.ZipFile.extractall"),
    *("shutil.unpack_archive", "ET.parse", "ET.fromstring", "numpy.load", "random.seed"),
}
NEVER_METHODS = {"extractall", "extract", "unsafe_load", "from_string"}
#: Where what people write as templates is filled in, and each says itself what it escapes.
SANDBOX = {"sandbox.py", "templates.py"}


def dotted(node: ast.expr) -> str:
    """``os.path.join`` of the expression that says so; empty for any other."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module, and every name of one, that is imported anywhere in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def faults(text: str, name: str = "any.py") -> list[str]:
    """What is in a file's text that must not be in any."""
    tree = ast.parse(text)
    found = [
        f"imports {module}"
        for module in imported(tree)
        if any(module == never or module.startswith(f"{never}.") for never in NEVER_IMPORTED)
    ]
    for call in calls(tree):
        called = dotted(call.func)
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if called in NEVER_CALLED or (method in NEVER_METHODS and name not in SANDBOX):
            found.append(f"{call.lineno}: calls {called or method}")
        for keyword in call.keywords:
            is_true = isinstance(keyword.value, ast.Constant) and keyword.value.value is True
            if keyword.arg == "shell" and not _is_false(keyword.value):
                found.append(f"{call.lineno}: a shell")
            if keyword.arg == "allow_pickle" and is_true:
                found.append(f"{call.lineno}: a pickle")
            if keyword.arg == "autoescape" and _is_false(keyword.value) and name not in SANDBOX:
                found.append(f"{call.lineno}: a template that escapes nothing")
        if called.endswith("Environment") and called != "SandboxedEnvironment":
            found.append(f"{call.lineno}: a template outside the sandbox")
        if method == "Template" or called == "Template":
            found.append(f"{call.lineno}: a template outside the sandbox")
    return found


def _is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is False


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_runs_what_it_reads(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), path.name) == []


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "from pickle import loads",
        "import xml.etree.ElementTree as ET",
        "from xml.etree import ElementTree",
        "from lxml import etree",
        "def f():\n    from xml.dom import minidom",
        "eval('1')",
        "exec(text)",
        "import yaml\nyaml.load(text)",
        "import os\nos.system('ls')",
        "import subprocess\nsubprocess.run('ls', shell=True)",
        "import subprocess\nsubprocess.run('ls', shell=is_shell)",
        "archive.extractall(folder)",
        "import numpy\nnumpy.frombuffer(x, allow_pickle=True)",
        "import jinja2\njinja2.Environment(autoescape=True)",
        "from jinja2 import Template\nTemplate(text)",
        "SandboxedEnvironment(autoescape=False)",
    ],
)
def test_the_look_finds_each_of_them(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "import subprocess\nsubprocess.run(['ls'], shell=False)",
        "import re\nre.compile('a')",
        "from jinja2.sandbox import SandboxedEnvironment\nSandboxedEnvironment(autoescape=True)",
    ],
)
def test_and_nothing_else(text: str) -> None:
    assert faults(text) == []
