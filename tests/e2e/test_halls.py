"""A hall of ten exhibits from ten patents, made in a browser; clicks and fields are counted. And how it looks."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.e2e.looking import look
from tests.e2e.test_journey import CHROMIUM, Person, address, browser, home  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
SAMPLE = "patentfair-sample"
HALL = "halls/the-way-of-a-kilowatt-hour"
COLLEAGUE = """
import django; django.setup()
from django.utils import timezone
from patentfair.apps.accounts.access import SYSTEM
from patentfair.apps.accounts.models import User
from patentfair.apps.centers.actions import give_post
from patentfair.apps.centers.models import Center
user = User(email="colleague@sample.invalid", name_zh="同事", joined_at=timezone.now(), is_sample=True)
user.set_password("patentfair-sample")
user.save()
give_post(actor=SYSTEM, center=Center.objects.get(key="shanghai"), user=user, role="staff")
from patentfair.apps.centers.models import Post
print(Post.objects.filter(center__key="shanghai").exclude(user=user).first().user.email)
"""


class Counted(Person):
    """Someone whose clicks and choices are counted; texts typed are counted apart."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.clicks, self.choices, self.texts = 0, 0, 0

    def press(self, words: str) -> None:
        self.clicks += 1
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=words).or_(
                self.page.locator("main").get_by_role("link", name=words)
            ).first.click()

    def type(self, name: str, text: str) -> None:
        self.texts += 1
        self.page.locator(f'main [name="{name}"]').fill(text)


@pytest.fixture(scope="module")
def writer(home):  # noqa: F811
    done = subprocess.run(
        [sys.executable, "-c", COLLEAGUE],
        env={
            **os.environ, "PATENTFAIR_HOME": str(home), "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "patentfair.config.settings",
        },
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout.split()[-1]


def test_ten_exhibits_in_under_forty_clicks(browser, address, writer, capsys):  # noqa: F811
    person = Counted(browser, address, scripts=False)
    person.sign_in(writer, SAMPLE)
    person.go("desk")
    person.press("本中心的展厅")
    person.press("新建展厅")
    for name, text in (
        ("name_zh", "十件好专利"), ("name_en", "Ten good patents"), ("lede_zh", "从实验室到工厂，十件专利等您来谈。"),
        ("lede_en", "From the laboratory to the factory: ten patents to talk about."),
    ):  # fmt: skip
        person.type(name, text)
    person.press("新建展厅，下一步选择展品")
    person.page.goto(person.page.url + "?where=all")
    person.clicks += 2  # the box, and the button that looks
    for box in person.page.locator('main input[name="listing"]').all()[:10]:
        box.check()
        person.choices += 1
    person.press("生成展品")
    fields = person.page.locator("main form textarea").all()
    assert len(fields) >= 10
    for number, field in enumerate(fields):
        field.fill(f"现有做法又慢又费料，第 {number + 1} 处需要改进。")
        person.texts += 1
    person.press("保存并送审")
    assert person.page.locator("main .card-list > li").count() == 10
    manage = person.path

    reader = Counted(browser, address, scripts=False)
    reader.sign_in("colleague@sample.invalid", SAMPLE)
    reader.go(manage)
    reader.press("全部通过并开放展厅")

    visitor = Person(browser, address, scripts=False)
    visitor.go("halls/ten-good-patents")
    assert visitor.page.locator("main .exhibit-card").count() == 10
    count = person.clicks + person.choices + reader.clicks
    with capsys.disabled():
        print(json.dumps({"clicks": person.clicks + reader.clicks, "choices": person.choices, "texts": person.texts}))
    assert count < 40
    assert not person.errors + reader.errors + visitor.errors


def test_pages_of_those_who_arrange(browser, address, writer):  # noqa: F811
    person = Person(browser, address, "en")
    person.sign_in(writer, SAMPLE)
    person.go("center/halls")
    manage = person.page.locator('main a[href*="/center/halls/"]:not([href*="new"]):not([href*="trace"])').first
    path = manage.get_attribute("href").split("/", 2)[2]
    wrong = [p for one in ("center/halls", "center/halls/new", path, f"{path}/add", f"{path}/cards", f"{path}/trace",
                           "workspace/exhibits") for p in look(person, one, is_public=False)]  # fmt: skip
    person.go(path)
    card = person.page.locator('main a[href*="/center/exhibits/"]').first.get_attribute("href").split("/", 2)[2]
    wrong += [p for one in (card, f"{card}/pictures", f"{card}/translate") for p in look(person, one, is_public=False)]
    assert not wrong, "\n".join(wrong)
    assert not person.errors


def test_a_kiosk_goes_on_without_a_network(browser, address):  # noqa: F811
    person = Person(browser, address)
    person.go(f"{HALL}/kiosk")
    person.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    person.page.wait_for_function(
        "caches.open('kiosk-2').then(kept => kept.keys())"
        ".then(keys => keys.filter(one => one.url.includes('/pictures/')).length > 4)"
    )
    person.page.reload()  # under the worker's care from now on
    person.page.wait_for_function("navigator.serviceWorker.controller !== null")
    person.context.set_offline(True)
    person.page.reload()
    assert "一度电走过的路" in person.text
    person.page.locator(".kiosk-contents a").nth(2).click()
    assert person.page.url.endswith("#e3")
    assert person.page.evaluate("document.querySelector('#e1 .kiosk-body img').decode().then(() => true, () => false)")
    person.context.set_offline(False)
