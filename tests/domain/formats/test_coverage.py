"""What coverage counts is what the items have."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domain.patents.strategies import records

from patentfair.domain.formats.coverage import RECORD_FIELDS, Coverage, covering
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import PatentRecord
from patentfair.domain.patents.register import RegisterExtract, RightReference, StatusEvent


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records, max_size=3))
def test_counts_are_those_of_a_plain_count(given: list[PatentRecord]) -> None:
    coverage = Coverage()
    assert list(covering(given, coverage)) == given
    assert coverage.documents()["made-up"] == len(given)
    counts = coverage.fields("made-up")
    assert tuple(counts) == RECORD_FIELDS
    for field, count in counts.items():
        name, _, part = field.partition(".")
        if not part:
            assert count == sum(getattr(record, name) not in (None, ()) for record in given), field
        elif part == "date":
            assert count == sum(bool(getattr(record, name) and getattr(record, name).date) for record in given)
        else:
            key = "role" if name == "parties" else "scheme"
            assert count == sum(any(getattr(one, key) == part for one in getattr(record, name)) for record in given)


def test_entries_problems_and_sums() -> None:
    right = RightReference(publication=DocumentId(office="US", number="7000001"))
    event = StatusEvent(office="US", code="MAFP", published=None)
    items = [
        RegisterExtract(rights=(right,), format="register", events=(event,), problems=("register.day",)),
        RegisterExtract(rights=(right,), format="register"),
        Problem(code="xml.not-well-formed", reason="x"),
        Problem(code="format.unknown", reason="x", fatal=False),
    ]
    one, whole = Coverage(), Coverage()
    for _ in covering(items, one):
        pass
    whole.add(one)
    whole.add(one)
    assert whole.entries() == {"register": 4}
    assert whole.entry_fields("register") == {
        "rights": 4, "events": 2, "conveyances": 0, "family": 0, "as_of": 0,
    }  # fmt: skip
    assert whole.quarantined == {"xml.not-well-formed": 2}
    assert whole.companions == {"format.unknown": 2}
    assert whole.defects == {("register", "register.day"): 2}
