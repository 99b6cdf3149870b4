"""Sentences for what is refused around halls and exhibits."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["EXHIBITION"]

EXHIBITION: dict[str, Words] = {
    "exhibition.staff-only": Words(
        "只有该中心的工作人员可以布置展厅。",
        "Only the center's staff may arrange its halls.",
    ),
    "hall.name": Words("请用中文或英文给展厅取一个名称。", "Give the hall a name, in Chinese or English."),
    "hall.lede-too-long": Words("前言不能超过 2000 字。", "Keep the text at the entrance under 2,000 characters."),
    "hall.kind": Words("请选择主题展厅或者产业链展厅。", "Choose a hall about a theme or along an industry chain."),
    "hall.links": Words("产业链须有 2 至 12 个环节，每行一个。", "A chain has 2 to 12 links, one a line."),
    "hall.link-in-use": Words(
        "被删去的环节上还有展品，请先把展品移到其他环节。",
        "Exhibits stand at a link you took away. Move them to another link first.",
    ),
    "hall.nothing-to-show": Words(
        "还没有审核通过的展品，暂时没有可以展示的内容。",
        "No exhibit has been approved yet, so there is nothing to show.",
    ),
    "hall.already-open": Words("展厅已经开放。", "The hall is open already."),
    "hall.not-open": Words("展厅没有开放。", "The hall is not open."),
    "hall.full": Words("一个展厅最多 400 件展品。", "A hall holds 400 exhibits at most."),
    "exhibit.right-has-ended": Words(
        "法律状态记录显示该专利权已经终止、届满或者被宣告无效，不能作为展品。",
        "The register shows that this right has lapsed, expired or been invalidated; it cannot be shown.",
    ),
    "exhibit.there-already": Words("这件专利已在展厅中。", "This patent stands in the hall already."),
    "exhibit.maturity": Words("技术成熟度为 1 至 9。", "The readiness level is 1 to 9."),
    "exhibit.link": Words("请选择产业链上的一个环节。", "Choose a link of the chain."),
    "exhibit.numbers": Words("一张展牌最多 8 个数值。", "A card holds 8 quantities at most."),
    "exhibit.text": Words("展牌上没有这一栏。", "The card has no such text."),
    "exhibit.text-too-long": Words(
        "文字太长，观众在展牌前只停留一分钟，请缩短。",
        "Too long: a visitor stands before it for a minute. Please shorten it.",
    ),
    "exhibit.incomplete": Words(
        "展牌还不完整：至少需要名称、要解决的问题、怎样工作，图片须有说明。",
        "The card is not complete: it needs a title, the problem and how it works, and every picture a description.",
    ),
    "exhibit.not-a-draft": Words("只有草稿可以送审。", "Only a draft can be sent to review."),
    "exhibit.not-in-review": Words(
        "展牌不在待审核状态，或者刚刚有人改过，请刷新后再看。",
        "The card does not wait for review, or somebody has just changed it. Look at it again.",
    ),
    "exhibit.not-approved-yet": Words("审核通过后才能打印。", "It can be printed once it is approved."),
    "exhibit.four-eyes": Words(
        "撰写人不能自己审核，请由同事审核。",
        "Whoever wrote a card does not approve it. Ask a colleague.",
    ),
    "exhibit.rewritten": Words(
        "您看过之后，展牌又有改动，请重新阅读后再审核。", "The card was rewritten after you read it. Read it again."
    ),
    "exhibit.remark": Words("请用 5 至 400 字说明需要修改什么。", "Say in 5 to 400 characters what is to be mended."),
    "exhibit.withdrawn": Words("展品已撤下。", "The exhibit has been taken out."),
    "exhibit.pictures-full": Words("一件展品最多 12 张图片。", "An exhibit has 12 pictures at most."),
    "exhibit.picture-again": Words(
        "刚刚有人添加了图片，请再试一次。",
        "Somebody has just added a picture. Please try again.",
    ),
    "exhibit.picture-gone": Words("图片已被移除。", "The picture has been taken away already."),
    "exhibit.picture-undescribed": Words(
        "请用一句话说明图片内容，供看不见图片的人了解。",
        "Say in one sentence what it shows, for those who do not see it.",
    ),
    "exhibit.description-too-long": Words("图片说明不能超过 300 字。", "Keep the description under 300 characters."),
    "picture.unreadable": Words(
        "无法读取该文件。请选择 JPEG、PNG 或 WebP 图片；展品还可以使用 MP4、WebM 视频。",
        "This file cannot be read. Choose a JPEG, PNG or WebP picture; an exhibit also takes MP4 and WebM films.",
    ),
    "picture.too-large": Words(
        "图片太大：不超过 2400 万像素（页首图片不超过 5 MB）。",
        "The picture is too large: up to 24 million pixels, for the head of a page up to 5 MB.",
    ),
    "picture.too-small": Words(
        "图片太小，每边至少 200 像素。",
        "The picture is too small: 200 pixels a side at least.",
    ),
    "film.unreadable": Words(
        "影片不完整，或者结构特殊，无法去除其中的拍摄位置、设备等信息。请用剪辑软件另存为 MP4 或 WebM 后再上传。",
        "The film is broken off, or built so that place and device cannot be taken out of it. Save it anew as MP4 or "
        "WebM with a film editor, then upload it.",
    ),
}
