"""USPTO published applications, XML v4.0 to v4.6: weekly files of many documents one after another, or single ones.

Sources: the documents' own DTDs (us-patent-application-v40 to v46) and the USPTO's red book notes.
"""

from __future__ import annotations

from patentfair.domain.formats.format import Format
from patentfair.domain.formats.uspto_documents import APPLICATION, units
from patentfair.domain.kernel.words import Words

__all__ = ["FORMAT", "units"]

FORMAT = Format(
    name=APPLICATION,
    title=Words("美国专利申请公布 XML（4.0 至 4.6 版）", "USPTO published applications, XML v4.0 to v4.6"),
    units=units,
    roots=("us-patent-application",),
)
