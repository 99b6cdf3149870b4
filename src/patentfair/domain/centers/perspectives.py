"""The seven perspectives from which a center's work is planned and judged: exchange is one of them."""

from __future__ import annotations

from patentfair.domain.kernel.words import Words

__all__ = ["PERSPECTIVES"]

PERSPECTIVES: dict[str, Words] = {
    "trade": Words("专利交易", "Trade"),
    "industrialisation": Words("专利产业化", "Industrialisation"),
    "science": Words("科学普及", "Popular science"),
    "law": Words("知识产权法律服务与普法", "IP law for everyone"),
    "region": Words("服务区域产业与战略", "Fit with the region"),
    "service": Words("服务公众", "Service to people"),
    "experience": Words("经验共享", "Shared experience"),
}
