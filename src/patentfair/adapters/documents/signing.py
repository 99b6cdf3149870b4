"""Electronic signatures on PDF papers: set one, and tell what the signatures on a file are worth.

Nothing is fetched: no revocation list, no OCSP answer, no time stamp. A chain is trusted where it leads to one of the
roots given. Every signature is an update appended to the file, so that several people sign one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from io import BytesIO
from typing import Any

import msgspec
from asn1crypto import pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from patentfair.adapters.documents.pdf_revisions import only_signed_since_first
from patentfair.adapters.documents.store import LARGEST_BYTES
from patentfair.domain.kernel.errors import Invalid

__all__ = ["Chain", "Coverage", "SignatureCheck", "Signer", "check", "original_digest", "sign"]

MOST_SIGNATURES = 40
_USAGES = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
_HARMLESS = frozenset({ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING})


class Chain(StrEnum):
    """Whether the signer's certificate leads to a root that is trusted here, on the day of the check."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"


class Coverage(StrEnum):
    """How much of the file the signature is over: all of it, all up to its revision, or less than that."""

    FILE = "file"
    REVISION = "revision"
    PART = "part"


class Signer(msgspec.Struct, frozen=True):
    """A key with its certificates, as PKCS#12 bytes, and the passphrase that opens them."""

    pkcs12: bytes
    passphrase: str

    def __repr__(self) -> str:
        return "Signer(...)"


class SignatureCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What one signature is worth.

    `signer` is the common name in the certificate; `signed_at` and `reason` are what the signer says. `revision` counts
    from 1; `is_modified_after` says that something other than signing was done to the file after it. `original_digest`
    is the SHA-256 of the file's first revision, and `only_signed_since` says that nothing but signatures was added to
    that: both together tell that it is our paper that was signed.
    """

    field: str
    signer: str
    name: str
    reason: str
    signed_at: datetime | None
    is_intact: bool
    coverage: Coverage
    revision: int
    is_modified_after: bool
    chain: Chain
    original_digest: str
    only_signed_since: bool

    @property
    def holds(self) -> bool:
        """Untouched, over the whole of its revision, by a trusted signer, and nothing else happened since."""
        return (
            self.is_intact
            and self.coverage is not Coverage.PART
            and not self.is_modified_after
            and self.chain is Chain.TRUSTED
        )


class _SignerAt(PdfSigner):
    """Signs with the time that was given."""

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def sign(pdf: bytes, signer: Signer, *, name: str, reason: str, at: datetime) -> bytes:
    """The file with one more signature appended; what was there before is untouched.

    `at` carries its time zone. Raises `Invalid`: "paper.not-a-pdf", "paper.unreadable-certificate" (wrong passphrase,
    too), "paper.unreadable-signature", "upload.too-large".
    """
    _sized(pdf)
    key = _key(signer)
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        count = len(writer.prev.embedded_signatures)
        meta = PdfSignatureMetadata(
            field_name=f"Signature{count + 1}",
            name=name,
            reason=reason,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
        )
        signed = BytesIO()
        _SignerAt(meta, key, at=at).sign_pdf(writer, output=signed)
    except Exception as error:  # the library has no common error for what a malformed file does to it
        raise Invalid("paper.not-a-pdf", field="file") from error
    return signed.getvalue()


def check(pdf: bytes, trust: tuple[bytes, ...], *, at: datetime) -> tuple[SignatureCheck, ...]:
    """The signatures on a file in their order; nothing where there are none.

    `trust` are root certificates in PEM. Raises `Invalid`: "paper.not-a-pdf", "paper.unreadable-signature" (also an
    algorithm not known here, such as SM2), "paper.unreadable-certificate", "upload.too-large".
    """
    _sized(pdf)
    roots = [root for given in trust for root in _certificates(given)]
    reader = _read(pdf)
    try:
        return tuple(_checks(pdf, reader, roots, at))
    except Exception as error:
        raise Invalid("paper.unreadable-signature", field="file") from error


def original_digest(pdf: bytes) -> str:
    """SHA-256 of the first revision, up to and including its end mark; of a paper nobody signed yet: of the paper."""
    _sized(pdf)
    return _original_digest(pdf, _read(pdf))


def _checks(pdf: bytes, reader: PdfFileReader, roots: list[x509.Certificate], at: datetime) -> Iterator[SignatureCheck]:
    embedded = reader.embedded_regular_signatures
    if not embedded:
        return
    if len(embedded) > MOST_SIGNATURES:
        raise Invalid("paper.unreadable-signature", field="file")
    digest = _original_digest(pdf, reader)
    only_signed = only_signed_since_first(reader)
    for signature in embedded:
        status = _status(signature, roots, at)
        signed_at = signature.self_reported_timestamp
        names = signature.signer_cert.subject.native
        modified = not _harmless(status.diff_result) or status.coverage not in {
            SignatureCoverageLevel.ENTIRE_FILE,
            SignatureCoverageLevel.ENTIRE_REVISION,
        }
        yield SignatureCheck(
            field=str(signature.field_name),
            signer=_first(names.get("common_name")) or signature.signer_cert.subject.human_friendly,
            name=str(signature.sig_object.get("/Name", "")),
            reason=str(signature.sig_object.get("/Reason", "")),
            signed_at=signed_at,
            is_intact=bool(status.intact and status.valid),
            coverage=_coverage(status),
            revision=signature.signed_revision + 1,
            is_modified_after=modified,
            chain=_chain(signature, status, roots, at, signed_at),
            original_digest=digest,
            only_signed_since=only_signed,
        )


def _status(signature: Any, roots: list[x509.Certificate], at: datetime) -> PdfSignatureStatus:
    context = ValidationContext(trust_roots=roots, moment=at, allow_fetching=False, revocation_mode="soft-fail")
    return validate_pdf_signature(signature, context, key_usage_settings=_USAGES)


def _chain(
    signature: Any, status: PdfSignatureStatus, roots: list[x509.Certificate], at: datetime, signed_at: datetime | None
) -> Chain:
    if status.trusted:
        return Chain.TRUSTED
    validity = signature.signer_cert["tbs_certificate"]["validity"]
    if signed_at is not None and at > validity["not_after"].native and _status(signature, roots, signed_at).trusted:
        return Chain.EXPIRED
    return Chain.UNTRUSTED


def _coverage(status: PdfSignatureStatus) -> Coverage:
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return Coverage.FILE
    return Coverage.REVISION if status.coverage is SignatureCoverageLevel.ENTIRE_REVISION else Coverage.PART


def _harmless(result: object) -> bool:
    """Nothing was added but signatures and what belongs to them."""
    if result is None:
        return False
    return isinstance(result, DiffResult) and result.modification_level in _HARMLESS


def _first(value: object) -> str:
    return str(value[0]) if isinstance(value, list) and value else str(value or "")


def _original_digest(pdf: bytes, reader: PdfFileReader) -> str:
    mark = b"%%EOF"
    found = pdf.find(mark, reader.xrefs.get_startxref_for_revision(0))
    return sha256(pdf if found < 0 else pdf[: found + len(mark)]).hexdigest()


def _sized(pdf: bytes) -> None:
    if len(pdf) > LARGEST_BYTES:
        raise Invalid("upload.too-large", field="file", limit=LARGEST_BYTES)
    if not pdf.startswith(b"%PDF-"):
        raise Invalid("paper.not-a-pdf", field="file")


def _read(pdf: bytes) -> PdfFileReader:
    try:
        reader = PdfFileReader(BytesIO(pdf))
        if reader.encrypted:
            raise Invalid("paper.not-a-pdf", field="file")
        reader.root["/Pages"]["/Kids"]
    except Exception as error:
        raise Invalid("paper.not-a-pdf", field="file") from error
    return reader


def _certificates(given: bytes) -> Iterator[x509.Certificate]:
    try:
        for _, _, der in pem.unarmor(given, multiple=True):
            certificate = x509.Certificate.load(der)
            certificate.subject.native  # noqa: B018 -- reads it, so that a broken one is told here
            yield certificate
    except Exception as error:
        raise Invalid("paper.unreadable-certificate", field="trust") from error


def _key(signer: Signer) -> SimpleSigner:
    if len(signer.pkcs12) > LARGEST_BYTES:
        raise Invalid("upload.too-large", field="certificate", limit=LARGEST_BYTES)
    try:
        key: SimpleSigner = SimpleSigner.load_pkcs12_data(signer.pkcs12, [], signer.passphrase.encode())
    except Exception as error:
        raise Invalid("paper.unreadable-certificate", field="certificate") from error
    return key
