"""Words for the states of what hangs on centers."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = [
    "APPLICATION_STATES",
    "CENTER_STATES",
    "CONFLICTS",
    "DIFFICULTIES",
    "DOCUMENTS",
    "MILESTONE_STATES",
    "OUTCOMES",
    "PLAN_STATES",
    "RATINGS",
    "SIDES",
    "TASK_ENDED",
    "TASK_STATES",
]

CENTER_STATES = {
    "active": Words("正常运行", "In operation"),
    "rectifying": Words("整改中", "Putting things right"),
    "removed": Words("已撤销", "Removed"),
}
APPLICATION_STATES = {
    "open": Words("待审批", "Waiting for a decision"),
    "approved": Words("已批准", "Approved"),
    "refused": Words("未获批准", "Refused"),
    "withdrawn": Words("已撤回", "Withdrawn"),
}
DOCUMENTS = {
    "standing": Words("主体资格证明", "Proof of standing"),
    "premises": Words("场地与人员说明", "Rooms and staff"),
    "programme": Words("首年工作设想", "Programme of the first year"),
}
OUTCOMES = {
    "good": Words("良好", "Good"),
    "qualified": Words("合格", "Qualified"),
    "wanting": Words("不合格", "Wanting"),
}
TASK_STATES = {
    "proposed": Words("待中心确认", "Waits for the center's agreement"),
    "agreed": Words("进行中", "Under way"),
    "done": Words("已完成", "Done"),
}
TASK_ENDED = Words("中心已撤销，任务终止", "Ended: the center was removed")
DIFFICULTIES = {
    "1": Words("一类（常规）", "Class 1 (routine)"),
    "2": Words("二类（较难）", "Class 2 (demanding)"),
    "3": Words("三类（攻坚）", "Class 3 (hard)"),
}
PLAN_STATES = {
    "draft": Words("草稿", "Draft"),
    "registered": Words("已登记", "Registered"),
    "reported": Words("已总结", "Reported"),
}
MILESTONE_STATES = {
    "open": Words("进行中", "Open"),
    "met": Words("已达成", "Met"),
    "missed": Words("未达成", "Missed"),
}
RATINGS = {
    "1": Words("1 轻松", "1 easy"),
    "2": Words("2 较轻松", "2 rather easy"),
    "3": Words("3 适中", "3 fair"),
    "4": Words("4 有挑战", "4 demanding"),
    "5": Words("5 很有挑战", "5 very demanding"),
}
SIDES = {
    "income": Words("收入", "Income"),
    "expenditure": Words("支出", "Expenditure"),
    "surplus": Words("结余去向", "Use of the surplus"),
}
CONFLICTS = {
    "employer": Words("任职单位", "Employer"),
    "interest": Words("利益关系", "Interest"),
    "relative": Words("近亲属关联", "A relative's tie"),
}
