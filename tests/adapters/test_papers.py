"""Every paper of a deal: what it says in both languages, as PDF and as Word document, and that both say the same."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import msgspec
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.adapters.documents import papers
from patentfair.adapters.documents.consents import ConsentKind
from patentfair.adapters.documents.contract import (
    ConsentOnFile,
    Contract,
    ContractParty,
    ContractPatent,
    HeadLicence,
    Mandate,
    PledgeFacts,
)
from patentfair.adapters.documents.notices import NoticeFacts, NoticeKind
from patentfair.adapters.documents.open_licence import OpenLicence
from patentfair.adapters.documents.paper import Annex, AnnexRow, Article, Fact, Paper, PaperStyle, Written, laid_out
from patentfair.adapters.documents.paper_docx import paper_docx
from patentfair.adapters.documents.paper_pdf import paper_pdf
from patentfair.domain.kernel.errors import NotFound
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import Condition, DealKind, Milestone, Terms, Tier

PRINT = "0123456789abcdef" * 4
UNIVERSITY = ContractParty(
    name_zh="晴川理工大学（示例）",
    name_en="Qingchuan University (sample)",
    address_zh="湖北省武汉市",
    address_en="Wuhan",
    signed_by="王女士",
    signed_on=date(2026, 10, 20),
)
MAKER = ContractParty(name_zh="辽运重工（示例）", name_en="Liaoyun Heavy Industry (sample)", address_zh="辽宁省大连市")
BANK = ContractParty(name_zh="江汉银行（示例）", name_en="Jianghan Bank (sample)")
PERSON = ContractParty(name_zh="示例人", name_en="Sample Person", is_person=True)
PATENT = ContractPatent(
    patent_number="ZL 202010912345.6",
    application_number="202010912345.6",
    publication_number="CN199900123B",
    title_zh="换热装置（示例）",
    title_en="Heat exchanger (sample)",
    filing=date(2020, 3, 10),
    granted_on=date(2022, 5, 6),
    term_end=date(2040, 3, 10),
    right_type="invention",
    patentee="晴川理工大学（示例）",
    applicant="晴川理工大学（示例）",
)
UTILITY = msgspec.structs.replace(PATENT, patent_number="ZL 202120912346.4", right_type="utility_model")
TERMS = Terms(
    kind=DealKind.EXCLUSIVE,
    patents=("CN199900123B",),
    start=date(2026, 11, 1),
    end=date(2036, 11, 1),
    upfront=Decimal(300_000),
    royalty_base="净销售额",
    tiers=(Tier(Decimal(1_000_000), Decimal(3)), Tier(None, Decimal("2.5"))),
    milestones=(Milestone("完成中试", Decimal(100_000), date(2027, 6, 30)),),
    conditions=(Condition("董事会批准", date(2026, 12, 31)),),
)
DEAL = Contract(
    number="PF-2026-000012",
    terms=TERMS,
    terms_hash=PRINT,
    patents=(PATENT,),
    grantor=UNIVERSITY,
    grantee=MAKER,
    agreed_on=date(2026, 10, 18),
    recordal_due=date(2027, 1, 20),
    mandates=(
        Mandate(
            principal=UNIVERSITY.name,
            agent=Words("示例代理有限公司", "Sample Agency"),
            start=date(2026, 1, 1),
            until=date(2027, 1, 1),
        ),
    ),
    consents=(ConsentOnFile(who=BANK.name, standing=Words("质权人", "Pledgee"), given_on=date(2026, 10, 19)),),
    is_sample=True,
)


def deal(kind: DealKind, terms: dict[str, object] | None = None, **changed: object) -> Contract:
    return msgspec.structs.replace(DEAL, terms=msgspec.structs.replace(TERMS, kind=kind, **(terms or {})), **changed)


LICENCE, OPEN = deal(DealKind.EXCLUSIVE), deal(DealKind.OPEN)
ASSIGNMENT = deal(DealKind.ASSIGNMENT, patents=(PATENT, UTILITY))
SUB = deal(
    DealKind.SUB_LICENCE,
    head=HeadLicence(kind=DealKind.SOLE, licensor=BANK.name, end=date(2035, 1, 1), allows_sub_licences=True),
)
PLEDGE = deal(
    DealKind.PLEDGE,
    {"secured_amount": Decimal(5_000_000), "debt_from": date(2026, 11, 1), "debt_until": date(2029, 11, 1)},
    grantee=BANK,
    patents=(PATENT, UTILITY),
    pledge=PledgeFacts(main_contract="JK-88", value=Decimal(8_000_000), registration_number="Y2026"),
)
JOINT = deal(DealKind.JOINT_DEVELOPMENT, {"contributions": "甲方出人。"})
OFFER = OpenLicence(
    patent=UTILITY,
    patentees=(UNIVERSITY, MAKER),
    terms=msgspec.structs.replace(TERMS, upfront=Decimal(0), tiers=(), royalty_percent=Decimal(25)),
    terms_hash=PRINT,
    number="KF-7",
    contact="示例联系人",
    is_sample=True,
)
FACTS = NoticeFacts(
    on=date(2026, 11, 1), what="首期提成", amount=Decimal(50_000), due=date(2026, 10, 1), contact="窗口"
)

PAPERS: dict[str, tuple[Paper, list[str]]] = {
    "term sheet": (
        papers.term_sheet(LICENCE),
        ["条款清单", "独占实施许可", "完成中试", "董事会批准", "第八百六十三条"],
    ),
    "term sheet, sub-licence": (papers.term_sheet(SUB), ["原许可", "2034年12月31日"]),
    "term sheet, pledge": (papers.term_sheet(PLEDGE), ["人民币5,000,000元", "2029年10月31日", "第四百二十七条"]),
    "term sheet, development": (papers.term_sheet(JOINT), ["合作开发（普通实施许可）", "甲方出人。"]),
    "term sheet, pilot": (
        papers.term_sheet(deal(DealKind.PILOT, {"pilot_until": date(2027, 5, 1)})),
        ["试用及选择权截止日", "2027年4月30日"],
    ),
    "contract, sub-licence": (papers.contract(SUB), ["明确授权分许可方"]),
    "consent of a co-owner": (
        papers.consent(ASSIGNMENT, PERSON, ConsentKind.CO_OWNER),
        ["共有人同意书", "将该专利转让给辽运重工", "第十四条", "本人"],
    ),
    "consent of the pledgee": (
        papers.consent(LICENCE, BANK, ConsentKind.PLEDGEE),
        ["第四百四十四条第二款", "提前清偿债务", "以独占实施许可的方式许可"],
    ),
    "consent of the head licensor": (
        papers.consent(SUB, BANK, ConsentKind.HEAD_LICENSOR),
        ["第十二条", "第八百六十七条"],
    ),
    "consent of the funding body": (
        papers.consent(LICENCE, BANK, ConsentKind.FUNDING_BODY),
        ["科学技术进步法", "第三十四条"],
    ),
    "consent to an open licence": (
        papers.consent(OPEN, MAKER, ConsentKind.OPEN_LICENCE),
        ["国家知识产权局：", "第八十五条"],
    ),
    "pledgee and open licence": (
        papers.consent(OPEN, BANK, ConsentKind.OPEN_LICENCE_OF_PLEDGED),
        ["第八十六条"],
    ),
    "pledge of an open licence": (
        papers.consent(PLEDGE, BANK, ConsentKind.CONTINUED_OPEN_LICENCE),
        ["继续实行"],
    ),
    "despite invalidation": (papers.consent(PLEDGE, BANK, ConsentKind.DESPITE_INVALIDATION), ["无效宣告程序"]),
    "same-day filing": (papers.consent(PLEDGE, UNIVERSITY, ConsentKind.SAME_DAY_FILING), ["同日"]),
    "power of attorney": (
        papers.power_of_attorney(LICENCE, LICENCE.mandates[0]),
        ["示例代理有限公司", "2026年12月31日"],
    ),
    "declaration": (
        papers.open_licence_declaration(OFFER),
        ["任何单位或者个人", "全体专利权人", "专利权评价报告", "净销售额的25%", "2000", "20%", "示例联系人"],
    ),
    "withdrawal": (papers.open_licence_withdrawal(OFFER, reason="拟转让"), ["不附条件", "拟转让", "第五十条第二款"]),
    "recordal": (
        papers.recordal_request(LICENCE),
        ["不代替该表格", "地域范围", "2027年1月20日", "第十五条第二款", "示例代理有限公司"],
    ),
    "recordal of an open licence": (papers.recordal_request(OPEN), ["第八十七条", "书面通知"]),
    "change of owner": (
        papers.registration_request(ASSIGNMENT),
        ["变更前", "变更后", "著录项目变更申报书", "ZL 202120912346.4", "批量变更"],
    ),
    "pledge registration": (
        papers.pledge_registration_request(PLEDGE),
        ["JK-88", "第十五条第三款", "关于同日申请情况的声明", "人民币8,000,000元"],
    ),
    "pledge cancellation": (papers.pledge_cancellation_request(PLEDGE), ["Y2026", "注销原因"]),
    "technology contract": (
        papers.technology_contract_registration(LICENCE),
        ["技术许可合同", "合同成交额", "技术交易额", "人民币400,000元", "另计提成", "发明专利"],
    ),
    "technology contract, transfer": (
        papers.technology_contract_registration(ASSIGNMENT),
        ["技术转让合同（专利权转让）", "实用新型专利"],
    ),
    "technology contract, development": (
        papers.technology_contract_registration(JOINT),
        ["技术开发合同（合作开发）"],
    ),
    "price notice": (
        papers.notice(NoticeKind.PRICE, LICENCE, FACTS),
        ["第十八条", "自2026年11月1日起，至2026年11月16日止", "窗口", "异议"],
    ),
    "open-licence notice": (
        papers.notice(NoticeKind.OPEN_LICENCE, OPEN, FACTS),
        ["致：晴川理工大学", "第五十一条第一款"],
    ),
    "reminder": (papers.notice(NoticeKind.PAYMENT_REMINDER, LICENCE, FACTS), ["即将到期", "人民币50,000元"]),
    "demand": (papers.notice(NoticeKind.PAYMENT_DEMAND, LICENCE, FACTS), ["致：辽运重工", "第八百七十三条"]),
    "termination": (
        papers.notice(NoticeKind.TERMINATION, LICENCE, msgspec.structs.replace(FACTS, from_grantor=False)),
        ["致：晴川理工大学", "自本通知到达之日起解除"],
    ),
    "release": (papers.release_of_pledge(PLEDGE, FACTS), ["Y2026", "注销"]),
}

for _kind in DealKind:
    if _kind not in {DealKind.PLEDGE, DealKind.SUB_LICENCE}:
        PAPERS[f"contract, {_kind}"] = (papers.contract(deal(_kind)), ["第一条", "人民法院起诉", "CN199900123B"])
PAPERS["contract, pledge"] = (papers.contract(PLEDGE), ["质押标的", "ZL 202120912346.4"])


def text_of(paper: Paper) -> str:
    return json.dumps(laid_out(paper), ensure_ascii=False)


def pairs(value: object, place: str = ""):
    """Every pair of texts in both languages, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from pairs(inner, key)
    elif isinstance(value, list):
        if len(value) == 2 and all(isinstance(text, str) for text in value) and place not in {"rows", "signed"}:
            yield value
        for inner in value:
            yield from pairs(inner, place)


def in_docx(data: bytes) -> str:
    """Every text of the body, of its tables, and of header and footer."""
    document = Document(BytesIO(data))
    section = document.sections[0]
    parts = [document.element.body, section.header._element, section.footer._element]
    return "".join(node.text or "" for part in parts for node in part.iter(qn("w:t")))


def squeezed(text: str) -> str:
    return re.sub(r"[\s＿　]", "", text)


@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_says_what_it_must(name):
    paper, expected = PAPERS[name]
    text = text_of(paper)
    for word in expected:
        assert word in text, word
    assert paper.fingerprint == PRINT
    assert "Sample, without legal effect" in text
    assert not re.search(r"[{}]", "".join(zh + en for zh, en in pairs(laid_out(paper))))
    for zh, en in pairs(laid_out(paper)):
        assert bool(zh) == bool(en), (zh, en)
        assert not re.search(r"[㐀-鿿]", re.sub("“[^”]*”", "", en)) or zh == en or "窗口" in en, en
        assert zh == en or re.search(r"[㐀-鿿＿]", zh), zh
    assert "、、" not in text
    assert "。。" not in text
    assert "None" not in text


@pytest.mark.parametrize("name", PAPERS)
def test_both_files_say_the_same(name, tmp_path):
    paper, _ = PAPERS[name]
    word = paper_docx(paper)
    said = squeezed(in_docx(word))
    for zh, en in pairs({key: value for key, value in laid_out(paper).items() if key not in {"style", "sample"}}):
        assert squeezed(zh) in said, zh
        assert squeezed(en) in said, en
    pdf = paper_pdf(paper)
    assert pdf.startswith(b"%PDF")
    if shutil.which("pdftotext"):
        file = tmp_path / "paper.pdf"
        file.write_bytes(pdf)
        printed = squeezed(subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True).stdout.decode())
        for zh, _ in [value for value in pairs(laid_out(paper)["articles"], "articles") if value[0]]:
            pieces = re.findall(r"[㐀-鿿]{2,4}", squeezed(zh))
            missing = [piece for piece in pieces if piece not in printed]  # lines break within some
            assert len(missing) <= max(1, 0.4 * len(pieces)), zh
        for page in printed.split("\f"):
            assert not page or PRINT in page


def test_consents_and_notices_fit_a_page(tmp_path):
    if not shutil.which("pdfinfo"):
        pytest.skip("no pdfinfo here")
    for name, (paper, _) in PAPERS.items():
        if "consent" in name or name in {"reminder", "demand", "termination", "release", "power of attorney"}:
            file = tmp_path / "paper.pdf"
            file.write_bytes(paper_pdf(paper))
            told = subprocess.run(["pdfinfo", file], check=True, capture_output=True).stdout.decode()
            assert re.search(r"Pages:\s+1\n", told), name


def test_the_word_document_is_one_to_edit():
    data = paper_docx(papers.contract(LICENCE))
    document = Document(BytesIO(data))
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert heads[0].startswith("第一条")
    assert "Article 1." in heads[0]
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"
    assert "PAGE" in document.sections[0].footer._element.xml
    assert PRINT in document.sections[0].footer._element.xml
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert "Noto Serif CJK SC" in archive.read("word/fontTable.xml").decode()
    clauses = [table for table in document.tables if table.rows[0].cells[0].text.startswith("1.1")]
    assert len(clauses[0].columns) == 2
    assert clauses[0].rows[0].cells[1].text.startswith("1.1 ")
    assert "平台签署：王女士，2026年10月20日" in in_docx(data)


def test_the_same_paper_gives_the_same_bytes():
    paper = papers.contract(LICENCE)
    assert paper_docx(paper) == paper_docx(paper)
    assert paper_pdf(paper) == paper_pdf(paper)
    with zipfile.ZipFile(BytesIO(paper_docx(paper))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_papers_offered_by_kind():
    assert [name for name, _ in papers.offered(LICENCE)] == [
        "term-sheet",
        "contract",
        "recordal",
        "technology-contract",
    ]
    assert "registration" in dict(papers.offered(ASSIGNMENT))
    assert "pledge-registration" in dict(papers.offered(PLEDGE))
    assert "technology-contract" not in dict(papers.offered(PLEDGE))
    for kind in DealKind:
        one = deal(kind)
        for name, words in papers.offered(one):
            assert words.zh
            assert papers.paper(one, name).articles
    with pytest.raises(NotFound):
        papers.paper(LICENCE, "registration")


def test_every_signatory_has_a_block():
    third = msgspec.structs.replace(BANK, role=Words("入池方", "Contributor"))
    shown = laid_out(papers.contract(deal(DealKind.POOL, others=(third, third))))
    assert len(shown["signatures"]) == 4
    assert len(laid_out(papers.contract(SUB))["signatures"]) == 2
    without = msgspec.structs.replace(SUB, head=msgspec.structs.replace(SUB.head, allows_sub_licences=False))
    blocks = laid_out(papers.contract(without))["signatures"]
    assert blocks[2]["name"] == ["江汉银行（示例）", "Jianghan Bank (sample)"]
    assert blocks[2]["role"][0] == "专利权人（同意分许可）"


def test_a_signature_on_the_terms_is_not_one_on_a_notice():
    for name in ("reminder", "demand", "release", "price notice"):
        assert "王女士" not in text_of(PAPERS[name][0])


def test_warnings():
    assert laid_out(PAPERS["declaration"][0])["warnings"]
    modest = msgspec.structs.replace(
        OFFER, patent=PATENT, terms=msgspec.structs.replace(OFFER.terms, royalty_percent=Decimal(20))
    )
    assert not papers.open_licence_declaration(modest).warnings
    of_profit = msgspec.structs.replace(modest.terms, royalty_percent=Decimal(40), royalty_base="利润")
    assert not papers.open_licence_declaration(msgspec.structs.replace(modest, terms=of_profit)).warnings
    dear = msgspec.structs.replace(modest.terms, upfront=Decimal(25_000_000))
    assert papers.open_licence_declaration(msgspec.structs.replace(modest, terms=dear)).warnings
    assert not papers.contract(PLEDGE).warnings
    pledged = msgspec.structs.replace(PLEDGE, patents=(msgspec.structs.replace(PATENT, pledgee="甲银行"),))
    assert papers.contract(pledged).warnings
    short = msgspec.structs.replace(FACTS, until=date(2026, 11, 16))
    assert papers.notice(NoticeKind.PRICE, LICENCE, short).warnings
    enough = msgspec.structs.replace(FACTS, until=date(2026, 11, 17))
    assert not papers.notice(NoticeKind.PRICE, LICENCE, enough).warnings


ODD = st.text(max_size=60) | st.sampled_from(["#strong[x]", "{g}", "$x$", "\\", "＿＿", "\x00\x0b", "𠀀", "a\nb"])


@settings(max_examples=25, deadline=None)
@given(ODD, ODD, ODD)
def test_whatever_the_parties_write_is_set_as_it_stands(one, two, three):
    paper = Paper(
        title=Words("示例", "Sample"),
        style=PaperStyle.FORM,
        number=one,
        facts=(Fact(Words("甲", "A"), Words(two, three)),),
        articles=(Article(Words("乙", "B"), (Words(one, two), Written(three))),),
        annexes=(Annex(Words("附件", "Annex"), (AnnexRow(Words("丙", "C"), 1, Words(one, two)),)),),
        fingerprint=PRINT,
    )
    assert Document(BytesIO(paper_docx(paper))).tables
    assert paper_pdf(paper).startswith(b"%PDF")
