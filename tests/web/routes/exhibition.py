"""Addresses of halls and exhibits."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from patentfair.adapters.documents.pictures import store_picture
from patentfair.apps.exhibition.models import Exhibit, ExhibitLead, ExhibitPicture, Hall, VisitCount
from patentfair.sample.pictures import plate
from tests.web.routes.roles import ALL, AUDIT, SIGNED_IN, STAFF, Route, fixed

OURS = frozenset({"staff", "head"})
COUNTED = (Hall, Exhibit, ExhibitPicture, ExhibitLead)
ROUTES: dict[str, Route] = {
    "halls": Route(fixed("/zh/halls"), ALL),
    "hall": Route(lambda t: f"/zh/halls/{t['hall'].key}", AUDIT),
    "hall-kiosk": Route(lambda t: f"/zh/halls/{t['hall'].key}/kiosk", AUDIT),
    "hall-catalogue": Route(lambda t: f"/zh/halls/{t['hall'].key}/catalogue.pdf", AUDIT),
    "hall-labels": Route(lambda t: f"/zh/halls/{t['hall'].key}/labels.pdf", OURS),
    "exhibit": Route(lambda t: f"/zh/halls/{t['hall'].key}/1", AUDIT),
    "exhibit-poster": Route(lambda t: f"/zh/halls/{t['hall'].key}/1/poster.pdf", OURS),
    "exhibit-code": Route(lambda t: "/x/" + t["open_code"], ALL),
    "exhibit-picture": Route(lambda t: f"/pictures/{t['exhibit_picture'].pk}/small.jpg", OURS),
    "exhibit-qr": Route(lambda t: f"/pictures/codes/{t['exhibit'].pk}.svg", AUDIT),
    "kiosk-worker": Route(fixed("/kiosk-worker.js"), ALL),
    "halls-mine": Route(fixed("/zh/center/halls"), STAFF),
    "hall-new": Route(fixed("/zh/center/halls/new"), STAFF, STAFF, lambda _: {"name_zh": "新展厅"}),
    "hall-arrange": Route(lambda t: f"/zh/center/halls/{t['hall'].pk}", OURS),
    "hall-edit": Route(lambda t: f"/zh/center/halls/{t['hall'].pk}/edit", OURS, OURS, lambda _: {"name_zh": "改名"}),
    "hall-add": Route(
        lambda t: f"/zh/center/halls/{t['hall'].pk}/add", OURS, OURS, lambda t: {"number": t["free"].key}
    ),
    "hall-cards": Route(lambda t: f"/zh/center/halls/{t['hall'].pk}/cards", OURS, OURS),
    "hall-trace": Route(lambda t: f"/zh/center/halls/{t['hall'].pk}/trace", AUDIT),
    "hall-act": Route(lambda t: f"/zh/center/halls/{t['hall'].pk}/open", None, OURS),
    "exhibit-card": Route(
        lambda t: f"/zh/center/exhibits/{t['exhibit'].pk}", OURS, OURS, lambda _: {"title": "一", "problem": "二"}
    ),
    "exhibit-translate": Route(
        lambda t: f"/zh/center/exhibits/{t['exhibit'].pk}/translate", OURS, OURS, lambda _: {"title": "One"}
    ),
    "exhibit-pictures": Route(lambda t: f"/zh/center/exhibits/{t['exhibit'].pk}/pictures", OURS, OURS),
    "exhibit-act": Route(lambda t: f"/zh/center/exhibits/{t['exhibit'].pk}/withdraw", None, OURS),
    "exhibit-picture-remove": Route(lambda t: f"/zh/center/pictures/{t['exhibit_picture'].pk}/remove", None, OURS),
    "exhibits-mine": Route(fixed("/zh/workspace/exhibits"), SIGNED_IN),
}


def things(base: dict) -> dict:
    """A hall that is not open yet with an exhibit that has been approved and a picture; and a code of an open one."""
    from patentfair.web.exhibition.codes import short_address

    now, center = timezone.now(), base["claim"].center
    hall = Hall.objects.create(center=center, key="not-open-yet", name_zh="未开放", created_at=now)
    texts = {"title": "一种装置", "problem": "问题", "how": "办法"}
    exhibit = Exhibit.objects.create(
        hall=hall, number=1, patent=base["deal"].patent, language="zh", texts=texts, state="shown", changed_at=now,
        shown_at=now, shown={"language": "zh", "texts": texts, "translation": {}, "numbers": [], "maturity": 5},
    )  # fmt: skip
    kept = store_picture(Path(settings.FILES_ROOT), plate("routes", "rays"))
    kept["width"], kept["height"] = kept.pop("size")
    picture = ExhibitPicture.objects.create(exhibit=exhibit, place=0, alt_zh="图", **kept)
    VisitCount.objects.create(exhibit=exhibit, day=timezone.localdate(), way="label", count=3)
    public = Exhibit.objects.filter(hall__state="open", shown_at__isnull=False).exclude(state="withdrawn").first()
    return {
        "hall": hall, "exhibit": exhibit, "exhibit_picture": picture,
        "open_code": short_address(public, "label").rsplit("/", 1)[1],
    }  # fmt: skip
