"""States, prefectures and Länder abroad after ISO 3166-2: the United States, Japan, Germany.

Facts of ISO 3166-2. A record's own region is told by code, by its name in the local language, in English or in Chinese.
"""

from __future__ import annotations

from types import MappingProxyType

from patentfair.domain.kernel.words import Words

__all__ = ["SUBDIVISIONS", "subdivision_code", "subdivision_name"]

_UNITED_STATES = """
AL 亚拉巴马州 Alabama|AK 阿拉斯加州 Alaska|AZ 亚利桑那州 Arizona|AR 阿肯色州 Arkansas|CA 加利福尼亚州 California
CO 科罗拉多州 Colorado|CT 康涅狄格州 Connecticut|DE 特拉华州 Delaware|DC 哥伦比亚特区 District of Columbia
FL 佛罗里达州 Florida|GA 佐治亚州 Georgia|HI 夏威夷州 Hawaii|ID 爱达荷州 Idaho|IL 伊利诺伊州 Illinois|IN 印第安纳州 Indiana
IA 艾奥瓦州 Iowa|KS 堪萨斯州 Kansas|KY 肯塔基州 Kentucky|LA 路易斯安那州 Louisiana|ME 缅因州 Maine|MD 马里兰州 Maryland
MA 马萨诸塞州 Massachusetts|MI 密歇根州 Michigan|MN 明尼苏达州 Minnesota|MS 密西西比州 Mississippi|MO 密苏里州 Missouri
MT 蒙大拿州 Montana|NE 内布拉斯加州 Nebraska|NV 内华达州 Nevada|NH 新罕布什尔州 New Hampshire|NJ 新泽西州 New Jersey
NM 新墨西哥州 New Mexico|NY 纽约州 New York|NC 北卡罗来纳州 North Carolina|ND 北达科他州 North Dakota|OH 俄亥俄州 Ohio
OK 俄克拉何马州 Oklahoma|OR 俄勒冈州 Oregon|PA 宾夕法尼亚州 Pennsylvania|RI 罗得岛州 Rhode Island
SC 南卡罗来纳州 South Carolina|SD 南达科他州 South Dakota|TN 田纳西州 Tennessee|TX 得克萨斯州 Texas|UT 犹他州 Utah
VT 佛蒙特州 Vermont|VA 弗吉尼亚州 Virginia|WA 华盛顿州 Washington|WV 西弗吉尼亚州 West Virginia|WI 威斯康星州 Wisconsin
WY 怀俄明州 Wyoming|AS 美属萨摩亚 American Samoa|GU 关岛 Guam|MP 北马里亚纳群岛 Northern Mariana Islands
PR 波多黎各 Puerto Rico|VI 美属维尔京群岛 Virgin Islands
"""  # noqa: E501
# In the order of their codes 01 to 47; the name in Japanese where its characters differ.
_JAPAN = """
北海道 Hokkaido|青森县=青森県 Aomori|岩手县=岩手県 Iwate|宫城县=宮城県 Miyagi|秋田县=秋田県 Akita|山形县=山形県 Yamagata
福岛县=福島県 Fukushima|茨城县=茨城県 Ibaraki|栃木县=栃木県 Tochigi|群马县=群馬県 Gunma|埼玉县=埼玉県 Saitama|千叶县=千葉県 Chiba
东京都=東京都 Tokyo|神奈川县=神奈川県 Kanagawa|新潟县=新潟県 Niigata|富山县=富山県 Toyama|石川县=石川県 Ishikawa|福井县=福井県 Fukui
山梨县=山梨県 Yamanashi|长野县=長野県 Nagano|岐阜县=岐阜県 Gifu|静冈县=静岡県 Shizuoka|爱知县=愛知県 Aichi|三重县=三重県 Mie
滋贺县=滋賀県 Shiga|京都府 Kyoto|大阪府 Osaka|兵库县=兵庫県 Hyogo|奈良县=奈良県 Nara|和歌山县=和歌山県 Wakayama|鸟取县=鳥取県 Tottori
岛根县=島根県 Shimane|冈山县=岡山県 Okayama|广岛县=広島県 Hiroshima|山口县=山口県 Yamaguchi|德岛县=徳島県 Tokushima|香川县=香川県 Kagawa
爱媛县=愛媛県 Ehime|高知县=高知県 Kochi|福冈县=福岡県 Fukuoka|佐贺县=佐賀県 Saga|长崎县=長崎県 Nagasaki|熊本县=熊本県 Kumamoto
大分县=大分県 Oita|宫崎县=宮崎県 Miyazaki|鹿儿岛县=鹿児島県 Kagoshima|冲绳县=沖縄県 Okinawa
"""  # noqa: E501
_GERMANY = """
BW 巴登-符腾堡州 Baden-Württemberg|BY 巴伐利亚州 Bavaria=Bayern|BE 柏林 Berlin|BB 勃兰登堡州 Brandenburg|HB 不来梅 Bremen
HH 汉堡 Hamburg|HE 黑森州 Hesse=Hessen|MV 梅克伦堡-前波美拉尼亚州 Mecklenburg-Western Pomerania=Mecklenburg-Vorpommern
NI 下萨克森州 Lower Saxony=Niedersachsen|NW 北莱茵-威斯特法伦州 North Rhine-Westphalia=Nordrhein-Westfalen
RP 莱茵兰-普法尔茨州 Rhineland-Palatinate=Rheinland-Pfalz|SL 萨尔州 Saarland|SN 萨克森州 Saxony=Sachsen
ST 萨克森-安哈尔特州 Saxony-Anhalt=Sachsen-Anhalt|SH 石勒苏益格-荷尔斯泰因州 Schleswig-Holstein|TH 图林根州 Thuringia=Thüringen
"""  # noqa: E501


def _items(text: str) -> list[str]:
    return text.strip().replace("\n", "|").split("|")


def _read() -> tuple[dict[str, Words], dict[tuple[str, str], str]]:
    names: dict[str, Words] = {}
    codes: dict[tuple[str, str], str] = {}
    lines = [("US", item) for item in _items(_UNITED_STATES)] + [("DE", item) for item in _items(_GERMANY)]
    lines += [("JP", f"{number:02} {item}") for number, item in enumerate(_items(_JAPAN), start=1)]
    for country, item in lines:
        short, zh, en = item.split(" ", 2)
        code = f"{country}-{short}"
        names[code] = Words(zh.partition("=")[0], en.partition("=")[0])
        for name in (code, short, *zh.split("="), *en.split("=")):
            codes[country, name.upper()] = code
            codes.setdefault((country, name.upper().removesuffix("州").removesuffix("県").removesuffix("县")), code)
    return names, codes


_NAMES, _CODES = _read()
SUBDIVISIONS = MappingProxyType(_NAMES)
"""By ISO 3166-2 code."""
_LONGEST = 60


def subdivision_name(code: str) -> Words:
    """The name of a subdivision by its ISO 3166-2 code; the code itself where we have no name."""
    return _NAMES.get(code) or Words(code, code)


def subdivision_code(country: str, region: str) -> str:
    """The ISO 3166-2 code of what a record gives as region ("CA", "California", "東京都", "Bayern"), or ""."""
    folded = " ".join(region.upper().split()) if len(region) <= _LONGEST else ""
    folded = folded.removesuffix(" PREFECTURE").removesuffix("-KEN")
    return _CODES.get((country, folded), "")
