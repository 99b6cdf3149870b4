"""The register: documents and register entries in any order come to the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import msgspec
import pytest

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.registry.actions import add_legal_event, save_extracts, save_records
from patentfair.apps.registry.families import cites, citing, extended_family, simple_family
from patentfair.apps.registry.models import Citation, LegalEvent, Patent, PatentSource
from patentfair.apps.registry.queries import (
    History,
    beside,
    chain_of,
    events_of,
    find,
    record_of,
    version_at,
)
from patentfair.domain.patents.numbers import application_id, document_id
from patentfair.domain.patents.record import (
    Citation as Cited,
)
from patentfair.domain.patents.record import (
    Claim,
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
    RegisterExtract,
    RightReference,
    StatusEvent,
)
from patentfair.domain.patents.status import EventCode, State

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
APPLICATION = application_id("CN", "201880012345.6", date(2018, 2, 1))
PUBLISHED = PatentRecord(
    publication=document_id("CN", "110000001", "A", date(2019, 8, 1)),
    application=APPLICATION,
    right_type=RightType.INVENTION,
    stage=Stage.APPLICATION,
    format="cnipa-gazette-csv",
    titles=(TextIn("zh", "一种测试阀"),),
    parties=(PatentParty(role=PartyRole.APPLICANT, name="某某阀门有限公司", country="CN"),),
    digest="a",
)
GRANTED = msgspec.structs.replace(
    PUBLISHED,
    publication=document_id("CN", "110000001", "B", date(2021, 3, 2)),
    stage=Stage.GRANT,
    parties=(PatentParty(role=PartyRole.ASSIGNEE, name="某某阀门有限公司", country="CN"),),
    digest="b",
)


def extract(*events: StatusEvent, **fields: object) -> RegisterExtract:
    rights = (RightReference(publication=GRANTED.publication),)
    return RegisterExtract(**{"rights": rights, "format": "cn-legal-events", "events": events, "digest": "e"} | fields)


LAPSE = StatusEvent(office="CN", code="CF01", published=date(2024, 4, 2), text="未缴年费专利权终止")
RESTORE = StatusEvent(office="CN", code="RR01", published=date(2024, 9, 3), text="权利的恢复")


def held(record: PatentRecord) -> Patent:
    return Patent.objects.get(key=record.publication.canonical)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_documents_and_register_entries_come_in_any_order(world, order) -> None:
    steps = [
        lambda: save_records([PUBLISHED], at=AT),
        lambda: save_records([GRANTED], at=AT),
        lambda: save_extracts([extract(LAPSE)], at=AT),
    ]
    for step in order:
        steps[step]()
    for document in (PUBLISHED, GRANTED):
        patent = held(document)
        assert patent.status == State.LAPSED
        assert {event.code for event in events_of(patent)} == {"published", "granted", "lapsed"}
    assert [other.key for other in beside(held(PUBLISHED))] == ["CN110000001B"]


def test_all_in_one_batch_and_a_second_time_nothing_new(world) -> None:
    first = save_records([PUBLISHED, GRANTED], at=AT)
    told = save_extracts([extract(LAPSE), extract(LAPSE, RESTORE)], at=AT)
    assert (first.new, told.new, told.unchanged) == (2, 2, 0)
    assert held(PUBLISHED).status == held(GRANTED).status == State.IN_FORCE
    again, told_again = save_records([GRANTED, PUBLISHED], at=AT), save_extracts([extract(LAPSE, RESTORE)], at=AT)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert (told_again.new, told_again.unchanged) == (0, 1)


def test_a_past_day_is_asked_by_two_clocks(world) -> None:
    save_records([PUBLISHED, GRANTED], at=AT)
    save_extracts([extract(LAPSE, RESTORE)], at=AT)
    history = History(held(GRANTED))
    assert history.status_on(date(2020, 1, 1)).state is State.PENDING
    assert history.status_on(date(2022, 1, 1)).state is State.IN_FORCE
    assert history.status_on(date(2025, 1, 1)).state is State.IN_FORCE
    assert history.status_on(date(2024, 5, 1), known_at=date(2024, 5, 1)).state is State.LAPSED


def test_two_sources_make_one_record_and_none_is_lost(world) -> None:
    exchange = msgspec.structs.replace(
        GRANTED,
        format="docdb-exchange",
        titles=(TextIn("en", "A TEST VALVE"),),
        parties=(),
        digest="x",
        family=FamilyStatement(docdb="4711"),
    )
    save_records([GRANTED], at=AT)
    result = save_records([exchange], at=AT + timedelta(days=1))
    assert (result.new, result.changed) == (0, 1)
    patent = held(GRANTED)
    assert patent.titles == {"zh": "一种测试阀", "en": "A TEST VALVE"}
    assert patent.owner_name == "某某阀门有限公司"
    assert patent.docdb_family == "4711"
    assert PatentSource.objects.filter(patent=patent).count() == 2
    newer = msgspec.structs.replace(GRANTED, titles=(TextIn("zh", "一种改名的测试阀"),), digest="b2")
    save_records([newer], at=AT + timedelta(days=2))
    patent = held(GRANTED)
    assert patent.titles == {"zh": "一种改名的测试阀", "en": "A TEST VALVE"}
    assert patent.version == 3
    # The same words again, from either source, change nothing.
    assert save_records([exchange, newer], at=AT + timedelta(days=3)).changed == 0


def test_the_record_of_a_past_day(world) -> None:
    save_records([GRANTED], at=AT)
    newer = msgspec.structs.replace(GRANTED, titles=(TextIn("zh", "改名"),), digest="b2")
    save_records([newer], at=AT + timedelta(days=10))
    patent = held(GRANTED)
    assert version_at(patent, AT - timedelta(days=1)) is None
    assert record_of(version_at(patent, AT + timedelta(days=5))).titles == GRANTED.titles
    assert record_of(version_at(patent, AT + timedelta(days=20))).titles == newer.titles


def test_families_simple_and_extended(world) -> None:
    claim = PriorityClaim(country="CN", number="201880012345.6", date=date(2018, 2, 1))
    other = PriorityClaim(country="CN", number="201880099999.1", date=date(2018, 3, 1))

    def abroad(office: str, number: str, application: str, *claims: PriorityClaim) -> PatentRecord:
        return msgspec.structs.replace(
            GRANTED,
            publication=document_id(office, number, "A1", date(2019, 9, 1)),
            application=application_id(office, application),
            priorities=claims,
            digest=number,
        )

    twin = abroad("EP", "3500001", "19150001.1", claim)
    cousin = abroad("US", "20190300001", "16/300001", claim, other)
    second_cousin = abroad("EP", "3600001", "19160001.5", other)
    save_records([PUBLISHED, GRANTED, twin, cousin, second_cousin], at=AT)
    patent = held(GRANTED)
    assert {p.key for p in simple_family(patent)} == {"CN110000001A", "CN110000001B", "EP3500001A1"}
    everyone = {p.key for p in extended_family(patent)}
    assert everyone == {p.key for p in extended_family(held(second_cousin))}
    assert {"US20190300001A1", "EP3600001A1"} <= everyone


def test_citations_run_both_ways_whether_held_or_not(world) -> None:
    later = msgspec.structs.replace(
        GRANTED,
        publication=document_id("CN", "115000001", "B", date(2023, 3, 2)),
        application=application_id("CN", "202180012345.6"),
        citations=(
            Cited(document=PUBLISHED.publication, category="Y", cited_by="examiner"),
            Cited(document=document_id("US", "4000001")),
            Cited(text="A book."),
        ),
        digest="c",
    )
    save_records([GRANTED, later], at=AT)
    assert [(c.number, c.patent and c.patent.key) for c in cites(held(later))] == [
        ("CN110000001", "CN110000001B"),
        ("US4000001", None),
    ]
    (back,) = citing(held(GRANTED))
    assert (back.patent.key, back.category, back.cited_by) == ("CN115000001B", "Y", "examiner")
    assert save_records([later], at=AT).unchanged == 1
    assert Citation.objects.filter(citing="CN115000001").count() == 2


def test_title_moves_by_record_and_a_corrected_entry_replaces_the_first(world) -> None:
    save_records([GRANTED], at=AT)
    moved = Conveyance(
        office="CN",
        reference="2022-1",
        kind=ConveyanceKind.ASSIGNMENT,
        recorded=date(2022, 5, 5),
        givers=(ConveyanceParty(name="某某阀门有限公司"),),
        receivers=(ConveyanceParty(name="另一公司"),),
    )
    assert save_extracts([extract(conveyances=(moved,))], at=AT).new == 1
    assert save_extracts([extract(conveyances=(moved,))], at=AT).unchanged == 1
    patent = held(GRANTED)
    assert chain_of(patent, record_of(patent)).holders == ("另一公司",)
    corrected = msgspec.structs.replace(moved, receivers=(ConveyanceParty(name="第三公司"),))
    assert save_extracts([extract(conveyances=(corrected,))], at=AT).new == 1
    assert chain_of(patent, record_of(patent)).holders == ("第三公司",)


def test_an_entry_by_hand_reaches_every_document_of_the_right(world) -> None:
    save_records([PUBLISHED, GRANTED], at=AT)
    patent = held(GRANTED)
    for _ in range(2):
        add_legal_event(
            actor=SYSTEM, patent=patent, date=date(2024, 1, 1), code=EventCode.INVALIDATED, source="register-copy"
        )
    assert held(PUBLISHED).status == State.INVALIDATED
    assert LegalEvent.objects.filter(right=patent.right, code="invalidated").count() == 1


def test_a_number_in_any_spelling_finds_the_grant(world) -> None:
    save_records([PUBLISHED, GRANTED], at=AT)
    for text in ("CN110000001B", "cn 110000001", "ZL201880012345.6", "201880012345", "ZL 2018 8 0012345．6"):
        assert find(text).key == "CN110000001B", text
    assert find("CN110000001A").key == "CN110000001A"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=str)
def test_a_source_that_names_no_kind_is_put_to_its_document(world, order) -> None:
    bare = msgspec.structs.replace(
        GRANTED,
        publication=document_id("CN", "110000001"),
        format="uspto-odp",
        titles=(TextIn("en", "A test valve"),),
        digest="bare",
    )
    for index in order:
        save_records([(GRANTED, bare)[index]], at=AT + timedelta(days=index))
    patent = held(GRANTED)
    assert patent.titles == {"zh": "一种测试阀", "en": "A test valve"}
    assert Patent.objects.filter(number_key=patent.number_key).count() == 1
    assert save_records([bare, GRANTED], at=AT + timedelta(days=9)).changed == 0


def test_a_source_that_tells_parts_takes_none_back(world) -> None:
    claims = msgspec.structs.replace(
        GRANTED, format="ops-3.2", titles=(), parties=(), claims=(Claim(1, "A valve."),), digest="claims"
    )
    biblio = msgspec.structs.replace(GRANTED, format="ops-3.2", digest="biblio")
    for index, part in enumerate((biblio, claims)):
        save_records([part], at=AT + timedelta(days=index))
    record = record_of(held(GRANTED))
    assert (record.titles, record.claims) == (GRANTED.titles, claims.claims)


OLD_OPENED = msgspec.structs.replace(
    PUBLISHED,
    publication=document_id("CN", "1999901", "A", date(1995, 8, 16)),
    application=application_id("CN", "94199901", date(1994, 2, 1)),
    digest="old-a",
)
OLD_GRANTED = msgspec.structs.replace(
    GRANTED,
    publication=document_id("CN", "1999901", "C", date(2003, 4, 30)),
    application=application_id("CN", "97199902", date(1997, 1, 10)),
    digest="old-c",
)


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_an_application_and_a_grant_of_one_number_are_two_inventions(world, order) -> None:
    told = extract(
        StatusEvent(office="CN", code="C17", published=date(2004, 4, 7), text="Cessation of patent right"),
        rights=(RightReference(publication=OLD_GRANTED.publication),),
        family=FamilyStatement(docdb="4712"),
    )
    steps = [
        lambda: save_records([OLD_OPENED], at=AT),
        lambda: save_records([OLD_GRANTED], at=AT),
        lambda: save_extracts([told], at=AT),
    ]
    for step in order:
        steps[step]()
    opened, granted = held(OLD_OPENED), held(OLD_GRANTED)
    assert {event.office_code for event in events_of(granted)} == {"C", "C17"}
    assert {event.office_code for event in events_of(opened)} == {"A"}
    assert opened.docdb_family == ""
    assert not beside(granted).exists()
    assert find("CN1999901").key == find("CN1999901C").key == granted.key
    assert find("CN1999901A").key == opened.key


def test_a_citation_means_the_document_it_names(world) -> None:
    later = msgspec.structs.replace(
        GRANTED,
        publication=document_id("CN", "115000001", "B", date(2023, 3, 2)),
        application=application_id("CN", "202180012345.6"),
        citations=(Cited(document=OLD_OPENED.publication), Cited(document=OLD_GRANTED.publication)),
        digest="c",
    )
    save_records([OLD_OPENED, OLD_GRANTED, later], at=AT)
    assert [cited.patent.key for cited in cites(held(later))] == ["CN1999901A", "CN1999901C"]
    for cited in (OLD_OPENED, OLD_GRANTED):
        assert [back.patent.key for back in citing(held(cited))] == ["CN115000001B"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)], ids=str)
def test_a_source_that_names_no_kind_is_put_to_its_stage(world, order) -> None:
    bare = msgspec.structs.replace(
        OLD_GRANTED,
        publication=document_id("CN", "1999901"),
        format="uspto-odp",
        titles=(TextIn("en", "A test valve"),),
        digest="bare",
    )
    for index in order:
        save_records([(OLD_OPENED, OLD_GRANTED, bare)[index]], at=AT + timedelta(days=index))
    assert set(Patent.objects.values_list("key", "number_key")) >= {
        ("CN1999901A", "CN1999901A"),
        ("CN1999901C", "CN1999901C"),
    }
    assert "en" in held(OLD_GRANTED).titles
    assert "en" not in held(OLD_OPENED).titles


def test_one_number_of_two_applications_tells_no_register_entry_whose_it_is(world) -> None:
    one = msgspec.structs.replace(
        PUBLISHED,
        publication=document_id("AU", "699901", "A", date(1995, 8, 16)),
        application=application_id("AU", "1994099901"),
        digest="one",
    )
    other = msgspec.structs.replace(
        GRANTED,
        publication=document_id("AU", "699901", "B2", date(1998, 4, 30)),
        application=application_id("AU", "1996099902"),
        digest="other",
    )
    entry = StatusEvent(office="AU", code="MK14", published=date(2004, 4, 7))
    named = extract(entry, rights=(RightReference(publication=document_id("AU", "699901")),))
    save_records([one, other], at=AT)
    save_extracts([named], at=AT)
    for record in (one, other):
        assert "MK14" not in {event.office_code for event in events_of(held(record))}


def test_a_check_digit_tells_an_application_from_a_publication_of_the_same_figures(world) -> None:
    publication = msgspec.structs.replace(
        PUBLISHED,
        publication=document_id("GB", "2019901", "A", date(1979, 11, 7)),
        application=application_id("GB", "7899902", date(1978, 4, 28)),
        digest="gb-1979",
    )
    application = msgspec.structs.replace(
        PUBLISHED,
        publication=document_id("GB", "2599901", "A", date(2022, 4, 6)),
        application=application_id("GB", "2019901.6", date(2020, 9, 28)),
        digest="gb-2020",
    )
    save_records([publication, application], at=AT)
    assert find("GB2019901.6").key == "GB2599901A"
    assert find("GB2019901").key == "GB2019901A"


def test_a_reissue_takes_the_place_of_the_original(world) -> None:
    original = msgspec.structs.replace(
        GRANTED,
        publication=document_id("US", "9000001", "B2", date(2015, 4, 7)),
        application=application_id("US", "14100001", date(2013, 12, 9)),
        digest="original",
    )
    reissue = msgspec.structs.replace(
        original,
        publication=document_id("US", "RE40001", "E1", date(2025, 12, 2)),
        application=application_id("US", "15100001", date(2024, 5, 2)),
        right_type=RightType.REISSUE,
        relations=(Relation(kind=RelationKind.REISSUE, document=original.application),),
        digest="reissue",
    )
    save_records([original], at=AT)
    save_records([reissue], at=AT)
    assert held(original).status == State.LAPSED
    assert held(reissue).status == State.IN_FORCE
