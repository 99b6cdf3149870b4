"""The words of CNIPA's legal status announcements, as search sites print them, as events and changes of title.

An announcement has a day (法律状态公告日), a title (法律状态) and a description (描述信息): words that narrow the title
down, then printed names with values, as in `专利权的转移 IPC(主分类):A01B 1/00;变更事项:专利权人;变更前权利人:甲;
变更后权利人:乙;登记生效日:20120101`. Values may be lists with ";", which parts the names too.

A code is given only where the words decide one; it is the one of CNIPA's present list (PB01, SE01, GR01 ..., of which
C06, C10, C14 are the forerunners until 2016).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import msgspec

from patentfair.domain.patents.register import Conveyance, ConveyanceKind, ConveyanceParty, StatusEvent

__all__ = ["Announcements", "announcement", "announcements_in", "code_of", "parse_day"]

_LONGEST = 200_000
_MOST = 1_000
_BEGIN = re.compile(r"#?\s{0,8}法律状态公告日\s{0,4}[:：]")
_STATUS = re.compile(r"法律状态\s{0,4}[:：]([^;；\n]{0,200})")
_DESCRIPTION = re.compile(r"描述信息\s{0,4}[:：]")
_DAY = re.compile(r"\D{0,4}(\d{4})(?:(\d{2})(\d{2})(?!\d)|\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2}))")
_SEPARATOR = re.compile(r"[;；\n]")
# A printed name, in front of its colon: perhaps led by words of the description or by blanks.
_NAMED = re.compile(r"([^:：]{1,120})[:：](.*)", re.DOTALL)
_HAN_NAME = re.compile(r"[一-鿿（）()、/]{1,20}")
_NAMES = tuple(
    sorted(
        (
            "IPC(主分类)",
            "IPC（主分类）",
            "专利号",
            "专利申请号",
            "申请号",
            "申请日",
            "公开日",
            "申请公布日",
            "授权公告日",
            "终止日期",
            "专利权终止日期",
            "登记生效日",
            "登记生效日期",
            "放弃生效日",
            "生效日",
            "变更事项",
            "变更前",
            "变更后",
            "变更前权利人",
            "变更后权利人",
            "变更前申请人",
            "变更后申请人",
            "变更前专利权人",
            "变更后专利权人",
            "变更前地址",
            "变更后地址",
            "合同备案号",
            "合同备案日期",
            "备案日期",
            "登记号",
            "质押登记号",
            "出质人",
            "质权人",
            "让与人",
            "受让人",
            "许可人",
            "被许可人",
            "许可种类",
            "发明名称",
            "解除日",
            "解除日期",
            "注销日",
            "注销日期",
            "质押生效日",
            "无效宣告决定号",
            "无效宣告决定日",
            "收件人",
            "文件名称",
        ),
        key=len,
        reverse=True,
    )
)
# Of several that are printed, the first here is taken.
_EFFECTIVE = (
    "登记生效日",
    "登记生效日期",
    "质押生效日",
    "放弃生效日",
    "生效日",
    "终止日期",
    "专利权终止日期",
    "解除日",
    "解除日期",
    "注销日",
    "注销日期",
    "合同备案日期",
    "备案日期",
)
_EXACT = {
    "公开": "PB01",
    "公布": "PB01",
    "发明专利申请公布": "PB01",
    "发明专利申请公开": "PB01",
    "实质审查的生效": "SE01",
    "实质审查请求的生效": "SE01",
    "进入实质审查": "SE01",
    "授权": "GR01",
    "专利权授予": "GR01",
    "发明专利权授予": "GR01",
    "实用新型专利权授予": "GR01",
    "外观设计专利权授予": "GR01",
    "专利权有效期届满": "CX01",
    "专利权有效期届满终止": "CX01",
    "专利申请权的转移": "TA01",
    "专利权的转移": "TR01",
    "专利权人的姓名或者名称的变更": "CP01",
    "专利权人的地址的变更": "CP02",
    "专利权的主动放弃": "AV01",
    "专利权的保全": "PP01",
    "专利权保全的解除": "PD01",
    "权利的恢复": "RR01",
    "专利权的恢复": "RR01",
    "发明专利申请公布后的视为撤回": "WD01",
    "申请公布后的视为撤回": "WD01",
    "视为撤回": "WD01",
    "发明专利申请公布后的撤回": "WW01",
    "发明专利申请公布后的驳回": "RJ01",
    "申请公布后的驳回": "RJ01",
    "驳回": "RJ01",
    "文件的公告送达": "DD01",
    "外观设计专利公报更正": "CD02",
}
# All words of one line must stand in the title, none of those after it.
_WORDED = (
    (("终止", "未缴年费"), (), "CF01"),
    (("有效期届满",), (), "CX01"),
    (("全部无效",), ("部分",), "IW01"),
    (("部分无效",), ("全部",), "IP01"),
    (("许可合同", "备案", "生效"), ("变更", "注销"), "EE01"),
    (("许可合同", "备案", "变更"), ("生效", "注销"), "EM01"),
    (("许可合同", "备案", "注销"), ("生效", "变更"), "EC01"),
    (("质押合同", "登记", "生效"), ("变更", "注销"), "PE01"),
    (("质押合同", "登记", "变更"), ("生效", "注销"), "PM01"),
    (("质押合同", "登记", "注销"), ("生效", "变更"), "PC01"),
)
_CHANGES = {
    "TR01": ConveyanceKind.ASSIGNMENT,
    "TA01": ConveyanceKind.ASSIGNMENT,
    "CP01": ConveyanceKind.CHANGE_OF_NAME,
    "CP02": ConveyanceKind.CHANGE_OF_ADDRESS,
    "CP03": ConveyanceKind.CHANGE_OF_NAME,
}
# Kind, printed names of the giver and of the receiver.
_CONTRACTS = {
    "PE01": (ConveyanceKind.SECURITY_INTEREST, ("出质人",), ("质权人",)),
    "PC01": (ConveyanceKind.RELEASE, ("质权人",), ("出质人",)),
    "EE01": (ConveyanceKind.LICENCE, ("让与人", "许可人"), ("受让人", "被许可人")),
    "EC01": (ConveyanceKind.LICENCE_ENDED, ("让与人", "许可人"), ("受让人", "被许可人")),
}
_NOBODY = {"", "无", "空", "-", "--", "/"}

_Fields = tuple[tuple[str, str], ...]


class Announcements(msgspec.Struct, frozen=True, gc=False):
    """What announcements say, in the order of the text; `problems` are codes of defects."""

    events: tuple[StatusEvent, ...] = ()
    conveyances: tuple[Conveyance, ...] = ()
    problems: tuple[str, ...] = ()

    def __add__(self, other: Announcements) -> Announcements:
        return Announcements(
            self.events + other.events,
            self.conveyances + other.conveyances,
            tuple(dict.fromkeys(self.problems + other.problems)),
        )


def announcements_in(text: str) -> Announcements:
    """All announcements of a text that names each part, in lines or run together, with or without "#" in front.

    What stands before the first day is passed over. Text over 200,000 characters and announcements beyond the 1,000th
    are not read, which is told as `cn-events.too-many`.
    """
    problems = ("cn-events.too-many",) if len(text) > _LONGEST else ()
    _, *blocks = _BEGIN.split(_plain(text[:_LONGEST]))
    if len(blocks) > _MOST:
        problems = ("cn-events.too-many",)
    found = [_block(block) for block in blocks[:_MOST]]
    return Announcements(
        tuple(event for one in found for event in one.events),
        tuple(conveyance for one in found for conveyance in one.conveyances),
        tuple(dict.fromkeys((*problems, *(code for one in found for code in one.problems)))),
    )


def _block(block: str) -> Announcements:
    status = _STATUS.search(block)
    description = _DESCRIPTION.search(block)
    day = block[: min(status.start() if status else 40, 40)]
    return announcement(day, status[1] if status else "", block[description.end() :] if description else "")


def announcement(day: str, status: str, description: str, code: str = "") -> Announcements:
    """One announcement from its parts as printed; `code` is the source's own, where it prints one.

    Defects: `cn-events.day` (no readable day), `cn-events.no-words` (neither title nor description, hence no event).
    """
    title = _folded(_plain(status)).strip(";；。#")
    lead, fields = _fields(_plain(description)[:_LONGEST])
    if not title and not lead and not fields:
        return Announcements(problems=("cn-events.no-words",))
    published = parse_day(day)
    problems = () if published else ("cn-events.day",)
    values = dict(reversed(fields))
    event = StatusEvent(
        office="CN",
        code=code.strip() or code_of(title, lead, fields),
        published=published,
        text=title or lead,
        effective=next((found for name in _EFFECTIVE if (found := parse_day(values.get(name, "")))), None),
        details=((("描述信息", lead),) if lead and lead != title else ()) + fields,
    )
    conveyance = _conveyance(event, values)
    return Announcements((event,), (conveyance,) if conveyance else (), problems)


def parse_day(text: str) -> date | None:
    """A day as 20120101, 2012.01.01, 2012-1-1 or 2012年1月1日, or None."""
    found = _DAY.match(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5]))
    except ValueError:
        return None


def code_of(status: str, lead: str = "", fields: _Fields = ()) -> str:
    """CNIPA's code for a title and the words that narrow it down, "" where the words leave it open.

    Titles of several acts ("专利申请权、专利权的转移") are settled by what is said to change.
    """
    for words in (lead, status):
        bare = re.sub(r"[\s。]", "", words)
        if bare in _EXACT:
            return _EXACT[bare]
        for needed, without, code in _WORDED:
            if all(word in bare for word in needed) and not any(word in bare for word in without):
                return code
    changed = " ".join(value for name, value in fields if name == "变更事项")
    names = " ".join(name for name, _ in fields)
    if "转移" in status:
        granted = "专利权人" in changed or "变更前专利权人" in names
        applied = "申请人" in changed or "变更前申请人" in names
        return "TR01" if granted and not applied else "TA01" if applied and not granted else ""
    if "姓名或者名称" in status and "变更" in status:
        of_name = "专利权人" in changed or "变更前专利权人" in names
        of_address = "地址" in changed or "变更前地址" in names
        return {(True, True): "CP03", (True, False): "CP01", (False, True): "CP02"}.get((of_name, of_address), "")
    return ""


def _plain(text: str) -> str:
    """Without entities of a web page and its line breaks."""
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = re.sub(r"<br\s?/?>", "\n", text)
    return text.replace("\xa0", " ").replace("\u3000", " ").replace("\r", "\n")


def _folded(text: str) -> str:
    return " ".join(text.split())


def _fields(description: str) -> tuple[str, _Fields]:
    """The words in front, and the printed names with their values; what has no name goes to the value before it."""
    lead: list[str] = []
    fields: list[tuple[str, list[str]]] = []
    for part in _SEPARATOR.split(description):
        piece = _folded(part).strip("。# ")
        if not piece:
            continue
        found = _NAMED.fullmatch(piece)
        words, name = _name_at_end(found[1]) if found else (piece, "")
        if not (found and name):
            (fields[-1][1] if fields else lead).append(piece)
            continue
        if words and not fields:
            lead.append(words)
        fields.append((name, [found[2].strip()]))
    return ";".join(lead), tuple((name, ";".join(values)) for name, values in fields)


def _name_at_end(text: str) -> tuple[str, str]:
    """Words, and the printed name that they end with; ("", name) where it is all name, (text, "") where there is none.

    "专利权的转移IPC(主分类)" -> ("专利权的转移", "IPC(主分类)").
    """
    text = text.strip()
    for name in _NAMES:
        if text.endswith(name) and not (text[: -len(name)].endswith(("前", "后"))):
            return text[: -len(name)].strip(), name.replace("（", "(").replace("）", ")")
    words, _, name = text.rpartition(" ")
    return (words.strip(), name) if _HAN_NAME.fullmatch(name) else (text, "")


def _conveyance(event: StatusEvent, values: dict[str, str]) -> Conveyance | None:
    if kind := _CHANGES.get(event.code):
        givers, receivers = _sides(event.details)
        reference = ""
    elif event.code in _CONTRACTS:
        kind, giver_names, receiver_names = _CONTRACTS[event.code]
        givers = _named(values, giver_names)
        receivers = _named(values, receiver_names)
        reference = values.get("合同备案号") or values.get("登记号") or values.get("质押登记号") or ""
    else:
        return None
    if not givers and not receivers:
        return None
    return Conveyance(
        office="CN",
        reference=reference,
        kind=kind,
        text=event.text,
        executed=None,
        recorded=event.effective or event.published,
        givers=givers,
        receivers=receivers,
    )


def _named(values: dict[str, str], names: tuple[str, ...]) -> tuple[ConveyanceParty, ...]:
    return tuple(ConveyanceParty(name=item) for name in names for item in _people(values.get(name, "")))


def _people(value: str) -> Iterator[str]:
    for item in _SEPARATOR.split(value):
        if (name := item.strip(" 。,，")) not in _NOBODY:
            yield name


def _sides(fields: _Fields) -> tuple[tuple[ConveyanceParty, ...], tuple[ConveyanceParty, ...]]:
    """Holders before and after; an address is that of the first of the holders named before it on its side."""
    sides: tuple[list[ConveyanceParty], list[ConveyanceParty]] = ([], [])
    firsts = [0, 0]
    item = ""
    for name, value in fields:
        if name == "变更事项":
            item = value
        if not name.startswith(("变更前", "变更后")):
            continue
        which = int(name.startswith("变更后"))
        side = sides[which]
        what = name[3:] if name[3:] not in ("", "权利人") else item
        if "地址" in what:
            if value in _NOBODY:
                continue
            if firsts[which] < len(side):
                side[firsts[which]] = msgspec.structs.replace(side[firsts[which]], address=value)
            else:
                side.append(ConveyanceParty(name="", address=value))
        elif "人" in what or not what:
            firsts[which] = len(side)
            side.extend(ConveyanceParty(name=person) for person in _people(value))
    return tuple(sides[0]), tuple(sides[1])
