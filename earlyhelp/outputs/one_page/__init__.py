"""The plan as a page that people would rather look at than read: one file, no script needed."""

from __future__ import annotations
