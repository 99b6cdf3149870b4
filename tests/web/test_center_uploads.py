"""Files that come with forms around centers: stored with the act or not at all."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.centers.actions.posts import give_post
from patentfair.apps.centers.models import Application, Center, PlanTarget, ReturnTemplate, WorkPlan
from patentfair.apps.journal.models import Entry
from patentfair.web.centers import life

PDF = b"%PDF-1.7 of this test: "


@pytest.fixture
def files():
    """The names of all files that are kept."""
    root = Path(settings.FILES_ROOT)
    return lambda: {path.name for path in root.rglob("*") if path.is_file()}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def paper(text, size=0):
    return SimpleUploadedFile("a.pdf", (PDF + text.encode()).ljust(size, b"."))


def asked(**changes):
    return {"name_zh": "拉萨中心", "name_en": "Lhasa center", "key": "lhasa", "province": "54", "city_zh": "拉萨",
            "city_en": "Lhasa", "purpose": "服务西藏。", **changes}  # fmt: skip


def state():
    return Application.objects.count(), Entry.objects.count()


def test_a_refused_application_leaves_no_paper(world, files, monkeypatch):
    client, path = client_of(world.make_user("founder")), "/zh/workspace/centers/apply"
    there, before = files(), state()
    for wrong in (
        asked(key="beijing", standing=paper("taken key")),
        asked(province="", standing=paper("no province")),
        asked(standing=paper("first"), premises=SimpleUploadedFile("b.txt", b"hello")),
        asked(standing=SimpleUploadedFile("b.pdf", b""), premises=paper("beside an empty one")),
        asked(premises=paper("without proof of standing")),
    ):
        page = client.post(path, wrong)
        assert page.status_code == 200
        assert "field-error" in page.content.decode()
        assert (files(), state()) == (there, before)
    monkeypatch.setattr(life, "MOST_PAPER_BYTES", 3000)
    large = asked(standing=paper("one", 2000), premises=paper("two", 2000))
    assert "40 MB" in client.post(path, large).content.decode()
    assert (files(), state()) == (there, before)
    for number in range(3):
        done = client.post(path, asked(key=f"lhasa-{number}", standing=paper(f"proof {number}")))
        assert done.status_code == 302
    assert len(files() - there) == 3
    there, before = files(), state()
    page = client.post(path, asked(key="lhasa-3", standing=paper("one too many")))
    assert "三份申请" in page.content.decode()
    assert (files(), state()) == (there, before)


def test_a_refused_template_leaves_no_workbook(world, files, tmp_path):
    client, path = client_of(world.user("yu-tinglan")), "/zh/registrar/returns/templates"
    book = Workbook()
    book.worksheets[0].append(("甲", "{{no.such-figure}}"))
    book.save(tmp_path / "a.xlsx")
    there, before = files(), ReturnTemplate.objects.count()
    names = {"name_zh": "表", "name_en": "Return"}
    for data in ((tmp_path / "a.xlsx").read_bytes(), b"no workbook", b"PK\x03\x04" + b"." * (2 << 20)):
        page = client.post(path, {**names, "file": SimpleUploadedFile("a.xlsx", data)})
        assert page.status_code == 200
        assert "field-error" in page.content.decode()
        assert (files(), ReturnTemplate.objects.count()) == (there, before)
    book.worksheets[0].append(("乙", "{{period.year}}"))
    book.worksheets[0]["B1"] = "{{inquiries.opened}}"
    book.save(tmp_path / "b.xlsx")
    data = (tmp_path / "b.xlsx").read_bytes()
    assert client.post(path, {**names, "file": SimpleUploadedFile("b.xlsx", data)}).status_code == 302
    assert len(files() - there) == 1


def test_evidence_is_kept_only_for_what_was_entered(world, files):
    center = Center.objects.get(key="liaoning")
    desk = world.make_user("desk")
    give_post(actor=SYSTEM, center=center, user=desk, role="staff")
    client, now = client_of(desk), timezone.now()
    draft = WorkPlan.objects.create(center=center, year=2099)
    words = {"perspective": "law", "text_zh": "目标", "text_en": "T", "value": 1, "unit_zh": "件", "unit_en": "x"}
    target = PlanTarget.objects.create(plan=draft, **words)
    there, path = files(), f"/zh/center-affairs/targets/{target.pk}"
    page = client.post(path, {"reached": "1", "evidence": paper("for a draft")})
    assert page.status_code == 200
    stranger = client_of(world.make_user("stranger"))
    assert stranger.post(path, {"reached": "1", "evidence": paper("of a stranger")}).status_code == 404
    assert files() == there
    WorkPlan.objects.filter(pk=draft.pk).update(state="registered", sha256="0" * 64, registered_at=now)
    assert client.post(path, {"reached": "1", "evidence": paper("for a plan that runs")}).status_code == 302
    target.refresh_from_db()
    assert files() - there == {target.evidence_sha256}


def test_a_refused_picture_is_not_kept(world, files):
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (900, 400), (3, 99, 7)).save(out, "PNG")
    client, there = client_of(world.user("tan-muzhou")), files()
    Center.objects.filter(key="shenzhen").update(banner_alt_zh="", banner_alt_en="")
    given = {"accent": "pine", "banner": SimpleUploadedFile("a.png", out.getvalue())}
    assert client.post("/zh/centers/shenzhen/manage/look", given).status_code == 200
    assert files() == there
    given |= {"banner": SimpleUploadedFile("a.png", out.getvalue()), "banner_alt_zh": "绿", "banner_alt_en": "Green"}
    assert client.post("/zh/centers/shenzhen/manage/look", given).status_code == 302
    assert files() - there == {Center.objects.get(key="shenzhen").banner_sha256}
