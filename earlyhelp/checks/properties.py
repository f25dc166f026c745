"""Are the buildings ready to be left, and does somebody take them over?

EH4xx.
"""

from __future__ import annotations
