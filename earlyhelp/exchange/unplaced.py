"""What of a project, besides its tasks and their days, has no place in a plan?"""

from __future__ import annotations

from earlyhelp.dates import words
from earlyhelp.exchange.project import Project
from earlyhelp.exchange.report import Kind, Notes


def unplaced(project: Project, notes: Notes) -> None:
    """Note each kind of thing that a plan cannot hold, with how many there are."""
    if project.is_from_finish:
        why = "a plan works out both directions, from its own bounds"
        notes.lost(Kind.OTHER, "scheduled from its finish", why)
    if project.others:
        why = "one at a time is read: here the first, without its links to them"
        notes.lost(Kind.OTHER, f"{words.count(project.others, 'other project')} in the file", why)
    of_people = "a plan has owners, which are roles, and no resources"
    counted = [
        (project.resources, "resource", of_people),
        (project.assignments, "assignment", of_people),
        (project.hyperlinks, "hyperlink", "a plan has no place for it"),
    ]
    for count, thing, why in counted:
        if count:
            notes.lost(Kind.OTHER, words.count(count, thing), why)
    for name, count in project.fields:
        what = f"the field {name}, {words.count(count, 'value')}"
        notes.lost(Kind.OTHER, what, "a plan has no fields of one's own")
