"""Made-up files to import: good ones of any size, and every kind of bad one."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
GRANT = (GOLDEN / "uspto-grant-v4/utility-v45/input.xml").read_bytes()
HEADER = (
    "item,name,authorization_notice_id,authorized_announcement_date,filing_id,filing_date,patentee,designer,"
    "address,Int.Cl.\n"
)
EVERY_NTH_BAD = 37
EVERY_NTH_REPEATED = 29


def gazette(path: Path, rows: int) -> dict[str, int]:
    """A CNIPA gazette in GB18030 with rows that cannot be read and rows that repeat or change the one before them.

    Returns what a whole import of it must count.
    """
    expected = {"read": rows, "new": 0, "changed": 0, "unchanged": 0, "quarantined": 0}
    lines = [HEADER]
    good: list[str] = []
    for item in range(1, rows + 1):
        if item % EVERY_NTH_BAD == 0:
            lines.append(f"{item},坏行,不是号码,2019.07.09,,2017.07.21,某公司,张三,北京市,F16C33/66(2006.01)I\n")
            expected["quarantined"] += 1
        elif good and item % EVERY_NTH_REPEATED == 0:
            changes = item % 2 == 0
            again = good.pop().replace("密封装置", "密封组件") if changes else good.pop()
            lines.append(again)
            expected["changed" if changes else "unchanged"] += 1
        else:
            good = [
                f"{item},一种泵的密封装置{item},CN{109000000 + item}A,2019.07.09,201710{item:06},2017.07.21,"
                f"示例机械有限公司{item % 50};,王一{item};李二{item},116000辽宁省大连市示例路{item}号,"
                "F16C33/66(2006.01)I;F16N7/38(2006.01)I\n"
            ]
            lines += good
            expected["new"] += 1
    path.write_bytes("".join(lines).encode("gb18030"))
    return expected


def _zip(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def _with_entities(declared: bytes, used: bytes) -> bytes:
    """The golden grant with an internal subset and its title replaced."""
    begin = GRANT.index(b"<!DOCTYPE")
    root = GRANT.index(b"<us-patent-grant")
    title = GRANT.index(b">", GRANT.index(b"<invention-title")) + 1
    close = GRANT.index(b"</invention-title>")
    return (
        GRANT[:begin] + b"<!DOCTYPE us-patent-grant [" + declared + b"]>\n"
        + GRANT[root:title] + used + GRANT[close:]
    )  # fmt: skip


def bad_files(secret: Path) -> dict[str, tuple[bytes, str]]:
    """Bytes and the code of the problem that must be told, by a name."""
    bomb = b'<!ENTITY a "' + b"x" * 1000 + b'">' + b"".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
    )  # fmt: skip
    outside = f'<!ENTITY e SYSTEM "{secret.as_uri()}">'.encode()
    return {
        "broken.xml": (GRANT.replace(b"</abstract>", b"</abstrac>"), "xml.not-well-formed"),
        "cut.xml": (GRANT[: len(GRANT) // 2], "xml.not-well-formed"),
        "bomb.xml": (_with_entities(bomb, b"&j;"), "xml.entity"),
        "outside.xml": (_with_entities(outside, b"&e;"), "xml.entity"),
        "bomb.zip": (_zip(**{"a.xml": GRANT[:400] + b" " * (64 << 20)}), "limit.compression-ratio"),
        "bomb.gz": (gzip.compress(GRANT[:400] + b"\0" * (64 << 20)), "limit.compression-ratio"),
        "nested.zip": (_zip(a=_zip(b=_zip(c=_zip(d=GRANT)))), "limit.archive-depth"),
        "cut.zip": (_zip(a=GRANT)[:-40], "archive.damaged"),
        "cut.gz": (gzip.compress(GRANT)[:-100], "archive.damaged"),
        "utf16.xml": (GRANT.decode().encode("utf-16"), "text.encoding"),
        "utf16.csv": (HEADER.encode("utf-16"), "text.encoding"),
        "latin1.csv": (HEADER.encode() + "1,é,CN109000001A,,,,,,,\n".encode("latin-1"), "text.encoding"),
        "nul.csv": (HEADER.encode() + b"1,a\0b,CN109000001A,,,,,,,\n", "csv.nul"),
        "empty.xml": (b"", "file.empty"),
        "blank.csv": (b"\n\n  \n", "file.empty"),
        "other.csv": (b"number,title,owner\n1,2,3\n", "csv.columns"),
        "other.txt": (b"hello", "format.unknown"),
        "page.html": (b"<html><body>x</body></html>", "format.unknown"),
        "random.bin": (bytes(range(256)) * 64, "format.unknown"),
    }
