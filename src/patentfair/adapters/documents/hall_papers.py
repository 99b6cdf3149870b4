"""What a hall prints: labels beside the exhibits, a poster of size A1, the catalogue."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import typst

from patentfair.adapters.documents.qr import qr_svg
from patentfair.domain.kernel.words import Words

__all__ = ["PrintedExhibit", "PrintedHall", "catalogue_pdf", "labels_pdf", "poster_pdf"]


class PrintedExhibit(msgspec.Struct, frozen=True, kw_only=True):
    """An exhibit as it is printed: every text in both languages (a text nobody translated stands twice).

    `facts` are rows of label and value: the patent's number, its status and as of when, the owner, readiness,
    quantities measured. `address` is printed and is what the code leads to; `picture` is a JPEG, or empty.
    """

    number: int
    title: Words
    problem: Words
    how: Words
    new: Words
    users: Words
    facts: tuple[tuple[Words, Words], ...]
    address: str
    picture: bytes = b""
    picture_alt: Words = Words("", "")


class PrintedHall(msgspec.Struct, frozen=True, kw_only=True):
    """A hall as it is printed; `day` is that of the printing, in both languages."""

    name: Words
    lede: Words
    center: Words
    day: Words
    address: str
    is_sample: bool = False


def labels_pdf(hall: PrintedHall, exhibits: tuple[PrintedExhibit, ...]) -> bytes:
    """Labels of size A5 across, two on a sheet of A4 with marks to cut along."""
    return _set("hall_label.typ", hall, exhibits)


def poster_pdf(hall: PrintedHall, exhibit: PrintedExhibit) -> bytes:
    """A poster of size A1 upright."""
    return _set("hall_poster.typ", hall, (exhibit,))


def catalogue_pdf(hall: PrintedHall, exhibits: tuple[PrintedExhibit, ...]) -> bytes:
    """The catalogue of a hall: cover, contents, a page an exhibit."""
    return _set("hall_catalogue.typ", hall, exhibits)


def _set(template: str, hall: PrintedHall, exhibits: tuple[PrintedExhibit, ...]) -> bytes:
    """Set a template with Typst. Chinese needs a CJK font on the machine."""
    data = {
        **{name: _pair(getattr(hall, name)) for name in ("name", "lede", "center", "day")},
        "address": hall.address,
        "code": qr_svg(hall.address),
        "is_sample": hall.is_sample,
        "exhibits": [_printed(one) for one in exhibits],
    }
    with TemporaryDirectory(prefix="patentfair-print-") as folder:  # Typst reads pictures from files alone
        place = Path(folder)
        for name in ("print.typ", template):
            (place / name).write_bytes(files(__package__).joinpath(name).read_bytes())
        for one in exhibits:
            if one.picture:
                (place / f"{one.number}.jpg").write_bytes(one.picture)
        inputs = {"hall": json.dumps(data, ensure_ascii=False)}
        return typst.compile(str(place / template), root=folder, sys_inputs=inputs)


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
