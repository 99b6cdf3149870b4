"""USPTO codes as INPADOC exchanges them.

Several codes are only headings (FEPP, AS, STCB): the words beside them decide, in the order the rows stand here.
"""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_us = OfficeTable("US")
_HEADING = "A heading: the words decide."

# The first row whose phrase the words contain decides, so a release stands before the security that it releases.
_CONVEYANCES = tuple(
    _us("AS", "R", effect, zh, en, phrase=phrase)
    for phrase, effect, zh, en in (
        ("CORRECTIVE ASSIGNMENT", E.CORRECTED, "转让登记的更正", "Recorded assignment corrected"),
        ("ASSIGNMENT OF ASSIGNOR", E.ASSIGNED, "转让", "Assignment"),
        ("NUNC PRO TUNC ASSIGNMENT", E.ASSIGNED, "转让（追溯）", "Assignment, with effect from an earlier day"),
        ("ASSIGNMENT OF SECURITY", E.PLEDGE_CHANGED, "担保权益的转让", "Security interest assigned"),
        ("ASSIGNMENT OF PATENT SECURITY", E.PLEDGE_CHANGED, "担保权益的转让", "Security interest assigned"),
        ("RELEASE", E.PLEDGE_CANCELLED, "担保权益的解除", "Security interest released"),
        ("TERMINATION AND", E.PLEDGE_CANCELLED, "担保权益的终止", "Security interest ended"),
        ("TERMINATION OF SECURITY", E.PLEDGE_CANCELLED, "担保权益的终止", "Security interest ended"),
        ("SECURITY", E.PLEDGE_REGISTERED, "担保权益", "Security interest recorded"),
        ("LIEN", E.PLEDGE_REGISTERED, "留置或担保", "Lien recorded"),
        ("MORTGAGE", E.PLEDGE_REGISTERED, "抵押", "Mortgage recorded"),
        ("CONFIRMATORY LICENSE", E.LICENCE_RECORDED, "政府许可确认", "Licence to the government confirmed"),
        ("LICENSE", E.LICENCE_RECORDED, "许可", "Licence recorded"),
        ("CHANGE OF NAME", E.NAME_CHANGED, "名称变更", "Name changed"),
        ("CHANGE OF ADDRESS", E.NAME_CHANGED, "地址变更", "Address changed"),
        ("MERGER", E.ASSIGNED, "合并", "Merger"),
    )
)

_FEES = tuple(
    _us("FEPP", "U", effect, zh, en, phrase=phrase)
    for phrase, effect, zh, en in (
        ("MAINTENANCE FEE REMINDER", E.FEE_OVERDUE, "维持费催缴", "Reminder of an unpaid maintenance fee"),
        ("EVENT CODE: REM.", E.FEE_OVERDUE, "维持费催缴", "Reminder of an unpaid maintenance fee"),
        ("PETITION RELATED TO MAINTENANCE FEES GRANTED", E.RESTORED, "补缴维持费获准", "Late maintenance fee accepted"),
        ("PAYMENT OF MAINTENANCE FEE", E.FEE_PAID, "缴纳维持费", "Maintenance fee paid"),
        ("SURCHARGE", E.NO_EFFECT, "滞纳金", "Surcharge for late payment"),
        ("ENTITY STATUS", E.NO_EFFECT, "费用身份变更", "Entity status set"),
        ("PAYOR NUMBER", E.NO_EFFECT, "缴费人编号", "Payor number assigned or removed"),
        ("PAYER NUMBER", E.NO_EFFECT, "缴费人编号", "Payor number assigned or removed"),
        ("PETITION", E.NO_EFFECT, "维持费请愿", "Petition on maintenance fees"),
        ("REFUND", E.NO_EFFECT, "退费", "Refund"),
    )
)

_CERTIFICATES = (
    ("IPRC", "双方复审证书", "Certificate of inter partes review"),
    ("PGRC", "授权后复审证书", "Certificate of post-grant review"),
    *((code, "再审查证书", "Re-examination certificate") for code in ("B1", "B2", "B3", "C1", "C2")),
)
# What a certificate says of the claims. One that says no more than that claims were cancelled leaves it open whether
# any stands.
_OUTCOMES = (
    ("ALL CLAIMS CANCELLED", E.INVALIDATED, "全部删除", "all claims cancelled"),
    ("ALL CLAIMS ARE CANCELLED", E.INVALIDATED, "全部删除", "all claims cancelled"),
    ("ALL CLAIMS CANCELED", E.INVALIDATED, "全部删除", "all claims cancelled"),
    ("CONFIRMED", E.LIMITED, "权利要求获确认", "claims confirmed"),
    ("FOUND PATENTABLE", E.LIMITED, "权利要求具可专利性", "claims found patentable"),
    ("TO BE PATENTABLE", E.LIMITED, "权利要求具可专利性", "claims found patentable"),
    ("ARE PATENTABLE", E.LIMITED, "权利要求具可专利性", "claims found patentable"),
    ("IS PATENTABLE", E.LIMITED, "权利要求具可专利性", "claims found patentable"),
)

ROWS = (
    *_CONVEYANCES,
    _us("AS", "R", E.PARTY_CHANGED, "权利转让登记", "Instrument recorded", note=_HEADING),
    _us("XAS", "R", E.RETRACTED, "转让登记已删除", "Recorded instrument no longer in the register", retracts=("AS",)),
    *_FEES,
    _us("FEPP", "U", E.NO_EFFECT, "缴费程序", "Fee procedure", note=_HEADING),
    _us("MAFP", "U", E.FEE_PAID, "缴纳维持费", "Maintenance fee paid"),
    _us("FPAY", "U", E.FEE_PAID, "缴纳维持费", "Maintenance fee paid"),
    _us("FIFP", "U", E.NO_EFFECT, "缴纳申请费", "Filing fee paid"),
    _us("SULP", "U", E.NO_EFFECT, "滞纳金", "Surcharge for late payment"),
    _us("REFU", "U", E.NO_EFFECT, "退费", "Refund"),
    _us("FPIR", "", E.NO_EFFECT, "缴费异常", "Payment late or irregular"),
    _us("REMI", "U", E.FEE_OVERDUE, "维持费催缴", "Reminder of an unpaid maintenance fee"),
    _us("DP", "U", E.RESTORED, "逾期缴费获接受", "Delayed maintenance fee accepted"),
    _us("PRDP", "K", E.RESTORED, "因接受逾期缴费而恢复", "Reinstated: late maintenance fee accepted"),
    _us("REIN", "K", E.RESTORED, "缴费后恢复", "Reinstated after payment"),
    _us("STCK", "K", E.RESTORED, "专利恢复", "Patent revived"),
    _us("RN", "", E.RESTORED, "撤销届满通知", "Notice of expiry rescinded"),
    _us("LAPS", "H", E.LAPSED, "未缴维持费失效", "Ended for an unpaid maintenance fee"),
    _us("FP", "H", E.LAPSED, "未缴维持费失效", "Ended for an unpaid maintenance fee"),
    _us("STCH", "H", E.LAPSED, "专利失效", "Patent ended", note="Chiefly unpaid maintenance fees."),
    _us("WDR", "H", E.WITHDRAWN, "专利撤回", "Patent withdrawn"),
    _us("DJ", "W", E.NO_EFFECT, "未曾授权，应删除", "No patent was granted under the number"),
    _us(
        "DE", "L", E.LIMITED, "捐献公众", "Dedicated to the public", note="May be of a part of the term alone: read it."
    ),
    _us("DD", "L", E.LIMITED, "部分放弃并捐献", "Disclaimed and dedicated in part"),
    _us("DC", "L", E.LIMITED, "部分放弃", "Disclaimer", note="May be of claims or of a terminal part."),
    _us("DCB", "L", E.LIMITED, "复审后的部分放弃", "Disclaimer in re-examination"),
    # Status of the file
    _us("STPP", "Z", E.EXAMINATION, "审查程序状态", "Application and examination: state of the file"),
    _us("STCA", "A", E.EXAMINATION, "申请提交状态", "Filing: state of the file"),
    _us("STCE", "E", E.EXAMINATION, "授权前复查状态", "Review before grant: state of the file"),
    _us("STCB", "B", E.WITHDRAWN, "申请放弃", "Application abandoned"),
    _us("STCC", "C", E.REVIVED, "申请恢复", "Application revived"),
    _us(
        "STCF",
        "F",
        E.GRANT_DECIDED,
        "已授权案件状态",
        "Grant: state of the file",
        note="Dated when the file changed, often before the patent issued; the patent itself shows the grant.",
    ),
    _us("STCL", "L", E.OPPOSED, "授权后复查状态", "Review after grant: state of the file"),
    _us("STCT", "T", E.SUSPENDED, "程序调整状态", "Procedure adjusted: state of the file"),
    _us("STCV", "V", E.APPEAL, "上诉状态", "Appeal: state of the file"),
    _us("ZAAA", "D", E.EXAMINATION, "授权通知与缴费", "Allowed, fees due"),
    _us("ZAAB", "D", E.EXAMINATION, "授权通知", "Notice of allowance mailed"),
    # Validity
    _us("IPR", "L", E.OPPOSED, "双方复审", "Inter partes review filed"),
    _us("PGR", "L", E.OPPOSED, "授权后复审", "Post-grant review filed"),
    _us("CBM", "L", E.OPPOSED, "商业方法复审", "Covered business method review filed"),
    _us("RR", "L", E.OPPOSED, "请求再审查", "Re-examination requested"),
    _us("CO", "L", E.OPPOSED, "局长令再审查", "Re-examination ordered by the office"),
    _us("RF", "L", E.NO_EFFECT, "再颁申请", "Reissue applied for"),
    _us(
        "REISSUED",
        "",
        E.ABANDONED,
        "因再颁而放弃原专利",
        "Surrendered: reissued",
        note="Of the original, on the day the reissue was granted (35 USC 252). No register codes it.",
        verified=False,
    ),
    *(
        _us(code, "L", effect, f"{zh}：{said_zh}", f"{en}: {said_en}", phrase=phrase)
        for code, zh, en in _CERTIFICATES
        for phrase, effect, said_zh, said_en in _OUTCOMES
    ),
    *(
        _us(code, "L", E.INVALIDATION_UNCLEAR, zh, en, note="Claims may be cancelled: read which stand.")
        for code, zh, en in _CERTIFICATES
    ),
    _us("CONR", "M", E.OPPOSITION_ENDED, "再审查维持", "Re-examination confirmed the claims"),
    _us("LIMR", "M", E.LIMITED, "再审查后权利要求变更或删除", "Re-examination changed or cancelled claims"),
    *(
        _us(code, "H", E.INVALIDATED, "再审查删除全部权利要求", "Re-examination cancelled all claims")
        for code in ("FPB1", "FPB2", "FPB3")
    ),
    _us(
        "DISCLAIMER",
        "",
        E.TERMINAL_DISCLAIMER,
        "期末放弃声明",
        "Terminal disclaimer",
        note="Printed on the grant (37 CFR 1.321): enforceable only while commonly owned with the patent named.",
        verified=False,
    ),
    _us("DI", "E", E.NO_EFFECT, "抵触程序不利裁决", "Adverse decision in interference"),
    _us("PS", "", E.NO_EFFECT, "专利诉讼", "Suit filed"),
    # Term, licence, corrections
    *(
        _us(code, category, E.TERM_EXTENDED, "专利期限延长", "Term extended")
        for code, category in (("355A", "G"), ("356", "G"), ("946", ""), ("PEL", ""), ("PTEG", "G"))
    ),
    _us("PTEF", "G", E.NO_EFFECT, "请求延长期限", "Extension of term applied for"),
    _us("PTER", "G", E.NO_EFFECT, "期限延长被拒", "Extension of term refused"),
    _us("PA", "S", E.NO_EFFECT, "可许可或出售", "Offered for licence or sale"),
    _us("CC", "Q", E.CORRECTED, "更正证书", "Certificate of correction"),
    _us("CCB", "Q", E.CORRECTED, "再审查更正证书", "Certificate of correction in re-examination"),
    _us("NOCC", "Y", E.RETRACTED, "更正证书应忽略", "Certificate of correction to be ignored", retracts=("CC",)),
    _us("ERR", "Y", E.CORRECTED, "勘误", "Erratum"),
    _us("ER", "", E.CORRECTED, "勘误", "Erratum"),
    _us("X", "Q", E.NO_EFFECT, "未公布文件", "No document published"),
    _us("XX", "Z", E.NO_EFFECT, "其他", "Miscellaneous"),
)
