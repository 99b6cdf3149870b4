from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.retrieval.analysis import analyse, sequence, tokenise
from patentfair.domain.retrieval.folding import fold, origins

TEXT = st.text(
    alphabet=st.sampled_from("锂離離子电池的 a1５mMµ°C-.,'%/éﬁ３ｶ가ß\u0301\U00020000（"), max_size=60
) | st.text(max_size=60)


@settings(deadline=None)
@given(TEXT)
def test_folding_is_by_character(text: str) -> None:
    assert fold(text) == "".join(fold(character) for character in text) or text.isascii()
    places = origins(text)
    assert len(places) == len(fold(text)) + 1
    assert places == sorted(places)
    assert places[-1] == len(text)


@settings(deadline=None)
@given(TEXT)
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    folded = fold(text)
    position = 0
    for token in tokenise(folded):
        assert 0 <= token.start < token.end <= len(folded)
        assert token.term
        assert len(token.term) <= 64
        assert not any(character.isspace() for character in token.term)
        assert token.position >= position
        position = token.position


@settings(deadline=None)
@given(TEXT, TEXT)
def test_texts_apart_are_analysed_apart(left: str, right: str) -> None:
    assert analyse(f"{left}\n。\n{right}") == analyse(left) + analyse(right)


def test_numbers_join_their_units() -> None:
    for spelling in ("5 mm", "5mm", "５ ｍｍ", "5毫米", "5.0 mm"):
        assert "5mm" in analyse(f"厚度 {spelling} 以下"), spelling
    assert analyse("1,000 mm") == ("1000mm",)
    assert analyse("10-20 mm") == ("10", "20mm")
    assert analyse("10 μm") == analyse("10µm") == ("10um",)
    assert analyse("25℃") == ("25°c",)
    assert analyse("5 a battery") == ("5", "batteri")


def test_traditional_and_simplified_are_one() -> None:
    assert analyse("鋰離子電池") == analyse("锂离子电池")


def test_chinese_gives_words_and_character_pairs() -> None:
    terms = analyse("锂离子电池")
    assert {"锂离子", "锂离", "离子", "子电", "电池"} <= set(terms)
    assert len(terms) == len(set(terms))


def test_english_is_stemmed_and_names_stay_whole() -> None:
    assert analyse("The batteries of LiFePO₄") == ("batteri", "lifepo4")
    assert analyse("LiNi0.8Co0.1Mn0.1O2") == ("lini0.8co0.1mn0.1o2",)
    assert set(analyse("solid-state")) == {"solidstate", "solid", "state"}
    assert analyse("café") == analyse("cafe")


def test_sequences_for_phrases() -> None:
    assert sequence(tokenise(fold("硅碳负极 of a solid-state cell"))) == (
        "硅碳",
        "碳负",
        "负极",
        "solid",
        "state",
        "cell",
    )
    assert sequence(tokenise("硅 x")) == ("硅", "x")
    assert sequence(tokenise("锂离子")) == ("锂离", "离子")


@settings(deadline=None)
@given(TEXT, TEXT, TEXT)
def test_a_passage_is_a_phrase_of_its_text(before: str, passage: str, after: str) -> None:
    inner = sequence(tokenise(fold(passage)))
    whole = sequence(tokenise(fold(f"{before}\n。\n{passage}\n。\n{after}")))
    assert any(whole[i : i + len(inner)] == inner for i in range(len(whole) + 1))
