"""EPO codes that come in families with one meaning: appeals, corrections, deletions, data of the printed document."""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["FAMILIES"]

_ep = OfficeTable("EP")
_RECORDED = "APAA APAD APBJ APBK APBL APBM APBN APBO APBP APBQ APBR APBS APBV APBW APBX APBY APBZ APCA APCB APCC APAU"
_AMENDED = "APAB APAC APAE APAF APAG APAH APAI APAJ APAK APAL APAM APAN APAO APAP APAQ APAR APAS APAT"
_DELETED = "APAV APAW APAX APAY APAZ APBA APBB APBC APBD APBE APBF APBG APBH"
_CORRECTED = (
    "R110 R11X R16A R17C R17D R17P R18D R18R R18W R18X R18Z R19A R26 R26D R26N R26U R27A R27C R27O R27W R28E R29A R565"
    " RA1 RA4 RAC RAF RAG RB1 RB2 RBV RHK1 RHK2 RIN1 RIN2 RTI1 RTI2"
    " GRAB GRAC GRAD GRAE GRAF GRAI GRAK GRAL GRAM GRAN GRAT"
    " PLAA PLAB PLAC PLAD PLAE PLAF PLAG PLAH PLAI PLAJ PLAK PLAL PLAM PLAN PLAO PLAP PLAQ PLAR PLAS PLAT PLAU"
    " PUAA PUAB PUAC PUAD PUAE PUAF RDAB RDAC RDAD RDAE TPAA TPAB"
)
_OPPOSITION = "PLAV PLAW PLAX PLAY PLAZ PLBA PLBB PLBC PLBD PLBF PLBM PLCK"
_DELETIONS = (
    ("D17D", "A3"),
    ("D17P", "17P"),
    ("D17Q", "17Q"),
    ("D18D", "18D"),
    ("D18R", "18R"),
    ("D18W", "18W"),
    ("D18Z", "18RA"),
    ("D26", "26"),
    ("D26N", "26N"),
    ("D27A", "27A"),
    ("D27C", "27C"),
    ("D27O", "27O"),
    ("D27W", "27W"),
    ("DA4", "A4"),
    ("DAC", "AC"),
    ("DAF", "AF"),
    ("DAV", "AV"),
    ("DAX", "AX"),
    ("INTC", "INTG"),
    ("U03", "U01"),
)
_GRANT = ("GRAA", "AK", "B1", "B450", "FG4D", "R096")
# Elements of the printed European document that carry a day.
_PRINTED = (
    ("B121EP", E.NO_EFFECT, "文件种类说明", "Note on the kind of document"),
    ("B150", E.CORRECTED, "更正", "Corrected document"),
    ("B241", E.EXAMINATION, "请求审查日", "Examination requested"),
    ("B242", E.EXAMINATION, "首次审查意见日", "First examination report sent"),
    ("B243", E.LIMITED, "修改后维持日", "Maintained as amended"),
    ("B430", E.PUBLISHED, "申请公布", "Application published"),
    ("B450", E.GRANTED, "授权公告", "Grant mentioned"),
    ("B451EP", E.EXAMINATION, "拟授权通知日", "Grant intended"),
    ("B452EP", E.EXAMINATION, "拟授权通知日", "Grant intended"),
    ("B475", E.LAPSED_IN_STATE, "在缔约国终止", "Lapsed in a contracting state"),
    ("B477", E.LIMITED, "修改后公布", "Amended patent published"),
    ("B781", E.OPPOSED, "提出异议", "Opposition filed"),
    ("B845EP", E.NO_EFFECT, "延伸请求", "Extension to a state requested"),
    ("B849EP", E.NO_EFFECT, "生效请求", "Validation in a state requested"),
    ("B880", E.NO_EFFECT, "检索报告公布", "Search report published"),
)

FAMILIES = (
    *(_ep(code, "V", E.APPEAL, "上诉登记", "Appeal: entry in the file") for code in _RECORDED.split()),
    *(_ep(code, "V", E.CORRECTED, "上诉登记变更", "Appeal: entry changed") for code in _AMENDED.split()),
    *(_ep(code, "V", E.CORRECTED, "上诉登记删除", "Appeal: entry deleted") for code in _DELETED.split()),
    *(_ep(code, "V", E.NO_EFFECT, "上诉程序结束", "Appeal closed") for code in ("APBT", "APBU")),
    *(_ep(code, "Y", E.CORRECTED, "登记事项更正", "Earlier entry corrected or changed") for code in _CORRECTED.split()),
    _ep("GRAJ", "Y", E.EXAMINATION, "不同意拟授权文本，审查恢复", "Intended text not approved; examination goes on"),
    *(_ep(code, "L", E.OPPOSED, "异议程序", "Step in opposition") for code in _OPPOSITION.split()),
    *(
        _ep(code, "Y", E.RETRACTED, f"{deleted} 的登记删除", f"Entry {deleted} deleted", retracts=(deleted,))
        for code, deleted in _DELETIONS
    ),
    *(
        _ep(code, "Q", E.RETRACTED, "授权公告撤销", "Publication of the patent cancelled", retracts=_GRANT)
        for code in ("B1DE", "DB1")
    ),
    *(_ep(code, "", effect, zh, en, verified=False) for code, effect, zh, en in _PRINTED),
)
