"""An archive is read as it was written, or not at all."""

from __future__ import annotations

import io
import tarfile
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patentfair.adapters.feeds.signing import FeedKey, verify
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.kernel.errors import InvariantBroken
from patentfair.domain.kernel.problem import Problem
from patentfair.domain.network.archive import (
    CenterName,
    Manifest,
    Member,
    Opened,
    file_name,
    lines,
    member_bytes,
    open_archive,
    read_rows,
    signed_bytes,
    table_name,
    write_archive,
)
from patentfair.domain.network.keys import KeyStatement, fingerprint, statement_bytes

KEY = FeedKey(bytes(range(32)))
OTHER = FeedKey(bytes(32))
KNOWN = fingerprint(KEY.public)
ADDRESS = "https://far.example"
TEXT = st.text('ab\\u0"\n\r\u2028汉é😀', max_size=20)
ROWS = st.lists(st.dictionaries(st.sampled_from("abc"), TEXT | st.integers(-9, 9) | st.none()), max_size=5)


def statement(key: FeedKey = KEY) -> KeyStatement:
    message = statement_bytes(ADDRESS, 1, key.public.hex(), "2026-11-22T08:00:00Z")
    return KeyStatement(
        number=1, key=key.public.hex(), since="2026-11-22T08:00:00Z", signed_by=key.public.hex(),
        signature=key.sign(message).hex(),
    )  # fmt: skip


def made(content: dict[str, bytes], counts: dict[str, int] | None = None, key: FeedKey = KEY, **more) -> bytes:
    members = tuple(Member(name, len(data), sha256(data).hexdigest()) for name, data in content.items())
    manifest = Manifest(
        **{
            "format": 1, "version": "1", "feed": ADDRESS, "center": CenterName("suzhou", "苏州中心", "Suzhou center"),
            "made_at": "2026-11-22T09:00:00Z", "keys": (statement(key),), "members": members,
            "counts": counts if counts is not None else {
                name[7:-6]: data.count(b"\n") for name, data in content.items() if name.startswith("tables/")
            },
            **more,
        }
    )  # fmt: skip
    out = io.BytesIO()
    size = write_archive(out, manifest, key.sign, lambda name: [content[name]])
    assert size == len(out.getvalue())
    return out.getvalue()


def opened(data: bytes, known: str = KNOWN) -> Opened | Problem:
    return open_archive(io.BytesIO(data), size=len(data), known=known, verify=verify)


def code(found: object) -> str:
    assert isinstance(found, Problem), found
    return found.code


def sample() -> dict[str, bytes]:
    picture = b"\xff\xd8\xff" + bytes(90)
    return {
        "README.md": b"read me\n",
        table_name("halls"): b"".join(lines([{"id": 1, "name_zh": "氢能展厅"}])),
        file_name(sha256(picture).hexdigest()): picture,
    }


@given(rows=ROWS, files=st.lists(st.binary(min_size=1, max_size=1200), max_size=3))
def test_what_is_written_is_read(rows, files):
    rows = [{"id": number, **row} for number, row in enumerate(rows)]
    content = {"README.md": b"", table_name("halls"): b"".join(lines(rows))}
    content |= {file_name(sha256(one).hexdigest()): one for one in files}
    data = made(content)
    found = opened(data)
    assert isinstance(found, Opened)
    stream = io.BytesIO(data)
    for member in found.manifest.members:
        assert b"".join(member_bytes(stream, found, member)) == content[member.name]
    assert read_rows(content[table_name("halls")]) == rows
    assert made(content) == data, "the same content is the same bytes"


def test_any_tar_program_opens_it():
    content = sample()
    with tarfile.open(fileobj=io.BytesIO(made(content))) as archive:
        assert archive.getnames() == ["manifest.json", "signature.json", *content]
        for name, data in content.items():
            assert archive.extractfile(name).read() == data


def test_every_byte_counts():
    data = made(sample())
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        assert isinstance(opened(bytes(changed)), Problem), f"byte {place} of {len(data)}"


@settings(max_examples=100)
@given(data=st.data())
def test_any_change_is_found(data):
    good = made(sample())
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 700)))
    spoiled = good[:start] + data.draw(st.binary(max_size=700)) + good[end:]
    if spoiled != good:
        assert isinstance(opened(spoiled), Problem)


def test_only_the_confirmed_key_signs():
    assert code(opened(made(sample(), key=OTHER))) == "archive.unknown-key"
    assert code(opened(made(sample()), known=fingerprint(OTHER.public))) == "archive.unknown-key"
    out = io.BytesIO()
    found = opened(made(sample()))
    content = sample()
    write_archive(out, found.manifest, OTHER.sign, lambda name: [content[name]])
    assert code(opened(out.getvalue())) == "archive.signature"
    assert signed_bytes(found.manifest) != canonical_json(found.manifest), "a signature is for one purpose"


def test_one_key_after_another():
    """A key that the confirmed one signed is as good."""
    first = statement()
    message = statement_bytes(ADDRESS, 2, OTHER.public.hex(), "2026-11-22T08:30:00Z")
    second = KeyStatement(
        number=2, key=OTHER.public.hex(), since="2026-11-22T08:30:00Z", signed_by=KEY.public.hex(),
        signature=KEY.sign(message).hex(),
    )  # fmt: skip
    assert isinstance(opened(made(sample(), key=OTHER, keys=(first, second))), Opened)


@pytest.mark.parametrize(
    "name", ["../etc/passwd", "/etc/passwd", "files/../x", "tables/a/b.jsonl", "tables/A.jsonl", "x", "files/ab/cd\n"]
)
def test_names_lead_nowhere_else(name):
    members = (Member(name, 1, "0" * 64),)
    assert code(opened(_bare(members))) == "archive.form"


def test_limits():
    content = sample()
    assert code(opened(made({**content, file_name("0" * 64): b"x"}))) == "archive.form", "not named by its hash"
    assert code(opened(made(content, counts={}))) == "archive.form", "a table that is not counted"
    assert code(opened(made(content, counts={"halls": 1, "lessons": 0}))) == "archive.form"
    assert code(opened(_bare((Member("README.md", 1 << 40, "0" * 64),)))) == "archive.form"
    large = Member(file_name("0" * 64), 65 << 20, "0" * 64)
    assert code(opened(_bare((large,)))) == "archive.too-large"
    twice = Member("README.md", 0, sha256(b"").hexdigest())
    assert code(opened(_bare((twice, twice)))) == "archive.form"
    assert code(opened(made(content, format=2))) == "archive.form"
    assert code(opened(b"")) == "archive.too-large"
    assert code(opened(b"PK\x03\x04" + bytes(2000))) == "archive.form"
    assert code(opened(made(content) + b"\0")) == "archive.damaged"


def _bare(members: tuple[Member, ...]) -> bytes:
    """A signed manifest and nothing behind it."""
    manifest = Manifest(
        format=1, version="1", feed=ADDRESS, center=CenterName("a", "a", "a"), made_at="2026-11-22T09:00:00Z",
        keys=(statement(),), counts={}, members=members,
    )  # fmt: skip
    out = io.BytesIO()
    with pytest.raises((InvariantBroken, ValueError)):
        write_archive(out, manifest, KEY.sign, lambda _name: [b"not that"])
    return out.getvalue()


@pytest.mark.parametrize(
    "data", [b"{}\n", b"[1]\n", b'{"id":"1"}\n', b'{"id":1}\n{"id":1}\n', b'{"id":1,"a":"\\u0000"}\n', b"{", b"\xff\n"]
)
def test_rows_that_are_none(data):
    assert code(read_rows(data)) == "archive.form"


def test_a_backslash_is_no_nul():
    rows = [{"id": 1, "a": "\\u0000"}]
    assert read_rows(b"".join(lines(rows))) == rows
