"""Can a plan be met whatever others decide? A strategy that learns as it goes, or a proof."""

from __future__ import annotations
