"""Codes of the transaction history that the USPTO itself keeps of an application; not in the EPO's list.

Most are steps of the office within examination. Only those that every reader of the history meets are here.
"""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_us = OfficeTable("US")
_STEPS = (
    ("CTNF", E.EXAMINATION, "非最终驳回意见", "Non-final rejection"),
    ("MCTNF", E.EXAMINATION, "非最终驳回意见发出", "Non-final rejection mailed"),
    ("CTFR", E.EXAMINATION, "最终驳回意见", "Final rejection"),
    ("MCTFR", E.EXAMINATION, "最终驳回意见发出", "Final rejection mailed"),
    ("DOCK", E.EXAMINATION, "分派审查员", "Docketed to an examiner"),
    ("N/=.", E.EXAMINATION, "授权通知", "Notice of allowance"),
    ("MN/=.", E.EXAMINATION, "授权通知发出", "Notice of allowance mailed"),
    ("C/N=", E.EXAMINATION, "更正的授权通知", "Corrected notice of allowance"),
    ("MC/N=", E.EXAMINATION, "更正的授权通知发出", "Corrected notice of allowance mailed"),
    ("IFEE", E.EXAMINATION, "收到颁证费", "Issue fee received"),
    ("N084", E.EXAMINATION, "颁证费核实", "Issue fee verified"),
    ("PILS", E.EXAMINATION, "待颁证", "Ready for issue"),
    ("WPIR", E.GRANT_DECIDED, "颁证通知发出", "Issue notification mailed"),
    ("PG-ISSUE", E.PUBLISHED, "申请公布通知", "Publication of the application notified"),
    ("REM.", E.FEE_OVERDUE, "维持费催缴", "Maintenance fee reminder"),
    ("EXP.", E.LAPSED, "未缴维持费失效", "Expired: maintenance fee unpaid"),
    ("ABN2", E.WITHDRAWN, "未答复视为放弃", "Abandoned: no answer to an office action"),
    ("MABN2", E.NO_EFFECT, "放弃通知发出", "Notice of abandonment mailed"),
)
_FILE = (
    "371COMP A.PE APPERMS BIG. CCRDY COMP D1935 ELC_RVW EML_NTF EML_NTR EPG/ EPG_NTF FLFEE FLRCPT.O"
    " FLRCPT.U FTFI FTFS IDSC IEXX INCD M327 M844 M903 MEPG_NTF MM327 MOPPT MP014 MPEN MPTDI MPTGR OIPE"
    " OPPT P014 PA.. PD.RECVD PDREQUST PET. PGM/ PGPC PTA.RFE PTAC PTDI PTGR RQPR SMAL SREXR141 WIDS"
)

# Proceedings, which the office's data names by words: the whole, or the kind that stands first.
_PROCEEDINGS = (
    ("IPR, Decision, Institution Denied", E.OPPOSITION_ENDED, "双方复审不予立案", "Inter partes review not instituted"),
    ("PGR, Decision, Institution Denied", E.OPPOSITION_ENDED, "授权后复审不予立案", "Post-grant review not instituted"),
    ("IPR", E.OPPOSED, "双方复审", "Inter partes review"),
    ("PGR", E.OPPOSED, "授权后复审", "Post-grant review"),
    ("CBM", E.OPPOSED, "商业方法复审", "Covered business method review"),
    ("Appeal", E.APPEAL, "申诉", "Appeal to the board"),
    ("Interference", E.NO_EFFECT, "抵触程序", "Interference"),
    ("Petition", E.NO_EFFECT, "请愿", "Petition"),
    ("Patent term adjustment", E.TERM_EXTENDED, "专利期限调整", "Term adjusted"),
)

ROWS = (
    *(_us(code, "", effect, zh, en, verified=False) for code, effect, zh, en in _STEPS),
    *(
        _us(code, "", E.FEE_PAID, "缴纳维持费", "Maintenance fee paid", verified=False)
        for code in ("M1551", "M1552", "M1553", "M2551", "M2552", "M2553", "M3551", "M3552", "M3553")
    ),
    *(
        _us("", "", effect, zh, en, phrase=phrase, note="By words alone.", verified=False)
        for phrase, effect, zh, en in _PROCEEDINGS
    ),
    *(_us(code, "", E.NO_EFFECT, "内部步骤", "Step in the file", verified=False) for code in _FILE.split()),
)
