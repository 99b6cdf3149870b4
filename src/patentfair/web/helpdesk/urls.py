"""Addresses of the help desk."""

from __future__ import annotations

from django.urls import path

from patentfair.web.helpdesk import complaints, desk, public, service

urlpatterns = [
    path("help/ask", public.ask, name="case-new"),
    path("help/follow", public.follow, name="case-follow"),
    path("help/cases/<int:pk>", public.case, name="case"),
    path("help/cases/<int:pk>/files/<int:number>", public.file, name="case-file"),
    path("help/cases/<int:pk>/<slug:act>", public.act, name="case-act"),
    path("centers/<slug:key>/help", service.center_help, name="center-help"),
    path("center/cases", desk.board, name="cases"),
    path("center/cases/<int:pk>", desk.case, name="case-desk"),
    path("center/cases/<int:pk>/files/<int:number>", desk.file, name="case-desk-file"),
    path("center/cases/<int:pk>/<slug:act>", desk.act, name="case-desk-act"),
    path("center/hours", service.hours, name="service-hours"),
    path("center/hours/<int:pk>/take-back", service.take_back, name="service-hours-take-back"),
    path("center/trainings", service.trainings, name="trainings"),
    path("center/trainings/<int:pk>", service.training, name="training"),
    path("center/trainings/attendances/<int:pk>/confirm", service.confirm, name="attendance-confirm"),
    path("center/complaints", complaints.board, name="complaints"),
    path("center/complaints/<int:pk>", complaints.case, name="complaint"),
    path("center/complaints/<int:pk>/files/<int:number>", complaints.file, name="complaint-file"),
    path("center/complaints/<int:pk>/<slug:act>", complaints.act, name="complaint-act"),
]
