"""A feed made by hand, for tests that read one: entries, pages and keys as docs/network.md writes them."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SIZE = 50


def canonical(value: object) -> bytes:
    """RFC 8785 on the part of JSON that feeds use, written without the program under test."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seal(entry: dict) -> dict:
    """The entry itself with the digest of its payload and its own hash, both as they must be."""
    shown = {name: entry[name] for name in ("payload", "salt") if name in entry}
    entry["digest"] = sha256(canonical(shown)).hexdigest() if shown else None
    entry.pop("hash", None)
    kept = {name: value for name, value in entry.items() if name not in shown}
    entry["hash"] = sha256(canonical(kept)).hexdigest()
    return entry


class MadeFeed:
    """The feed of an installation at `address`, with everything needed to send it, rightly or wrongly."""

    def __init__(self, address: str, at: datetime) -> None:
        self.address = address
        self.at = at
        self.entries: list[dict] = []
        self.versions: dict[str, int] = {}
        self.keys: list[Ed25519PrivateKey] = []
        self.statements: list[dict] = []
        self.new_key()

    def new_key(self, *, signed: bool = True) -> None:
        fresh = Ed25519PrivateKey.generate()
        signer = self.keys[-1] if self.keys and signed else fresh
        number, since = len(self.keys) + 1, moment(self.at)
        stated = {"feed": self.address, "number": number, "key": _public(fresh).hex(), "since": since}
        signature = signer.sign(b"patentfair feed key 1\n" + canonical(stated)).hex()
        self.keys.append(fresh)
        self.statements.append(
            {
                "number": number,
                "key": _public(fresh).hex(),
                "since": since,
                "signed_by": _public(signer).hex(),
                "signature": signature,
            }
        )

    @property
    def fingerprint(self) -> str:
        return sha256(_public(self.keys[-1])).hexdigest()

    def card(self) -> bytes:
        return json.dumps(
            {
                "format": 1,
                "feed": self.address,
                "pages": f"{self.address}/network/feed.json",
                "name": {"zh": "远方", "en": "Far"},
                "keys": self.statements,
            }
        ).encode()

    def uid(self, name: str) -> str:
        return f"{self.address}/network/entries/{name}"

    def payload(self, name: str, **more) -> dict:
        return {
            "@context": "https://schema.org",
            "@type": "Offer",
            "@id": self.uid(name),
            "url": f"{self.address}/zh/listings/1",
            "name": [{"@language": "zh", "@value": f"一种泵 {name}"}],
            **more,
        }

    def say(self, name: str, payload: dict | None, **more) -> dict:
        """Append an entry about `name`; None withdraws it."""
        uid = self.uid(name)
        self.versions[uid] = self.versions.get(uid, 0) + 1
        entry = {
            "sequence": len(self.entries) + 1,
            "previous": self.hash_at(len(self.entries)),
            "id": uid,
            "kind": name.partition("/")[0],
            "version": self.versions[uid],
            "state": "live" if payload else "withdrawn",
            "issued_at": moment(self.at),
            "moved_to": None,
            **more,
        }
        if payload:
            entry |= {"payload": payload, "salt": sha256(f"{uid} {len(self.entries)}".encode()).hexdigest()[:32]}
        for older in self.entries:
            if older["id"] == uid:
                older.pop("payload", None)
                older.pop("salt", None)
        self.entries.append(seal(entry))
        return entry

    def hash_at(self, sequence: int) -> str:
        genesis = sha256(f"patentfair feed {self.address}".encode()).hexdigest()
        return self.entries[sequence - 1]["hash"] if sequence else genesis

    def page(self, after: int = 0, *, key: Ed25519PrivateKey | None = None, **changed) -> dict:
        """The page behind `after`; `changed` fields of its head are signed as they are given."""
        key = key or self.keys[-1]
        number = after // SIZE + 1
        first, last = (number - 1) * SIZE + 1, min(number * SIZE, len(self.entries))
        head = {
            "format": 2,
            "feed": self.address,
            "page": number,
            "first": first,
            "last": last,
            "before": self.hash_at(first - 1),
            "hash": self.hash_at(last),
            "closed": last - first + 1 == SIZE,
            "issued_at": moment(self.at),
            "key": sha256(_public(key)).hexdigest(),
            **changed,
        }
        return {
            "head": head,
            "signature": key.sign(b"patentfair feed page 2\n" + canonical(head)).hex(),
            "entries": deepcopy(self.entries[first - 1 : last]),
        }

    def later(self, **delta) -> None:
        self.at += timedelta(**(delta or {"minutes": 1}))


def patent(publication: str = "", application: str = "", family: str = "", status: str = "in_force") -> dict:
    """A patent as entries write it."""
    numbers = (("publication", publication), ("application", application), ("family", family))
    return {
        "@type": "CreativeWork",
        "identifier": [{"@type": "PropertyValue", "propertyID": of, "value": value} for of, value in numbers if value],
        "creativeWorkStatus": status,
        "dateModified": "2026-11-01",
    }


def owner(zh: str, en: str = "") -> dict:
    """An organisation as entries write it."""
    both = (("zh", zh), ("en", en))
    return {
        "@type": "Organization",
        "name": [{"@language": language, "@value": name} for language, name in both if name],
    }


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()
