"""Halls as visitors and staff meet them."""

from __future__ import annotations

import os
import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.adapters.documents import kept_prints
from patentfair.apps.exhibition.models import Exhibit, ExhibitLead, ExhibitPicture, Hall, VisitCount
from patentfair.apps.exhibition.queries import shown_exhibits
from patentfair.apps.market.models import Deal, Listing
from patentfair.sample.pictures import plate
from patentfair.web import throttle
from patentfair.web.exhibition import printing


@pytest.fixture(autouse=True)
def nobody_came(settings, tmp_path):
    """Nobody was counted or braked, and no paper lies ready."""
    settings.PRINTED_ROOT = tmp_path / "printed"
    for one in caches.all(initialized_only=True):
        one.clear()


@pytest.fixture
def hall(db):
    return Hall.objects.get(key="the-way-of-a-kilowatt-hour")


@pytest.fixture
def exhibit(hall):
    return shown_exhibits(hall).exclude(listing=None).first()


def count(exhibit, way):
    return VisitCount.objects.filter(exhibit=exhibit, way=way, day=timezone.localdate()).values_list("count", flat=True)


def test_a_code_leads_to_its_exhibit_and_counts_once(exhibit):
    from patentfair.web.exhibition.codes import read_code, short_address

    address = short_address(exhibit, "label")
    assert read_code(address.rsplit("/", 1)[1]) == (exhibit.pk, "label")
    visitor = Client()
    answer = visitor.get(address, follow=True)
    assert answer.status_code == 200
    assert list(count(exhibit, "label")) == [1]
    assert list(count(exhibit, "page")) == []
    visitor.get(f"/zh/halls/{exhibit.hall.key}/{exhibit.number}")
    visitor.get(f"/zh/halls/{exhibit.hall.key}/{exhibit.number}?v=forged:mark")
    visitor.get(f"/zh/halls/{exhibit.hall.key}/{exhibit.number}", headers={"User-Agent": "Examplebot/1.0"})
    assert list(count(exhibit, "page")) == [1]
    assert not visitor.cookies.get("sessionid"), "a visitor is not followed"


def test_a_visitor_counts_once_in_a_while_and_an_address_so_often_a_day(exhibit, monkeypatch):
    address = f"/zh/halls/{exhibit.hall.key}/{exhibit.number}"

    def visit(browser="Mozilla/5.0", place="203.0.113.7"):
        Client().get(address, headers={"User-Agent": browser}, REMOTE_ADDR=place)
        return sum(count(exhibit, "page"))

    assert [visit(), visit(), visit()] == [1, 1, 1]
    assert visit(browser="Another/1.0") == 2, "another pupil behind the same router"
    assert visit(place="203.0.113.8") == 3
    seen = [visit(browser=f"Made-up/{number}") for number in range(throttle.MOST_VISITS_A_DAY + 20)]
    assert seen[-1] == throttle.MOST_VISITS_A_DAY + 1, "the address is full, whatever it calls itself"
    assert visit(place="203.0.113.9") == seen[-1] + 1
    assert Client().get(address).status_code == 200, "to read is not braked"
    kept = str([*caches["visits"]._cache.items()])
    assert "203.0.113" not in kept
    assert "Mozilla" not in kept
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert throttle.is_new_visit(f"exhibit:{exhibit.pk}:page", "203.0.113.7", "Mozilla/5.0", tomorrow), "a new salt"


def test_a_paper_is_set_once_and_lies_ready_for_the_next_who_asks(hall, monkeypatch):
    settled = []
    monkeypatch.setattr(printing, "pdf_of", lambda paper: settled.append(paper.kind) or b"%PDF-made")
    address = f"/zh/halls/{hall.key}/catalogue.pdf"
    assert [Client().get(address).content for _ in range(3)] == [b"%PDF-made"] * 3
    assert settled == ["catalogue"]
    one = shown_exhibits(hall).first()
    one.shown["texts"]["title"] = "改过的题目"
    one.save()
    Client().get(address)
    assert settled == ["catalogue"] * 2, "what shows something else is set anew"
    staff = Client()
    staff.force_login(hall.center.posts.first().user)
    for _ in range(2):
        staff.get(f"/zh/halls/{hall.key}/labels.pdf")
        staff.get(f"/zh/halls/{hall.key}/{one.number}/poster.pdf")
    assert settled[2:] == ["label", "poster"]


def test_an_address_has_only_so_many_papers_set(hall, monkeypatch):
    monkeypatch.setattr(printing, "pdf_of", lambda _paper: b"%PDF-made")
    address = f"/zh/halls/{hall.key}/catalogue.pdf"
    assert Client().get(address).status_code == 200

    def ask(number, client):
        Hall.objects.filter(pk=hall.pk).update(name_zh=f"第 {number} 版")
        return client.get(address).status_code

    assert [ask(number, Client()) for number in range(printing.MOST_SET)] == [200] * (printing.MOST_SET - 1) + [503]
    assert Client().get(address, REMOTE_ADDR="203.0.113.1").status_code == 200
    assert Client().get(address).status_code == 200, "it lies ready now"
    staff = Client()
    staff.force_login(hall.center.posts.first().user)
    assert ask("新", staff) == 200, "the center prints what it needs"


def test_papers_that_lie_ready_take_only_so_much_room(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_prints, "MOST_BYTES", 250)
    for at, name in enumerate(("first", "second", "third")):
        kept_prints.keep_print(tmp_path, name, b"x" * 100)
        os.utime(tmp_path / f"{name}.pdf", (at, at))
    kept_prints.keep_print(tmp_path, "fourth", b"x" * 100)
    assert sorted(one.stem for one in tmp_path.iterdir()) == ["fourth", "third"]
    assert kept_prints.kept_print(tmp_path, "first") is None


@pytest.mark.parametrize("code", ["l", "z1", "l!", "l" + "z" * 11, "lu0"])
def test_what_is_no_code_leads_nowhere(db, code):
    assert Client().get(f"/x/{code}").status_code == 404


def test_asking_from_an_exhibit_keeps_the_trace(world, exhibit):
    taken = Deal.objects.filter(patent=exhibit.patent).values_list("grantee", flat=True)
    asker = Listing.objects.exclude(organisation=exhibit.owner).exclude(organisation__in=taken).first().organisation
    client = Client()
    client.force_login(world.user_for(asker))
    page = client.get(f"/zh/halls/{exhibit.hall.key}/{exhibit.number}").content.decode()
    address = re.search(r'href="(/zh/deals/new[^"]*)"', page)[1].replace("&amp;", "&")
    answer = client.post(address, {"text": "我们想在产线上试一试，可以谈谈吗？"})
    assert answer.status_code == 302
    deal = Deal.objects.order_by("-pk").first()
    assert ExhibitLead.objects.get(deal=deal).exhibit == exhibit
    owner = Client()
    owner.force_login(world.user_for(exhibit.owner))
    assert f"/zh/halls/{exhibit.hall.key}/{exhibit.number}" in owner.get("/zh/workspace/exhibits").content.decode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_open_hall_has_its_pages_and_its_catalogue(db, language):
    client = Client()
    assert client.get(f"/{language}/halls").status_code == 200
    for hall in Hall.objects.filter(state="open"):
        page = client.get(f"/{language}/halls/{hall.key}")
        assert len(page.content) < 100_000
        assert client.get(f"/{language}/halls/{hall.key}/kiosk").status_code == 200
        for one in shown_exhibits(hall):
            assert client.get(f"/{language}/halls/{hall.key}/{one.number}").status_code == 200
    data = client.get(f"/{language}/halls/{hall.key}/catalogue.pdf")
    assert data.content.startswith(b"%PDF")


def test_what_is_not_shown_is_not_found(hall):
    hidden = Exhibit.objects.filter(shown_at=None, hall__state="open").first()
    assert Client().get(f"/zh/halls/{hidden.hall.key}/{hidden.number}").status_code == 404
    picture = hidden.pictures.first()
    assert Client().get(f"/pictures/{picture.pk}/small.jpg").status_code == 404


def test_a_picture_comes_whole_or_in_pieces(exhibit):
    picture = exhibit.pictures.first()
    whole = b"".join(Client().get(f"/pictures/{picture.pk}/large.jpg").streaming_content)
    part = Client().get(f"/pictures/{picture.pk}/large.jpg", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert Client().get(f"/pictures/{picture.pk}/large.jpg", headers={"Range": "bytes=99999999-"}).status_code == 416
    assert Client().get(f"/pictures/{picture.pk}/huge.jpg").status_code == 404


def test_staff_put_a_picture_and_print(world, hall):
    client = Client()
    staff = hall.center.posts.first().user
    client.force_login(staff)
    exhibit = shown_exhibits(hall).first()
    upload = SimpleUploadedFile("p.png", plate("new", "nodes"), "image/png")
    data = {"file": upload, "alt_zh": "节点图"}
    assert client.post(f"/zh/center/exhibits/{exhibit.pk}/pictures", data).status_code == 302
    assert ExhibitPicture.objects.filter(exhibit=exhibit).count() == 2
    fresh = ExhibitPicture.objects.filter(exhibit=exhibit).order_by("-place").first()
    assert Client().get(f"/pictures/{fresh.pk}/small.jpg").status_code == 404, "a second person has not looked yet"
    assert client.get(f"/pictures/{fresh.pk}/small.jpg").status_code == 200
    refused = client.post(
        f"/zh/center/exhibits/{exhibit.pk}/pictures",
        {"file": SimpleUploadedFile("x.png", b"<script>", "image/png"), "alt_zh": "图"},
    )
    assert "无法读取" in refused.content.decode()
    for path in (f"halls/{hall.key}/labels.pdf", f"halls/{hall.key}/{exhibit.number}/poster.pdf"):
        assert client.get(f"/zh/{path}").content.startswith(b"%PDF")


def test_printed_pages_have_their_sizes_and_codes(world, hall, tmp_path):
    """Labels two on a sheet of A4, a poster of A1, a page at least an exhibit in the catalogue."""
    import subprocess

    client = Client()
    client.force_login(hall.center.posts.first().user)
    number = shown_exhibits(hall).count()
    expected = {
        "labels.pdf": (595, 842, -(-number // 2)),
        f"{shown_exhibits(hall).first().number}/poster.pdf": (1684, 2384, 1),
        "catalogue.pdf": (595, 842, number + 2),
    }
    for name, (width, height, least) in expected.items():
        path = tmp_path / "printed.pdf"
        path.write_bytes(client.get(f"/zh/halls/{hall.key}/{name}").content)
        told = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
        size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
        assert (round(float(size[1])), round(float(size[2]))) == (width, height), name
        pages = int(re.search(r"Pages:\s+(\d+)", told)[1])
        assert pages == least or (name == "catalogue.pdf" and least <= pages <= least + number), name
