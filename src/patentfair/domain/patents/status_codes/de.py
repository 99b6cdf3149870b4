"""DPMA codes: the R codes of its present register, the four-digit ones before, and the oldest letters.

R119 says an unpaid fee ended either an application or a right; which of the two follows from the events before it.
"""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_de = OfficeTable("DE")
_APPEALABLE = "Not yet final."
_REQUEST = "A request only."

_PROCEDURE = (
    _de("R012", "D", E.EXAMINATION, "有效提出审查请求", "Examination validly requested"),
    _de("R016", "D", E.EXAMINATION, "答复审查意见", "Answer to the examination report"),
    _de("8110", "D", E.EXAMINATION, "第 44 条审查请求", "Examination requested"),
    _de("R001", "B", E.APPEAL, "初步程序中决定驳回", "Refusal decided in preliminary proceedings", note=_APPEALABLE),
    _de("R002", "B", E.APPEAL, "审查或登记中决定驳回", "Refusal decided in examination", note=_APPEALABLE),
    _de("R003", "B", E.REFUSED, "驳回生效", "Refusal now final"),
    *(
        _de(code, "B", E.DEEMED_WITHDRAWN, zh, en)
        for code, zh, en in (
            ("R005", "未请求审查视为撤回", "Deemed withdrawn: no examination requested"),
            ("R118", "因要求本国优先权视为撤回", "Deemed withdrawn: taken as domestic priority"),
            ("R123", "未缴申请费视为撤回", "Deemed withdrawn: filing fee unpaid"),
            ("R132", "分案视为撤回", "Divisional deemed withdrawn"),
            ("R437", "未提交文件视为撤回", "Deemed withdrawn: papers not filed"),
            ("8133", "未缴申请费", "Ended: filing fee unpaid"),
            ("8136", "未缴公布或授权费", "Ended: fee for publication or grant unpaid"),
            ("8141", "未请求审查", "Ended: no examination requested"),
            ("8143", "因要求本国优先权失效", "Ended: taken as domestic priority"),
        )
    ),
    _de("8130", "Z", E.WITHDRAWN, "撤回", "Withdrawn"),
    _de("8131", "Z", E.REFUSED, "驳回", "Refused"),
    *(_de(code, "V", E.APPEAL, "上诉", "Appeal") for code in ("R006", "R007", "R008", "R010", "R011")),
    _de("R018", "F", E.GRANT_DECIDED, "审查部门决定授权", "Grant decided by the examining section"),
    _de("R019", "F", E.GRANT_DECIDED, "联邦专利法院决定授权", "Grant decided by the Federal Patent Court"),
    _de("R020", "F", E.GRANTED, "授权生效", "Grant now final"),
    *(_de(code, "F", E.GRANTED, "授权", "Granted") for code in ("D1", "D2", "8304")),
    _de("R096", "F", E.GRANTED, "欧洲专利授权在德国公告", "Grant of the European patent mentioned in Germany"),
    _de("R074", "C", E.REVIVED, "准予恢复", "Re-establishment allowed"),
    _de("R124", "C", E.REVIVED, "恢复决定生效", "Re-establishment now final"),
    _de("R126", "C", E.REVIVED, "准予继续处理", "Further processing allowed"),
    _de("R073", "C", E.NO_EFFECT, "请求恢复", "Re-establishment requested", note=_REQUEST),
    _de("R125", "C", E.NO_EFFECT, "请求继续处理", "Further processing requested", note=_REQUEST),
    _de("8570", "K", E.RESTORED, "恢复原状", "Former position restored"),
    _de("8370", "Y", E.RETRACTED, "终止的登记应不计", "Entry of an end to be ignored", retracts=("8339", "8330")),
)

_END = (
    _de("R119", "H", E.LAPSED, "未缴年费：申请视为撤回或权利终止", "Annuity unpaid: application or right ended"),
    _de("8139", "H", E.DEEMED_WITHDRAWN, "未缴年费，申请视为撤回", "Application deemed withdrawn: annuity unpaid"),
    _de("8339", "H", E.LAPSED, "未缴年费终止", "Ended: annuity unpaid"),
    _de("8340", "H", E.LAPSED, "增补专利因主专利费用未缴终止", "Patent of addition ended with its main patent"),
    _de("R142", "H", E.LAPSED, "增补专利未缴费终止", "Patent of addition ended: fee unpaid"),
    _de("R120", "H", E.ABANDONED, "申请撤回或权利放弃", "Application withdrawn or right abandoned"),
    _de("R231", "H", E.ABANDONED, "在德国放弃", "Abandoned for Germany"),
    _de("8330", "H", E.ABANDONED, "全部放弃", "Renounced in whole"),
    _de("R136", "M", E.LIMITED, "部分放弃", "Abandoned in part"),
    _de("8367", "M", E.LIMITED, "部分放弃", "Disclaimed in part"),
    _de("R071", "H", E.EXPIRED, "保护期届满", "Term ended"),
    _de("R156", "H", E.EXPIRED, "三年届满", "Ended after three years", note="A term of a utility model not renewed."),
    _de("R157", "H", E.EXPIRED, "六年届满", "Ended after six years", note="A term of a utility model not renewed."),
    _de("R158", "H", E.EXPIRED, "八年届满", "Ended after eight years", note="A term of a utility model not renewed."),
    *(
        _de(code, "H", E.INVALIDATED, zh, en)
        for code, zh, en in (
            ("R042", "宣告全部无效生效", "Nullity in whole now final"),
            ("R064", "欧洲专利局撤销决定生效", "EPO's revocation now final"),
            ("R103", "被欧洲专利局撤销", "Revoked by the EPO"),
            ("R168", "实用新型全部注销", "Utility model cancelled"),
            ("R170", "实用新型宣告无效", "Utility model ruled invalid"),
            ("8311", "全部无效", "Annulled in whole"),
            ("8331", "全部撤销", "Revoked in whole"),
            ("8506", "经请求被欧洲专利局撤销", "Revoked by the EPO on request"),
        )
    ),
    _de("R037", "H", E.OPPOSED, "决定撤销", "Revocation decided", note=_APPEALABLE),
    *(
        _de(code, "M", E.PARTLY_INVALIDATED, zh, en)
        for code, zh, en in (
            ("R043", "部分无效生效", "Nullity in part now final"),
            ("R169", "实用新型部分注销", "Utility model cancelled in part"),
            ("R171", "实用新型部分无效", "Utility model invalid in part"),
            ("8312", "部分无效", "Annulled in part"),
        )
    ),
    _de("R108", "W", E.NO_EFFECT, "不再指定德国", "Germany no longer designated"),
    _de("8566", "W", E.NO_EFFECT, "不再指定德国", "Germany no longer designated"),
    _de("R135", "Z", E.LAPSED, "欧洲专利在德国视为自始无效", "European patent void from the start for Germany"),
)

_CHALLENGE = (
    *(
        _de(code, "L", E.OPPOSED, zh, en)
        for code, zh, en in (
            ("R026", "提出异议", "Opposition filed"),
            ("8363", "提出异议", "Opposition filed"),
            ("R039", "提起无效诉讼", "Nullity action filed"),
            ("8310", "提起无效诉讼", "Nullity action filed"),
            ("R165", "请求注销", "Cancellation requested"),
            ("R046", "请求限制", "Limitation requested"),
            ("R057", "请求撤销", "Revocation requested by the owner"),
        )
    ),
    *(
        _de(code, letter, E.OPPOSITION_ENDED, zh, en)
        for code, letter, zh, en in (
            ("R097", "L", "无异议或异议已结束", "No opposition, or opposition ended"),
            ("R028", "L", "异议不予受理生效", "Opposition inadmissible, now final"),
            ("R040", "L", "无效诉讼撤回或驳回", "Nullity action withdrawn or refused"),
            ("R100", "M", "欧洲专利局维持", "Maintained unamended by the EPO"),
            ("R031", "M", "维持决定生效", "Maintained unamended, now final"),
            ("R030", "M", "法院维持", "Maintained unamended by the court"),
            ("R173", "L", "注销请求被驳回", "Cancellation refused"),
            ("8364", "L", "期限内无异议", "No opposition in time"),
            ("8365", "M", "异议后全部维持", "Wholly maintained after opposition"),
            ("8368", "L", "异议不予受理", "Opposition inadmissible"),
        )
    ),
    *(
        _de(code, letter, E.LIMITED, zh, en)
        for code, letter, zh, en in (
            ("R034", "M", "限制维持生效", "Maintained with limits, now final"),
            *((code, "M", "限制维持", "Maintained with limits") for code in ("D3", "D4")),
            *((code, "M", "限制程序中修改", "Modified in limitation proceedings") for code in ("D5", "D6")),
            ("R050", "M", "限制决定", "Limited by decision"),
            ("R056", "M", "被欧洲专利局限制", "Limited by the EPO"),
            ("R102", "M", "欧洲专利局修改后维持", "Maintained as amended by the EPO"),
            ("8305", "M", "异议后限制维持", "Maintained with limits after opposition"),
            ("8318", "M", "限制", "Limited"),
            ("8366", "M", "异议后限制维持", "Maintained with limits after opposition"),
            ("8505", "M", "欧洲专利局限制后修改", "Amended after limitation at the EPO"),
        )
    ),
)

_DATA = (
    _de("R081", "R", E.PARTY_CHANGED, "申请人或专利权人变更", "Change of applicant or owner", note="Or of their data."),
    _de("8127", "R", E.PARTY_CHANGED, "申请人变更", "New person, name or address of the applicant"),
    _de("8327", "R", E.PARTY_CHANGED, "专利权人变更", "Change of person, name or address of the owner"),
    *(
        _de(code, "R", E.NO_EFFECT, "代理人或发明人变更", "Agent or inventor changed")
        for code in ("R082", "R083", "8128", "8328", "8181", "8381")
    ),
    *(_de(code, "P", E.NO_EFFECT, "分类变更", "Classification changed") for code in ("R079", "8125", "8325")),
    _de("R080", "", E.NO_EFFECT, "分类变更", "Classification changed"),
    *(
        _de(code, "S", E.OPEN_LICENCE, "许可意愿声明", "Willing to license anyone (section 23)")
        for code in ("R084", "8120", "8220", "8320")
    ),
    *(
        _de(code, "S", E.OPEN_LICENCE_WITHDRAWN, "撤回许可意愿", "Willingness to license withdrawn")
        for code in ("R085", "8121", "8321")
    ),
    *(
        _de(code, "S", E.NO_EFFECT, "无约束力的许可兴趣", "Interest in licensing, not binding")
        for code in ("R086", "R087", "8122", "8123", "8322", "8323")
    ),
    _de("R088", "S", E.LICENCE_RECORDED, "独占许可登记", "Exclusive licence entered"),
    _de("R089", "S", E.LICENCE_ENDED, "独占许可删除", "Exclusive licence deleted"),
    *(
        _de(code, "U", E.FEE_PAID, "实用新型缴费维持", "Utility model maintained by a fee")
        for code in ("R150", "R151", "R152")
    ),
    _de("R206", "P", E.LIMITED, "修改后的说明书", "Amended specification"),
    _de("R207", "Q", E.NO_EFFECT, "实用新型说明书", "Utility model specification"),
    _de("R210", "W", E.NO_EFFECT, "欧洲专利权利要求译文", "Translation of European claims"),
    _de("R225", "Q", E.PUBLISHED, "国际公布在德国提及", "Mention of the international publication"),
    _de("R230", "Q", E.NO_EFFECT, "请求提前公布", "Early publication requested"),
    _de("R163", "D", E.EXAMINATION, "检索结果通知", "Search results notified"),
    _de("R129", "A", E.NO_EFFECT, "分案来源", "Divided from"),
    _de("R130", "A", E.NO_EFFECT, "分案", "Divided to"),
    _de("R138", "A", E.NO_EFFECT, "派生实用新型", "Utility model branched off"),
    _de("R409", "Y", E.CORRECTED, "法律状态内部更正", "Legal status rectified within the office"),
    _de(
        "R107", "Q", E.RETRACTED, "欧洲专利授权公告撤销", "Mention of the European grant cancelled", retracts=("R096",)
    ),
    _de("R137", "Q", E.RETRACTED, "授权公告撤销", "Publication of the grant cancelled", retracts=("R020", "D1", "D2")),
    _de(
        "R199",
        "F",
        E.RETRACTED,
        "实用新型登记及公告撤销",
        "Registration and publication of the utility model rescinded",
        retracts=("U1", "R207"),
    ),
    *(
        _de(code, "", E.NO_EFFECT, zh, en, verified=False)
        for code, zh, en in (
            ("R000", "申请受理", "Application received"),
            ("R004", "初步审查结束", "Preliminary examination over"),
            ("R200", "公布文件", "Document published"),
        )
    ),
)

ROWS = _PROCEDURE + _END + _CHALLENGE + _DATA
