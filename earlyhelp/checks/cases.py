"""Has everybody's open work a way to its conclusion?

EH6xx.
"""

from __future__ import annotations
