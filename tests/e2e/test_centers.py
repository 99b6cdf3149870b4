"""A center in a browser: applied for, approved, planned, accounted for, reviewed, put right, restored."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.e2e.looking import look
from tests.e2e.test_journey import (  # noqa: F401 - fixtures
    CHROMIUM,
    PDF,
    Person,
    address,
    browser,
    home,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
WORD = "patentfair-sample"
PERSPECTIVES = ("trade", "industrialisation", "science", "law", "region", "service", "experience")
FILE = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF}


def send(person: Person) -> None:
    with person.page.expect_navigation():
        person.page.locator("main form.form button[type=submit]").first.click()
    wrong = person.page.locator("main .field-error, main .notice-error").all_inner_texts()
    assert not wrong, wrong


def press(person: Person, text: str) -> None:
    with person.page.expect_navigation():
        person.page.locator(f'main button:has-text("{text}")').first.click()


def choose(person: Person, name: str, value: str) -> None:
    person.page.check(f'main input[name="{name}"][value="{value}"]')


def test_the_life_of_a_center(browser, address):  # noqa: F811, PLR0915 - one way
    today = timezone.localdate()
    founder = Person(browser, address, "en")
    founder.sign_in("lin-xiyuan@sample.invalid", WORD)
    founder.go("workspace/centers/apply")
    founder.fill(name_zh="拉萨示例中心", name_en="Lhasa sample center", key="lhasa", province="54", city_zh="拉萨",
                 city_en="Lhasa", purpose="Serve the region.")  # fmt: skip
    founder.page.set_input_files('main input[name="standing"]', FILE)
    send(founder)

    national = Person(browser, address, "zh")
    national.sign_in("zhan-yuheng@sample.invalid", WORD)
    national.go("workspace/centers/applications")
    national.page.click('main a:has-text("拉萨示例中心")')
    choose(national, "decision", "approve")
    national.fill(reason="材料齐全，场地合适。")
    send(national)
    assert national.page.url.endswith("/zh/centers/lhasa")

    founder.go("centers/lhasa/manage")
    press(founder, "Begin the plan")
    plan = founder.page.url.split("/en/")[1]
    for perspective in PERSPECTIVES:
        founder.page.click('main a:has-text("Add a target")')
        founder.fill(perspective=perspective, text_zh="目标", text_en=f"Target of {perspective}", value="10",
                     unit_zh="件", unit_en="cases")  # fmt: skip
        send(founder)
    founder.page.click('main a:has-text("Add a milestone")')
    founder.fill(perspective="law", text_zh="开放诊所", text_en="Clinic opens", due=f"{today.year + 1}-03-01",
                 probability="70")  # fmt: skip
    send(founder)
    press(founder, "Register the plan for good")
    assert "unchanged since" in founder.page.inner_text("main")

    # This year's plan of the sample's center has a milestone that is still open.
    head = Person(browser, address, "en")
    head.sign_in("wen-ruxue@sample.invalid", WORD)
    head.go(plan)
    head.page.click('main a:has-text("Say how ambitious it is")')
    head.fill(rating="4", reason="Demanding for a first year.")
    send(head)
    assert "Demanding for a first year." in head.page.inner_text("main")

    head.go(f"centers/liaoning/plans/{today.year}")
    before = head.page.inner_text("main").count("Say how it came out")
    head.page.locator('main a:has-text("Say how it came out")').last.click()
    choose(head, "outcome", "met")
    head.page.set_input_files('main input[name="evidence"]', FILE)
    send(head)
    assert head.page.inner_text("main").count("Say how it came out") == before - 1

    founder.go("centers/lhasa/manage/accounts")
    founder.fill(**{"year": str(today.year - 1), "income": "100", "expenditure": "60", "income:public-funds": "100",
                    "expenditure:science": "60", "surplus:free-services": "40"})  # fmt: skip
    founder.page.check('main input[name="surplus"]')
    send(founder)

    national.go("centers/lhasa/review")
    choose(national, "outcome", "wanting")
    national.fill(report="现场看过，台账不全。", findings="台账不全")
    send(national)
    national.go("centers/lhasa/rectify")
    national.fill(reason="补齐台账。", items="补齐台账", deadline=(today + timedelta(days=30)).isoformat())
    send(national)
    founder.go("centers/lhasa/manage")
    founder.page.click('main a:has-text("Say what was done")')
    founder.fill(answer="All entered.")
    founder.page.set_input_files('main input[name="evidence"]', FILE)
    send(founder)
    national.go("centers/lhasa/rectify/end")
    choose(national, "decision", "restore")
    national.fill(reason="已补齐。")
    send(national)
    founder.go("centers/lhasa")
    shown = founder.page.inner_text("main")
    for words in ("Restored after putting things right", "Told to put things right", "Yearly review", "Center approved",
                  "Public accounts"):  # fmt: skip
        assert words in shown
    assert not founder.errors
    assert not national.errors
    assert not head.errors


INSIDE = ("centers/liaoning/manage", "centers/liaoning/manage/look", "centers/liaoning/manage/visit",
          "centers/liaoning/manage/accounts", "centers/liaoning/returns", "centers/liaoning/draws/new", "experts",
          "workspace/centers/apply", "workspace/centers/applications")  # fmt: skip


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1280)])
def test_pages_of_a_center_for_its_staff(browser, address, language, width):  # noqa: F811
    head = Person(browser, address, language)
    head.page.set_viewport_size({"width": width, "height": 900})
    head.sign_in("wen-ruxue@sample.invalid", WORD)
    wrong = [problem for path in INSIDE for problem in look(head, path, is_public=False)]
    assert not wrong, "\n".join(wrong)
    assert not head.errors


def test_an_application_by_keyboard_without_scripts(browser, address):  # noqa: F811
    """And the tile map is a list of links."""
    person = Person(browser, address, "en", scripts=False)
    page = person.page
    person.go("centers")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(".tile:focus").count():
            break
    goal = page.locator(".tile:focus").get_attribute("href")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(goal)

    person.sign_in("lin-xiyuan@sample.invalid", WORD)
    person.go("workspace/centers/apply")
    typed = {"name_zh": "银川示例中心", "name_en": "Yinchuan sample center", "key": "yinchuan", "province": "Ningxia",
             "city_zh": "银川", "city_en": "Yinchuan", "purpose": "Serve the region."}  # fmt: skip
    page.locator('main [name="organisation"]').focus()
    for name, text in typed.items():
        page.keyboard.press("Tab")
        assert page.locator(f'main [name="{name}"]:focus').count(), name
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    assert page.locator('main [name="standing"]:focus').count()
    with page.expect_navigation():
        page.locator('main [name="city_en"]').press("Enter")
    # the paper is missing: said beside its field, and what was typed is still there
    assert page.locator("main .field-error").count() == 1
    assert page.locator('main [name="name_en"]').input_value() == "Yinchuan sample center"
    assert page.locator('main [name="province"]').input_value() == "64"
    page.set_input_files('main input[name="standing"]', FILE)
    with page.expect_navigation():
        page.locator('main [name="city_en"]').press("Enter")
    assert "Yinchuan sample center" in page.inner_text("main")
