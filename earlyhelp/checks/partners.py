"""Does every partner know in time, and has it somewhere to go?

EH5xx.
"""

from __future__ import annotations
