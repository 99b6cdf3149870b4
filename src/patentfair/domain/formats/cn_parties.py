"""Whether a Chinese name is an organisation's."""

from __future__ import annotations

import re

__all__ = ["is_organisation"]

_LONGEST = 400
_ORGANISATION = re.compile(
    r"(公司|大学|学院|研究所|研究院|研究中心|科学院|工厂|医院|学校|中心|集团|协会|会社|委员会|法人|总局|[厂局所站社部队场院店]"
    r"|株式会社|合伙企业|有限合伙|合作社)(（.*）|\(.*\))?$"
)


def is_organisation(name: str) -> bool | None:
    """True where the name ends as those of organisations do; None where it does not tell."""
    return True if _ORGANISATION.search(name[-_LONGEST:]) else None
