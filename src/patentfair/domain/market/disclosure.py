"""What may be disclosed when: the stages of a data room, and the house's confidentiality agreement.

CN: Civil Code article 501 (secrets learned in the course of concluding a contract, whether or not it is concluded).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from hashlib import sha256

import msgspec

from patentfair.domain.kernel.words import Words
from patentfair.domain.market.deal import DealState, Side, other_side

__all__ = ["CLOSED", "Confidentiality", "Stage", "agreement_hash", "agreement_text", "binds", "is_open"]


class Stage(StrEnum):
    """When the other side may open a file."""

    TALKS = "talks"
    CONFIDENTIAL = "confidential"
    AGREED = "agreed"
    IN_FORCE = "in_force"

    @property
    def label(self) -> Words:
        return _LABELS[self]

    @property
    def meaning(self) -> Words:
        """One sentence for those who put files there."""
        return _MEANINGS[self]


_LABELS = {
    Stage.TALKS: Words("洽谈", "Talks"),
    Stage.CONFIDENTIAL: Words("保密", "Confidential"),
    Stage.AGREED: Words("条款达成后", "After agreement"),
    Stage.IN_FORCE: Words("生效后", "Once in force"),
}
_MEANINGS = {
    Stage.TALKS: Words("询问得到答复后，对方即可打开。", "The other side may open it once the inquiry was answered."),
    Stage.CONFIDENTIAL: Words(
        "双方签署保密协议后，受协议约束的对方方可打开；中心和管理员看不到内容。",
        "The other side may open it once both have signed a confidentiality agreement that binds it; "
        "the center and administrators do not see what is in it.",
    ),
    Stage.AGREED: Words(
        "双方接受同一版条款后，对方方可打开。", "The other side may open it once both have accepted the same terms."
    ),
    Stage.IN_FORCE: Words("合同生效后，对方方可打开。", "The other side may open it once the contract is in force."),
}

CLOSED = frozenset({DealState.DECLINED, DealState.WITHDRAWN, DealState.LAPSED})
_IN_FORCE = frozenset({DealState.IN_FORCE, DealState.RECORDED, DealState.TERMINATED, DealState.ENDED})
_AGREED = _IN_FORCE | {DealState.AGREED, DealState.PARTLY_SIGNED, DealState.CONDITIONAL}


def is_open(stage: Stage, state: DealState, *, bound: bool) -> bool:
    """Whether the other side may open a file of `stage` now; `bound`: it has promised to keep such files secret.

    Talks that ended without a contract close everything: what was shown for them is no longer needed.
    """
    if state in CLOSED or state is DealState.INQUIRY:
        return False
    if stage is Stage.TALKS:
        return True
    if stage is Stage.CONFIDENTIAL:
        return bound
    return state in (_AGREED if stage is Stage.AGREED else _IN_FORCE)


def binds(*, signed_by_both: bool, withdrawn: bool, until: date | None, today: date) -> bool:
    """Whether a confidentiality agreement holds on `today`; `until` is the first day on which it no longer does."""
    return signed_by_both and not withdrawn and (until is None or today < until)


class Confidentiality(msgspec.Struct, frozen=True, kw_only=True):
    """What the agreement is about. Names are those of the two organisations; `discloses` is the only side that
    discloses under a one-way agreement, None for a mutual one; `until` is the first day without the duty."""

    number: str
    patent: str
    title: str
    grantor: Words
    grantee: Words
    discloses: Side | None
    until: date | None
    drawn_on: date


def agreement_hash(text: str) -> str:
    """What the sides sign: SHA-256 of the text in UTF-8."""
    return sha256(text.encode()).hexdigest()


def agreement_text(about: Confidentiality) -> str:
    """The agreement in Chinese and English; plain text, one clause a paragraph."""
    return f"{_chinese(about)}\n\n{_english(about)}\n"


_NAMES = {Side.GRANTOR: Words("甲方", "Party A"), Side.GRANTEE: Words("乙方", "Party B")}


def _chinese(about: Confidentiality) -> str:
    if about.discloses is None:
        roles = "甲、乙双方互为披露方和接收方。"
    else:
        receives = _NAMES[other_side(about.discloses)].zh
        roles = f"{_NAMES[about.discloses].zh}为披露方，{receives}为接收方；{receives}披露的信息不受本协议保护。"
    lasts = (
        "至该信息非因接收方违约而为公众所知悉之日止"
        if about.until is None
        else f"至 {about.until:%Y} 年 {about.until.month} 月 {about.until.day} 日（不含当日）止"
    )
    clauses = (
        f"目的。双方为评估、洽谈和履行涉及专利 {about.patent}（{about.title}）的编号 {about.number} 交易，"
        "约定保密事项。保密信息仅可用于上述目的。",
        f"披露方和接收方。{roles}",
        "保密信息。披露方在本交易资料室中列为“保密”的文件及其所载的技术信息、经营信息，"
        "以及披露方以书面形式注明保密的其他信息。",
        "例外。下列信息不属于保密信息：（一）已公布的专利文献所载的；（二）非因接收方违约而为公众所知悉的；"
        "（三）接收方在披露前已合法持有的；（四）接收方从有权披露的第三方合法取得的；（五）接收方独立研发的。"
        "主张例外的一方负举证责任。",
        "保密义务。接收方应当以不低于保护自身同类信息、且不低于合理程度的谨慎保管保密信息；未经披露方书面同意，"
        "不得向第三方披露，也不得据以申请专利或者进行反向工程；仅可提供给因上述目的确有必要知悉、"
        "且负有不低于本协议保密义务的人员和专业顾问，并对其行为承担责任。",
        "依法披露。法律、法院或者主管机关要求披露的，接收方应当在法律允许的范围内事先通知披露方，"
        "并仅在必要范围内披露。",
        "权利保留。披露不构成专利权、商业秘密或者其他权利的转让、许可，也不构成对信息准确性或者订立合同的承诺。",
        "返还与删除。洽谈结束未订立合同，或者披露方书面要求的，接收方应当在十五日内返还或者删除保密信息及其复制件；"
        "法律要求留存的除外，留存期间继续保密。",
        f"期限。本协议自双方均签署时生效，保密义务{lasts}。期限届满不影响法律对商业秘密的保护，"
        "也不减轻《中华人民共和国民法典》第五百零一条规定的义务。",
        "违约与争议。违反本协议造成损失的，应当依法赔偿。本协议适用中华人民共和国法律；发生争议的，"
        "可以申请展示交易中心调解，不愿调解或者调解不成的，可以依法向有管辖权的人民法院起诉。",
        "签署。签署人键入姓名，即声明有权代表所在单位签署；所签署的是本文本的 SHA-256 哈希值。"
        "中英文文本不一致的，以中文文本为准。",
    )
    head = (
        f"保密协议\n交易编号：{about.number}\n拟定日期：{about.drawn_on.isoformat()}\n"
        f"甲方：{about.grantor.zh}\n乙方：{about.grantee.zh}"
    )
    return "\n".join((head, *(f"{number}. {clause}" for number, clause in enumerate(clauses, 1))))


def _english(about: Confidentiality) -> str:
    if about.discloses is None:
        roles = "Each party is a disclosing party for what it discloses and a receiving party for what it receives."
    else:
        gives, receives = _NAMES[about.discloses].en, _NAMES[other_side(about.discloses)].en
        roles = (
            f"{gives} is the disclosing party and {receives} the receiving party; what {receives} discloses is not "
            "protected by this agreement."
        )
    lasts = (
        "lasts until the information has become public through no breach by the receiving party"
        if about.until is None
        else f"ends at the beginning of {about.until.isoformat()}"
    )
    clauses = (
        f"Purpose. The parties agree on confidentiality in order to assess, negotiate and perform deal {about.number} "
        f"on patent {about.patent} ({about.title}). Confidential information may be used for that purpose only.",
        f"Disclosing and receiving party. {roles}",
        "Confidential information. The files that the disclosing party puts into the data room of this deal as "
        "“confidential”, the technical and business information in them, and other information that it marks as "
        "confidential in writing.",
        "Exceptions. Not confidential is information that (1) published patent documents contain; (2) has become "
        "public through no breach by the receiving party; (3) the receiving party lawfully held before the disclosure; "
        "(4) it lawfully received from a third party entitled to disclose it; (5) it developed independently. Whoever "
        "relies on an exception proves it.",
        "Duty. The receiving party keeps the information with no less care than its own of the like, and with "
        "reasonable care at least. Without the disclosing party's written consent it does not disclose it to third "
        "parties, file patent applications on it or reverse engineer from it. It gives it only to staff and "
        "professional advisers who need it for the purpose and are bound no less strictly, and answers for them.",
        "Disclosure required by law. Where a law, a court or an authority requires disclosure, the receiving party "
        "tells the disclosing party beforehand as far as the law allows, and discloses no more than is required.",
        "Rights reserved. Disclosure assigns or licenses no patent, trade secret or other right, warrants nothing and "
        "promises no contract.",
        "Return and deletion. Where the talks end without a contract, or the disclosing party asks for it in writing, "
        "the receiving party returns or deletes the information and its copies within fifteen days. What the law "
        "requires to be kept stays confidential while it is kept.",
        f"Term. The agreement takes effect when both parties have signed; the duty of confidentiality {lasts}. Its end "
        "does not affect the protection of trade secrets by law, nor the duties under article 501 of the Civil Code of "
        "the People's Republic of China.",
        "Breach and disputes. Loss caused by a breach is compensated according to law. The law of the People's "
        "Republic of China applies. A dispute may be brought to the exchange center for mediation, and, where there is "
        "none or it fails, before a people's court that has jurisdiction.",
        "Signature. By typing a name the signer declares to have the power to sign for the organisation; what is "
        "signed is the SHA-256 hash of this text. The Chinese text prevails over the English.",
    )
    head = (
        f"Confidentiality agreement\nDeal: {about.number}\nDrawn up on: {about.drawn_on.isoformat()}\n"
        f"Party A: {about.grantor.en}\nParty B: {about.grantee.en}"
    )
    return "\n".join((head, *(f"{number}. {clause}" for number, clause in enumerate(clauses, 1))))
