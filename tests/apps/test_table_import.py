"""An older portal's tables: tried, taken in once, stopped and resumed, and never a row lost without a reason."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from django.utils import timezone

from patentfair.adapters.documents.store import path_of, store
from patentfair.adapters.spreadsheets.workbook import workbook_bytes
from patentfair.apps.accounts.access import fetch
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.ingest.access import TABLES
from patentfair.apps.ingest.models import ImportRun, TableImport, TableMapping
from patentfair.apps.ingest.tables import (
    change_header,
    is_table,
    keep_mapping,
    map_table,
    mapped_rows,
    mapping_of,
    preview,
    remove_file,
    sheets_of,
    start_check,
    start_run,
    stop_table,
    upload_table,
)
from patentfair.apps.journal.models import Entry
from patentfair.apps.market import table_jobs
from patentfair.apps.market.models import Deal, Listing, Need, PastDeal
from patentfair.apps.market.table_jobs import work_on_tables
from patentfair.apps.registry.actions import save_records
from patentfair.apps.registry.models import LegalEvent, Patent
from patentfair.apps.registry.queries import record_of
from patentfair.apps.rights.models import OwnershipClaim
from patentfair.domain.formats.templates.columns import header_key
from patentfair.domain.kernel.errors import Invalid, NotFound, Refused


def csv_of(*rows: tuple[str, ...]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


@pytest.fixture
def desk(world):
    center = Center.objects.get(key="beijing")
    user = world.make_user("importer")
    user.posts.create(center=center, role="staff")
    return center, actor_of(user, timezone.localdate())


@pytest.fixture
def office(world):
    """An operator: tables of patents are brought by nobody else."""
    return world.actor("yu-tinglan")


@pytest.fixture
def bring(desk, office):
    center, actor = desk

    def bring(data: bytes, template: str, origin: str = "旧平台", by=None, **options) -> TableImport:
        kept = store(Path(settings.FILES_ROOT), [data], accepts=is_table)
        return upload_table(
            actor=by or (office if template == "patents" else actor),
            center=center,
            template=template,
            origin=origin,
            file_name="table.csv",
            file_sha256=kept,
            **options,
        )

    return bring


def take_in(actor, table: TableImport, mapping=None) -> TableImport:
    map_table(actor=actor, table=table, mapping=mapping or mapping_of(table))
    start_check(actor=actor, table=table)
    while TableImport.objects.get(pk=table.pk).state == "checking":
        work_on_tables()
    table.refresh_from_db()
    assert table.state == "checked", table.why
    start_run(actor=actor, table=table)
    while TableImport.objects.get(pk=table.pk).state == "running":
        work_on_tables()
    table.refresh_from_db()
    return table


def counts(table: TableImport) -> tuple[int, int, int, int]:
    return table.new, table.changed, table.unchanged, table.refused


def told(table: TableImport) -> dict[int, list[str]]:
    return {report.row: [problem["code"] for problem in report.problems] for report in table.reports.order_by("row")}


PATENTS = csv_of(
    ("公开号", "名称", "专利权人", "申请日", "授权公告日", "法律状态", "法律状态日期", "备注"),
    ("CN119777777B", "一种养护方法", "雪岭新材料有限公司", "2018-11-20", "2021-06-11", "有效", "2024-01-31", "甲"),
    ("CN119777778B", "一种电解液", "雪岭新材料有限公司", "2018/11/21", "44358", "", "", ""),
    ("2.02E+12", "坏号码", "", "", "", "", "", "乙"),
)


def test_patents_go_to_the_register_once(office, bring):
    actor = office
    table = take_in(actor, bring(PATENTS, "patents"))
    assert counts(table) == (2, 0, 0, 1)
    assert (table.rows, table.usable, table.unusable) == (3, 2, 1)
    patent = Patent.objects.get(key="CN119777777B")
    assert patent.publication_date == date(2021, 6, 11)
    assert patent.source.startswith("旧平台: table.csv")
    assert Patent.objects.get(key="CN119777778B").publication_date == date(2021, 6, 11)
    report = table.reports.get(row=2)
    assert (report.object, report.extra) == ("patent:CN119777777B", {"备注": "甲"})
    refused = table.reports.get(row=4)
    assert refused.problems[0]["code"] == "number-damaged"
    assert refused.extra["title_zh"] == "坏号码"
    run = ImportRun.objects.get(pk=table.run_id)
    assert (run.new, run.finished_at is not None) == (2, True)
    entry = Entry.objects.get(event="import.batch", object=f"import:{run.pk}")
    assert Patent.objects.filter(imported_at=entry.at).count() == 2
    again = take_in(actor, bring(PATENTS, "patents"))
    assert counts(again) == (0, 0, 2, 1)


def test_a_check_changes_nothing(office, bring):
    actor = office
    table = bring(PATENTS, "patents")
    map_table(actor=actor, table=table, mapping=mapping_of(table))
    before = (Patent.objects.count(), ImportRun.objects.count(), Organisation.objects.count())
    entries = Entry.objects.count()
    start_check(actor=actor, table=table)
    work_on_tables()
    table.refresh_from_db()
    assert (table.state, table.usable, table.unusable, table.run_id) == ("checked", 2, 1, None)
    assert (Patent.objects.count(), ImportRun.objects.count(), Organisation.objects.count()) == before
    assert Entry.objects.count() == entries
    assert told(table) == {4: ["number-damaged"]}


def listings(*patents: str, price: str = "12万元") -> bytes:
    rows = [
        (number, "雪岭新材料有限公司", f"标题{n}", "说明", "转让、许可", price, "在售", f"LX-{n}", f"其他{n}")
        for n, number in enumerate(patents)
    ]
    return csv_of(("专利号", "单位", "标题", "简介", "合作方式", "价格", "状态", "项目编号", "联系人"), *rows)


def test_listings_become_drafts_of_organisations_never_published(desk, bring):
    center, actor = desk
    number = Patent.objects.filter(office="CN").order_by("pk").first().key
    data = listings(number, "CN100000001B")
    table = take_in(actor, bring(data, "listings"))
    assert counts(table) == (0, 0, 0, 2)
    assert told(table) == {2: ["organisation-unknown"], 3: ["no-patent"]}
    table = take_in(actor, bring(data, "listings", new_kind="company"))
    assert counts(table) == (1, 0, 0, 1)
    listing = Listing.objects.get(origin="旧平台")
    assert (listing.state, listing.center, listing.published_at) == ("draft", center, None)
    assert (listing.organisation.name_zh, listing.organisation.verified_at) == ("雪岭新材料有限公司", None)
    assert not listing.organisation.memberships.exists()
    assert (listing.kinds, str(listing.upfront), listing.price_mode) == (
        ["assignment", "ordinary"],
        "120000.00",
        "fixed",
    )
    assert (listing.origin_reference, listing.extra) == ("LX-0", {"联系人": "其他0", "#state": "published"})
    assert Entry.objects.filter(event="listing.imported", object=f"listing:{listing.pk}").count() == 1
    # The same once more, then with another price, then after its people have changed it.
    assert counts(take_in(actor, bring(data, "listings"))) == (0, 0, 1, 1)
    assert counts(take_in(actor, bring(listings(number, price="15万"), "listings"))) == (0, 1, 0, 0)
    listing.refresh_from_db()
    assert str(listing.upfront) == "150000.00"
    Listing.objects.filter(pk=listing.pk).update(title="由单位改过")
    table = take_in(actor, bring(listings(number, price="18万"), "listings"))
    assert told(table) == {2: ["taken-over"]}
    listing.refresh_from_db()
    assert (listing.title, str(listing.upfront)) == ("由单位改过", "150000.00")
    other = take_in(actor, bring(listings(number), "listings", origin="另一平台"))
    assert told(other) == {2: ["already-listed"]}


def test_needs_are_drafts_and_their_names_stay_withheld(desk, bring, world):
    _center, actor = desk
    owner = Organisation.objects.create(
        key="ours", name_zh="测试需求方", kind="company", province="11", created_at=timezone.now()
    )
    data = csv_of(
        ("需求名称", "需求描述", "预算", "截止时间", "需求编号"),
        ("低温", "电池无法充电", "30万", "2027-12-31", "XQ-1"),
        ("", "没有标题", "", "", "XQ-2"),
    )
    table = take_in(actor, bring(data, "needs", organisation=owner))
    assert counts(table) == (1, 0, 0, 1)
    need = Need.objects.get(origin_reference="XQ-1")
    assert (need.organisation, need.state, need.show_name) == (owner, "draft", False)
    assert (str(need.budget_high), need.deadline) == ("300000.00", date(2027, 12, 31))
    assert told(table)[3] == ["required"]
    assert counts(take_in(actor, bring(data, "needs", organisation=owner))) == (0, 0, 1, 1)
    assert told(take_in(actor, bring(data, "needs")))[2] == ["no-organisation"]


def test_past_deals_are_history_and_no_deals_of_ours(desk, bring):
    center, actor = desk
    patent = Patent.objects.filter(office="CN").order_by("pk").first()
    data = csv_of(
        ("合同编号", "专利号", "转让方", "受让方", "合同类型", "签订日期", "成交金额", "合同数"),
        ("JY-1", patent.key, "临溪大学", "北原公司", "转让", "2022-09-01", "50万元", ""),
        ("JY-2", "不详", "临溪大学", "", "许可", "2021", "", "14"),
        ("JY-3", "", "", "", "许可", "2021", "", ""),
    )
    before = Deal.objects.count()
    table = take_in(actor, bring(data, "deals"))
    assert counts(table) == (2, 0, 0, 1)
    first, second = PastDeal.objects.filter(table=table).order_by("row")
    assert (first.patent, first.on, first.year, first.count) == (patent, date(2022, 9, 1), 2022, 1)
    assert (second.patent, second.on, second.year, second.count, second.kind) == (None, None, 2021, 14, "licence")
    assert Deal.objects.count() == before
    assert counts(take_in(actor, bring(data, "deals"))) == (0, 0, 2, 1)
    changed = data.replace("50万元".encode(), "60万元".encode())
    assert counts(take_in(actor, bring(changed, "deals"))) == (0, 1, 1, 1)
    assert PastDeal.objects.filter(center=center).count() == 2


def test_organisations_of_other_regions_are_left_to_their_centers(desk, bring, world):
    center, actor = desk
    data = csv_of(
        ("单位名称", "单位性质", "省份"),
        ("甲研究院", "科研院所", center.province),
        ("乙大学", "高校", "新疆"),
        ("甲研究院", "科研院所", ""),
        ("丙", "教堂", ""),
    )
    table = take_in(actor, bring(data, "parties"))
    assert told(table) == {2: [], 3: ["organisation-elsewhere"], 4: [], 5: ["choice"]}
    assert counts(table) == (1, 0, 1, 2)
    operator = world.actor("yu-tinglan")
    table = take_in(operator, upload_table(
        actor=operator, center=None, template="parties", origin="国家平台", file_name="a.csv",
        file_sha256=store(Path(settings.FILES_ROOT), [data], accepts=is_table),
    ))  # fmt: skip
    assert counts(table) == (1, 0, 2, 1)
    assert Organisation.objects.get(name_zh="乙大学").verified_at is None


def test_a_run_is_stopped_between_batches_and_resumed(desk, bring, monkeypatch):
    _center, actor = desk
    monkeypatch.setattr(table_jobs, "BATCH", 3)
    rows = [(f"单位{n}号", "企业", "") for n in range(10)]
    table = bring(csv_of(("单位名称", "单位性质", "省份"), *rows), "parties")
    map_table(actor=actor, table=table, mapping=mapping_of(table))
    with pytest.raises(Refused, match="not-checked"):
        start_run(actor=actor, table=table)
    start_check(actor=actor, table=table)
    work_on_tables()
    table.refresh_from_db()
    start_run(actor=actor, table=table)
    assert work_on_tables(0) == 3
    table.refresh_from_db()
    stop_table(actor=actor, table=table)
    assert work_on_tables() == 0
    with pytest.raises(Refused, match="busy"):
        map_table(actor=actor, table=table, mapping=mapping_of(table))
    table.refresh_from_db()
    assert (table.state, table.position) == ("stopped", 3)
    start_run(actor=actor, table=table)
    work_on_tables()
    table.refresh_from_db()
    assert (table.state, counts(table)) == ("done", (10, 0, 0, 0))
    assert table.reports.count() == 10
    batches = Entry.objects.filter(event="table.batch", object=f"table:{table.pk}")
    assert [msgspec.json.decode(entry.facts)["first"] for entry in batches.order_by("pk")] == [0, 3, 6, 9]


def test_whoever_left_the_center_takes_nothing_in(desk, bring):
    _center, actor = desk
    table = bring(csv_of(("单位名称", "单位性质"), ("甲", "企业")), "parties")
    map_table(actor=actor, table=table, mapping=mapping_of(table))
    start_check(actor=actor, table=table)
    table.run_by.posts.all().delete()
    work_on_tables()
    table.refresh_from_db()
    assert (table.state, table.why) == ("mapped", "table.no-power")
    other = actor_of(table.started_by, timezone.localdate())
    with pytest.raises(NotFound):
        fetch(TableImport.objects.all(), TABLES, "read", other, pk=table.pk)
    with pytest.raises(Refused):
        start_check(actor=other, table=table)


def test_what_fails_on_our_side_stops_its_table_and_nothing_else(desk, bring, monkeypatch):
    _center, actor = desk

    def fail(*_):
        raise KeyError("a bug")

    table = bring(csv_of(("单位名称", "单位性质"), ("甲", "企业")), "parties")
    monkeypatch.setitem(table_jobs._APPLY, "parties", fail)
    start_check(actor=actor, table=table)
    assert work_on_tables() == 1
    table.refresh_from_db()
    assert (table.state, table.why) == ("failed", "internal")
    monkeypatch.undo()
    assert counts(take_in(actor, table)) == (1, 0, 0, 0)


def test_too_many_rows_are_told_before_they_are_taken_in(desk, bring, monkeypatch):
    _center, actor = desk
    monkeypatch.setattr("patentfair.apps.ingest.table_reading.MOST_ROWS", 300)
    rows = [(f"单位{n}", "企业") for n in range(400)]
    table = bring(csv_of(("单位名称", "单位性质"), *rows), "parties")
    start_check(actor=actor, table=table)
    work_on_tables()
    table.refresh_from_db()
    assert (table.state, table.why) == ("failed", "table.too-many-rows")


def test_workbook_and_text_of_the_same_rows_give_the_same(office, bring):
    actor = office
    rows = [[*row] for row in csv.reader(io.StringIO(PATENTS.decode()))]
    text, book = bring(PATENTS, "patents"), bring(workbook_bytes("表", rows), "patents")
    assert sheets_of(book) == ["表"]
    assert sheets_of(text) == []
    assert preview(text).rows == preview(book).rows
    assert preview(text).suggestions == preview(book).suggestions
    assert counts(take_in(actor, text)) == (2, 0, 0, 1)
    assert counts(take_in(actor, book)) == (0, 0, 2, 1)


def test_a_kept_mapping_is_used_for_the_next_file_of_the_portal(desk, bring):
    _center, actor = desk
    data = csv_of(
        ("代号", "甲", "乙", "丙"), ("CN109000001B", "标题", "说明", "进行"), ("CN109000002B", "标题", "说明", "完结")
    )
    table = bring(data, "listings")
    mapping = msgspec.structs.replace(
        mapping_of(table),
        columns={"代号": "patent_number", "甲": "title", "乙": "plain", "丙": "state"},
        fixed={"kinds": "转让"},
        translations={"state": {header_key("进行"): "published", header_key("完结"): "closed"}},
    )
    with pytest.raises(Invalid, match="column-missing"):
        map_table(actor=actor, table=table, mapping=msgspec.structs.replace(mapping, columns={"甲": "title"}))
    twice = {**mapping.columns, "丙": "patent_number"}
    with pytest.raises(Invalid, match="column-twice"):
        map_table(actor=actor, table=table, mapping=msgspec.structs.replace(mapping, columns=twice))
    map_table(actor=actor, table=table, mapping=mapping)
    keep_mapping(actor=actor, table=table, name="省平台导出")
    assert TableMapping.objects.count() == 1
    following = bring(data + b"\n", "listings")
    assert mapping_of(following) == mapping
    done = take_in(actor, following)
    assert told(done) == {2: ["no-patent"], 3: ["ended"]}


def test_what_is_no_table_is_told_at_the_upload(bring):
    for data, code in (
        (b"\xff\xfe\xff", "table.unreadable"),
        (b"{}", "table.unreadable"),
        (b"PK\x03\x04 not a workbook", "table.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "table.old-workbook"),
        (b"\n\n\n", "table.no-header"),
    ):
        with pytest.raises(Invalid) as refusal:
            bring(data, "listings")
        assert refusal.value.code == code, data
    assert not is_table(b"%PDF-1.7")
    assert not is_table(b"\x00\x01\x02")


def test_the_row_of_the_header_can_be_settled(desk, bring):
    _center, actor = desk
    table = bring(csv_of(("一", "二"), ("专利号", "标题"), ("CN109000001B", "x")), "listings")
    assert preview(table).header.row == 2
    change_header(actor=actor, table=table, header_row=1)
    assert preview(table).header.names == ("一", "二")


def test_every_row_of_a_licensing_portal_is_a_draft_or_a_reasoned_refusal(desk, bring, test_data):
    """NASA's list names no patent numbers: each row is refused for that, its texts kept; with numbers it is taken."""
    _center, actor = desk
    packed = test_data / "tech-market-listings" / "nasa_t2_patent.json.gz"
    data = gzip.decompress(packed.read_bytes())
    records = msgspec.json.decode(data)["records"]
    assert len(records) == 443
    table = bring(data, "listings", origin="NASA T2", new_kind="institute")
    suggested = mapping_of(table).columns
    assert {k: v for k, v in suggested.items() if k in ("title", "abstract", "case_number")} == {
        "title": "title", "abstract": "plain", "case_number": "reference",
    }  # fmt: skip
    with pytest.raises(Invalid, match="column-missing"):
        map_table(actor=actor, table=table, mapping=mapping_of(table))
    fixed = msgspec.structs.replace(mapping_of(table), fixed={"patent_number": "not given", "organisation": "NASA"})
    done = take_in(actor, table, fixed)
    assert counts(done) == (0, 0, 0, 443)
    assert {code for codes in told(done).values() for code in codes} == {"patent-number"}
    assert done.reports.first().extra["title"] == records[0]["title"]
    # As an operator would mend it: the same rows as CSV with a column of numbers, as far as they are known.
    numbers = list(Patent.objects.order_by("pk").values_list("key", flat=True))
    rows = [
        (
            numbers[n] if n < len(numbers) else "US99999999B2",
            "NASA",
            r["case_number"],
            r["title"],
            r["abstract"],
            r["center"],
        )
        for n, r in enumerate(records)
    ]
    header = ("patent number", "owner", "case_number", "title", "abstract", "center")
    table = take_in(actor, bring(csv_of(header, *rows), "listings", origin="NASA T2", new_kind="institute"))
    taken = min(len(numbers), 443)
    assert (table.new, table.refused) == (taken, 443 - taken)
    drafts = Listing.objects.filter(origin="NASA T2")
    assert drafts.count() == taken
    assert set(drafts.values_list("state", flat=True)) == {"draft"}
    assert drafts.get(origin_reference=records[0]["case_number"]).plain == records[0]["abstract"].strip()


def test_a_panel_of_universities_by_year_is_history(desk, bring, test_data):
    """AUTM's panel: institution, year and licences executed map; 120 other columns do not, and are kept in each row."""
    _center, actor = desk
    data = gzip.decompress((test_data / "tech-market-listings" / "autm_university_licensing_panel.csv.gz").read_bytes())
    table = bring(data, "parties", origin="AUTM", new_kind="university")
    mapping = msgspec.structs.replace(
        mapping_of(table), columns={"Institution": "name_en"}, fixed={"kind": "university", "country": "US"}
    )
    done = take_in(actor, table, mapping)
    names = {row["Institution"].strip() for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    assert (done.rows, done.new + done.unchanged, done.refused) == (3514, 3514, 0)
    assert done.new <= len(names)
    table = bring(data, "deals", origin="AUTM")
    mapping = msgspec.structs.replace(
        mapping_of(table),
        columns={"Institution": "grantor", "Year": "on", "Tot Lic/Opt Exe": "count"},
        fixed={"kind": "mixed"},
    )
    done = take_in(actor, table, mapping)
    assert done.rows == 3514
    assert done.new + done.unchanged + done.refused == 3514
    assert done.refused == 0
    deals = PastDeal.objects.filter(table=done)
    assert deals.count() == done.new
    first = deals.get(row=2)
    assert (first.grantor, first.year, first.on) == ("Albert Einstein/Yeshiva", 1998, None)
    assert "Gross Lic Inc" in first.extra


def grants(*rows: tuple[str, ...]) -> bytes:
    names = ("publication number", "application number", "title in english", "owners", "grant date",
             "publication date", "legal state", "legal state date")  # fmt: skip
    return csv_of(names, *rows)


def test_tables_of_patents_are_the_operators_alone(desk, bring, office):
    _center, actor = desk
    with pytest.raises(Refused, match="operators-only"):
        bring(PATENTS, "patents", by=actor)
    table = bring(PATENTS, "patents")
    assert fetch(TableImport.objects.all(), TABLES, "read", actor, pk=table.pk) == table
    with pytest.raises(NotFound):
        fetch(TableImport.objects.all(), TABLES, "run", actor, pk=table.pk)
    for act in (start_check, start_run):
        with pytest.raises(Refused, match="operators-only"):
            act(actor=actor, table=table)
    # Started by one who might, and may no longer.
    start_check(actor=office, table=table)
    TableImport.objects.filter(pk=table.pk).update(run_by=actor.user_id)
    work_on_tables()
    table.refresh_from_db()
    assert (table.state, table.why) == ("mapped", "table.no-power")


def test_a_table_gives_no_events_to_a_right_that_another_source_knows(bring, office):
    pending = Patent.objects.filter(office="CN", status="pending").exclude(application_key="").order_by("pk").first()
    before = (pending.status, pending.status_since, pending.status_as_of)
    application = record_of(pending).application.raw or pending.application_key
    day = "2025-01-05"
    table = take_in(office, bring(grants(
        ("CN199977777B", application, "Invented", "Somebody", day, day, "In force", "2026-01-01"),
        (pending.key, "", "Invented", "Somebody", "", day, "Invalid", "2026-01-01"),
    ), "patents"))  # fmt: skip
    assert told(table) == {2: ["known-elsewhere"], 3: ["known-elsewhere"]}
    assert table.reports.get(row=2).extra["#grant_date"] == day
    pending.refresh_from_db()
    assert (pending.status, pending.status_since) == before[:2]
    assert not LegalEvent.objects.filter(source="patentfair-table", right=pending.right).exists()


def test_dates_far_ahead_are_refused(bring, office):
    table = take_in(office, bring(grants(
        ("CN119777781B", "", "A", "X", "9999-12-31", "", "", ""),
        ("CN119777782B", "", "A", "X", "", "2021-01-01", "In force", "2990-01-01"),
        ("CN119777783B", "", "A", "X", "2021-01-05", "", "", ""),
    ), "patents"))  # fmt: skip
    assert told(table) == {2: ["date-future"], 3: ["date-future"], 4: []}
    assert counts(table) == (1, 0, 0, 2)


def test_a_row_that_the_register_cannot_keep_costs_no_other(bring, office, monkeypatch):
    def save(records, **options):
        if any("784" in one.publication.canonical for one in records):
            raise ValueError("year 10010 is out of range")
        return save_records(records, **options)

    monkeypatch.setattr("patentfair.apps.market.table_patents.save_records", save)
    table = take_in(office, bring(grants(
        ("CN119777784B", "", "A", "X", "2021-01-05", "", "", ""),
        ("CN119777785B", "", "A", "X", "2021-01-05", "", "", ""),
        ("US" + "7" * 40 + "B2", "", "A", "X", "2021-01-05", "", "", ""),
        ("CN119777786B", "CN" + "2" * 60, "A" * 3000, "X", "2021-01-05", "", "", ""),
    ), "patents"))  # fmt: skip
    assert told(table)[2] == ["unsaved"]
    assert table.reports.get(row=4).outcome == "refused"
    assert (table.state, table.new) == ("done", 2)


def test_a_report_holds_what_is_the_rows_own_and_no_more(desk, bring):
    _center, actor = desk
    table = bring(csv_of(("专利号", "标题", "备注"), ("坏", "标题", "长" * 20_000)), "listings")
    fixed = msgspec.structs.replace(mapping_of(table), fixed={"plain": "同一句话" * 400, "organisation": "甲"})
    report = take_in(actor, table, fixed).reports.get()
    assert not {"plain", "organisation", "#plain"} & set(report.extra)
    assert report.extra["title"] == "标题"
    assert len(msgspec.json.encode(report.extra)) < 9000


def test_a_run_that_nearly_all_rows_fail_is_ended(desk, bring, monkeypatch):
    _center, actor = desk
    monkeypatch.setattr(table_jobs, "MOST_REFUSED", 3)
    monkeypatch.setattr(table_jobs, "BATCH", 2)
    table = take_in(actor, bring(csv_of(("单位名称", "单位性质"), *[(f"单位{n}", "无") for n in range(9)]), "parties"))
    assert (table.state, table.why, table.refused) == ("failed", "table.too-many-refused", 4)


def test_whoever_starts_a_run_answers_for_it(desk, bring, world):
    center, actor = desk
    colleague = world.make_user("colleague")
    colleague.posts.create(center=center, role="staff")
    other = actor_of(colleague, timezone.localdate())
    table = take_in(other, bring(csv_of(("单位名称", "单位性质"), ("甲研究所", "企业")), "parties"))
    assert (table.started_by_id, table.run_by_id) == (actor.user_id, other.user_id)
    entries = Entry.objects.filter(
        event__in=("table.started", "table.batch", "table.finished"), object=f"table:{table.pk}"
    )
    assert {entry.actor for entry in entries} == {other.reference}
    made = Organisation.objects.get(name_zh="甲研究所")
    assert made.province == center.province


def test_the_draft_of_another_center_is_left_alone(desk, bring, world):
    _center, actor = desk
    number = Patent.objects.filter(office="CN").order_by("pk").first().key
    take_in(actor, bring(listings(number), "listings", new_kind="company"))
    listing = Listing.objects.get(origin="旧平台")
    elsewhere = Center.objects.exclude(pk=listing.center_id).first()
    Listing.objects.filter(pk=listing.pk).update(center=elsewhere)
    assert told(take_in(actor, bring(listings(number, price="1万"), "listings"))) == {2: ["already-listed"]}
    needs = csv_of(("需求名称", "需求描述", "需求编号"), ("低温", "电池", "N-1"))
    owner = listing.organisation
    take_in(actor, bring(needs, "needs", organisation=owner))
    Need.objects.filter(origin_reference="N-1").update(center=elsewhere)
    assert counts(
        take_in(actor, bring(needs.replace("电池".encode(), "电车".encode()), "needs", organisation=owner))
    ) == (1, 0, 0, 0)
    assert "电车" not in str(vars(Need.objects.get(origin_reference="N-1", center=elsewhere)))


def test_json_of_nothing_but_objects_is_refused(bring):
    for data in (b"[" + b"{}," * 100_001 + b"{}]", b"[" + b"[]," * 1_000_001 + b"{}]"):
        with pytest.raises(Invalid, match="too-many-rows"):
            bring(data, "parties")


def test_a_file_is_opened_once_for_its_pages(bring, monkeypatch):
    rows = [[*row] for row in csv.reader(io.StringIO(PATENTS.decode()))]
    table = bring(workbook_bytes("表", rows), "patents")
    again = TableImport.objects.get(pk=table.pk)
    monkeypatch.setattr("patentfair.apps.ingest.table_reading.path_of", None)
    assert preview(again).header.names[:2] == ("公开号", "名称")
    assert sheets_of(again) == ["表"]


def test_a_slice_goes_on_where_the_last_one_ended(desk, bring, monkeypatch):
    _center, actor = desk
    monkeypatch.setattr(table_jobs, "BATCH", 2)
    opened = []

    def read(table):
        opened.append(table.pk)
        return mapped_rows(table)

    monkeypatch.setattr(table_jobs, "mapped_rows", read)
    table = bring(csv_of(("单位名称", "单位性质"), *[(f"单位{n}", "企业") for n in range(9)]), "parties")
    start_check(actor=actor, table=table)
    while TableImport.objects.get(pk=table.pk).state == "checking":
        work_on_tables(0)
    table.refresh_from_db()
    assert (table.state, table.rows, len(opened)) == ("checked", 9, 1)


def test_a_file_is_deleted_with_its_reports_and_the_counts_stay(desk, bring, django_capture_on_commit_callbacks):
    _center, actor = desk
    data = csv_of(("单位名称", "单位性质"), ("甲甲", "企业"))
    table, same = take_in(actor, bring(data, "parties")), bring(data, "parties")
    path = path_of(Path(settings.FILES_ROOT), table.file_sha256)
    for one, there in ((table, True), (same, False)):
        with django_capture_on_commit_callbacks(execute=True):
            remove_file(actor=actor, table=one)
        assert path.exists() is there
    table.refresh_from_db()
    assert (table.new, table.reports.count(), table.state) == (1, 0, "done")
    assert Entry.objects.get(event="table.file-removed", object=f"table:{table.pk}").actor == actor.reference
    with pytest.raises(Refused):
        remove_file(actor=actor, table=table)
    with pytest.raises(Invalid, match="gone"):
        start_check(actor=actor, table=same)


def test_a_file_that_is_also_something_else_stays(desk, bring, world, django_capture_on_commit_callbacks):
    """The same bytes may be a paper of somebody's deal or a return that was handed in."""
    _center, actor = desk
    table = bring(csv_of(("单位名称", "单位性质"), ("乙乙", "企业")), "parties")
    path = path_of(Path(settings.FILES_ROOT), table.file_sha256)
    claim = OwnershipClaim.objects.exclude(evidence_sha256="").first()
    OwnershipClaim.objects.filter(pk=claim.pk).update(evidence_sha256=table.file_sha256)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(actor=actor, table=table)
    assert path.exists()


def test_a_kept_mapping_does_not_pass_over_new_columns(desk, bring):
    _center, actor = desk
    table = bring(csv_of(("代号", "标题"), ("CN109000001B", "标题")), "listings")
    columns = {"代号": "patent_number", "标题": "title"}
    fixed = {"plain": "说明", "kinds": "转让"}
    map_table(
        actor=actor, table=table, mapping=msgspec.structs.replace(mapping_of(table), columns=columns, fixed=fixed)
    )
    keep_mapping(actor=actor, table=table, name="旧")
    same = bring(csv_of(("代号", "标题", "不相干"), ("CN109000002B", "标题", "")), "listings")
    assert mapping_of(same).columns == columns
    more = bring(csv_of(("代号", "标题", "价格"), ("CN109000003B", "标题", "1万")), "listings")
    assert mapping_of(more).columns["价格"]
