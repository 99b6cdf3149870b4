"""Turn patents, listings and needs into what the index knows of them."""

from __future__ import annotations

from datetime import date

from patentfair.apps.market.models import Listing, Need, Publication
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import record_of, status_of
from patentfair.apps.rights.models import Interest
from patentfair.domain.patents.classes import ancestors
from patentfair.domain.patents.fields import fields_of
from patentfair.domain.patents.numbers import spellings
from patentfair.domain.patents.record import ClassScheme, PartyRole, PatentRecord, TextIn
from patentfair.domain.retrieval.document import IndexDocument

__all__ = ["listing_document", "need_document", "patent_document"]

FIRST_CLAIMS = 3
CLAIM_CHARACTERS = 4000


def patent_document(patent: Patent, today: date, *, on_offer: bool) -> IndexDocument:
    """A patent: its texts, every spelling of its numbers, its classes, parties and facets."""
    record = record_of(patent)
    publication, application = record.publication, record.application
    symbols = _symbols(record)
    numbers = (*spellings(publication), *(spellings(application) if application and application.number else ()))
    return IndexDocument(
        id=f"patent:{patent.key}",
        collection="patents",
        title=record.titles,
        body=record.abstracts,
        claims=tuple(TextIn(patent.language, claim.text[:CLAIM_CHARACTERS]) for claim in record.claims[:FIRST_CLAIMS]),
        numbers=numbers,
        classes=symbols,
        names=tuple(party.name for party in record.parties if party.role is not PartyRole.AGENT),
        facets=_facets(
            office=patent.office,
            class_=_subclass(symbols),
            field=[str(number) for number in fields_of(symbols)[:3]],
            owner_type=_owner_type(record),
            region=patent.region,
            status=status_of(patent, today).state.value,
            on_offer="yes" if on_offer else "no",
            language=patent.language,
        ),
        sort_date=patent.publication_date,
    )


def listing_document(listing: Listing, today: date) -> IndexDocument | None:
    """A published listing with the patent behind it; None where the public may not see it."""
    if listing.state != Publication.PUBLISHED:
        return None
    patent = listing.patent
    record = record_of(patent)
    symbols = _symbols(record)
    return IndexDocument(
        id=f"listing:{listing.pk}",
        collection="listings",
        title=_texts(listing, "title"),
        body=(*_texts(listing, "plain"), *_texts(listing, "better"), *record.titles, *record.abstracts),
        claims=tuple(TextIn(patent.language, claim.text[:CLAIM_CHARACTERS]) for claim in record.claims[:1]),
        numbers=spellings(record.publication),
        classes=symbols,
        names=tuple(name for name in (listing.organisation.name_zh, listing.organisation.name_en) if name),
        facets=_facets(
            office=patent.office,
            class_=_subclass(symbols),
            field=[str(number) for number in fields_of(symbols)[:3]],
            owner_type=listing.organisation.kind,
            region=listing.organisation.province,
            status=status_of(patent, today).state.value,
            kind=listing.kinds,
            maturity=str(listing.maturity or ""),
            language=listing.language,
        ),
        sort_date=listing.published_at.date() if listing.published_at else None,
    )


def need_document(need: Need) -> IndexDocument | None:
    """A posted need; None where the public may not see it."""
    if need.state != Publication.PUBLISHED:
        return None
    targets = tuple(TextIn(need.language, f"{t['name']} {t['value']} {t['unit']}") for t in need.targets)
    return IndexDocument(
        id=f"need:{need.pk}",
        collection="needs",
        title=_texts(need, "title"),
        body=(*_texts(need, "problem"), *_texts(need, "present"), *_texts(need, "constraints"), *targets),
        classes=tuple(need.classes),
        facets=_facets(
            class_=_subclass(tuple(need.classes)),
            field=[str(number) for number in fields_of(need.classes)[:3]],
            region=need.province,
            kind=need.kinds,
            language=need.language,
        ),
        sort_date=need.published_at.date() if need.published_at else None,
    )


def offered_patents(keys: list[str]) -> set[str]:
    """Of the given patents, those with a published listing."""
    return set(
        Listing.objects.filter(patent__key__in=keys, state=Publication.PUBLISHED).values_list("patent__key", flat=True)
    )


def owner_of(patent: Patent) -> Interest | None:
    """The verified owner with the largest share, if a center has verified any."""
    return (
        Interest.objects.filter(patent=patent, valid_until=None).select_related("organisation").order_by("pk").first()
    )


def _texts(thing: Listing | Need, name: str) -> tuple[TextIn, ...]:
    own = getattr(thing, name)
    other = thing.translation.get(name)
    texts = [TextIn(thing.language, own)] if own else []
    if other:
        texts.append(TextIn("en" if thing.language == "zh" else "zh", other))
    return tuple(texts)


def _symbols(record: PatentRecord) -> tuple[str, ...]:
    wanted = (ClassScheme.IPC, ClassScheme.CPC, ClassScheme.LOCARNO)
    return tuple(dict.fromkeys(symbol.symbol for symbol in record.classes if symbol.scheme in wanted))


def _subclass(symbols: tuple[str, ...]) -> list[str]:
    """Section and subclass of each symbol, as the class facet counts them."""
    found: dict[str, None] = {}
    for symbol in symbols:
        line = (*ancestors(symbol), symbol)
        for ancestor in line:
            if len(ancestor) == 4:
                found[ancestor] = None
    return list(found)


def _owner_type(record: PatentRecord) -> str:
    for party in record.parties:
        if party.role in (PartyRole.ASSIGNEE, PartyRole.APPLICANT):
            return _type_by_name(party.name, party.is_organisation)
    return "person" if any(party.role is PartyRole.INVENTOR for party in record.parties) else ""


_NAME_SIGNS = (
    ("university", ("大学", "学院", "学校", "universit", "college", "polytechnic", "école", "hochschule")),
    ("institute", ("研究院", "研究所", "科学院", "institut", "laborator", "research cent", "foundation")),
    (
        "company",
        ("公司", "集团", "厂", "企业", "合伙", "inc", "corp", "ltd", "llc", "co.", "gmbh", " ag", "s.a", "株式会社"),
    ),
)


def _type_by_name(name: str, is_organisation: bool | None) -> str:
    folded = name.lower()
    for kind, signs in _NAME_SIGNS:
        if any(sign in folded for sign in signs):
            return kind
    return "company" if is_organisation else "person"


def _facets(*, class_: list[str] | None = None, **facets: str | list[str]) -> dict[str, tuple[str, ...]]:
    every = {"class": class_ or [], **facets}
    values = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in every.items()}
    return {name: tuple(v for v in value if v) for name, value in values.items() if any(value)}
