"""Addresses as the CNIPA gazette prints them: a post code, then a province or a foreign country, then the rest."""

from __future__ import annotations

import re

import msgspec

from patentfair.domain.patents.regions import PROVINCES, province_in

__all__ = ["Place", "split_address"]


class Place(msgspec.Struct, frozen=True, gc=False):
    """An address without its post code.

    `region` is the province's full name, or abroad the country's Chinese name; `country` the code of ST.3. Both are
    "" where the address does not show them.
    """

    text: str
    region: str
    country: str


_COUNTRY_CODES = (
    "美国:US 日本:JP 韩国:KR 德国:DE 法国:FR 英国:GB 瑞士:CH 瑞典:SE 荷兰:NL 意大利:IT 芬兰:FI 丹麦:DK "
    "奥地利:AT 比利时:BE 以色列:IL 加拿大:CA 新加坡:SG 西班牙:ES 澳大利亚:AU 新西兰:NZ 挪威:NO 卢森堡:LU "
    "爱尔兰:IE 印度尼西亚:ID 印度:IN 泰国:TH 马来西亚:MY 越南:VN 菲律宾:PH 俄罗斯:RU 乌克兰:UA 白俄罗斯:BY "
    "波兰:PL 捷克:CZ 匈牙利:HU 葡萄牙:PT 希腊:GR 土耳其:TR 巴西:BR 墨西哥:MX 阿根廷:AR 智利:CL 哥伦比亚:CO "
    "南非:ZA 埃及:EG 沙特阿拉伯:SA 阿联酋:AE 阿拉伯联合酋长国:AE 卡塔尔:QA 伊朗:IR 英属开曼群岛:KY "
    "开曼群岛:KY 英属维尔京群岛:VG 英属维京群岛:VG 百慕大:BM 英属百慕大:BM 巴巴多斯:BB 列支敦士登:LI "
    "摩纳哥:MC 马耳他:MT 塞浦路斯:CY 冰岛:IS 爱沙尼亚:EE 拉脱维亚:LV 立陶宛:LT 斯洛文尼亚:SI 斯洛伐克:SK "
    "克罗地亚:HR 塞尔维亚:RS 罗马尼亚:RO 保加利亚:BG 哈萨克斯坦:KZ 巴基斯坦:PK 孟加拉国:BD 斯里兰卡:LK "
    "朝鲜:KP 蒙古国:MN 古巴:CU 秘鲁:PE 巴拿马:PA 塞舌尔:SC 萨摩亚:WS 毛里求斯:MU 摩洛哥:MA 突尼斯:TN "
    "库拉索:CW 圣马力诺:SM 约旦:JO 黎巴嫩:LB 科威特:KW 伯利兹:BZ 巴哈马:BS 乌拉圭:UY 委内瑞拉:VE 厄瓜多尔:EC "
    "直布罗陀:GI 根西岛:GG 泽西岛:JE 尼日利亚:NG 肯尼亚:KE 格鲁吉亚:GE 亚美尼亚:AM 阿塞拜疆:AZ 文莱:BN "
    "柬埔寨:KH 缅甸:MM 荷属库拉索:CW"
)
_COUNTRIES = dict(pair.split(":") for pair in _COUNTRY_CODES.split())
_POST_CODE = re.compile(r"^\d{6}(?!\d)\s*")
_COUNTRY = re.compile("|".join(sorted(_COUNTRIES, key=len, reverse=True)))


def split_address(printed: str) -> Place:
    """The parts of an address as printed ("100176北京市大兴区...", "美国加利福尼亚州", "中国台湾新竹")."""
    text = _POST_CODE.sub("", printed)
    if province := province_in(text.removeprefix("中国")):
        return Place(text, PROVINCES[province].zh, "CN")
    if found := _COUNTRY.match(text):
        return Place(text, found[0], _COUNTRIES[found[0]])
    return Place(text, "", "")
