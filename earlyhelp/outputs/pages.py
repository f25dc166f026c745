"""How does every page look that people open in a browser?

Plain HTML that says the same with and without colours: one heading of the first level, the
others in order, tables with captions and scopes, visible focus, no script (WCAG 2.2 AA).
Everything that comes from a plan is escaped, and the policy in the page's head would not
let it do anything if it were not.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, Final

_STYLE: Final = """
body { font-family: Arial, sans-serif; font-size: 1.1875rem; line-height: 1.4; color: #0b0c0c;
  background: #ffffff; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 { font-size: 2rem; line-height: 1.2; }
h2 { font-size: 1.5rem; margin-top: 2.5rem; }
a { color: #1d70b8; text-underline-offset: 0.15em; }
a:focus { outline: 3px solid #0b0c0c; background: #ffdd00; color: #0b0c0c; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: 0.5rem 0; max-width: calc(100vw - 2rem);
  position: sticky; left: 0; }
th, td { border-bottom: 1px solid #505a5f; padding: 0.5rem 1rem 0.5rem 0; text-align: left;
  vertical-align: top; }
td, th { overflow-wrap: break-word; }
code { overflow-wrap: anywhere; }
.warning { border-left: 0.5rem solid #0b0c0c; padding-left: 1rem; font-weight: bold; }
@media (max-width: 40rem) {
  th, td { font-size: 1rem; padding-right: 0.5rem; }
}
@page { size: A4; margin: 15mm; }
@media print {
  body { font-size: 10pt; line-height: 1.25; max-width: none; padding: 0; }
  h1 { font-size: 16pt; margin: 0; }
  h2 { font-size: 12pt; margin: 0.8rem 0 0; }
  p, ol, ul { margin: 0.3rem 0; }
  th, td, caption { padding-bottom: 0.1rem; padding-top: 0.1rem; }
  tr { break-inside: avoid; }
  h2, caption { break-after: avoid; }
}
"""
#: How a page begins; it shows the `title` of `page`, which may be `is_public`.
HEAD: Final = """\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
{% if not page.is_public %}
<meta name="robots" content="noindex">
{% endif %}
<title>{{ page.title }}</title>
<style>{{ style }}</style>
</head>
<body>
<main>
<h1>{{ page.title }}</h1>
"""
FOOT: Final = """\
</main>
</body>
</html>
"""


def rendered(
    templates: Mapping[str, str],
    name: str,
    says: Mapping[str, Any],
    *,
    style: str = "",
    script: str = "",
) -> str:
    """One of some templates of ours, filled in: all that is not a template is escaped.

    `style` and `script` are ours too: the policy lets these two through, by what they are.
    """
    import jinja2
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    environment = SandboxedEnvironment(  # ours need no more, and one rule holds for all
        loader=jinja2.DictLoader(dict(templates)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    whole = _STYLE + style
    head = {
        "policy": _policy(whole, script),
        "style": Markup(whole),  # noqa: S704 - our own, and constant
        "script": Markup(script),  # noqa: S704 - our own, and constant
    }
    return environment.get_template(name).render(head | dict(says))


def _policy(style: str, script: str) -> str:
    scripts = f" script-src 'sha256-{_hash(script)}';" if script else ""
    return (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}';{scripts} "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
