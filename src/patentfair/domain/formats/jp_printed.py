"""Days, names and addresses as Japanese gazettes print them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import msgspec

from patentfair.domain.formats.xml_text import day_of

__all__ = ["Place", "is_organisation", "printed_day", "split_address"]

_LONGEST = 400
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_LETTERS = dict(zip("MTSHR", _ERAS.values(), strict=True))
_ERA_DAY = re.compile(
    r"(?:(明治|大正|昭和|平成|令和)|([MTSHR])|(?=\d{4}))\s?(元|\d{1,4})\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})\s?日?"
)
_ORGANISATION = re.compile(
    r"(株式会社|有限会社|合同会社|合資会社|合名会社|会社|組合|大学|学園|法人|研究所|機構|協会|財団|事務所|病院|工業所"
    r"|カンパニー|コーポレーション|コーポレイション|リミテッド|リミティド|インコーポレイテッド|インコーポレーテッド"
    r"|インコーポレイティド|ゲーエムベーハー|アクチエンゲゼルシャフト|エルエルシー|ソシエテ・アノニム|ユニバーシティ)"
)
_PREFECTURE = re.compile("北海道|東京都|京都府|大阪府|神奈川県|和歌山県|鹿児島県|[一-鿿]{2}県")
_COUNTRY_CODES = (
    "アメリカ合衆国:US 中華人民共和国:CN 大韓民国:KR 台湾:TW ドイツ:DE フランス:FR 英国:GB イギリス:GB "
    "グレートブリテン:GB スイス:CH オランダ:NL スウェーデン:SE イタリア:IT カナダ:CA シンガポール:SG "
    "イスラエル:IL オーストラリア:AU デンマーク:DK フィンランド:FI ベルギー:BE オーストリア:AT スペイン:ES "
    "インド:IN ノルウェー:NO アイルランド:IE ブラジル:BR ロシア:RU"
)
_COUNTRIES = dict(pair.split(":") for pair in _COUNTRY_CODES.split())
_COUNTRY = re.compile(f"({'|'.join(sorted(_COUNTRIES, key=len, reverse=True))})(?!ネシア)")


class Place(msgspec.Struct, frozen=True, gc=False):
    """An address as printed; `region` a Japanese prefecture, `country` the code of ST.3, "" where not shown."""

    text: str
    region: str = ""
    country: str = ""


def printed_day(text: str) -> date | None:
    """A day as "20210318", "平成16年4月1日", "令和元年5月7日", "H16.4.1" or "2004年4月1日"; None for nonsense."""
    if (plain := day_of(text)) is not None or not text or len(text) > 40:
        return plain
    found = _ERA_DAY.search(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    year = 1 if found[3] == "元" else int(found[3])
    before = _ERAS.get(found[1] or "") or _ERA_LETTERS.get(found[2] or "") or 0
    try:
        return date(year + before, int(found[4]), int(found[5]))
    except ValueError:
        return None


def is_organisation(name: str) -> bool | None:
    """True where the name holds a word for a kind of organisation; None where it does not tell."""
    return True if _ORGANISATION.search(name[:_LONGEST]) else None


def split_address(printed: str) -> Place:
    """The prefecture or the country that an address begins with, beside the address as printed."""
    if found := _PREFECTURE.match(printed):
        return Place(printed, found[0], "JP")
    if found := _COUNTRY.match(printed):
        return Place(printed, "", _COUNTRIES[found[0]])
    return Place(printed)
