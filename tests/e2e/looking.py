"""What is wrong with a page as people with other eyes, other hands and slow lines meet it."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

__all__ = ["FIRST_VIEW", "HTML", "look"]

HTML, FIRST_VIEW = 100_000, 300_000
# Runs of text in another language than the element they stand in says, and cells of folded tables without a label.
SAID_WRONG = """() => {
  const found = [], chinese = /[\\u3400-\\u9fff]/, english = /[A-Za-z]{2,}([ ,]+[A-Za-z]{2,}){2,}/;
  const judge = (element, text) => {
    const said = element.closest('[lang]').lang.slice(0, 2);
    const wrong = chinese.test(text) ? !['zh', 'ja'].includes(said) : said === 'zh' && english.test(text);
    if (wrong) found.push('not tagged: ' + text.trim().slice(0, 60));
  };
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const parent = nodes.currentNode.parentElement;
    if (!parent.closest('script, style, option, textarea, code, pre')) judge(parent, nodes.currentNode.textContent);
  }
  for (const name of ['alt', 'aria-label', 'placeholder', 'title'])
    for (const one of document.body.querySelectorAll(`[${name}]`)) judge(one, one.getAttribute(name));
  for (const one of document.querySelectorAll('table.stacked tbody td'))
    if (!one.dataset.label && one.textContent.trim()) found.push('cell without label: ' + one.textContent.trim().slice(0, 40));
  for (const one of document.images)
    if (!one.getAttribute('width') || !one.getAttribute('height')) found.push('picture without size: ' + one.src);
  return [...new Set(found)];
}"""  # noqa: E501
TOO_WIDE = "document.documentElement.scrollWidth - window.innerWidth"


def look(person, path: str, *, status: int = 200, is_public: bool = True) -> list[str]:
    """Serious findings of axe, what is wider than the window, and weight; of a public page also the languages of all
    that is written, and its width at 320 px.
    """
    page = person.page
    wire = person.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    answer = page.goto(f"{person.address}/{person.language}/{path}")
    assert answer.status == status, f"{path}: {answer.status}"
    html, whole = len(answer.body()), sum(sizes)
    wrong = [
        f"{one['id']} ({one['impact']})"
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    wrong += page.evaluate(SAID_WRONG) if is_public else []
    size = page.viewport_size
    for width in {size["width"], 320 if size["width"] < 500 and is_public else size["width"]}:
        page.set_viewport_size({"width": width, "height": size["height"]})
        wide = page.evaluate(TOO_WIDE)
        wrong += [f"{wide} px wider than a window of {width}"] if wide > 0 else []
    page.set_viewport_size(size)
    if html >= HTML:
        wrong.append(f"{html} bytes of HTML")
    if not 0 < whole < FIRST_VIEW and not path.endswith("/kiosk"):  # its worker fetches out of sight
        wrong.append(f"{whole:.0f} bytes in all")
    wire.detach()
    return [f"{person.language} {size['width']} {path}: {one}" for one in wrong]
