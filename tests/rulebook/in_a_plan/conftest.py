"""A plan of a move, and what is found in it under some codes."""

from __future__ import annotations

import earlyhelp
from earlyhelp import Finding, Plan
from earlyhelp.files.load import parse

HEAD = "format: 1\nid: move\ntitle: The move\nnation: england\nas_at: 2021-09-17\n"
CONSULTED = """
milestones:
  launch_of_consultation: {role: consultation.start, done: 2021-09-08}
  close: {role: consultation.end, on: 2021-09-29}
"""
OWN = """
rules:
  members_first:
    title: Local members hear a week before partners do
    then: partners.told
    after: members.told + 1 week
    source: Constitution, part 5
milestones:
  members.told: {on: 2021-09-20}
  partners.told: {on: 2021-09-24}
"""


def read(said: str) -> Plan:
    return parse((HEAD + said).encode())


def found(said: str, *codes: str) -> list[Finding]:
    return [item for item in earlyhelp.check(read(said)) if item.code in codes]
