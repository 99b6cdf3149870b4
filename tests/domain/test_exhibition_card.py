"""Cards of exhibits and the trace from visit to contract."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.exhibition.card import NEEDED, TEXTS, Card, gaps
from patentfair.domain.exhibition.trace import STAGES, trace
from patentfair.domain.kernel.words import Words

FULL = dict.fromkeys(TEXTS, "x")


def test_a_full_card_lacks_nothing():
    assert gaps(Card(language="zh", texts=FULL, translation=FULL, pictures=(Words("图", ""),))) == ()


@given(st.sets(st.sampled_from(TEXTS)), st.sets(st.sampled_from(TEXTS)))
def test_gaps_name_what_is_missing_needed_first(written, translated):
    card = Card(language="zh", texts=dict.fromkeys(written, "字"), translation=dict.fromkeys(translated, "word"))
    found = gaps(card)
    names = [gap.name for gap in found if gap.name != "translation"]
    assert set(names) == set(TEXTS) - written
    assert {gap.name for gap in found if gap.is_needed} == set(NEEDED) - written
    assert [gap.is_needed for gap in found] == sorted((gap.is_needed for gap in found), reverse=True)
    assert any(gap.name == "translation" for gap in found) == bool(written - translated)


def test_blanks_are_no_text_and_a_picture_wants_a_description():
    card = Card(language="zh", texts={**FULL, "how": " \n"}, translation=FULL, pictures=(Words(" ", ""),))
    assert [gap.name for gap in gaps(card)] == ["how", "picture"]
    assert all(gap.is_needed for gap in gaps(card))


def test_trace_of_a_known_case():
    stages = trace(120, ["inquiry", "inquiry", "talks", "agreed", "in_force"])
    assert [(one.name, one.count, one.lost) for one in stages] == [
        ("visit", 120, 0), ("inquiry", 5, 115), ("talks", 3, 2), ("agreed", 2, 1), ("in_force", 1, 1),
    ]  # fmt: skip


@given(st.integers(0, 1000), st.lists(st.sampled_from(STAGES[1:]), max_size=40))
def test_trace_never_grows_after_the_inquiry_and_loses_nothing_untold(visits, farthest):
    stages = trace(visits, farthest)
    counts = [one.count for one in stages[1:]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == len(farthest)
    assert all(one.lost >= 0 for one in stages)
    assert sum(one.lost for one in stages[2:]) + stages[-1].count == counts[0]
