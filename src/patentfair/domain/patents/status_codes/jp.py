"""JPO codes as INPADOC exchanges them. A01 and TRDD are decisions; the right begins with its registration (R150)."""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_jp = OfficeTable("JP")
_TRIAL = (
    "C03 C032 C04 C092 C10 C11 C116 C12 C126 C13 C131 C141 C16 C17 C171 C173 C18 C18A C18B C18C C18D C18E C18F C19 C21"
    " C211 C22 C23 C232 C234 C236 C237 C23A C272 C27A C27B C27C C281 C28A C28B C30 C302 C305 C30A C54"
    " C60 C609 C65A C876"
)
_AGENTS = "RD01 RD02 RD03 RD04 RD05 RD07 RD12 RD13 RD14 RD15 RD16 RD17"

ROWS = (
    *(
        _jp(code, letter, E.EXAMINATION, zh, en)
        for code, letter, zh, en in (
            ("A621", "D", "请求审查", "Examination requested"),
            ("A625", "D", "他人请求审查", "Examination requested by another"),
            ("A131", "D", "驳回理由通知", "Reasons for refusal notified"),
            ("A521", "P", "提交修改", "Amendment filed"),
            ("A524", "P", "PCT 第 19 条修改副本", "Copy of an article 19 amendment"),
            ("A529", "P", "PCT 第 34 条修改副本", "Copy of an article 34 amendment"),
            ("A601", "T", "请求延期", "Extension of time requested"),
            ("A602", "T", "准予延期", "Extension of time allowed"),
            ("A603", "T", "逾期请求延期", "Extension of time requested late"),
            ("A871", "D", "请求加快审查", "Accelerated examination explained"),
            ("A87", "D", "请求优先审查", "Preferential examination explained"),
            ("A975", "D", "加快审查报告", "Report on accelerated examination"),
            ("A977", "D", "检索报告", "Search report"),
            ("A59", "D", "意见书", "Written plea"),
            ("A80", "D", "新颖性宽限请求", "Exception to lack of novelty claimed"),
        )
    ),
    _jp("A911", "E", E.APPEAL, "前置审查", "Re-examination before an appeal"),
    _jp("A912", "E", E.APPEAL, "前置审查结束移送复审", "Re-examination before an appeal over"),
    _jp("A01", "D", E.GRANT_DECIDED, "授权或登记决定", "Decision to grant or register"),
    _jp("A61", "U", E.GRANT_DECIDED, "首次缴纳年费", "First annual fees paid, for registration"),
    _jp("TRDD", "Z", E.NO_EFFECT, "授权或驳回决定作成", "Decision written", note="Of grant or of refusal: not said."),
    _jp("A02", "D", E.REFUSED, "驳回决定", "Refusal decided", note="An appeal reopens the application."),
    _jp("A045", "B", E.REFUSED, "申请不予受理", "Application dismissed"),
    _jp("A072", "D", E.NO_EFFECT, "程序不予受理", "Procedure dismissed"),
    _jp("A300", "B", E.DEEMED_WITHDRAWN, "未请求审查视为撤回", "Deemed withdrawn: no examination requested"),
    _jp("A313", "B", E.REFUSED, "未答复最终驳回", "Finally rejected, no answer from the applicant"),
    _jp("A761", "B", E.WITHDRAWN, "撤回申请", "Withdrawn"),
    _jp("A762", "B", E.WITHDRAWN, "放弃申请", "Application abandoned"),
    *(_jp(code, "Z", E.APPEAL, "审判程序", "Step in a trial or appeal") for code in _TRIAL.split()),
    *(
        _jp(code, "V", E.APPEAL, "行政复议", "Administrative appeal")
        for code in ("A921", "A922", "A931", "A932", "A954")
    ),
    _jp("R150", "F", E.GRANTED, "专利证书或实用新型登记", "Certificate of patent or registration"),
    _jp("R151", "F", E.GRANTED, "登记通知", "Registration notified"),
    _jp("R154", "F", E.GRANTED, "证书再颁发", "Certificate issued again"),
    _jp("R157", "Y", E.CORRECTED, "证书更正", "Certificate corrected"),
    _jp("R153", "G", E.TERM_EXTENDED, "准予延长期限", "Extension of term granted"),
    _jp("R250", "U", E.FEE_PAID, "收到年费", "Annual fees received"),
    _jp("FPAY", "U", E.FEE_PAID, "缴纳续展费", "Renewal fee paid", note="Dated with the update of the database."),
    _jp("R255", "U", E.NO_EFFECT, "自动缴费被拒", "Automatic payment refused"),
    _jp("LAPS", "H", E.LAPSED, "未缴年费注销", "Cancelled: annual fees unpaid"),
    _jp("LAPF", "H", E.LAPSED, "未缴缓缴费用注销", "Cancelled: deferred fees unpaid"),
    _jp("EXPY", "H", E.EXPIRED, "期限届满注销", "Cancelled: term complete"),
    _jp("ABAN", "H", E.ABANDONED, "放弃注销", "Cancelled: abandoned"),
    _jp("CANC", "H", E.LAPSED, "登记后注销", "Cancelled after registration"),
    _jp("RVAP", "", E.INVALIDATED, "无申请或无效注销", "Cancelled: no application, or invalid"),
    _jp("RVOP", "H", E.INVALIDATED, "异议撤销", "Cancelled in opposition"),
    _jp("RVTR", "H", E.INVALIDATED, "无效审判注销", "Cancelled by a trial for invalidation"),
    _jp("R92", "H", E.NO_EFFECT, "无效处分通知", "Notice of invalidation", note="Often of a step, not of the right."),
    _jp("R350", "R", E.ASSIGNED, "转移登记通知", "Transfer registered"),
    *(
        _jp(code, "R", E.NO_EFFECT, "转移未予登记", "Transfer declined or withdrawn")
        for code in ("R360", "R370", "R371")
    ),
    _jp("S111", "R", E.PARTY_CHANGED, "请求登记权属变更", "Change of ownership requested", note="R350 registers it."),
    _jp(
        "S199", "R", E.PARTY_CHANGED, "请求登记转移", "Registration of a transfer requested", note="R350 registers it."
    ),
    _jp("A711", "R", E.PARTY_CHANGED, "申请人变更", "Change of applicant"),
    *(
        _jp(code, "R", E.NAME_CHANGED, zh, en)
        for code, zh, en in (
            ("A72", "申请人名称变更", "Applicant's name changed"),
            ("S531", "住所变更登记", "Change of domicile"),
            ("S533", "名称变更登记", "Change of name"),
            ("S534", "国籍变更登记", "Change of nationality"),
            ("S631", "住所更正登记", "Domicile corrected"),
            ("S633", "名称更正登记", "Name corrected"),
        )
    ),
    *(_jp(code, "R", E.NO_EFFECT, "代理人变更", "Agent changed") for code in _AGENTS.split()),
    *(_jp(code, "R", E.NO_EFFECT, "信托登记", "Entry on a trust") for code in ("S131", "SZ02", "SZ03")),
    _jp("S201", "S", E.LICENCE_RECORDED, "独占许可登记请求", "Exclusive licence: registration requested"),
    _jp("S202", "S", E.LICENCE_RECORDED, "普通许可登记请求", "Non-exclusive licence: registration requested"),
    *(_jp(code, "S", E.LICENCE_CHANGED, "许可变更", "Licence changed") for code in ("S211", "S212", "S221", "S222")),
    *(_jp(code, "S", E.LICENCE_ENDED, "许可注销", "Licence cancelled") for code in ("S804", "S805")),
    _jp("S303", "S", E.PLEDGE_REGISTERED, "质权设定或变更登记请求", "Pledge, new or changed: registration requested"),
    _jp("S343", "S", E.PLEDGE_REGISTERED, "最高额质权登记请求", "Root pledge, new or changed: registration requested"),
    _jp("S321", "S", E.PLEDGE_CHANGED, "质权变更", "Pledge changed"),
    _jp("S843", "S", E.PLEDGE_CANCELLED, "最高额质权注销", "Root pledge cancelled"),
    _jp("S801", "L", E.NO_EFFECT, "请求登记放弃", "Registration of abandonment requested", note="ABAN registers it."),
    _jp("S802", "L", E.LIMITED, "请求登记部分放弃", "Registration of partial abandonment requested"),
    _jp("R230", "P", E.LIMITED, "删除权利要求", "Claims deleted"),
    _jp("R231", "P", E.CORRECTED, "说明书更正", "Specification corrected"),
    _jp("AA64", "W", E.NO_EFFECT, "国内优先权无效", "Internal priority not valid"),
)
