"""What stands on a page that calendars are subscribed to from?"""

from __future__ import annotations

from typing import Any, Final

from earlyhelp.outputs.pages import FOOT, HEAD, rendered

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
{% elif feed.has_dropped %}
<p>What changed last, on {{ feed.changed }}, was called off, and is no longer shown.</p>
{% else %}
<p>Nothing has changed since this calendar was first published.</p>
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
{_LINKS}{_CHANGES}{HEAD}\
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
{_ADVICE}{FOOT}"""
_INDEX: Final = f"""\
{_LINKS}{_CHANGES}{HEAD}\
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
<p><a href="{{{{ feed.page }}}}">All dates of {{{{ feed.name }}}}</a></p>
{{{{ changes(feed) }}}}
{{% endfor %}}
<h2>For partners</h2>
<p>Calendars for partners lie in folders of their own, are not listed here, and name no other
partner. The command that writes them says where they are.</p>
{_ADVICE}{FOOT}"""


_TEMPLATES: Final = {"feed": _FEED, "index": _INDEX}


def feed_page(**says: Any) -> bytes:
    """The page beside one calendar, to be passed on to those whom it is for."""
    return rendered(_TEMPLATES, "feed", says).encode()


def index_page(**says: Any) -> bytes:
    """The page above all calendars, for the people who run the plan."""
    return rendered(_TEMPLATES, "index", says).encode()
