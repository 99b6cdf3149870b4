"""The statutes and rules that findings cite, by the abbreviations of the packs."""

from __future__ import annotations

import re

from patentfair.domain.kernel.words import Words

__all__ = ["SOURCES", "spelled_out"]

SOURCES: dict[str, Words] = {
    "PL": Words("专利法", "Patent Law"),
    "IR": Words("专利法实施细则", "Implementing Regulations of the Patent Law"),
    "CC": Words("民法典", "Civil Code"),
    "SPC-T": Words("技术合同司法解释", "Supreme People's Court on technology contracts"),
    "SPC-C": Words("合同编通则司法解释", "Supreme People's Court on contracts in general"),
    "SPC-P": Words("专利纠纷规定", "Supreme People's Court on patent disputes"),
    "STA": Words("促进科技成果转化法", "Law on Promoting the Transformation of S&T Achievements"),
    "STP": Words("科学技术进步法", "S&T Progress Law"),
    "TIE": Words("技术进出口管理条例", "Technology Import and Export Regulations"),
    "FTL": Words("对外贸易法", "Foreign Trade Law"),
    "DEF": Words("国防专利条例", "Defence Patent Regulations"),
    "SOA": Words("企业国有资产法", "State-owned Assets of Enterprises Law"),
    "PLG": Words("专利权质押登记办法", "Measures on registering patent pledges"),
    "PLG-X": Words("专利权质押登记办事指南", "Guide to registering patent pledges"),
    "REC": Words("专利实施许可合同备案办法", "Measures on recording patent licences"),
    "REC-X": Words("专利实施许可合同备案办事指南", "Guide to recording patent licences"),
    "GL": Words("专利审查指南", "Patent Examination Guidelines"),
    "GF16": Words("国发〔2016〕16号", "State Council notice 2016/16"),
    "AUTH19": Words("财政部科技成果授权通知（2019）", "Ministry of Finance notice on S&T achievements (2019)"),
    "SOE24": Words("国有企业科技成果有关通知（2024）", "Notice on achievements of State-owned enterprises (2024)"),
    "35 USC": Words("美国法典第35编", "35 U.S.C."),
    "11 USC": Words("美国法典第11编", "11 U.S.C."),
    "37 CFR": Words("美国联邦法规汇编第37编", "37 C.F.R."),
    "15 CFR": Words("美国联邦法规汇编第15编", "15 C.F.R."),
    "PA77": Words("英国专利法（1977年）", "Patents Act 1977"),
    "MOPP": Words("英国专利实务手册", "Manual of Patent Practice"),
    "JPA": Words("日本特许法", "Patent Act (Japan)"),
    "KPA": Words("韩国专利法", "Patent Act (Korea)"),
    "EPC": Words("欧洲专利公约", "European Patent Convention"),
    "UPR": Words("欧盟第1257/2012号条例", "Regulation (EU) 1257/2012"),
    "UPP": Words("统一专利保护细则", "Rules relating to Unitary Patent Protection"),
    "UPCA": Words("统一专利法院协定", "Agreement on a Unified Patent Court"),
    "PatG": Words("德国专利法", "German Patent Act"),
    "BGB": Words("德国民法典", "German Civil Code"),
    "PatKostG": Words("德国专利费用法", "German Patent Costs Act"),
    "ArbnErfG": Words("德国雇员发明法", "German Act on Employees' Inventions"),
    "IPX": Words("知识产权对外转让有关工作办法", "Measures on outward transfer of intellectual property"),
}
_CODE = re.compile(r"\b(" + "|".join(sorted(map(re.escape, SOURCES), key=len, reverse=True)) + r")(?=[ ,;)]|$)")


def spelled_out(basis: str, language: str) -> str:
    """A finding's basis with the sources' names instead of their abbreviations: "PL 51(3)" -> "Patent Law 51(3)"."""
    chinese = language.startswith("zh")
    return _CODE.sub(lambda m: f"《{SOURCES[m[1]].zh}》" if chinese else SOURCES[m[1]].en, basis)
