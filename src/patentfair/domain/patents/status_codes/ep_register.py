"""What the European Patent Register names rather than codes: its elements and the codes of its procedural steps."""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_ep = OfficeTable("EP")
_LIST = "The list as it stood, not a change of it."

ROWS = tuple(
    _ep(code, "", effect, zh, en, note=note, verified=False)
    for code, effect, zh, en, note in (
        ("LAPSED-IN-COUNTRY", E.LAPSED_IN_STATE, "在缔约国终止", "Lapsed in a contracting state", ""),
        ("OPPOSITION-NOT-FILED", E.OPPOSITION_ENDED, "无异议", "No opposition filed", ""),
        ("REQUEST-FOR-EXAMINATION", E.EXAMINATION, "请求审查", "Examination requested", ""),
        ("FIRST-EXAMINATION-REPORT-DESPATCHED", E.EXAMINATION, "首次审查意见", "First examination report sent", ""),
        ("DESIGNATION-OF-STATES", E.NO_EFFECT, "指定国", "Designated states", _LIST),
        ("AGENTS", E.NO_EFFECT, "代理人", "Agents", _LIST),
        ("APPLICANTS", E.NO_EFFECT, "申请人", "Applicants", _LIST),
        ("INVENTORS", E.NO_EFFECT, "发明人", "Inventors", _LIST),
        ("DIVISION", E.NO_EFFECT, "分案", "Divisional application", ""),
        ("ABEX", E.EXAMINATION, "修改", "Amendments", ""),
        ("DDIV", E.EXAMINATION, "审查部门首次通知", "First communication from the examining division", ""),
        ("EXRE", E.EXAMINATION, "审查部门通知", "Communication from the examining division", ""),
        ("IGRA", E.EXAMINATION, "拟授权", "Grant intended", ""),
        ("EXPT", E.NO_EFFECT, "延伸", "Extension to a state", ""),
        ("ISAT", E.NO_EFFECT, "国际检索单位", "International searching authority", ""),
        ("PROL", E.NO_EFFECT, "程序语言", "Language of the proceedings", ""),
        ("RFEE", E.FEE_PAID, "缴纳续展费", "Renewal fee paid", "Before grant too: it shows no grant."),
    )
)
