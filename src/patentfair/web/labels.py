"""Words for the codes that pages show."""

from __future__ import annotations

from patentfair.domain.formats.catalogue import FORMATS
from patentfair.domain.kernel.words import Words
from patentfair.domain.market.kinds import KINDS as DEAL_KINDS
from patentfair.domain.patents.acts import ACT_NAMES
from patentfair.domain.patents.status import EVENT_LABELS

__all__ = [
           "ACTS",
           "ALL_FIELDS",
           "CITED_BY",
           "CONVEYANCES",
           "DEAL_STATES",
           "EVENTS",
           "FACETS",
           "GROUNDS",
           "KINDS",
           "MEASURES",
           "OFFICES",
           "OPEN_DECLARATIONS",
           "ORGANISATION_KINDS",
           "PANEL_KINDS",
           "PARTY_ROLES",
           "PRICE_MODES",
           "PUBLICATION",
           "RECORD_FIELDS",
           "REFUSALS",
           "RELATIONS",
           "RIGHT_TYPES",
           "ROLES",
           "SOURCES",
           "STEPS",
           "TERMS",
           "WHO",
]  # fmt: skip

KINDS = {row.kind.value: row.name for row in DEAL_KINDS}
PANEL_KINDS = {
    "assignment": Words("转让", "Assign"),
    "exclusive_licence": Words("独占许可", "Exclusive licence"),
    "sole_licence": Words("排他许可", "Sole licence"),
    "ordinary_licence": Words("普通许可", "Ordinary licence"),
    "open_licence_declaration": Words("开放许可声明", "Open-licence declaration"),
    "open_licence_acceptance": Words("接受开放许可", "Take the open licence"),
    "pledge": Words("质押", "Pledge"),
    "sub_licence": Words("分许可", "Sub-licence"),
    "share_assignment": Words("转让份额", "Assign a share"),
}
# What declaring that anyone may have a licence is called under each pack; the others know no such register entry.
OPEN_DECLARATIONS = {
    "DE": Words("许可意愿声明", "Statement of willingness to license"),
    "GB": Words("登记当然许可", "Entry of licences of right"),
    "UP": Words("当然许可声明", "Statement on licences of right"),
}
PRICE_MODES = {
    "fixed": Words("一口价", "Fixed price"),
    "royalty": Words("提成", "Royalty"),
    "negotiable": Words("面议", "Negotiable"),
}
RIGHT_TYPES = {
    "invention": Words("发明", "Invention"),
    "utility_model": Words("实用新型", "Utility model"),
    "design": Words("外观设计", "Design"),
    "plant": Words("植物专利", "Plant patent"),
    "reissue": Words("再颁专利", "Reissue"),
    "statutory_invention": Words("法定发明登记", "Statutory invention registration"),
}
OFFICES = {
    "CN": Words("中国", "China"),
    "US": Words("美国", "United States"),
    "EP": Words("欧洲专利局", "European Patent Office"),
    "WO": Words("国际申请（PCT）", "International (PCT)"),
    "JP": Words("日本", "Japan"),
    "KR": Words("韩国", "Korea"),
    "DE": Words("德国", "Germany"),
    "GB": Words("英国", "United Kingdom"),
}
ORGANISATION_KINDS = {
    "university": Words("高等学校", "University"),
    "institute": Words("科研院所", "Research institute"),
    "company": Words("企业", "Company"),
    "small_firm": Words("小微企业", "Small firm"),
    "person": Words("个人", "Individual"),
    "agency": Words("代理机构", "Agency"),
    "bank": Words("银行", "Bank"),
}
ROLES = {
    "member": Words("成员", "Member"),
    "agent": Words("经办人", "Agent"),
    "owner": Words("负责人", "Owner"),
    "staff": Words("工作人员", "Staff"),
    "head": Words("中心负责人", "Head of center"),
    "provincial_admin": Words("省级管理员", "Provincial administrator"),
    "national_admin": Words("国家级管理员", "National administrator"),
    "expert": Words("专家", "Expert"),
    "operator": Words("系统运维", "Operator"),
}
DEAL_STATES = {
    "inquiry": Words("询问", "Inquiry"),
    "negotiation": Words("洽谈中", "Negotiation"),
    "agreed": Words("条款已达成", "Terms agreed"),
    "partly_signed": Words("一方已签署", "Signed by one side"),
    "conditional": Words("已签署，待条件成就", "Signed, conditions open"),
    "in_force": Words("已生效", "In force"),
    "recorded": Words("已备案或登记", "Recorded"),
    "declined": Words("未成", "Declined"),
    "withdrawn": Words("已撤回", "Withdrawn"),
    "lapsed": Words("条件未成就，合同失效", "Lapsed"),
    "terminated": Words("已提前终止", "Terminated"),
    "ended": Words("已结束", "Ended"),
}
STEPS = {
    "inquiry": Words("询问", "Question"),
    "non_disclosure": Words("保密协议", "Confidentiality"),
    "negotiation": Words("洽谈条款", "Terms"),
    "consents": Words("征得同意", "Consents"),
    "price_notice": Words("价格公示", "Notice of the price"),
    "signing": Words("签署", "Signing"),
    "conditions": Words("条件成就", "Conditions"),
    "in_force": Words("生效", "In force"),
    "filing": Words("备案或登记", "Office"),
    "option": Words("选择许可", "Option"),
    "performance": Words("履行", "Performance"),
    "end": Words("结束", "End"),
}
REFUSALS = {
    "unanswered": Words("逾期未答复", "Not answered in time"),
}
GROUNDS = {
    "agreed": Words("协商一致", "By agreement"),
    "non_payment": Words("未按约付款", "Payment not made"),
    "breach": Words("其他违约", "Another breach"),
    "not_worked": Words("未按约实施", "Not worked as agreed"),
    "right_ended": Words("专利权已终止", "The right has ended"),
    "debt_paid": Words("债务已清偿", "The debt is paid"),
    "contractual": Words("合同约定的解除权", "A right to end it under the contract"),
}
PUBLICATION = {
    "draft": Words("草稿", "Draft"),
    "published": Words("已发布", "Published"),
    "paused": Words("已暂停", "Paused"),
    "closed": Words("已关闭", "Closed"),
}
FACETS = {
    "office": Words("受理局", "Office"),
    "class": Words("分类号", "Class"),
    "field": Words("技术领域", "Technology field"),
    "owner_type": Words("权利人类型", "Kind of owner"),
    "region": Words("地区", "Region"),
    "status": Words("法律状态", "Legal status"),
    "on_offer": Words("供给中", "On offer"),
    "language": Words("语言", "Language"),
    "kind": Words("交易方式", "Kind of deal"),
    "maturity": Words("技术成熟度", "Readiness level"),
}
ACTS = {act: ACT_NAMES[act] for act in ("make", "use", "offer", "sell", "import")}
TERMS = {
    "kind": Words("方式", "Kind"),
    "patents": Words("专利", "Patents"),
    "territory": Words("地域", "Territory"),
    "fields": Words("使用领域", "Field of use"),
    "acts": Words("实施行为", "Acts"),
    "start": Words("起始日", "Start"),
    "end": Words("终止日（不含）", "End (first day outside)"),
    "currency": Words("币种", "Currency"),
    "upfront": Words("入门费", "Upfront fee"),
    "royalty_percent": Words("提成比例（%）", "Royalty (%)"),
    "royalty_base": Words("计提基数", "Royalty base"),
    "minimum_yearly": Words("年最低提成", "Minimum royalty a year"),
    "sublicensable": Words("可否分许可", "Sub-licensing allowed"),
    "notes": Words("其他约定", "Other terms"),
    "grants": Words("授予的权利", "What is granted"),
    "tiers": Words("分段提成", "Royalty in steps"),
    "royalty_cap": Words("提成上限（累计）", "Royalty cap (in all)"),
    "milestones": Words("里程碑付款", "Milestone payments"),
    "statement_months": Words("提成报告周期", "Royalty statements"),
    "payment_days": Words("付款期限", "Time to pay"),
    "equity": Words("股权安排", "Equity"),
    "free_until": Words("免费使用至（不含）", "Free until (first day outside)"),
    "pilot_until": Words("试用至（不含）", "Pilot until (first day outside)"),
    "pilot_fee": Words("试用费", "Pilot fee"),
    "secured_amount": Words("被担保债权数额", "Secured debt"),
    "debt_from": Words("债务履行期限自", "Debt runs from"),
    "debt_until": Words("债务履行期限至", "Debt to be paid by"),
    "debtor": Words("债务人", "Debtor"),
    "know_how": Words("技术秘密", "Know-how"),
    "software": Words("软件", "Software"),
    "contributions": Words("各方投入", "What each side contributes"),
    "results": Words("成果归属", "Who owns the results"),
    "conditions": Words("生效条件", "Conditions of effect"),
}
SOURCES = {known.name: known.title for known in FORMATS} | {
    "register-copy": Words("专利登记簿副本", "Certified copy of the register"),
    "sample": Words("示例数据", "Sample data"),
    "term": Words("按保护期计算", "Computed from the term"),
}
EVENTS = {code.value: words for code, words in EVENT_LABELS.items()}
CONVEYANCES = {
    "assignment": Words("权利转移", "Assignment"),
    "merger": Words("合并", "Merger"),
    "conversion": Words("组织形式变更", "Conversion of the company"),
    "succession": Words("继承（承继）", "Succession"),
    "change_of_name": Words("名称变更", "Change of name"),
    "change_of_address": Words("地址变更", "Change of address"),
    "security_interest": Words("质押（担保权益）", "Security interest"),
    "release": Words("质押注销（担保解除）", "Release of security"),
    "licence": Words("许可备案", "Licence recorded"),
    "licence_ended": Words("许可备案注销", "Licence recordal cancelled"),
    "government_interest": Words("政府权益", "Government interest"),
    "correction": Words("更正", "Correction"),
    "other": Words("其他登记", "Other instrument"),
}
PARTY_ROLES = {
    "applicant": Words("申请人", "Applicant"),
    "assignee": Words("专利权人（授权时）", "Owner at grant (assignee)"),
    "inventor": Words("发明人（设计人）", "Inventor"),
    "agent": Words("专利代理机构或代理师", "Agent"),
}
RELATIONS = {
    "continuation": Words("继续申请", "Continuation of"),
    "continuation_in_part": Words("部分继续申请", "Continuation in part of"),
    "division": Words("分案申请，原申请", "Division of"),
    "provisional": Words("临时申请", "Provisional application"),
    "reissue": Words("再颁，原专利", "Reissue of"),
    "reexamination": Words("复审（再审查）", "Re-examination of"),
    "addition": Words("增补", "Addition to"),
    "international_application": Words("国际申请", "International application"),
    "international_publication": Words("国际公布", "International publication"),
    "earlier_publication": Words("在先公布", "Earlier publication"),
    "same_day_application": Words("同日申请", "Filed on the same day"),
    "other": Words("相关申请", "Related application"),
}
CITED_BY = {
    "examiner": Words("审查员", "examiner"),
    "applicant": Words("申请人", "applicant"),
    "opponent": Words("异议人", "opponent"),
    "third party": Words("第三方", "third party"),
    "family": Words("引用同族", "cites its family"),
    "family examiner": Words("审查员引用同族", "examiner, its family"),
    "family third party": Words("第三方引用同族", "third party, its family"),
}
RECORD_FIELDS = {
    "publication": Words("公布（公告）", "Publication"),
    "application": Words("申请", "Application"),
    "right_type": Words("专利类型", "Kind of right"),
    "stage": Words("阶段", "Stage"),
    "titles": Words("名称", "Title"),
    "abstracts": Words("摘要", "Abstract"),
    "claims": Words("权利要求", "Claims"),
    "claim_count": Words("权利要求数", "Number of claims"),
    "classes": Words("分类号", "Classes"),
    "parties": Words("申请人、权利人、发明人", "Parties"),
    "priorities": Words("优先权", "Priorities"),
    "relations": Words("相关申请", "Related applications"),
    "citations": Words("引用文献", "Citations"),
    "cited_by": Words("被引用", "Cited by"),
    "designated_states": Words("指定国", "Designated states"),
    "family": Words("同族", "Family"),
    "events": Words("法律状态事件", "Legal events"),
    "conveyances": Words("权利变动登记", "Changes of title"),
    "term_years": Words("保护年限", "Years of term"),
    "term_extension_days": Words("期限补偿天数", "Days of term extension"),
}
WHO = {
    "owner": Words("专利权人", "The owner"),
    "licensee": Words("被许可人", "The licensee"),
    "licensor": Words("许可人", "The licensor"),
    "earlier licensee": Words("在先被许可人", "The earlier licensee"),
    "earlier buyer": Words("在先受让人", "The earlier buyer"),
    "either party": Words("双方", "Either party"),
    "pledgor and pledgee": Words("出质人与质权人", "Pledgor and pledgee"),
    "pledgee": Words("质权人", "The pledgee"),
    "option holder": Words("优先权人", "The holder of the option"),
    "inventor": Words("发明人（设计人）", "The inventors"),
    "court": Words("人民法院", "The people's court"),
    "commerce authority": Words("商务主管部门", "The commerce authority"),
    "project management body": Words("项目管理机构", "The project management body"),
    "defence patent authority": Words("国防专利机构", "The defence patent authority"),
    "supervising department": Words("主管部门", "The supervising department"),
    "funding agency": Words("资助机构", "The funding agency"),
}
ALL_FIELDS = Words("全部领域", "All fields")
MEASURES = {
    "upfront": Words("入门费或一次性价款", "Upfront or single payment"),
    "royalty": Words("提成比例", "Running royalty"),
}
