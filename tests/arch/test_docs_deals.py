"""The table of kinds in docs/deals.md is made from the code."""

from pathlib import Path

from patentfair.domain.market.kinds import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "deals.md"
FILING = {
    "recordal": "recordal",
    "registration": "registration: title passes by it",
    "pledge_registration": "registration: the pledge exists by it",
    None: "—",
}


def table() -> str:
    rows = ["| kind | 方式 | sides | parts of the term sheet | told to the office |", "|---|---|---|---|---|"]
    for row in KINDS:
        sides = f"{row.grantor.en} / {row.grantee.en}"
        parts = ", ".join(part.replace("_", " ") for part in row.parts)
        rows.append(f"| {row.name.en} | {row.name.zh} | {sides} | {parts} | {FILING[row.filing]} |")
    return "\n".join(rows)


def test_the_table_of_kinds_is_current():
    page = PAGE.read_text("utf-8")
    made = page.split("<!-- kinds -->")[1].split("<!-- /kinds -->")[0].strip()
    assert made == table()
