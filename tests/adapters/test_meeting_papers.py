"""Badges, schedules and proceedings: pages, sizes, and that nothing of what was told is lost."""

from __future__ import annotations

import shutil
import subprocess

import msgspec
import pytest

from patentfair.adapters.documents.meeting_papers import (
    Badge,
    Contribution,
    Proceedings,
    Schedule,
    ScheduleRow,
    badge_pdf,
    badge_sheet_pdf,
    proceedings_pdf,
    schedule_pdf,
)
from patentfair.domain.kernel.words import Words

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
EVENT = Words("装备制造专利供需对接会", "Matchmaking Meeting on Patents")
BADGE = Badge(
    name="林知远", organisation="青川大学", event=EVENT, kind=Words("对接会", "Matchmaking"),
    when=Words("2026年12月9日", "9 December 2026"), center=Words("某中心", "Some Center"), code="7KQ2M9XD",
    address="https://example.org/zh/check-in/7KQ2M9XD", is_sample=True,
)  # fmt: skip


def read(data: bytes, tmp_path) -> tuple[str, int, str]:
    """Text, pages, and size of the first page."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(data)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    return text.replace(" ", ""), int(facts["Pages"]), facts["Page size"].strip()


def test_one_badge(tmp_path):
    text, pages, size = read(badge_pdf(BADGE), tmp_path)
    assert pages == 1
    assert size.startswith("255.118 x 368.504"), "90 by 130 mm"
    for told in ("林知远", "青川大学", "装备制造专利供需对接会", "7KQ2M9XD", "示例"):
        assert told in text
    assert badge_pdf(BADGE) == badge_pdf(BADGE)


@pytest.mark.parametrize(
    "name", ["Maximilian Alexander Featherstonehaugh-Cholmondeley", "阿卜杜热西提·买买提明", "X", "W" * 80]
)
def test_any_name_finds_its_place(tmp_path, name):
    badge = msgspec.structs.replace(BADGE, name=name, organisation="很长的单位名称" * 17)
    text, pages, _size = read(badge_pdf(badge), tmp_path)
    assert pages == 1
    assert name.replace(" ", "")[:10] in text.replace("\n", "")


def test_badges_of_all_stand_four_to_a_sheet(tmp_path):
    badges = [msgspec.structs.replace(BADGE, name=f"第{i}位") for i in range(9)]
    text, pages, size = read(badge_sheet_pdf(badges), tmp_path)
    assert (pages, size.split(" pts")[0]) == (3, "595.276 x 841.89")
    assert all(f"第{i}位" in text for i in range(9))


def test_a_schedule_tells_every_appointment(tmp_path):
    rows = tuple(
        ScheduleRow(
            day=Words("12月9日", "9 December"), time=f"{9 + i:02}:00–{9 + i:02}:20", table=str(i + 1), room="洽谈区",
            name=f"对方{i}", organisation="某单位", offers="阀门", seeks="产线",
        )
        for i in range(8)
    )  # fmt: skip
    made = Schedule(
        name="林知远", organisation="", event=EVENT, place=Words("厅", "Hall"), when=BADGE.when, center=BADGE.center,
        rows=rows,
    )  # fmt: skip
    text, _pages, _size = read(schedule_pdf(made), tmp_path)
    assert all(f"对方{i}" in text for i in range(8))
    nothing, pages, _size = read(schedule_pdf(msgspec.structs.replace(made, rows=())), tmp_path)
    assert pages == 1
    assert "尚未安排洽谈" in nothing


def test_proceedings_have_a_cover_contents_and_every_summary(tmp_path):
    contributions = tuple(
        Contribution(
            title=Words(f"题目{i}", f"Title {i}"), kind=Words("报告", "Talk"), speakers=Words("某人", "Someone"),
            when=BADGE.when, abstract=Words(f"摘要{i}" * 60, ""), papers=("论文",),
        )
        for i in range(7)
    )  # fmt: skip
    made = Proceedings(
        event=EVENT, kind=Words("会议", "Conference"), place=Words("厅", "Hall"), when=BADGE.when,
        center=BADGE.center, about=Words("介绍", "About"), attended=42, contributions=contributions,
    )  # fmt: skip
    text, pages, _size = read(proceedings_pdf(made), tmp_path)
    assert pages >= 4
    assert all(text.count(f"题目{i}") >= 2 for i in range(7)), "in the contents and at its place"
    assert all(f"摘要{i}" in text for i in range(7))
    assert "签到42人" in text
