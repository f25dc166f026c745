"""What the report looks like, and what its script adds: sorting, and finding a row."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
body { max-width: 80rem; }
.as-at { color: #505a5f; margin: 0; }
.summary { border: 3px solid #0b0c0c; padding: 0 1.25rem; margin: 1rem 0 2rem; }
.lead { font-size: 1.5rem; line-height: 1.3; margin: 0.5rem 0 1rem; }
.rag { margin: 1rem 0 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem;
  margin: 0 0 1.25rem; }
dt { font-weight: bold; }
dd { margin: 0; }
.tag { display: inline-block; padding: 0 0.5rem; font-weight: bold; border: 2px solid #0b0c0c;
  background: #ffffff; color: #0b0c0c; white-space: nowrap; }
.tag.red { background: #d4351c; border-color: #d4351c; color: #ffffff; }
.tag.amber { background: #ffdd00; border-color: #0b0c0c; }
.tag.green { background: #005a30; border-color: #005a30; color: #ffffff; }
.tag.complete { background: #1d70b8; border-color: #1d70b8; color: #ffffff; }
.tag.not-known { border-style: dashed; }
.who { color: #505a5f; }
.contents { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; }
.money { font-size: 1rem; }
.money td, .money thead th + th { text-align: right; }
.money td { white-space: nowrap; }
.money th { font-weight: normal; }
.money .total th, .money .total td, .money thead th { font-weight: bold; }
.money .in-1 { padding-left: 1rem; }
.money .in-2 { padding-left: 2rem; }
.money .in-3 { padding-left: 3rem; }
.next li { margin-bottom: 0.5rem; }
h3 { font-size: 1.1875rem; margin: 2rem 0 0.25rem; }
summary { cursor: pointer; padding: 0.4rem 0; }
summary:focus-visible, .wide:focus-visible, pre:focus-visible, button:focus-visible,
input:focus-visible { outline: 3px solid #0b0c0c; box-shadow: 0 0 0 6px #ffdd00; }
.group { border-top: 1px solid #b1b4b6; }
.group summary .name { font-weight: bold; }
.wide { overflow-x: auto; }
.chart { display: block; width: 100%; min-width: 52rem; height: auto; font-size: 11.5px; }
.chart text { fill: #0b0c0c; }
.chart .month { fill: #505a5f; font-size: 11px; }
.chart text.critical { font-weight: bold; }
.tick { stroke: #d0d3d5; stroke-width: 1; fill: none; }
.shut { fill: #e3e5e6; }
.today { stroke: #d4351c; stroke-width: 2; stroke-dasharray: 6 3; fill: none; }
.band { fill: #c6dcef; stroke: #5694ca; stroke-width: 1; }
.band.critical { fill: #f9d3cc; stroke: #b10e1e; stroke-width: 2; }
.band.open { fill: #eef3f8; stroke: #5694ca; stroke-dasharray: 3 3; }
.span { stroke: #1d70b8; stroke-width: 2; fill: none; }
.arrows { display: none; }
.arrows path { fill: none; stroke: #53284f; stroke-width: 1; }
body:has(#arrows:checked) .arrows { display: inline; }
#arrows { width: 1.25rem; height: 1.25rem; vertical-align: middle; }
.marks { position: absolute; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem;
  font-size: 1rem; }
.key { width: 36px; height: 12px; }
.mark { width: 14px; height: 14px; vertical-align: middle; }
.days { font-size: 1rem; }
.days th[scope="row"] { font-weight: normal; }
.days code { font-size: 0.875rem; color: #505a5f; }
th button { font: inherit; font-weight: bold; border: 0; background: none; padding: 0;
  color: #1d70b8; text-decoration: underline; cursor: pointer; text-align: left; }
th[aria-sort="ascending"] button::after { content: " \\2191"; }
th[aria-sort="descending"] button::after { content: " \\2193"; }
pre { overflow-x: auto; background: #f3f2f1; padding: 1rem; font-size: 0.9375rem; }
.findings { padding-left: 1.25rem; }
#filter button { font: inherit; padding: 0.25rem 0.75rem; border: 2px solid #0b0c0c;
  background: #f3f2f1; color: #0b0c0c; cursor: pointer; }
#filter input { font: inherit; padding: 0.25rem 0.5rem; border: 2px solid #0b0c0c;
  max-width: 100%; }
[hidden] { display: none; }
@media (max-width: 40rem) {
  body { font-size: 1rem; }
  h1 { font-size: 1.5rem; }
  .lead { font-size: 1.1875rem; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 0.5rem; }
}
/* Where a sum of days is wider than its place, what goes with a day stands below it. */
@media print, (max-width: 40rem) {
  pre { white-space: pre-wrap; }
  pre span { display: block; padding-left: 5ch; text-indent: -5ch; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  /* Whether it is A4 or A3 is chosen where it is printed. */
  @page { size: landscape; margin: 12mm; }
  html { font-size: 9pt; }
  body { font-size: 10pt; max-width: none; }
  .legend, .summary, #critical ~ pre { break-inside: avoid; }
  .wide, pre { overflow: visible; }
  .wide > svg { max-width: 100%; height: auto; }
  .money { font-size: 8pt; }
  .chart { min-width: 0; }
  nav, #filter, #arrows, #arrows + label { display: none; }
  .tag { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .chart { print-color-adjust: exact; -webkit-print-color-adjust: exact; break-inside: avoid; }
  summary, h3, h3 + p { break-after: avoid; }
}
"""
#: Nothing depends on it: without it every row is there, in the order of the plan.
SCRIPT: Final = """
(function () {
  'use strict';
  var tables = Array.prototype.slice.call(document.querySelectorAll('table.days'));
  tables.forEach(function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, at) {
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.textContent = '';
      head.appendChild(button);
      button.addEventListener('click', function () {
        var down = head.getAttribute('aria-sort') === 'ascending';
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) {
          other.removeAttribute('aria-sort');
        });
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        var body = table.tBodies[0];
        var rows = Array.prototype.slice.call(body.rows).map(function (row) {
          return { row: row, key: key(row.cells[at].textContent) };
        });
        rows.sort(function (a, b) {
          var order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
          return down ? -order : order;
        });
        rows.forEach(function (one) { body.appendChild(one.row); });
      });
    });
  });
  var months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',
    'September', 'October', 'November', 'December'];
  var dates = new RegExp('([0-9]{1,2})? ?(' + months.join('|') + ') ([0-9]{4})');
  function key(text) {
    var day = dates.exec(text);
    if (day) {
      return '0' + day[3] + two(months.indexOf(day[2]) + 1) + two(day[1] || 32);
    }
    var number = /^-?[0-9][0-9,]*/.exec(text);
    if (number) {
      return '1' + (1e9 + Number(number[0].replace(/,/g, '')));
    }
    return '2' + text.trim().toLowerCase();
  }
  function two(number) { return (number < 10 ? '0' : '') + Number(number); }
  var place = document.getElementById('filter');
  if (!place) { return; }
  var label = document.createElement('label');
  label.htmlFor = 'find';
  label.textContent = 'Show only the milestones with ';
  var input = document.createElement('input');
  input.id = 'find';
  input.type = 'search';
  var said = document.createElement('p');
  said.setAttribute('role', 'status');
  place.appendChild(label);
  place.appendChild(input);
  place.appendChild(said);
  var all = document.createElement('button');
  all.type = 'button';
  all.textContent = 'Unfold everything, as for printing';
  all.addEventListener('click', function () {
    Array.prototype.forEach.call(document.querySelectorAll('details'), function (one) {
      one.open = true;
    });
    groups.forEach(function (group) { group.dataset.open = 'yes'; });
  });
  place.appendChild(all);
  var groups = Array.prototype.slice.call(document.querySelectorAll('details.group'));
  groups.forEach(function (group) { group.dataset.open = group.open ? 'yes' : ''; });
  input.addEventListener('input', function () {
    var wanted = input.value.trim().toLowerCase();
    var shown = 0;
    groups.forEach(function (group) {
      var here = 0;
      Array.prototype.forEach.call(group.querySelectorAll('tbody tr'), function (row) {
        var fits = row.textContent.toLowerCase().indexOf(wanted) >= 0;
        row.hidden = !fits;
        here += fits ? 1 : 0;
      });
      group.hidden = !here;
      group.open = wanted ? here > 0 && here <= 60 : Boolean(group.dataset.open);
      shown += here;
    });
    said.textContent = wanted ? shown + (shown === 1 ? ' milestone' : ' milestones') : '';
  });
}());
"""
