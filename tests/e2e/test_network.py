"""The national index and what other sites may frame, as people with other eyes and other hands meet them."""

from __future__ import annotations

import pytest

from tests.e2e.looking import look
from tests.e2e.test_journey import CHROMIUM, Person, address, browser, home  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1280)])
def test_what_other_sites_frame(browser, address, language, width):  # noqa: F811
    person = Person(browser, address, language, scripts=True)
    person.page.set_viewport_size({"width": width, "height": 900})
    person.go("listings")
    listing = person.page.locator("main article.listing-card h3 a").first.get_attribute("href")
    wrong = look(person, f"embed/listing/{listing.rpartition('/')[2]}")
    wrong += look(person, "embed/search/beijing")
    assert not wrong, "\n".join(wrong)
    assert not person.errors


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 390)])
def test_pages_behind_the_door(browser, address, language, width):  # noqa: F811
    wrong = []
    for email, paths in {
        "yu-tinglan@sample.invalid": ("registrar/peers", "registrar/peers/new"),
        "wen-ruxue@sample.invalid": ("center/embedding",),
    }.items():
        person = Person(browser, address, language)
        person.page.set_viewport_size({"width": width, "height": 900})
        person.sign_in(email, "patentfair-sample")
        for path in paths:
            wrong += look(person, path)
        assert not person.errors
    assert not wrong, "\n".join(wrong)


def test_the_index_works_without_scripts_and_by_keyboard(browser, address):  # noqa: F811
    person = Person(browser, address, "en", scripts=False)
    person.go("network")
    person.page.locator("#q").fill("电池")
    person.page.locator("#q").press("Enter")
    assert "q=" in person.page.url
    assert person.page.locator("main article").count() > 0
    person.page.locator("main article h3 a").first.press("Enter")
    assert person.page.locator("main h1").inner_text()
