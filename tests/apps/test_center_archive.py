"""A center's data leave in one archive and are taken in by another installation."""

from __future__ import annotations

import json
import tarfile
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from django.apps import apps
from django.conf import settings as live_settings
from django.test import Client
from django.utils import timezone

from patentfair.adapters.documents.store import path_of, remove
from patentfair.apps.accounts.access import ANONYMOUS, SYSTEM
from patentfair.apps.accounts.models import Membership, Organisation, User
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.exhibition.models import Exhibit, ExhibitPicture, Hall
from patentfair.apps.experience.models import Report, ReportVersion
from patentfair.apps.helpdesk.models import Case
from patentfair.apps.journal.actions import seal
from patentfair.apps.journal.models import Entry
from patentfair.apps.journal.queries import verify as verify_journal
from patentfair.apps.learning.models import Lesson, QuizItem
from patentfair.apps.market.models import Listing, Need
from patentfair.apps.meetings.models import Event, Paper
from patentfair.apps.network import jobs
from patentfair.apps.network.actions.export import export_center, move_center, return_center
from patentfair.apps.network.actions.taking_in import take_in_archive
from patentfair.apps.network.archive_reading import extracts_of, verify_archive
from patentfair.apps.network.archive_tables import TABLES
from patentfair.apps.network.kinds import present, things_of
from patentfair.apps.network.models import Feed, FeedEntry, IndexEntry, TakenArchive, TakenRow
from patentfair.apps.network.queries import fingerprint_now, own_feed
from patentfair.apps.rights.models import Interest, OwnershipClaim
from patentfair.cli.receipts import run as verify_extract
from patentfair.domain.kernel.errors import Invalid, Refused

ELSEWHERE = "https://elsewhere.example"


@pytest.fixture
def center(world) -> Center:
    """The center with the most to take along."""
    every = Center.objects.filter(is_national=False, listings__state="published", halls__exhibits__pictures__gt=0)
    return max(every.distinct(), key=lambda one: (one.experience.count() > 0, one.halls.count(), one.lessons.count()))


@pytest.fixture
def archive(center, settings, tmp_path) -> Path:
    """Its archive, written by an installation that has another address and its own key."""
    settings.ADDRESS, settings.FEED_KEY = ELSEWHERE, tmp_path / "feed.key"
    seal()
    path = tmp_path / "center.tar"
    report = export_center(actor=SYSTEM, center=center, target=path)
    assert report["files_missing"] == 0
    assert report["bytes"] == path.stat().st_size
    assert not list(tmp_path.glob("*.part"))
    return path


@pytest.fixture
def left(center, archive) -> str:
    """As if the center, its halls and its lessons had never been here; returns the key's fingerprint."""
    Center.objects.filter(pk=center.pk).update(key="another")
    return fingerprint_now(own_feed())


def counts() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for app in apps.get_app_configs()
        if app.name.startswith("patentfair.apps")
        for model in app.get_models()
    }


def texts(path: Path) -> str:
    with tarfile.open(path) as archive:
        return "\n".join(
            archive.extractfile(one).read().decode()
            for one in archive.getmembers()
            if one.name.startswith(("tables/", "journal/"))
        )


def take(path: Path, fingerprint: str) -> dict:
    return take_in_archive(actor=SYSTEM, path=path, opened=verify_archive(path, fingerprint=fingerprint))


def test_what_belongs_to_people_and_parties_stays(center, archive):
    told = texts(archive)
    assert center.name_zh in told
    for user in User.objects.all():
        assert user.email not in told
        assert user.password == "" or user.password not in told
    for case in Case.objects.filter(center=center):
        assert case.contact == "" or case.contact not in told
    hidden = Need.objects.filter(center=center, show_name=False)
    drafts = Listing.objects.filter(center=center).exclude(state="published")
    for one in (*hidden, *drafts):
        assert json.dumps(one.title, ensure_ascii=False)[1:-1] not in told
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2].partition(".")[0] for name in opened.getnames() if name.startswith("tables/")}
        journal = json.load(opened.extractfile("journal/1.json"))
    assert names == {"center", "patents", *(table.name for table in TABLES)}
    said = [one["says"] for one in journal["entries"] if one["says"]]
    assert said
    assert all(one["center"] == f"center:{center.pk}" for one in said)
    assert not [one for one in said if one["object"].startswith(("deal:", "case:", "user:", "table:"))]
    assert any(one["says"] is None for one in journal["entries"]), "deals are there by their hash alone"


def test_it_is_taken_in_as_drafts_of_nobody(center, archive, left, settings):
    pictures = list(ExhibitPicture.objects.filter(exhibit__hall__center=center).values_list("sha256", flat=True))
    for digest in pictures:
        remove(Path(settings.FILES_ROOT), digest)
    users, members, interests = User.objects.count(), Membership.objects.count(), Interest.objects.count()
    organisations = Organisation.objects.count()
    position = Entry.objects.order_by("-pk").first().pk
    report = take(archive, left)
    assert report["is_new"]
    assert (User.objects.count(), Membership.objects.count(), Interest.objects.count()) == (users, members, interests)
    assert Organisation.objects.count() == organisations, "those of the same key are joined"
    taken = Center.objects.get(key=center.key)
    assert taken.pk != center.pk
    assert (taken.about_zh, taken.hours, taken.services_en) == (center.about_zh, center.hours, center.services_en)
    tables = report["tables"]
    assert tables["halls"] == {"made": center.halls.count(), "there": 0, "left": 0, "why": []}
    shown = Exhibit.objects.filter(hall__center=taken)
    assert shown.count() == Exhibit.objects.filter(hall__center=center).count() > 0
    assert set(shown.values_list("state", flat=True)) <= {"draft", "withdrawn"}
    assert not shown.exclude(changed_by=None, reviewed_by=None, shown={}).exists()
    assert set(Hall.objects.filter(center=taken).values_list("state", flat=True)) <= {"draft", "closed"}
    for mine, theirs in zip(
        Exhibit.objects.filter(hall__center=center).order_by("pk"), shown.order_by("pk"), strict=True
    ):
        assert (mine.texts, mine.translation, mine.numbers, mine.patent_id) == (
            theirs.texts, theirs.translation, theirs.numbers, theirs.patent_id,
        )  # fmt: skip
        assert theirs.owner_id == mine.owner_id or mine.state != "shown"
    for digest in pictures:
        assert sha256(path_of(Path(settings.FILES_ROOT), digest).read_bytes()).hexdigest() == digest
    assert set(Lesson.objects.filter(center=taken).values_list("state", flat=True)) <= {"draft"}
    assert (
        QuizItem.objects.filter(lesson__center=taken).count() == QuizItem.objects.filter(lesson__center=center).count()
    )
    assert Event.objects.filter(center=taken).count() == Event.objects.filter(center=center).count()
    assert set(Event.objects.filter(center=taken).values_list("state", flat=True)) <= {"draft", "held", "cancelled"}
    assert not Event.objects.filter(center=taken).exclude(taken=0).exists()
    assert (
        Paper.objects.filter(session__event__center=taken).count()
        == Paper.objects.filter(session__event__center=center).count()
    )
    assert set(Report.objects.filter(center=taken).values_list("state", "current", "deal")) <= {("draft", None, None)}
    assert ReportVersion.objects.filter(report__center=taken).count() == tables["report_versions"]["made"]
    assert taken.plans.count() == center.plans.count()
    assert taken.accounts.count() == center.accounts.count()
    assert taken.tasks.count() == center.tasks.count()
    assert {code for _, code, _ in tables["listings"]["why"]} <= {"archive.collides"}
    assert not Listing.objects.filter(center=taken, state="published").exists()
    assert not Need.objects.filter(center=taken).exclude(state="draft").exists()
    assert not OwnershipClaim.objects.filter(center=taken, state="verified").exists()
    told = Entry.objects.filter(pk__gt=position)
    made = {json.loads(one.facts)["table"]: json.loads(one.facts)["made"] for one in told.filter(event="archive.rows")}
    assert made["exhibits"] == shown.count()
    assert told.filter(event="archive.taken-in").count() == 1
    seal()
    assert verify_journal().ok
    assert Client().get(f"/zh/centers/{taken.key}").status_code == 200


def test_what_is_new_here_is_made(center, archive, left):
    """The register and the organisations of a fresh installation: here only what refers to one listing is new."""
    listing = center.listings.filter(state="published").first()
    Organisation.objects.filter(pk=listing.organisation_id).update(key="renamed")
    report = take(archive, left)
    made = Organisation.objects.get(pk=TakenRow.objects.get(
        table="organisations", feed=ELSEWHERE, there=listing.organisation_id
    ).here)  # fmt: skip
    assert made.pk != listing.organisation_id
    assert (made.name_zh, made.verified_at, made.memberships.count()) == (listing.organisation.name_zh, None, 0)
    draft = Listing.objects.get(organisation=made, patent=listing.patent)
    assert (draft.state, draft.published_at, draft.title, draft.upfront, draft.targets) == (
        "draft", None, listing.title, listing.upfront, listing.targets,
    )  # fmt: skip
    assert draft.center.key == center.key
    claims = OwnershipClaim.objects.filter(organisation=made)
    assert set(claims.values_list("state", "claimed_by", "decided_by")) <= {("pending", None, None)}
    assert report["tables"]["organisations"]["made"] == 1


def test_an_organisation_of_the_same_key_and_another_name_is_not_joined(center, archive, left):
    listing = center.listings.filter(state="published").first()
    Organisation.objects.filter(pk=listing.organisation_id).update(name_zh="另一家公司", name_en="Another firm")
    report = take(archive, left)["tables"]
    assert [code for _, code, _ in report["organisations"]["why"]] == ["archive.other-organisation"]
    assert "archive.belongs-to-none" in {code for _, code, _ in report["listings"]["why"]}


def test_a_second_time_changes_nothing(archive, left, center, settings, tmp_path):
    take(archive, left)
    before = counts()
    again = take(archive, left)
    assert not again["is_new"]
    assert again["taken_at"]
    assert counts() == before
    # an archive that was made later brings only what is new
    fresh = Hall.objects.create(center=center, key="later", name_zh="后来的展厅", created_at=timezone.now())
    later = tmp_path / "later.tar"
    Center.objects.filter(key=center.key).update(key="here")
    Center.objects.filter(pk=center.pk).update(key=center.key)
    export_center(actor=SYSTEM, center=Center.objects.get(pk=center.pk), target=later)
    report = take(later, left)
    assert report["is_new"]
    assert report["tables"]["halls"]["made"] == 1
    assert sum(one["made"] for one in report["tables"].values()) == 1
    assert report["tables"]["center"]["there"] == 1
    assert Hall.objects.filter(name_zh=fresh.name_zh, center__key="here").count() == 1


def test_another_center_of_the_same_key_stops_it(archive, center):
    before = counts()
    with pytest.raises(Refused, match="center-key"):
        take(archive, fingerprint_now(own_feed()))
    assert counts() == before


def test_all_or_nothing(archive, left, monkeypatch):
    from patentfair.apps.network.actions import taking_in

    before = counts()
    monkeypatch.setattr(taking_in.TakenArchive.objects, "create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take(archive, left)
    assert counts() == before


def test_only_a_confirmed_key_and_an_unchanged_archive(archive, left, world, tmp_path):
    before = counts()
    for fingerprint in ("", "0" * 64):
        with pytest.raises(Refused, match="unknown-key"):
            _as_stranger(archive, fingerprint)
    data = archive.read_bytes()
    spoiled = tmp_path / "spoiled.tar"
    for place in (10, 700, len(data) // 3, len(data) // 2, len(data) - 1):
        spoiled.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises((Invalid, Refused)):
            verify_archive(spoiled, fingerprint=left)
    spoiled.write_bytes(data[:-600])
    with pytest.raises(Invalid, match="damaged"):
        verify_archive(spoiled, fingerprint=left)
    opened = verify_archive(archive, fingerprint=left)
    with pytest.raises(Refused, match="operator-only"):
        take_in_archive(actor=world.actor("zhan-yuheng"), path=archive, opened=opened)
    place = opened.places["tables/exhibits.jsonl"] + 20
    archive.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    with pytest.raises(Invalid, match="damaged"):
        take_in_archive(actor=SYSTEM, path=archive, opened=opened)
    assert counts() == before


def _as_stranger(path: Path, fingerprint: str) -> None:
    """As an installation that knows nothing of the archive's."""
    Feed.objects.filter(address=ELSEWHERE).update(address="https://own.example")
    try:
        verify_archive(path, fingerprint=fingerprint)
    finally:
        Feed.objects.filter(address="https://own.example").update(address=ELSEWHERE)


def test_the_journal_is_kept_beside_and_can_be_verified(archive, left, settings, tmp_path):
    entries = Entry.objects.count()
    opened = verify_archive(archive, fingerprint=left)
    take_in_archive(actor=SYSTEM, path=archive, opened=opened)
    kept = TakenArchive.objects.get().extracts
    extracts = list(extracts_of(archive, opened))
    assert [path_of(Path(settings.FILES_ROOT), one).read_bytes() for one in kept] == [data for _, data in extracts]
    path = tmp_path / "extract.json"
    path.write_bytes(extracts[0][1])
    found = verify_extract(path)
    assert found["holds"]
    assert len(found["entries"]) > 20
    told = json.loads(path.read_bytes())
    next(one["says"] for one in told["entries"] if one["says"])["actor"] = "user:1000"
    path.write_bytes(msgspec.json.encode(told))
    assert not verify_extract(path)["holds"]
    foreign = {one["hash"] for one in told["entries"]}
    assert not {bytes(one.hash).hex() for one in Entry.objects.order_by("pk")[entries:]} & foreign


def test_only_the_operator_exports_and_moves(center, tmp_path):
    staff = [actor_of(post.user, timezone.localdate()) for post in center.posts.all()]
    for actor in (ANONYMOUS, *staff):
        with pytest.raises(Refused, match="operator-only"):
            export_center(actor=actor, center=center, target=tmp_path / "x.tar")
        with pytest.raises(Refused, match="operator-only"):
            move_center(actor=actor, center=center, to="https://new.example")
    assert not (tmp_path / "x.tar").exists()


def test_a_center_that_moved_is_told_of_there(center, world):
    seal()
    while jobs.publish_news():
        pass
    live = IndexEntry.objects.filter(peer=None, state="live").count()
    mine = len(present(list(things_of(center.pk)), live_settings.ADDRESS))
    assert mine > center.listings.filter(state="published").count() + center.needs.filter(state="published").count() > 0
    with pytest.raises(Invalid, match="address"):
        move_center(actor=SYSTEM, center=center, to="https://new.example/path?x")
    assert move_center(actor=SYSTEM, center=center, to="https://New.example/") == mine > 0
    seal()
    while jobs.publish_news():
        pass
    assert IndexEntry.objects.filter(peer=None, state="live").count() == live - mine
    listing = center.listings.filter(state="published").first()
    newest = FeedEntry.objects.filter(object=f"listing:{listing.pk}").order_by("-version").first()
    body = json.loads(bytes(newest.body))
    assert (body["state"], body["digest"], body["moved_to"]) == ("withdrawn", None, "https://new.example")
    assert not FeedEntry.objects.filter(object=f"listing:{Listing.objects.exclude(center=center).first().pk}",
                                        state="withdrawn").exists()  # fmt: skip
    for language, words in (("zh", "迁至新网址"), ("en", "is found at another address now")):
        page = Client().get(f"/{language}/centers/{center.key}").content.decode()
        assert words in page
        assert 'href="https://new.example"' in page
    with pytest.raises(Refused):
        return_center(actor=ANONYMOUS, center=center)
    assert return_center(actor=SYSTEM, center=center) == mine
    with pytest.raises(Refused, match="not-moved"):
        return_center(actor=SYSTEM, center=center)
    seal()
    while jobs.publish_news():
        pass
    assert IndexEntry.objects.filter(peer=None, state="live").count() == live
    assert 'href="https://new.example"' not in Client().get(f"/en/centers/{center.key}").content.decode()
