"""Addresses of experience reports."""

from __future__ import annotations

from django.urls import path

from patentfair.web.experience import desk, public

urlpatterns = [
    path("experience/reports/<int:pk>", public.report, name="report"),
    path("experience/reports/<int:pk>/adopt", public.adopt, name="report-adopt"),
    path("experience/reports/<int:pk>/names", public.names, name="report-names"),
    path("experience/adoptions/<int:pk>", public.reuse, name="adoption-reuse"),
    path("center/experience", desk.board, name="reports"),
    path("center/experience/new", desk.new, name="report-new"),
    path("center/experience/<int:pk>", desk.edit, name="report-edit"),
    path("center/experience/<int:pk>/<slug:act>", desk.act, name="report-act"),
]
