"""A plan as the sheets of a workbook: to look at, and to send days back with."""

from __future__ import annotations
