"""What acts around the network of installations are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["NETWORK"]

NETWORK: dict[str, Words] = {
    "peer.registered": Words("登记联网系统", "Installation registered"),
    "peer.paused": Words("暂停读取联网系统", "Reading of an installation paused"),
    "peer.resumed": Words("恢复读取联网系统", "Reading of an installation resumed"),
    "peer.removed": Words("移除联网系统", "Installation removed"),
    "peer.confirmed": Words("确认联网系统的新密钥", "Another key of an installation confirmed"),
    "peer.restarted": Words("从头重读联网系统", "Installation read from its beginning"),
    "peer.cleared": Words("解除联网系统的异常标记", "Flag of an installation cleared"),
    "feed.pulled": Words("读取联网系统的更新", "News of an installation taken in"),
    "feed.refused": Words("拒收联网系统的内容", "Content of an installation refused"),
    "feed.key-followed": Words("沿用联网系统更换后的密钥", "Newer key of an installation followed"),
    "embed.allowed": Words("允许网站嵌入中心内容", "Site allowed to show the center's pages"),
    "embed.ended": Words("终止网站嵌入中心内容", "Site no longer allowed to show the center's pages"),
    "center.moved": Words("中心迁往其他系统", "Center moved to another installation"),
    "center.returned": Words("撤回中心迁移的记载", "Move of a center taken back"),
    "archive.exported": Words("导出中心数据包", "Archive of a center exported"),
    "archive.taken-in": Words("接收中心数据包", "Archive of a center taken in"),
    "archive.rows": Words("接收数据包中的一类记录", "Rows of an archive taken in"),
    "feed.key-made": Words("生成数据源签名密钥", "Key of the feed made"),
}
