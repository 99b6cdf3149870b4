"""Templates of tables: what rows mean, however they come, and that nothing from outside breaks them."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.domain.formats.patentfair_table import FORMAT
from patentfair.domain.formats.read import read_stream
from patentfair.domain.formats.templates.catalogue import TEMPLATES
from patentfair.domain.formats.templates.columns import ColumnKind, header_key
from patentfair.domain.formats.templates.deals import read_deal
from patentfair.domain.formats.templates.listings import read_listing
from patentfair.domain.formats.templates.mapping import (
    MappedRow,
    Mapping,
    is_guidance,
    mapped,
    missing_columns,
    new_columns,
    suggest,
    used_twice,
)
from patentfair.domain.formats.templates.needs import read_need
from patentfair.domain.formats.templates.parties import read_party
from patentfair.domain.formats.templates.patents import read_patent
from patentfair.domain.formats.templates.problems import PROBLEMS, problem_words
from patentfair.domain.formats.templates.table_rows import (
    Header,
    TableRow,
    cell_rows,
    find_header,
    json_rows,
    text_rows,
)
from patentfair.domain.formats.templates.values import (
    country_of,
    day_of,
    money_of,
    number_of,
    province_of,
    territory_of,
)
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.patents.record import PatentRecord, RightType, Stage

READERS = {
    "patents": read_patent,
    "parties": read_party,
    "listings": read_listing,
    "needs": read_need,
    "deals": read_deal,
}


def moment(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - as a sheet holds it


def row(number: int = 2, **texts: str) -> MappedRow:
    return MappedRow(number=number, texts=texts, extra={})


def codes(cells) -> list[tuple[str, str]]:
    return [(problem.code, problem.column) for problem in cells.problems]


@pytest.mark.parametrize(
    ("text", "day", "year"),
    [
        ("2024-03-15", date(2024, 3, 15), 2024),
        ("2024年3月15日", date(2024, 3, 15), 2024),
        ("２０２４．０３．１５", date(2024, 3, 15), 2024),
        ("20240315", date(2024, 3, 15), 2024),
        ("15.03.2024", date(2024, 3, 15), 2024),
        ("13/04/2024", date(2024, 4, 13), 2024),
        ("04/13/2024", date(2024, 4, 13), 2024),
        ("March 15, 2024", date(2024, 3, 15), 2024),
        ("15 Mar 2024", date(2024, 3, 15), 2024),
        ("45366", date(2024, 3, 15), 2024),
        ("2024-03-15 08:30:00", date(2024, 3, 15), 2024),
        ("2024", None, 2024),
        ("2024年3月", None, 2024),
    ],
)
def test_dates_in_every_usual_spelling(text, day, year):
    found = day_of(text)
    assert (found.day, found.year) == (day, year)


@pytest.mark.parametrize("text", ["03/04/2024", "2024-13-01", "soon", "", "31.02.2024", "1", "999999"])
def test_what_could_be_two_days_or_none_is_no_date(text):
    assert day_of(text) is None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("¥12.5万", "125000", "CNY"),
        ("50 万元", "500000", "CNY"),
        ("人民币30万元", "300000", "CNY"),
        ("USD 1,503,000.00", "1503000", "USD"),
        ("$60,185.19", "60185.19", "USD"),
        ("2.5 million USD", "2500000", "USD"),
        ("1.2亿", "120000000", ""),
        ("80000", "80000", ""),
    ],
)
def test_money_with_currency_and_scale(text, amount, currency):
    found = money_of(text)
    assert (found.amount, found.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["面议", "-3", "1e5", "", "about 5", "9" * 20])
def test_what_is_no_amount(text):
    assert money_of(text) is None


def test_places():
    assert [province_of(t) for t in ("浙江省", "浙江", "Zhejiang", "33", "330000", "Atlantis")] == ["33"] * 5 + [None]
    assert [territory_of(t) for t in ("广东省", "cn-gd", "US", "全球", "???")] == [
        "CN-GD",
        "CN-GD",
        "US",
        "WORLD",
        None,
    ]
    assert [country_of(t) for t in ("中国", "us", "United States", "Nowhere")] == ["CN", "US", "US", None]
    assert number_of("12 %") == 12


def test_every_template_is_whole():
    for template in TEMPLATES.values():
        keys = [column.key for column in template.columns]
        assert len(set(keys)) == len(keys)
        for column in template.columns:
            for words in (column.name, column.help, column.example):
                assert words.zh, (template.name, column.key)
                assert words.en, (template.name, column.key)
            assert bool(column.choices) == (column.kind in (ColumnKind.CHOICE, ColumnKind.CHOICES))
        for language in ("zh", "en"):
            names = [header_key(column.name.of(language)) for column in template.columns]
            assert len(set(names)) == len(names)
            assert template.by_header() | dict(zip(names, keys, strict=True)) == template.by_header()


def test_every_template_reads_its_own_example():
    for name, template in TEMPLATES.items():
        for language in ("zh", "en"):
            header = Header(1, tuple(column.name.of(language) for column in template.columns), 1)
            mapping = Mapping(template=name, columns={c.name.of(language): c.key for c in template.columns})
            found = mapped(
                template, mapping, header, TableRow(3, tuple(c.example.of(language) for c in template.columns))
            )
            value, cells = READERS[name](found)
            assert value is not None, cells.problems
            assert [p.code for p in cells.problems if p.code != "check-digit"] == [], (name, language)
            assert is_guidance(template, found)
            help_row = TableRow(2, tuple(c.help.of(language) for c in template.columns))
            assert is_guidance(template, mapped(template, mapping, header, help_row))


def test_a_patents_row():
    record, cells = read_patent(
        row(
            publication_number="ZL 2018 1 1999777.3",
            application_number="201811999777.3",
            right_type="实用新型",
            title_zh="一种  电解液",
            owners="甲公司；乙大学",
            inventors="何一、程二",
            ipc="H01M 10/0569; H01M10/0525; rubbish",
            filing_date="2018年11月20日",
            publication_date="2020-05-01",
            legal_state="专利权有效",
            legal_state_date="2024-01-31",
            priorities="US 62/123456 2017-11-20; 没有国别的",
            family="62345678",
        )
    )
    assert isinstance(record, PatentRecord)
    assert record.publication.number == "201811999777"
    assert record.right_type is RightType.UTILITY_MODEL
    assert [t.text for t in record.titles] == ["一种 电解液"]
    assert [(p.role.value, p.name) for p in record.parties] == [
        ("assignee", "甲公司"),
        ("assignee", "乙大学"),
        ("inventor", "何一"),
        ("inventor", "程二"),
    ]
    assert [c.symbol for c in record.classes] == ["H01M 10/0569", "H01M 10/0525"]
    assert record.application.date == date(2018, 11, 20)
    assert record.publication.date == date(2020, 5, 1)
    assert [(e.code, e.text, e.published) for e in record.events] == [("", "专利权有效", date(2024, 1, 31))]
    assert record.priorities[0].country == "US"
    assert record.priorities[0].date == date(2017, 11, 20)
    assert record.priorities[1].number == "没有国别的"
    assert record.family.docdb == "62345678"
    assert record.format == "patentfair-table"
    assert ("no-kind", "publication_number") in codes(cells)
    assert ("class", "ipc") in codes(cells)
    assert cells.extra["#ipc"].endswith("rubbish")


def test_grants_and_applications_take_their_own_day():
    dates = {"publication_date": "2019-02-01", "grant_date": "2021-06-11"}
    grant, _ = read_patent(row(publication_number="CN109777777B", **dates))
    application, _ = read_patent(row(publication_number="CN109777777A", **dates))
    assert (grant.stage, grant.publication.date) == (Stage.GRANT, date(2021, 6, 11))
    assert (application.stage, application.publication.date) == (Stage.APPLICATION, date(2019, 2, 1))
    assert grant.events[0].details == (("column", "publication_date"),)
    assert not grant.events[0].code


@pytest.mark.parametrize(
    ("number", "code"), [("2.02E+12", "number-damaged"), ("none", "patent-number"), ("", "required")]
)
def test_a_row_that_does_not_say_which_patent(number, code):
    record, cells = read_patent(row(publication_number=number, title_zh="名"))
    assert record is None
    assert cells.problems[0].code == code
    assert cells.problems[0].fatal


def test_a_listing_row():
    listing, cells = read_listing(
        row(
            patent_number="CN 109777777 B；CN109777778B",
            title="电解液",
            plain="说明",
            kinds="转让、许可",
            price="12万元",
            state="Available",
            maturity="TRL 6",
            territory="广东省，CN-JX",
        )
    )
    assert listing.patent == "CN109777777B"
    assert listing.kinds == ("assignment", "ordinary")
    assert (listing.price_mode, listing.price, listing.currency) == ("fixed", Decimal(120000), "CNY")
    assert (listing.state, listing.maturity) == ("published", 6)
    assert listing.territory == ("CN-GD", "CN-JX")
    assert listing.extra == {"#patent_number": "CN 109777777 B；CN109777778B"}
    assert not cells.problems


def test_a_listing_that_has_ended_or_is_negotiable():
    ended, cells = read_listing(row(patent_number="CN109777777B", title="a", plain="b", state="已成交"))
    assert ended is None
    assert codes(cells) == [("ended", "state")]
    open_price, cells = read_listing(row(patent_number="CN109777777B", title="a", plain="b", price="面议"))
    assert open_price.price_mode == "negotiable"
    assert not cells.problems


def test_a_need_and_a_party_and_a_deal():
    need, cells = read_need(
        row(title="难题", problem="低温", budget_low="30万", budget_high="10万", deadline="2025-12")
    )
    assert (need.budget_low, need.deadline, need.show_name) == (None, None, False)
    assert codes(cells) == [("budget", "budget_high"), ("date-incomplete", "deadline")]
    assert need.extra["#budget_low"] == "30万"
    party, cells = read_party(row(name_en="临溪大学", kind="高校", province="浙江", is_state_founded="是"))
    assert (party.name_zh, party.name_en, party.kind, party.province) == ("临溪大学", "", "university", "33")
    nobody, cells = read_party(row(kind="school"))
    assert nobody is None
    assert codes(cells) == [("name", ""), ("choice", "kind")]
    deal, cells = read_deal(row(grantor="某大学", kind="许可", on="2022", count="14", amount="$1,000"))
    assert (deal.kind, deal.year, deal.on, deal.count, deal.currency) == ("licence", 2022, None, 14, "USD")
    assert not cells.problems


def test_every_problem_names_its_place_and_its_cure_in_both_languages():
    column = TEMPLATES["listings"].columns[0].name
    for code in PROBLEMS:
        what, cure = problem_words(
            code, {"value": "x" * 500, "known_zh": "甲", "known_en": "a", "limit": "1", "keys": "k"}, column
        )
        for words in (what, cure):
            assert words.zh
            assert words.en
            assert "{" not in words.zh + words.en
            assert len(words.en) < 400
    what, _ = problem_words("number", {"value": "{column}{known_en}"}, column)
    assert "{column}{known_en}" in what.en


TABLE = [
    ["公开号", "申请日", "价格", "备注"],
    ["CN109777777B", "2018-11-20", "12.5", "第一行\n第二行"],
    ["CN109777778B", "2018-11-21", "3", '引号"里'],
]


def csv_of(rows: list[list[str]], delimiter: str = ",") -> str:
    import csv

    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_usual_encoding_and_delimiter(encoding, delimiter):
    rows = list(text_rows(csv_of(TABLE, delimiter).encode(encoding)))
    assert [list(row.cells) for row in rows] == TABLE
    assert [row.number for row in rows] == [1, 2, 4]


def test_cells_of_a_workbook_are_the_rows_of_the_text():
    typed = [
        TABLE[0],
        ["CN109777777B", moment(2018, 11, 20), 12.5, "第一行\n第二行"],
        ["CN109777778B", date(2018, 11, 21), 3.0, '引号"里'],
    ]
    from_cells = [list(row.cells) for row in cell_rows(enumerate(typed, 1))]
    assert from_cells == [list(row.cells) for row in text_rows(csv_of(TABLE).encode())]


def test_the_delimiter_is_told_in_spite_of_lists_in_cells():
    rows = [["公开号", "发明人", "价格"], *[["CN1", "甲;乙;丙", "1,200"], ["CN2", "丁", "3"]] * 3]
    for delimiter in (",", "\t", ";"):
        assert [list(row.cells) for row in text_rows(csv_of(rows, delimiter).encode())] == rows


def test_json_objects_are_rows():
    data = b'{"meta": 1, "records": [{"title": "a", "tags": ["x", "y"]}, {"title": "b", "deep": {"k": [1]}}, 7]}'
    rows = list(json_rows(data))
    assert [row.cells for row in rows] == [("title", "tags", "deep"), ("a", "x; y"), ("b", "", '{"k":[1]}')]
    for bad in (b"{", b"[1, 2]", b"{}", b'[["a"]]', b"[" * 100_000):
        assert [problem.code.split(".")[0] for problem in json_rows(bad)] == ["json"]


def test_a_stray_quotation_mark_spoils_its_own_line_alone():
    rows = list(text_rows(b'a,b\n"open,1\n' + b"x,y\n" * 200))
    assert sum(isinstance(found, TableRow) for found in rows) == 202 - 1 or len(rows) == 202
    assert rows[-1] == TableRow(202, ("x", "y"))


def test_the_header_is_found_below_titles_and_over_two_lines():
    template = TEMPLATES["patents"]
    rows = [
        TableRow(1, ("2024 年专利清单",)),
        TableRow(2, ("制表：某中心", "", "单位：件")),
        TableRow(4, ("序号", "公开号", "名称", "日期", "", "专利权人")),
        TableRow(5, ("", "", "", "申请日", "授权公告日", "")),
        TableRow(6, ("1", "CN109777777B", "一种方法", "2018-11-20", "2021-06-11", "甲公司")),
    ]
    header = find_header(rows, template)
    assert (header.row, header.last_row) == (4, 5)
    assert header.names == ("序号", "公开号", "名称", "申请日", "授权公告日", "专利权人")
    chosen = {s.header: s.column for s in suggest(template, header, rows[4:])}
    assert chosen == {
        "公开号": "publication_number",
        "名称": "title_zh",
        "申请日": "filing_date",
        "授权公告日": "grant_date",
        "专利权人": "owners",
    }
    assert find_header(rows, template, at=6).row == 6
    assert find_header([], template) is None
    names = find_header([TableRow(1, ("a", "", "a")), TableRow(2, ("1", "2", "3"))], template).names
    assert names == ("a", "(2)", "a (2)")


def test_suggestions_by_the_look_of_values_say_so():
    template = TEMPLATES["patents"]
    header = Header(1, ("alpha", "beta", "Publication no."), 1)
    rows = [TableRow(n, (f"H01M 10/05{n}", "2020-01-0" + str(n), f"CN10977777{n}B")) for n in range(1, 6)]
    found = {s.header: (s.column, s.reason) for s in suggest(template, header, rows)}
    assert found["alpha"] == ("ipc", "values")
    assert found["beta"] == ("filing_date", "values")
    assert found["Publication no."] == ("publication_number", "spelling")


def test_a_mapping_joins_fixes_translates_and_loses_nothing():
    template = TEMPLATES["listings"]
    mapping = Mapping(
        template="listings",
        columns={
            "No": "patent_number",
            "Intro": "plain",
            "Intro 2": "plain",
            "T": "title",
            "T2": "title",
            "S": "state",
        },
        fixed={"kinds": "转让", "title": "fallback"},
        translations={"state": {header_key("Deal done!"): "closed"}},
    )
    header = Header(1, ("No", "Intro", "Intro 2", "T", "Other", "S"), 1)
    found = mapped(template, mapping, header, TableRow(2, ("CN1", "one", "two", "", "kept", "deal DONE")))
    assert found.texts == {
        "patent_number": "CN1", "plain": "one\ntwo", "title": "fallback", "state": "closed", "kinds": "转让",
    }  # fmt: skip
    assert found.extra == {"Other": "kept"}
    assert not missing_columns(template, mapping)
    assert [c.key for c in missing_columns(template, Mapping(template="listings"))] == [
        "patent_number",
        "title",
        "plain",
    ]
    twice = Mapping(template="listings", columns={"a": "price", "b": "price"})
    assert [c.key for c in used_twice(template, twice)] == ["price"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_ordinary_import_takes_our_own_header(language):
    template = TEMPLATES["patents"]
    header = ",".join(column.name.of(language) for column in template.columns)
    keys = [column.key for column in template.columns]
    values = {"publication_number": "CN109777777B", "title_zh": "一种方法", "filing_date": "2018-11-20"}
    guidance = csv_of(
        [[c.help.of(language) for c in template.columns], [c.example.of(language) for c in template.columns]]
    )
    line = ",".join(values.get(key, "") for key in keys)
    bad = ",".join("x" if key == "title_en" else "" for key in keys)
    for encoding in ("utf-8-sig", "gb18030"):
        data = f"{header}\n{guidance}{line}\n{bad}\n".encode(encoding)
        items = list(read_stream(io.BytesIO(data), "ours.csv"))
        assert [type(item) for item in items] == [PatentRecord, Problem]
        assert items[0].publication.canonical == "CN109777777B"
        assert data[items[0].offset :].startswith(b"CN109777777B")
        assert items[1].code == "table.required"


def test_another_header_is_not_ours():
    for head in (
        b"title,abstract,number\n",
        "公开（公告）号,备注,申请号\n".encode(),
        b"a,b\n",
        b"\0\0",
        b"",
        "申请号,申请日,专利权人\n".encode(),
    ):
        assert not FORMAT.recognises(head)


cells_text = st.text(max_size=40) | st.sampled_from(
    [
        "2024-03-15",
        "12万元",
        "CN109777777B",
        "H01M 10/05",
        "浙江",
        "转让;许可",
        "2.02E+12",
        "{x}",
        "=1+1",
        "9" * 60,
        "是",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_problems(data):
    for name, template in TEMPLATES.items():
        rows = [found for found in text_rows(data) if isinstance(found, TableRow)]
        rows += [found for found in json_rows(data) if isinstance(found, TableRow)]
        header = find_header(rows, template)
        if header is None:
            continue
        assert len(set(header.names)) == len(header.names)
        mapping = Mapping(template=name, columns={s.header: s.column for s in suggest(template, header, rows)})
        for found in rows:
            READERS[name](mapped(template, mapping, header, found))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_mapping_of_any_cells_reads_without_raising(data):
    name = data.draw(st.sampled_from(sorted(TEMPLATES)))
    template = TEMPLATES[name]
    keys = st.sampled_from([c.key for c in template.columns] + ["", "nonsense"])
    headers = tuple(data.draw(st.lists(st.text(max_size=10), min_size=1, max_size=8, unique=True)))
    mapping = Mapping(
        template=name,
        columns={header: data.draw(keys) for header in headers},
        fixed=data.draw(st.dictionaries(keys, cells_text, max_size=4)),
        translations=data.draw(st.dictionaries(keys, st.dictionaries(cells_text, cells_text, max_size=3), max_size=2)),
    )
    cells = tuple(data.draw(st.lists(cells_text, max_size=10)))
    found = mapped(template, mapping, Header(1, headers, 1), TableRow(5, cells))
    value, told = READERS[name](found)
    assert (value is None) == (not told.is_usable) or value is not None
    for problem in told.problems:
        column = template.column(problem.column)
        what, _ = problem_words(problem.code, problem.params, column.name if column else None)
        assert problem.row == 5
        assert what.zh
    kept = {**found.texts, **found.extra}
    for header, cell in zip(headers, cells, strict=False):
        if cell and not mapping.translations:
            assert any(cell in text for text in kept.values()) or cell in mapping.fixed.values(), header


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r\ufeff;\t"), max_size=20),
            min_size=2,
            max_size=5,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_the_same_cells_from_text_and_workbook_give_the_same_rows(table):
    width = max(map(len, table))
    table = [[*row, *[""] * (width - len(row))] for row in table]
    table[0] = ["h"] * width
    from_text = [found.cells for found in text_rows(csv_of(table).encode("utf-8-sig")) if isinstance(found, TableRow)]
    from_cells = [found.cells for found in cell_rows(enumerate(table, 1))]
    assert from_text == from_cells


def test_a_mapped_row_tells_its_own_texts_from_fixed_ones():
    template = TEMPLATES["listings"]
    mapping = Mapping(template="listings", columns={"T": "title"}, fixed={"title": "fixed", "plain": "all alike"})
    header = Header(1, ("T",), 1)
    given = mapped(template, mapping, header, TableRow(2, ("own",)))
    assert given.fixed == ("plain",)
    assert given.own({**given.texts, "#plain": "all alike"}) == {"title": "own"}


def test_columns_that_a_saved_mapping_does_not_speak_of():
    mapping = Mapping(template="listings", columns={"标题": "title", "价格": ""})
    assert new_columns(TEMPLATES["listings"], mapping, ("标题", "价格", "不相干", "专利号")) == ["专利号"]


@pytest.mark.parametrize(
    "data", [b"[" + b"{}," * 100_001 + b"{}]", b"[" + b"[]," * 1_000_001 + b"1]", b"[" + b"1," * 5_000_001 + b"1]"]
)
def test_json_of_too_much_is_told_before_it_is_built(data):
    assert [problem.code for problem in json_rows(data)] == ["limit.rows"]


def test_text_of_nothing_but_lines_is_told():
    assert [problem.code for problem in text_rows(b"\n" * 2_000_001)] == ["limit.rows"]


def test_the_scale_in_a_column_name_counts_for_bare_numbers_alone() -> None:
    header = Header(row=1, names=("专利号", "转让价（万元）"), last_row=1)
    mapping = Mapping(template="listings", columns={"专利号": "patent", "转让价（万元）": "price"})
    prices = [
        mapped(TEMPLATES["listings"], mapping, header, TableRow(number=2, cells=("CN199900011B", cell))).texts["price"]
        for cell in ("80", "1,200", "12万元", "面议", "USD 500")
    ]
    assert [money_of(price) and money_of(price).amount for price in prices] == [800_000, 12_000_000, 120_000, None, 500]
