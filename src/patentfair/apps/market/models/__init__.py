"""Listings, needs, deals and what belongs to them, by subject."""

from __future__ import annotations

from patentfair.apps.market.models.auctions import Auction, Bid, Bidder, Objection, PriceNotice
from patentfair.apps.market.models.deals import (
    Acceptance,
    Amendment,
    Consent,
    Deal,
    DealPatent,
    Message,
    RightsCheck,
    Signature,
    SignedPaper,
    Termination,
    TermSheet,
)
from patentfair.apps.market.models.history import PastDeal
from patentfair.apps.market.models.listings import Listing, Need, Publication
from patentfair.apps.market.models.money import (
    BookEntry,
    IncomeShare,
    Invoice,
    Payment,
    Posting,
    RoyaltyStatement,
    SharingPlan,
)
from patentfair.apps.market.models.rooms import NonDisclosure, RoomFile, RoomView
from patentfair.apps.market.models.trust import (
    Complaint,
    DealFlag,
    DisputeEvidence,
    Mandate,
    MediationStep,
    OrganisationCheck,
    Relation,
    Reminder,
)
from patentfair.apps.market.models.valuations import Valuation

__all__ = [
    "Acceptance",
    "Amendment",
    "Auction",
    "Bid",
    "Bidder",
    "BookEntry",
    "Complaint",
    "Consent",
    "Deal",
    "DealFlag",
    "DealPatent",
    "DisputeEvidence",
    "IncomeShare",
    "Invoice",
    "Listing",
    "Mandate",
    "MediationStep",
    "Message",
    "Need",
    "NonDisclosure",
    "Objection",
    "OrganisationCheck",
    "PastDeal",
    "Payment",
    "Posting",
    "PriceNotice",
    "Publication",
    "Relation",
    "Reminder",
    "RightsCheck",
    "RoomFile",
    "RoomView",
    "RoyaltyStatement",
    "SharingPlan",
    "Signature",
    "SignedPaper",
    "TermSheet",
    "Termination",
    "Valuation",
]
