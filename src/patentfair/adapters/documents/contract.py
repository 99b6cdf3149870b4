"""The bilingual contract of an agreed version of terms, set with Typst."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import msgspec
import typst

from patentfair.domain.kernel.words import Words
from patentfair.domain.market.terms import DealKind, Terms
from patentfair.domain.patents.acts import ACT_NAMES
from patentfair.domain.patents.regions import territory_name

__all__ = ["Contract", "ContractParty", "contract_pdf"]


class ContractParty(msgspec.Struct, frozen=True, kw_only=True):
    """One side: its names, and who signed for it when, once signed."""

    name_zh: str
    name_en: str
    signed_by: str = ""
    signed_on: date | None = None


class Contract(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the paper says. `terms_hash` binds it to the version both sides accepted."""

    number: str
    terms: Terms
    terms_hash: str
    patent_number: str
    application_number: str
    title_zh: str
    title_en: str
    filing: date | None
    term_end: date | None
    grantor: ContractParty
    grantee: ContractParty
    agreed_on: date
    recordal_due: date | None = None
    is_sample: bool = False


KIND = {
    DealKind.ASSIGNMENT: Words("专利权转让合同", "Patent Assignment Contract"),
    DealKind.EXCLUSIVE: Words("专利独占实施许可合同", "Exclusive Patent Licence Contract"),
    DealKind.SOLE: Words("专利排他实施许可合同", "Sole Patent Licence Contract"),
    DealKind.ORDINARY: Words("专利普通实施许可合同", "Ordinary Patent Licence Contract"),
    DealKind.OPEN: Words("专利开放许可实施合同", "Open Patent Licence Contract"),
}


def contract_pdf(contract: Contract) -> bytes:
    """The contract as PDF. Chinese needs a CJK font on the machine (Noto CJK, Source Han, Songti or SimSun)."""
    source = files(__package__).joinpath("contract.typ").read_bytes()
    return typst.compile(source, sys_inputs={"contract": msgspec.json.encode(_shown(contract)).decode()})


def _shown(contract: Contract) -> dict[str, object]:
    """Plain strings in both languages for the template."""
    terms = contract.terms
    licence = terms.kind is not DealKind.ASSIGNMENT
    ends = terms.end or contract.term_end
    articles = [_grant_article(contract), *_scope_articles(terms, ends)] if licence else [_grant_article(contract)]
    articles += [_price_article(terms), *_law_articles(contract, licence=licence)]
    if terms.notes.strip():
        articles.append(_article("其他约定", "Other terms", terms.notes, "As agreed in the words on the left."))
    return {
        "title": _pair(KIND[terms.kind]),
        "number": contract.number,
        "hash": contract.terms_hash,
        "sample": contract.is_sample,
        "agreed": contract.agreed_on.isoformat(),
        "roles": {
            "grantor": ["许可方" if licence else "转让方", "Licensor" if licence else "Assignor"],
            "grantee": ["被许可方" if licence else "受让方", "Licensee" if licence else "Assignee"],
        },
        "grantor": _party(contract.grantor),
        "grantee": _party(contract.grantee),
        "patent": [
            ["专利号 / Patent", contract.patent_number],
            ["申请号 / Application", contract.application_number or "—"],
            ["名称", contract.title_zh or "—"],
            ["Title", contract.title_en or "—"],
            ["申请日 / Filed", contract.filing.isoformat() if contract.filing else "—"],
            ["保护期届满 / Term ends", contract.term_end.isoformat() if contract.term_end else "—"],
        ],
        "articles": articles,
    }


def _pair(words: Words) -> list[str]:
    return [words.zh, words.en]


def _party(party: ContractParty) -> dict[str, str]:
    return {
        "zh": party.name_zh or party.name_en,
        "en": party.name_en or party.name_zh,
        "signed_by": party.signed_by,
        "signed_on": party.signed_on.isoformat() if party.signed_on else "",
    }


def _article(head_zh: str, head_en: str, zh: str, en: str) -> dict[str, str]:
    return {"head_zh": head_zh, "head_en": head_en, "zh": zh, "en": en}


def _grant_article(contract: Contract) -> dict[str, str]:
    kind = contract.terms.kind
    words = {
        DealKind.ASSIGNMENT: Words(
            "转让方将上列专利权转让给受让方。专利权自国家知识产权局登记之日起转移。",
            "The assignor assigns the patent named above to the assignee. Title passes on registration by the CNIPA.",
        ),
        DealKind.EXCLUSIVE: Words(
            "许可方在约定范围内仅许可被许可方一人实施该专利，许可方自己不得实施。",
            "Within the scope agreed the licensor licenses the patent to the licensee alone and does not work it.",
        ),
        DealKind.SOLE: Words(
            "许可方在约定范围内仅许可被许可方一人实施该专利，许可方自己可以实施。",
            "Within the agreed scope the licensor licenses the patent to the licensee alone and may work it itself.",
        ),
        DealKind.ORDINARY: Words(
            "许可方许可被许可方在约定范围内实施该专利；许可方可以自己实施，也可以许可他人实施。",
            "Within the scope agreed the licensor licenses the patent to the licensee and remains free to work it.",
        ),
        DealKind.OPEN: Words(
            "被许可方依照已公告的开放许可声明取得该专利的实施许可。",
            "The licensee takes the licence on the terms of the announced open-licence declaration.",
        ),
    }[kind]
    sub = (
        Words(
            "被许可方可以再许可他人实施，但应事先通知许可方。",
            "The licensee may grant sub-licences after notice to the licensor.",
        )
        if contract.terms.sublicensable
        else Words(
            "未经许可方同意，被许可方不得许可合同以外的任何人实施。",
            "The licensee may let nobody outside this contract work the patent without the licensor's consent.",
        )
    )
    if kind is DealKind.ASSIGNMENT:
        return _article("转让", "Assignment", words.zh, words.en)
    return _article("许可", "Grant", f"{words.zh}{sub.zh}", f"{words.en} {sub.en}")


def _scope_articles(terms: Terms, ends: date | None) -> list[dict[str, str]]:
    places = [territory_name(code) for code in terms.territory]
    territory = "、".join(p.zh for p in places), ", ".join(p.en for p in places)
    fields = ("、".join(terms.fields) or "全部领域", ", ".join(terms.fields) or "all fields")
    acts = "、".join(ACT_NAMES[a].zh for a in terms.acts), ", ".join(ACT_NAMES[a].en for a in terms.acts)
    until = ends.isoformat() if ends else ""
    return [
        _article(
            "范围",
            "Scope",
            f"地域：{territory[0]}。使用领域：{fields[0]}。实施行为：{acts[0]}。",
            f"Territory: {territory[1]}. Field of use: {fields[1]}. Acts: {acts[1]}.",
        ),
        _article(
            "期限",
            "Term",
            f"自 {terms.start.isoformat()} 起" + (f"，至 {until} 前一日止。" if until else "，至专利权终止之日止。"),
            f"From {terms.start.isoformat()}"
            + (f" up to but not including {until}." if until else " until the right ends."),
        ),
    ]


def _price_article(terms: Terms) -> dict[str, str]:
    zh, en = [], []
    if terms.upfront:
        zh.append(f"入门费 {terms.currency} {terms.upfront:,}")
        en.append(f"upfront fee {terms.currency} {terms.upfront:,}")
    if terms.royalty_percent:
        zh.append(f"提成：{terms.royalty_base}的 {terms.royalty_percent:f}%")
        en.append(f"royalty: {terms.royalty_percent:f} % of {terms.royalty_base}")
    if terms.minimum_yearly:
        zh.append(f"年最低提成 {terms.currency} {terms.minimum_yearly:,}")
        en.append(f"minimum royalty a year {terms.currency} {terms.minimum_yearly:,}")
    if not zh:
        return _article("价款", "Price", "不收取使用费。", "No fee is due.")
    return _article("价款", "Price", "；".join(zh) + "。", _sentence("; ".join(en)))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _law_articles(contract: Contract, *, licence: bool) -> list[dict[str, str]]:
    due = contract.recordal_due
    articles = [
        _article(
            "保证",
            "Warranty",
            "许可方（转让方）保证自己是该专利的合法拥有者，并保证所提供的技术完整、无误、有效，能够达到约定的目标。",
            "The grantor warrants that it is the lawful owner of the patent and that the technology it provides is "
            "complete, free of error, effective and able to reach the agreed aim.",
        )
    ]
    if licence:
        articles += [
            _article(
                "维持",
                "Maintenance",
                "许可方在合同期内按时缴纳年费，维持专利权有效。",
                "The licensor pays the annuities in time and keeps the patent in force during the term.",
            ),
            _article(
                "备案",
                "Recordal",
                "合同生效之日起三个月内向国家知识产权局备案" + (f"，最迟 {due.isoformat()}。" if due else "。"),
                "The contract is recorded with the CNIPA within three months of taking effect"
                + (f", by {due.isoformat()} at the latest." if due else "."),
            ),
        ]
    else:
        articles.append(
            _article(
                "登记",
                "Registration",
                "双方在合同签订后共同向国家知识产权局办理著录项目变更登记。",
                "After signing, the parties register the change of owner with the CNIPA.",
            )
        )
    articles.append(
        _article(
            "改进与争议",
            "Improvements and disputes",
            "后续改进的成果归完成改进的一方，另有约定的除外。争议先行协商或由展示交易中心调解；"
            "不成的，向有管辖权的人民法院起诉。",
            "Improvements belong to the side that makes them unless agreed otherwise. Disputes are first settled by "
            "talks or by mediation of the exchange center, failing which by the competent people's court.",
        )
    )
    return articles
