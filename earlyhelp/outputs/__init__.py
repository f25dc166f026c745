"""What a checked plan looks like outside: text, tables, and documents for programs."""

from __future__ import annotations
