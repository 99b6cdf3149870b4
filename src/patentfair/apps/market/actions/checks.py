"""Write what centers checked of organisations, and which organisations are not strangers to each other."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.journal.actions import record
from patentfair.apps.market import events
from patentfair.apps.market.badges import may_check
from patentfair.apps.market.models import OrganisationCheck, Relation
from patentfair.domain.kernel.errors import Invalid, Refused, Stale

__all__ = ["add_check", "add_relation", "end_relation", "revoke_check"]


@transaction.atomic
def add_check(
    *,
    actor: Actor,
    organisation: Organisation,
    what: str,
    evidence_name: str,
    evidence_sha256: str,
    valid_until: date | None = None,
) -> OrganisationCheck:
    """Write down what was checked of an organisation, on which evidence, and until when it counts (that day not)."""
    if not may_check(actor, organisation):
        raise Refused("centers.staff-only")
    if what not in OrganisationCheck.What.values:
        raise Invalid("check.what", field="what")
    if not evidence_sha256:
        raise Invalid("check.evidence-missing", field="evidence")
    if valid_until is not None and valid_until <= timezone.localdate():
        raise Invalid("check.until", field="valid_until")
    mine = Center.objects.filter(pk__in=list(actor.centers))
    center = mine.filter(province=organisation.province).order_by("pk").first() or mine.order_by("pk").first()
    if center is None:
        raise Refused("centers.staff-only")
    made = OrganisationCheck.objects.create(
        organisation=organisation,
        what=what,
        center=center,
        evidence_name=evidence_name[:200],
        evidence_sha256=evidence_sha256,
        checked_by_id=actor.user_id,
        checked_at=timezone.now(),
        valid_until=valid_until,
    )
    record(
        events.ORGANISATION_CHECKED,
        actor=actor.reference,
        object=f"organisation:{organisation.pk}",
        center=f"center:{center.pk}",
        check=made.pk,
        what=what,
        evidence_sha256=evidence_sha256,
        valid_until=valid_until,
    )
    return made


@transaction.atomic
def revoke_check(*, actor: Actor, check: OrganisationCheck) -> None:
    """Take a check back: its badge is gone at once, its entry in the journal stays."""
    concerned = check.organisation_id in {*actor.organisations, *actor.powers}
    if check.center_id not in actor.centers or concerned:
        raise Refused("centers.staff-only")
    if not OrganisationCheck.objects.filter(pk=check.pk, revoked_at=None).update(revoked_at=timezone.now()):
        raise Stale("check.revoked-already")
    record(
        events.ORGANISATION_CHECK_REVOKED,
        actor=actor.reference,
        object=f"organisation:{check.organisation_id}",
        center=f"center:{check.center_id}",
        check=check.pk,
        what=check.what,
    )


@transaction.atomic
def add_relation(
    *,
    actor: Actor,
    first: Organisation,
    second: Organisation,
    kind: str,
    source: str,
    start: date | None = None,
    end: date | None = None,
) -> Relation:
    """Staff write down that two organisations are not strangers, and where they have it from. Neither is their own."""
    _require_unconcerned(actor, first.pk, second.pk)
    if first.pk == second.pk:
        raise Invalid("relation.one-organisation", field="second")
    if kind not in Relation.Kind.values:
        raise Invalid("relation.kind", field="kind")
    source = source.strip()
    if not source or len(source) > 200:
        raise Invalid("relation.source", field="source")
    if start is not None and end is not None and end <= start:
        raise Invalid("relation.ends-before-it-begins", field="end")
    if kind in (Relation.Kind.SAME_PEOPLE, Relation.Kind.FAMILY) and second.pk < first.pk:
        first, second = second, first  # these hold both ways: one row for a pair
    try:
        with transaction.atomic():
            made = Relation.objects.create(
                first=first,
                second=second,
                kind=kind,
                source=source,
                start=start,
                end=end,
                entered_by_id=actor.user_id,
                entered_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refused("relation.entered-already") from error
    record(
        events.RELATION_ENTERED,
        actor=actor.reference,
        object=f"organisation:{first.pk}",
        center=_center(actor),
        relation=made.pk,
        other=f"organisation:{second.pk}",
        kind=kind,
        source_sha256=sha256(f"{made.pk}:{made.entered_at.isoformat()}:{source}".encode()).hexdigest(),
    )
    return made


@transaction.atomic
def end_relation(*, actor: Actor, relation: Relation, end: date) -> None:
    """Write down from which day on the relation no longer holds."""
    _require_unconcerned(actor, relation.first_id, relation.second_id)
    if end > timezone.localdate() or (relation.start is not None and end <= relation.start):
        raise Invalid("relation.ends-before-it-begins", field="end")
    if not Relation.objects.filter(pk=relation.pk, end=relation.end).update(end=end):
        raise Stale("relation.changed-meanwhile")
    record(
        events.RELATION_ENDED,
        actor=actor.reference,
        object=f"organisation:{relation.first_id}",
        center=_center(actor),
        relation=relation.pk,
        end=end,
    )


def _require_unconcerned(actor: Actor, *organisations: int) -> None:
    if not actor.centers:
        raise Refused("centers.staff-only")
    if set(organisations) & {*actor.organisations, *actor.powers}:
        raise Refused("relation.concerned")


def _center(actor: Actor) -> str:
    return f"center:{min(actor.centers)}"
