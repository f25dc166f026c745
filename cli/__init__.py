"""The command `eh`: reads arguments, asks the library, prints, and exits."""

from __future__ import annotations
