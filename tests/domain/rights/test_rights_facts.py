from datetime import date
from pathlib import Path

import msgspec
import pytest

from patentfair.domain.kernel.errors import Invalid
from patentfair.domain.rights.deadline import Calendar, add_months, anniversary, months_after
from patentfair.domain.rights.facts import MAX_BYTES, decode_facts, facts_schema

ROOT = Path(__file__).parents[3]
PLAIN = (ROOT / "examples" / "rights" / "case-08.json").read_bytes()


def test_published_schema_is_current():
    published = msgspec.json.decode((ROOT / "docs" / "law" / "facts.schema.json").read_bytes())
    assert published == facts_schema()


def test_round_trip():
    facts = decode_facts(PLAIN)
    assert decode_facts(msgspec.json.encode(facts)) == facts


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b'"invention"', b'"patent"', "right.right_type"),
        (b'"as_of"', b'"asof"', "context"),
        (b'"CN-GD"', b'"CN-XX"', "grants[0].scope[0].territory"),
        (b'"CN-BJ"', b'"Beijing"', "transaction.scope[0].territory[0]"),
        (b'"2020-03-10"', b'"2020-13-10"', "right.filing"),
    ],
)
def test_the_place_of_an_error_is_named(old, new, place):
    with pytest.raises(Invalid) as refused:
        decode_facts(PLAIN.replace(old, new))
    assert refused.value.data["field"] == place


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b" " * (MAX_BYTES + 1)])
def test_what_is_not_facts_is_refused(data):
    with pytest.raises(Invalid) as refused:
        decode_facts(data)
    assert refused.value.data["field"] == ""


def test_ids_are_unique():
    plain = msgspec.json.decode(PLAIN)
    plain["parties"].append(plain["parties"][0])
    with pytest.raises(Invalid) as refused:
        decode_facts(msgspec.json.encode(plain))
    assert refused.value.data["field"] == "parties"


def test_months():
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert anniversary(date(2004, 2, 29), 10) == date(2014, 2, 28)
    holiday = Calendar(office="CN", rest_days=frozenset({date(2024, 6, 10)}))
    assert months_after(date(2024, 3, 8), 3, holiday) == date(2024, 6, 11)
    assert months_after(date(2024, 3, 8), 3, None) == date(2024, 6, 10)
