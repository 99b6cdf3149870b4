"""Words for the codes of events."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["ATTENDANCE", "KINDS", "LANGUAGES", "MARKS", "PLAN_STATES", "SESSIONS", "STATES", "STRENGTHS"]

KINDS = {
    "fair": Words("展会", "Fair"),
    "roadshow": Words("路演", "Roadshow"),
    "matchmaking": Words("对接会", "Matchmaking meeting"),
    "conference": Words("会议", "Conference"),
}
STATES = {
    "draft": Words("草稿", "Draft"),
    "announced": Words("已公布", "Announced"),
    "held": Words("已举办", "Held"),
    "cancelled": Words("已取消", "Called off"),
}
LANGUAGES = {
    "zh": Words("中文", "Chinese"),
    "en": Words("英文", "English"),
    "both": Words("中文和英文", "Chinese and English"),
}
SESSIONS = {
    "talk": Words("报告", "Talk"),
    "pitch": Words("项目路演", "Roadshow pitch"),
    "report": Words("地区汇报", "Report from a region"),
    "panel": Words("圆桌讨论", "Panel"),
    "break": Words("休息", "Break"),
}
ATTENDANCE = {
    "confirmed": Words("已确认", "Confirmed"),
    "waiting": Words("候补", "Waiting list"),
    "cancelled": Words("已取消", "Cancelled"),
}
MARKS = {
    "content": Words("内容质量", "What was said and shown"),
    "organisation": Words("组织安排", "How it was organised"),
    "usefulness": Words("对您工作的帮助", "How useful it was for your work"),
}
PLAN_STATES = {
    "queued": Words("等待计算", "Waiting to be computed"),
    "running": Words("计算中", "Being computed"),
    "done": Words("已算出，尚未发布", "Computed, not published"),
    "failed": Words("计算失败", "Failed"),
    "published": Words("已发布", "Published"),
    "superseded": Words("已被新方案取代", "Replaced by a newer plan"),
}
STRENGTHS = {
    1: Words("可以见", "If it fits"),
    2: Words("希望见", "Gladly"),
    3: Words("一定要见", "Above all"),
}
