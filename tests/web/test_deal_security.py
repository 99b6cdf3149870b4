"""What a hostile browser sends to the pages of deals: answered with a page of ours, and soon."""

from __future__ import annotations

import zlib
from datetime import date
from decimal import Decimal

import pytest
import typst
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.adapters.documents import signed_check
from patentfair.adapters.documents.signing import check, sign
from patentfair.adapters.documents.store import store
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.actions import money
from patentfair.apps.market.models import Deal, Listing, SignedPaper
from patentfair.domain.kernel.errors import Invalid
from tests.certificates import NOW, Authority

PDF = b"%PDF-1.7 a test paper"


def endless() -> bytes:
    """A PDF of 180 bytes whose table of objects says that it has a thousand million entries of no bytes each."""
    body = b"%PDF-1.7\n"
    packed = zlib.compress(b"\1" * 70)
    head = b"1 0 obj\n<</Type/XRef/Size 1000000000/Index[0 1000000000]/W[0 0 0]/Root 2 0 R"
    head += b"/Filter/FlateDecode/Length %d>>"
    stream = head % len(packed) + b"\nstream\n" + packed + b"\nendstream\nendobj\n"
    return body + stream + b"startxref\n%d\n%%%%EOF\n" % len(body)


@pytest.fixture
def signed_in(world):
    def of(organisation) -> Client:
        client = Client()
        client.force_login(world.user_for(organisation))
        return client

    return of


@pytest.fixture
def deal(world):
    found = Deal.objects.filter(state="negotiation", sheets__number=1).select_related("grantor", "grantee")
    return found.order_by("pk").first()


@pytest.fixture
def running(world):
    found = Deal.objects.filter(state="recorded", kind="ordinary").select_related("grantor", "grantee")
    return found.order_by("pk").first()


@pytest.mark.parametrize("name", ["listing", "grant", "need"])
@pytest.mark.parametrize("digits", [16, 30, 5000])
def test_a_number_of_any_length_is_no_error(world, signed_in, name, digits):
    listing = Listing.objects.filter(state="published").order_by("pk").first()
    asker = Deal.objects.exclude(grantee=listing.organisation).first().grantee
    asked = {"listing": listing.pk} | {name: "9" * digits}
    assert signed_in(asker).get("/zh/deals/new", asked).status_code in (200, 404)


def test_the_signatures_are_checked_apart_as_they_are_here():
    authority = Authority("Sample Root")
    paper = typst.compile(b"#set document(date: none)\nContract, sample")
    once = sign(paper, authority.signer("Sample"), name="x", reason="signs", at=NOW)
    trust = (authority.pem,)
    found = signed_check.check_apart(once, trust, at=NOW)
    assert found == check(once, trust, at=NOW)
    assert found[0].holds
    assert signed_check.check_apart(paper, trust, at=NOW) == ()
    with pytest.raises(Invalid, match=r"paper\.unreadable-certificate"):
        signed_check.check_apart(once, (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",), at=NOW)


def test_a_pdf_that_never_ends_is_refused_and_so_is_who_goes_on_with_it(deal, signed_in, monkeypatch):
    monkeypatch.setattr(signed_check, "SECONDS", 2)
    cache.clear()
    client, before = signed_in(deal.grantor), Entry.objects.count()
    answer = client.post(
        f"/en/deals/{deal.pk}/papers/signed", {"paper": SimpleUploadedFile("c.pdf", endless())}, follow=True
    )
    assert "This is no PDF" in answer.content.decode() or answer.status_code == 200
    assert (SignedPaper.objects.filter(deal=deal, name="c.pdf").count(), Entry.objects.count()) == (0, before)
    for _ in range(10):
        client.post(f"/en/deals/{deal.pk}/papers/signed", {"paper": SimpleUploadedFile("c.pdf", PDF[:4])})
    barred = client.post(f"/en/deals/{deal.pk}/papers/signed", {}, follow=True)
    assert "Too many attempts" in barred.content.decode()
    cache.clear()


def test_a_proof_of_payment_is_handed_out_as_what_it_is(world, running, signed_in):
    invoice = money.issue_invoice(
        actor=world.actor_for(running.grantor),
        deal=running,
        what="Travel",
        amount=Decimal(10),
        due_on=timezone.localdate(),
    )
    payment = money.state_payment(
        actor=world.actor_for(running.grantee),
        invoice=invoice,
        amount=Decimal(10),
        paid_on=timezone.localdate(),
        evidence_name="invoice.html",
        evidence_sha256=store(settings.FILES_ROOT, [PDF]),
    )
    answer = signed_in(running.grantor).get(f"/zh/deals/{running.pk}/money/payments/{payment.pk}/evidence")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="invoice.html.pdf"'


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_there_is(running, signed_in, day):
    client = signed_in(running.grantor)
    for path, data in (
        ("end", {"ground": "agreed", "reason": "as agreed", "effective_on": day.isoformat()}),
        ("money/invoices/new", {"what": "Travel", "amount": "1", "due_on": day.isoformat()}),
        ("changes/milestone", {"name": "x", "on": day.isoformat(), "evidence": SimpleUploadedFile("x.pdf", PDF)}),
        ("data-room/propose", {"mutual": "yes", "until": day.isoformat()}),
        ("record", {"recorded_on": day.isoformat(), "record_number": "1"}),
    ):
        assert client.post(f"/zh/deals/{running.pk}/{path}", data).status_code < 500
    for path in ("", "/changes", "/money", "/data-room"):
        assert client.get(f"/zh/deals/{running.pk}{path}").status_code == 200


def test_facts_are_bounded_for_those_who_signed_in_too(running, signed_in):
    large = b'{"right": {}, "transaction": {}, "x": "' + b"x" * (1 << 20) + b'"}'
    answer = signed_in(running.grantor).post("/api/rights/decide", large, content_type="application/json")
    assert answer.json()["code"] == "facts.too-large"
