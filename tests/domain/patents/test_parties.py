"""Names of parties: keys, types, and when two are suggested as one. All names are invented, save common examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.party_names import (
    PARTY_TYPE_WORDS,
    PartyType,
    legal_form,
    party_key,
    party_type,
    person_key,
)
from patentfair.domain.patents.party_sameness import (
    SUGGESTED_FROM,
    NamePair,
    PartyProfile,
    family_pairs,
    sameness,
)
from patentfair.domain.patents.record import PartyRole, PatentParty, PatentRecord, RightType, Stage


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (
            [
                "甲乙技术有限公司",
                "甲乙技术有限责任公司",
                "甲乙技术股份有限公司",
                "甲乙技术 有限公司",
                "甲乙技术集团有限公司",
            ],
            "甲乙技术",
        ),
        (["甲乙（深圳）有限公司", "甲乙(深圳)有限公司", "甲乙深圳有限公司"], "甲乙深圳"),
        (
            ["Oak & Elm Technologies Co., Ltd.", "OAK AND ELM TECHNOLOGIES CO.,LTD", "Oak & Elm Technologies Ltd"],
            "OAK AND ELM TECHNOLOGIES",
        ),
        (["Münzer GmbH & Co. KG", "MUNZER GMBH", "Münzer AG", "Munzer G.m.b.H."], "MUNZER"),
        (["Café Noir S.A.", "CAFE NOIR SA", "Cafe Noir S. A."], "CAFE NOIR"),
        (["Yamabuki K.K.", "Yamabuki Kabushiki Kaisha", "KABUSHIKI KAISHA YAMABUKI", "Yamabuki Corp."], "YAMABUKI"),
        (["株式会社山吹", "山吹株式会社", "㈱山吹", "（株）山吹"], "山吹"),
        (["주식회사 가나", "가나 주식회사", "(주)가나"], "가나"),
        (["Acme, Inc.", "ACME INC", "Acme Incorporated", "Acme L.L.C.", "ＡＣＭＥ　Ｉｎｃ．"], "ACME"),
        (["Rossi S.p.A.", "ROSSI SPA"], "ROSSI"),
        (["Nordlys A/S", "Nordlys AS"], "NORDLYS"),
        (["有限公司"], "有限公司"),
        (["Ltd"], "LTD"),
        ([""], ""),
    ],
)
def test_key(names: list[str], key: str) -> None:
    assert {party_key(name) for name in names} == {key}


def test_a_short_form_counts_in_its_countries() -> None:
    assert party_key("Solid As", "NO") == "SOLID"
    assert party_key("Solid As", "US") == "SOLID AS"


def test_subsidiaries_keep_their_own_key() -> None:
    names = [
        "甲乙技术有限公司",
        "甲乙终端有限公司",
        "甲乙（上海）有限公司",
        "甲乙（深圳）有限公司",
        "Oak Devices Ltd",
        "Oak Networks Ltd",
    ]
    assert len({party_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("甲有限公司", "limited"),
        ("甲乙股份有限公司", "joint-stock"),
        ("㈱山吹", "joint-stock"),
        ("Oak GmbH & Co. KG", "limited"),
        ("Oak Co., Ltd.", "limited"),
        ("Oak Corp.", "joint-stock"),
        ("Oak", ""),
        ("甲乙大学", ""),
    ],
)
def test_legal_form(name: str, form: str) -> None:
    assert legal_form(name) == form


@pytest.mark.parametrize(
    ("name", "is_organisation", "expected"),
    [
        ("王小明", None, PartyType.PERSON),
        ("约翰·史密斯", None, PartyType.PERSON),
        ("J·B·史密斯", None, PartyType.PERSON),
        ("某某电网有限公司甲供电局", None, PartyType.FIRM),
        ("Zhang, Wei", None, PartyType.PERSON),
        ("王小明", True, PartyType.UNKNOWN),
        ("某某大学", None, PartyType.UNIVERSITY),
        ("某某大学", False, PartyType.PERSON),
        ("某某职业技术学院", True, PartyType.UNIVERSITY),
        ("某某科学院某某研究所", True, PartyType.INSTITUTE),
        ("某某大学附属第一医院", True, PartyType.HOSPITAL),
        ("某某大学深圳研究生院", True, PartyType.UNIVERSITY),
        ("某某大学建筑设计院有限公司", True, PartyType.FIRM),
        ("某某市甲机械厂", True, PartyType.FIRM),
        ("某某省农业科学院", True, PartyType.INSTITUTE),
        ("某某市公安局", True, PartyType.AGENCY),
        ("某某县人民政府", True, PartyType.AGENCY),
        ("山吹株式会社", None, PartyType.FIRM),
        ("国立大学法人山吹大学", None, PartyType.UNIVERSITY),
        ("가나대학교 산학협력단", None, PartyType.UNIVERSITY),
        ("가나 주식회사", None, PartyType.FIRM),
        ("가나연구원", None, PartyType.INSTITUTE),
        ("Acme Inc.", None, PartyType.FIRM),
        ("Univ. of Nowhere", True, PartyType.UNIVERSITY),
        ("The Regents of the University of Nowhere", True, PartyType.UNIVERSITY),
        ("Nowhere Institute of Technology", True, PartyType.UNIVERSITY),
        ("Technische Universität Nirgendwo", True, PartyType.UNIVERSITY),
        ("Fachhochschule Nirgendwo", True, PartyType.UNIVERSITY),
        ("Université de Nulle Part", True, PartyType.UNIVERSITY),
        ("Universitätsklinikum Nirgendwo", True, PartyType.HOSPITAL),
        ("Nowhere University Hospital", True, PartyType.HOSPITAL),
        ("Institut für Kesselkunde", True, PartyType.INSTITUTE),
        ("Centre National de la Recherche Scientifique", True, PartyType.INSTITUTE),
        ("The United States of America as represented by the Secretary of Kettles", True, PartyType.AGENCY),
        ("Ministry of Kettles", True, PartyType.AGENCY),
        ("Kettle Works", None, PartyType.FIRM),
        ("Kettle", None, PartyType.UNKNOWN),
        ("", None, PartyType.UNKNOWN),
    ],
)
def test_type(name: str, is_organisation: bool | None, expected: PartyType) -> None:
    assert party_type(name, is_organisation) is expected
    assert PARTY_TYPE_WORDS[expected].zh


def test_a_persons_name_in_another_order() -> None:
    assert person_key("Zhang, Wei") == person_key("Wei ZHANG") == person_key("ZHANG Wei")
    assert person_key("Li, Xiao-Ming") == person_key("Xiaoming Li")
    assert person_key("王小明") != person_key("小明王")


def firm(*names: str, **more: object) -> PartyProfile:
    return PartyProfile(names=names, is_organisation=True, **more)  # type: ignore[arg-type]


def person(*names: str, **more: object) -> PartyProfile:
    return PartyProfile(names=names, is_organisation=False, **more)  # type: ignore[arg-type]


def test_one_company_in_two_spellings_is_suggested() -> None:
    found = sameness(
        firm("甲乙技术有限公司", country="CN", addresses=("518000广东省深圳市甲路1号",)),
        firm("甲乙技术股份有限公司", country="CN", addresses=("广东省深圳市甲路1号",)),
    )
    assert found.reasons == ("same-key", "same-address", "different-form")
    assert found.score >= SUGGESTED_FROM
    assert found.words.zh == "支持：除组织形式外名称相同、地址相同；反对：组织形式不同"
    assert found.words.en.startswith("For: the same name but for the legal form, the same address; Against:")


def test_companies_of_one_house_are_not() -> None:
    shared = {
        "country": "CN", "region": "广东省", "addresses": ("广东省深圳市甲路1号",), "people": ("王小明", "李四"),
        "partners": ("某某大学",), "classes": ("H04L 9/00",), "years": (2019,),
    }  # fmt: skip
    group = sameness(firm("甲乙技术有限公司", **shared), firm("甲乙技术集团有限公司", **shared))
    assert "group-and-member" in group.reasons
    assert group.score < SUGGESTED_FROM
    for other in ("甲乙终端有限公司", "甲乙技术（上海）有限公司", "深圳甲乙技术有限公司"):
        found = sameness(firm("甲乙技术有限公司", **shared), firm(other, **shared))
        assert found.score < SUGGESTED_FROM, other
        assert {"different-core", "further-words"} & set(found.reasons)


def test_a_name_in_two_scripts_by_family() -> None:
    chinese = firm("甲乙技术有限公司", country="CN", translations=("JIAYI TECHNOLOGIES CO., LTD.",))
    latin = firm("Jiayi Technologies Co. Ltd", country="CN")
    assert sameness(chinese, latin).reasons == ("same-family",)
    assert sameness(chinese, latin).score >= SUGGESTED_FROM
    assert sameness(chinese, firm("Jiayi Devices Co., Ltd.", country="CN")).score < SUGGESTED_FROM


def test_the_same_name_in_two_countries_is_not_suggested() -> None:
    found = sameness(firm("Acme Inc.", country="US"), firm("ACME Ltd", country="GB"))
    assert "different-country" in found.reasons
    assert found.score < SUGGESTED_FROM


def test_a_persons_name_alone_is_weak() -> None:
    alone = sameness(person("王小明", country="CN"), person("王小明", country="CN"))
    assert alone.score < SUGGESTED_FROM
    together = sameness(
        person("王小明", country="CN", people=("李四",), addresses=("广东省深圳市甲路1号",)),
        person("王小明", country="CN", people=("李四",), addresses=("广东省深圳市甲路1号",)),
    )
    assert together.score >= SUGGESTED_FROM
    order = sameness(person("Zhang, Wei"), person("Wei Zhang"))
    assert order.reasons == ("same-name-other-order",)
    assert order.score < SUGGESTED_FROM


def test_kinds_that_differ_are_not_one() -> None:
    found = sameness(firm("某某大学"), firm("某某大学附属医院"))
    assert "different-type" in found.reasons
    assert found.score < SUGGESTED_FROM


_PRINTED = ["甲乙有限公司", "甲乙", "ACME INC", "Acme Devices", "王小明", "Zhang, Wei", "Wei Zhang"]
_NAMES = st.lists(st.one_of(st.sampled_from(_PRINTED), st.text(max_size=20)), max_size=2).map(tuple)
_PROFILES = st.builds(
    PartyProfile,
    names=_NAMES,
    is_organisation=st.sampled_from([None, True, False]),
    country=st.sampled_from(["", "CN", "US"]),
    region=st.sampled_from(["", "广东省", "浙江省"]),
    addresses=_NAMES,
    people=_NAMES,
    partners=_NAMES,
    translations=_NAMES,
    years=st.lists(st.integers(1900, 2030), max_size=2).map(tuple),
)


@given(_PROFILES, _PROFILES)
def test_sameness_is_symmetric_bounded_and_explained(a: PartyProfile, b: PartyProfile) -> None:
    found = sameness(a, b)
    assert found == sameness(b, a)
    assert 0 <= found.score <= 1
    assert found.reasons
    assert found.words.zh
    assert found.words.en
    if "different-core" in found.reasons:
        assert found.score <= 0.2


@given(st.text(max_size=400), st.sampled_from(["", "CN", "NO"]))
def test_any_name(name: str, country: str) -> None:
    party_key(name, country)
    person_key(name)
    legal_form(name, country)
    for is_organisation in (None, True, False):
        party_type(name, is_organisation)


def record(office: str, *parties: tuple[PartyRole, str, int]) -> PatentRecord:
    return PatentRecord(
        publication=DocumentId(office=office, number="1"),
        right_type=RightType.INVENTION,
        stage=Stage.GRANT,
        format="x",
        parties=tuple(PatentParty(role=role, name=name, sequence=sequence) for role, name, sequence in parties),
    )


def test_family_pairs_go_by_position() -> None:
    owner, inventor, applicant = PartyRole.ASSIGNEE, PartyRole.INVENTOR, PartyRole.APPLICANT
    chinese = record("CN", (owner, "甲乙技术有限公司", 1), (inventor, "李四", 2), (inventor, "王小明", 1))
    latin = record(
        "US", (applicant, "JIAYI TECHNOLOGIES CO., LTD.", 1), (inventor, "Wang, Xiaoming", 1), (inventor, "Li, Si", 2)
    )
    assert family_pairs(chinese, latin) == (
        NamePair(role=owner, first="甲乙技术有限公司", second="JIAYI TECHNOLOGIES CO., LTD."),
        NamePair(role=inventor, first="王小明", second="Wang, Xiaoming"),
        NamePair(role=inventor, first="李四", second="Li, Si"),
    )
    fewer = record("US", (owner, "JIAYI TECHNOLOGIES CO., LTD.", 1), (inventor, "Li, Si", 1))
    assert [pair.role for pair in family_pairs(chinese, fewer)] == [owner]
    assert family_pairs(latin, fewer) == ()
