"""Words for mandates, disputes, checks and relations."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["ABOUT", "CHECKS", "COMPLAINT_STATES", "MANDATE_ROLES", "PAID_BY", "RELATIONS"]

MANDATE_ROLES = {
    "broker": Words("技术经纪（中介）", "Broker"),
    "agency": Words("专利代理机构", "Patent agency"),
    "valuer": Words("资产评估机构", "Valuer"),
    "lawyer": Words("律师事务所", "Law firm"),
}
PAID_BY = {
    "grantor": Words("权利人一方", "The granting side"),
    "grantee": Words("取得权利一方", "The receiving side"),
    "both": Words("双方分担", "Both sides share it"),
}
ABOUT = {
    "payment": Words("付款", "Payment"),
    "scope": Words("超出许可范围实施", "Use beyond the scope"),
    "quality": Words("技术达不到约定", "Technology short of what was agreed"),
    "disclosure": Words("泄露或不当使用保密信息", "Disclosure or misuse of confidential information"),
    "recordal": Words("备案或登记手续", "Recordal or registration"),
    "termination": Words("合同解除", "Termination"),
    "other": Words("其他", "Something else"),
}
COMPLAINT_STATES = {
    "open": Words("待答复", "Waits for an answer"),
    "answered": Words("已答复", "Answered"),
    "in_mediation": Words("调解中", "In mediation"),
    "settled": Words("达成调解", "Settled"),
    "failed": Words("调解不成", "Mediation failed"),
    "withdrawn": Words("已撤回", "Withdrawn"),
    "dismissed": Words("不予受理", "Dismissed"),
}
CHECKS = {
    "existence": Words("主体存续", "Existence"),
    "address": Words("住所地址", "Address"),
    "representative": Words("法定代表人或负责人", "Representative"),
    "qualification": Words("资质", "Qualification"),
    "bank_account": Words("银行账户", "Bank account"),
}
RELATIONS = {
    "controls": Words("控制（前者控制后者）", "Controls (the first the second)"),
    "holds_shares": Words("持股（前者持有后者股权）", "Holds shares (the first in the second)"),
    "same_people": Words("人员重合", "The same people"),
    "family": Words("亲属关系", "Family"),
}
