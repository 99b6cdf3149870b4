"""An older portal's table through its pages, without scripts: upload, columns, check, import, report."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from patentfair.adapters.spreadsheets.workbook import sheet_rows
from patentfair.apps.centers.models import Center
from patentfair.apps.ingest.models import TableImport, TableMapping
from patentfair.apps.market.models import Listing, PastDeal
from patentfair.apps.market.table_jobs import work_on_tables
from patentfair.apps.registry.models import Patent
from patentfair.domain.formats.templates.catalogue import TEMPLATES

HOME = "/en/center/import/"


@pytest.fixture
def staff(world) -> Client:
    user = world.make_user("importer")
    user.posts.create(center=Center.objects.get(key="beijing"), role="staff")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def operator(world) -> Client:
    client = Client()
    client.force_login(world.user("yu-tinglan"))
    return client


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def upload(client: Client, data: bytes, template: str = "listings", name: str = "old.csv", **fields):
    sent = {"template": template, "origin": "Old portal", "file": SimpleUploadedFile(name, data), **fields}
    return client.post(f"{HOME}new", sent)


def test_the_whole_way(staff):
    number = Patent.objects.filter(office="CN").order_by("pk").first().key
    data = (
        "Export of 2024\n"
        "Our ref,Publication,Offer,About,Stage,Contact\n"
        f"A1,{number},Cold electrolyte,Works at minus forty,zu haben,Ms X\n"
        "A2,CN100000001B,Another,Something,zu haben,\n"
        "A3,CN100000002B,,Something,erledigt,\n"
    ).encode()
    response = upload(staff, data, new_kind="company")
    table = TableImport.objects.get()
    assert response["Location"] == f"{HOME}{table.pk}/columns"
    page = staff.get(f"{HOME}{table.pk}/columns?x")
    assert page.status_code == 200
    staff.post(f"{HOME}{table.pk}/columns", {"act": "header", "header_row": "2"})
    page = staff.get(f"{HOME}{table.pk}/columns")
    assert "Ms X" in text_of(page)
    chosen = {
        "column_0": "reference", "column_1": "patent_number", "column_2": "title", "column_3": "plain",
        "column_4": "state", "fixed_organisation": "Old Seller Ltd.",
    }  # fmt: skip
    refused = staff.post(f"{HOME}{table.pk}/columns", {**chosen, "column_3": "", "act": "save"})
    assert refused.status_code == 422
    assert "What it does" in text_of(refused)
    assert "Old Seller Ltd." in refused.content.decode()
    staff.post(f"{HOME}{table.pk}/columns", {**chosen, "act": "save", "keep_as": "Old portal's export"})
    assert TableMapping.objects.get().name == "Old portal's export"
    page = staff.get(f"{HOME}{table.pk}/columns")
    assert "zu haben" in text_of(page)
    fields = dict(re.findall(r'name="(value_\d+)" value="([^"]*)"', page.content.decode()))
    meanings = {
        name.replace("value_", "means_"): "published" if value == "zu haben" else "closed"
        for name, value in fields.items()
    }
    keys = {f"{name}_column": "state" for name in fields}
    done = staff.post(f"{HOME}{table.pk}/columns", {**chosen, **fields, **keys, **meanings, "act": "check"})
    assert done["Location"] == f"{HOME}{table.pk}"
    page = staff.get(done["Location"])
    assert 'http-equiv="refresh"' in page.content.decode()
    assert "hx-trigger" in page.content.decode()
    work_on_tables()
    page = text_of(staff.get(f"{HOME}{table.pk}"))
    assert "Import 1 row" in page
    assert "The patent CN100000001B is not in the register. Import the patent first, then this table again." in page
    assert "“Title” is empty." in page
    assert Listing.objects.filter(origin="Old portal").count() == 0
    staff.post(f"{HOME}{table.pk}/run")
    work_on_tables()
    response = staff.get(f"{HOME}{table.pk}")
    assert "refresh" not in response.content.decode()
    listing = Listing.objects.get(origin="Old portal")
    assert f"/en/listings/{listing.pk}" in staff.get(f"{HOME}{table.pk}?outcome=new").content.decode()
    assert listing.extra == {"Contact": "Ms X", "#state": "published"}
    body = b"".join(staff.get(f"{HOME}{table.pk}/report.csv?outcome=refused").streaming_content)
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert [(row["Row"], row["Patent number"]) for row in rows] == [("4", "CN100000001B"), ("5", "CN100000002B")]
    assert "Leave it there" in rows[1]["Cure"]
    # The file of the refused rows comes back as a table whose columns are known.
    upload(staff, body)
    again = TableImport.objects.order_by("-pk").first()
    assert again.mapping["columns"]["Patent number"] == "patent_number"
    closed = staff.post(f"{HOME}{table.pk}/columns", {**chosen, "act": "save"})
    assert closed.status_code in {409, 422}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_files_to_fill_in_come_back_with_nothing_but_what_was_filled_in(staff, operator, tmp_path, name, language):
    staff = operator if name == "patents" else staff
    template = TEMPLATES[name]
    book = staff.get(f"/{language}/center/import/templates/{name}.xlsx").content
    (tmp_path / "table").write_bytes(book)
    rows = [list(cells) for _, cells in sheet_rows(tmp_path / "table")]
    assert [cell for cell in rows[0] if cell] == [column.name.of(language) for column in template.columns]
    text = staff.get(f"/{language}/center/import/templates/{name}.csv").content
    for data, ending in ((book, "xlsx"), (text, "csv")):
        upload(staff, data, name, f"filled.{ending}")
        table = TableImport.objects.order_by("-pk").first()
        assert set(table.mapping["columns"].values()) == {column.key for column in template.columns}
        staff.post(f"{HOME}{table.pk}/check")
        work_on_tables()
        table.refresh_from_db()
        assert (table.state, table.rows) == ("checked", 0)


def test_what_is_no_table_is_refused_with_its_cure(staff):
    for data, told in (
        (b"%PDF-1.7", "Only CSV, TSV, JSON or .xlsx files are taken."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "Save it as .xlsx without a password"),
        (b"PK\x03\x04xx", "The workbook is damaged."),
        (b"x" * (settings.TABLE_LIMIT_BYTES + 1), "The file is too large."),
        (b"", "empty"),
    ):
        response = upload(staff, data)
        assert response.status_code == 200
        assert told in text_of(response), told
    assert not TableImport.objects.exists()


def test_past_deals_stand_on_their_own_page(staff):
    assert "None yet" in text_of(staff.get(f"{HOME}past-deals"))
    data = "转让方,受让方,合同类型,签订日期,成交金额\n临溪大学,北原公司,转让,2022-09-01,50万元\n".encode()
    upload(staff, data, "deals")
    table = TableImport.objects.get()
    for step in ("check", "run"):
        staff.post(f"{HOME}{table.pk}/{step}")
        work_on_tables()
    assert PastDeal.objects.count() == 1
    page = text_of(staff.get(f"{HOME}past-deals"))
    assert "临溪大学" in page
    assert "CNY 500,000" in page
    assert "临溪大学" not in text_of(Client().get("/en/deals"))


def test_a_hostile_file_is_shown_as_text(staff):
    upload(staff, b"<script>alert(1)</script>,title,plain\n=cmd(),<b>x</b>,y\n")
    table = TableImport.objects.get()
    html = staff.get(f"{HOME}{table.pk}/columns").content.decode()
    assert "<script>alert" not in html
    assert "<b>x</b>" not in html


def test_tables_of_patents_are_not_offered_to_a_center(staff, operator):
    for address in (HOME, f"{HOME}new"):
        assert "templates/patents" not in staff.get(address).content.decode()
        assert "templates/patents" in operator.get(address).content.decode()
    assert staff.get(f"{HOME}templates/patents.csv").status_code == 404
    refused = upload(staff, b"publication number,title\nCN119777777B,x\n", "patents")
    assert refused.status_code == 200
    assert not TableImport.objects.exists()


def test_the_file_of_a_refused_upload_is_not_kept(staff):
    from hashlib import sha256

    from patentfair.adapters.documents.store import path_of

    data = b"PK\x03\x04 refused, and gone"
    upload(staff, data)
    assert not path_of(settings.FILES_ROOT, sha256(data).hexdigest()).exists()


def test_file_and_reports_are_deleted_by_a_button(staff):
    upload(staff, "单位名称,单位性质\n甲乙丙,企业\n".encode(), "parties")
    table = TableImport.objects.get()
    for step in ("check", "run"):
        staff.post(f"{HOME}{table.pk}/{step}")
        work_on_tables()
    assert f"{HOME}{table.pk}/remove" in staff.get(f"{HOME}{table.pk}").content.decode()
    staff.post(f"{HOME}{table.pk}/remove")
    page = staff.get(f"{HOME}{table.pk}").content.decode()
    assert f"{HOME}{table.pk}/remove" not in page
    assert "are deleted" in page
    assert staff.get(f"{HOME}{table.pk}/columns").status_code == 400
    table.refresh_from_db()
    assert (table.new, table.reports.count()) == (1, 0)
