"""What is the least that has to move so that a plan can be met: exact, and explained."""

from __future__ import annotations
