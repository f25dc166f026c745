"""Are leases ended, buildings sold and empty ones kept as the law and insurers ask?

EH331 to EH349 (EH3xx): tenancies, disposal, grants, empty buildings; then the service itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from earlyhelp.checks.register import check
from earlyhelp.checks.rules import said
from earlyhelp.codes import Say
from earlyhelp.findings import Finding, Severity
from earlyhelp.model import Plan
from earlyhelp.network.schedule import Schedule


@check("EH331", "tenancy-notice", Severity.ERROR)
def tenancy_notice(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A protected tenancy is ended with too little or too much notice, or nobody can tell.

    ## What it means
    A tenant that the Landlord and Tenant Act 1954 protects has 6 to 12 months' notice from
    the council as its landlord (section 25). Where the council is the protected tenant, it
    gives its own landlord three months (section 27).

    ## What to do
    Say `protected_tenancy` (yes or no) in the row of the partner, or of the property for a
    lease of the council's own, and `contracted_out` where the lease is outside the Act. The
    days are those of `notice_served`, `notice_expires` and `out`; for the council's own lease,
    of the step `landlord_notice` and of `lease_end`.
    """
    return said(plan, schedule, say, "EH331")


@check("EH332", "contracting-out", Severity.ERROR)
def contracting_out(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A lease outside the 1954 Act is signed too soon after its warning notice, or nobody can tell.

    ## What it means
    The tenant has 14 calendar days between the landlord's warning notice and the lease
    (Landlord and Tenant Act 1954, section 38A). The workflow `lease-to-health` has them as a
    link of its own; this rule is for milestones with the roles `warning_notice.given` and
    `lease.signed`.

    ## What to do
    Sign later. Where the tenant makes a statutory declaration, the 14 days do not bind: leave
    the role `warning_notice.given` out.
    """
    return said(plan, schedule, say, "EH332")


@check("EH333", "disposal", Severity.ERROR)
def disposal(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A building or land is disposed of before it may be, or nobody can tell.

    ## What it means
    Best consideration is shown first, or consent to less is given. Open space is advertised
    for two consecutive weeks. An asset of community value waits for six weeks after the
    council that listed it is told, for six months where a community group asks to bid, and is
    sold within 18 months; after that it is told again.

    ## What to do
    Give the milestones their roles: `disposal`, `best_consideration.agreed`,
    `open_space.advertised` (the first advertisement), `listing.notice`. Say `community_bid`
    (yes or no, or one for each property: `{centre-07: yes}`) as a fact once the six weeks are
    over. A property says `open_space` or `community_value`, and when it is `disposed` of; the
    days before that are its steps `open_space_advertised` and `listing_notice`.
    """
    return said(plan, schedule, say, "EH333")


@check("EH334", "dfe-notified", Severity.ERROR)
def dfe_notified(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A grant-funded centre ends before the Department for Education is told, or nobody can tell.

    ## Why it matters
    The department is to be told of every proposed change of use, transfer or disposal of what
    its Sure Start grant paid for, and can claim the grant back, for 25 years from the
    designation of the centre.

    ## What to do
    Say `grant` and `designated` in the row of the property, and the day of the step
    `dfe_notified`, or of a milestone with the role `dfe.notified`.
    """
    return said(plan, schedule, say, "EH334")


@check("EH335", "school-land-consent", Severity.ERROR)
def school_land_consent(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """School land is disposed of before consent is given, or nobody can tell.

    ## What it means
    Land that was used for a school in the last eight years is disposed of only with the
    consent of the Secretary of State (Academies Act 2010, schedule 1).

    ## What to do
    Say `school_land` (yes or no), `school_use_ended` and `disposed` in the row of the property,
    and the day of its step `school_land_consent`; or give milestones the roles `disposal` and
    `school_land.consent`.
    """
    return said(plan, schedule, say, "EH335")


@check("EH336", "vacant-building", Severity.WARNING)
def vacant_building(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """What an empty building needs comes too late, is not known, or is a day to know of.

    ## What it means
    Insurers typically want to know within 30 days that a building is empty, and to have it
    inspected weekly. Business rates are free for three months and then due in full: the day is
    said for each property with a `monthly_cost`. These are warnings and notes: the policy of
    insurance says what binds.

    ## Why it matters
    An empty building that the insurer was not told of may not be covered. Rates come on top of
    the `monthly_cost` that EH409 adds up.

    ## What to do
    Tell the insurer, and have the building inspected, as soon as it is empty, and record both.
    Write the day from which rates are due, where it is another, into `rates_start`.
    """
    return said(plan, schedule, say, "EH336")


@check("EH337", "dilapidations", Severity.WARNING)
def dilapidations(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A landlord's schedule of dilapidations is late, still to be expected, or not known.

    ## What it means
    The landlord says what it wants repaired within a reasonable time, generally 56 days
    after the lease has ended. Until then, money has to be kept for it.

    ## What to do
    Say `lease_end` in the row of the property, or give the milestones the roles `lease.ends`
    and `dilapidations.schedule`.
    """
    return said(plan, schedule, say, "EH337")


@check("EH338", "fire-and-asbestos", Severity.ERROR)
def fire_and_asbestos(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """Whoever takes over a building takes over its fire safety records and asbestos register.

    ## What it means
    The workflow `surplus-centre` has a gate for each, before the handover, and EH402 speaks of
    a gate without evidence. From 1 October 2023, a Responsible Person who leaves has to hand
    on what is recorded (Building Safety Act 2022, section 156): a handover from that day on
    should know of it.

    ## What to do
    Hand the records over with the keys, and record with both gates who has signed for them.
    """
    return said(plan, schedule, say, "EH338")


@check("EH341", "family-hubs", Severity.NOTE)
def family_hubs(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A centre is left while every area is to have Best Start Family Hubs.

    ## Why it matters
    From April 2026 every local authority has such hubs. A plan that leaves centres from then
    on has to fit the plan of where the hubs are, or a building is given up that is wanted back.

    ## What to do
    Before the centre is given up, ask whoever plans the hubs whether it is wanted for one.
    """
    return said(plan, schedule, say, "EH341")


@check("EH342", "reorganisation-consent", Severity.ERROR)
def reorganisation_consent(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A council that is to be dissolved disposes of land before it has consent, or nobody can tell.

    ## What it means
    Once a direction under section 24 of the Local Government and Public Involvement in Health
    Act 2007 binds a council, it needs consent to dispose of land for more than £100,000, all
    such disposals counted together.

    ## What to do
    Give the milestones the roles `reorganisation.direction` and `reorganisation.consent`.
    """
    return said(plan, schedule, say, "EH342")


@check("EH343", "childcare-registered", Severity.NOTE)
def childcare_registered(plan: Plan, schedule: Schedule, say: Say) -> Iterator[Finding]:
    """A nursery moves, and the building that it moves to has to be registered.

    ## What it means
    Childcare is registered with Ofsted for its premises (Childcare Act 2006, part 3). The row
    of the nursery has a day under `offer_accepted`, and nothing under `registration`.

    ## What to do
    Ask the nursery how far it is, and write into `registration` how it is registered there: until
    it is, it cannot open there.
    """
    return said(plan, schedule, say, "EH343")
