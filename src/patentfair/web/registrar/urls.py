"""Addresses of the back office."""

from django.urls import path

from patentfair.web.registrar import office

urlpatterns = [
    path("registrar", office.overview, name="registrar"),
    path("registrar/imports", office.imports, name="imports"),
    path("registrar/quarantine", office.quarantine, name="quarantine"),
    path("registrar/journal", office.journal, name="journal"),
    path("registrar/deals", office.audit, name="audit"),
]
