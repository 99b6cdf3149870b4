"""Where an address is, and the names of places."""

from __future__ import annotations

import csv
import gzip
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.formats.cnipa_address import split_address
from patentfair.domain.patents.countries import COUNTRIES, ORGANISATIONS, country_code, country_name
from patentfair.domain.patents.prefectures import PREFECTURES
from patentfair.domain.patents.regions import (
    PROVINCES,
    iso_of,
    place_in,
    prefecture_name,
    province_in,
    territory_name,
)
from patentfair.domain.patents.subdivisions import SUBDIVISIONS, subdivision_code, subdivision_name

needs_data = pytest.mark.skipif("PATENTFAIR_TEST_DATA" not in os.environ, reason="set PATENTFAIR_TEST_DATA")


@pytest.mark.parametrize(
    ("address", "province", "prefecture"),
    [
        ("518000 广东省深圳市南山区甲路1号", "44", "4403"),
        ("518000广东深圳南山区甲路1号", "44", "4403"),
        ("广东省佛山市", "44", "4406"),
        ("北京市海淀区甲路1号", "11", "1101"),
        ("100080北京海淀区", "11", "1101"),
        ("上海浦东新区", "31", "3101"),
        ("重庆市甲县", "50", "5001"),
        ("中国（上海）自由贸易试验区甲路", "31", "3101"),
        ("（100080）北京市海淀区", "11", "1101"),
        ("内蒙古自治区呼和浩特市", "15", "1501"),
        ("内蒙古兴安盟乌兰浩特市", "15", "1522"),
        ("广西壮族自治区南宁市", "45", "4501"),
        ("广西南宁市", "45", "4501"),
        ("广西省桂林市", "45", "4503"),
        ("宁夏回族自治区银川市", "64", "6401"),
        ("新疆维吾尔自治区伊犁哈萨克自治州伊宁市", "65", "6540"),
        ("新疆石河子市", "65", "659001"),
        ("西藏自治区拉萨市", "54", "5401"),
        ("河南省济源市", "41", "419001"),
        ("河南省济源市甲镇", "41", "419001"),
        ("湖北省仙桃市", "42", "429004"),
        ("湖北省襄樊市", "42", "4206"),
        ("海南省海口市", "46", "4601"),
        ("海南省定安县", "46", "469021"),
        ("青海省海南藏族自治州", "63", "6325"),
        ("吉林省吉林市", "22", "2202"),
        ("吉林省长春市", "22", "2201"),
        ("吉林市昌邑区", "22", "2202"),
        ("深圳市南山区", "44", "4403"),
        ("江苏省苏州工业园区", "32", "3205"),
        ("安徽省宿州市", "34", "3413"),
        ("江苏省", "32", ""),
        ("中国台湾新竹市", "71", ""),
        ("中国香港中环", "81", ""),
        ("浙江省某某县", "33", ""),
        ("美国加利福尼亚州", "", ""),
        ("朝阳区甲路", "", ""),
        ("", "", ""),
    ],
)
def test_place(address: str, province: str, prefecture: str) -> None:
    found = place_in(address)
    assert (found.province, found.prefecture) == (province, prefecture)


def test_tables_are_whole() -> None:
    assert len(COUNTRIES) == 249
    assert not set(COUNTRIES) & set(ORGANISATIONS)
    assert len(PREFECTURES) == 370
    assert {code[:2] for code in PREFECTURES} == set(PROVINCES) - {"71", "81", "82"}
    assert [sum(code.startswith(country) for code in SUBDIVISIONS) for country in ("US", "JP", "DE")] == [56, 47, 16]
    for words in (*COUNTRIES.values(), *ORGANISATIONS.values(), *SUBDIVISIONS.values()):
        assert words.zh
        assert words.en


def test_names() -> None:
    assert prefecture_name("4403").en == "Shenzhen"
    assert prefecture_name("2224").zh == "延边朝鲜族自治州"
    assert prefecture_name("9999").zh == "9999"
    assert country_name("DE").zh == "德国"
    assert country_name("EP").en == "European Patent Office"
    assert country_name("??").en == "??"
    assert territory_name("CN-HL").en == "Heilongjiang"
    assert territory_name("US-CA").zh == "加利福尼亚州"
    assert territory_name("WORLD").en == "worldwide"
    assert territory_name(iso_of("44")).zh == "广东省"
    assert subdivision_name("DE-BY").en == "Bavaria"


@pytest.mark.parametrize(
    ("country", "region", "code"),
    [
        ("US", "CA", "US-CA"), ("US", "california", "US-CA"), ("US", "加利福尼亚州", "US-CA"), ("US", "纽约", "US-NY"),
        ("JP", "東京都", "JP-13"), ("JP", "Tokyo", "JP-13"), ("JP", "爱知县", "JP-23"), ("JP", "Aichi-ken", "JP-23"),
        ("JP", "Aichi Prefecture", "JP-23"), ("DE", "BY", "DE-BY"), ("DE", "Bayern", "DE-BY"), ("DE", "Hesse", "DE-HE"),
        ("US", "Nowhere", ""), ("CN", "CA", ""), ("US", "", ""),
    ],
)  # fmt: skip
def test_subdivisions_abroad(country: str, region: str, code: str) -> None:
    assert subdivision_code(country, region) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Germany", "DE"),
        ("德国", "DE"),
        ("de", "DE"),
        ("USA", "US"),
        ("Korea, Republic of", "KR"),
        ("台湾", "TW"),
        ("", ""),
    ],
)
def test_country_codes(name: str, code: str) -> None:
    assert country_code(name) == code


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    place_in(text)
    place_in(f"广东省{text}")
    country_code(text)
    subdivision_code("JP", text)


@given(st.sampled_from(sorted(PREFECTURES)), st.sampled_from(["", "100000", "100000 ", "中国", "中国 "]))
def test_every_prefecture_is_found_by_its_full_name(code: str, front: str) -> None:
    prefecture = PREFECTURES[code]
    province = PROVINCES[code[:2]].zh
    assert place_in(f"{front}{province}{prefecture.full}甲区").prefecture == code
    assert place_in(f"{front}{province}{prefecture.full}甲区").province == code[:2]


@needs_data
def test_every_prefecture_code_is_present() -> None:
    folder = Path(os.environ["PATENTFAIR_TEST_DATA"]) / "admin-divisions-cn"
    published: dict[str, str] = {}
    for name in ("gb2260_mca_201904.tsv", "gb2260_stats_201810.tsv"):
        with (folder / name).open(encoding="utf-8-sig") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                code = row["Code"]
                if code.endswith("00") and not code.endswith("0000"):
                    published[code[:4]] = row["Name"]
                elif code[2:4] == "90" and not code.endswith("00"):
                    published[code] = row["Name"]
    with (folder / "prefecture_level_cities.csv").open(encoding="utf-8-sig") as stream:
        published |= {row["city_adcode"][:4]: row["city_name"] for row in csv.DictReader(stream)}
    groups = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
    named = {code: name for code, name in published.items() if name not in groups}
    assert len(named) > 340
    assert {code: PREFECTURES[code].full for code in named} == named


@needs_data
def test_addresses_of_the_gazette() -> None:
    folder = Path(os.environ["PATENTFAIR_TEST_DATA"]) / "cn/cnipa-gazette-2019"
    count = provinces = prefectures = 0
    for path in sorted(folder.glob("*.gz")):
        with gzip.open(path) as stream:
            for row in csv.DictReader(io.TextIOWrapper(stream, encoding="gb18030", errors="replace")):
                address = (row["address"] or "").strip()
                if not address or split_address(address).country not in {"", "CN"}:
                    assert not place_in(address).province
                    continue
                found = place_in(address)
                count += 1
                provinces += bool(found.province)
                prefectures += bool(found.prefecture)
                assert not province_in(address) or province_in(address) == found.province
    assert count > 50_000
    assert provinces / count > 0.999
    assert prefectures / count > 0.985
