"""An event walked in a real browser, in both languages: announced, registered for, badge, check-in, sheet; and axe."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest

from tests.e2e.test_accessibility import _check
from tests.e2e.test_deals_by_kind import SAMPLE
from tests.e2e.test_journey import CHROMIUM, Person, address, browser, home  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
STAFF = "qu-lanzhou@sample.invalid"
ZONE = timezone(timedelta(hours=8))


def local(after: timedelta) -> str:
    """A moment as the form wants it, in Beijing time."""
    return (datetime.now(tz=ZONE) + after).strftime("%Y-%m-%dT%H:%M")


def is_pdf(person: Person, link: str) -> bool:
    href = person.page.locator(f'main a[href$="{link}"]').first.get_attribute("href")
    return person.page.request.get(f"{person.address}{href}").body().startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_announcing_to_the_sheet(browser, address, language):  # noqa: F811
    staff = Person(browser, address, language, scripts=False)
    staff.sign_in(STAFF, SAMPLE)
    staff.go("center/events/new")
    staff.fill(
        kind="roadshow", title_zh="一日路演", title_en="One-day roadshow", about_zh="五个团队，每队十五分钟。",
        about_en="Five teams, fifteen minutes each.", starts_at=local(timedelta(minutes=-30)),
        ends_at=local(timedelta(hours=3)), place_zh="路演厅", place_en="Roadshow room", county_code="110108",
        spoken="both", capacity="1", contact="办公室 office",
    )  # fmt: skip
    staff.submit()
    office = staff.path
    assert re.fullmatch(r"center/events/\d+", office), staff.text
    staff.page.locator('main a[href$="/sessions/new"]').first.click()
    staff.fill(
        kind="pitch", title_zh="热泵干燥", title_en="Heat-pump drying", ends_at=local(timedelta(hours=1)),
        speaker_0_name_zh="林知远", speaker_0_name_en="Lin Zhiyuan",
    )  # fmt: skip
    staff.submit()
    assert staff.path == office, staff.text
    staff.submit("announce")
    number = office.split("/")[-1]

    guest = Person(browser, address, language, scripts=False)
    guest.go(f"events/{number}")
    assert {"zh": "热泵干燥", "en": "Heat-pump drying"}[language] in guest.text
    guest.page.locator('main a[href$="/register"]').first.click()
    guest.fill(name="叶知秋" if language == "zh" else "Ye Zhiqiu", contact=f"ye-{language}@test.invalid")
    guest.submit()
    mine = guest.path
    assert mine.startswith("registrations/")
    assert is_pdf(guest, "/badge.pdf")
    waiting = Person(browser, address, language, scripts=False)
    waiting.go(f"events/{number}/register")
    waiting.fill(name="Second", contact=f"second-{language}@test.invalid")
    waiting.submit()
    assert {"zh": "候补", "en": "Waiting list"}[language] in waiting.text

    staff.go(f"{office}/registrations")
    code = staff.page.locator('main a[href*="/check-in/"]').first.inner_text()
    staff.go(f"{office}/door")
    staff.fill(code=code)
    staff.submit()
    assert staff.path == f"check-in/{code}"
    staff.submit()
    assert staff.path == f"{office}/door"
    staff.go(f"check-in/{code}")
    assert staff.page.locator('main form button[type="submit"]').count() == 0, "nobody is let in twice"

    guest.go(mine)
    guest.page.locator('main a[href*="/evaluate/"]').first.click()
    for name, mark in (("content", "5"), ("organisation", "4"), ("usefulness", "4")):
        guest.page.check(f'main input[name="{name}"][value="{mark}"]')
    guest.submit()
    assert guest.path == f"events/{number}"
    staff.go(f"{office}/evaluations")
    assert "100" in staff.text
    staff.go(office)
    staff.submit("hold")
    guest.go(f"events/{number}")
    assert {"zh": "已举办", "en": "Held"}[language].lower() in guest.text.lower()
    assert not staff.errors
    assert not guest.errors


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("zh", 1280), ("en", 390), ("en", 1280)])
def test_pages_of_events_for_everyone(browser, address, language, width):  # noqa: F811
    person = Person(browser, address, language)
    person.page.set_viewport_size({"width": width, "height": 900})
    wrong = _check(person, "events")
    person.go("events?kind=conference")
    conference = person.page.locator("main .event-list a").first.get_attribute("href").split("/", 2)[2]
    person.go("events?kind=matchmaking")
    meeting = person.page.locator("main .event-list a").first.get_attribute("href").split("/", 2)[2]
    for path in (conference, f"{conference}/proceedings", meeting, f"{meeting}/register"):
        wrong += _check(person, path)
    person.fill(name="Visitor", contact=f"axe-{language}-{width}@test.invalid")
    person.submit()
    mine = person.path
    wrong += _check(person, mine)
    person.go(f"{mine}/appointments")
    person.fill(most="3", offers="valves")
    person.submit()
    wrong += _check(person, f"{mine}/appointments")
    assert not wrong, "\n".join(wrong)
    assert not person.errors


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 390)])
def test_pages_of_events_for_staff(browser, address, language, width):  # noqa: F811
    person = Person(browser, address, language)
    person.page.set_viewport_size({"width": width, "height": 900})
    person.sign_in(STAFF, SAMPLE)
    wrong = _check(person, "center/events") + _check(person, "center/events/new")
    person.go("events?kind=matchmaking")
    number = person.page.locator("main .event-list a").first.get_attribute("href").split("/")[-1]
    office = f"center/events/{number}"
    for path in ("", "/edit", "/sessions/new", "/registrations", "/door", "/appointments", "/evaluations"):
        wrong += _check(person, office + path)
    assert not wrong, "\n".join(wrong)
    assert not person.errors
