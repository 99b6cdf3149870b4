"""The contract of each kind of deal: what it says, and that it says it in both languages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal

import msgspec
import pytest

from patentfair.adapters.documents.contract import Contract, ContractParty, _shown, contract_pdf
from patentfair.adapters.documents.contract_words import amount, article_number, capitals, language_of, last_day
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.patents.record import Stage

TERMS = Terms(
    kind=DealKind.EXCLUSIVE,
    patents=("CN199900123B",),
    start=date(2026, 11, 1),
    end=date(2045, 1, 1),
    upfront=Decimal(300_000),
    royalty_percent=Decimal("2.500"),
    royalty_base="净销售额",
    notes="许可方提供两周现场指导 {g} #strong[x]。",
)
CONTRACT = Contract(
    number="PF-2026-000012",
    terms=TERMS,
    terms_hash="0123456789abcdef" * 4,
    patent_number="ZL 202010912345.6",
    application_number="202010912345.6",
    publication_number="CN199900123B",
    title_zh="换热装置（示例）",
    title_en="Heat exchanger (sample)",
    filing=date(2020, 3, 10),
    term_end=date(2040, 3, 10),
    granted_on=date(2022, 5, 6),
    right_type="invention",
    patentee="晴川理工大学（示例）",
    applicant="晴川理工大学（示例）",
    grantor=ContractParty(name_zh="晴川理工大学（示例）", name_en="Qingchuan University", address_zh="湖北省武汉市"),
    grantee=ContractParty(name_zh="辽运重工（示例）", name_en="Liaoyun Heavy Industry"),
    agreed_on=date(2026, 10, 18),
    recordal_due=date(2027, 1, 20),
    is_sample=True,
)
FREE = {"upfront": Decimal(0), "royalty_percent": Decimal(0)}


def made(kind: DealKind, terms: dict[str, object] | None = None, **changed: object) -> Contract:
    new = msgspec.structs.replace(TERMS, kind=kind, **(terms or {}))
    return msgspec.structs.replace(CONTRACT, terms=new, **changed)


PENDING = {"stage": Stage.APPLICATION, "term_end": None, "granted_on": None}
CASES = {
    "exclusive": (
        made(DealKind.EXCLUSIVE),
        "专利独占实施许可合同",
        ["被许可方", "独占实施许可：", "三个月内", "2027年1月20日"],
    ),
    "sole": (made(DealKind.SOLE), "专利排他实施许可合同", ["排他实施许可：", "第八百七十四条"]),
    "ordinary": (
        made(DealKind.ORDINARY),
        "专利普通实施许可合同",
        ["and to license others", "不含香港、澳门、台湾地区"],
    ),
    "open": (made(DealKind.OPEN), "专利开放许可实施合同", ["开放许可声明"]),
    "assignment": (made(DealKind.ASSIGNMENT), "专利权转让合同", ["转让价款", "第二十四条", "一个月内", "停止自行实施"]),
    "free assignment": (made(DealKind.ASSIGNMENT, FREE), "专利权转让合同", ["无偿转让"]),
    "share": (made(DealKind.ASSIGNMENT, share="1/3"), "专利权份额转让合同", ["全部份额（1/3）", "共有人之一"]),
    "co-owner": (made(DealKind.ORDINARY, share="1/2"), "专利普通实施许可合同", ["共有人之一", "第十四条"]),
    "application licence": (
        made(DealKind.EXCLUSIVE, {"end": None}, **PENDING),
        "专利申请实施许可合同（独占）",
        ["该专利申请被驳回", "公布号"],
    ),
    "application assignment": (made(DealKind.ASSIGNMENT, **PENDING), "专利申请权转让合同", ["专利申请权的转移"]),
    "abroad": (
        made(
            DealKind.EXCLUSIVE,
            grantee=ContractParty(name_zh="", name_en="Rheintal GmbH", country="DE"),
            is_cross_border=True,
        ),
        "专利独占实施许可合同",
        ["第三十七条", "技术出口合同登记"],
    ),
    "pledged, of a university": (
        made(DealKind.EXCLUSIVE, pledgee="江汉银行（示例）", is_public_institution=True),
        "专利独占实施许可合同",
        ["江汉银行（示例）", "第四百四十四条", "第四十五条"],
    ),
}


def words(contract: Contract) -> str:
    return json.dumps(_shown(contract), ensure_ascii=False)


@pytest.mark.parametrize("case", CASES)
def test_contract_of_each_kind(case, tmp_path):
    contract, title, expected = CASES[case]
    shown = _shown(contract)
    text = words(contract)
    assert shown["title"][0] == title
    for word in [*expected, "晴川理工大学（示例）", "第四十七条", "第八百七十五条", "the Chinese prevails"]:
        assert word in text, word
    assert "许可方（转让方）" not in text
    own, other = ("许可方", "转让方") if contract.is_licence else ("转让方", "许可方")
    clauses = [clause[0] for article in shown["articles"] for clause in article["clauses"]]
    assert any(own in clause for clause in clauses)
    assert not any(other in clause for clause in clauses)
    if not contract.is_licence:
        heads = [article["head"][0] for article in shown["articles"]]
        assert not any(word in head for head in heads for word in ("范围", "期限", "备案"))
        assert "地域：" not in text
    pdf = contract_pdf(contract)
    assert pdf.startswith(b"%PDF")
    if shutil.which("pdftotext"):
        paper = tmp_path / "contract.pdf"
        paper.write_bytes(pdf)
        printed = subprocess.run(["pdftotext", paper, "-"], check=True, capture_output=True).stdout.decode()
        assert contract.terms_hash in printed
        assert "Sample, without legal effect" in printed
        assert "{g} #strong[x]" in printed


@pytest.mark.parametrize("case", CASES)
def test_both_languages_say_the_same_number_of_things(case):
    for number, article in enumerate(_shown(CASES[case][0])["articles"], start=1):
        assert article["head"][0].startswith(f"第{article_number(number)}条")
        assert article["head"][1].startswith(f"Article {number}.")
        for zh, en in article["clauses"]:
            assert re.search(r"[㐀-鿿]", zh)
            assert re.search(r"[A-Za-z]{3}", en)
            for place in (zh, en):
                assert "{" not in place
            assert ". the " not in en
            assert en[0] == en[0].upper()
            assert len(re.findall("＿+", zh)) == len(re.findall("＿+", en)), (zh, en)
            assert bool(re.search("条", zh) and "《" in zh) == ("art." in en) or "司法解释" in zh or "同法" in zh, (
                zh,
                en,
            )


@pytest.mark.parametrize(
    ("agreed", "right", "said"),
    [
        (date(2045, 1, 1), date(2040, 3, 10), "至2040年3月9日止，含当日"),
        (date(2030, 1, 1), date(2040, 3, 10), "至2029年12月31日止，含当日"),
        (None, date(2040, 3, 10), "至2040年3月9日止，含当日"),
        (date(2030, 1, 1), None, "至2029年12月31日止，含当日"),
        (None, None, "至专利权终止之日止"),
    ],
)
def test_the_term_ends_with_the_right_at_the_latest(agreed, right, said):
    text = words(made(DealKind.ORDINARY, {"end": agreed}, term_end=right))
    assert said in text
    if right:
        assert '"期满终止日", "Term ends on", "2040年3月10日", "10 March 2040"' in text


def test_english_says_the_last_day_too():
    assert "From 1 November 2026 up to and including 9 March 2040." in words(CONTRACT)
    assert last_day(date(2028, 3, 1)).zh == "2028年2月29日"


def test_notes_and_royalty_base_stand_in_the_language_they_were_written_in():
    chinese = _shown(CONTRACT)
    assert chinese["notes"]["lang"] == "zh"
    assert "“净销售额” (base as written by the parties in Chinese)" in words(CONTRACT).replace('\\"', '"')
    english = made(DealKind.SOLE, {"notes": "Two engineers are trained on site.", "royalty_base": "net sales"})
    assert _shown(english)["notes"]["lang"] == "en"
    assert "以英文写成" in words(english)
    assert "2.5% of net sales" in words(english)
    assert language_of("") == "en"


def test_due_date_only_once_known():
    assert "即不迟于" not in words(msgspec.structs.replace(CONTRACT, recordal_due=None))


def test_import_from_abroad_names_the_import_rules():
    foreign = ContractParty(name_zh="", name_en="Rheintal GmbH", country="DE")
    text = words(made(DealKind.ORDINARY, grantor=foreign, is_cross_border=True))
    assert "技术进口合同登记" in text
    assert "技术出口" not in text


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0", "零元整"),
        ("300000", "叁拾万元整"),
        ("1005.40", "壹仟零伍元肆角整"),
        ("100.05", "壹佰元零伍分"),
        ("0.50", "伍角整"),
        ("10000001", "壹仟万零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100000010", "壹亿零壹拾元整"),
        ("1234567.89", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
    ],
)
def test_capitals(value, said):
    assert capitals(Decimal(value)) == said


def test_amounts_in_other_currencies():
    assert amount(Decimal("1234.5"), "USD").zh == "1,234.50美元"
    assert amount(Decimal(10), "SEK").zh == "SEK 10"
    assert amount(Decimal(10), "SEK").en == "SEK 10"
