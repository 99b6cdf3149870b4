"""Write listings: draft, change, translate, publish, pause, close."""

from __future__ import annotations

from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.queries import center_for
from patentfair.apps.journal.actions import record
from patentfair.apps.market import events
from patentfair.apps.market.models import Listing, Publication
from patentfair.apps.registry.models import Patent
from patentfair.apps.rights.queries import open_declaration, owns
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused
from patentfair.domain.market.terms import DealKind
from patentfair.domain.patents.status import ENDED

__all__ = [
    "change_listing",
    "close_listing",
    "draft_listing",
    "pause_listing",
    "publish_listing",
    "translate_listing",
    "wake_listing",
]

FIELDS = (
    "kinds",
    "territory",
    "fields",
    "term_years",
    "price_mode",
    "currency",
    "upfront",
    "royalty_percent",
    "royalty_base",
    "maturity",
    "language",
    "title",
    "plain",
    "better",
    "targets",
)
TRANSLATABLE = ("title", "plain", "better")
TEXT_LIMIT = 20_000
RIGHT_ENDED = "right-ended"
MOST_TARGETS = 20


@transaction.atomic
def draft_listing(
    *, actor: Actor, organisation: Organisation, patent: Patent, is_sample: bool = False, **fields: object
) -> Listing:
    """Begin a listing of a patent whose ownership a center has verified."""
    on_behalf_of = actor.require(organisation.pk, "draft")
    if not owns(organisation, patent, timezone.localdate()):
        raise Refused("listing.not-the-owner", patent=patent.key)
    listing = Listing(
        organisation=organisation,
        patent=patent,
        center=center_for(organisation.province),
        created_at=timezone.now(),
        is_sample=is_sample,
        **_checked(fields),
    )
    try:
        with transaction.atomic():
            listing.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("listing.already-listed", patent=patent.key) from error
    record(
        events.LISTING_DRAFTED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"listing:{listing.pk}",
        center=_center(listing),
        patent=patent.key,
    )
    return listing


@transaction.atomic
def change_listing(*, actor: Actor, listing: Listing, **fields: object) -> None:
    """Change what a listing says; a published one stays published."""
    on_behalf_of = actor.require(listing.organisation_id, "draft")
    if listing.state == Publication.PUBLISHED:
        actor.require(listing.organisation_id, "manage")
    for name, value in _checked(fields).items():
        setattr(listing, name, value)
    listing.save()
    record(
        events.LISTING_CHANGED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"listing:{listing.pk}",
        center=_center(listing),
        content_sha256=digest({name: str(getattr(listing, name)) for name in FIELDS}),
    )


@transaction.atomic
def translate_listing(*, actor: Actor, listing: Listing, **texts: str) -> None:
    """Put a person's translation into the other language beside the listing's own text."""
    on_behalf_of = actor.require(listing.organisation_id, "draft" if listing.state == Publication.DRAFT else "manage")
    listing.translation = _translation(texts)
    listing.translated_by_id = actor.user_id
    listing.save(update_fields=["translation", "translated_by"])
    record(
        events.LISTING_TRANSLATED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"listing:{listing.pk}",
        center=_center(listing),
        language="en" if listing.language == "zh" else "zh",
        content_sha256=digest(listing.translation),
    )


@transaction.atomic
def publish_listing(*, actor: Actor, listing: Listing) -> None:
    """Show a listing to the public. The patent must be alive as far as the register shows."""
    on_behalf_of = actor.require(listing.organisation_id, "manage")
    if listing.patent.status in [state.value for state in ENDED]:
        raise Refused("listing.right-has-ended", status=listing.patent.status)
    if not owns(listing.organisation, listing.patent, timezone.localdate()):
        raise Refused("listing.not-the-owner", patent=listing.patent.key)
    if not listing.kinds:
        raise Invalid("listing.no-kind", field="kinds")
    if DealKind.OPEN.value in listing.kinds:
        if not open_declaration(listing.patent):
            raise Refused("listing.open-needs-declaration")
        if listing.price_mode == Listing.PriceMode.NEGOTIABLE:
            raise Invalid("listing.open-needs-price", field="price_mode")
    changed = Listing.objects.filter(pk=listing.pk).exclude(state__in=[Publication.PUBLISHED, Publication.CLOSED])
    listing.published_at = listing.published_at or timezone.now()
    if not changed.update(state=Publication.PUBLISHED, pause_reason="", published_at=listing.published_at):
        raise Refused("listing.cannot-publish")
    listing.state = Publication.PUBLISHED
    record(
        events.LISTING_PUBLISHED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"listing:{listing.pk}",
        center=_center(listing),
        patent=listing.patent.key,
        kinds=listing.kinds,
        price_mode=listing.price_mode,
    )


@transaction.atomic
def pause_listing(*, actor: Actor, listing: Listing, reason: str) -> None:
    """Take a listing off the public pages until it is published again. The system does so when the right lapses."""
    on_behalf_of = "" if actor.is_system else actor.require(listing.organisation_id, "manage")
    changed = Listing.objects.filter(pk=listing.pk, state=Publication.PUBLISHED).update(
        state=Publication.PAUSED, pause_reason=reason[:60]
    )
    if changed:
        listing.state = Publication.PAUSED
        record(
            events.LISTING_PAUSED,
            actor=actor.reference,
            on_behalf_of=on_behalf_of,
            object=f"listing:{listing.pk}",
            center=_center(listing),
            reason=reason,
        )


@transaction.atomic
def wake_listing(*, actor: Actor, listing: Listing) -> bool:
    """Show a listing again that slept because its right had ended, now that the right is restored.

    Only as it was: it stays asleep where the owner or the open licence it rests on is no longer there.
    """
    if not owns(listing.organisation, listing.patent, timezone.localdate()):
        return False
    if DealKind.OPEN.value in listing.kinds and not open_declaration(listing.patent):
        return False
    asleep = Listing.objects.filter(pk=listing.pk, state=Publication.PAUSED, pause_reason=RIGHT_ENDED)
    if not asleep.update(state=Publication.PUBLISHED, pause_reason=""):
        return False
    listing.state = Publication.PUBLISHED
    record(
        events.LISTING_WOKEN,
        actor=actor.reference,
        object=f"listing:{listing.pk}",
        center=_center(listing),
        patent=listing.patent.key,
        status=listing.patent.status,
    )
    return True


@transaction.atomic
def close_listing(*, actor: Actor, listing: Listing) -> None:
    """End a listing for good."""
    on_behalf_of = actor.require(listing.organisation_id, "manage")
    if Listing.objects.filter(pk=listing.pk).exclude(state=Publication.CLOSED).update(state=Publication.CLOSED):
        listing.state = Publication.CLOSED
        record(
            events.LISTING_CLOSED,
            actor=actor.reference,
            on_behalf_of=on_behalf_of,
            object=f"listing:{listing.pk}",
            center=_center(listing),
        )


def _center(listing: Listing) -> str:
    return f"center:{listing.center_id}" if listing.center_id else ""


def _translation(texts: dict[str, str]) -> dict[str, str]:
    for name, text in texts.items():
        if name not in TRANSLATABLE or len(text) > TEXT_LIMIT:
            raise Invalid("listing.translation", field=name)
    return {name: text.strip() for name, text in texts.items() if text.strip()}


def _checked(fields: dict[str, object]) -> dict[str, object]:
    """The given fields, or `Invalid` naming the first that cannot stand."""
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise Invalid("listing.unknown-field", field=min(unknown))
    if "kinds" in fields and not set(fields["kinds"]) <= {kind.value for kind in DealKind}:  # type: ignore[call-overload]
        raise Invalid("listing.kinds", field="kinds")
    for name in ("title", "plain", "better", "royalty_base"):
        if len(str(fields.get(name) or "")) > (200 if name in ("title", "royalty_base") else TEXT_LIMIT):
            raise Invalid("listing.too-long", field=name)
    if len(fields.get("targets") or ()) > MOST_TARGETS:  # type: ignore[arg-type]
        raise Invalid("listing.too-long", field="targets")
    for name in ("title", "plain"):
        text = fields.get(name)
        if text is not None and not str(text).strip():
            raise Invalid("listing.text-missing", field=name)
    maturity = fields.get("maturity")
    if maturity is not None and not 1 <= int(str(maturity)) <= 9:
        raise Invalid("listing.maturity", field="maturity")
    if fields.get("price_mode") == Listing.PriceMode.FIXED and fields.get("upfront") is None:
        raise Invalid("listing.price-missing", field="upfront")
    if fields.get("price_mode") == Listing.PriceMode.ROYALTY and fields.get("royalty_percent") is None:
        raise Invalid("listing.royalty-missing", field="royalty_percent")
    for name in ("upfront", "royalty_percent"):
        amount = fields.get(name)
        if isinstance(amount, Decimal) and (not amount.is_finite() or amount < 0):
            raise Invalid("terms.amount", field=name)
    return fields
