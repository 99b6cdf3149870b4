"""What a center's public page shows: look, hours, services, regions, partners, accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.centers import events
from patentfair.apps.centers.access import require_head
from patentfair.apps.centers.models import AccountLine, Center, Partner, PublicAccounts, ServedRegion
from patentfair.apps.journal.actions import record
from patentfair.domain.centers.accounts import Line, faults
from patentfair.domain.centers.hours import DAYS
from patentfair.domain.centers.look import ACCENTS
from patentfair.domain.centers.region_profile import is_region
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Invalid, Refused, Stale

__all__ = ["add_partner", "publish_accounts", "remove_partner", "set_look", "set_regions", "set_visit"]

MOST_PARTNERS = 40
MOST_SERVICES = 20
MOST_REGIONS = 40


@transaction.atomic
def set_look(
    *,
    actor: Actor,
    center: Center,
    accent: str,
    about_zh: str,
    about_en: str,
    banner_sha256: str = "",
    banner_alt_zh: str = "",
    banner_alt_en: str = "",
) -> None:
    """The center's colour, picture and text. A picture needs what it shows in words, in both languages."""
    _require_open(actor, center)
    if accent not in ACCENTS:
        raise Invalid("centers.accent", field="accent")
    banner = banner_sha256 or center.banner_sha256
    if banner and not (banner_alt_zh.strip() and banner_alt_en.strip()):
        raise Invalid("centers.alt-text", field="banner_alt_en" if banner_alt_zh.strip() else "banner_alt_zh")
    _change(
        actor,
        center,
        "look",
        accent=accent,
        about_zh=about_zh.strip()[:4000],
        about_en=about_en.strip()[:4000],
        banner_sha256=banner,
        banner_alt_zh=banner_alt_zh.strip()[:200],
        banner_alt_en=banner_alt_en.strip()[:200],
    )


@transaction.atomic
def set_visit(
    *,
    actor: Actor,
    center: Center,
    hours: Mapping[str, Sequence[Sequence[int]]],
    services_zh: Sequence[str],
    services_en: Sequence[str],
    **place: str,
) -> None:
    """When and where people find the center and what it does for them. `hours`: see `domain.centers.hours`."""
    _require_open(actor, center)
    if not set(hours) <= {str(number) for number in range(len(DAYS))}:
        raise Invalid("centers.hours", field="hours")
    if max(len(services_zh), len(services_en)) > MOST_SERVICES:
        raise Invalid("centers.services", field="services_zh")
    if len(services_zh) != len(services_en):
        raise Invalid("centers.services-both", field="services_en")
    known = {"address_zh", "address_en", "telephone", "opening_zh", "opening_en"}
    _change(
        actor,
        center,
        "visit",
        hours={day: [list(span) for span in spans] for day, spans in hours.items() if spans},
        services_zh=[one[:200] for one in services_zh],
        services_en=[one[:200] for one in services_en],
        **{name: value.strip() for name, value in place.items() if name in known},
    )


@transaction.atomic
def set_regions(*, actor: Actor, center: Center, codes: Sequence[str]) -> None:
    """The regions a center serves besides its own province. National administrators and operators say so.

    To serve a whole province is to see who is there: no center decides that for itself.
    """
    if not actor.appoints_everywhere:
        raise Refused("centers.administrator-only")
    wanted = sorted({code for code in codes if code != center.province})
    if len(wanted) > MOST_REGIONS or not all(is_region(code) for code in wanted):
        raise Invalid("centers.region", field="codes")
    ServedRegion.objects.filter(center=center).exclude(code__in=wanted).delete()
    held = set(center.regions.values_list("code", flat=True))
    ServedRegion.objects.bulk_create(ServedRegion(center=center, code=code) for code in wanted if code not in held)
    _note(actor, center, "regions")


@transaction.atomic
def add_partner(*, actor: Actor, center: Center, name_zh: str, name_en: str, url: str = "") -> Partner:
    """Name an institution the center works with."""
    _require_open(actor, center)
    if center.partners.count() >= MOST_PARTNERS:
        raise Invalid("centers.partners", field="name_zh")
    if url and not url.startswith(("https://", "http://")):
        raise Invalid("centers.link", field="url")
    made = Partner.objects.create(center=center, name_zh=name_zh.strip(), name_en=name_en.strip(), url=url)
    _note(actor, center, "partners")
    return made


@transaction.atomic
def remove_partner(*, actor: Actor, partner: Partner) -> None:
    """Name it no longer."""
    _require_open(actor, partner.center)
    Partner.objects.filter(pk=partner.pk).delete()
    _note(actor, partner.center, "partners")


@transaction.atomic
def publish_accounts(
    *,
    actor: Actor,
    center: Center,
    year: int,
    income: Decimal,
    expenditure: Decimal,
    lines: Sequence[Line],
    note: str = "",
) -> PublicAccounts:
    """Publish the accounts of a year that is over, or a corrected version of them. Only its head may; they must add up.

    Amounts in CNY. `income` and `expenditure` are the totals as stated, compared with the lines.
    """
    _require_open(actor, center)
    if not 2000 <= year < timezone.localdate().year:
        raise Invalid("center-accounts.year", field="year")
    given = [one for one in lines if one.amount]
    if wrong := faults(given, income, expenditure):
        raise Invalid(wrong[0], field=wrong[0].rpartition(".")[2])
    version = PublicAccounts.objects.filter(center=center, year=year).count() + 1
    content = {
        "center": center.key,
        "year": year,
        "version": version,
        "income": f"{income:.2f}",
        "expenditure": f"{expenditure:.2f}",
        "note": note.strip(),
        "lines": sorted([one.side, one.category, f"{one.amount:.2f}"] for one in given),
    }
    try:
        with transaction.atomic():
            made = PublicAccounts.objects.create(
                center=center,
                year=year,
                version=version,
                income=income,
                expenditure=expenditure,
                note=note.strip()[:4000],
                sha256=digest(content),
                published_at=timezone.now(),
                published_by_id=actor.user_id,
            )
    except IntegrityError as error:
        raise Stale("center-accounts.version") from error
    AccountLine.objects.bulk_create(
        AccountLine(accounts=made, side=one.side, category=one.category, amount=one.amount) for one in given
    )
    record(
        events.ACCOUNTS_PUBLISHED,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        year=year,
        version=version,
        income=content["income"],
        expenditure=content["expenditure"],
        sha256=made.sha256,
    )
    return made


def _require_open(actor: Actor, center: Center) -> None:
    require_head(actor, center)
    if Center.objects.filter(pk=center.pk, state=Center.State.REMOVED).exists():
        raise Refused("centers.removed")


def _change(actor: Actor, center: Center, what: str, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(center, name, value)
    center.save(update_fields=list(changes))
    _note(actor, center, what)


def _note(actor: Actor, center: Center, what: str) -> None:
    record(
        events.CENTER_CHANGED,
        actor=actor.reference,
        object=f"center:{center.pk}",
        center=f"center:{center.pk}",
        what=what,
    )
