"""What pages promise beyond who may see them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from patentfair.apps.market.models import Deal, Listing, Need
from patentfair.apps.registry.models import Patent

PUBLIC = (
    "", "search", "search?q=电池&office=CN&sort=newest", "listings", "needs", "law", "halls", "centers",
    "centers/beijing", "events", "learn", "experience", "help", "pilots", "evaluation", "deals", "sign-in", "join",
    "_components",
)  # fmt: skip


@pytest.fixture
def visitor(world) -> Client:
    return Client()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PUBLIC)
def test_public_pages_are_light_and_strict(visitor, language, page):
    response = visitor.get(f"/{language}/{page}")
    assert response.status_code == 200
    html = response.content.decode()
    assert len(response.content) < 100_000 or page == "_components"
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in html
    assert len(re.findall(r"<h1[\s>]", html)) == 1
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("accepted", "expected"), [("zh-CN,zh;q=0.9", "/zh/"), ("en-GB,en;q=0.8", "/en/"), ("fr", "/zh/")]
)
def test_an_address_without_language_follows_the_visitor(visitor, accepted, expected):
    response = visitor.get("/listings", headers={"accept-language": accepted})
    assert response.status_code == 302
    assert response.headers["Location"].startswith(expected)


def test_any_spelling_redirects_to_the_canonical_address(visitor):
    patent = Patent.objects.filter(office="CN", kind="B").first()
    for spelling in (patent.key.lower(), f"CN {patent.number} B", patent.number_key):
        response = visitor.get(f"/zh/patents/{spelling}")
        assert response.status_code == 301, spelling
        assert response.headers["Location"] == f"/zh/patents/{patent.key}"


def test_a_number_in_the_search_box_leads_to_its_patent(visitor):
    patent = Patent.objects.filter(office="CN", kind="B").first()
    assert visitor.get("/zh/search", {"q": f" {patent.key} "}).headers["Location"] == f"/zh/patents/{patent.key}"


def test_unknown_things_are_a_page_not_a_trace(visitor):
    for path in (
        "patents/CN000000000B",
        "listings/999999",
        "needs/999999",
        "deals/1",
        "centers/nowhere",
        "nothing/here",
    ):
        response = visitor.get(f"/zh/{path}")
        assert response.status_code in (302, 404), path
        assert "Traceback" not in response.content.decode()


def test_a_firm_that_withholds_its_name_is_not_named(visitor):
    need = Need.objects.filter(state="published", show_name=False).select_related("organisation").first()
    for language in ("zh", "en"):
        for path in (f"needs/{need.pk}", "needs"):
            html = visitor.get(f"/{language}/{path}").content.decode()
            assert (
                need.organisation.name_zh not in html
                or Need.objects.filter(organisation=need.organisation, show_name=True, state="published").exists()
            )
    page = visitor.get(f"/zh/needs/{need.pk}").content.decode()
    assert need.organisation.name_zh not in page
    assert need.organisation.name_zh not in visitor.get(f"/api/needs/{need.pk}").content.decode()


def test_what_nobody_translated_says_so(visitor):
    listing = Listing.objects.filter(state="published", translation={}).first()
    assert "not translated" in visitor.get(f"/en/listings/{listing.pk}").content.decode().lower()
    assert "未翻译" not in visitor.get(f"/zh/listings/{listing.pk}").content.decode()


def test_the_licensee_of_an_unrecorded_licence_is_not_named_to_strangers(visitor):
    deal = Deal.objects.filter(state="in_force").select_related("patent", "grantee").first()
    html = visitor.get(f"/zh/patents/{deal.patent.key}").content.decode()
    assert deal.grantee.name_zh not in html


def test_hostile_queries_are_answered(visitor):
    for text in (
        '"',
        "TI:",
        "(((",
        "电" * 5000,
        "<script>alert(1)</script>",
        "a AND OR NOT",
        "％" * 40,
        "CN" + "9" * 300,
    ):
        response = visitor.get("/zh/search", {"q": text})
        assert response.status_code == 200, text[:20]
        assert "<script>alert" not in response.content.decode()
    for number in ("abc", "-1", "99999999999999999999", "1e5"):
        assert visitor.get("/zh/search", {"q": "电池", "from": number}).status_code == 200


def test_sample_users_sign_in_from_this_machine_only(world):
    form = {"email": "yu-tinglan@sample.invalid", "password": "patentfair-sample"}
    assert Client(REMOTE_ADDR="203.0.113.9").post("/zh/sign-in", form).status_code == 200
    assert Client(REMOTE_ADDR="127.0.0.1").post("/zh/sign-in", form).status_code == 302


def test_sample_users_do_not_sign_in_through_a_proxy(world):
    form = {"email": "yu-tinglan@sample.invalid", "password": "patentfair-sample"}
    client = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert client.post("/zh/sign-in", form).status_code == 200


def test_guessing_is_slowed_down(world):
    client = Client(REMOTE_ADDR="127.0.0.1")
    form = {"email": "an-zhihe@sample.invalid", "password": "wrong"}
    for _ in range(10):
        assert client.post("/zh/sign-in", form).status_code == 200
    assert client.post("/zh/sign-in", {**form, "password": "patentfair-sample"}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_way_back_after_sign_in_stays_on_this_site(world):
    form = {"email": "yu-tinglan@sample.invalid", "password": "patentfair-sample", "next": "https://elsewhere.test/"}
    assert Client(REMOTE_ADDR="127.0.0.1").post("/zh/sign-in", form).headers["Location"] == "/zh/workspace"


def test_posts_need_a_token(world):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.user("yu-tinglan"))
    assert strict.post("/zh/sign-out").status_code == 403


def test_a_person_changes_their_own_password(world):
    user = world.make_user("changer")
    user.set_password("the-old-password-1")
    user.save()
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(user)
    page = "/zh/workspace/password"
    assert client.post(page, {"current": "wrong", "password": "the-new-password-2"}).status_code == 200
    assert client.post(page, {"current": "the-old-password-1", "password": "short"}).status_code == 200
    assert client.post(page, {"current": "the-old-password-1", "password": "the-new-password-2"}).status_code == 302
    user.refresh_from_db()
    assert user.check_password("the-new-password-2")
    assert client.get("/zh/workspace").status_code == 200


@pytest.mark.parametrize("address", ["/en/parties/%00", "/en/search?q=a%00b", "/api/patents/a%00b"])
def test_a_nul_is_refused_before_any_database_sees_it(world, address):
    assert Client().get(address).status_code == 400


def test_a_nul_in_a_form_is_refused_too(world):
    client = Client()
    client.force_login(world.user("yu-tinglan"))
    answer = client.post("/en/desk/parties/decide", {"left": "a\0", "right": "b", "same": "yes"})
    assert answer.status_code == 400


def test_a_status_older_than_the_limit_says_so_and_asks_for_a_fresh_file(visitor):
    old = Patent.objects.filter(office="US", key__endswith="A1", key__startswith="US20").order_by("key").first()
    assert "ask for a fresh file" in visitor.get(f"/en/patents/{old.key}").content.decode()
    fresh = Patent.objects.filter(status="in_force", paid_until__isnull=False).order_by("-status_as_of").first()
    assert "ask for a fresh file" not in visitor.get(f"/en/patents/{fresh.key}").content.decode()
