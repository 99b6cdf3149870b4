"""Addresses of the workspace: what people do for their organisation."""

from django.urls import path

from patentfair.web.workspace import listings, needs, organisations

urlpatterns = [
    path("workspace", organisations.workspace, name="workspace"),
    path("workspace/notices/<int:pk>/seen", organisations.notice_seen, name="notice-seen"),
    path("workspace/organisations/new", organisations.new, name="organisation-new"),
    path("workspace/organisations/<int:pk>", organisations.organisation, name="organisation"),
    path("workspace/organisations/<int:pk>/authorise", organisations.authorise, name="authorise"),
    path("workspace/authorisations/<int:pk>/revoke", organisations.revoke, name="authorisation-revoke"),
    path("workspace/claims/new", organisations.claim_new, name="claim-new"),
    path("workspace/claims/<int:pk>", organisations.claim, name="claim"),
    path("workspace/claims/<int:pk>/evidence", organisations.evidence, name="claim-evidence"),
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
