"""Addresses of the workspace: what people do for their organisation."""

from django.urls import path

from patentfair.web.workspace import listings, needs, notices, organisations, valuations

urlpatterns = [
    path("workspace", organisations.workspace, name="workspace"),
    path("workspace/notices", notices.notices, name="notices"),
    path("workspace/notices/seen", notices.all_seen, name="notices-seen"),
    path("workspace/notices/<int:pk>/seen", organisations.notice_seen, name="notice-seen"),
    path("workspace/organisations/new", organisations.new, name="organisation-new"),
    path("workspace/organisations/<int:pk>", organisations.organisation, name="organisation"),
    path("workspace/organisations/<int:pk>/authorise", organisations.authorise, name="authorise"),
    path("workspace/authorisations/<int:pk>/revoke", organisations.revoke, name="authorisation-revoke"),
    path("workspace/claims/new", organisations.claim_new, name="claim-new"),
    path("workspace/claims/<int:pk>", organisations.claim, name="claim"),
    path("workspace/claims/<int:pk>/evidence", organisations.evidence, name="claim-evidence"),
    path("patents/<str:number>/valuation", valuations.value, name="valuation-new"),
    path("valuations/<int:pk>", valuations.report, name="valuation"),
    path("valuations/<int:pk>/report.pdf", valuations.report_pdf, name="valuation-pdf"),
    path("valuations/<int:pk>/share", valuations.share, name="valuation-share"),
    path("workspace/rights/<str:number>", organisations.declare, name="declare"),
    path("workspace/listings/new", listings.new, name="listing-new"),
    path("workspace/listings/<int:pk>/edit", listings.edit, name="listing-edit"),
    path("workspace/listings/<int:pk>/translate", listings.translate, name="listing-translate"),
    path("workspace/listings/<int:pk>/<str:act>", listings.change_state, name="listing-state"),
    path("listings/<int:pk>/matches", listings.matches, name="listing-matches"),
    path("workspace/needs/new", needs.new, name="need-new"),
    path("workspace/needs/<int:pk>/edit", needs.edit, name="need-edit"),
    path("workspace/needs/<int:pk>/translate", needs.translate, name="need-translate"),
    path("workspace/needs/<int:pk>/<str:act>", needs.change_state, name="need-state"),
    path("needs/<int:pk>/matches", needs.matches, name="need-matches"),
    path("needs/<int:pk>/feedback", needs.feedback, name="need-feedback"),
]
