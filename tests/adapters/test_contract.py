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

from patentfair.adapters.documents.contract import (
    ConsentOnFile,
    Contract,
    ContractParty,
    ContractPatent,
    HeadLicence,
    Mandate,
    PledgeFacts,
    contract_paper,
    contract_pdf,
)
from patentfair.adapters.documents.contract_words import amount, article_number, capitals, language_of, last_day
from patentfair.adapters.documents.paper import laid_out
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import Condition, DealKind, Milestone, Terms, Tier
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
PATENT = ContractPatent(
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
)
CONTRACT = Contract(
    number="PF-2026-000012",
    terms=TERMS,
    terms_hash="0123456789abcdef" * 4,
    patents=(PATENT,),
    grantor=ContractParty(name_zh="晴川理工大学（示例）", name_en="Qingchuan University", address_zh="湖北省武汉市"),
    grantee=ContractParty(name_zh="辽运重工（示例）", name_en="Liaoyun Heavy Industry"),
    agreed_on=date(2026, 10, 18),
    recordal_due=date(2027, 1, 20),
    is_sample=True,
)
FREE = {"upfront": Decimal(0), "royalty_percent": Decimal(0)}


OF_PATENT = set(ContractPatent.__struct_fields__)


def made(kind: DealKind, terms: dict[str, object] | None = None, **changed: object) -> Contract:
    """The sample contract with other terms, facts of the deal and facts of its patent."""
    new = msgspec.structs.replace(TERMS, kind=kind, **(terms or {}))
    patent = {name: changed.pop(name) for name in list(changed) if name in OF_PATENT}
    if patent:
        changed["patents"] = (msgspec.structs.replace(PATENT, **patent),)
    return msgspec.structs.replace(CONTRACT, terms=new, **changed)


UTILITY = msgspec.structs.replace(
    PATENT, patent_number="ZL 202120912346.4", right_type="utility_model", term_end=date(2031, 4, 28)
)
FILED = msgspec.structs.replace(PATENT, application_number="202410912347.9", stage=Stage.APPLICATION, term_end=None)
BANK = ContractParty(name_zh="江汉银行（示例）", name_en="Jianghan Bank (sample)")
HEAD = HeadLicence(
    kind=DealKind.EXCLUSIVE,
    licensor=Words("晴川理工大学（示例）", "Qingchuan University"),
    number="XK-18",
    made_on=date(2024, 5, 8),
    end=date(2035, 6, 1),
)
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
    "three patents": (
        made(DealKind.ASSIGNMENT, patents=(PATENT, UTILITY, FILED)),
        "专利权转让合同",
        ["ZL 202120912346.4", "202410912347.9", "共3件", "其中每一件", "实用新型", "尚未授权的专利申请"],
    ),
    "sub-licence": (
        made(DealKind.SUB_LICENCE, {"parent": "grant:12"}, head=HEAD),
        "专利实施分许可合同（普通）",
        ["2024年5月8日", "2035年5月31日", "XK-18", "第八百六十七条", "专利权人（同意分许可）", "分许可同时终止"],
    ),
    "sub-licence, nothing known": (
        made(DealKind.SUB_LICENCE, {"parent": "grant:12", "grants": DealKind.EXCLUSIVE}),
        "专利实施分许可合同（独占）",
        ["下称原许可", "独占实施许可："],
    ),
    "use first": (
        made(DealKind.USE_FIRST, {"free_until": date(2028, 1, 1)}),
        "专利普通实施许可合同（先使用后付费）",
        ["2028年1月1日以前，任何使用费均不到期"],
    ),
    "pilot": (
        made(
            DealKind.PILOT,
            {"pilot_until": date(2027, 5, 1), "pilot_fee": Decimal(20_000), "grants": DealKind.EXCLUSIVE},
        ),
        "专利独占实施许可合同（先试用后许可）",
        ["2027年4月30日", "选择权", "试用费：人民币20,000元", "自行使选择权之日起，至2040年3月9日止"],
    ),
    "pilot, then assignment": (
        made(DealKind.PILOT, {"grants": DealKind.ASSIGNMENT}),
        "专利权转让合同（先试用后许可）",
        ["约定的转让对双方发生效力"],
    ),
    "bundle": (
        made(DealKind.BUNDLE, {"know_how": "钎焊工艺卡。", "software": "Design tool 2.1"}, patents=(PATENT, UTILITY)),
        "专利、技术秘密、软件组合许可合同",
        ["钎焊工艺卡。", "Design tool 2.1", "技术秘密部分", "以英文为准"],
    ),
    "bundle assigned": (
        made(DealKind.BUNDLE, {"grants": DealKind.ASSIGNMENT, "know_how": "工艺卡。", "equity": "占股 8%。"}),
        "专利、技术秘密组合转让合同",
        ["下列技术秘密转让给", "占股 8%。"],
    ),
    "pool": (
        made(DealKind.POOL, FREE, others=(msgspec.structs.replace(BANK, role=Words("入池方", "Contributor")),)),
        "专利池入池许可合同",
        ["第八百六十四条", "附件三", "专利池管理方", "各方签字"],
    ),
    "everything agreed": (
        made(
            DealKind.EXCLUSIVE,
            {
                "tiers": (Tier(Decimal(1_000_000), Decimal(3)), Tier(None, Decimal(2))),
                "royalty_cap": Decimal(2_000_000),
                "milestones": (Milestone("完成中试", Decimal(100_000), date(2027, 6, 30)),),
                "conditions": (Condition("董事会批准", date(2026, 12, 31)), Condition("无保留意见")),
                "minimum_yearly": Decimal(5_000),
                "statement_months": 6,
                "payment_days": 45,
            },
            mandates=(Mandate(principal=Words("甲", "A"), agent=Words("代理", "Agent"), until=date(2027, 1, 1)),),
            consents=(ConsentOnFile(who=BANK.name, standing=Words("质权人", "Pledgee")),),
        ),
        "专利独占实施许可合同",
        [
            "超过人民币1,000,000元的部分",
            "完成中试",
            "2027年6月30日",
            "董事会批准",
            "2026年12月31日",
            "每6个月结算一次",
            "45日内",
            "不再计收",
            "尚未取得",
            "委托代理",
        ],
    ),
}
OTHERS = {
    "pledge": (
        made(
            DealKind.PLEDGE,
            {
                "secured_amount": Decimal(5_000_000),
                "debt_from": date(2026, 11, 1),
                "debt_until": date(2032, 11, 1),
                "debtor": "晴川实业（示例）",
            },
            grantee=BANK,
            patents=(PATENT, UTILITY),
            pledge=PledgeFacts(main_contract="JK-88", debt_kind="借款", value=Decimal(8_000_000)),
        ),
        "专利权质押合同",
        [
            "人民币5,000,000元",
            "晴川实业（示例）",
            "自2026年11月1日起至2032年10月31日止",
            "JK-88",
            "第四百四十四条第一款",
            "第四百二十八条",
            "第十五条第三款",
            "评估值人民币8,000,000元",
            "债务履行期限晚于",
        ],
    ),
    "joint development": (
        made(DealKind.JOINT_DEVELOPMENT, {"contributions": "甲方出人，乙方出钱。"}),
        "技术开发（合作）合同",
        ["甲方出人，乙方出钱。", "第八百六十条", "第八百六十一条", "背景专利", "普通实施许可"],
    ),
    "joint development, assigned": (
        made(DealKind.JOINT_DEVELOPMENT, {"grants": DealKind.ASSIGNMENT, "results": "归双方共有。", **FREE}),
        "技术开发（合作）合同",
        ["将背景专利转让给乙方", "归双方共有。", "互不支付经费"],
    ),
}


def words(contract: Contract) -> str:
    return json.dumps(laid_out(contract_paper(contract)), ensure_ascii=False)


def texts(shown: dict) -> list[tuple[str, str]]:
    """The clauses in both languages."""
    return [tuple(i["text"]) for article in shown["articles"] for i in article["items"] if i["kind"] == "text"]


@pytest.mark.parametrize("case", CASES)
def test_contract_of_each_kind(case, tmp_path):
    contract, title, expected = CASES[case]
    shown = laid_out(contract_paper(contract))
    text = words(contract)
    assert shown["title"][0] == title
    for word in [*expected, "晴川理工大学（示例）", "第四十七条", "第八百七十五条", "the Chinese prevails"]:
        assert word in text, word
    assert "许可方（转让方）" not in text
    own, other = ("许可方", "转让方") if contract.is_licence else ("转让方", "许可方")
    if contract.kind is DealKind.POOL:
        own = "入池方"
    clauses = [zh for zh, _ in texts(shown)]
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


@pytest.mark.parametrize("case", OTHERS)
def test_contract_without_a_sale(case):
    contract, title, expected = OTHERS[case]
    shown = laid_out(contract_paper(contract))
    text = json.dumps(shown, ensure_ascii=False)
    assert shown["title"][0] == title
    for word in [*expected, "the Chinese prevails", "人民法院起诉"]:
        assert word in text, word
    assert not re.search("(许可|转让)方(?!式)", "".join(zh for zh, _ in texts(shown)))
    assert contract_pdf(contract).startswith(b"%PDF")


ALL = {**CASES, **OTHERS}


@pytest.mark.parametrize("case", ALL)
def test_both_languages_say_the_same_number_of_things(case):
    for number, article in enumerate(laid_out(contract_paper(ALL[case][0]))["articles"], start=1):
        assert article["head"][0].startswith(f"第{article_number(number)}条")
        assert article["head"][1].startswith(f"Article {number}.")
        for zh, en in (item["text"] for item in article["items"] if item["kind"] == "text"):
            assert re.search(r"[㐀-鿿]", zh)
            assert re.search(r"[A-Za-z]{3}", en)
            for place in (zh, en):
                assert "{" not in place
            assert ". the " not in en
            assert en[0] == en[0].upper()
            assert len(re.findall("＿+", zh)) == len(re.findall("＿+", en)), (zh, en)
            assert (
                bool(re.search("条", zh) and "《" in zh) == bool(re.search(r"arts?\.", en))
                or "司法解释" in zh
                or "同法" in zh
            ), (
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


def test_several_rights_end_with_the_last_of_them():
    both = made(DealKind.ORDINARY, {"end": None}, patents=(PATENT, UTILITY))
    assert both.ends == date(2040, 3, 10)
    assert made(DealKind.ORDINARY, {"end": None}, patents=(PATENT, FILED)).ends is None


def test_english_says_the_last_day_too():
    assert "From 1 November 2026 up to and including 9 March 2040." in words(CONTRACT)
    assert last_day(date(2028, 3, 1)).zh == "2028年2月29日"


def test_notes_and_royalty_base_stand_in_the_language_they_were_written_in():
    assert '"lang": "zh"' in words(CONTRACT)
    assert "“净销售额” (as written by the parties in Chinese)" in words(CONTRACT)
    english = made(DealKind.SOLE, {"notes": "Two engineers are trained on site.", "royalty_base": "net sales"})
    assert '"lang": "en"' in words(english)
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
