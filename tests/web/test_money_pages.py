"""The money of a deal in the browser, without JavaScript: what each side sees and does."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from patentfair.apps.accounts.models import Membership, Organisation
from patentfair.apps.market.models import Deal, Invoice, Listing, Payment, RoyaltyStatement, TermSheet
from patentfair.domain.kernel.canonical import canonical_json
from patentfair.domain.market.terms import DealKind, Terms, Tier, terms_hash

TODAY = timezone.localdate()
YEAR = TODAY.year - 1


def proof(name="proof.pdf", body=b"%PDF-1.7 paid"):
    return SimpleUploadedFile(name, body, content_type="application/pdf")


@pytest.fixture
def deal(world):
    """A licence of a university, in force since the first day of last year."""
    listing = (
        Listing.objects.filter(state="published", organisation__kind="university", patent__term_end__gt=TODAY)
        .filter(deals=None)
        .select_related("patent", "organisation")
        .order_by("pk")
        .first()
    )
    firm = Organisation.objects.filter(kind="company").order_by("pk").first()
    now = timezone.now()
    made = Deal.objects.create(
        listing=listing,
        patent=listing.patent,
        grantor=listing.organisation,
        grantee=firm,
        center=listing.center,
        state="in_force",
        opened_at=now,
        answer_due=now,
        in_force_at=now - timedelta(days=400),
    )
    terms = Terms(
        kind=DealKind.ORDINARY,
        patents=(listing.patent.key,),
        start=date(YEAR, 1, 1),
        end=date(YEAR + 4, 1, 1),
        upfront=Decimal(100_000),
        tiers=(Tier(Decimal(1_000_000), Decimal(3)), Tier(None, Decimal(2))),
        royalty_base="net sales",
        statement_months=12,
    )
    made.agreed_sheet = TermSheet.objects.create(
        deal=made, number=1, terms=canonical_json(terms).decode(), hash=terms_hash(terms), side="grantor", at=now
    )
    made.save()
    return made


@pytest.fixture
def clients(world, deal):
    """Someone of each side, a member who only reads, staff of the center, and one who has nothing to do with it."""
    member, staff = world.make_user("money-member"), world.make_user("money-staff")
    Membership.objects.create(user=member, organisation=deal.grantor, role="member")
    staff.posts.create(center=deal.center, role="staff")
    outside = Organisation.objects.filter(kind="company").exclude(pk=deal.grantee_id).order_by("pk").last()
    people = {
        "grantor": world.user_for(deal.grantor),
        "grantee": world.user_for(deal.grantee),
        "member": member,
        "staff": staff,
        "outsider": world.user_for(outside),
    }
    found = {}
    for name, user in people.items():
        found[name] = Client(REMOTE_ADDR="127.0.0.1")
        found[name].force_login(user)
    return found


def at(deal, rest="", language="en"):
    return f"/{language}/deals/{deal.pk}/money{rest}"


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def post(client, address, data=None):
    return client.post(address, data or {}, follow=True)


def test_from_a_statement_to_a_shared_payment(deal, clients):
    grantor, grantee = clients["grantor"], clients["grantee"]
    page = text(grantee.get(at(deal)))
    assert "State the sales" in page
    assert "CNY 100,000.00" in page  # the upfront fee, reckoned before anything was invoiced
    assert "100,000.00 元" in text(grantee.get(at(deal, language="zh")))
    sharing = {"inventors": "50%", "department": "30%", "institution": "1/5", "each": "王某: 2/3\n李某：1/3"}
    page = text(post(grantor, at(deal, "/sharing"), {**sharing, "basis": "办法"}))
    assert "The plan is set" in page
    assert "Reaches the 50% the law asks for" in page

    stated = post(
        grantee,
        at(deal, "/statements/new"),
        {"period": f"{YEAR}-01-01", "base": "1500000.00", "evidence": proof()},
    )
    page = text(stated)
    assert "CNY 1,000,000.00 × 3% = <strong" in page
    assert "CNY 500,000.00 × 2% = <strong" in page
    assert "CNY 40,000.00" in page
    statement = RoyaltyStatement.objects.get(deal=deal)
    assert "Accept the statement" not in page
    page = text(post(grantor, at(deal, f"/statements/{statement.pk}/accept")))
    assert "Accepted, and invoiced." in page
    invoice = Invoice.objects.get(deal=deal, statement=statement)
    page = text(grantee.get(at(deal, f"/invoices/{invoice.pk}")))
    assert "State a payment" in page
    page = text(
        post(
            grantee,
            at(deal, f"/invoices/{invoice.pk}/pay"),
            {"amount": "40000.00", "paid_on": TODAY.isoformat(), "evidence": proof()},
        )
    )
    assert "It counts once the other side has confirmed it" in page
    payment = Payment.objects.get(invoice=invoice)
    page = text(post(grantor, at(deal, f"/payments/{payment.pk}/confirm"), {"cost": "0.01", "cost_name": ""}))
    assert "Say what the costs were for." in page
    assert Payment.objects.get(pk=payment.pk).state == "stated"
    page = text(post(grantor, at(deal, f"/payments/{payment.pk}/confirm"), {"cost": "1000", "cost_name": "代理费"}))
    assert "Confirmed." in page
    page = text(grantor.get(at(deal, "/sharing")))
    assert "CNY 13,000.00" in page  # two thirds of half of 39,000
    share = payment.shares.get(name="王某")
    page = text(post(grantor, at(deal, f"/shares/{share.pk}/paid"), {"paid_on": TODAY.isoformat()}))
    assert "Entered." in page
    page = text(post(grantor, at(deal, f"/shares/{share.pk}/paid"), {"paid_on": TODAY.isoformat()}))
    assert "already" in page
    page = text(grantor.get(f"/en/workspace/ledger?organisation={deal.grantor_id}"))
    assert "The books balance." in page
    lines = b"".join(grantor.get(f"/en/workspace/ledger.csv?organisation={deal.grantor_id}")).decode("utf-8-sig")
    assert lines.splitlines()[0] == "Day,Entry,Reason,Reference,Deal,Account,Currency,Debit,Credit"
    assert f"payment:{payment.pk}" in lines
    for other in (clients["staff"], clients["grantee"], clients["outsider"]):
        assert "王某" not in text(other.get(at(deal)))
        assert other.get(at(deal, "/sharing")).status_code == 404
        assert "shares" not in text(other.get(f"/api/deals/{deal.pk}/money"))
    answer = grantor.get(f"/api/deals/{deal.pk}/money").json()
    assert {one["name"] for one in answer["shares"]} >= {"王某", "李某"}
    assert [one["open"] for one in answer["invoices"] if one["id"] == invoice.pk] == ["0.00"]
    assert answer["dues"][0]["how"][0]["words"]["zh"] == "入门费"


def test_a_plan_below_the_floor_is_refused_with_the_article(deal, clients):
    low = {"inventors": "49%", "department": "31%", "institution": "20%", "each": "王某: 1", "basis": "agreed"}
    page = text(post(clients["grantor"], at(deal, "/sharing", "zh"), low))
    assert "第四十五条" in page
    assert "49%" in page  # what was typed is still there
    for bad in ("abc", "1/0", "1e9", "nan"):
        response = clients["grantor"].post(at(deal, "/sharing"), {**low, "inventors": bad})
        assert response.status_code == 200
        assert "has-error" in text(response)
    assert not hasattr(Deal.objects.get(pk=deal.pk), "sharing_plan")


def test_a_question_brings_the_statement_back(deal, clients):
    grantor, grantee = clients["grantor"], clients["grantee"]
    post(grantee, at(deal, "/statements/new"), {"period": f"{YEAR}-01-01", "base": "1", "evidence": proof()})
    statement = RoyaltyStatement.objects.get(deal=deal)
    page = text(post(grantor, at(deal, f"/statements/{statement.pk}/question"), {"question": "a"}))
    assert "Not saved yet" in page
    post(grantor, at(deal, f"/statements/{statement.pk}/question"), {"question": "Where is the second plant?"})
    page = text(grantee.get(at(deal, f"/statements/{statement.pk}")))
    assert "Where is the second plant?" in page
    assert "State it anew" in page
    post(grantee, at(deal, "/statements/new"), {"period": f"{YEAR}-01-01", "base": "2", "evidence": proof()})
    assert list(deal.statements.order_by("pk").values_list("state", flat=True)) == ["replaced", "stated"]
    assert "A later statement has taken its place." in text(grantee.get(at(deal, f"/statements/{statement.pk}")))


@pytest.mark.parametrize("base", ["", "-1", "NaN", "1e400", "abc", "1.001", "99999999999999999999"])
def test_numbers_that_cannot_be_are_told_beside_the_field(deal, clients, base):
    data = {"period": f"{YEAR}-01-01", "base": base, "evidence": proof()}
    response = clients["grantee"].post(at(deal, "/statements/new"), data)
    assert response.status_code == 200
    assert "has-error" in text(response)
    assert not deal.statements.exists()


def test_an_upload_that_is_no_document_is_refused(deal, clients):
    data = {"period": f"{YEAR}-01-01", "base": "1", "evidence": proof("a.html", b"<script>")}
    response = clients["grantee"].post(at(deal, "/statements/new"), data)
    assert "Only PDF, PNG or JPEG files are taken." in text(response)


def test_invoices_by_the_terms_and_by_hand_and_back_again(deal, clients):
    grantor, grantee = clients["grantor"], clients["grantee"]
    page = text(post(grantor, at(deal, "/issue")))
    assert f"Issued: {deal.pk}-U" in page
    assert "Nothing is to be invoiced now." in text(post(grantor, at(deal, "/issue")))
    invoice = Invoice.objects.get(deal=deal)
    assert grantee.post(at(deal, f"/invoices/{invoice.pk}/cancel"), {"why": "mistake"}).status_code == 404
    page = text(post(grantor, at(deal, f"/invoices/{invoice.pk}/cancel"), {"why": "mistake"}))
    assert "its entry in the books reversed" in page
    assert grantor.post(at(deal, f"/invoices/{invoice.pk}/cancel"), {"why": "mistake"}).status_code == 409
    assert "Invoice it again" in text(grantor.get(at(deal)))
    assert f"{deal.pk}-U/2" in text(post(grantor, at(deal, "/issue"), {"key": "U"}))
    assert grantor.post(at(deal, "/issue"), {"key": "nonsense"}).status_code == 409
    data = {"what": "=HYPERLINK(1)", "amount": "10.50", "due_on": TODAY.isoformat()}
    page = text(post(grantee, at(deal, "/invoices/new"), data))
    assert "The invoice is issued." in page
    page = text(clients["staff"].get(at(deal)))
    assert "CNY 10.50" in page
    assert "Invoice something else" not in page
    csv = b"".join(grantee.get(f"/en/workspace/ledger.csv?organisation={deal.grantee_id}")).decode()
    assert ",=" not in csv


def test_a_denied_payment_tells_why(deal, clients):
    grantor, grantee = clients["grantor"], clients["grantee"]
    post(grantor, at(deal, "/issue"))
    invoice = Invoice.objects.get(deal=deal)
    data = {"amount": "100000", "paid_on": TODAY.isoformat(), "evidence": proof()}
    post(grantee, at(deal, f"/invoices/{invoice.pk}/pay"), data)
    payment = Payment.objects.get(invoice=invoice)
    assert grantee.post(at(deal, f"/payments/{payment.pk}/confirm")).status_code == 404
    assert grantor.post(at(deal, f"/payments/{payment.pk}/deny"), {"why": "x"}).status_code == 400
    post(grantor, at(deal, f"/payments/{payment.pk}/deny"), {"why": "other_amount"})
    assert "到账金额不符" in text(grantee.get(at(deal, f"/payments/{payment.pk}", "zh")))
    response = grantee.get(at(deal, f"/payments/{payment.pk}/evidence"))
    assert b"".join(response) == b"%PDF-1.7 paid"
    assert response["Content-Disposition"] == 'attachment; filename="proof.pdf"'
    assert response["Content-Type"] == "application/pdf"


def test_a_member_reads_and_does_nothing(deal, clients):
    member = clients["member"]
    post(clients["grantor"], at(deal, "/issue"))
    page = text(member.get(at(deal)))
    assert "CNY 100,000.00" in page
    assert "Invoice what has come up" not in page
    assert member.post(at(deal, "/issue")).status_code == 404
    assert member.get(at(deal, "/sharing")).status_code == 200
    assert "Set the plan" not in text(member.get(at(deal, "/sharing")))
    assert clients["outsider"].get(at(deal)).status_code == 404
    other = Deal.objects.exclude(pk=deal.pk).first()
    invoice = Invoice.objects.get(deal=deal)
    address = at(other, f"/invoices/{invoice.pk}")
    assert clients["grantor"].get(address).status_code == 404  # an invoice of another deal


def test_terms_that_do_not_fit_are_told_and_nothing_breaks(deal, clients):
    post(
        clients["grantee"],
        at(deal, "/statements/new"),
        {"period": f"{YEAR}-01-01", "base": "1", "evidence": proof()},
    )
    RoyaltyStatement.objects.filter(deal=deal).update(start=date(1999, 1, 1))
    page = text(clients["grantor"].get(at(deal)))
    assert "The sums cannot be reckoned" in page
    assert clients["grantor"].post(at(deal, "/issue")).status_code == 400
    assert clients["grantor"].get(f"/api/deals/{deal.pk}/money").status_code == 400


def test_the_ledger_of_someone_without_an_organisation(world):
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(world.make_user("nobody"))
    assert "Register your organisation first" in text(client.get("/en/workspace/ledger"))
    assert client.get("/en/workspace/ledger.csv").status_code == 404
    assert client.get("/en/workspace/ledger?organisation=abc").status_code == 404
