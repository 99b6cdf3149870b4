"""Certificates for tests, made anew in every run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from patentfair.adapters.documents.signing import Signer

__all__ = ["DAY", "NOW", "Authority"]
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _certificate(subject, key, issuer, issuer_key, *, ca, until):
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 400 * DAY)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(_usage(ca=ca), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


class Authority:
    def __init__(self, name: str) -> None:
        self.name, self.key = name, ec.generate_private_key(ec.SECP256R1())
        self.root = _certificate(name, self.key, name, self.key, ca=True, until=NOW + 4000 * DAY)

    @property
    def pem(self) -> bytes:
        return self.root.public_bytes(serialization.Encoding.PEM)

    def signer(self, name: str, *, until: datetime = NOW + 400 * DAY) -> Signer:
        key = ec.generate_private_key(ec.SECP256R1())
        own = _certificate(name, key, self.name, self.key, ca=False, until=until)
        lock = serialization.BestAvailableEncryption(b"open sesame")
        return Signer(pkcs12.serialize_key_and_certificates(b"x", key, own, [self.root], lock), "open sesame")
