"""Codes of the UK Intellectual Property Office as INPADOC exchanges them; proceedings under old acts are left out."""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_gb = OfficeTable("GB")

ROWS = (
    _gb("FG4D", "F", E.GRANTED, "欧洲专利授权", "European patent granted"),
    _gb("PS", "F", E.GRANTED, "旧法授权盖印", "Patent sealed under the 1949 act"),
    _gb("AT", "B", E.DEEMED_WITHDRAWN, "公布前终止", "Application ended before publication"),
    _gb("WAP", "B", E.WITHDRAWN, "撤回、视为撤回或驳回", "Withdrawn, taken to be withdrawn, or refused"),
    _gb("CAT", "Y", E.RETRACTED, "申请终止公告的更正", "Notice of an ended application corrected", retracts=("AT",)),
    _gb("WAPI", "C", E.REVIVED, "申请终止公告有误", "Application announced as ended goes on"),
    _gb("WAPP", "K", E.REVIVED, "申请准予继续", "Application allowed to proceed"),
    _gb("RH", "C", E.REVIVED, "公布后恢复", "Reinstated after publication"),
    _gb("RIAT", "K", E.REVIVED, "终止公告后恢复", "Application reinstated after notice of its end"),
    _gb("720A", "C", E.REVIVED, "申请恢复", "Application reinstated"),
    _gb("S20A", "C", E.REVIVED, "申请恢复", "Application reinstated", note="May be the request."),
    _gb("PCNP", "H", E.LAPSED, "未缴续展费终止", "Ended: renewal fee unpaid"),
    _gb("PLNP", "H", E.LAPSED, "未缴续展费失效", "Lapsed: renewal fees unpaid"),
    _gb("PCPE", "", E.RETRACTED, "终止的登记删除", "Entry of an end deleted", retracts=("PCNP",)),
    _gb("RCOR", "Y", E.CORRECTED, "无效、撤销或终止公告的更正", "Notice of an end corrected", note="Read which one."),
    _gb("PE20", "H", E.EXPIRED, "二十年届满", "Ended after twenty years"),
    _gb("PE16", "", E.EXPIRED, "十六年届满", "Ended after sixteen years"),
    _gb("PE", "", E.EXPIRED, "届满", "Expired"),
    _gb("PR", "", E.INVALIDATED, "撤销", "Revoked"),
    *(_gb(code, "H", E.INVALIDATED, "撤销", "Revoked") for code in ("772B", "772R", "773K", "773L", "775E", "S73")),
    _gb("773M", "H", E.INVALIDATED, "局长依职权撤销", "Revoked on the comptroller's initiative"),
    _gb("FG4W", "H", E.WITHDRAWN, "在欧洲专利局撤回", "Withdrawn at the EPO"),
    _gb("S29", "H", E.ABANDONED, "放弃", "Surrendered"),
    _gb("S28", "K", E.NO_EFFECT, "恢复程序", "Restoration under section 28", note="Request and order share the code."),
    _gb("728A", "", E.RESTORED, "命令恢复", "Restoration ordered"),
    _gb("728Y", "", E.RESTORED, "准予恢复", "Restoration allowed"),
    _gb("728C", "", E.NO_EFFECT, "请求恢复", "Restoration requested"),
    _gb("7281", "K", E.NO_EFFECT, "恢复请求撤回", "Request for restoration withdrawn"),
    _gb("7282", "K", E.NO_EFFECT, "恢复请求被拒", "Restoration refused"),
    _gb("S72", "Z", E.OPPOSED, "请求撤销", "Revocation applied for"),
    _gb("S72Z", "V", E.OPPOSED, "法院撤销请求", "Revocation claimed in court"),
    _gb("772E", "L", E.OPPOSITION_ENDED, "撤销请求撤回", "Application for revocation withdrawn"),
    _gb("772J", "L", E.OPPOSITION_ENDED, "撤销请求撤回", "Application for revocation withdrawn"),
    _gb("S27", "M", E.LIMITED, "授权后修改", "Amended after grant", note="May be the request."),
    _gb("727H", "M", E.LIMITED, "说明书修改", "Specification amended"),
    _gb("772P", "M", E.LIMITED, "说明书修改", "Specification amended"),
    _gb("775B", "M", E.LIMITED, "说明书修改", "Specification amended"),
    _gb(
        "732E",
        "R",
        E.PARTY_CHANGED,
        "登记簿权利事项变更",
        "Register amended as to names or rights",
        note="Assignments, mortgages, licences and names share the code.",
    ),
    _gb("COOA", "R", E.PARTY_CHANGED, "申请人名称或权属变更", "Applicant's name or ownership changed"),
    _gb("PLE", "", E.PARTY_CHANGED, "权属、许可登记", "Entry on assignments, licences or the like"),
    _gb("S30Z", "S", E.PARTY_CHANGED, "为许可或担保的转让", "Assignment for a licence or as security", note="Read it."),
    _gb("746", "S", E.OPEN_LICENCE, "登记当然许可", "Licences of right entered"),
    _gb("747", "S", E.NO_EFFECT, "请求取消当然许可", "Cancellation of licences of right applied for"),
    _gb("747C", "S", E.OPEN_LICENCE_WITHDRAWN, "当然许可登记取消", "Entry of licences of right cancelled"),
    _gb("S47", "S", E.OPEN_LICENCE_WITHDRAWN, "当然许可登记取消", "Entry of licences of right cancelled"),
    _gb("748A", "S", E.NO_EFFECT, "请求强制许可", "Compulsory licence applied for"),
    _gb("S48", "S", E.NO_EFFECT, "强制许可程序", "Concerning compulsory licences"),
    _gb("IF02", "Z", E.NO_EFFECT, "2002 年 1 月 1 日有效", "In force on 1 January 2002"),
    _gb("711G", "P", E.CORRECTED, "准予更正", "Correction allowed"),
    _gb("PCOR", "Y", E.CORRECTED, "申请或授权公告的更正", "Notice of a filing or grant corrected"),
    _gb("ERR", "Z", E.CORRECTED, "勘误", "Erratum"),
    _gb("CORR", "Z", E.CORRECTED, "更正", "Correction"),
    _gb("S117", "Z", E.CORRECTED, "更正错误", "Errors corrected"),
    _gb("FG4C", "P", E.CORRECTED, "欧洲专利更正", "Granted European patent corrected"),
    *(
        _gb(code, letter, E.NO_EFFECT, "补充保护证书", "Supplementary protection certificate", note="Not the patent.")
        for code, letter in (
            ("CTFE", "G"),
            ("CTFF", "G"),
            ("CTFG", "G"),
            ("CTFI", "H"),
            ("CTFL", "H"),
            ("SPCE", "H"),
            ("SPCI", "H"),
        )
    ),
    _gb("X", "Q", E.NO_EFFECT, "未公布文件", "No document published"),
    _gb("XX", "Z", E.NO_EFFECT, "其他", "Miscellaneous"),
)
