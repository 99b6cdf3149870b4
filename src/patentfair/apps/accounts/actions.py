"""Every write to people and organisations."""

from __future__ import annotations

import secrets
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from patentfair.apps.accounts import events
from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.accounts.models import Authorisation, Membership, Office, Organisation, User
from patentfair.apps.journal.actions import record
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.patents.regions import PROVINCES

__all__ = [
    "add_member",
    "confirm_authorisation",
    "end_desk_powers",
    "end_office",
    "give_office",
    "join",
    "record_authorisation",
    "refuse_authorisation",
    "register_organisation",
    "revoke_authorisation",
    "set_password",
    "verify_organisation",
]


@transaction.atomic
def join(
    *,
    email: str,
    password: str | None,
    name_zh: str = "",
    name_en: str = "",
    is_sample: bool = False,
    password_hash: str = "",
) -> User:
    """Make an account. Without a password nobody can sign in to it until one is set.

    `password_hash` serves those who make many accounts with one password: the hash is meant to be slow.
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("accounts.email", field="email") from error
    user = User(
        email=email.strip().lower(), name_zh=name_zh, name_en=name_en, is_sample=is_sample, joined_at=timezone.now()
    )
    if password_hash:
        user.password = password_hash
    elif password is None:
        user.set_unusable_password()
    else:
        _set_checked_password(user, password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid("accounts.email-taken", field="email") from error
    record(events.USER_JOINED, actor=f"user:{user.pk}", object=f"user:{user.pk}")
    return user


@transaction.atomic
def set_password(*, actor: Actor, user: User, password: str) -> None:
    """Give a person a new password, which ends their other sessions. They themselves, an operator or the system may."""
    if not (actor.is_system or actor.is_operator or actor.user_id == user.pk):
        raise Refused("accounts.operator-only")
    _set_checked_password(user, password)
    user.save(update_fields=["password"])
    record(events.PASSWORD_SET, actor=actor.reference, object=f"user:{user.pk}")


def _set_checked_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("accounts.password", field="password", why=" ".join(error.messages)) from error
    user.set_password(password)


@transaction.atomic
def register_organisation(
    *,
    actor: Actor,
    kind: str,
    name_zh: str = "",
    name_en: str = "",
    key: str = "",
    country: str = "CN",
    province: str = "",
    city_zh: str = "",
    city_en: str = "",
    is_state_founded: bool = False,
    is_sample: bool = False,
    join: bool = True,
) -> Organisation:
    """Register an organisation; a person who registers it becomes its owner.

    With `join=False` staff of a center register a visitor of a province they serve, and do not become part of it.
    """
    if not join and not actor.is_system:
        if not actor.centers:
            raise Refused("centers.staff-only")
        if province not in actor.served_provinces:
            raise Invalid("accounts.not-served", field="province")
    if not (name_zh or name_en):
        raise Invalid("accounts.organisation-name", field="name_zh")
    if kind not in Organisation.Kind.values:
        raise Invalid("accounts.organisation-kind", field="kind")
    organisation = Organisation.objects.create(
        key=key or f"{slugify(name_en)[:60] or 'organisation'}-{secrets.token_hex(3)}",
        name_zh=name_zh,
        name_en=name_en,
        kind=kind,
        country=country,
        province=province,
        city_zh=city_zh,
        city_en=city_en,
        is_state_founded=is_state_founded,
        is_sample=is_sample,
        created_at=timezone.now(),
    )
    record(
        events.ORGANISATION_REGISTERED,
        actor=actor.reference,
        object=f"organisation:{organisation.pk}",
        kind=kind,
        province=province,
    )
    if join and actor.user_id is not None:
        _join_organisation(actor, actor.user_id, organisation, Membership.Role.OWNER)
    return organisation


@transaction.atomic
def add_member(*, actor: Actor, organisation: Organisation, user: User, role: str) -> Membership:
    """Give a person a role in an organisation. Only its owners, or the system, may."""
    if not actor.is_system and actor.organisations.get(organisation.pk) != Membership.Role.OWNER:
        raise Refused("accounts.owner-only")
    if role not in Membership.Role.values:
        raise Invalid("accounts.role", field="role")
    return _join_organisation(actor, user.pk, organisation, role)


def _join_organisation(actor: Actor, user_id: int, organisation: Organisation, role: str) -> Membership:
    membership, _ = Membership.objects.update_or_create(
        user_id=user_id, organisation=organisation, defaults={"role": role}
    )
    record(
        events.MEMBER_ADDED,
        actor=actor.reference,
        on_behalf_of=f"organisation:{organisation.pk}",
        object=f"user:{user_id}",
        organisation=organisation.pk,
        role=role,
    )
    return membership


@transaction.atomic
def verify_organisation(*, actor: Actor, organisation: Organisation, evidence_sha256: str) -> None:
    """Mark an organisation as checked by a center against evidence."""
    concerned = organisation.pk in actor.organisations or organisation.pk in actor.powers
    if not (actor.is_system or (organisation.province in actor.served_provinces and not concerned)):
        raise Refused("centers.staff-only")
    organisation.verified_at = timezone.now()
    organisation.verified_by_id = actor.user_id
    organisation.save(update_fields=["verified_at", "verified_by"])
    record(
        events.ORGANISATION_VERIFIED,
        actor=actor.reference,
        object=f"organisation:{organisation.pk}",
        evidence_sha256=evidence_sha256,
    )


@transaction.atomic
def give_office(*, actor: Actor, user: User, kind: str, province: str = "") -> Office:
    """Appoint an administrator, expert or operator. Only an operator or the system may."""
    if not (actor.is_system or actor.is_operator):
        raise Refused("accounts.operator-only")
    if kind not in Office.Kind.values:
        raise Invalid("accounts.office", field="kind")
    if kind != Office.Kind.PROVINCIAL_ADMIN:
        province = ""
    elif province not in PROVINCES:
        raise Invalid("accounts.office-province", field="province")
    office, _ = Office.objects.get_or_create(user=user, kind=kind, province=province)
    record(events.OFFICE_GIVEN, actor=actor.reference, object=f"user:{user.pk}", office=kind, province=province)
    return office


@transaction.atomic
def end_office(*, actor: Actor, office: Office) -> None:
    """End an appointment. Only an operator or the system may; one operator always remains."""
    if not (actor.is_system or actor.is_operator):
        raise Refused("accounts.operator-only")
    if office.kind == Office.Kind.OPERATOR:
        operators = Office.objects.select_for_update().filter(kind=Office.Kind.OPERATOR).order_by("pk")
        if not [one.pk for one in operators if one.pk != office.pk]:
            raise Refused("accounts.last-operator")
    ended, _ = Office.objects.filter(pk=office.pk).delete()
    if ended:
        record(
            events.OFFICE_ENDED,
            actor=actor.reference,
            object=f"user:{office.user_id}",
            office=office.kind,
            province=office.province,
        )


@transaction.atomic
def record_authorisation(
    *,
    actor: Actor,
    organisation: Organisation,
    representative: User,
    scope: str,
    valid_from: date,
    valid_until: date | None,
    document_name: str,
    document_sha256: str,
) -> Authorisation:
    """Record a power of attorney. Owners of the organisation may; so may staff of a center in its province who hold the
    paper, but what they record waits until a colleague confirms it; the power to sign is given by owners alone."""
    is_owner = actor.organisations.get(organisation.pk) == Membership.Role.OWNER
    is_served = organisation.province in actor.served_provinces and scope != Authorisation.Scope.SIGN
    if not (is_owner or is_served or actor.is_system):
        raise Refused("accounts.owner-or-staff-only")
    if scope not in Authorisation.Scope.values:
        raise Invalid("accounts.scope", field="scope")
    if valid_until is not None and valid_until <= valid_from:
        raise Invalid("accounts.authorisation-ends-before-it-begins", field="valid_until")
    if not document_sha256:
        raise Invalid("accounts.authorisation-needs-document", field="document")
    is_pending = not (is_owner or actor.is_system)
    now = timezone.now()
    authorisation = Authorisation.objects.create(
        organisation=organisation,
        representative=representative,
        scope=scope,
        valid_from=valid_from,
        valid_until=valid_until,
        document_name=document_name,
        document_sha256=document_sha256,
        recorded_by_id=actor.user_id or representative.pk,
        recorded_at=now,
        confirmed_by_id=None if is_pending else actor.user_id,
        confirmed_at=None if is_pending else now,
    )
    record(
        events.AUTHORISATION_RECORDED,
        actor=actor.reference,
        on_behalf_of=f"organisation:{organisation.pk}",
        object=f"authorisation:{authorisation.pk}",
        representative=representative.pk,
        scope=scope,
        valid_from=valid_from,
        valid_until=valid_until,
        document_sha256=document_sha256,
    )
    return authorisation


@transaction.atomic
def confirm_authorisation(*, actor: Actor, authorisation: Authorisation) -> None:
    """Confirm, against its document, a power that a colleague asked for; from now on it holds.

    Staff of a center in the organisation's province may, other than the one who asked and the one who would hold it.
    """
    _settle(actor, authorisation, confirmed_by=actor.user_id, confirmed_at=timezone.now())
    record(
        events.AUTHORISATION_CONFIRMED,
        actor=actor.reference,
        on_behalf_of=f"organisation:{authorisation.organisation_id}",
        object=f"authorisation:{authorisation.pk}",
        representative=authorisation.representative_id,
        scope=authorisation.scope,
        document_sha256=authorisation.document_sha256,
    )


@transaction.atomic
def refuse_authorisation(*, actor: Actor, authorisation: Authorisation) -> None:
    """Refuse a power that a colleague asked for; it never holds. Whoever may confirm it may."""
    _settle(actor, authorisation, revoked_at=timezone.now())
    record(
        events.AUTHORISATION_REFUSED,
        actor=actor.reference,
        on_behalf_of=f"organisation:{authorisation.organisation_id}",
        object=f"authorisation:{authorisation.pk}",
        representative=authorisation.representative_id,
        scope=authorisation.scope,
    )


def _settle(actor: Actor, authorisation: Authorisation, **changes: object) -> None:
    """Write the answer to a waiting power, once, and only by someone who may give it."""
    if not actor.is_system:
        if actor.user_id in (authorisation.representative_id, authorisation.recorded_by_id):
            raise Refused("accounts.four-eyes")
        if authorisation.organisation.province not in actor.served_provinces:
            raise Refused("centers.staff-only")
    waiting = Authorisation.objects.filter(pk=authorisation.pk, confirmed_at=None, revoked_at=None)
    if not waiting.update(**changes):
        raise Stale("accounts.power-already-settled")


@transaction.atomic
def revoke_authorisation(*, actor: Actor, authorisation: Authorisation) -> None:
    """End a recorded power at once. Owners of the organisation, or the representative, may."""
    is_owner = actor.organisations.get(authorisation.organisation_id) == Membership.Role.OWNER
    if not (is_owner or actor.user_id == authorisation.representative_id or actor is SYSTEM):
        raise Refused("accounts.owner-only")
    _revoke(actor, authorisation)


@transaction.atomic
def end_desk_powers(*, actor: Actor, user: User, province: str) -> None:
    """End the powers a person asked for at a desk of a province, now that they no longer work there.

    The app of centers calls this when it ends a post, and decides there who may.
    """
    asked = Authorisation.objects.filter(
        representative=user, recorded_by=user, revoked_at=None, organisation__province=province
    )
    for authorisation in asked.order_by("pk"):
        _revoke(actor, authorisation)


def _revoke(actor: Actor, authorisation: Authorisation) -> None:
    changed = Authorisation.objects.filter(pk=authorisation.pk, revoked_at=None).update(revoked_at=timezone.now())
    if changed:
        record(
            events.AUTHORISATION_REVOKED,
            actor=actor.reference,
            on_behalf_of=f"organisation:{authorisation.organisation_id}",
            object=f"authorisation:{authorisation.pk}",
            representative=authorisation.representative_id,
            scope=authorisation.scope,
        )
