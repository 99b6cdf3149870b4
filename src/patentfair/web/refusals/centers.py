"""Sentences for what is refused around centers."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["CENTERS"]

CENTERS: dict[str, Words] = {
    "centers.administrator-only": Words("该事项由该地区的管理员办理。", "The administrator of the region does this."),
    "centers.own-center": Words("在该中心任职的人员不能考核该中心。", "Nobody judges the center they work at."),
    "centers.own-task": Words(
        "在该中心任职的人员不能向该中心下达任务。", "Nobody gives a task to the center they work at."
    ),
    "centers.own-organisation": Words(
        "您属于申请单位或者受其委托，不能审批该申请。",
        "You belong to the organisation that applies, or act for it; somebody else decides.",
    ),
    "centers.last-head": Words(
        "运行中的中心至少要有一名负责人，请先任命新的负责人。",
        "A center in operation keeps at least one head. Appoint another head first.",
    ),
    "centers.applications-open": Words(
        "您已有三份申请等待审批，请等待结论或者先撤回一份。",
        "Three of your applications wait for a decision. Wait for it, or withdraw one.",
    ),
    "centers.papers-too-large": Words(
        "一份申请的材料合计不超过40 MB。", "The papers of one application come to 40 MB at most."
    ),
    "plan.own-lines": Words(
        "计划中有您本人撰写的目标或里程碑，请由另一位负责人登记，或者由同事重新撰写这些内容。",
        "Some targets or milestones of this plan are your own. Another head registers it, or colleagues write "
        "them anew.",
    ),
    "centers.applicant-only": Words("只有申请人可以撤回申请。", "Only the applicant may withdraw the application."),
    "centers.application-document": Words("请附上主体资格证明。", "Attach the proof of standing."),
    "centers.application-decided": Words("该申请已有结论。", "This application has been decided already."),
    "centers.reason": Words("请写明内容，不超过一万字。", "Write it down, in up to 10,000 characters."),
    "centers.items": Words("请每行写一项，至多20项。", "Give one item a line, at most twenty."),
    "centers.deadline": Words(
        "期限最早为明天，最晚为一年后的今天。", "The deadline lies after today and within a year."
    ),
    "centers.review-outcome": Words("请选择考核结论。", "Choose an outcome."),
    "centers.review-year": Words(
        "只能考核中心设立以来已经开始的年度。", "A review is of a year that has begun, since the center opened."
    ),
    "centers.reviewed-already": Words("该年度已经考核。", "That year has been reviewed already."),
    "centers.rectification-over": Words("该次整改已经结束。", "This rectification is over."),
    "centers.no-rectification": Words("该中心没有正在进行的整改。", "There is nothing to be put right at this center."),
    "centers.items-unanswered": Words(
        "还有整改事项没有答复，不能恢复。", "Some items are not answered yet, so the center is not restored."
    ),
    "centers.deadline-running": Words(
        "整改期限未到且仍有事项未答复，不能撤销。",
        "The time to put things right is still running; the center is not removed before its end.",
    ),
    "centers.national-hall-stays": Words("全国大厅不能撤销。", "The national hall is not removed."),
    "centers.removed": Words(
        "该中心已撤销，不能再办理业务。", "This center was removed; nothing is done for it any more."
    ),
    "centers.state": Words(
        "该中心的状态已经改变，请刷新页面。", "The center's state has changed; look at its page again."
    ),
    "centers.accent": Words("请从列出的颜色中选择。", "Choose one of the colours listed."),
    "centers.alt-text": Words(
        "请用中英文各写一句话，说明图片内容。", "Say in words what the picture shows, in both languages."
    ),
    "centers.hours": Words(
        "请按“9:00-12:00, 13:00-17:30”的形式填写，每天至多两段。",
        "Write hours like 9:00-12:00, 13:00-17:30, at most two spans a day.",
    ),
    "centers.services": Words("至多列20项服务。", "List at most twenty services."),
    "centers.services-both": Words(
        "中英文服务项目的行数应相同。", "List the same services in both languages, line by line."
    ),
    "centers.region": Words(
        "请逐行填写省级或地级行政区的全称，例如“青海省”“西安市”。",
        "Give full names of provinces or prefectures, one a line.",
    ),
    "centers.partners": Words("至多列40个合作单位。", "Name at most forty partners."),
    "centers.link": Words("网址应以https://开头。", "A link begins with https://."),
    "center-accounts.year": Words("只能公开已经结束年度的收支。", "Accounts are of a year that is over."),
    "center-accounts.version": Words("刚有人公开了另一版本，请刷新页面。", "Another version was published just now."),
    "center-accounts.category": Words("没有这个收支项目。", "There is no such category."),
    "center-accounts.amount": Words("金额应为不小于零的数字。", "Amounts are numbers from zero."),
    "center-accounts.twice": Words("同一项目填了两次。", "A category was given twice."),
    "center-accounts.income": Words("各项收入之和与收入合计不符。", "The lines of income do not add up to the total."),
    "center-accounts.expenditure": Words(
        "各项支出之和与支出合计不符。", "The lines of expenditure do not add up to the total."
    ),
    "center-accounts.surplus": Words(
        "结余去向之和应等于收入减支出；出现超支时应写明弥补来源。",
        "What becomes of the surplus must come to income less expenditure; for a deficit say what covers it.",
    ),
    "regions.file": Words("文件有误，没有导入任何数据。", "There are faults in the file; nothing was loaded."),
    "strategy.until": Words("年份应在去年至今后二十年之间。", "Give a year from last year to twenty years ahead."),
    "strategy.title": Words("请写明标题。", "Give it a title."),
    "strategy.center": Words("该中心不服务该地区。", "That center does not serve this region."),
    "strategy.difficulty": Words("难度等级为一至三类。", "The difficulty class is 1, 2 or 3."),
    "strategy.evidence": Words("请附上完成任务的证明。", "Attach what shows that the task is done."),
    "strategy.state": Words(
        "该任务的状态已经改变，请刷新页面。", "The task's state has changed; look at the page again."
    ),
    "plan.year": Words("只能起草今后两个年度的计划。", "A plan is drafted for one of the next two years."),
    "plan.year-taken": Words("该年度已有计划。", "There is a plan of that year already."),
    "plan.year-begun": Words(
        "计划年度已经开始，不能再登记。", "The plan's year has begun; it can no longer be registered."
    ),
    "plan.year-not-begun": Words("计划年度尚未开始。", "The plan's year has not begun."),
    "plan.too-many": Words("至多60项。", "At most sixty of them."),
    "plan.value": Words("请填写合理的数值。", "Give a sensible number."),
    "plan.due": Words("里程碑的日期应在计划年度内。", "A milestone is due within the plan's year."),
    "plan.probability": Words("概率为1%至99%。", "A probability lies between 1 and 99 per cent."),
    "plan.perspective": Words("请选择一个维度。", "Choose a perspective."),
    "plan.perspectives": Words(
        "七个维度都应有目标，才能登记。", "A plan is registered once each of the seven perspectives has a target."
    ),
    "plan.no-milestones": Words("至少需要一个里程碑。", "A plan needs at least one milestone."),
    "plan.state": Words("该计划的状态已经改变，请刷新页面。", "The plan's state has changed; look at the page again."),
    "plan.registered-stays": Words("计划已登记，不能再改。", "The plan is registered and stays as it is."),
    "plan.own-plan": Words("不能评定本中心的计划。", "Nobody rates the plan of their own center."),
    "plan.not-registered": Words("该计划尚未登记。", "That plan is not registered yet."),
    "plan.rated-too-late": Words("计划年度已经开始，不能再评定。", "The year has begun; ambition is rated before it."),
    "plan.rating": Words("请在1至5之间选择。", "Choose from 1 to 5."),
    "plan.rated-already": Words("贵中心已评定过该计划。", "Your center has rated this plan already."),
    "plan.evidence": Words("请附上证明材料。", "Attach what shows it."),
    "plan.not-yet-missed": Words(
        "期限未过，不能记为未达成。", "Its day is not over yet, so it cannot be called missed."
    ),
    "plan.settled-already": Words("该里程碑已有结果。", "This milestone has come out already."),
    "plan.milestones-open": Words(
        "还有里程碑没有结果，不能总结。", "Some milestones are still open; say first how they came out."
    ),
    "plan.not-running": Words("该计划尚未登记或者已经总结。", "The plan is not registered, or already closed."),
    "experts.own-only": Words("只能更改本人的专家信息。", "Experts keep their own entry."),
    "experts.office-only": Words(
        "只有担任专家职务的人员可以入库。", "Only holders of the office of expert are entered."
    ),
    "experts.fields": Words("请选择技术领域。", "Choose fields of technology."),
    "experts.languages": Words("请选择工作语言。", "Choose working languages."),
    "experts.tasks": Words("请选择任务种类。", "Choose kinds of task."),
    "experts.qualifications": Words("请写明专业资历。", "State the qualifications."),
    "experts.conflict": Words("请选择关系种类。", "Choose what ties you to it."),
    "experts.conflict-known": Words("该关系已经申报。", "This tie has been declared already."),
    "experts.conflict-ended": Words("该关系已经终止。", "This tie has ended already."),
    "experts.unknown-organisation": Words(
        "没有找到这个名称的单位，请填写其在本平台登记的全称。",
        "No organisation of that name is registered here. Give its full name as registered.",
    ),
    "experts.organisations": Words("请写明有关单位，至多50个。", "Name the organisations concerned, at most fifty."),
    "experts.count": Words("人数为1至20。", "From one to twenty experts."),
    "experts.subject": Words("请写明抽取事由。", "Say what it is about."),
    "experts.too-few": Words(
        "符合条件且无须回避的专家不足，请放宽条件或者稍后再抽取。",
        "Too few experts fit and are not recused. Ask for less, or draw later.",
    ),
    "experts.drawn-already": Words("已经抽取。", "The draw has been made already."),
    "return.name": Words("请写中英文名称。", "Give the name in both languages."),
    "return.formula": Words(
        "模板中只允许求和等简单公式。", "A template may hold sums and the like, but no other formulas."
    ),
    "return.no-markers": Words("模板中没有标记。", "There is no marker in the workbook."),
    "return.too-many-markers": Words("模板中的标记过多，至多1000处。", "Too many markers: at most a thousand cells."),
    "return.unknown-figure": Words("模板中有目录以外的标记。", "The workbook names a figure that the catalogue lacks."),
    "return.too-many": Words(
        "至多同时使用50份报表，请先停用一份。", "At most fifty returns at a time; retire one first."
    ),
    "return.retired": Words("该报表已停用。", "This return is asked for no longer."),
    "return.year": Words("请选择已经开始的年度。", "Choose a year that has begun."),
    "return.version": Words("刚有人报送了另一版本，请刷新页面。", "Another version was submitted just now."),
}
