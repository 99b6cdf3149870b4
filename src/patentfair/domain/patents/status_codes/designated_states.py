"""National codes of other states, as they are quoted (code REG) in the entries of a European patent."""

from __future__ import annotations

from patentfair.domain.patents.status_codes.events import CodeRow, OfficeTable
from patentfair.domain.patents.status_codes.events import EventCode as E

__all__ = ["ROWS"]

_LAPSED = (
    ("CH", "PL", "终止", "Patent ceased"),
    ("NL", "MP", "未提交译文无效", "Not valid: no translation filed"),
    ("NL", "VDEP", "未提交译文终止", "Ended: no translation filed"),
    ("NL", "MM", "未缴年费终止", "Lapsed: annual fee unpaid"),
    ("AT", "MK05", "未提交译文删除", "Deleted: no translation"),
    ("AT", "MM01", "未缴年费终止", "Lapsed: annual fee unpaid"),
    ("LT", "MG4D", "欧洲专利无效", "European patent not valid"),
    ("LT", "MG9D", "延伸无效", "Extension not valid"),
    ("LT", "MM4D", "欧洲专利终止", "European patent lapsed"),
    ("BE", "MM", "未缴年费终止", "Lapsed: annual fee unpaid"),
    ("IE", "MM4A", "终止", "Lapsed"),
    ("IE", "FD4D", "视为自始无效", "Void from the start"),
    ("ES", "FD2A", "终止公告", "Lapse announced"),
    ("SE", "EUG", "终止", "Lapsed"),
    ("DK", "EBP", "终止", "Lapsed"),
    ("FI", "MAE", "终止", "Expired"),
    ("NO", "MMEP", "终止、无效或届满", "Lapsed, void or expired"),
    ("SK", "MM4A", "未缴费终止", "Lapsed: fees unpaid"),
    ("HR", "PBON", "未缴费终止", "Lapsed: fee unpaid"),
    ("EE", "MM4A", "未缴年费终止", "Lapsed: annual fee unpaid"),
    ("SI", "KO00", "终止", "Lapsed"),
    ("GR", "ML", "未缴费终止", "Lapsed: fees unpaid"),
    ("PL", "LAPE", "欧洲专利终止", "European patent ended"),
)
_PAID = (("HR", "ODRP"),)
_IN_EFFECT = (
    ("AT", "REF", "W"),
    ("AT", "UEP", "Q"),
    ("CH", "EP", "W"),
    ("IE", "FG4D", "F"),
    ("NL", "FP", "W"),
    ("NL", "T3", "W"),
    ("SE", "TRGR", "W"),
    ("ES", "FG2A", "F"),
    ("DK", "T3", "W"),
    ("DK", "T4", "W"),
    ("NO", "T2", "Q"),
    ("HU", "AG4A", "W"),
    ("FI", "FGE", ""),
    ("PT", "SC4A", "W"),
    ("SK", "T3", "Q"),
    ("GR", "EP", "W"),
    ("RO", "EPE", "W"),
    ("PL", "T3", "W"),
    ("HR", "TUEP", "W"),
    ("HR", "T1PR", "W"),
    ("EE", "FG4A", "W"),
    ("BE", "FP", "W"),
    ("HK", "DE", "W"),
    ("HK", "GR", "F"),
    ("SE", "RPEO", "Q"),
    ("BR", "B01A", "A"),
    ("BR", "B01E", "T"),
)
_OWNER = (
    ("AT", "PC", "R"),
    ("BE", "PD", "R"),
    ("CH", "PUE", "R"),
    ("ES", "PC2A", "R"),
    ("NL", "PD", "R"),
    ("SI", "SP73", "R"),
)
_NAMES = (
    ("AT", "HC"),
    ("BE", "HC"),
    ("CH", "PFA"),
    ("CH", "PCOW"),
    ("EE", "HC1A"),
    ("HR", "PNAN"),
    ("HU", "HC9C"),
    ("NL", "HC"),
    ("NL", "TD"),
    ("NO", "CHAD"),
    ("SK", "TC4A"),
)
_AGENTS = (("CH", "NV"), ("CH", "PCAR"), ("NO", "CREP"))


def _row(office: str, code: str, category: str, effect: E, zh: str, en: str) -> CodeRow:
    return OfficeTable(office)(code, category, effect, zh, en)


ROWS = (
    *(_row(office, code, "H", E.LAPSED, zh, en) for office, code, zh, en in _LAPSED),
    *(_row(office, code, "U", E.FEE_PAID, "缴纳年费", "Annual fee paid") for office, code in _PAID),
    *(
        _row(
            office, code, letter, E.NO_EFFECT, "欧洲专利生效或译文", "European patent takes effect, or its translation"
        )
        for office, code, letter in _IN_EFFECT
    ),
    *(_row(office, code, letter, E.PARTY_CHANGED, "权利人变更", "Change of owner") for office, code, letter in _OWNER),
    *(_row(office, code, "R", E.NAME_CHANGED, "名称或地址变更", "Name or address changed") for office, code in _NAMES),
    *(_row(office, code, "R", E.NO_EFFECT, "代理人变更", "Agent changed") for office, code in _AGENTS),
    _row("CH", "PK", "Y", E.CORRECTED, "更正", "Correction"),
    _row("ES", "DC2A", "P", E.LIMITED, "专利修改", "Patent modified"),
)
