"""Codes of international applications. They grant nothing and end no right.

Non-entry (NENP, 122) ends the application in the one territory (PCT article 24), and changes nothing elsewhere.
"""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import EventCode as E
from patentfair.domain.patents.status_codes.events import OfficeTable

__all__ = ["ROWS"]

_wo = OfficeTable("WO")
_THERE = "Of the office named with the entry, not of the international application."
_NOT = "Did not happen: the letter is that of the entry itself."

ROWS = (
    _wo("WA", "B", E.WITHDRAWN, "国际申请撤回", "International application withdrawn"),
    _wo("RCW", "", E.DEEMED_WITHDRAWN, "国际申请视为撤回", "International application considered withdrawn"),
    _wo("DFPE", "D", E.EXAMINATION, "国际初步审查请求", "Preliminary examination demanded"),
    *(
        _wo(code, "D", E.EXAMINATION, "国际初步审查请求", "Preliminary examination demanded")
        for code in ("DPE1", "DPE2", "DPEN")
    ),
    _wo("D17", "D", E.NO_EFFECT, "第 17(2)(a) 条宣布", "Declaration that no search report is drawn up"),
    _wo("NENP", "A", E.NOT_ENTERED, "未进入国家阶段", "National phase not entered", note=_NOT),
    _wo("122", "A", E.NOT_ENTERED, "未进入欧洲阶段", "European phase not entered", note=_NOT, territory="EP"),
    _wo("ENPC", "Y", E.NOT_ENTERED, "进入国家阶段的公告有误", "Entry into the national phase was announced wrongly"),
    _wo("ENPW", "B", E.NO_EFFECT, "进入国家阶段后撤回", "Entry into the national phase failed", note=_THERE),
    _wo("ENPZ", "Y", E.NO_EFFECT, "国家阶段撤回公告有误", "Withdrawal of an entry was announced wrongly", note=_THERE),
    *(
        _wo(code, letter, E.NO_EFFECT, zh, en, note=_THERE)
        for code, letter, zh, en in (
            ("121", "W", "通知欧洲专利局被指定", "EPO informed of its designation"),
            ("ENP", "A", "进入国家阶段", "Entered the national phase"),
            ("WWE", "A", "进入国家阶段", "Entered the national phase"),
            ("REEP", "A", "请求进入欧洲阶段", "Entry into the European phase requested"),
            ("WWG", "F", "在国家局授权", "Granted in a national office"),
            ("WWP", "Q", "在国家局公布", "Published in a national office"),
            ("WWR", "B", "在国家局驳回", "Refused in a national office"),
            ("WWW", "B", "在国家局撤回", "Withdrawn in a national office"),
            ("WWX", "Z", "在国家局届满", "Expired in a national office"),
        )
    ),
    *(
        _wo(code, letter, E.NO_EFFECT, zh, en)
        for code, letter, zh, en in (
            ("AK", "W", "指定国", "Designated states"),
            ("AL", "W", "地区专利指定国", "States designated for regional patents"),
            ("32PN", "W", "欧洲公报公告通知", "Public notification in the European Bulletin"),
            ("WD", "W", "撤回指定", "Designations withdrawn"),
            ("WPC", "W", "撤回优先权要求", "Priority claims withdrawn"),
            ("REF", "W", "对应文件", "Corresponds to"),
            ("REG", "", "国家代码", "Refers to a national code"),
            ("LE32", "T", "后续选定", "Later election"),
            ("EX32", "W", "依细则 32 延伸", "Extension under rule 32"),
            ("B", "T", "后续公布修改的权利要求", "Amended claims published later"),
            ("WR", "T", "后续公布修订检索报告", "Revised search report published later"),
            ("RET", "W", "德文译文", "German translation"),
            ("X", "", "未公布文件", "No document published"),
            ("XX", "Z", "其他", "Miscellaneous"),
        )
    ),
    _wo("COP", "P", E.CORRECTED, "更正公布", "Corrected version published"),
    _wo("CFP", "P", E.CORRECTED, "更正扉页", "Corrected front page published"),
    _wo("CR1", "Y", E.CORRECTED, "更正", "Entry corrected"),
    _wo("ERR", "Y", E.CORRECTED, "勘误", "Erratum"),
)
