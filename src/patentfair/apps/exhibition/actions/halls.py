"""Make, change, open and close halls."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition import events
from patentfair.apps.exhibition.models import Exhibit, Hall
from patentfair.apps.journal.actions import record
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["change_hall", "close_hall", "make_hall", "open_hall"]

TEXTS = ("name_zh", "name_en", "lede_zh", "lede_en")
LONGEST_LEDE = 2_000
MOST_LINKS = 12


@transaction.atomic
def make_hall(
    *,
    actor: Actor,
    center: Center,
    kind: str = "theme",
    links: Sequence[dict[str, str]] = (),
    is_sample: bool = False,
    **texts: str,
) -> Hall:
    """Make a hall of one's center; nobody else sees it until it is opened."""
    _require_staff(actor, center.pk)
    hall = Hall(
        center=center, kind=kind, links=list(links), created_at=timezone.now(), is_sample=is_sample,
        made_by_id=actor.user_id, **_checked(kind, links, texts),
    )  # fmt: skip
    stem = slugify(hall.name_en)[:50] or f"hall-{center.key}"[:50]
    for number in range(1, 1000):
        hall.key = stem if number == 1 else f"{stem}-{number}"
        try:
            with transaction.atomic():
                hall.save(force_insert=True)
            break
        except IntegrityError:
            continue
    record(
        events.HALL_MADE,
        actor=actor.reference,
        object=f"hall:{hall.pk}",
        center=f"center:{center.pk}",
        kind=hall.kind,
    )
    return hall


@transaction.atomic
def change_hall(*, actor: Actor, hall: Hall, kind: str, links: Sequence[dict[str, str]] = (), **texts: str) -> None:
    """Change what stands at the entrance. Links of a chain that exhibits stand at are kept."""
    _require_staff(actor, hall.center_id)
    values = _checked(kind, links, texts)
    used = hall.exhibits.exclude(link=None).exclude(state=Exhibit.State.WITHDRAWN).values_list("link", flat=True)
    if any(place is not None and place >= len(links) for place in used):
        raise Invalid("hall.link-in-use", field="links")
    for name, value in {**values, "kind": kind, "links": list(links)}.items():
        setattr(hall, name, value)
    hall.save(update_fields=[*TEXTS, "kind", "links"])
    record(
        events.HALL_CHANGED,
        actor=actor.reference,
        object=f"hall:{hall.pk}",
        center=f"center:{hall.center_id}",
        content_sha256=digest({**values, "kind": kind, "links": list(links)}),
    )


@transaction.atomic
def open_hall(*, actor: Actor, hall: Hall) -> None:
    """Let the public in. Something must be there to see."""
    _require_staff(actor, hall.center_id)
    shown = hall.exhibits.exclude(shown_at=None).exclude(state=Exhibit.State.WITHDRAWN).count()
    if not shown:
        raise Refused("hall.nothing-to-show")
    if (
        not Hall.objects.filter(pk=hall.pk)
        .exclude(state=Hall.State.OPEN)
        .update(state=Hall.State.OPEN, opened_at=hall.opened_at or timezone.now())
    ):
        raise Refused("hall.already-open")
    hall.state = Hall.State.OPEN
    record(
        events.HALL_OPENED,
        actor=actor.reference,
        object=f"hall:{hall.pk}",
        center=f"center:{hall.center_id}",
        exhibits=shown,
    )


@transaction.atomic
def close_hall(*, actor: Actor, hall: Hall) -> None:
    """Close a hall; its page stays and says so, its exhibits are no longer shown."""
    _require_staff(actor, hall.center_id)
    if not Hall.objects.filter(pk=hall.pk, state=Hall.State.OPEN).update(state=Hall.State.CLOSED):
        raise Refused("hall.not-open")
    hall.state = Hall.State.CLOSED
    record(events.HALL_CLOSED, actor=actor.reference, object=f"hall:{hall.pk}", center=f"center:{hall.center_id}")


def _require_staff(actor: Actor, center_id: int) -> None:
    if not (actor.is_system or center_id in actor.centers):
        raise Refused("exhibition.staff-only")


def _checked(kind: str, links: Sequence[dict[str, str]], texts: dict[str, str]) -> dict[str, str]:
    values = {name: str(texts.get(name, "")).strip() for name in TEXTS}
    if not (values["name_zh"] or values["name_en"]):
        raise Invalid("hall.name", field="name_zh")
    for name in ("lede_zh", "lede_en"):
        if len(values[name]) > LONGEST_LEDE:
            raise Invalid("hall.lede-too-long", field=name)
    if kind not in Hall.Kind.values:
        raise Invalid("hall.kind", field="kind")
    if kind == Hall.Kind.CHAIN and not 2 <= len(links) <= MOST_LINKS:
        raise Invalid("hall.links", field="links")
    return values
