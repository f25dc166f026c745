"""`eh export …` and `eh import …`: the plan goes to the tools that people have, and comes back."""

from __future__ import annotations

import click

from .lazy import LazyGroup


@click.group(
    "export",
    cls=LazyGroup,
    homes={
        "mspdi": "export_mspdi:mspdi",
        "xlsx": "export_sheets:xlsx",
        "csv": "export_sheets:csv",
        "mermaid": "export_graph:mermaid",
        "dot": "export_graph:dot",
        "graphml": "export_graph:graphml",
        "json": "export_graph:json",
    },
    epilog="Example: eh export xlsx -p early-help-2021 -o plan.xlsx",
)
def export_group() -> None:
    """Write the plan for another tool, a spreadsheet, or a program."""


@click.group(
    "import",
    cls=LazyGroup,
    homes={
        "mspdi": "import_mspdi:mspdi",
        "xlsx": "import_sheets:xlsx",
        "csv": "import_sheets:csv",
    },
    epilog="Example: eh import xlsx plan.xlsx -p our-plan",
)
def import_group() -> None:
    """Take in a plan from another tool, or days from a spreadsheet."""
