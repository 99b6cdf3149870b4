"""Pages as people with other eyes and other hands meet them: axe, phone and desk, both languages, no script errors."""

from __future__ import annotations

import pytest

from tests.e2e.test_journey import CHROMIUM, Person, address, browser, home  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
PUBLIC = ("", "search?q=电池", "listings", "needs", "law", "halls", "centers", "centers/beijing", "events", "learn",
          "experience", "help", "pilots", "evaluation", "deals", "sign-in", "join", "_components")  # fmt: skip
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


def _first_link(person: Person, pattern: str) -> str:
    href = person.page.locator(f'main a[href*="{pattern}"]').first.get_attribute("href")
    return href.split("/", 2)[2]


def _check(person: Person, path: str) -> list[str]:
    """What axe finds serious on a page, and whether it is wider than its window."""
    from axe_playwright_python.sync_playwright import Axe

    person.go(path)
    wrong = [
        f"{person.language} {path}: {violation['id']} ({violation['impact']})"
        for violation in Axe().run(person.page).response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    wide = person.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 1:
        wrong.append(f"{person.language} {path}: {wide} px wider than the window")
    return wrong


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1280)])
def test_public_pages(browser, address, language, width):  # noqa: F811
    person = Person(browser, address, language)
    person.page.set_viewport_size({"width": width, "height": 900})
    wrong = [problem for path in PUBLIC for problem in _check(person, path)]
    person.go("search?q=电池")
    wrong += _check(person, _first_link(person, "/patents/"))
    person.go("listings")
    wrong += _check(
        person, person.page.locator("main article.listing-card h3 a").first.get_attribute("href").split("/", 2)[2]
    )
    person.go("needs")
    need = person.page.locator("main article.need-card h3 a").first.get_attribute("href").split("/", 2)[2]
    wrong += _check(person, need) + _check(person, f"{need}/matches")
    assert not wrong, "\n".join(wrong)
    assert not person.errors


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 390)])
def test_pages_behind_the_door(browser, address, language, width):  # noqa: F811
    wrong, rooms = [], 0
    for email, paths in INSIDE.items():
        person = Person(browser, address, language)
        person.page.set_viewport_size({"width": width, "height": 900})
        person.sign_in(email, "patentfair-sample")
        for path in paths:
            wrong += _check(person, path)
        person.go("deals")
        link = person.page.locator('main a[href*="/deals/"]:not([href*="new"])')
        if link.count():
            rooms += 1
            wrong += _check(person, link.first.get_attribute("href").split("/", 2)[2])
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
