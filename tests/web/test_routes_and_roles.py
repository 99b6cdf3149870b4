"""Every address, asked by everyone. On refusal nothing has happened.

A route missing from the table fails the suite.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from patentfair.adapters.documents.store import store
from patentfair.apps.accounts.models import Membership, Office, Organisation, User
from patentfair.apps.ingest.models import TableImport
from patentfair.apps.journal.models import Entry
from patentfair.apps.market.models import (
    BookEntry,
    Consent,
    Deal,
    Invoice,
    Listing,
    Message,
    Need,
    Payment,
    Signature,
    SignedPaper,
    TermSheet,
)
from patentfair.apps.matching.models import MatchFeedback
from patentfair.apps.rights.models import Encumbrance, Grant, Interest, OwnershipClaim
from tests.conftest import World
from tests.web.routes import centers, exhibition, experience, helpdesk, learning, meetings, network
from tests.web.routes.roles import (
    ADMINS,
    ALL,
    AUDIT,
    BOTH,
    DESK_OF_TABLE,
    OWN_SIDE,
    ROLES,
    SIDES,
    SIGNED_IN,
    STAFF,
    Route,
    fixed,
)

AREAS = (centers, exhibition, learning, meetings, helpdesk, experience, network)

ROUTES: dict[str, Route] = {
    "healthz": Route(fixed("/healthz"), ALL),
    "home": Route(fixed("/zh/"), ALL),
    "search": Route(fixed("/zh/search?q=电池"), ALL),
    "patent": Route(lambda t: f"/zh/patents/{t['deal'].patent.key}", ALL),
    "listings": Route(fixed("/zh/listings"), ALL),
    "listing": Route(lambda t: f"/zh/listings/{t['draft'].pk}", OWN_SIDE | AUDIT),
    "needs": Route(fixed("/zh/needs"), ALL),
    "need": Route(lambda t: f"/zh/needs/{t['hidden_need'].pk}", frozenset({"poster", "need_staff", "national"})),
    "price-help": Route(fixed("/zh/price-help?kind=ordinary&field=1&sales=100&discount=5"), ALL),
    "law": Route(fixed("/zh/law"), ALL, ALL, lambda _: {"facts": "{}"}),
    "centers": Route(fixed("/zh/centers"), ALL),
    "center": Route(fixed("/zh/centers/beijing"), ALL),
    "experience": Route(fixed("/zh/experience"), ALL),
    "help": Route(fixed("/zh/help"), ALL),
    "pilots": Route(fixed("/zh/pilots"), ALL),
    "evaluation": Route(fixed("/zh/evaluation"), ALL),
    "components": Route(fixed("/zh/_components"), ALL),
    "sign-in": Route(fixed("/zh/sign-in"), ALL),
    "sign-out": Route(fixed("/zh/sign-out"), None, ALL),
    "join": Route(fixed("/zh/join"), ALL),
    "password": Route(fixed("/zh/workspace/password"), SIGNED_IN),
    "workspace": Route(fixed("/zh/workspace"), SIGNED_IN),
    "organisation-new": Route(fixed("/zh/workspace/organisations/new"), SIGNED_IN),
    "organisation": Route(lambda t: f"/zh/workspace/organisations/{t['deal'].grantor_id}", OWN_SIDE),
    "authorise": Route(
        lambda t: f"/zh/workspace/organisations/{t['deal'].grantor_id}/authorise", frozenset({"grantor", "org_staff"})
    ),
    "authorisation-revoke": Route(
        lambda t: f"/zh/workspace/authorisations/{t['authorisation'].pk}/revoke", None, frozenset({"grantor"})
    ),
    "claim-new": Route(fixed("/zh/workspace/claims/new"), SIGNED_IN),
    "claim": Route(lambda t: f"/zh/workspace/claims/{t['claim'].pk}", OWN_SIDE | AUDIT),
    "claim-evidence": Route(lambda t: f"/zh/workspace/claims/{t['claim'].pk}/evidence", OWN_SIDE | AUDIT),
    "declare": Route(
        lambda t: f"/zh/workspace/rights/{t['deal'].patent.key}", frozenset({"grantor"}), frozenset({"grantor"})
    ),
    "listing-new": Route(lambda t: f"/zh/workspace/listings/new?patent={t['free'].key}", SIGNED_IN),
    "listing-edit": Route(lambda t: f"/zh/workspace/listings/{t['draft'].pk}/edit", OWN_SIDE),
    "listing-translate": Route(lambda t: f"/zh/workspace/listings/{t['draft'].pk}/translate", OWN_SIDE, OWN_SIDE),
    "listing-state": Route(lambda t: f"/zh/workspace/listings/{t['draft'].pk}/publish", None, frozenset({"grantor"})),
    "listing-matches": Route(lambda t: f"/zh/listings/{t['draft'].pk}/matches", OWN_SIDE | {"staff", "head"}),
    "need-new": Route(fixed("/zh/workspace/needs/new"), SIGNED_IN),
    "need-edit": Route(lambda t: f"/zh/workspace/needs/{t['hidden_need'].pk}/edit", frozenset({"poster"})),
    "need-translate": Route(lambda t: f"/zh/workspace/needs/{t['hidden_need'].pk}/translate", frozenset({"poster"})),
    "need-state": Route(lambda t: f"/zh/workspace/needs/{t['hidden_need'].pk}/post", None, frozenset({"poster"})),
    "need-matches": Route(lambda t: f"/zh/needs/{t['hidden_need'].pk}/matches", frozenset({"poster", "need_staff"})),
    "need-feedback": Route(
        lambda t: f"/zh/needs/{t['hidden_need'].pk}/feedback",
        None,
        frozenset({"poster"}),
        lambda t: {"patent": t["deal"].patent.key, "code": "price"},
    ),
    "deals": Route(fixed("/zh/deals"), ALL),
    "deal-new": Route(lambda t: f"/zh/deals/new?listing={t['published'].pk}", SIGNED_IN),
    "open-licence-take": Route(lambda t: f"/zh/listings/{t['published'].pk}/open-licence", SIGNED_IN),
    "deal": Route(lambda t: f"/zh/deals/{t['deal'].pk}", SIDES | AUDIT),
    "deal-terms": Route(lambda t: f"/zh/deals/{t['deal'].pk}/terms", frozenset({"grantor", "grantee"})),
    "deal-formalities": Route(lambda t: f"/zh/deals/{t['deal'].pk}/formalities", frozenset({"grantor", "grantee"})),
    "deal-contract": Route(
        lambda t: f"/zh/deals/{t['agreed'].pk}/contract.pdf", frozenset({"national", "agreed_side"})
    ),
    "deal-papers": Route(lambda t: f"/zh/deals/{t['deal'].pk}/papers", SIDES | AUDIT),
    "deal-paper": Route(
        lambda t: f"/zh/deals/{t['agreed'].pk}/papers/contract.docx", frozenset({"national", "agreed_side"})
    ),
    "deal-paper-bring": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/papers/signed", None, frozenset({"grantor", "grantee"})
    ),
    "deal-paper-signed": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/papers/signed/{t['signed_paper'].pk}.pdf", SIDES | AUDIT
    ),
    "deal-changes": Route(lambda t: f"/zh/deals/{t['deal'].pk}/changes", SIDES | AUDIT),
    "deal-amend": Route(lambda t: f"/zh/deals/{t['running'].pk}/amend", BOTH, BOTH),
    "deal-end": Route(lambda t: f"/zh/deals/{t['running'].pk}/end", BOTH, BOTH),
    "deal-change-act": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/changes/milestone", None, frozenset({"grantor", "grantee"})
    ),
    "offer-new": Route(lambda t: f"/zh/patents/{t['deal'].patent.key}/offer", frozenset({"grantor"})),
    "open-declaration": Route(lambda t: f"/zh/patents/{t['deal'].patent.key}/open-licence", frozenset({"grantor"})),
    "open-declaration-paper": Route(
        lambda t: f"/zh/patents/{t['deal'].patent.key}/open-licence/declaration.docx?upfront=1", frozenset({"grantor"})
    ),
    "open-declaration-withdraw": Route(
        lambda t: f"/zh/patents/{t['deal'].patent.key}/open-licence/withdraw", None, frozenset({"grantor"})
    ),
    "deal-act": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/say", None, frozenset({"grantor", "grantee"}), lambda _: {"text": "hello"}
    ),
    "consent": Route(
        lambda t: f"/zh/workspace/consents/{t['consent'].pk}",
        frozenset({"poster"}),
        frozenset({"poster"}),
        lambda _: {"answer": "give"},
    ),
    "deal-money": Route(lambda t: f"/zh/deals/{t['deal'].pk}/money", SIDES | AUDIT),
    "deal-issue": Route(lambda t: f"/zh/deals/{t['deal'].pk}/money/issue", None, frozenset({"grantor"})),
    "deal-statement-new": Route(lambda t: f"/zh/deals/{t['deal'].pk}/money/statements/new", frozenset({"grantee"})),
    "deal-statement": Route(lambda t: f"/zh/deals/{t['deal'].pk}/money/statements/{t['statement'].pk}", SIDES | AUDIT),
    "deal-statement-evidence": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/money/statements/{t['statement'].pk}/evidence", SIDES | AUDIT
    ),
    "deal-statement-act": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/money/statements/{t['statement'].pk}/question",
        None,
        frozenset({"grantor"}),
        lambda _: {"question": "How so, please?"},
    ),
    "deal-invoice-new": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/money/invoices/new", frozenset({"grantor", "grantee"})
    ),
    "deal-invoice": Route(lambda t: f"/zh/deals/{t['deal'].pk}/money/invoices/{t['invoice'].pk}", SIDES | AUDIT),
    "deal-invoice-cancel": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/money/invoices/{t['invoice'].pk}/cancel",
        None,
        frozenset({"grantor"}),
        lambda _: {"why": "mistake"},
    ),
    "deal-payment-new": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/money/invoices/{t['invoice'].pk}/pay", frozenset({"grantee"})
    ),
    "deal-payment": Route(lambda t: f"/zh/deals/{t['deal'].pk}/money/payments/{t['payment'].pk}", SIDES | AUDIT),
    "deal-payment-evidence": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/money/payments/{t['payment'].pk}/evidence", SIDES | AUDIT
    ),
    "deal-payment-act": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/money/payments/{t['payment'].pk}/deny",
        None,
        frozenset({"grantor"}),
        lambda _: {"why": "evidence"},
    ),
    "deal-sharing": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/money/sharing",
        OWN_SIDE,
        frozenset({"grantor"}),
        lambda _: {"inventors": "1/2", "department": "1/4", "institution": "1/4", "each": "A: 1"},
    ),
    "deal-sharing-evidence": Route(lambda t: f"/zh/deals/{t['deal'].pk}/money/sharing/evidence", OWN_SIDE),
    "deal-share-paid": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/money/shares/{t['share'].pk}/paid",
        None,
        frozenset({"grantor"}),
        lambda _: {"paid_on": timezone.localdate().isoformat()},
    ),
    "ledger": Route(lambda t: f"/zh/workspace/ledger?organisation={t['deal'].grantor_id}", OWN_SIDE),
    "ledger-csv": Route(lambda t: f"/zh/workspace/ledger.csv?organisation={t['deal'].grantor_id}", OWN_SIDE),
    "api:read_deal_money": Route(lambda t: f"/api/deals/{t['deal'].pk}/money", SIDES | AUDIT),
    "price-notices": Route(fixed("/zh/notices-of-price"), ALL),
    "price-notice": Route(lambda t: f"/zh/notices-of-price/{t['price_notice'].pk}", ALL, ALL),
    "price-notice-withdraw": Route(
        lambda t: f"/zh/notices-of-price/{t['price_notice'].pk}/withdraw", None, frozenset({"grantor"})
    ),
    "objection-decide": Route(
        lambda t: f"/zh/notices-of-price/objections/{t['objection'].pk}/decide",
        None,
        frozenset({"grantor"}),
        lambda _: {"answer": "reject", "decision": "核对无误"},
    ),
    "deal-price-notice": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/price-notice", frozenset({"grantor"}), frozenset({"grantor"})
    ),
    "auctions": Route(fixed("/zh/auctions"), ALL),
    "auction": Route(lambda t: f"/zh/auctions/{t['auction'].pk}", ALL),
    "auction-now": Route(lambda t: f"/zh/auctions/{t['auction'].pk}/now", ALL),
    "auction-new": Route(
        lambda t: f"/zh/listings/{t['draft'].pk}/auction", frozenset({"grantor"}), frozenset({"grantor"})
    ),
    "auction-edit": Route(
        lambda t: f"/zh/auctions/{t['auction_draft'].pk}/edit", frozenset({"grantor"}), frozenset({"grantor"})
    ),
    "auction-apply": Route(lambda t: f"/zh/auctions/{t['auction'].pk}/apply", SIGNED_IN, SIGNED_IN),
    "auction-bid": Route(lambda t: f"/zh/auctions/{t['auction'].pk}/bid", frozenset({"poster"}), frozenset({"poster"})),
    "auction-bidders": Route(lambda t: f"/zh/auctions/{t['auction'].pk}/bidders", AUDIT | {"grantor"}),
    "auction-evidence": Route(
        lambda t: f"/zh/auctions/{t['auction'].pk}/bidders/{t['bidder'].pk}/evidence", AUDIT | {"grantor"}
    ),
    "bidder-decide": Route(
        lambda t: f"/zh/auctions/{t['auction'].pk}/bidders/{t['applicant'].pk}/admit",
        None,
        frozenset({"staff", "head"}),
    ),
    "auction-act": Route(lambda t: f"/zh/auctions/{t['auction'].pk}/cancel", None, frozenset({"grantor"})),
    "deal-data-room": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/data-room", SIDES | AUDIT, frozenset({"grantor", "grantee"})
    ),
    "deal-agreement": Route(lambda t: f"/zh/deals/{t['deal'].pk}/data-room/agreement.txt", SIDES | AUDIT),
    "deal-room-act": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/data-room/withdraw", None, frozenset({"grantor", "grantee"})
    ),
    "deal-file": Route(lambda t: f"/zh/deals/{t['deal'].pk}/data-room/files/{t['room_file'].pk}", SIDES | AUDIT),
    "deal-file-remove": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/data-room/files/{t['room_file'].pk}/remove", None, frozenset({"grantor"})
    ),
    "deal-mandates": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/mandates", SIDES | AUDIT, frozenset({"grantor", "grantee"})
    ),
    "mandates": Route(fixed("/zh/workspace/mandates"), SIGNED_IN),
    "mandate-document": Route(
        lambda t: f"/zh/workspace/mandates/{t['mandate'].pk}/document", SIDES | {"staff", "head", "poster"}
    ),
    "mandate-act": Route(
        lambda t: f"/zh/workspace/mandates/{t['mandate'].pk}/end", None, frozenset({"grantor", "poster"})
    ),
    "deal-disputes": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/disputes", SIDES | AUDIT, frozenset({"grantor", "grantee"})
    ),
    "dispute-evidence": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/disputes/evidence/{t['dispute_evidence'].pk}", SIDES
    ),
    "dispute-act": Route(
        lambda t: f"/zh/deals/{t['deal'].pk}/disputes/{t['dispute_evidence'].complaint_id}/begin",
        None,
        frozenset({"staff", "head"}),
    ),
    "deal-receipt": Route(lambda t: f"/zh/deals/{t['deal'].pk}/receipt", SIDES | AUDIT),
    "deal-receipt-json": Route(lambda t: f"/zh/deals/{t['deal'].pk}/receipt.json", SIDES | AUDIT),
    "disputes": Route(fixed("/zh/center/disputes"), STAFF | {"national", "provincial", "other_provincial"}),
    "relations": Route(fixed("/zh/center/relations"), STAFF, STAFF),
    "relation-end": Route(
        lambda t: f"/zh/center/relations/{t['relation'].pk}/end",
        None,
        STAFF,
        lambda _: {"end": timezone.localdate().isoformat()},
    ),
    "checks": Route(fixed("/zh/center/checks"), STAFF),
    "organisation-checks": Route(
        lambda t: f"/zh/center/organisations/{t['deal'].grantor_id}/checks",
        frozenset({"org_staff"}),
        frozenset({"org_staff"}),
    ),
    "check-revoke": Route(lambda t: f"/zh/center/checks/{t['check'].pk}/revoke", None, frozenset({"staff", "head"})),
    "check-evidence": Route(
        lambda t: f"/zh/center/checks/{t['check'].pk}/evidence", OWN_SIDE | {"staff", "head", "org_staff"}
    ),
    "desk": Route(fixed("/zh/desk"), STAFF),
    "claim-decide": Route(lambda t: f"/zh/desk/claims/{t['claim'].pk}/verify", None, frozenset({"staff", "head"})),
    "visitor-new": Route(fixed("/zh/desk/visitors/new"), STAFF),
    "power-document": Route(lambda t: f"/zh/desk/powers/{t['asked'].pk}/document", frozenset({"staff", "head"})),
    "power-settle": Route(lambda t: f"/zh/desk/powers/{t['asked'].pk}/confirm", None, frozenset({"staff", "head"})),
    "organisation-verify": Route(
        lambda t: f"/zh/desk/organisations/{t['deal'].grantor_id}/verify", frozenset({"org_staff"})
    ),
    "register-extract": Route(fixed("/zh/desk/register/new"), STAFF),
    "pledge-new": Route(fixed("/zh/desk/pledges/new"), STAFF),
    "open-licence-new": Route(fixed("/zh/desk/open-licences/new"), SIGNED_IN),
    "tables": Route(fixed("/zh/center/import/"), STAFF | {"operator"}),
    "table-new": Route(fixed("/zh/center/import/new"), STAFF | {"operator"}, STAFF | {"operator"}),
    "table-template": Route(fixed("/zh/center/import/templates/listings.csv"), STAFF | {"operator"}),
    "past-deals": Route(fixed("/zh/center/import/past-deals"), STAFF | {"operator"}),
    "table": Route(lambda t: f"/zh/center/import/{t['table'].pk}", DESK_OF_TABLE),
    "table-columns": Route(lambda t: f"/zh/center/import/{t['table'].pk}/columns", DESK_OF_TABLE, DESK_OF_TABLE),
    "table-report": Route(lambda t: f"/zh/center/import/{t['table'].pk}/report.csv", DESK_OF_TABLE),
    "table-act": Route(lambda t: f"/zh/center/import/{t['table'].pk}/check", None, DESK_OF_TABLE),
    "table-remove": Route(lambda t: f"/zh/center/import/{t['table'].pk}/remove", None, DESK_OF_TABLE),
    "party-suggestions": Route(fixed("/zh/desk/parties"), STAFF | frozenset({"national", "operator"})),
    "party-decide": Route(
        fixed("/zh/desk/parties/decide"),
        None,
        STAFF | frozenset({"national", "operator"}),
        lambda t: {"left": t["names"][0], "right": t["names"][1], "same": "yes"},
    ),
    "party-withdraw": Route(
        lambda t: f"/zh/desk/parties/{t['decision'].pk}/withdraw", None, STAFF | frozenset({"national", "operator"})
    ),
    "party": Route(lambda t: f"/zh/parties/{t['names'][0]}", ALL),
    "notices": Route(fixed("/zh/workspace/notices"), SIGNED_IN),
    "notices-seen": Route(fixed("/zh/workspace/notices/seen"), None, SIGNED_IN),
    "valuation-new": Route(lambda t: f"/zh/patents/{t['free'].key}/valuation", SIGNED_IN, SIGNED_IN),
    "valuation": Route(lambda t: f"/zh/valuations/{t['valuation'].pk}", SIDES),
    "valuation-pdf": Route(lambda t: f"/zh/valuations/{t['valuation'].pk}/report.pdf", SIDES),
    "valuation-share": Route(
        lambda t: f"/zh/valuations/{t['valuation'].pk}/share",
        None,
        frozenset({"grantor"}),
        lambda _: {"shared": "no"},
    ),
    "flags": Route(fixed("/zh/center/flags"), STAFF | frozenset({"provincial", "other_provincial", "national"})),
    "flag-decide": Route(
        lambda t: f"/zh/center/flags/{t['flag'].pk}",
        None,
        frozenset({"staff", "head"}),
        lambda _: {"verdict": "explained", "note": "looked at"},
    ),
    "notice-seen": Route(lambda t: f"/zh/workspace/notices/{t['notice'].pk}/seen", None, OWN_SIDE),
    "registrar": Route(fixed("/zh/registrar"), ADMINS),
    "centers-office": Route(fixed("/zh/registrar/centers"), frozenset({"national", "operator"})),
    "center-new": Route(
        fixed("/zh/registrar/centers/new"),
        frozenset({"national", "operator"}),
        frozenset({"national", "operator"}),
        lambda _: {"key": "new", "name_zh": "新", "name_en": "New", "province": "65", "city_zh": "城", "city_en": "C"},
    ),
    "post-new": Route(
        lambda t: f"/zh/registrar/posts/new?center={t['claim'].center_id}",
        frozenset({"national", "operator", "head"}),
        frozenset({"national", "operator", "head"}),
        lambda t: {"email": "attorney@test.invalid", "center": t["claim"].center_id, "role": "staff"},
    ),
    "post-end": Route(
        lambda t: f"/zh/registrar/posts/{t['post'].pk}/end", None, frozenset({"national", "operator", "head"})
    ),
    "office-new": Route(
        fixed("/zh/registrar/offices/new"),
        frozenset({"operator"}),
        frozenset({"operator"}),
        lambda _: {"email": "attorney@test.invalid", "kind": "expert"},
    ),
    "office-end": Route(lambda t: f"/zh/registrar/offices/{t['office'].pk}/end", None, frozenset({"operator"})),
    "imports": Route(fixed("/zh/registrar/imports"), frozenset({"national", "operator"})),
    "quarantine": Route(fixed("/zh/registrar/quarantine"), frozenset({"national", "operator"})),
    "journal": Route(fixed("/zh/registrar/journal"), ADMINS | STAFF),
    "audit": Route(fixed("/zh/registrar/deals"), frozenset({"national", "provincial", "other_provincial"})),
    "api:search_patents": Route(fixed("/api/patents?q=battery"), ALL),
    "api:read_patent": Route(lambda t: f"/api/patents/{t['deal'].patent.key}", ALL),
    "api:read_rights": Route(lambda t: f"/api/patents/{t['deal'].patent.key}/rights", ALL),
    "law-rules": Route(fixed("/zh/law/rules/US"), ALL),
    "status-codes": Route(fixed("/zh/law/status-codes?office=EP"), ALL),
    "api:read_formats": Route(fixed("/api/formats"), ALL),
    "api:read_events": Route(lambda t: f"/api/patents/{t['deal'].patent.key}/events", ALL),
    "api:read_status": Route(lambda t: f"/api/patents/{t['deal'].patent.key}/status?on=2020-01-01", ALL),
    "api:read_family": Route(lambda t: f"/api/patents/{t['deal'].patent.key}/family", ALL),
    "api:read_citations": Route(lambda t: f"/api/patents/{t['deal'].patent.key}/citations", ALL),
    "api:read_title_chain": Route(lambda t: f"/api/patents/{t['deal'].patent.key}/title-chain", ALL),
    "api:read_versions": Route(lambda t: f"/api/patents/{t['deal'].patent.key}/versions", ALL),
    "api:read_version": Route(lambda t: f"/api/patents/{t['deal'].patent.key}/versions/1", ALL),
    "api:read_st96": Route(lambda t: f"/api/patents/{t['deal'].patent.key}/st96", ALL),
    "api:rights_schema": Route(fixed("/api/rights/schema"), ALL),
    "api:decide_rights": Route(fixed("/api/rights/decide"), None, ALL),
    "api:read_listing": Route(lambda t: f"/api/listings/{t['draft'].pk}", OWN_SIDE | AUDIT),
    "api:read_need": Route(
        lambda t: f"/api/needs/{t['hidden_need'].pk}", frozenset({"poster", "need_staff", "national"})
    ),
    "api:match_need": Route(lambda t: f"/api/needs/{t['hidden_need'].pk}/matches", frozenset({"poster", "need_staff"})),
    "api:openapi-json": Route(fixed("/api/openapi.json"), ALL),
    "api-docs": Route(fixed("/api/docs"), ALL),
    "favicon": Route(fixed("/favicon.ico"), ALL),
    "robots": Route(fixed("/robots.txt"), ALL),
    "api:api-root": Route(fixed("/api/"), frozenset()),
}


for area in AREAS:
    assert not ROUTES.keys() & area.ROUTES.keys()
    ROUTES |= area.ROUTES


def _names(resolver: URLResolver, prefix: str = "") -> set[str]:
    found = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.add(prefix + (pattern.name or str(pattern.pattern)))
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else prefix
            found |= _names(pattern, inner)
    return found


def test_every_address_is_in_the_table(world):
    assert _names(get_resolver()) == set(ROUTES)


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker):
    """The things of this module, made once; each test, and the module, takes its own changes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _things(World())
        transaction.set_rollback(True)


@pytest.fixture
def things(db, made_once):
    return made_once


def _things(world):
    """One of everything that has an owner, and someone in every role towards it."""
    from patentfair.apps.accounts.actions import record_authorisation
    from patentfair.apps.centers.actions import serve_visitor
    from patentfair.apps.centers.queries import actor_of
    from patentfair.apps.market.actions.listings import pause_listing
    from patentfair.apps.registry.models import Patent
    from patentfair.apps.rights.actions import claim_ownership

    deal = (
        Deal.objects.filter(state="negotiation", sheets__number=1)
        .select_related("grantor", "grantee", "center", "patent")
        .order_by("pk")
        .first()
    )
    grantor = world.actor_for(deal.grantor)
    draft = Listing.objects.filter(organisation=deal.grantor, state="published").order_by("pk").first()
    pause_listing(actor=grantor, listing=draft, reason="test")
    taken = {deal.grantor_id, deal.grantee_id}
    hidden_need = Need.objects.filter(state="draft").exclude(organisation__in=taken).order_by("pk").first()
    taken.add(hidden_need.organisation_id)
    outside = Organisation.objects.exclude(pk__in=taken).filter(kind="company").order_by("pk").first()
    published = Listing.objects.filter(state="published").exclude(organisation=deal.grantor).order_by("-pk").first()
    evidence = store(Path(settings.FILES_ROOT), [b"%PDF-1.7 evidence"])
    free = Patent.objects.filter(claims=None, office="CN").first()
    claim = claim_ownership(
        actor=grantor, organisation=deal.grantor, patent=free, evidence_name="a.pdf", evidence_sha256=evidence
    )
    Deal.objects.filter(pk=deal.pk).update(center=claim.center)
    deal.refresh_from_db()
    Listing.objects.filter(pk=draft.pk).update(center=claim.center)
    agreed = Deal.objects.exclude(agreed_sheet=None).exclude(grantor=deal.grantor).exclude(grantee__in=taken).first()
    users: dict[str, User | None] = {"visitor": None}
    for role, organisation in (
        ("outsider", outside), ("grantor", deal.grantor), ("grantee", deal.grantee),
        ("poster", hidden_need.organisation),
    ):  # fmt: skip
        users[role] = world.user_for(organisation)
    users["member"] = world.make_user("member")
    Membership.objects.create(user=users["member"], organisation=deal.grantor, role="member")
    users["staff"] = world.make_user("staff")
    users["staff"].posts.create(center=claim.center, role="staff")
    users["head"] = world.make_user("head")
    users["head"].posts.create(center=claim.center, role="head")
    other_center = type(claim.center).objects.exclude(province__in=[claim.center.province, hidden_need.center.province])
    users["other_staff"] = world.make_user("other-staff")
    users["other_staff"].posts.create(center=other_center.filter(is_national=False).first(), role="staff")
    for role, province in (("provincial", claim.center.province), ("other_provincial", "65")):
        users[role] = world.make_user(role.replace("_", "-"))
        Office.objects.create(user=users[role], kind="provincial_admin", province=province)
    for role, name in (("national", "zhan-yuheng"), ("expert", "zhong-liming"), ("operator", "yu-tinglan")):
        users[role] = world.user(name)
    authorisation = record_authorisation(
        actor=grantor,
        organisation=deal.grantor,
        representative=world.make_user("attorney"),
        scope="manage",
        valid_from=timezone.localdate(),
        valid_until=None,
        document_name="power.pdf",
        document_sha256="1" * 64,
    )
    asker = world.make_user("asker")
    post = asker.posts.create(center=claim.center, role="staff")
    asked = serve_visitor(
        actor=actor_of(asker, timezone.localdate()),
        representative=asker,
        visitor={"kind": "person", "name_zh": "来访者", "province": claim.center.province},
        scopes=["manage"],
        valid_from=timezone.localdate(),
        valid_until=None,
        document_name="signed.pdf",
        document_sha256=evidence,
    )[0]
    office = Office.objects.create(user=asker, kind="expert")
    consent = Consent.objects.create(
        deal=deal,
        organisation=hidden_need.organisation,
        rule="R-CN-40",
        sheet_hash=deal.sheets.first().hash,
        asked_at=timezone.now(),
    )
    need_center = hidden_need.center_id
    centers = {
        role: set(user.posts.values_list("center_id", flat=True)) if user else set() for role, user in users.items()
    }
    made = {
        "deal": deal, "draft": draft, "hidden_need": hidden_need, "claim": claim, "published": published,
        "free": free, "agreed": agreed, "table": _table(claim.center, users["staff"]),
        "authorisation": authorisation, "asked": asked, "post": post, "office": office,
        "consent": consent, "users": users, "valuation": _valuation(deal, grantor), "flag": _flag(deal),
        **_auction(draft, free, evidence, admitted=hidden_need.organisation, waiting=outside), **_price_notice(deal),
        **_money_of(deal, evidence), **_names_of_parties(actor_of(users["head"], timezone.localdate())),
        "notice": _notice(draft),
        **_running(deal, evidence),
        **_trust(deal, grantor, hidden_need.organisation, actor_of(users["head"], timezone.localdate()), evidence),
        "need_staff": {role for role, ids in centers.items() if need_center in ids}
        | ({"provincial"} if hidden_need.center.province == claim.center.province else set()),
        "org_staff": {
            role for role, user in users.items()
            if user and user.posts.filter(center__province=deal.grantor.province).exists()
        },
        "need_desk": {role for role, ids in centers.items() if need_center in ids},
        "agreed_side": {
            role for role, user in users.items()
            if user and (
                user.memberships.filter(organisation__in=[agreed.grantor_id, agreed.grantee_id]).exists()
                or user.posts.filter(center=agreed.center_id).exists()
                or user.offices.filter(kind="provincial_admin", province=agreed.center.province).exists()
            )
        },
    }  # fmt: skip
    for area in AREAS:
        made |= area.things(made)
    return made


def _running(deal, evidence):
    """A deal in force between the same two, and a signed paper of the other deal."""
    sheet = deal.sheets.first()
    running = Deal.objects.create(
        patent=deal.patent, grantor=deal.grantor, grantee=deal.grantee, center=deal.center, kind="ordinary",
        state="in_force", last_side="grantor", opened_at=timezone.now(), answer_due=timezone.now(),
    )  # fmt: skip
    running.agreed_sheet = TermSheet.objects.create(
        deal=running, number=1, terms=sheet.terms, hash=sheet.hash, side="grantor", at=timezone.now()
    )
    running.save()
    signed_paper = SignedPaper.objects.create(
        deal=deal, side="grantor", name="signed.pdf", sha256=evidence, is_our_paper=False, brought_at=timezone.now()
    )
    return {"running": running, "signed_paper": signed_paper}


def _auction(listing, free, evidence, *, admitted, waiting):
    """An auction that is announced, of a draft listing of the same owner one that is not, and two who want to bid."""
    from datetime import timedelta

    from patentfair.apps.market.models import Auction, Bidder
    from patentfair.domain.kernel.canonical import canonical_json
    from patentfair.domain.market.terms import DealKind, Terms, terms_hash

    now = timezone.now()
    terms = Terms(kind=DealKind.ORDINARY, patents=(listing.patent.key,), start=timezone.localdate())
    values = {
        "center": listing.center, "kind": "sealed", "terms": canonical_json(terms).decode(),
        "terms_hash": terms_hash(terms), "starting_price": 100, "reserve": 100, "increment": 1, "deposit": 10,
        "opens_at": now + timedelta(days=1), "closes_at": now + timedelta(days=2),
        "latest_close": now + timedelta(days=2),
    }  # fmt: skip
    listing.refresh_from_db()
    values["center"] = listing.center
    other = Listing.objects.create(
        organisation=listing.organisation, patent=free, center=listing.center, price_mode="negotiable", language="zh",
        title="另一项", plain="说明", created_at=now,
    )  # fmt: skip
    auction = Auction.objects.create(listing=listing, state="announced", announced_at=now, **values)
    return {
        "auction": auction,
        "auction_draft": Auction.objects.create(listing=other, **values),
        "bidder": Bidder.objects.create(
            auction=auction, organisation=admitted, state="admitted", deposit="held", deposit_evidence=evidence,
            applied_at=now,
        ),
        "applicant": Bidder.objects.create(auction=auction, organisation=waiting, applied_at=now),
    }  # fmt: skip


def _price_notice(deal):
    """A notice of the grantor's price that is up, and an objection to it."""
    from datetime import timedelta

    from patentfair.apps.market.models import Objection, PriceNotice

    today, now = timezone.localdate(), timezone.now()
    notice = PriceNotice.objects.create(
        deal=deal, organisation=deal.grantor, sheet_hash=deal.sheets.first().hash, result_zh="一种阀",
        price='{"zh":"入门费1元","en":"upfront fee CNY 1"}', start=today, end=today + timedelta(days=16),
        contact="办公室", published_at=now,
    )  # fmt: skip
    objection = Objection.objects.create(notice=notice, name="某人", contact="x", text="不合理", made_at=now)
    return {"price_notice": notice, "objection": objection}


def _names_of_parties(actor):
    """Names in the register, two of them decided to be one party."""
    from patentfair.apps.registry.actions.parties import decide_party
    from patentfair.apps.registry.models import PatentParty

    names = sorted(set(PatentParty.objects.filter(role="applicant").values_list("name_key", flat=True)))[:4]
    return {"names": names, "decision": decide_party(actor=actor, left=names[2], right=names[3], same=True)}


def _money_of(deal, evidence):
    """A statement, an invoice on it, a payment of it and a share of that, on a deal that need not be so far."""
    from patentfair.apps.market import models

    today, now = timezone.localdate(), timezone.now()
    statement = models.RoyaltyStatement.objects.create(
        deal=deal, start=today.replace(year=today.year - 1, day=1), end=today.replace(day=1), base=1, amount=1,
        currency="CNY", evidence_sha256=evidence, stated_at=now,
    )  # fmt: skip
    invoice = models.Invoice.objects.create(
        deal=deal, number="1-R", creditor=deal.grantor, debtor=deal.grantee, reason="royalty", amount=1,
        currency="CNY", issued_on=today, due_on=today,
    )  # fmt: skip
    payment = models.Payment.objects.create(
        invoice=invoice, amount=1, paid_on=today, evidence_name="a.pdf", evidence_sha256=evidence, stated_at=now
    )
    models.SharingPlan.objects.create(
        deal=deal, shares={"inventors": "1/2", "department": "1/4", "institution": "1/4"}, inventors={"A": "1"},
        evidence_sha256=evidence, decided_at=now,
    )  # fmt: skip
    share = models.IncomeShare.objects.create(
        payment=payment, beneficiary="inventor", name="A", amount=1, currency="CNY"
    )
    return {"statement": statement, "invoice": invoice, "payment": payment, "share": share}


def _trust(deal, grantor, helper, desk, sha256):
    """What stands in the deal's data room, who was asked to help, a dispute, a check and a relation."""
    from patentfair.apps.market.actions import checks, data_rooms, disputes, mandates
    from patentfair.apps.market.models import OrganisationCheck

    data_rooms.propose_non_disclosure(actor=grantor, deal=deal, is_mutual=True)
    file = data_rooms.put_file(actor=grantor, deal=deal, name="a.pdf", sha256=sha256, size=17, stage="talks")
    mandate = mandates.give_mandate(
        actor=grantor, deal=deal, organisation=helper, role="broker", what="Find a buyer", document_sha256=sha256
    )
    complaint = disputes.open_complaint(actor=grantor, deal=deal, about="other", text="Something went wrong.")
    others = Organisation.objects.exclude(pk__in=[deal.grantor_id, deal.grantee_id, helper.pk]).order_by("pk")
    return {
        "room_file": file,
        "mandate": mandate,
        "dispute_evidence": disputes.put_evidence(actor=grantor, complaint=complaint, name="b.pdf", sha256=sha256),
        "relation": checks.add_relation(
            actor=desk, first=others[0], second=others[1], kind="controls", source="Company register"
        ),
        "check": OrganisationCheck.objects.create(
            organisation=deal.grantor,
            what="existence",
            center=deal.center,
            evidence_name="c.pdf",
            evidence_sha256=sha256,
            checked_at=timezone.now(),
        ),
    }


def _valuation(deal, actor):
    """A valuation of the grantor's, shown to the other side."""
    from patentfair.apps.market.actions.valuations import make_valuation, share_valuation
    from patentfair.apps.market.valuing import MoneyInputs

    made = make_valuation(
        actor=actor, organisation=deal.grantor, patent=deal.patent, weights={}, scores={}, reasons={},
        money=MoneyInputs(),
    )  # fmt: skip
    share_valuation(actor=actor, valuation=made, shared=True)
    return made


def _flag(deal):
    """Something for the staff of the deal's center to look at."""
    from patentfair.apps.market.models import DealFlag

    return DealFlag.objects.create(
        deal=deal,
        code="zero_price",
        digest="0" * 64,
        raised_at=timezone.now(),
        facts={"objects": [f"deal:{deal.pk}"], "facts": {}, "why": {"zh": "无对价。", "en": "For nothing."}},
    )


def _notice(listing):
    """What the owner of a listing is told."""
    from patentfair.apps.notices.models import Notice

    return Notice.objects.create(
        organisation=listing.organisation,
        position=1,
        code="listing.paused",
        object=f"listing:{listing.pk}",
        at=timezone.now(),
        facts={"listing": listing.pk, "patent": "CN1", "title": {"zh": "阀", "en": "Valve"}, "status": "lapsed"},
    )


def _table(center, user):
    """A table of an older portal, uploaded at the center and mapped by its header."""
    from patentfair.apps.centers.queries import actor_of
    from patentfair.apps.ingest.tables import is_table, upload_table

    data = "专利号,标题,技术说明\nCN999999999B,名称,说明\n".encode()
    return upload_table(
        actor=actor_of(user, timezone.localdate()),
        center=center,
        template="listings",
        origin="旧平台",
        file_name="a.csv",
        file_sha256=store(Path(settings.FILES_ROOT), [data], accepts=is_table),
    )


COUNTED = (Entry, TableImport, Deal, Listing, Need, Message, TermSheet, Signature, Grant, Interest, Encumbrance,
           OwnershipClaim, MatchFeedback, Organisation, User, Consent, BookEntry, Invoice, Payment)  # fmt: skip


def _state() -> tuple[object, ...]:
    consents = tuple(Consent.objects.order_by("pk").values_list("state", flat=True))
    counted = (*COUNTED, *(model for area in AREAS for model in area.COUNTED))
    return (*(model.objects.count() for model in counted), consents)


def _allowed(route_set: frozenset | None, things: dict, name: str) -> set[str]:
    allowed = set(route_set or ())
    if "need_staff" in allowed:
        allowed |= things["need_desk" if name.endswith("matches") or name == "api:match_need" else "need_staff"]
    if "org_staff" in allowed:
        allowed |= things["org_staff"]
    if "agreed_side" in allowed:
        allowed |= things["agreed_side"]
    return allowed & ALL


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_route(things, name):
    route = ROUTES[name]
    path = route.path(things)
    problems = []
    for role in ROLES:
        for method, who in (("GET", route.may), ("POST", route.act)):
            if who is None:
                continue
            client = Client(REMOTE_ADDR="127.0.0.1")
            if things["users"][role]:
                client.force_login(things["users"][role])
            before = _state()
            sid = transaction.savepoint()
            response = client.get(path) if method == "GET" else client.post(path, route.data(things))
            if role in _allowed(who, things, name):
                if response.status_code in (403, 404, 405, 500) or "sign-in" in response.get("Location", ""):
                    problems.append(f"{role} {method} {path}: {response.status_code}, should get through")
            else:
                if response.status_code not in (403, 404) and "/sign-in" not in response.get("Location", ""):
                    problems.append(f"{role} {method} {path}: {response.status_code}, should be refused")
                if _state() != before:
                    problems.append(f"{role} {method} {path}: refused, and yet something happened")
            transaction.savepoint_rollback(sid)
    assert not problems, "\n".join(problems)


def test_methods_not_offered_do_nothing(things):
    for name, route in ROUTES.items():
        if route.may is None and not name.startswith("api"):
            client = Client()
            client.force_login(things["users"]["grantor"])
            before = _state()
            assert client.get(route.path(things)).status_code == 405, name
            assert _state() == before
    assert connection.vendor in ("sqlite", "postgresql")
