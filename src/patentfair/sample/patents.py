"""Sample patents: records made from the technologies of `technologies/`, the same for the same seed and day.

Numbers lie outside every range the offices have reached, so that none can be mistaken for a real patent's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import Any

import msgspec

from patentfair.domain.kernel.canonical import digest
from patentfair.domain.patents.document import DocumentId
from patentfair.domain.patents.numbers import cn_check_digit
from patentfair.domain.patents.record import (
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
from patentfair.domain.patents.regions import PROVINCES

__all__ = ["SamplePatent", "read_needs", "read_organisations", "sample_patents"]

SOURCE = "sample"
KIND_DIGIT = {RightType.INVENTION: "1", RightType.UTILITY_MODEL: "2", RightType.DESIGN: "3"}


class SamplePatent(msgspec.Struct, frozen=True, kw_only=True):
    """A record with what the sample world knows beyond it: the technology, the variant and the organisation."""

    record: PatentRecord
    technology: dict[str, Any]
    variant: dict[str, str]
    owner: dict[str, Any]
    fate: str


def _tables(folder: str, name: str) -> Iterator[dict[str, Any]]:
    for path in sorted(files(__package__).joinpath(folder).iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            yield from tomllib.loads(path.read_text("utf-8"))[name]


def read_organisations() -> dict[str, list[dict[str, Any]]]:
    """Organisations, centers and persons of the sample world."""
    return tomllib.loads(files(__package__).joinpath("organisations.toml").read_text("utf-8"))


def read_needs() -> list[dict[str, Any]]:
    return list(_tables("needs", "need"))


def sample_patents(today: date, seed: int = 20_261) -> list[SamplePatent]:
    """All patents of the sample world, oldest filing first within a technology."""
    random = Random(seed)  # noqa: S311 - believable variety, no secrets
    holders = [o for o in read_organisations()["organisation"] if o["kind"] not in ("agency", "bank")]
    answering = {need["answered_by"] for need in read_needs()}
    made = []
    for serial, technology in enumerate(_tables("technologies", "technology"), start=1):
        owner = random.choice(holders)
        alive = False
        for which, variant in enumerate(technology["variant"]):
            # Variants of a technology mostly stay with its owner; some go to another, so that owners compete.
            holder = owner if random.random() < 0.75 else random.choice(holders)
            fate = random.choices(
                ("in_force", "pending", "provisional", "lapsed", "invalidated"), (82, 8, 3, 5, 2), k=1
            )[0]
            american = which == 2 and serial % 3 == 0 and technology["right_type"] == "invention"
            is_last = which == len(technology["variant"]) - 1
            if is_last and technology["key"] in answering and not alive:
                fate = "in_force"  # what answers a need can be had
            alive = alive or (fate == "in_force" and not american)
            record = _record(random, today, serial * 10 + which, technology, variant, holder, fate, american=american)
            made.append(SamplePatent(record=record, technology=technology, variant=variant, owner=holder, fate=fate))
    return made


def _record(
    random: Random,
    today: date,
    serial: int,
    technology: dict[str, Any],
    variant: dict[str, str],
    owner: dict[str, Any],
    fate: str,
    *,
    american: bool,
) -> PatentRecord:
    right_type = RightType(technology["right_type"])
    filing = today - timedelta(days=random.randint(1100, 2900))
    pending = fate == "pending" and right_type is RightType.INVENTION
    announced = filing + timedelta(days=random.randint(540, 560) if pending else random.randint(700, 1050))
    record = PatentRecord(
        publication=_publication(serial, right_type, announced, american=american, pending=pending),
        application=_application(serial, right_type, filing, american=american),
        right_type=right_type,
        stage=Stage.APPLICATION if pending else Stage.GRANT,
        format=SOURCE,
        titles=_texts(technology, variant, "title", american=american),
        abstracts=_abstracts(technology, variant, american=american),
        claims=(
            Claim(1, _fill(technology["claim_en" if american else "claim_zh"], variant, "en" if american else "zh")),
        ),
        claim_count=random.randint(5, 12),
        classes=_classes(technology),
        parties=_parties(random, owner, american=american),
        source=SOURCE,
    )
    return msgspec.structs.replace(record, digest=digest(record))


def _publication(serial: int, right_type: RightType, day: date, *, american: bool, pending: bool) -> DocumentId:
    if american:
        number = f"199{serial:05d}"
        return DocumentId(office="US", number=number, kind="A1" if pending else "B2", date=day, raw=f"US{number}")
    kind = {"1": "A" if pending else "B", "2": "U", "3": "S"}[KIND_DIGIT[right_type]]
    number = f"{KIND_DIGIT[right_type]}999{serial:05d}"
    return DocumentId(office="CN", number=number, kind=kind, date=day, raw=f"CN{number}{kind}")


def _application(serial: int, right_type: RightType, day: date, *, american: bool) -> DocumentId:
    if american:
        return DocumentId(office="US", number=f"99{serial:06d}", date=day, raw=f"99/{serial:06d}")
    number = f"{day.year}{KIND_DIGIT[right_type]}99{serial:05d}"
    check = cn_check_digit(number)
    return DocumentId(office="CN", number=number, date=day, raw=f"{number}.{check}", check_digit=check)


def _fill(text: str, variant: dict[str, str], language: str) -> str:
    return text.replace("{a}", variant["a"]).replace("{b}", variant["b"]).replace("{v}", variant[language])


def _texts(technology: dict[str, Any], variant: dict[str, str], name: str, *, american: bool) -> tuple[TextIn, ...]:
    zh = TextIn("zh", f"{technology[f'{name}_zh']}（{variant['zh']}）")
    en = TextIn("en", f"{technology[f'{name}_en']}, {variant['en']}")
    return (en,) if american else (zh, en)


def _abstracts(technology: dict[str, Any], variant: dict[str, str], *, american: bool) -> tuple[TextIn, ...]:
    zh = "".join(_fill(technology[f"{part}_zh"], variant, "zh") for part in ("problem", "solution", "effect"))
    en = " ".join(_fill(technology[f"{part}_en"], variant, "en") for part in ("problem", "solution", "effect"))
    texts = (
        TextIn("zh", f"{zh}本方案{variant['zh']}。"),
        TextIn("en", f"{en} The arrangement is intended {variant['en']}."),
    )
    return texts[1:] if american else texts


def _classes(technology: dict[str, Any]) -> tuple[ClassSymbol, ...]:
    if not technology["ipc"]:
        return (ClassSymbol(scheme=ClassScheme.LOCARNO, symbol=technology["locarno"], first=True),)
    return tuple(
        ClassSymbol(scheme=ClassScheme.IPC, symbol=symbol, first=i == 0) for i, symbol in enumerate(technology["ipc"])
    )


def _parties(random: Random, owner: dict[str, Any], *, american: bool) -> tuple[PatentParty, ...]:
    name = owner["name_en" if american else "name_zh"]
    inventors = sorted(random.sample(range(1, 90), random.randint(1, 4)))
    return (
        PatentParty(
            role=PartyRole.ASSIGNEE if american else PartyRole.APPLICANT,
            name=name,
            is_organisation=owner["kind"] != "person",
            city=owner["city_en" if american else "city_zh"],
            region=PROVINCES[owner["province"]].zh,
            address=owner["city_en" if american else "city_zh"],
            country="CN",
        ),
        *(
            PatentParty(
                role=PartyRole.INVENTOR,
                name=f"Sample inventor {n:02d}" if american else f"示例发明人{n:02d}",
                is_organisation=False,
                country="CN",
                sequence=i,
            )
            for i, n in enumerate(inventors)
        ),
    )
