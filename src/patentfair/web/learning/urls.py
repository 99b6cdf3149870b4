"""Addresses of lessons and quizzes."""

from __future__ import annotations

from django.urls import path

from patentfair.web.learning import reading, writing

urlpatterns = [
    path("learn", reading.learn, name="learn"),
    path("learn/sittings/<slug:code>", reading.sitting, name="sitting"),
    path("learn/sittings/<slug:code>/certificate", reading.certificate, name="certificate"),
    path("learn/<slug:key>", reading.lesson, name="lesson"),
    path("learn/<slug:key>/begin", reading.begin, name="lesson-begin"),
    path("certificates/<slug:code>", reading.certificate_check, name="certificate-check"),
    path("center/lessons", writing.mine, name="lessons-mine"),
    path("center/lessons/new", writing.new, name="lesson-new"),
    path("center/lessons/<int:pk>", writing.edit, name="lesson-edit"),
    path("center/lessons/<int:pk>/items", writing.items, name="lesson-items"),
    path("center/lessons/<int:pk>/<str:act>", writing.act, name="lesson-act"),
    path("center/quiz-items/<int:pk>/retire", writing.item_retire, name="quiz-item-retire"),
]
