"""Signatures on PDF papers: set, followed by others, tampered with, and told apart."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests.certificates import DAY, NOW, Authority

from patentfair.adapters.documents import signing
from patentfair.adapters.documents.signing import Chain, Coverage, Signer, check, original_digest, sign
from patentfair.domain.kernel.errors import DomainError, Invalid

AUTHORITY, STRANGER = Authority("Sample Root"), Authority("Another Root")
FIRST, SECOND = AUTHORITY.signer("晴川理工大学（示例）"), AUTHORITY.signer("Liaoyun Heavy Industry (sample)")
PAPER = typst.compile(b"#set document(date: none)\nContract, sample")
ONCE = sign(PAPER, FIRST, name="王女士", reason="签署合同", at=NOW)
TWICE = sign(ONCE, SECOND, name="Mr Sample", reason="signs", at=NOW + DAY)
TRUST = (AUTHORITY.pem,)


def refused(pdf: bytes, trust: tuple[bytes, ...] = TRUST) -> str:
    with pytest.raises(Invalid) as caught:
        check(pdf, trust, at=NOW)
    return caught.value.code


def test_a_paper_nobody_signed_has_no_signatures():
    assert check(PAPER, TRUST, at=NOW) == ()
    assert original_digest(PAPER) == sha256(PAPER).hexdigest()


def test_signing_appends_and_says_who_when_and_why():
    assert ONCE.startswith(PAPER)
    (found,) = check(ONCE, TRUST, at=NOW)
    assert (found.signer, found.name, found.reason, found.signed_at) == (
        "晴川理工大学（示例）",
        "王女士",
        "签署合同",
        NOW,
    )
    assert found.is_intact
    assert found.coverage is Coverage.FILE
    assert found.chain is Chain.TRUSTED
    assert not found.is_modified_after
    assert found.only_signed_since
    assert found.original_digest == sha256(PAPER).hexdigest() == original_digest(ONCE)
    assert found.holds


def test_two_sign_one_after_the_other():
    first, second = check(TWICE, TRUST, at=NOW + 2 * DAY)
    assert (first.signer, second.signer) == ("晴川理工大学（示例）", "Liaoyun Heavy Industry (sample)")
    assert (first.coverage, second.coverage) == (Coverage.REVISION, Coverage.FILE)
    assert first.revision < second.revision
    assert first.holds
    assert second.holds
    assert first.original_digest == second.original_digest == original_digest(PAPER)


def test_changed_bytes_break_the_signature():
    words = ONCE.index(b"/Creator")
    bad = ONCE[:words] + b"/CreatoR" + ONCE[words + 8 :]
    (found,) = check(bad, TRUST, at=NOW)
    assert not found.is_intact
    assert not found.holds
    assert found.original_digest != original_digest(PAPER)


def added_to(pdf: bytes) -> bytes:
    """The file with an update that changes what its first page shows."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    changed = BytesIO()
    writer.write(changed)
    return changed.getvalue()


def test_a_change_after_signing_is_seen():
    (found,) = check(added_to(ONCE), TRUST, at=NOW)
    assert found.is_intact
    assert found.coverage is Coverage.REVISION
    assert found.is_modified_after
    assert not found.only_signed_since
    assert not found.holds


def test_a_change_before_signing_is_not_our_paper():
    (found,) = check(sign(added_to(PAPER), FIRST, name="x", reason="x", at=NOW), TRUST, at=NOW)
    assert found.holds
    assert found.original_digest == original_digest(PAPER)
    assert not found.only_signed_since


def test_chains():
    (stranger,) = check(ONCE, (STRANGER.pem,), at=NOW)
    assert stranger.chain is Chain.UNTRUSTED
    assert stranger.is_intact
    assert not stranger.holds
    (nobody,) = check(ONCE, (), at=NOW)
    assert nobody.chain is Chain.UNTRUSTED
    (both,) = check(ONCE, (STRANGER.pem + AUTHORITY.pem,), at=NOW)
    assert both.chain is Chain.TRUSTED
    short = sign(PAPER, AUTHORITY.signer("Short", until=NOW + DAY), name="x", reason="x", at=NOW)
    (expired,) = check(short, TRUST, at=NOW + 5 * DAY)
    assert expired.chain is Chain.EXPIRED
    (later,) = check(short, (STRANGER.pem,), at=NOW + 5 * DAY)
    assert later.chain is Chain.UNTRUSTED


def test_what_cannot_be_read_is_refused():
    assert refused(b"") == "paper.not-a-pdf"
    assert refused(b"%PDF-1.7 and nothing else") == "paper.not-a-pdf"
    assert refused(PAPER, (b"no certificate",)) == "paper.unreadable-certificate"
    broken = ONCE.replace(b"/ByteRange", b"/ByteRangf")
    assert refused(broken) == "paper.unreadable-signature"
    for wrong in (Signer(FIRST.pkcs12, "wrong"), Signer(b"no key", "x")):
        with pytest.raises(Invalid) as caught:
            sign(PAPER, wrong, name="x", reason="x", at=NOW)
        assert caught.value.code == "paper.unreadable-certificate"
    with pytest.raises(Invalid) as caught:
        sign(b"%PDF-1.7", FIRST, name="x", reason="x", at=NOW)
    assert caught.value.code == "paper.not-a-pdf"


def test_too_large(monkeypatch):
    monkeypatch.setattr(signing, "LARGEST_BYTES", 100)
    assert refused(PAPER) == "upload.too-large"


def test_a_signer_keeps_its_passphrase():
    assert "sesame" not in repr(FIRST)


# What the last signature cannot be over: the place in the file where it itself stands, with its padding.
LAST = TWICE.rindex(b"/Contents <")
OUTSIDE = range(LAST, TWICE.index(b">", LAST))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TWICE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_no_damage_goes_unseen_or_ends_in_anything_but_a_refusal(damage):
    bad = bytearray(TWICE)
    for place, value in damage:
        bad[place] = value
    refusal, found = "", ()
    try:
        found = check(bytes(bad), TRUST, at=NOW)
    except DomainError as error:
        refusal = error.code
    seen = refusal.startswith("paper.") or len(found) < 2 or not all(one.holds for one in found)
    assert seen or all(bad[place] == TWICE[place] or place in OUTSIDE for place, _ in damage)
