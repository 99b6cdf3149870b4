"""Every write to title, grants and encumbrances. Each moves the right's ledger by a conditional update."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import center_for
from patentfair.apps.journal.actions import record
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights import events
from patentfair.apps.rights.access import check_day, require_desk
from patentfair.apps.rights.models import Declaration, Encumbrance, Grant, Interest, Ledger, OwnershipClaim, RestDay
from patentfair.apps.rights.queries import act_of, grantable, head_licence, owners, publicly_known
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale, ensure
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.rights.decision import Outcome

__all__ = [
    "amend_grant",
    "carry_out",
    "claim_ownership",
    "decide_claim",
    "declare_facts",
    "declare_open_licence",
    "end_grants",
    "enter_pledge",
    "load_rest_days",
    "record_licence",
    "register_pledge",
    "register_transfer",
    "withdraw_open_licence",
]


@transaction.atomic
def claim_ownership(
    *,
    actor: Actor,
    organisation: Organisation,
    patent: Patent,
    share: Fraction = Fraction(1),
    statement: str = "",
    evidence_name: str,
    evidence_sha256: str,
) -> OwnershipClaim:
    """Say that a patent is the organisation's own; the center of its region is asked to check."""
    on_behalf_of = actor.require(organisation.pk, "draft")
    if not 0 < share <= 1:
        raise Invalid("claim.share", field="share")
    if not evidence_sha256:
        raise Invalid("claim.evidence-missing", field="evidence")
    center = center_for(organisation.province)
    if center is None:
        raise Refused("claim.no-center")
    try:
        with transaction.atomic():
            claim = OwnershipClaim.objects.create(
                patent=patent,
                organisation=organisation,
                center=center,
                share_numerator=share.numerator,
                share_denominator=share.denominator,
                statement=statement[:4000],
                evidence_name=evidence_name[:200],
                evidence_sha256=evidence_sha256,
                claimed_by_id=actor.user_id,
                claimed_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refused("claim.already-pending") from error
    record(
        events.OWNERSHIP_CLAIMED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"patent:{patent.key}",
        center=f"center:{center.pk}",
        organisation=organisation.pk,
        share=str(share),
        evidence_sha256=evidence_sha256,
    )
    return claim


@transaction.atomic
def hand_on_claims(*, actor: Actor, center: Center) -> int:
    """Give the claims that wait at a removed center to the one that serves its region now; returns how many.

    The system does this.
    """
    if not actor.is_system or center.state != Center.State.REMOVED:
        raise Refused("centers.administrator-only")
    heir = center_for(center.province)
    waiting = OwnershipClaim.objects.filter(center=center, state=OwnershipClaim.State.PENDING)
    count = waiting.update(center=heir) if heir else 0
    if heir and count:
        record(
            events.OWNERSHIP_HANDED_ON,
            actor=actor.reference,
            object=f"center:{center.pk}",
            center=f"center:{heir.pk}",
            claims=count,
        )
    return count


@transaction.atomic
def decide_claim(*, actor: Actor, claim: OwnershipClaim, verified: bool, reason: str = "") -> None:
    """A center's staff member confirms a claim against its evidence, or refuses it with a reason."""
    concerned = claim.organisation_id in actor.organisations or claim.organisation_id in actor.powers
    if not (actor.is_system or (claim.center_id in actor.centers and not concerned)):
        raise Refused("claim.not-your-center")
    if not verified and not reason.strip():
        raise Invalid("claim.reason-missing", field="reason")
    today = timezone.localdate()
    changed = OwnershipClaim.objects.filter(pk=claim.pk, state=OwnershipClaim.State.PENDING).update(
        state=OwnershipClaim.State.VERIFIED if verified else OwnershipClaim.State.REFUSED,
        decided_by_id=actor.user_id,
        decided_at=timezone.now(),
        reason=reason[:4000],
    )
    if not changed:
        raise Stale("claim.already-decided")
    facts: dict[str, Any] = {"organisation": claim.organisation_id}
    where: dict[str, Any] = {
        "actor": actor.reference,
        "object": f"patent:{claim.patent.key}",
        "center": f"center:{claim.center_id}",
    }
    if not verified:
        record(events.OWNERSHIP_REFUSED, **where, **facts, reason_sha256=digest(reason))
        return
    _move_ledger(claim.patent)  # first, so that two verifications of one patent queue here and count each other
    share = Fraction(claim.share_numerator, claim.share_denominator)
    others = [i for i in owners(claim.patent, today) if i.organisation_id != claim.organisation_id]
    total = share + sum(Fraction(i.share_numerator, i.share_denominator) for i in others)
    if total > 1:
        raise Refused("claim.shares-exceed-whole", total=str(total))
    Interest.objects.update_or_create(
        patent=claim.patent,
        organisation=claim.organisation,
        valid_until=None,
        defaults={
            "share_numerator": share.numerator,
            "share_denominator": share.denominator,
            "valid_from": claim.patent.publication_date or today,
            "basis": f"claim:{claim.pk}",
        },
    )
    record(events.OWNERSHIP_VERIFIED, **where, **facts, share=str(share), evidence_sha256=claim.evidence_sha256)


@transaction.atomic
def declare_facts(*, actor: Actor, patent: Patent, facts: dict[str, object]) -> None:
    """State what the register does not show and the law asks for; what is left out stays unknown."""
    if not actor.is_system and not any(
        actor.may_act_for(interest.organisation_id, "manage") for interest in owners(patent, timezone.localdate())
    ):
        raise Refused("accounts.no-power", scope="manage")
    _move_ledger(patent)
    Declaration.objects.update_or_create(patent=patent, defaults={"facts": facts, "declared_at": timezone.now()})
    record(events.FACTS_DECLARED, actor=actor.reference, object=f"patent:{patent.key}", facts_sha256=digest(facts))


@transaction.atomic
def carry_out(
    *,
    actor: Actor,
    patent: Patent,
    grantor: Organisation,
    grantee: Organisation,
    terms: Terms,
    executed: date,
    basis: str,
    ledger_version: int,
    end: date | None = None,
) -> None:
    """Enter what a signed deal grants of one patent. `ledger_version` is the one the law was asked on; `Stale` if it
    has moved. `end` is the first day without the grant where that is not the end of the terms (a pilot).

    A licence is entered at once. An assignment passes title, and a pledge comes into being, only when the office has
    registered it (`register_transfer`, `register_pledge`), so until then only the agreement stands.
    """
    _move_ledger(patent, ledger_version)
    if terms.conveys in (DealKind.ASSIGNMENT, DealKind.PLEDGE):
        record(
            events.TITLE_AGREED if terms.conveys is DealKind.ASSIGNMENT else events.PLEDGE_AGREED,
            actor=actor.reference,
            object=f"patent:{patent.key}",
            grantor=grantor.pk,
            grantee=grantee.pk,
        )
        return
    kind = Grant.Kind.OPEN_TAKEN if terms.conveys is DealKind.OPEN else Grant.Kind(terms.conveys.value)
    parent = None
    if act_of(terms, patent=patent, grantor=grantor, today=executed)[0] == "sub_licence":
        parent = head_licence(patent, grantor, executed)
    ends = [day for day in (end or terms.end, patent.term_end) if day is not None]
    _grant(
        actor=actor,
        patent=patent,
        kind=kind,
        grantor=grantor,
        grantee=grantee,
        territory=list(terms.territory),
        fields=list(terms.fields),
        acts=list(terms.acts),
        executed=executed,
        start=terms.start,
        end=min(ends, default=None),
        sublicensable=terms.sublicensable or terms.kind is DealKind.POOL,
        parent=parent,
        basis=basis,
    )


@transaction.atomic
def amend_grant(
    *,
    actor: Actor,
    patent: Patent,
    terms: Terms,
    basis: str,
    on: date,
    ledger_version: int | None,
    end: date | None = None,
) -> None:
    """Change the scope and term of the licence that `basis` granted, from `on`; kind and sides stay.

    `end` is the first day without the grant where that is not the end of the terms (a pilot). `ledger_version` is the
    one the law was asked on; None for a further grant of the same act.
    """
    _move_ledger(patent, ledger_version)
    ends = [day for day in (end or terms.end, patent.term_end) if day is not None]
    scope = {"territory": list(terms.territory), "fields": list(terms.fields), "acts": list(terms.acts)}
    changed = Grant.objects.filter(patent=patent, basis=basis, ended_on=None).update(
        **scope, end=min(ends, default=None), sublicensable=terms.sublicensable or terms.kind is DealKind.POOL
    )
    if not changed:
        raise Refused("rights.no-grant", patent=patent.key)
    record(
        events.GRANT_AMENDED,
        actor=actor.reference,
        object=f"patent:{patent.key}",
        on=on,
        basis=basis,
        scope_sha256=digest([scope["territory"], scope["fields"], scope["acts"]]),
    )


@transaction.atomic
def end_grants(*, actor: Actor, patent: Patent, basis: str, ended_on: date) -> int:
    """End, before their time, the licences and pledges that `basis` made of this patent; returns how many."""
    _move_ledger(patent)
    own = Q(basis=basis) | Q(basis__startswith=f"{basis}/")
    ended = Grant.objects.filter(own, patent=patent, ended_on=None).update(ended_on=ended_on)
    ended += Encumbrance.objects.filter(own, patent=patent, valid_until=None).update(valid_until=ended_on)
    if ended:
        record(
            events.GRANT_ENDED,
            actor=actor.reference,
            object=f"patent:{patent.key}",
            ended_on=ended_on,
            basis=basis,
        )
    return ended


@transaction.atomic
def record_licence(*, actor: Actor, patent: Patent, basis: str, recorded_on: date, record_number: str) -> None:
    """Note the office's recordal of the licence that `basis` granted."""
    _move_ledger(patent)
    changed = Grant.objects.filter(patent=patent, basis=basis).update(
        recorded_on=recorded_on, record_number=record_number
    )
    ensure(changed == 1, "a recorded licence that was never granted")
    record(
        events.GRANT_RECORDED,
        actor=actor.reference,
        object=f"patent:{patent.key}",
        recorded_on=recorded_on,
        record_number=record_number,
    )


@transaction.atomic
def register_transfer(
    *, actor: Actor, patent: Patent, grantor: Organisation, grantee: Organisation, registered_on: date, basis: str
) -> None:
    """Pass title on the day the office registered the change: the grantor's interest ends, the grantee's begins."""
    _move_ledger(patent)
    interest = Interest.objects.filter(patent=patent, organisation=grantor, valid_until=None).first()
    if interest is None:
        raise Refused("rights.no-title", patent=patent.key)
    if registered_on <= interest.valid_from:
        raise Invalid("rights.day-impossible", field="recorded_on")
    interest.valid_until = registered_on
    interest.save(update_fields=["valid_until"])
    own = Fraction(interest.share_numerator, interest.share_denominator)
    held = Interest.objects.filter(patent=patent, organisation=grantee, valid_until=None).first()
    if held is not None:
        own += Fraction(held.share_numerator, held.share_denominator)
        held.valid_until = registered_on
        held.save(update_fields=["valid_until"])
    Interest.objects.create(
        patent=patent,
        organisation=grantee,
        share_numerator=own.numerator,
        share_denominator=own.denominator,
        valid_from=registered_on,
        basis=basis,
    )
    record(
        events.TITLE_PASSED,
        actor=actor.reference,
        object=f"patent:{patent.key}",
        grantor=grantor.pk,
        grantee=grantee.pk,
        registered_on=registered_on,
    )


@transaction.atomic
def register_pledge(
    *, actor: Actor, patent: Patent, holder: Organisation, registered_on: date, basis: str
) -> Encumbrance:
    """The pledge of a signed deal comes into being on the day the office registered it."""
    _move_ledger(patent)
    return _pledge(actor, patent, holder, registered_on, basis)


@transaction.atomic
def enter_pledge(*, actor: Actor, patent: Patent, holder: Organisation, registered_on: date, basis: str) -> Encumbrance:
    """Enter a pledge that the office has registered."""
    require_desk(actor, patent)
    check_day(patent, registered_on)
    _move_ledger(patent)
    return _pledge(actor, patent, holder, registered_on, basis)


def _pledge(actor: Actor, patent: Patent, holder: Organisation, registered_on: date, basis: str) -> Encumbrance:
    pledge = Encumbrance.objects.create(
        patent=patent,
        kind=Encumbrance.Kind.PLEDGE,
        holder=holder,
        valid_from=registered_on,
        registered=True,
        basis=basis,
    )
    record(
        events.PLEDGE_ENTERED,
        actor=actor.reference,
        object=f"patent:{patent.key}",
        holder=holder.pk,
        registered_on=registered_on,
    )
    return pledge


@transaction.atomic
def withdraw_open_licence(*, actor: Actor, patent: Patent, owner: Organisation, announced_on: date) -> None:
    """Enter the office's announcement that the open-licence declaration is withdrawn; licences taken go on."""
    on_behalf_of = actor.require(owner.pk, "sign")
    if announced_on > timezone.localdate():
        raise Invalid("rights.day-impossible", field="announced_on")
    _move_ledger(patent)
    changed = Grant.objects.filter(
        patent=patent, kind=Grant.Kind.OPEN_DECLARATION, grantor=owner, ended_on=None, start__lte=announced_on
    ).update(ended_on=announced_on)
    if not changed:
        raise Refused("rights.not-open")
    record(
        events.OPEN_LICENCE_WITHDRAWN,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"patent:{patent.key}",
        announced_on=announced_on,
    )


@transaction.atomic
def load_rest_days(*, actor: Actor, office: str, days: Mapping[date, str], source: str) -> bool:
    """Replace an office's table of rest days for the years the new table covers; returns whether that changed it."""
    if not (actor.is_operator or actor.is_system):
        raise Refused("accounts.operator-only")
    if len(office) != 2 or not (office.isascii() and office.isalpha() and office.isupper()):
        raise Invalid("calendar.office", field="office", value=office[:20])
    years = {day.year for day in days}
    wanted = {(day, name[:80], source[:200]) for day, name in days.items()}
    there = RestDay.objects.filter(office=office, day__year__in=years)
    if set(there.values_list("day", "name", "source")) == wanted:
        return False
    there.delete()
    RestDay.objects.bulk_create(
        RestDay(office=office, day=day, name=name, source=told) for day, name, told in sorted(wanted)
    )
    record(
        events.REST_DAYS_LOADED,
        actor=actor.reference,
        object=f"office:{office}",
        years=sorted(years),
        count=len(days),
        days_sha256=digest(sorted(day.isoformat() for day in days)),
    )
    return True


@transaction.atomic
def declare_open_licence(*, actor: Actor, patent: Patent, owner: Organisation, announced_on: date, basis: str) -> Grant:
    """Enter an open-licence declaration that the office has announced; refused where the law forbids one."""
    on_behalf_of = actor.require(owner.pk, "sign")
    check_day(patent, announced_on)
    if Grant.objects.filter(patent=patent, kind=Grant.Kind.OPEN_DECLARATION, ended_on=None).exists():
        raise Refused("rights.already-open")
    rows = grantable(patent, timezone.localdate())
    decision = next(row.decision for row in rows if row.kind == "open_licence_declaration")
    if decision.outcome is Outcome.FORBIDDEN:
        raise Refused("rights.forbidden", decision=decision, known=publicly_known(patent))
    _move_ledger(patent)
    grant = _grant(
        actor=actor,
        patent=patent,
        kind=Grant.Kind.OPEN_DECLARATION,
        grantor=owner,
        grantee=None,
        territory=["CN"],
        fields=[],
        acts=[],
        executed=announced_on,
        start=announced_on,
        end=patent.term_end,
        sublicensable=False,
        basis=basis,
    )
    record(
        events.OPEN_LICENCE_DECLARED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"patent:{patent.key}",
        announced_on=announced_on,
    )
    return grant


def _grant(*, actor: Actor, patent: Patent, grantee: Organisation | None, **fields: Any) -> Grant:
    grant = Grant.objects.create(patent=patent, grantee=grantee, **fields)
    record(
        events.RIGHT_GRANTED,
        actor=actor.reference,
        object=f"patent:{patent.key}",
        kind=grant.kind,
        grantor=grant.grantor_id,
        grantee=grant.grantee_id,
        start=grant.start,
        end=grant.end,
        scope_sha256=digest([grant.territory, grant.fields, grant.acts]),
    )
    return grant


def _move_ledger(patent: Patent, version: int | None = None) -> None:
    """Count the right's ledger up by one; `Stale` unless it still has the version the caller decided on."""
    Ledger.objects.get_or_create(patent=patent)
    rows = Ledger.objects.filter(patent=patent)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(version=F("version") + 1):
        raise Stale("rights.changed-meanwhile")
