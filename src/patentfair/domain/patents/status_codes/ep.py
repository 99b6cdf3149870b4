"""EPO codes: the procedure before the EPO, and what national offices report of a European patent after grant.

What is reported of one designated state never ends the European patent as such, only its part for that state.
"""

from __future__ import annotations

from patentfair.domain.patents.status_codes.ep_families import FAMILIES
from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_ep = OfficeTable("EP")
_MENTION = "Entered some weeks before the Bulletin mentions the grant, from which alone it has effect (Art. 97(3))."
_STATE = "Of the state named with the entry alone."
_LISTED = "The states listed follow what is entered of the unitary patent."
_UNITARY = "Of the unitary patent (UP), which is the European patent in the states that take part."

# "STATUS: ..." as the register prints it; the first phrase contained decides.
_STATUS = tuple(
    _ep("STAA", "W", effect, zh, en, phrase=phrase)
    for phrase, effect, zh, en in (
        ("NO OPPOSITION FILED", E.OPPOSITION_ENDED, "期限内无异议", "No opposition within the time limit"),
        ("OPPOSITION HAS BEEN REJECTED", E.OPPOSITION_ENDED, "异议被驳回", "Opposition rejected"),
        ("OPPOSITION REJECTED", E.OPPOSITION_ENDED, "异议被驳回", "Opposition rejected"),
        ("OPPOSITION PROCEDURE CLOSED", E.OPPOSITION_ENDED, "异议程序结束", "Opposition proceedings closed"),
        ("OPPOSITION", E.OPPOSED, "提出异议", "Opposition"),
        ("MAINTAINED AS AMENDED", E.LIMITED, "修改后维持", "Maintained as amended"),
        ("LIMITED", E.LIMITED, "专利被限制", "Limited"),
        ("REVOKED", E.INVALIDATED, "专利被撤销", "Revoked"),
        ("THE PATENT HAS BEEN GRANTED", E.GRANT_DECIDED, "已决定授权", "Grant decided"),
        ("GRANT OF PATENT IS INTENDED", E.EXAMINATION, "拟授权", "Grant intended"),
        ("EXAMINATION IS IN PROGRESS", E.EXAMINATION, "审查中", "Examination in progress"),
        ("REQUEST FOR EXAMINATION WAS MADE", E.EXAMINATION, "已请求审查", "Examination requested"),
        ("APPLICATION HAS BEEN PUBLISHED", E.PUBLISHED, "申请已公布", "Application published"),
        ("INTERNATIONAL PUBLICATION HAS BEEN MADE", E.PUBLISHED, "国际公布", "International publication made"),
        ("APPLICATION IS DEEMED TO BE WITHDRAWN", E.DEEMED_WITHDRAWN, "视为撤回", "Deemed withdrawn"),
        ("APPLICATION HAS BEEN WITHDRAWN", E.WITHDRAWN, "撤回", "Withdrawn"),
        ("APPLICATION HAS BEEN REFUSED", E.REFUSED, "驳回", "Refused"),
    )
)

_PROCEDURE = (
    _ep("STAA", "W", E.NO_EFFECT, "状态信息", "State of the file", note="The words decide."),
    _ep("PUAI", "Q", E.PUBLISHED, "国际公布视为欧洲公布", "International publication takes the place of the EP's"),
    _ep("17P", "D", E.EXAMINATION, "请求审查", "Examination requested"),
    _ep("17Q", "D", E.EXAMINATION, "首次审查意见", "First examination report sent"),
    _ep("17A", "", E.EXAMINATION, "申请维持", "Application maintained"),
    _ep("PUAL", "D", E.EXAMINATION, "检索报告发出", "Search report sent"),
    _ep("A4", "D", E.EXAMINATION, "补充检索报告", "Supplementary search report"),
    _ep("PUAG", "D", E.EXAMINATION, "细则 164(2) 检索结果", "Search results under rule 164(2)"),
    _ep("B565", "D", E.EXAMINATION, "细则 164(2) 检索结果", "Search results under rule 164(2)"),
    *(
        _ep(code, "D", E.EXAMINATION, "拟授权通知", "Grant intended")
        for code in ("GRAG", "GRAH", "GRAP", "GRAQ", "GRAR", "INTG")
    ),
    _ep("GRAO", "D", E.EXAMINATION, "对拟授权的答复", "Answer to the intended grant"),
    _ep("GRAS", "U", E.NO_EFFECT, "缴纳授权费", "Fee for grant paid"),
    _ep("GRAU", "F", E.NO_EFFECT, "同意拟授权文本", "Intended text approved"),
    _ep("GRAA", "F", E.GRANT_DECIDED, "（预计）授权", "Grant expected", note=_MENTION),
    _ep("18D", "B", E.DEEMED_WITHDRAWN, "视为撤回", "Deemed withdrawn"),
    _ep("18R", "B", E.REFUSED, "驳回", "Refused"),
    _ep("18W", "B", E.WITHDRAWN, "撤回", "Withdrawn"),
    _ep("18RA", "C", E.NO_EFFECT, "请求恢复权利", "Re-establishment of rights requested"),
    _ep("18RR", "C", E.REVIVED, "准予恢复权利", "Rights re-established before grant"),
    _ep("28", "K", E.RESTORED, "授权后恢复权利", "Rights re-established after grant"),
    _ep("R28", "K", E.RESTORED, "授权后恢复权利（更正）", "Rights re-established after grant, corrected"),
    *(
        _ep(code, "T", E.SUSPENDED, "程序中止或中断", "Proceedings stayed or interrupted")
        for code in ("19A", "19U", "29A", "29U")
    ),
    *(_ep(code, "T", E.RESUMED, "程序恢复", "Proceedings resumed") for code in ("19F", "19W", "29F", "29W")),
    # Opposition, limitation, revocation
    _ep("26", "L", E.OPPOSED, "提出异议", "Opposition filed"),
    _ep("26N", "L", E.OPPOSITION_ENDED, "无异议", "No opposition filed"),
    _ep("26D", "L", E.OPPOSITION_ENDED, "异议视为未提出", "Opposition deemed not filed"),
    _ep("26U", "L", E.OPPOSITION_ENDED, "异议不予受理", "Opposition inadmissible"),
    _ep("27A", "M", E.LIMITED, "修改后维持", "Maintained as amended"),
    _ep("27C", "L", E.OPPOSITION_ENDED, "异议程序终止", "Opposition proceedings ended"),
    _ep("27O", "L", E.OPPOSITION_ENDED, "异议被驳回", "Opposition rejected"),
    _ep("27W", "H", E.INVALIDATED, "专利被撤销", "Revoked"),
    _ep("PLBE", "L", E.OPPOSITION_ENDED, "期限内无异议", "No opposition within the time limit"),
    *(
        _ep(code, "L", E.OPPOSITION_ENDED, "异议结束", "Opposition ended, patent unchanged")
        for code in ("PLBG", "PLBH", "PLBJ", "PLBK", "PLBL", "PLBN", "PLBO", "PLBP")
    ),
    _ep("PLBI", "L", E.OPPOSED, "提出异议", "Opposition filed"),
    _ep("PUAH", "M", E.LIMITED, "修改后维持", "Maintained as amended"),
    *(_ep(code, "H", E.INVALIDATED, "专利被撤销", "Revoked") for code in ("RDAA", "RDAG", "RDAH")),
    _ep("RDAF", "H", E.NO_EFFECT, "撤销通知", "Communication that the patent is revoked", note="Appeal may follow."),
    *(
        _ep(code, "L", E.OPPOSED, "请求撤销或限制", "Revocation or limitation requested by the owner")
        for code in ("PLBT", "PLBU", "PLCP", "PLCQ", "LIM1", "RVAA", "RVDA")
    ),
    # Designations, unitary effect
    _ep(
        "AK",
        "W",
        E.GRANTED,
        "授权公告中的指定国",
        "Designated states in the patent as granted",
        phrase="KIND CODE OF REF DOCUMENT: B1",
        note="Dated with the mention of the grant.",
    ),
    *(
        _ep(code, letter, E.NO_EFFECT, zh, en)
        for code, letter, zh, en in (
            ("AK", "W", "指定国", "Designated states"),
            ("AX", "W", "延伸请求", "Extension requested"),
            ("AV", "W", "生效请求", "Validation requested"),
            ("AKX", "U", "缴纳指定费", "Designation fees paid"),
            ("AXX", "U", "缴纳延伸费", "Extension fees paid"),
            ("AKY", "U", "未缴指定费", "Designation fees not paid"),
            ("RAX", "W", "延伸国变更", "Extension states changed"),
            ("RAV", "U", "缴纳生效费", "Validation fee paid"),
            ("P01", "W", "选择退出统一专利法院", "Opted out of the Unified Patent Court"),
            ("P02", "Y", "选择退出的更正", "Opt-out changed"),
            ("P03", "W", "选择退出的删除", "Opt-out deleted"),
            ("P04", "W", "撤回选择退出", "Opt-out withdrawn"),
            ("U01", "W", "请求统一效力", "Unitary effect requested"),
            ("U04", "W", "统一效力请求被拒", "Unitary effect refused"),
            ("U12", "W", "撤回统一效力请求", "Request for unitary effect withdrawn"),
            ("AC", "A", "分案", "Divisional application"),
            ("AF", "A", "依第 61 条的新申请", "New application under article 61"),
            ("REF", "W", "对应文件", "Corresponds to"),
            ("RIC1", "D", "授权前分类", "Classification before grant"),
            ("RIC2", "W", "授权后分类", "Classification after grant"),
            ("TPAC", "W", "第三方意见", "Observations by a third party"),
            ("TPAD", "W", "第三方意见", "Observations by a third party"),
            ("32PN", "W", "公告通知", "Public notification"),
            ("PUAJ", "Q", "细则 129 公告", "Public notification under rule 129"),
            ("XX", "W", "其他", "Miscellaneous"),
            ("REG", "", "国家代码", "Refers to a national code"),
        )
    ),
    _ep("U07", "W", E.NO_EFFECT, "统一效力登记", "Unitary effect registered", territory="UP", note=_LISTED),
    _ep(
        "U19",
        "Y",
        E.NO_EFFECT,
        "统一效力所及国变更",
        "States of the unitary effect changed",
        territory="UP",
        note=_LISTED,
    ),
    _ep("U0A", "Y", E.NO_EFFECT, "统一效力所及国删除", "States of the unitary effect deleted", territory="UP"),
    _ep("U16", "Y", E.RETRACTED, "统一效力登记删除", "Unitary effect deleted", territory="UP", retracts=("U07",)),
    _ep(
        "U53",
        "W",
        E.RESTORED_IN_STATE,
        "统一专利准予恢复权利",
        "Rights in the unitary patent re-established",
        territory="UP",
    ),
    # Parties, licences
    _ep("RAP1", "R", E.PARTY_CHANGED, "申请人变更", "Applicant's data changed or application transferred"),
    _ep("RAP2", "R", E.PARTY_CHANGED, "专利权人变更", "Owner's data changed or patent transferred"),
    _ep("RAP3", "R", E.PARTY_CHANGED, "申请人变更", "Applicant's data changed or application transferred"),
    _ep("RAP4", "R", E.PARTY_CHANGED, "专利权人变更", "Owner's data changed or patent transferred"),
    _ep("U1K", "R", E.ASSIGNED, "统一专利转移", "Unitary patent transferred"),
    _ep("U1H", "R", E.NAME_CHANGED, "统一专利权人信息变更", "Name or address of the unitary patent's owner changed"),
    _ep("111L", "S", E.LICENCE_RECORDED, "许可登记", "Licence entered"),
    _ep("R11L", "Y", E.LICENCE_CHANGED, "许可登记更正", "Licence entry corrected"),
    _ep("111Z", "S", E.PRESERVED, "其他权利或强制执行", "Other rights or execution", note="Any right in rem: read it."),
    _ep("D11X", "Y", E.RETRACTED, "其他权利的登记删除", "Entry of other rights deleted", retracts=("111Z",)),
    _ep("U70", "S", E.PRESERVED, "统一专利上的权利或执行", "Right in rem or execution on the unitary patent"),
    _ep("U72", "Y", E.RETRACTED, "统一专利上的权利登记删除", "Entry of a right in rem deleted", retracts=("U70",)),
    _ep("U76", "S", E.LICENCE_RECORDED, "统一专利许可登记", "Licence of the unitary patent entered"),
    _ep("U77", "Y", E.LICENCE_CHANGED, "统一专利许可变更", "Licence of the unitary patent changed"),
    _ep("U78", "Y", E.RETRACTED, "统一专利许可删除", "Licence entry deleted", retracts=("U76",)),
    _ep("U79", "S", E.OPEN_LICENCE, "统一专利许可意愿", "Licences of right offered for the unitary patent"),
    _ep("U81", "Y", E.RETRACTED, "许可意愿删除", "Offer of licences of right deleted", retracts=("U79",)),
    _ep("U82", "S", E.OPEN_LICENCE_WITHDRAWN, "撤回许可意愿", "Offer of licences of right withdrawn"),
    _ep("U20", "U", E.FEE_PAID_IN_STATE, "缴纳统一专利年费", "Renewal fee of the unitary patent paid", territory="UP"),
    _ep(
        "U21",
        "U",
        E.FEE_PAID_IN_STATE,
        "缴纳统一专利年费及滞纳金",
        "Renewal fee of the unitary patent paid late",
        territory="UP",
    ),
    _ep(
        "U90", "Y", E.LAPSED_IN_STATE, "统一专利视为终止", "Unitary patent deemed lapsed", note=_UNITARY, territory="UP"
    ),
    _ep(
        "U91",
        "H",
        E.LAPSED_IN_STATE,
        "统一专利视为终止（日期变更）",
        "Unitary patent deemed lapsed, new day",
        territory="UP",
    ),
    _ep(
        "U92", "Y", E.RETRACTED, "统一专利视为终止的登记删除", "Entry deleted", retracts=("U90", "U91"), territory="UP"
    ),
    _ep("U93", "H", E.LAPSED_IN_STATE, "统一专利终止", "Unitary patent lapsed", note=_UNITARY, territory="UP"),
    _ep("U94", "H", E.LAPSED_IN_STATE, "统一专利终止（日期变更）", "Unitary patent lapsed, new day", territory="UP"),
    _ep("U95", "Y", E.RETRACTED, "统一专利终止的登记删除", "Entry deleted", retracts=("U93", "U94"), territory="UP"),
    _ep("U24", "Y", E.RETRACTED, "统一专利缴费登记删除", "Entry of a fee deleted", retracts=("U20",), territory="UP"),
    _ep("U25", "Y", E.RETRACTED, "统一专利缴费登记删除", "Entry of a fee deleted", retracts=("U21",), territory="UP"),
    # One state
    _ep("PG25", "H", E.LAPSED_IN_STATE, "在缔约国终止", "Lapsed in a contracting state", note=_STATE),
    _ep("25", "", E.LAPSED_IN_STATE, "在缔约国终止", "Lapsed in a contracting state", note=_STATE),
    _ep("R25", "", E.LAPSED_IN_STATE, "在缔约国终止（更正）", "Lapsed in a contracting state, corrected", note=_STATE),
    _ep("VS25", "H", E.LAPSED_IN_STATE, "在生效国终止", "Lapsed in a validation state", note=_STATE),
    _ep("PGFP", "U", E.FEE_PAID_IN_STATE, "向国家局缴纳年费", "Annuity paid to a national office", note=_STATE),
    _ep("VSFP", "U", E.FEE_PAID_IN_STATE, "向生效国缴纳年费", "Annuity paid in a validation state", note=_STATE),
    _ep("PGRI", "K", E.RESTORED_IN_STATE, "在缔约国恢复", "Reinstated in a contracting state", note=_STATE),
    _ep("VSRI", "K", E.RESTORED_IN_STATE, "在生效国恢复", "Reinstated in a validation state", note=_STATE),
    _ep(
        "PG2D", "Y", E.RETRACTED, "在缔约国终止的登记删除", "Entry of a lapse deleted", retracts=("PG25",), note=_STATE
    ),
    _ep("D25", "", E.RETRACTED, "在缔约国终止的登记删除", "Entry of a lapse deleted", retracts=("25",), note=_STATE),
    _ep("GBPC", "H", E.LAPSED_IN_STATE, "英国：未缴续展费终止", "GB: ended, renewal fee unpaid", territory="GB"),
    _ep("GBDL", "", E.RETRACTED, "英国：终止的登记删除", "GB: entry deleted", territory="GB", retracts=("GBPC",)),
    _ep("GBPR", "H", E.INVALIDATED, "英国：被欧洲专利局撤销", "GB: revoked by the EPO", territory="GB"),
    _ep("GBAW", "", E.WITHDRAWN, "英国：申请撤回", "GB: application withdrawn", territory="GB"),
    _ep("GBDW", "W", E.LAPSED_IN_STATE, "英国：撤回指定", "GB: designation withdrawn", territory="GB"),
    _ep("GBV", "H", E.LAPSED_IN_STATE, "英国：视为自始无效", "GB: void from the start", territory="GB"),
    _ep("GBRH", "", E.RESTORED_IN_STATE, "英国：恢复", "GB: reinstated", territory="GB"),
    _ep("GBRI", "", E.RESTORED_IN_STATE, "英国：恢复", "GB: reinstated", territory="GB"),
    _ep("BERE", "H", E.LAPSED_IN_STATE, "比利时：终止", "BE: lapsed", territory="BE"),
    _ep("BE20", "H", E.LAPSED_IN_STATE, "比利时：届满", "BE: term ended", territory="BE"),
    _ep("BERR", "K", E.RESTORED_IN_STATE, "比利时：恢复", "BE: re-established", territory="BE"),
    _ep("EUG", "H", E.LAPSED_IN_STATE, "瑞典：终止", "SE: lapsed", territory="SE"),
    _ep("LTIE", "H", E.LAPSED_IN_STATE, "立陶宛：无效", "LT: invalidated", territory="LT"),
    _ep("LTLA", "H", E.LAPSED_IN_STATE, "立陶宛：终止", "LT: lapsed", territory="LT"),
    *(
        _ep(code, "H", E.LAPSED_IN_STATE, "荷兰：终止", "NL: lapsed", territory="NL")
        for code in ("NLV1", "NLV4", "NLV5", "NLV6", "NLV7")
    ),
    *(
        _ep(code, "R", E.NO_EFFECT, zh, en, territory=state)
        for code, zh, en, state in (
            ("BECA", "比利时：地址变更", "BE: owner's address changed", "BE"),
            ("BECH", "比利时：权利人变更", "BE: change of owner", "BE"),
            ("BECN", "比利时：名称变更", "BE: owner's name changed", "BE"),
            ("ITPR", "意大利：权利变更", "IT: change of owner", "IT"),
            ("NLS", "荷兰：转让", "NL: assignment", "NL"),
        )
    ),
    _ep(
        "EN", "W", E.LAPSED_IN_STATE, "法国：未提交译文，无效力", "FR: no effect, translation not filed", territory="FR"
    ),
    _ep(
        "EN3",
        "W",
        E.LAPSED_IN_STATE,
        "法国：未提交译文，无效力",
        "FR: no effect, translation not filed",
        territory="FR",
    ),
    _ep(
        "EN4",
        "Y",
        E.RETRACTED,
        "法国：未提交译文的公告有误",
        "FR: notice of no translation was wrong",
        territory="FR",
        retracts=("EN", "EN3"),
    ),
    *(
        _ep(code, "W", E.NO_EFFECT, "提交译文", "Translation filed in a state")
        for code in ("ET", "EL", "GBT", "GBC", "ITF", "TCNL", "TCAT", "DET", "IECL", "ITCL")
    ),
)

ROWS = _STATUS + _PROCEDURE + FAMILIES
