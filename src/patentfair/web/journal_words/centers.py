"""What acts around centers are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["CENTERS"]

CENTERS: dict[str, Words] = {
    "center.applied": Words("申请设立中心", "Application to become a center"),
    "center.application-withdrawn": Words("撤回设立申请", "Application withdrawn"),
    "center.approved": Words("批准设立中心", "Center approved"),
    "center.refused": Words("不予批准设立", "Application refused"),
    "center.reviewed": Words("年度考核", "Yearly review"),
    "center.rectify": Words("责令整改", "Told to put things right"),
    "center.rectification-answered": Words("答复整改事项", "Item to put right answered"),
    "center.restored": Words("整改合格，恢复正常运行", "Restored after putting things right"),
    "center.removed": Words("撤销中心", "Center removed"),
    "center.page-changed": Words("更改中心页面", "Page of a center changed"),
    "accounts.published": Words("公开年度收支", "Accounts published"),
    "regions.loaded": Words("导入地区数据", "Figures of regions loaded"),
    "strategy.goal": Words("设定知识产权战略目标", "Goal of an IP strategy set"),
    "strategy.task": Words("知识产权战略任务进展", "Task of an IP strategy"),
    "plan.drafted": Words("起草工作计划", "Work plan drafted"),
    "plan.registered": Words("登记工作计划", "Work plan registered"),
    "plan.rated": Words("评定计划的目标挑战性", "Ambition of a plan rated"),
    "plan.target": Words("更新目标进展", "Target of a plan tracked"),
    "plan.milestone": Words("里程碑结果", "Milestone of a plan came out"),
    "plan.reported": Words("工作计划年终总结", "Work plan reported"),
    "expert.entered": Words("专家入库", "Expert entered"),
    "expert.changed": Words("更新专家信息", "Entry of an expert changed"),
    "expert.conflict-declared": Words("申报利害关系", "Tie declared"),
    "expert.conflict-ended": Words("利害关系终止", "Tie ended"),
    "expert.draw-committed": Words("登记专家抽取事项", "Draw of experts asked for"),
    "expert.drawn": Words("抽取专家", "Experts drawn"),
    "return.template-loaded": Words("上传统计报表模板", "Template of a return loaded"),
    "return.submitted": Words("报送统计报表", "Return submitted"),
}
