"""Price help, valuations, flags and news as pages: what is shown, to whom, and what bad input does."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from patentfair.apps.accounts.models import Membership, Organisation
from patentfair.apps.centers.models import Center
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import Deal, DealFlag, Listing, Reminder, Valuation
from patentfair.apps.notices.models import Notice
from patentfair.domain.market.valuation_indicators import LEAVES, NODES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()
    yield
    cache.clear()


def signed_in(user) -> Client:
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(user)
    return client


def test_the_calculator_shows_every_step(world) -> None:
    page = Client().get(
        "/en/price-help?upfront=200000&royalty_percent=3&step_at=2000000&step_percent=2&minimum_yearly=20000"
        "&sales=1000000 1500000 500000 0&discount=10"
    )
    text = page.content.decode()
    assert "1,000,000 × 3% = " in text
    assert "500,000 × 2% = " in text
    assert "Minimum of the licence year" in text
    assert "227,272.73" in text  # 200,000 at once and 30,000 / 1.1
    assert "289,017.15" in text


@pytest.mark.parametrize(
    "query",
    [
        "sales=&discount=10", "sales=x&discount=10", "sales=1e999&discount=10", "sales=NaN&discount=10",
        "sales=1&discount=-1", "sales=1&discount=101", "sales=1&discount=5&royalty_percent=200",
        "sales=1&discount=5&step_at=5", "sales=1&discount=5&step_at=0&step_percent=2",
        "sales=" + "1 " * 31 + "&discount=5", "kind=nothing&field=999", "kind=%00&field=²",
        "sales=1&discount=5&upfront=999999999999999999", "field=0", "field=-1",
    ],
)  # fmt: skip
def test_bad_input_is_told_and_breaks_nothing(world, query) -> None:
    for language in ("zh", "en"):
        assert Client().get(f"/{language}/price-help?{query}").status_code in (200, 400)


def test_without_enough_deals_nothing_is_shown(world) -> None:
    Deal.objects.update(in_force_at=None)
    text = Client().get("/en/price-help?kind=exclusive").content.decode()
    assert "Too few comparable deals" in text


@pytest.fixture
def owned(world):
    return Listing.objects.filter(state="published").select_related("patent", "organisation").order_by("pk").first()


def form_data(**changes) -> dict[str, str]:
    data = {f"weight_{code}": f"{node.weight * 100:f}" for code, node in NODES.items()}
    return data | {f"score_{code}": "" for code in LEAVES} | {"currency": "CNY"} | changes


def test_a_valuation_is_made_and_read_and_set_as_a_paper(world, owned) -> None:
    client = signed_in(world.user_for(owned.organisation))
    form = client.get(f"/en/patents/{owned.patent.key}/valuation")
    filled = form.context["form"]["score_legal.stability.examined"].value()
    assert filled
    data = form_data(
        organisation=str(owned.organisation_id), **{
            "score_legal.stability.examined": filled, "score_legal.scope.breadth": "7",
            "why_legal.scope.breadth": "Four features only", "cost_0_amount": "1000", "cost_0_year": "2020",
            "rate_low": "1", "rate_likely": "2", "rate_high": "3", "discount_low": "8", "discount_likely": "10",
            "discount_high": "15", "base_0_low": "1", "base_0_likely": "2", "base_0_high": "3", "years_left": "5",
        },
    )  # fmt: skip
    response = client.post(f"/en/patents/{owned.patent.key}/valuation", data)
    made = Valuation.objects.get(patent=owned.patent)
    assert response.url == f"/en/valuations/{made.pk}"
    text = client.get(response.url).content.decode()
    assert "Four features only" in text
    assert "not known" in text
    paper = client.get(f"/en/valuations/{made.pk}/report.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    stranger = Organisation.objects.filter(kind="company").exclude(pk=owned.organisation_id).first()
    other = signed_in(world.user_for(stranger))
    for path in ("", "/report.pdf"):
        assert other.get(f"/en/valuations/{made.pk}{path}").status_code == 404
    assert other.post(f"/en/valuations/{made.pk}/share", {"shared": "yes"}).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"score_legal.scope.breadth": "11"}, {"score_legal.scope.breadth": "x"}, {"weight_legal": "50"},
        {"weight_legal": "NaN"}, {"currency": "12"}, {"cost_0_amount": "5"}, {"index": "soon"}, {"index": "2020 -1"},
        {"base_0_low": "3", "base_0_likely": "2", "base_0_high": "1"}, {"base_0_low": "3"}, {"organisation": "0"},
        {"rate_low": "1", "rate_likely": "2", "rate_high": "3", "discount_low": "1", "discount_likely": "2",
         "discount_high": "3", "base_0_low": "1", "base_0_likely": "1", "base_0_high": "1", "years_left": "0"},
        {"cost_0_amount": "5", "cost_0_year": "2020", "index": "2021 100", "index_year": "2021"},
    ],
)  # fmt: skip
def test_a_bad_valuation_is_not_kept(world, owned, changes) -> None:
    client = signed_in(world.user_for(owned.organisation))
    data = form_data(organisation=str(owned.organisation_id)) | changes
    response = client.post(f"/zh/patents/{owned.patent.key}/valuation", data)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Valuation.objects.filter(patent=owned.patent).exists()


def test_the_records_sentence_does_not_stand_beside_another_score(world, owned) -> None:
    client = signed_in(world.user_for(owned.organisation))
    form = client.get(f"/zh/patents/{owned.patent.key}/valuation").context["form"]
    code = "legal.stability.examined"
    data = form_data(organisation=str(owned.organisation_id)) | {
        f"why_{code}": form[f"why_{code}"].value(), f"score_{code}": "1",
    }  # fmt: skip
    client.post(f"/zh/patents/{owned.patent.key}/valuation", data)
    kept = Valuation.objects.get(patent=owned.patent)
    assert kept.scores[code] == "1"
    assert code not in kept.reasons


# Flags, desk, news


@pytest.fixture
def flag(world) -> DealFlag:
    deal = Deal.objects.exclude(center=None).select_related("grantor", "grantee", "center").order_by("pk").first()
    why = {
        "zh": f"{{organisation:{deal.grantor_id}}} 向 {{organisation:{deal.grantee_id}}} 的授予未约定任何对价。",
        "en": f"{{organisation:{deal.grantor_id}}} gave {{organisation:{deal.grantee_id}}} for nothing.",
    }
    return DealFlag.objects.create(
        deal=deal, code="zero_price", digest="1" * 64, raised_at=timezone.now(),
        facts={"objects": [f"deal:{deal.pk}"], "facts": {}, "why": why},
    )  # fmt: skip


def staff(world, center: Center, name: str) -> Client:
    user = world.make_user(name)
    user.posts.create(center=center, role="staff")
    return signed_in(user)


def test_staff_read_a_sentence_with_names_and_decide(world, flag) -> None:
    client = staff(world, flag.deal.center, "here")
    text = client.get("/zh/center/flags").content.decode()
    assert flag.deal.grantor.name_zh in text
    assert "{organisation" not in text
    refused = client.post(f"/zh/center/flags/{flag.pk}", {"verdict": "upheld", "note": " "}, follow=True)
    assert "请写明核查结果" in refused.content.decode()
    assert client.post(f"/zh/center/flags/{flag.pk}", {"verdict": "gone", "note": "x"}).status_code == 404
    stale = client.post(f"/zh/center/flags/{flag.pk}", {"verdict": "upheld", "note": "x", "digest": "2" * 64})
    assert stale.status_code == 409
    client.post(f"/zh/center/flags/{flag.pk}", {"verdict": "upheld", "note": "已核对合同", "digest": flag.digest})
    flag.refresh_from_db()
    assert (flag.state, flag.note) == ("upheld", "已核对合同")


def test_administrators_see_numbers_and_no_names(world, flag) -> None:
    DealFlag.objects.exclude(pk=flag.pk).delete()
    DealFlag.objects.create(
        deal=flag.deal, code=flag.code, digest="2" * 64, raised_at=flag.raised_at, facts=flag.facts, state="upheld"
    )
    DealFlag.objects.create(deal=flag.deal, code=flag.code, digest="3" * 64, raised_at=flag.raised_at, facts=flag.facts)
    page = signed_in(world.user("zhan-yuheng")).get("/en/center/flags")
    assert [(row["open"], row["upheld"]) for row in page.context["counts"]] == [(2, 1)]
    assert flag.deal.grantor.name_en not in page.content.decode()
    assert page.context["open"] == []


def test_concerned_staff_and_the_sides_see_nothing_of_it(world, flag) -> None:
    user = world.make_user("concerned")
    user.posts.create(center=flag.deal.center, role="staff")
    Membership.objects.create(user=user, organisation=flag.deal.grantor, role="member")
    client = signed_in(user)
    assert flag.facts["why"]["en"].split("}")[1].strip() not in client.get("/en/center/flags").content.decode()
    answer = client.post(f"/en/center/flags/{flag.pk}", {"verdict": "explained", "note": "x"})
    assert answer.status_code == 404
    side = signed_in(world.user_for(flag.deal.grantor))
    assert side.get("/en/center/flags").status_code == 404
    room = side.get(f"/en/deals/{flag.deal_id}").content.decode()
    assert "for nothing" not in room
    assert "flag" not in room


def test_an_escalated_inquiry_stands_first_at_the_desk(world) -> None:
    deal = Deal.objects.filter(state="inquiry").exclude(center=None).select_related("center", "patent").first()
    client = staff(world, deal.center, "desk")
    heading = "Nobody answers"
    assert heading not in client.get("/en/desk").content.decode()
    Reminder.objects.create(object=f"deal:{deal.pk}", code="answer.escalate", at=timezone.now())
    text = client.get("/en/desk").content.decode()
    assert text.index(heading) < text.index("Visitors you act for")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_notice_has_its_sentence(world, language) -> None:
    from patentfair.apps.notices.jobs import TOLD
    from patentfair.web.workspace.notices import SENTENCES, notice_row

    assert set(TOLD) <= set(SENTENCES)
    deal = Deal.objects.select_related("patent").first()
    facts = {
        "deal": deal.pk, "patent": deal.patent.key, "title": {"zh": "阀门", "en": "Valve"},
        "other": {"zh": "甲公司", "en": "A Ltd"}, "reason": "price", "ground": "breach", "step": "due.days_7",
        "due": "2026-12-01", "due_on": "2026-12-01", "answer_due": "2026-12-01T08:00:00+08:00", "number": 2,
        "invoice": "A-1", "amount": "5.00", "currency": "CNY",
    }  # fmt: skip
    for position, code in enumerate(TOLD):
        notice = Notice(
            pk=position, organisation_id=deal.grantor_id, position=position, code=code, object=f"deal:{deal.pk}",
            facts=facts, at=timezone.now(),
        )  # fmt: skip
        row = notice_row(notice, language)
        assert "—" not in row["text"], code
        assert "{" not in row["text"], code
        assert row["url"].startswith(f"/{language}/"), code


def test_news_is_put_away(world) -> None:
    deal = Deal.objects.select_related("grantor", "patent").first()
    facts = {"deal": deal.pk, "patent": deal.patent.key, "title": {"zh": "阀", "en": "Valve"},
             "other": {"zh": "甲", "en": "A"}}  # fmt: skip
    for position in (1, 2):
        Notice.objects.create(
            organisation=deal.grantor, position=-position, code="inquiry.opened", object=f"deal:{deal.pk}",
            facts=facts, at=timezone.now(),
        )  # fmt: skip
    client = signed_in(world.user_for(deal.grantor))
    assert "A asks about" in client.get("/en/workspace").content.decode()
    before = Entry.objects.count()
    client.post("/en/workspace/notices/seen")
    assert not Notice.objects.filter(organisation=deal.grantor, seen_at=None).exists()
    assert Entry.objects.count() == before
    assert "A asks about" in client.get("/en/workspace/notices").content.decode()


def test_the_public_record_stands_on_the_listing_with_its_meaning(world, owned) -> None:
    text = Client().get(f"/en/listings/{owned.pk}").content.decode()
    assert "Fewer than five inquiries in the last year." in text
    assert "/en/help#answers" in text
    assert f"/en/price-help?kind={owned.kinds[0]}" in text or "/en/price-help?kind=" in text
    assert 'id="answers"' in Client().get("/en/help").content.decode()
