"""What a hall prints: nothing cut off, however long the texts; ten exhibits on ten pages where they are as usual."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import pytest
from PIL import Image

from patentfair.adapters.documents.hall_papers import HallPaper, PrintedExhibit, PrintedHall, digest_of, pdf_of
from patentfair.domain.exhibition.card import LONGEST
from patentfair.domain.kernel.words import Words

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext (poppler-utils)")
ZH = "为了让焊点在低温下也能牢固结合，先去掉两侧的氧化层，再以分段加压的方式让铜柱缓慢变形。"
EN = "So that joints hold at low temperature, plasma takes the oxide from both sides, then pressure rises in steps. "
USUAL = {"title": (18, 60), "problem": (90, 260), "how": (220, 640), "new": (90, 260), "users": (50, 140)}
WHOLE = {name: (most, most) for name, most in LONGEST.items()}
SHORT_HALL, LONG_HALL = ((10, 30), (90, 270)), ((80, 120), (2000, 2000))


def words(zh: int, en: int) -> Words:
    """So many characters, each ending in a mark that can be found again."""
    return Words((ZH * 60)[: zh - 1] + "鑫", (EN * 20)[: en - 5].rstrip() + " Ozzy")


def paper(kind, sizes, entrance, picture, count):
    facts = (
        (Words("专利号", "Patent"), Words("CN1234567B", "CN1234567B")),
        (Words("权利人", "Owner"), Words("某某电子科技股份有限公司", "Such and Such Electronics Technology Co., Ltd.")),
    )
    exhibits = tuple(
        PrintedExhibit(
            number=number, facts=facts, address="http://127.0.0.1/x/c2f", picture=picture,
            picture_alt=Words("示意图版", "A plate"), **{name: words(*size) for name, size in sizes.items()},
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    hall = PrintedHall(
        name=words(*entrance[0]), lede=words(*entrance[1]), center=Words("某中心", "A center"),
        day=Words("2026年11月22日", "22 November 2026"), address="http://127.0.0.1/zh/halls/x",
    )  # fmt: skip
    return HallPaper(kind=kind, hall=hall, exhibits=exhibits)


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    path, out = tmp_path_factory.mktemp("pictures") / "a1b2", BytesIO()
    Image.new("RGB", (800, 500), "#1f5180").save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path


def pages(data: bytes, path) -> list[list[tuple[str, float, float, float, float]]]:
    """For each page its words, with their box as shares of the page."""
    path.write_bytes(data)
    told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for size, page in re.findall(r'<page (width="[\d.]+" height="[\d.]+")>(.*?)</page>', told, re.DOTALL):
        width, height = (float(one) for one in re.findall(r"[\d.]+", size))
        rows = re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', page
        )
        found.append([(w, float(a) / width, float(b) / height, float(c) / width, float(d) / height)
                      for a, b, c, d, w in rows])  # fmt: skip
    return found


def is_whole(printed) -> bool:
    """Whether every word lies on its page."""
    return all(0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1 for page in printed for _, x0, y0, x1, y1 in page)


def count(printed, mark: str) -> int:
    return sum(mark in word for page in printed for word, *_ in page)


def test_ten_exhibits_have_a_cover_contents_and_a_page_each(picture, tmp_path):
    printed = pages(pdf_of(paper("catalogue", USUAL, SHORT_HALL, picture, 10)), tmp_path / "catalogue.pdf")
    assert len(printed) == 12
    assert is_whole(printed)
    body = [{word for word, *_ in page} for page in printed[2:]]
    assert all(f"{number:02}" in words for number, words in enumerate(body, 1))
    assert count(printed, "Ozzy") >= 10 * len(USUAL) + 2


def test_the_longest_texts_run_on_and_nothing_is_cut(picture, tmp_path):
    printed = pages(pdf_of(paper("catalogue", WHOLE, LONG_HALL, picture, 3)), tmp_path / "catalogue.pdf")
    assert is_whole(printed)
    for page in printed[1:]:
        feet = [y1 for _, _, _, _, y1 in page]
        assert max(feet) <= 0.98, "clear of the edge of the sheet"
    for mark in ("鑫", "Ozzy"):  # five texts, and the title once more in the contents; the hall's name on every page
        assert count(printed, mark) == 3 * (len(WHOLE) + 1) + 2 + len(printed) - 1


@pytest.mark.parametrize(("kind", "sheets", "number", "texts"), [("label", 2, 3, 3), ("poster", 1, 1, 5)])
@pytest.mark.parametrize("sizes", [USUAL, WHOLE], ids=["usual", "longest"])
def test_labels_and_posters_keep_to_their_sheets(kind, sheets, number, texts, sizes, picture, tmp_path):
    printed = pages(pdf_of(paper(kind, sizes, LONG_HALL, picture, number)), tmp_path / "printed.pdf")
    assert len(printed) == sheets
    assert is_whole(printed)
    for mark in ("鑫", "Ozzy"):
        assert count(printed, mark) == number * (texts + 1)


def test_what_is_alike_has_the_same_digest_and_nothing_else(picture, tmp_path):
    one = paper("catalogue", USUAL, SHORT_HALL, picture, 2)
    assert digest_of(one) == digest_of(paper("catalogue", USUAL, SHORT_HALL, picture, 2))
    others = [
        paper("label", USUAL, SHORT_HALL, picture, 2), paper("catalogue", USUAL, SHORT_HALL, picture, 3),
        paper("catalogue", USUAL, LONG_HALL, picture, 2), paper("catalogue", USUAL, SHORT_HALL, None, 2),
        paper("catalogue", USUAL, SHORT_HALL, tmp_path / "c3d4", 2),
    ]  # fmt: skip
    assert len({digest_of(other) for other in (one, *others)}) == len(others) + 1
