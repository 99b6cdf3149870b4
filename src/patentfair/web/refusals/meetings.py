"""Sentences for what is refused around events."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["MEETINGS"]

MEETINGS: dict[str, Words] = {
    "event.hall": Words("请选择一个开放的展厅。", "Choose a hall that is open."),
    "appointments.being-planned": Words("已有一份方案正在计算。", "A plan is being computed already."),
    "appointments.broken": Words(
        "算出的方案不符合规则，未予保存。", "The computed plan breaks a rule and was not kept."
    ),
    "appointments.came-already": Words("该方已登记到场。", "That side has been entered as present already."),
    "appointments.enough": Words(
        "其中一方的洽谈场数已达上限。", "One of the two has as many appointments as they take."
    ),
    "appointments.fixed": Words(
        "固定的洽谈之间有冲突，或者与空闲时段、桌位不符。请先取消固定或移动。",
        "What is fixed does not fit together, or not with free times and tables. Release or move it first.",
    ),
    "appointments.held": Words("该洽谈已经举行，不能再改。", "The appointment was held and is no longer changed."),
    "appointments.meet-already": Words("双方在该方案中已有洽谈。", "The two meet in this plan already."),
    "appointments.most": Words("洽谈场数上限为1至60。", "Take 1 to 60 appointments."),
    "appointments.no-meeting": Words("只有对接会可以安排洽谈。", "Only matchmaking meetings have appointments."),
    "appointments.no-place": Words("报名确认后才能参加洽谈。", "Take part once you have a place at the event."),
    "appointments.no-slots": Words("请先添加时段和桌位。", "Add times and tables first."),
    "appointments.no-wishes": Words("参会者尚未提出意愿。", "Nobody has stated a wish."),
    "appointments.not-checked-in": Words("请先办理活动签到。", "Check the person in at the event first."),
    "appointments.not-free": Words("其中一方该时段没有空。", "One of the two is not free at that time."),
    "appointments.not-joined": Words("请先登记参加洽谈。", "Take part in the appointments first."),
    "appointments.not-published": Words(
        "方案发布后才能登记到场。",
        "People are entered as present once the plan is published.",
    ),
    "appointments.other-state": Words(
        "方案的状态已经变化，请刷新页面。", "The plan has moved on; look at the page again."
    ),
    "appointments.seconds": Words("求解时间为1至300秒。", "Let the search take 1 to 300 seconds."),
    "appointments.seed": Words("随机种子须为非负整数。", "The seed is a whole number, not negative."),
    "appointments.strength": Words("意愿强度为1至3。", "A wish has a strength of 1 to 3."),
    "appointments.taken": Words(
        "该时段的桌位或者其中一方已有安排。", "At that time the table, or one of the two, is taken."
    ),
    "appointments.too-many": Words("参加洽谈的人数已达上限。", "No more participants can take part."),
    "appointments.too-many-wishes": Words("每人最多提出60项意愿。", "State 60 wishes at most."),
    "appointments.wish": Words("请选择两位不同的参会者。", "Choose two different participants of this meeting."),
    "check-in.already": Words("该胸牌已经签到。", "This badge has been checked in already."),
    "check-in.no-event": Words("该活动未公布或者已取消。", "The event is not announced, or is called off."),
    "check-in.no-place": Words("该报名尚未获得名额，不能签到。", "This registration has no place."),
    "check-in.closed": Words(
        "签到已结束：活动结束12小时后或者登记举办后不再签到。",
        "Check-in is over: it ends twelve hours after the event, or once the event is entered as held.",
    ),
    "check-in.same-contact": Words(
        "使用同一联系方式的报名已经签到。每人须以自己的联系方式报名。",
        "Somebody registered with the same contact has checked in. Everyone registers with a contact of their own.",
    ),
    "check-in.too-early": Words(
        "签到尚未开始：活动开始前2小时起签到。", "Check-in has not begun: it opens two hours before the event."
    ),
    "evaluation.mark": Words("请给出1至5分。", "Give a mark from 1 to 5."),
    "evaluation.used": Words("该评价表已经提交。", "This sheet has been handed in already."),
    "event.capacity": Words("名额为1至20000。", "There are 1 to 20,000 places."),
    "event.capacity-below-taken": Words(
        "名额不能少于已确认的报名人数。",
        "There must be a place for everyone who has been given one.",
    ),
    "event.county": Words(
        "请选择城市；区县代码为六位数字，且须属于同一省份。",
        "Choose the city; the code of a county has six digits and belongs to the same province.",
    ),
    "event.in-the-past": Words("活动时间已过，不能公布。", "The event lies in the past and cannot be announced."),
    "event.kind": Words("请选择活动类型。", "Choose a kind of event."),
    "event.language": Words("请选择使用语言。", "Choose the language spoken."),
    "event.missing": Words("请填写此项。", "Fill this in."),
    "event.not-begun": Words("活动尚未开始。", "The event has not begun."),
    "event.not-complete": Words("公布前请填写活动介绍和地点。", "Say what it is about and where before announcing it."),
    "event.other-state": Words("活动的状态已经变化，请刷新页面。", "The event has moved on; look at the page again."),
    "event.over": Words(
        "活动已举办或者已取消，不能再改。", "The event was held or called off and is no longer changed."
    ),
    "event.times": Words("结束时间须晚于开始时间，且不超过31天。", "It ends after it begins, within 31 days."),
    "event.title": Words("请至少用一种语言填写名称。", "Give a title in at least one language."),
    "event.too-long": Words("内容过长。", "That is too long."),
    "registration.cannot-cancel": Words(
        "该报名已经取消或者已经签到。",
        "The registration is cancelled or checked in already.",
    ),
    "registration.closed": Words("报名已截止。", "Registration is closed."),
    "registration.contact": Words("请填写邮箱或手机号码。", "Give an e-mail address or a telephone number."),
    "registration.no-badge": Words("报名确认后才有胸牌。", "There is a badge once you have a place."),
    "registration.no-badges": Words("目前没有可以打印的胸牌。", "There is no badge to print yet."),
    "session.has-papers": Words("请先移除该项的文件。", "Remove its papers first."),
    "session.kind": Words("请选择议程类型。", "Choose a kind of session."),
    "session.paper-missing": Words("请选择一份PDF文件。", "Choose a PDF file."),
    "session.paper-there": Words("该文件已经保存。", "This paper is kept already."),
    "session.region": Words("请选择汇报地区。", "Choose the region that reports."),
    "session.times": Words(
        "议程须在活动时间之内，且结束晚于开始。", "A session lies within the event and ends after it begins."
    ),
    "session.papers-too-large": Words(
        "该活动的文件合计不能超过500 MB。", "The papers of an event take 500 MB in all at most."
    ),
    "session.too-many": Words("议程数量已达上限。", "The programme holds no more sessions."),
    "session.too-many-papers": Words("文件数量已达上限。", "No more papers can be kept for this session."),
    "session.too-many-speakers": Words("报告人过多。", "There are too many speakers."),
    "slots.in-use": Words("已有方案使用该时段，不能移除。", "A plan uses this time; it stays."),
    "slots.outside": Words("时段须在活动时间之内。", "The times must lie within the event."),
    "slots.overlap": Words("与已有时段重叠。", "It overlaps with another time."),
    "slots.table": Words("请选择该时段开放的桌位。", "Choose a table that is open at that time."),
    "slots.tables": Words(
        "桌数为1至500，且不能少于方案已用的桌位。",
        "There are 1 to 500 tables, and those a plan uses stay open.",
    ),
    "slots.times": Words(
        "每场5至240分钟，间隔不超过240分钟。",
        "Appointments last 5 to 240 minutes, with breaks of at most 240.",
    ),
    "slots.too-many": Words("时段数量已达上限。", "No more times can be added."),
}
