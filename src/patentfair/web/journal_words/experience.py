"""What acts around experience reports are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["EXPERIENCE"]

EXPERIENCE: dict[str, Words] = {
    "report.drafted": Words("起草经验报告", "Experience report drafted"),
    "report.changed": Words("修改经验报告", "Experience report changed"),
    "report.submitted": Words("经验报告送审", "Experience report handed in"),
    "report.returned": Words("经验报告退回修改", "Experience report handed back"),
    "report.published": Words("发布经验报告", "Experience report published"),
    "report.withdrawn": Words("撤回经验报告", "Experience report taken back"),
    "report.naming-asked": Words("征询是否同意具名", "Side asked whether it may be named"),
    "report.naming-answered": Words("答复是否同意具名", "Side answered whether it may be named"),
    "case.adopted": Words("采用经验报告", "Experience taken up"),
    "case.reuse": Words("确认复用经验", "Use of experience confirmed"),
}
