"""KIPO codes as INPADOC exchanges them. E701 and GRNT decide a grant; the right begins with registration (REGI)."""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_kr = OfficeTable("KR")
_DIVISIONS = (("A107", "A"), ("A108", "A"), ("A110", "A"), ("A111", "A"), ("U106", "A"), ("U107", "A"), ("U109", "A"))

ROWS = (
    _kr("A201", "D", E.EXAMINATION, "请求审查", "Examination requested"),
    _kr("A302", "D", E.EXAMINATION, "请求加快审查", "Accelerated examination requested"),
    _kr("AMND", "D", E.EXAMINATION, "修改", "Amendment"),
    _kr("AMDR", "D", E.EXAMINATION, "请求修改", "Amendment requested"),
    _kr("E902", "B", E.EXAMINATION, "驳回理由通知", "Reasons for refusal notified", note="Not a refusal."),
    _kr("E90F", "B", E.EXAMINATION, "最后驳回理由通知", "Last reasons for refusal notified", note="Not a refusal."),
    _kr("S901", "D", E.EXAMINATION, "发回后审查", "Examination after remand"),
    _kr("S602", "D", E.EXAMINATION, "发回后最后驳回理由通知", "Last reasons for refusal notified after remand"),
    *(_kr(code, "E", E.EXAMINATION, "再审查", "Re-examination") for code in ("REEX", "X901")),
    *(
        _kr(code, "B", E.REFUSED, "驳回决定", "Refusal decided", note="An appeal reopens the application.")
        for code in ("E601", "X091", "X601", "X70R", "S601", "O061", "O063")
    ),
    *(
        _kr(code, "F", E.GRANT_DECIDED, "授权决定", "Grant decided")
        for code in ("B701", "E701", "GRNO", "GRNT", "X701", "O071", "O073", "T701")
    ),
    _kr("REGI", "F", E.GRANTED, "设定登记", "Right registered"),
    _kr("PCTG", "", E.NO_EFFECT, "PCT 申请在韩国授权", "International application granted in Korea"),
    *(_kr(code, "B", E.WITHDRAWN, "撤回", "Withdrawn") for code in ("C193", "SUBM", "U122", "U123", "WITB", "WITR")),
    *(_kr(code, "B", E.DEEMED_WITHDRAWN, "视为撤回", "Deemed withdrawn") for code in ("WITN", "U125", "WICV")),
    _kr("NORF", "U", E.DEEMED_WITHDRAWN, "未缴设定登记费", "Fee for registration unpaid"),
    *(_kr(code, "Q", E.PUBLISHED, "公布", "Published") for code in ("G160", "G161", "G162")),
    _kr("G15R", "Q", E.NO_EFFECT, "请求提前公布", "Early publication requested"),
    *(_kr(code, "Q", E.LIMITED, "修改后再公布", "Published again as modified") for code in ("G170", "G171", "G701")),
    *(
        _kr(code, "V", E.APPEAL, "审判或诉讼", "Appeal or trial")
        for code in ("J201", "B601", "B901", "B90T", "J2X1", "J2X2", "J2X3", "J2XC", "J302", "J303", "J122", "J123")
    ),
    _kr("J204", "L", E.OPPOSED, "请求无效审判", "Invalidation trial requested"),
    *(_kr(code, "L", E.OPPOSED, "请求取消", "Cancellation requested") for code in ("Z031", "Z032")),
    *(_kr(code, "E", E.OPPOSED, "异议", "Opposition") for code in ("O031", "O032", "O034", "O035")),
    _kr("J202", "L", E.OPPOSED, "请求订正审判", "Trial for correction requested"),
    *(
        _kr(code, "M", E.OPPOSITION_ENDED, "取消程序后维持", "Maintained after cancellation")
        for code in ("Z071", "Z074")
    ),
    *(_kr(code, "L", E.OPPOSITION_ENDED, "异议结束", "Opposition ended") for code in ("O074", "O135", "Z121")),
    _kr("J206", "W", E.NO_EFFECT, "请求确认权利范围", "Trial to confirm the scope requested"),
    _kr("J301", "W", E.APPEAL, "审决", "Trial decision"),
    _kr("J121", "W", E.NO_EFFECT, "撤回审判请求", "Request for trial withdrawn"),
    _kr("J801", "W", E.NO_EFFECT, "审判驳回", "Trial dismissed"),
    _kr("FPAY", "U", E.FEE_PAID, "缴纳年费", "Annual fee paid"),
    _kr("LAPS", "H", E.LAPSED, "未缴年费消灭", "Lapsed: annual fee unpaid"),
    _kr("EXPY", "H", E.EXPIRED, "期限届满", "Term ended"),
    _kr("EXTG", "H", E.INVALIDATED, "权利无效", "Right invalidated"),
    _kr("T601", "H", E.INVALIDATED, "技术评价后无效", "Invalidated after technical evaluation"),
    _kr("R401", "K", E.RESTORED, "恢复登记", "Restoration registered"),
    _kr("A101", "G", E.NO_EFFECT, "请求许可延长", "Extension of term for an approval applied for"),
    _kr("A102", "G", E.NO_EFFECT, "请求迟延登记延长", "Extension of term for a delay applied for"),
    _kr("E702", "Z", E.TERM_EXTENDED, "延长登记决定", "Extension of term decided"),
    *(
        _kr(code, "R", E.PARTY_CHANGED, "申请人变更", "Change of applicant")
        for code in ("N231", "N232", "N233", "N234", "N235", "N236", "N237")
    ),
    *(
        _kr(code, letter, E.NO_EFFECT, "分案或双重申请", "Divisional or dual application")
        for code, letter in _DIVISIONS
    ),
)
