"""Visitors of halls and readers of lessons: light pages for every eye, the keyboard alone, and no script at all."""

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
# Every open hall, its kiosk and exhibits; every lesson; and where each question's right answer stands.
FACTS = """
import django, json; django.setup()
from patentfair.apps.exhibition.models import Exhibit, Hall
from patentfair.apps.exhibition.queries import open_halls, shown_exhibits
from patentfair.apps.learning.models import QuizItem
from patentfair.apps.learning.queries import published_lessons
from patentfair.apps.market.models import Deal
from patentfair.apps.accounts.models import User
halls = list(open_halls())
firm = User.objects.get(email="liaoyun-heavy@sample.invalid").memberships.first().organisation
talks = set(Deal.objects.filter(grantee=firm).values_list("patent", flat=True))
shown = [one for hall in halls for one in shown_exhibits(hall)]
ask = next(one for one in shown if one.listing and one.listing.state == "published" and one.owner_id != firm.pk
           and one.patent_id not in talks)
print(json.dumps({
    "pages": ["halls", "learn", "learn?for=pupil", *[f"halls/{one.key}" for one in halls],
              *[f"halls/{one.key}/kiosk" for one in halls], *[f"halls/{one.hall.key}/{one.number}" for one in shown],
              *[f"learn/{one.key}" for one in published_lessons()]],
    "ask": [ask.hall.key, ask.number], "right": dict(QuizItem.objects.values_list("pk", "right")),
}))
"""


@pytest.fixture(scope="module")
def facts(home):  # noqa: F811
    done = subprocess.run(
        [sys.executable, "-c", FACTS],
        env={
            **os.environ, "PATENTFAIR_HOME": str(home), "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "patentfair.config.settings",
        },
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def sat(person: Person, right: dict[str, int]) -> list[str]:
    """The pages of a sitting, gone through as it is done: questions, lesson and questions, result, certificate."""
    wrong = []

    person.go("learn/claim?group=八年级（2）班")
    person.page.locator("main form button[type=submit]").click()
    address = person.page.url  # noqa: F811
    for _ in ("before", "after"):
        wrong += look(person, person.path)
        for pk in dict.fromkeys(
            one.get_attribute("name")[1:] for one in person.page.locator("main [type=radio]").all()
        ):
            person.page.check(f'main [name="q{pk}"][value="{right[pk]}"]')
        person.page.locator("main form button[type=submit]").click()
        person.page.wait_for_load_state()
    wrong += look(person, person.path)
    assert person.page.url == address
    return wrong


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1280)])
def test_the_pages_of_a_sitting(browser, address, facts, language, width):  # noqa: F811
    person = Person(browser, address, language)
    person.page.set_viewport_size({"width": width, "height": 900})
    wrong = sat(person, facts["right"])
    assert not wrong, "\n".join(wrong)
    assert not person.errors


class Hands:
    """Someone with a keyboard alone (`keys`), or with a pointer and no scripts."""

    def __init__(self, browser, address: str, *, keys: bool) -> None:  # noqa: F811
        self.person = Person(browser, address, scripts=keys)
        self.page, self.keys = self.person.page, keys

    def reach(self, selector: str) -> None:
        for _ in range(300):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("one => document.activeElement.matches(one)", selector):
                assert self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", (
                    f"{selector}: nothing shows where one is"
                )
                return
        pytest.fail(f"the keyboard does not reach {selector} on {self.page.url}")

    def use(self, selector: str) -> None:
        with self.page.expect_navigation():
            if self.keys:
                self.reach(selector)
                self.page.keyboard.press("Enter")
            else:
                self.page.locator(selector).first.click()

    def write(self, selector: str, text: str) -> None:
        if self.keys:
            self.reach(selector)
            self.page.keyboard.type(text)
        else:
            self.page.locator(selector).fill(text)

    def choose(self, name: str, place: int) -> None:
        if not self.keys:
            self.page.check(f'[name="{name}"][value="{place}"]')
            return
        self.reach(f'[name="{name}"]')
        self.page.keyboard.press("Space")
        for _ in range(place):
            self.page.keyboard.press("ArrowDown")
        assert self.page.evaluate("[document.activeElement.value, document.activeElement.checked]") == [
            str(place),
            True,
        ]


@pytest.fixture(params=[True, False], ids=["keyboard-alone", "no-scripts"])
def hands(request, browser, address):  # noqa: F811
    return Hands(browser, address, keys=request.param)


def test_from_the_halls_to_the_owner(hands, facts):
    hall, number = facts["ask"]
    hands.person.go("halls")
    hands.use(f'main a[href$="/halls/{hall}"]')
    hands.use(f'main .exhibit-title a[href$="/{number}"]')
    hands.use('main a[href*="/deals/new"]')
    hands.write('main [name="email"]', "liaoyun-heavy@sample.invalid")
    hands.write('main [name="password"]', "patentfair-sample")
    hands.use("main form button[type=submit]")
    assert "/deals/new" in hands.page.url
    if hands.keys:  # the other of the two asks; nobody asks twice
        hands.write('main [name="text"]', "我们想在产线上试一试，可以谈谈吗？")
        hands.use("main form button[type=submit]")
        assert "可以谈谈吗" in hands.person.text
    assert not hands.person.errors


def test_from_the_lessons_to_the_certificate(hands, facts):
    hands.person.go("learn")
    hands.use('main a[href$="/learn/claim"]')
    hands.use("main form button[type=submit]")
    for _step in ("before", "after"):
        names = dict.fromkeys(one.get_attribute("name") for one in hands.page.locator("main [type=radio]").all())
        assert len(names) == 3
        for name in names:
            hands.choose(name, facts["right"][name[1:]])
        hands.use("main form button[type=submit]")
    hands.write('main [name="name"]', "Wang Xiaoming")
    with hands.page.expect_download() as waiting:
        if hands.keys:
            hands.reach("main form button[type=submit]")
            hands.page.keyboard.press("Enter")
        else:
            hands.page.locator("main form button[type=submit]").click()
    with open(waiting.value.path(), "rb") as paper:  # noqa: PTH123 - where the browser put it
        assert paper.read(4) == b"%PDF"
    code = waiting.value.suggested_filename.removeprefix("certificate-").removesuffix(".pdf")
    hands.person.go(f"certificates/{code}")
    hands.write('main [name="name"]', "wang xiaoming")
    hands.use("main form button[type=submit]")
    assert hands.page.locator("main .notice-ok").count() == 1
    assert not hands.person.errors
