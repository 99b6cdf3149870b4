"""Help and experience, walked in a real browser without scripts: a case, a complaint, a report that another uses."""

from __future__ import annotations

import re

import pytest

from tests.e2e.looking import look as looked
from tests.e2e.test_auctions_and_notices import START, python
from tests.e2e.test_journey import CHROMIUM, Person, address, browser, home  # noqa: F401 - fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
SAMPLE = "patentfair-sample"
ANSWER = "转让合同自签订时生效，专利权的转让自登记之日起生效，请先办理著录项目变更。"
CLOSING = "已说明办理流程和所需材料，当事人已经提交申请，没有其他问题。"
# A seed by which this client is drawn: nobody waits for the lot in a test.
DRAW = (
    START
    + """
from patentfair.apps.helpdesk.models import Case, SurveyRound
from patentfair.domain.helpdesk.survey import is_drawn
case = Case.objects.get(pk=int(sys.argv[1]))
seed = next(str(n) for n in range(1000) if is_drawn(str(n), case.pk))
SurveyRound.objects.filter(pk=case.survey_id).update(seed=seed)
print("{}")
"""
)
REVIEWER = (
    START
    + """
from patentfair.apps.centers.models import Post
post = Post.objects.filter(center__key="beijing", user__email__contains="reviewer").select_related("user").get()
print(json.dumps({"email": post.user.email}))
"""
)
VIEWS = [("zh", 390), ("en", 1280)]


def someone(browser, address, email: str = "", language: str = "zh") -> Person:  # noqa: F811
    person = Person(browser, address, language, scripts=False)
    if email:
        person.sign_in(f"{email}@sample.invalid", SAMPLE)
    return person


def choose(person: Person, name: str, value: str) -> None:
    person.page.check(f'main input[name="{name}"][value="{value}"]')


def fill_in(person: Person, action: str, **fields: str) -> None:
    """Fill one of several forms of a page, opening it where it is folded, and send it."""
    form = person.page.locator(f'main form[action$="/{action}"]')
    if not form.is_visible():
        form.locator("xpath=ancestor::details[1]/summary").click()
    for name, value in fields.items():
        control = form.locator(f'[name="{name}"]')
        if control.first.get_attribute("type") == "radio":
            form.locator(f'[name="{name}"][value="{value}"]').check()
        else:
            control.fill(value)
    with person.page.expect_navigation():
        form.locator("button").click()


def ask(person: Person, **fields: str) -> str:
    person.go("help")
    person.page.locator('main a[href$="/help/ask"]').first.click()
    choose(person, "kind", fields.pop("kind"))
    person.fill(center="beijing", size_class="small_firm", **fields)
    person.submit()
    return person.path.split("/")[-1]


def test_a_question_without_an_account_is_answered_confirmed_and_rated(browser, address, home):  # noqa: F811
    client, staff = someone(browser, address), someone(browser, address, "qu-lanzhou")
    number = ask(client, kind="question", subject="浏览器里的问题", text="我想转让一件专利，先做什么？")
    code = re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}", client.text)[0]
    python(home, DRAW, number)
    staff.go("center/cases")
    staff.page.locator(f'main a[href$="/center/cases/{number}"]').first.click()
    fill_in(staff, "reply", text=ANSWER)
    fill_in(staff, "hours", minutes="25", what="解答")
    fill_in(staff, "close", closing=CLOSING)
    elsewhere = someone(browser, address)
    elsewhere.go("help/follow")
    elsewhere.fill(code=code.lower())
    elsewhere.submit()
    assert elsewhere.path == f"help/cases/{number}"
    assert ANSWER in elsewhere.text
    elsewhere.submit("confirm")
    fill_in(elsewhere, "rate", rating="4", remark="很清楚")
    assert "4 分" in elsewhere.text
    staff.go(f"center/cases/{number}")
    assert "很清楚" in staff.text
    assert not client.errors + staff.errors + elsewhere.errors


def test_a_complaint_is_decided_outside_the_center(browser, address):  # noqa: F811
    client, judge = someone(browser, address), someone(browser, address, "zhan-yuheng")
    staff = someone(browser, address, "qu-lanzhou")
    number = ask(client, kind="complaint", subject="浏览器里的投诉", text="窗口要我找指定的机构交钱。")
    staff.go("center/cases?show=all")
    assert "浏览器里的投诉" not in staff.text
    assert staff.page.request.get(f"{address}/zh/center/cases/{number}").status == 404
    judge.go("workspace")
    judge.page.locator('main a[href$="/center/complaints"]').first.click()
    judge.page.locator(f'main a[href$="/center/complaints/{number}"]').first.click()
    fill_in(judge, "reply", text="请告知到访的日期和时段，我们会向该中心调取当日的登记记录，不会透露您的身份。")
    decision = "经核查当日登记记录，推荐指定收费机构属实，责令公示免费服务清单并报告整改情况。"
    fill_in(judge, "decide", upheld="yes", decision=decision)
    client.go(f"help/cases/{number}")
    assert decision in client.text
    staff.go("center/cases")
    assert decision in staff.text
    assert "浏览器里的投诉" not in staff.text
    assert not client.errors + judge.errors + staff.errors


def test_a_report_is_reviewed_published_taken_up_and_used(browser, address, home):  # noqa: F811
    author = someone(browser, address, "qu-lanzhou")
    reviewer = someone(browser, address, python(home, REVIEWER)["email"].split("@")[0])
    peer = someone(browser, address, "rong-jianye")
    author.go("center/experience/new")
    author.fill(source_note="浏览器里的一次试办")
    author.page.locator('main form:has([name="source_note"]) button').click()
    author.fill(
        title="试办夜间窗口", tried="每周二晚上开放两小时", took="两名工作人员", worked="来了十七人",
        failed="下雨天没有人来", next_time="改为预约", title_other="An evening desk",
        tried_other="Two hours on Tuesdays",
    )  # fmt: skip
    choose(author, "outcome", "partly")
    author.tick("obstacle", "people")
    with author.page.expect_navigation():
        author.page.locator('main button[value="submit"]').click()
    reviewer.go("center/experience")
    reviewer.page.locator("main a", has_text="试办夜间窗口").first.click()
    with reviewer.page.expect_navigation():
        reviewer.page.locator('main form[action$="/publish"] button').click()
    report = reviewer.path
    assert report.startswith("experience/reports/")
    visitor = someone(browser, address, language="en")
    visitor.go("experience?outcome=partly&obstacle=people")
    visitor.page.locator("main a", has_text="An evening desk").first.click()
    assert visitor.path == report
    peer.go(report)
    peer.page.locator(f'main a[href$="{report}/adopt"]').click()
    peer.fill(purpose="也想试办夜间窗口")
    peer.submit()
    peer.page.locator('main a[href*="/experience/adoptions/"]').click()
    choose(peer, "result", "worked")
    peer.fill(came_of_it="按预约开放了一个月，每次都有八人以上，雨天改为线上，没有再空过。")
    peer.submit()
    visitor.go(report)
    assert "taken up by 1, used by 1" in visitor.text
    assert not author.errors + reviewer.errors + peer.errors + visitor.errors


@pytest.mark.parametrize(("language", "width"), VIEWS)
def test_pages_are_accessible(browser, address, language, width):  # noqa: F811
    wrong: list[str] = []

    def look(email: str, *paths: str) -> Person:
        person = Person(browser, address, language)
        person.page.set_viewport_size({"width": width, "height": 900})
        if email:
            person.sign_in(f"{email}@sample.invalid", SAMPLE)
        wrong.extend(problem for path in paths for problem in looked(person, path))
        assert not person.errors
        return person

    def first(person: Person, page: str, pattern: str) -> None:
        person.go(page)
        links = person.page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        found = next(link for link in links if re.search(pattern, link))
        wrong.extend(looked(person, found.split("/", 2)[2]))

    public = look("", "help", "help/ask", "help/follow", "experience", "centers/beijing/help")
    first(public, "experience", r"/experience/reports/\d+$")
    client = look("mu-heting", "help/follow")
    client.page.goto(f"{address}/{language}/help/ask")
    choose(client, "kind", "clinic")
    client.fill(center="liaoning", size_class="small_firm", subject="A warning letter", text="What shall we answer?")
    client.submit()
    wrong.extend(looked(client, client.path))
    staff = look(
        "qu-lanzhou", "center/cases", "center/cases?show=all", "center/hours", "center/trainings",
        "center/experience", "center/experience/new", "desk",
    )  # fmt: skip
    first(staff, "center/cases", r"/center/cases/\d+$")
    first(staff, "center/trainings", r"/center/trainings/\d+$")
    first(staff, "center/experience", r"/center/experience/\d+$")
    peer = look("rong-jianye", "center/cases?show=all", "center/experience")
    first(peer, "center/cases", r"/center/cases/\d+$")
    judge = look("zhan-yuheng", "center/complaints", "workspace")
    first(judge, "center/complaints", r"/center/complaints/\d+$")
    assert not wrong, "\n".join(wrong)


FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const kinds = ["a[href]", "button", "input:not([type=hidden])", "select", "textarea", "summary", "[tabindex='0']"];
  const all = [...document.querySelectorAll(`main :is(${kinds.join()})`)].filter(each => each.checkVisibility());
  const name = each => each.type === "radio" ? `radio ${each.name}`
    : `${all.indexOf(each)} ${each.tagName} ${each.name || each.textContent.trim().slice(0, 30)}`;
  return {
    within: !!one.closest("main"), name: name(one), all: [...new Set(all.map(name))], control: one.name || "",
    value: one.type === "radio" || one.tagName === "SELECT" ? one.value : "", href: one.getAttribute("href") || "",
    is_button: one.tagName === "BUTTON", skip: one.className === "skip-link",
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none",
  };
}"""


class Keys:
    """A visitor who has a keyboard and nothing else: no mouse, no scripts."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page

    def next(self) -> dict:
        self.page.keyboard.press("Tab")
        focus = self.page.evaluate(FOCUS)
        assert focus["seen"], f"no visible focus on {focus['name']} of {self.page.url}"
        return focus

    def to(self, wanted) -> dict:
        for _ in range(150):
            if wanted(focus := self.next()):
                return focus
        raise AssertionError(f"the Tab key does not lead there on {self.page.url}")

    def follow(self, end: str) -> None:
        """Go along the first link of the page's own part whose address ends so."""
        self.to(lambda focus: focus["within"] and focus["href"].endswith(end))
        self.enter()

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, control: str, value: str) -> None:
        focus = self.to(lambda focus: focus["control"] == control)
        for _ in range(40):
            if focus["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
            focus = self.page.evaluate(FOCUS)
        raise AssertionError(f"the arrow keys do not reach {value}")

    def write(self, control: str, text: str) -> None:
        self.to(lambda focus: focus["control"] == control)
        self.page.keyboard.type(text)

    def send(self) -> None:
        self.to(lambda focus: focus["within"] and focus["is_button"])
        self.enter()

    def walk(self, path: str) -> None:
        """Every control of the page is reached, in turn, beginning with the link that skips to them."""
        self.person.go(path)
        focus = self.next()
        assert focus["skip"], f"no skip link on {path}"
        self.page.keyboard.press("Enter")
        assert self.page.url.endswith("#main")
        reached = []
        while (focus := self.next())["within"]:
            reached.append(focus["name"])
            assert len(reached) < 150
        assert reached == focus["all"], path


def by_keys(browser, address, language: str = "en") -> Keys:  # noqa: F811
    return Keys(Person(browser, address, language, scripts=False))


def ask_by_keys(keys: Keys, kind: str, subject: str) -> tuple[str, str]:
    """The number of the case and its code."""
    keys.person.go("help")
    keys.follow("/help/ask")
    keys.choose("kind", kind)
    keys.choose("center", "beijing")
    keys.choose("size_class", "inventor")
    keys.write("subject", subject)
    keys.write("text", "What has to be done first?")
    keys.send()
    found = re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}", keys.person.text)
    assert found, keys.person.text
    return keys.person.path.split("/")[-1], found[0]


def test_asking_and_reading_the_answer_by_keyboard_alone(browser, address):  # noqa: F811
    keys, staff = by_keys(browser, address), someone(browser, address, "qu-lanzhou")
    number, code = ask_by_keys(keys, "question", "Asked by keyboard")
    keys.page.reload()
    assert code not in keys.person.text, "a code is shown once"
    staff.go(f"center/cases/{number}")
    fill_in(staff, "reply", text=ANSWER)
    elsewhere = by_keys(browser, address)
    elsewhere.page.goto(f"{address}/en/help/cases/{number}")
    assert ANSWER not in elsewhere.person.text
    elsewhere.write("code", code)
    elsewhere.enter()
    assert elsewhere.person.path == f"help/cases/{number}"
    assert ANSWER in elsewhere.person.text
    elsewhere.write("text", "Thank you, that is clear.")
    elsewhere.send()
    assert "Thank you, that is clear." in elsewhere.person.text
    for path in ("help/ask", "help/follow", f"help/cases/{number}"):
        elsewhere.walk(path)
    assert not [one for one in keys.person.errors + staff.errors + elsewhere.person.errors if "404" not in one]


def test_complaining_by_keyboard_alone(browser, address):  # noqa: F811
    keys, judge = by_keys(browser, address), someone(browser, address, "zhan-yuheng")
    number, _code = ask_by_keys(keys, "complaint", "Complained of by keyboard")
    assert "the center learns of it only with the decision" in keys.person.text.lower()
    judge.go("center/complaints")
    assert "Complained of by keyboard" in judge.text
    fill = by_keys(browser, address)
    fill.walk("help")
    assert number.isdecimal()
    assert not keys.person.errors + judge.errors + fill.person.errors
