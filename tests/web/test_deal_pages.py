"""Pages of deals beyond the first walk: forms by kind, offers, changes, open-licence declarations, papers."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from docx import Document

from patentfair.adapters.documents.signing import check, sign
from patentfair.apps.accounts.models import Organisation
from patentfair.apps.market.actions import deals, signing
from patentfair.apps.market.models import Deal, Listing, SignedPaper
from patentfair.apps.market.queries import terms_of
from patentfair.apps.rights.models import Grant, Interest
from patentfair.domain.market.kinds import KINDS
from patentfair.domain.market.terms import Condition, DealKind, Milestone, Terms
from tests.certificates import NOW, Authority

TODAY = timezone.localdate
PDF = b"%PDF-1.7\n"


@pytest.fixture
def listing(world):
    return (
        Listing.objects.filter(
            state="published",
            deals=None,
            organisation__kind__in=("company", "small_firm"),
            patent__right_type="invention",
            patent__encumbrances=None,
            patent__grants=None,
        )
        .select_related("patent", "organisation")
        .order_by("pk")
        .first()
    )


@pytest.fixture
def firm(world, listing):
    firms = Organisation.objects.filter(kind__in=("company", "small_firm")).exclude(pk=listing.organisation_id)
    return firms.order_by("pk").first()


@pytest.fixture
def client_of(world):
    def signed_in(organisation):
        client = Client()
        client.force_login(world.user_for(organisation))
        return client

    return signed_in


@pytest.fixture
def talks(world, listing, firm):
    deal = deals.open_inquiry(
        actor=world.actor_for(firm),
        organisation=firm,
        patent=listing.patent,
        grantor=listing.organisation,
        listing=listing,
        text="May we?",
    )
    deals.answer(actor=world.actor_for(listing.organisation), deal=deal, text="Yes.")
    return Deal.objects.get(pk=deal.pk)


def in_force(world, deal, **changed) -> Deal:
    asked = Terms(
        kind=DealKind.ORDINARY,
        patents=(deal.patent.key,),
        start=TODAY(),
        end=TODAY() + timedelta(days=400),
        upfront=Decimal(10),
        **changed,
    )
    sheet = deals.propose_terms(actor=world.actor_for(deal.grantor), deal=deal, terms=asked)
    deals.accept_terms(actor=world.actor_for(deal.grantee), deal=deal, sheet_hash=sheet.hash)
    deal = Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)
    for side in (deal.grantor, deal.grantee):
        signing.sign(actor=world.actor_for(side), deal=deal, sheet_hash=sheet.hash, name="Li Lei")
    return Deal.objects.select_related("agreed_sheet", "patent", "grantor", "grantee").get(pk=deal.pk)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_form_of_terms_shows_the_parts_of_each_kind(client_of, talks, language):
    client = client_of(talks.grantor)
    for row in KINDS:
        if row.kind in (DealKind.OPEN, DealKind.SUB_LICENCE):
            continue
        page = client.get(f"/{language}/deals/{talks.pk}/terms?kind={row.kind.value}")
        assert page.status_code == 200
        text = page.content.decode()
        assert f'value="{row.kind.value}" selected' in text
        assert ('name="free_until"' in text) == ("free_period" in row.parts)
        assert ('name="secured_amount"' in text) == ("debt" in row.parts)
        assert ('name="milestones_1_name"' in text) == ("milestones" in row.parts)
        assert ('name="pilot_until"' in text) == ("pilot" in row.parts)


def test_a_version_with_steps_and_milestones_from_the_form(client_of, talks):
    client = client_of(talks.grantor)
    given = {
        "start": TODAY().isoformat(), "end": "", "acts": ["make", "sell"], "territory": "CN-GD, CN-BJ",
        "fields_of_use": "", "upfront": "300000", "currency": "cny", "payment_days": "45", "equity": "",
        "royalty_percent": "0", "royalty_base": "net sales", "minimum_yearly": "10000", "royalty_cap": "0",
        "statement_months": "6", "tier_1_up_to": "1000000", "tier_1_percent": "5", "tier_2_up_to": "",
        "tier_2_percent": "3.50", "milestones_1_name": "First ton", "milestones_1_amount": "5000",
        "milestones_1_by": "", "conditions_1_name": "Board approves", "conditions_1_by": "", "notes": "a\r\nb",
    }  # fmt: skip
    answer = client.post(f"/en/deals/{talks.pk}/terms?kind=ordinary", given)
    assert answer.status_code == 302, answer.content.decode()
    terms = terms_of(talks.sheets.get())
    assert (terms.territory, terms.acts, terms.notes) == (("CN-GD", "CN-BJ"), ("make", "sell"), "a\nb")
    assert [(tier.up_to, tier.percent) for tier in terms.tiers] == [
        (Decimal(1_000_000), Decimal(5)),
        (None, Decimal("3.5")),
    ]
    assert terms.milestones == (Milestone("First ton", Decimal(5000)),)
    assert terms.conditions == (Condition("Board approves"),)
    assert (terms.currency, terms.statement_months, terms.payment_days) == ("CNY", 6, 45)
    room = client.get(f"/en/deals/{talks.pk}").content.decode()
    assert "First ton" in room
    again = client.get(f"/en/deals/{talks.pk}/terms").content.decode()
    assert 'value="First ton"' in again
    assert 'value="1000000"' in again


def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(client_of, talks):
    client = client_of(talks.grantor)
    given = {
        "start": TODAY().isoformat(), "acts": ["make"], "territory": "CN", "upfront": "1", "currency": "CNY",
        "payment_days": "30", "royalty_percent": "0", "minimum_yearly": "0", "royalty_cap": "0",
        "statement_months": "12", "free_until": TODAY().isoformat(), "grants": "ordinary", "notes": "keep me",
    }  # fmt: skip
    page = client.post(f"/zh/deals/{talks.pk}/terms?kind=use_first", given).content.decode()
    assert "免费使用期的截止日" in page
    assert "keep me" in page
    assert not talks.sheets.exists()


def test_an_offer_reaches_a_named_organisation_or_says_that_there_is_none(client_of, listing, firm):
    client = client_of(listing.organisation)
    address = f"/en/patents/{listing.patent.key}/offer"
    assert client.get(address).status_code == 200
    page = client.post(address, {"partner": "Nobody at all", "kind": "pledge", "text": "A loan?"})
    assert "No organisation of that name" in page.content.decode()
    bank = Organisation.objects.filter(kind="bank").first()
    client.post(address, {"partner": bank.name_zh, "kind": "pledge", "text": "A loan?"})
    deal = Deal.objects.get(patent=listing.patent, grantee=bank)
    assert (deal.kind, deal.opened_by) == ("pledge", "grantor")
    theirs = client_of(bank).get(f"/zh/deals/{deal.pk}").content.decode()
    assert "出质人" in theirs
    assert client_of(firm).get(address).status_code == 404


def test_changes_are_walked_in_the_browser(world, client_of, talks):
    deal = in_force(world, talks, milestones=(Milestone("First ton", Decimal(5)),))
    owner, licensee = client_of(deal.grantor), client_of(deal.grantee)
    at = f"/zh/deals/{deal.pk}"
    evidence = SimpleUploadedFile("e.pdf", PDF)
    licensee.post(f"{at}/changes/milestone", {"name": "First ton", "on": TODAY().isoformat(), "evidence": evidence})
    deal.refresh_from_db()
    assert deal.reached == {"First ton": TODAY().isoformat()}
    given = {
        "start": TODAY().isoformat(), "end": (TODAY() + timedelta(days=800)).isoformat(), "acts": ["make"],
        "territory": "CN", "fields_of_use": "", "upfront": "10", "currency": "CNY", "payment_days": "30",
        "royalty_percent": "0", "royalty_base": "", "minimum_yearly": "0", "royalty_cap": "0",
        "statement_months": "12", "milestones_1_name": "First ton", "milestones_1_amount": "5",
        "notes": "", "reason": "Longer.", "name": "Li Lei",
    }  # fmt: skip
    assert licensee.get(f"{at}/amend").status_code == 200
    assert licensee.post(f"{at}/amend", given).status_code == 302
    amendment = deal.amendments.get()
    page = owner.get(f"{at}/changes").content.decode()
    assert "Longer." in page
    owner.post(f"{at}/changes/agree-amendment", {"amendment": amendment.pk, "name": "Han Mei"})
    assert Grant.objects.get(basis=f"deal:{deal.pk}").end == TODAY() + timedelta(days=800)
    assert owner.get(f"{at}/end").status_code == 200
    owner.post(f"{at}/end", {"ground": "agreed", "reason": "We stop that line."})
    notice = deal.terminations.get()
    assert licensee.post(f"{at}/changes/agree-end", {"notice": "x"}).status_code == 404
    licensee.post(f"{at}/changes/agree-end", {"notice": notice.pk})
    deal.refresh_from_db()
    assert deal.state == "terminated"
    assert "已提前终止" in licensee.get(at).content.decode()


def test_papers_open_as_pdf_and_docx_and_unsigned_ones_are_not_kept(world, client_of, talks):
    client = client_of(talks.grantor)
    assert client.get(f"/zh/deals/{talks.pk}/papers/contract.pdf").status_code == 404
    deal = in_force(world, talks)
    page = client.get(f"/zh/deals/{deal.pk}/papers").content.decode()
    names = {part.split(".pdf")[0] for part in page.split(f"/zh/deals/{deal.pk}/papers/")[1:] if ".pdf" in part[:40]}
    assert {"term-sheet", "contract", "recordal", "technology-contract"} <= names
    for name in names:
        pdf = client.get(f"/zh/deals/{deal.pk}/papers/{name}.pdf")
        assert pdf.content.startswith(b"%PDF-"), name
        docx = client.get(f"/zh/deals/{deal.pk}/papers/{name}.docx")
        assert Document(io.BytesIO(docx.content)).paragraphs, name
    assert client.get(f"/zh/deals/{deal.pk}/papers/other.pdf").status_code == 404
    assert client.get(f"/zh/deals/{deal.pk}/papers/contract.exe").status_code == 404
    unsigned = client.get(f"/zh/deals/{deal.pk}/papers/contract.pdf").content
    for data in (unsigned, PDF, b"not a pdf"):
        client.post(f"/zh/deals/{deal.pk}/papers/signed", {"paper": SimpleUploadedFile("c.pdf", data)})
    client.post(f"/zh/deals/{deal.pk}/papers/signed", {})
    assert not SignedPaper.objects.exists()


def test_an_owner_prepares_an_open_licence_and_withdraws_it(world, client_of, listing, firm):
    client = client_of(listing.organisation)
    at = f"/zh/patents/{listing.patent.key}/open-licence"
    assert client_of(firm).get(at).status_code == 404
    assert client.get(at).status_code == 200
    asked = "upfront=30000000&royalty_percent=0&contact=Li"
    page = client.get(f"{at}?{asked}").content.decode()
    assert "S-05" in page or "2000万" in page or "2 000万" in page or "开放许可" in page
    assert client.get(f"{at}/declaration.pdf?{asked}").content.startswith(b"%PDF-")
    assert client.get(f"{at}/declaration.docx?{asked}").status_code == 200
    assert client.get(f"{at}/other.pdf?{asked}").status_code == 404
    owner = listing.organisation
    Grant.objects.create(
        patent=listing.patent, kind="open_declaration", grantor=owner, executed=TODAY() - timedelta(days=9),
        start=TODAY() - timedelta(days=9), basis="test",
    )  # fmt: skip
    assert Interest.objects.filter(patent=listing.patent, organisation=owner).exists()
    assert "withdrawal.pdf" in client.get(at).content.decode()
    client.post(f"{at}/withdraw", {"announced_on": "soon"})
    assert Grant.objects.get(basis="test").ended_on is None
    client.post(f"{at}/withdraw", {"announced_on": TODAY().isoformat()})
    assert Grant.objects.get(basis="test").ended_on == TODAY()


def test_a_paper_signed_elsewhere_comes_back_and_is_judged(world, client_of, talks, settings, tmp_path):
    deal = in_force(world, talks)
    client, at = client_of(deal.grantee), f"/zh/deals/{deal.pk}/papers"
    root = Authority("Sample Root")
    made = client.get(f"{at}/contract.pdf").content
    signed = sign(made, root.signer("Li Lei"), name="Li Lei", reason="signs", at=NOW)
    client.post(f"{at}/signed", {"paper": SimpleUploadedFile("signed.pdf", signed)})
    kept = deal.signed_papers.get()
    assert kept.is_our_paper
    assert [(row["signer"], row["is_intact"], row["chain"]) for row in kept.findings] == [("Li Lei", True, "untrusted")]
    settings.TRUST_ROOT = tmp_path
    (tmp_path / "root.pem").write_bytes(root.pem)
    client.post(f"{at}/signed", {"paper": SimpleUploadedFile("again.pdf", signed)})
    assert deal.signed_papers.latest("pk").findings[0]["holds"]
    foreign = sign(typst.compile(b"Other terms"), root.signer("X"), name="", reason="", at=NOW)
    client.post(f"{at}/signed", {"paper": SimpleUploadedFile("foreign.pdf", foreign)})
    assert not deal.signed_papers.latest("pk").is_our_paper
    page = client.get(at).content.decode()
    assert "Li Lei" in page
    assert client.get(f"{at}/signed/{kept.pk}.pdf").status_code == 200
    outsider = Organisation.objects.exclude(pk__in=(deal.grantor_id, deal.grantee_id)).filter(kind="company").first()
    assert client_of(outsider).get(f"{at}/signed/{kept.pk}.pdf").status_code == 404


def test_the_installation_seals_contracts_in_force_with_its_own_key(world, client_of, talks, settings, tmp_path):
    deal = in_force(world, talks)
    root = Authority("Sample Root")
    signer = root.signer("Exchange center")
    (tmp_path / "key.p12").write_bytes(signer.pkcs12)
    settings.SIGNING_KEY, settings.SIGNING_PASSPHRASE = str(tmp_path / "key.p12"), signer.passphrase
    sealed = client_of(deal.grantor).get(f"/zh/deals/{deal.pk}/papers/contract.pdf").content
    (found,) = check(sealed, (root.pem,), at=deal.in_force_at)
    assert (found.signer, found.is_intact) == ("Exchange center", True)
