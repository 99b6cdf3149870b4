"""What acts around events are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["MEETINGS"]

MEETINGS: dict[str, Words] = {
    "event.drafted": Words("起草活动", "Event drafted"),
    "event.changed": Words("修改活动", "Event changed"),
    "event.announced": Words("公布活动", "Event announced"),
    "event.cancelled": Words("取消活动", "Event called off"),
    "event.held": Words("登记活动举办", "Event held"),
    "event.programme": Words("修改议程", "Programme changed"),
    "event.paper-put": Words("保存活动文件", "Paper of an event kept"),
    "event.paper-removed": Words("移除活动文件", "Paper of an event removed"),
    "event.registered": Words("活动报名", "Registered for an event"),
    "event.place-given": Words("候补递补", "Place given from the waiting list"),
    "event.registration-cancelled": Words("取消报名", "Registration cancelled"),
    "event.registration-withdrawn": Words("中心取消报名", "Registration cancelled by the center"),
    "event.checkin": Words("活动签到", "Checked in at an event"),
    "event.evaluated": Words("提交活动评价", "Event evaluated"),
    "event.attendees-erased": Words("删除参会者个人信息", "Persons of an event erased"),
    "appointments.slots": Words("设定洽谈时段", "Times for appointments set"),
    "appointments.joined": Words("参加洽谈", "Took part in appointments"),
    "appointments.wishes": Words("提出洽谈意愿", "Wishes stated"),
    "appointments.requested": Words("申请计算洽谈方案", "Plan of appointments asked for"),
    "appointments.planned": Words("算出洽谈方案", "Appointments planned"),
    "appointments.failed": Words("洽谈方案计算失败", "Plan of appointments failed"),
    "appointments.changed": Words("手动调整洽谈", "Appointments changed by hand"),
    "appointments.published": Words("发布洽谈方案", "Appointments published"),
    "appointment.held": Words("洽谈举行", "Appointment held"),
}
