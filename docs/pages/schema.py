"""Which form has a plan.yaml, for editors?"""

from __future__ import annotations

import json

from earlyhelp.files.plan.schema import plan_schema


def page() -> str:
    """The JSON Schema, as a file."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=1) + "\n"
