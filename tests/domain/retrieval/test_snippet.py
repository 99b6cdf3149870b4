from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.retrieval.analysis import analyse
from patentfair.domain.retrieval.snippet import highlight, mark

TEXT = st.text(alphabet=st.sampled_from("锂離子电池 ab５mﬁ.-"), max_size=80)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_marking_keeps_the_text(text: str, query: str) -> None:
    segments = mark(text, analyse(query))
    assert "".join(segment.text for segment in segments) == text
    assert all(segment.text for segment in segments)


@settings(deadline=None)
@given(st.lists(TEXT, max_size=8).map("。".join), TEXT, st.integers(10, 60))
def test_a_snippet_is_a_passage_of_the_text(text: str, query: str, width: int) -> None:
    segments = highlight(text, analyse(query), width)
    shown = "".join(segment.text for segment in segments)
    assert shown.removeprefix("…").removesuffix("…") in text
    assert len(shown) <= width + 2


def test_stems_are_led_back_to_words() -> None:
    marked = [s.text for s in mark("Batteries and a BATTERY of 5 mm; 5毫米", analyse("battery 5mm")) if s.marked]
    assert marked == ["Batteries", "BATTERY", "5 mm", "5毫米"]


def test_chinese_words_grow_together() -> None:
    marked = [s.text for s in mark("一種鋰離子電池用的負極", analyse("锂离子电池")) if s.marked]
    assert marked == ["鋰離子電池"]


def test_the_best_window_wins() -> None:
    text = "cell. " + "filler words here. " * 40 + "The solid electrolyte of the cell is thin. " + "more filler. " * 40
    segments = highlight(text, analyse("solid electrolyte cell"), 80)
    assert [s.text for s in segments if s.marked] == ["solid", "electrolyte", "cell"]
    assert segments[0].text == segments[-1].text == "…"
