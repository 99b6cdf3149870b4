"""Write needs: draft, change, translate, post, close."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.queries import center_for
from patentfair.apps.journal.actions import record
from patentfair.apps.market import events
from patentfair.apps.market.models import Need, Publication
from patentfair.apps.market.queries import clarity_of
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["change_need", "close_need", "draft_need", "post_need", "translate_need"]

FIELDS = (
    "language",
    "title",
    "problem",
    "present",
    "constraints",
    "targets",
    "classes",
    "province",
    "maturity_min",
    "kinds",
    "currency",
    "budget_low",
    "budget_high",
    "deadline",
    "show_name",
)
TRANSLATABLE = ("title", "problem", "present", "constraints")
TEXT_LIMIT = 20_000
MOST_TARGETS = 20


@transaction.atomic
def draft_need(*, actor: Actor, organisation: Organisation, is_sample: bool = False, **fields: object) -> Need:
    """Begin a need of an organisation."""
    on_behalf_of = actor.require(organisation.pk, "draft")
    need = Need.objects.create(
        organisation=organisation,
        center=center_for(organisation.province),
        created_at=timezone.now(),
        is_sample=is_sample,
        **_checked(fields),
    )
    record(
        events.NEED_DRAFTED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"need:{need.pk}",
        center=_center(need),
    )
    return need


@transaction.atomic
def change_need(*, actor: Actor, need: Need, **fields: object) -> None:
    """Change what a need says; a posted one stays posted."""
    on_behalf_of = actor.require(need.organisation_id, "draft")
    if need.state == Publication.PUBLISHED:
        actor.require(need.organisation_id, "manage")
    for name, value in _checked(fields).items():
        setattr(need, name, value)
    need.save()
    record(
        events.NEED_CHANGED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"need:{need.pk}",
        center=_center(need),
        content_sha256=digest({name: str(getattr(need, name)) for name in FIELDS}),
    )


@transaction.atomic
def translate_need(*, actor: Actor, need: Need, **texts: str) -> None:
    """Put a person's translation into the other language beside the need's own text."""
    on_behalf_of = actor.require(need.organisation_id, "draft" if need.state == Publication.DRAFT else "manage")
    for name, text in texts.items():
        if name not in TRANSLATABLE or len(text) > TEXT_LIMIT:
            raise Invalid("need.translation", field=name)
    need.translation = {name: text.strip() for name, text in texts.items() if text.strip()}
    need.translated_by_id = actor.user_id
    need.save(update_fields=["translation", "translated_by"])
    record(
        events.NEED_TRANSLATED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"need:{need.pk}",
        center=_center(need),
        language="en" if need.language == "zh" else "zh",
        content_sha256=digest(need.translation),
    )


@transaction.atomic
def post_need(*, actor: Actor, need: Need) -> None:
    """Show a need to the public."""
    on_behalf_of = actor.require(need.organisation_id, "manage")
    open_need = Need.objects.filter(pk=need.pk).exclude(state__in=[Publication.PUBLISHED, Publication.CLOSED])
    need.published_at = need.published_at or timezone.now()
    if not open_need.update(state=Publication.PUBLISHED, published_at=need.published_at):
        raise Refused("need.cannot-post")
    need.state = Publication.PUBLISHED
    record(
        events.NEED_POSTED,
        actor=actor.reference,
        on_behalf_of=on_behalf_of,
        object=f"need:{need.pk}",
        center=_center(need),
        province=need.province,
        clarity=clarity_of(need).score,
    )


@transaction.atomic
def close_need(*, actor: Actor, need: Need) -> None:
    """End a need for good."""
    on_behalf_of = actor.require(need.organisation_id, "manage")
    if Need.objects.filter(pk=need.pk).exclude(state=Publication.CLOSED).update(state=Publication.CLOSED):
        need.state = Publication.CLOSED
        record(
            events.NEED_CLOSED,
            actor=actor.reference,
            on_behalf_of=on_behalf_of,
            object=f"need:{need.pk}",
            center=_center(need),
        )


def _center(need: Need) -> str:
    return f"center:{need.center_id}" if need.center_id else ""


def _checked(fields: dict[str, object]) -> dict[str, object]:
    """The given fields, or `Invalid` naming the first that cannot stand."""
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise Invalid("need.unknown-field", field=min(unknown))
    for name in ("title", "problem", "present", "constraints"):
        if len(str(fields.get(name) or "")) > (200 if name in ("title", "royalty_base") else TEXT_LIMIT):
            raise Invalid("need.too-long", field=name)
    if len(fields.get("targets") or ()) > MOST_TARGETS:  # type: ignore[arg-type]
        raise Invalid("need.too-long", field="targets")
    for name in ("title", "problem"):
        text = fields.get(name)
        if text is not None and not str(text).strip():
            raise Invalid("need.text-missing", field=name)
    low, high = fields.get("budget_low"), fields.get("budget_high")
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        raise Invalid("need.budget-band", field="budget_high")
    return fields
