"""How does a text stand in a CSV cell, so that no spreadsheet takes it for a formula?

A text that begins with ``=``, ``+``, ``-``, ``@`` (full width or not), a tab or a carriage
return, whatever apostrophes stand before that, gets one more apostrophe in front; reading
takes one away again. So every text comes back as it was, and none is ever run. Source: OWASP,
"CSV Injection".
"""

from __future__ import annotations

#: What a spreadsheet takes for the beginning of a formula, or passes over on the way to one.
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """The cell for a text."""
    return f"'{text}" if text.lstrip("'").startswith(_BEGINS) else text


def original(cell: str) -> str:
    """The text of a cell."""
    is_neutral = cell.startswith("'") and cell.lstrip("'").startswith(_BEGINS)
    return cell[1:] if is_neutral else cell
