"""Make exhibits of patents and products, write their cards, have them reviewed and show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, Actor
from patentfair.apps.centers.queries import works_alone
from patentfair.apps.exhibition import events
from patentfair.apps.exhibition.cards import card_of, first_texts
from patentfair.apps.exhibition.models import Exhibit, Hall
from patentfair.apps.journal.actions import record
from patentfair.apps.journal.events import EventType
from patentfair.apps.market.models import Listing, Publication
from patentfair.apps.registry.models import Patent
from patentfair.domain.exhibition.card import LONGEST, TEXTS, gaps
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale
from patentfair.domain.patents.status import ENDED

__all__ = [
    "approve_exhibit",
    "change_exhibit",
    "content_of",
    "draft_exhibit",
    "reopened",
    "return_exhibit",
    "send_exhibit",
    "show_exhibit",
    "translate_exhibit",
    "withdraw_exhibit",
]

MOST_IN_HALL = 400
MOST_NUMBERS = 8
SHOWABLE = (Exhibit.State.DRAFT, Exhibit.State.REVIEW, Exhibit.State.SCHEDULED, Exhibit.State.SHOWN)


@transaction.atomic
def draft_exhibit(*, actor: Actor, hall: Hall, patent: Patent, language: str, product: str = "") -> Exhibit:
    """Put a patent, or a product that uses it, into a hall: the card is filled in from what its owner offers.

    Whatever the owner wrote in the listing stands on the card in both languages; the center completes it.
    """
    _require_staff(actor, hall)
    if hall.exhibits.count() >= MOST_IN_HALL:
        raise Refused("hall.full", limit=MOST_IN_HALL)
    if patent.status in [state.value for state in ENDED]:
        raise Refused("exhibit.right-has-ended", patent=patent.key)
    product = " ".join(product.split())[:120]
    if hall.exhibits.filter(patent=patent, product=product).exclude(state=Exhibit.State.WITHDRAWN).exists():
        raise Refused("exhibit.there-already", patent=patent.key)
    listing = (
        Listing.objects.filter(patent=patent, state=Publication.PUBLISHED)
        .select_related("organisation")
        .order_by("pk")
        .first()
    )
    filled = first_texts(patent, listing, language, product)
    last = hall.exhibits.aggregate(last=Max("number"))["last"] or 0
    exhibit = Exhibit(
        hall=hall,
        number=last + 1,
        patent=patent,
        listing=listing,
        owner=listing.organisation if listing else None,
        product=product,
        language=filled.language,
        texts=dict(filled.texts),
        translation=dict(filled.translation),
        numbers=list(listing.targets[:MOST_NUMBERS]) if listing else [],
        maturity=listing.maturity if listing else None,
        changed_at=timezone.now(),
        changed_by_id=actor.user_id,
        writers=[actor.user_id] if actor.user_id is not None else [],
    )
    try:
        with transaction.atomic():
            exhibit.save(force_insert=True)
    except IntegrityError as error:  # two people at once: the number or the patent is taken
        raise Refused("exhibit.there-already", patent=patent.key) from error
    _record(events.EXHIBIT_DRAFTED, actor, exhibit, patent=patent.key, hall=hall.pk)
    return exhibit


@transaction.atomic
def change_exhibit(
    *,
    actor: Actor,
    exhibit: Exhibit,
    texts: Mapping[str, str],
    maturity: int | None = None,
    link: int | None = None,
    numbers: Sequence[dict[str, object]] | None = None,
) -> None:
    """Change the card. Rewritten, it needs another look; visitors meanwhile see what was approved before."""
    _require_staff(actor, exhibit.hall)
    _open(exhibit)
    if maturity is not None and not 1 <= maturity <= 9:
        raise Invalid("exhibit.maturity", field="maturity")
    if link is not None and not 0 <= link < len(exhibit.hall.links):
        raise Invalid("exhibit.link", field="link")
    if numbers is not None and len(numbers) > MOST_NUMBERS:
        raise Invalid("exhibit.numbers", field="numbers")
    new_texts = {**exhibit.texts, **_checked(texts)}
    rewritten = new_texts != exhibit.texts
    rewritten = rewritten or maturity != exhibit.maturity
    exhibit.texts, exhibit.maturity, exhibit.link = new_texts, maturity, link
    if numbers is not None:
        rewritten = rewritten or list(numbers) != exhibit.numbers
        exhibit.numbers = list(numbers)
    _touch(actor, exhibit, rewritten=rewritten)
    _record(events.EXHIBIT_CHANGED, actor, exhibit, content_sha256=content_of(exhibit))


@transaction.atomic
def translate_exhibit(*, actor: Actor, exhibit: Exhibit, texts: Mapping[str, str]) -> None:
    """Put a person's translation beside the card's own texts."""
    _require_staff(actor, exhibit.hall)
    _open(exhibit)
    translation = {**exhibit.translation, **_checked(texts)}
    rewritten = translation != exhibit.translation
    exhibit.translation = translation
    _touch(actor, exhibit, rewritten=rewritten)
    language = "en" if exhibit.language == "zh" else "zh"
    _record(events.EXHIBIT_TRANSLATED, actor, exhibit, language=language, content_sha256=digest(translation))


@transaction.atomic
def send_exhibit(*, actor: Actor, exhibit: Exhibit) -> None:
    """Ask a colleague to look at the card. What visitors need must be on it."""
    _require_staff(actor, exhibit.hall)
    _complete(exhibit)
    if not Exhibit.objects.filter(pk=exhibit.pk, state=Exhibit.State.DRAFT).update(
        state=Exhibit.State.REVIEW, remark=""
    ):
        raise Refused("exhibit.not-a-draft")
    exhibit.state = Exhibit.State.REVIEW
    _record(events.EXHIBIT_SENT, actor, exhibit)


@transaction.atomic
def return_exhibit(*, actor: Actor, exhibit: Exhibit, remark: str) -> None:
    """Send the card back to its writer, saying what is to be mended."""
    _require_staff(actor, exhibit.hall)
    remark = remark.strip()
    if not 5 <= len(remark) <= 400:
        raise Invalid("exhibit.remark", field="remark")
    if not Exhibit.objects.filter(pk=exhibit.pk, state=Exhibit.State.REVIEW).update(
        state=Exhibit.State.DRAFT, remark=remark
    ):
        raise Refused("exhibit.not-in-review")
    exhibit.state = Exhibit.State.DRAFT
    _record(events.EXHIBIT_RETURNED, actor, exhibit)


@transaction.atomic
def approve_exhibit(
    *, actor: Actor, exhibit: Exhibit, show_from: datetime | None = None, seen: str | None = None
) -> None:
    """Approve a card that colleagues wrote; it is shown at once, or from `show_from` on.

    Nobody approves what they had a hand in, except where one person is all the center has. `seen` is the digest
    (`content_of`) of the card that was looked at; raises `Stale` where it has been rewritten since.
    """
    _require_staff(actor, exhibit.hall)
    wrote = actor.user_id is not None and actor.user_id in exhibit.writers
    if wrote and not works_alone(exhibit.hall.center_id):
        raise Refused("exhibit.four-eyes")
    if seen is not None and seen != content_of(exhibit):
        raise Stale("exhibit.rewritten")
    _complete(exhibit)
    if exhibit.patent.status in [state.value for state in ENDED]:
        raise Refused("exhibit.right-has-ended", patent=exhibit.patent.key)
    now = timezone.now()
    later = show_from is not None and show_from > now
    state = Exhibit.State.SCHEDULED if later else Exhibit.State.SHOWN
    values: dict[str, object] = {
        "state": state,
        "show_from": show_from if later else None,
        "reviewed_by_id": actor.user_id,
    }
    if not later:
        values |= {"shown_at": exhibit.shown_at or now, "shown": _card(exhibit), "writers": []}
    if not Exhibit.objects.filter(pk=exhibit.pk, state=Exhibit.State.REVIEW, changed_at=exhibit.changed_at).update(
        **values
    ):
        raise Refused("exhibit.not-in-review")
    for name, value in values.items():
        setattr(exhibit, name, value)
    _record(
        events.EXHIBIT_APPROVED,
        actor,
        exhibit,
        show_from=show_from.isoformat() if later and show_from else "",
        content_sha256=content_of(exhibit),
    )
    if not later:
        _record(events.EXHIBIT_SHOWN, actor, exhibit, patent=exhibit.patent.key, field=exhibit.patent.field)


@transaction.atomic
def show_exhibit(*, actor: Actor = SYSTEM, exhibit: Exhibit) -> bool:
    """Show a scheduled exhibit whose time has come; whether it was."""
    now = timezone.now()
    due = Exhibit.objects.filter(pk=exhibit.pk, state=Exhibit.State.SCHEDULED, show_from__lte=now)
    if not due.update(state=Exhibit.State.SHOWN, shown_at=exhibit.shown_at or now, shown=_card(exhibit), writers=[]):
        return False
    exhibit.state = Exhibit.State.SHOWN
    _record(events.EXHIBIT_SHOWN, actor, exhibit, patent=exhibit.patent.key, field=exhibit.patent.field)
    return True


@transaction.atomic
def withdraw_exhibit(*, actor: Actor, exhibit: Exhibit, why: str = "center") -> None:
    """Take an exhibit out of the hall for good; its number is not given to another."""
    _require_staff(actor, exhibit.hall)
    if not Exhibit.objects.filter(pk=exhibit.pk, state__in=SHOWABLE).update(state=Exhibit.State.WITHDRAWN):
        raise Refused("exhibit.withdrawn")
    exhibit.state = Exhibit.State.WITHDRAWN
    _record(events.EXHIBIT_WITHDRAWN, actor, exhibit, why=why[:40])


def _require_staff(actor: Actor, hall: Hall) -> None:
    if not (actor.is_system or hall.center_id in actor.centers):
        raise Refused("exhibition.staff-only")


def _open(exhibit: Exhibit) -> None:
    if exhibit.state == Exhibit.State.WITHDRAWN:
        raise Refused("exhibit.withdrawn")


def _complete(exhibit: Exhibit) -> None:
    missing = [gap.name for gap in gaps(card_of(exhibit)) if gap.is_needed]
    if missing:
        raise Invalid("exhibit.incomplete", field=missing[0], missing=missing)


def _touch(actor: Actor, exhibit: Exhibit, *, rewritten: bool) -> None:
    """Save what was changed; rewritten cards have to be looked at again before anybody else sees them."""
    values = {name: getattr(exhibit, name) for name in ("texts", "translation", "numbers", "maturity", "link")}
    if rewritten:
        values |= reopened(actor, exhibit)
    if not Exhibit.objects.filter(pk=exhibit.pk).exclude(state=Exhibit.State.WITHDRAWN).update(**values):
        raise Refused("exhibit.withdrawn")
    for name, value in values.items():
        setattr(exhibit, name, value)


def reopened(actor: Actor, exhibit: Exhibit) -> dict[str, object]:
    """What becomes of a card that somebody rewrote: a draft again, with one more hand in it."""
    writers = [*exhibit.writers, *([actor.user_id] if actor.user_id not in (None, *exhibit.writers) else [])]
    return {
        "state": Exhibit.State.DRAFT, "changed_by_id": actor.user_id, "changed_at": timezone.now(), "writers": writers,
    }  # fmt: skip


def _checked(texts: Mapping[str, str]) -> dict[str, str]:
    """The card's texts of `texts`, with line ends and blanks put in order."""
    found = {}
    for name, text in texts.items():
        if name not in TEXTS:
            raise Invalid("exhibit.text", field=name)
        found[name] = "\n".join(line.strip() for line in text.strip().splitlines())
        if len(found[name]) > LONGEST[name]:
            raise Invalid("exhibit.text-too-long", field=name, limit=LONGEST[name])
    return found


def _card(exhibit: Exhibit) -> dict[str, object]:
    return {
        "language": exhibit.language, "texts": exhibit.texts, "translation": exhibit.translation,
        "numbers": exhibit.numbers, "maturity": exhibit.maturity,
        "pictures": list(exhibit.pictures.order_by("place").values_list("pk", flat=True)),
    }  # fmt: skip


def content_of(exhibit: Exhibit) -> str:
    """SHA-256 of all that a reviewer looks at: texts, numbers, readiness, pictures and their descriptions."""
    told = list(exhibit.pictures.order_by("place").values_list("sha256", "alt_zh", "alt_en"))
    return digest([_card(exhibit), [list(row) for row in told]])


def _record(event: EventType, actor: Actor, exhibit: Exhibit, **facts: Any) -> None:
    record(
        event,
        actor=actor.reference,
        object=f"exhibit:{exhibit.pk}",
        center=f"center:{exhibit.hall.center_id}",
        **facts,
    )
