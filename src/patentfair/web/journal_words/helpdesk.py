"""What acts around the help desk are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["HELPDESK"]

HELPDESK: dict[str, Words] = {
    "case.opened": Words("提出事项", "Case opened"),
    "case.assigned": Words("分派事项", "Case assigned"),
    "case.message": Words("往来消息", "Message in a case"),
    "case.noted": Words("内部备注", "Note among colleagues"),
    "case.file": Words("提交文件", "File put into a case"),
    "case.answered": Words("首次实质答复", "First substantive answer"),
    "case.escalated": Words("逾期督办", "Overdue case brought higher"),
    "case.referral-asked": Words("建议转办", "Another center proposed"),
    "case.referral-settled": Words("转办建议已答复", "Proposal of another center settled"),
    "case.closed": Words("办结", "Case closed"),
    "case.confirmed": Words("当事人确认办结", "Case confirmed by the client"),
    "case.lapsed": Words("当事人未回应，事项终结", "Case ended without the client's word"),
    "case.reopened": Words("当事人要求继续办理", "Case opened again by the client"),
    "case.withdrawn": Words("撤回事项", "Case taken back"),
    "case.code-renewed": Words("更换查询码", "Code of a case renewed"),
    "case.handed-on": Words("中心撤销，事项移交", "Case handed on from a removed center"),
    "clinic.case": Words("维权援助记录", "Law-clinic case recorded"),
    "clinic.closed": Words("维权援助终结", "Law-clinic case over"),
    "workshop.written": Words("需求梳理记录", "Need written by a workshop"),
    "workshop.need": Words("企业接收需求", "Need taken over by the firm"),
    "complaint.upheld": Words("对中心的投诉成立", "Complaint about a center upheld"),
    "complaint.not-upheld": Words("对中心的投诉不成立", "Complaint about a center not upheld"),
    "service.hours": Words("登记服务工时", "Service time booked"),
    "service.hours-reversed": Words("冲销服务工时", "Service time taken back"),
    "training.held": Words("登记培训", "Training entered"),
    "training.attended": Words("登记培训人数", "Training attended"),
    "survey.opened": Words("公布满意度抽查种子的哈希", "Seed of the survey committed"),
    "survey.revealed": Words("公布满意度抽查种子", "Seed of the survey revealed"),
    "survey.drawn": Words("满意度抽查", "Drawn for the survey"),
    "survey.answered": Words("满意度评价", "Survey answered"),
}
