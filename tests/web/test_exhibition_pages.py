"""Halls as visitors and staff meet them."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.apps.exhibition.models import Exhibit, ExhibitLead, ExhibitPicture, Hall, VisitCount
from patentfair.apps.exhibition.queries import shown_exhibits
from patentfair.apps.market.models import Deal, Listing
from patentfair.sample.pictures import plate


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
    assert list(count(exhibit, "page")) == [2]
    assert not visitor.cookies.get("sessionid"), "a visitor is not followed"


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
