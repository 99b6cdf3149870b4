"""Pages of experience: search by situation, a report, its versions, and who used it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from patentfair.apps.centers.models import Center
from patentfair.apps.experience.models import Adoption, Report
from patentfair.apps.market.models import Deal

FORM = {
    "title": "样机先行", "tried": "先试用三个月", "took": "三个月", "worked": "双方放心", "next_time": "早点开始",
    "title_other": "A sample first", "outcome": "failed", "obstacle": ["price", "trust"], "took_days": "90",
}  # fmt: skip
CAME = "照着做了一遍，预约制有效，但本地律师志愿者难约，改为每月一次。"


def client(user=None) -> Client:
    made = Client(REMOTE_ADDR="127.0.0.1")
    if user:
        made.force_login(user)
    return made


def html(response) -> str:
    return response.content.decode()


@pytest.fixture
def people(world):
    made = {}
    for name, key in (("author", "liaoning"), ("reader", "liaoning"), ("peer", "jiangsu")):
        user = world.make_user(name)
        user.posts.create(center=Center.objects.get(key=key), role="staff")
        made[name] = client(user)
    return made


def published(people) -> Report:
    author = people["author"]
    author.post(
        "/zh/center/experience/new",
        {"source_note": "一次活动", "center": str(Center.objects.get(key="liaoning").pk)},
    )
    made = Report.objects.latest("pk")
    assert author.post(f"/zh/center/experience/{made.pk}", {**FORM, "then": "submit"}).status_code == 302
    stale = people["reader"].post(f"/zh/center/experience/{made.pk}/publish", {"seen": 0})
    assert stale.status_code == 409, "not what was read"
    people["reader"].post(f"/zh/center/experience/{made.pk}/publish", {"seen": Report.objects.get(pk=made.pk).version})
    return made


def test_from_draft_to_reuse(people):
    made = published(people)
    page = html(client().get(f"/en/experience/reports/{made.pk}"))
    assert "A sample first" in page
    assert "It did not work" in page
    assert people["author"].get(f"/zh/experience/reports/{made.pk}/adopt").status_code == 404
    center = str(Center.objects.get(key="jiangsu").pk)
    people["peer"].post(f"/zh/experience/reports/{made.pk}/adopt", {"center": center, "purpose": "试办一次"})
    taken = Adoption.objects.get(report=made)
    page = html(people["peer"].post(f"/zh/experience/adoptions/{taken.pk}", {"result": "worked", "came_of_it": "好"}))
    assert 'id="id_came_of_it_error"' in page
    people["peer"].post(f"/zh/experience/adoptions/{taken.pk}", {"result": "partly", "came_of_it": CAME})
    assert CAME in html(client().get(f"/zh/experience/reports/{made.pk}"))


def test_what_is_wrong_is_shown_beside_its_field_and_the_rest_is_kept(people):
    author = people["author"]
    author.post("/zh/center/experience/new", {"source_note": "x", "center": str(Center.objects.get(key="liaoning").pk)})
    made = Report.objects.latest("pk")
    page = html(author.post(f"/zh/center/experience/{made.pk}", {**FORM, "next_time": "", "then": "submit"}))
    assert 'id="id_next_time_error"' in page
    assert "先试用三个月</textarea>" in page
    assert re.search(r'<textarea name="tried"[^>]*lang="zh-CN"', page)
    assert re.search(r'<textarea name="tried_other"[^>]*lang="en"', page)
    made.refresh_from_db()
    assert (made.state, made.texts["tried"]) == ("draft", "先试用三个月")
    page = html(author.post(f"/zh/center/experience/{made.pk}", {**FORM, "outcome": ""}))
    assert "id_outcome_error" in page


def test_found_by_situation(people):
    made = published(people)
    page = html(client().get("/zh/experience?outcome=failed&obstacle=trust&q=样机"))
    assert f"/zh/experience/reports/{made.pk}" in page
    assert f"/zh/experience/reports/{made.pk}" not in html(client().get("/zh/experience?outcome=worked"))
    assert "没有符合该情境的报告" in html(client().get("/zh/experience?q=绝无此事"))
    assert client().get("/zh/experience?page=999&field=99&outcome=%00x".replace("%00", "")).status_code == 200
    assert len(html(client().get("/en/experience")).encode()) < 100_000


def test_earlier_versions_stay_readable(people):
    made = published(people)
    people["author"].post(f"/zh/center/experience/{made.pk}", {**FORM, "failed": "后来停了", "then": "submit"})
    assert "后来停了" not in html(client().get(f"/zh/experience/reports/{made.pk}"))
    people["reader"].post(f"/zh/center/experience/{made.pk}/publish", {"seen": Report.objects.get(pk=made.pk).version})
    assert "后来停了" in html(client().get(f"/zh/experience/reports/{made.pk}"))
    assert "后来停了" not in html(client().get(f"/zh/experience/reports/{made.pk}?version=1"))
    assert client().get(f"/zh/experience/reports/{made.pk}?version=9").status_code == 404
    people["author"].post(f"/zh/center/experience/{made.pk}/withdraw")
    assert client().get(f"/zh/experience/reports/{made.pk}").status_code == 404


def test_a_deals_sides_are_asked_and_named_only_together(world, people):
    deal = Deal.objects.filter(state="declined").select_related("grantor", "grantee").order_by("pk").first()
    Deal.objects.filter(pk=deal.pk).update(center=Center.objects.get(key="liaoning"))
    author = people["author"]
    assert people["peer"].post("/zh/center/experience/new", {"deal": str(deal.pk)}).status_code == 404
    author.post("/zh/center/experience/new", {"deal": str(deal.pk)})
    made = Report.objects.latest("pk")
    assert made.deal_id == deal.pk
    author.post(f"/zh/center/experience/{made.pk}/ask-names")
    given = {**FORM, **{name: text for name, text in made.texts.items() if text}, "failed": made.texts["failed"]}
    author.post(f"/zh/center/experience/{made.pk}", {**given, "next_time": "早点问", "then": "submit"})
    people["reader"].post(f"/zh/center/experience/{made.pk}/publish", {"seen": Report.objects.get(pk=made.pk).version})
    path, name = f"/zh/experience/reports/{made.pk}", deal.grantor.name_zh
    for number, side in enumerate((deal.grantor, deal.grantee)):
        person = client(world.user_for(side))
        assert f"{path}/names" in html(person.get("/zh/experience"))
        assert name not in html(client().get(path))
        person.post(f"{path}/names", {"answer": "yes"})
        assert (name in html(client().get(path))) is bool(number)
    client(world.user_for(deal.grantee)).post(f"{path}/names", {"answer": "no"})
    assert name not in html(client().get(path))


def test_what_names_a_side_is_hidden_once_it_no_longer_agrees(world, people):
    deal = Deal.objects.filter(state="declined").select_related("grantor", "grantee").order_by("pk").first()
    Deal.objects.filter(pk=deal.pk).update(center=Center.objects.get(key="liaoning"))
    author, reader = people["author"], people["reader"]
    author.post("/zh/center/experience/new", {"deal": str(deal.pk)})
    made = Report.objects.latest("pk")
    path, name = f"/zh/experience/reports/{made.pk}", deal.grantee.name_zh.split("（")[0]
    author.post(f"/zh/center/experience/{made.pk}/ask-names")
    for side in (deal.grantor, deal.grantee):
        client(world.user_for(side)).post(f"{path}/names", {"answer": "yes"})

    def publish(next_time: str) -> None:
        author.post(f"/zh/center/experience/{made.pk}", {**FORM, "next_time": next_time, "then": "submit"})
        seen = Report.objects.get(pk=made.pk).version
        reader.post(f"/zh/center/experience/{made.pk}/publish", {"seen": seen})

    publish(f"像{name}一样早点问")
    center = str(Center.objects.get(key="jiangsu").pk)
    people["peer"].post(f"{path}/adopt", {"center": center, "purpose": "试办一次"})
    adoption = Adoption.objects.get(report=made)
    assert name in html(client().get(path))
    client(world.user_for(deal.grantor)).post(f"{path}/names", {"answer": "no"})
    assert client().get(path).status_code == 404
    assert client().get(f"{path}?version=1").status_code == 404
    assert f'"{path}"' not in html(client().get("/zh/experience"))
    assert "已隐藏" in html(author.get("/zh/center/experience"))
    assert "撤回了具名同意" in html(author.get(f"/zh/center/experience/{made.pk}"))
    for page in ("/zh/center/experience", f"/zh/experience/adoptions/{adoption.pk}"):
        assert "样机先行" not in html(people["peer"].get(page)), page
    people["peer"].post(f"/zh/experience/adoptions/{adoption.pk}", {"result": "partly", "came_of_it": CAME})
    adoption.refresh_from_db()
    assert adoption.result == "partly"
    publish("早点问")
    page = html(client().get(path))
    assert name not in page
    assert "?version=2" not in page
    assert client().get(f"{path}?version=1").status_code == 404


def test_the_sample_world_has_learnt_something(world):
    found = Report.objects.filter(is_sample=True, state="published")
    assert found.count() == 5
    outcomes = [one.current.content["tags"]["outcome"][0] for one in found.select_related("current")]
    assert outcomes.count("failed") == 2
    assert Adoption.objects.filter(report__in=found).count() == 2
    assert Adoption.objects.filter(report__in=found, reused_at__isnull=False).count() == 1
    titles = re.findall(r'href="/zh/experience/reports/(\d+)"', html(client().get("/zh/experience")))
    assert len(set(titles)) == 5
