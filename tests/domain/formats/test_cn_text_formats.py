"""Exports of CNIPA's patent search and texts of legal status: what the words decide, damaged input, the real files."""

from __future__ import annotations

import io
import json
import os
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.formats import cn_legal_events, cnipa_search_export
from patentfair.domain.formats.cn_event_text import announcement, announcements_in, code_of, parse_day
from patentfair.domain.formats.detect import format_of
from patentfair.domain.formats.format import Format, Item
from patentfair.domain.formats.limits import DEFAULT_LIMITS, Limits
from patentfair.domain.formats.read import read_stream
from patentfair.domain.formats.source import Source
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord, RightType, Stage
from patentfair.domain.patents.register import ConveyanceKind, RegisterExtract

GOLDEN = Path(__file__).parents[2] / "golden"
DATA = Path(os.environ.get("PATENTFAIR_TEST_DATA", ""))
needs_data = pytest.mark.skipif(
    "PATENTFAIR_TEST_DATA" not in os.environ, reason="real files: set PATENTFAIR_TEST_DATA to their folder"
)
INPUTS = sorted((*GOLDEN.glob("cnipa-search-export/*/input.*"), *GOLDEN.glob("cn-legal-events/*/input.*")))
SEARCH = (GOLDEN / "cnipa-search-export/mixed/input.txt").read_bytes()


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[Item]:
    return list(read_stream(io.BytesIO(data), "f", limits=limits))


def codes(items: list[Item]) -> list[str]:
    return [item.code if isinstance(item, Problem) else "read" for item in items]


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}")
def test_each_input_is_of_its_format(path: Path) -> None:
    found = format_of(Source(io.BytesIO(path.read_bytes()), "f", DEFAULT_LIMITS))
    assert isinstance(found, Format)
    assert found.name == path.parent.parent.name


@pytest.mark.parametrize(
    ("status", "lead", "fields", "code"),
    [
        ("授权", "授权", (), "GR01"),
        ("公开", "", (), "PB01"),
        ("实质审查的生效", "", (), "SE01"),
        ("专利权的终止", "未缴年费专利权终止", (), "CF01"),
        ("专利权的终止", "专利权有效期届满", (), "CX01"),
        ("专利权的终止", "", (), ""),
        ("专利申请权、专利权的转移", "专利权的转移", (), "TR01"),
        ("专利申请权、专利权的转移", "", (("变更事项", "申请人"),), "TA01"),
        ("专利申请权、专利权的转移", "", (), ""),
        ("专利权人的姓名或者名称、地址的变更", "", (("变更事项", "地址"),), "CP02"),
        ("专利权人的姓名或者名称、地址的变更", "", (("变更事项", "专利权人"), ("变更事项", "地址")), "CP03"),
        ("专利权质押合同登记的生效、变更及注销", "专利权质押合同登记的注销", (), "PC01"),
        ("专利权质押合同登记的生效、变更及注销", "", (), ""),
        ("专利实施许可合同备案的生效", "", (), "EE01"),
        ("专利权的保全及其解除", "专利权保全的解除", (), "PD01"),
        ("发明专利申请公布后的驳回", "", (), "RJ01"),
        ("发明专利申请公布后的视为撤回", "", (), "WD01"),
        ("专利权的无效、部分无效宣告", "专利权全部无效", (), "IW01"),
        ("专利权部分无效", "", (), "IP01"),
        ("著录事项变更", "", (), ""),
    ],
)
def test_codes_are_given_where_the_words_decide(
    status: str, lead: str, fields: tuple[tuple[str, str], ...], code: str
) -> None:
    assert code_of(status, lead, fields) == code


@pytest.mark.parametrize("text", ["20120926", "2012.09.26", "2012-9-26", "2012年9月26日", " 2012/09/26"])
def test_days(text: str) -> None:
    assert parse_day(text) == date(2012, 9, 26)


@pytest.mark.parametrize("text", ["", "2012", "20121399", "2012.13.01", "某年", "201209261"])
def test_no_days(text: str) -> None:
    assert parse_day(text) is None


def test_release_goes_from_the_creditor_to_the_owner() -> None:
    told = announcement("20190102", "专利权质押合同登记的注销", "登记号:Y1;出质人:甲公司;质权人:乙银行;解除日:20181210")
    (release,) = told.conveyances
    assert release.kind is ConveyanceKind.RELEASE
    assert (release.givers[0].name, release.receivers[0].name) == ("乙银行", "甲公司")
    assert (release.reference, release.recorded) == ("Y1", date(2018, 12, 10))


def test_a_code_that_the_source_prints_is_kept() -> None:
    assert announcement("20150701", "公开", "公开", "C06").events[0].code == "C06"


def test_colons_within_a_value() -> None:
    header = "公开（公告）号:发明名称:文献状态:申请号"
    lines = "CN104900011A:一:二:三:PUB:CN201510000011.4\nCN104900022A:一:CN201510000011.4\n"
    record, short = read(f"{header}\n{lines}".encode())
    assert isinstance(record, PatentRecord)
    assert record.titles[0].text == "一:二:三"
    assert isinstance(short, Problem)
    assert short.offset == len(f"{header}\n".encode()) + len(lines.splitlines()[0].encode()) + 1


def test_two_free_texts_side_by_side_cannot_be_told_apart() -> None:
    assert codes(read("公开（公告）号:发明名称:地址:申请号\nCN104900011A:一:二:三:CN201510000011.4\n".encode())) == [
        "cnipa-search.columns"
    ]


def test_full_width_names_and_colons() -> None:
    text = "公开（公告）号：发明名称：申请日：ＩＰＣ分类号\nCN104900011A：轴承：2015.01.05：F16C33/78;\n"
    (record,) = read(text.encode("gb18030"))
    assert isinstance(record, PatentRecord)
    assert record.titles[0].text == "轴承"
    assert record.classes[0].symbol == "F16C 33/78"
    assert record.application is not None
    assert (record.application.number, record.application.date) == ("", date(2015, 1, 5))


def test_a_line_before_any_names() -> None:
    data = b"no names\n" + SEARCH
    assert isinstance(format_of(Source(io.BytesIO(data), "f", DEFAULT_LIMITS)), Problem)
    items = list(cnipa_search_export.units(Source(io.BytesIO(data), "f", DEFAULT_LIMITS)))
    assert isinstance(items[0], Problem)
    assert items[0].code == "cnipa-search.no-names"


@pytest.mark.parametrize(
    "text",
    [
        "法律状态公告日：" * 25_000,
        "法律状态公告日：20150101;法律状态：授权;描述信息：" + "甲;" * 90_000,
        "法律状态公告日：20150101;法律状态：授权;描述信息：" + "变更事项:" * 40_000,
        "法律状态公告日：20150101;描述信息：" + "变更前权利人:甲;" * 20_000,
        "法律状态公告日：20150101;" + " " * 190_000,
        "&" * 190_000 + "<br" * 1000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.process_time()
    announcements_in(text)
    assert time.process_time() - begun < 5


def test_too_many_announcements_are_told() -> None:
    told = announcements_in("法律状态公告日：20150101;法律状态：授权;描述信息：授权;\n" * 1200)
    assert len(told.events) == 1000
    assert told.problems == ("cn-events.too-many",)


def test_numbers_are_taken_by_name_and_by_shape() -> None:
    rows = [["20150101", "授权", "授权"]]
    for name, number, kind in [
        ("an", "CN201510000011.4", "application"),
        ("专利号", "ZL201510000011.4", "application"),
        ("id", "CN104900011A", "publication"),
        ("授权公告号", "CN104900011B", "publication"),
    ]:
        (extract,) = read(json.dumps({name: number, "rows": rows}, ensure_ascii=False).encode())
        assert isinstance(extract, RegisterExtract)
        assert getattr(extract.rights[0], kind) is not None, name


def test_escaped_json_is_recognised() -> None:
    text = "法律状态公告日：20150101;法律状态：授权;描述信息：授权;"
    assert codes(read(json.dumps({"pn": "CN104900011B", "raw": text}).encode())) == ["read"]


def test_hostile_json() -> None:
    first = '{"pn": "CN104900011B", "raw": "法律状态公告日：20150101;法律状态：授权;"}\n'.encode()
    deep = b'{"a":' * 100_000 + b"\n"
    assert codes(read(first + deep + b"[1]\n\xff\n" + first)) == [
        "read", "json.not-well-formed", "cn-events.shape", "json.not-well-formed", "read",
    ]  # fmt: skip


SMALL = Limits(row_bytes=2048, row_lines=4, chunk_bytes=64, head_bytes=1024, cell_characters=500)


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(INPUTS))
def test_damaged_inputs(data: st.DataObject, path: Path) -> None:
    whole = path.read_bytes()
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 8))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    units = cnipa_search_export.units if "search" in str(path) else cn_legal_events.units
    for limits in (DEFAULT_LIMITS, SMALL):
        for unit in units(Source(io.BytesIO(bytes(damaged)), "f", limits)):
            item = unit if isinstance(unit, Problem) else unit.read()
            assert isinstance(item, PatentRecord | RegisterExtract | Problem)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    for head in (b"", SEARCH.partition(b"\n")[0] + b"\n", b"{", "申请号,法律状态公告日,法律状态\n".encode()):
        for units in (cnipa_search_export.units, cn_legal_events.units):
            for unit in units(Source(io.BytesIO(head + data), "f", SMALL)):
                item = unit if isinstance(unit, Problem) else unit.read()
                assert isinstance(item, PatentRecord | RegisterExtract | Problem)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(alphabet="专利权的转移变更事项前后人:：;；,。 登记生效日20", max_size=60))
def test_any_words(status: str, description: str) -> None:
    told = announcement("20150101", status, description)
    assert len(told.events) <= 1


@needs_data
def test_the_search_export_is_read_whole() -> None:
    with (DATA / "cn/pss-search-export/patent_all.txt.gz").open("rb") as stream:
        items = list(read_stream(stream, "patent_all.txt.gz"))
    records = [item for item in items if isinstance(item, PatentRecord)]
    assert len(items) == len(records) == 4281
    assert {record.format for record in records} == {"cnipa-search-export"}
    assert len({record.publication.canonical for record in records}) == 4173
    kinds = Counter((record.right_type, record.stage, record.publication.kind) for record in records)
    assert kinds == {
        (RightType.INVENTION, Stage.APPLICATION, "A"): 1652,
        (RightType.INVENTION, Stage.GRANT, "B"): 463,
        (RightType.INVENTION, Stage.GRANT, "C"): 5,
        (RightType.UTILITY_MODEL, Stage.GRANT, "U"): 1150,
        (RightType.UTILITY_MODEL, Stage.GRANT, "Y"): 500,
        (RightType.DESIGN, Stage.GRANT, "S"): 386,
        (RightType.DESIGN, Stage.GRANT, ""): 125,
    }
    assert Counter(problem for record in records for problem in record.problems) == {
        "cnipa-search.no-kind": 125,
        "cnipa.no-title": 40,
    }
    assert all(record.application and record.application.number and record.application.date for record in records)
    assert all(record.publication.date and record.classes and record.parties for record in records)
    assert not any(record.events for record in records)


@needs_data
def test_legal_events_without_a_number_are_not_taken() -> None:
    path = DATA / "cn/legal-events/cn_legal_event_text_samples.jsonl"
    items = read(path.read_bytes())
    assert codes(items) == ["cn-events.no-number"] * 3
    told = []
    for line in path.read_bytes().splitlines():
        (extract,) = read(json.dumps({**json.loads(line), "pn": "CN104900011A"}).encode())
        assert isinstance(extract, RegisterExtract)
        assert not extract.problems
        told.append(([event.code for event in extract.events], len(extract.conveyances)))
    assert told == [(["GR01", "TR01", "CX01"], 1), (["PB01", "SE01"], 0), (["PB01", "SE01", "TA01", "GR01"], 1)]
