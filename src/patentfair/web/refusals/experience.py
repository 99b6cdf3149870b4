"""Sentences for what is refused around experience reports."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["EXPERIENCE"]

EXPERIENCE: dict[str, Words] = {
    "experience.adopted-already": Words("该中心已经采用这份报告。", "That center has taken this report up already."),
    "experience.changed-meanwhile": Words(
        "报告刚刚有变化，请查看后重试。", "The report has just changed. Look at it and try again."
    ),
    "experience.event-not-held": Words(
        "活动登记举办后才能据以起草报告。", "A report is drafted from an event once it is entered as held."
    ),
    "experience.four-eyes": Words(
        "参与撰写的人不能审核，请由未参与的同事审核。",
        "Nobody who wrote on it reviews it. Ask a colleague who had no hand in it.",
    ),
    "experience.names-a-party": Words(
        "文字中出现了当事人名称或者专利号；双方同意之前不能写出。",
        "The text names a party or the patent. It may not before both sides have agreed.",
    ),
    "experience.no-center": Words("该交易没有中心参与。", "No center helps with this deal."),
    "experience.not-now": Words("报告当前状态不能进行此操作。", "That cannot be done as the report stands."),
    "experience.number": Words("数字超出范围。", "This number is out of range."),
    "experience.outcome": Words("请选择结果。", "Say how it came out."),
    "experience.own-report": Words("不能采用本中心的报告。", "A center cannot take up its own report."),
    "experience.remarks": Words("请写明需要修改之处。", "Say what is to be changed."),
    "experience.result": Words("请选择结果。", "Say how it came out."),
    "experience.reuse-too-thin": Words("请用至少二十个字说明结果。", "Say what came of it, in ten words at least."),
    "experience.reused-already": Words("该次采用的结果已经填写。", "What came of it has been told already."),
    "experience.source": Words(
        "请用一句话写明来源，不超过300字。", "Say in one line what it is about, in 300 characters at most."
    ),
    "experience.tag": Words("请从列表中选择，每项不超过规定个数。", "Choose from the list, and not too many."),
    "experience.tells-an-amount": Words(
        "文字中出现了合同约定的金额，请删去。", "The text states an amount of the contract. Please take it out."
    ),
    "experience.text-missing": Words("请填写此项。", "Please fill this in."),
}
