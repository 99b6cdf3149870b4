"""The acts a patent reserves, by the words of the statutes (CN Patent Law article 11, 35 USC 271, PatG 9)."""

from patentfair.domain.kernel.words import Words

__all__ = ["ACT_NAMES"]

ACT_NAMES: dict[str, Words] = {
    "make": Words("制造", "make"),
    "use": Words("使用", "use"),
    "offer": Words("许诺销售", "offer for sale"),
    "sell": Words("销售", "sell"),
    "import": Words("进口", "import"),
    "possess": Words("占有", "possess"),
    "export": Words("出口", "export"),
    "lease": Words("出租", "lease"),
}
