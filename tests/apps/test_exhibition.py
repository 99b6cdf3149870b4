"""Halls and exhibits: arranged by their own center alone, read twice before they are shown, counted and traced."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from patentfair.adapters.documents.films import film_type
from patentfair.adapters.documents.pictures import prepare_picture
from patentfair.apps.accounts.access import ANONYMOUS, visible
from patentfair.apps.centers.models import Center, Post
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.exhibition.access import EXHIBITS, HALLS
from patentfair.apps.exhibition.actions import exhibits as acts
from patentfair.apps.exhibition.actions.halls import change_hall, close_hall, make_hall, open_hall
from patentfair.apps.exhibition.actions.pictures import put_picture, remove_picture
from patentfair.apps.exhibition.actions.visits import count_visit, note_lead, tell_visits
from patentfair.apps.exhibition.cards import shown_card
from patentfair.apps.exhibition.jobs import show_scheduled_exhibits, tell_past_visits
from patentfair.apps.exhibition.models import Exhibit, ExhibitLead, Hall, VisitCount
from patentfair.apps.exhibition.queries import candidates, open_halls, shown_exhibits, trace_of
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Deal
from patentfair.apps.registry.models import Patent
from patentfair.domain.kernel.errors import Invalid, Refused


@pytest.fixture
def center(world):
    return Center.objects.get(key="zhejiang")


def person(world, center, name, role="staff"):
    user = world.make_user(name)
    Post.objects.create(user=user, center=center, role=role)
    return actor_of(user, timezone.localdate())


@pytest.fixture
def writer(world, center):
    return person(world, center, "writer")


@pytest.fixture
def reviewer(world, center):
    return person(world, center, "reviewer")


@pytest.fixture
def hall(writer, center):
    return make_hall(actor=writer, center=center, name_zh="新材料", name_en="New materials")


def drafted(writer, hall, at=0):
    listing = candidates(hall, everywhere=True)[at]
    exhibit = acts.draft_exhibit(actor=writer, hall=hall, patent=listing.patent, language="zh")
    acts.change_exhibit(actor=writer, exhibit=exhibit, texts={"problem": "旧办法太慢。"}, maturity=5)
    return exhibit


def shown(writer, reviewer, hall, at=0, **when):
    exhibit = drafted(writer, hall, at)
    acts.send_exhibit(actor=writer, exhibit=exhibit)
    acts.approve_exhibit(actor=reviewer, exhibit=exhibit, **when)
    return exhibit


def test_an_exhibit_is_made_of_what_its_owner_offers(writer, hall):
    listing = candidates(hall, everywhere=True).exclude(translation={}).first()
    exhibit = acts.draft_exhibit(actor=writer, hall=hall, patent=listing.patent, language="en")
    assert exhibit.number == 1
    assert exhibit.owner == listing.organisation
    assert exhibit.texts["title"] == listing.title[:120]
    assert exhibit.texts["how"][:20] == listing.plain[:20]
    assert exhibit.translation["title"] == listing.translation["title"][:120]
    assert exhibit.numbers == listing.targets[:8]
    assert listing not in candidates(hall, everywhere=True)
    with pytest.raises(Refused, match=r"exhibit.there-already"):
        acts.draft_exhibit(actor=writer, hall=hall, patent=listing.patent, language="zh")
    product = acts.draft_exhibit(actor=writer, hall=hall, patent=listing.patent, language="zh", product="便携电源")
    assert (product.number, product.texts["title"]) == (2, "便携电源")


def test_a_patent_that_is_not_on_offer_shows_title_and_abstract(writer, hall):
    patent = Patent.objects.filter(office="CN", status="in_force", listings=None).order_by("pk").first()
    exhibit = acts.draft_exhibit(actor=writer, hall=hall, patent=patent, language="zh")
    assert exhibit.owner is None
    assert exhibit.texts["title"] == patent.titles["zh"][:120]
    assert exhibit.texts["how"]


@pytest.mark.parametrize("status", ["lapsed", "invalidated"])
def test_a_right_that_has_ended_is_not_shown(writer, hall, status):
    patent = Patent.objects.filter(status=status).first()
    with pytest.raises(Refused, match=r"exhibit.right-has-ended"):
        acts.draft_exhibit(actor=writer, hall=hall, patent=patent, language="zh")


def test_draft_review_show_withdraw(writer, reviewer, hall):
    listing = candidates(hall, everywhere=True).first()
    exhibit = acts.draft_exhibit(actor=writer, hall=hall, patent=listing.patent, language="zh")
    with pytest.raises(Invalid) as refused:
        acts.send_exhibit(actor=writer, exhibit=exhibit)
    assert refused.value.data["missing"] == ["problem"]
    acts.change_exhibit(actor=writer, exhibit=exhibit, texts={"problem": "太慢。"})
    with pytest.raises(Refused, match=r"hall.nothing-to-show"):
        open_hall(actor=writer, hall=hall)
    acts.send_exhibit(actor=writer, exhibit=exhibit)
    with pytest.raises(Refused, match=r"exhibit.four-eyes"):
        acts.approve_exhibit(actor=writer, exhibit=exhibit)
    acts.return_exhibit(actor=reviewer, exhibit=exhibit, remark="请说明慢多少。")
    exhibit.refresh_from_db()
    assert (exhibit.state, exhibit.remark) == ("draft", "请说明慢多少。")
    acts.change_exhibit(actor=writer, exhibit=exhibit, texts={"problem": "比每件 3 分钟还慢。"})
    acts.send_exhibit(actor=writer, exhibit=exhibit)
    acts.approve_exhibit(actor=reviewer, exhibit=exhibit)
    open_hall(actor=writer, hall=hall)
    assert [one.pk for one in shown_exhibits(hall)] == [exhibit.pk]
    assert hall.pk in [one.pk for one in open_halls()]
    acts.withdraw_exhibit(actor=writer, exhibit=exhibit)
    assert not shown_exhibits(hall)
    assert drafted(writer, hall, 1).number == 2, "a number is not given twice"
    names = list(Entry.objects.filter(object=f"exhibit:{exhibit.pk}").order_by("pk").values_list("event", flat=True))
    assert names == [
        "exhibit.drafted", "exhibit.changed", "exhibit.sent", "exhibit.returned", "exhibit.changed", "exhibit.sent",
        "exhibit.approved", "exhibit.shown", "exhibit.withdrawn",
    ]  # fmt: skip
    assert set(Entry.objects.filter(object=f"exhibit:{exhibit.pk}").values_list("center", flat=True)) == {
        f"center:{hall.center_id}"
    }


def test_one_person_alone_may_approve(world):
    center = Center.objects.create(
        key="small", name_zh="小中心", name_en="Small", province="33", opened_at=timezone.now()
    )
    alone = person(world, center, "alone", "head")
    hall = make_hall(actor=alone, center=center, name_zh="小展厅")
    assert hall.key == "hall-small"
    assert shown(alone, alone, hall).state == "shown"


def test_visitors_see_what_was_approved_while_it_is_rewritten(writer, reviewer, hall):
    exhibit = shown(writer, reviewer, hall)
    open_hall(actor=writer, hall=hall)
    acts.change_exhibit(actor=writer, exhibit=exhibit, texts={"problem": "新的说法。"}, maturity=9)
    exhibit.refresh_from_db()
    assert exhibit.state == "draft"
    assert shown_card(exhibit).texts["problem"] == "旧办法太慢。"
    assert exhibit in shown_exhibits(hall)
    acts.send_exhibit(actor=writer, exhibit=exhibit)
    acts.approve_exhibit(actor=reviewer, exhibit=exhibit)
    exhibit.refresh_from_db()
    assert shown_card(exhibit).texts["problem"] == "新的说法。"


def test_what_was_changed_meanwhile_is_not_approved(writer, reviewer, hall):
    exhibit = drafted(writer, hall)
    acts.send_exhibit(actor=writer, exhibit=exhibit)
    seen = Exhibit.objects.select_related("hall", "patent").get(pk=exhibit.pk)
    acts.change_exhibit(actor=writer, exhibit=exhibit, texts={"problem": "偷偷改的。"})
    acts.send_exhibit(actor=writer, exhibit=exhibit)
    with pytest.raises(Refused, match=r"exhibit.not-in-review"):
        acts.approve_exhibit(actor=reviewer, exhibit=seen)


def test_what_is_scheduled_is_shown_when_its_time_has_come(writer, reviewer, hall):
    exhibit = shown(writer, reviewer, hall, show_from=timezone.now() + timedelta(hours=1))
    assert exhibit.state == "scheduled"
    assert show_scheduled_exhibits() == 0
    assert not shown_exhibits(hall)
    Exhibit.objects.filter(pk=exhibit.pk).update(show_from=timezone.now() - timedelta(seconds=1))
    assert show_scheduled_exhibits() == 1
    assert show_scheduled_exhibits() == 0
    assert exhibit in shown_exhibits(hall)


def test_the_staff_of_another_center_touch_nothing(world, writer, reviewer, hall):
    stranger = person(world, Center.objects.get(key="jiangsu"), "stranger", "head")
    exhibit = shown(writer, reviewer, hall)
    assert not visible(Hall.objects.filter(pk=hall.pk), HALLS, "read", stranger)
    assert not visible(Hall.objects.filter(pk=hall.pk), HALLS, "arrange", stranger)
    assert not visible(Exhibit.objects.filter(pk=exhibit.pk), EXHIBITS, "read", stranger)
    before = Entry.objects.count()
    for act in (
        lambda: make_hall(actor=stranger, center=hall.center, name_zh="别人的"),
        lambda: change_hall(actor=stranger, hall=hall, kind="theme", name_zh="改"),
        lambda: open_hall(actor=stranger, hall=hall),
        lambda: close_hall(actor=stranger, hall=hall),
        lambda: acts.draft_exhibit(actor=stranger, hall=hall, patent=exhibit.patent, language="zh"),
        lambda: acts.change_exhibit(actor=stranger, exhibit=exhibit, texts={"title": "改"}),
        lambda: acts.translate_exhibit(actor=stranger, exhibit=exhibit, texts={"title": "x"}),
        lambda: acts.send_exhibit(actor=stranger, exhibit=exhibit),
        lambda: acts.return_exhibit(actor=stranger, exhibit=exhibit, remark="不好不好不好"),
        lambda: acts.approve_exhibit(actor=stranger, exhibit=exhibit),
        lambda: acts.withdraw_exhibit(actor=stranger, exhibit=exhibit),
        lambda: put_picture(actor=stranger, exhibit=exhibit, sha256="0" * 64, media_type="image/jpeg", alt_zh="图"),
    ):
        with pytest.raises(Refused, match=r"exhibition.staff-only"):
            act()
    assert Entry.objects.count() == before


def test_a_chain_keeps_the_links_that_exhibits_stand_at(writer, center):
    links = [{"zh": "材料", "en": "Materials"}, {"zh": "器件", "en": "Devices"}, {"zh": "应用", "en": "Use"}]
    hall = make_hall(actor=writer, center=center, name_en="Chips", kind="chain", links=links)
    exhibit = drafted(writer, hall)
    acts.change_exhibit(actor=writer, exhibit=exhibit, texts={}, link=2)
    with pytest.raises(Invalid, match=r"hall.link-in-use"):
        change_hall(actor=writer, hall=hall, kind="chain", links=links[:2], name_en="Chips")
    with pytest.raises(Invalid, match=r"exhibit.link"):
        acts.change_exhibit(actor=writer, exhibit=exhibit, texts={}, link=3)
    with pytest.raises(Invalid, match=r"hall.links"):
        make_hall(actor=writer, center=center, name_en="One", kind="chain", links=links[:1])


def test_visits_are_counted_by_way_and_told_once(writer, reviewer, hall):
    exhibit, today = shown(writer, reviewer, hall), timezone.localdate()
    yesterday = today - timedelta(days=1)
    for way in ("label", "label", "page"):
        count_visit(actor=ANONYMOUS, exhibit=exhibit, way=way, today=yesterday)
    count_visit(actor=writer, exhibit=exhibit, way="page", today=yesterday)  # one's own people at work
    count_visit(actor=ANONYMOUS, exhibit=exhibit, way="page", today=today)
    assert dict(VisitCount.objects.filter(exhibit=exhibit, day=yesterday).values_list("way", "count")) == {
        "label": 2, "page": 1,
    }  # fmt: skip
    assert tell_past_visits() == 1
    tell_visits(exhibit=exhibit, day=yesterday)
    told = Entry.objects.filter(event="visit.counted", object=f"exhibit:{exhibit.pk}")
    assert [entry.facts for entry in told] == [f'{{"day":"{yesterday}","ways":{{"label":2,"page":1}}}}']
    assert trace_of([exhibit])[0].count == 4


def test_a_deal_that_began_at_an_exhibit_is_traced_once(world, writer, reviewer, hall):
    deal = Deal.objects.exclude(in_force_at=None).filter(patent__status="in_force").order_by("pk").first()
    exhibit = acts.draft_exhibit(actor=writer, hall=hall, patent=deal.patent, language="zh")
    buyer = world.actor_for(deal.grantee)
    ExhibitLead.objects.filter(deal=deal).delete()
    note_lead(actor=buyer, exhibit=exhibit, deal=deal)
    note_lead(actor=buyer, exhibit=exhibit, deal=deal)
    assert [stage.count for stage in trace_of([exhibit])] == [0, 1, 1, 1, 1]
    other = Deal.objects.exclude(patent=deal.patent).first()
    note_lead(actor=buyer, exhibit=exhibit, deal=other)
    assert not ExhibitLead.objects.filter(exhibit=exhibit, deal=other).exists()


def test_pictures_are_written_anew_and_described(writer, hall):
    exif = Image.Exif()
    exif[0x010E] = "where the camera was"
    data = BytesIO()
    Image.new("RGBA", (3000, 1500), (200, 30, 20, 128)).save(data, "PNG", exif=exif)
    prepared = prepare_picture(data.getvalue())
    assert (prepared.width, prepared.height) == (1600, 800)
    sizes = {"large": ("JPEG", (1600, 800)), "medium": ("WEBP", (1000, 500)), "small": ("WEBP", (480, 240))}
    for name, expected in sizes.items():
        with Image.open(BytesIO(getattr(prepared, name))) as written:
            assert (written.format, written.size) == expected
            assert not written.getexif()
    exhibit = drafted(writer, hall)
    with pytest.raises(Invalid, match=r"exhibit.picture-undescribed"):
        put_picture(actor=writer, exhibit=exhibit, sha256="0" * 64, media_type="image/jpeg", alt_zh=" ")
    picture = put_picture(actor=writer, exhibit=exhibit, sha256="0" * 64, media_type="video/mp4", alt_en="A machine")
    assert (picture.kind, picture.place) == ("film", 0)
    remove_picture(actor=writer, picture=picture)
    with pytest.raises(Refused, match=r"exhibit.picture-gone"):
        remove_picture(actor=writer, picture=picture)


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\nbroken", b"GIF89a", b"\xff\xd8\xff\xe0cut"])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(Invalid, match=r"picture.unreadable"):
        prepare_picture(data)
    assert film_type(data) is None


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded():
    data = BytesIO()
    Image.new("1", (9000, 9000)).save(data, "PNG")
    with pytest.raises(Invalid, match=r"picture.too-large"):
        prepare_picture(data.getvalue())


def test_the_database_keeps_one_number_and_a_name(writer, hall):
    exhibit = drafted(writer, hall)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exhibit.objects.create(
            hall=hall, number=exhibit.number, patent=exhibit.patent, product="x", language="zh",
            changed_at=timezone.now(),
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Hall.objects.create(center=hall.center, key="nameless", created_at=timezone.now())
