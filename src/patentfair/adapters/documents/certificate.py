"""A certificate of learning: the name is printed and kept nowhere."""

from __future__ import annotations

import json
from importlib.resources import files

import msgspec
import typst

from patentfair.adapters.documents.qr import qr_svg
from patentfair.domain.kernel.words import Words

__all__ = ["LearningCertificate", "certificate_pdf"]


class LearningCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate says; points are of 0 to 100, `address` is where its number can be checked."""

    name: str
    title: Words
    before: int
    after: int
    issuer: Words
    day: Words
    number: str
    address: str
    is_sample: bool = False


def certificate_pdf(certificate: LearningCertificate) -> bytes:
    """A sheet of A4 across. Chinese needs a CJK font on the machine."""

    def pair(words: Words) -> list[str]:
        return [words.zh, words.en]

    data = {
        "name": certificate.name, "title": pair(certificate.title), "before": certificate.before,
        "after": certificate.after, "issuer": pair(certificate.issuer), "day": pair(certificate.day),
        "number": certificate.number, "code": qr_svg(certificate.address), "is_sample": certificate.is_sample,
    }  # fmt: skip
    source = files(__package__).joinpath("certificate.typ").read_bytes()
    return typst.compile(source, sys_inputs={"certificate": json.dumps(data, ensure_ascii=False)})
