"""Made-up files in the shape of the offices' weekly files, of any size, the same for the same seed.

`grants` and `gazette` give each piece of a file with the record that a reader must make of it, worked out from what was
put in and not by reading, so that reading and importing can be checked to the last field. Nothing is held: a file of a
million documents takes no more memory than one of ten.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from itertools import count as counting
from itertools import islice

import msgspec

from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.record import (
    Citation,
    Claim,
    ClassScheme,
    ClassSymbol,
    PartyRole,
    PatentParty,
    PatentRecord,
    RightType,
    Stage,
    TextIn,
)

__all__ = ["Expected", "Made", "fingerprint", "gazette", "gazette_table", "grants", "up_to", "weekly_grants"]

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
_GROUPS = (33, 17, 7)
_ROW_CLASSES = (
    ClassSymbol(scheme=ClassScheme.IPC, symbol="F16C 33/66", version="2006.01", first=True),
    ClassSymbol(scheme=ClassScheme.IPC, symbol="F16N 7/38", version="2006.01"),
)


class Made(msgspec.Struct, frozen=True):
    """A piece of a file, and the record it must give; None for a header, and for what must go to quarantine."""

    data: bytes
    record: PatentRecord | None = None
    is_quarantined: bool = False


class Expected(msgspec.Struct):
    """What reading or importing pieces must come to. `content` does not hang on their order."""

    documents: int = 0
    quarantined: int = 0
    content: int = 0

    def note(self, made: Made) -> bytes:
        """Count a piece and hand on its bytes."""
        if made.record is not None:
            self.documents += 1
            self.content = (self.content + fingerprint(made.record)) % (1 << 256)
        self.quarantined += made.is_quarantined
        return made.data


def fingerprint(record: PatentRecord) -> int:
    """A number for all fields of a record but where it lay; numbers of many records may be summed."""
    plain = msgspec.structs.replace(record, source="", offset=0)
    return int.from_bytes(sha256(msgspec.json.encode(plain)).digest(), "big")


def up_to(pieces: Iterable[Made], size: int) -> Iterator[bytes]:
    """Bytes of pieces until there are `size` of them."""
    made = 0
    for piece in pieces:
        yield piece.data
        made += len(piece.data)
        if made >= size:
            return


def weekly_grants(size: int, seed: int = 0) -> Iterator[bytes]:
    """USPTO grants one after another, about `size` bytes in all."""
    return up_to(grants(seed), size)


def gazette_table(size: int, seed: int = 0) -> Iterator[bytes]:
    """A CNIPA gazette table in GB18030, about `size` bytes in all."""
    return up_to(gazette(seed), size)


def grants(
    seed: int = 0, count: int | None = None, *, first: int = 11_000_001, paragraphs: tuple[int, int] = (20, 120)
) -> Iterator[Made]:
    """USPTO grants, `count` or without end; numbers count up from `first`.

    `paragraphs` bounds the length of the descriptions, most of a grant's bytes.
    """
    return islice(_grants(random.Random(seed), first, paragraphs), count)


def _grants(chance: random.Random, first: int, paragraphs: tuple[int, int]) -> Iterator[Made]:
    for number in counting(first):
        count = chance.randint(1, 25)
        printed, claims = zip(*(_claim(chance, n) for n in range(1, count + 1)), strict=True)
        application = str(chance.randint(10_000_000, 17_999_999))
        title, abstract = _text(chance, 8), _text(chance, 110)
        cited = [str(chance.randint(10**6, 10**7)) for _ in range(chance.randint(0, 60))]
        inventors = chance.randint(1, 5)
        data = _GRANT.format(
            number=number,
            application=application,
            ipc="".join(_IPC.format(group, "F" if n == 0 else "L") for n, group in enumerate(_GROUPS)),
            title=title,
            citations="".join(_CITATION.format(n, cite) for n, cite in enumerate(cited)),
            claim_count=count,
            applicants=_PERSON.format("us-applicant", 1),
            inventors="".join(_PERSON.format("inventor", n) for n in range(1, inventors + 1)),
            abstract=abstract,
            description="".join(_paragraph(chance, n) for n in range(chance.randint(*paragraphs))),
            claims="".join(
                f'<claim id="CLM-{n:05}" num="{n:05}"><claim-text>{n}. {text}</claim-text></claim>\n'
                for n, text in enumerate(printed, 1)
            ),
        ).encode()
        yield Made(
            data,
            PatentRecord(
                publication=DocumentId(
                    office="US", number=str(number), kind="B2", date=date(2023, 4, 4), raw=str(number)
                ),
                application=DocumentId(
                    office="US",
                    number=f"{application[:2]}/{application[2:]}",
                    date=date(2021, 1, 5),
                    raw=application,
                ),
                right_type=RightType.INVENTION,
                stage=Stage.GRANT,
                format="uspto-grant-v4",
                titles=(TextIn("en", title),),
                abstracts=(TextIn("en", abstract),),
                claims=tuple(Claim(n, text) for n, text in enumerate(claims, 1)),
                claim_count=count,
                classes=tuple(
                    ClassSymbol(scheme=ClassScheme.IPC, symbol=f"F16C {group}/00", version="2006.01", first=n == 0)
                    for n, group in enumerate(_GROUPS)
                ),
                parties=(
                    _person(PartyRole.APPLICANT, 1),
                    *(_person(PartyRole.INVENTOR, n) for n in range(1, inventors + 1)),
                ),
                citations=tuple(
                    Citation(document=DocumentId(office="US", number=cite, kind="B2", raw=cite), cited_by="applicant")
                    for cite in cited
                ),
                term_extension_days=120,
                digest=sha256(data.rstrip()).hexdigest(),
            ),
        )


def _person(role: PartyRole, n: int) -> PatentParty:
    return PatentParty(
        role=role, name=f"Jo {n} Doe", is_organisation=False, city="Springfield", region="IL", country="US", sequence=n
    )


def gazette(seed: int = 0, count: int | None = None, *, first: int = 109_990_001) -> Iterator[Made]:
    """A CNIPA gazette table in GB18030: its header, then `count` rows or rows without end.

    Numbers count up from `first`, and with them those of the applications. Every thousandth row has none and must go to
    quarantine; in four of five a spreadsheet has spoilt the application's number.
    """
    yield Made(
        b"item,name,authorization_notice_id,authorized_announcement_date,filing_id,filing_date,patentee,designer,"
        b"address,Int.Cl.\n"
    )
    yield from islice(_rows(random.Random(seed), first), count)


def _rows(chance: random.Random, first: int) -> Iterator[Made]:
    for item in counting(1):
        serial = str(first + item - 1)
        title = f"一种{chance.choice('泵阀轴灯锁')}的密封装置"
        kind = chance.choice("AAAABBU")
        damaged = chance.random() < 0.8
        filing = "2.02E+12" if damaged else f"2017{'2' if kind == 'U' else '1'}{(first + item) % 10**7:07}"
        # The fourth to last column's blanks are as the gazette's web page leaves them.
        cells = (
            title, "unknown" if item % 1000 == 0 else f"CN{serial}{kind}", "2019.07.09", filing, "2017.07.21",
            "示例机械有限公司;", f"王{item};??李{item}", f"116000辽宁省大连市示例路{item}号",
            "F16C33/66(2006.01)I;??F16N7/38(2006.01)I",
        )  # fmt: skip
        data = f"{item},{','.join(cells)}\n".encode("gb18030")
        if item % 1000 == 0:
            yield Made(data, None, is_quarantined=True)
            continue
        granted = kind != "A"
        yield Made(
            data,
            PatentRecord(
                publication=DocumentId(
                    office="CN", number=serial, kind=kind, date=date(2019, 7, 9), raw=f"CN{serial}{kind}"
                ),
                application=DocumentId(
                    office="CN", number="" if damaged else filing, date=date(2017, 7, 21), raw=filing
                ),
                right_type=RightType.UTILITY_MODEL if kind == "U" else RightType.INVENTION,
                stage=Stage.GRANT if granted else Stage.APPLICATION,
                format="cnipa-gazette-csv",
                titles=(TextIn("zh", title),),
                classes=_ROW_CLASSES,
                parties=(
                    PatentParty(
                        role=PartyRole.ASSIGNEE if granted else PartyRole.APPLICANT,
                        name="示例机械有限公司",
                        is_organisation=True,
                        address=f"辽宁省大连市示例路{item}号",
                        region="辽宁省",
                        country="CN",
                        sequence=1,
                    ),
                    PatentParty(role=PartyRole.INVENTOR, name=f"王{item}", is_organisation=False, sequence=1),
                    PatentParty(role=PartyRole.INVENTOR, name=f"李{item}", is_organisation=False, sequence=2),
                ),
                digest=sha256("\x1f".join(cells).encode()).hexdigest(),
                problems=("cnipa.application-number-damaged",) if damaged else (),
            ),
        )


def _claim(chance: random.Random, number: int) -> tuple[str, str]:
    """As printed in XML and as text. Every seventh stands alone and has parts; the others refer to the one before."""
    if number % 7 == 1:
        begin = f"A {_text(chance, 12)}, comprising:"
        parts = [f"{_text(chance, 20)};" for _ in range(chance.randint(2, 5))]
        printed = begin + "".join(f"\n<claim-text>{part}</claim-text>" for part in parts)
        return printed, " ".join((begin, *parts))
    reference, rest = f"claim {number - 1}", f"wherein {_text(chance, 25)}."
    begin = "The housing according to"
    tagged = f'<claim-ref idref="CLM-{number - 1:05}">{reference}</claim-ref>'
    return f"{begin} {tagged}, {rest}", f"{begin} {reference}, {rest}"


def _paragraph(chance: random.Random, number: int) -> str:
    """Text with reference signs and figure references, as descriptions have every dozen words."""
    pieces = "".join(
        f'{_text(chance, 11)} <b>{chance.randint(10, 99)}</b> of <figref idref="DRAWINGS">FIG. {number}</figref> '
        for _ in range(7)
    )
    return f'<p id="p-{number:04}" num="{number:04}">{pieces}</p>\n'


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))
