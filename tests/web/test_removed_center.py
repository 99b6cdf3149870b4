"""A center is removed: what remains of it in public is its archive, and its people act for it no more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from patentfair.apps.accounts.access import SYSTEM, visible
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.centers.actions.life import remove_center, require_rectification, review_center
from patentfair.apps.centers.actions.posts import give_post
from patentfair.apps.centers.models import Center, Rectification, StrategyGoal, StrategyTask, WorkPlan
from patentfair.apps.exhibition.models import Exhibit, Hall
from patentfair.apps.experience.access import NAMINGS
from patentfair.apps.experience.models import NamingConsent, Report
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.actions.handing_on import left_at
from patentfair.apps.market.models import Complaint, Deal, Listing
from patentfair.apps.meetings.actions.registrations import register
from patentfair.apps.meetings.models import Event
from patentfair.apps.network.jobs import publish_news
from patentfair.apps.network.kinds import present, touched
from patentfair.apps.network.models import EmbedHost
from patentfair.apps.rights.models import OwnershipClaim
from patentfair.cli.worker import PERIODIC
from patentfair.domain.kernel.errors import Refused
from patentfair.web.exhibition.codes import short_address
from tests.web.test_routes_and_roles import ROUTES

KEY = "beijing"
REASON = "整改到期仍未补齐台账。"
ENDINGS = [job for job in PERIODIC if job.__name__.endswith("removed_centers")]


@pytest.fixture
def center(world):
    """A center with everything that can be open: a hall, an event, a site, a plan to rate, a task, a dispute."""
    found, now = Center.objects.get(key=KEY), timezone.now()
    EmbedHost.objects.create(center=found, host="www.friend.example", added_at=now)
    WorkPlan.objects.filter(center=found, year=now.year + 1).delete()
    WorkPlan.objects.create(center=found, year=now.year + 1, state="registered", sha256="0" * 64, registered_at=now)
    goal = StrategyGoal.objects.create(
        region=found.province, title_zh="目标", title_en="Goal", until=now.year, set_at=now
    )
    StrategyTask.objects.create(
        goal=goal, center=found, title_zh="委托的任务", title_en="The task given", difficulty=1, state="agreed",
        due=now.date() + timedelta(days=40), set_at=now, agreed_at=now,
    )  # fmt: skip
    deal = Deal.objects.filter(center=found).order_by("pk").first()
    Complaint.objects.create(
        deal=deal, center=found, side="grantor", about="other", text="of this test", state="in_mediation",
        opened_at=now, answer_due=now, mediator=found.posts.first().user, answer="y", answered_at=now,
    )  # fmt: skip
    organisation = Organisation.objects.filter(kind="company").first()
    report = Report.objects.filter(center=found).first()
    NamingConsent.objects.update_or_create(
        report=report, organisation=organisation, defaults={"asked_at": now, "agreed": None}
    )
    return found


def remove(center):
    review_center(
        actor=SYSTEM, center=center, year=timezone.localdate().year - 5, report="台账不全。", findings=(),
        outcome="wanting",
    )  # fmt: skip
    require_rectification(
        actor=SYSTEM, center=center, reason="补齐台账。", items=("台账",),
        deadline=timezone.localdate() + timedelta(days=2),
    )  # fmt: skip
    Rectification.objects.filter(center=center).update(deadline=timezone.localdate() - timedelta(days=1))
    remove_center(actor=SYSTEM, center=center, reason=REASON)


def text_of(path):
    response = Client(REMOTE_ADDR="127.0.0.1").get(path)
    streamed = b"" if response.streaming else response.content
    return response.status_code, streamed.decode(errors="replace")


def public_lists():
    """Every address of the table that a visitor may open and that names nothing."""
    found = []
    for route in ROUTES.values():
        if route.may and "visitor" in route.may:
            try:
                path = route.path({})
            except KeyError:
                continue
            # feeds only grow: that something ended is a further entry of them
            if "/centers/" not in path and "/network" not in path and "/embed/" not in path:
                found += [path, path.replace("/zh/", "/en/")]
    return [*found, "/zh/regions/11", "/en/regions/11", "/zh/events?region=11", "/zh/halls?region=11"]


def _names(center, halls, coming):
    """What public lists say of a center's halls and coming events, and of a way to ask it."""
    names = {name for one in halls for name in (one.name_zh, one.name_en) if name}
    names |= {title for one in coming for title in (one.title_zh, one.title_en) if title}
    names |= {f'/halls/{one.key}"' for one in halls} | {f'/events/{one.pk}"' for one in coming}
    return names | {f'value="{center.key}"'}


def _closed(halls, exhibits):
    """Halls and exhibits as a visitor now finds them by their addresses."""
    for one in halls:
        status, page = text_of(f"/zh/halls/{one.key}")
        assert status == 200
        assert "展品不再展出" in page
        assert not any(f"/halls/{one.key}/{exhibit.number}" in page for exhibit in exhibits)
        assert text_of(f"/zh/halls/{one.key}/kiosk")[0] == 404
        assert text_of(f"/zh/embed/hall/{one.key}")[0] == 404
    for exhibit in exhibits:
        assert text_of(f"/zh/halls/{exhibit.hall.key}/{exhibit.number}")[0] == 404
        assert text_of(short_address(exhibit, "label"))[0] == 404
        for picture in exhibit.pictures.all():
            assert text_of(f"/pictures/{picture.pk}/small.jpg")[0] == 404


def _called_off(coming):
    """Nobody registers for what was announced."""
    for one in coming:
        status, page = text_of(f"/zh/events/{one.pk}")
        assert status == 200
        assert f"/events/{one.pk}/register" not in page
        with pytest.raises(Refused):
            register(actor=SYSTEM, event=Event.objects.get(pk=one.pk), name="某人", contact="a@b.example")


def test_nothing_of_a_removed_center_is_left_open(world, center):
    halls = list(Hall.objects.filter(center=center, state="open"))
    exhibits = list(Exhibit.objects.filter(hall__in=halls, state="shown").select_related("hall"))
    coming = list(Event.objects.filter(center=center, state="announced", ends_at__gt=timezone.now()))
    assert exhibits
    assert coming
    listing = Listing.objects.filter(center=center, state="published").first()
    names, lists = _names(center, halls, coming), public_lists()
    assert len(lists) > 30
    before = {path: text_of(path) for path in lists}
    assert {200} == {status for path, (status, _) in before.items() if path.startswith(("/zh", "/en"))}
    assert sum(name in page for name in names for _, page in before.values()) > len(names)
    told = set(present([("exhibit", one.pk) for one in exhibits], "https://here.example"))
    assert told

    remove(center)
    for job_has_run in (False, True):
        for job in ENDINGS if job_has_run else ():
            job()
        for path in lists:
            status, page = text_of(path)
            # what was called off is told on the page of events
            left = [name for name in names if name in page and not (job_has_run and "/events" in path)]
            assert not left, (path, left, job_has_run)
            assert status == before[path][0], path
        _closed(halls, exhibits)
        _called_off(coming)
        assert not present(told, "https://here.example")
        publish_news()
        for path in ("/zh/network", "/en/network", "/zh/network/news.atom"):
            assert not [name for name in names if name in text_of(path)[1]], path
        assert text_of(f"/zh/embed/search/{KEY}")[0] == 404
        framed = Client().get(f"/zh/embed/listing/{listing.pk}")
        assert "friend.example" not in framed["Content-Security-Policy"]
    assert {one.state for one in Hall.objects.filter(pk__in=[one.pk for one in halls])} == {"closed"}
    assert {one.state for one in Event.objects.filter(pk__in=[one.pk for one in coming])} == {"cancelled"}
    assert not EmbedHost.objects.filter(center=center).exists()
    ended = Entry.objects.filter(center=f"center:{center.pk}", actor="system")
    for event in ("hall.closed", "event.cancelled", "embed.ended"):
        assert ended.filter(event=event).exists(), event
    [entry] = Entry.objects.filter(event="center.removed", center=f"center:{center.pk}")
    assert told <= set(touched(entry))
    entries = Entry.objects.count()
    for job in ENDINGS:
        job()
    assert Entry.objects.count() == entries


def test_what_is_not_over_goes_on_at_another_center(world, center):
    before = {what: set(rows.values_list("pk", flat=True)) for what, rows in left_at(center).items()}
    over = set(Deal.objects.filter(center=center).values_list("pk", flat=True)) - before["deals"]
    claims = set(OwnershipClaim.objects.filter(center=center, state="pending").values_list("pk", flat=True))
    assert before["listings"]
    assert before["deals"]
    assert claims
    dispute = Complaint.objects.get(center=center, text="of this test")
    remove(center)
    for job in ENDINGS:
        job()
    hall = Center.objects.get(is_national=True)
    assert {what: set(rows.values_list("pk", flat=True)) for what, rows in left_at(center).items()} == {
        what: set() for what in before
    }
    for what, rows in left_at(hall).items():
        assert before[what] <= set(rows.values_list("pk", flat=True)), what
    assert claims <= set(OwnershipClaim.objects.filter(center=hall).values_list("pk", flat=True))
    assert over == set(Deal.objects.filter(center=center).values_list("pk", flat=True))
    version = dispute.version
    dispute.refresh_from_db()
    assert (dispute.center, dispute.state, dispute.mediator, dispute.version) == (hall, "answered", None, version + 1)
    [entry] = Entry.objects.filter(event="market.handed-on")
    assert {("listing", pk) for pk in before["listings"]} <= set(touched(entry))
    one = Listing.objects.filter(pk__in=before["listings"], state="published").first()
    page = text_of(f"/zh/listings/{one.pk}")[1]
    assert f"/zh/centers/{hall.key}" in page
    assert f"/zh/centers/{KEY}" not in page


def test_its_people_lose_its_acts_and_its_history_can_be_read(world, center):
    head = world.make_user("head")
    give_post(actor=SYSTEM, center=center, user=head, role="head")
    client = Client()
    client.force_login(head)
    for path in ("desk", "center/cases", f"centers/{KEY}/manage", f"centers/{KEY}/manage/look", "experts"):
        assert client.get(f"/zh/{path}").status_code == 200, path
    next_year = timezone.localdate().year + 1
    consent = NamingConsent.objects.get(report__center=center, agreed=None)
    asked = world.actor_for(consent.organisation)
    assert consent in visible(NamingConsent.objects.all(), NAMINGS, "answer", asked)
    remove(center)
    for path in ("desk", "center/cases", f"centers/{KEY}/manage", f"centers/{KEY}/manage/look", "experts",
                 "center/hours", "center/trainings", "center/halls", "registrar/posts/new"):  # fmt: skip
        assert client.get(f"/zh/{path}").status_code == 404, path
    assert consent not in visible(NamingConsent.objects.all(), NAMINGS, "answer", asked)
    NamingConsent.objects.filter(pk=consent.pk).update(agreed=True)
    assert consent in visible(NamingConsent.objects.all(), NAMINGS, "answer", asked), "to take it back"
    peer = Client()
    peer.force_login(world.user("wen-ruxue"))
    plan = WorkPlan.objects.get(center=center, year=next_year)
    assert peer.get(f"/zh/center-affairs/plans/{plan.pk}/rate").status_code == 404
    for language in ("zh", "en"):
        status, page = text_of(f"/{language}/centers/{KEY}")
        assert status == 200
        assert REASON in page
        assert "补齐台账。" in page
        assert "台账不全。" in page
        for gone in (f"center={KEY}", "is_open", center.telephone or "000-0000-0000", "/events/", "/halls/"):
            assert gone not in page, gone
        assert text_of(f"/{language}/centers/{KEY}/accounts/{timezone.localdate().year - 1}")[0] == 200
        assert text_of(f"/{language}/centers/{KEY}/plans/{timezone.localdate().year - 1}")[0] == 200
        assert f"center={KEY}" not in text_of(f"/{language}/centers/{KEY}/help")[1]
        region = text_of(f"/{language}/regions/{center.province}")[1]
        assert ("中心已撤销，任务终止" if language == "zh" else "Ended: the center was removed") in region
