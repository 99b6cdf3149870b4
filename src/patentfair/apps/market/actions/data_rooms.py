"""Write the data room of a deal: the confidentiality agreement, the files, and who opened them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.market import events
from patentfair.apps.market.actions.moves import note, side_of_actor
from patentfair.apps.market.data_room import may_open
from patentfair.apps.market.models import Deal, NonDisclosure, RoomFile, RoomView
from patentfair.apps.market.queries import side_of
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused, Stale
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.deal import DealState, Side
from patentfair.domain.market.disclosure import CLOSED, Confidentiality, Stage, agreement_hash, agreement_text

__all__ = [
    "open_file",
    "propose_non_disclosure",
    "put_file",
    "remove_file",
    "sign_non_disclosure",
    "withdraw_non_disclosure",
]

MOST_FILES = 200
_OVER = CLOSED | {DealState.TERMINATED, DealState.ENDED}


@transaction.atomic
def propose_non_disclosure(*, actor: Actor, deal: Deal, is_mutual: bool, until: date | None = None) -> NonDisclosure:
    """Put the house's agreement on the table: mutual, or one-way for what the grantor discloses.

    `until` is the first day on which the duty no longer holds, None where it lasts as long as the secret.
    """
    side = side_of_actor(actor, deal, "negotiate")
    _require_talks(deal, "non_disclosure")
    today = timezone.localdate()
    if until is not None and until <= today:
        raise Invalid("nda.until", field="until")
    text = _draft(deal, is_mutual=is_mutual, until=until, drawn_on=today)
    try:
        with transaction.atomic():
            made = NonDisclosure.objects.create(
                deal=deal,
                text=text,
                hash=agreement_hash(text),
                is_mutual=is_mutual,
                until=until,
                proposed_side=side.value,
                proposed_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refused("nda.open-already") from error
    note(
        events.NON_DISCLOSURE_PROPOSED, actor, deal, side,
        side=side.value, hash=made.hash, mutual=is_mutual, until=until,
    )  # fmt: skip
    return made


@transaction.atomic
def sign_non_disclosure(*, actor: Actor, agreement: NonDisclosure, text_hash: str, name: str) -> None:
    """Sign the agreement's hash for one's side, by typed name and with power to sign."""
    deal = agreement.deal
    side = side_of_actor(actor, deal, "sign")
    _require_talks(deal, "non_disclosure")
    if agreement.hash != text_hash:
        raise Stale("nda.other-text")
    if not name.strip():
        raise Invalid("deal.signature-name", field="name")
    if agreement.until is not None and agreement.until <= timezone.localdate():
        raise Refused("nda.over")
    signed = NonDisclosure.objects.filter(pk=agreement.pk, withdrawn_at=None, **{f"{side.value}_at": None}).update(
        **{
            f"{side.value}_name": name.strip()[:120],
            f"{side.value}_by_id": actor.user_id,
            f"{side.value}_at": timezone.now(),
        }
    )
    if not signed:
        raise Stale("nda.signed-or-withdrawn")
    agreement.refresh_from_db()
    note(events.NON_DISCLOSURE_SIGNED, actor, deal, side, side=side.value, hash=agreement.hash)


@transaction.atomic
def withdraw_non_disclosure(*, actor: Actor, agreement: NonDisclosure) -> None:
    """Take a proposal back, or decline it. What both have signed stands until its day."""
    side = side_of_actor(actor, agreement.deal, "negotiate")
    today = timezone.localdate()
    open_ = NonDisclosure.objects.filter(pk=agreement.pk, withdrawn_at=None)
    if not (agreement.until is not None and agreement.until <= today):
        open_ = open_.exclude(grantor_at__isnull=False, grantee_at__isnull=False)
    if not open_.update(withdrawn_at=timezone.now()):
        agreement.refresh_from_db()
        raise Refused("nda.signed-by-both") if agreement.withdrawn_at is None else Stale("nda.signed-or-withdrawn")
    note(events.NON_DISCLOSURE_WITHDRAWN, actor, agreement.deal, side, side=side.value, hash=agreement.hash)


@transaction.atomic
def put_file(*, actor: Actor, deal: Deal, name: str, sha256: str, size: int, stage: str, remark: str = "") -> RoomFile:
    """Put a file into the room; from `stage` on the other side may open it."""
    side = side_of_actor(actor, deal, "negotiate")
    _require_talks(deal, "data_room")
    if stage not in set(Stage):
        raise Invalid("room.stage", field="stage")
    if not sha256 or not name.strip():
        raise Invalid("room.file-missing", field="file")
    if len(remark) > 400:
        raise Invalid("room.note-too-long", field="note")
    if deal.room_files.filter(side=side.value).count() >= MOST_FILES:
        raise Refused("room.full")
    made = RoomFile.objects.create(
        deal=deal,
        side=side.value,
        name=name.strip()[:200],
        sha256=sha256,
        size=size,
        stage=stage,
        note=remark.strip(),
        put_by_id=actor.user_id,
        put_at=timezone.now(),
    )
    note(events.ROOM_FILE_PUT, actor, deal, side, side=side.value, file=made.pk, stage=stage, sha256=sha256)
    return made


@transaction.atomic
def remove_file(*, actor: Actor, file: RoomFile) -> None:
    """Take one's own file out; that it was there stays listed, and nobody can open it any more."""
    side = side_of_actor(actor, file.deal, "negotiate")
    if side.value != file.side:
        raise NotFound("not-found", what="file")
    if not RoomFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=timezone.now()):
        raise Stale("room.removed-already")
    note(events.ROOM_FILE_REMOVED, actor, file.deal, side, side=side.value, file=file.pk)


@transaction.atomic
def open_file(*, actor: Actor, file: RoomFile) -> RoomView:
    """Note that someone opens a file, before they get it; `NotFound` for whom it is not open."""
    if not may_open(actor, file):
        raise NotFound("not-found", what="file")
    deal, side = file.deal, side_of(actor, file.deal)
    organisation_id = {Side.GRANTOR: deal.grantor_id, Side.GRANTEE: deal.grantee_id}.get(side) if side else None
    view = RoomView.objects.create(file=file, user_id=actor.user_id, organisation_id=organisation_id, at=timezone.now())
    facts: dict[str, Any] = {"file": file.pk, "sha256": file.sha256, "organisation": organisation_id}
    note(events.ROOM_FILE_OPENED, actor, deal, side, **facts)
    return view


def _draft(deal: Deal, *, is_mutual: bool, until: date | None, drawn_on: date) -> str:
    """The house's agreement for this deal."""
    names = {
        organisation.pk: Words(
            organisation.name_zh or organisation.name_en, organisation.name_en or organisation.name_zh
        )
        for organisation in (deal.grantor, deal.grantee)
    }
    return agreement_text(
        Confidentiality(
            number=f"PF-{deal.opened_at.year}-{deal.pk:06d}",
            patent=deal.patent.key,
            title=deal.patent.title_in("zh"),
            grantor=names[deal.grantor_id],
            grantee=names[deal.grantee_id],
            discloses=None if is_mutual else Side.GRANTOR,
            until=until,
            drawn_on=drawn_on,
        )
    )


def _require_talks(deal: Deal, act: str) -> None:
    if DealState(deal.state) in _OVER:
        raise Refused("deal.not-now", state=deal.state, act=act)
