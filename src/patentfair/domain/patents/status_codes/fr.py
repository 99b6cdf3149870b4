"""INPI codes as INPADOC exchanges them, of French patents and of European ones in France.

The list mixes three generations of codes. Its short English words mistake some of the French ones, which decide here:
"désistement" is the withdrawal of an appeal, not of the patent. No code announces a grant; the B document does.
"""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_fr = OfficeTable("FR")
_READ = "The decision itself says how far."
_APPEAL = "Of an appeal, not of the patent."
_SPC = "Of the certificate, not of the patent."

_LIFE = (
    _fr("PLSC", "Q", E.NO_EFFECT, "初步检索报告公布", "Preliminary search report published"),
    _fr("RX", "B", E.REFUSED, "全部驳回", "Refused in whole"),
    _fr("REFU", "B", E.REFUSED, "驳回", "Refused"),
    _fr("RE", "", E.WITHDRAWN, "已公布申请撤回", "Published application withdrawn"),
    _fr("RS", "B", E.WITHDRAWN, "全部撤回", "Withdrawn in whole"),
    _fr("RR", "B", E.ABANDONED, "撤回或全部放弃", "Withdrawn, or renounced in whole"),
    _fr("RT", "H", E.ABANDONED, "全部放弃", "Renounced in whole"),
    _fr("D8", "M", E.LIMITED, "部分撤回", "Withdrawn in part"),
    _fr("RP", "M", E.LIMITED, "部分放弃", "Renounced in part"),
    _fr("LIMR", "M", E.LIMITED, "权利要求限制", "Claims limited"),
    _fr("SD", "T", E.SUSPENDED, "授权程序中止", "Grant proceedings suspended"),
    _fr("RD", "T", E.RESUMED, "授权程序恢复", "Grant proceedings resumed"),
    _fr("MV", "F", E.RETRACTED, "授权公告撤销", "Mention of the grant deleted", retracts=("B1", "B2", "B3", "B")),
    _fr("PLFP", "U", E.FEE_PAID, "缴纳年费", "Annual fee paid"),
    _fr("ST", "H", E.LAPSED, "终止通知", "Lapse notified"),
    _fr("BD", "", E.LAPSED, "法院维持终止决定", "Lapse confirmed by the court"),
    _fr("D1", "", E.RETRACTED, "撤回终止决定", "Decision of lapse taken back", retracts=("ST",)),
    _fr("DA", "", E.RETRACTED, "终止决定被撤销", "Decision of lapse annulled", retracts=("ST",)),
    _fr("RC", "V", E.NO_EFFECT, "对终止决定的异议", "Decision of lapse contested"),
    _fr("RN", "V", E.NO_EFFECT, "请求恢复权利", "Restoration applied for"),
    _fr("FC", "K", E.RESTORED, "准予恢复权利", "Restoration allowed"),
    _fr("D3", "K", E.RESTORED, "权利恢复", "Right revived"),
    _fr("BR", "", E.RESTORED, "法院恢复权利", "Rights restored by the court"),
    *(
        _fr(code, letter, E.NO_EFFECT, "恢复请求未获支持或撤回", "Restoration refused, withdrawn or without object")
        for code, letter in (("DI", ""), ("DO", ""), ("RA", ""), ("DE", "H"), ("D5", "H"))
    ),
    *(
        _fr(code, letter, E.NO_EFFECT, "撤回上诉", "Appeal withdrawn", note=_APPEAL)
        for code, letter in (("D2", ""), ("D7", "Z"))
    ),
)

_VALIDITY = (
    _fr("OR", "L", E.OPPOSED, "提出异议", "Opposition filed"),
    _fr("OT", "M", E.OPPOSITION_ENDED, "法院全部维持", "Wholly maintained by the court"),
    _fr("OX", "H", E.INVALIDATED, "异议后被法院撤销", "Revoked by the court after opposition"),
    _fr("OY", "M", E.PARTLY_INVALIDATED, "异议后法院部分修改", "Changed in part by the court after opposition"),
    _fr("VA", "H", E.INVALIDATED, "终审判决全部无效", "Annulled in whole by final judgment"),
    _fr("NB", "", E.INVALIDATED, "专利无效", "Patent annulled"),
    _fr("DH", "", E.INVALIDATED, "视为无效", "Considered null and void"),
    _fr("VP", "M", E.LIMITED, "判决确认全部或部分有效", "Validity confirmed in whole or part", note=_READ),
    _fr(
        "JE",
        "V",
        E.INVALIDATION_UNCLEAR,
        "涉及存在或有效性的终审判决",
        "Final judgment on existence or validity",
        note=_READ,
    ),
    *(
        _fr(code, letter, E.APPEAL, "上诉", "Appeal", note="It may be of any decision of the office.")
        for code, letter in (("R1", ""), ("RF", "V"), ("RU", "V"), ("PC", "W"))
    ),
    *(
        _fr(code, letter, E.NO_EFFECT, "诉讼程序结束或判决", "Decision, or end of proceedings", note=_READ)
        for code, letter in (("SI", "Z"), ("JD", ""), ("DC", ""), ("DR", ""), ("DS", "V"), ("IC", "V"), ("JR", "W"))
    ),
)

_TITLE = (
    _fr("TP", "R", E.PARTY_CHANGED, "权利转移", "Right transmitted"),
    _fr("TQ", "R", E.PARTY_CHANGED, "权利部分转移", "Right transmitted in part"),
    _fr("MD", "", E.PARTY_CHANGED, "因死亡转移", "Right passed on by death"),
    *(
        _fr(code, letter, E.NAME_CHANGED, "名称、地址或法律形式变更", "Name, address or legal form changed")
        for code, letter in (("CA", "R"), ("CD", "R"), ("CJ", "R"), ("CN", ""))
    ),
    *(
        _fr(code, letter, E.NO_EFFECT, "权属争议", "Ownership claimed", note="Proceedings begun, not decided.")
        for code, letter in (("AS", "R"), ("AP", ""), ("DP", ""))
    ),
    *(
        _fr(code, "V", E.PARTY_CHANGED, "涉及权属的终审判决", "Final judgment on ownership or exploitation", note=_READ)
        for code in ("DJ", "JU")
    ),
    _fr("GC", "S", E.PLEDGE_REGISTERED, "质押设立", "Pledge constituted"),
    *(
        _fr(code, letter, E.PLEDGE_CANCELLED, "质押注销", "Pledge cancelled")
        for code, letter in (("RG", "S"), ("GR", ""), ("DG", "S"))
    ),
    _fr("SN", "S", E.PRESERVED, "查封登记", "Distraint entered"),
    *(_fr(code, "S", E.PRESERVATION_RELEASED, "查封解除", "Distraint lifted") for code in ("ML", "MS", "MT")),
    _fr("CL", "S", E.LICENCE_RECORDED, "许可登记", "Licence recorded"),
    _fr("D9", "", E.LICENCE_RECORDED, "许可", "Licence"),
    _fr("RL", "S", E.LICENCE_ENDED, "许可终止", "Licence ended"),
    *(
        _fr(code, letter, E.OPEN_LICENCE, "当然许可", "Licences of right")
        for code, letter in (("D6", "S"), ("LD", ""), ("DL", ""))
    ),
    *(
        _fr(code, letter, E.OPEN_LICENCE_WITHDRAWN, "当然许可取消", "Licences of right ended")
        for code, letter in (("LR", ""), ("LT", "S"), ("RB", ""))
    ),
    _fr("EL", "W", E.NO_EFFECT, "提交权利要求译文", "Translation of the claims filed"),
    *(
        _fr(code, letter, E.CORRECTED, "更正", "Correction")
        for code, letter in (("EERR", "P"), ("EM", "Y"), ("ER", "Y"), ("ERR", "Y"), ("RERR", "Y"), ("RM", "Y"))
    ),
    *(
        _fr(code, letter, E.NO_EFFECT, "补充保护证书", "Supplementary protection certificate", note=_SPC)
        for code, letter in (
            ("CB", ""),
            ("CP", "G"),
            ("CT", "G"),
            ("CX", "G"),
            ("CY", "G"),
            ("SPAY", "U"),
            ("SPCH", "H"),
            ("SPCI", "H"),
            ("SPCL", "H"),
            ("SPCW", "H"),
        )
    ),
)

ROWS = _LIFE + _VALIDITY + _TITLE
