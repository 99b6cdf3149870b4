"""Every page that a visitor without an account can come to by following links: light, whole, and open to everyone.

The pages are found by walking from the front page, two addresses of each named route, so that a new page is looked at
without being written down here.
"""

from __future__ import annotations

from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import Request, urlopen

import pytest
from django.urls import Resolver404, resolve

from tests.e2e.looking import look
from tests.e2e.test_journey import CHROMIUM, Person, address, browser, home  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
A_ROUTE = 2
LEAST = 40  # routes that a walk must find, else it has lost its way
# What is found where nothing is.
EMPTY = ("network?q=nothing-like-this", "experience?q=nothing-like-this", "search?q=nothing-like-this")


class Links(HTMLParser):
    """What a page's links point at."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        target = dict(attributes).get("href")
        if tag == "a" and target:
            self.found.append(target)


@pytest.fixture(scope="module")
def pages(address) -> list[str]:  # noqa: F811
    """Paths behind the language, with their queries, in the order of the walk."""
    ways, seen, counted, found = deque(["/zh/"]), set(), Counter(), []
    while ways:
        path = ways.popleft()
        name = _route(path)
        if path in seen or not path.startswith("/zh/") or counted[name] >= A_ROUTE:
            continue
        seen.add(path)
        text = _html(f"{address}{path}")
        if text is None:
            continue
        counted[name] += 1
        found.append(path.removeprefix("/zh/"))
        ways.extend(urldefrag(urlsplit(urljoin(path, href))._replace(scheme="", netloc="").geturl()).url
                    for href in Links(text).found if not href.startswith(("http", "mailto:", "tel:")))  # fmt: skip
    assert len(counted) >= LEAST, sorted(counted)
    return found


def _route(path: str) -> str:
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    return found.view_name or found.func.__qualname__


def _html(url: str) -> str | None:
    """A page's text; None for a file, a download and a page that leads elsewhere, to signing in say."""
    with urlopen(Request(url, headers={"Accept-Language": "zh-CN"}), timeout=60) as answer:
        if answer.url != url or not answer.headers["Content-Type"].startswith("text/html"):
            return None
        return answer.read().decode()


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 390), ("zh", 1280), ("en", 1280)])
def test_open_to_everyone_and_light(browser, address, pages, language, width):  # noqa: F811
    person = Person(browser, address, language)
    person.page.set_viewport_size({"width": width, "height": 900})
    wrong = [problem for path in (*pages, *EMPTY) for problem in look(person, path)]
    assert not wrong, "\n".join(wrong)
    assert not person.errors


def test_by_keyboard_alone(browser, address, pages):  # noqa: F811
    """The Tab key comes to every control that is in view, and it is seen where it is."""
    person = Person(browser, address)
    wrong = []
    for path in pages:
        person.go(path)
        wanted = person.page.evaluate(CONTROLS)
        for _ in range(wanted + 20):
            person.page.keyboard.press("Tab")
            if person.page.evaluate(VISITED):
                break
        missed = person.page.evaluate("window.controls.filter(one => !one.visited).map(one => one.what)")
        wrong += [f"{path}: not reached: {what}" for what in missed]
        wrong += [f"{path}: not seen: {what}" for what in person.page.evaluate("window.unseen")]
    assert not wrong, "\n".join(wrong)


CONTROLS = """() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  const groups = new Set();
  const shown = all.filter(one => {
    if (one.disabled || one.type === 'hidden' || one.tabIndex < 0) return false;
    if (!one.checkVisibility({visibilityProperty: true})) return false;
    if (one.type !== 'radio') return true;
    const chosen = document.querySelector(`input[type=radio][name="${CSS.escape(one.name)}"]:checked`);
    if (groups.has(one.name) || chosen && chosen !== one) return false;
    groups.add(one.name);
    return true;
  });
  window.unseen = [];
  window.controls = shown.map(one => ({one, visited: false, what: one.outerHTML.slice(0, 120)}));
  return shown.length;
}"""
VISITED = """() => {
  const here = document.activeElement, found = window.controls.find(entry => entry.one === here);
  if (found && !found.visited) {
    found.visited = true;
    const look = getComputedStyle(here);
    if (look.outlineStyle === 'none' && look.boxShadow === 'none') window.unseen.push(found.what);
  }
  return window.controls.every(entry => entry.visited);
}"""


def test_without_scripts(browser, address, pages):  # noqa: F811
    """What a page says and lets one do is there without a script: the same headings, and every form has its address."""
    plain, full = Person(browser, address, scripts=False), Person(browser, address)
    wrong = []
    for path in pages:
        plain.go(path)
        full.go(path)
        if plain.page.locator("h1, h2").all_inner_texts() != full.page.locator("h1, h2").all_inner_texts():
            wrong.append(f"{path}: other headings")
        idle = [
            one.inner_text() for one in plain.page.locator("main button:not([type=submit])").all() if one.is_visible()
        ]
        wrong += [f"{path}: does nothing without a script: {text}" for text in idle]
    assert not wrong, "\n".join(wrong)
