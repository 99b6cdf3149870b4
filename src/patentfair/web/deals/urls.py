"""Addresses of deals: the room of a deal, and what belongs to it."""

from django.urls import path

from patentfair.web.deals import changes, deal, open_licences, opening, papers, terms

urlpatterns = [
    path("deals", deal.deals, name="deals"),
    path("deals/new", opening.new, name="deal-new"),
    path("deals/<int:pk>", deal.room, name="deal"),
    path("deals/<int:pk>/terms", terms.terms, name="deal-terms"),
    path("patents/<str:number>/offer", opening.offer, name="offer-new"),
    path("deals/<int:pk>/changes", changes.changes, name="deal-changes"),
    path("deals/<int:pk>/amend", changes.amend, name="deal-amend"),
    path("deals/<int:pk>/end", changes.end, name="deal-end"),
    path("deals/<int:pk>/changes/<str:act>", changes.act, name="deal-change-act"),
    path("deals/<int:pk>/formalities", deal.formalities, name="deal-formalities"),
    path("deals/<int:pk>/contract.pdf", papers.contract, name="deal-contract"),
    path("listings/<int:pk>/open-licence", open_licences.take, name="open-licence-take"),
    path("workspace/consents/<int:pk>", deal.consent, name="consent"),
    # The acts come last: any other word after the number is one of them.
    path("deals/<int:pk>/<str:act>", deal.act, name="deal-act"),
]
