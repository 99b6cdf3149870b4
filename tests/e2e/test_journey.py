"""The main job, end to end, in a real browser: a patent goes from an office's file to an agreed licence.

With PATENTFAIR_WRITE_PICTURES set to a folder, the pictures of the README are written there.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from patentfair.domain.patents.numbers import cn_check_digit

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install it with `apt-get install chromium`"),
]
PASSWORD = "a-long-enough-password"
PICTURES = os.environ.get("PATENTFAIR_WRITE_PICTURES")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj"
NUMBER = "CN109777777B"
APPLICATION = "201811999777"
OTHER = "CN109777778B"


def gazette() -> bytes:
    """A gazette table of our own in the office's shape: two grants and a row that cannot be identified."""
    header = (
        "item,name,authorization_notice_id,authorized_announcement_date,"
        "filing_id,filing_date,patentee,designer,address,Int.Cl.\n"
    )
    filing = f"{APPLICATION}{cn_check_digit(APPLICATION)}"
    rows = (
        f"1,一种抗冻融碱激发矿渣混凝土及其制备方法,{NUMBER},2021.06.11,{filing},2018.11.20,"
        "雪岭新材料有限公司,何一;程二,110000辽宁省沈阳市和平区一号,C04B28/08(2006.01)I;C04B18/14(2006.01)I\n"
        f"2,一种钢渣基透水砖的养护方法,{OTHER},2021.06.11,2.02E+12,2018.11.22,"
        "雪岭新材料有限公司,何一,110000辽宁省沈阳市和平区一号,C04B28/08(2006.01)I\n"
        "3,没有号码的一行,,2021.06.11,,2018.11.22,某公司,某人,北京市,C04B28/08(2006.01)I\n"
    )
    return (header + rows).encode("gb18030")


def patentfair(home: Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "patentfair.cli.main", *arguments],
        env={**os.environ, "PATENTFAIR_HOME": str(home), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    assert patentfair(folder, "sample").returncode == 0
    return folder


@pytest.fixture(scope="module")
def address(home):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "patentfair.cli.main", "serve", "--port", str(port)],
        env={**os.environ, "PATENTFAIR_HOME": str(home), "DATABASE_URL": ""},
        stderr=subprocess.PIPE,
    )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/healthz", timeout=2):
                break
        except OSError:
            time.sleep(0.2)
    else:
        process.kill()
        pytest.fail("the server did not answer in a minute")
    yield url
    process.terminate()
    process.wait(30)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


class Person:
    """Someone at a browser."""

    def __init__(self, browser, address: str, language: str = "zh", *, scripts: bool = True) -> None:
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="zh-CN", java_script_enabled=scripts
        )
        self.page = self.context.new_page()
        self.address, self.language = address, language
        self.errors: list[str] = []
        self.page.on(
            "console", lambda m: self.errors.append(m.text) if m.type == "error" and "favicon" not in m.text else None
        )
        self.page.on("response", lambda r: self.errors.append(f"{r.status} {r.url}") if r.status >= 500 else None)

    def go(self, path: str) -> None:
        response = self.page.goto(f"{self.address}/{self.language}/{path}")
        assert response.status < 400, f"{path}: {response.status}"

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            control = self.page.locator(f'main [name="{name}"]').first
            if self.page.locator(f'main select[name="{name}"]').count():
                control.select_option(value)
            else:
                control.fill(value)

    def tick(self, name: str, *values: str) -> None:
        for box in self.page.locator(f'main input[name="{name}"]').all():
            wanted = box.get_attribute("value") in values
            if wanted != box.is_checked():
                box.check() if wanted else box.uncheck()

    def attach(self, name: str) -> None:
        self.page.set_input_files(
            f'main [name="{name}"]', {"name": "beweis.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )

    def submit(self, action: str | None = None, *, method: str = "post") -> None:
        """Send the page's form of this method, or the one whose action ends so."""
        form = f'main form[action$="{action}"]' if action else f'main form[method="{method}"]'
        with self.page.expect_navigation():
            self.page.locator(f'{form} button[type="submit"], {form} button:not([type])').first.click()

    def join(self, name: str, email: str) -> None:
        self.go("join")
        self.fill(name=name, email=email, password=PASSWORD)
        self.submit()

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.go("sign-in")
        self.fill(email=email, password=password)
        self.submit()

    def picture(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=False)

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(f"{self.address}/{self.language}/")


def organisation(person: Person, name: str, province: str, kind: str = "company") -> None:
    person.go("workspace/organisations/new")
    person.fill(name_zh=name, kind=kind, province=province)
    person.submit()


def test_from_an_offices_file_to_an_agreed_licence(browser, address, home, tmp_path):  # noqa: PLR0915 - one way
    # 1. Import: found by content, what cannot be read is named.
    file = tmp_path / "no-telling-name.bin"
    file.write_bytes(gazette())
    first = patentfair(home, "import", str(file), "--json")
    report = json.loads(first.stdout)
    assert first.returncode == 1
    assert (report["read"], report["new"], report["quarantined"]) == (3, 2, 1)
    assert report["problems"][0]["offset"] > 0
    again = json.loads(patentfair(home, "import", str(file), "--json").stdout)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)

    # 2. Registry: any spelling leads to the one page; raw text is kept; nobody is verified as owner yet.
    owner = Person(browser, address, scripts=False)  # the main job needs no JavaScript
    owner.go(f"patents/ZL{APPLICATION[:4]}%201%20{APPLICATION[5:]}.{cn_check_digit(APPLICATION)}")
    assert owner.path == f"patents/{NUMBER}"
    assert "C04B 28/08" in owner.text
    assert "雪岭新材料有限公司" in owner.text
    owner.go(f"patents/{OTHER}")
    assert "2.02E+12" in owner.text

    # 3. Search: one box, facets, marked words; the worker has indexed the import by itself.
    deadline = time.monotonic() + 30
    while True:
        owner.go("search?q=" + "抗冻融混凝土")
        if NUMBER in owner.text or time.monotonic() > deadline:
            break
        time.sleep(0.5)
    assert NUMBER in owner.text
    assert owner.page.locator("main mark").count() > 0
    owner.picture("search")
    owner.page.keyboard.press("Tab")
    owner.page.locator('[data-facet="office"] a', has_text="CN").first.click()
    assert "office=CN" in owner.page.url

    # 4. List: claim with evidence, verified by a center, declared, listed, translated, published.
    owner.join("何一", "he@snow.test")
    organisation(owner, "雪岭新材料有限公司", "21")
    owner.go(f"workspace/claims/new?patent={NUMBER}")
    owner.attach("evidence")
    owner.submit()
    claim = owner.path.split("/")[-1]
    desk = Person(browser, address)
    desk.sign_in("wen-ruxue@sample.invalid", "patentfair-sample")
    desk.go("desk")
    assert NUMBER in desk.text
    desk.picture("desk")
    desk.go(f"workspace/claims/{claim}")
    desk.submit(f"desk/claims/{claim}/verify")
    today = date.today()  # noqa: DTZ011 - the browser and the server share this machine
    desk.go(f"desk/register/new?patent={NUMBER}")
    desk.fill(
        code="fee_paid",
        on=(today - timedelta(days=5)).isoformat(),
        paid_until=(today + timedelta(days=300)).isoformat(),
        reference="REG-2026-1",
    )
    desk.submit()
    owner.go(f"workspace/rights/{NUMBER}")
    owner.fill(
        technology="free", secrecy="none", service_invention="yes", public_funding="no", invalidity_pending="no",
        same_day_pair="none", grants_complete="yes", encumbrances_complete="yes", key_core_technology="no",
    )  # fmt: skip
    owner.submit()
    owner.go(f"patents/{NUMBER}")
    owner.picture("patent")
    owner.go(f"workspace/listings/new?patent={NUMBER}")
    owner.fill(
        title="零下三十度也不掉皮的低碳混凝土",
        plain="用炼钢剩下的矿渣代替水泥，浇出的混凝土经 300 次冻融循环，强度仍在九成以上。",
        better="普通水泥混凝土在同样条件下 150 次就开始剥落；每方少排二氧化碳约 180 千克。",
        maturity="7",
        territory="CN",
        term_years="5",
        price_mode="royalty",
        upfront="300000",
        royalty_percent="2.5",
        royalty_base="净销售额",
        target_0_name="冻融循环次数",
        target_0_comparator=">=",
        target_0_value="300",
        target_0_unit="次",
    )
    owner.tick("kinds", "ordinary", "exclusive")
    owner.submit()
    listing = owner.path.split("/")[-1]
    owner.language = "en"
    owner.go(f"listings/{listing}")
    assert "not translated" in owner.text.lower()
    owner.language = "zh"
    owner.go(f"workspace/listings/{listing}/translate")
    owner.fill(
        title="Low-carbon concrete that keeps its skin at minus thirty",
        plain="Slag replaces cement; 300 freeze-thaw cycles.",
    )
    owner.submit()
    owner.go(f"listings/{listing}")
    owner.submit(f"workspace/listings/{listing}/publish")
    owner.language = "en"
    owner.go(f"listings/{listing}")
    assert "minus thirty" in owner.text
    owner.picture("listing")
    owner.language = "zh"

    # 5. Need: the problem first, a clarity score that says what is missing.
    firm = Person(browser, address, scripts=False)
    firm.join("程三", "cheng@road.test")
    organisation(firm, "寒路养护有限公司", "23", "small_firm")
    firm.go("workspace/needs/new")
    firm.fill(title="冬天桥面混凝土起皮", problem="桥面混凝土每到冬天冻融就起皮剥落。", province="23")
    firm.submit()
    need = firm.path.split("/")[-1]
    assert "目标" in firm.text  # what is missing: target figures
    firm.go(f"workspace/needs/{need}/edit")
    firm.fill(
        problem="桥面混凝土每年冬天在除冰盐和冻融作用下起皮剥落，两三年就要返修，希望混凝土经得住至少 250 次冻融循环。",
        present="用引气水泥混凝土，每三年铣刨重铺一次。",
        constraints="用现有拌合站，每方成本增加不超过 40 元。",
        classes="C04B 28/08",
        maturity_min="6",
        budget_low="200000",
        budget_high="800000",
        deadline=(today + timedelta(days=120)).isoformat(),
        target_0_name="冻融循环次数",
        target_0_comparator=">=",
        target_0_value="250",
        target_0_unit="次",
    )
    firm.tick("kinds", "ordinary", "exclusive")
    firm.submit()
    firm.go(f"needs/{need}")
    firm.submit(f"workspace/needs/{need}/post")

    # 6. Match: with reasons a person can check, and feedback with codes, both ways.
    deadline = time.monotonic() + 30
    while True:
        firm.go(f"needs/{need}/matches")
        if NUMBER in firm.text or time.monotonic() > deadline:
            break
        time.sleep(0.5)
    best = firm.page.locator("main article.patent-card").first.inner_text()
    assert NUMBER in best
    assert firm.page.locator('[data-code="shared_terms"]').count() > 0
    assert firm.page.locator('[data-code="target_met"]').count() > 0
    firm.picture("matches")
    feedback = firm.page.locator('main form[action$="feedback"]')
    feedback.nth(1).locator("xpath=ancestor::details/summary").click()
    feedback.nth(1).locator("select[name=code]").select_option("wrong_field")
    with firm.page.expect_navigation():
        feedback.nth(1).locator("button").click()
    deadline = time.monotonic() + 30
    while True:
        owner.go(f"listings/{listing}/matches")
        if "冬天桥面混凝土起皮" in owner.text or time.monotonic() > deadline:
            break
        time.sleep(0.5)
    assert "冬天桥面混凝土起皮" in owner.text

    # 7. Inquire, negotiate, agree: the law decides at each step.
    firm.go(f"deals/new?listing={listing}&need={need}")
    firm.fill(text="能否用于我们现有的拌合站？一条试验段多久可以做完？")
    firm.submit()
    deal = firm.path.split("/")[-1]
    owner.go(f"deals/{deal}")
    owner.fill(text="可以。试验段三周，配合比与养护制度由我们提供。")
    owner.submit(f"deals/{deal}/answer")
    owner.go(f"deals/{deal}/terms?kind=exclusive")
    owner.fill(
        territory="CN-HL, CN-JL",
        start=today.isoformat(),
        end=(today + timedelta(days=1461)).isoformat(),
        upfront="300000",
        royalty_percent="2.5",
        royalty_base="净销售额",
        notes="许可方提供两周现场指导。",
    )
    owner.submit()
    firm.go(f"deals/{deal}/terms")
    firm.fill(upfront="240000", notes="许可方提供四周现场指导。")
    firm.submit()
    assert firm.page.locator("main ins").count() > 0
    assert firm.page.locator("main del").count() > 0
    owner.go(f"deals/{deal}")
    owner.picture("deal")
    owner.submit(f"deals/{deal}/accept")
    for person, name in ((owner, "何一"), (firm, "程三")):
        person.go(f"deals/{deal}")
        person.fill(name=name)
        person.submit(f"deals/{deal}/sign")
    firm.go(f"deals/{deal}")
    assert "已生效" in firm.text
    pdf = firm.context.request.get(f"{address}/zh/deals/{deal}/contract.pdf")
    assert pdf.status == 200
    assert pdf.body().startswith(b"%PDF")
    if PICTURES and shutil.which("pdftoppm"):
        paper = tmp_path / "contract.pdf"
        paper.write_bytes(pdf.body())
        target = Path(PICTURES) / "contract"
        subprocess.run(["pdftoppm", "-png", "-r", "60", "-f", "1", "-l", "1", "-singlefile", paper, target], check=True)
    owner.go(f"deals/{deal}")
    owner.fill(recorded_on=today.isoformat(), record_number="2026-0001")
    owner.submit(f"deals/{deal}/record")

    # Afterwards a conflicting licence is refused, with the part that can still be granted.
    rival = Person(browser, address)
    rival.sign_in("liaoyun-heavy@sample.invalid", "patentfair-sample")
    rival.go(f"deals/new?listing={listing}")
    rival.fill(text="我们也想要全国独占。")
    rival.submit()
    second = rival.path.split("/")[-1]
    owner.go(f"deals/{second}")
    owner.fill(text="请提条件。")
    owner.submit(f"deals/{second}/answer")
    rival.go(f"deals/{second}/terms?kind=exclusive")
    rival.fill(territory="CN", start=today.isoformat(), end="", upfront="900000", royalty_base="净销售额")
    rival.submit()
    owner.go(f"deals/{second}")
    owner.submit(f"deals/{second}/accept")
    assert "黑龙江省" in owner.text
    owner.picture("refused")
    owner.go(f"deals/{second}")
    assert "已生效" not in owner.text.split("洽谈")[0]

    # 8. Journal: every act is there, and it verifies.
    operator = Person(browser, address)
    operator.sign_in("yu-tinglan@sample.invalid", "patentfair-sample")
    operator.go(f"registrar/journal?object=deal:{deal}")
    for event in (
        "inquiry.opened",
        "deal.terms-proposed",
        "legalcheck.done",
        "deal.signed",
        "deal.in-force",
        "deal.recorded",
    ):
        assert event in operator.page.content()
    operator.picture("journal")
    verified = patentfair(home, "verify", "--json")
    assert verified.returncode == 0
    assert json.loads(verified.stdout)["ok"] is True
    for person in (owner, desk, firm, rival, operator):
        assert not [error for error in person.errors if "409" not in error], person.errors
