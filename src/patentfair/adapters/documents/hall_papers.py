"""What a hall prints: labels beside the exhibits, a poster of size A1, the catalogue."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import typst

from patentfair.adapters.documents.qr import qr_svg
from patentfair.domain.kernel.words import Words

__all__ = ["HallPaper", "PrintedExhibit", "PrintedHall", "digest_of", "pdf_of"]


class PrintedExhibit(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit as it is printed: every text in both languages (a text nobody translated stands twice).

    `facts` are rows of label and value: the patent's number, its status and as of when, the owner, readiness,
    quantities measured. `address` is printed and is what the code leads to; `picture` is a JPEG named by its hash.
    """

    number: int
    title: Words
    problem: Words
    how: Words
    new: Words
    users: Words
    facts: tuple[tuple[Words, Words], ...]
    address: str
    picture: Path | None = None
    picture_alt: Words = Words("", "")


class PrintedHall(msgspec.Struct, frozen=True, kw_only=True):
    """A hall as it is printed; `day` is that of the printing, in both languages."""

    name: Words
    lede: Words
    center: Words
    day: Words
    address: str
    is_sample: bool = False


class HallPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of a hall: labels, a poster of one exhibit, or the catalogue.

    `kind` is `label` (A5 across, two on a sheet of A4 with marks to cut along), `poster` (A1 upright) or `catalogue`
    (A4: cover, contents, a page an exhibit).
    """

    kind: str
    hall: PrintedHall
    exhibits: tuple[PrintedExhibit, ...]


def digest_of(paper: HallPaper) -> str:
    """SHA-256, hexadecimal, of all that the paper shows and of how it is set: alike papers are printed alike."""
    told = [version("typst"), *(_source(name).decode() for name in ("print.typ", _template(paper))), _inputs(paper)]
    told += [one.picture.name if one.picture else "" for one in paper.exhibits]
    return sha256(json.dumps(told).encode()).hexdigest()


def pdf_of(paper: HallPaper) -> bytes:
    """Set the paper with Typst. Chinese needs a CJK font on the machine."""
    with TemporaryDirectory(prefix="patentfair-print-") as folder:  # Typst reads pictures from files alone
        place = Path(folder)
        for name in ("print.typ", _template(paper)):
            (place / name).write_bytes(_source(name))
        for one in paper.exhibits:
            if one.picture:
                shutil.copyfile(one.picture, place / f"{one.number}.jpg")
        return typst.compile(str(place / _template(paper)), root=folder, sys_inputs={"hall": _inputs(paper)})


def _template(paper: HallPaper) -> str:
    return f"hall_{paper.kind}.typ"


def _source(name: str) -> bytes:
    return files(__package__).joinpath(name).read_bytes()


def _inputs(paper: HallPaper) -> str:
    hall = paper.hall
    data = {
        **{name: _pair(getattr(hall, name)) for name in ("name", "lede", "center", "day")},
        "address": hall.address,
        "code": qr_svg(hall.address),
        "is_sample": hall.is_sample,
        "exhibits": [_printed(one) for one in paper.exhibits],
    }
    return json.dumps(data, ensure_ascii=False)


def _printed(one: PrintedExhibit) -> dict[str, object]:
    return {
        **{name: _pair(getattr(one, name)) for name in ("title", "problem", "how", "new", "users", "picture_alt")},
        "number": one.number,
        "facts": [[_pair(label), _pair(value)] for label, value in one.facts],
        "address": one.address,
        "code": qr_svg(one.address),
        "picture": f"{one.number}.jpg" if one.picture else "",
    }


def _pair(words: Words) -> list[str]:
    return [words.zh, words.en]
