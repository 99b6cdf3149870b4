"""Addresses of halls and exhibits."""

from __future__ import annotations

from django.urls import path

from patentfair.web.exhibition import arranging, cards, halls, printing

urlpatterns = [
    path("halls", halls.halls, name="halls"),
    path("halls/<slug:key>", halls.hall, name="hall"),
    path("halls/<slug:key>/kiosk", halls.kiosk, name="hall-kiosk"),
    path("halls/<slug:key>/catalogue.pdf", printing.catalogue, name="hall-catalogue"),
    path("halls/<slug:key>/labels.pdf", printing.labels, name="hall-labels"),
    path("halls/<slug:key>/<int:number>", halls.exhibit, name="exhibit"),
    path("halls/<slug:key>/<int:number>/poster.pdf", printing.poster, name="exhibit-poster"),
    path("center/halls", arranging.mine, name="halls-mine"),
    path("center/halls/new", arranging.new, name="hall-new"),
    path("center/halls/<int:pk>", arranging.arrange, name="hall-arrange"),
    path("center/halls/<int:pk>/edit", arranging.edit, name="hall-edit"),
    path("center/halls/<int:pk>/add", arranging.add, name="hall-add"),
    path("center/halls/<int:pk>/cards", arranging.cards, name="hall-cards"),
    path("center/halls/<int:pk>/trace", arranging.trace, name="hall-trace"),
    path("center/halls/<int:pk>/<str:act>", arranging.act, name="hall-act"),
    path("center/exhibits/<int:pk>", cards.card, name="exhibit-card"),
    path("center/exhibits/<int:pk>/translate", cards.translate, name="exhibit-translate"),
    path("center/exhibits/<int:pk>/pictures", cards.pictures, name="exhibit-pictures"),
    path("center/exhibits/<int:pk>/<str:act>", arranging.exhibit_act, name="exhibit-act"),
    path("center/pictures/<int:pk>/remove", cards.picture_remove, name="exhibit-picture-remove"),
    path("workspace/exhibits", arranging.workspace_trace, name="exhibits-mine"),
]
