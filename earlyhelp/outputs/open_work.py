"""What of the findings about open work may leave the plan: how often each was made, and no row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from earlyhelp.codes import all_codes
from earlyhelp.findings import Finding
from earlyhelp.outputs.rows import counted

#: The family of codes that these findings have.
FAMILY: Final = "EH6"


def is_of_cases(finding: Finding) -> bool:
    """Whether a finding is about open work: its place and its words may point at a row."""
    return finding.code.startswith(FAMILY)


def counted_kinds(found: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Each code among the findings about open work, and a sentence with its number.

    The number points at nobody: 1 to 4 are ``fewer than 5``.
    """
    pages = {code.code: code.page.partition("\n")[0].rstrip(".") for code in all_codes()}
    for code, number in sorted(Counter(item.code for item in found if is_of_cases(item)).items()):
        yield code, f"{pages[code]}: {counted(number)}"
