"""Addresses that programs read; they name no language and never change."""

from django.urls import path

from patentfair.web.network import feed

urlpatterns = [
    path(".well-known/patentfair.json", feed.well_known, name="feed-card"),
    path("network/feed.json", feed.page, name="feed-page"),
    path("network/entries/<slug:kind>/<int:pk>", feed.entry, name="feed-entry"),
    path("network/index/<int:pk>.jsonld", feed.index_entry, name="network-entry-json"),
]
