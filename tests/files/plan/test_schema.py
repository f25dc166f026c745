"""The schema for editors takes every plan that the reader takes, and knows the keys it knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from earlyhelp import testing
from earlyhelp.errors import UnreadablePlanError
from earlyhelp.files.load import load_file, parse
from earlyhelp.files.locate import PLAN_FILE, shipped, shipped_file
from earlyhelp.files.plan import words as plan_words
from earlyhelp.files.plan.schema import plan_schema

SCHEMA = jsonschema.Draft202012Validator(plan_schema())
GALLERY = Path(__file__).parents[2] / "gallery"
PLANS = sorted(GALLERY.rglob(PLAN_FILE))


class AsAnEditorReads(yaml.SafeLoader):
    """YAML 1.2, as editors read it: ``on`` and dates are texts, and 2022 is a number."""


AsAnEditorReads.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag.rpartition(":")[2] in ("int", "null", "merge") and letter not in "+-"
    ]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(text: str) -> list[str]:
    said: Any = yaml.load(text, Loader=AsAnEditorReads)  # noqa: S506 - a safe loader
    return [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(said)]


def head(more: str) -> str:
    return f"format: 1\nid: example\ntitle: An example\nnation: england\n{more}"


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(plan_schema())


@pytest.mark.parametrize("name", shipped())
def test_every_plan_that_comes_along_is_taken(name: str) -> None:
    assert faults(shipped_file(name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", PLANS, ids=[plan.parent.name for plan in PLANS])
def test_what_it_refuses_the_reader_refuses(file: Path) -> None:
    try:
        load_file(file, name="plan")
    except UnreadablePlanError:
        return
    assert faults(file.read_text(encoding="utf-8")) == []


@given(drawn=testing.kept_plans())
def test_a_drawn_plan_is_taken(drawn: Any) -> None:
    plan, _ = drawn
    assert faults(testing.as_yaml(plan)) == []


@pytest.mark.parametrize(
    "more",
    [
        "milestone: {}",
        "milestones: {a: {titel: A}}",
        "milestones: {a: {on: 8/9/2021}}",
        "milestones: {a: {days: sometimes}}",
        "milestones: {a: {locked: maybe}}",
        "milestones: {a: {after: {because: it is so}}}",
        "milestones: {a: {after: {link: b, why: it is so}}}",
        "milestones: {a b: {}}",
        "stages: {a: {last: at least 3 weeks}}",
        "settings: {call-in: 7 working days}",
        "risks: {a: {likelihood: tiny}}",
        "workflows: {a: {step: {}}}",
        "properties: {fil: properties.csv}",
        "closures: [{date: 2021-12-29}]",
        "nation: britain",
    ],
)
def test_a_slip_is_seen_by_both(more: str) -> None:
    text = head(more) if not more.startswith("nation") else head("").replace("england", "britain")
    assert faults(text)
    with pytest.raises(UnreadablePlanError):
        parse(text.encode())


@given(at=st.integers(0, 3))
def test_what_every_plan_needs_is_missed(at: int) -> None:
    lines = head("").splitlines()
    del lines[at]
    assert faults("\n".join(lines))


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every list of keys that the schema has."""
    if isinstance(schema, dict):
        if "object" in schema.get("type", ()) and "properties" in schema:
            yield schema["properties"]
        for inner in schema.values():
            yield from parts(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from parts(inner)


def test_every_key_says_what_it_means() -> None:
    """But those of a row: these are the columns of a register, which has a page of its own."""
    said = [keys for keys in parts(plan_schema()) if all(keys.values())]
    assert len(said) > 10
    for keys in said:
        assert all(key["description"].endswith((".", "…")) for key in keys.values())


def test_no_sentence_is_about_a_key_that_nobody_can_type() -> None:
    known = {key for keys in parts(plan_schema()) for key in keys}
    for name, part in vars(plan_words).items():
        if name.isupper():
            assert {*part} <= known, name
