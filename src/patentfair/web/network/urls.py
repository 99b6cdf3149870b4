"""Addresses of the network of installations."""

from __future__ import annotations

from django.urls import path

from patentfair.web.network import embed, index, peers

urlpatterns = [
    path("network", index.network, name="network"),
    path("network/news.atom", index.network_atom, name="network-atom"),
    path("network/<int:pk>", index.network_entry, name="network-entry"),
    path("embed/listing/<int:pk>", embed.embed_listing, name="embed-listing"),
    path("embed/search/<slug:key>", embed.embed_search, name="embed-search"),
    path("embed/hall/<slug:key>", embed.embed_hall, name="embed-hall"),
    path("center/embedding", embed.embedding, name="embedding"),
    path("center/embedding/<int:pk>/end", embed.embed_end, name="embed-end"),
    path("registrar/peers", peers.peers, name="peers"),
    path("registrar/peers/new", peers.peer_new, name="peer-new"),
    path("registrar/peers/<int:pk>", peers.peer, name="peer"),
    path("registrar/peers/<int:pk>/<slug:act>", peers.peer_act, name="peer-act"),
]
