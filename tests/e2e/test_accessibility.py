"""Pages as people with other eyes and other hands meet them: axe, phone and desk, both languages, no script errors."""

from __future__ import annotations

import pytest

from tests.e2e.looking import look
from tests.e2e.test_journey import CHROMIUM, Person, address, browser, home  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
INSIDE = {
    "an-zhihe@sample.invalid": ("workspace", "workspace/organisations/new", "workspace/claims/new", "deals"),
    "liaoyun-heavy@sample.invalid": ("workspace", "workspace/needs/new"),
    "wen-ruxue@sample.invalid": (
        "desk",
        "desk/register/new",
        "registrar/journal",
        "center/import/",
        "center/import/new",
    ),
    "yu-tinglan@sample.invalid": ("registrar", "registrar/imports", "registrar/quarantine", "registrar/journal"),
}


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 390)])
def test_pages_behind_the_door(browser, address, language, width):  # noqa: F811
    wrong, rooms = [], 0
    for email, paths in INSIDE.items():
        person = Person(browser, address, language)
        person.page.set_viewport_size({"width": width, "height": 900})
        person.sign_in(email, "patentfair-sample")
        for path in paths:
            wrong += look(person, path, is_public=False)
        person.go("deals")
        link = person.page.locator('main a[href*="/deals/"]:not([href*="new"])')
        if link.count():
            rooms += 1
            wrong += look(person, link.first.get_attribute("href").split("/", 2)[2], is_public=False)
        assert not person.errors
    assert rooms, "nobody in the sample world has a deal to look at"
    assert not wrong, "\n".join(wrong)


def test_search_by_keyboard_alone(browser, address):  # noqa: F811
    person = Person(browser, address)
    person.go("")
    page = person.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    person.go("")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("电池")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "q=" in page.url
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('article.patent-card')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/patents/" in page.url
