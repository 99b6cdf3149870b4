"""Patent records as hypothesis makes them: any that a reader could give."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.record import (
    Citation,
    Claim,
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PatentRecord,
    PriorityClaim,
    Relation,
    RelationKind,
    RightType,
    Stage,
    TextIn,
)
from patentfair.domain.patents.register import (
    Conveyance,
    ConveyanceKind,
    ConveyanceParty,
    FamilyStatement,
    StatusEvent,
)

__all__ = ["any_text", "days", "document_ids", "records", "texts"]

# What XML 1.0 can hold of Unicode: no controls but tab and line ends, no half surrogates, no noncharacters of the BMP.
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
_ODD = st.sampled_from(["\t", "\n", "\r", " ", "&", "<", ">", '"', "'", ";", "]]>", "中", "=", "+", "-", "@", "|", "#"])

any_text = st.lists(st.one_of(_CHARACTERS, _ODD), max_size=12).map("".join)
"""Any characters, blanks and marks of markup at the ends too; may be empty."""
texts = any_text.map(lambda text: " ".join(text.split())).filter(bool)
"""As readers give texts: with something in them and white space folded."""
days = st.dates(date(1790, 1, 1), date(2100, 1, 1))

_optional_days = st.none() | days
_words = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", max_size=6)
_offices = st.sampled_from(["CN", "US", "EP", "WO", "JP", "KR", "DE", "YU", "XX"])
_kinds = st.sampled_from(["", "A", "A1", "B", "B2", "C", "U", "Y", "S", "S1", "D", "E1", "P2", "H"])
_printed = st.one_of(
    st.from_regex(r"[0-9]{5,13}", fullmatch=True),
    st.from_regex(r"(D|RE|PP|H)?0?[1-9][0-9]{5,7}", fullmatch=True),
    st.from_regex(r"(PCT/[A-Z]{2}[0-9]{4}/[0-9]{6}|[12][0-9]{11}\.[0-9X]|2\.0[0-9]E\+12)", fullmatch=True),
    texts,
)
_languages = st.sampled_from(["", "zh", "en", "de", "fr", "ja", "zh-Hant", "qaa"])

document_ids = st.one_of(
    st.builds(document_id, _offices, _printed, _kinds, _optional_days),
    st.builds(application_id, _offices, _printed, _optional_days),
    # As a table or another program's file may give them.
    st.builds(
        DocumentId,
        office=_offices,
        number=_words,
        kind=_kinds,
        date=_optional_days,
        raw=any_text,
        check_digit=st.sampled_from(["", "0", "X"]),
    ),
)
_publications = document_ids.filter(lambda document: document.number)
_texts_in = st.builds(TextIn, _languages, texts)
_ipc = st.from_regex(r"[A-H][0-9]{2}[A-Z]( [1-9][0-9]{0,3}/[0-9]{2,6})?", fullmatch=True)
_symbols = {
    ClassScheme.IPC: _ipc,
    ClassScheme.CPC: _ipc | st.just("Y02E 60/10"),
    ClassScheme.LOCARNO: st.from_regex(r"[0-9]{2}-[0-9]{2}", fullmatch=True),
    ClassScheme.USPC: st.from_regex(r"D?[0-9]{1,3}(/[0-9]{1,3}(\.[0-9]{1,2})?[A-Z]?)?", fullmatch=True),
}
_classes = st.sampled_from(list(ClassScheme)).flatmap(
    lambda scheme: st.builds(
        ClassSymbol,
        scheme=st.just(scheme),
        symbol=_symbols[scheme],
        version=st.sampled_from(["", "2006.01", "2013.01", "7", "14"]),
        first=st.booleans(),
    )
)
_parties = st.builds(
    PatentParty,
    role=st.sampled_from(PartyRole),
    name=texts,
    is_organisation=st.none() | st.booleans(),
    address=st.just("") | texts,
    city=st.just("") | texts,
    region=st.just("") | texts,
    country=st.sampled_from(["", "CN", "US", "XX"]),
    sequence=st.integers(0, 999),
)
_priorities = st.builds(PriorityClaim, country=_offices, number=any_text, date=_optional_days)
_relations = st.builds(Relation, kind=st.sampled_from(RelationKind), document=document_ids)
_citations = st.builds(
    Citation,
    document=st.none() | document_ids,
    text=st.just("") | texts,
    category=st.sampled_from(["", "X", "A;Y", "D,A", "X;"]),
    cited_by=st.sampled_from(["", "applicant", "examiner", "Applicant", "other"]),
).filter(lambda citation: citation.document is not None or citation.text)
_claims = st.builds(Claim, st.integers(1, 400), texts | texts.map("1. ".__add__))
_events = st.builds(
    StatusEvent,
    office=_offices,
    code=_words,
    published=_optional_days,
    text=any_text,
    effective=_optional_days,
    territory=st.sampled_from(["", "DE", "GB"]),
    paid_until=_optional_days,
    details=st.lists(st.tuples(any_text, any_text), max_size=3).map(tuple),
)
_conveyance_parties = st.builds(
    ConveyanceParty, name=any_text, address=any_text, country=st.sampled_from(["", "US"]), executed=_optional_days
)
_conveyances = st.builds(
    Conveyance,
    office=_offices,
    reference=any_text,
    kind=st.sampled_from(ConveyanceKind),
    text=any_text,
    executed=_optional_days,
    recorded=_optional_days,
    givers=st.lists(_conveyance_parties, max_size=2).map(tuple),
    receivers=st.lists(_conveyance_parties, max_size=2).map(tuple),
)
_families = st.builds(
    FamilyStatement, docdb=_words, inpadoc=_words, members=st.lists(document_ids, max_size=3).map(tuple)
)


def _some(values: st.SearchStrategy, most: int = 4) -> st.SearchStrategy:
    return st.lists(values, max_size=most).map(tuple)


records = st.builds(
    PatentRecord,
    publication=_publications,
    application=st.none() | document_ids,
    right_type=st.sampled_from(RightType),
    stage=st.sampled_from(Stage),
    format=st.just("made-up"),
    titles=_some(_texts_in, 3),
    abstracts=_some(_texts_in, 3),
    claims=_some(_claims),
    claim_count=st.none() | st.integers(0, 5000),
    classes=_some(_classes, 6).map(lambda classes: tuple(dict.fromkeys(classes))),
    parties=_some(_parties, 5),
    priorities=_some(_priorities, 3),
    relations=_some(_relations, 3),
    citations=_some(_citations),
    cited_by=_some(document_ids, 2),
    designated_states=_some(st.sampled_from(["AT", "DE", "FR", "XX"]), 3),
    family=st.none() | _families,
    events=_some(_events, 2),
    conveyances=_some(_conveyances, 2),
    term_years=st.none() | st.integers(0, 30),
    term_extension_days=st.none() | st.integers(0, 9999),
)
"""A record in every field; `format` is "made-up", and where it lay is empty."""
