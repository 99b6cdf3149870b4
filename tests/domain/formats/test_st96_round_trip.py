"""What is written as WIPO ST.96 is read back equal, and is valid but for what the module says is left out."""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from tests.domain.patents.strategies import records

from patentfair.domain.formats.read import read_stream
from patentfair.domain.formats.record_extension import NAMESPACE
from patentfair.domain.formats.write_st96 import write_st96
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

GOLDEN = Path(__file__).parents[2] / "golden"
DATA = os.environ.get("PATENTFAIR_TEST_DATA", "")
needs_data = pytest.mark.skipif(not DATA, reason="the schemas of ST.96: set PATENTFAIR_TEST_DATA to their folder")

COMPLETE = PatentRecord(
    publication=document_id("US", "11999001", "B2", date(2024, 5, 7)),
    application=application_id("US", "17654321", date(2021, 3, 4)),
    right_type=RightType.INVENTION,
    stage=Stage.GRANT,
    format="made-up",
    titles=(TextIn("en", "Seal for a bearing"), TextIn("de", "Dichtung")),
    abstracts=(TextIn("en", "A seal keeps oil in."),),
    claims=(Claim(1, "A seal, comprising a lip."), Claim(2, "The seal of claim 1, wherein the lip is soft.")),
    claim_count=2,
    classes=(
        ClassSymbol(scheme=ClassScheme.IPC, symbol="F16C 33/78", version="2006.01", first=True),
        ClassSymbol(scheme=ClassScheme.IPC, symbol="F16J 15/32", version="2016.01"),
        ClassSymbol(scheme=ClassScheme.IPC, symbol="F16C 33/00"),
        ClassSymbol(scheme=ClassScheme.USPC, symbol="384/477", first=True),
        ClassSymbol(scheme=ClassScheme.USPC, symbol="384/484"),
    ),
    parties=(
        PatentParty(
            role=PartyRole.APPLICANT, name="Example Seals Ltd", is_organisation=True, address="1 Dock Road",
            city="Bristol", region="Avon", country="GB", sequence=1,
        ),
        PatentParty(role=PartyRole.INVENTOR, name="Jo Doe", is_organisation=False, country="GB", sequence=1),
        PatentParty(role=PartyRole.ASSIGNEE, name="Example Seals Ltd", is_organisation=True, sequence=1),
        PatentParty(role=PartyRole.AGENT, name="Mark & Partners", sequence=1),
    ),
    priorities=(PriorityClaim(country="GB", number="2003003.3", date=date(2020, 3, 4)),),
    relations=(
        Relation(kind=RelationKind.CONTINUATION, document=application_id("US", "16111222", date(2018, 9, 1))),
        Relation(kind=RelationKind.PROVISIONAL, document=application_id("US", "62111222", date(2017, 9, 1))),
        Relation(kind=RelationKind.EARLIER_PUBLICATION, document=document_id("US", "20210333444", "A1")),
        Relation(kind=RelationKind.INTERNATIONAL_APPLICATION, document=application_id("WO", "PCT/GB2018/000001")),
    ),
    citations=(
        Citation(document=document_id("US", "7000001", "B1", date(2006, 2, 14)), cited_by="examiner"),
        Citation(text="A book of seals, 1999", cited_by="applicant"),
    ),
    designated_states=("DE", "FR"),
    term_years=20,
    term_extension_days=120,
)  # fmt: skip


def read(data: bytes) -> PatentRecord:
    (item,) = read_stream(io.BytesIO(data), "f")
    assert isinstance(item, PatentRecord), item
    return item


def essence(record: PatentRecord) -> PatentRecord:
    """Without where it lay and how it was written."""
    return msgspec.structs.replace(record, digest="", source="", offset=0, format="made-up", problems=())


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records)
def test_any_record_comes_back(record: PatentRecord) -> None:
    written = read(write_st96(record))
    assert essence(written) == record
    assert "st96.extension" not in written.problems


def test_a_complete_record_needs_no_element_of_our_own() -> None:
    written = write_st96(COMPLETE)
    assert NAMESPACE.encode() not in written
    assert essence(read(written)) == COMPLETE


def test_characters_that_xml_has_not_are_left_out() -> None:
    record = msgspec.structs.replace(COMPLETE, titles=(TextIn("en", "Se\x00al \ud800for\x0b a\ufffe bearing"),))
    assert read(write_st96(record)).titles == (TextIn("en", "Seal for a bearing"),)


def test_what_another_has_put_into_our_element_cannot_break_reading() -> None:
    written = write_st96(COMPLETE)
    for inner, code in (
        (b'<r:Record xmlns:r="urn:patentfair:record:1" claim_count="many"/>', "st96.extension"),
        (b'<r:Record xmlns:r="urn:patentfair:record:1"><r:titles><r:Item/></r:titles></r:Record>', "st96.extension"),
        (b'<r:Record xmlns:r="urn:patentfair:record:1" digest="x" unknown="y"/>', None),
        (b'<r:Record xmlns:r="urn:patentfair:record:1" nil="true"/>', "st96.extension"),
    ):
        record = read(written.replace(b"</pat:PatentPublication>", inner + b"</pat:PatentPublication>"))
        assert essence(record) == COMPLETE
        assert record.problems == ((code,) if code else ())


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    folder = tmp_path_factory.mktemp("st96")
    with zipfile.ZipFile(Path(DATA) / "schemas/ST96XMLSchema_V6_0_Flattened.zip") as archive:
        archive.extractall(folder)
    return etree.XMLSchema(etree.parse(folder / "PatentPublication_V6_0.xsd"))


def complaints(schema: etree.XMLSchema, written: bytes) -> list[str]:
    """What the schema says against a document without our own element."""
    root = etree.fromstring(written)
    for own in root.findall(f"{{{NAMESPACE}}}Record"):
        root.remove(own)
    return (
        [] if schema.validate(root) else [re.sub(r"\{[^}]*/(\w+)\}", r"\1:", str(e.message)) for e in schema.error_log]
    )


@needs_data
def test_a_complete_record_is_valid(schema: etree.XMLSchema) -> None:
    assert complaints(schema, write_st96(COMPLETE)) == []


# What the record has no value for, or the schema no code for; see the module's docstring.
LEFT_OUT = re.compile(
    r"The attribute 'Common:languageCode' is required"
    r"|Element 'Patent:PatentPublication': Missing child"
    r"|Element 'Patent:(Abstract|PageImage)': This element is not expected. Expected is .*Claims"
    r"|Element 'Patent:\w+': This element is not expected. "
    r"Expected is \( Patent:(ApplicationIdentification|InventionTitleBag) \)"
    r"|Element 'Patent:PartyBag': Missing child"
    r"|Element 'Patent:CPCSection': This element is not expected. Expected is \( Patent:ClassificationVersionDate \)"
    r"|Element 'Patent:CPCClassification': Missing child"
    r"|Element 'Patent:FurtherCPC': This element is not expected. Expected is \( Patent:MainCPC \)"
    r"|Element 'Patent:FurtherNationalClassification': This element is not expected"
    r"|Element 'Common:LocarnoClassification': This element is not expected. "
    r"Expected is \( Common:LocarnoClassificationEdition \)"
    r"|Element 'Patent:PriorityClaim': Missing child"
    r"|Element 'Patent:PatentFamilyMember': This element is not expected. Expected is \( Patent:PriorityApplication \)"
    r"|The value '.*' is not accepted by|is not an element of the set|is not a valid value of the"
)


@needs_data
@pytest.mark.parametrize(
    "folder",
    [
        "uspto/grant-v4-multi",
        "uspto/grant-v4-single",
        "uspto/application-v4-single",
        "uspto/odp-api-json",
        "cn/cnipa-gazette-2019",
        "cn/cnipa-standard-xml",
        "epo/docdb",
        "epo/fulltext-ep-st36",
        "epo/ops-api-xml",
        "google-patents",
    ],
)
def test_real_records_are_valid_but_for_what_is_left_out(schema: etree.XMLSchema, folder: str) -> None:
    for path in sorted((Path(DATA) / folder).iterdir())[:6]:
        with path.open("rb") as stream:
            for number, item in enumerate(read_stream(stream, path.name)):
                if number >= 40:
                    break
                if not isinstance(item, PatentRecord):
                    continue
                written = write_st96(item)
                assert essence(read(written)) == essence(item)
                others = [text for text in complaints(schema, written) if not LEFT_OUT.search(text)]
                assert not others, item.publication.canonical


def test_the_description_is_not_parsed_and_the_digest_is_of_all_bytes() -> None:
    plain = write_st96(COMPLETE).strip()
    for described in (
        b"<pat:Description><com:P>Not <closed.</com:P></pat:Description>",
        b"<pat:Description><com:P>Well-formed.</com:P></pat:Description><pat:Description/>",
        b"<pat:Description><![CDATA[</pat:Description>]]></pat:Description>",
        b"<!-- <pat:Description> --><pat:Description><com:P>Well-formed.</com:P></pat:Description>",
    ):
        whole = plain.replace(b"<pat:Claims>", described + b"<pat:Claims>")
        record = read(whole)
        assert essence(record) == COMPLETE
        assert record.digest == sha256(whole).hexdigest()
