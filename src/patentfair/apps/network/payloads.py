"""What the public may know of a listing, a need, an exhibit or a report, as JSON-LD for other installations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils import timezone

from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.exhibition.models import Exhibit
from patentfair.apps.experience.models import Report
from patentfair.apps.market.models import Listing, Need
from patentfair.apps.registry.models import Patent
from patentfair.apps.registry.queries import status_of
from patentfair.domain.network.entry import Identifier, LanguageText, PartyRef, PatentRef, Payload, Property

__all__ = ["exhibit_payload", "listing_payload", "need_payload", "party_ref", "patent_ref", "report_payload", "texts"]

LONG, MEDIUM = 3000, 1500  # characters of a text in one language, so that an entry keeps below its limit
VALUE = 200


def listing_payload(listing: Listing, uid: str, address: str, today: date) -> Payload:
    """A published listing with its patent, owner, center and asking price."""
    return Payload(
        type="Offer",
        id=uid,
        url=f"{address}/zh/listings/{listing.pk}",
        name=texts(listing, "title", VALUE),
        description=(*texts(listing, "plain", LONG), *texts(listing, "better", MEDIUM)),
        patents=(patent_ref(listing.patent, today),),
        offered_by=party_ref(listing.organisation),
        publisher=party_ref(listing.center) if listing.center else None,
        price=_amount(listing.upfront),
        currency=listing.currency if listing.upfront is not None else "",
        area=tuple(str(code)[:10] for code in listing.territory[:60]),
        properties=_properties(
            ("priceMode", [listing.price_mode]),
            ("royaltyPercent", [_amount(listing.royalty_percent)]),
            ("royaltyBase", [listing.royalty_base]),
            ("dealKind", listing.kinds[:20]),
            ("termYears", [listing.term_years]),
            ("technologyReadinessLevel", [listing.maturity]),
            ("mainClass", [listing.patent.main_class]),
        ),
        published=_day(listing),
    )


def need_payload(need: Need, uid: str, address: str, _today: date) -> Payload:
    """A posted need; the firm's name only where it is shown."""
    return Payload(
        type="Demand",
        id=uid,
        url=f"{address}/zh/needs/{need.pk}",
        name=texts(need, "title", VALUE),
        description=(*texts(need, "problem", LONG), *texts(need, "constraints", MEDIUM)),
        provider=party_ref(need.organisation) if need.show_name else None,
        publisher=party_ref(need.center) if need.center else None,
        area=(need.province,) if need.province else (),
        properties=_properties(
            ("dealKind", need.kinds[:20]),
            ("class", need.classes[:20]),
            ("technologyReadinessLevel", [need.maturity_min]),
            ("budgetLow", [_amount(need.budget_low)]),
            ("budgetHigh", [_amount(need.budget_high)]),
            ("budgetCurrency", [need.currency if need.budget_high or need.budget_low else ""]),
            ("deadline", [need.deadline.isoformat() if need.deadline else ""]),
        ),
        published=_day(need),
    )


def exhibit_payload(exhibit: Exhibit, uid: str, address: str, today: date) -> Payload:
    """An exhibit as it was approved last, with its hall, its patent and its owner."""
    shown, hall = exhibit.shown, exhibit.hall
    language = str(shown.get("language", "zh"))
    both = {language: shown.get("texts", {}), "en" if language == "zh" else "zh": shown.get("translation", {})}
    hall_names = (("hallNameZh", [hall.name_zh]), ("hallNameEn", [hall.name_en]))
    return Payload(
        type="CreativeWork",
        id=uid,
        url=f"{address}/zh/halls/{hall.key}/{exhibit.number}",
        name=_in_both(both, "title", VALUE),
        description=tuple(text for name in ("problem", "how", "new", "users") for text in _in_both(both, name, MEDIUM)),
        patents=(patent_ref(exhibit.patent, today),),
        offered_by=party_ref(exhibit.owner) if exhibit.owner else None,
        publisher=party_ref(hall.center),
        properties=_properties(
            *hall_names,
            ("product", [exhibit.product]),
            ("technologyReadinessLevel", [shown.get("maturity")]),
            ("mainClass", [exhibit.patent.main_class]),
        ),
        published=timezone.localdate(exhibit.shown_at).isoformat() if exhibit.shown_at else "",
    )


def report_payload(report: Report, uid: str, address: str) -> Payload:
    """A report of experience in its published version; what failed is told like what worked."""
    version = report.current
    content = version.content if version else {}
    language = version.language if version else "zh"
    both = {language: content.get("texts", {}), "en" if language == "zh" else "zh": content.get("translation", {})}
    named = ("tried", "worked", "failed", "next_time")
    return Payload(
        type="Report",
        id=uid,
        url=f"{address}/zh/experience/reports/{report.pk}",
        name=_in_both(both, "title", VALUE),
        description=tuple(text for name in named for text in _in_both(both, name, MEDIUM)),
        publisher=party_ref(report.center),
        properties=_properties(
            *((facet, codes) for facet, codes in sorted((content.get("tags") or {}).items()) if facet.isalpha())
        ),
        published=timezone.localdate(version.published_at).isoformat() if version else "",
    )


def _in_both(both: Mapping[str, Mapping[str, object]], name: str, most: int) -> tuple[LanguageText, ...]:
    found = ((language, str(texts.get(name) or "").strip()) for language, texts in both.items())
    return tuple(LanguageText(language, _printable(text)[:most]) for language, text in found if text)


def texts(one: Listing | Need, name: str, most: int) -> tuple[LanguageText, ...]:
    """A field in the language it was written in and, where a person translated it, in the other."""
    own = str(getattr(one, name)).strip()
    other = "en" if one.language == "zh" else "zh"
    both = ((one.language, own), (other, str(one.translation.get(name) or "").strip()))
    return tuple(LanguageText(language, _printable(text)[:most]) for language, text in both if text)


def party_ref(one: Organisation | Center) -> PartyRef:
    """An organisation or center by its names."""
    both = (("zh", one.name_zh), ("en", one.name_en))
    return PartyRef(tuple(LanguageText(language, name) for language, name in both if name))


def patent_ref(patent: Patent, today: date) -> PatentRef:
    """A patent by its numbers in look-up form, with the state its register shows."""
    status = status_of(patent, today)
    numbers = (
        ("publication", patent.number_key),
        ("application", patent.application_key),
        ("family", patent.family_key),
    )
    return PatentRef(
        identifier=tuple(Identifier(of, value) for of, value in numbers if value),  # type: ignore[arg-type]
        name=tuple(
            LanguageText(language, title[:300]) for language, title in sorted(patent.titles.items())[:6] if title
        ),
        status=status.state.value,
        as_of=status.as_of.isoformat() if status.as_of else "",
    )


def _properties(*named: tuple[str, Iterable[object]]) -> tuple[Property, ...]:
    written: Callable[[object], str] = lambda value: str(value)[:VALUE]  # noqa: E731
    return tuple(
        Property(name, written(value)) for name, values in named for value in values if value not in (None, "")
    )


def _printable(text: str) -> str:
    """Without control characters, which take six bytes each where an entry has a limit."""
    return "".join(one for one in text if one >= " " or one == "\n")


def _amount(value: Decimal | None) -> str:
    """A decimal without needless zeros: `120000`, `3.5`."""
    if value is None:
        return ""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(one: Listing | Need) -> str:
    return timezone.localdate(one.published_at).isoformat() if one.published_at else ""
