"""Every template, by its name, in the order in which an older portal is best brought over."""

from __future__ import annotations

from patentfair.domain.formats.templates import deals, listings, needs, parties, patents
from patentfair.domain.formats.templates.columns import Template

__all__ = ["TEMPLATES"]

TEMPLATES: dict[str, Template] = {
    module.TEMPLATE.name: module.TEMPLATE for module in (patents, parties, listings, needs, deals)
}
