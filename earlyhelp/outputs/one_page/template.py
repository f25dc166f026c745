"""What stands on the page, and in which order: HTML with places for what the plan says."""

from __future__ import annotations

from typing import Final

from earlyhelp.outputs.pages import FOOT, HEAD

_SUMMARY: Final = """\
<p class="as-at">As at {{ as_at }}{% if organisation %}, {{ organisation }}{% endif %}</p>
<div class="summary">
<p class="rag"><span class="tag {{ summary.rag | replace(' ', '-') }}">{{ summary.rag }}</span></p>
<p class="lead">{{ summary.headline }}.</p>
<dl>
{% if summary.launch %}
<dt>Launch</dt><dd>{{ summary.launch }}</dd>
{% endif %}
<dt>Can the plan be met?</dt>\
<dd>{{ 'Yes' if summary.can_be_met else 'No: see the first error' }}</dd>
<dt>The check says</dt><dd>{{ summary.counted }}</dd>
</dl>
</div>
<nav aria-label="On this page">
<ul class="contents">
<li><a href="#next">Next things to do</a></li>
{% if chain %}<li><a href="#critical">What the launch waits for</a></li>{% endif %}
{% if changes %}<li><a href="#changes">Changes</a></li>{% endif %}
{% if chances %}<li><a href="#chances">How likely</a></li>{% endif %}
<li><a href="#timeline">Timeline</a></li>
<li><a href="#findings">What the check says</a></li>
{% if properties %}<li><a href="#properties">Properties</a></li>{% endif %}
{% if partners %}<li><a href="#partners">Partners</a></li>{% endif %}
{% if work %}<li><a href="#work">Open work</a></li>{% endif %}
{% if money %}<li><a href="#money">Money</a></li>{% endif %}
</ul>
</nav>
<h2 id="next">The next things to do</h2>
{% if summary.next %}
<ol class="next">
{% for one in summary.next %}
<li><strong>{{ one.when }}</strong>: {{ one.what }} <code>{{ one.id }}</code> \
<span class="who">({{ one.owner }})</span></li>
{% endfor %}
</ol>
{% if summary.more %}
<p>{{ summary.more }} more are overdue, or due within {{ summary.within }} days.</p>
{% endif %}
{% else %}
<p>Nothing is overdue, or due within {{ summary.within }} days.</p>
{% endif %}
{% if chain %}
<h2 id="critical">What the launch waits for</h2>
<p>{% if chain.room %}The chain that leaves the least room, {{ chain.room }}:\
{% else %}The chain that makes its earliest day:{% endif %}</p>
<pre tabindex="0" role="group" aria-label="The chain before the launch, as a sum of days">\
{% for line in chain.lines %}<span>{{ line }}\n</span>{% endfor %}</pre>
{% endif %}
"""
_CHANGES: Final = """\
{% if changes %}
<h2 id="changes">Changes since the baseline {{ changes.name }}</h2>
<p>{% if changes.launch %}{{ changes.launch[:1] | upper }}{{ changes.launch[1:] }}; {% endif %}\
{{ changes.counted }}.</p>
{% if changes.rows %}
<div class="wide" tabindex="0" role="group" aria-label="What has slipped">
<table>
<caption>What has slipped</caption>
<thead><tr><th scope="col">Milestone</th><th scope="col">Was</th><th scope="col">Is now</th>\
<th scope="col">Later by</th></tr></thead>
<tbody>
{% for one in changes.rows %}
<tr><th scope="row">{{ one.id }}</th><td>{{ one.was }}</td><td>{{ one.now }}</td>\
<td>{{ one.by }}</td></tr>
{% endfor %}
</tbody>
</table>
</div>
{% endif %}
{% endif %}
"""
_CHANCES: Final = """\
{% if chances %}
<h2 id="chances">How likely {{ chances.target }} is</h2>
<p>{{ chances.sentence }}</p>
{% if chances.rows %}
<p>{{ chances.trials }} trials, seed {{ chances.seed }}; {{ chances.lengths }}.</p>
<div class="wide" tabindex="0" role="group" aria-label="How likely each day is">
{{ chances.drawing }}
</div>
<table>
<caption>By when {{ chances.target }} comes</caption>
<thead><tr><th scope="col">Trials</th><th scope="col">On or before</th></tr></thead>
<tbody>
{% for share, day in chances.rows %}
<tr><th scope="row">{{ share }}</th><td>{{ day }}</td></tr>
{% endfor %}
</tbody>
</table>
{% endif %}
{% endif %}
"""
_TIMELINE: Final = """\
<h2 id="timeline">Timeline</h2>
{{ marks }}
<ul class="legend">
<li><svg aria-hidden="true" class="key" viewBox="0 0 36 12"><rect class="band" x="1" y="1" \
width="34" height="10"/></svg> from the earliest to the latest day</li>
<li><svg aria-hidden="true" class="key" viewBox="0 0 36 12"><rect class="band critical" x="1" \
y="1" width="34" height="10"/></svg> no room: a slip of a day breaks the plan</li>
<li><svg aria-hidden="true" class="key" viewBox="0 0 36 12"><rect class="band open" x="1" y="1" \
width="34" height="10"/></svg> nothing limits its latest day</li>
<li><svg aria-hidden="true" class="mark"><use href="#stated"/></svg> expected</li>
<li><svg aria-hidden="true" class="mark"><use href="#pinned"/></svg> pinned</li>
<li><svg aria-hidden="true" class="mark"><use href="#done"/></svg> done</li>
<li><svg aria-hidden="true" class="mark"><use href="#agreed"/></svg> as agreed in the baseline</li>
<li><svg aria-hidden="true" class="key" viewBox="0 0 36 12">\
<path class="today" d="M18 0V12"/></svg> as at {{ as_at }}</li>
<li><svg aria-hidden="true" class="key" viewBox="0 0 36 12"><rect class="shut" x="1" y="1" \
width="34" height="10"/></svg> closed</li>
</ul>
<p><input type="checkbox" id="arrows"><label for="arrows"> Show what waits for what</label></p>
<div id="filter"></div>
{% for stream in streams %}
<h3>{{ stream.title }}</h3>
<p>{{ stream.counted }}</p>
{% for group in stream.groups %}
<details class="group"{% if group.is_open %} open{% endif %}>
<summary><span class="name">{{ group.title }}</span> – {{ group.counted }}</summary>
<div class="wide" tabindex="0" role="group" aria-label="Timeline of {{ group.title }}, \
{{ stream.title }}">
{{ charts[group.key] }}
</div>
<div class="wide" tabindex="0" role="group" aria-label="Days of {{ group.title }}, \
{{ stream.title }}">
<table class="days">
<caption>Days of the milestones: {{ group.title }}, {{ stream.title }}</caption>
<thead><tr><th scope="col">Milestone</th><th scope="col">Stated</th><th scope="col">Earliest</th>\
<th scope="col">Latest</th><th scope="col">Room</th><th scope="col">Stands</th>\
<th scope="col">Owner</th></tr></thead>
<tbody>
{% for row in group.rows %}
<tr><th scope="row">{{ row.title or row.id }}{% if row.title %}<br><code>{{ row.id }}</code>\
{% endif %}</th><td>{{ row.stated }}</td><td>{{ row.earliest }}</td><td>{{ row.latest }}</td>\
<td>{{ row.room }}{% if row.is_critical %} (critical){% endif %}</td>\
<td><span class="tag {{ row.rag | replace(' ', '-') }}">{{ row.rag }}</span> {{ row.why }}</td>\
<td>{{ row.owner }}</td></tr>
{% endfor %}
</tbody>
</table>
</div>
</details>
{% endfor %}
{% endfor %}
"""
_FINDINGS: Final = """\
<h2 id="findings">What the check says</h2>
{% for group in findings %}
<h3>{{ group.title }}</h3>
<ul class="findings">
{% for one in group.found %}
<li><p><strong>{{ one.code }}</strong> {{ one.message }}\
{% if one.at %} <code>{{ one.at }}</code>{% endif %}</p>
{% if one.proof %}
<details{% if loop.first and group.title == 'Errors' %} open{% endif %}>
<summary>The proof of {{ one.code }}, line by line</summary>
<pre tabindex="0" role="group" aria-label="Proof of {{ one.code }}">\
{% for line in one.proof %}<span>{{ line }}\n</span>{% endfor %}</pre>
</details>
{% endif %}
{% if one.fixes %}
<p>What would mend it, each tried on the whole plan:</p>
<ol>
{% for fix in one.fixes %}
<li>{{ fix }}</li>
{% endfor %}
</ol>
{% endif %}
</li>
{% endfor %}
</ul>
{% else %}
<p>Nothing.</p>
{% endfor %}
"""
_REGISTERS: Final = """\
{% if properties %}
<h2 id="properties">Properties</h2>
{% for name, found in properties.futures.items() %}
<details>
<summary>{{ found | length }} {{ name }}</summary>
<p>{{ found | join(', ') }}</p>
</details>
{% endfor %}
<div class="wide" tabindex="0" role="group" aria-label="States of the properties">
<table class="days">
<caption>States of the properties</caption>
<thead><tr><th scope="col">Property</th><th scope="col">Future</th>\
<th scope="col">Service ends</th><th scope="col">Vacated</th><th scope="col">Handed over</th>\
<th scope="col">Accepted</th><th scope="col">Declared surplus</th>\
<th scope="col">Disposed of</th></tr></thead>
<tbody>
{% for row in properties.rows %}
<tr><th scope="row">{{ row.name }}</th><td>{{ row.future }}</td>\
{% for state in row.states %}<td>{{ state }}</td>{% endfor %}</tr>
{% endfor %}
</tbody>
</table>
</div>
{% endif %}
{% if partners %}
<h2 id="partners">Partners and notices</h2>
<p>{{ partners.counts.overdue }} overdue, {{ partners.counts.due }} due within \
{{ partners.within }} days, {{ partners.counts.later }} later, {{ partners.counts.done }} done, \
{{ partners.counts.not_known }} not known.</p>
{% if partners.rows %}
<div class="wide" tabindex="0" role="group" aria-label="Notices that are due">
<table class="days">
<caption>Notices that are overdue, or due within {{ partners.within }} days</caption>
<thead><tr><th scope="col">Partner</th><th scope="col">Property</th><th scope="col">What</th>\
<th scope="col">By</th><th scope="col">Status</th></tr></thead>
<tbody>
{% for row in partners.rows %}
<tr><th scope="row">{{ row.partner }}</th><td>{{ row.property }}</td><td>{{ row.kind }}</td>\
<td>{{ row.by }}</td><td>{{ row.status }}</td></tr>
{% endfor %}
</tbody>
</table>
</div>
{% endif %}
{% endif %}
{% if work %}
<h2 id="work">Open work with families</h2>
<p>{{ work.total }} pieces of work are open.</p>
{% if work.routes %}
<table>
<caption>Open work by route</caption>
<thead><tr><th scope="col">Route</th><th scope="col">Open</th></tr></thead>
<tbody>
{% for name, said in work.routes %}
<tr><th scope="row">{{ name }}</th><td>{{ said }}</td></tr>
{% endfor %}
</tbody>
</table>
{% elif work.routes is none %}
<p>By route: not shown, the numbers are too small.</p>
{% endif %}
{% if work.small %}
<p>{{ work.small }}</p>
{% endif %}
{% endif %}
{% if money %}
<h2 id="money">Money</h2>
{% if money.rows %}
<div class="wide" tabindex="0" role="group" aria-label="The budget">
<table class="money">
<caption>The budget, in pounds. – not known, * worked out: no figure of its own</caption>
<thead><tr><th scope="col">Line</th>{% for name in money.columns %}\
<th scope="col">{{ name }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in money.rows %}
<tr{% if row.is_total %} class="total"{% endif %}><th scope="row" class="in-{{ row.depth }}">\
{{ row.title }}</th>{% for cell in row.cells %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}
</tbody>
</table>
</div>
{% endif %}
{% if money.holding %}
<p>{{ money.holding }}</p>
{% endif %}
{% endif %}
<h2 id="about">About this page</h2>
<p>Made by earlyhelp from the plan as it was on {{ as_at }}. Days are calendar days unless they \
are called working days. Rules of law are checked as they are written in the rulebook: this is \
not legal advice.</p>
<h3 id="accessibility">Accessibility statement (to be completed by the council)</h3>
<p>This page is meant to meet the Web Content Accessibility Guidelines 2.2, level AA: every \
chart has a table with the same days, nothing is said by colour alone, and all of it can be \
reached with a keyboard. What is not accessible, and whom to ask for another format: to be \
completed. The Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility \
Regulations 2018 ask for a statement where this page is published.</p>
"""
_END: Final = f"""\
<script>{{{{ script }}}}</script>
{FOOT}"""
PAGE: Final = f"{HEAD}{_SUMMARY}{_CHANGES}{_CHANCES}{_TIMELINE}{_FINDINGS}{_REGISTERS}{_END}"
