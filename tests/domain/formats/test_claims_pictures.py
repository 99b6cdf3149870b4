"""Formulas, pictures and tables in claims leave a mark in their place and a problem of the record."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from patentfair.domain.formats.read import read_stream
from patentfair.domain.patents.record import PatentRecord

GOLDEN = Path(__file__).parents[2] / "golden"


def record(data: str) -> PatentRecord:
    (found,) = read_stream(io.BytesIO(data.encode()), "f.xml")
    assert isinstance(found, PatentRecord), found
    return found


def american(claim: str) -> PatentRecord:
    return record(
        '<?xml version="1.0" encoding="UTF-8"?>\n<us-patent-grant lang="EN"><us-bibliographic-data-grant>'
        "<publication-reference><document-id><country>US</country><doc-number>09990011</doc-number><kind>B2</kind>"
        "<date>20180102</date></document-id></publication-reference><invention-title>Bearing</invention-title>"
        f'</us-bibliographic-data-grant><claims><claim num="1"><claim-text>{claim}</claim-text></claim></claims>'
        "</us-patent-grant>"
    )


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "1. A ring of <maths><math><mfrac><mi>x</mi><mn>2</mn></mfrac></math></maths> parts.",
            "A ring of [formula] parts.",
        ),
        ("A ring <math><msup><mi>x</mi><mn>2</mn></msup></math>.", "A ring [formula] ."),
        (
            'A compound <chemistry id="c1"><img file="a.tif"/></chemistry> wherein R<sub>1</sub>',
            "A compound [formula] wherein R1",
        ),
        ("A compound <chemistry/> or <chemistry>x</chemistry> end", "A compound [formula] or [formula] end"),
        ('A ring as in <img file="a.tif" alt="a &gt; b"/> shown', "A ring as in [picture] shown"),
        (
            "A ring of<tables><table><row><entry>a</entry><entry>b</entry></row></table></tables>",
            "A ring of [table] a b",
        ),
    ],
)
def test_american_claims(claim: str, text: str) -> None:
    found = american(claim)
    assert [one.text for one in found.claims] == [text]
    assert "claims.pictures" in found.problems


def test_a_formula_in_one_line_stays() -> None:
    formula = (
        "<maths><math><mi>x</mi><mo>&#x3c;</mo><msub><mi>k</mi><mn>1</mn></msub></math><img file='a.tif'/></maths>"
    )
    found = american(f"A ring where {formula} holds.")
    assert found.claims[0].text == "A ring where x<k1 holds."
    assert "claims.pictures" not in found.problems


def test_a_claim_of_words_alone_has_no_problem() -> None:
    found = american("1. A ring with <b>3</b> parts, x &lt; y, in a &lt;table.")
    assert found.claims[0].text == "A ring with 3 parts, x < y, in a <table."
    assert "claims.pictures" not in found.problems


OLD = (
    '<?xml version="1.0" encoding="UTF-8"?><cn-patent-document lang="ZH"><cn-bibliographic-data>'
    "<cn-publication-reference><document-id><country>CN</country><doc-number>102345678</doc-number><kind>A</kind>"
    "<date>20120102</date></document-id></cn-publication-reference><invention-title>轴承</invention-title>"
    '</cn-bibliographic-data><application-body><claims><claim num="1"><claim-text>{}</claim-text></claim></claims>'
    "</application-body></cn-patent-document>"
)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ('1.式<chemistry><img file="a.tif"/></chemistry>的化合物。', "式[formula]的化合物。"),
        ('如<img file="a.tif"/>所示。', "如[picture]所示。"),
        ("下表：<tables><table><row><entry>甲</entry><entry>乙</entry></row></table></tables>", "下表： [table] 甲乙"),
        ("一种轴承。", "一种轴承。"),
    ],
)
def test_chinese_claims_of_the_older_form(claim: str, text: str) -> None:
    found = record(OLD.format(claim))
    assert [one.text for one in found.claims] == [text]
    assert ("claims.pictures" in found.problems) == ("[" in text)


def test_chinese_claims_of_the_standard() -> None:
    data = (GOLDEN / "cnipa-standard/application-pct/input.xml").read_text(encoding="utf-8")
    plain = record(data)
    formula = (
        "<base:MathDetails><base:MathText><![CDATA[<mfrac><mi>x</mi></mfrac>]]></base:MathText></base:MathDetails>"
    )
    pictured = data.replace("油环(1)；", f'油环(1)<base:Image file="a.tif"/>{formula}；')
    assert pictured != data
    found = record(pictured)
    assert "油环(1)[picture][formula]；" in found.claims[0].text
    assert "claims.pictures" in found.problems
    assert "[picture]" not in plain.claims[0].text
