"""Pages of centers as people of each kind meet them."""

import io
import json
import re
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from PIL import Image

from patentfair.adapters.spreadsheets.filling import filled, markers_of
from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.actions.life import remove_center, require_rectification
from patentfair.apps.centers.actions.posts import give_post
from patentfair.apps.centers.models import (
    Application,
    Center,
    ProfileLoad,
    PublicAccounts,
    Rectification,
    Return,
    WorkPlan,
)
from patentfair.apps.journal.models import Entry
from patentfair.cli.regions import load as load_from_command
from patentfair.domain.kernel.errors import Invalid

PDF = b"%PDF-1.7 proof"


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def upload(name="a.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


@pytest.fixture
def head(world):
    return client_of(world.user("wen-ruxue"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_public_page_of_a_center_shows_what_it_should(world, language):
    page = Client().get(f"/{language}/centers/liaoning").content.decode()
    words = {
        "zh": ("布赖尔评分", "公开收支", "结余", "合作单位", "年度考核", "沈阳市", "周一至周五",
               "地区知识产权战略任务"),
        "en": ("Brier score", "Public accounts", "surplus", "Partners", "Yearly review", "Shenyang", "Monday to Friday",
               "Tasks of the regional IP strategy"),
    }[language]  # fmt: skip
    missing = [one for one in words if one not in page]
    assert not missing
    assert "look-slate" in page
    assert "banner.jpg" in page
    assert len(page.encode()) < 100_000
    picture = Client().get(f"/{language}/centers/liaoning/banner.jpg")
    assert picture["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(b"".join(picture.streaming_content))) as seen:
        assert seen.width <= 1600
    assert Client().get(f"/{language}/centers/chongqing/banner.jpg").status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_public_pages_are_light_and_filled(world, language):
    year = timezone.localdate().year
    own = (
        f"centers/liaoning/accounts/{year - 1}",
        f"centers/liaoning/plans/{year}",
        f"centers/liaoning/plans/{year - 1}",
    )
    for path in ("centers", "regions", "regions/21", "regions/2101", "figures", *own):
        answer = Client().get(f"/{language}/{path}")
        assert answer.status_code == 200, path
        assert len(answer.content) < 100_000, path
    page = Client().get(f"/{language}/regions/21").content.decode()
    assert page.count("<svg") > 4
    assert page.count("<table") >= 4
    assert "sample" in page
    plan = Client().get(f"/{language}/centers/liaoning/plans/{year - 1}").content.decode()
    assert re.search(r"<code>[0-9a-f]{64}</code>", plan)
    kept = {"zh": "此后未变", "en": "unchanged since"}[language]
    assert kept in plan
    WorkPlan.objects.get(center__key="liaoning", year=year - 1).milestones.update(probability=99)  # behind our back
    assert kept not in Client().get(f"/{language}/centers/liaoning/plans/{year - 1}").content.decode()
    for path in ("regions/99", "regions/xx", "centers/nowhere", "centers/liaoning/accounts/1999",
                 "centers/liaoning/plans/1999"):  # fmt: skip
        assert Client().get(f"/{language}/{path}").status_code == 404


def test_the_head_dresses_the_page_and_what_is_wrong_is_said_beside_the_field(world, head):
    out = io.BytesIO()
    Image.new("RGB", (900, 500), "#225577").save(out, "PNG")
    form = {"accent": "pine", "about_zh": "新介绍", "about_en": "New words"}
    wrong = head.post("/en/centers/liaoning/manage/look", {**form, "banner": upload("a.png", out.getvalue()),
                                                           "banner_alt_zh": "", "banner_alt_en": ""})  # fmt: skip
    assert "Say in words what the picture shows" in wrong.content.decode()
    assert "New words" in wrong.content.decode()
    bad = {**form, "banner": upload("a.png", b"no picture"), "banner_alt_zh": "甲", "banner_alt_en": "A"}
    assert "Choose a JPEG" in head.post("/en/centers/liaoning/manage/look", bad).content.decode()
    good = {**bad, "banner": upload("a.png", out.getvalue())}
    assert head.post("/en/centers/liaoning/manage/look", good).status_code == 302
    assert "look-pine" in Client().get("/en/centers/liaoning").content.decode()
    visit = {"day_0": "9:00-12:00, 13:00-17:00", "day_1": "nine to five", "services_zh": "甲", "services_en": "A"}
    assert "at most two spans" in head.post("/en/centers/liaoning/manage/visit", visit).content.decode()
    assert head.post("/en/centers/liaoning/manage/visit", {**visit, "day_1": ""}).status_code == 302
    assert Center.objects.get(key="liaoning").hours == {"0": [[540, 720], [780, 1020]]}


def test_accounts_that_do_not_add_up_are_not_published(world, head):
    year = timezone.localdate().year - 2
    form = {
        "year": year, "income": "100", "expenditure": "60", "income:public-funds": "100", "expenditure:science": "60",
        "surplus:free-services": "30", "surplus": "on",
    }  # fmt: skip
    wrong = head.post("/en/centers/liaoning/manage/accounts", form).content.decode()
    assert "What becomes of the surplus must come to income less expenditure" in wrong
    assert not PublicAccounts.objects.filter(center__key="liaoning", year=year).exists()
    right = {**form, "surplus:free-services": "40"}
    assert head.post("/en/centers/liaoning/manage/accounts", right).status_code == 302
    assert head.post("/en/centers/liaoning/manage/accounts", {**right, "note": "Corrected"}).status_code == 302
    page = Client().get(f"/en/centers/liaoning/accounts/{year}").content.decode()
    assert "Corrected" in page
    old = Client().get(f"/en/centers/liaoning/accounts/{year}?version=1").content.decode()
    assert "This is an earlier version." in old


def test_nobody_touches_another_center(world, head):
    """A head's addresses, asked for another center: nothing is there."""
    before = Entry.objects.count()
    for path in ("manage", "manage/look", "manage/visit", "manage/partners/new", "manage/accounts", "draws/new",
                 "returns", "review", "rectify", "rectify/end", "manage/regions"):  # fmt: skip
        assert head.get(f"/zh/centers/shenzhen/{path}").status_code == 404, path
        assert head.post(f"/zh/centers/shenzhen/{path}").status_code in (404, 405), path
    assert head.post("/zh/centers/shenzhen/plans/new").status_code == 404
    assert Entry.objects.count() == before
    # An administrator of one province sees nothing of another's.
    administrator = client_of(world.user("xin-heyuan"))
    assert administrator.get("/zh/centers/jiangxi/manage").status_code == 200
    for path in ("manage", "review", "rectify"):
        assert administrator.get(f"/zh/centers/liaoning/{path}").status_code == 404
    named = Application.objects.get(key="ganzhou")
    assert administrator.get(f"/zh/workspace/centers/applications/{named.pk}").status_code == 200
    elsewhere = client_of(world.user("yan-suqing"))
    assert elsewhere.get(f"/zh/workspace/centers/applications/{named.pk}").status_code == 404


def test_a_removed_center_is_an_archive_without_people(world):
    center = Center.objects.get(key="jiangxi")
    user = world.make_user("desk")
    give_post(actor=SYSTEM, center=center, user=user, role="head")
    desk = client_of(user)
    assert desk.get("/zh/centers/jiangxi/manage").status_code == 200
    require_rectification(
        actor=SYSTEM, center=center, reason="x", items=("y",), deadline=timezone.localdate() + timedelta(days=1)
    )
    Rectification.objects.filter(center=center, state="open").update(deadline=timezone.localdate() - timedelta(days=1))
    remove_center(actor=SYSTEM, center=center, reason="逾期未整改。")
    for path in ("manage", "manage/look", "draws/new"):
        assert desk.get(f"/zh/centers/jiangxi/{path}").status_code == 404
    assert desk.get("/zh/desk").status_code == 404
    page = Client().get("/zh/centers/jiangxi").content.decode()
    assert "该中心已撤销" in page
    assert "逾期未整改。" in page
    hall = Client().get("/zh/centers").content.decode()
    assert hall.index("/zh/centers/jiangxi") > hall.index("已撤销的中心")


def test_the_operator_learns_line_by_line_what_to_mend(world, tmp_path):
    operator = client_of(world.user("yu-tinglan"))
    good = "region,indicator,item,value,unit,year,source\n65,gdp,,7,CNY,2024,Book\n"
    before = ProfileLoad.objects.count()
    page = operator.post("/en/registrar/regions", {"file": upload("a.csv", (good + "65,gdp,,x,CNY,2023,\n").encode())})
    assert "<code>value</code>" in page.content.decode()
    assert "<code>source</code>" in page.content.decode()
    assert ProfileLoad.objects.count() == before
    assert operator.post("/en/registrar/regions", {"file": upload("a.csv", good.encode())}).status_code == 302
    assert '7<span class="stat-unit">CNY</span>' in Client().get("/en/regions/65").content.decode()
    path = tmp_path / "b.csv"
    path.write_text(good.replace(",7,", ",8,"), "utf-8")
    report = load_from_command(path, "en")
    assert (report["loaded"], report["rows"], report["faults"]) == (True, 1, [])
    assert load_from_command(path, "en")["new"] is False
    path.write_text(good.replace("65,", "xx,"), "utf-8")
    report = load_from_command(path, "en")
    assert [(one["line"], one["column"]) for one in report["faults"]] == [(2, "region")]
    json.dumps(report)


def test_the_command_is_there():
    shown = subprocess.run(
        [sys.executable, "-m", "patentfair.cli.main", "regions", "load", "--help"], capture_output=True, text=True,
        check=True, timeout=120,
    )  # fmt: skip
    assert "--json" in shown.stdout


def book(tmp_path, *cells):
    made = Workbook()
    for row in cells:
        made.worksheets[0].append(list(row))
    path = tmp_path / "t.xlsx"
    made.save(path)
    return path


def test_a_return_is_filled_from_the_record_and_nothing_in_it_acts(world, head, tmp_path):
    path = book(tmp_path, ("{{center.name}}", "{{deals.in-force:2026}}"), ("x {{deals.in-force}} y", "=SUM(B1:B1)"))
    assert sorted(markers_of(path)) == ["Sheet!A1", "Sheet!A2", "Sheet!B1"]
    out = filled(path, {"deals.in-force:2026": Decimal("3.50"), "deals.in-force:2025": Decimal(2)},
                 {"center.name:2025": "=cmd|' /C calc'!A0"}, 2025)  # fmt: skip
    sheet = load_workbook(io.BytesIO(out)).worksheets[0]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=cmd|' /C calc'!A0", "s")
    assert (sheet["B1"].value, sheet["B1"].data_type) == (3.5, "n")
    assert sheet["A2"].value == "x 2 y"
    assert sheet["B2"].value == "=SUM(B1:B1)"
    for cell in ('=WEBSERVICE("http://x")', "=HYPERLINK(A1)", "=[1]S!A1", "=A1&B1", "=cmd|' /C calc'!A0"):
        with pytest.raises(Invalid) as refusal:
            markers_of(book(tmp_path, ("{{deals.in-force}}", cell)))
        assert refusal.value.code == "return.formula"
    with pytest.raises(Invalid):
        markers_of(book(tmp_path, ("nothing",)))

    operator = client_of(world.user("yu-tinglan"))
    form = {"name_zh": "年报", "name_en": "Yearly"}
    unknown = book(tmp_path, ("{{wishes.granted}}",)).read_bytes()
    page = operator.post("/en/registrar/returns/templates", {**form, "file": upload("t.xlsx", unknown)})
    assert "the catalogue lacks" in page.content.decode()
    given = book(tmp_path, ("{{center.name}}", "{{milestones.met}}", "{{accounts.income:1999}}")).read_bytes()
    assert (
        operator.post("/en/registrar/returns/templates", {**form, "file": upload("t.xlsx", given)}).status_code == 302
    )
    listed = head.get("/en/centers/liaoning/returns").content.decode()
    year = timezone.localdate().year
    [address] = re.findall(rf'href="(/en/centers/liaoning/returns/\d+/{year})">[^<]*<span[^>]*> Yearly</span>', listed)
    shown = head.get(address).content.decode()
    assert "Milestones of the year" in shown
    assert head.post(address).status_code == 302
    assert head.post(address).status_code == 302
    sent = Return.objects.filter(center__key="liaoning", template__name_en="Yearly").order_by("pk")
    assert [one.version for one in sent] == [1, 2]
    answer = client_of(world.user("zhan-yuheng")).get(f"/en/center-affairs/returns/{sent[0].pk}.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert sheet["A1"].value == Center.objects.get(key="liaoning").name_zh
    assert isinstance(sheet["B1"].value, int)
    assert sheet["C1"].value == "—"  # the record holds no such figure, and none is invented
    [said] = Entry.objects.filter(event="return.submitted", object=f"return:{sent[1].pk}")
    assert sent[1].sha256 in said.facts
    assert '"version":2' in said.facts
    assert "Yearly" in client_of(world.user("zhan-yuheng")).get("/en/registrar/returns").content.decode()
    assert client_of(world.user("tan-muzhou")).get(address).status_code == 404


def test_experts_keep_their_entry_and_draws_can_be_read(world, head):
    judge = client_of(world.user("zhong-liming"))
    form = {"fields_": ["1", "8"], "qualifications_zh": "教授", "languages": ["zh"], "tasks": ["jury"]}
    assert judge.post("/zh/experts/mine", form).status_code == 302
    wrong = judge.post("/en/experts/mine/ties/new", {"organisation": "Nobody Ltd", "kind": "relative"})
    assert "No organisation of that name" in wrong.content.decode()
    page = head.get("/en/experts").content.decode()
    assert "Zhong Liming" in page
    draws = re.findall(r"/en/experts/draws/\d+", head.get("/en/centers/liaoning/manage").content.decode())
    drawn = head.get(draws[0]).content.decode()
    assert "Has an interest in an organisation concerned" in drawn
    assert re.search(r"<code>[0-9a-f]{64}</code>", drawn)
    assert Client().get(draws[0]).status_code == 302
    assert client_of(world.user("tan-muzhou")).get(draws[0]).status_code == 404
