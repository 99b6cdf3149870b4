"""Our codes for what an office's event does to a right, and the shape of a row that maps an office's code to one.

WIPO ST.27 and the EPO's INPADOC list put events into lettered categories. A letter alone never decides: INPADOC files
"did not enter the national phase" under the letter of an entry. So every office's code is mapped by itself.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from patentfair.domain.kernel.words import Words

__all__ = ["EVENT_LABELS", "IN_STATE", "KEY_EVENTS", "CodeRow", "EventCode", "OfficeTable"]


class EventCode(StrEnum):
    """Our codes for what an office's event does to the right; the office's own code is kept beside it."""

    PUBLISHED = "published"
    EXAMINATION = "examination"
    GRANT_DECIDED = "grant_decided"
    GRANTED = "granted"
    FEE_PAID = "fee_paid"
    FEE_OVERDUE = "fee_overdue"
    LAPSED = "lapsed"
    EXPIRED = "expired"
    ABANDONED = "abandoned"
    INVALIDATED = "invalidated"
    PARTLY_INVALIDATED = "partly_invalidated"
    INVALIDATION_UNCLEAR = "invalidation_unclear"
    LIMITED = "limited"
    WITHDRAWN = "withdrawn"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    REFUSED = "refused"
    NOT_ENTERED = "not_entered"
    RESTORED = "restored"
    REVIVED = "revived"
    OPPOSED = "opposed"
    OPPOSITION_ENDED = "opposition_ended"
    APPEAL = "appeal"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    TERM_EXTENDED = "term_extended"
    ASSIGNED = "assigned"
    PARTY_CHANGED = "party_changed"
    NAME_CHANGED = "name_changed"
    LICENCE_RECORDED = "licence_recorded"
    LICENCE_CHANGED = "licence_changed"
    LICENCE_ENDED = "licence_ended"
    OPEN_LICENCE = "open_licence"
    OPEN_LICENCE_WITHDRAWN = "open_licence_withdrawn"
    PLEDGE_REGISTERED = "pledge_registered"
    PLEDGE_CHANGED = "pledge_changed"
    PLEDGE_CANCELLED = "pledge_cancelled"
    PRESERVED = "preserved"
    PRESERVATION_RELEASED = "preservation_released"
    LAPSED_IN_STATE = "lapsed_in_state"
    FEE_PAID_IN_STATE = "fee_paid_in_state"
    RESTORED_IN_STATE = "restored_in_state"
    TERMINAL_DISCLAIMER = "terminal_disclaimer"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    NO_EFFECT = "no_effect"
    UNKNOWN = "unknown"


EVENT_LABELS: dict[EventCode, Words] = {
    EventCode.PUBLISHED: Words("公布", "Published"),
    EventCode.EXAMINATION: Words("进入实质审查", "Under examination"),
    EventCode.GRANT_DECIDED: Words("决定授权（尚未公告）", "Grant decided, not yet announced"),
    EventCode.GRANTED: Words("授权公告", "Grant announced"),
    EventCode.FEE_PAID: Words("缴纳年费", "Annuity paid"),
    EventCode.FEE_OVERDUE: Words("年费逾期，进入宽限期", "Annuity overdue, grace period runs"),
    EventCode.LAPSED: Words("权利终止", "Lapsed"),
    EventCode.EXPIRED: Words("保护期届满", "Expired"),
    EventCode.ABANDONED: Words("放弃专利权", "Right abandoned"),
    EventCode.INVALIDATED: Words("宣告无效", "Declared invalid"),
    EventCode.PARTLY_INVALIDATED: Words("部分宣告无效", "Declared invalid in part"),
    EventCode.INVALIDATION_UNCLEAR: Words("宣告无效（全部或部分不明）", "Declared invalid, in whole or part not said"),
    EventCode.LIMITED: Words("保护范围变更后维持", "Maintained with a changed scope"),
    EventCode.WITHDRAWN: Words("撤回", "Withdrawn"),
    EventCode.DEEMED_WITHDRAWN: Words("视为撤回", "Deemed withdrawn"),
    EventCode.REFUSED: Words("驳回", "Refused"),
    EventCode.NOT_ENTERED: Words("未进入国家阶段", "National phase not entered"),
    EventCode.RESTORED: Words("权利恢复", "Restored"),
    EventCode.REVIVED: Words("申请恢复", "Application revived"),
    EventCode.OPPOSED: Words("被提出异议或无效请求", "Validity contested"),
    EventCode.OPPOSITION_ENDED: Words("异议期满无异议或异议程序终结", "No opposition, or opposition ended"),
    EventCode.APPEAL: Words("复审或上诉", "Appeal"),
    EventCode.SUSPENDED: Words("程序中止", "Proceedings suspended"),
    EventCode.RESUMED: Words("程序恢复", "Proceedings resumed"),
    EventCode.TERM_EXTENDED: Words("保护期延长", "Term extended"),
    EventCode.ASSIGNED: Words("权利转移", "Assigned"),
    EventCode.PARTY_CHANGED: Words("权利人事项变更", "Change of party recorded"),
    EventCode.NAME_CHANGED: Words("名称或地址变更", "Name or address changed"),
    EventCode.LICENCE_RECORDED: Words("许可备案", "Licence recorded"),
    EventCode.LICENCE_CHANGED: Words("许可备案变更", "Licence entry changed"),
    EventCode.LICENCE_ENDED: Words("许可备案注销", "Licence entry cancelled"),
    EventCode.OPEN_LICENCE: Words("开放许可声明", "Open licence declared"),
    EventCode.OPEN_LICENCE_WITHDRAWN: Words("撤回开放许可声明", "Open licence withdrawn"),
    EventCode.PLEDGE_REGISTERED: Words("质押登记", "Pledge registered"),
    EventCode.PLEDGE_CHANGED: Words("质押变更", "Pledge changed"),
    EventCode.PLEDGE_CANCELLED: Words("质押注销", "Pledge cancelled"),
    EventCode.PRESERVED: Words("财产保全", "Preserved by a court"),
    EventCode.PRESERVATION_RELEASED: Words("保全解除", "Preservation released"),
    EventCode.LAPSED_IN_STATE: Words("在指定国终止", "Lapsed in a designated state"),
    EventCode.FEE_PAID_IN_STATE: Words("在指定国缴费", "Fee paid in a designated state"),
    EventCode.RESTORED_IN_STATE: Words("在指定国恢复", "Restored in a designated state"),
    EventCode.TERMINAL_DISCLAIMER: Words(
        "期末放弃声明（须与所涉专利同一权利人）",
        "Terminal disclaimer: must stay in one hand with the patent named",
    ),
    EventCode.CORRECTED: Words("更正", "Corrected"),
    EventCode.RETRACTED: Words("撤销先前登记的事项", "Earlier entry deleted"),
    EventCode.NO_EFFECT: Words("不影响权利", "No effect on the right"),
    EventCode.UNKNOWN: Words("含义未收录", "Meaning not in our tables"),
}

# What an event does to the whole right, when it is said of one designated state alone.
IN_STATE: dict[EventCode, EventCode] = {
    EventCode.LAPSED: EventCode.LAPSED_IN_STATE,
    EventCode.FEE_PAID: EventCode.FEE_PAID_IN_STATE,
    EventCode.RESTORED: EventCode.RESTORED_IN_STATE,
}

# ST.27 key events known to us; none has been checked against the standard's own annex.
KEY_EVENTS: dict[EventCode, str] = {
    EventCode.PUBLISHED: "Q10",
    EventCode.GRANTED: "F10",
    EventCode.FEE_PAID: "U10",
    EventCode.LAPSED: "H10",
    EventCode.EXPIRED: "H10",
    EventCode.ABANDONED: "H10",
    EventCode.ASSIGNED: "R10",
    EventCode.PARTY_CHANGED: "R10",
    EventCode.NAME_CHANGED: "R10",
    EventCode.LICENCE_RECORDED: "S10",
}


class CodeRow(msgspec.Struct, frozen=True, kw_only=True):
    """What one code of one office means to us.

    `category` is the letter the EPO's list of legal event codes prints, "" where it prints none. `verified` says that
    code and letter stand in that list (edition 2024-17); a row without it rests on general knowledge. `phrase` narrows
    a row to events whose words contain it (for `code` "": whose words are it). `territory` is the one state that a code
    of a regional office is about. `retracts` are the office's codes whose earlier entry this one deletes.
    """

    office: str
    code: str
    words: Words
    effect: EventCode
    category: str = ""
    phrase: str = ""
    note: str = ""
    verified: bool = True
    territory: str = ""
    retracts: tuple[str, ...] = ()

    @property
    def key_event(self) -> str:
        """The ST.27 key event where we know it and its letter agrees with the row's; not verified."""
        known = KEY_EVENTS.get(self.effect, "")
        return known if known[:1] == self.category else ""


class OfficeTable:
    """Makes the rows of one office."""

    def __init__(self, office: str) -> None:
        self.office = office

    def __call__(
        self,
        code: str,
        category: str,
        effect: EventCode,
        zh: str,
        en: str,
        *,
        phrase: str = "",
        note: str = "",
        verified: bool = True,
        territory: str = "",
        retracts: tuple[str, ...] = (),
    ) -> CodeRow:
        return CodeRow(
            office=self.office,
            code=code,
            words=Words(zh, en),
            effect=effect,
            category=category,
            phrase=phrase,
            note=note,
            verified=verified,
            territory=territory,
            retracts=retracts,
        )
