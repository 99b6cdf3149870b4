"""How long a right can live at most, from its document alone."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from patentfair.domain.formats.read import read_stream
from patentfair.domain.patents.families import is_application
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.record import PatentRecord, Relation, RelationKind, RightType, Stage
from patentfair.domain.patents.term import term_end

PATENT = PatentRecord(
    publication=document_id("US", "9999901", "B2", date(2016, 5, 3)),
    application=application_id("US", "13999901", date(2013, 3, 12)),
    right_type=RightType.INVENTION,
    stage=Stage.GRANT,
    format="test",
)


def after(kind: RelationKind, number: str, day: date | None, office: str = "US") -> Relation:
    return Relation(kind=kind, document=application_id(office, number, day))


def ends(*relations: Relation, **fields: object) -> date | None:
    return term_end(msgspec.structs.replace(PATENT, relations=relations, **fields))


def test_twenty_years_from_filing_and_what_was_adjusted() -> None:
    assert ends() == date(2033, 3, 13)
    assert ends(term_extension_days=100) == date(2033, 3, 13) + timedelta(days=100)


@pytest.mark.parametrize(
    "kind", [RelationKind.CONTINUATION, RelationKind.CONTINUATION_IN_PART, RelationKind.DIVISION], ids=str
)
def test_the_earliest_application_of_the_chain_counts(kind: RelationKind) -> None:
    parent = after(kind, "12999901", date(2009, 2, 1))
    first = after(RelationKind.INTERNATIONAL_APPLICATION, "PCT/JP2008/099901", date(2008, 10, 14), "WO")
    assert ends(parent, first) == date(2028, 10, 15)


def test_priorities_and_provisional_applications_do_not_count() -> None:
    assert ends(after(RelationKind.PROVISIONAL, "61999901", date(2012, 3, 12))) == ends()


def test_a_parent_without_a_day_leaves_the_end_unknown() -> None:
    assert ends(after(RelationKind.DIVISION, "12999901", None)) is None


def test_the_patent_that_a_parent_became_has_no_part_in_it() -> None:
    granted = Relation(kind=RelationKind.CONTINUATION, document=document_id("US", "8999901", "B2"))
    parent = after(RelationKind.CONTINUATION, "12999901", date(2009, 2, 1))
    assert ends(parent, granted) == date(2029, 2, 2)


@pytest.mark.parametrize(
    ("number", "kind", "fields"),
    [
        ("RE49901", "E1", {"right_type": RightType.REISSUE}),
        ("9999901", "C1", {}),
        ("9999901", "K1", {}),
        ("H2199", "H1", {"right_type": RightType.STATUTORY_INVENTION}),
    ],
)
def test_what_has_no_term_of_its_own(number: str, kind: str, fields: dict[str, object]) -> None:
    assert ends(publication=document_id("US", number, kind, date(2016, 5, 3)), **fields) is None


def test_a_reissue_told_by_its_relation_alone() -> None:
    assert ends(after(RelationKind.REISSUE, "10999901", date(2003, 4, 17))) is None


@pytest.mark.parametrize(
    ("filed", "granted", "end"),
    [
        (date(1994, 1, 10), date(1998, 6, 2), date(2015, 6, 3)),
        (date(1994, 1, 10), date(1995, 6, 6), date(2014, 1, 11)),
        (date(1975, 1, 10), date(1977, 6, 7), date(1994, 6, 8)),
    ],
)
def test_applications_of_before_june_1995(filed: date, granted: date, end: date) -> None:
    publication = document_id("US", "5999901", "A", granted)
    assert ends(publication=publication, application=application_id("US", "08999901", filed)) == end


def test_a_chinese_term() -> None:
    chinese = {
        "publication": document_id("CN", "109999901", "B", date(2021, 1, 5)),
        "application": application_id("CN", "201899999901", date(2018, 2, 28)),
    }
    assert ends(**chinese) == date(2038, 2, 28)
    assert ends(**chinese, right_type=RightType.UTILITY_MODEL) == date(2028, 2, 28)


@pytest.mark.skipif("PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA")
def test_no_real_grant_lives_longer_than_its_chain_allows() -> None:
    chain = {
        RelationKind.CONTINUATION,
        RelationKind.CONTINUATION_IN_PART,
        RelationKind.DIVISION,
        RelationKind.INTERNATIONAL_APPLICATION,
    }
    known = unknown = bounded = 0
    for folder in ("grant-v4-multi", "grant-v4-single"):
        for path in sorted((Path(os.environ["PATENTFAIR_TEST_DATA"]) / "uspto" / folder).iterdir()):
            with path.open("rb") as stream:
                items = [item for item in read_stream(stream, path.name) if isinstance(item, PatentRecord)]
            for item in items:
                if item.right_type is RightType.DESIGN or item.stage is not Stage.GRANT:
                    continue
                end = term_end(item)
                known, unknown = known + (end is not None), unknown + (end is None)
                for relation in item.relations if end is not None else ():
                    day = relation.document.date
                    if relation.kind in chain and is_application(relation.document):
                        assert day is not None
                        longest = timedelta(days=20 * 365 + 7 + (item.term_extension_days or 0))
                        assert end - day <= longest, item.publication.canonical
                        bounded += 1
    assert (known, unknown) == (149, 5)
    assert bounded > 60
