"""The page of legal-event codes in the documentation says what the tables say."""

from __future__ import annotations

import os
from pathlib import Path

from patentfair.domain.patents.status_tables import as_markdown

PAGE = Path(__file__).parents[3] / "docs" / "law" / "status-codes.md"
HEAD = """# Legal-event codes

How entries of offices' registers are read. Generated from the tables in `domain/patents/status_codes`; do not edit. A
code that no row holds changes nothing and is kept as printed. "Checked: no" marks rows that rest on practice and were
not compared with the office's own list.

"""


def test_the_page_is_the_tables() -> None:
    made = HEAD + as_markdown()
    if os.environ.get("PATENTFAIR_WRITE_GOLDEN"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made
