"""Made-up files in the shape of the offices' weekly files, of any size, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

__all__ = ["gazette_table", "weekly_grants"]

_WORD_LIST = (
    "a the of said wherein bearing valve shaft housing seal sensor signal circuit polymer alloy layer membrane pump "
    "rotor blade spring lens beam cell electrode catalyst fibre resin coating module frame bracket first second upper "
    "lower between comprising coupled arranged configured pressure temperature rate surface"
)
_WORDS = _WORD_LIST.split()
_GRANT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v47-2022-02-17.dtd" [ ]>
<us-patent-grant lang="EN" dtd-version="v4.7 2022-02-17" country="US" date-publ="20230404">
<us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country>
<doc-number>{number}</doc-number><kind>B2</kind><date>20230404</date></document-id></publication-reference>
<application-reference appl-type="utility"><document-id><country>US</country>
<doc-number>{application}</doc-number><date>20210105</date></document-id></application-reference>
<us-term-of-grant><us-term-extension>120</us-term-extension></us-term-of-grant>
<classifications-ipcr>{ipc}</classifications-ipcr>
<invention-title id="d2e1">{title}</invention-title>
<us-references-cited>{citations}</us-references-cited>
<number-of-claims>{claim_count}</number-of-claims>
<us-parties><us-applicants>{applicants}</us-applicants><inventors>{inventors}</inventors></us-parties>
</us-bibliographic-data-grant>
<abstract id="abstract"><p id="p-0001" num="0000">{abstract}</p></abstract>
<description id="description">{description}</description>
<us-claim-statement>What is claimed is:</us-claim-statement>
<claims id="claims">{claims}</claims>
</us-patent-grant>
"""
_IPC = (
    "<classification-ipcr><ipc-version-indicator><date>20060101</date></ipc-version-indicator><section>F</section>"
    "<class>16</class><subclass>C</subclass><main-group>{}</main-group><subgroup>00</subgroup>"
    "<symbol-position>{}</symbol-position></classification-ipcr>\n"
)
_CITATION = (
    '<us-citation><patcit num="{:05}"><document-id><country>US</country><doc-number>{}</doc-number><kind>B2</kind>'
    "<name>Nobody</name><date>20100500</date></document-id></patcit>"
    "<category>cited by applicant</category></us-citation>\n"
)
_PERSON = (
    '<{0} sequence="{1:03}" app-type="applicant"><addressbook><last-name>Doe</last-name><first-name>Jo {1}</first-name>'
    "<address><city>Springfield</city><state>IL</state><country>US</country></address></addressbook></{0}>\n"
)


def weekly_grants(size: int, seed: int = 0) -> Iterator[bytes]:
    """USPTO grants one after another, about `size` bytes in all; numbers count up from 11000001."""
    chance = random.Random(seed)
    made = 0
    number = 11_000_000
    while made < size:
        number += 1
        count = chance.randint(1, 25)
        claims = "".join(
            f'<claim id="CLM-{n:05}" num="{n:05}"><claim-text>{n}. {_claim(chance, n)}</claim-text></claim>\n'
            for n in range(1, count + 1)
        )
        document = _GRANT.format(
            number=number,
            application=chance.randint(10_000_000, 17_999_999),
            ipc="".join(_IPC.format(group, "F" if n == 0 else "L") for n, group in enumerate((33, 17, 7))),
            title=_text(chance, 8),
            citations="".join(_CITATION.format(n, chance.randint(10**6, 10**7)) for n in range(chance.randint(0, 60))),
            claim_count=count,
            applicants=_PERSON.format("us-applicant", 1),
            inventors="".join(_PERSON.format("inventor", n) for n in range(1, chance.randint(2, 6))),
            abstract=_text(chance, 110),
            description="".join(_paragraph(chance, n) for n in range(chance.randint(20, 120))),
            claims=claims,
        ).encode()
        made += len(document)
        yield document


def gazette_table(size: int, seed: int = 0) -> Iterator[bytes]:
    """A CNIPA gazette table in GB18030, about `size` bytes in all; numbers count up from CN109990001A."""
    chance = random.Random(seed)
    yield (
        b"item,name,authorization_notice_id,authorized_announcement_date,filing_id,filing_date,patentee,designer,"
        b"address,Int.Cl.\n"
    )
    made = item = 0
    while made < size:
        item += 1
        filing = "2.02E+12" if chance.random() < 0.8 else f"201710{chance.randint(10**5, 10**6 - 1)}"
        row = (
            f"{item},一种{chance.choice('泵阀轴灯锁')}的密封装置,CN{109990000 + item}A,2019.07.09,{filing},2017.07.21,"
            f""
            f"示例机械有限公司;,王{item};??李{item},116000辽宁省大连市示例路{item}号,F16C33/66(2006.01)I;??F16N7/38(2006.01)I\n"
        ).encode("gb18030")
        made += len(row)
        yield row


def _claim(chance: random.Random, number: int) -> str:
    """Every seventh claim stands alone and has parts; the others refer to the one before."""
    if number % 7 == 1:
        parts = "".join(f"\n<claim-text>{_text(chance, 20)};</claim-text>" for _ in range(chance.randint(2, 5)))
        return f"A {_text(chance, 12)}, comprising:{parts}"
    before = f'<claim-ref idref="CLM-{number - 1:05}">claim {number - 1}</claim-ref>'
    return f"The housing according to {before}, wherein {_text(chance, 25)}."


def _paragraph(chance: random.Random, number: int) -> str:
    """Text with reference signs and figure references, as descriptions have every dozen words."""
    pieces = "".join(
        f'{_text(chance, 11)} <b>{chance.randint(10, 99)}</b> of <figref idref="DRAWINGS">FIG. {number}</figref> '
        for _ in range(7)
    )
    return f'<p id="p-{number:04}" num="{number:04}">{pieces}</p>\n'


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))
