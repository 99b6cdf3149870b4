"""Events, those who come to them, and the appointments of matchmaking meetings."""

from patentfair.apps.meetings.models.appointments import Appointment, Participant, Plan, Seat, Slot, Unavailable, Wish
from patentfair.apps.meetings.models.events import Event, Paper, Session, Speaker
from patentfair.apps.meetings.models.registrations import (
    Attendee,
    Evaluation,
    EvaluationTicket,
    Registration,
    YearSalt,
)

__all__ = [
    "Appointment",
    "Attendee",
    "Evaluation",
    "EvaluationTicket",
    "Event",
    "Paper",
    "Participant",
    "Plan",
    "Registration",
    "Seat",
    "Session",
    "Slot",
    "Speaker",
    "Unavailable",
    "Wish",
    "YearSalt",
]
