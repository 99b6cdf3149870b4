"""Addresses of events."""

from __future__ import annotations

from django.urls import URLPattern, path

from patentfair.web.meetings import appointments, attending, door, office, planning, public

urlpatterns: list[URLPattern] = [
    path("events", public.events, name="events"),
    path("events/<int:pk>", public.event, name="event"),
    path("events/<int:pk>/event.ics", public.calendar, name="event-calendar"),
    path("events/<int:pk>/register", attending.register, name="event-register"),
    path("events/<int:pk>/proceedings", public.proceedings, name="event-proceedings"),
    path("events/<int:pk>/proceedings.pdf", public.proceedings_paper, name="event-proceedings-pdf"),
    path("events/<int:pk>/papers/<int:paper>", public.paper, name="event-paper"),
    path("registrations/<slug:code>", attending.registration, name="registration"),
    path("registrations/<slug:code>/badge.pdf", attending.badge, name="registration-badge"),
    path("registrations/<slug:code>/appointments", appointments.my_appointments, name="my-appointments"),
    path("registrations/<slug:code>/wishes", appointments.my_wishes, name="my-wishes"),
    path("registrations/<slug:code>/schedule.pdf", appointments.my_schedule, name="my-schedule"),
    path("registrations/<slug:code>/schedule.ics", appointments.my_calendar, name="my-calendar"),
    path("registrations/<slug:code>/<slug:act>", attending.act, name="registration-act"),
    path("evaluate/<slug:ticket>", attending.evaluate, name="event-evaluate"),
    path("check-in/<slug:code>", door.check_in, name="check-in"),
    path("center/events", office.events, name="events-office"),
    path("center/events/new", office.new, name="event-new"),
    path("center/events/<int:pk>", office.event, name="event-office"),
    path("center/events/<int:pk>/edit", office.edit, name="event-edit"),
    path("center/events/<int:pk>/sessions/new", office.session_new, name="event-session-new"),
    path("center/events/<int:pk>/sessions/<int:session>", office.session, name="event-session"),
    path("center/events/<int:pk>/sessions/<int:session>/remove", office.session_remove, name="event-session-remove"),
    path("center/events/<int:pk>/sessions/<int:session>/papers", office.paper, name="event-paper-new"),
    path(
        "center/events/<int:pk>/sessions/<int:session>/papers/<int:paper>/remove",
        office.paper_remove,
        name="event-paper-remove",
    ),
    path("center/events/<int:pk>/registrations", door.registrations, name="event-registrations"),
    path("center/events/<int:pk>/registrations/<int:registration>", door.withdraw, name="event-registration-withdraw"),
    path("center/events/<int:pk>/badges.pdf", door.badges, name="event-badges"),
    path("center/events/<int:pk>/door", door.door, name="event-door"),
    path("center/events/<int:pk>/evaluations", door.evaluations, name="event-evaluations"),
    path("center/events/<int:pk>/appointments", planning.overview, name="event-appointments"),
    path("center/events/<int:pk>/slots/<int:slot>/<slug:act>", planning.slot_act, name="slot-act"),
    path("center/events/<int:pk>/plans/new", planning.plan_new, name="appointment-plan-new"),
    path("center/events/<int:pk>/plans/<int:plan>/plan.csv", planning.plan_csv, name="plan-csv"),
    path("center/events/<int:pk>/plans/<int:plan>/appointments", planning.appointment_new, name="appointment-new"),
    path("center/events/<int:pk>/plans/<int:plan>/<slug:act>", planning.plan_act, name="plan-act"),
    path("center/events/<int:pk>/seats/<int:seat>/came", planning.presence, name="seat-came"),
    path("center/events/<int:pk>/appointments/<int:appointment>", planning.appointment, name="event-appointment"),
    path("center/events/<int:pk>/appointments/<int:appointment>/<slug:act>", planning.appointment_act,
         name="appointment-act"),
    path("center/events/<int:pk>/<slug:act>", office.act, name="event-act"),
]  # fmt: skip
