"""An event walked in a real browser, in both languages: announced, registered for, badge, check-in, sheet; and axe."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest

from tests.e2e.looking import look
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
        ends_at=local(timedelta(hours=3)), place_zh="路演厅", place_en="Roadshow room", city="110100",
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
    _look_at_both_widths(browser, address, language, guest.path)
    for name, mark in (("content", "5"), ("organisation", "4"), ("usefulness", "4")):
        guest.page.check(f'main input[name="{name}"][value="{mark}"]')
    guest.submit()
    assert guest.path == f"events/{number}"
    staff.go(office)
    staff.submit("hold")
    guest.go(f"events/{number}")
    assert {"zh": "已举办", "en": "Held"}[language].lower() in guest.text.lower()
    assert not staff.errors
    assert not guest.errors


def _look_at_both_widths(browser, address: str, language: str, path: str) -> None:  # noqa: F811
    for width in (390, 1280):
        eyes = Person(browser, address, language)
        eyes.page.set_viewport_size({"width": width, "height": 900})
        wrong = look(eyes, path)
        assert not wrong, "\n".join(wrong)


def _tab_to(page, what: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({what!r})"):
            return
    pytest.fail(f"{what} is not reached by keyboard")


def test_register_check_in_and_evaluate_by_keyboard_alone(browser, address):  # noqa: F811
    staff = Person(browser, address, "zh")
    staff.sign_in(STAFF, SAMPLE)
    staff.go("center/events/new")
    staff.fill(
        kind="fair", title_zh="键盘可达的展会", about_zh="只用键盘。", starts_at=local(timedelta(minutes=-30)),
        ends_at=local(timedelta(hours=3)), place_zh="展厅", city="110100", spoken="zh", capacity="9", contact="办公室",
    )  # fmt: skip
    staff.submit()
    office = staff.path
    staff.submit("announce")
    guest = Person(browser, address, "zh")
    keys = guest.page.keyboard
    guest.go(f"events/{office.split('/')[-1]}/register")
    _tab_to(guest.page, "main [name=name]")
    keys.type("叶知秋")
    _tab_to(guest.page, "main [name=contact]")
    keys.type("keys@test.invalid")
    with guest.page.expect_navigation():
        keys.press("Enter")
    mine = guest.path
    assert mine.startswith("registrations/")

    staff.go(f"{office}/registrations")
    code = staff.page.locator('main a[href*="/check-in/"]').first.inner_text()
    staff.go(f"{office}/door")
    _tab_to(staff.page, "main [name=code]")
    staff.page.keyboard.type(code)
    with staff.page.expect_navigation():
        staff.page.keyboard.press("Enter")
    _tab_to(staff.page, "main form button")
    with staff.page.expect_navigation():
        staff.page.keyboard.press("Enter")
    assert staff.path == f"{office}/door"

    guest.go(mine)
    _tab_to(guest.page, "main a[href*='/evaluate/']")
    with guest.page.expect_navigation():
        keys.press("Enter")
    for name in ("content", "organisation", "usefulness"):
        _tab_to(guest.page, f"main [name={name}]")
        keys.press("Space")
        keys.press("ArrowDown")
    _tab_to(guest.page, "main form button")
    with guest.page.expect_navigation():
        keys.press("Enter")
    assert guest.path == office.removeprefix("center/")
    staff.go(f"{office}/evaluations")
    assert "100" in staff.text
    assert not staff.errors
    assert not guest.errors


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1280)])
def test_pages_of_events_for_everyone(browser, address, language, width):  # noqa: F811
    person = Person(browser, address, language)
    person.page.set_viewport_size({"width": width, "height": 900})
    wrong = look(person, "events")
    person.go("events?kind=conference")
    conference = person.page.locator("main .event-list a").first.get_attribute("href").split("/", 2)[2]
    person.go("events?kind=matchmaking")
    meeting = person.page.locator("main .event-list a").first.get_attribute("href").split("/", 2)[2]
    for path in (conference, f"{conference}/proceedings", meeting, f"{meeting}/register"):
        wrong += look(person, path)
    person.fill(name="Visitor", contact=f"axe-{language}-{width}@test.invalid")
    person.submit()
    mine = person.path
    wrong += look(person, mine)
    person.go(f"{mine}/appointments")
    person.fill(most="3", offers="valves")
    person.submit()
    wrong += look(person, f"{mine}/appointments")
    person.go(mine)
    person.submit("/cancel")
    assert {"zh": "已取消", "en": "Cancelled"}[language].lower() in person.text.lower()
    assert not wrong, "\n".join(wrong)
    assert not person.errors


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 390)])
def test_pages_of_events_for_staff(browser, address, language, width):  # noqa: F811
    person = Person(browser, address, language)
    person.page.set_viewport_size({"width": width, "height": 900})
    person.sign_in(STAFF, SAMPLE)
    wrong = look(person, "center/events") + look(person, "center/events/new")
    person.go("events?kind=matchmaking")
    number = person.page.locator("main .event-list a").first.get_attribute("href").split("/")[-1]
    office = f"center/events/{number}"
    person.go(f"{office}/registrations")
    withdraw = person.page.locator('main a[href*="/registrations/"]').first.get_attribute("href").split("/", 2)[2]
    wrong += look(person, withdraw)
    for path in ("", "/edit", "/sessions/new", "/registrations", "/door", "/appointments", "/evaluations"):
        wrong += look(person, office + path)
    assert not wrong, "\n".join(wrong)
    assert not person.errors
