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
    "network.system-only": Words("此项只由系统自动完成。", "Only the system itself does this."),
}
