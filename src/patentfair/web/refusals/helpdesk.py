"""Sentences for what is refused around the help desk."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["HELPDESK"]

HELPDESK: dict[str, Words] = {
    "helpdesk.administrators-only": Words(
        "投诉由中心以外的管理员处理。", "Complaints are handled by administrators outside the center."
    ),
    "helpdesk.amount": Words(
        "免费服务不填金额，其他服务须填金额。", "Free service has no amount; any other states one."
    ),
    "helpdesk.attendance-confirmed": Words("该中心已经确认。", "That center has confirmed already."),
    "helpdesk.attendance-of-whom": Words(
        "请选择人员类别或者一个其他中心，二者只选其一。", "Choose who they were, or another center: one of the two."
    ),
    "helpdesk.attended-minutes": Words(
        "每人时长不能超过培训本身的时长。", "Nobody can have been there longer than the training lasted."
    ),
    "helpdesk.changed-meanwhile": Words(
        "该事项刚刚有变化，请查看后重试。", "The case has just changed. Look at it and try again."
    ),
    "helpdesk.charge": Words("请选择收费方式。", "Choose the charge."),
    "helpdesk.clinic-record-missing": Words(
        "办结前请先填写维权援助记录：事实、问题、意见。",
        "Write the record of the clinic first: facts, question, advice.",
    ),
    "helpdesk.clinic-too-thin": Words("内容过少，请写得具体一些。", "This says too little. Please be more specific."),
    "helpdesk.closing-too-thin": Words("请用至少二十个字说明结果。", "Say what came of it, in ten words at least."),
    "helpdesk.decision-too-thin": Words("请用至少二十个字说明理由。", "Give the reasons, in ten words at least."),
    "helpdesk.empty": Words("请填写此项。", "Please fill this in."),
    "helpdesk.file-missing": Words("请选择文件。", "Choose a file."),
    "helpdesk.hours-day": Words(
        "日期须在最近三个月内，且不晚于今天。", "The day lies within the last three months and not after today."
    ),
    "helpdesk.hours-taken-back": Words("该记录已经冲销。", "This row is taken back already."),
    "helpdesk.kind": Words("请选择事项类别。", "Choose what it is about."),
    "helpdesk.minutes": Words("分钟数应在1至1440之间。", "Give between 1 and 1,440 minutes."),
    "helpdesk.more-than-a-day": Words(
        "您这一天登记的时间合计超过二十四小时。", "Your time booked for that day comes to more than twenty-four hours."
    ),
    "helpdesk.need-taken": Words("该需求已由企业接收。", "The firm has taken this need over already."),
    "helpdesk.no-referral": Words("没有等待答复的转办建议。", "No proposal of another center waits for an answer."),
    "helpdesk.not-drawn": Words("本次您未被抽中参加满意度评价。", "You were not drawn for the survey."),
    "helpdesk.not-now": Words("该事项当前状态不能进行此操作。", "That cannot be done as the case stands."),
    "helpdesk.not-staff-here": Words("此人不是本中心工作人员。", "This person does not work at the center."),
    "helpdesk.nothing-to-take": Words("还没有可以接收的需求。", "There is no need to take over yet."),
    "helpdesk.own-case": Words(
        "不能办理自己或者本单位提出的事项，请由同事办理。",
        "You cannot handle a case of your own or of your organisation. Ask a colleague.",
    ),
    "helpdesk.peer-entered": Words("该中心的人数已经登记。", "The people of that center are entered already."),
    "helpdesk.people": Words("人数应在1至5000之间。", "Give between 1 and 5,000 people."),
    "helpdesk.rated-already": Words("您已经评价过。", "You have answered already."),
    "helpdesk.rating": Words("请选择1至5分。", "Choose a number from 1 to 5."),
    "helpdesk.referral-open": Words(
        "转办建议还在等待当事人答复。", "A proposal of another center still waits for the client."
    ),
    "helpdesk.same-center": Words("请选择另一个中心。", "Choose another center."),
    "helpdesk.size": Words("请选择类别。", "Choose who it is for."),
    "helpdesk.too-much": Words("数量已达上限。", "There are too many already."),
    "helpdesk.case-full": Words(
        "该事项的文件总量将超过100 MB，请删减或者压缩后再提交。",
        "The files of this case would exceed 100 MB together. Please send less, or smaller ones.",
    ),
    "helpdesk.bytes-of-the-day": Words(
        "今日可提交的文件总量已用完，请明天再试，或者以文字说明。",
        "No more files can be taken today. Try again tomorrow, or write what matters.",
    ),
    "helpdesk.no-code": Words("该事项随账号查看，没有查询码。", "This case goes with an account and has no code."),
    "helpdesk.code-renewed-elsewhere": Words(
        "只有提交该事项的浏览器可以更换查询码，且只能更换一次。",
        "Only the browser that opened the case may take a new code, once.",
    ),
    "helpdesk.center-removed": Words(
        "该中心已撤销，请选择其他中心。", "That center has been removed. Please choose another."
    ),
    "helpdesk.center-stays": Words(
        "该中心仍在运行，事项不能移交。", "That center is at work; its cases are not handed on like this."
    ),
    "helpdesk.training-day": Words("培训日期不能晚于今天。", "A training is entered once it was held."),
    "helpdesk.training-minutes": Words(
        "时长应在10分钟至40小时之间。", "A training lasts between ten minutes and forty hours."
    ),
    "helpdesk.workshop-record-missing": Words("办结前请先把需求写下来。", "Put the need into words first."),
}
