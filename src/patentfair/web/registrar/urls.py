"""Addresses of the back office."""

from django.urls import path

from patentfair.web.registrar import office, people

urlpatterns = [
    path("registrar", office.overview, name="registrar"),
    path("registrar/imports", office.imports, name="imports"),
    path("registrar/quarantine", office.quarantine, name="quarantine"),
    path("registrar/journal", office.journal, name="journal"),
    path("registrar/centers", people.centers, name="centers-office"),
    path("registrar/centers/new", people.center_new, name="center-new"),
    path("registrar/posts/new", people.post_new, name="post-new"),
    path("registrar/posts/<int:pk>/end", people.post_end, name="post-end"),
    path("registrar/offices/new", people.office_new, name="office-new"),
    path("registrar/offices/<int:pk>/end", people.office_end, name="office-end"),
    path("registrar/deals", office.audit, name="audit"),
]
