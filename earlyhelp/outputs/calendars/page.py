"""How does a page look that calendars are subscribed to from?

Plain HTML that says the same with and without colours: one heading of the first level, the
others in order, tables with captions and scopes, visible focus, no script (WCAG 2.2 AA).
Everything that comes from a plan is escaped, and the policy in the page's head would not
let it do anything if it were not.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import jinja2

_STYLE: Final = """
body { font-family: Arial, sans-serif; font-size: 1.1875rem; line-height: 1.4; color: #0b0c0c;
  background: #ffffff; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 { font-size: 2rem; line-height: 1.2; }
h2 { font-size: 1.5rem; margin-top: 2.5rem; }
a { color: #1d70b8; text-underline-offset: 0.15em; }
a:focus { outline: 3px solid #0b0c0c; background: #ffdd00; color: #0b0c0c; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: 0.5rem 0; }
th, td { border-bottom: 1px solid #505a5f; padding: 0.5rem 1rem 0.5rem 0; text-align: left;
  vertical-align: top; }
td, th, code { overflow-wrap: anywhere; }
.warning { border-left: 0.5rem solid #0b0c0c; padding-left: 1rem; font-weight: bold; }
"""
#: The policy lets this one style through, by what it is.
_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
)

_HEAD: Final = """\
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
_FOOT: Final = """\
</main>
</body>
</html>
"""
_LINKS: Final = """\
{% macro links(feed) %}
<ul>
<li><a href="{{ feed.subscribe }}">Subscribe to {{ feed.name }}</a></li>
{% if feed.address %}
<li>Or copy this address into your calendar: <code>{{ feed.address }}</code></li>
{% else %}
<li>Or copy the address of that link into your calendar, where it asks for one.</li>
{% endif %}
</ul>
{% endmacro %}
"""
_CHANGES: Final = """\
{% macro changes(feed) %}
{% if feed.changes %}
<table>
<caption>{{ feed.name }}: changed on {{ feed.changed }}</caption>
<thead><tr><th scope="col">What</th><th scope="col">Was</th><th scope="col">Now</th></tr></thead>
<tbody>
{% for change in feed.changes %}
<tr><th scope="row">{{ change.what }}</th><td>{{ change.was }}</td><td>{{ change.now }}</td></tr>
{% endfor %}
</tbody>
</table>
{% else %}
<p>Nothing has changed since {{ feed.name }} was first published.</p>
{% endif %}
{% endmacro %}
"""
_ADVICE: Final = """\
<h2>How new the dates are</h2>
<p>A calendar that you subscribe to follows the plan by itself. Each program decides how often it
looks: Google Calendar every 4 to 24 hours, Outlook on the web about every 3 hours, others every
12 hours or as you set them. If a day matters to you today, look at this page.</p>
<h2>Outlook</h2>
<p>Subscribe, and do not import. In Outlook choose Add calendar, then Subscribe from web, and give
the address above. If you import the file instead, it does not follow the plan, and importing it a
second time makes every event twice. Where you cannot subscribe, import it into a calendar of its
own, and delete that calendar before you import the next file.</p>
"""
_FEED: Final = f"""\
{_LINKS}{_CHANGES}{_HEAD}\
<p>{{{{ feed.holds }}}}</p>
<p>Last changed on {{{{ feed.changed }}}}.</p>
{{% if feed.warning %}}
<p class="warning">{{{{ feed.warning }}}}</p>
{{% endif %}}
<h2>Subscribe</h2>
{{{{ links(feed) }}}}
<h2>What changed last</h2>
{{{{ changes(feed) }}}}
<h2>All dates</h2>
<table>
<caption>{{{{ feed.counted }}}}</caption>
<thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">How sure</th></tr>\
</thead>
<tbody>
{{% for event in feed.events %}}
<tr><td>{{{{ event.when }}}}</td><th scope="row">{{{{ event.what }}}}</th>\
<td>{{{{ event.sure }}}}</td></tr>
{{% endfor %}}
</tbody>
</table>
{_ADVICE}{_FOOT}"""
_INDEX: Final = f"""\
{_LINKS}{_CHANGES}{_HEAD}\
<p class="warning">This page is for the people who run the plan. Serve each folder to those whom it
is for, and not this one to everybody.</p>
{{% if page.as_at %}}
<p>The facts are as at {{{{ page.as_at }}}}.</p>
{{% endif %}}
{{% for feed in feeds %}}
<h2>For {{{{ feed.audience }}}}</h2>
<p>{{{{ feed.holds }}}}</p>
<p>{{{{ feed.counted }}}}. Last changed on {{{{ feed.changed }}}}.</p>
{{% if feed.warning %}}
<p class="warning">{{{{ feed.warning }}}}</p>
{{% endif %}}
{{{{ links(feed) }}}}
<p><a href="{{{{ feed.page }}}}">All dates of {{{{ feed.name }}}}, to pass on</a></p>
{{{{ changes(feed) }}}}
{{% endfor %}}
<h2>For partners</h2>
<p>Calendars for partners lie in folders of their own, are not listed here, and name no other
partner. The command that writes them says where they are.</p>
{_ADVICE}{_FOOT}"""


def feed_page(**says: Any) -> bytes:
    """The page beside one calendar, to be passed on to those whom it is for."""
    return _render("feed", says)


def index_page(**says: Any) -> bytes:
    """The page above all calendars, for the people who run the plan."""
    return _render("index", says)


def _render(name: str, says: Mapping[str, Any]) -> bytes:
    from markupsafe import Markup

    head = {"policy": _POLICY, "style": Markup(_STYLE)}  # noqa: S704 - our own, and constant
    text = _environment().get_template(name).render(head | dict(says))
    return text.encode()


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.DictLoader({"feed": _FEED, "index": _INDEX}),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
