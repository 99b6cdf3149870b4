"""Reports of experience: drafted from the record, read by a second person, kept by version, used by others."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from patentfair.apps.accounts.access import visible
from patentfair.apps.centers.models import Center
from patentfair.apps.centers.queries import actor_of
from patentfair.apps.experience.access import REPORTS, SHOWN_VERSIONS
from patentfair.apps.experience.actions import adoptions, reports
from patentfair.apps.experience.facts import named_parties
from patentfair.apps.experience.models import Adoption, Report, SituationTag
from patentfair.apps.experience.queries import credited_reuses, facet_counts, find_reports, reuse_pairs
from patentfair.apps.journal.actions import seal
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Deal
from patentfair.apps.market.queries import terms_of
from patentfair.apps.meetings.models import Attendee, Event
from patentfair.apps.network import jobs
from patentfair.apps.network.kinds import present
from patentfair.apps.network.models import FeedEntry
from patentfair.domain.experience.situation import Facet
from patentfair.domain.kernel.errors import Invalid, Refused, Stale

TEXTS = {
    "title": "样机先行",
    "tried": "先试用三个月",
    "took": "三个月",
    "worked": "双方放心",
    "failed": "",
    "next_time": "早点开始",
}
TAGS = {"outcome": ["failed"], "obstacle": ["price", "trust"], "field": ["9"]}
CAME = "照着做了一遍，预约制有效，但本地律师志愿者难约，改为每月一次。"


@pytest.fixture
def people(world):
    """Two at one center, one at another."""
    here, there = Center.objects.get(key="liaoning"), Center.objects.get(key="jiangsu")
    found = {}
    for name, center in (("author", here), ("reader", here), ("peer", there)):
        user = world.make_user(name)
        user.posts.create(center=center, role="staff")
        found[name] = actor_of(user, timezone.localdate())
    return {**found, "here": here, "there": there}


def written(people, by="author", where="here", **more):
    made = reports.begin_report(actor=people[by], center=people[where], source_note="一次活动")
    given = {"texts": TEXTS, "translation": {}, "tags": TAGS, **more}
    reports.change_report(actor=people[by], report=made, **given)
    return made


def published(people):
    made = written(people)
    reports.submit_report(actor=people["author"], report=made)
    reports.publish_report(actor=people["reader"], report=made)
    return made


def test_nobody_who_ever_wrote_on_it_reviews_it(world, people):
    for name in ("second", "third"):
        user = world.make_user(name)
        user.posts.create(center=people["here"], role="staff")
        people[name] = actor_of(user, timezone.localdate())
    made = written(people)
    for name in ("second", "author", "third"):
        reports.change_report(actor=people[name], report=made, texts=TEXTS, translation={}, tags=TAGS)
    reports.submit_report(actor=people["third"], report=made)
    for name in ("author", "second", "third"):
        assert not visible(Report.objects.filter(pk=made.pk), REPORTS, "review", people[name]).exists(), name
        with pytest.raises(Refused, match="four-eyes"):
            reports.publish_report(actor=people[name], report=made)
        with pytest.raises(Refused, match="four-eyes"):
            reports.return_report(actor=people[name], report=made, remarks="x")
    assert visible(Report.objects.filter(pk=made.pk), REPORTS, "review", people["reader"]).count() == 1
    reports.publish_report(actor=people["reader"], report=made)
    reports.change_report(actor=people["third"], report=made, texts=TEXTS, translation={}, tags=TAGS)
    reports.submit_report(actor=people["third"], report=made)
    with pytest.raises(Refused, match="four-eyes"):
        reports.publish_report(actor=people["second"], report=made)


def test_neither_who_wrote_nor_who_changed_it_publishes(people):
    made = written(people)
    with pytest.raises(Refused):
        reports.publish_report(actor=people["reader"], report=made)
    reports.submit_report(actor=people["author"], report=made)
    for actor in (people["author"], people["peer"]):
        assert not visible(Report.objects.filter(pk=made.pk), REPORTS, "review", actor).exists()
        with pytest.raises(Refused):
            reports.publish_report(actor=actor, report=made)
    reports.change_report(actor=people["reader"], report=made, texts=TEXTS, translation={}, tags=TAGS)
    reports.submit_report(actor=people["reader"], report=made)
    with pytest.raises(Refused, match="four-eyes"):
        reports.publish_report(actor=people["reader"], report=made)
    assert made.current is None


def test_what_is_missing_or_handed_back(people):
    made = written(people, texts={**TEXTS, "next_time": ""})
    with pytest.raises(Invalid) as missing:
        reports.submit_report(actor=people["author"], report=made)
    assert missing.value.data["field"] == "next_time"
    reports.change_report(actor=people["author"], report=made, texts=TEXTS, translation={}, tags=TAGS)
    reports.submit_report(actor=people["author"], report=made)
    reports.return_report(actor=people["reader"], report=made, remarks="写明花了多少工时")
    assert (made.state, made.remarks) == ("draft", "写明花了多少工时")


def test_the_published_version_stays_until_the_next_is_reviewed(people):
    made = published(people)
    stale = Report.objects.get(pk=made.pk)
    changed = {"texts": {**TEXTS, "failed": "后来停了"}, "translation": {}, "tags": {"outcome": ["partly"]}}
    reports.change_report(actor=people["author"], report=made, **changed)
    with pytest.raises(Stale):
        reports.change_report(actor=people["author"], report=stale, **changed)
    assert made.current.content["texts"]["failed"] == ""
    assert set(SituationTag.objects.filter(report=made, facet="outcome").values_list("code", flat=True)) == {"failed"}
    reports.submit_report(actor=people["author"], report=made)
    reports.publish_report(actor=people["reader"], report=made)
    assert [one.number for one in made.versions.order_by("number")] == [1, 2]
    assert made.versions.get(number=1).content["texts"]["failed"] == ""
    assert set(SituationTag.objects.filter(report=made, facet="outcome").values_list("code", flat=True)) == {"partly"}
    entry = Entry.objects.filter(object=f"report:{made.pk}", event="report.published").latest("pk")
    assert json.loads(entry.facts)["content_sha256"] == made.versions.get(number=2).sha256


def test_others_of_the_network_touch_nothing(people):
    made = written(people)
    for act in (
        lambda: reports.change_report(actor=people["peer"], report=made, texts=TEXTS, translation={}, tags=TAGS),
        lambda: reports.submit_report(actor=people["peer"], report=made),
        lambda: reports.withdraw_report(actor=people["peer"], report=made),
        lambda: reports.begin_report(actor=people["peer"], center=people["here"], source_note="x"),
    ):
        with pytest.raises(Refused):
            act()


def test_a_draft_from_a_deal_names_nobody_and_tells_no_terms(world, people):
    deal = Deal.objects.filter(state__in=("in_force", "recorded"), agreed_sheet__isnull=False).order_by("pk").first()
    Deal.objects.filter(pk=deal.pk).update(center=people["here"])
    deal = Deal.objects.select_related("center", "grantor", "grantee", "patent", "agreed_sheet").get(pk=deal.pk)
    with pytest.raises(Refused):
        reports.begin_report_of_deal(actor=people["peer"], deal=deal)
    made = reports.begin_report_of_deal(actor=people["author"], deal=deal)
    told = " ".join([*made.texts.values(), *made.translation.values()])
    for secret in (deal.grantor.name_zh, deal.grantee.name_zh, deal.grantor.name_en, deal.patent.key):
        assert secret not in told
    assert "签署用时" in made.texts["took"]
    assert made.tags["outcome"] == ["worked"]
    upfront = terms_of(deal.agreed_sheet).upfront or Decimal(0)
    full = {**made.texts, "took": made.texts["took"], "worked": "谈成了", "next_time": "早点谈"}

    def change(**texts):
        reports.change_report(
            actor=people["author"], report=made, texts={**full, **texts}, translation=made.translation, tags=made.tags
        )

    change(tried=f"与{deal.grantee.name_zh.split('（')[0]}洽谈")
    with pytest.raises(Invalid, match="names-a-party"):
        reports.submit_report(actor=people["author"], report=made)
    if upfront:
        change(took=f"入门费 {upfront:,.0f} 元")
        with pytest.raises(Invalid, match="tells-an-amount"):
            reports.submit_report(actor=people["author"], report=made)
    reports.ask_naming(actor=people["author"], report=made)
    for number, consent in enumerate(made.consents.order_by("pk")):
        assert bool(named_parties(made)) is False
        with pytest.raises(Refused):
            reports.answer_naming(actor=people["author"], consent=consent, agreed=True)
        reports.answer_naming(actor=world.actor_for(consent.organisation), consent=consent, agreed=True)
        assert len(named_parties(made)) == 2 * number
    change(tried=f"与{deal.grantee.name_zh.split('（')[0]}洽谈")
    reports.submit_report(actor=people["author"], report=made)
    assert made.state == "review"


def named_report(world, people):
    """A published report on a deal whose second version names a side, both having agreed; and the two consents."""
    deal = Deal.objects.filter(state="declined").order_by("pk").first()
    Deal.objects.filter(pk=deal.pk).update(center=people["here"])
    deal = Deal.objects.select_related("center", "grantor", "grantee", "patent").get(pk=deal.pk)
    made = reports.begin_report_of_deal(actor=people["author"], deal=deal)
    plain = {**made.texts, "worked": "说清了", "next_time": "早点谈"}
    named = {**plain, "next_time": f"像{deal.grantee.name_zh.split('（')[0]}一样早点谈"}
    consents = []
    for texts in (plain, named):
        reports.change_report(actor=people["author"], report=made, texts=texts, translation={}, tags=made.tags)
        reports.submit_report(actor=people["author"], report=made)
        reports.publish_report(actor=people["reader"], report=made)
        if not consents:
            reports.ask_naming(actor=people["author"], report=made)
            consents = list(made.consents.order_by("pk"))
            for one in consents:
                reports.answer_naming(actor=world.actor_for(one.organisation), consent=one, agreed=True)
    return made, consents, plain


def test_a_consent_taken_back_hides_every_version_that_names_the_side(world, people):
    made, consents, plain = named_report(world, people)
    nobody = people["peer"]

    def shown() -> tuple[bool, set[int]]:
        numbers = set(made.versions.filter(SHOWN_VERSIONS).values_list("number", flat=True))
        return visible(Report.objects.filter(pk=made.pk), REPORTS, "read", nobody).exists(), numbers

    assert shown() == (True, {1, 2})
    assert made in find_reports("一样早点谈", {})
    side = world.actor_for(consents[1].organisation)
    reports.answer_naming(actor=side, consent=consents[1], agreed=False)
    assert shown() == (False, {1})
    assert made not in find_reports("", {})
    with pytest.raises(Refused, match="not-now"):
        adoptions.adopt(actor=nobody, report=made, center=people["there"], purpose="试办")
    with pytest.raises(Invalid, match="names-a-party"):
        reports.change_report(actor=people["author"], report=made, texts=made.texts, translation={}, tags=made.tags)
        reports.submit_report(actor=people["author"], report=made)
    reports.change_report(actor=people["author"], report=made, texts=plain, translation={}, tags=made.tags)
    reports.submit_report(actor=people["author"], report=made)
    reports.publish_report(actor=people["reader"], report=made)
    assert shown() == (True, {1, 3})
    reports.answer_naming(actor=side, consent=consents[1], agreed=True)
    assert shown() == (True, {1, 2, 3})


def test_the_feed_never_tells_a_name_that_rests_on_a_consent(world, people):
    made, consents, plain = named_report(world, people)
    name = f"experience:{made.pk}"
    told = consents[1].organisation.name_zh.split("（")[0]
    assert present([("experience", made.pk)], "https://here.example") == {}
    reports.change_report(actor=people["author"], report=made, texts=plain, translation={}, tags=made.tags)
    reports.submit_report(actor=people["author"], report=made)
    reports.publish_report(actor=people["reader"], report=made)
    assert told not in str(present([("experience", made.pk)], "https://here.example"))
    seal()
    while jobs.publish_news():
        pass
    entries = list(FeedEntry.objects.filter(object=name).order_by("sequence"))
    assert entries[-1].state == "live"
    for one in entries:
        assert told not in bytes(one.body).decode()


def test_talks_that_came_to_nothing_say_why(world, people):
    deal = Deal.objects.filter(state="declined").order_by("pk").first()
    Deal.objects.filter(pk=deal.pk).update(center=people["here"])
    deal = Deal.objects.select_related("center", "patent").get(pk=deal.pk)
    made = reports.begin_report_of_deal(actor=people["author"], deal=deal, language="en")
    assert made.tags["outcome"] == ["failed"]
    assert made.texts["failed"].startswith("The talks ended without a deal; reason:")
    assert "原因：" in made.translation["failed"]


def test_found_by_situation_and_words(people):
    before = facet_counts("", {})[Facet.OBSTACLE].get("trust", 0)
    made = published(people)
    assert made in find_reports("样机 试用", {})
    assert made not in find_reports("样机 不在其中", {})
    assert made in find_reports("", {Facet.OUTCOME: "failed", Facet.OBSTACLE: "trust"})
    assert made not in find_reports("", {Facet.OUTCOME: "worked"})
    assert facet_counts("", {})[Facet.OBSTACLE]["trust"] == before + 1
    assert facet_counts("样机先行", {Facet.OUTCOME: "failed"})[Facet.OUTCOME] == {"failed": 1}
    reports.withdraw_report(actor=people["author"], report=made)
    assert made not in find_reports("", {})


def test_another_center_takes_it_up_and_says_what_came_of_it(people):
    made = published(people)
    with pytest.raises(Refused, match="own-report"):
        adoptions.adopt(actor=people["author"], report=made, center=people["here"], purpose="x")
    with pytest.raises(Refused, match="staff-only"):
        adoptions.adopt(actor=people["peer"], report=made, center=people["here"], purpose="x")
    taken = adoptions.adopt(actor=people["peer"], report=made, center=people["there"], purpose="试办")
    with pytest.raises(Refused, match="adopted-already"):
        adoptions.adopt(actor=people["peer"], report=made, center=people["there"], purpose="again")
    with pytest.raises(Refused):
        adoptions.confirm_reuse(actor=people["author"], adoption=taken, result="worked", came_of_it=CAME)
    with pytest.raises(Invalid, match="too-thin"):
        adoptions.confirm_reuse(actor=people["peer"], adoption=taken, result="worked", came_of_it="好")
    adoptions.confirm_reuse(actor=people["peer"], adoption=taken, result="partly", came_of_it=CAME)
    with pytest.raises(Refused, match="reused-already"):
        adoptions.confirm_reuse(actor=people["peer"], adoption=taken, result="worked", came_of_it=CAME)
    entry = Entry.objects.get(object=f"report:{made.pk}", event="case.reuse")
    assert entry.center == f"center:{people['there'].pk}"
    assert json.loads(entry.facts) == {
        "report": made.pk, "number": 1, "author_center": people["here"].pk, "result": "partly", "times_back": 0,
    }  # fmt: skip
    assert reuse_pairs()[people["here"].pk, people["there"].pk] == (1, 0)
    assert credited_reuses()[people["here"].pk] >= 1
    assert Adoption.objects.get(pk=taken.pk).version == made.current


def test_a_draft_from_an_event_counts_and_names_nobody(world, people):
    event = Event.objects.filter(state="held", is_sample=True).first()
    user = world.make_user("event-author")
    user.posts.create(center=event.center, role="staff")
    actor = actor_of(user, timezone.localdate())
    with pytest.raises(Refused, match="staff-only"):
        reports.begin_report_of_event(actor=people["peer"], event=event)
    coming = Event.objects.filter(state="announced", center=event.center).first()
    with pytest.raises(Refused, match="event-not-held"):
        reports.begin_report_of_event(actor=actor, event=coming)
    made = reports.begin_report_of_event(actor=actor, event=event)
    assert (made.source, made.event, made.deal, made.took_days) == ("event", event, None, None)
    assert str(event.verified) in made.texts["worked"]
    assert "8 hours" in made.translation["tried"]
    told = " ".join([*made.texts.values(), *made.translation.values()])
    assert not [one for one in Attendee.objects.filter(registration__event=event) if one.name in told]
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=made.pk).update(source="other")
