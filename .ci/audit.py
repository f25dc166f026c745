"""Is any package that is installed here known to be vulnerable, and was that looked up at all?

``python .ci/audit.py PYTHON`` asks pip-audit about all that the environment of that Python has. It
fails only where something is known. Where advisories cannot be reached, it says what was not
looked up, and never that nothing is wrong.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any


def judged(report: str) -> tuple[int, str]:
    """The exit code, and what to say, of what pip-audit has printed as JSON."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, "NOT LOOKED UP: no advisories can be reached from here"
    known = [
        f"{package['name']} {package.get('version', '')}: {found['id']}"
        f" (mended in {', '.join(found.get('fix_versions') or ()) or 'no version yet'})"
        for package in packages
        for found in package.get("vulns", ())
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    lines = [f"KNOWN: {line}" for line in known]
    if skipped or not packages:
        is_some = 0 < len(skipped) < len(packages)
        named = f": {', '.join(skipped)}" if is_some else ""
        lines.append(f"NOT LOOKED UP: {len(skipped)} of {len(packages)} packages{named}")
    elif not known:
        lines.append(f"looked up: {len(packages)}; nothing is known of any")
    return (1 if known else 0), "\n".join(lines)


def main(python: str) -> int:
    """Ask about the packages of one environment, all but earlyhelp itself."""
    frozen = subprocess.run(  # noqa: S603 - the Python that .ci/run has made
        [python, "-m", "pip", "freeze", "--exclude-editable", "--exclude", "earlyhelp"],
        capture_output=True,
        check=True,
        text=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "installed.txt"
        listed.write_text(frozen.stdout, encoding="utf-8")
        asked = subprocess.run(  # noqa: S603 - the same Python that runs this
            [
                *(sys.executable, "-m", "pip_audit", "--format", "json", "--no-deps"),
                *("--disable-pip", "--progress-spinner", "off", "-r", str(listed)),
            ],
            capture_output=True,
            check=False,
            text=True,
        )
    code, said = judged(asked.stdout)
    sys.stdout.write(f"{said}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
