"""Sentences for what is refused around the network of installations."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["NETWORK"]

NETWORK: dict[str, Words] = {
    "network.address": Words(
        "请填写对方系统的网址，只含协议、主机和端口，例如 https://center.example。",
        "Give the address with its scheme and host alone, such as https://center.example.",
    ),
    "network.own-address": Words("这是本系统自己的网址。", "That is this installation's own address."),
    "network.fingerprint": Words(
        "指纹应为 64 位十六进制字符（0–9、a–f），空格可有可无。",
        "A fingerprint has 64 figures and letters a to f; spaces do not matter.",
    ),
    "network.name": Words("请填写名称，不要过长。", "Give a name that is not too long."),
    "network.peer-known": Words("该网址已经登记。", "That address is registered already."),
    "network.peer-state": Words(
        "该系统的状态已变，请刷新页面后再操作。", "Its state has changed meanwhile. Load the page again."
    ),
    "network.peer-moved": Words("该数据源刚由另一进程读取。", "Another process has just read that feed."),
    "network.feed-moved": Words("数据源刚由另一进程写入。", "Another process has just written the feed."),
    "network.key-missing": Words(
        "签名密钥不在原处：请把 feed.key 放回数据目录；确已丢失的，运行 patentfair network rotate-key --lost。",
        "The key that signs the feed is not in its place: put feed.key back into the installation's folder. If it is "
        "lost, run patentfair network rotate-key --lost.",
    ),
    "network.embed-host": Words(
        "请填写网站的域名，例如 www.university.example，不含路径。",
        "Give the name of the site's host, such as www.university.example, without a path.",
    ),
    "network.embed-known": Words("该网站已在名单中。", "That site is in the list already."),
    "network.embed-too-many": Words("每个中心最多 20 个网站。", "A center may name twenty sites at most."),
    "network.no-center": Words("没有这个代码的中心。现有：", "No center has that key. There are:"),
    "network.not-moved": Words("该中心未记载迁移。", "It is not recorded that this center moved."),
    "archive.form": Words("这不是中心数据包，或格式不符。", "This is no archive of a center, or not in its form."),
    "archive.damaged": Words(
        "数据包已不是生成时的原样：有缺失、损坏或者改动。请向原系统重新索取。",
        "The archive is not as it was written: cut off, damaged or changed. Ask its installation for it again.",
    ),
    "archive.signature": Words("数据包的签名验证未通过。", "The archive's signature does not hold."),
    "archive.unknown-key": Words(
        "无法确认数据包的来源：请先登记原系统，或电话核对其指纹后用 --fingerprint 给出。",
        "It is not certain whom the archive is from: register its installation first, or have its fingerprint read to "
        "you by telephone and give it by --fingerprint.",
    ),
    "archive.too-large": Words("数据包或其中一项超出上限。", "The archive or something in it is above the limit."),
    "archive.journal": Words(
        "数据包内的日志摘录未通过校验。", "The extract of the journal in the archive does not hold."
    ),
    "archive.center-key": Words(
        "本系统已有同代码的另一中心。请原系统的运维人员更改中心代码后重新导出，或在本系统更改。",
        "Another center here has this key. Have the key changed there and export again, or change it here.",
    ),
    "archive.meanwhile": Words(
        "接收期间数据有变，未作任何改动，请重试。", "Something changed meanwhile. Nothing was taken in; try again."
    ),
    "archive.row": Words("有一项内容不符合要求：", "Something in it does not fit:"),
    "archive.belongs-to-none": Words("所属的记录未被接收：", "What it belongs to was not taken in:"),
    "archive.other-organisation": Words(
        "本系统已有同代码而名称不同的单位：", "An organisation here has the same key and another name:"
    ),
    "archive.file-missing": Words(
        "其文件不在数据包内，或类型不予接收：", "Its file is not in the archive, or of a kind that is not taken:"
    ),
    "archive.collides": Words("与本系统已有的记录冲突：", "It collides with what is here already:"),
    "network.system-only": Words("此项只由系统自动完成。", "Only the system itself does this."),
}
