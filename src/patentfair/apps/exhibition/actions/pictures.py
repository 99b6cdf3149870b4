"""Put pictures and films to an exhibit, describe them, take them away."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from patentfair.apps.accounts.access import Actor
from patentfair.apps.exhibition import events
from patentfair.apps.exhibition.actions.exhibits import reopened
from patentfair.apps.exhibition.models import Exhibit, ExhibitPicture
from patentfair.apps.journal.actions import record
from patentfair.domain.kernel.errors import Invalid, Refused

__all__ = ["put_picture", "remove_picture"]

MOST_PICTURES = 12
LONGEST_DESCRIPTION = 300


@transaction.atomic
def put_picture(
    *,
    actor: Actor,
    exhibit: Exhibit,
    sha256: str,
    media_type: str,
    alt_zh: str = "",
    alt_en: str = "",
    medium_sha256: str = "",
    small_sha256: str = "",
    size: tuple[int, int] = (0, 0),
) -> ExhibitPicture:
    """Put a picture or a film, already stored, to an exhibit; a description for those who do not see it is needed."""
    _require_staff(actor, exhibit)
    alt_zh, alt_en = _described(alt_zh, alt_en)
    if exhibit.pictures.count() >= MOST_PICTURES:
        raise Refused("exhibit.pictures-full", limit=MOST_PICTURES)
    last = exhibit.pictures.aggregate(last=Max("place"))["last"]
    picture = ExhibitPicture(
        exhibit=exhibit,
        place=0 if last is None else last + 1,
        kind=ExhibitPicture.Kind.FILM if media_type.startswith("video/") else ExhibitPicture.Kind.PICTURE,
        sha256=sha256,
        medium_sha256=medium_sha256,
        small_sha256=small_sha256,
        media_type=media_type,
        width=size[0],
        height=size[1],
        alt_zh=alt_zh,
        alt_en=alt_en,
    )
    try:
        with transaction.atomic():
            picture.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("exhibit.picture-again") from error
    _reopen(actor, exhibit)
    record(
        events.PICTURE_PUT,
        actor=actor.reference,
        object=f"exhibit:{exhibit.pk}",
        center=f"center:{exhibit.hall.center_id}",
        sha256=sha256,
    )
    return picture


@transaction.atomic
def remove_picture(*, actor: Actor, picture: ExhibitPicture) -> None:
    """Take a picture away. Its file stays where it is; others may show it."""
    _require_staff(actor, picture.exhibit)
    if not ExhibitPicture.objects.filter(pk=picture.pk).delete()[0]:
        raise Refused("exhibit.picture-gone")
    _reopen(actor, picture.exhibit)
    record(
        events.PICTURE_REMOVED,
        actor=actor.reference,
        object=f"exhibit:{picture.exhibit_id}",
        center=f"center:{picture.exhibit.hall.center_id}",
        sha256=picture.sha256,
    )


def _reopen(actor: Actor, exhibit: Exhibit) -> None:
    """Pictures are looked at by a second person like texts; visitors meanwhile see those that were approved."""
    values = reopened(actor, exhibit)
    if not Exhibit.objects.filter(pk=exhibit.pk).exclude(state=Exhibit.State.WITHDRAWN).update(**values):
        raise Refused("exhibit.withdrawn")
    for name, value in values.items():
        setattr(exhibit, name, value)


def _require_staff(actor: Actor, exhibit: Exhibit) -> None:
    if not (actor.is_system or exhibit.hall.center_id in actor.centers):
        raise Refused("exhibition.staff-only")
    if exhibit.state == Exhibit.State.WITHDRAWN:
        raise Refused("exhibit.withdrawn")


def _described(alt_zh: str, alt_en: str) -> tuple[str, str]:
    told = alt_zh.strip(), alt_en.strip()
    if not any(told):
        raise Invalid("exhibit.picture-undescribed", field="alt_zh")
    if max(len(one) for one in told) > LONGEST_DESCRIPTION:
        raise Invalid(
            "exhibit.description-too-long", field="alt_zh" if len(told[0]) > LONGEST_DESCRIPTION else "alt_en"
        )
    return told
