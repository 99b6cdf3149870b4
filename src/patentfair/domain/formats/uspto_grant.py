"""USPTO grants, XML v4.0 to v4.7: weekly files of many XML documents one after another, or single documents.

Sources: the documents' own DTDs (us-patent-grant-v40 to v47) and the USPTO's red book notes.
"""

from __future__ import annotations

from patentfair.domain.formats.format import Format
from patentfair.domain.formats.uspto_documents import GRANT, units
from patentfair.domain.kernel.words import Words

__all__ = ["FORMAT", "units"]

FORMAT = Format(
    name=GRANT,
    title=Words("美国专利授权公告 XML（4.0 至 4.7 版）", "USPTO grants, XML v4.0 to v4.7"),
    units=units,
    roots=("us-patent-grant", "sequence-cwu"),
)
