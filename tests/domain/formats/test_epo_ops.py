"""OPS responses: what gives a record, what an extract, what neither, and what the digest depends on."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.formats.format import Item
from patentfair.domain.formats.read import read_stream
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import ConveyanceKind, RegisterExtract

GOLDEN = Path(__file__).parents[2] / "golden"
CASES = sorted([*GOLDEN.glob("ops-3.2*/*/input.*"), *GOLDEN.glob("docdb-exchange/*/input.*")])
INPUTS = [case.read_bytes() for case in CASES]
FAMILY = (GOLDEN / "ops-3.2/family-with-legal/input.xml").read_text(encoding="utf-8")
REGISTER = (GOLDEN / "ops-3.2/register/input.xml").read_text(encoding="utf-8")


def read(data: bytes | str) -> list[Item]:
    return list(read_stream(io.BytesIO(data.encode() if isinstance(data, str) else data), "f"))


def response(inner: str) -> str:
    return f'<world-patent-data xmlns="http://ops.epo.org">{inner}</world-patent-data>'


def digests(items: list[Item]) -> list[str]:
    return [item.digest for item in items if not isinstance(item, Problem)]


@pytest.mark.parametrize(
    "inner",
    [
        "<standardization/>",
        "<classification-scheme/>",
        "<classification-search/>",
        "<document-inquiry/>",
        "<fulltext-inquiry/>",
        "<biblio-search><search-result/></biblio-search>",
        "<register-search><register-documents/></register-search>",
        "<something-new/>",
        "",
    ],
)
def test_what_says_nothing_of_a_right(inner: str) -> None:
    (problem,) = read(response(inner))
    assert isinstance(problem, Problem)
    assert problem.code == "ops.not-a-record"
    assert problem.file == "f"


def test_an_answer_without_number_is_told() -> None:
    for inner in (
        "<fulltext-documents><fulltext-document><claims><claim-text>1. X</claim-text></claims></fulltext-document>"
        "</fulltext-documents>",
        "<patent-family><family-member/></patent-family>",
        "<equivalents-inquiry/>",
        "<register-search><register-documents><register-document/></register-documents></register-search>",
        "<biblio-search><search-result><publication-reference/></search-result></biblio-search>",
    ):
        (problem,) = read(response(inner))
        assert isinstance(problem, Problem)
        assert problem.code == "ops.no-number"


def test_when_it_was_asked_makes_no_difference() -> None:
    later = REGISTER.replace('date-produced="20310405"', 'date-produced="20310406"')
    assert digests(read(REGISTER)) == digests(read(later))
    (item,) = read(later)
    assert isinstance(item, RegisterExtract)
    assert item.as_of == date(2031, 4, 6)
    spaced = FAMILY.replace("><", ">\n  <").replace('total-result-count="3"', 'total-result-count="4"')
    assert digests(read(FAMILY)) == digests(read(spaced))


def test_another_member_of_the_family_makes_a_difference() -> None:
    more = (
        '<ops:family-member family-id="1"><publication-reference><document-id document-id-type="docdb"><country>AT'
        "</country><doc-number>99</doc-number><kind>T</kind></document-id></publication-reference></ops:family-member>"
    )
    before = digests(read(FAMILY))
    after = digests(read(FAMILY.replace("</ops:patent-family>", more + "</ops:patent-family>")))
    assert len(after) == len(before) + 1
    assert not set(before) & set(after)


def test_a_family_beyond_all_measure_is_not_listed_with_each_member() -> None:
    member = (
        '<family-member family-id="1"><publication-reference><document-id document-id-type="docdb"><country>AT'
        "</country><doc-number>%d</doc-number></document-id></publication-reference></family-member>"
    )
    inner = "".join(member % number for number in range(100_000, 103_001))
    items = read(response(f"<patent-family>{inner}</patent-family>"))
    assert len(items) == 3001
    for item in (items[0], items[-1]):
        assert isinstance(item, RegisterExtract)
        assert item.family is not None
        assert (item.family.docdb, item.family.members) == ("1", ())
        assert item.problems == ("ops.family-not-listed",)


@pytest.mark.parametrize(
    "name", ["exchange-document", "patent-family", "register-search", "fulltext-document", "claim-text"]
)
def test_what_stands_within_itself_is_read_once(name: str) -> None:
    """Else a part of a few megabytes in two hundred others would be read two hundred times."""
    claims = f"<claims>{'<claim-text>' * 200}1. X{'</claim-text>' * 200}</claims>"
    number = '<publication-reference data-format="docdb"><document-id><country>EP</country><doc-number>9900001'
    number = f"<bibliographic-data>{number}</doc-number></document-id></publication-reference></bibliographic-data>"
    if name == "claim-text":
        (item,) = read(response(f"<fulltext-document>{number}{claims}</fulltext-document>"))
        assert isinstance(item, PatentRecord)
        assert [claim.text for claim in item.claims] == ["X"]
    else:
        assert len(read(response(f"<{name}>" * 200 + number + f"</{name}>" * 200))) == 1


def test_legal_events() -> None:
    first, second, _ = read(FAMILY)
    assert isinstance(first, RegisterExtract)
    lapse, paid, national = first.events
    assert (lapse.office, lapse.code, lapse.territory) == ("EP", "PG25", "FR")
    assert (lapse.published, lapse.effective) == (date(2031, 2, 3), date(2030, 7, 31))
    assert dict(paid.details)["fee-year"] == "5"
    assert (national.territory, dict(national.details)["national-code"]) == ("GB", "FG4D")
    assert isinstance(second, PatentRecord)
    (instrument,) = second.conveyances
    assert (instrument.kind, instrument.reference) == (ConveyanceKind.ASSIGNMENT, "099001/0002")


def test_a_dossier_of_steps_alone_is_of_the_right_that_was_asked_for() -> None:
    inner = "<register-search><query>%s</query><register-documents>%s</register-documents></register-search>"
    dossier = (
        "<register-document><procedural-data><procedural-step><procedural-step-code>RFEE</procedural-step-code>"
        "</procedural-step></procedural-data></register-document>"
    )
    (item,) = read(response(inner % ("publication=EP9900001", dossier)))
    assert isinstance(item, RegisterExtract)
    assert item.rights[0].publication is not None
    assert item.rights[0].publication.canonical == "EP9900001"
    (item,) = read(response(inner % ('ap = "EP28990012"', dossier)))
    assert isinstance(item, RegisterExtract)
    assert item.rights[0].application is not None
    assert item.rights[0].application.number == "28990012"
    for query, dossiers in (("ti=battery", dossier), ("publication=EP9900001", dossier * 2)):
        assert {item.code for item in read(response(inner % (query, dossiers))) if isinstance(item, Problem)} == {
            "ops.no-number"
        }


def test_lapses_are_told_once_with_the_first_day_on_which_they_were_known() -> None:
    (item,) = read(REGISTER)
    assert isinstance(item, RegisterExtract)
    lapses = {event.territory: event for event in item.events if event.code == "lapsed-in-country"}
    assert lapses["AT"].published == date(2031, 2, 1)
    assert lapses["HU"].effective == date(2027, 1, 28)
    assert len(item.events) == len(set(item.events))


def test_json_by_rule_gives_what_the_xml_gives() -> None:
    fields = {"country": "EP", "doc-number": "9900001", "kind": "A1", "date": "20300101"}
    xml = "".join(f"<{name}>{text}</{name}>" for name, text in fields.items())
    (from_xml,) = read(
        response(
            '<exchange-documents><exchange-document family-id="7"><bibliographic-data><publication-reference>'
            f'<document-id document-id-type="docdb">{xml}</document-id></publication-reference></bibliographic-data>'
            "</exchange-document></exchange-documents>"
        )
    )
    identifier = {"@document-id-type": "docdb", **{name: {"$": text} for name, text in fields.items()}}
    document = {"@family-id": "7", "bibliographic-data": {"publication-reference": {"document-id": identifier}}}
    value = {"ops:world-patent-data": {"exchange-documents": {"exchange-document": [document]}}}
    (from_json,) = read(json.dumps(value))
    assert isinstance(from_xml, PatentRecord)
    assert isinstance(from_json, PatentRecord)
    assert msgspec.structs.replace(from_xml, format="", offset=0) == msgspec.structs.replace(from_json, format="")


@pytest.mark.parametrize(
    "value",
    [
        {"ops:world-patent-data": []},
        {"ops:world-patent-data": {"a": {"$": "\x00\ud7ff\ufffe"}}},
        {"ops:world-patent-data": {"exchange-documents": {"exchange-document": [1, None, "x", [], {}]}}},
        {"ops:world-patent-data": {"": {}, "1": {}, "@": 1, "@1": 2, "a b": {}, "@lang": {"$": []}}},
        {"results": [], "num_results": 0, "x": {"doc_number": 1}},
        {"document_id": {"doc_number": [1]}},
    ],
)
def test_odd_json_is_told(value: object) -> None:
    items = read(json.dumps(value))
    assert items
    assert all(isinstance(item, Problem) for item in items)


def test_json_of_more_elements_than_any_response_has() -> None:
    value = '{"ops:world-patent-data": {"a": [' + "0," * 1_000_000 + "0]}}"
    assert [item.code for item in read(value) if isinstance(item, Problem)] == ["limit.json-values"]


def test_deep_json() -> None:
    deep = '{"ops:world-patent-data": ' + '{"a": ' * 400 + "1" + "}" * 401
    assert [item.code for item in read(deep) if isinstance(item, Problem)] == ["ops.not-a-record"]


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_damaged_input_never_raises(data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from(INPUTS)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damaged)))
        end = min(len(damaged), place + data.draw(st.integers(0, 40)))
        damaged[place:end] = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from([b"<", b">", b"&", b'"', b""])))
    if data.draw(st.booleans()):
        del damaged[data.draw(st.integers(0, len(damaged))) :]
    items = read(bytes(damaged))
    assert items or not bytes(damaged).strip(b"\0 \t\r\n")
    for item in items:
        assert isinstance(item, PatentRecord | RegisterExtract | Problem)
        assert msgspec.json.encode(item)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_any_cut_is_told(data: st.DataObject) -> None:
    """A response that ends too early never passes for a whole one."""
    whole = data.draw(st.sampled_from([each.rstrip() for each in INPUTS]))
    items = read(whole[: data.draw(st.integers(0, len(whole) - 1))])
    assert any(isinstance(item, Problem) for item in items)
