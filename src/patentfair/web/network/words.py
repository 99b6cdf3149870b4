"""Words for what installations tell one another, and for what goes wrong between them, with what cures it."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["ERRORS", "FACTS", "KINDS", "PEER_STATES", "REFUSED"]

KINDS = {
    "listing": Words("专利供给", "Listing"),
    "need": Words("技术需求", "Need"),
    "exhibit": Words("展品", "Exhibit"),
    "experience": Words("经验", "Experience"),
}
FACTS = {
    "owner": Words("权利人", "Owner"),
    "price": Words("要价", "Asking price"),
    "status": Words("法律状态", "Legal status"),
}
PEER_STATES = {
    "active": Words("读取中", "Being read"),
    "paused": Words("已暂停", "Paused"),
    "removed": Words("已移除", "Removed"),
}
_ASK = Words(
    "请与对方运维人员核实；索引未受影响，系统会继续尝试。",
    "Ask the other operator. The index is untouched, and we keep trying.",
)
_KEY = Words(
    "请用电话等其他途径向对方核实密钥指纹；对方确已更换密钥的，在下方确认新指纹。",
    "Ask the other operator for the fingerprint by telephone. If the key was replaced, confirm the new one below.",
)
_BEGIN = Words(
    "请问对方是否恢复过旧备份或重建过数据；确属如此的，选择“从头重读”。",
    "Ask whether they restored an older backup or began anew. If so, choose “Read from the beginning”.",
)
_WITHHELD = Words(
    "请对方运维人员排查：途中可能有人删改。问题排除后，选择“从头重读”。",
    "Ask its operator: something may take it out on the way. Once that is found, choose “Read from the beginning”.",
)
REFUSED = frozenset(
    {
        "feed.not-json", "feed.schema", "feed.entry-too-large", "feed.hash", "feed.foreign-host", "feed.other-feed",
        "feed.key-unknown", "feed.key-broken", "feed.signature", "feed.replayed", "feed.omitted", "feed.truncated",
        "feed.future", "feed.rewritten", "feed.order", "feed.version", "feed.card", "feed.format", "feed.withheld",
    }
)  # fmt: skip
ERRORS: dict[str, tuple[Words, Words]] = {
    "feed.unreachable": (
        Words("连接不上对方系统", "It cannot be reached"),
        Words(
            "对方可能停机或网络中断；恢复后会自动补读，不会遗漏。",
            "It may be down. Once it is back, everything missed is read.",
        ),
    ),
    "feed.time-out": (
        Words("对方系统响应超时", "It answers too slowly"),
        Words("系统会延长间隔后重试；长期如此请联系对方。", "We try again, less often. If it lasts, ask its operator."),
    ),
    "feed.status": (
        Words("对方系统返回错误", "It answers with an error"),
        Words("请对方确认后台进程（worker）正在运行。", "Ask its operator whether its worker runs."),
    ),
    "feed.redirect": (
        Words("对方地址转到了别处", "Its address leads elsewhere"),
        Words("请移除后以对方现行地址重新登记。", "Remove it and register it under its present address."),
    ),
    "feed.address": (
        Words("登记的地址无法使用", "The address cannot be used"),
        Words("请移除后重新登记。", "Remove it and register it again."),
    ),
    "feed.private-address": (
        Words("对方地址位于内部网络", "Its address lies inside a private network"),
        Words(
            "确需读取的，由运维人员在 PATENTFAIR_FEED_INSIDE 中列明该主机。",
            "If that is right, name the host in PATENTFAIR_FEED_INSIDE.",
        ),
    ),
    "feed.page-too-large": (Words("对方发来的页面过大", "It sent a page that is too large"), _ASK),
    "feed.not-json": (Words("对方发来的内容无法解析", "What it sent cannot be read"), _ASK),
    "feed.card": (Words("对方的说明文件格式有误", "Its card is not in the right form"), _ASK),
    "feed.format": (
        Words("对方系统的数据格式版本与本系统不同", "It writes its feed in another format than this version reads"),
        Words("请将版本较旧的一方升级。", "Have the installation of the older version brought up to date."),
    ),
    "feed.withheld": (Words("在示条目缺少内容", "The content of an entry that is still shown is missing"), _WITHHELD),
    "feed.schema": (Words("条目格式不符合规定", "An entry is not in the right form"), _ASK),
    "feed.entry-too-large": (Words("条目过大", "An entry is too large"), _ASK),
    "feed.hash": (Words("条目内容与摘要不符，疑被改动", "An entry does not match its hash: it was changed"), _ASK),
    "feed.order": (Words("条目次序有误", "Entries are not in their order"), _ASK),
    "feed.version": (Words("条目版本不连续", "An entry skips or repeats a version"), _ASK),
    "feed.truncated": (Words("签名页面缺少条目", "Entries of a signed page are missing"), _ASK),
    "feed.omitted": (Words("跳过了页面", "A page was left out"), _ASK),
    "feed.future": (
        Words("签名时间晚于当前时间", "It is signed for a time to come"),
        Words("请双方核对系统时钟。", "Compare the clocks of both machines."),
    ),
    "feed.foreign-host": (Words("条目指向其他主机", "An entry points to another host"), _ASK),
    "feed.other-feed": (
        Words("对方自报的地址与登记不符", "It calls itself by another address"),
        Words(
            "请对方核对 PATENTFAIR_ADDRESS，或以其自报地址重新登记。",
            "Have its operator check PATENTFAIR_ADDRESS, or register it under the address it names.",
        ),
    ),
    "feed.signature": (Words("签名无效", "The signature is wrong"), _ASK),
    "feed.key-unknown": (Words("签名密钥与确认的指纹不符", "It is signed with a key that was not confirmed"), _KEY),
    "feed.key-broken": (Words("新密钥未经原密钥签名", "Its new key is not signed by the one before"), _KEY),
    "feed.replayed": (Words("重发了旧页面", "An older page was sent again"), _BEGIN),
    "feed.rewritten": (Words("已读过的历史被改写", "What was read before has been rewritten"), _BEGIN),
}
