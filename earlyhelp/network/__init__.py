"""The plan as constraints: build them, solve them exactly, and prove what cannot hold."""

from __future__ import annotations
