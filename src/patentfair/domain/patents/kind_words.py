"""What a kind code is called, in both languages.

The words are our own. Source of the meanings: WIPO ST.16 and the offices' lists in its part 7.3.
"""

from __future__ import annotations

from functools import lru_cache

from patentfair.domain.kernel.words import Words
from patentfair.domain.patents.kinds import meaning_of_kind
from patentfair.domain.patents.record import RightType, Stage

__all__ = ["kind_words"]

_KNOWN_LINES = """
CN A|发明专利申请公布|Published invention application
CN A8|发明专利申请公布的更正（扉页）|Corrected front page of a published invention application
CN A9|发明专利申请公布的更正（全文）|Corrected text of a published invention application
CN B|发明专利授权公告|Granted invention patent
CN B8|发明专利授权公告的更正（扉页）|Corrected front page of a granted invention patent
CN B9|发明专利授权公告的更正（全文）|Corrected text of a granted invention patent
CN C|发明专利授权公告（2010年4月前）|Granted invention patent (before April 2010)
CN U|实用新型专利授权公告|Granted utility model
CN U8|实用新型专利授权公告的更正（扉页）|Corrected front page of a granted utility model
CN U9|实用新型专利授权公告的更正（全文）|Corrected text of a granted utility model
CN Y|实用新型专利授权公告（2010年4月前）|Granted utility model (before April 2010)
CN S|外观设计专利授权公告|Granted design patent
CN D|外观设计专利授权公告（2010年4月前）|Granted design patent (before April 2010)
US A|授权专利（2001年前）|Granted patent (before 2001)
US A1|专利申请公布|Published application
US A2|专利申请再次公布|Republished application
US A9|专利申请公布的更正|Corrected published application
US B1|授权专利（此前未公布申请）|Granted patent, application not published before
US B2|授权专利（此前已公布申请）|Granted patent, application published before
US C1|再审查证书（第一次）|First reexamination certificate
US C2|再审查证书（第二次）|Second reexamination certificate
US C3|再审查证书（第三次）|Third reexamination certificate
US E|再颁专利|Reissued patent
US E1|再颁专利|Reissued patent
US H|法定发明登记|Statutory invention registration
US H1|法定发明登记|Statutory invention registration
US P|植物专利（2001年前）|Plant patent (before 2001)
US P1|植物专利申请公布|Published plant application
US P2|植物专利（此前未公布申请）|Plant patent, application not published before
US P3|植物专利（此前已公布申请）|Plant patent, application published before
US P4|植物专利申请再次公布|Republished plant application
US P9|植物专利申请公布的更正|Corrected published plant application
US S|外观设计专利|Design patent
US S1|外观设计专利|Design patent
EP A1|带检索报告的申请公布|Published application with search report
EP A2|不带检索报告的申请公布|Published application without search report
EP A3|检索报告单独公布|Search report published separately
EP A4|补充检索报告|Supplementary search report
EP A8|申请公布扉页的更正|Corrected front page of a published application
EP A9|申请公布全文的更正|Corrected text of a published application
EP B1|授权专利|Granted patent
EP B2|异议后维持的修改专利|Patent as amended after opposition
EP B3|限制程序后的专利|Patent as limited
EP B8|授权专利扉页的更正|Corrected front page of a granted patent
EP B9|授权专利全文的更正|Corrected text of a granted patent
EP C0|具有统一效力的专利|Patent with unitary effect
WO A1|带国际检索报告的国际公布|International publication with search report
WO A2|不带国际检索报告的国际公布|International publication without search report
WO A3|国际检索报告后公布|International search report published later
WO A4|修改后权利要求的后公布|Amended claims published later
WO A8|国际公布扉页的更正|Corrected front page of an international publication
WO A9|国际公布的更正|Corrected international publication
JP A|公开特许公报（申请公开）|Published application
JP A1|国际公布的再公布|Republished international application
JP B|特许公告或授权公报|Examined application or granted patent
JP B1|授权专利（此前未公开）|Granted patent, not published before
JP B2|授权专利（此前已公开）|Granted patent, published before
JP U|实用新案公开或登录公报|Published or registered utility model
JP U1|实用新案登录公报|Registered utility model
JP Y|实用新案公告|Examined utility model
JP Y1|实用新案登录（此前未公开）|Registered utility model, not published before
JP Y2|实用新案登录（此前已公开）|Registered utility model, published before
JP S|意匠登录公报|Registered design
KR A|专利申请公开|Published application
KR B|专利公告|Examined application or granted patent
KR B1|授权专利|Granted patent
KR U|实用新型申请公开|Published utility model application
KR Y1|登记实用新型|Registered utility model
KR S|登记外观设计|Registered design
DE A1|专利申请公开|Published application
DE B3|授权专利（此前未公开申请）|Granted patent, application not published before
DE B4|授权专利（此前已公开申请）|Granted patent, application published before
DE C1|授权专利（2004年前，此前未公开申请）|Granted patent, application not published before (to 2003)
DE C2|授权专利（2004年前，此前已公开申请）|Granted patent, application published before (to 2003)
DE C5|限制或异议后的专利|Patent as amended or limited
DE T1|欧洲申请权利要求译文|Translated claims of a European application
DE T2|欧洲专利译文|Translation of a European patent
DE T3|修改后的欧洲专利译文|Translation of an amended European patent
DE T5|国际申请德文公布|International application published in German
DE U1|实用新型|Utility model
AT B|授权专利|Granted patent
AT B1|授权专利|Granted patent
AT U1|实用新型|Utility model
AT E|在奥地利生效的欧洲专利|European patent with effect in Austria
AT T|在奥地利生效的欧洲专利|European patent with effect in Austria
FR A1|专利申请公布|Published application
FR B1|授权专利|Granted patent
FR E|增补证书|Certificate of addition
GB A|专利申请公布（1979年前为授权专利）|Published application (before 1979 a granted patent)
GB B|授权专利|Granted patent
IN A|专利申请公布|Published application
IN B|授权专利|Granted patent
CA A1|专利申请公开|Application open to the public
CA C|授权专利|Granted patent
AU A1|专利申请公开|Application open to the public
AU B1|授权专利（此前未公开）|Granted patent, not published before
AU B2|授权专利（此前已公开）|Granted patent, published before
CH A5|授权专利|Granted patent
RU A|专利申请公布|Published application
RU C1|授权专利（此前未公布申请）|Granted patent, application not published before
RU C2|授权专利（此前已公布申请）|Granted patent, application published before
RU U1|实用新型专利|Utility model patent
TW A|专利申请公开|Published application
TW B|授权发明专利|Granted invention patent
TW M|授权新型专利|Granted utility model
TW U|授权新型专利|Granted utility model
TW D|外观设计专利|Design patent
TW S|外观设计专利|Design patent
"""
_KNOWN = {
    key: Words(zh, en) for key, zh, en in (line.split("|") for line in _KNOWN_LINES.strip().splitlines())
}  # fmt: skip
_RIGHTS = {
    RightType.INVENTION: Words("发明", "Invention"),
    RightType.UTILITY_MODEL: Words("实用新型", "Utility model"),
    RightType.DESIGN: Words("外观设计", "Design"),
    RightType.PLANT: Words("植物专利", "Plant patent"),
    RightType.REISSUE: Words("再颁专利", "Reissue"),
    RightType.STATUTORY_INVENTION: Words("法定发明登记", "Statutory invention registration"),
}
# ST.16: the level of publication that A, B and C stand for in the main series, and 8 and 9 for corrections.
_LEVELS = {
    "A": Words("首次公布", "first publication"),
    "B": Words("第二次公布", "second publication"),
    "C": Words("第三次公布", "third publication"),
}
_STAGES = {Stage.APPLICATION: Words("申请", "application"), Stage.GRANT: Words("授权或登记", "grant or registration")}


@lru_cache(maxsize=2048)
def kind_words(office: str, kind: str) -> Words:
    """The name of a kind of document: the office's where it is well known, else a description after ST.16."""
    if known := _KNOWN.get(f"{office} {kind}"):
        return known
    right_type, stage = meaning_of_kind(office, kind)
    right = _RIGHTS[right_type]
    if not kind:
        return Words("文献种类未注明", "Kind of document not stated")
    said = _LEVELS.get(kind[:1]) or _STAGES[stage]
    corrected = kind[1:] in {"8", "9"}
    zh = f"{right.zh}，{said.zh}{'（更正）' if corrected else ''}（{kind}）"
    en = f"{right.en}, {said.en}{', corrected' if corrected else ''} ({kind})"
    return Words(zh, en)
