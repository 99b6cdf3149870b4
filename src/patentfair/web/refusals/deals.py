"""Sentences for what is refused in deals."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["DEALS"]

DEALS: dict[str, Words] = {
    "amendment.already-decided": Words("该变更已有答复。", "This amendment has been answered already."),
    "amendment.already-registered": Words(
        "权利变动或者质权已经登记，不能再以变更条款的方式改变。",
        "What the office has registered can no longer be changed by amending the terms.",
    ),
    "amendment.not-yours": Words("只有提出变更的一方可以撤回。", "Only the side that proposed it may take it back."),
    "amendment.one-at-a-time": Words("已有一项变更待答复。", "Another amendment is waiting for an answer."),
    "amendment.other-deal": Words(
        "交易方式和专利不能以变更的方式更换，请另行发起交易。",
        "The kind of deal and its patents cannot be changed by an amendment; open another deal.",
    ),
    "deal.condition": Words("没有这项待成就的条件。", "There is no such open condition."),
    "deal.condition-evidence": Words("请附上条件成就的证明。", "Attach what shows that the condition is met."),
    "deal.condition-still-open": Words(
        "没有逾期未成就的条件，合同不能按失效处理。", "No condition is overdue, so the contract does not lapse."
    ),
    "deal.kind": Words("这种交易方式不能由该方发起。", "This side cannot open a deal of this kind."),
    "deal.milestone": Words("没有这项待达成的里程碑。", "There is no such open milestone."),
    "deal.milestone-evidence": Words("请附上里程碑达成的证明。", "Attach what shows that the milestone was reached."),
    "deal.need-not-open": Words("该技术需求已不再公开。", "That need is no longer open."),
    "deal.no-option": Words("该交易没有可以行使的选择权。", "There is no option to exercise in this deal."),
    "deal.option-lapsed": Words("选择权的期限已过。", "The time for the option is over."),
    "deal.unknown-partner": Words(
        "没有找到这个名称的单位。请填写其在本平台登记的全称。",
        "No organisation of that name is registered here. Give its full name as registered.",
    ),
    "paper.not-a-pdf": Words("请选择一份PDF文件。", "Choose a PDF file."),
    "paper.not-signed": Words(
        "该文件没有电子签名。请先用数字证书签名，再上传。",
        "That file bears no digital signature. Sign it first.",
    ),
    "paper.too-many": Words("已签名文件数量已达上限。", "No more signed papers can be kept for this deal."),
    "paper.unreadable-certificate": Words(
        "无法读取证书，或者口令不正确。", "The certificate or passphrase cannot be read."
    ),
    "paper.unreadable-signature": Words("文件中的签名无法识别。", "A signature in the file cannot be read."),
    "rights.no-grant": Words("没有可以变更的许可。", "There is no running licence to amend."),
    "rights.not-open": Words("该专利没有实行中的开放许可声明。", "No open-licence declaration is live."),
    "termination.already-closed": Words("该通知已经了结。", "This notice is closed already."),
    "termination.ground": Words("请选择解除的理由。", "Choose a ground."),
    "termination.needs-agreement": Words(
        "协商解除须经对方同意。", "Ending by agreement takes effect when the other side agrees."
    ),
    "termination.not-yet": Words("尚未到生效日。", "The day on which it takes effect has not come yet."),
    "termination.not-yours": Words(
        "只有发出通知的一方可以进行此操作。", "Only the side that gave the notice may do this."
    ),
    "termination.one-at-a-time": Words("已有一份解除通知待处理。", "A notice of termination is open already."),
    "termination.pledgee-only": Words(
        "债务清偿由质权人确认。", "That the debt is paid is for the pledgee to say, and for a pledge only."
    ),
    "termination.reason": Words("请说明事由（至少五个字）。", "Say what happened, in five characters at least."),
    "termination.title-has-passed": Words(
        "专利权已经转移登记，不能以解除通知收回。", "Title has passed; a notice does not bring it back."
    ),
    "terms.bundle-of-one": Words(
        "专利组合至少包括两件专利，或者一件专利连同技术秘密或软件。",
        "A bundle is two patents at least, or one with know-how or software.",
    ),
    "terms.debt-until": Words("请填写债务履行期限，且不早于起始日。", "Give the day by which the debt is to be paid."),
    "terms.debtor": Words("请写明债务人。", "Name the debtor."),
    "terms.development": Words(
        "请写明各方投入和成果归属。", "Say what each side contributes and who owns the results."
    ),
    "terms.free-until": Words(
        "请填写免费使用期的截止日，且晚于起始日。", "Give the end of the free period, after the start."
    ),
    "terms.grants": Words("请选择授予何种权利。", "Choose what is granted."),
    "terms.not-the-grantors": Words(
        "其中有专利不属于该方，也未许可给该方。", "One of these patents is neither owned by nor licensed to that side."
    ),
    "terms.one-patent": Words(
        "这种交易方式一次只涉及一件专利；多件请选用专利组合。",
        "This kind of deal is about one patent; choose a bundle for several.",
    ),
    "terms.patent-twice": Words("同一件专利列了两次。", "A patent is listed twice."),
    "terms.pilot-outlasts-licence": Words(
        "试用期应当早于许可终止日结束。", "The pilot has to end before the licence does."
    ),
    "terms.pilot-until": Words("请填写试用期的截止日，且晚于起始日。", "Give the end of the pilot, after the start."),
    "terms.secured-amount": Words("请填写被担保债权的数额。", "Give the amount of the secured debt."),
    "terms.step-names": Words("每一项都要有名称，且不得重复。", "Give every step a name of its own."),
    "deal.concerned": Words(
        "您属于交易一方或代其行事，请由中心的同事登记。",
        "You belong to or act for a side. Leave this entry to a colleague at the center.",
    ),
    "deal.too-many-messages": Words("消息已达上限。", "This deal has reached its limit of messages."),
    "terms.unknown-patent": Words("本平台没有收录这个专利号。", "This platform holds no record of that patent."),
}
