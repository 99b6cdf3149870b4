"""What acts around halls and exhibits are called in the journal."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["EXHIBITION"]

EXHIBITION: dict[str, Words] = {
    "hall.made": Words("新建展厅", "Hall made"),
    "hall.changed": Words("修改展厅", "Hall changed"),
    "hall.opened": Words("展厅开放", "Hall opened"),
    "hall.closed": Words("关闭展厅", "Hall closed"),
    "exhibit.drafted": Words("起草展品", "Exhibit drafted"),
    "exhibit.changed": Words("修改展牌", "Exhibit's card changed"),
    "exhibit.translated": Words("翻译展牌", "Exhibit's card translated"),
    "exhibit.sent": Words("展牌送审", "Exhibit sent to review"),
    "exhibit.returned": Words("展牌退回修改", "Exhibit sent back"),
    "exhibit.approved": Words("展牌审核通过", "Exhibit approved"),
    "exhibit.shown": Words("展品展出", "Exhibit shown"),
    "exhibit.withdrawn": Words("撤下展品", "Exhibit taken out"),
    "exhibit.inquired": Words("由展品引出询问", "Inquiry came from an exhibit"),
    "exhibit-picture.put": Words("添加展品图片", "Picture put to an exhibit"),
    "exhibit-picture.removed": Words("移除展品图片", "Picture taken away"),
    "visit.counted": Words("统计展品浏览量", "Visits of a day counted"),
}
