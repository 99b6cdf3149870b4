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


HEAD = "| kind | 方式 | sides | parts of the term sheet | consents the law may call for | papers | told to the office |"


def table() -> str:
    rows = [HEAD, "|" + "---|" * 7]
    for row in KINDS:
        sides = f"{row.grantor.en} / {row.grantee.en}"
        parts = ", ".join(part.replace("_", " ") for part in row.parts)
        consents, papers = ", ".join(row.consents) or "—", ", ".join(row.papers)
        cells = (row.name.en, row.name.zh, sides, parts, consents, papers, FILING[row.filing])
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def test_the_table_of_kinds_is_current():
    page = PAGE.read_text("utf-8")
    made = page.split("<!-- kinds -->")[1].split("<!-- /kinds -->")[0].strip()
    assert made == table()
