"""WIPO's 35 fields of technology and the concordance from IPC symbols to them.

Source of the concordance: WIPO, IPC-Technology Concordance (Schmoch 2008, as updated; facts). Subclasses made since
by moving existing subject matter are counted where that matter was: G06V with G06K and G06T in field 6, the H10
subclasses with H01L in field 8.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["CONCORDANCE", "FIELDS", "Sector", "TechnologyField", "field_of", "fields_of"]


class Sector(msgspec.Struct, frozen=True):
    """One of the five sectors that group the fields."""

    code: str
    name: Words


class TechnologyField(msgspec.Struct, frozen=True):
    """One of the 35 fields: its number, 1 to 35, its name and its sector."""

    number: int
    name: Words
    sector: Sector


_ELECTRICAL = Sector("electrical", Words("电气工程", "Electrical engineering"))
_INSTRUMENTS = Sector("instruments", Words("仪器", "Instruments"))
_CHEMISTRY = Sector("chemistry", Words("化学", "Chemistry"))
_MECHANICAL = Sector("mechanical", Words("机械工程", "Mechanical engineering"))
_OTHER = Sector("other", Words("其他领域", "Other fields"))

FIELDS: dict[int, TechnologyField] = {
    number: TechnologyField(number, Words(zh, en), sector)
    for number, sector, zh, en in (
        (1, _ELECTRICAL, "电机、电气装置、电能", "Electrical machinery, apparatus, energy"),
        (2, _ELECTRICAL, "音像技术", "Audio-visual technology"),
        (3, _ELECTRICAL, "电信", "Telecommunications"),
        (4, _ELECTRICAL, "数字通信", "Digital communication"),
        (5, _ELECTRICAL, "基础通信程序", "Basic communication processes"),
        (6, _ELECTRICAL, "计算机技术", "Computer technology"),
        (7, _ELECTRICAL, "信息技术管理方法", "IT methods for management"),
        (8, _ELECTRICAL, "半导体", "Semiconductors"),
        (9, _INSTRUMENTS, "光学", "Optics"),
        (10, _INSTRUMENTS, "测量", "Measurement"),
        (11, _INSTRUMENTS, "生物材料分析", "Analysis of biological materials"),
        (12, _INSTRUMENTS, "控制", "Control"),
        (13, _INSTRUMENTS, "医疗技术", "Medical technology"),
        (14, _CHEMISTRY, "有机精细化学", "Organic fine chemistry"),
        (15, _CHEMISTRY, "生物技术", "Biotechnology"),
        (16, _CHEMISTRY, "药品", "Pharmaceuticals"),
        (17, _CHEMISTRY, "高分子化学、聚合物", "Macromolecular chemistry, polymers"),
        (18, _CHEMISTRY, "食品化学", "Food chemistry"),
        (19, _CHEMISTRY, "基础材料化学", "Basic materials chemistry"),
        (20, _CHEMISTRY, "材料、冶金", "Materials, metallurgy"),
        (21, _CHEMISTRY, "表面加工技术、涂层", "Surface technology, coating"),
        (22, _CHEMISTRY, "微结构和纳米技术", "Micro-structural and nano-technology"),
        (23, _CHEMISTRY, "化学工程", "Chemical engineering"),
        (24, _CHEMISTRY, "环境技术", "Environmental technology"),
        (25, _MECHANICAL, "装卸搬运", "Handling"),
        (26, _MECHANICAL, "机器工具", "Machine tools"),
        (27, _MECHANICAL, "发动机、泵、涡轮机", "Engines, pumps, turbines"),
        (28, _MECHANICAL, "纺织和造纸机器", "Textile and paper machines"),
        (29, _MECHANICAL, "其他专用机械", "Other special machines"),
        (30, _MECHANICAL, "热工过程和设备", "Thermal processes and apparatus"),
        (31, _MECHANICAL, "机械零件", "Mechanical elements"),
        (32, _MECHANICAL, "运输", "Transport"),
        (33, _OTHER, "家具、游戏", "Furniture, games"),
        (34, _OTHER, "其他消费品", "Other consumer goods"),
        (35, _OTHER, "土木工程", "Civil engineering"),
    )
}

# Subclasses, or main groups of one after a colon.
_CONCORDANCE_TEXT: dict[int, str] = {
    1: (
        "F21H F21K F21L F21S F21V F21W F21Y H01B H01C H01F H01G H01H H01J H01K H01M H01R H01T H02B H02G H02H "
        "H02J H02K H02M H02N H02P H02S H05B H05C H05F H99Z"
    ),
    2: "G09F G09G G11B H04N:3,5,7,9,11,13,15,17,19,101 H04R H04S H05K",
    3: "G08C H01P H01Q H04B H04H H04J H04K H04M H04N:1 H04Q",
    4: "H04L H04N:21 H04W",
    5: "H03B H03C H03D H03F H03G H03H H03J H03K H03L H03M",
    6: "G06C G06D G06E G06F G06G G06J G06K G06M G06N G06T G10L G11C G16B G16C G16Z G06V",
    7: "G06Q",
    8: "H01L H10B H10D H10F H10H H10K H10N H10W",
    9: "G02B G02C G02F G03B G03C G03D G03F G03G G03H H01S",
    10: (
        "G01B G01C G01D G01F G01G G01H G01J G01K G01L G01M "
        "G01N:1,3,5,7,9,11,13,15,17,19,21,22,23,24,25,27,29,30,31,35,37 G01P G01Q G01R G01S G01V G01W G04B "
        "G04C G04D G04F G04G G04R G12B G99Z"
    ),
    11: "G01N:33",
    12: "G05B G05D G05F G07B G07C G07D G07F G07G G08B G08G G09B G09C G09D",
    13: "A61B A61C A61D A61F A61G A61H A61J A61L A61M A61N G16H H05G",
    14: "A61K:8 A61Q C07B C07C C07D C07F C07H C07J C40B",
    15: "C07G C07K C12M C12N C12P C12Q C12R C12S",
    16: "A61K:6,9,31,33,35,36,38,39,41,45,47,48,49,50,51,101,103,125,127,129,131,133,135 A61P",
    17: "C08B C08C C08F C08G C08H C08K C08L",
    18: (
        "A01H A21D A23B A23C A23D A23F A23G A23J A23K A23L C12C C12F C12G C12H C12J C13B:10,20,30,35,40,50,99 "
        "C13D C13F C13J C13K"
    ),
    19: (
        "A01N A01P C05B C05C C05D C05F C05G C06B C06C C06D C06F C09B C09C C09D C09F C09G C09H C09J C09K C10B "
        "C10C C10F C10G C10H C10J C10K C10L C10M C10N C11B C11C C11D C99Z"
    ),
    20: "B22C B22D B22F C01B C01C C01D C01F C01G C03C C04B C21B C21C C21D C22B C22C C22F",
    21: "B05C B05D B32B C23C C23D C23F C23G C25B C25C C25D C25F C30B",
    22: "B81B B81C B82B B82Y",
    23: (
        "B01B B01D:1,3,5,7,8,9,11,12,15,17,19,21,24,25,27,29,33,35,36,37,39,41,43,57,59,61,63,65,67,69,71 "
        "B01F B01J B01L B02C B03B B03C B03D B04B B04C B05B B06B B07B B07C B08B C14C D06B D06C D06L F25J F26B "
        "H05H"
    ),
    24: "A62C B01D:45,46,47,49,50,51,52,53 B09B B09C B65F C02F E01F:8 F01N F23G F23J G01T",
    25: "B25J B65B B65C B65D B65G B65H B66B B66C B66D B66F B67B B67C B67D",
    26: (
        "A62D B21B B21C B21D B21F B21G B21H B21J B21K B21L B23B B23C B23D B23F B23G B23H B23K B23P B23Q B24B "
        "B24C B24D B25B B25C B25D B25F B25G B25H B26B B26D B26F B27B B27C B27D B27F B27G B27H B27J B27K B27L "
        "B27M B27N B30B"
    ),
    27: (
        "F01B F01C F01D F01K F01L F01M F01P F02B F02C F02D F02F F02G F02K F02M F02N F02P F03B F03C F03D F03G "
        "F03H F04B F04C F04D F04F F23R F99Z G21B G21C G21D G21F G21G G21H G21J G21K"
    ),
    28: (
        "A41H A43D A46D B31B B31C B31D B31F B41B B41C B41D B41F B41G B41J B41K B41L B41M B41N C14B D01B D01C "
        "D01D D01F D01G D01H D02G D02H D02J D03C D03D D03J D04B D04C D04G D04H D05B D05C D06G D06H D06J D06M "
        "D06P D06Q D21B D21C D21D D21F D21G D21H D21J D99Z"
    ),
    29: (
        "A01B A01C A01D A01F A01G A01J A01K A01L A01M A21B A21C A22B A22C A23N A23P B02B B28B B28C B28D B29B "
        "B29C B29D B29K B29L B33Y B99Z C03B C08J C12L C13B:5,15,25,45 C13C C13G C13H F41A F41B F41C F41F F41G "
        "F41H F41J F42B F42C F42D"
    ),
    30: (
        "F22B F22D F22G F23B F23C F23D F23H F23K F23L F23M F23N F23Q F24B F24C F24D F24F F24H F24J F24S F24T "
        "F24V F25B F25C F27B F27D F28B F28C F28D F28F F28G"
    ),
    31: ("F15B F15C F15D F16B F16C F16D F16F F16G F16H F16J F16K F16L F16M F16N F16P F16S F16T F17B F17C F17D G05G"),
    32: (
        "B60B B60C B60D B60F B60G B60H B60J B60K B60L B60M B60N B60P B60Q B60R B60S B60T B60V B60W B61B B61C "
        "B61D B61F B61G B61H B61J B61K B61L B62B B62C B62D B62H B62J B62K B62L B62M B63B B63C B63G B63H B63J "
        "B64B B64C B64D B64F B64G"
    ),
    33: "A47B A47C A47D A47F A47G A47H A47J A47K A47L A63B A63C A63D A63F A63G A63H A63J A63K",
    34: (
        "A24B A24C A24D A24F A41B A41C A41D A41F A41G A42B A42C A43B A43C A44B A44C A45B A45C A45D A45F A46B "
        "A62B A99Z B42B B42C B42D B42F B43K B43L B43M B44B B44C B44D B44F B68B B68C B68F B68G D04D D06F D06N "
        "D07B F25D G10B G10C G10D G10F G10G G10H G10K"
    ),
    35: (
        "E01B E01C E01D E01F:1,3,5,7,9,11,13,15 E01H E02B E02C E02D E02F E03B E03C E03D E03F E04B E04C E04D "
        "E04F E04G E04H E05B E05C E05D E05F E05G E06B E06C E21B E21C E21D E21F E99Z"
    ),
}


def _expand() -> dict[str, int]:
    table = {}
    for number, text in _CONCORDANCE_TEXT.items():
        for entry in text.split():
            subclass, _, groups = entry.partition(":")
            for key in [f"{subclass} {group}" for group in groups.split(",")] if groups else [subclass]:
                table[key] = number
    return table


CONCORDANCE: dict[str, int] = _expand()
"""Field by subclass ("H01L") or by subclass and main group ("G01N 33")."""


@lru_cache(maxsize=32768)
def field_of(symbol: str) -> int | None:
    """Field of one canonical IPC symbol, or None where the concordance has no line for it."""
    return CONCORDANCE.get(symbol.partition("/")[0]) or CONCORDANCE.get(symbol[:4])


def fields_of(symbols: Iterable[str]) -> tuple[int, ...]:
    """The fields of canonical IPC symbols, each once, in order of first appearance."""
    found = dict.fromkeys(field_of(symbol) for symbol in symbols)
    return tuple(number for number in found if number is not None)
