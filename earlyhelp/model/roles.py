"""What can a milestone be to a rule of law?"""

from __future__ import annotations

from typing import Final

#: What a milestone can be to a rule: the parts that rules speak of, in the order of a programme.
ROLES: Final = {
    "public_consultation.start": "the public is asked about a closure or a change of services",
    "public_consultation.end": "the public consultation closes",
    "equality.considered": "the equality impact is written down for those who decide",
    "key_decision.notice": "the notice of a key decision is published",
    "private_meeting.notice": "the first notice of a meeting in private is published",
    "agenda.published": "the agenda and reports are open to the public",
    "meeting": "the meeting that decides, or that scrutinises",
    "decision.made": "the decision is made",
    "decision.published": "the decision is published",
    "decision.effective": "the decision can be acted on, because no call-in is open",
    "consultation.start": "staff consultation begins",
    "consultation.end": "staff consultation is complete",
    "consultation.response": "the formal response to staff is issued",
    "hr1.sent": "the Secretary of State is notified of redundancies (form HR1)",
    "notice.given": "the first notice of dismissal is given",
    "first_dismissal": "the first dismissal takes effect",
    "new_post.offered": "alternative work is offered to somebody at risk",
    "trial.start": "somebody starts suitable alternative work on trial",
    "old_post.ends": "the post that somebody leaves for alternative work ends",
    "new_post.starts": "the alternative work begins",
    "transfer": "an activity passes to another employer (TUPE)",
    "liability_information.given": "employee liability information is given to the new employer",
    "pension_strain.approved": "the cost of early pensions is approved",
    "partner.told": "a partner is told in writing that it has to leave",
    "listing.notice": "the council that listed an asset is told that it is to be sold",
    "disposal": "a building or land is sold, or let for more than seven years",
    "open_space.advertised": "the first advertisement that open space is to be disposed of",
    "best_consideration.agreed": "best consideration is shown, or consent to less",
    "dfe.notified": "the Department for Education is told of a change of use",
    "school_land.consent": "consent to dispose of school land is given",
    "warning_notice.given": "the landlord's warning notice before a contracted-out lease",
    "lease.signed": "a new lease is signed",
    "lease.ends": "a lease that the council holds ends",
    "dilapidations.schedule": "the landlord's schedule of dilapidations is served",
    "service_ended": "a building's own service ends",
    "vacated": "a building is empty",
    "handed_over": "a building is handed over",
    "insurer_told": "the insurer knows that a building is empty",
    "first_inspection": "an empty building is inspected for the first time",
    "launch": "the new service begins",
}
