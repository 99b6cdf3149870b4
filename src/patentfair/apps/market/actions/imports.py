"""Take in rows of an older portal's tables: organisations, drafts of listings and needs, past deals.

Nothing is published, nobody is put in an organisation, and what people have changed since is never overwritten. A row
that cannot stand is told with its cure, as a problem that is returned; the caller gives each row its own savepoint.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from unicodedata import normalize

import msgspec
from django.db.models import QuerySet
from django.utils import timezone

from patentfair.apps.accounts.access import Actor
from patentfair.apps.accounts.actions import register_organisation
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import center_for
from patentfair.apps.ingest.models import TableImport
from patentfair.apps.ingest.tables import may_register_in
from patentfair.apps.journal.actions import record
from patentfair.apps.market import events
from patentfair.apps.market.actions.listings import FIELDS as LISTING_FIELDS
from patentfair.apps.market.actions.needs import FIELDS as NEED_FIELDS
from patentfair.apps.market.models import Listing, Need, PastDeal, Publication
from patentfair.apps.registry.queries import find
from patentfair.domain.formats.templates.deals import DealRow
from patentfair.domain.formats.templates.listings import ListingRow
from patentfair.domain.formats.templates.needs import NeedRow
from patentfair.domain.formats.templates.parties import PartyRow
from patentfair.domain.formats.templates.problems import RowProblem
from patentfair.domain.kernel.canonical import digest
from patentfair.domain.kernel.errors import Refused

__all__ = ["OrganisationNames", "RowOutcome", "take_in_deal", "take_in_listing", "take_in_need", "take_in_party"]


class RowOutcome(msgspec.Struct):
    """What became of a row: `new`, `changed`, `unchanged` or `refused`, the object it became, and why not."""

    outcome: str
    object: str = ""
    problems: list[RowProblem] = []


class OrganisationNames:
    """Organisations by key and by both names, width, case and blanks aside; built once for many rows.

    Looked up anew when found, so that one whose row was taken back is none, nor another that has its number since.
    """

    def __init__(self) -> None:
        self._known: dict[str, list[int]] | None = None

    def find(self, name: str) -> list[Organisation]:
        """At most five organisations of that name or key, the oldest first."""
        if self._known is None:
            self._known = {}
            known = Organisation.objects.order_by("pk").values_list("pk", "key", "name_zh", "name_en")
            for pk, *names in known.iterator(2000):
                self._put(pk, names)
        plain = _plain_name(name)
        if not (found := self._known.get(plain)):
            return []
        some = Organisation.objects.filter(pk__in=found[:50]).order_by("pk")
        return [one for one in some if plain in map(_plain_name, (one.key, one.name_zh, one.name_en))][:5]

    def add(self, made: Organisation) -> None:
        """Know one that was registered just now."""
        self._put(made.pk, [made.key, made.name_zh, made.name_en])

    def _put(self, pk: int, names: list[str]) -> None:
        if self._known is not None:
            for name in {_plain_name(name) for name in names if name}:
                self._known.setdefault(name, []).append(pk)


def _plain_name(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())


def _refused(row: int, code: str, column: str = "", **params: str) -> RowOutcome:
    return RowOutcome("refused", "", [RowProblem(row=row, code=code, column=column, params=params)])


def take_in_party(*, actor: Actor, table: TableImport, row: PartyRow, names: OrganisationNames) -> RowOutcome:
    """Register an organisation that is not known by name yet, unverified. One that is known is left as it is."""
    _require(actor, table)
    if not may_register_in(actor, row.province):
        return _refused(row.row, "organisation-elsewhere", "province", value=row.name_zh or row.name_en)
    for name in filter(None, (row.name_zh, row.name_en)):
        if known := names.find(name):
            return RowOutcome("unchanged", f"organisation:{known[0].pk}")
    made = _register(
        actor,
        names,
        kind=row.kind,
        name_zh=row.name_zh,
        name_en=row.name_en,
        country=row.country,
        province=row.province or (_province_of(table) if row.country in ("", "CN") else ""),
        is_state_founded=bool(row.is_state_founded),
        city_zh="" if row.city.isascii() else row.city,
        city_en=row.city if row.city.isascii() else "",
    )
    return RowOutcome("new", f"organisation:{made.pk}")


def take_in_listing(*, actor: Actor, table: TableImport, row: ListingRow, names: OrganisationNames) -> RowOutcome:
    """Make or renew a draft of a listing for the organisation the row or the table names.

    The patent must be in the register. Ownership is asked when the organisation publishes, not here.
    """
    _require(actor, table)
    patent = find(row.patent)
    if patent is None:
        return _refused(row.row, "no-patent", "patent_number", value=row.patent)
    organisation = _organisation(actor, table, row.row, row.organisation, names)
    if isinstance(organisation, RowOutcome):
        return organisation
    content = {name: getattr(row, name) for name in LISTING_FIELDS if hasattr(row, name)}
    content |= {
        "kinds": list(row.kinds),
        "territory": list(row.territory) or ["CN"],
        "fields": list(row.classes),
        "upfront": row.price,
        "targets": [],
        "extra": _extra(row.extra, state=row.state, published_on=row.published_on, url=row.url),
    }
    mine = Listing.objects.filter(organisation=organisation, patent=patent).exclude(state=Publication.CLOSED)
    known = mine.first()  # there is at most one
    if known is None:
        listing = Listing(organisation=organisation, patent=patent, center=_center_of(table, organisation))
        return _write(listing, table, row.row, row.reference, content, actor)
    center = _center_of(table, organisation)
    if known.center_id != (center.pk if center else None):
        return _refused(row.row, "already-listed", "patent_number", value=patent.key)
    if known.origin != table.origin or known.origin_reference != row.reference or _by_another_row(known, table, row):
        return _refused(row.row, "already-listed", "patent_number", value=patent.key)
    return _renew(known, table, row.row, row.reference, content, actor)


def _by_another_row(known: Listing, table: TableImport, row: ListingRow) -> bool:
    """Whether another row of the same table made it: two offers of one patent by one organisation cannot both stand."""
    return known.origin_place.startswith(f"{table.pk}/") and known.origin_place != f"{table.pk}/{row.row}"


def take_in_need(*, actor: Actor, table: TableImport, row: NeedRow, names: OrganisationNames) -> RowOutcome:
    """Make or renew a draft of a need for the organisation the row or the table names."""
    _require(actor, table)
    organisation = _organisation(actor, table, row.row, row.organisation, names)
    if isinstance(organisation, RowOutcome):
        return organisation
    content = {name: getattr(row, name) for name in NEED_FIELDS if hasattr(row, name)}
    content |= {
        "classes": list(row.classes),
        "kinds": list(row.kinds),
        "targets": [],
        "extra": _extra(row.extra, state=row.state, url=row.url),
    }
    center = _center_of(table, organisation)
    mine = Need.objects.filter(organisation=organisation, center=center)
    known = _present(mine, table, row.row, row.reference)
    if known is None and not row.reference:
        known = mine.filter(origin=table.origin, title=row.title).first()
    if known is None:
        need = Need(organisation=organisation, center=center)
        return _write(need, table, row.row, row.reference, content, actor)
    return _renew(known, table, row.row, row.reference, content, actor)


def take_in_deal(*, actor: Actor, table: TableImport, row: DealRow) -> RowOutcome:
    """Keep a past deal as history. The same row twice is once; a number of the portal's with other words is renewed."""
    _require(actor, table)
    fields = {name: getattr(row, name) for name in row.__struct_fields__ if name not in ("row", "reference", "patent")}
    seen = digest({**fields, "reference": row.reference})
    mine = PastDeal.objects.filter(center=table.center, origin=table.origin)
    if same := mine.filter(digest=seen).first():
        return RowOutcome("unchanged", f"past-deal:{same.pk}")
    patent = find(row.patent) if row.patent else None
    earlier = (
        mine.filter(origin_reference=row.reference).exclude(table=table).first() if row.reference else None
    )  # within one table a number that comes twice is not the deal's own
    deal = earlier or PastDeal(center=table.center, origin=table.origin)
    for name, value in fields.items():
        setattr(deal, name, value)
    deal.table, deal.row, deal.patent = table, row.row, patent
    deal.origin_reference, deal.digest = row.reference, seen
    deal.save()
    return RowOutcome("changed" if earlier else "new", f"past-deal:{deal.pk}")


def _require(actor: Actor, table: TableImport) -> None:
    """Staff bring tables to their own center, operators to any."""
    if not (actor.is_operator or table.center_id in actor.centers):
        raise Refused("centers.staff-only")


def _center_of(table: TableImport, organisation: Organisation) -> Center | None:
    return table.center or center_for(organisation.province)


def _extra(extra: dict[str, str], **more: object) -> dict[str, str]:
    return {**extra, **{f"#{name}": str(value) for name, value in more.items() if value}}


def _present(mine: QuerySet[Need], table: TableImport, row: int, reference: str) -> Need | None:
    """What this row made before: by its own place, else by the portal's number in another table of that portal."""
    here = mine.filter(origin_place=f"{table.pk}/{row}").first()
    if here is not None or not reference:
        return here
    same = mine.filter(origin=table.origin, origin_reference=reference)
    return same.exclude(origin_place__startswith=f"{table.pk}/").first()


def _write(
    made: Listing | Need, table: TableImport, row: int, reference: str, content: dict[str, object], actor: Actor
) -> RowOutcome:
    outcome = "changed" if made.pk else "new"
    for name, value in content.items():
        setattr(made, name, value)
    if outcome == "new":
        made.created_at = timezone.now()
    made.origin, made.origin_reference, made.origin_place = table.origin, reference, f"{table.pk}/{row}"
    made.origin_digest = _digest_of(made)
    made.save()
    center = f"center:{made.center_id}" if made.center_id else ""
    if isinstance(made, Listing):
        record(
            events.LISTING_IMPORTED,
            actor=actor.reference,
            object=f"listing:{made.pk}",
            center=center,
            patent=made.patent.key,
            table=table.pk,
            row=row,
            content_sha256=made.origin_digest,
        )
        return RowOutcome(outcome, f"listing:{made.pk}")
    record(
        events.NEED_IMPORTED,
        actor=actor.reference,
        object=f"need:{made.pk}",
        center=center,
        table=table.pk,
        row=row,
        content_sha256=made.origin_digest,
    )
    return RowOutcome(outcome, f"need:{made.pk}")


def _renew(
    known: Listing | Need, table: TableImport, row: int, reference: str, content: dict[str, object], actor: Actor
) -> RowOutcome:
    """Write a draft anew that nobody touched since; say so where somebody did."""
    kind = "listing" if isinstance(known, Listing) else "need"
    written = known.origin_digest
    touched = _digest_of(known) != written or known.state != Publication.DRAFT
    wanted = type(known)(**content)
    if _digest_of(wanted) == written:
        return RowOutcome("unchanged", f"{kind}:{known.pk}")
    if touched:
        return _refused(row, "taken-over")
    return _write(known, table, row, reference, content, actor)


def _digest_of(made: Listing | Need) -> str:
    """Of what the row says, in one form whether it comes from the row or from the database."""
    names = (*(LISTING_FIELDS if isinstance(made, Listing) else NEED_FIELDS), "extra")
    return digest({name: _plain(getattr(made, name)) for name in names})


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return value


def _organisation(
    actor: Actor, table: TableImport, row: int, name: str, names: OrganisationNames
) -> Organisation | RowOutcome:
    """The organisation of that name, the table's own where the row names none, or one made under `new_kind`."""
    if not name:
        if table.organisation is None:
            return _refused(row, "no-organisation", "organisation")
        if not may_register_in(actor, table.organisation.province):  # who runs it is not always who chose it
            return _refused(row, "organisation-elsewhere", "organisation", value=str(table.organisation))
        return table.organisation
    known = names.find(name)
    if len(known) > 1:
        return _refused(
            row, "organisation-ambiguous", "organisation", value=name, keys=", ".join(one.key for one in known)
        )
    if known:
        if not may_register_in(actor, known[0].province):
            return _refused(row, "organisation-elsewhere", "organisation", value=name)
        return known[0]
    if not table.new_kind:
        return _refused(row, "organisation-unknown", "organisation", value=name)
    chinese = any("㐀" <= c <= "鿿" for c in name)
    return _register(
        actor,
        names,
        kind=table.new_kind,
        name_zh=name if chinese else "",
        name_en="" if chinese else name,
        country="",
        province=_province_of(table),
    )


def _province_of(table: TableImport) -> str:
    """The province of the center that brings a table: its organisations are that center's until another is known."""
    return "" if table.center is None or table.center.is_national else table.center.province


def _register(actor: Actor, names: OrganisationNames, **fields: object) -> Organisation:
    """An organisation that nobody belongs to and nobody has verified, in the name of whoever brings the table.

    Whether they may was asked by `may_register_in`: here a province may be unknown, which a visitor's never is.
    """
    brought_by = msgspec.structs.replace(actor, is_system=True)
    made = register_organisation(actor=brought_by, join=False, **fields)  # type: ignore[arg-type]
    names.add(made)
    return made
