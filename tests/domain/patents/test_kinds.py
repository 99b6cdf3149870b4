"""Kind codes: the right, the stage, and the words for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.patents.kind_words import kind_words
from patentfair.domain.patents.kinds import meaning_of_document, meaning_of_kind
from patentfair.domain.patents.numbers import document_id
from patentfair.domain.patents.record import RightType, Stage

INVENTION, MODEL, DESIGN = RightType.INVENTION, RightType.UTILITY_MODEL, RightType.DESIGN
GRANT, APPLICATION = Stage.GRANT, Stage.APPLICATION


@pytest.mark.parametrize(
    ("office", "kinds", "right_type", "stage"),
    [
        ("CN", "A A8 A9", INVENTION, APPLICATION),
        ("CN", "B B8 C", INVENTION, GRANT),
        ("CN", "U Y U8", MODEL, GRANT),
        ("CN", "S D S8", DESIGN, GRANT),
        ("US", "A B1 B2 C1", INVENTION, GRANT),
        ("US", "A1 A2 A9", INVENTION, APPLICATION),
        ("US", "E E1", RightType.REISSUE, GRANT),
        ("US", "H H1", RightType.STATUTORY_INVENTION, GRANT),
        ("US", "P P2 P3", RightType.PLANT, GRANT),
        ("US", "P1 P4 P9", RightType.PLANT, APPLICATION),
        ("US", "S S1", DESIGN, GRANT),
        ("EP", "A1 A2 A3 A4 A8 A9", INVENTION, APPLICATION),
        ("EP", "B1 B2 B3 B8 B9 C0", INVENTION, GRANT),
        ("WO", "A1 A2 A3 A4 A8 A9", INVENTION, APPLICATION),
        ("JP", "A A1", INVENTION, APPLICATION),
        ("JP", "B1 B2", INVENTION, GRANT),
        ("JP", "U", MODEL, APPLICATION),
        ("JP", "Y Y2 U1", MODEL, GRANT),
        ("KR", "A", INVENTION, APPLICATION),
        ("KR", "B1", INVENTION, GRANT),
        ("KR", "U", MODEL, APPLICATION),
        ("KR", "Y1", MODEL, GRANT),
        ("DE", "A1 T1 T5", INVENTION, APPLICATION),
        ("DE", "B3 B4 C1 C2 T2 T3", INVENTION, GRANT),
        ("DE", "U1", MODEL, GRANT),
        ("AT", "U1", MODEL, GRANT),
        ("AT", "E T", INVENTION, GRANT),
        ("AT", "T1", INVENTION, APPLICATION),
        ("ES", "T3", INVENTION, GRANT),
        ("PL", "T3", INVENTION, GRANT),
        ("SI", "T1", INVENTION, GRANT),
        ("FR", "E B1", INVENTION, GRANT),
        ("CH", "A5", INVENTION, GRANT),
        ("TW", "M U", MODEL, GRANT),
        ("TW", "D S", DESIGN, GRANT),
        ("ZZ", "", INVENTION, APPLICATION),
    ],
)
def test_meaning(office: str, kinds: str, right_type: RightType, stage: Stage) -> None:
    for kind in kinds.split() or [""]:
        assert meaning_of_kind(office, kind) == (right_type, stage), kind


@pytest.mark.parametrize(
    ("office", "number", "kind", "right_type", "stage"),
    [
        ("JP", "S62-012345", "U", MODEL, APPLICATION),
        ("JP", "3012345", "U", MODEL, GRANT),
        ("GB", "1234567", "A", INVENTION, GRANT),
        ("GB", "2234567", "A", INVENTION, APPLICATION),
        ("US", "D123456", "A", DESIGN, GRANT),
        ("CN", "102307917", "A", INVENTION, APPLICATION),
    ],
)
def test_the_number_tells_where_the_code_had_several_meanings(
    office: str, number: str, kind: str, right_type: RightType, stage: Stage
) -> None:
    assert meaning_of_document(document_id(office, number, kind)) == (right_type, stage)


def test_words() -> None:
    assert kind_words("CN", "B").zh == "发明专利授权公告"
    assert kind_words("CN", "B").en == "Granted invention patent"
    assert kind_words("EP", "C0").en == "Patent with unitary effect"
    assert kind_words("PT", "A1").en == "Invention, first publication (A1)"
    assert kind_words("PT", "U").zh == "实用新型，授权或登记（U）"
    assert kind_words("PT", "B9").en == "Invention, second publication, corrected (B9)"


@given(st.text(max_size=4), st.text(max_size=4))
def test_any_code_has_words_in_both_languages(office: str, kind: str) -> None:
    words = kind_words(office, kind)
    assert words.zh
    assert words.en
    meaning_of_document(document_id(office, "123", kind))
